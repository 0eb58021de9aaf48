//! Conditions: what may be compared with what, brought into the forms that the diagrams know.

use crate::language::Bilingual;
use crate::report::{Fault, Report, closest};
use crate::rules::book::{Condition, Formula, Kind, ParameterValue, QuestionKind, Relation, Test};
use crate::rules::expression::{Comparison, Expression, Kind as Said};
use crate::rules::formula::{agree, mismatch, parameter, unknown, value};
use crate::rules::resolve::{Scope, inputs};
use crate::say;
use crate::source::Span;

/// Resolves a condition.
pub(super) fn condition(
    scope: &mut Scope<'_>,
    expression: &Expression,
    report: &mut Report,
) -> Option<Condition> {
    match &expression.kind {
        Said::And(parts) => Some(Condition::And(all(scope, parts, report)?)),
        Said::Or(parts) => Some(Condition::Or(all(scope, parts, report)?)),
        Said::Not(inner) => {
            let inner = condition(scope, inner, report)?;
            Some(Condition::Not(inner.into(), expression.span))
        }
        Said::Compare(left, comparison, right) => {
            compare(scope, left, *comparison, right, expression.span, report)
        }
        Said::In(subject, members, negated) => {
            let inside = membership(scope, subject, members, expression.span, report)?;
            Some(if *negated {
                Condition::Not(inside.into(), expression.span)
            } else {
                inside
            })
        }
        Said::Call(name, arguments) if name == "known" => known(scope, arguments, report),
        Said::Name(name) => bare_name(scope, name, expression.span, report),
        _ => {
            report.add(
                Fault::error(
                    "type-mismatch",
                    say!(
                        "une condition est attendue ici, et non une valeur",
                        "a condition is needed here, not a value"
                    ),
                )
                .at(expression.span)
                .help(say!(
                    "comparez cette valeur à une autre : `balance > 0`",
                    "compare this value with another one: `balance > 0`"
                )),
            );
            None
        }
    }
}

fn all(scope: &mut Scope<'_>, parts: &[Expression], report: &mut Report) -> Option<Vec<Condition>> {
    // Every part is looked at before giving up, so that all faults come at once.
    let resolved: Vec<Option<Condition>> = parts
        .iter()
        .map(|part| condition(scope, part, report))
        .collect();
    resolved.into_iter().collect()
}

/// A name alone: a fact, or a yes/no question answered yes.
fn bare_name(
    scope: &mut Scope<'_>,
    name: &str,
    span: Span,
    report: &mut Report,
) -> Option<Condition> {
    if let Some(fact) = scope.facts.get(name) {
        return Some(Condition::Fact(*fact));
    }
    if let Some(&question) = scope.questions.get(name) {
        if matches!(scope.question_kinds[question], QuestionKind::YesNo(_)) {
            let test = Test::Options(1);
            return Some(Condition::Answer {
                question,
                test,
                span,
            });
        }
        report.add(
            Fault::error(
                "type-mismatch",
                say!(
                    "`{name}` n'est pas une question oui/non",
                    "`{name}` is not a yes/no question"
                ),
            )
            .at(span)
            .help(say!(
                "comparez-la : `{name} = …`",
                "compare it: `{name} = …`"
            )),
        );
        return None;
    }
    unknown(scope, name, span, report);
    None
}

fn known(
    scope: &mut Scope<'_>,
    arguments: &[Expression],
    report: &mut Report,
) -> Option<Condition> {
    if let [
        Expression {
            kind: Said::Name(name),
            span,
        },
    ] = arguments
    {
        if let Some(parameter) = parameter(scope, name) {
            return Some(Condition::Known(parameter));
        }
        unknown(scope, name, *span, report);
    } else if let Some(first) = arguments.first() {
        report.add(
            Fault::error(
                "type-mismatch",
                say!(
                    "`known` veut le nom d'un paramètre",
                    "`known` takes the name of a parameter"
                ),
            )
            .at(first.span),
        );
    }
    None
}

/// `question in [a, b]`, `question in group`, `decision in [open, waiting]`.
fn membership(
    scope: &mut Scope<'_>,
    subject: &Expression,
    members: &[Expression],
    span: Span,
    report: &mut Report,
) -> Option<Condition> {
    let Said::Name(name) = &subject.kind else {
        report.add(
            Fault::error(
                "type-mismatch",
                say!(
                    "`in` veut le nom d'une question à choix ou d'une décision",
                    "`in` takes the name of a choice question or of a decision"
                ),
            )
            .at(subject.span),
        );
        return None;
    };
    if let Some((decision, kind, _)) = scope.decisions.get(name.as_str()) {
        let (decision, kind) = (*decision, *kind);
        let outcomes = members
            .iter()
            .map(|member| outcome(scope, kind, member, report))
            .collect::<Vec<_>>();
        let outcomes = outcomes.into_iter().collect::<Option<Vec<usize>>>()?;
        return Some(Condition::Outcome { decision, outcomes });
    }
    let Some(&question) = scope.questions.get(name.as_str()) else {
        unknown(scope, name, subject.span, report);
        return None;
    };
    let mut set = 0;
    for member in members {
        set |= option(scope, question, member, report)?;
    }
    Some(Condition::Answer {
        question,
        test: Test::Options(set),
        span,
    })
}

/// The bit of an option, or the bits of a group of options, of a choice question.
fn option(
    scope: &Scope<'_>,
    question: usize,
    member: &Expression,
    report: &mut Report,
) -> Option<u64> {
    let options = scope.question_kinds[question].options();
    let id = scope.question_ids[question];
    if options.is_empty() {
        report.add(
            Fault::error(
                "type-mismatch",
                say!(
                    "`{id}` n'est pas une question à choix",
                    "`{id}` is not a choice question"
                ),
            )
            .at(member.span),
        );
        return None;
    }
    let Said::Name(name) = &member.kind else {
        report.add(
            Fault::error(
                "type-mismatch",
                say!(
                    "une option de `{id}` est attendue ici",
                    "an option of `{id}` is needed here"
                ),
            )
            .at(member.span)
            .help(options_help("", options)),
        );
        return None;
    };
    if let Some(place) = options.iter().position(|option| option == name) {
        return Some(1 << place);
    }
    if let Some((owner, set)) = scope.groups.get(name.as_str())
        && *owner == question
    {
        return Some(*set);
    }
    let fault = Fault::error(
        "unknown-option",
        say!(
            "`{name}` n'est pas une option de `{id}`",
            "`{name}` is not an option of `{id}`"
        ),
    )
    .at(member.span);
    report.add(fault.help(options_help(name, options)));
    None
}

/// The option that was probably meant; all of them where none is close.
fn options_help(wrong: &str, options: &[String]) -> Bilingual<String> {
    match closest(wrong, options.iter().map(String::as_str)) {
        Some(meant) => say!("vouliez-vous écrire `{meant}` ?", "did you mean `{meant}`?"),
        None => {
            let list = options.join(", ");
            say!("options : {list}", "options: {list}")
        }
    }
}

fn outcome(
    scope: &Scope<'_>,
    kind: Kind,
    member: &Expression,
    report: &mut Report,
) -> Option<usize> {
    let outcomes = scope.kinds.get(&kind)?;
    let name = match &member.kind {
        Said::Name(name) => name.as_str(),
        _ => "",
    };
    let found = outcomes.names.iter().position(|known| known == name);
    if found.is_none() {
        let kind = kind.name();
        let fault = Fault::error(
            "unknown-outcome",
            say!(
                "`{name}` n'est pas une issue d'une décision `{kind}`",
                "`{name}` is not an outcome of a `{kind}` decision"
            ),
        )
        .at(member.span);
        report.add(fault.help(options_help(name, &outcomes.names)));
    }
    found
}

fn compare(
    scope: &mut Scope<'_>,
    left: &Expression,
    comparison: Comparison,
    right: &Expression,
    span: Span,
    report: &mut Report,
) -> Option<Condition> {
    let equality = matches!(comparison, Comparison::Equal | Comparison::Different);
    if let Said::Name(name) = &left.kind {
        let choice = scope
            .questions
            .get(name.as_str())
            .is_some_and(|question| !scope.question_kinds[*question].options().is_empty());
        if choice || scope.decisions.contains_key(name.as_str()) {
            if !equality {
                let sign = comparison.sign();
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
            return Some(match comparison {
                Comparison::Different => Condition::Not(inside.into(), span),
                _ => inside,
            });
        }
    }
    let (left_type, left_formula) = value(scope, left, report)?;
    let (right_type, right_formula) = value(scope, right, report)?;
    if !agree(left_type, right_type) {
        report.add(mismatch((left, left_type), (right, right_type), span));
        return None;
    }
    reduce(scope, left_formula, comparison, right_formula, span, report)
}

/// Brings a comparison of two values into one of the four forms that the diagrams know.
fn reduce(
    scope: &mut Scope<'_>,
    left: Formula,
    comparison: Comparison,
    right: Formula,
    span: Span,
    report: &mut Report,
) -> Option<Condition> {
    match (left, right) {
        (Formula::Constant(left), Formula::Constant(right)) => {
            Some(Condition::Constant(comparison.holds(left, right)))
        }
        (Formula::Answer(question), Formula::Constant(bound)) => Some(Condition::Answer {
            question,
            test: Test::Compare(comparison, bound),
            span,
        }),
        (left @ Formula::Constant(_), right @ Formula::Answer(_))
        | (left @ Formula::Parameter(_), right @ Formula::Answer(_)) => {
            reduce(scope, right, comparison.mirrored(), left, span, report)
        }
        (Formula::Answer(question), Formula::Parameter(parameter))
            if question != scope.reference =>
        {
            if !established(scope, parameter) {
                report.add(not_established(scope, parameter, span));
            }
            Some(Condition::Dated {
                question,
                comparison,
                parameter,
                span,
            })
        }
        (left, right) => relation(scope, left, comparison, right, span, report),
    }
}

fn relation(
    scope: &mut Scope<'_>,
    left: Formula,
    comparison: Comparison,
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
    parameters_of(&left, &mut parameters);
    parameters_of(&right, &mut parameters);
    for parameter in parameters {
        if !established(scope, parameter) {
            report.add(not_established(scope, parameter, span));
        }
    }
    let relation = Relation {
        left,
        comparison,
        right,
        inputs: needed,
        span,
    };
    let same = |known: &Relation| {
        known.left == relation.left
            && known.comparison == relation.comparison
            && known.right == relation.right
    };
    let place = scope.relations.iter().position(same).unwrap_or_else(|| {
        scope.relations.push(relation);
        scope.relations.len() - 1
    });
    Some(Condition::Relation(place))
}

fn parameters_of(formula: &Formula, found: &mut Vec<usize>) {
    match formula {
        Formula::Parameter(parameter) => found.push(*parameter),
        Formula::Sum(left, _, right) | Formula::Product(left, right) => {
            parameters_of(left, found);
            parameters_of(right, found);
        }
        Formula::Shift { day, count, .. } => {
            parameters_of(day, found);
            parameters_of(count, found);
        }
        _ => {}
    }
}

/// Whether a parameter is established on every day that the rules answer for.
///
/// A decision may not rest on a value that nobody knows: it would be settled by chance.
fn established(scope: &Scope<'_>, parameter: usize) -> bool {
    let parameter = &scope.parameters[parameter];
    parameter.known_until.is_none()
        && parameter
            .values
            .iter()
            .all(|dated| dated.value != ParameterValue::Unknown)
}

fn not_established(scope: &Scope<'_>, parameter: usize, span: Span) -> Fault {
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
