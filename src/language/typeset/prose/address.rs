//! Finds the words that are addresses, which no typography may touch.

/// The length in bytes of the web or e-mail address that `rest` begins with, if it does.
pub(super) fn length(rest: &str) -> Option<usize> {
    let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
    // The sentence's own marks, after the address, are not a part of it.
    let word = rest[..end].trim_end_matches(|c| "\"'»”’).,;:!?…]".contains(c));
    let is_address = word.contains("://") || word.contains('@') || word.starts_with("www.");
    is_address.then_some(word.len())
}

/// Whether a text may hold an address at all.
pub(super) fn any(text: &str) -> bool {
    text.contains("://") || text.contains('@') || text.contains("www.")
}
