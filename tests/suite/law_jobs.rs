//! The nightly jobs that hold the sources to the newest codes are what their services expect.

use std::fs;
use std::path::{Path, PathBuf};

use bilan::report::Report;
use bilan::source::{SourceFile, Sources};
use bilan::yaml::{self, Node, Value as Yaml};
use serde_json::{Map, Value, json};

fn at(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn text(path: &str) -> String {
    fs::read_to_string(at(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A workflow as the value that its service reads.
fn workflow(path: &str) -> Value {
    let mut sources = Sources::default();
    let file = sources.add(SourceFile {
        path: path.to_owned(),
        shown: path.to_owned(),
        origin: None,
        bytes: text(path).into_bytes().into(),
    });
    let mut report = Report::default();
    let node = yaml::parse(&sources, file, &mut report).expect("the workflow is YAML");
    assert!(report.is_empty(), "{report:?}");
    plain(&node)
}

fn plain(node: &Node) -> Value {
    match &node.value {
        Yaml::Empty => Value::Null,
        Yaml::List(items) => items.iter().map(plain).collect(),
        Yaml::Map(entries) => {
            let entries = entries.iter();
            let map: Map<String, Value> = entries
                .map(|(name, node)| (name.text.clone(), plain(node)))
                .collect();
            map.into()
        }
        Yaml::Scalar(text) if node.quoted => json!(text),
        Yaml::Scalar(text) => serde_json::from_str(text)
            .ok()
            .filter(|value: &Value| value.is_boolean() || value.is_number())
            .unwrap_or_else(|| json!(text)),
    }
}

/// What a schema has against a value.
fn complaints(schema: &str, value: &Value) -> Vec<String> {
    let schema: Value = serde_json::from_str(&text(schema)).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is one");
    let errors = validator.iter_errors(value);
    errors
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

const GITHUB: &str = "tests/law/schemas/github-workflows.json";
const GITLAB: &str = "tests/law/schemas/gitlab-ci.json";

#[test]
fn the_workflow_of_github_is_one() {
    let mut value = workflow(".github/workflows/law.yml");
    assert_eq!(complaints(GITHUB, &value), [""; 0]);
    // The schema tells a workflow from something else.
    value["jobs"]["newest"]["runs-on"] = json!(7);
    assert_ne!(complaints(GITHUB, &value), [""; 0]);
}

#[test]
fn the_pipeline_of_gitlab_is_one() {
    let mut value = workflow(".gitlab-ci.yml");
    assert_eq!(complaints(GITLAB, &value), [""; 0]);
    value["law"]["script"] = json!({ "no": "script" });
    assert_ne!(complaints(GITLAB, &value), [""; 0]);
}

#[test]
fn the_workflow_has_few_rights_and_names_versions() {
    let value = workflow(".github/workflows/law.yml");
    assert_eq!(value["permissions"], json!({}), "none by default");
    let job = &value["jobs"]["newest"];
    assert_eq!(
        job["permissions"],
        json!({ "contents": "read", "issues": "write" })
    );
    for step in job["steps"].as_array().expect("steps") {
        let Some(uses) = step["uses"].as_str() else {
            continue;
        };
        let (_, version) = uses.split_once('@').expect("an action has a version");
        assert_eq!(version.split('.').count(), 3, "{uses} is a whole version");
    }
    for path in [".github/workflows/law.yml", ".gitlab-ci.yml"] {
        assert!(!text(path).contains("secrets."), "{path}");
    }
}

#[test]
fn the_pipeline_runs_on_a_schedule_only() {
    let value = workflow(".gitlab-ci.yml");
    let rules = json!([{ "if": "$CI_PIPELINE_SOURCE == \"schedule\"" }]);
    assert_eq!(value["workflow"]["rules"], rules);
}

#[test]
fn both_run_the_script_that_is_there() {
    for path in [".github/workflows/law.yml", ".gitlab-ci.yml"] {
        assert!(text(path).contains("tests/law/newest > issue.md"), "{path}");
    }
    for path in [
        "tests/law/newest",
        "tests/law/cut",
        "tests/law/gitlab-issue",
    ] {
        assert!(
            text(path).starts_with("#!/usr/bin/env bash\n"),
            "{path} is a script"
        );
    }
}
