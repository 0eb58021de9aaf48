//! Publishes correct, bilingual information on the *bilan de compétences*,
//! with a questionnaire that answers in the visitor's browser.
//!
//! The way of the data is written in [`pipeline`]; everything else is a room on that way.

pub mod check;
pub mod cli;
pub mod codes;
pub mod content;
pub mod draw;
pub mod held;
pub mod language;
pub mod output;
pub mod pipeline;
pub mod preview;
pub mod project;
pub mod quote;
pub mod render;
pub mod report;
pub mod rules;
pub mod schema;
pub mod serve;
pub mod site;
pub mod source;
pub mod yaml;
