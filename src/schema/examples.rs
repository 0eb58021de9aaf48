//! The schema of worked examples, which pages show.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::cases::answer;
use super::known::Known;
use super::shape::{Properties, id, keyed, list, or_empty, text};
use crate::say;

/// `examples.yaml`.
pub(super) fn examples(known: &Known) -> Value {
    let decisions: Vec<String> = (known.decisions.iter())
        .map(|decision| decision.id.clone())
        .collect();
    let amounts = known.decisions.iter().flat_map(|found| &found.amounts);
    let amounts: BTreeSet<String> = amounts.cloned().collect();
    let amounts: Vec<String> = amounts.into_iter().collect();
    let example = Properties::new()
        .required(
            "decision",
            id(&decisions),
            say!(
                "La décision dont les montants sont montrés.",
                "The decision whose amounts are shown."
            ),
        )
        .optional(
            "answers",
            keyed(&known.question_ids(), false, |name| {
                known.question(name).map_or_else(text, answer)
            }),
            say!(
                "Ce que la personne répond, sauf si la page dit autre chose.",
                "What the person answers, unless the page says otherwise."
            ),
        )
        .optional(
            "given",
            list(id(&known.question_ids())),
            say!(
                "Les questions auxquelles la page répond toujours, montrées au-dessus des montants.",
                "The questions that a page always answers, shown above the amounts."
            ),
        )
        .optional(
            "amounts",
            list(id(&amounts)),
            say!(
                "Les montants, dans l'ordre où ils sont montrés ; tous si rien n'est écrit.",
                "The amounts, in the order in which they are shown; all where nothing is said."
            ),
        );
    or_empty(json!({ "type": "object", "additionalProperties": example.schema() }))
}
