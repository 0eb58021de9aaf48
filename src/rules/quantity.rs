//! Amounts and dates of a person who does not know everything: ranges instead of numbers.

use crate::rules::answers::{Answer, Answers};
use crate::rules::book::{Formula, ParameterValue};
use crate::rules::compile::Compiled;
use crate::rules::evaluate::{Missing, moved, product};
use crate::rules::expression::Operator;
use crate::rules::variables::bounds;
use crate::rules::walk::{Standing, missing, walk};

/// Stands for "no upper end": far above every amount, far below overflow.
pub const ENDLESS: i64 = 1_000_000_000_000_000;

/// What a formula gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantity {
    /// Anything from the first to the second; one number where they are equal.
    Between(i64, i64),
    /// The law sets no such value.
    None,
    /// The value is not established.
    Unknown,
}

impl Quantity {
    /// The number, where it is exact.
    pub fn exact(self) -> Option<i64> {
        match self {
            Quantity::Between(low, high) if low == high => Some(low),
            _ => None,
        }
    }

    /// Anything that one of the two can be.
    pub fn or(self, other: Quantity) -> Quantity {
        match (self, other) {
            (Quantity::Between(a, b), Quantity::Between(c, d)) => {
                Quantity::Between(a.min(c), b.max(d))
            }
            (same, other) if same == other => same,
            _ => Quantity::Unknown,
        }
    }
}

/// Everything that a formula can give, whatever the person does not know.
///
/// The range is exact where the formula only rises or only falls with each unknown
/// answer: its ends then lie at the ends of the answers. Elsewhere the range may be
/// too wide, never too narrow. An answer not yet given is missing, and said to be; that of a
/// question that does not surely make sense for the person counts as unknown instead.
pub fn quantity(
    compiled: &Compiled,
    formula: &Formula,
    answers: &Answers,
) -> Result<Quantity, Missing> {
    let wide = Estimate {
        compiled,
        answers,
        corner: None,
    }
    .quantity(formula)?;
    let Quantity::Between(low, high) = wide else {
        return Ok(wide);
    };
    if low == high {
        return Ok(wide);
    }
    let questions = compiled.book.questions.len();
    let (mut lowest, mut highest) = (vec![0; questions], vec![0; questions]);
    for question in 0..questions {
        if matches!(answers.get(question), Some(Answer::Known(_))) {
            continue;
        }
        let (first, last) = unknown_bounds(compiled, question);
        let slope = Slopes {
            compiled,
            answers,
            question,
        }
        .slope(formula)?;
        match slope {
            (0.., _) => (lowest[question], highest[question]) = (first, last),
            (_, ..=0) => (lowest[question], highest[question]) = (last, first),
            _ => return Ok(wide),
        }
    }
    let at = |corner: &[i64]| {
        Estimate {
            compiled,
            answers,
            corner: Some(corner),
        }
        .quantity(formula)
    };
    Ok(match (at(&lowest)?, at(&highest)?) {
        (Quantity::Between(low, _), Quantity::Between(_, high)) => Quantity::Between(low, high),
        _ => wide,
    })
}

/// What an unknown answer can be. Nobody knows how large an unknown number is.
fn unknown_bounds(compiled: &Compiled, question: usize) -> (i64, i64) {
    let question = &compiled.book.questions[question];
    let (low, _) = bounds(&question.kind);
    (low, ENDLESS)
}

/// Interval arithmetic; at a corner every unknown answer has one value.
struct Estimate<'c> {
    compiled: &'c Compiled,
    answers: &'c Answers,
    corner: Option<&'c [i64]>,
}

impl Estimate<'_> {
    fn quantity(&self, formula: &Formula) -> Result<Quantity, Missing> {
        let book = &self.compiled.book;
        match formula {
            Formula::Constant(constant) => Ok(Quantity::Between(*constant, *constant)),
            Formula::Answer(question) => match (self.answers.get(*question), self.corner) {
                (Some(Answer::Known(value)), _) => Ok(Quantity::Between(value, value)),
                (_, Some(corner)) => Ok(Quantity::Between(corner[*question], corner[*question])),
                (answer, None) => {
                    let asks = match answer {
                        None => missing(self.compiled, *question, self.answers),
                        Some(_) => None,
                    };
                    if let Some(asks) = asks {
                        return Err(Missing(asks));
                    }
                    let (low, high) = unknown_bounds(self.compiled, *question);
                    Ok(Quantity::Between(low, high))
                }
            },
            Formula::Parameter(parameter) => {
                let day = self.answers.day(book);
                Ok(match book.parameters[*parameter].at(day) {
                    ParameterValue::Number(number) => Quantity::Between(number, number),
                    ParameterValue::None => Quantity::None,
                    ParameterValue::Unknown => Quantity::Unknown,
                })
            }
            Formula::Amount(decision, amount) => {
                let amount = &book.decisions[*decision].amounts[*amount];
                let low = self.quantity(&amount.low)?;
                match &amount.high {
                    Some(high) => Ok(low.or(self.quantity(high)?)),
                    None => Ok(low),
                }
            }
            Formula::Sum(left, operator, right) => {
                let (left, right) = (self.quantity(left)?, self.quantity(right)?);
                Ok(both(left, right, |(a, b), (c, d)| match operator {
                    Operator::Subtract => (a.saturating_sub(d), b.saturating_sub(c)),
                    _ => (a.saturating_add(c), b.saturating_add(d)),
                }))
            }
            Formula::Product(left, right) => {
                let (left, right) = (self.quantity(left)?, self.quantity(right)?);
                Ok(both(left, right, |(a, b), (c, d)| {
                    let all = [product(a, c), product(a, d), product(b, c), product(b, d)];
                    (smallest(&all), largest(&all))
                }))
            }
            Formula::Shift {
                day,
                count,
                unit,
                back,
            } => {
                let (day, count) = (self.quantity(day)?, self.quantity(count)?);
                if day.exact().is_none() || count.exact().is_none() {
                    // A date that depends on an unknown one is told in words.
                    return Ok(Quantity::Unknown);
                }
                Ok(both(day, count, |(day, _), (count, _)| {
                    let moved = moved(day, count, *unit, *back);
                    (moved, moved)
                }))
            }
            Formula::Min(parts) => self.extreme(parts, i64::min),
            Formula::Max(parts) => self.extreme(parts, i64::max),
            Formula::If(condition, then, otherwise) => {
                let root = self.compiled.test(condition);
                match walk(self.compiled, root, self.answers) {
                    Standing {
                        asks: Some(question),
                        ..
                    } => Err(Missing(question)),
                    standing => match standing.truth() {
                        Some(true) => self.quantity(then),
                        Some(false) => self.quantity(otherwise),
                        None => Ok(self.quantity(then)?.or(self.quantity(otherwise)?)),
                    },
                }
            }
        }
    }

    fn extreme(&self, parts: &[Formula], pick: fn(i64, i64) -> i64) -> Result<Quantity, Missing> {
        let mut best = Quantity::None;
        for part in parts {
            best = match (best, self.quantity(part)?) {
                (Quantity::Unknown, _) | (_, Quantity::Unknown) => Quantity::Unknown,
                (Quantity::None, other) | (other, Quantity::None) => other,
                (Quantity::Between(a, b), Quantity::Between(c, d)) => {
                    Quantity::Between(pick(a, c), pick(b, d))
                }
            };
        }
        Ok(best)
    }
}

fn both(
    left: Quantity,
    right: Quantity,
    make: impl Fn((i64, i64), (i64, i64)) -> (i64, i64),
) -> Quantity {
    match (left, right) {
        (Quantity::Between(a, b), Quantity::Between(c, d)) => {
            let (low, high) = make((a, b), (c, d));
            Quantity::Between(low, high)
        }
        (Quantity::Unknown, _) | (_, Quantity::Unknown) => Quantity::Unknown,
        _ => Quantity::None,
    }
}

fn smallest(all: &[i64]) -> i64 {
    all.iter().copied().min().unwrap_or(0)
}

fn largest(all: &[i64]) -> i64 {
    all.iter().copied().max().unwrap_or(0)
}

/// How fast a formula rises with one unknown answer, at least and at most, in hundredths.
struct Slopes<'c> {
    compiled: &'c Compiled,
    answers: &'c Answers,
    question: usize,
}

impl Slopes<'_> {
    fn slope(&self, formula: &Formula) -> Result<(i64, i64), Missing> {
        match formula {
            Formula::Answer(question) if *question == self.question => Ok((100, 100)),
            Formula::Constant(_) | Formula::Answer(_) | Formula::Parameter(_) => Ok((0, 0)),
            Formula::Amount(decision, amount) => {
                let amount = &self.compiled.book.decisions[*decision].amounts[*amount];
                match &amount.high {
                    Some(high) => Ok(hull(self.slope(&amount.low)?, self.slope(high)?)),
                    None => self.slope(&amount.low),
                }
            }
            Formula::Sum(left, operator, right) => {
                let ((a, b), (c, d)) = (self.slope(left)?, self.slope(right)?);
                Ok(match operator {
                    Operator::Subtract => (a.saturating_sub(d), b.saturating_sub(c)),
                    _ => (a.saturating_add(c), b.saturating_add(d)),
                })
            }
            Formula::Product(left, right) => {
                let (left_slope, right_slope) = (self.slope(left)?, self.slope(right)?);
                let factor = |formula: &Formula| {
                    Estimate {
                        compiled: self.compiled,
                        answers: self.answers,
                        corner: None,
                    }
                    .quantity(formula)
                };
                let (slope, factor) = match (left_slope, right_slope) {
                    ((0, 0), (0, 0)) => return Ok((0, 0)),
                    ((0, 0), slope) => (slope, factor(left)?),
                    (slope, (0, 0)) => (slope, factor(right)?),
                    _ => return Ok((-ENDLESS, ENDLESS)),
                };
                match factor {
                    Quantity::Between(low, high) => {
                        let (a, b) = slope;
                        let all = [
                            product(a, low),
                            product(a, high),
                            product(b, low),
                            product(b, high),
                        ];
                        Ok((smallest(&all), largest(&all)))
                    }
                    _ => Ok((-ENDLESS, ENDLESS)),
                }
            }
            Formula::Shift { day, .. } => self.slope(day),
            Formula::Min(parts) | Formula::Max(parts) => {
                let mut all: Option<(i64, i64)> = None;
                for part in parts {
                    let slope = self.slope(part)?;
                    all = Some(all.map_or(slope, |all| hull(all, slope)));
                }
                Ok(all.unwrap_or((0, 0)))
            }
            Formula::If(condition, then, otherwise) => {
                let root = self.compiled.test(condition);
                match walk(self.compiled, root, self.answers).truth() {
                    Some(true) => self.slope(then),
                    Some(false) => self.slope(otherwise),
                    // The value may jump where the condition turns.
                    None => Ok((-ENDLESS, ENDLESS)),
                }
            }
        }
    }
}

fn hull(left: (i64, i64), right: (i64, i64)) -> (i64, i64) {
    (left.0.min(right.0), left.1.max(right.1))
}
