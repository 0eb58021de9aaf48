//! Schemas of what the rules rest on: sources, dated values, outcomes, facts.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::known::Known;
use super::shape::{
    Properties, day, day_or_month, described, filled, id, keyed, list, number, or_empty, period,
    some, text, under_names, word,
};
use crate::language::Bilingual;
use crate::rules::{AmountRole, Code, Kind, Parameter, Reading, SourceKind, Unit};
use crate::say;

/// `sources.yaml`.
pub(super) fn sources(_: &Known) -> Value {
    let source = Properties::new()
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
        .required(
            "read",
            word(&Reading::NAMES),
            say!(
                "Comment elle a été lue : text (le texte lui-même), through (à travers l'article qu'elle a modifié), official (une page officielle, ouverte), secondary (d'après la page de quelqu'un d'autre), unopened (personne ne l'a ouverte).",
                "How it was read: text (the text itself), through (through the article that it changed), official (an official page, opened), secondary (told by somebody else's page), unopened (nobody opened it)."
            ),
        )
        .optional("checked", day(), checked_words())
        .optional("review", period(), review_words());
    let source = changed(anchor(source));
    let source = source
        .where_also(json!({
            "if": { "properties": { "read": { "enum": ["unopened"] } }, "required": ["read"] },
            "then": { "properties": { "checked": false } },
            "else": filled(&["checked"]),
        }))
        .where_also(json!({
            "if": filled(&["page"]),
            "then": filled(&["page_date"]),
            "else": { "properties": { "page_date": false } },
        }))
        .where_also(together(
            json!([
                { "anyOf": [filled(&["code"]), filled(&["article"])] },
                without(&["page", "text", "unanchored"]),
            ]),
            &["code", "article", "version", "since", "as_of"],
            &["version", "since"],
        ))
        .where_also(together(
            json!([filled(&["text"]), without(&["page", "unanchored"])]),
            &["changes", "as_of"],
            &["changes"],
        ))
        .where_also(json!({
            "if": { "anyOf": [filled(&["version"]), filled(&["changes"])] },
            "else": { "properties": { "as_of": false } },
        }));
    or_empty(under_names(source.schema()))
}

/// The fields that say where the words of a source can be found again.
fn anchor(source: Properties) -> Properties {
    source
        .optional("code", word(&Code::NAMES), code_words())
        .optional("article", text(), article_words())
        .optional("version", text(), version_words())
        .optional(
            "since",
            day(),
            say!(
                "Le premier jour d'effet de cette version.",
                "The first day on which that version is in force."
            ),
        )
        .optional(
            "as_of",
            day(),
            say!(
                "Le jour de la copie du code dans laquelle l'article a été lu.",
                "The day of the copy of the code in which the article was read."
            ),
        )
        .optional(
            "text",
            text(),
            say!(
                "L'identifiant du texte qui a modifié l'article, JORFTEXT…",
                "The id of the text that changed the article, JORFTEXT…"
            ),
        )
        .optional(
            "changes",
            json!({ "anyOf": [change(), { "type": "array", "items": change() }] }),
            say!(
                "L'article que le texte a modifié, ou une liste d'articles.",
                "The article that the text changed, or a list of articles."
            ),
        )
        .optional(
            "page",
            text(),
            say!(
                "La dernière partie de l'adresse d'une page du ministère publiée comme donnée.",
                "The last part of the address of a page of the ministry that is published as data."
            ),
        )
        .optional(
            "page_date",
            day(),
            say!("Le jour de cette copie.", "The day of that copy."),
        )
        .optional(
            "unanchored",
            text(),
            say!(
                "Pourquoi aucun texte publié comme donnée ne peut être tenu à côté, en anglais.",
                "Why no text that is published as data can be held beside it, in English."
            ),
        )
}

fn changed(source: Properties) -> Properties {
    source.optional(
        "changed",
        day_or_month(),
        say!(
            "Le premier jour d'une version plus récente que personne n'a lue, ou son mois si le jour n'est pas établi.",
            "The first day of a later version that nobody has read, or its month where the day is not established."
        ),
    )
}

/// An article that a text changed.
fn change() -> Value {
    Properties::new()
        .required("code", word(&Code::NAMES), code_words())
        .required("article", text(), article_words())
        .required("version", text(), version_words())
        .required(
            "from",
            day(),
            say!(
                "Le premier jour d'effet du changement.",
                "The first day on which the change is in force."
            ),
        )
        .schema()
}

/// Under all of these conditions some fields go together; otherwise some have no place.
fn together(conditions: Value, wanted: &[&str], refused: &[&str]) -> Value {
    let refused: serde_json::Map<String, Value> = refused
        .iter()
        .map(|name| ((*name).to_owned(), false.into()))
        .collect();
    json!({
        "if": { "allOf": conditions },
        "then": filled(wanted),
        "else": { "properties": refused },
    })
}

/// None of these fields stands there.
fn without(names: &[&str]) -> Value {
    let any: Vec<Value> = names.iter().map(|name| filled(&[name])).collect();
    json!({ "not": { "anyOf": any } })
}

/// `parameters.yaml`.
pub(super) fn parameters(known: &Known) -> Value {
    let dated = Properties::new()
        .optional(
            "from",
            day(),
            say!(
                "Le premier jour où la valeur s'applique ; les dates vont en croissant.",
                "The first day on which the value holds; the days go upwards."
            ),
        )
        .optional(
            "known_from",
            day(),
            say!(
                "À la place de from : un jour depuis lequel la valeur est connue, sans que son premier jour soit établi.",
                "Instead of from: a day from which the value is known to hold, where its first day is not established."
            ),
        )
        .required(
            "value",
            values(),
            say!(
                "Un nombre ; none si la loi ne fixe rien ; unknown si la valeur n'est pas établie. Avec per : une valeur par réponse. Avec bands : une par tranche.",
                "A number; none where the law sets nothing; unknown where the value is not established. With per: a value for each answer. With bands: one for each band."
            ),
        )
        .required(
            "source",
            id(&known.sources),
            say!("La source qui le dit.", "The source that says so."),
        );
    let dated = wording(dated).where_also(json!({
        "if": filled(&["known_from"]),
        "then": { "properties": { "from": false } },
        "else": filled(&["from"]),
    }));
    let parameter = Properties::new()
        .required(
            "unit",
            word(&Unit::NAMES),
            say!("Ce que la valeur compte.", "What the value counts."),
        )
        .required("checked", day(), checked_words())
        .optional("review", period(), review_words())
        .optional(
            "per",
            json!({ "type": "string" }),
            say!(
                "La question à choix dont chaque réponse a sa valeur.",
                "The choice question of which each answer has a value."
            ),
        )
        .optional(
            "bands",
            word(&Unit::NAMES),
            say!(
                "L'unité des limites, quand la valeur dépend d'un nombre.",
                "The unit of the limits, where the value depends on a number."
            ),
        )
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
        .optional(
            "bounds",
            bounds(),
            say!(
                "Entre quoi la valeur se trouve tant qu'elle n'est pas établie.",
                "Between what the value lies while it is not established."
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
    or_empty(under_names(parameter.schema()))
}

/// A value, or one for each answer, or one for each band.
fn values() -> Value {
    let one = || json!({ "anyOf": [{ "enum": ["none", "unknown"] }, number()] });
    let band = Properties::new()
        .required("value", one(), say!("La valeur.", "The value."))
        .optional(
            "up_to",
            number(),
            say!(
                "La limite, comprise ; la dernière tranche n'en a pas.",
                "The limit, itself included; the last band has none."
            ),
        );
    json!({ "anyOf": [
        one(),
        { "type": "object", "additionalProperties": one() },
        { "type": "array", "items": band.schema(), "minItems": 1 },
    ] })
}

/// The bounds of a value that is not established.
fn bounds() -> Value {
    let number = || {
        json!({ "anyOf": [
            { "type": "number", "minimum": 0 },
            { "type": "string", "pattern": r"^\d+(\.\d{1,2})?$" },
        ] })
    };
    Properties::new()
        .required(
            "min",
            number(),
            say!("La plus petite valeur.", "The least value."),
        )
        .required("max", number(), say!("La plus grande.", "The largest."))
        .required(
            "why",
            text(),
            say!(
                "Pourquoi, en anglais, pour les auteurs.",
                "Why, in English, for authors."
            ),
        )
        .schema()
}

/// `outcomes.yaml`.
pub(super) fn outcomes(known: &Known) -> Value {
    let routes = || list(id(known.outcomes(Kind::Route)));
    let notices = list(id(known.outcomes(Kind::Notice)));
    let mut fields = Properties::new();
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
        .required("usable", routes(), usable)
        .optional("to_confirm", routes(), to_confirm)
        .optional("later", routes(), say!(
            "Les issues avec lesquelles une voie ne peut pas encore payer : ses montants sont donnés pour le jour où elle s'ouvre.",
            "The outcomes with which a route cannot pay yet: its amounts are told for the day on which it opens."
        ))
        .optional("not_concerned", routes(), say!(
            "Les issues avec lesquelles une voie ne concerne pas la personne : elle n'est pas montrée.",
            "The outcomes with which a route does not concern the person: it is not shown."
        ))
        .optional("not_told", notices, say!(
            "Les issues avec lesquelles un avis n'est pas donné.",
            "The outcomes with which a notice is not told."
        ))
        .optional("amounts", amount_roles(known), say!(
            "Le rôle que des montants jouent sur la page, dans le tableau et dans l'ordre des voies.",
            "The parts that amounts play on the page, in the table and in the ranking."
        ))
        .schema()
}

/// The ids of amounts, by the part that they play.
fn amount_roles(known: &Known) -> Value {
    let amounts = known.decisions.iter().flat_map(|found| &found.amounts);
    let amounts: BTreeSet<String> = amounts.cloned().collect();
    let amounts: Vec<String> = amounts.into_iter().collect();
    let mut fields = Properties::new();
    for (name, role) in AmountRole::NAMES {
        let words = match role {
            AmountRole::Covered => say!("Ce que paie la voie.", "What the route pays."),
            AmountRole::Share => say!(
                "Ce que la personne doit quoi que paie la voie : le tableau des situations le donne.",
                "What the person owes whatever the route pays: the table of situations tells it."
            ),
            AmountRole::Remaining => say!(
                "Ce qui reste à payer : les voies sont classées d'après lui.",
                "What is left to pay: routes are ranked by it."
            ),
            AmountRole::IfRefused => say!(
                "Ce qui reste à payer après un refus.",
                "What is left to pay after a refusal."
            ),
            AmountRole::Complement => say!(
                "Ce que d'autres peuvent ajouter : donné seulement s'il y en a.",
                "What others may add: told only where there is some."
            ),
        };
        fields = fields.optional(name, list(id(&amounts)), words);
    }
    fields.schema()
}

/// `facts.yaml`, and the `facts` of a decision.
pub(super) fn facts(_: &Known) -> Value {
    or_empty(under_names(described(
        text(),
        say!(
            "Une condition, par exemple \"request_date <= previous_end + 5 years\".",
            "A condition, for example \"request_date <= previous_end + 5 years\"."
        ),
    )))
}

/// `contradictions.yaml`.
pub(super) fn contradictions(_: &Known) -> Value {
    or_empty(under_names(described(
        text(),
        say!(
            "Ce qui n'est vrai de personne, par exemple \"end_date < start_date\".",
            "What is true of nobody, for example \"end_date < start_date\"."
        ),
    )))
}

/// `successors.yaml`.
pub(super) fn successors(known: &Known) -> Value {
    let now = keyed(&known.question_ids(), false, |_| text());
    let mut was = under_names(text());
    for count in ["minProperties", "maxProperties"] {
        was[count] = json!(1);
    }
    let successor = Properties::new()
        .required(
            "was",
            json!({ "anyOf": [text(), was] }),
            say!(
                "La réponse d'alors : question et réponse, ou la question seule pour toutes ses réponses.",
                "The answer at that time: question and answer, or the question alone for any answer."
            ),
        )
        .required(
            "now",
            json!({ "anyOf": [text(), now] }),
            say!(
                "Les réponses qui disent la même chose, ou le nouveau nom de la question.",
                "The answers that say the same, or the new name of the question."
            ),
        );
    or_empty(list(successor.schema()))
}

/// The words of the law that a row or a value stands on.
pub(super) fn wording(fields: Properties) -> Properties {
    fields
        .optional(
            "quote",
            list(text()),
            say!(
                "Les mots du texte qui le disent, tels qu'ils y sont, ou une liste de citations.",
                "The words of the text that say so, as they stand there, or a list of quotes."
            ),
        )
        .optional(
            "unquoted",
            text(),
            say!(
                "Pourquoi aucun mot du texte n'est cité, en anglais.",
                "Why no words of the text are quoted, in English."
            ),
        )
}

fn code_words() -> Bilingual<String> {
    say!(
        "Le code dont la source est un article.",
        "The code of which the source is an article."
    )
}

fn article_words() -> Bilingual<String> {
    say!(
        "Le numéro de l'article, exactement comme dans le code.",
        "The article's number, exactly as the code writes it."
    )
}

fn version_words() -> Bilingual<String> {
    say!(
        "L'identifiant de la version, LEGIARTI…",
        "The id of the version, LEGIARTI…"
    )
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
