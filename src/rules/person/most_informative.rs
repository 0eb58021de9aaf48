//! Which of the things that a person does not know she should find out first.

use oxc_index::IndexVec;

use crate::rules::book::answers::{Answer, Answers};
use crate::rules::book::{DecisionId, Kind, QuestionId, RuleBook};
use crate::rules::diagram::compile::Compiled;
use crate::rules::person::conclude::{DecisionResult, conclude};
use crate::rules::person::intervals::intervals;
use crate::rules::person::partial::evaluate_partial;
use crate::rules::person::quantity::Quantity;
use crate::rules::person::refused::otherwise;

/// The questions, answered by "I don't know", whose answers would settle most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MostInformative {
    /// For everything together; nothing where no answer would settle anything.
    pub first: Option<QuestionId>,
    /// For each decision alone; nothing where it is settled, and for notices.
    pub decisions: IndexVec<DecisionId, Option<QuestionId>>,
}

/// What to find out first, for everything together and for each verdict and route.
///
/// Each question that she does not know is tried with every answer: each option, or one value
/// of each interval in which nothing turns, unless it contradicts what she does know. The best question leaves the fewest decisions with
/// several possible outcomes, on the average of its answers, each counted alike; among equal
/// ones, the fewest amounts that are ranges; among those, the first in the order of asking.
/// A question after which as much is open as before is no help.
pub fn most_informative(compiled: &Compiled, answers: &Answers) -> MostInformative {
    let now = open(compiled, answers);
    let mut best: Vec<(Average, Option<QuestionId>)> = now
        .iter()
        .map(|open| (Average::of(&[*open]), None))
        .collect();
    for question in compiled.book.questions.indices() {
        if !unknown(compiled, question, answers) {
            continue;
        }
        let tried: Vec<Vec<Open>> = intervals(compiled, question, answers)
            .unwrap_or_default()
            .into_iter()
            .filter_map(|(value, _)| otherwise(compiled, answers, question, value))
            .map(|other| open(compiled, &other))
            .collect();
        for (index, best) in best.iter_mut().enumerate() {
            let own: Vec<Open> = tried.iter().map(|all| all[index]).collect();
            let average = Average::of(&own);
            if average.is_less(&best.0) {
                *best = (average, Some(question));
            }
        }
    }
    let mut best = best.into_iter().map(|(_, question)| question);
    MostInformative {
        first: best.next().flatten(),
        decisions: best.collect(),
    }
}

/// Whether the person does not know the answer to a question that concerns her.
fn unknown(compiled: &Compiled, question: QuestionId, answers: &Answers) -> bool {
    answers.get(question) == Some(Answer::Unknown)
        && evaluate_partial(compiled, compiled.applicable[question], answers).truth() != Some(false)
}

/// What is still open: decisions with several outcomes, and amounts that are ranges.
type Open = (usize, usize);

/// All together first, then each decision.
fn open(compiled: &Compiled, answers: &Answers) -> Vec<Open> {
    let book = &compiled.book;
    let conclusion = conclude(compiled, answers);
    let mut all = vec![(0, 0)];
    for (decision, concluded) in conclusion.decisions.iter_enumerated() {
        let found = &book.decisions[decision];
        let mut outcomes = concluded
            .possible
            .iter()
            .map(|terminal| found.terminals[*terminal].outcome);
        let first = outcomes.next();
        let several = outcomes.any(|outcome| Some(outcome) != first);
        let own = match found.kind {
            Kind::Notice => (0, 0),
            _ => (usize::from(several), ranges(book, decision, concluded)),
        };
        all[0] = (all[0].0 + own.0, all[0].1 + own.1);
        all.push(own);
    }
    all
}

/// How many amounts of a decision are ranges, or wait for an answer.
fn ranges(book: &RuleBook, decision: DecisionId, concluded: &DecisionResult) -> usize {
    let mut possible = concluded.possible.iter();
    if concluded.amounts.is_empty()
        && possible.any(|terminal| book.tells_amounts(decision, *terminal))
    {
        return book.decisions[decision].amounts.len();
    }
    let amounts = concluded.amounts.iter();
    amounts
        .filter(|amount| matches!(amount, Quantity::Between(low, high) if low != high))
        .count()
}

/// How much is open on the average, as sums of so many.
struct Average {
    outcomes: usize,
    amounts: usize,
    of: usize,
}

impl Average {
    fn of(all: &[Open]) -> Average {
        Average {
            outcomes: all.iter().map(|open| open.0).sum(),
            amounts: all.iter().map(|open| open.1).sum(),
            of: all.len(),
        }
    }

    fn is_less(&self, other: &Average) -> bool {
        let own = (self.outcomes * other.of, self.amounts * other.of);
        self.of > 0 && own < (other.outcomes * self.of, other.amounts * self.of)
    }
}
