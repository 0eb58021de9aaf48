//! Publishes correct, bilingual information on the *bilan de compétences*,
//! with a questionnaire that answers in the visitor's browser.

pub mod content;
pub mod language;
pub mod project;
pub mod report;
pub mod rules;
pub mod serve;
pub mod site;
pub mod source;
pub mod yaml;
