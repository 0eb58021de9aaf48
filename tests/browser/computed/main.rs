//! Writes what Rust computes, for the tests that the browser computes the same: one program, so
//! that it is linked once.

#[path = "../../suite/dice.rs"]
mod dice;
#[path = "../../suite/formulas.rs"]
mod formulas;
#[expect(dead_code, reason = "the benches use more of it")]
#[path = "../../../benches/generated.rs"]
mod generated;
#[expect(dead_code, reason = "the suite holds them to what they mean")]
#[path = "../../suite/made.rs"]
mod made;
mod ranges;
#[path = "../../national/renaming.rs"]
mod renaming;
mod strangers;
mod typeset;

use std::path::Path;

use bilan::pipeline::{self, NATIONAL};
use bilan::report::Report;
use bilan::rules::{Answers, Compiled};
use serde_json::{Map, Value};

fn main() {
    match std::env::args().nth(1).as_deref() {
        Some("formulas") => ranges::write(),
        Some("strangers") => strangers::write(),
        Some("typeset") => typeset::write(),
        Some("renamed") => renamed(),
        _ => panic!("usage: computed formulas|strangers|typeset|renamed FOLDER"),
    }
}

/// Writes the national content under other names into a folder, and says which were changed.
fn renamed() {
    let folder = std::env::args().nth(2).expect("a folder");
    let mut report = Report::default();
    let sources = pipeline::sources(&NATIONAL, &mut report);
    let rules = pipeline::rules(&sources, &mut report).expect("the rules have no fault");
    let names = renaming::names(&rules.book);
    renaming::write(Path::new(&folder), &names);
    println!(
        "{}",
        serde_json::json!({ "mark": renaming::MARK, "names": names })
    );
}

/// What a person has answered, each answer under the index of its question.
fn by_index(compiled: &Compiled, answers: &Answers) -> Map<String, Value> {
    let questions = compiled.book.questions.indices();
    let given = questions.filter_map(|question| Some((question, answers.get(question)?)));
    given
        .map(|(question, answer)| (question.index().to_string(), answer.point().into()))
        .collect()
}
