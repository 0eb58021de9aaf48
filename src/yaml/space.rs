//! Finds no-break spaces and their like where YAML needs ordinary ones.

use std::ops::Range;

use super::{Node, Value};
use crate::language::{Bilingual, is_odd_space, odd_space};
use crate::report::Fault;
use crate::say;
use crate::source::Span;

/// Whether a name of the tree begins or ends with such a space, or a value begins with `-` and
/// such a space: nobody means that.
pub(super) fn is_misread(node: &Node) -> bool {
    match &node.value {
        Value::Map(entries) => entries.iter().any(|(name, node)| {
            let text = &name.text;
            text.starts_with(is_odd_space) || text.ends_with(is_odd_space) || is_misread(node)
        }),
        Value::List(items) => items.iter().any(is_misread),
        Value::Scalar(text) => {
            let item = text.strip_prefix('-').filter(|_| !node.quoted);
            item.is_some_and(|rest| rest.starts_with(is_odd_space))
        }
        Value::Empty => false,
    }
}

/// Where such spaces stand at the beginning of a line, around its `:` or after its `-`. Each
/// place is as long as the spaces that stand together.
pub(super) fn beside_marks(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        in_line(line, |range| {
            found.push(start + range.start..start + range.end)
        });
        start += line.len();
    }
    found
}

fn in_line(line: &str, mut found: impl FnMut(Range<usize>)) {
    let mut at = 0;
    let gap = |at: &mut usize, found: &mut dyn FnMut(Range<usize>)| {
        let rest = &line[*at..];
        let length = rest.len()
            - rest
                .trim_start_matches(|c| c == ' ' || is_odd_space(c))
                .len();
        let odd = rest[..length]
            .char_indices()
            .filter(|(_, c)| is_odd_space(*c));
        odd.for_each(|(place, c)| found(*at + place..*at + place + c.len_utf8()));
        *at += length;
        length
    };
    gap(&mut at, &mut found);
    while line[at..].starts_with('-') {
        at += 1;
        if gap(&mut at, &mut found) == 0 {
            return;
        }
    }
    let name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    let length = line[at..].find(|c| !name(c)).unwrap_or(line.len() - at);
    let mut after = at + length;
    let mut around = Vec::new();
    gap(&mut after, &mut |range| around.push(range));
    if length > 0 && line[after..].starts_with(':') {
        after += 1;
        gap(&mut after, &mut |range| around.push(range));
        around.into_iter().for_each(found);
    }
}

/// The text with ordinary spaces at these places, as many characters long.
pub(super) fn mended(text: &str, odd: &[Range<usize>]) -> String {
    let mut mended = String::with_capacity(text.len());
    let mut at = 0;
    for range in odd {
        mended.push_str(&text[at..range.start]);
        mended.push(' ');
        at = range.end;
    }
    mended + &text[at..]
}

/// The fault of such a space.
pub(super) fn fault(text: &str, range: &Range<usize>, whole: Span) -> Fault {
    let name = text[range.clone()].chars().next().and_then(odd_space);
    let name = name.unwrap_or_default();
    let message = Bilingual {
        fr: format!("{} empêche YAML de lire cette ligne", name.fr),
        en: format!("{} keeps YAML from reading this line", name.en),
    };
    let place = whole.inside(range.start, range.end);
    Fault::error("no-break-space", message).at(place).help(say!(
        "effacez ce caractère, et tapez une espace ordinaire",
        "delete this character, and type an ordinary space"
    ))
}
