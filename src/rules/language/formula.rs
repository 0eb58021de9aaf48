//! Values: the type of each, and what an amount or a date is made of.

mod arithmetic;
mod bands;
mod function;
pub(in crate::rules::language) mod keyed;
pub(in crate::rules::language) mod members;

use crate::language::Bilingual;
use crate::report::{Fault, Report};
use crate::rules::book::unit::Unit;
use crate::rules::book::{Formula, ParameterId, QuestionKind};
use crate::rules::language::expression::{Expression, ExpressionKind as Said};
use crate::rules::language::formula::arithmetic::arithmetic;
use crate::rules::language::formula::function::{FUNCTIONS, function, is_function};
use crate::rules::language::formula::keyed::keyed_value;
use crate::rules::language::scope::Scope;
use crate::say;
use crate::source::Span;

/// The type of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::rules) enum Type {
    /// A number of some unit.
    Number(Unit),
    /// A number of some unit with so many decimals, more than two.
    Finer(Unit, u32),
    /// A number that takes the unit of what it meets.
    Bare,
    /// A calendar day.
    Date,
}

/// Resolves an amount of money, or a range of them.
pub(in crate::rules) fn amount(
    scope: &mut Scope<'_>,
    expression: &Expression,
    report: &mut Report,
) -> Option<(Formula, Option<Formula>)> {
    if let Said::Range(low, high) = &expression.kind {
        let low = typed(scope, low, Type::Number(Unit::Euro), report);
        let high = typed(scope, high, Type::Number(Unit::Euro), report);
        return Some((low?, Some(high?)));
    }
    let exact = typed(scope, expression, Type::Number(Unit::Euro), report)?;
    Some((exact, None))
}

/// Resolves a date.
pub(in crate::rules) fn day(
    scope: &mut Scope<'_>,
    expression: &Expression,
    report: &mut Report,
) -> Option<Formula> {
    typed(scope, expression, Type::Date, report)
}

/// A value of the wanted type.
fn typed(
    scope: &mut Scope<'_>,
    expression: &Expression,
    wanted: Type,
    report: &mut Report,
) -> Option<Formula> {
    let (found, formula) = value(scope, expression, report)?;
    if agree(found, wanted) {
        return Some(formula);
    }
    let (found, wanted) = (type_name(found), type_name(wanted));
    let message = Bilingual {
        fr: format!("il faut ici {}, et non {}", wanted.fr, found.fr),
        en: format!("{} is needed here, not {}", wanted.en, found.en),
    };
    report.add(Fault::error("type-mismatch", message).at(expression.span));
    None
}

pub(in crate::rules) fn value(
    scope: &mut Scope<'_>,
    expression: &Expression,
    report: &mut Report,
) -> Option<(Type, Formula)> {
    match &expression.kind {
        Said::Number(number, None) => Some((Type::Bare, Formula::Constant(number.point()))),
        Said::Number(number, Some(unit)) => {
            Some((Type::Number(*unit), Formula::Constant(number.point())))
        }
        Said::Date(day) => Some((Type::Date, Formula::Constant(day.point()))),
        Said::Name(name) => named_value(scope, name, expression.span, report),
        Said::Inner(decision, amount) => {
            inner_value(scope, decision, amount, expression.span, report)
        }
        Said::Arithmetic(left, operator, right) => {
            let left_value = value(scope, left, report);
            let right_value = value(scope, right, report);
            arithmetic(
                (left, left_value?),
                *operator,
                (right, right_value?),
                expression.span,
                report,
            )
        }
        Said::Keyed(name, key) => keyed_value(scope, name, key, expression.span, report),
        Said::Call(name, arguments) if name == "min" || name == "max" => {
            extreme(scope, name, arguments, expression.span, report)
        }
        Said::Call(name, arguments) if is_function(name) => {
            function(scope, name, arguments, expression.span, report)
        }
        Said::If(test, then, otherwise) => {
            conditional(scope, test, [then, otherwise], expression.span, report)
        }
        Said::Call(name, _) => {
            report.add(
                Fault::error(
                    "unknown-function",
                    say!(
                        "aucune fonction ne s'appelle `{name}`",
                        "no function is named `{name}`"
                    ),
                )
                .at(expression.span)
                .help(say!("fonctions : {FUNCTIONS}", "functions: {FUNCTIONS}")),
            );
            None
        }
        _ => {
            report.add(
                Fault::error(
                    "type-mismatch",
                    say!(
                        "une valeur est attendue ici, et non une condition",
                        "a value is needed here, not a condition"
                    ),
                )
                .at(expression.span)
                .help(say!(
                    "écrivez `if … then … else …`",
                    "write `if … then … else …`"
                )),
            );
            None
        }
    }
}

/// `min(…)` or `max(…)`.
fn extreme(
    scope: &mut Scope<'_>,
    name: &str,
    arguments: &[Expression],
    span: Span,
    report: &mut Report,
) -> Option<(Type, Formula)> {
    let values: Vec<_> = arguments
        .iter()
        .map(|argument| value(scope, argument, report))
        .collect();
    let values = values.into_iter().collect::<Option<Vec<_>>>()?;
    let mut found = Type::Bare;
    let mut parts = Vec::new();
    for (argument, (kind, formula)) in arguments.iter().zip(values) {
        if !agree(found, kind) {
            report.add(mismatch((&arguments[0], found), (argument, kind), span));
            return None;
        }
        found = common(found, kind);
        parts.push(formula);
    }
    let formula = if name == "min" {
        Formula::Min(parts)
    } else {
        Formula::Max(parts)
    };
    Some((found, formula))
}

/// `if … then … else …`.
fn conditional(
    scope: &mut Scope<'_>,
    test: &Expression,
    [then, otherwise]: [&Expression; 2],
    span: Span,
    report: &mut Report,
) -> Option<(Type, Formula)> {
    let test = scope.condition(test, report);
    let then_value = value(scope, then, report);
    let otherwise_value = value(scope, otherwise, report);
    let ((then_type, then_formula), (other_type, other_formula)) = (then_value?, otherwise_value?);
    if !agree(then_type, other_type) {
        report.add(mismatch((then, then_type), (otherwise, other_type), span));
        return None;
    }
    Some((
        common(then_type, other_type),
        Formula::If(test?.into(), then_formula.into(), other_formula.into()),
    ))
}

fn named_value(
    scope: &Scope<'_>,
    name: &str,
    span: Span,
    report: &mut Report,
) -> Option<(Type, Formula)> {
    if let Some(&question) = scope.questions.get(name) {
        let kind = match scope.question_kinds[question] {
            QuestionKind::Number { unit, .. } => Type::Number(*unit),
            QuestionKind::Count { unit, .. } => {
                return Some((Type::Number(*unit), Formula::counted(question)));
            }
            QuestionKind::Date => Type::Date,
            QuestionKind::Choice(_) | QuestionKind::YesNo => {
                report.add(
                    Fault::error(
                        "type-mismatch",
                        say!(
                            "`{name}` est un choix, et non un nombre ou une date",
                            "`{name}` is a choice, not a number or a date"
                        ),
                    )
                    .at(span),
                );
                return None;
            }
        };
        return Some((kind, Formula::Answer(question)));
    }
    if let Some(parameter) = scope.parameter(name) {
        return Some(parameter_value(scope, parameter));
    }
    // The amounts of the decision at hand may be named alone.
    if let Some(own) = scope.own {
        let mut decisions = scope.decisions.values();
        let found = decisions.find(|known| known.decision == own);
        if let Some(amount) =
            found.and_then(|found| found.amounts.position(|amount| *amount == name))
        {
            return Some((Type::Number(Unit::Euro), Formula::Amount(own, amount)));
        }
    }
    scope.unknown(name, span, report);
    None
}

fn inner_value(
    scope: &Scope<'_>,
    decision: &str,
    amount: &str,
    span: Span,
    report: &mut Report,
) -> Option<(Type, Formula)> {
    if let Some(parameter) = scope.parameter(&format!("{decision}.{amount}")) {
        return Some(parameter_value(scope, parameter));
    }
    let Some(found) = scope.decisions.get(decision) else {
        scope.unknown(decision, span, report);
        return None;
    };
    match found.amounts.position(|known| *known == amount) {
        Some(amount) => Some((
            Type::Number(Unit::Euro),
            Formula::Amount(found.decision, amount),
        )),
        None => {
            let list = found.amounts.raw.join(", ");
            report.add(
                Fault::error(
                    "unknown-amount",
                    say!(
                        "la décision `{decision}` ne calcule pas `{amount}`",
                        "the decision `{decision}` does not compute `{amount}`"
                    ),
                )
                .at(span)
                .help(say!("elle calcule : {list}", "it computes: {list}")),
            );
            None
        }
    }
}

/// The value of a parameter.
pub(super) fn parameter_value(scope: &Scope<'_>, parameter: ParameterId) -> (Type, Formula) {
    let found = &scope.parameters[parameter];
    let kind = match found.places {
        2 => Type::Number(found.unit),
        places => Type::Finer(found.unit, places),
    };
    (kind, Formula::Parameter(parameter))
}

pub(in crate::rules) fn agree(left: Type, right: Type) -> bool {
    match (left, right) {
        (Type::Bare, Type::Number(_) | Type::Bare) | (Type::Number(_), Type::Bare) => true,
        (left, right) => left == right,
    }
}

fn common(left: Type, right: Type) -> Type {
    if left == Type::Bare { right } else { left }
}

pub(in crate::rules) fn mismatch(
    (left, left_type): (&Expression, Type),
    (right, right_type): (&Expression, Type),
    span: Span,
) -> Fault {
    let (first, second) = (type_name(left_type), type_name(right_type));
    let message = Bilingual {
        fr: format!("{} et {} ne vont pas ensemble", first.fr, second.fr),
        en: format!("{} and {} do not go together", first.en, second.en),
    };
    Fault::error("type-mismatch", message)
        .at(span)
        .related(left.span, first)
        .related(right.span, second)
}

fn type_name(kind: Type) -> Bilingual<String> {
    match kind {
        Type::Number(Unit::Euro) => say!("un montant en euros", "an amount in euros"),
        Type::Number(Unit::Hour) => say!("un nombre d'heures", "a number of hours"),
        Type::Number(Unit::EuroPerHour) => say!("un prix par heure", "a price per hour"),
        Type::Number(unit) if unit.is_period() => {
            let unit = unit.name();
            say!("une durée (`{unit}`)", "a length of time (`{unit}`)")
        }
        Type::Number(unit) => {
            let unit = unit.name();
            say!("un nombre (`{unit}`)", "a number (`{unit}`)")
        }
        Type::Finer(unit, places) => {
            let unit = unit.name();
            say!(
                "un nombre à {places} décimales (`{unit}`), qui ne sait que multiplier",
                "a number of {places} decimals (`{unit}`), which can only multiply"
            )
        }
        Type::Bare => say!("un nombre sans unité", "a number without a unit"),
        Type::Date => say!("une date", "a date"),
    }
}
