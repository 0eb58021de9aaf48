//! The tests of the national content: what it says of people, and what holds of its rules.
//!
//! They fail where the content changes what it says; those of the tool stand in `tests/suite/`.

mod answered;
#[path = "../suite/dice.rs"]
mod dice;
mod edits;
mod harm;
mod known;
mod matrix;
mod mutated;
#[expect(dead_code, reason = "the tests of the tool use more of it")]
#[path = "../suite/project.rs"]
mod project;
mod readable;
mod renamed;
mod renaming;
mod rules;
mod rules_diff;
