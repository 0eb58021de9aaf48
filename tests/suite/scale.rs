//! Sets of rules that grow: they are proved, or refused by name, and never hang.

use bilan::pipeline;
use bilan::report::{Fault, Report};
use bilan::rules::{Compiled, Phrasebook, analyse};
use bilan::source::Sources;

#[path = "../../benches/generated.rs"]
mod generated;

use generated::{HUGE, LARGE, OUTCOMES, SOURCES, rules, sources};

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
            compiled.book.relations.len() > 5,
            "no fact compares answers"
        );
        assert!(too_large(&report).is_none(), "{:#?}", too_large(&report));
    }
}

fn proved(sources: &Sources) -> (Option<Compiled>, Report) {
    let mut report = Report::default();
    let compiled = pipeline::rules(sources, &mut report);
    if let Some(compiled) = &compiled {
        analyse(compiled, &Phrasebook::default(), &mut report);
    }
    (compiled, report)
}

fn too_large(report: &Report) -> Option<&Fault> {
    let faults = report.sorted();
    faults
        .into_iter()
        .find(|fault| fault.id == "rules-too-large")
}
