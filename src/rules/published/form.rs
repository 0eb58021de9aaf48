//! What a form shows that no script moves: which questions, and how each decision can end.
//!
//! The whole form stands on the page, and buttons are all that a person can press. A number
//! or a date is a range between the rules' own limits, and a comparison of several answers
//! is a question of its own, put in words.

mod demand;
mod refused;
mod truth;

use std::collections::BTreeMap;

use oxc_index::{IndexVec, index_vec};

use crate::rules::book::calendar::Day;
use crate::rules::book::{
    ComparisonId, Condition, ContradictionId, DecisionId, FactId, Formula, OutcomeId, ParameterId,
    QuestionId, RuleBook, StepId, TerminalId,
};
use crate::rules::diagram::compile::Compiled;
use crate::rules::diagram::variables::{Variable, regions};
use crate::rules::published::circuit::{Asked, Circuit, GateId, NEVER};
use truth::{POSSIBLY, Truth};

/// A form as gates over its pressed buttons.
#[derive(Debug, Clone)]
pub struct Form {
    /// The gates.
    pub circuit: Circuit,
    /// For each question, the smallest and the largest value of each of its buttons.
    pub ranges: IndexVec<QuestionId, Vec<(i64, i64)>>,
    /// For each question, when it is shown.
    pub questions: IndexVec<QuestionId, GateId>,
    /// For each comparison of several answers, when it is shown.
    pub comparisons: IndexVec<ComparisonId, GateId>,
    /// What is shown and has no answer, each with its gate.
    pub unanswered: Vec<(Asked, GateId)>,
    /// Open while anything is shown that has no answer; nothing is concluded then.
    pub pending: GateId,
    /// For each contradiction, when it surely holds.
    pub refused: IndexVec<ContradictionId, GateId>,
    /// The decisions of the book.
    pub decisions: IndexVec<DecisionId, PossibleEnds>,
}

/// How a decision can end, given what is pressed.
#[derive(Debug, Clone)]
pub struct PossibleEnds {
    /// For each terminal, when some completion of the answers can reach it.
    pub terminals: IndexVec<TerminalId, GateId>,
    /// Open while several outcomes remain possible.
    pub several: GateId,
    /// For each step, when it is told.
    pub steps: IndexVec<StepId, GateId>,
}

impl Form {
    /// The button that "I don't know" is, beside those that stand for an answer.
    pub fn unknown(&self, asked: Asked) -> usize {
        match asked {
            Asked::Question(question) => self.ranges[question].len(),
            Asked::Comparison(_) => 2,
        }
    }
}

/// The form of a set of rules. The reference date is cut on some `days` more, so that what
/// is written about a day can follow the person's answer too.
pub fn form(compiled: &Compiled, days: &[Day]) -> Form {
    let mut truth = Truth::new(compiled, ranges(compiled, days));
    let shown = demand::shown(&mut truth);
    let decisions = (compiled.book.decisions.indices())
        .map(|decision| ends(&mut truth, decision))
        .collect();
    let mut unanswered = Vec::new();
    let questions = shown.questions.iter_enumerated();
    let questions = questions.map(|(question, gate)| (Asked::Question(question), *gate));
    let comparisons = shown.comparisons.iter_enumerated();
    let comparisons = comparisons.map(|(comparison, gate)| (Asked::Comparison(comparison), *gate));
    for (asked, gate) in questions.chain(comparisons) {
        let blank = truth.circuit.blank(asked);
        let open = truth.circuit.all([gate, blank]);
        if open != NEVER {
            unanswered.push((asked, open));
        }
    }
    let refused = refused::refused(&mut truth, &shown);
    let pending = truth.circuit.any(unanswered.iter().map(|(_, gate)| *gate));
    Form {
        questions: shown.questions,
        comparisons: shown.comparisons,
        unanswered,
        pending,
        refused,
        decisions,
        circuit: truth.circuit,
        ranges: truth.ranges,
    }
}

/// The facts with the comparisons that they are the first to make, in the order written.
pub fn comparisons(book: &RuleBook) -> Vec<(FactId, Vec<ComparisonId>)> {
    let mut known: IndexVec<ComparisonId, bool> = index_vec![false; book.comparisons.len()];
    let mut found = Vec::new();
    for (fact, written) in book.facts.iter_enumerated() {
        let mut own = Vec::new();
        written.condition.each(&mut |part| {
            if let Condition::Comparison(comparison) = part
                && !std::mem::replace(&mut known[*comparison], true)
            {
                own.push(*comparison);
            }
        });
        if !own.is_empty() {
            found.push((fact, own));
        }
    }
    found
}

/// The parameters that a comparison names.
fn parameters(book: &RuleBook, comparison: ComparisonId) -> Vec<ParameterId> {
    let comparison = &book.comparisons[comparison];
    let mut found = Vec::new();
    for side in [&comparison.left, &comparison.right] {
        side.each(&mut |part| {
            if let Formula::Parameter(parameter) = part {
                found.push(*parameter);
            }
        });
    }
    found
}

fn ranges(compiled: &Compiled, days: &[Day]) -> IndexVec<QuestionId, Vec<(i64, i64)>> {
    let book = &compiled.book;
    let variables = compiled.variables.iter();
    variables
        .filter_map(|variable| {
            let Variable::Question(question, cuts) = variable else {
                return None;
            };
            let mut cuts = cuts.clone();
            if *question == book.reference {
                cuts.extend(days.iter().map(|day| day.point()));
                for comparison in book.comparisons.indices() {
                    let named = parameters(book, comparison).into_iter();
                    let changes = named.flat_map(|parameter| book.parameters[parameter].changes());
                    cuts.extend(changes.map(Day::point));
                }
                cuts.sort_unstable();
                cuts.dedup();
            }
            Some(regions(&book.questions[*question].kind, &cuts))
        })
        .collect()
}

fn ends(truth: &mut Truth<'_>, decision: DecisionId) -> PossibleEnds {
    let found = &truth.compiled.book.decisions[decision];
    let mut terminals: IndexVec<TerminalId, Vec<GateId>> =
        index_vec![Vec::new(); found.terminals.len()];
    for (row, written) in found.rows.iter_enumerated() {
        terminals[written.terminal].push(truth.possible(decision, row, POSSIBLY));
    }
    let terminals: IndexVec<TerminalId, GateId> = terminals
        .into_iter()
        .map(|rows| truth.circuit.any(rows))
        .collect();
    let outcomes = found.terminals.iter().map(|terminal| terminal.outcome);
    let mut by_outcome: BTreeMap<OutcomeId, Vec<GateId>> = BTreeMap::new();
    for (outcome, gate) in outcomes.zip(&terminals) {
        by_outcome.entry(outcome).or_default().push(*gate);
    }
    let (mut one, mut several) = (NEVER, NEVER);
    for gates in by_outcome.into_values() {
        let gate = truth.circuit.any(gates);
        let both = truth.circuit.all([one, gate]);
        several = truth.circuit.any([several, both]);
        one = truth.circuit.any([one, gate]);
    }
    let steps = (found.steps.indices())
        .map(|step| demand::step(truth, decision, step))
        .collect();
    PossibleEnds {
        terminals,
        several,
        steps,
    }
}
