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

fn main() {
    match std::env::args().nth(1).as_deref() {
        Some("formulas") => ranges::write(),
        Some("strangers") => strangers::write(),
        Some("typeset") => typeset::write(),
        _ => panic!("usage: computed formulas|strangers|typeset"),
    }
}
