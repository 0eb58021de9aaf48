//! The parts of a page that a reader may read alone.

use pulldown_cmark::Tag;

/// Counts them: what stands below a heading, a table, a term with its meaning, a note.
#[derive(Debug, Default)]
pub(super) struct Sections {
    count: usize,
    /// The one of the last heading or term.
    around: usize,
    /// The one that is being written.
    now: usize,
}

impl Sections {
    /// The part that is being written.
    pub(super) fn now(&self) -> usize {
        self.now
    }

    /// Begins another one, where something begins that makes one.
    pub(super) fn start(&mut self, tag: &Tag<'_>) {
        let stays = matches!(tag, Tag::Heading { .. } | Tag::DefinitionListTitle);
        if stays || matches!(tag, Tag::Table(_) | Tag::FootnoteDefinition(_)) {
            self.count += 1;
            self.now = self.count;
        }
        if stays {
            self.around = self.now;
        }
    }

    /// Goes back to the one around, where a table or a note ends.
    pub(super) fn back(&mut self) {
        self.now = self.around;
    }
}
