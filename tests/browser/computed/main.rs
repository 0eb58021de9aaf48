//! Writes what Rust computes, for the tests that the browser computes the same: one program, so
//! that it is linked once.

#[path = "../../suite/dice.rs"]
mod dice;
#[path = "../../suite/formulas.rs"]
mod formulas;
#[expect(dead_code, reason = "the benches use more of it")]
#[path = "../../../benches/generated.rs"]
mod generated;
mod ranges;
mod strangers;
mod typeset;

use bilan::rules::{Answers, Compiled};
use serde_json::{Map, Value};

fn main() {
    match std::env::args().nth(1).as_deref() {
        Some("formulas") => ranges::write(),
        Some("strangers") => strangers::write(),
        Some("typeset") => typeset::write(),
        _ => panic!("usage: computed formulas|strangers|typeset"),
    }
}

/// What a person has answered, each answer under the index of its question.
fn by_index(compiled: &Compiled, answers: &Answers) -> Map<String, Value> {
    let questions = compiled.book.questions.indices();
    let given = questions.filter_map(|question| Some((question, answers.get(question)?)));
    given
        .map(|(question, answer)| (question.index().to_string(), answer.point().into()))
        .collect()
}
