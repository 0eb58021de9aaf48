//! `+`, `-`, `*` and `/`: which values go together, and what becomes of them.

use crate::report::{Fault, Report};
use crate::rules::book::unit::Unit;
use crate::rules::book::{Formula, Operator, Scale};
use crate::rules::language::expression::Expression;
use crate::rules::language::formula::{Type, agree, common, mismatch};
use crate::say;
use crate::source::Span;

pub(super) fn arithmetic(
    (left, left_value): (&Expression, (Type, Formula)),
    operator: Operator,
    (right, right_value): (&Expression, (Type, Formula)),
    span: Span,
    report: &mut Report,
) -> Option<(Type, Formula)> {
    let (left_type, right_type) = (left_value.0, right_value.0);
    let found = match operator {
        Operator::Add | Operator::Subtract => sum(left_value, operator, right_value),
        Operator::Multiply => product(left_value, right_value),
        Operator::Divide => match right_value {
            (Type::Bare, Formula::Constant(by)) if by > 0 && by % 100 == 0 => {
                (left_type != Type::Date).then(|| (left_type, left_value.1.divided(by / 100)))
            }
            _ => {
                report.add(no_divisor(right.span));
                return None;
            }
        },
    };
    if found.is_none() {
        report.add(mismatch((left, left_type), (right, right_type), span));
    }
    found
}

fn no_divisor(span: Span) -> Fault {
    let message = say!(
        "on divise par un nombre entier, écrit en chiffres",
        "what divides is a whole number, written in figures"
    );
    Fault::error("type-mismatch", message).at(span).help(say!(
        "écrivez par exemple `price / 12` ; pour une part que la loi fixe, multipliez par un paramètre en `percent`",
        "write `price / 12`, for example; for a share that the law sets, multiply by a parameter in `percent`"
    ))
}

/// A sum or a difference, or a day that is moved.
fn sum(
    (left_type, left): (Type, Formula),
    operator: Operator,
    (right_type, right): (Type, Formula),
) -> Option<(Type, Formula)> {
    match (left_type, right_type) {
        (Type::Date, Type::Number(unit)) if unit.is_period() => {
            let moved = Formula::Shift {
                day: left.into(),
                count: right.into(),
                unit,
                back: operator == Operator::Subtract,
            };
            Some((Type::Date, moved))
        }
        (Type::Date | Type::Finer(..), _) | (_, Type::Date | Type::Finer(..)) => None,
        (one, other) if agree(one, other) => {
            let sum = Formula::Sum(left.into(), operator, right.into());
            Some((common(one, other), sum))
        }
        _ => None,
    }
}

/// What is multiplied: one side says how many times, or which share, of the other.
pub(in crate::rules::language) fn product(
    (left_type, left): (Type, Formula),
    (right_type, right): (Type, Formula),
) -> Option<(Type, Formula)> {
    let of = |kind, scale| Some((kind, Formula::Product(left.into(), right.into(), scale)));
    let euros = Type::Number(Unit::Euro);
    match (left_type, right_type) {
        (Type::Date, _) | (_, Type::Date) => None,
        (Type::Number(Unit::Hour), Type::Number(Unit::EuroPerHour))
        | (Type::Number(Unit::EuroPerHour), Type::Number(Unit::Hour)) => {
            of(euros, Scale::HUNDREDTHS)
        }
        (Type::Bare, other @ (Type::Number(_) | Type::Bare))
        | (other @ Type::Number(_), Type::Bare) => of(other, Scale::HUNDREDTHS),
        (Type::Number(whole), Type::Number(part)) => match (times(whole, 2), times(part, 2)) {
            (Some(scale), _) if is_measured(part) => of(Type::Number(part), scale),
            (_, Some(scale)) if is_measured(whole) => of(Type::Number(whole), scale),
            _ => None,
        },
        (Type::Finer(unit, places), Type::Number(other))
        | (Type::Number(other), Type::Finer(unit, places))
            if is_measured(other) =>
        {
            of(Type::Number(other), times(unit, places)?)
        }
        _ => None,
    }
}

/// What can be had several times, or a share of.
fn is_measured(unit: Unit) -> bool {
    matches!(unit, Unit::Euro | Unit::Hour | Unit::EuroPerHour)
}

/// How a product with a number of this unit and so many decimals is brought back to hundredths,
/// where the unit says how many times or which share.
fn times(unit: Unit, places: u32) -> Option<Scale> {
    let one = 10_i64.pow(places);
    match unit {
        Unit::Percent => Some(Scale::nearest(one * 100)),
        unit if unit.is_whole() => Some(Scale::nearest(one)),
        _ => None,
    }
}
