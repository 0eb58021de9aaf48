//! The places of a page that `#…` in an address can name.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::report::{Fault, Report};
use crate::say;
use crate::source::Span;

/// The anchors of a page.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    taken: HashMap<String, Taken>,
}

/// One anchor that is taken.
#[derive(Debug, Clone, Copy)]
struct Taken {
    first: Span,
    /// How often it was claimed, so that the next number need not be searched for.
    claims: u32,
}

impl Anchors {
    /// Takes an anchor. One that is taken already gets a number, `-2` for the second: a link to
    /// the bare one leads to the first. Where its author typed it she meant that place and no
    /// other, so that it is reported.
    pub(super) fn claim(
        &mut self,
        id: String,
        typed: bool,
        span: Span,
        report: &mut Report,
    ) -> String {
        let mut own = id.clone();
        while let Some(taken) = self.taken.get_mut(&own) {
            if typed && own == id {
                report.add(duplicate(&id, span, taken.first));
            }
            let taken = self.taken.get_mut(&id).expect("the first try was taken");
            taken.claims += 1;
            own = format!("{id}-{}", taken.claims);
        }
        let taken = Taken {
            first: span,
            claims: 1,
        };
        self.taken.insert(own.clone(), taken);
        own
    }
}

/// Whether an author may write this as an anchor or as a part of an address. Every other id of a
/// page, of the program or of a theme, begins with `_` and so never meets one.
pub(super) fn is_plain(id: &str) -> bool {
    let inside = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    !id.is_empty()
        && id.chars().all(inside)
        && !id.starts_with('-')
        && !id.ends_with('-')
        && !id.contains("--")
}

/// Words as an anchor: lower-case letters, digits and hyphens.
pub(super) fn fold(words: &str) -> String {
    let mut folded = String::with_capacity(words.len());
    for character in words.nfkd().filter(|c| !is_combining_mark(*c)) {
        match character.to_ascii_lowercase() {
            'œ' | 'Œ' => folded.push_str("oe"),
            'æ' | 'Æ' => folded.push_str("ae"),
            'ß' => folded.push_str("ss"),
            '\'' | '’' | '°' => {}
            c if c.is_ascii_alphanumeric() => folded.push(c),
            _ if folded.is_empty() || folded.ends_with('-') => {}
            _ => folded.push('-'),
        }
    }
    folded.truncate(folded.trim_end_matches('-').len());
    folded
}

fn duplicate(id: &str, span: Span, first: Span) -> Fault {
    Fault::error(
        "duplicate-anchor",
        say!(
            "l'ancre `{id}` existe déjà dans cette page",
            "the anchor `{id}` exists already in this page"
        ),
    )
    .at(span)
    .related(first, say!("une première fois ici", "first here"))
    .help(say!(
        "donnez-lui un autre nom, à la fin du titre : `{{#{id}-2}}`",
        "give it another name, at the end of the heading: `{{#{id}-2}}`"
    ))
}
