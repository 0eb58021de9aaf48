//! Words quoted from a text: how often they stand in it, and which numbers they carry.

mod find;
mod number;
mod tokens;

use crate::report::Report;
use crate::source::Span;
use crate::yaml::Node;

pub use find::{Nearest, nearest, times};
pub use number::{Carried, carried, carried_in};

/// Words that somebody took from a text, exactly as they stand there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The words.
    pub text: String,
    /// Where the quote stands.
    pub span: Span,
}

impl Quote {
    /// Reads one quote, or a list of them.
    pub fn read(node: &Node, report: &mut Report) -> Vec<Quote> {
        let mut quotes = Vec::new();
        for item in node.items(report) {
            if let Some(text) = item.text(report) {
                quotes.push(Quote {
                    text: text.to_owned(),
                    span: item.text_span(),
                });
            }
        }
        quotes
    }
}
