//! Schemas of what the rules rest on: sources, dated values, outcomes, facts.

use serde_json::{Value, json};

use super::known::Known;
use super::shape::{
    Fields, day, id, list, named, number, or_empty, period, some, text, told, word,
};
use crate::language::Bilingual;
use crate::rules::{Kind, Parameter, SourceKind, Unit};
use crate::say;

/// `sources.yaml`.
pub(super) fn sources(_: &Known) -> Value {
    let source = Fields::new()
        .required(
            "kind",
            word(&SourceKind::NAMES),
            say!(
                "Nature : law (un texte en vigueur), official (une page de l'État ou d'un opérateur public), funder (la page d'un financeur), market (des prix constatés).",
                "Nature: law (a text in force), official (a page of the State or a public operator), funder (a funder's own page), market (prices observed)."
            ),
        )
        .required(
            "url",
            json!({ "type": "string", "pattern": r"^https://\S*$" }),
            say!("Où la lire, en https.", "Where to read it, by https."),
        )
        .required("checked", day(), checked_words())
        .optional("review", period(), review_words());
    or_empty(named(source.schema()))
}

/// `parameters.yaml`.
pub(super) fn parameters(known: &Known) -> Value {
    let dated = Fields::new()
        .required(
            "from",
            day(),
            say!(
                "Le premier jour où la valeur s'applique ; les dates vont en croissant.",
                "The first day on which the value holds; the days go upwards."
            ),
        )
        .required(
            "value",
            json!({ "anyOf": [{ "enum": ["none", "unknown"] }, number()] }),
            say!(
                "Un nombre d'au plus deux décimales ; none si la loi ne fixe rien ; unknown si la valeur n'est pas établie.",
                "A number with at most two decimals; none where the law sets nothing; unknown where the value is not established."
            ),
        )
        .required(
            "source",
            id(&known.sources),
            say!("La source qui le dit.", "The source that says so."),
        );
    let parameter = Fields::new()
        .required(
            "unit",
            word(&Unit::NAMES),
            say!("Ce que la valeur compte.", "What the value counts."),
        )
        .required("checked", day(), checked_words())
        .optional("review", period(), review_words())
        .optional(
            "known_until",
            day(),
            say!(
                "Le dernier jour pour lequel la valeur est établie.",
                "The last day for which the value is established."
            ),
        )
        .optional(
            "confidence",
            word(&Parameter::CONFIDENCE),
            say!(
                "likely : repose sur une bonne source, à défaut du texte lui-même.",
                "likely: rests on one good source instead of the text itself."
            ),
        )
        .required(
            "values",
            json!({ "type": "array", "items": dated.schema(), "minItems": 1 }),
            say!(
                "Les valeurs datées. La loi change par une ligne de plus, jamais par la correction d'une ancienne.",
                "The dated values. The law changes by a new line, never by an edit of an old one."
            ),
        );
    or_empty(named(parameter.schema()))
}

/// `outcomes.yaml`.
pub(super) fn outcomes(_: &Known) -> Value {
    let mut fields = Fields::new();
    for (name, kind) in Kind::NAMES {
        let words = match kind {
            Kind::Verdict => say!(
                "Ce que la personne lit en premier, la meilleure issue d'abord.",
                "What the person is told first, the best outcome first."
            ),
            Kind::Route => say!(
                "Les issues d'une voie de financement, la meilleure d'abord.",
                "The outcomes of a way to pay, the best first."
            ),
            Kind::Notice => say!("Les issues d'un avis.", "The outcomes of a notice."),
        };
        fields = fields.required(name, some(text()), words);
    }
    let usable = say!(
        "Les issues avec lesquelles une voie peut payer : ses montants sont alors donnés.",
        "The outcomes with which a route can pay: only then are its amounts told."
    );
    let to_confirm = say!(
        "Parmi elles, celles que quelqu'un doit d'abord confirmer.",
        "Of these, the ones that somebody has to confirm first."
    );
    fields
        .required("usable", list(text()), usable)
        .optional("to_confirm", list(text()), to_confirm)
        .schema()
}

/// `facts.yaml`, and the `facts` of a decision.
pub(super) fn facts(_: &Known) -> Value {
    or_empty(named(told(
        text(),
        say!(
            "Une condition, par exemple \"request_date <= previous_end + 5 years\".",
            "A condition, for example \"request_date <= previous_end + 5 years\"."
        ),
    )))
}

fn checked_words() -> Bilingual<String> {
    say!(
        "Le jour de la dernière lecture de la source.",
        "The day on which the source was last read."
    )
}

fn review_words() -> Bilingual<String> {
    say!(
        "La durée de validité de cette lecture, par exemple 6 months (six mois si rien n'est écrit).",
        "How long that reading is good for, for example 6 months (six months where nothing is written)."
    )
}
