//! A value that an answer picks: `cap[region]`.

use super::members::{members, no_family};
use crate::report::{Fault, Report};
use crate::rules::book::{Condition, Formula, Member, OptionSet, ParameterId, QuestionId, Test};
use crate::rules::language::expression::{Expression, ExpressionKind as Said};
use crate::rules::language::formula::{Type, parameter_value};
use crate::rules::language::scope::Scope;
use crate::say;
use crate::source::Span;

/// The member for some options of a choice.
pub(in crate::rules::language) struct KeyedMember {
    /// The options.
    pub options: OptionSet,
    /// The name of the member inside its family.
    pub key: String,
    /// The value.
    pub parameter: ParameterId,
}

/// The members of a family that a choice picks from, with the choice; a fault where the name has
/// none, or another question picks.
pub(in crate::rules::language) fn keyed(
    scope: &Scope<'_>,
    name: &str,
    key: &str,
    span: Span,
    report: &mut Report,
) -> Option<(QuestionId, Vec<KeyedMember>)> {
    let own = members(scope, name);
    let Some((question_id, _)) = own.first().and_then(|(_, member)| match member {
        Member::Of { question, key } => Some((question.clone(), key)),
        _ => None,
    }) else {
        no_family(scope, name, span, report);
        return None;
    };
    // That nothing, or no choice, has this name is told where the values stand.
    let question = *scope.questions.get(question_id.as_str())?;
    if scope.question_kinds[question].options().is_empty() {
        return None;
    }
    if question_id != key {
        report.add(other_key(name, &question_id, span));
        return None;
    }
    let found = own.iter().filter_map(|(parameter, member)| {
        let Member::Of { key, .. } = member else {
            return None;
        };
        Some(KeyedMember {
            options: scope.options_named(question, key)?,
            key: key.clone(),
            parameter: *parameter,
        })
    });
    Some((question, found.collect()))
}

/// `cap[region]` as an amount: nothing for whoever is not asked for her region.
pub(in crate::rules::language) fn keyed_value(
    scope: &Scope<'_>,
    name: &str,
    key: &str,
    span: Span,
    report: &mut Report,
) -> Option<(Type, Formula)> {
    let (question, members) = keyed(scope, name, key, span, report)?;
    let mut kind = Type::Bare;
    let mut found = Formula::Nothing;
    for member in members.iter().rev() {
        let own = parameter_value(scope, member.parameter);
        kind = own.0;
        let chosen = scope.with_supposed(chosen(question, member.options, span));
        found = Formula::If(chosen.into(), own.1.into(), found.into());
    }
    Some((kind, found))
}

/// That one of some options was chosen.
pub(in crate::rules::language) fn chosen(
    question: QuestionId,
    options: OptionSet,
    span: Span,
) -> Condition {
    Condition::Answer {
        question,
        test: Test::Options(options),
        span,
    }
}

fn other_key(name: &str, question: &str, span: Span) -> Fault {
    let message = say!(
        "c'est `{question}` qui choisit parmi les valeurs de `{name}`",
        "it is `{question}` that chooses among the values of `{name}`"
    );
    let fault = Fault::error("type-mismatch", message).at(span);
    fault.help(say!(
        "écrivez `{name}[{question}]`",
        "write `{name}[{question}]`"
    ))
}

/// An expression with each `name[key]` replaced by one member.
pub(in crate::rules::language) fn with_member(
    expression: &Expression,
    name: &str,
    member: &str,
) -> Expression {
    let of = |part: &Expression| Box::new(with_member(part, name, member));
    let all = |parts: &[Expression]| parts.iter().map(|part| *of(part)).collect();
    let kind = match &expression.kind {
        Said::Keyed(own, _) if own == name => Said::Inner(name.to_owned(), member.to_owned()),
        Said::Arithmetic(left, operator, right) => Said::Arithmetic(of(left), *operator, of(right)),
        Said::Call(function, parts) => Said::Call(function.clone(), all(parts)),
        Said::If(test, then, otherwise) => Said::If(of(test), of(then), of(otherwise)),
        Said::Compare(left, comparator, right) => Said::Compare(of(left), *comparator, of(right)),
        other => other.clone(),
    };
    Expression {
        span: expression.span,
        kind,
    }
}

/// The first `name[key]` inside an expression.
pub(in crate::rules::language) fn first_keyed(
    expression: &Expression,
) -> Option<(&str, &str, Span)> {
    match &expression.kind {
        Said::Keyed(name, key) => Some((name, key, expression.span)),
        Said::Arithmetic(left, _, right) => first_keyed(left).or_else(|| first_keyed(right)),
        Said::Call(_, parts) => parts.iter().find_map(first_keyed),
        _ => None,
    }
}
