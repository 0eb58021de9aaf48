//! The members of a family of values that an answer chooses: `cap[region]`, `flat(scale, price)`.

use crate::report::{Fault, Report};
use crate::rules::book::{
    Comparator, Condition, Formula, Member, Operator, OptionSet, ParameterId, QuestionId,
    QuestionKind, Test,
};
use crate::rules::language::expression::{Expression, ExpressionKind as Said};
use crate::rules::language::formula::{Type, agree, mismatch, parameter_value, product, value};
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
    if question_id != key {
        report.add(other_key(name, &question_id, span));
        return None;
    }
    let question = *scope.questions.get(key)?;
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

/// The parameters of a family, in their order.
fn members<'s>(scope: &'s Scope<'_>, name: &str) -> Vec<(ParameterId, &'s Member)> {
    let all = scope.parameters.iter_enumerated();
    all.filter_map(|(index, parameter)| {
        let family = parameter
            .family
            .as_ref()
            .filter(|family| family.id == name)?;
        Some((index, &family.member))
    })
    .collect()
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

/// Reports a name that no family has. One whose declaration has a fault was reported there.
fn no_family(scope: &Scope<'_>, name: &str, span: Span, report: &mut Report) {
    if scope.broken.contains(&name) {
        return;
    }
    let mut known: Vec<&str> = scope
        .parameters
        .iter()
        .filter_map(|parameter| Some(parameter.family.as_ref()?.id.as_str()))
        .collect();
    known.dedup();
    let known = known.join(", ");
    let message = say!(
        "`{name}` n'a pas une valeur par réponse",
        "`{name}` does not have a value for each answer"
    );
    let help = match known.is_empty() {
        true => say!(
            "déclarez-le dans parameters.yaml avec `per: …` ou `bands: …`",
            "declare it in parameters.yaml with `per: …` or `bands: …`"
        ),
        false => say!("de telles valeurs : {known}", "such values: {known}"),
    };
    report.add(Fault::error("type-mismatch", message).at(span).help(help));
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

/// Holds the keys of families to the options of their questions: each has one value.
pub(in crate::rules::language) fn check(scope: &Scope<'_>, report: &mut Report) {
    let mut told: Vec<&str> = Vec::new();
    for parameter in scope.parameters {
        let Some(family) = &parameter.family else {
            continue;
        };
        let Member::Of { question, .. } = &family.member else {
            continue;
        };
        if told.contains(&family.id.as_str()) {
            continue;
        }
        told.push(&family.id);
        check_family(scope, &family.id, question, parameter.span, report);
    }
}

fn check_family(scope: &Scope<'_>, id: &str, question: &str, span: Span, report: &mut Report) {
    let Some(&choice) = scope.questions.get(question) else {
        return scope.unknown(question, span, report);
    };
    let options = scope.question_kinds[choice].options();
    if options.is_empty() {
        let message = say!(
            "`{question}` n'est pas une question à choix",
            "`{question}` is not a choice question"
        );
        report.add(Fault::error("type-mismatch", message).at(span));
        return;
    }
    let mut times = vec![0_usize; options.len()];
    for (_, member) in members(scope, id) {
        let Member::Of { key, .. } = member else {
            continue;
        };
        match scope.options_named(choice, key) {
            Some(set) => {
                let inside = options.indices().filter(|option| set.contains(*option));
                inside.for_each(|option| times[option.index()] += 1);
            }
            None => report.add(
                Fault::error(
                    "unknown-option",
                    say!(
                        "`{key}` n'est ni une option de `{question}` ni un groupe de ses options",
                        "`{key}` is neither an option of `{question}` nor a group of its options"
                    ),
                )
                .at(span),
            ),
        }
    }
    let wrong = times.iter().position(|times| *times != 1);
    if let Some(option) = wrong {
        let text = &options.raw[option];
        let count = times[option];
        let message = say!(
            "`{id}` a {count} valeurs pour `{text}`, et il en faut une",
            "`{id}` has {count} values for `{text}`, and one is needed"
        );
        report.add(Fault::error("uneven-keys", message).at(span).help(say!(
            "nommez chaque option de `{question}` une fois, seule ou dans un groupe ; `none` si la loi n'y fixe rien",
            "name each option of `{question}` once, alone or in a group; `none` where the law sets nothing"
        )));
    }
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

impl Scope<'_> {
    /// The options that a name stands for: one of a question, or a group of them.
    pub(in crate::rules::language) fn options_named(
        &self,
        question: QuestionId,
        name: &str,
    ) -> Option<OptionSet> {
        let kind: &QuestionKind = self.question_kinds[question];
        if let Some(option) = kind.options().position(|option| option == name) {
            return Some([option].into_iter().collect());
        }
        let group = self.groups.get(name)?;
        (group.question == question).then_some(group.options)
    }
}
