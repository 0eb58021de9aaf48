//! The plain evaluator: reads the tables as a person would. Everything else must agree with it.

use std::collections::HashMap;

use crate::rules::book::answers::Answers;
use crate::rules::book::calendar::{Day, between, shift};
use crate::rules::book::unit::Unit;
use crate::rules::book::{
    AmountId, Comparison, Condition, ContradictionId, DecisionId, FactId, Formula, Operator,
    ParameterValue, QuestionId, RowId, RuleBook,
};

/// An answer is missing, to this question, where the tables need it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missing(pub QuestionId);

/// The row of a decision that holds, if one does.
///
/// Questions that make no sense for the person are never looked at; every other
/// question that a condition names must have a known answer.
pub fn row(
    book: &RuleBook,
    decision: DecisionId,
    answers: &Answers,
) -> Result<Option<RowId>, Missing> {
    Reading::new(book, answers).row(decision)
}

/// Whether a condition holds.
pub fn holds(book: &RuleBook, condition: &Condition, answers: &Answers) -> Result<bool, Missing> {
    Reading::new(book, answers).holds(condition)
}

/// The first contradiction that holds of a person, if one does.
pub fn contradicted(
    book: &RuleBook,
    answers: &Answers,
) -> Result<Option<ContradictionId>, Missing> {
    let mut reading = Reading::new(book, answers);
    for (contradiction, found) in book.contradictions.iter_enumerated() {
        if reading.holds(&found.condition)? {
            return Ok(Some(contradiction));
        }
    }
    Ok(None)
}

/// Whether a question makes sense for the person.
pub fn makes_sense(
    book: &RuleBook,
    question: QuestionId,
    answers: &Answers,
) -> Result<bool, Missing> {
    Reading::new(book, answers).makes_sense(question)
}

/// Whether a comparison holds between known answers.
pub fn compare(
    book: &RuleBook,
    comparison: &Comparison,
    answers: &Answers,
) -> Result<bool, Missing> {
    Reading::new(book, answers).compare(comparison)
}

/// What a formula gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Computed {
    /// A number in hundredths or a day: a point of the line on which both are compared.
    Point(i64),
    /// The law sets no such value.
    None,
    /// It rests on a value that is not established.
    Unknown,
}

impl From<ParameterValue> for Computed {
    fn from(value: ParameterValue) -> Computed {
        match value {
            ParameterValue::Number(number) => Computed::Point(number.point()),
            ParameterValue::None => Computed::None,
            ParameterValue::Unknown => Computed::Unknown,
        }
    }
}

/// What a formula gives to a person.
pub fn value(book: &RuleBook, formula: &Formula, answers: &Answers) -> Result<Computed, Missing> {
    Reading::new(book, answers).value(formula)
}

/// One reading of the tables for one person.
///
/// What was read once is remembered: facts that name one another twice would be read a
/// thousand times after ten of them.
struct Reading<'b> {
    book: &'b RuleBook,
    answers: &'b Answers,
    facts: HashMap<FactId, bool>,
    sense: HashMap<QuestionId, bool>,
    rows: HashMap<DecisionId, Option<RowId>>,
    amounts: HashMap<(DecisionId, AmountId), Computed>,
}

impl<'b> Reading<'b> {
    fn new(book: &'b RuleBook, answers: &'b Answers) -> Reading<'b> {
        Reading {
            book,
            answers,
            facts: HashMap::new(),
            sense: HashMap::new(),
            rows: HashMap::new(),
            amounts: HashMap::new(),
        }
    }

    fn row(&mut self, decision: DecisionId) -> Result<Option<RowId>, Missing> {
        if let Some(known) = self.rows.get(&decision) {
            return Ok(*known);
        }
        let mut found = None;
        for (row, written) in self.book.decisions[decision].rows.iter_enumerated() {
            if self.holds(&written.when)? {
                found = Some(row);
                break;
            }
        }
        self.rows.insert(decision, found);
        Ok(found)
    }

    fn holds(&mut self, condition: &Condition) -> Result<bool, Missing> {
        let book = self.book;
        match condition {
            Condition::Constant(holds) => Ok(*holds),
            Condition::Answer { question, test, .. } => {
                Ok(self.makes_sense(*question)? && test.holds(self.known(*question)?))
            }
            Condition::Dated {
                question,
                comparator,
                parameter,
                ..
            } => {
                if !self.makes_sense(*question)? {
                    return Ok(false);
                }
                let value = self.known(*question)?;
                let day = self.day()?;
                Ok(match book.parameters[*parameter].at(day) {
                    ParameterValue::Number(bound) => {
                        let kind = &book.questions[*question].kind;
                        kind.compares(value, *comparator, bound)
                    }
                    ParameterValue::None | ParameterValue::Unknown => false,
                })
            }
            Condition::Known(parameter) => {
                let day = self.day()?;
                Ok(book.parameters[*parameter].at(day) != ParameterValue::Unknown)
            }
            Condition::Comparison(comparison) => {
                let comparison = &book.comparisons[*comparison];
                for input in &comparison.inputs {
                    if !self.makes_sense(*input)? {
                        return Ok(false);
                    }
                }
                self.compare(comparison)
            }
            Condition::Fact(fact) => {
                if let Some(known) = self.facts.get(fact) {
                    return Ok(*known);
                }
                let holds = self.holds(&book.facts[*fact].condition)?;
                self.facts.insert(*fact, holds);
                Ok(holds)
            }
            Condition::Outcome { decision, outcomes } => {
                let found = self.row(*decision)?;
                Ok(found.is_some_and(|row| {
                    let decision = &book.decisions[*decision];
                    outcomes.contains(&decision.terminals[decision.rows[row].terminal].outcome)
                }))
            }
            Condition::And(parts) => {
                for part in parts {
                    if !self.holds(part)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            Condition::Or(parts) => {
                for part in parts {
                    if self.holds(part)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Condition::Not(inner, _) => Ok(!self.holds(inner)?),
        }
    }

    fn makes_sense(&mut self, question: QuestionId) -> Result<bool, Missing> {
        let book = self.book;
        let Some(condition) = &book.questions[question].asked_if else {
            return Ok(true);
        };
        if let Some(known) = self.sense.get(&question) {
            return Ok(*known);
        }
        let sense = self.holds(condition)?;
        self.sense.insert(question, sense);
        Ok(sense)
    }

    fn compare(&mut self, comparison: &Comparison) -> Result<bool, Missing> {
        let left = self.value(&comparison.left)?;
        let right = self.value(&comparison.right)?;
        Ok(match (left, right) {
            (Computed::Point(left), Computed::Point(right)) => {
                comparison.comparator.holds(left, right)
            }
            _ => false,
        })
    }

    fn value(&mut self, formula: &Formula) -> Result<Computed, Missing> {
        let book = self.book;
        let number = Computed::Point;
        match formula {
            Formula::Constant(constant) => Ok(number(*constant)),
            Formula::Nothing => Ok(Computed::None),
            Formula::Answer(question) => match self.answers.supposed(*question) {
                Some(point) if !self.makes_sense(*question)? => Ok(number(point)),
                _ => self.known(*question).map(number),
            },
            Formula::Parameter(parameter) => Ok(book.parameters[*parameter].at(self.day()?).into()),
            Formula::Amount(decision, amount) => {
                let key = (*decision, *amount);
                if let Some(known) = self.amounts.get(&key) {
                    return Ok(*known);
                }
                let found = self.value(&book.decisions[*decision].amounts[*amount].low)?;
                self.amounts.insert(key, found);
                Ok(found)
            }
            Formula::Sum(left, operator, right) => {
                let (left, right) = (self.value(left)?, self.value(right)?);
                Ok(both(left, right, |left, right| match operator {
                    Operator::Subtract => left.saturating_sub(right),
                    _ => left.saturating_add(right),
                }))
            }
            Formula::Product(left, right, scale) => {
                let (left, right) = (self.value(left)?, self.value(right)?);
                Ok(both(left, right, |left, right| scale.product(left, right)))
            }
            Formula::Between { from, to, unit } => {
                let (from, to) = (self.value(from)?, self.value(to)?);
                Ok(both(from, to, |from, to| units_between(from, to, *unit)))
            }
            Formula::Shift {
                day,
                count,
                unit,
                back,
            } => {
                let (day, count) = (self.value(day)?, self.value(count)?);
                Ok(both(day, count, |day, count| {
                    moved(day, count, *unit, *back)
                }))
            }
            Formula::Min(parts) => self.extreme(parts, i64::min),
            Formula::Max(parts) => self.extreme(parts, i64::max),
            Formula::If(condition, then, otherwise) => {
                if self.holds(condition)? {
                    self.value(then)
                } else {
                    self.value(otherwise)
                }
            }
        }
    }

    fn extreme(
        &mut self,
        parts: &[Formula],
        pick: fn(i64, i64) -> i64,
    ) -> Result<Computed, Missing> {
        let mut best = Computed::None;
        for part in parts {
            best = match (best, self.value(part)?) {
                (Computed::Unknown, _) | (_, Computed::Unknown) => Computed::Unknown,
                (Computed::None, other) | (other, Computed::None) => other,
                (Computed::Point(a), Computed::Point(b)) => Computed::Point(pick(a, b)),
            };
        }
        Ok(best)
    }

    fn day(&self) -> Result<Day, Missing> {
        self.known(self.book.reference).map(Day::at)
    }

    fn known(&self, question: QuestionId) -> Result<i64, Missing> {
        self.answers.point(question).ok_or(Missing(question))
    }
}

/// How many whole units lie between two days, in hundredths.
pub(in crate::rules) fn units_between(from: i64, to: i64, unit: Unit) -> i64 {
    between(Day::at(from), Day::at(to), unit) * 100
}

/// A day moved by a count in hundredths of a unit; parts of a unit do not count.
pub(in crate::rules) fn moved(day: i64, count: i64, unit: Unit, back: bool) -> i64 {
    let count = count / 100;
    shift(Day::at(day), if back { -count } else { count }, unit).point()
}

fn both(left: Computed, right: Computed, make: impl Fn(i64, i64) -> i64) -> Computed {
    match (left, right) {
        (Computed::Point(left), Computed::Point(right)) => Computed::Point(make(left, right)),
        (Computed::Unknown, _) | (_, Computed::Unknown) => Computed::Unknown,
        _ => Computed::None,
    }
}
