//! JSON Schemas of the files of a site, with which an editor completes and underlines.
//!
//! The words that a file may hold come from the tables that the parsers read by, and the ids
//! from the site itself. A schema knows the shape of a file; what an expression means, only
//! `bilan check` knows.

mod cases;
mod examples;
mod known;
mod law;
mod rules;
mod shape;
mod site;
mod words;

use serde_json::{Value, json};

pub use known::Known;

use crate::language::Bilingual;
use crate::say;

/// The schema of one kind of file.
#[derive(Debug, Clone)]
pub struct Schema {
    /// Its name, by which it is printed and filed.
    pub name: &'static str,
    /// What it describes.
    pub title: Bilingual<String>,
    /// The files that it describes, as patterns below the site's folder.
    pub files: Vec<String>,
    /// The schema, by draft 7: the one that YAML language servers know best.
    pub schema: Value,
}

/// The schema of every kind of file. Without the names of a site, any id is taken.
///
/// ```
/// use bilan::schema::{Known, schemas};
///
/// let all = schemas(&Known::default());
/// let parameters = all.iter().find(|found| found.name == "parameters").unwrap();
/// assert_eq!(parameters.files, ["content/rules/parameters.yaml"]);
/// ```
pub fn schemas(known: &Known) -> Vec<Schema> {
    let make =
        |name: &'static str, title: Bilingual<String>, files: &[&str], schema: Value| Schema {
            name,
            files: files.iter().map(|file| (*file).to_owned()).collect(),
            schema: whole(schema, &title),
            title,
        };
    let mut decision = make(
        "decision",
        say!("une décision", "a decision"),
        &[
            "content/rules/eligibility.yaml",
            "content/rules/notices/*.yaml",
            "content/rules/routes/*.yaml",
        ],
        rules::decision(known),
    );
    decision.files.extend(known.places.iter().cloned());
    decision.files.sort();
    decision.files.dedup();
    let rule = |name: &'static str, title, schema: fn(&Known) -> Value| {
        make(
            name,
            title,
            &[&format!("content/rules/{name}.yaml")],
            schema(known),
        )
    };
    vec![
        make(
            "site",
            say!("le site", "the site"),
            &["content/site.yaml"],
            site::site(known),
        ),
        rule("sources", say!("les sources", "the sources"), law::sources),
        rule(
            "parameters",
            say!("les valeurs datées", "the dated values"),
            law::parameters,
        ),
        rule(
            "outcomes",
            say!("les issues", "the outcomes"),
            law::outcomes,
        ),
        rule(
            "questions",
            say!("les questions", "the questions"),
            rules::questions,
        ),
        rule(
            "facts",
            say!("les conditions nommées", "the named conditions"),
            law::facts,
        ),
        rule(
            "contradictions",
            say!(
                "les réponses qui ne vont pas ensemble",
                "the answers that cannot be true together"
            ),
            law::contradictions,
        ),
        rule(
            "successors",
            say!(
                "ce qui remplace d'anciens noms",
                "what stands for names that were"
            ),
            law::successors,
        ),
        decision,
        make(
            "cases",
            say!("les cas", "the worked cases"),
            &["content/rules/cases/*.yaml"],
            cases::cases(known),
        ),
        rule(
            "examples",
            say!("les exemples chiffrés", "the worked examples"),
            examples::examples,
        ),
        make(
            "law",
            say!("les titres du droit", "the titles of the law"),
            &["content/fr/law.yaml", "content/en/law.yaml"],
            words::law(known),
        ),
        make(
            "questionnaire",
            say!(
                "les mots du questionnaire",
                "the words of the questionnaire"
            ),
            &[
                "content/fr/questionnaire.yaml",
                "content/en/questionnaire.yaml",
            ],
            words::questionnaire(known),
        ),
        make(
            "texts",
            say!("les mots d'un thème", "the words of a theme"),
            &[
                "content/en/texts.yaml",
                "content/fr/texts.yaml",
                "themes/*/texts/*.yaml",
            ],
            words::texts(known),
        ),
        // Markdown, which no pattern of a YAML server names: for editors that read front matter.
        make(
            "page",
            say!("l'en-tête d'une page", "the front matter of a page"),
            &[],
            site::page(known),
        ),
    ]
}

/// What editors take to tell which file is held to which schema, with the schemas in `folder`.
///
/// It is the `yaml.schemas` setting of the YAML language server, which VS Code, Neovim, Helix,
/// Zed and others run.
pub fn wiring(schemas: &[Schema], folder: &str) -> Value {
    let wired = schemas.iter().filter(|found| !found.files.is_empty());
    let map: serde_json::Map<String, Value> = wired
        .map(|found| (format!("{folder}/{}.json", found.name), json!(found.files)))
        .collect();
    map.into()
}

fn whole(schema: Value, title: &Bilingual<String>) -> Value {
    let mut whole = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": format!("bilan : {} · {}", title.fr, title.en),
    });
    if let (Value::Object(whole), Value::Object(schema)) = (&mut whole, schema) {
        whole.extend(schema);
    }
    whole
}
