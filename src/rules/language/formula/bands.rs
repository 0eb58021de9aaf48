//! What a band of a number gives: `flat(scale, price)`, `progressive(scale, price)`.

use super::members::{members, no_family};
use crate::report::{Fault, Report};
use crate::rules::book::{Comparator, Condition, Formula, Member, Operator, ParameterId, Test};
use crate::rules::language::expression::{Expression, ExpressionKind as Said};
use crate::rules::language::formula::arithmetic::product;
use crate::rules::language::formula::{Type, agree, mismatch, parameter_value, value};
use crate::rules::language::scope::Scope;
use crate::say;
use crate::source::Span;

/// The bands of a family: the value and the upper limit of each, which the last has not.
type Bands = Vec<(ParameterId, Option<ParameterId>)>;

fn bands(scope: &Scope<'_>, table: &Expression, report: &mut Report) -> Option<Bands> {
    let Said::Name(name) = &table.kind else {
        no_family(scope, "", table.span, report);
        return None;
    };
    let own = members(scope, name);
    let limit = |wanted: usize| {
        let found = own
            .iter()
            .find(|(_, member)| **member == Member::Limit(wanted));
        found.map(|(parameter, _)| *parameter)
    };
    let found: Bands = own
        .iter()
        .filter_map(|(parameter, member)| match member {
            Member::Band(band) => Some((*parameter, limit(*band))),
            _ => None,
        })
        .collect();
    if found.is_empty() {
        no_family(scope, name, table.span, report);
        return None;
    }
    Some(found)
}

/// `flat(scale, price)`: the value of the band in which a number lies.
pub(in crate::rules::language) fn flat(
    scope: &mut Scope<'_>,
    table: &Expression,
    number: &Expression,
    report: &mut Report,
) -> Option<(Type, Formula)> {
    let bands = bands(scope, table, report)?;
    let (kind, formula) = value(scope, number, report)?;
    let Some(question) = formula.answer() else {
        report.add(no_answer(number.span));
        return None;
    };
    limits_agree(scope, &bands, (number, kind), report)?;
    let mut found: Option<(Type, Formula)> = None;
    for (own, limit) in bands.iter().rev() {
        let (own_type, own) = parameter_value(scope, *own);
        found = Some(match (found, limit) {
            (Some((_, above)), Some(limit)) => {
                let inside = Condition::Dated {
                    question,
                    comparator: Comparator::AtMost,
                    parameter: *limit,
                    span: number.span,
                };
                (
                    own_type,
                    Formula::If(scope.with_supposed(inside).into(), own.into(), above.into()),
                )
            }
            _ => (own_type, own),
        });
    }
    let (kind, found) = found?;
    let (least, _) = scope.question_kinds[question].bounds();
    // Whoever is not asked for the number is in no band.
    let asked = Condition::Answer {
        question,
        test: Test::Compare(Comparator::AtLeast, least),
        span: number.span,
    };
    let asked = scope.with_supposed(asked);
    let found = Formula::If(asked.into(), found.into(), Formula::Nothing.into());
    Some((kind, found))
}

/// `progressive(scale, price)`: each band's share of what lies in it.
pub(in crate::rules::language) fn progressive(
    scope: &mut Scope<'_>,
    table: &Expression,
    number: &Expression,
    report: &mut Report,
) -> Option<(Type, Formula)> {
    let bands = bands(scope, table, report)?;
    let (kind, formula) = value(scope, number, report)?;
    limits_agree(scope, &bands, (number, kind), report)?;
    let below = |limit: Option<ParameterId>| match limit {
        Some(limit) => Formula::Min(vec![formula.clone(), Formula::Parameter(limit)]),
        None => formula.clone(),
    };
    let mut before = None;
    let mut found: Option<(Type, Formula)> = None;
    for (own, limit) in bands {
        let width = match before {
            None => below(limit),
            Some(before) => Formula::Sum(
                below(limit).into(),
                Operator::Subtract,
                below(Some(before)).into(),
            ),
        };
        before = limit;
        let own = parameter_value(scope, own);
        let own_type = own.0;
        let Some((kind, share)) = product((kind, width), own) else {
            report.add(mismatch((number, kind), (table, own_type), number.span));
            return None;
        };
        found = Some(match found {
            None => (kind, share),
            Some((_, sum)) => (kind, Formula::Sum(sum.into(), Operator::Add, share.into())),
        });
    }
    found
}

/// Whether a number counts what the limits of bands count.
fn limits_agree(
    scope: &Scope<'_>,
    bands: &Bands,
    (number, kind): (&Expression, Type),
    report: &mut Report,
) -> Option<()> {
    let limits = bands.iter().filter_map(|(_, limit)| *limit);
    let mut types = limits.map(|limit| parameter_value(scope, limit).0);
    match types.find(|limit| !agree(*limit, kind)) {
        Some(limit) => {
            report.add(mismatch((number, kind), (number, limit), number.span));
            None
        }
        None => Some(()),
    }
}

fn no_answer(span: Span) -> Fault {
    let message = say!(
        "`flat` veut une question dont la réponse est un nombre",
        "`flat` takes a question whose answer is a number"
    );
    Fault::error("type-mismatch", message).at(span).help(say!(
        "pour une part d'un montant calculé, écrivez `progressive(…)`",
        "for a share of an amount that is computed, write `progressive(…)`"
    ))
}
