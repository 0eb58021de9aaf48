//! The members of families of values, and whether each option has one.

use crate::report::{Fault, Report};
use crate::rules::book::{Member, OptionSet, ParameterId, QuestionId, QuestionKind};
use crate::rules::language::scope::Scope;
use crate::say;
use crate::source::Span;

/// The parameters of a family, in their order.
pub(super) fn members<'s>(scope: &'s Scope<'_>, name: &str) -> Vec<(ParameterId, &'s Member)> {
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

/// Reports a name that no family has. One whose declaration has a fault was reported there.
pub(super) fn no_family(scope: &Scope<'_>, name: &str, span: Span, report: &mut Report) {
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
