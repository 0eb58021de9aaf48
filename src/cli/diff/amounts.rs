//! Amounts that change, in words: by what, for whom, and for one person.

use super::telling::Telling;
use crate::rules::{ChangedAmounts, ChangedParameter, RenamedKind};
use crate::say;

/// What changes them: parameters, or the formula itself.
pub(super) fn cause(found: &ChangedAmounts, telling: &Telling<'_>) -> String {
    if found.parameters.is_empty() {
        return telling.say(&say!("autre formule", "another formula"));
    }
    values(&found.parameters, telling)
}

/// Values that are others, in a list.
pub(super) fn values(parameters: &[ChangedParameter], telling: &Telling<'_>) -> String {
    let values = parameters.iter().map(|changed| {
        let name = telling.title(RenamedKind::Parameter, "", &changed.id);
        let was = telling.value(changed.old, changed.unit, changed.bounds[0]);
        let is = telling.value(changed.new, changed.unit, changed.bounds[1]);
        format!("{}{was} → {is}", telling.colon(&name))
    });
    values.collect::<Vec<_>>().join(", ")
}

/// Their names.
pub(super) fn names(decision: &str, found: &ChangedAmounts, telling: &Telling<'_>) -> String {
    let amounts = found.amounts.iter();
    let names = amounts.map(|amount| telling.amount(decision, &amount.id));
    names.collect::<Vec<_>>().join(", ")
}

/// For whom they can differ.
pub(super) fn for_whom(found: &ChangedAmounts, telling: &Telling<'_>) -> String {
    let everybody = found.boxes.iter().any(Vec::is_empty);
    telling.say(&if everybody {
        say!("là où cette voie peut payer", "wherever this route can pay")
    } else {
        let places = telling.whom_of(&found.boxes, "      ");
        say!(
            "là où cette voie peut payer, et {places}",
            "wherever this route can pay, and {places}"
        )
    })
}

/// A person for whom they differ, with each before and after.
pub(super) fn example(decision: &str, found: &ChangedAmounts, telling: &Telling<'_>) -> String {
    let Some(example) = &found.example else {
        return telling.say(&say!(
            "nous n'avons trouvé personne pour qui le résultat diffère",
            "nobody was found for whom the result differs"
        ));
    };
    let worked: Vec<String> = found
        .amounts
        .iter()
        .map(|changed| {
            let name = telling.amount(decision, &changed.id);
            let (old, new) = (telling.quantity(changed.old), telling.quantity(changed.new));
            format!("{}{old} → {new}", telling.colon(&name))
        })
        .collect();
    let (person, worked) = (telling.person(example), worked.join(", "));
    telling.say(&say!(
        "exemple : {person} : {worked}",
        "example: {person}: {worked}"
    ))
}
