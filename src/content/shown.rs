//! The calls of a page, and those of them that are shown where values are known or are not.

use std::collections::BTreeMap;

use super::{Call, Document, KnownTest, Part, Phrase, Piece};

/// Which of two sentences is meant: the one that a test shows, or both.
type Shown<'s> = Option<&'s dyn Fn(&KnownTest) -> bool>;

impl Document {
    /// The phrases of the front matter that may hold calls.
    pub fn phrases(&self) -> impl Iterator<Item = &Phrase> {
        let front = &self.front;
        let button = front.primary.as_ref().map(|primary| &primary.text);
        [Some(&front.title), Some(&front.description)]
            .into_iter()
            .chain([front.menu.as_ref(), front.lead.as_ref(), button])
            .flatten()
    }

    /// Every call, in order: first those of the front matter.
    pub fn calls(&self) -> Vec<&Call> {
        self.sections(None).into_iter().flatten().collect()
    }

    /// The calls that are shown where `known` tells which values are known, by the part of the
    /// page that a reader may read alone. Each phrase of the front matter is one.
    pub fn shown_calls(&self, known: &dyn Fn(&KnownTest) -> bool) -> Vec<Vec<&Call>> {
        self.sections(Some(known))
    }

    /// Every test by which the page chooses between two sentences.
    pub fn tests(&self) -> Vec<&KnownTest> {
        let mut found = Found::default();
        self.walk(None, &mut found);
        found.tests
    }

    fn sections(&self, shown: Shown<'_>) -> Vec<Vec<&Call>> {
        let mut found = Found::default();
        self.walk(shown, &mut found);
        found
            .phrases
            .into_iter()
            .chain(found.sections.into_values())
            .collect()
    }

    fn walk<'d>(&'d self, shown: Shown<'_>, found: &mut Found<'d>) {
        for phrase in self.phrases() {
            let mut calls = Vec::new();
            in_parts(&phrase.parts, shown, &mut calls, &mut found.tests);
            found.phrases.push(calls);
        }
        in_pieces(&self.body, shown, found);
        in_pieces(&self.notes, shown, found);
    }
}

/// What was found on the way.
#[derive(Default)]
struct Found<'d> {
    phrases: Vec<Vec<&'d Call>>,
    sections: BTreeMap<usize, Vec<&'d Call>>,
    tests: Vec<&'d KnownTest>,
}

fn in_pieces<'d>(pieces: &'d [Piece], shown: Shown<'_>, found: &mut Found<'d>) {
    for piece in pieces {
        match piece {
            Piece::Call(call) => found.sections.entry(call.section).or_default().push(call),
            Piece::Heading { pieces, .. } => in_pieces(pieces, shown, found),
            Piece::Choice(choice) => {
                found.tests.push(&choice.test);
                for branch in branches(&choice.test, shown) {
                    in_pieces(choice.branch(*branch), shown, found);
                }
            }
            Piece::Html(_) | Piece::Href(_) | Piece::Word(_) => {}
        }
    }
}

fn in_parts<'d>(
    parts: &'d [Part],
    shown: Shown<'_>,
    calls: &mut Vec<&'d Call>,
    tests: &mut Vec<&'d KnownTest>,
) {
    for part in parts {
        match part {
            Part::Text(_) => {}
            Part::Call(call) => calls.push(call),
            Part::Choice(choice) => {
                tests.push(&choice.test);
                for branch in branches(&choice.test, shown) {
                    in_parts(choice.branch(*branch), shown, calls, tests);
                }
            }
        }
    }
}

fn branches(test: &KnownTest, shown: Shown<'_>) -> &'static [bool] {
    match shown.map(|known| known(test)) {
        None => &[true, false],
        Some(true) => &[true],
        Some(false) => &[false],
    }
}
