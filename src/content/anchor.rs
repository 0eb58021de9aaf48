//! The places of a page that `#…` in an address can name.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::report::{Fault, Report};
use crate::say;
use crate::source::Span;

/// The anchors of a page, with the place of each.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    taken: HashMap<String, Span>,
}

impl Anchors {
    /// Takes an anchor. One that is taken already is reported, and changed so that the page
    /// stays valid.
    pub(super) fn claim(&mut self, id: String, span: Span, report: &mut Report) -> String {
        let id = match self.taken.get(&id) {
            None => id,
            Some(&first) => {
                report.add(duplicate(&id, span, first));
                (2_u32..)
                    .map(|number| format!("{id}-{number}"))
                    .find(|id| !self.taken.contains_key(id))
                    .expect("numbers do not come to an end")
            }
        };
        self.taken.insert(id.clone(), span);
        id
    }
}

/// Whether an author may write this as an anchor or as a part of an address.
pub(super) fn is_plain(id: &str) -> bool {
    let inside = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    !id.is_empty()
        && id.chars().all(inside)
        && !id.starts_with('-')
        && !id.ends_with('-')
        && !id.contains("--")
}

/// Whether the program makes such anchors itself, for tables and notes.
pub(super) fn is_reserved(id: &str) -> bool {
    let numbered = |prefix: &str| {
        id.strip_prefix(prefix)
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    id == "footnotes" || numbered("table-") || numbered("note-") || numbered("note-ref-")
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
