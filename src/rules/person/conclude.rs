//! What the rules say to a person: every decision, with its amounts and its steps.

use oxc_index::IndexVec;

use crate::rules::book::answers::{Answer, Answers};
use crate::rules::book::calendar::Day;
use crate::rules::book::{
    AmountId, DecisionId, Formula, OptionId, OutcomeId, QuestionId, Step, StepId, TerminalId,
};
use crate::rules::diagram::compile::Compiled;
use crate::rules::person::cursor::Cursor;
use crate::rules::person::evaluate::Missing;
use crate::rules::person::partial::evaluate_partial;
use crate::rules::person::quantity::{Quantity, amount, due_day};

/// What the rules say to a person, with what she has answered so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evaluation {
    /// One for each decision of the book, in its order.
    pub decisions: IndexVec<DecisionId, DecisionResult>,
    /// The question to ask next; none where nothing more can change what she is told.
    pub next: Option<QuestionId>,
}

/// What one decision says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionResult {
    /// The terminals that it can still end in, by their index in the decision.
    pub possible: Vec<TerminalId>,
    /// Whether every question that it needs has been answered, be it by "I don't know".
    pub settled: bool,
    /// The amounts of a route that can pay, in the order of the decision; empty until settled.
    pub amounts: IndexVec<AmountId, Quantity>,
    /// What to do, in the order of the decision; empty until settled.
    pub steps: Vec<StepDue>,
}

/// A step as it is told to a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StepDue {
    /// The step, by its index in the decision.
    pub step: StepId,
    /// The first day, where it is known.
    pub from: Option<Day>,
    /// The last day, where it is known.
    pub due: Option<Day>,
}

/// Concludes as far as the answers lead. No conclusion waits for an optional question, which is
/// the next one all the same.
pub fn conclude(compiled: &Compiled, answers: &Answers) -> Evaluation {
    unhindered(compiled, answers).1
}

/// The answers, where every optional question that has none is answered by what others tell of it,
/// and else not known.
pub fn presumed(compiled: &Compiled, answers: &Answers) -> Answers {
    let mut presumed = answers.clone();
    for (question, found) in compiled.book.questions.iter_enumerated() {
        if found.optional && answers.get(question).is_none() {
            let told = told(compiled, question, &presumed);
            presumed.set(question, told.unwrap_or(Answer::Unknown));
        }
    }
    presumed
}

/// The answers that a conclusion goes by: where it would wait for an optional question, the person
/// does not know that one.
pub fn heeded(compiled: &Compiled, answers: &Answers) -> Answers {
    unhindered(compiled, answers).0
}

fn unhindered(compiled: &Compiled, answers: &Answers) -> (Answers, Evaluation) {
    let mut answers = answers.clone();
    let mut found = concluded_by(compiled, &answers);
    let mut next = None;
    while let Some(question) = found.next
        && compiled.book.questions[question].optional
    {
        let told = told(compiled, question, &answers);
        next = next.or(told.err().map(|Missing(asked)| asked));
        answers.set(question, told.unwrap_or(Answer::Unknown));
        found = concluded_by(compiled, &answers);
    }
    found.next = next.or(found.next);
    (answers, found)
}

/// What other answers say of an optional question; or the question to ask: one of those that tell
/// it, or itself where they do not know.
fn told(compiled: &Compiled, question: QuestionId, answers: &Answers) -> Result<Answer, Missing> {
    let root = compiled.told_by[question].ok_or(Missing(question))?;
    let standing = evaluate_partial(compiled, root, answers);
    match standing.truth() {
        Some(true) => Ok(Answer::Option(OptionId::YES)),
        Some(false) => Ok(Answer::Option(OptionId::NO)),
        None => Err(Missing(standing.asks.unwrap_or(question))),
    }
}

fn concluded_by(compiled: &Compiled, answers: &Answers) -> Evaluation {
    let mut cursor = Cursor::new(compiled, answers);
    let mut next = None;
    let mut ask = |question: QuestionId| {
        next = Some(next.map_or(question, |known: QuestionId| known.min(question)))
    };
    let decisions = compiled
        .roots
        .iter_enumerated()
        .map(|(decision, root)| {
            let reachable = evaluate_partial(compiled, cursor.from(*root), answers);
            let possible: Vec<TerminalId> = reachable
                .ends
                .iter()
                .filter_map(|end| compiled.diagrams.node(*end).terminal())
                .collect();
            let mut result = DecisionResult {
                settled: reachable.asks.is_none(),
                amounts: IndexVec::new(),
                steps: Vec::new(),
                possible,
            };
            match reachable.asks {
                Some(question) => ask(question),
                None => {
                    if let Err(Missing(question)) =
                        complete(compiled, decision, answers, &mut cursor, &mut result)
                    {
                        ask(question);
                    }
                }
            }
            result
        })
        .collect();
    Evaluation { decisions, next }
}

/// Adds the amounts and steps of a settled decision, as far as their answers are there.
fn complete(
    compiled: &Compiled,
    decision: DecisionId,
    answers: &Answers,
    cursor: &mut Cursor<'_>,
    result: &mut DecisionResult,
) -> Result<(), Missing> {
    let book = &compiled.book;
    let found = &book.decisions[decision];
    let mut missing: Option<QuestionId> = None;
    let mut note = |question: QuestionId| {
        missing = Some(missing.map_or(question, |known: QuestionId| known.min(question)));
    };
    let usable = |terminal: &TerminalId| book.tells_amounts(decision, *terminal);
    if result.possible.iter().any(usable) {
        let mut amounts: IndexVec<AmountId, Quantity> = IndexVec::new();
        for wanted in &found.amounts {
            match amount(compiled, wanted, answers) {
                Ok(quantity) => {
                    amounts.push(quantity);
                }
                Err(Missing(question)) => note(question),
            }
        }
        if amounts.len() == found.amounts.len() {
            result.amounts = amounts;
        }
    }
    let outcomes: Vec<OutcomeId> = result
        .possible
        .iter()
        .map(|terminal| found.terminals[*terminal].outcome)
        .collect();
    for (step, wanted) in found.steps.iter_enumerated() {
        if !outcomes
            .iter()
            .any(|outcome| wanted.outcomes.contains(outcome))
        {
            continue;
        }
        let root = cursor.from(compiled.steps[decision][step]);
        let reachable = evaluate_partial(compiled, root, answers);
        if let Some(question) = reachable.asks {
            note(question);
            continue;
        }
        match reachable.truth() {
            Some(false) => continue,
            None if wanted.surely => continue,
            _ => {}
        }
        match due(compiled, step, wanted, answers) {
            Ok(due) => result.steps.push(due),
            Err(Missing(question)) => note(question),
        }
    }
    missing.map_or(Ok(()), |question| Err(Missing(question)))
}

fn due(
    compiled: &Compiled,
    step: StepId,
    found: &Step,
    answers: &Answers,
) -> Result<StepDue, Missing> {
    let day = |formula: &Option<Formula>| match formula {
        Some(formula) => Ok(due_day(compiled, formula, answers)?),
        None => Ok(None),
    };
    Ok(StepDue {
        step,
        from: day(&found.from)?,
        due: day(&found.due)?,
    })
}
