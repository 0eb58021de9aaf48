//! Hides the calls of a text from the Markdown parser, byte for byte.
//!
//! Markdown would see emphasis in `{{ param("a_b") }}` and a cell's end in a `|`. Each call is
//! therefore replaced, before Markdown is read, by as many bytes of private-use characters: to
//! Markdown they are letters, and every place in the text stays true. In code, where a call is
//! only shown, the replacement is taken back.

use std::borrow::Cow;
use std::ops::Range;

use super::call::{self, Inside};
use crate::report::Fault;
use crate::say;
use crate::source::Span;

/// The character that stands for the first call; it takes four bytes, as few as a call has.
const FIRST: u32 = 0xF_0000;

/// How many calls one text may hold: the characters of one private-use plane.
const MOST: usize = 0xFFFE;

/// Fills what is left of a call's bytes, three by three and then one by one.
const FILL: [&str; 2] = ["\u{e000}", "x"];

/// Stands around the characters for a mark of two sentences: to Markdown a mark is no letter, so
/// that bold words may begin and end beside it.
const EDGE: &str = ",";

/// A text whose calls are hidden.
pub(super) struct Masked<'t> {
    /// The text for the Markdown parser, as long as the source.
    pub(super) text: Cow<'t, str>,
    source: &'t str,
    slots: Vec<Slot>,
}

/// One hidden call.
struct Slot {
    range: Range<usize>,
    inside: Result<Inside, Fault>,
}

/// A stretch of a masked text.
pub(super) enum MaskedPart<'s> {
    /// Text.
    Text(&'s str),
    /// The place of a hidden call.
    Slot(usize),
}

/// Hides the calls of `source`, which stands at `span`.
pub(super) fn mask(source: &str, span: Span) -> Masked<'_> {
    let mut slots: Vec<Slot> = Vec::new();
    let mut text = String::new();
    let mut line_start = 0;
    for line in source.split_inclusive('\n') {
        // Only what this line holds is looked at, so that a long file takes no longer than its
        // length.
        let mut at = 0;
        while let Some(found) = line[at..].find("{{") {
            let start = at + found;
            let place = span.inside(line_start + start, line_start + line.len());
            let (length, inside) = match call::read(&line[start..], place) {
                Ok((inside, length)) => (length, Ok(inside)),
                Err(fault) => match line[start..].find("}}") {
                    Some(end) => (end + 2, Err(*fault)),
                    None => break,
                },
            };
            if slots.len() == MOST {
                break;
            }
            text.push_str(&line[at..start]);
            at = start + length;
            let slot = Slot {
                range: line_start + start..line_start + at,
                inside,
            };
            text.push_str(&slot.placeholder(slots.len()));
            slots.push(slot);
        }
        text.push_str(&line[at..]);
        line_start += line.len();
    }
    let text = if slots.is_empty() {
        Cow::Borrowed(source)
    } else {
        Cow::Owned(text)
    };
    Masked {
        text,
        source,
        slots,
    }
}

/// The fault of a `{{` that has no `}}` on its line.
pub(super) fn unclosed(span: Span) -> Fault {
    Fault::error(
        "call-syntax",
        say!(
            "cet appel n'a pas de fin sur sa ligne",
            "this call has no end on its line"
        ),
    )
    .at(span)
    .help(say!(
        "terminez-le par `}}}}` ; pour montrer des accolades, écrivez-les entre accents graves",
        "end it with `}}}}`; to show braces, write them between backticks"
    ))
}

impl Masked<'_> {
    /// Parts a text that the Markdown parser gave back at its hidden calls.
    pub(super) fn split<'s>(&'s self, text: &'s str) -> impl Iterator<Item = MaskedPart<'s>> {
        let mut rest = text;
        std::iter::from_fn(move || {
            if rest.is_empty() {
                return None;
            }
            if let Some((slot, length)) = self.slot_at(rest) {
                rest = &rest[length..];
                return Some(MaskedPart::Slot(slot));
            }
            if self.slots.is_empty() {
                return Some(MaskedPart::Text(std::mem::take(&mut rest)));
            }
            let end = rest
                .char_indices()
                .find(|&(at, c)| {
                    let first = u32::from(c) >= FIRST || EDGE.contains(c);
                    at > 0 && first && self.slot_at(&rest[at..]).is_some()
                })
                .map_or(rest.len(), |(at, _)| at);
            let (text, after) = rest.split_at(end);
            rest = after;
            Some(MaskedPart::Text(text))
        })
    }

    /// What stands in a slot, or what is wrong with it.
    pub(super) fn inside(&self, slot: usize) -> &Result<Inside, Fault> {
        &self.slots[slot].inside
    }

    /// The characters before and after a slot, as their author wrote them.
    pub(super) fn beside(&self, slot: usize) -> (Option<char>, Option<char>) {
        let Range { start, end } = self.slots[slot].range;
        let before = self.source[..start].chars().next_back();
        (before, self.source[end..].chars().next())
    }

    /// A slot as its author wrote it.
    pub(super) fn written(&self, slot: usize) -> &str {
        &self.source[self.slots[slot].range.clone()]
    }

    /// A slot as the Markdown parser sees it.
    pub(super) fn hidden(&self, slot: usize) -> String {
        self.slots[slot].placeholder(slot)
    }

    /// A text with its calls as their author wrote them.
    pub(super) fn restore<'s>(&'s self, text: &'s str) -> Cow<'s, str> {
        if !self.holds_call(text) {
            return Cow::Borrowed(text);
        }
        let bits = self.split(text).map(|bit| match bit {
            MaskedPart::Text(text) => text,
            MaskedPart::Slot(slot) => self.written(slot),
        });
        Cow::Owned(bits.collect())
    }

    /// Whether a call is hidden in a text.
    pub(super) fn holds_call(&self, text: &str) -> bool {
        !self.slots.is_empty()
            && self
                .split(text)
                .any(|bit| matches!(bit, MaskedPart::Slot(_)))
    }

    /// The slot that a text begins with, and its length in bytes.
    fn slot_at(&self, text: &str) -> Option<(usize, usize)> {
        let inner = text.strip_prefix(EDGE).unwrap_or(text);
        let first = u32::from(inner.chars().next()?);
        let slot = usize::try_from(first.checked_sub(FIRST)?).ok()?;
        let found = self.slots.get(slot)?;
        text.starts_with(&found.placeholder(slot))
            .then_some((slot, found.range.len()))
    }
}

impl Slot {
    /// The characters that hide it, where it is the `nth` of its text.
    fn placeholder(&self, nth: usize) -> String {
        let length = self.range.len();
        match self.inside {
            Ok(Inside::Mark(_)) => {
                let inner = placeholder(nth, length - 2 * EDGE.len());
                format!("{EDGE}{inner}{EDGE}")
            }
            _ => placeholder(nth, length),
        }
    }
}

/// The characters that hide a call of `length` bytes, four at least.
fn placeholder(slot: usize, length: usize) -> String {
    let first = u32::try_from(slot)
        .ok()
        .and_then(|slot| char::from_u32(FIRST + slot))
        .expect("a text has fewer slots than the plane has characters");
    let left = length - first.len_utf8();
    let mut hidden = String::with_capacity(length);
    hidden.push(first);
    hidden.push_str(&FILL[0].repeat(left / 3));
    hidden.push_str(&FILL[1].repeat(left % 3));
    hidden
}
