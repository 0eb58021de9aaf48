//! What has to be asked: the questions on which something that is still open rests.
//!
//! A condition is read as it is written, part by part: what comes after a part without an
//! answer, or after one that settles it, is not asked. So a question that is shown stays until
//! another answer changes, and while nothing is concluded something is there to be answered.

use std::collections::{HashMap, HashSet};

use oxc_index::{IndexVec, index_vec};

use crate::rules::book::{ComparisonId, Condition, DecisionId, FactId, QuestionId, StepId};
use crate::rules::published::circuit::{ALWAYS, Asked, GateId, NEVER};
use crate::rules::published::form::truth::{POSSIBLY, SAID, SURELY, Sureness, Truth};

/// When each thing is shown.
pub(super) struct ShownWhen {
    pub questions: IndexVec<QuestionId, GateId>,
    pub comparisons: IndexVec<ComparisonId, GateId>,
}

/// Something that conditions name, and that may have to be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Thing {
    Fact(FactId),
    Asked(Asked),
}

/// Finds out when each question and each comparison is shown.
pub(super) fn shown(truth: &mut Truth<'_>) -> ShownWhen {
    let mut demands = Demands(HashMap::new());
    let book = &truth.compiled.book;
    for (decision, own) in book.decisions.iter_enumerated() {
        for (row, found) in own.rows.iter_enumerated() {
            let reached = truth.reached(decision, row, SAID);
            demands.add(truth, &found.when, reached);
        }
        for (step, found) in own.steps.iter_enumerated() {
            if let Some(when) = &found.when {
                let told = outcome(truth, decision, step, SAID);
                demands.add(truth, when, told);
            }
        }
    }
    let mut shown = ShownWhen {
        questions: index_vec![NEVER; book.questions.len()],
        comparisons: index_vec![NEVER; book.comparisons.len()],
    };
    for thing in ordered(truth) {
        let wanted = demands.0.remove(&thing).unwrap_or_default();
        let wanted = truth.circuit.any(wanted);
        for condition in conditions(truth, thing) {
            demands.add(truth, condition, wanted);
        }
        let Thing::Asked(asked) = thing else { continue };
        let sense = truth.sensible(asked, SURELY);
        let gate = truth.circuit.all([wanted, sense]);
        match asked {
            Asked::Question(question) => shown.questions[question] = gate,
            Asked::Comparison(comparison) => shown.comparisons[comparison] = gate,
        }
    }
    // Everything dated is read on the day of the request, so that is always said.
    shown.questions[book.reference] = ALWAYS;
    shown
}

/// When a step is told.
pub(super) fn step(truth: &mut Truth<'_>, decision: DecisionId, step: StepId) -> GateId {
    let told = outcome(truth, decision, step, POSSIBLY);
    let found = &truth.compiled.book.decisions[decision].steps[step];
    match &found.when {
        Some(when) => {
            let wanted = if found.surely { SURELY } else { POSSIBLY };
            let holds = truth.condition(when, wanted);
            truth.circuit.all([told, holds])
        }
        None => told,
    }
}

/// When a decision ends as a step wants it.
fn outcome(truth: &mut Truth<'_>, decision: DecisionId, step: StepId, wanted: Sureness) -> GateId {
    let outcomes = &truth.compiled.book.decisions[decision].steps[step].outcomes;
    let outcomes = outcomes.clone();
    truth.condition(&Condition::Outcome { decision, outcomes }, wanted)
}

/// The gates through which each thing is needed.
struct Demands(HashMap<Thing, Vec<GateId>>);

impl Demands {
    /// Notes what a condition needs where a gate is open.
    fn add(&mut self, truth: &mut Truth<'_>, condition: &Condition, gate: GateId) {
        if gate == NEVER {
            return;
        }
        match condition {
            Condition::And(parts) => {
                let mut gate = gate;
                for part in parts {
                    self.add(truth, part, gate);
                    let open = truth.condition(part, SAID);
                    gate = truth.circuit.all([gate, open]);
                }
            }
            Condition::Or(parts) => {
                let mut gate = gate;
                for part in parts {
                    self.add(truth, part, gate);
                    let open = truth.condition(part, SAID.opposite());
                    gate = truth.circuit.all([gate, open]);
                }
            }
            Condition::Not(inner, _) => self.add(truth, inner, gate),
            _ => {
                if let Some(thing) = thing_named(condition) {
                    self.0.entry(thing).or_default().push(gate);
                }
            }
        }
    }
}

/// What a condition without parts names. Another decision is asked for in any case.
fn thing_named(condition: &Condition) -> Option<Thing> {
    match condition {
        Condition::Answer { question, .. } | Condition::Dated { question, .. } => {
            Some(Thing::Asked(Asked::Question(*question)))
        }
        Condition::Comparison(comparison) => Some(Thing::Asked(Asked::Comparison(*comparison))),
        Condition::Fact(fact) => Some(Thing::Fact(*fact)),
        _ => None,
    }
}

/// The conditions on which a thing rests.
fn conditions<'c>(truth: &Truth<'c>, thing: Thing) -> Vec<&'c Condition> {
    let book = &truth.compiled.book;
    let inputs = match thing {
        Thing::Fact(fact) => return vec![&book.facts[fact].condition],
        Thing::Asked(Asked::Question(question)) => &[question][..],
        Thing::Asked(Asked::Comparison(comparison)) => &book.comparisons[comparison].inputs,
    };
    let questions = inputs.iter().map(|question| &book.questions[*question]);
    questions
        .filter_map(|found| found.asked_if.as_ref())
        .collect()
}

/// Every thing, before those that it rests on; the rules go in no circles.
fn ordered(truth: &Truth<'_>) -> Vec<Thing> {
    fn visit(truth: &Truth<'_>, thing: Thing, seen: &mut HashSet<Thing>, found: &mut Vec<Thing>) {
        if !seen.insert(thing) {
            return;
        }
        for condition in conditions(truth, thing) {
            condition.each(&mut |part| {
                if let Some(inner) = thing_named(part) {
                    visit(truth, inner, seen, found);
                }
            });
        }
        found.push(thing);
    }
    let book = &truth.compiled.book;
    let facts = book.facts.indices().map(Thing::Fact);
    let questions = book.questions.indices().map(Asked::Question);
    let comparisons = book.comparisons.indices().map(Asked::Comparison);
    let (mut seen, mut found) = (HashSet::new(), Vec::new());
    for thing in facts.chain(questions.chain(comparisons).map(Thing::Asked)) {
        visit(truth, thing, &mut seen, &mut found);
    }
    found.reverse();
    found
}
