//! Finds sentences that are too long to be read at once.

/// The most words of a sentence.
pub const SENTENCE_MOST: usize = 25;

/// What a figure counts for in a sentence: `24 hours`, `30 jours`.
pub const FIGURE: &str = "0 x";

/// The sentences of more than `most` words: how many each has, and where it begins, in bytes.
///
/// A word stands between two spaces: `l'employeur` is one, and a sign that stands alone, as
/// before a French colon, is none.
///
/// ```
/// use bilan::language::long_sentences;
/// assert_eq!(long_sentences("Oui. L'aide existe : demandez !", 2), [(3, 5)]);
/// ```
pub fn long_sentences(text: &str, most: usize) -> Vec<(usize, usize)> {
    let mut long = Vec::new();
    let (mut at, mut start, mut count) = (0, 0, 0);
    for piece in text.split_inclusive(char::is_whitespace) {
        if count == 0 {
            start = at;
        }
        at += piece.len();
        count += usize::from(piece.contains(char::is_alphanumeric));
        if ends_sentence(piece) || at == text.len() {
            if count > most {
                long.push((count, start));
            }
            count = 0;
        }
    }
    long
}

fn ends_sentence(piece: &str) -> bool {
    let bare = piece.trim_end();
    let bare = bare.trim_end_matches(['»', '”', '"', ')']);
    bare.ends_with(['.', '?', '!'])
}
