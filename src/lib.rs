//! Publishes correct, bilingual information on the *bilan de compétences*,
//! with a questionnaire that answers in the visitor's browser.

pub mod language;
pub mod report;
pub mod rules;
pub mod source;
pub mod yaml;
