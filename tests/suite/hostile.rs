//! Files written to make the program fall: each ends in an answer or in a placed fault.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use bilan::language::Language;
use bilan::pipeline::{Edition, NATIONAL};
use bilan::report::{Fault, Human, Report, json};
use bilan::serve::{Preview, Publisher};
use bilan::source::{Layer, Sources};

use crate::project::{Project, wanted};

#[test]
fn two_verdicts_or_none_are_told() {
    let verdict = "kind: verdict\nrows:\n  - { otherwise: not_now, source: [law-1] }\n";
    let twice = Project::new().file("content/rules/z.yaml", &format!("decision: z\n{verdict}"));
    assert_eq!(
        places(&twice.read(), "two-verdicts"),
        ["content/rules/z.yaml:1"]
    );
    let none = Project::new().without("content/rules/verdict.yaml");
    assert_eq!(
        places(&none.read(), "no-verdict"),
        ["content/rules/outcomes.yaml:1"]
    );
}

#[test]
fn circles_of_any_length_are_told_with_their_way() {
    const LENGTH: usize = 5_000;
    let facts: String = (0..LENGTH)
        .map(|place| format!("f{place}: \"f{}\"\n", (place + 1) % LENGTH))
        .collect();
    let edition = with_facts(&facts).read();
    let faults = edition.report.sorted();
    let circular: Vec<_> = faults
        .iter()
        .filter(|fault| fault.id == "circular-rule")
        .collect();
    assert_eq!(circular.len(), 1);
    assert!(
        circular[0].notes[0]
            .en
            .starts_with("the way: `f0` → `f1` → ")
    );
}

#[test]
fn chains_too_long_to_be_walked_are_refused_in_place() {
    for (length, refused) in [(300, false), (5_000, true), (50_000, true)] {
        let facts: String = (1..length)
            .map(|place| format!("f{place}: \"f{}\"\n", place - 1))
            .collect();
        let first = "f0: \"leave\"\n";
        let last = length - 1;
        let edition = with_facts(&format!("{first}{facts}too_soon: \"f{last}\"\n")).read();
        let told = places(&edition, "rules-too-large");
        assert_eq!(!told.is_empty(), refused, "{length}: {told:?}");
    }
}

#[test]
fn a_save_that_makes_the_program_fall_leaves_the_last_good_site() {
    static FALL: AtomicBool = AtomicBool::new(false);
    let project = Project::new();
    let layers = vec![
        NATIONAL[1].clone(),
        Layer::Folder(project.path().to_owned()),
    ];
    let tell = |_: &Report, _: &Sources| assert!(!FALL.load(Ordering::SeqCst), "a fall on purpose");
    let preview = Preview::new(layers, wanted(), Language::English, tell);
    let page = || {
        let answer = preview.answer("/en/").expect("the first page is there");
        (
            answer.status,
            String::from_utf8_lossy(&answer.body).into_owned(),
        )
    };
    assert!(!page().1.contains("program-mistake"));
    FALL.store(true, Ordering::SeqCst);
    assert!(preview.refresh(&[]), "tabs reload, or nobody would see it");
    let (status, html) = page();
    assert_eq!(status, 200);
    assert!(
        html.contains("program-mistake") && html.contains("a fall on purpose"),
        "{html}"
    );
    assert!(
        html.contains("tests/suite/hostile.rs:"),
        "the place is told"
    );
    assert!(html.contains("A first page"), "the last good page stays");
    FALL.store(false, Ordering::SeqCst);
    preview.refresh(&[]);
    assert!(!page().1.contains("program-mistake"));
}

#[test]
fn many_faults_of_one_file_are_told_in_linear_time_and_shown_in_part() {
    let page = |count: usize| {
        let lines = "<p class=\"MsoNormal\">é</p>\n\n".repeat(count);
        let front = "---\ntitle: Home\ndescription: A first page that is long enough to have a description of it.\n---\n";
        Project::new().file("content/en/index.md", &format!("{front}{lines}"))
    };
    let edition = page(4_000).read();
    let began = Instant::now();
    let all = json(&edition.report, &edition.sources, Language::English);
    assert!(all.matches("\"raw-html\"").count() >= 4_000);
    let shown = Human::new(&edition.sources, Language::English, false).report(&edition.report);
    assert!(shown.matches("error[raw-html]").count() <= 30);
    assert!(shown.contains("more in content/en/index.md"), "{shown}");
    assert!(began.elapsed() < Duration::from_secs(20));
}

/// The base site with more facts.
fn with_facts(facts: &str) -> Project {
    let facts = if facts.contains("too_soon:") {
        facts.to_owned()
    } else {
        format!("{facts}too_soon: \"request_date <= previous_end + 5 years\"\n")
    };
    Project::new().file("content/rules/facts.yaml", &facts)
}

/// Where the faults of an id stand, as `path:line`.
fn places(edition: &Edition, id: &str) -> Vec<String> {
    let faults = edition.report.sorted().into_iter();
    faults
        .filter(|fault| fault.id == id)
        .map(|fault| place(fault, &edition.sources))
        .collect()
}

fn place(fault: &Fault, sources: &Sources) -> String {
    fault.span.map_or(String::new(), |span| {
        let (line, _) = sources.place(span.file, span.start);
        format!("{}:{line}", sources.file(span.file).shown)
    })
}
