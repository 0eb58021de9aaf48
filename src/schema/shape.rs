//! The pieces that schemas are made of: texts, days, ids, lists and maps of fields.

use serde_json::{Map, Value, json};

use crate::language::Bilingual;
use crate::say;

/// A text. The program takes whatever stands there in one line, a number too.
pub(super) fn text() -> Value {
    json!({ "type": ["string", "number", "boolean"] })
}

/// A text for both languages, or one for each.
pub(super) fn bilingual() -> Value {
    let each = Properties::new()
        .required("fr", text(), say!("En français.", "In French."))
        .required("en", text(), say!("En anglais.", "In English."));
    json!({ "anyOf": [text(), each.schema()] })
}

/// A calendar day.
pub(super) fn day() -> Value {
    json!({
        "type": "string",
        "pattern": r"^\d{4}-\d{2}-\d{2}$",
        "errorMessage": "2026-11-22",
    })
}

/// A calendar day, or the month where the day is not known.
pub(super) fn day_or_month() -> Value {
    json!({
        "type": "string",
        "pattern": r"^\d{4}-\d{2}(-\d{2})?$",
        "errorMessage": "2026-11-22",
    })
}

/// A length of time.
pub(super) fn period() -> Value {
    json!({
        "type": "string",
        "pattern": r"^\d{1,4} +(days?|weeks?|months?|years?)$",
        "errorMessage": "6 months, 10 days",
    })
}

/// A number with at most two decimals; it may stand between quotes.
pub(super) fn number() -> Value {
    json!({ "anyOf": [{ "type": "number" }, { "type": "string", "pattern": r"^-?\d+(\.\d{1,2})?$" }] })
}

/// `true` or `false`; they may stand between quotes.
pub(super) fn yes_no() -> Value {
    json!({ "enum": [true, false, "true", "false"] })
}

/// One of the words that a table of the program knows.
pub(super) fn word<T>(known: &[(&str, T)]) -> Value {
    let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
    json!({ "enum": names })
}

/// The form of an id.
const ID: &str = "^[a-z][a-z0-9_-]*$";

/// An id: one of those that the site has, or any where they are not known.
pub(super) fn id(known: &[String]) -> Value {
    if known.is_empty() {
        return json!({ "type": "string" });
    }
    json!({
        "enum": known,
        "errorMessage": "Nom inconnu ; après un ajout, relancez `bilan schema`. · Unknown name; run `bilan schema` again after adding one.",
    })
}

/// One item, or a list of them.
pub(super) fn list(item: Value) -> Value {
    json!({ "anyOf": [item, { "type": "array", "items": item }] })
}

/// One item, or a list of one at least.
pub(super) fn some(item: Value) -> Value {
    json!({ "anyOf": [item, { "type": "array", "items": item, "minItems": 1 }] })
}

/// Lines under names that the author chooses.
pub(super) fn under_names(item: Value) -> Value {
    json!({ "type": "object", "propertyNames": { "pattern": ID }, "additionalProperties": item })
}

/// Lines under the site's own names, all of them where they are `all` wanted; under any name
/// where the site's are not known.
pub(super) fn keyed<'k>(
    names: impl IntoIterator<Item = &'k String>,
    all: bool,
    item: impl Fn(&str) -> Value,
) -> Value {
    let properties: Map<String, Value> = names
        .into_iter()
        .map(|name| (name.clone(), item(name)))
        .collect();
    if properties.is_empty() {
        return json!({ "type": "object", "additionalProperties": item("") });
    }
    let required: Vec<String> = properties.keys().filter(|_| all).cloned().collect();
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

/// What the schema takes, or nothing: the program reads a field that was left empty as one that
/// is not there.
///
/// `null` is not named, or an editor would offer it as a value.
pub(super) fn or_empty(schema: Value) -> Value {
    let something = json!({ "type": ["string", "number", "boolean", "array", "object"] });
    json!({ "anyOf": [schema, { "not": something }] })
}

/// Fields that stand there and are not empty.
pub(super) fn filled(names: &[&str]) -> Value {
    let nothing = json!({ "not": { "type": "null" } });
    let properties: Map<String, Value> = names
        .iter()
        .map(|name| ((*name).to_owned(), nothing.clone()))
        .collect();
    json!({ "properties": properties, "required": names })
}

/// A schema with what an editor says of it, in both languages: a schema has room for one
/// text, and nobody knows which language the author reads.
pub(super) fn described(schema: Value, words: Bilingual<String>) -> Value {
    let mut schema = schema;
    schema["description"] = format!("{}\n\n{}", words.fr, words.en).into();
    schema
}

/// Lines whose names the program knows.
#[derive(Default)]
pub(super) struct Properties {
    properties: Map<String, Value>,
    required: Vec<&'static str>,
    further: Vec<Value>,
}

impl Properties {
    pub(super) fn new() -> Properties {
        Properties::default()
    }

    /// A field that must be there.
    pub(super) fn required(
        mut self,
        name: &'static str,
        schema: Value,
        words: Bilingual<String>,
    ) -> Properties {
        self.required.push(name);
        self.properties
            .insert(name.to_owned(), described(schema, words));
        self
    }

    /// A field that may be there, and may be left empty.
    pub(super) fn optional(
        mut self,
        name: &'static str,
        schema: Value,
        words: Bilingual<String>,
    ) -> Properties {
        let schema = described(or_empty(schema), words);
        self.properties.insert(name.to_owned(), schema);
        self
    }

    /// What holds of the fields together.
    pub(super) fn where_also(mut self, condition: Value) -> Properties {
        self.further.push(condition);
        self
    }

    /// The schema; a field that was not named is refused.
    pub(super) fn schema(self) -> Value {
        let mut schema = json!({
            "type": "object",
            "properties": self.properties,
            "required": self.required,
            "additionalProperties": false,
        });
        if !self.further.is_empty() {
            schema["allOf"] = self.further.into();
        }
        schema
    }
}
