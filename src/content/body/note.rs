//! Footnotes: gathered at the end of the page, with a way there and back.

use std::ops::Range;

use super::{End, Writer};
use crate::content::Piece;
use crate::content::piece::Pieces;
use crate::report::Fault;
use crate::say;
use crate::source::Span;

/// The notes of a page.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// The labels that the text refers to, in the order of their first mention, with how often.
    mentioned: Vec<(String, usize)>,
    /// The notes themselves, as they were found.
    written: Vec<Note>,
}

#[derive(Debug)]
struct Note {
    label: String,
    pieces: Pieces,
    span: Span,
}

impl Writer<'_> {
    pub(super) fn note_reference(&mut self, label: &str) {
        // A link cannot stand in a link. Markdown gives no note there; the note then counts as
        // one that nobody refers to.
        if self.open_images > 0 || self.open_links > 0 {
            return;
        }
        self.refuse_note_in_choice();
        // Markdown makes no difference between `[^A]` and `[^a]`.
        let label = label.to_lowercase();
        let mentioned = &mut self.notes.mentioned;
        let index = mentioned
            .iter()
            .position(|(known, _)| *known == label)
            .unwrap_or_else(|| {
                mentioned.push((label, 0));
                mentioned.len() - 1
            });
        mentioned[index].1 += 1;
        let (number, mention) = (index + 1, mentioned[index].1);
        let own = match mention {
            1 => format!("_note-ref-{number}"),
            mention => format!("_note-ref-{number}-{mention}"),
        };
        self.prose.opaque();
        self.out.html(&format!(
            "<sup><a id=\"{own}\" href=\"#_note-{number}\" aria-describedby=\"_footnotes\">{number}</a></sup>"
        ));
    }

    pub(super) fn start_note(&mut self, label: &str, range: Range<usize>) {
        self.begin_words();
        let around = self.apart();
        let label = label.to_owned();
        self.begin(range, End::Note { around, label });
    }

    pub(super) fn end_note(&mut self, around: Pieces, label: &str, range: Range<usize>) {
        let pieces = self.rejoin(around);
        let span = self.span_of(&range);
        self.notes.written.push(Note {
            label: label.to_owned(),
            pieces,
            span,
        });
    }

    /// Writes the notes that the text refers to, in the order of their numbers.
    pub(super) fn write_notes(&mut self) {
        let Notes {
            mentioned,
            mut written,
        } = std::mem::take(&mut self.notes);
        if !mentioned.is_empty() {
            self.out.html(
                "<section class=\"footnotes\" aria-labelledby=\"_footnotes\">\n<h2 id=\"_footnotes\">",
            );
            self.out.push(Piece::Word("footnotes_title"));
            self.out.html("</h2>\n<ol>\n");
            for (index, (label, _)) in mentioned.iter().enumerate() {
                let note = written
                    .iter()
                    .position(|note| note.label.to_lowercase() == *label);
                let pieces = note.map(|note| written.remove(note).pieces);
                self.write_note(index + 1, pieces.unwrap_or_default());
            }
            self.out.html("</ol>\n</section>\n");
        }
        for note in written {
            self.report.add(unused(&note.label, note.span));
        }
    }

    fn write_note(&mut self, number: usize, mut note: Pieces) {
        // The way back stands at the end of the note's last line.
        let mut closing = "";
        if let Some(html) = note.last_html()
            && let Some(length) = html.strip_suffix("</p>\n").map(str::len)
        {
            html.truncate(length);
            closing = "</p>\n";
        }
        self.out.html(&format!("<li id=\"_note-{number}\">"));
        self.out.append(note);
        self.out
            .html(&format!(" <a href=\"#_note-ref-{number}\" aria-label=\""));
        self.out.push(Piece::Word("footnote_back"));
        self.out.html(&format!(" {number}\">↩</a>{closing}</li>\n"));
    }
}

fn unused(label: &str, span: Span) -> Fault {
    Fault::warning(
        "unused-footnote",
        say!(
            "aucun texte n'appelle la note `{label}`",
            "no text refers to the note `{label}`"
        ),
    )
    .at(span)
    .help(say!(
        "appelez-la par `[^{label}]`, ou retirez-la",
        "refer to it with `[^{label}]`, or take it out"
    ))
}
