//! What differs around the decisions: names, questions, outcomes, values.

use super::telling::{Telling, line};
use crate::rules::{
    ChangedOutcomes, ChangedQuestion, ChangedValue, OneSided, OneSidedKind, Rename, RenamedKind,
    Which,
};
use crate::say;

/// Adds a line for each of these differences.
pub(super) fn around_text(text: &mut String, telling: &Telling<'_>) {
    let difference = &telling.compared.difference;
    for rename in &difference.renamed {
        line(text, &renamed(rename, telling));
    }
    for only in &difference.only {
        line(text, &one_sided(only, telling));
    }
    for changed in &difference.questions {
        question(text, changed, telling);
    }
    for changed in &difference.outcomes {
        outcomes(text, changed, telling);
    }
    if difference.supposed {
        let words = say!(
            "Le tableau récapitulatif suppose autre chose (`usual`).",
            "The summary table supposes something else (`usual`)."
        );
        line(text, &telling.say(&words));
    }
    for changed in &difference.values {
        line(text, &value(changed, telling));
    }
}

fn renamed(rename: &Rename, telling: &Telling<'_>) -> String {
    let Rename { old, new, .. } = rename;
    let within = &rename.within[1];
    let title = match rename.what {
        // A reason is a whole sentence, and a fact has no words.
        RenamedKind::Reason | RenamedKind::Fact => String::new(),
        what => telling.title(what, within, new),
    };
    let title = if title.is_empty() || title == *new {
        String::new()
    } else {
        format!(" ({title})")
    };
    let within = if within.is_empty() {
        String::new()
    } else {
        format!("{within}.")
    };
    let what = match rename.what {
        RenamedKind::Question => say!("question", "question"),
        RenamedKind::Option => say!("option", "option"),
        RenamedKind::Parameter => say!("paramètre", "parameter"),
        RenamedKind::Fact => say!("fait", "fact"),
        RenamedKind::Contradiction => say!("contradiction", "contradiction"),
        RenamedKind::Outcome => say!("issue", "outcome"),
        RenamedKind::Decision => say!("décision", "decision"),
        RenamedKind::Reason => say!("raison", "reason"),
        RenamedKind::Amount => say!("montant", "amount"),
        RenamedKind::Step => say!("étape", "step"),
        RenamedKind::Letter => say!("lettre", "letter"),
        RenamedKind::Document => say!("document", "document"),
    };
    let what = telling.say(&what);
    telling.say(&say!(
        "Renommé : {what} `{within}{old}` → `{new}`{title}",
        "Renamed: {what} `{within}{old}` → `{new}`{title}"
    ))
}

fn one_sided(only: &OneSided, telling: &Telling<'_>) -> String {
    let named = |what: RenamedKind, id: &str| match telling.title(what, "", id) {
        title if title == id => format!("`{id}`"),
        title => format!("{title} (`{id}`)"),
    };
    let what = match only.what {
        OneSidedKind::Question => {
            let name = named(RenamedKind::Question, &only.id);
            say!("question {name}", "question {name}")
        }
        OneSidedKind::Option => {
            let (question, option) = only.id.split_once('.').unwrap_or((&only.id, ""));
            let (short, words) = (
                telling.title(RenamedKind::Question, "", question),
                telling.title(RenamedKind::Option, question, option),
            );
            let id = &only.id;
            let name = format!("{}{words} (`{id}`)", telling.colon(&short));
            say!("option {name}", "option {name}")
        }
        OneSidedKind::Bounds => {
            let name = named(RenamedKind::Question, &only.id);
            say!("bornes plus larges de {name}", "wider bounds of {name}")
        }
        OneSidedKind::Decision => {
            let name = named(RenamedKind::Decision, &only.id);
            say!("décision {name}", "decision {name}")
        }
        OneSidedKind::Contradiction => {
            let name = named(RenamedKind::Contradiction, &only.id);
            say!("réponses refusées : {name}", "answers refused: {name}")
        }
    };
    let what = telling.say(&what);
    telling.say(&match only.which {
        Which::Old => say!("Avant seulement : {what}", "Before only: {what}"),
        Which::New => say!("Nouveau : {what}", "New: {what}"),
    })
}

fn question(text: &mut String, changed: &ChangedQuestion, telling: &Telling<'_>) {
    let short = telling.title(RenamedKind::Question, "", &changed.id);
    let mut add = |words| line(text, &format!("{}{words}", telling.colon(&short)));
    let traits = [
        (
            changed.may_not_know,
            say!(
                "on peut maintenant répondre « je ne sais pas »",
                "“I don't know” can be answered now"
            ),
            say!(
                "on ne peut plus répondre « je ne sais pas »",
                "“I don't know” cannot be answered any more"
            ),
        ),
        (
            changed.optional,
            say!(
                "aucune conclusion n'attend plus la réponse",
                "no conclusion waits for the answer any more"
            ),
            say!(
                "une conclusion attend maintenant la réponse",
                "a conclusion waits for the answer now"
            ),
        ),
        (
            changed.fixed,
            say!(
                "une autre réponse n'est plus donnée comme ce qui changerait le résultat",
                "another answer is no longer told as what would change the result"
            ),
            say!(
                "une autre réponse est maintenant donnée comme ce qui changerait le résultat",
                "another answer is told now as what would change the result"
            ),
        ),
    ];
    for (changed, now, before) in traits {
        if let Some(is) = changed {
            add(telling.say(if is { &now } else { &before }));
        }
    }
    if let Some([before, now]) = &changed.suppose {
        let told = |answer: &Option<String>| {
            let nothing = telling.say(&say!("rien", "nothing"));
            answer.clone().unwrap_or(nothing)
        };
        let (before, now) = (told(before), told(now));
        add(telling.say(&say!(
            "ce qui est supposé faute de réponse : {before} → {now}",
            "what is supposed for want of an answer: {before} → {now}"
        )));
    }
    if let Some([before, now]) = &changed.usual {
        let (before, now) = (before.join(", "), now.join(", "));
        add(telling.say(&say!(
            "ce qui est habituellement répondu : {before} → {now}",
            "what is usually answered: {before} → {now}"
        )));
    }
    if !changed.more.is_empty() {
        let whom = telling.whom_of(&changed.more, "  ");
        add(telling.say(&say!(
            "a maintenant un sens pour : {whom}",
            "makes sense now for: {whom}"
        )));
    }
    if !changed.fewer.is_empty() {
        let whom = telling.whom_of(&changed.fewer, "  ");
        add(telling.say(&say!(
            "n'a plus de sens pour : {whom}",
            "makes no sense any more for: {whom}"
        )));
    }
}

fn outcomes(text: &mut String, changed: &ChangedOutcomes, telling: &Telling<'_>) {
    let kind = changed.kind;
    let names = |all: &[String]| -> String {
        let names = all.iter().map(|name| telling.outcome_of(kind, name));
        names.collect::<Vec<_>>().join(", ")
    };
    let name = kind.name();
    if let Some([was, is]) = &changed.order {
        let (was, is) = (names(was), names(is));
        let words = say!(
            "Ordre des issues de `{name}`, la meilleure d'abord : {was} → {is}",
            "Order of the outcomes of `{name}`, the best first: {was} → {is}"
        );
        line(text, &telling.say(&words));
    }
    for flag in &changed.flags {
        let (outcome, field) = (telling.outcome_of(kind, &flag.outcome), flag.flag);
        let words = if flag.now {
            say!(
                "Issue {outcome} de `{name}` : maintenant `{field}`",
                "Outcome {outcome} of `{name}`: now `{field}`"
            )
        } else {
            say!(
                "Issue {outcome} de `{name}` : n'est plus `{field}`",
                "Outcome {outcome} of `{name}`: no longer `{field}`"
            )
        };
        line(text, &telling.say(&words));
    }
}

fn value(changed: &ChangedValue, telling: &Telling<'_>) -> String {
    let name = telling.title(RenamedKind::Parameter, "", &changed.id);
    let was = telling.value(changed.old, changed.unit, changed.bounds[0]);
    let is = telling.value(changed.new, changed.unit, changed.bounds[1]);
    let day = |day| telling.day(day);
    let when = match (changed.from, changed.to) {
        (None, None) => return format!("{}{was} → {is}", telling.colon(&name)),
        (Some(from), None) => say!("à partir du {0}", "from {0} on", day(from)),
        (None, Some(to)) => say!("jusqu'au {0}", "until {0}", day(to)),
        (Some(from), Some(to)) => {
            say!("du {0} au {1}", "from {0} to {1}", day(from), day(to))
        }
    };
    let when = telling.say(&when);
    format!("{}{was} → {is}, {when}", telling.colon(&name))
}
