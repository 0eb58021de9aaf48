//! No name of the content is in the program: where every outcome, amount and option has another
//! name, everybody is told the same.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use bilan::pipeline::{self, NATIONAL};
use bilan::report::Report;
use bilan::rules::{Case, Compiled, iso, json, read_cases, write_answer};
use bilan::source::{Layer, Sources};
use serde_json::Value;

use crate::project::{Project, wanted};
use crate::renaming::{self, MARK};

/// The national content, and below a folder what is laid over it.
fn layers(folder: &Path) -> [Layer; 3] {
    let [content, themes] = NATIONAL;
    [content, themes, Layer::Folder(folder.to_owned())]
}

struct Rules {
    compiled: Compiled,
    sources: Sources,
    cases: Vec<Case>,
}

fn rules(layers: &[Layer]) -> Rules {
    let mut report = Report::default();
    let sources = pipeline::sources(layers, &mut report);
    let compiled = pipeline::rules(&sources, &mut report).expect("the rules have no fault");
    let cases = read_cases(&sources, &compiled.book, &mut report);
    assert!(!report.has_errors(), "{:#?}", report.sorted());
    Rules {
        compiled,
        sources,
        cases,
    }
}

/// The national content under other names.
fn renamed() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let names = renaming::names(&rules(&NATIONAL).compiled.book);
    for name in [
        "open",
        "silent",
        "not_applicable",
        "covered",
        "if_refused",
        "farmer",
    ] {
        assert!(names.contains(name), "{name} has another name");
    }
    renaming::write(folder.path(), &names);
    folder
}

/// A value without the mark of the new names.
fn as_before(value: Value) -> Value {
    let text = |text: String| text.replace(MARK, "");
    match value {
        Value::String(found) => text(found).into(),
        Value::Array(items) => items.into_iter().map(as_before).collect(),
        Value::Object(map) => {
            let map = map.into_iter();
            map.map(|(key, value)| (text(key), as_before(value)))
                .collect()
        }
        other => other,
    }
}

#[test]
fn whatever_outcomes_amounts_and_options_are_called_everybody_is_told_the_same() {
    let folder = renamed();
    let (old, new) = (rules(&NATIONAL), rules(&layers(folder.path())));
    assert_eq!(old.cases.len(), new.cases.len());
    let mut differ = 0;
    for (before, after) in old.cases.iter().zip(&new.cases) {
        let told = json(&old.compiled, &before.answers, &old.sources);
        let again = json(&new.compiled, &after.answers, &new.sources);
        differ += usize::from(told != again);
        assert_eq!(as_before(again), told, "{}", before.id);
    }
    assert_eq!(differ, old.cases.len(), "the names are others");
}

/// What the terminal says to the person of a case.
fn said(site: &Path, rules: &Rules, case: &Case) -> String {
    let book = &rules.compiled.book;
    let given = book.questions.iter_enumerated();
    let given = given.filter(|(question, _)| *question != book.reference);
    let given = given.filter_map(|(question, found)| {
        let answer = case.answers.get(question)?;
        Some(format!(
            "{}={}",
            found.id,
            write_answer(book, question, answer)
        ))
    });
    let output = Command::new(env!("CARGO_BIN_EXE_bilan"))
        .args(["ask", "--lang", "en", "--date"])
        .arg(iso(case.answers.day(book)))
        .arg("--answers")
        .arg(given.collect::<Vec<_>>().join(","))
        .current_dir(site)
        .output()
        .expect("the program runs");
    let faults = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {faults}", case.id);
    String::from_utf8(output.stdout).expect("the program speaks UTF-8")
}

#[test]
fn whatever_outcomes_amounts_and_options_are_called_the_terminal_says_the_same() {
    let (folder, national) = (renamed(), Project::empty());
    let (old, new) = (rules(&NATIONAL), rules(&layers(folder.path())));
    // On another day a page may have a fault of its own, with which nothing is answered.
    let today = |case: &Case| iso(case.answers.day(&old.compiled.book)) == "2026-11-22";
    let cases = old.cases.iter().zip(&new.cases);
    let cases = cases.filter(|(before, _)| today(before)).step_by(25);
    for (before, after) in cases {
        let told = said(national.path(), &old, before);
        let again = said(folder.path(), &new, after).replace(MARK, "");
        assert_eq!(again, told, "{}", before.id);
    }
}

/// What is published, without the mark of the new names and without digests of bytes.
fn published(layers: &[Layer]) -> BTreeMap<String, String> {
    let mut loaded = pipeline::unchecked(layers, &wanted());
    let outputs = pipeline::render(&mut loaded);
    let outputs = outputs.unwrap_or_else(|| panic!("{:#?}", loaded.report.sorted()));
    let text = |text: &str| without_digests(&text.replace(MARK, ""));
    let outputs = outputs.into_iter();
    outputs
        .map(|(address, output)| {
            let bytes = String::from_utf8_lossy(&output.bytes).into_owned();
            (text(&address), text(&bytes))
        })
        .collect()
}

/// A text in which every digest is the same.
fn without_digests(text: &str) -> String {
    let mut kept = String::new();
    let digit = |letter: char| letter.is_ascii_hexdigit() && !letter.is_ascii_uppercase();
    for part in text.split_inclusive(|letter: char| !digit(letter)) {
        let run = part.trim_end_matches(|letter| !digit(letter));
        let rest = &part[run.len()..];
        kept.push_str(if run.len() < 8 { run } else { "#" });
        kept.push_str(rest);
    }
    kept
}

#[test]
fn whatever_outcomes_amounts_and_options_are_called_every_page_is_the_same() {
    let folder = renamed();
    let (old, new) = (published(&NATIONAL), published(&layers(folder.path())));
    assert!(old.keys().eq(new.keys()), "the same pages");
    for (address, text) in &old {
        let again = &new[address];
        let mut lines = text.lines().zip(again.lines());
        let differs = lines.find(|(before, after)| before != after);
        assert!(text == again, "{address}: {differs:#?}");
    }
}
