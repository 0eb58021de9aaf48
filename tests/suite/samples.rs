//! Samples of faults: each says in place what it expects, and has a near-twin without a fault.
//!
//! A sample is a file of `tests/samples/` with parts `=== path`; its files are laid over the
//! base site. A line `#! error[id]: message` stands above the line at fault and is taken out
//! before the sample is read. After `=== TWIN` come the files of the good twin.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use bilan::language::Language;
use bilan::report::{Fault, Severity};
use bilan::source::Sources;

use crate::project::{Project, sections};

/// A fault, as samples write it: where, how bad, which, and the English words.
type Line = (String, usize, String, String);

#[test]
fn the_base_has_no_fault() {
    let edition = Project::new().read();
    let found = lines(&edition.report.sorted(), &edition.sources);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn samples_are_told_in_place_and_their_twins_are_not() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
    let mut names: Vec<_> = fs::read_dir(folder)
        .expect("the samples are there")
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "sample"))
        .collect();
    names.sort();
    assert!(names.len() >= 30, "the samples were not found");
    let mut wrong = Vec::new();
    for name in &names {
        let text = fs::read_to_string(name).expect("a sample is text");
        let text = format!("\n{text}");
        let (bad, twin) = text
            .split_once("\n=== TWIN")
            .unwrap_or_else(|| panic!("{} has no twin", name.display()));
        let (found, expected) = run(bad);
        assert!(!expected.is_empty(), "{} expects nothing", name.display());
        if !same(&found, &expected) {
            wrong.push(format!(
                "{}\n  found    {found:?}\n  expected {expected:?}",
                name.display()
            ));
        }
        let (found, expected) = run(twin);
        assert!(
            expected.is_empty(),
            "the twin of {} expects a fault",
            name.display()
        );
        if !found.is_empty() {
            wrong.push(format!("{}, its twin\n  found {found:?}", name.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn run(text: &str) -> (BTreeSet<Line>, BTreeSet<Line>) {
    let mut project = Project::new();
    let mut expected = BTreeSet::new();
    for (path, text) in sections(text) {
        if path == "WITHOUT" {
            for path in text.lines().filter(|line| !line.is_empty()) {
                project = project.without(path);
            }
            continue;
        }
        let mut kept = String::new();
        let mut number = 0;
        let mut waiting = Vec::new();
        for line in text.lines() {
            if let Some(wanted) = line.trim_start().strip_prefix("#! ") {
                waiting.push(wanted.to_owned());
                continue;
            }
            number += 1;
            for wanted in waiting.drain(..) {
                let (head, message) = wanted.split_once(": ").unwrap_or((&wanted, ""));
                expected.insert((path.to_owned(), number, head.to_owned(), message.to_owned()));
            }
            kept.push_str(line);
            kept.push('\n');
        }
        for wanted in waiting {
            expected.insert((String::new(), 0, wanted, String::new()));
        }
        if path != "NOWHERE" {
            project = project.file(path, &kept);
        }
    }
    let edition = project.read();
    (lines(&edition.report.sorted(), &edition.sources), expected)
}

fn lines(faults: &[&Fault], sources: &Sources) -> BTreeSet<Line> {
    faults
        .iter()
        .filter(|fault| fault.severity != Severity::Note)
        .map(|fault| {
            let severity = match fault.severity {
                Severity::Error => "error",
                _ => "warning",
            };
            let (path, line) = fault.span.map_or((String::new(), 0), |span| {
                let (line, _) = sources.place(span.file, span.start);
                (sources.file(span.file).shown.clone(), line)
            });
            assert!(
                !fault.message[Language::French].is_empty(),
                "a message in both languages"
            );
            (
                path,
                line,
                format!("{severity}[{}]", fault.id),
                fault.message[Language::English].clone(),
            )
        })
        .collect()
}

/// The same faults at the same places; a message is only held to where the sample gives one.
fn same(found: &BTreeSet<Line>, expected: &BTreeSet<Line>) -> bool {
    found.len() == expected.len()
        && expected.iter().all(|(path, line, head, message)| {
            found.iter().any(|fault| {
                fault.0 == *path
                    && fault.1 == *line
                    && fault.2 == *head
                    && (message.is_empty() || fault.3 == *message)
            })
        })
}
