//! Every test of the crate from outside, in one program.

mod analysis;
mod broken;
mod build;
mod chance;
mod content;
mod contradictions;
mod dice;
mod documents;
mod draw;
mod embed;
mod explained;
mod formulas;
#[path = "../../benches/generated.rs"]
mod generated;
mod hostile;
mod law;
mod law_jobs;
mod law_terminal;
mod layers;
mod layouts;
mod lengths;
mod obeyed;
mod openings;
mod output;
mod persons;
mod project;
mod quoted;
mod ranges;
mod render;
mod scale;
mod schema;
mod serve;
mod terminal;
mod theme;
mod typeset;
mod written;
