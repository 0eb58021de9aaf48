//! Numbers that may lie without end, so that no large number has to stand for "no end".

use std::cmp::Ordering;
use std::ops::{Add, Neg, Sub};

use crate::rules::book::Scale;

/// A number in hundredths that an unknown one without end may have entered.
///
/// Read it as `square` × ω² + `line` × ω + `number`, where ω is larger than whatever a rule
/// can name, and a multiple of each. What the two ends have in common cancels out, as in
/// `price - max(price - 500, 0)`; whatever keeps a part of ω has no end, be it a hundredth
/// of a hundredth. Hours and a price per hour make ω², and no formula multiplies further.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::rules) struct Reach {
    square: f64,
    line: f64,
    number: i64,
}

impl Reach {
    /// Larger than every number.
    pub(in crate::rules) const ENDLESS: Reach = Reach {
        square: 0.0,
        line: 1.0,
        number: 0,
    };

    /// A number.
    pub(in crate::rules) const fn of(number: i64) -> Reach {
        Reach {
            square: 0.0,
            line: 0.0,
            number,
        }
    }

    /// The number, where it has an end.
    pub(in crate::rules) fn number(self) -> Option<i64> {
        (self.square == 0.0 && self.line == 0.0).then_some(self.number)
    }

    /// The number as a factor, infinite where it has no end.
    #[expect(clippy::cast_precision_loss, reason = "a factor of an estimate")]
    pub(in crate::rules) fn factor(self) -> f64 {
        let beyond = if self.square == 0.0 {
            self.line
        } else {
            self.square
        };
        if beyond == 0.0 {
            self.number as f64
        } else {
            beyond.signum() * f64::INFINITY
        }
    }

    /// The product, divided and rounded.
    #[expect(clippy::cast_precision_loss, reason = "a coefficient of ω")]
    pub(in crate::rules) fn times(self, other: Reach, scale: Scale) -> Reach {
        let (left, right) = (self.number as f64, other.number as f64);
        let divisor = scale.divisor as f64;
        let square = self.line * other.line + (self.square * right + left * other.square);
        Reach {
            square: square / divisor,
            line: (self.line * right + left * other.line) / divisor,
            number: scale.product(self.number, other.number),
        }
    }
}

impl Add for Reach {
    type Output = Reach;

    fn add(self, other: Reach) -> Reach {
        Reach {
            square: sum(self.square, other.square),
            line: sum(self.line, other.line),
            number: self.number.saturating_add(other.number),
        }
    }
}

/// Two coefficients together: what only the rounding of a machine leaves of them is nothing.
fn sum(left: f64, right: f64) -> f64 {
    let sum = left + right;
    if sum.abs() <= left.abs().max(right.abs()) * 1e-9 {
        0.0
    } else {
        sum
    }
}

impl Neg for Reach {
    type Output = Reach;

    fn neg(self) -> Reach {
        Reach {
            square: -self.square,
            line: -self.line,
            number: self.number.saturating_neg(),
        }
    }
}

impl Sub for Reach {
    type Output = Reach;

    fn sub(self, other: Reach) -> Reach {
        self + -other
    }
}

impl Eq for Reach {}

impl Ord for Reach {
    fn cmp(&self, other: &Reach) -> Ordering {
        let by = |left: f64, right: f64| left.partial_cmp(&right).unwrap_or(Ordering::Equal);
        by(self.square, other.square)
            .then(by(self.line, other.line))
            .then(self.number.cmp(&other.number))
    }
}

impl PartialOrd for Reach {
    fn partial_cmp(&self, other: &Reach) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
