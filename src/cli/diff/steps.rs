//! Steps that are told otherwise, in words.

use super::amounts::values;
use super::telling::{Telling, line};
use crate::rules::{ChangedStep, Day, RenamedKind, StepChange};
use crate::say;

/// Adds the steps of a decision that are told otherwise.
pub(super) fn steps_text(
    text: &mut String,
    decision: &str,
    steps: &[ChangedStep],
    telling: &Telling<'_>,
) {
    for step in steps {
        let title = telling.title(RenamedKind::Step, decision, &step.id);
        let change = change(step, telling);
        line(text, &format!("  - {}{change}", telling.colon(&title)));
        let outcomes = telling.outcomes(decision, step.outcomes.iter());
        let whom = telling.whom_of(&step.boxes, "      ");
        let whom = if step.boxes.iter().any(Vec::is_empty) {
            say!(
                "où l'issue est : {outcomes}",
                "where the outcome is: {outcomes}"
            )
        } else {
            say!(
                "où l'issue est : {outcomes}, et {whom}",
                "where the outcome is: {outcomes}, and {whom}"
            )
        };
        line(text, &format!("    {}", telling.say(&whom)));
        if let Some(example) = &step.example {
            let person = telling.person(example);
            let days = days(step, telling).map_or(String::new(), |days| telling.colon("") + &days);
            let words = say!("exemple : {person}{days}", "example: {person}{days}");
            line(text, &format!("    {}", telling.say(&words)));
        }
    }
}

fn change(step: &ChangedStep, telling: &Telling<'_>) -> String {
    let named = |what: RenamedKind, id: &str| telling.title(what, "", id);
    let words = match &step.change {
        StepChange::New => say!("nouvelle étape", "a new step"),
        StepChange::Gone => say!("étape qui n'est plus dite", "a step that is told no more"),
        StepChange::From => say!("autre premier jour", "another first day"),
        StepChange::Due => say!("autre dernier jour", "another last day"),
        StepChange::Surely(true) => say!(
            "n'est plus dite à qui ne sait pas si elle vaut",
            "no longer told to whoever does not know whether it holds"
        ),
        StepChange::Surely(false) => say!(
            "dite aussi à qui ne sait pas si elle vaut",
            "told also to whoever does not know whether it holds"
        ),
        StepChange::Letter([_, Some(new)]) => {
            let title = named(RenamedKind::Letter, new);
            say!("lettre : {title}", "letter: {title}")
        }
        StepChange::Letter([old, None]) => {
            let title = old
                .as_ref()
                .map_or(String::new(), |old| named(RenamedKind::Letter, old));
            say!("sans la lettre : {title}", "without the letter: {title}")
        }
        StepChange::Documents([old, new]) => {
            let list = |one: &[String], other: &[String]| {
                let own = one.iter().filter(|id| !other.contains(id));
                let own = own.map(|id| named(RenamedKind::Document, id));
                own.collect::<Vec<_>>().join(" · ")
            };
            match (list(new, old), list(old, new)) {
                (more, fewer) if fewer.is_empty() => {
                    say!("à réunir en plus : {more}", "also to gather: {more}")
                }
                (more, fewer) if more.is_empty() => say!(
                    "n'est plus à réunir : {fewer}",
                    "no longer to gather: {fewer}"
                ),
                (more, fewer) => say!(
                    "à réunir : {more} au lieu de {fewer}",
                    "to gather: {more} instead of {fewer}"
                ),
            }
        }
    };
    let words = telling.say(&words);
    if step.parameters.is_empty() {
        return words;
    }
    format!("{words} ({})", values(&step.parameters, telling))
}

/// The two days of the example, for a step whose day is another.
fn days(step: &ChangedStep, telling: &Telling<'_>) -> Option<String> {
    if !matches!(step.change, StepChange::From | StepChange::Due) {
        return None;
    }
    let day = |day: Option<Day>| match day {
        Some(day) => telling.day(day),
        None => telling.say(&say!("aucun jour", "no day")),
    };
    Some(format!("{} → {}", day(step.days[0]), day(step.days[1])))
}
