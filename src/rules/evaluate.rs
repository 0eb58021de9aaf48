//! The plain evaluator: reads the tables as a person would. Everything else must agree with it.

use crate::rules::answers::{Answer, Answers};
use crate::rules::book::{Condition, Formula, ParameterValue, Relation, RuleBook};
use crate::rules::calendar::shift;
use crate::rules::expression::Operator;
use crate::rules::unit::Unit;

/// An answer is missing, to this question, where the tables need it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missing(pub usize);

/// The row of a decision that holds, if one does.
///
/// Questions that make no sense for the person are never looked at; every other
/// question that a condition names must have a known answer.
pub fn row(book: &RuleBook, decision: usize, answers: &Answers) -> Result<Option<usize>, Missing> {
    for (place, row) in book.decisions[decision].rows.iter().enumerate() {
        if holds(book, &row.when, answers)? {
            return Ok(Some(place));
        }
    }
    Ok(None)
}

/// Whether a condition holds.
pub fn holds(book: &RuleBook, condition: &Condition, answers: &Answers) -> Result<bool, Missing> {
    match condition {
        Condition::Constant(holds) => Ok(*holds),
        Condition::Answer { question, test, .. } => {
            Ok(makes_sense(book, *question, answers)? && test.holds(known(answers, *question)?))
        }
        Condition::Dated {
            question,
            comparison,
            parameter,
            ..
        } => {
            if !makes_sense(book, *question, answers)? {
                return Ok(false);
            }
            let value = known(answers, *question)?;
            Ok(
                match book.parameters[*parameter].at(known(answers, book.reference)?) {
                    ParameterValue::Number(bound) => comparison.holds(value, bound),
                    ParameterValue::None | ParameterValue::Unknown => false,
                },
            )
        }
        Condition::Known(parameter) => {
            let day = known(answers, book.reference)?;
            Ok(book.parameters[*parameter].at(day) != ParameterValue::Unknown)
        }
        Condition::Relation(relation) => {
            let relation = &book.relations[*relation];
            for input in &relation.inputs {
                if !makes_sense(book, *input, answers)? {
                    return Ok(false);
                }
            }
            compare(book, relation, answers)
        }
        Condition::Fact(fact) => holds(book, &book.facts[*fact].condition, answers),
        Condition::Outcome { decision, outcomes } => {
            let found = row(book, *decision, answers)?;
            Ok(found.is_some_and(|row| {
                let decision = &book.decisions[*decision];
                outcomes.contains(&decision.terminals[decision.rows[row].terminal].outcome)
            }))
        }
        Condition::And(parts) => {
            for part in parts {
                if !holds(book, part, answers)? {
                    return Ok(false);
                }
            }
            Ok(true)
        }
        Condition::Or(parts) => {
            for part in parts {
                if holds(book, part, answers)? {
                    return Ok(true);
                }
            }
            Ok(false)
        }
        Condition::Not(inner, _) => Ok(!holds(book, inner, answers)?),
    }
}

/// Whether a question makes sense for the person.
pub fn makes_sense(book: &RuleBook, question: usize, answers: &Answers) -> Result<bool, Missing> {
    match &book.questions[question].asked_if {
        Some(condition) => holds(book, condition, answers),
        None => Ok(true),
    }
}

/// Whether a relation holds between known answers.
pub fn compare(book: &RuleBook, relation: &Relation, answers: &Answers) -> Result<bool, Missing> {
    let left = value(book, &relation.left, answers)?;
    let right = value(book, &relation.right, answers)?;
    Ok(match (left, right) {
        (ParameterValue::Number(left), ParameterValue::Number(right)) => {
            relation.comparison.holds(left, right)
        }
        _ => false,
    })
}

/// What a formula gives: an exact number, nothing that the law sets, or something not established.
pub fn value(
    book: &RuleBook,
    formula: &Formula,
    answers: &Answers,
) -> Result<ParameterValue, Missing> {
    let number = ParameterValue::Number;
    match formula {
        Formula::Constant(constant) => Ok(number(*constant)),
        Formula::Answer(question) => known(answers, *question).map(number),
        Formula::Parameter(parameter) => {
            Ok(book.parameters[*parameter].at(known(answers, book.reference)?))
        }
        Formula::Amount(decision, amount) => {
            let amount = &book.decisions[*decision].amounts[*amount];
            value(book, &amount.low, answers)
        }
        Formula::Sum(left, operator, right) => {
            let (left, right) = (value(book, left, answers)?, value(book, right, answers)?);
            Ok(both(left, right, |left, right| match operator {
                Operator::Subtract => left - right,
                _ => left + right,
            }))
        }
        Formula::Product(left, right) => {
            let (left, right) = (value(book, left, answers)?, value(book, right, answers)?);
            Ok(both(left, right, product))
        }
        Formula::Shift {
            day,
            count,
            unit,
            back,
        } => {
            let (day, count) = (value(book, day, answers)?, value(book, count, answers)?);
            Ok(both(day, count, |day, count| {
                moved(day, count, *unit, *back)
            }))
        }
        Formula::Min(parts) => extreme(book, parts, answers, i64::min),
        Formula::Max(parts) => extreme(book, parts, answers, i64::max),
        Formula::If(condition, then, otherwise) => {
            if holds(book, condition, answers)? {
                value(book, then, answers)
            } else {
                value(book, otherwise, answers)
            }
        }
    }
}

/// A product of hundredths, rounded to the nearest hundredth, halves upwards.
pub(super) fn product(left: i64, right: i64) -> i64 {
    (left.saturating_mul(right).saturating_add(50)).div_euclid(100)
}

/// A day moved by a count in hundredths of a unit; parts of a unit do not count.
pub(super) fn moved(day: i64, count: i64, unit: Unit, back: bool) -> i64 {
    let count = count / 100;
    shift(day, if back { -count } else { count }, unit)
}

fn extreme(
    book: &RuleBook,
    parts: &[Formula],
    answers: &Answers,
    pick: fn(i64, i64) -> i64,
) -> Result<ParameterValue, Missing> {
    let mut best = ParameterValue::None;
    for part in parts {
        best = match (best, value(book, part, answers)?) {
            (ParameterValue::Unknown, _) | (_, ParameterValue::Unknown) => ParameterValue::Unknown,
            (ParameterValue::None, other) | (other, ParameterValue::None) => other,
            (ParameterValue::Number(a), ParameterValue::Number(b)) => {
                ParameterValue::Number(pick(a, b))
            }
        };
    }
    Ok(best)
}

fn both(
    left: ParameterValue,
    right: ParameterValue,
    make: impl Fn(i64, i64) -> i64,
) -> ParameterValue {
    match (left, right) {
        (ParameterValue::Number(left), ParameterValue::Number(right)) => {
            ParameterValue::Number(make(left, right))
        }
        (ParameterValue::Unknown, _) | (_, ParameterValue::Unknown) => ParameterValue::Unknown,
        _ => ParameterValue::None,
    }
}

fn known(answers: &Answers, question: usize) -> Result<i64, Missing> {
    match answers.get(question) {
        Some(Answer::Known(value)) => Ok(value),
        _ => Err(Missing(question)),
    }
}
