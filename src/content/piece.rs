//! The pieces that a document is made of.

use super::{Call, Choice};

/// A part of a page, in its order.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    /// Safe HTML. An element may begin in one piece and end in another.
    Html(String),
    /// What a call gives; the site knows what that is.
    Call(Call),
    /// Two sentences, or two stretches of one, inside a block: the day of the site says which is
    /// shown. Every element that begins inside one of them ends there.
    Choice(Choice<Piece>),
    /// The address of the link with this index in the document. It stands between the quotes of
    /// an attribute, so the resolved address must be escaped.
    Href(usize),
    /// A heading that stands in no other element: a layout may part the page here.
    Heading {
        /// From 2 to 6.
        level: u8,
        /// Its `id`, made of letters, digits and hyphens.
        id: String,
        /// What stands inside.
        pieces: Vec<Piece>,
    },
    /// A word of the theme, by its key: `callout_note`, `callout_tip`, `callout_important`,
    /// `callout_warning`, `footnotes_title`, `footnote_back`. The last one stands in an
    /// attribute; all must be escaped.
    Word(&'static str),
}

/// Pieces in the making. Neighbouring HTML becomes one piece.
#[derive(Debug, Default)]
pub(super) struct Pieces(Vec<Piece>);

impl Pieces {
    /// Adds HTML, which must be safe already.
    pub(super) fn html(&mut self, html: &str) {
        match self.0.last_mut() {
            Some(Piece::Html(last)) => last.push_str(html),
            _ if html.is_empty() => {}
            _ => self.0.push(Piece::Html(html.to_owned())),
        }
    }

    /// Adds one piece.
    pub(super) fn push(&mut self, piece: Piece) {
        match piece {
            Piece::Html(html) => self.html(&html),
            piece => self.0.push(piece),
        }
    }

    /// Adds the pieces of another making.
    pub(super) fn append(&mut self, other: Pieces) {
        other.0.into_iter().for_each(|piece| self.push(piece));
    }

    /// The same pieces, with their calls in another part of the page.
    pub(super) fn in_section(mut self, section: usize) -> Pieces {
        move_calls(&mut self.0, section);
        self
    }

    /// Whether nothing was added.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The call, where there is one and nothing else.
    pub(super) fn only_call(&mut self) -> Option<&mut Call> {
        match self.0.as_mut_slice() {
            [Piece::Call(call)] => Some(call),
            _ => None,
        }
    }

    /// The HTML at the beginning.
    pub(super) fn first_html(&mut self) -> Option<&mut String> {
        match self.0.first_mut() {
            Some(Piece::Html(html)) => Some(html),
            _ => None,
        }
    }

    /// The words without their marks, for an attribute; nothing where they are not all there yet.
    pub(super) fn plain_words(&self) -> Option<String> {
        let [Piece::Html(html)] = self.0.as_slice() else {
            return None;
        };
        let mut words = String::new();
        for (nth, part) in html.split('<').enumerate() {
            let text = match nth {
                0 => part,
                _ => part.split_once('>').map_or("", |(_, text)| text),
            };
            words.push_str(&text.replace('"', "&quot;"));
        }
        Some(words)
    }

    /// The HTML at the end.
    pub(super) fn last_html(&mut self) -> Option<&mut String> {
        match self.0.last_mut() {
            Some(Piece::Html(html)) => Some(html),
            _ => None,
        }
    }

    /// Takes off the spaces at the beginning.
    pub(super) fn trim_start(&mut self) {
        if let Some(html) = self.first_html() {
            html.drain(..html.len() - html.trim_start().len());
        }
    }

    /// Takes off the spaces at the end.
    pub(super) fn trim_end(&mut self) {
        if let Some(html) = self.last_html() {
            html.truncate(html.trim_end().len());
        }
    }

    /// Takes an element off that holds everything there is, and says whether there was one.
    ///
    /// `open` and `close` are its marks; what it holds may have no second element of its kind.
    pub(super) fn unwrap(&mut self, open: &str, close: &str) -> bool {
        let [Piece::Html(html)] = self.0.as_mut_slice() else {
            return false;
        };
        let inner = html
            .strip_prefix(open)
            .and_then(|rest| rest.strip_suffix(close));
        match inner
            .filter(|inner| !inner.contains(close))
            .map(str::to_owned)
        {
            Some(inner) => {
                *html = inner;
                true
            }
            None => false,
        }
    }

    /// The pieces, made.
    pub(super) fn finish(self) -> Vec<Piece> {
        self.0
    }
}

fn move_calls(pieces: &mut [Piece], section: usize) {
    for piece in pieces {
        match piece {
            Piece::Call(call) => call.section = section,
            Piece::Choice(choice) => {
                move_calls(&mut choice.known, section);
                move_calls(&mut choice.unknown, section);
            }
            Piece::Html(_) | Piece::Href(_) | Piece::Heading { .. } | Piece::Word(_) => {}
        }
    }
}
