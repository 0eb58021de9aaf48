//! What would have to be otherwise for a route to open: one answer, all others as they are.

use std::collections::BTreeSet;

use oxc_index::{IndexSlice, IndexVec};

use crate::rules::book::answers::Answers;
use crate::rules::book::calendar::Day;
use crate::rules::book::{DecisionId, Kind, OptionId, QuestionId, QuestionKind, TerminalId};
use crate::rules::diagram::compile::Compiled;
use crate::rules::person::conclude::presumed;
use crate::rules::person::intervals::intervals;
use crate::rules::person::partial::{Reachable, evaluate_partial};
use crate::rules::person::refused::otherwise;

/// What would open a route that cannot pay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counterfactuals {
    /// The first day after the reference date on which the route can pay, all other answers
    /// the same, but for those that cannot be true on that day: whoever only waits, and plans
    /// anew what has to come after her request, may ask again on it.
    pub opens_on: Option<Day>,
    /// The answers that would open it, those of the reference date first, then in the order
    /// of the questions; of one question, what surely opens it first.
    pub changes: Vec<AnswerChange>,
}

/// Other answers to one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerChange {
    /// The question.
    pub question: QuestionId,
    /// The answers that do it.
    pub values: AnswerSet,
    /// Whether the route can pay then, whatever else is open; otherwise it may.
    pub sure: bool,
    /// The questions without an answer that it then takes next.
    pub asks: Vec<QuestionId>,
}

/// Answers to one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AnswerSet {
    /// Options.
    Options(Vec<OptionId>),
    /// Numbers or days between two ends, both included; an end that is the question's own
    /// end is left out.
    Between {
        /// The least.
        low: Option<i64>,
        /// The most.
        high: Option<i64>,
    },
}

/// For each decision, what would open it; nothing where it is no route, does not concern the person,
/// or can pay already.
///
/// Every question with a known answer that makes sense for the person, and that is hers to change,
/// is tried with all its other answers that can be true together with the rest; what answers tell
/// of an optional question, other answers tell otherwise. Nothing is said of "I don't know": such an
/// answer stands for all others, so none of them opens what it leaves shut.
pub fn counterfactuals(
    compiled: &Compiled,
    answers: &Answers,
) -> IndexVec<DecisionId, Option<Counterfactuals>> {
    let book = &compiled.book;
    let own = presumed(compiled, answers);
    let shut = |decision: DecisionId| {
        let standing = evaluate_partial(compiled, compiled.roots[decision], &own);
        let mut ends = standing.ends.iter();
        // Nobody makes a route hers that does not concern her.
        let strange = ends.all(|end| {
            let terminal = compiled.diagrams.node(*end).terminal();
            terminal.is_some_and(|terminal| book.untold(decision, terminal))
        });
        let shut = state(compiled, decision, &standing) == State::Shut;
        book.decisions[decision].kind == Kind::Route && shut && !strange
    };
    let mut found: IndexVec<DecisionId, Option<Counterfactuals>> = (book.decisions.indices())
        .map(|decision| {
            shut(decision).then(|| Counterfactuals {
                opens_on: None,
                changes: Vec::new(),
            })
        })
        .collect();
    let others = (book.questions.indices()).filter(|question| *question != book.reference);
    for question in std::iter::once(book.reference).chain(others) {
        change(compiled, question, answers, &own, &mut found);
    }
    found
}

/// Adds what the other answers to one question would open, of a person who is presumed to have answered
/// every optional one.
fn change(
    compiled: &Compiled,
    question: QuestionId,
    answers: &Answers,
    own_presumed: &Answers,
    found: &mut IndexSlice<DecisionId, [Option<Counterfactuals>]>,
) {
    let applicable = evaluate_partial(compiled, compiled.applicable[question], own_presumed);
    let Some(own) = answers.point(question) else {
        return;
    };
    if applicable.truth() == Some(false) || compiled.book.questions[question].fixed {
        return;
    }
    let Some(intervals) = intervals(compiled, question, answers) else {
        return;
    };
    // Nobody is told to answer what cannot be true together with the rest, nor to have asked on a
    // day that has passed. Her own day is not among them: a part lies before or after it.
    let passed = |low: i64| question == compiled.book.reference && low <= own;
    let others: Vec<(i64, i64, Answers)> = intervals
        .into_iter()
        .filter(|(low, _)| !passed(*low))
        .filter_map(|(low, high)| {
            let other = otherwise(compiled, answers, question, low)?;
            Some((low, high, presumed(compiled, &other)))
        })
        .collect();
    for (decision, counterfactuals) in found.iter_mut_enumerated() {
        let Some(counterfactuals) = counterfactuals else {
            continue;
        };
        let (mut sure, mut maybe) = (Vec::new(), Vec::new());
        for (low, high, other) in &others {
            let standing = evaluate_partial(compiled, compiled.roots[decision], other);
            let part = Part {
                low: *low,
                high: *high,
                asks: standing.asks.into_iter().collect(),
            };
            match state(compiled, decision, &standing) {
                State::Shut => {}
                State::Maybe => maybe.push(part),
                State::Open => sure.push(part),
            }
        }
        if question == compiled.book.reference {
            counterfactuals.opens_on = sure.first().map(|part| Day::at(part.low));
        }
        for (sure, parts) in [(true, sure), (false, maybe)] {
            let changes = put_together(&compiled.book.questions[question].kind, parts);
            counterfactuals
                .changes
                .extend(changes.map(|(values, asks)| AnswerChange {
                    question,
                    values,
                    sure,
                    asks: asks.into_iter().collect(),
                }));
        }
    }
}

/// Values that come to the same, and the questions that they take next.
struct Part {
    low: i64,
    high: i64,
    asks: BTreeSet<QuestionId>,
}

/// All options as one, and neighbouring intervals as one.
fn put_together(
    kind: &QuestionKind,
    parts: Vec<Part>,
) -> impl Iterator<Item = (AnswerSet, BTreeSet<QuestionId>)> {
    let (first, last) = kind.bounds();
    let choice = !kind.options().is_empty();
    let mut options = Vec::new();
    let mut joined: Vec<Part> = Vec::new();
    for part in parts {
        options.push(part.low);
        match joined.last_mut() {
            Some(before) if choice || before.high + 1 == part.low => {
                before.high = part.high;
                before.asks.extend(part.asks);
            }
            _ => joined.push(part),
        }
    }
    joined.into_iter().map(move |part| {
        let values = if choice {
            let options = options.iter().copied();
            AnswerSet::Options(options.map(OptionId::at).collect())
        } else {
            AnswerSet::Between {
                low: Some(part.low).filter(|low| *low != first),
                high: Some(part.high).filter(|high| *high != last),
            }
        };
        (values, part.asks)
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// The route cannot pay, whatever is still open.
    Shut,
    /// It depends on what is still open, or on what somebody has to confirm.
    Maybe,
    /// It can pay, whatever is still open.
    Open,
}

fn state(compiled: &Compiled, decision: DecisionId, standing: &Reachable) -> State {
    let terminals = || {
        let ends = standing.ends.iter();
        ends.map(|end| compiled.diagrams.node(*end).terminal())
    };
    let book = &compiled.book;
    let usable =
        |end: Option<TerminalId>| end.is_some_and(|terminal| book.usable(decision, terminal));
    let surely = |end: Option<TerminalId>| {
        end.is_some_and(|terminal| book.surely_usable(decision, terminal))
    };
    if terminals().all(surely) {
        State::Open
    } else if terminals().any(usable) {
        State::Maybe
    } else {
        State::Shut
    }
}
