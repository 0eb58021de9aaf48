//! Amounts and dates of a person who does not know everything: ranges instead of numbers.

use crate::rules::book::answers::Answers;
use crate::rules::book::calendar::Day;
use crate::rules::book::unit::Hundredths;
use crate::rules::book::{Amount, Formula, Parameter, ParameterId, ParameterValue, QuestionId};
use crate::rules::diagram::compile::Compiled;
use crate::rules::person::enclose::{Intervals, enclose, hull};
use crate::rules::person::evaluate::Missing;
use crate::rules::person::range::range;
use crate::rules::person::reach::Reach;
use crate::rules::person::term::{Settled, Unknown, settle};

/// What an amount is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantity {
    /// Anything from the first to the second; one number where they are equal. There is no
    /// end where none is given.
    Between(Option<Hundredths>, Option<Hundredths>),
    /// The law sets no such value.
    None,
    /// A number, or no value that the law sets: that hangs on what is not known.
    Unknown,
}

impl Quantity {
    /// One number.
    pub fn of(number: Hundredths) -> Quantity {
        Quantity::Between(Some(number), Some(number))
    }

    /// The number, where it is exact.
    pub fn exact(self) -> Option<Hundredths> {
        match self {
            Quantity::Between(low, high) if low == high => low,
            _ => None,
        }
    }
}

/// What a value that is not established is taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::rules) enum Taken {
    /// This value.
    As(ParameterValue),
    /// Anything from nothing on, whatever bounds are declared.
    Unbounded,
}

/// Everything that an amount can be, whatever the person and the rules do not know.
///
/// The range is exact, except where a comparison of several answers turns a condition inside
/// the formula, or where the search for its ends is cut off (`range.rs`): then it may be too
/// wide, never too narrow. An answer not yet given is missing, and said to be; that of a
/// question that does not surely make sense for the person counts as unknown instead.
pub fn amount(
    compiled: &Compiled,
    amount: &Amount,
    answers: &Answers,
) -> Result<Quantity, Missing> {
    amount_with(compiled, amount, answers, &|_| None)
}

/// The same, where values that are not established are taken for others.
pub(in crate::rules) fn amount_with(
    compiled: &Compiled,
    amount: &Amount,
    answers: &Answers,
    taken: &dyn Fn(ParameterId) -> Option<Taken>,
) -> Result<Quantity, Missing> {
    let formulas: Vec<&Formula> = amount.formulas().collect();
    Ok(quantity_of(found(compiled, &formulas, answers, taken)?))
}

/// The day that a formula gives, where it is known.
pub fn due_day(
    compiled: &Compiled,
    formula: &Formula,
    answers: &Answers,
) -> Result<Option<Day>, Missing> {
    let found = found(compiled, &[formula], answers, &|_| None)?;
    let range = found.range.filter(|(low, high)| low == high && !found.none);
    Ok(range.and_then(|(day, _)| day.number()).map(Day::at))
}

/// The formulas together: whatever one of them can give.
fn found(
    compiled: &Compiled,
    formulas: &[&Formula],
    answers: &Answers,
    taken: &dyn Fn(ParameterId) -> Option<Taken>,
) -> Result<Found, Missing> {
    let mut all = Found::default();
    for formula in formulas {
        let finding = Finding {
            compiled,
            formula,
            answers,
            taken,
        };
        all = all.or(finding.found(&mut Vec::new(), &mut answers.clone(), MOST_TURNS)?);
    }
    Ok(all)
}

/// The numbers that a formula gives, and whether it may give none.
#[derive(Debug, Clone, Copy, Default)]
struct Found {
    range: Option<(Reach, Reach)>,
    none: bool,
}

impl Found {
    fn or(self, other: Found) -> Found {
        Found {
            range: hull(self.range, other.range),
            none: self.none || other.none,
        }
    }
}

fn quantity_of(found: Found) -> Quantity {
    match found.range {
        Some((low, high)) if !found.none => {
            let end = |end: Reach| end.number().map(Hundredths::at);
            Quantity::Between(end(low), end(high))
        }
        Some(_) => Quantity::Unknown,
        None => Quantity::None,
    }
}

/// In how many ways the conditions inside a formula are turned before those that are left
/// count as open.
const MOST_TURNS: usize = 64;

struct Finding<'c> {
    compiled: &'c Compiled,
    formula: &'c Formula,
    answers: &'c Answers,
    taken: &'c dyn Fn(ParameterId) -> Option<Taken>,
}

impl Finding<'_> {
    /// Tries each region of the answers that turn a condition. `supposed` are those at which
    /// the conditions stand, `within` is where the unknown numbers lie then.
    fn found(
        &self,
        within: &mut Vec<(QuestionId, (i64, i64))>,
        supposed: &mut Answers,
        room: usize,
    ) -> Result<Found, Missing> {
        let settled = self.settled(supposed)?;
        let turning = settled.turning.iter().copied();
        let turning = turning
            .filter(|question| !self.is_compared(*question))
            .min();
        let regions = turning.map_or(Vec::new(), |question| self.compiled.regions(question));
        let Some(question) = turning.filter(|_| regions.len() <= room) else {
            return Ok(self.ranged(&settled, within));
        };
        let before = supposed.get(question);
        let room = room / regions.len();
        let mut all = Found::default();
        for region in regions {
            supposed.set(question, self.compiled.book.answer_at(question, region.0));
            within.push((question, region));
            all = all.or(self.found(within, supposed, room)?);
            within.pop();
        }
        match before {
            Some(answer) => supposed.set(question, answer),
            None => supposed.clear(question),
        }
        Ok(all)
    }

    fn settled(&self, supposed: &Answers) -> Result<Settled, Missing> {
        let value = |parameter: ParameterId| match (self.taken)(parameter) {
            Some(Taken::As(value)) => Some(value),
            Some(Taken::Unbounded) | None => None,
        };
        settle(self.compiled, self.formula, self.answers, supposed, &value)
    }

    fn ranged(&self, settled: &Settled, within: &[(QuestionId, (i64, i64))]) -> Found {
        let unknowns = settled.unknowns.iter();
        let ends: Intervals = unknowns
            .map(|unknown| match unknown {
                Unknown::Answer(question) => self.answer_ends(*question, within),
                Unknown::Parameter(parameter) => {
                    let found = &self.compiled.book.parameters[*parameter];
                    let unbounded = (self.taken)(*parameter) == Some(Taken::Unbounded);
                    parameter_ends(found, unbounded)
                }
            })
            .collect();
        Found {
            range: range(&settled.term, &ends),
            none: enclose(&settled.term, &ends).none,
        }
    }

    /// What an unknown answer can be. Nobody knows how large an unknown number is.
    fn answer_ends(
        &self,
        question: QuestionId,
        within: &[(QuestionId, (i64, i64))],
    ) -> (Reach, Reach) {
        let (least, most) = self.compiled.book.questions[question].kind.bounds();
        let found = within.iter().find(|(other, _)| *other == question);
        let (low, high) = found.map_or((least, most), |(_, region)| *region);
        let high = if high == most {
            Reach::ENDLESS
        } else {
            Reach::of(high)
        };
        (Reach::of(low), high)
    }

    /// Whether a question is compared with others: then no value speaks for its region.
    fn is_compared(&self, question: QuestionId) -> bool {
        let mut comparisons = self.compiled.book.comparisons.iter();
        comparisons.any(|comparison| comparison.inputs.contains(&question))
    }
}

/// What a value that is not established can be.
fn parameter_ends(parameter: &Parameter, unbounded: bool) -> (Reach, Reach) {
    match &parameter.bounds {
        Some(bounds) if !unbounded => {
            (Reach::of(bounds.min.point()), Reach::of(bounds.max.point()))
        }
        _ => (Reach::of(0), Reach::ENDLESS),
    }
}
