//! Schemas of the words: titles of the law, the questionnaire, the theme.

use serde_json::{Value, json};

use super::known::{Known, KnownDecision, KnownQuestion};
use super::shape::{Properties, described, id, keyed, list, text};
use crate::rules::Kind;
use crate::say;

/// What is said of one value while it is not established.
fn supposition() -> Value {
    Properties::new()
        .required(
            "holds",
            text(),
            say!(
                "À quelle condition un montant tient ; {{max}} ou {{min}} y est une borne.",
                "As long as what an amount holds; {{max}} or {{min}} in it is a bound."
            ),
        )
        .required(
            "stays",
            text(),
            say!(
                "Ce que suppose la dernière valeur connue, qui est {{last}}.",
                "What the last known value supposes, which is {{last}}."
            ),
        )
        .schema()
}

/// `law.yaml` of a language.
pub(super) fn law(known: &Known) -> Value {
    let suppositions = || keyed(&known.bounded, true, |_| supposition());
    let told = say!(
        "Ce qui est dit des valeurs qui ont des bornes, tant qu'elles ne sont pas établies.",
        "What is said of values that have bounds, while they are not established."
    );
    let fields = match known.bounded.is_empty() {
        true => Properties::new().optional("suppositions", suppositions(), told),
        false => Properties::new().required("suppositions", suppositions(), told),
    };
    fields
        .required(
            "sources",
            keyed(&known.sources, true, |_| text()),
            say!(
                "Le titre complet de chaque source.",
                "The full title of each source."
            ),
        )
        .required(
            "short",
            keyed(&known.sources, true, |_| text()),
            say!(
                "Le nom de chaque source à l'intérieur d'une phrase.",
                "The name of each source inside a sentence."
            ),
        )
        .required(
            "parameters",
            keyed(&known.parameters, true, |_| text()),
            say!("Le nom de chaque paramètre.", "The name of each parameter."),
        )
        .schema()
}

/// `questionnaire.yaml` of a language.
pub(super) fn questionnaire(known: &Known) -> Value {
    let kinds: Vec<String> = Kind::NAMES.map(|(name, _)| name.to_owned()).into();
    let outcomes = keyed(&kinds, true, |name| {
        let kind = Kind::NAMES.into_iter().find(|(known, _)| *known == name);
        let outcomes = kind.map_or(&[][..], |(_, kind)| known.outcomes(kind));
        keyed(outcomes, true, |_| text())
    });
    let decisions: Vec<String> = known
        .decisions
        .iter()
        .map(|decision| decision.id.clone())
        .collect();
    let mut fields = Properties::new();
    let named = [
        (
            "letters",
            keyed(&known.letters, true, |_| letter()),
            known.letters.is_empty(),
            say!(
                "Les lettres que nomment les étapes des règles.",
                "The letters that the steps of the rules name."
            ),
        ),
        (
            "documents",
            keyed(&known.documents, true, |_| sentence()),
            known.documents.is_empty(),
            say!(
                "Les documents que nomment les étapes des règles.",
                "The documents that the steps of the rules name."
            ),
        ),
        (
            "contradictions",
            keyed(&known.contradictions, true, |_| sentence()),
            known.contradictions.is_empty(),
            say!(
                "Ce qui est dit à qui donne des réponses qui ne vont pas ensemble.",
                "What is said to whoever gives answers that cannot be true together."
            ),
        ),
    ];
    for (name, schema, none, words) in named {
        fields = if none {
            fields.optional(name, schema, words)
        } else {
            fields.required(name, schema, words)
        };
    }
    let names = keyed(&known.examples, false, |_| {
        keyed(&known.question_ids(), false, |_| text())
    });
    let told = say!(
        "Dans les exemples chiffrés, ce qui remplace le nom court d'une question.",
        "In worked examples, what stands for the short name of a question."
    );
    fields
        .optional("examples", names, told)
        .required(
            "questions",
            keyed(&known.question_ids(), true, |name| {
                question(known.question(name))
            }),
            say!(
                "Les mots de chaque question.",
                "The words of each question."
            ),
        )
        .required(
            "decisions",
            keyed(&decisions, true, |name| {
                decision(known.decision(name), &known.pages)
            }),
            say!(
                "Les mots de chaque décision.",
                "The words of each decision."
            ),
        )
        .required(
            "outcomes",
            outcomes,
            say!(
                "Le nom de chaque issue, par nature de décision.",
                "The name of each outcome, by kind of decision."
            ),
        )
        .optional(
            "stages",
            groups("questions"),
            say!(
                "Les étapes du questionnaire : chaque question est dans une étape, dans l'ordre des règles.",
                "The stages of the questionnaire: each question stands in a stage, in the order of the rules."
            ),
        )
        .optional(
            "comparisons",
            keyed(&[], false, |_| list(sentence())),
            say!(
                "Pour le questionnaire sans script : la question qui remplace chaque comparaison de plusieurs réponses.",
                "For the questionnaire without a script: the question that stands for each comparison of several answers."
            ),
        )
        .schema()
}

/// A letter: whole in French, which is the language of the employer; elsewhere what it is.
fn letter() -> Value {
    Properties::new()
        .required(
            "title",
            sentence(),
            say!("Ce qu'elle demande.", "What it asks for."),
        )
        .required(
            "about",
            sentence(),
            say!(
                "Quand et comment la remettre.",
                "When and how to hand it over."
            ),
        )
        .optional(
            "to",
            sentence(),
            say!("Le destinataire.", "To whom it is written."),
        )
        .optional("subject", sentence(), say!("L'objet.", "Its subject."))
        .optional(
            "body",
            json!({ "type": "array", "items": sentence() }),
            say!(
                "Ses paragraphes ; {{start_date}} devient la réponse.",
                "Its paragraphs; {{start_date}} becomes the answer."
            ),
        )
        .schema()
}

/// The words of a question; of any question where none is given.
fn question(question: Option<&KnownQuestion>) -> Value {
    let mut fields = Properties::new()
        .required("title", sentence(), say!("La question.", "The question."))
        .required(
            "short",
            sentence(),
            say!(
                "Son nom dans la liste des réponses.",
                "Its name in the list of answers."
            ),
        )
        .optional(
            "hint",
            sentence(),
            say!(
                "Une phrase qui aide à répondre.",
                "A sentence that helps to answer."
            ),
        )
        .optional(
            "why",
            sentence(),
            say!("Pourquoi c'est demandé.", "Why it is asked."),
        )
        .required(
            "error",
            sentence(),
            say!(
                "Ce qu'il faut faire quand rien n'est répondu.",
                "What to do when nothing was answered."
            ),
        );
    if question.is_none_or(|question| question.may_not_know) {
        fields = fields.optional(
            "unknown",
            sentence(),
            say!(
                "Ce qui remplace « je ne sais pas ».",
                "What stands for \"I don't know\"."
            ),
        );
    }
    if question.is_none_or(|question| question.kind == "money") {
        fields = fields.optional(
            "error_hours",
            sentence(),
            say!(
                "Ce qui est dit d'un montant écrit en heures.",
                "What is said of an amount that is written in hours."
            ),
        );
    }
    if question.is_none_or(|question| question.kind == "choice") {
        fields = fields.optional(
            "groups",
            groups("options"),
            say!(
                "Les titres entre les options : chacune est dans un groupe, dans l'ordre des règles.",
                "The titles between the options: each stands in a group, in the order of the rules."
            ),
        );
    }
    let words = say!(
        "Les mots de chaque option : un texte, ou text et hint.",
        "The words of each option: a text, or text and hint."
    );
    match question {
        None => fields.optional("options", keyed(&[], false, |_| option()), words),
        Some(question) if question.kind == "choice" => fields.required(
            "options",
            keyed(&question.options, true, |_| option()),
            words,
        ),
        Some(_) => fields,
    }
    .schema()
}

/// Titles, each with the names of those that stand under it.
fn groups(inner: &'static str) -> Value {
    let group = Properties::new()
        .required("title", sentence(), say!("Le titre.", "The title."))
        .required(
            inner,
            list(text()),
            say!("Ce qui est sous ce titre.", "What stands under it."),
        );
    list(group.schema())
}

fn option() -> Value {
    let whole = Properties::new()
        .required("text", sentence(), say!("L'option.", "The option."))
        .optional(
            "hint",
            sentence(),
            say!(
                "Une phrase qui aide à choisir.",
                "A sentence that helps to choose."
            ),
        );
    json!({ "anyOf": [sentence(), whole.schema()] })
}

/// The words of a decision; of any decision where none is given.
fn decision(decision: Option<&KnownDecision>, pages: &[String]) -> Value {
    let mut fields = Properties::new().required(
        "title",
        sentence(),
        say!("De quoi il s'agit.", "What it is about."),
    );
    let who = say!("Qui décide.", "Who decides.");
    let delay = say!("Combien de temps cela prend.", "How long that takes.");
    let employer = say!("Si l'employeur l'apprend.", "Whether the employer is told.");
    match decision.map(|decision| decision.kind) {
        None => {
            fields = fields.optional("who", sentence(), who);
            fields = fields.optional("delay", sentence(), delay);
            fields = fields.optional("employer", sentence(), employer);
        }
        Some(Some(Kind::Route)) => {
            fields = fields.required("who", sentence(), who);
            fields = fields.required("delay", sentence(), delay);
            fields = fields.optional("employer", sentence(), employer);
        }
        Some(_) => {}
    }
    fields = fields.optional(
        "page",
        id(pages),
        say!("La page à lire.", "The page to read."),
    );
    let formulas = decision.map(|decision| &decision.amounts);
    fields = fields.optional(
        "formulas",
        keyed(formulas.into_iter().flatten(), false, |_| sentence()),
        say!(
            "Pour le questionnaire sans script : comment chaque montant se calcule.",
            "For the questionnaire without a script: how each amount is computed."
        ),
    );
    let parts = [
        (
            "outcomes",
            decision.map(|decision| &decision.endings),
            say!(
                "Ce qui est dit pour chaque issue et raison : open.default.",
                "What is told for each outcome and reason: open.default."
            ),
        ),
        (
            "amounts",
            decision.map(|decision| &decision.amounts),
            say!("Le nom de chaque montant.", "The name of each amount."),
        ),
        (
            "steps",
            decision.map(|decision| &decision.steps),
            say!("Chaque étape.", "Each step."),
        ),
    ];
    for (name, ids, words) in parts {
        let texts = keyed(ids.into_iter().flatten(), true, |_| sentence());
        fields = match ids {
            Some(ids) if !ids.is_empty() => fields.required(name, texts, words),
            _ => fields.optional(name, texts, words),
        };
    }
    fields.schema()
}

/// A text that may name figures and lead to pages.
fn sentence() -> Value {
    described(
        text(),
        say!(
            "Le texte peut contenir {{parametre}}, {{if known(parametre)}}…{{else}}…{{end}}, [des mots](page.md#ancre) et *des mots en italique*.",
            "The text may hold {{parameter}}, {{if known(parameter)}}…{{else}}…{{end}}, [words](page.md#anchor) and *words in italics*."
        ),
    )
}

/// `texts/*.yaml` of a theme.
pub(super) fn texts(known: &Known) -> Value {
    keyed(&known.texts, false, |_| text())
}
