//! Every fault is registered, and explains itself: by a page of `bilan check --explain`, or by
//! its message alone.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use bilan::language::Language;
use bilan::report::{ExplainedBy, FAULTS, Severity, explanation};

use crate::project::Project;

/// The calls that make faults, with how much the fault matters that they make.
const MAKERS: [(&str, Severity); 6] = [
    ("Fault::error(", Severity::Error),
    ("Fault::warning(", Severity::Warning),
    ("Fault::note_only(", Severity::Note),
    ("unknown_name(", Severity::Error),
    ("known_place(", Severity::Error),
    ("never_used(", Severity::Warning),
];

/// The parts of a page.
fn headings(language: Language) -> [&'static str; 4] {
    match language {
        Language::French => ["Ce qu'il trouve", "Pourquoi", "Exemple", "À la place"],
        Language::English => ["What it finds", "Why it matters", "Example", "Instead"],
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The ids that the sources give to faults, by the calls that make them.
fn emitted() -> BTreeMap<String, BTreeSet<Severity>> {
    let mut found: BTreeMap<String, BTreeSet<Severity>> = BTreeMap::new();
    for entry in walkdir::WalkDir::new(root().join("src")) {
        let entry = entry.expect("the source folder can be walked");
        if entry.path().extension().is_none_or(|ending| ending != "rs") {
            continue;
        }
        let text = fs::read_to_string(entry.path()).expect("a source file is text");
        for (maker, severity) in MAKERS {
            for call in text.split(maker).skip(1) {
                if let Some(rest) = call.trim_start().strip_prefix('"') {
                    let id = rest.split('"').next().expect("a text ends");
                    found.entry(id.to_owned()).or_default().insert(severity);
                }
            }
        }
    }
    found
}

#[test]
fn the_registry_holds_what_the_program_tells_and_nothing_else() {
    let emitted = emitted();
    assert!(emitted.len() > 80, "the faults were not found");
    let registered: BTreeMap<String, BTreeSet<Severity>> = FAULTS
        .iter()
        .map(|fault| {
            let severities = fault.severities.iter().copied().collect();
            (fault.id.to_owned(), severities)
        })
        .collect();
    assert_eq!(emitted, registered);
    assert!(FAULTS.is_sorted_by(|one, next| one.id < next.id));
    for fault in FAULTS {
        let severities = fault.severities.iter().rev();
        assert!(severities.is_sorted(), "{}: the worst first", fault.id);
    }
}

#[test]
fn at_most_a_third_of_the_faults_is_told_by_a_message_alone() {
    let alone = FAULTS
        .iter()
        .filter(|fault| fault.told == ExplainedBy::MessageAlone);
    let (alone, all) = (alone.count(), FAULTS.len());
    assert!(3 * alone <= all, "{alone} of {all} faults have no page");
}

#[test]
fn every_page_has_its_four_parts_and_a_fault() {
    for language in Language::ALL {
        for fault in FAULTS {
            let page = explanation(fault.id, language);
            assert_eq!(
                page.is_some(),
                fault.told == ExplainedBy::Explained,
                "{}, its page in {language}",
                fault.id
            );
            if let Some(page) = page {
                let title = format!("# {}\n", fault.id);
                assert!(page.starts_with(&title), "{} in {language}", fault.id);
                assert_eq!(
                    parts(page),
                    headings(language),
                    "{} in {language}",
                    fault.id
                );
            }
        }
        let folder = root().join("src/report/faults").join(language.code());
        for entry in fs::read_dir(folder).expect("the pages are there") {
            let path = entry.expect("the folder can be read").path();
            let id = path.file_stem().and_then(|stem| stem.to_str());
            let known = FAULTS.iter().any(|fault| Some(fault.id) == id);
            assert!(known, "{} explains no fault", path.display());
        }
    }
}

/// The headings of a page, outside its code, each with something below it.
fn parts(page: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut code = false;
    let mut said = true;
    for line in page.lines() {
        if line.starts_with("```") {
            code = !code;
        }
        match line.strip_prefix("## ") {
            Some(heading) if !code => {
                assert!(said, "nothing is said before {heading}");
                said = false;
                parts.push(heading);
            }
            _ => said |= !line.is_empty(),
        }
    }
    assert!(said && !code, "the page breaks off: {page}");
    parts
}

#[test]
fn the_program_explains_every_fault() {
    let project = Project::empty();
    let explain = |id: &str| {
        std::process::Command::new(env!("CARGO_BIN_EXE_bilan"))
            .args(["--lang", "en", "check", "--explain", id])
            .current_dir(project.path())
            .output()
            .expect("the program runs")
    };
    for fault in FAULTS {
        let output = explain(fault.id);
        assert!(output.status.success(), "{}", fault.id);
        let said = String::from_utf8(output.stdout).expect("the program writes text");
        match explanation(fault.id, Language::English) {
            Some(page) => assert_eq!(said, page),
            None => {
                assert!(
                    said.contains(fault.id) && said.lines().count() == 1,
                    "{said}"
                );
                for severity in fault.severities {
                    let word = format!("{severity:?}").to_lowercase();
                    assert!(said.contains(&word), "{said}");
                }
            }
        }
    }
    let output = explain("gap");
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).expect("the program writes text");
    assert!(said.contains("`rule-gap`"), "{said}");
    assert!(said.contains(&FAULTS.len().to_string()), "{said}");
}

/// Faults that no sample can show, by the reason.
const WITHOUT_SAMPLE: [(&str, &[&str]); 8] = [
    (
        "the law as it is published as data lies beside a site: law.rs and law_terminal.rs",
        &[
            "article-absent",
            "article-changed",
            "article-ended",
            "article-ends",
            "article-repealed",
            "article-since",
            "article-twice",
            "article-words",
            "code-missing",
            "codes-broken",
            "codes-twice",
            "no-codes",
            "page-absent",
            "page-changed",
            "read-again",
            "source-address",
            "text-of-change",
        ],
    ),
    (
        "the folder that a site is written to, which a sample has not: output.rs and build.rs",
        &[
            "foreign-file",
            "foreign-folder",
            "left-over",
            "not-synced",
            "output-busy",
            "output-in-site",
            "unknown-origin",
            "unwritable",
        ],
    ),
    (
        "files that are no text, or no files: unread.rs and broken.rs",
        &[
            "file-name",
            "file-too-large",
            "no-folder",
            "not-utf8",
            "symbolic-link",
            "unreadable-file",
        ],
    ),
    (
        "`bilan rules check --order`, which counts the questions: tests/national/answered.rs",
        &["longer-order"],
    ),
    (
        "`bilan rules matrix` lies over the national rules: they ask a choice question of everybody, and only rules that replace each of their decisions can do without one",
        &["no-situations"],
    ),
    (
        "a revision of git: tests/national/rules_diff.rs",
        &["unknown-version"],
    ),
    (
        "rules of thousands of situations: scale.rs",
        &["rules-too-large"],
    ),
    (
        "a mistake of the program in its preview: hostile.rs",
        &["program-mistake"],
    ),
];

#[test]
fn every_fault_has_a_sample_or_a_reason() {
    let mut shown = BTreeSet::new();
    let samples = fs::read_dir(root().join("tests/samples")).expect("the samples are there");
    for entry in samples {
        let path = entry.expect("the folder can be read").path();
        let text = fs::read_to_string(path).expect("a sample is text");
        for line in text.lines() {
            let wish = line.trim_start().strip_prefix("#! ");
            let id = wish.and_then(|wish| wish.split_once('[')?.1.split_once(']'));
            shown.extend(id.map(|(id, _)| id.to_owned()));
        }
    }
    let excused: BTreeSet<&str> = WITHOUT_SAMPLE
        .iter()
        .flat_map(|(_, ids)| ids.iter().copied())
        .collect();
    for fault in FAULTS {
        let (shown, excused) = (shown.contains(fault.id), excused.contains(fault.id));
        assert!(shown || excused, "{} has no sample", fault.id);
        assert!(!(shown && excused), "{} has a sample after all", fault.id);
    }
    for id in excused {
        assert!(
            FAULTS.iter().any(|fault| fault.id == id),
            "{id} is no fault"
        );
    }
}

/// The document that lists the faults.
const DOCUMENT: &str = "docs/faults.md";

#[test]
fn the_document_lists_every_fault() {
    let mut table = String::from(HEAD);
    for fault in FAULTS {
        let id = fault.id;
        let severities: Vec<String> = fault
            .severities
            .iter()
            .map(|severity| format!("{severity:?}").to_lowercase())
            .collect();
        let explained = match fault.told {
            ExplainedBy::Explained => format!(
                "[English](../src/report/faults/en/{id}.md), [français](../src/report/faults/fr/{id}.md)"
            ),
            ExplainedBy::MessageAlone => "its message".to_owned(),
        };
        let severities = severities.join(", ");
        table.push_str(&format!("| `{id}` | {severities} | {explained} |\n"));
    }
    let path = root().join(DOCUMENT);
    if std::env::var_os("WRITE_FAULTS").is_some() {
        fs::write(&path, &table).expect("the document can be written");
    }
    let kept = fs::read_to_string(Path::new(&path)).unwrap_or_default();
    assert!(
        kept == table,
        "{DOCUMENT} is not what the registry says: `WRITE_FAULTS=1 cargo test explained` writes it"
    );
}

/// What stands above the table of the document.
const HEAD: &str = "\
# Faults

Whatever `bilan` finds wrong has a name, which stands in brackets before its message: `error[rule-gap]`.
An error stops a build, a warning is to be published only knowingly, a note is to be known.
`bilan check --explain NAME` explains a fault in the terminal.

This list is written from `src/report/registry.rs`: `WRITE_FAULTS=1 cargo test explained`.

| name | it is | explained by |
|---|---|---|
";
