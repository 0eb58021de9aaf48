//! Brings comparisons into the forms that diagrams know.

use crate::report::{Fault, Report};
use crate::rules::book::unit::Hundredths;
use crate::rules::book::{
    Comparator, Comparison, Condition, Formula, Operator, ParameterId, ParameterValue, QuestionId,
    QuestionKind, Test, inputs,
};
use crate::rules::language::condition::membership;
use crate::rules::language::expression::{Expression, ExpressionKind as Said};
use crate::rules::language::formula::keyed::{chosen, first_keyed, keyed, with_member};
use crate::rules::language::formula::{agree, mismatch, value};
use crate::rules::language::scope::Scope;
use crate::say;
use crate::source::Span;

pub(super) fn compare(
    scope: &mut Scope<'_>,
    left: &Expression,
    comparator: Comparator,
    right: &Expression,
    span: Span,
    report: &mut Report,
) -> Option<Condition> {
    let equality = matches!(comparator, Comparator::Equal | Comparator::Different);
    if let Said::Name(name) = &left.kind {
        let choice = scope
            .questions
            .get(name.as_str())
            .is_some_and(|question| !scope.question_kinds[*question].options().is_empty());
        if choice || scope.decisions.contains_key(name.as_str()) {
            if !equality {
                let sign = comparator.sign();
                report.add(
                    Fault::error(
                        "type-mismatch",
                        say!(
                            "`{name}` n'a pas d'ordre : `{sign}` n'a pas de sens ici",
                            "`{name}` has no order: `{sign}` makes no sense here"
                        ),
                    )
                    .at(span)
                    .help(say!(
                        "utilisez `=`, `!=` ou `in [a, b]`",
                        "use `=`, `!=` or `in [a, b]`"
                    )),
                );
                return None;
            }
            let inside = membership(scope, left, std::slice::from_ref(right), span, report)?;
            return Some(match comparator {
                Comparator::Different => Condition::Not(inside.into(), span),
                _ => inside,
            });
        }
    }
    if let Some((name, key, at)) = first_keyed(left).or_else(|| first_keyed(right)) {
        let (question, members) = keyed(scope, name, key, at, report)?;
        let mut parts = Vec::new();
        for member in members {
            let of = |side: &Expression| with_member(side, name, &member.key);
            let own = compare(scope, &of(left), comparator, &of(right), span, report)?;
            let chosen = scope.with_supposed(chosen(question, member.options, span));
            parts.push(Condition::And(vec![chosen, own]));
        }
        return Some(Condition::Or(parts));
    }
    let (left_type, left_formula) = value(scope, left, report)?;
    let (right_type, right_formula) = value(scope, right, report)?;
    if let Some(fault) = rests_on_amount([(left, &left_formula), (right, &right_formula)]) {
        report.add(fault);
        return None;
    }
    if !agree(left_type, right_type) {
        report.add(mismatch((left, left_type), (right, right_type), span));
        return None;
    }
    reduce(scope, left_formula, comparator, right_formula, span, report)
}

/// The fault of a comparison with an amount: a decision never rests on arithmetic of money.
fn rests_on_amount(sides: [(&Expression, &Formula); 2]) -> Option<Fault> {
    let has_amount = |formula: &Formula| {
        let mut found = false;
        formula.each(&mut |part| found |= matches!(part, Formula::Amount(..)));
        found
    };
    let (side, _) = sides.into_iter().find(|(_, formula)| has_amount(formula))?;
    let fault = Fault::error(
        "type-mismatch",
        say!(
            "une condition ne peut pas reposer sur un montant",
            "no condition can rest on an amount"
        ),
    );
    Some(fault.at(side.span).help(say!(
        "comparez les réponses et les paramètres eux-mêmes, dans un fait",
        "compare the answers and the parameters themselves, in a fact"
    )))
}

/// Brings a comparison of two values into one of the four forms that the diagrams know.
fn reduce(
    scope: &mut Scope<'_>,
    left: Formula,
    comparator: Comparator,
    right: Formula,
    span: Span,
    report: &mut Report,
) -> Option<Condition> {
    match (left, right) {
        (Formula::Constant(left), Formula::Constant(right)) => {
            Some(Condition::Constant(comparator.holds(left, right)))
        }
        (left, Formula::Constant(bound)) if left.answer().is_some() => {
            let question = left.answer()?;
            let bound = match scope.question_kinds[question] {
                QuestionKind::Count { .. } => whole(scope, question, bound, span, report)?,
                _ => bound,
            };
            Some(scope.with_supposed(Condition::Answer {
                question,
                test: Test::Compare(comparator, bound),
                span,
            }))
        }
        // `price - 10 > 5` is about one answer: `price > 15`.
        (Formula::Sum(answer, operator, by), Formula::Constant(bound))
            if answer.answer().is_some() && matches!(*by, Formula::Constant(_)) =>
        {
            let Formula::Constant(by) = *by else {
                return None;
            };
            let bound = Formula::Constant(match operator {
                Operator::Subtract => bound.saturating_add(by),
                _ => bound.saturating_sub(by),
            });
            reduce(scope, *answer, comparator, bound, span, report)
        }
        (left @ (Formula::Constant(_) | Formula::Parameter(_)), right)
            if right.answer().is_some() =>
        {
            reduce(scope, right, comparator.mirrored(), left, span, report)
        }
        (left, Formula::Parameter(parameter))
            if left
                .answer()
                .is_some_and(|question| question != scope.reference) =>
        {
            let question = left.answer()?;
            if !established(scope, parameter) {
                report.add(not_established(scope, parameter, span));
            }
            Some(scope.with_supposed(Condition::Dated {
                question,
                comparator,
                parameter,
                span,
            }))
        }
        (left, right) => comparison(scope, left, comparator, right, span, report),
    }
}

/// The whole number of so many hundredths; another one is compared with nobody's answer.
fn whole(
    scope: &Scope<'_>,
    question: QuestionId,
    hundredths: i64,
    span: Span,
    report: &mut Report,
) -> Option<i64> {
    if hundredths % 100 == 0 {
        return Some(hundredths / 100);
    }
    let (id, bound) = (scope.question_ids[question], Hundredths::at(hundredths));
    report.add(
        Fault::error(
            "type-mismatch",
            say!(
                "`{id}` est un nombre entier : on ne le compare pas à {bound}",
                "`{id}` is a whole number: it is not compared with {bound}"
            ),
        )
        .at(span)
        .help(say!(
            "écrivez le nombre entier qui est voulu",
            "write the whole number that is meant"
        )),
    );
    None
}

fn comparison(
    scope: &mut Scope<'_>,
    left: Formula,
    comparator: Comparator,
    right: Formula,
    span: Span,
    report: &mut Report,
) -> Option<Condition> {
    if !scope.in_fact {
        report.add(
            Fault::error(
                "unnamed-comparison",
                say!(
                    "cette comparaison porte sur plusieurs réponses : elle doit avoir un nom",
                    "this comparison is about several answers: it needs a name"
                ),
            )
            .at(span)
            .help(say!(
                "écrivez-la sous `facts:` et citez ici le nom du fait",
                "write it under `facts:` and give the fact's name here"
            )),
        );
        return None;
    }
    let mut needed = Vec::new();
    inputs(&left, scope.reference, &mut needed);
    inputs(&right, scope.reference, &mut needed);
    needed.sort_unstable();
    let mut parameters = Vec::new();
    left.parameters(&mut parameters);
    right.parameters(&mut parameters);
    for parameter in parameters {
        if !established(scope, parameter) {
            report.add(not_established(scope, parameter, span));
        }
    }
    let comparison = Comparison {
        left,
        comparator,
        right,
        inputs: needed,
        span,
    };
    let same = |known: &Comparison| {
        known.left == comparison.left
            && known.comparator == comparison.comparator
            && known.right == comparison.right
    };
    let known = scope.comparisons.position(same);
    let comparison = known.unwrap_or_else(|| scope.comparisons.push(comparison));
    Some(Condition::Comparison(comparison))
}

/// Whether a parameter is established on every day that the rules answer for.
///
/// A decision may not rest on a value that nobody knows: it would be settled by chance.
fn established(scope: &Scope<'_>, parameter: ParameterId) -> bool {
    let parameter = &scope.parameters[parameter];
    parameter.known_until.is_none()
        && parameter
            .values
            .iter()
            .all(|dated| dated.value != ParameterValue::Unknown)
}

fn not_established(scope: &Scope<'_>, parameter: ParameterId, span: Span) -> Fault {
    let id = &scope.parameters[parameter].id;
    Fault::error(
        "unknown-in-condition",
        say!(
            "`{id}` n'est pas établi pour toutes les dates : aucune décision ne peut en dépendre",
            "`{id}` is not established for every date: no decision can rest on it"
        ),
    )
    .at(span)
    .help(say!(
        "utilisez-le dans un montant ou une date ; pour décider, testez `known({id})`",
        "use it in an amount or a date; to decide, test `known({id})`"
    ))
}
