//! Conditions: each name with what it means, held to what may stand there.

mod compare;

use crate::language::Bilingual;
use crate::report::{Fault, Report, closest};
use crate::rules::book::{
    Condition, Kind, OptionId, OptionSet, OutcomeId, QuestionId, QuestionKind, Test,
};
use crate::rules::language::condition::compare::compare;
use crate::rules::language::expression::{Expression, ExpressionKind as Said};
use crate::rules::language::scope::{Scope, parsed};
use crate::say;
use crate::source::Span;
use crate::yaml::Node;

impl Scope<'_> {
    /// Parses and resolves a condition.
    pub fn condition_of(&mut self, node: &Node, report: &mut Report) -> Option<Condition> {
        let expression = parsed(node, report)?;
        self.condition(&expression, report)
    }

    /// Resolves a condition.
    pub fn condition(&mut self, expression: &Expression, report: &mut Report) -> Option<Condition> {
        match &expression.kind {
            Said::And(parts) => Some(Condition::And(all(self, parts, report)?)),
            Said::Or(parts) => Some(Condition::Or(all(self, parts, report)?)),
            Said::Not(inner) => {
                let inner = self.condition(inner, report)?;
                Some(Condition::Not(inner.into(), expression.span))
            }
            Said::Compare(left, comparator, right) => {
                compare(self, left, *comparator, right, expression.span, report)
            }
            Said::In(subject, members, negated) => {
                let inside = membership(self, subject, members, expression.span, report)?;
                Some(if *negated {
                    Condition::Not(inside.into(), expression.span)
                } else {
                    inside
                })
            }
            Said::Call(name, arguments) if name == "known" => known(self, arguments, report),
            Said::Name(name) => bare_name(self, name, expression.span, report),
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
}

fn all(scope: &mut Scope<'_>, parts: &[Expression], report: &mut Report) -> Option<Vec<Condition>> {
    // Every part is looked at before giving up, so that all faults come at once.
    let resolved: Vec<Option<Condition>> = parts
        .iter()
        .map(|part| scope.condition(part, report))
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
        if matches!(scope.question_kinds[question], QuestionKind::YesNo) {
            let test = Test::Options([OptionId::YES].into_iter().collect());
            return Some(scope.with_supposed(Condition::Answer {
                question,
                test,
                span,
            }));
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
    scope.unknown(name, span, report);
    None
}

fn known(
    scope: &mut Scope<'_>,
    arguments: &[Expression],
    report: &mut Report,
) -> Option<Condition> {
    let name = match arguments {
        [argument] => match &argument.kind {
            Said::Name(name) => Some(name.clone()),
            Said::Inner(family, member) => Some(format!("{family}.{member}")),
            _ => None,
        },
        _ => None,
    };
    if let (Some(name), [argument]) = (name, arguments) {
        if let Some(parameter) = scope.parameter(&name) {
            return Some(Condition::Known(parameter));
        }
        scope.unknown(&name, argument.span, report);
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
    if let Some(chosen) = chosen_among(scope, subject, members, span, report) {
        return chosen;
    }
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
    if let Some(found) = scope.decisions.get(name.as_str()) {
        let (decision, kind) = (found.decision, found.kind);
        let outcomes = members
            .iter()
            .map(|member| outcome(scope, kind, member, report))
            .collect::<Vec<_>>();
        let outcomes = outcomes.into_iter().collect::<Option<Vec<OutcomeId>>>()?;
        return Some(Condition::Outcome { decision, outcomes });
    }
    let Some(&question) = scope.questions.get(name.as_str()) else {
        scope.unknown(name, subject.span, report);
        return None;
    };
    let mut set = OptionSet::default();
    for member in members {
        set = set.union(options(scope, question, member, report)?);
    }
    Some(scope.with_supposed(Condition::Answer {
        question,
        test: Test::Options(set),
        span,
    }))
}

/// `french in languages`, of a question with several answers; nothing where none is named.
fn chosen_among(
    scope: &Scope<'_>,
    subject: &Expression,
    members: &[Expression],
    span: Span,
    report: &mut Report,
) -> Option<Option<Condition>> {
    let (
        Said::Name(option),
        [
            Expression {
                kind: Said::Name(id),
                ..
            },
        ],
    ) = (&subject.kind, members)
    else {
        return None;
    };
    let several = scope.several.iter().find(|several| several.id == *id)?;
    let Some(question) = several.question(option) else {
        let fault = Fault::error(
            "unknown-option",
            say!(
                "`{option}` n'est pas une option de `{id}`",
                "`{option}` is not an option of `{id}`"
            ),
        );
        let fault = fault.at(subject.span);
        report.add(fault.help(options_help(option, &several.options)));
        return Some(None);
    };
    let test = Test::Options([OptionId::YES].into_iter().collect());
    Some(Some(Condition::Answer {
        question,
        test,
        span,
    }))
}

/// An option, or a group of options, of a choice question.
fn options(
    scope: &Scope<'_>,
    question: QuestionId,
    member: &Expression,
    report: &mut Report,
) -> Option<OptionSet> {
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
            .help(options_help("", &options.raw)),
        );
        return None;
    };
    if let Some(option) = options.position(|option| option == name) {
        return Some([option].into_iter().collect());
    }
    if let Some(group) = scope.groups.get(name.as_str())
        && group.question == question
    {
        return Some(group.options);
    }
    let fault = Fault::error(
        "unknown-option",
        say!(
            "`{name}` n'est pas une option de `{id}`",
            "`{name}` is not an option of `{id}`"
        ),
    )
    .at(member.span);
    report.add(fault.help(options_help(name, &options.raw)));
    None
}

/// The option that was probably meant; all of them where none is close.
fn options_help<S: AsRef<str>>(wrong: &str, options: &[S]) -> Bilingual<String> {
    let options: Vec<&str> = options.iter().map(AsRef::as_ref).collect();
    match closest(wrong, options.iter().copied()) {
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
) -> Option<OutcomeId> {
    let outcomes = scope.kinds.get(&kind)?;
    let name = match &member.kind {
        Said::Name(name) => name.as_str(),
        _ => "",
    };
    let found = outcomes.position(|known| known.name == name);
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
        let names: Vec<&str> = outcomes.iter().map(|known| known.name.as_str()).collect();
        report.add(fault.help(options_help(name, &names)));
    }
    found
}
