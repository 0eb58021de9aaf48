//! Every test of the crate from outside, in one program.

mod content;
mod layers;
mod project;
mod samples;
mod serve;
mod typeset;
