//! A text as words and punctuation marks.

/// A word, or one punctuation mark, with its bytes in the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct QuoteToken<'t> {
    pub text: &'t str,
    pub start: usize,
    pub end: usize,
}

impl PartialEq for QuoteToken<'_> {
    /// Tokens are the same wherever they stand.
    fn eq(&self, other: &QuoteToken<'_>) -> bool {
        self.text == other.text
    }
}

/// The words and marks of a text. Spaces of every kind part words and are no mark; the three
/// forms of the apostrophe are one.
pub(super) fn tokens(text: &str) -> Vec<QuoteToken<'_>> {
    let mut found: Vec<QuoteToken<'_>> = Vec::new();
    // The word that has begun.
    let mut word: Option<usize> = None;
    for (at, letter) in text.char_indices() {
        let apostrophe = is_apostrophe(letter);
        if letter.is_alphanumeric() && !apostrophe {
            word.get_or_insert(at);
            continue;
        }
        if let Some(start) = word.take() {
            found.push(token(text, start, at));
        }
        if apostrophe {
            let end = at + letter.len_utf8();
            found.push(QuoteToken {
                text: "'",
                start: at,
                end,
            });
        } else if !letter.is_whitespace() {
            found.push(token(text, at, at + letter.len_utf8()));
        }
    }
    if let Some(start) = word {
        found.push(token(text, start, text.len()));
    }
    found
}

fn token(text: &str, start: usize, end: usize) -> QuoteToken<'_> {
    let text = &text[start..end];
    QuoteToken { text, start, end }
}

/// The typewriter's, the typographer's, and the letter that some editors write instead.
fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '\u{2019}' | '\u{2bc}')
}

#[cfg(test)]
mod tests {
    use super::tokens;

    fn token_texts(text: &str) -> Vec<&str> {
        tokens(text).iter().map(|token| token.text).collect()
    }

    #[test]
    fn spaces_part_words_and_are_nothing_themselves() {
        assert_eq!(token_texts(" 1\u{a0}600\u{202f}€\n"), ["1", "600", "€"]);
        assert_eq!(token_texts(""), [""; 0]);
    }

    #[test]
    fn apostrophes_are_one_mark_in_three_forms() {
        for text in ["l'an", "l\u{2019}an", "l\u{2bc}an"] {
            assert_eq!(token_texts(text), ["l", "'", "an"]);
        }
    }

    #[test]
    fn every_other_mark_stands_alone() {
        assert_eq!(
            token_texts("(L. 6313-1) »"),
            ["(", "L", ".", "6313", "-", "1", ")", "»"]
        );
    }
}
