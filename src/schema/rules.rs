//! Schemas of what the rules say: questions and decisions.

use serde_json::{Value, json};

use super::known::Known;
use super::law::{facts, wording};
use super::shape::{Properties, filled, id, list, number, some, text, under_names, word, yes_no};
use crate::language::Bilingual;
use crate::rules::{Kind, Policy, QuestionKind, UNKNOWN, Unit};
use crate::say;

/// `questions.yaml`.
pub(super) fn questions(known: &Known) -> Value {
    let options = known
        .questions
        .iter()
        .flat_map(|question| question.options.clone());
    let mut members: Vec<String> = known.groups.iter().cloned().chain(options).collect();
    members.sort();
    members.dedup();
    Properties::new()
        .optional(
            "groups",
            under_names(list(id(&members))),
            say!(
                "Des noms pour plusieurs options d'une même question.",
                "Names for several options of one question."
            ),
        )
        .required(
            "questions",
            under_names(question()),
            say!(
                "Ce qui est demandé, dans l'ordre des questions.",
                "What is asked, in the order of asking."
            ),
        )
        .schema()
}

fn question() -> Value {
    let is =
        |types: Value| json!({ "properties": { "type": { "enum": types } }, "required": ["type"] });
    let mut fields = Properties::new()
        .required(
            "type",
            json!({ "enum": QuestionKind::TYPES }),
            say!("Ce qui peut être répondu.", "What can be answered."),
        )
        .optional(
            "options",
            some(json!({ "allOf": [text(), { "not": { "enum": [UNKNOWN] } }] })),
            say!(
                "Les réponses d'un choix, 64 au plus.",
                "The answers of a choice, at most 64."
            ),
        )
        .optional(
            "asked_if",
            text(),
            say!(
                "La condition à laquelle la question a un sens.",
                "The condition under which the question makes sense."
            ),
        )
        .optional(
            "may_not_know",
            yes_no(),
            say!(
                "Si « je ne sais pas » est admis.",
                "Whether \"I don't know\" is accepted."
            ),
        )
        .optional(
            "suppose",
            json!({ "type": ["string", "number", "boolean"] }),
            say!(
                "La réponse retenue pour qui ne la connaît pas ou n'est pas interrogé ; ce qui en dépend le dit.",
                "The answer that is taken of whoever does not know it or is not asked; whatever rests on it says so."
            ),
        )
        .optional(
            "told_by",
            text(),
            say!(
                "La condition qui répond d'elle-même à une question facultative, quand ce qu'elle teste est connu.",
                "The condition that answers an optional question by itself, where what it tests is known."
            ),
        )
        .optional(
            "decide_as",
            json!({ "type": ["string", "number", "boolean"] }),
            say!(
                "La réponse retenue pour décider d'une issue quand la personne ne sait pas ; les montants restent une fourchette.",
                "The answer that outcomes take of whoever does not know it; amounts stay a range."
            ),
        )
        .optional(
            "optional",
            yes_no(),
            say!(
                "Si la conclusion n'attend pas la réponse : tant qu'il n'y en a pas, elle vaut « je ne sais pas ».",
                "Whether a conclusion does not wait for the answer: until there is one, it counts as \"I don't know\"."
            ),
        )
        .optional(
            "fixed",
            yes_no(),
            say!(
                "Si la personne ne peut pas changer sa réponse : une autre n'est jamais donnée comme ce qui ouvrirait une voie.",
                "Whether the person cannot change her answer: another one is never told as what would open a route."
            ),
        )
        .optional(
            "usual",
            json!({ "type": "array", "items": text() }),
            say!(
                "Les paramètres qui disent ce qu'on répond d'habitude à une question `money` : qui ne le sait pas encore apprend ce qu'il lui resterait pour chacun.",
                "The parameters that say what is usually answered to a `money` question: whoever cannot say it yet is told what would be left to her for each."
            ),
        )
        .optional(
            "unit",
            word(&Unit::NAMES),
            say!(
                "Ce qu'un nombre compte ; tout ce qui n'est ni euro, ni heure, ni pour cent est entier.",
                "What a number counts; whatever is no euro, hour or percentage is whole."
            ),
        )
        .optional(
            "role",
            json!({ "enum": ["reference"] }),
            say!(
                "reference : la date à laquelle les paramètres sont lus ; une seule question l'a.",
                "reference: the date on which parameters are read; exactly one question has it."
            ),
        )
        .optional(
            "default",
            json!({ "enum": ["today"] }),
            say!(
                "today : pour la date de référence.",
                "today: of the reference date."
            ),
        )
        .optional(
            "stays",
            text(),
            say!(
                "Pourquoi la question reste à sa place, même si une autre en épargnerait.",
                "Why the question stays at its place, even where another would spare some."
            ),
        );
    for name in ["min", "max"] {
        let words = say!(
            "Une borne de la réponse, comprise.",
            "A bound of the answer, itself included."
        );
        fields = fields.optional(name, number(), words);
    }
    fields
        .where_also(json!({
            "if": is(json!(["choice", "several"])),
            "then": filled(&["options"]),
            "else": { "properties": { "options": false } },
        }))
        .where_also(json!({
            "if": is(json!(["money", "hours", "number"])),
            "then": filled(&["min", "max"]),
            "else": { "properties": { "min": false, "max": false } },
        }))
        .where_also(json!({
            "if": is(json!(["number"])),
            "then": filled(&["unit"]),
            "else": { "properties": { "unit": false } },
        }))
        .where_also(json!({
            "if": filled(&["suppose"]),
            "then": { "anyOf": [
                filled(&["optional"]),
                { "properties": { "may_not_know": { "enum": [true, "true"] } }, "required": ["may_not_know"] },
                filled(&["asked_if"]),
            ] },
        }))
        .where_also(json!({ "if": filled(&["default"]), "then": filled(&["role"]) }))
        .where_also(json!({
            "if": filled(&["role"]),
            "then": { "properties": { "may_not_know": { "not": { "enum": [true] } } } },
        }))
        .schema()
}

/// A file of one decision.
pub(super) fn decision(known: &Known) -> Value {
    let mut outcomes: Vec<String> = known.outcomes.concat();
    outcomes.sort();
    outcomes.dedup();
    Properties::new()
        .required(
            "decision",
            json!({ "type": "string" }),
            say!("Son identifiant.", "Its id."),
        )
        .required(
            "kind",
            word(&Kind::NAMES),
            say!(
                "verdict (ce qui est dit en premier), route (une voie de financement) ou notice (un avis de plus).",
                "verdict (what is told first), route (a way to pay) or notice (something more to know)."
            ),
        )
        .optional(
            "policy",
            word(&Policy::NAMES),
            say!(
                "first : la première ligne vraie compte. unique : deux lignes qui concluent autrement ne sont jamais vraies ensemble.",
                "first: the first row that holds counts. unique: two rows that conclude differently never hold together."
            ),
        )
        .optional(
            "facts",
            facts(known),
            say!(
                "Les conditions nommées de cette décision.",
                "Named conditions of this decision."
            ),
        )
        .required(
            "rows",
            json!({ "type": "array", "items": row(known, &outcomes) }),
            say!("La table, dans l'ordre.", "The table, in order."),
        )
        .optional(
            "amounts",
            under_names(text()),
            say!(
                "Des montants en euros, par exemple covered: \"min(balance, price)\".",
                "Amounts in euros, for example covered: \"min(balance, price)\"."
            ),
        )
        .optional(
            "steps",
            json!({ "type": "array", "items": step(known, &outcomes) }),
            say!(
                "Ce que la personne a à faire.",
                "What the person has to do."
            ),
        )
        .schema()
}

/// A row of a table.
fn row(known: &Known, outcomes: &[String]) -> Value {
    let row = Properties::new()
        .optional(
            "when",
            text(),
            say!(
                "La condition, par exemple \"status = retired\".",
                "The condition, for example \"status = retired\"."
            ),
        )
        .optional(
            "then",
            id(outcomes),
            say!("L'issue si elle est vraie.", "The outcome where it holds."),
        )
        .optional(
            "otherwise",
            id(outcomes),
            say!(
                "À la place de when et then : l'issue de tout ce qui reste.",
                "Instead of when and then: the outcome for all that is left."
            ),
        )
        .optional(
            "why",
            text(),
            say!(
                "La raison qui est donnée ; default si rien n'est écrit.",
                "The reason that is told; default where nothing is said."
            ),
        )
        .required("source", some(id(&known.sources)), source_words());
    wording(row)
        .where_also(json!({
            "if": filled(&["otherwise"]),
            "then": { "properties": { "when": false, "then": false } },
            "else": filled(&["when", "then"]),
        }))
        .schema()
}

/// A step of a decision.
fn step(known: &Known, outcomes: &[String]) -> Value {
    Properties::new()
        .required(
            "id",
            text(),
            say!(
                "Son identifiant dans la décision.",
                "Its id inside the decision."
            ),
        )
        .optional(
            "in",
            list(id(outcomes)),
            say!(
                "Les issues avec lesquelles elle est donnée ; celles qui peuvent payer si rien n'est écrit.",
                "The outcomes with which it is told; the usable ones where nothing is said."
            ),
        )
        .optional(
            "when",
            text(),
            say!("Une condition de plus.", "A further condition."),
        )
        .optional(
            "from",
            text(),
            say!(
                "Le premier jour, par exemple \"previous_end + 5 years\".",
                "The first day, for example \"previous_end + 5 years\"."
            ),
        )
        .optional(
            "due",
            text(),
            say!(
                "Le dernier jour, par exemple \"start_date - 60 days\".",
                "The last day, for example \"start_date - 60 days\"."
            ),
        )
        .optional(
            "letter",
            text(),
            say!(
                "La lettre à signer, dont les mots sont sous letters dans questionnaire.yaml.",
                "The letter to sign, whose words are under letters in questionnaire.yaml."
            ),
        )
        .optional(
            "surely",
            yes_no(),
            say!(
                "« true » où l'étape n'est dite à personne dont les réponses laissent la condition ouverte.",
                "`true` where the step is told to nobody whose answers leave the condition open."
            ),
        )
        .optional(
            "documents",
            json!({ "type": "array", "items": text() }),
            say!(
                "Les documents à réunir, dont les mots sont sous documents dans questionnaire.yaml.",
                "The documents to gather, whose words are under documents in questionnaire.yaml."
            ),
        )
        .required("source", some(id(&known.sources)), source_words())
        .schema()
}

fn source_words() -> Bilingual<String> {
    say!(
        "Une source, ou une liste de sources.",
        "One source, or a list of sources."
    )
}
