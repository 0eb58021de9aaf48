//! Publishes correct, bilingual information on the *bilan de compétences*,
//! with a questionnaire that answers in the visitor's browser.
//!
//! The way of the data is written in [`pipeline`]; everything else is a room on that way.
//!
//! This is no library yet. What is public here is the inside of the program `bilan`, for its
//! binary and its tests: any version may change any name. What scripts may build on are the
//! commands, and the JSON that they write.
//!
//! Whoever reads the code can begin here. The national site is read from the layers inside the
//! program, for a day:
//!
//! ```
//! use bilan::pipeline::{self, NATIONAL, LoadOptions};
//! use bilan::rules::parse_day;
//!
//! let today = parse_day("2026-11-22").expect("a day of the calendar");
//! let wanted = LoadOptions { today, base_url: None, drafts: false };
//! let loaded = pipeline::unchecked(&NATIONAL, &wanted);
//! let site = loaded.site.expect("the national site can be assembled");
//! assert!(site.rules.book.question("status").is_some());
//! ```

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
