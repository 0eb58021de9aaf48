//! Every test of the crate from outside, in one program.

mod analysis;
mod answered;
mod broken;
mod build;
mod content;
mod dice;
mod draw;
mod embed;
mod explained;
#[path = "../../benches/generated.rs"]
mod generated;
mod hostile;
mod law;
mod law_jobs;
mod law_terminal;
mod layers;
mod lengths;
mod matrix;
mod mutated;
mod openings;
mod output;
mod persons;
mod project;
mod quoted;
mod readable;
mod render;
mod rules;
mod rules_diff;
mod samples;
mod scale;
mod schema;
mod serve;
mod terminal;
mod theme;
mod typeset;
mod written;
