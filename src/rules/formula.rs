//! Types: what may be compared with what, and what an amount or a date is made of.

use crate::language::Bilingual;
use crate::report::{Fault, Report, closest};
use crate::rules::book::{Condition, Formula, ParameterValue, QuestionKind, Relation, Test};
use crate::rules::expression::{Comparison, Expression, Kind as Said, Operator};
use crate::rules::resolve::{Scope, inputs};
use crate::rules::unit::Unit;
use crate::say;
use crate::source::Span;

/// The type of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Type {
    /// A number of some unit.
    Number(Unit),
    /// A number that takes the unit of what it meets.
    Bare,
    /// A calendar day.
    Date,
}

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

/// Resolves an amount of money, or a range of them.
pub(super) fn amount(
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
pub(super) fn day(
    scope: &mut Scope<'_>,
    expression: &Expression,
    report: &mut Report,
) -> Option<Formula> {
    typed(scope, expression, Type::Date, report)
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
            .help(options_help(options)),
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
    let help = match closest(name, options.iter().map(String::as_str)) {
        Some(meant) => say!("vouliez-vous écrire `{meant}` ?", "did you mean `{meant}`?"),
        None => options_help(options),
    };
    report.add(fault.help(help));
    None
}

fn options_help(options: &[String]) -> Bilingual<String> {
    let list = options.join(", ");
    say!("options : {list}", "options: {list}")
}

fn outcome(
    scope: &Scope<'_>,
    kind: crate::rules::book::Kind,
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
        let help = match closest(name, outcomes.names.iter().map(String::as_str)) {
            Some(meant) => say!("vouliez-vous écrire `{meant}` ?", "did you mean `{meant}`?"),
            None => options_help(&outcomes.names),
        };
        report.add(fault.help(help));
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
        report.add(mismatch(
            (left, left_type),
            (right, right_type),
            span,
            scope,
        ));
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

fn value(
    scope: &mut Scope<'_>,
    expression: &Expression,
    report: &mut Report,
) -> Option<(Type, Formula)> {
    match &expression.kind {
        Said::Number(number, None) => Some((Type::Bare, Formula::Constant(*number))),
        Said::Number(number, Some(unit)) => Some((Type::Number(*unit), Formula::Constant(*number))),
        Said::Date(day) => Some((Type::Date, Formula::Constant(*day))),
        Said::Name(name) => named_value(scope, name, expression.span, report),
        Said::Inner(decision, amount) => {
            inner_value(scope, decision, amount, expression.span, report)
        }
        Said::Arithmetic(left, operator, right) => {
            let left_value = value(scope, left, report);
            let right_value = value(scope, right, report);
            arithmetic(
                scope,
                (left, left_value?),
                *operator,
                (right, right_value?),
                expression.span,
                report,
            )
        }
        Said::Call(name, arguments) if name == "min" || name == "max" => {
            let values: Vec<_> = arguments
                .iter()
                .map(|argument| value(scope, argument, report))
                .collect();
            let values = values.into_iter().collect::<Option<Vec<_>>>()?;
            let mut found = Type::Bare;
            let mut parts = Vec::new();
            for (argument, (kind, formula)) in arguments.iter().zip(values) {
                if !agree(found, kind) {
                    report.add(mismatch(
                        (&arguments[0], found),
                        (argument, kind),
                        expression.span,
                        scope,
                    ));
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
        Said::If(test, then, otherwise) => {
            let test = condition(scope, test, report);
            let then_value = value(scope, then, report);
            let otherwise_value = value(scope, otherwise, report);
            let ((then_type, then_formula), (other_type, other_formula)) =
                (then_value?, otherwise_value?);
            if !agree(then_type, other_type) {
                report.add(mismatch(
                    (then, then_type),
                    (otherwise, other_type),
                    expression.span,
                    scope,
                ));
                return None;
            }
            Some((
                common(then_type, other_type),
                Formula::If(test?.into(), then_formula.into(), other_formula.into()),
            ))
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
                .help(say!(
                    "fonctions : min, max, known",
                    "functions: min, max, known"
                )),
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

fn named_value(
    scope: &Scope<'_>,
    name: &str,
    span: Span,
    report: &mut Report,
) -> Option<(Type, Formula)> {
    if let Some(&question) = scope.questions.get(name) {
        let kind = match scope.question_kinds[question] {
            QuestionKind::Number(unit, _, _) => Type::Number(*unit),
            QuestionKind::Date => Type::Date,
            QuestionKind::Choice(_) | QuestionKind::YesNo(_) => {
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
    if let Some(place) = parameter(scope, name) {
        let unit = scope.parameters[place].unit;
        return Some((Type::Number(unit), Formula::Parameter(place)));
    }
    // The amounts of the decision at hand may be named alone.
    if let Some(own) = scope.own {
        let decisions = scope.decisions.values();
        let amounts = decisions
            .into_iter()
            .find(|(place, ..)| *place == own)
            .map(|(_, _, amounts)| amounts);
        if let Some(amount) =
            amounts.and_then(|amounts| amounts.iter().position(|amount| *amount == name))
        {
            return Some((Type::Number(Unit::Euro), Formula::Amount(own, amount)));
        }
    }
    unknown(scope, name, span, report);
    None
}

fn inner_value(
    scope: &Scope<'_>,
    decision: &str,
    amount: &str,
    span: Span,
    report: &mut Report,
) -> Option<(Type, Formula)> {
    let Some((place, _, amounts)) = scope.decisions.get(decision) else {
        unknown(scope, decision, span, report);
        return None;
    };
    match amounts.iter().position(|known| *known == amount) {
        Some(found) => Some((Type::Number(Unit::Euro), Formula::Amount(*place, found))),
        None => {
            let list = amounts.join(", ");
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

fn arithmetic(
    scope: &Scope<'_>,
    (left, (left_type, left_formula)): (&Expression, (Type, Formula)),
    operator: Operator,
    (right, (right_type, right_formula)): (&Expression, (Type, Formula)),
    span: Span,
    report: &mut Report,
) -> Option<(Type, Formula)> {
    let sum = |left: Formula, right: Formula| Formula::Sum(left.into(), operator, right.into());
    let product = |left: Formula, right: Formula| Formula::Product(left.into(), right.into());
    match (operator, left_type, right_type) {
        (Operator::Add | Operator::Subtract, Type::Date, Type::Number(unit))
            if unit.is_period() =>
        {
            Some((
                Type::Date,
                Formula::Shift {
                    day: left_formula.into(),
                    count: right_formula.into(),
                    unit,
                    back: operator == Operator::Subtract,
                },
            ))
        }
        (Operator::Add | Operator::Subtract, left, right)
            if left != Type::Date && right != Type::Date && agree(left, right) =>
        {
            Some((common(left, right), sum(left_formula, right_formula)))
        }
        (Operator::Multiply, Type::Number(Unit::Hour), Type::Number(Unit::EuroPerHour))
        | (Operator::Multiply, Type::Number(Unit::EuroPerHour), Type::Number(Unit::Hour)) => {
            Some((
                Type::Number(Unit::Euro),
                product(left_formula, right_formula),
            ))
        }
        (Operator::Multiply, Type::Bare, other) | (Operator::Multiply, other, Type::Bare)
            if other != Type::Date =>
        {
            Some((other, product(left_formula, right_formula)))
        }
        _ => {
            report.add(mismatch(
                (left, left_type),
                (right, right_type),
                span,
                scope,
            ));
            None
        }
    }
}

fn agree(left: Type, right: Type) -> bool {
    match (left, right) {
        (Type::Bare, Type::Number(_) | Type::Bare) | (Type::Number(_), Type::Bare) => true,
        (left, right) => left == right,
    }
}

fn common(left: Type, right: Type) -> Type {
    if left == Type::Bare { right } else { left }
}

fn mismatch(
    (left, left_type): (&Expression, Type),
    (right, right_type): (&Expression, Type),
    span: Span,
    _scope: &Scope<'_>,
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
        Type::Bare => say!("un nombre sans unité", "a number without a unit"),
        Type::Date => say!("une date", "a date"),
    }
}

fn parameter(scope: &Scope<'_>, name: &str) -> Option<usize> {
    scope
        .parameters
        .iter()
        .position(|parameter| parameter.id == name)
}

/// Reports a name that nothing has. One whose declaration has a fault was reported there.
fn unknown(scope: &Scope<'_>, name: &str, span: Span, report: &mut Report) {
    if scope.broken.contains(&name) {
        return;
    }
    let fault = Fault::error(
        "unknown-name",
        say!(
            "rien ne s'appelle `{name}` dans les règles",
            "nothing is named `{name}` in the rules"
        ),
    )
    .at(span);
    let known = scope
        .question_ids
        .iter()
        .copied()
        .chain(scope.facts.keys().copied())
        .chain(scope.decisions.keys().copied())
        .chain(
            scope
                .parameters
                .iter()
                .map(|parameter| parameter.id.as_str()),
        );
    report.add(match closest(name, known) {
        Some(meant) => fault.help(say!(
            "vouliez-vous écrire `{meant}` ?",
            "did you mean `{meant}`?"
        )),
        None => fault.help(say!(
            "déclarez ce nom dans questions.yaml, parameters.yaml ou sous `facts:`",
            "declare the name in questions.yaml, parameters.yaml or under `facts:`"
        )),
    });
}
