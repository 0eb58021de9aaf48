//! Which contradictions hold of what is pressed.
//!
//! Nothing is asked for their sake alone. A comparison is read off its own yes or no where it is
//! asked, and otherwise off the ranges of its answers, where those leave no doubt.

use std::collections::HashMap;

use oxc_index::IndexVec;

use crate::rules::book::{ComparisonId, Condition, ContradictionId, FactId, QuestionId, compared};
use crate::rules::person::settled::{Ranges, settled};
use crate::rules::published::circuit::{Asked, GateId, NEVER};
use crate::rules::published::form::demand::ShownWhen;
use crate::rules::published::form::truth::{SURELY, Sureness, Truth};

/// How many combinations of ranges a comparison is tried with; where there are more, it is left
/// open.
const MOST_COMBINATIONS: usize = 1_000;

/// For each contradiction, when it surely holds.
pub(super) fn refused(
    truth: &mut Truth<'_>,
    shown: &ShownWhen,
) -> IndexVec<ContradictionId, GateId> {
    let all = truth.compiled.book.contradictions.iter();
    let mut reader = Reader {
        truth,
        shown,
        facts: HashMap::new(),
    };
    all.map(|found| reader.condition(&found.condition, SURELY))
        .collect()
}

/// Reads conditions as they are written.
struct Reader<'t, 'c> {
    truth: &'t mut Truth<'c>,
    shown: &'t ShownWhen,
    facts: HashMap<(FactId, Sureness), GateId>,
}

impl Reader<'_, '_> {
    /// When a condition surely holds, or surely fails.
    fn condition(&mut self, condition: &Condition, wanted: Sureness) -> GateId {
        let (parts, all) = match condition {
            Condition::And(parts) => (parts, wanted.holds),
            Condition::Or(parts) => (parts, !wanted.holds),
            Condition::Not(inner, _) => return self.condition(inner, wanted.opposite()),
            Condition::Fact(fact) => return self.fact(*fact, wanted),
            Condition::Comparison(comparison) => {
                let ranges = by_ranges(self.truth, self.shown, *comparison, wanted.holds);
                let said = self.truth.condition(condition, wanted);
                let circuit = &mut self.truth.circuit;
                let said = circuit.all([self.shown.comparisons[*comparison], said]);
                return circuit.any([ranges, said]);
            }
            leaf => return self.truth.condition(leaf, wanted),
        };
        let gates = parts.iter().map(|part| self.condition(part, wanted));
        let gates: Vec<GateId> = gates.collect();
        if all {
            self.truth.circuit.all(gates)
        } else {
            self.truth.circuit.any(gates)
        }
    }

    fn fact(&mut self, fact: FactId, wanted: Sureness) -> GateId {
        if let Some(known) = self.facts.get(&(fact, wanted)) {
            return *known;
        }
        let book = &self.truth.compiled.book;
        let gate = self.condition(&book.facts[fact].condition, wanted);
        self.facts.insert((fact, wanted), gate);
        gate
    }
}

/// When the pressed ranges alone settle a comparison so.
fn by_ranges(
    truth: &mut Truth<'_>,
    shown: &ShownWhen,
    comparison: ComparisonId,
    holds: bool,
) -> GateId {
    let questions = compared(&truth.compiled.book, comparison);
    let hidden = |question: &QuestionId| shown.questions[*question] == NEVER;
    if questions.is_empty() || questions.iter().any(hidden) {
        return NEVER;
    }
    let counts = questions
        .iter()
        .map(|question| truth.ranges[*question].len());
    let count = counts.clone().try_fold(1, usize::checked_mul);
    let Some(count) = count.filter(|count| *count <= MOST_COMBINATIONS) else {
        return NEVER;
    };
    let counts: Vec<usize> = counts.collect();
    let mut found = Vec::new();
    for mut number in 0..count {
        let mut ranges = Ranges::new();
        let mut pressed = Vec::new();
        for (question, count) in questions.iter().zip(&counts) {
            let button = number % count;
            number /= count;
            ranges.insert(*question, truth.ranges[*question][button]);
            pressed.push((*question, button));
        }
        if settled(&truth.compiled.book, comparison, &ranges) == Some(holds) {
            let gates: Vec<GateId> = pressed
                .into_iter()
                .map(|(question, button)| {
                    let pressed = truth
                        .circuit
                        .pressed(Asked::Question(question), vec![button]);
                    // A button that is not seen any more does not count.
                    truth.circuit.all([shown.questions[question], pressed])
                })
                .collect();
            found.push(truth.circuit.all(gates));
        }
    }
    truth.circuit.any(found)
}
