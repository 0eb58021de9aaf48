//! The rows that a table lacks close its gap: they are added, and the table is proved again.

use std::collections::BTreeMap;

use bilan::pipeline;
use bilan::report::Report;
use bilan::rules::{Compiled, DecisionId, LackingRow, Phrasebook, analyse, lacking_rows};

use crate::analysis::Made;
use crate::generated::{LARGE, rules, sources};

const DECISION: DecisionId = DecisionId::new(0);

/// How many sets of rules are made up.
const SETS: u64 = 1_200;

#[test]
fn the_rows_that_are_shown_close_the_gap_and_overlap_nothing() {
    let mut closed = 0;
    let mut several = 0;
    for seed in 0..SETS {
        let made = Made::new(seed);
        let compiled = made.compiled();
        let before = faults(&compiled);
        if !before.contains_key("rule-gap") {
            continue;
        }
        let lacking = lacking_rows(&compiled, DECISION).expect("the table is small");
        assert!(!lacking.is_empty(), "seed {seed}");
        let (facts, rows) = written(&lacking);
        let context = || format!("seed {seed}\n{}{facts}{rows}", made.table);
        let after = faults(&made.compiled_with(&facts, &rows));
        assert!(!after.contains_key("rule-gap"), "{}", context());
        for id in ["rule-overlap", "rule-never", "rule-shadowed"] {
            assert_eq!(after.get(id), before.get(id), "{id}, {}", context());
        }
        closed += 1;
        several += usize::from(lacking.len() > 1);
    }
    assert!(closed > 300 && several > 60, "{closed} {several}");
}

/// A gap of more groups than anybody is shown needs all of them.
#[test]
fn gaps_that_are_shown_cut_off_are_closed_by_the_whole_cover() {
    let mut most = 0;
    for route in 0..LARGE.decisions - 1 {
        let path = format!("content/rules/routes/route_{route}.yaml");
        let all = rules(LARGE);
        let text = |path: &str| all.text(all.at(path).expect("it is made")).to_owned();
        let table: String = text(&path)
            .lines()
            .filter(|line| !line.contains("otherwise"))
            .map(|line| format!("{line}\n"))
            .collect();
        let files = |facts: &str, rows: &str| {
            let changed = [
                (path.clone(), format!("{table}{rows}")),
                (FACTS.to_owned(), format!("{}{facts}", text(FACTS))),
            ];
            let others = all
                .below("content/rules/")
                .map(|(id, file)| (file.path.clone(), all.text(id).to_owned()));
            let files = others.collect::<BTreeMap<_, _>>().into_iter();
            let files: BTreeMap<_, _> = files.chain(changed).collect();
            let inner = |path: String| path.trim_start_matches("content/rules/").to_owned();
            let sources = sources(files.into_iter().map(|(path, text)| (inner(path), text)));
            pipeline::rules(&sources, &mut Report::default()).expect("the rules compile")
        };
        let open = files("", "");
        let id = format!("route_{route}");
        let decision = open.book.decision(&id).expect("the route is there");
        // The rows of some routes cover everything by themselves.
        if !faults(&open).contains_key("rule-gap") {
            continue;
        }
        let lacking = lacking_rows(&open, decision).expect("the set is small");
        most = most.max(lacking.len());
        let (facts, rows) = written(&lacking);
        let filled = files(&facts, &rows);
        let mut report = Report::default();
        analyse(&filled, &Phrasebook::default(), &mut report);
        let gap = report
            .sorted()
            .into_iter()
            .find(|fault| fault.id == "rule-gap");
        assert!(gap.is_none(), "{id} {gap:#?}\n{table}{rows}{facts}");
    }
    assert!(most > 8, "no gap is cut off: {most}");
}

const FACTS: &str = "content/rules/facts.yaml";

/// Three gaps in two tables, and two overlaps in one: each is told in the same run.
#[test]
fn all_gaps_and_overlaps_are_told_at_once() {
    let compiled = crate::analysis::compiled(
        "  c: { type: choice, options: [p, q, r, s] }\n  n: { type: money, min: 0, max: 100 }\n",
        "",
        "",
        "decision: d\nkind: route\npolicy: unique\nrows:\n  \
         - { when: \"c = p and n < 30\", then: closed, why: one, source: [law] }\n  \
         - { when: \"c = p and n > 20 and n < 60\", then: closed, why: two, source: [law] }\n  \
         - { when: \"c in [p, q] and n > 50\", then: closed, why: three, source: [law] }\n",
    );
    let mut report = Report::default();
    analyse(&compiled, &Phrasebook::default(), &mut report);
    let told = report.sorted();
    let notes = |id: &str| -> Vec<String> {
        let faults = told.iter().filter(|fault| fault.id == id);
        let notes = faults.flat_map(|fault| &fault.notes);
        notes.map(|words| words.en.clone()).collect()
    };
    let overlaps = told.iter().filter(|fault| fault.id == "rule-overlap");
    assert_eq!(overlaps.count(), 2);
    let holes = notes("rule-gap");
    let holes: Vec<&String> = holes
        .iter()
        .filter(|note| note.contains("without an answer"))
        .collect();
    assert_eq!(holes.len(), 2, "{holes:?}");
    assert!(
        holes
            .iter()
            .any(|hole| hole.contains("c != p") && hole.contains("n <= 50")),
        "{holes:?}"
    );
    assert!(
        holes.iter().any(|hole| hole.contains("c in [r, s]")),
        "{holes:?}"
    );
}

/// The rows, with the facts that they need.
fn written(lacking: &[LackingRow]) -> (String, String) {
    let (mut facts, mut rows) = (String::new(), String::new());
    for (place, row) in lacking.iter().enumerate() {
        let mut parts: Vec<String> = row.tests.iter().map(|test| format!("({test})")).collect();
        for (number, comparison) in row.comparisons.iter().enumerate() {
            let name = format!("lacking_{place}_{number}");
            facts += &format!("{name}: \"{comparison}\"\n");
            parts.push(name);
        }
        let when = if parts.is_empty() {
            "otherwise: closed".to_owned()
        } else {
            format!("when: \"{}\", then: closed", parts.join(" and "))
        };
        rows += &format!("  - {{ {when}, why: filled, source: [law] }}\n");
    }
    (facts, rows)
}

/// How often each fault is told.
fn faults(compiled: &Compiled) -> BTreeMap<&'static str, usize> {
    let mut report = Report::default();
    analyse(compiled, &Phrasebook::default(), &mut report);
    let mut found = BTreeMap::new();
    for fault in report.sorted() {
        *found.entry(fault.id).or_insert(0) += 1;
    }
    found
}
