//! The functions of expressions beside `min`, `max` and `known`.

use crate::report::{Fault, Report};
use crate::rules::book::unit::{Hundredths, Unit};
use crate::rules::book::{Formula, Rounding};
use crate::rules::language::expression::{Expression, ExpressionKind as Said};
use crate::rules::language::formula::bands::{flat, progressive};
use crate::rules::language::formula::{Type, agree, day, mismatch, value};
use crate::rules::language::scope::Scope;
use crate::say;
use crate::source::Span;

/// Every function, as a message lists them.
pub(in crate::rules::language) const FUNCTIONS: &str =
    "min, max, known, round, round_down, round_up, days, weeks, months, years, flat, progressive";

/// The functions that give how much time lies between two days.
const TIMES: [(&str, Unit); 4] = [
    ("days", Unit::Day),
    ("weeks", Unit::Week),
    ("months", Unit::Month),
    ("years", Unit::Year),
];

/// Whether this file knows a function of this name.
pub(in crate::rules::language) fn is_function(name: &str) -> bool {
    name == "flat" || name == "progressive" || rounding(name).is_some() || time(name).is_some()
}

fn rounding(name: &str) -> Option<Rounding> {
    let found = Rounding::NAMES
        .into_iter()
        .find(|(known, _)| *known == name);
    found.map(|(_, rounding)| rounding)
}

fn time(name: &str) -> Option<Unit> {
    let found = TIMES.into_iter().find(|(known, _)| *known == name);
    found.map(|(_, unit)| unit)
}

/// A call of one of them.
pub(in crate::rules::language) fn function(
    scope: &mut Scope<'_>,
    name: &str,
    arguments: &[Expression],
    span: Span,
    report: &mut Report,
) -> Option<(Type, Formula)> {
    let [first, second] = arguments else {
        report.add(two_arguments(name, span));
        return None;
    };
    if let Some(rounding) = rounding(name) {
        return rounded(scope, first, second, rounding, report);
    }
    match time(name) {
        Some(unit) => between(scope, [first, second], unit, report),
        None if name == "flat" => flat(scope, first, second, report),
        None => progressive(scope, first, second, report),
    }
}

/// `round(price, 10 EUR)`.
fn rounded(
    scope: &mut Scope<'_>,
    part: &Expression,
    step: &Expression,
    rounding: Rounding,
    report: &mut Report,
) -> Option<(Type, Formula)> {
    let (kind, formula) = value(scope, part, report)?;
    let Said::Number(number, unit) = step.kind else {
        report.add(no_step(step.span));
        return None;
    };
    let step_type = unit.map_or(Type::Bare, Type::Number);
    if !agree(kind, step_type) || kind == Type::Date {
        report.add(mismatch((part, kind), (step, step_type), step.span));
        return None;
    }
    if number <= Hundredths::at(0) {
        report.add(no_step(step.span));
        return None;
    }
    Some((kind, formula.rounded(number, rounding)))
}

/// `months(hired, request_date)`.
fn between(
    scope: &mut Scope<'_>,
    days: [&Expression; 2],
    unit: Unit,
    report: &mut Report,
) -> Option<(Type, Formula)> {
    let [from, to] = days.map(|expression| day(scope, expression, report));
    let between = Formula::Between {
        from: from?.into(),
        to: to?.into(),
        unit,
    };
    Some((Type::Number(unit), between))
}

fn two_arguments(name: &str, span: Span) -> Fault {
    let message = say!(
        "`{name}` veut deux valeurs entre parenthèses",
        "`{name}` takes two values between parentheses"
    );
    Fault::error("type-mismatch", message).at(span).help(say!(
        "écrivez par exemple `round(price, 1 EUR)`, `months(hired, request_date)`, `flat(scale, price)`",
        "write `round(price, 1 EUR)`, `months(hired, request_date)` or `flat(scale, price)`, for example"
    ))
}

fn no_step(span: Span) -> Fault {
    let message = say!(
        "le pas d'un arrondi est un nombre plus grand que zéro, écrit en chiffres",
        "what is rounded to is a number above zero, written in figures"
    );
    Fault::error("type-mismatch", message).at(span).help(say!(
        "écrivez par exemple `round(price, 1 EUR)`",
        "write `round(price, 1 EUR)`, for example"
    ))
}
