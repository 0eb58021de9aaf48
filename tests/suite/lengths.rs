//! How many questions the shipped rules ask: it may fall, and not grow unnoticed.

use bilan::pipeline::{self, NATIONAL};
use bilan::report::Report;
use bilan::rules::{lengths, parse_day, situations};
use bilan::source;

/// For each situation, the mean of a hundred persons in hundredths, and the longest way.
const MOST: [(&str, usize, usize); 19] = [
    ("permanent", 1045, 16),
    ("fixed_term", 1045, 16),
    ("agency", 1045, 16),
    ("apprentice", 1045, 16),
    ("jobseeker", 623, 11),
    ("state_agent", 777, 11),
    ("territorial_agent", 782, 11),
    ("hospital_agent", 968, 12),
    ("shopkeeper", 902, 13),
    ("craft", 892, 13),
    ("liberal", 848, 12),
    ("doctor", 841, 14),
    ("farmer", 902, 13),
    ("author", 841, 13),
    ("performer", 613, 10),
    ("inactive", 598, 10),
    ("student", 324, 4),
    ("retired", 551, 11),
    ("abroad", 598, 10),
];

#[test]
fn nobody_is_asked_more_than_before() {
    let (sources, _) = source::read(&NATIONAL);
    let compiled = pipeline::rules(&sources, &mut Report::default()).expect("the rules compile");
    let question = situations(&compiled.book).expect("there are situations");
    let options = compiled.book.questions[question].kind.options();
    let day = parse_day("2026-11-22").expect("a date");
    let found = lengths(&compiled, day, 100);
    assert_eq!(
        found.len(),
        MOST.len(),
        "a new situation needs its line here"
    );
    for length in found {
        let id = options[length.option].as_str();
        let (_, mean, longest) = MOST
            .iter()
            .find(|(known, ..)| *known == id)
            .expect("a line");
        assert!(length.total <= *mean, "{id}: {} of {mean}", length.total);
        assert!(
            length.longest.len() <= *longest,
            "{id}: {} of {longest}",
            length.longest.len()
        );
        assert_eq!(length.longest[0], question, "{id}");
    }
}
