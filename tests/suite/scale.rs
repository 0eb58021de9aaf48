//! Sets of rules that grow: they are proved, or refused by name, and never hang.

use bilan::pipeline;
use bilan::report::{Fault, Report};
use bilan::rules::{Compiled, Phrasebook, analyse, coverage, diff};
use bilan::source::{self, Layer, Sources};

use crate::generated::{HUGE, LARGE, OUTCOMES, SOURCES, rules, sources};

#[test]
fn sets_of_every_expected_size_are_proved() {
    for size in [LARGE, HUGE] {
        let (compiled, report) = proved(&rules(size));
        let compiled = compiled.expect("the set compiles");
        let rows = compiled.book.decisions.iter();
        let rows: usize = rows.map(|decision| decision.rows.len()).sum();
        assert_eq!(rows, size.rows);
        assert_eq!(compiled.book.questions.len(), size.questions + 1);
        assert!(
            compiled.book.comparisons.len() > 5,
            "no fact compares answers"
        );
        let refused = too_large(&report);
        assert!(refused.is_empty(), "{refused:#?}");
    }
}

#[test]
fn tables_that_tell_too_much_apart_are_refused_by_name() {
    // The first answers must all be kept in mind until the second ones come.
    const PAIRS: usize = 24;
    let id = |side: &str, index: usize| format!("{side}_{index}");
    let sides = ["left", "right"];
    let questions = sides.map(|side| {
        let questions =
            (0..PAIRS).map(|index| format!("  {}: {{ type: yes_no }}\n", id(side, index)));
        questions.collect::<String>()
    });
    let pairs =
        (0..PAIRS).map(|index| format!("({} and {})", id("left", index), id("right", index)));
    let when = pairs.collect::<Vec<_>>().join(" or ");
    let sources = small(&questions.concat(), "", &when);
    let (compiled, report) = proved(&sources);
    assert!(compiled.is_none(), "the diagram should not fit");
    let refused = too_large(&report);
    let named = refused.iter().any(|fault| names(fault, "`left_"));
    assert!(named, "{refused:#?}");
}

#[test]
fn comparisons_that_cannot_be_told_apart_in_time_are_refused_by_name() {
    // Nine answers of seven values each are never all different. Intervals cannot see it.
    const ANSWERS: usize = 9;
    let questions =
        (0..ANSWERS).map(|index| format!("  n_{index}: {{ type: money, min: 0, max: 0.06 }}\n"));
    let questions: String = questions.collect();
    let (facts, differ) = all_different(ANSWERS);
    let sources = small(&questions, &facts, &differ);
    let (compiled, report) = proved(&sources);
    assert!(compiled.is_some(), "the diagram is small");
    let refused = too_large(&report);
    let named = refused.iter().any(|fault| names(fault, "`n_"));
    assert!(named, "{refused:#?}");
}

#[test]
fn many_searches_share_one_limit_and_are_refused_by_name() {
    // For every option the same hard question again: each search is short enough, not their sum.
    const ANSWERS: usize = 7;
    const OPTIONS: usize = 12;
    let values = format!("min: 0, max: 0.0{}", ANSWERS - 2);
    let numbers = (0..ANSWERS).map(|index| format!("  n_{index}: {{ type: money, {values} }}\n"));
    let options: Vec<String> = (0..OPTIONS).map(|index| format!("o{index}")).collect();
    let questions = format!(
        "  c: {{ type: choice, options: [{}] }}\n{}",
        options.join(", "),
        numbers.collect::<String>()
    );
    let (facts, differ) = all_different(ANSWERS);
    // The reasons change places: with new names they would be the same reasons.
    let route = |turn: usize| {
        let reasons = options.iter().cycle().skip(turn);
        let rows = options.iter().zip(reasons).map(|(option, why)| {
            format!("  - {{ when: \"c = {option} and {differ}\", then: closed, why: for_{why}, source: [law] }}\n")
        });
        let rows = rows.collect::<String>();
        let table = format!(
            "decision: d\nkind: route\nrows:\n{rows}  - {{ otherwise: open, source: [law] }}\n"
        );
        let sources = with_table(&questions, &facts, table);
        pipeline::rules(&sources, &mut Report::default()).expect("the diagram is small")
    };
    let (one, other) = (route(0), route(1));
    let covered = coverage(&one, &[]).map(|_| ());
    let compared = diff(&one.book, &other.book).map(|_| ());
    for refused in [covered, compared] {
        let fault = Fault::from(refused.expect_err("the sum is too much"));
        assert!(names(&fault, "`n_"), "{fault:#?}");
    }
}

/// The facts that say of each two answers that they differ, and all of them together.
fn all_different(answers: usize) -> (String, String) {
    let mut facts = String::new();
    let mut all = Vec::new();
    for one in 0..answers {
        for other in 0..one {
            facts += &format!("differ_{one}_{other}: \"n_{one} != n_{other}\"\n");
            all.push(format!("differ_{one}_{other}"));
        }
    }
    (facts, all.join(" and "))
}

/// One route that is closed under one condition.
fn small(questions: &str, facts: &str, when: &str) -> Sources {
    let table = format!(
        "decision: d\nkind: route\nrows:\n  - {{ when: \"{when}\", then: closed, source: [law] }}\n  \
         - {{ otherwise: open, source: [law] }}\n"
    );
    with_table(questions, facts, table)
}

/// The rules of one route.
fn with_table(questions: &str, facts: &str, table: String) -> Sources {
    let reference = "  request_date: { type: date, role: reference, default: today }\n";
    let files = [
        ("sources.yaml", SOURCES.to_owned()),
        ("outcomes.yaml", OUTCOMES.to_owned()),
        (
            "questions.yaml",
            format!("questions:\n{reference}{questions}"),
        ),
        ("facts.yaml", facts.to_owned()),
        ("d.yaml", table),
    ];
    sources(files.map(|(name, text)| (name.to_owned(), text)))
}

fn proved(sources: &Sources) -> (Option<Compiled>, Report) {
    let mut report = Report::default();
    let compiled = pipeline::rules(sources, &mut report);
    if let Some(compiled) = &compiled {
        analyse(compiled, &Phrasebook::default(), &mut report);
    }
    (compiled, report)
}

fn too_large(report: &Report) -> Vec<&Fault> {
    let faults = report.sorted().into_iter();
    faults
        .filter(|fault| fault.id == "rules-too-large")
        .collect()
}

/// Whether a fault says that the decision is too large, and that a question makes it so.
fn names(fault: &Fault, question: &str) -> bool {
    fault.message.en.contains("`d`") && fault.notes[0].en.contains(question)
}

/// What `benches/rules.rs` measures year after year has to be read by every version.
#[test]
fn the_frozen_rules_are_read_without_a_fault() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/frozen");
    let (sources, _) = source::read(&[Layer::Folder(folder.into())]);
    let mut report = Report::default();
    let compiled = pipeline::rules(&sources, &mut report).expect("the frozen rules compile");
    assert!(!report.has_errors(), "{:#?}", report.sorted());
    analyse(&compiled, &Phrasebook::default(), &mut report);
    assert!(!report.has_errors(), "{:#?}", report.sorted());
    assert_eq!(compiled.book.decisions.len(), 34);
}
