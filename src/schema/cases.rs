//! The schema of worked cases.

use serde_json::{Value, json};

use super::known::{Known, KnownDecision, KnownQuestion};
use super::shape::{Properties, day, described, id, keyed, number, or_empty, text};
use crate::rules::{Kind, UNKNOWN};
use crate::say;

/// `cases/*.yaml`.
pub(super) fn cases(known: &Known) -> Value {
    let case = Properties::new()
        .required("case", text(), say!("Son identifiant.", "Its id."))
        .optional(
            "title",
            text(),
            say!(
                "Qui est la personne, en quelques mots.",
                "Who the person is, in a few words."
            ),
        )
        .required(
            "on",
            day(),
            say!("La date de référence.", "The reference date."),
        )
        .required(
            "answers",
            keyed(&known.question_ids(), false, |name| {
                known.question(name).map_or_else(text, answer)
            }),
            say!(
                "Ce que la personne répond, par question ; unknown pour « je ne sais pas ».",
                "What the person answers, by question; unknown for \"I don't know\"."
            ),
        )
        .required(
            "expect",
            expectations(known),
            say!(
                "Ce qui doit lui être dit ; ce qui n'est pas nommé n'est pas vérifié.",
                "What she must be told; what is not named is not held."
            ),
        );
    json!({ "type": "array", "items": case.schema() })
}

pub(super) fn answer(question: &KnownQuestion) -> Value {
    let answers = match question.kind.as_str() {
        "choice" => json!({ "enum": question.options }),
        "yes_no" => json!({ "enum": ["yes", "no", true, false] }),
        "money" | "hours" => number(),
        "date" => day(),
        _ => text(),
    };
    if question.may_not_know {
        return json!({ "anyOf": [answers, { "enum": [UNKNOWN] }] });
    }
    answers
}

fn expectations(known: &Known) -> Value {
    let ending = |kind| {
        let outcome = || id(known.outcomes(kind));
        let whole = Properties::new()
            .required("state", outcome(), say!("L'issue.", "The outcome."))
            .optional("why", text(), say!("La raison.", "The reason."));
        json!({ "anyOf": [outcome(), whole.schema()] })
    };
    let end = || json!({ "anyOf": [{ "enum": ["none"] }, number()] });
    let amount = json!({ "anyOf": [
        { "enum": ["unknown", "none"] },
        number(),
        { "type": "array", "items": end(), "minItems": 2, "maxItems": 2 },
    ] });
    let days = Properties::new()
        .optional("from", day(), say!("Le premier jour.", "The first day."))
        .optional("due", day(), say!("Le dernier jour.", "The last day."));
    let step = json!({ "anyOf": [{ "enum": ["absent"] }, days.schema()] });
    let inner = |names: fn(&KnownDecision) -> &[String]| -> Vec<String> {
        let dotted = known.decisions.iter().flat_map(|decision| {
            let names = names(decision).iter();
            names.map(|name| format!("{}.{name}", decision.id))
        });
        dotted.collect()
    };
    let decisions = |kind| keyed(&known.of_kind(kind), false, |_| ending(kind));
    Properties::new()
        .optional(
            "verdict",
            ending(Kind::Verdict),
            say!("Le verdict.", "The verdict."),
        )
        .optional(
            "routes",
            decisions(Kind::Route),
            say!("Les voies, par identifiant.", "The routes, by id."),
        )
        .optional(
            "notices",
            decisions(Kind::Notice),
            say!("Les avis, par identifiant.", "The notices, by id."),
        )
        .optional(
            "amounts",
            keyed(&inner(|decision| &decision.amounts), false, |_| {
                described(
                    amount.clone(),
                    say!(
                        "En euros ; [bas, haut] pour une fourchette, dont le haut peut être none.",
                        "In euros; [low, high] for a range, whose upper end may be none."
                    ),
                )
            }),
            say!(
                "Les montants, par décision et nom : cpf.covered.",
                "The amounts, by decision and name: cpf.covered."
            ),
        )
        .optional(
            "steps",
            keyed(&inner(|decision| &decision.steps), false, |_| {
                or_empty(step.clone())
            }),
            say!(
                "Les étapes, par décision et nom ; {{}} si seule sa présence compte, absent si elle manque.",
                "The steps, by decision and name; {{}} where only its being told matters, absent where it is not."
            ),
        )
        .schema()
}
