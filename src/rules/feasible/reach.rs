//! What a formula can give while its answers lie in some ranges.

use super::{Ranges, Solver};
use crate::rules::book::{Formula, ParameterValue};
use crate::rules::calendar::shift;
use crate::rules::evaluate::{moved, product};
use crate::rules::expression::Operator;
use crate::rules::unit::Unit;

/// What a formula can give over some ranges.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reach {
    /// The numbers that it can give lie between these.
    pub(super) number: Option<(i64, i64)>,
    /// Whether it can give no number at all.
    pub(super) none: bool,
}

impl Solver<'_> {
    pub(super) fn reach(&self, formula: &Formula, domains: &Ranges) -> Reach {
        let number = |low, high| Reach {
            number: Some((low, high)),
            none: false,
        };
        match formula {
            Formula::Constant(constant) => number(*constant, *constant),
            Formula::Answer(question) => {
                let (low, high) = domains[question];
                number(low, high)
            }
            Formula::Parameter(parameter) => {
                let (first, last) = domains[&self.book.reference];
                let parameter = &self.book.parameters[*parameter];
                let later = parameter
                    .changes()
                    .filter(|day| first < *day && *day <= last);
                let values = std::iter::once(first).chain(later);
                values.fold(NOTHING, |reach, day| match parameter.at(day) {
                    ParameterValue::Number(value) => reach.or(number(value, value)),
                    _ => reach.or(NO_NUMBER),
                })
            }
            Formula::Amount(decision, amount) => self.reach(
                &self.book.decisions[*decision].amounts[*amount].low,
                domains,
            ),
            Formula::Sum(left, operator, right) => {
                self.reach(left, domains)
                    .with(
                        self.reach(right, domains),
                        |(a, b), (c, d)| match operator {
                            Operator::Subtract => (a.saturating_sub(d), b.saturating_sub(c)),
                            _ => (a.saturating_add(c), b.saturating_add(d)),
                        },
                    )
            }
            Formula::Product(left, right) => {
                self.reach(left, domains)
                    .with(self.reach(right, domains), |(a, b), (c, d)| {
                        let all = [product(a, c), product(a, d), product(b, c), product(b, d)];
                        all.iter().fold((i64::MAX, i64::MIN), |(low, high), value| {
                            (low.min(*value), high.max(*value))
                        })
                    })
            }
            Formula::Shift {
                day,
                count,
                unit,
                back,
            } => self
                .reach(day, domains)
                .with(self.reach(count, domains), |(a, b), (c, d)| {
                    let (few, many) = if *back { (d, c) } else { (c, d) };
                    (moved(a, few, *unit, *back), moved(b, many, *unit, *back))
                }),
            Formula::Min(parts) => self.extreme(parts, domains, i64::min),
            Formula::Max(parts) => self.extreme(parts, domains, i64::max),
            Formula::If(_, then, otherwise) => {
                self.reach(then, domains).or(self.reach(otherwise, domains))
            }
        }
    }

    /// A part that the law does not set does not count among the others.
    fn extreme(&self, parts: &[Formula], domains: &Ranges, pick: fn(i64, i64) -> i64) -> Reach {
        let reaches: Vec<Reach> = parts.iter().map(|part| self.reach(part, domains)).collect();
        let best = reaches.iter().fold(NO_NUMBER, |best: Reach, next| {
            let both = best.with(*next, |(a, b), (c, d)| (pick(a, c), pick(b, d)));
            let alone = |reach: Reach, other: Reach| match reach.number {
                Some(_) if other.none => reach,
                _ => NOTHING,
            };
            let any = both.or(alone(best, *next)).or(alone(*next, best));
            Reach {
                none: next.none,
                ..any
            }
        });
        Reach {
            none: reaches.iter().any(|reach| reach.none),
            ..best
        }
    }
}

const NOTHING: Reach = Reach {
    number: None,
    none: false,
};
const NO_NUMBER: Reach = Reach {
    number: None,
    none: true,
};

impl Reach {
    /// Anything that one of the two can be.
    fn or(self, other: Reach) -> Reach {
        Reach {
            number: match (self.number, other.number) {
                (Some((a, b)), Some((c, d))) => Some((a.min(c), b.max(d))),
                (one, two) => one.or(two),
            },
            none: self.none || other.none,
        }
    }

    fn with(self, other: Reach, make: impl Fn((i64, i64), (i64, i64)) -> (i64, i64)) -> Reach {
        Reach {
            number: self.number.zip(other.number).map(|(a, b)| make(a, b)),
            none: self.none || other.none,
        }
    }
}

/// How many days a shift can make, at least and at most.
pub(super) fn length(count: i64, unit: Unit) -> (i64, i64) {
    /// Days of so many months in a row: at least, at most.
    const MONTHS: [(i64, i64); 12] = [
        (0, 0),
        (28, 31),
        (59, 62),
        (89, 92),
        (120, 123),
        (150, 153),
        (181, 184),
        (212, 215),
        (242, 245),
        (273, 276),
        (303, 306),
        (334, 337),
    ];
    let months = match unit {
        Unit::Month => count.clamp(-24_000, 24_000),
        Unit::Year => 12 * count.clamp(-2_000, 2_000),
        _ => {
            let days = shift(0, count, unit);
            return (days, days);
        }
    };
    let (years, rest) = (
        months.abs() / 12,
        MONTHS[months.unsigned_abs() as usize % 12],
    );
    // 1900 and 2100 are no leap years, so a fourth year may have no day more.
    let fewest = 365 * years + (years / 4 - years / 100 - 1).max(0) + rest.0;
    let most = 365 * years + (years + 3) / 4 + rest.1;
    if months < 0 {
        (-most, -fewest)
    } else {
        (fewest, most)
    }
}
