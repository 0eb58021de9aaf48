//! The drawings of the rules: nothing lies on anything else, everything is said.

use bilan::draw::{Drawing, ORDER, drawings};
use bilan::language::Language;
use bilan::pipeline::{self, LoadOptions, NATIONAL};
use bilan::rules::parse_day;
use bilan::site::Site;
use std::sync::Arc;

fn site() -> Arc<Site> {
    let wanted = LoadOptions {
        today: parse_day("2026-11-22").expect("a date"),
        base_url: None,
        drafts: false,
    };
    pipeline::read(&NATIONAL, &wanted)
        .site
        .expect("the national site can be read")
}

fn drawn(site: &Site, language: Language) -> Vec<Drawing> {
    drawings(site, language).expect("the rules are small")
}

/// The boxes of a drawing as left, top, right, bottom.
fn boxes(svg: &str) -> Vec<[f64; 4]> {
    let number = |tag: &str, name: &str| -> f64 {
        let rest = tag
            .split_once(&format!(" {name}=\""))
            .expect("a box has this")
            .1;
        rest.split_once('"')
            .expect("closed")
            .0
            .parse()
            .expect("a number")
    };
    let tags = svg.split("<rect class=\"").skip(1);
    let tags = tags.filter(|tag| !tag.starts_with("paper"));
    tags.map(|tag| {
        let (x, y) = (number(tag, "x"), number(tag, "y"));
        [x, y, x + number(tag, "width"), y + number(tag, "height")]
    })
    .collect()
}

#[test]
fn every_decision_and_the_order_of_questions_are_drawn_in_both_languages() {
    let site = site();
    for language in Language::ALL {
        let found = drawn(&site, language);
        let ids: Vec<&str> = found.iter().map(|drawing| drawing.id.as_str()).collect();
        assert_eq!(ids[0], ORDER);
        let decisions = site.rules.book.decisions.iter();
        assert!(
            decisions
                .map(|decision| decision.id.as_str())
                .eq(ids[1..].iter().copied())
        );
        for Drawing { id, svg } in &found {
            assert!(
                svg.contains("role=\"img\"") && svg.contains("<title id="),
                "{id}"
            );
            assert!(svg.contains("<desc id=") && svg.contains(&format!(" lang=\"{language}\"")));
            assert_eq!(
                svg.matches("<text").count(),
                svg.matches("</text>").count(),
                "{id}"
            );
        }
        assert_eq!(
            found,
            drawn(&site, language),
            "the same rules give the same drawings"
        );
    }
}

#[test]
fn no_box_lies_on_another() {
    let site = site();
    for Drawing { id, svg } in drawn(&site, Language::French) {
        let boxes = boxes(&svg);
        assert!(!boxes.is_empty(), "{id}");
        for (place, one) in boxes.iter().enumerate() {
            for other in &boxes[place + 1..] {
                let beside = one[2] <= other[0] || other[2] <= one[0];
                let below = one[3] <= other[1] || other[3] <= one[1];
                assert!(beside || below, "{id}: {one:?} lies on {other:?}");
            }
        }
    }
}

#[test]
fn a_small_diagram_is_a_tree_and_a_large_one_a_table() {
    let site = site();
    let found = drawn(&site, Language::English);
    let svg = |id: &str| {
        &found
            .iter()
            .find(|drawing| drawing.id == id)
            .expect("drawn")
            .svg
    };
    assert!(svg("csp").contains("From top to bottom"));
    assert!(svg("verdict").contains("too large to read"));
    // The last row of a table is for all that is left.
    assert!(svg("verdict").contains("In every other case"));
}
