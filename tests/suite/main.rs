//! The tests of the tool from outside, in one program; those of the national content and the samples are programs of their own.

mod advice;
mod analysis;
mod broken;
mod build;
mod chance;
mod constructs;
mod content;
mod contradictions;
mod counterfactuals;
mod dice;
mod documents;
mod draw;
mod embed;
mod explained;
mod formulas;
#[path = "../../benches/generated.rs"]
mod generated;
mod hostile;
mod lacking;
mod laid_over;
mod law;
mod law_jobs;
mod law_terminal;
mod layers;
mod layouts;
#[path = "made.rs"]
mod made;
mod names;
mod obeyed;
mod output;
mod path_lengths;
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
mod unread;
mod without;
mod written;
