//! A line of words that may hold calls: a title, a lead, a heading in a table of contents.

use super::Call;
use super::mask::{Bit, Masked, mask, unclosed};
use crate::language::{Language, Prose, typeset_html};
use crate::report::Report;
use crate::source::Span;

/// Words with calls among them.
#[derive(Debug, Clone, PartialEq)]
pub struct Phrase {
    /// The words and the calls, in their order.
    pub parts: Vec<Part>,
    /// The language of the words.
    pub language: Language,
    /// Where the phrase stands.
    pub span: Span,
}

/// A part of a [`Phrase`].
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    /// Words, typeset, not escaped.
    Text(String),
    /// What a call gives.
    Call(Call),
}

impl Phrase {
    /// Reads the words that `span` covers, as an author typed them. `text` is what the front
    /// matter gives for them, and `file` the whole file.
    pub(super) fn read(
        text: &str,
        file: &str,
        span: Span,
        language: Language,
        report: &mut Report,
    ) -> Phrase {
        // A quoted or folded value is not written as it reads: its calls then get the place of
        // the value instead of their own.
        let written = file.get(span.start..span.end).unwrap_or("");
        let place = match written.find(text) {
            Some(start) => span.inside(start, start + text.len()),
            None => span.inside(0, 0),
        };
        let masked = mask(text, place);
        if let Some(at) = masked.text.find("{{") {
            report.add(unclosed(place.inside(at, at + 2)));
        }
        let mut prose = Prose::new(language);
        let mut parts = Vec::new();
        for bit in masked.split(&masked.text) {
            match bit {
                Bit::Text(text) => parts.push(Part::Text(prose.text(text))),
                Bit::Slot(slot) => match masked.call(slot) {
                    Ok(call) => {
                        prose.opaque();
                        parts.push(Part::Call(call.clone()));
                    }
                    Err(fault) => report.add(fault.clone()),
                },
            }
        }
        Phrase {
            parts,
            language,
            span,
        }
    }

    /// The phrase of a text that is typeset already and may hold masked calls.
    pub(super) fn of_masked(
        text: &str,
        masked: &Masked<'_>,
        language: Language,
        span: Span,
    ) -> Phrase {
        let parts = masked
            .split(text)
            .filter_map(|bit| match bit {
                Bit::Text(text) => Some(Part::Text(text.to_owned())),
                Bit::Slot(slot) => masked.call(slot).as_ref().ok().cloned().map(Part::Call),
            })
            .collect();
        Phrase {
            parts,
            language,
            span,
        }
    }

    /// The phrase as plain text; `call` tells what a call gives, as plain text too.
    pub fn plain(&self, mut call: impl FnMut(&Call) -> String) -> String {
        self.parts
            .iter()
            .map(|part| match part {
                Part::Text(text) => text.clone(),
                Part::Call(one) => call(one),
            })
            .collect()
    }

    /// The phrase as the HTML of an element's content; `call` tells the HTML that a call gives.
    pub fn html(&self, mut call: impl FnMut(&Call) -> String) -> String {
        self.parts
            .iter()
            .map(|part| match part {
                Part::Text(text) => typeset_html(text, self.language),
                Part::Call(one) => call(one),
            })
            .collect()
    }

    /// Every call of the phrase.
    pub fn calls(&self) -> impl Iterator<Item = &Call> {
        self.parts.iter().filter_map(|part| match part {
            Part::Text(_) => None,
            Part::Call(call) => Some(call),
        })
    }
}
