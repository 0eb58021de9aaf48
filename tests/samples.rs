//! Samples of faults: each says in place what it expects, and has a near-twin without a fault.
//!
//! Each is a test of its own: `cargo test --test samples rule-gap` runs
//! `tests/samples/rule-gap.sample`.
//!
//! A sample is a file of `tests/samples/` with parts `=== path`; its files are laid over the
//! base site. A line `#! error[id]: message` stands above the line at fault and is taken out
//! before the sample is read. After `=== TWIN` come the files of the good twin.
//!
//! A sample is told what `bilan check` tells, its pages rendered too. Notes are left out, but for
//! those that it expects: many sites have some.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use bilan::language::Language;
use bilan::pipeline::{self, LoadOptions};
use bilan::report::{Fault, Severity};
use bilan::source::Sources;
use libtest_mimic::{Arguments, Failed, FormatSetting, Trial};

use project::{Project, sections, wanted};

#[allow(dead_code, reason = "the suite needs more of it")]
#[path = "suite/project.rs"]
mod project;

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    if arguments.filter.is_none() && arguments.format.is_none() {
        // A dot each: cargo does not hand its `--quiet` on to a harness of another's.
        arguments.format = Some(FormatSetting::Terse);
    }
    let mut trials = vec![Trial::test("the_base_has_no_fault", the_base_has_no_fault)];
    for path in samples() {
        let name = path.file_stem().expect("a file has a name");
        let name = name.to_string_lossy().into_owned();
        trials.push(Trial::test(name, move || {
            a_sample_is_told_in_place_and_its_twin_is_not(&path)
        }));
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

fn samples() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the samples are there")
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "sample"))
        .collect();
    paths.sort();
    assert!(paths.len() >= 100, "the samples were not found");
    paths
}

fn the_base_has_no_fault() -> Result<(), Failed> {
    let mut found = checked(&Project::new());
    found.retain(|fault| !fault.is_note());
    held(found.is_empty(), || format!("found{}", list(&found)))
}

fn a_sample_is_told_in_place_and_its_twin_is_not(path: &Path) -> Result<(), Failed> {
    let text = fs::read_to_string(path)?;
    let text = format!("\n{text}");
    let (bad, twin) = text
        .split_once("\n=== TWIN")
        .ok_or("the sample has no twin")?;
    let (found, expected) = run(bad);
    held(!expected.is_empty(), || {
        "the sample expects nothing".to_owned()
    })?;
    held(same(&found, &expected), || {
        format!("found{}\nexpected{}", list(&found), list(&expected))
    })?;
    let (found, expected) = run(twin);
    held(expected.is_empty(), || {
        format!("the twin expects{}", list(&expected))
    })?;
    held(found.is_empty(), || {
        format!("found in the twin{}", list(&found))
    })
}

fn held(holds: bool, otherwise: impl FnOnce() -> String) -> Result<(), Failed> {
    if holds {
        Ok(())
    } else {
        Err(otherwise().into())
    }
}

/// A fault, as samples write it.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Shown {
    /// The file; empty where the fault has no place.
    path: String,
    /// The line, counted from 1; 0 where the fault has no place.
    line: usize,
    /// How bad, and which: `error[rule-gap]`.
    head: String,
    /// The English words; empty where a sample leaves them open.
    message: String,
}

impl Shown {
    fn is_note(&self) -> bool {
        self.head.starts_with("note[")
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Shown {
            path,
            line,
            head,
            message,
        } = self;
        write!(out, "{path}:{line} {head}: {message}")
    }
}

fn list(faults: &BTreeSet<Shown>) -> String {
    if faults.is_empty() {
        return " nothing".to_owned();
    }
    faults.iter().map(|fault| format!("\n  {fault}")).collect()
}

/// What is found in a site, and what it expects.
fn run(text: &str) -> (BTreeSet<Shown>, BTreeSet<Shown>) {
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
                expected.insert(wish(&wanted, path, number));
            }
            kept.push_str(line);
            kept.push('\n');
        }
        for wanted in waiting {
            expected.insert(wish(&wanted, "", 0));
        }
        if path != "NOWHERE" {
            project = project.file(path, &kept);
        }
    }
    let mut found = checked(&project);
    found.retain(|fault| !fault.is_note() || expected.iter().any(|wish| wish.head == fault.head));
    (found, expected)
}

/// What `bilan check` tells of a site that gives its own address, or none.
fn checked(project: &Project) -> BTreeSet<Shown> {
    let mut loaded = project.read_for(&LoadOptions {
        base_url: None,
        ..wanted()
    });
    if !loaded.report.has_errors() {
        pipeline::render(&mut loaded);
    }
    shown(&loaded.report.sorted(), &loaded.sources)
}

/// A fault that a sample expects: `error[id]: message`, at its place.
fn wish(wanted: &str, path: &str, line: usize) -> Shown {
    let (head, message) = wanted.split_once(": ").unwrap_or((wanted, ""));
    Shown {
        path: path.to_owned(),
        line,
        head: head.to_owned(),
        message: message.to_owned(),
    }
}

fn shown(faults: &[&Fault], sources: &Sources) -> BTreeSet<Shown> {
    faults
        .iter()
        .map(|fault| {
            let severity = match fault.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "note",
            };
            let (path, line) = fault.span.map_or((String::new(), 0), |span| {
                let (line, _) = sources.place(span.file, span.start);
                (sources.file(span.file).shown.clone(), line)
            });
            assert!(
                !fault.message[Language::French].is_empty(),
                "a message in both languages"
            );
            Shown {
                path,
                line,
                head: format!("{severity}[{}]", fault.id),
                message: fault.message[Language::English].clone(),
            }
        })
        .collect()
}

/// The same faults at the same places; a message is only held to where the sample gives one.
fn same(found: &BTreeSet<Shown>, expected: &BTreeSet<Shown>) -> bool {
    found.len() == expected.len()
        && expected.iter().all(|wish| {
            found.iter().any(|fault| {
                fault.path == wish.path
                    && fault.line == wish.line
                    && fault.head == wish.head
                    && (wish.message.is_empty() || fault.message == wish.message)
            })
        })
}
