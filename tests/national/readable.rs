//! The shipped questions and pages can be read at once: `check` has no long sentence to tell of.

use bilan::language::Language::English;
use bilan::pipeline::{self, NATIONAL};
use bilan::report::{Human, Report};

use crate::project::wanted;

#[test]
fn no_question_and_no_sentence_that_is_shipped_is_long() {
    let loaded = pipeline::read(&NATIONAL, &wanted());
    assert!(loaded.site.is_some(), "the site can be read");
    let mut long = Report::default();
    for fault in loaded.report.sorted() {
        if ["long-question", "long-sentence"].contains(&fault.id) {
            long.add(fault.clone());
        }
    }
    let human = Human::new(&loaded.sources, English, false);
    assert!(long.is_empty(), "{}", human.report(&long));
}
