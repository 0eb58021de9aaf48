//! What a formula can give while its answers lie in some ranges.

use super::Within;
use crate::rules::book::calendar::{Day, shift};
use crate::rules::book::unit::Unit;
use crate::rules::book::{Formula, Operator, ParameterValue};
use crate::rules::person::evaluate::{moved, units_between};

/// What a formula can give over some ranges.
#[derive(Debug, Clone, Copy)]
pub struct Image {
    /// The numbers that it can give lie between these.
    pub number: Option<(i64, i64)>,
    /// Whether it can give no number at all.
    pub none: bool,
}

impl Within<'_> {
    /// What a formula can give.
    pub fn image(&self, formula: &Formula) -> Image {
        let number = |low, high| Image {
            number: Some((low, high)),
            none: false,
        };
        match formula {
            Formula::Constant(constant) => number(*constant, *constant),
            Formula::Nothing => NO_NUMBER,
            Formula::Answer(question) => {
                let (low, high) = self.ranges[question];
                number(low, high)
            }
            Formula::Parameter(parameter) => {
                let (first, last) = self.ranges[&self.book.reference];
                let (first, last) = (Day::at(first), Day::at(last));
                let parameter = &self.book.parameters[*parameter];
                let later = parameter
                    .changes()
                    .filter(|day| first < *day && *day <= last);
                let values = std::iter::once(first).chain(later);
                values.fold(NOTHING, |image, day| match parameter.at(day) {
                    ParameterValue::Number(value) => image.or(number(value.point(), value.point())),
                    _ => image.or(NO_NUMBER),
                })
            }
            Formula::Amount(decision, amount) => {
                self.image(&self.book.decisions[*decision].amounts[*amount].low)
            }
            Formula::Sum(left, operator, right) => {
                self.image(left)
                    .with(self.image(right), |(a, b), (c, d)| match operator {
                        Operator::Subtract => (a.saturating_sub(d), b.saturating_sub(c)),
                        _ => (a.saturating_add(c), b.saturating_add(d)),
                    })
            }
            Formula::Product(left, right, scale) => {
                self.image(left).with(self.image(right), |(a, b), (c, d)| {
                    let all = [(a, c), (a, d), (b, c), (b, d)];
                    let all = all.map(|(one, other)| scale.product(one, other));
                    all.iter().fold((i64::MAX, i64::MIN), |(low, high), value| {
                        (low.min(*value), high.max(*value))
                    })
                })
            }
            Formula::Between { from, to, unit } => {
                self.image(from).with(self.image(to), |(a, b), (c, d)| {
                    (units_between(b, c, *unit), units_between(a, d, *unit))
                })
            }
            Formula::Shift {
                day,
                count,
                unit,
                back,
            } => self.image(day).with(self.image(count), |(a, b), (c, d)| {
                let (few, many) = if *back { (d, c) } else { (c, d) };
                (moved(a, few, *unit, *back), moved(b, many, *unit, *back))
            }),
            Formula::Min(parts) => self.extreme(parts, i64::min),
            Formula::Max(parts) => self.extreme(parts, i64::max),
            Formula::If(_, then, otherwise) => self.image(then).or(self.image(otherwise)),
        }
    }

    /// A part that the law does not set does not count among the others.
    fn extreme(&self, parts: &[Formula], pick: fn(i64, i64) -> i64) -> Image {
        let images: Vec<Image> = parts.iter().map(|part| self.image(part)).collect();
        let best = images.iter().fold(NO_NUMBER, |best: Image, next| {
            let both = best.with(*next, |(a, b), (c, d)| (pick(a, c), pick(b, d)));
            let alone = |image: Image, other: Image| match image.number {
                Some(_) if other.none => image,
                _ => NOTHING,
            };
            let any = both.or(alone(best, *next)).or(alone(*next, best));
            Image {
                none: next.none,
                ..any
            }
        });
        Image {
            none: images.iter().any(|image| image.none),
            ..best
        }
    }
}

const NOTHING: Image = Image {
    number: None,
    none: false,
};
const NO_NUMBER: Image = Image {
    number: None,
    none: true,
};

impl Image {
    /// Anything that one of the two can be.
    fn or(self, other: Image) -> Image {
        Image {
            number: match (self.number, other.number) {
                (Some((a, b)), Some((c, d))) => Some((a.min(c), b.max(d))),
                (one, two) => one.or(two),
            },
            none: self.none || other.none,
        }
    }

    fn with(self, other: Image, make: impl Fn((i64, i64), (i64, i64)) -> (i64, i64)) -> Image {
        Image {
            number: self.number.zip(other.number).map(|(a, b)| make(a, b)),
            none: self.none || other.none,
        }
    }
}

/// How many days a shift can make, at least and at most.
pub fn length(count: i64, unit: Unit) -> (i64, i64) {
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
            let days = shift(Day::at(0), count, unit).point();
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
