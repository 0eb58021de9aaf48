//! Amounts that change, in words: by what, for whom, and for one person.

use super::{Compared, person, quantity, whom};
use crate::language::{Language, money};
use crate::rules::{ChangedAmounts, ChangedParameter, ParameterValue, Unit};
use crate::say;

/// What changes them: parameters, or the formula itself.
pub(super) fn cause(found: &ChangedAmounts, language: Language) -> String {
    let causes: Vec<String> = found
        .parameters
        .iter()
        .map(|changed| parameter(changed, language))
        .collect();
    if causes.is_empty() {
        say!("autre formule", "another formula")[language].clone()
    } else {
        causes.join(", ")
    }
}

/// Their names.
pub(super) fn names(found: &ChangedAmounts) -> String {
    let ids: Vec<&str> = found
        .amounts
        .iter()
        .map(|amount| amount.id.as_str())
        .collect();
    ids.join(", ")
}

/// For whom they can differ.
pub(super) fn for_whom(found: &ChangedAmounts, language: Language) -> String {
    let everybody = found.boxes.iter().any(Vec::is_empty);
    let words = if everybody {
        say!("là où cette voie peut payer", "wherever this route can pay")
    } else {
        let places = whom(&found.boxes, language);
        say!(
            "là où cette voie peut payer, et {places}",
            "wherever this route can pay, and {places}"
        )
    };
    words[language].clone()
}

/// A person for whom they differ, with each before and after.
pub(super) fn example(found: &ChangedAmounts, compared: &Compared, language: Language) -> String {
    let worked: Vec<String> = found
        .amounts
        .iter()
        .map(|changed| {
            let (old, new) = (
                quantity(changed.old, language),
                quantity(changed.new, language),
            );
            format!("{} {old} → {new}", changed.id)
        })
        .collect();
    let (person, worked) = (
        person(&found.example, compared, language),
        worked.join(", "),
    );
    let words = say!(
        "exemple : {person} : {worked}",
        "example: {person}: {worked}"
    );
    words[language].clone()
}

fn parameter(changed: &ChangedParameter, language: Language) -> String {
    let value = |value: ParameterValue| match (value, changed.unit) {
        (ParameterValue::Number(number), Unit::Euro) => money(number.point(), language),
        (ParameterValue::Number(number), unit) => format!("{} {}", number, unit.name()),
        (ParameterValue::None, _) => say!("aucun", "none")[language].clone(),
        (ParameterValue::Unknown, _) => say!("non établi", "not established")[language].clone(),
    };
    format!(
        "{}: {} → {}",
        changed.id,
        value(changed.old),
        value(changed.new)
    )
}
