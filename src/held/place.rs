//! Where a field of a source stands, for the caret.

use crate::rules::Source;
use crate::source::{Sources, Span};

/// The value of a field of a source, or the source's id where the field is not on a line of its
/// own: the rules keep only the place of the id.
pub(super) fn field(files: &Sources, source: &Source, name: &str) -> Span {
    let text = files.text(source.span.file);
    let Some(block) = text.get(source.span.end..) else {
        return source.span;
    };
    let mut at = source.span.end;
    for (number, line) in block.split_inclusive('\n').enumerate() {
        let inner = line.trim_start();
        let is_next = inner.len() == line.len() && !line.trim().is_empty() && number > 0;
        if is_next && !line.starts_with('#') {
            break;
        }
        let value = inner
            .strip_prefix(name)
            .and_then(|rest| rest.strip_prefix(':'));
        if let Some(value) = value {
            let words = value.split(" #").next().unwrap_or(value).trim();
            let start = at + line.len() - value.len() + value.len() - value.trim_start().len();
            return Span {
                file: source.span.file,
                start,
                end: start + words.len(),
            };
        }
        at += line.len();
    }
    source.span
}
