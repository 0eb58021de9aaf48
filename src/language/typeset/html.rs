//! Typeset text as HTML.

use crate::language::Language;

/// Text made safe for the content of an element and for the value of a quoted attribute.
pub fn escape_html(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + text.len() / 16);
    push_escaped(text, &mut html);
    html
}

/// The HTML of a text that has already been typeset: escaped, with French ordinals raised.
/// For the content of an element only, since it may hold `<sup>`.
///
/// ```
/// use bilan::language::{Language, typeset_html};
///
/// assert_eq!(typeset_html("le 1er mai", Language::French), "le 1<sup>er</sup> mai");
/// ```
pub fn typeset_html(text: &str, language: Language) -> String {
    let mut html = String::with_capacity(text.len() + text.len() / 16);
    let mut rest = text;
    if language == Language::French {
        while let Some(ordinal) = next_ordinal(text, rest) {
            push_escaped(ordinal.before, &mut html);
            html.push_str("<sup>");
            html.push_str(ordinal.ending);
            html.push_str("</sup>");
            rest = ordinal.after;
        }
    }
    push_escaped(rest, &mut html);
    html
}

/// A text split at the letters that end an ordinal.
struct Ordinal<'t> {
    /// What stands before them, the digits at its end.
    before: &'t str,
    ending: &'t str,
    after: &'t str,
}

/// Splits `rest`, a tail of `text`, at the first `1er`, `1re` or `15e` that stands as a word.
fn next_ordinal<'t>(text: &'t str, rest: &'t str) -> Option<Ordinal<'t>> {
    let bytes = text.as_bytes();
    let from = text.len() - rest.len();
    let mut at = from;
    while at < text.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        while at < text.len() && bytes[at].is_ascii_digit() {
            at += 1;
        }
        let before = text[..start].chars().next_back();
        let Some(length) = ending_length(&text[start..at], &text[at..]) else {
            continue;
        };
        // In an article number or a reference, `-2e` is no ordinal.
        if !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '.' | ',' | '/')) {
            let end = at + length;
            return Some(Ordinal {
                before: &text[from..at],
                ending: &text[at..end],
                after: &text[end..],
            });
        }
    }
    None
}

/// The length in bytes of the ordinal's ending that follows these digits, where there is one.
fn ending_length(digits: &str, after: &str) -> Option<usize> {
    let endings: &[&str] = if digits == "1" {
        &["er", "re", "e"]
    } else {
        &["e"]
    };
    let ending = endings.iter().find(|ending| {
        after.strip_prefix(**ending).is_some_and(|after| {
            !after.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '/' | '@'))
        })
    })?;
    (digits.len() <= 3).then_some(ending.len())
}

fn push_escaped(text: &str, html: &mut String) {
    let mut written = 0;
    for (at, byte) in text.bytes().enumerate() {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => continue,
        };
        html.push_str(&text[written..at]);
        html.push_str(entity);
        written = at + 1;
    }
    html.push_str(&text[written..]);
}
