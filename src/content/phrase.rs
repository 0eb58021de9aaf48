//! A line of words that may hold calls: a title, a lead, a heading in a table of contents.

use super::call::Inside;
use super::choice::{self, Begun, Mark};
use super::mask::{Masked, MaskedPart, mask, unclosed};
use super::{Call, Choice, KnownTest, World, worlds};
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
    /// Two stretches of words, of which the day of the site says which is shown.
    Choice(Choice<Part>),
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
        // A quoted or folded value is not written as it reads: its calls then get a place in the
        // value near their own.
        let written = file.get(span.start..span.end).unwrap_or("");
        let place = match written.find(text) {
            Some(start) => span.inside(start, start + text.len()),
            None => span,
        };
        let masked = mask(text, place);
        if let Some(at) = masked.text.find("{{") {
            report.add(unclosed(place.inside(at, at + 2)));
        }
        let mut reader = Reader::new(&masked, Prose::new(language));
        for bit in masked.split(&masked.text) {
            match bit {
                MaskedPart::Text(text) => reader.add_words(text),
                MaskedPart::Slot(slot) => reader.slot(slot, report),
            }
        }
        let phrase = Phrase {
            parts: reader.finish(report),
            language,
            span,
        };
        phrase.refuse_nothing(report);
        phrase
    }

    /// The phrase of a text that is typeset already and may hold masked calls. What is wrong with
    /// these has been told.
    pub(super) fn of_masked(
        text: &str,
        masked: &Masked<'_>,
        language: Language,
        span: Span,
    ) -> Phrase {
        let mut told = Report::default();
        let mut reader = Reader::new(masked, Prose::new(language));
        for bit in masked.split(text) {
            match bit {
                MaskedPart::Text(text) => reader.parts.push(Part::Text(text.to_owned())),
                MaskedPart::Slot(slot) => reader.slot(slot, &mut told),
            }
        }
        Phrase {
            parts: reader.finish(&mut told),
            language,
            span,
        }
    }

    /// The phrase as plain text, with the words for values that are known: the same on every day.
    /// `call` tells what a call gives, as plain text too.
    pub fn plain(&self, call: impl FnMut(&Call) -> String) -> String {
        self.plain_where(|_| true, call)
    }

    /// The phrase as plain text, with the words for what is `known`.
    pub fn plain_where(
        &self,
        known: impl Fn(&KnownTest) -> bool,
        mut call: impl FnMut(&Call) -> String,
    ) -> String {
        let mut plain = String::new();
        for part in shown(&self.parts, &known) {
            match part {
                Part::Call(one) => plain.push_str(&call(one)),
                Part::Text(text) => plain.push_str(text),
                Part::Choice(_) => {}
            }
        }
        plain
    }

    /// The phrase as the HTML of an element's content, with the words for what is `known`; `call`
    /// tells the HTML that a call gives.
    pub fn html_where(
        &self,
        known: impl Fn(&KnownTest) -> bool,
        mut call: impl FnMut(&Call) -> String,
    ) -> String {
        let mut html = String::new();
        for part in shown(&self.parts, &known) {
            match part {
                Part::Call(one) => html.push_str(&call(one)),
                Part::Text(text) => html.push_str(&typeset_html(text, self.language)),
                Part::Choice(_) => {}
            }
        }
        html
    }

    /// As many ways to know the values that it asks for as show each of its words once.
    pub fn worlds(&self) -> Vec<World<'_>> {
        let mut tests = Vec::new();
        tests_of(&self.parts, &mut tests);
        worlds(tests.into_iter())
    }

    /// Reports a phrase of which nothing would be left on some days.
    pub(super) fn refuse_nothing(&self, report: &mut Report) {
        let Some(first) = self.parts.iter().find_map(|part| match part {
            Part::Choice(choice) => Some(choice.test.span),
            _ => None,
        }) else {
            return;
        };
        let nothing = |world: &World<'_>| {
            let plain = self.plain_where(|test| world.holds(test), |_| "0".to_owned());
            plain.trim().is_empty()
        };
        if self.worlds().iter().any(nothing) {
            report.add(choice::leaves_nothing(first));
        }
    }
}

/// The words and calls that are shown, in their order, with those of choices in their place.
fn shown<'p>(parts: &'p [Part], known: &impl Fn(&KnownTest) -> bool) -> Vec<&'p Part> {
    let mut found = Vec::new();
    for part in parts {
        match part {
            Part::Choice(choice) => {
                found.extend(shown(choice.branch(known(&choice.test)), known));
            }
            part => found.push(part),
        }
    }
    found
}

fn tests_of<'p>(parts: &'p [Part], found: &mut Vec<&'p KnownTest>) {
    for part in parts {
        if let Part::Choice(choice) = part {
            found.push(&choice.test);
            tests_of(&choice.known, found);
            tests_of(&choice.unknown, found);
        }
    }
}

/// Reads a text, bit by bit.
struct Reader<'m> {
    masked: &'m Masked<'m>,
    prose: Prose,
    parts: Vec<Part>,
    /// The choices that have begun, each with the typesetting where it did, and whether a space
    /// stands before it.
    open: Vec<(Begun<Vec<Part>>, Prose, bool)>,
}

impl<'m> Reader<'m> {
    fn new(masked: &'m Masked<'m>, prose: Prose) -> Reader<'m> {
        Reader {
            masked,
            prose,
            parts: Vec::new(),
            open: Vec::new(),
        }
    }

    fn add_words(&mut self, text: &str) {
        let set = self.prose.text(text);
        self.parts.push(Part::Text(set));
    }

    fn slot(&mut self, slot: usize, report: &mut Report) {
        match self.masked.inside(slot) {
            Ok(Inside::Call(call)) => {
                let enclosed = self.prose.in_parentheses();
                self.prose.opaque();
                self.parts.push(Part::Call(Call {
                    enclosed,
                    ..call.clone()
                }));
            }
            Ok(Inside::Mark(mark)) => self.mark(mark, slot, report),
            Err(fault) => report.add(fault.clone()),
        }
    }

    fn mark(&mut self, mark: &Mark, slot: usize, report: &mut Report) {
        let (before, after) = self.masked.beside(slot);
        match mark {
            Mark::If(test, turned) => {
                if let Some(fault) = choice::too_deep(self.open.len(), test.span) {
                    report.add(fault);
                }
                let begun = Begun::new(test.clone(), *turned, &mut self.parts);
                let gap = choice::gap_before(before);
                self.open.push((begun, self.prose.clone(), gap));
            }
            Mark::Else(span) => match self.open.last_mut() {
                Some((begun, prose, _)) => {
                    if !prose.as_open_as(&self.prose) {
                        report.add(choice::unbalanced(begun.span()));
                    }
                    self.prose = prose.clone();
                    if !begun.turn(&mut self.parts) {
                        report.add(choice::second_else(*span, begun.span()));
                    }
                }
                None => report.add(choice::stray("else", *span)),
            },
            Mark::End(span) => match self.open.pop() {
                Some((begun, prose, gap)) => {
                    if !prose.as_open_as(&self.prose) {
                        report.add(choice::unbalanced(begun.span()));
                    }
                    self.prose.opaque();
                    self.close(begun, gap, choice::gap_after(after));
                }
                None => report.add(choice::stray("end", *span)),
            },
        }
    }

    fn close(&mut self, begun: Begun<Vec<Part>>, gap_before: bool, gap_after: bool) {
        let mut ended = begun.end(&mut self.parts);
        for parts in [&mut ended.known, &mut ended.unknown] {
            if let (true, Some(Part::Text(text))) = (gap_before, parts.first_mut()) {
                text.drain(..text.len() - text.trim_start().len());
            }
            if let (true, Some(Part::Text(text))) = (gap_after, parts.last_mut()) {
                text.truncate(text.trim_end().len());
            }
        }
        self.parts.push(Part::Choice(Choice {
            test: ended.test,
            known: ended.known,
            unknown: ended.unknown,
        }));
    }

    fn finish(mut self, report: &mut Report) -> Vec<Part> {
        while let Some((begun, ..)) = self.open.pop() {
            report.add(choice::unclosed(begun.span()));
            self.close(begun, false, false);
        }
        self.parts
    }
}
