//! The schemas for editors: what the program takes they take, and what it refuses for its shape
//! they refuse.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use bilan::pipeline::NATIONAL;
use bilan::report::Report;
use bilan::schema::{Known, Schema, schemas};
use bilan::source::{self, Layer, Sources};
use bilan::yaml::{self, Node};
use serde_json::{Value, json};

use crate::project::{Project, sections};

/// The faults that a schema with the site's names can tell wherever they are.
const OF_SHAPE: [&str; 16] = [
    "bad-address",
    "bad-id",
    "missing-field",
    "missing-text",
    "unexpected-value",
    "unknown-amount",
    "unknown-decision",
    "unknown-field",
    "unknown-outcome",
    "unknown-page",
    "unknown-question",
    "unknown-source",
    "unknown-step",
    "unknown-type",
    "unknown-unit",
    "unknown-word",
];

/// Faults that it can tell too, but for those inside an expression.
const OUTSIDE_EXPRESSIONS: [&str; 2] = ["bad-number", "unused-text"];

/// The files of a site, with the default theme below them.
fn sources(folder: &Path) -> Sources {
    let (sources, unread) = source::read(&[NATIONAL[1].clone(), Layer::Folder(folder.to_owned())]);
    assert!(unread.is_empty());
    sources
}

fn matches(pattern: &str, path: &str) -> bool {
    let (mut patterns, mut steps) = (pattern.split('/'), path.split('/'));
    let fits = |pattern: &str, step: &str| match pattern.split_once('*') {
        Some((start, end)) => step.starts_with(start) && step.ends_with(end),
        None => pattern == step,
    };
    loop {
        match (patterns.next(), steps.next()) {
            (Some(pattern), Some(step)) if fits(pattern, step) => {}
            (None, None) => return true,
            _ => return false,
        }
    }
}

/// The schema of a file. Each file has one at most, or an editor would hold it to two.
fn of<'s>(all: &'s [Schema], path: &str) -> Option<&'s Schema> {
    let is = |schema: &&Schema| schema.files.iter().any(|pattern| matches(pattern, path));
    let found: Vec<&Schema> = all.iter().filter(is).collect();
    assert!(found.len() <= 1, "{path} has several schemas: {found:?}");
    found.first().copied()
}

/// What a file holds, as a YAML 1.2 language server reads it.
fn read(sources: &Sources, path: &str) -> Option<Value> {
    let file = sources.at(path)?;
    let tree = yaml::parse(sources, file, &mut Report::default())?;
    Some(plain(&tree))
}

fn plain(node: &Node) -> Value {
    match &node.value {
        yaml::Value::Empty => Value::Null,
        yaml::Value::Scalar(text) if node.quoted => json!(text),
        yaml::Value::Scalar(text) => match text.as_str() {
            "true" => json!(true),
            "false" => json!(false),
            _ => match text.parse::<serde_json::Number>() {
                Ok(number) => json!(number),
                Err(_) => json!(text),
            },
        },
        yaml::Value::List(items) => items.iter().map(plain).collect(),
        yaml::Value::Map(entries) => {
            let entries = entries.iter();
            let entries = entries.map(|(name, node)| (name.text.clone(), plain(node)));
            Value::Object(entries.collect())
        }
    }
}

/// What a schema has against a value.
fn refused(schema: &Schema, value: &Value) -> Vec<String> {
    let validator = jsonschema::validator_for(&schema.schema).expect("the schema is one");
    let errors = validator.iter_errors(value);
    errors
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

/// What the schemas have against the files of a site.
fn complaints(sources: &Sources, known: &Known) -> Vec<String> {
    let all = schemas(known);
    let mut found = Vec::new();
    for (_, file) in sources.below("") {
        if !file.has_extension("yaml") {
            continue;
        }
        let path = &file.path;
        let schema = of(&all, path).unwrap_or_else(|| panic!("{path} has no schema"));
        let value = read(sources, path).unwrap_or_else(|| panic!("{path} is no YAML"));
        let refused = refused(schema, &value);
        found.extend(refused.iter().map(|words| format!("{path} {words}")));
    }
    found
}

#[test]
fn every_shipped_file_is_accepted_with_and_without_the_names_of_the_site() {
    let (sources, _) = source::read(&NATIONAL);
    let complaints_with = complaints(&sources, &Known::read(&sources));
    assert!(complaints_with.is_empty(), "{complaints_with:#?}");
    let without = complaints(&sources, &Known::default());
    assert!(without.is_empty(), "{without:#?}");
}

#[test]
fn every_field_is_told_in_both_languages() {
    fn walk(schema: &Value, missing: &mut Vec<String>) {
        match schema {
            Value::Object(map) => {
                if let Some(Value::Object(fields)) = map.get("properties") {
                    let untold = fields.iter().filter(|(_, field)| {
                        let told = field["description"].as_str().unwrap_or("");
                        field.is_object() && !told.contains("\n\n")
                    });
                    missing.extend(untold.map(|(name, _)| name.clone()));
                }
                // A condition names again what is told where the field stands.
                let inner = map
                    .iter()
                    .filter(|(key, _)| !["if", "then", "else"].contains(&key.as_str()));
                inner.for_each(|(_, inner)| walk(inner, missing));
            }
            Value::Array(items) => items.iter().for_each(|inner| walk(inner, missing)),
            _ => {}
        }
    }
    for schema in schemas(&Known::default()) {
        let mut missing = Vec::new();
        walk(&schema.schema, &mut missing);
        // The kinds hold the outcomes' names.
        missing.retain(|name| !["verdict", "route", "notice"].contains(&name.as_str()));
        assert!(missing.is_empty(), "{}: {missing:?}", schema.name);
    }
}

/// Samples whose fault of shape rests on what a schema does not know: the language of a letter,
/// and the draft that a page is.
const BEYOND_SHAPE: [&str; 2] = ["draft-linked.sample", "letter-in-english.sample"];

/// A site from a sample, the faults of shape that it expects, by file.
fn sample(text: &str) -> (Project, BTreeSet<(String, String)>) {
    let mut project = Project::new();
    let mut expected = BTreeSet::new();
    for (path, text) in sections(text) {
        if path == "WITHOUT" {
            for path in text.lines().filter(|line| !line.is_empty()) {
                project = project.without(path);
            }
        } else if path != "NOWHERE" {
            let kept: Vec<&str> = text
                .lines()
                .filter(|line| match line.trim_start().strip_prefix("#! error[") {
                    Some(rest) => {
                        let id = rest.split(']').next().unwrap_or_default();
                        expected.insert((path.to_owned(), id.to_owned()));
                        false
                    }
                    None => !line.trim_start().starts_with("#! "),
                })
                .collect();
            project = project.file(path, &format!("{}\n", kept.join("\n")));
        }
    }
    (project, expected)
}

#[test]
fn samples_of_shape_are_refused_and_no_twin_is() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
    let mut wrong = Vec::new();
    let mut held = BTreeSet::new();
    for entry in fs::read_dir(folder).expect("the samples are there") {
        let path = entry.expect("the folder can be read").path();
        if path.extension().is_none_or(|ending| ending != "sample") {
            continue;
        }
        let shown = path.file_name().expect("a file has a name").to_owned();
        if BEYOND_SHAPE.iter().any(|sample| shown == *sample) {
            continue;
        }
        let text = fs::read_to_string(&path).expect("a sample is text");
        let text = format!("\n{text}");
        let (bad, twin) = text.split_once("\n=== TWIN").expect("a twin");
        let (project, expected) = sample(bad);
        let found = sources(project.path());
        let all = schemas(&Known::read(&found));
        for (path, id) in expected {
            let Some(schema) = of(&all, &path).filter(|_| OF_SHAPE.contains(&id.as_str())) else {
                continue;
            };
            let value = read(&found, &path).expect("a fault of shape stands in sound YAML");
            if refused(schema, &value).is_empty() {
                wrong.push(format!("{shown:?}: {path} is accepted, with {id}"));
            }
            held.insert(id);
        }
        let (project, _) = sample(twin);
        let found = sources(project.path());
        let complaints = complaints(&found, &Known::read(&found));
        if !complaints.is_empty() {
            wrong.push(format!("the twin of {shown:?}: {complaints:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(held.len() >= 8, "few samples were held: {held:?}");
}

/// Every value that differs from `value` by one field taken out, one put in, one left empty, or
/// one written as something else, with the place of the change.
fn spoilt(value: &Value) -> Vec<(String, Value)> {
    let mut found = vec![("~".to_owned(), Value::Null)];
    match value {
        Value::Object(map) => {
            let mut more = map.clone();
            more.insert("surplus".to_owned(), json!("x"));
            found.push(("+surplus".to_owned(), more.into()));
            for (name, inner) in map {
                let mut less = map.clone();
                less.shift_remove(name);
                found.push((format!("-{name}"), less.into()));
                for (place, spoilt) in spoilt(inner) {
                    let mut changed = map.clone();
                    changed.insert(name.clone(), spoilt);
                    found.push((format!("{name}.{place}"), changed.into()));
                }
            }
        }
        Value::Array(items) => {
            for (number, inner) in items.iter().enumerate() {
                for (place, spoilt) in spoilt(inner) {
                    let mut changed = items.clone();
                    changed[number] = spoilt;
                    found.push((format!("{number}.{place}"), changed.into()));
                }
            }
        }
        _ => found.push(("{}".to_owned(), json!({ "surplus": "x" }))),
    }
    found
}

/// The small site with a source of every form, and with quotes.
fn anchored() -> Project {
    let names = "law-1: \"1\", law-2: \"2\", law-3: \"3\", law-4: \"4\"";
    let titles =
        format!("sources: {{ {names} }}\nshort: {{ {names} }}\nparameters: {{ ceiling: \"5\" }}\n");
    Project::new()
        .file(
            "content/rules/sources.yaml",
            "law-1:
  kind: law
  url: https://example.org/law-1
  code: travail
  article: L1-1
  version: LEGIARTI000000000001
  since: 2020-01-01
  as_of: 2026-03-27
  read: text
  checked: 2026-11-22
  changed: 2026-12-01
law-2:
  kind: law
  url: https://example.org/law-2
  text: JORFTEXT000000000001
  changes: [{ code: travail, article: L1-1, version: LEGIARTI000000000001, from: 2020-01-01 }]
  as_of: 2026-03-27
  read: through
  checked: 2026-11-22
law-3:
  kind: official
  url: https://example.org/law-3
  page: law-3
  page_date: 2026-03-03
  read: official
  checked: 2026-11-22
law-4:
  kind: law
  url: https://example.org/law-4
  code: cgfp
  article: L1-1
  unanchored: It is not published as data.
  read: unopened
",
        )
        .file("content/fr/law.yaml", &titles)
        .file("content/en/law.yaml", &titles)
        .file(
            "content/rules/parameters.yaml",
            "ceiling:
  unit: EUR
  checked: 2026-11-22
  values:
    - { known_from: 2020-01-01, value: none, source: law-1, quote: [\"no ceiling\"] }
    - { from: 2026-02-26, value: 1600, source: law-1, unquoted: An example. }
",
        )
        .file(
            "content/rules/verdict.yaml",
            "decision: verdict
kind: verdict
rows:
  - { when: \"account = open\", then: yes_you_can, source: [law-1], quote: \"an account\" }
  - { otherwise: not_now, source: [law-1], unquoted: It is what is left. }
",
        )
}

/// The parsers and the schemas are two tables of the same fields; this is what keeps them one.
#[test]
fn the_program_and_the_schemas_refuse_the_same() {
    let base = anchored();
    let found = sources(base.path());
    let all = schemas(&Known::read(&found));
    let paths: Vec<String> = found
        .below("content")
        .map(|(_, file)| file.path.clone())
        .filter(|path| path.ends_with(".yaml") && !path.contains("/en/"))
        .collect();
    let mut wrong = Vec::new();
    let mut tried = 0;
    for path in &paths {
        let schema = of(&all, path).expect("every file has a schema");
        let whole = read(&found, path).expect("the base is YAML");
        for (place, value) in spoilt(&whole) {
            tried += 1;
            // What is JSON is YAML.
            let project = anchored().file(path, &format!("{value:#}\n"));
            let loaded = project.read();
            let faults = loaded.report.sorted();
            let told: BTreeSet<&str> = faults
                .iter()
                .filter(|fault| {
                    let file = fault.span.map(|span| loaded.sources.file(span.file));
                    file.is_some_and(|file| file.path == *path)
                        && (OF_SHAPE.contains(&fault.id) || OUTSIDE_EXPRESSIONS.contains(&fault.id))
                })
                .map(|fault| fault.id)
                .collect();
            let refused = refused(schema, &value);
            // In a group it is of shape; in a condition, which a schema does not read, it is not.
            let in_group =
                told.is_empty() && faults.iter().any(|fault| fault.id == "unknown-option");
            if told.is_empty() != refused.is_empty() && !in_group {
                wrong.push(format!("{path} {place}: {told:?}, {refused:?}"));
            }
        }
    }
    assert!(tried > 200, "only {tried} changes were tried");
    assert!(wrong.is_empty(), "of {tried}: {wrong:#?}");
}
