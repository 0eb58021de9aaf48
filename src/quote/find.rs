//! Finds a quote in a text, word by word, or the place that is nearest to it.

use crate::quote::tokens::{QuoteToken, tokens};

/// How often a quote stands in a text, whatever the spaces and the form of the apostrophes.
///
/// ```
/// use bilan::quote::times;
/// assert_eq!(times("l’article L. 6313-1", "Selon l'article L.\u{a0}6313-1, …"), 1);
/// assert_eq!(times("l’article L. 6313", "Selon l'Article L. 6313-1, …"), 0);
/// ```
pub fn times(quote: &str, text: &str) -> usize {
    let (quote, text) = (tokens(quote), tokens(text));
    if quote.is_empty() {
        return 0;
    }
    text.windows(quote.len())
        .filter(|window| *window == quote)
        .count()
}

/// The place of a text that shares the most with a quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nearest<'t> {
    /// The longest run of words that both have.
    pub common: &'t str,
    /// How many words and marks that run has.
    pub length: usize,
    /// What the text says where the quote should stand.
    pub there: &'t str,
}

/// The place of a text that is nearest to a quote; none where they share no word.
pub fn nearest<'t>(quote: &str, text: &'t str) -> Option<Nearest<'t>> {
    let (words, found) = (tokens(quote), tokens(text));
    let Run {
        length,
        in_quote,
        in_text,
    } = longest_run(&words, &found)?;
    let part = |first: usize, last: usize| &text[found[first].start..found[last].end];
    // The quote laid over the text, so that the run stands on itself.
    let first = in_text.saturating_sub(in_quote);
    let last = (in_text + words.len() - in_quote).min(found.len()) - 1;
    Some(Nearest {
        common: part(in_text, in_text + length - 1),
        length,
        there: part(first, last),
    })
}

/// A run of tokens that a quote and a text share: how many they are, and where each begins it.
#[derive(Default)]
struct Run {
    length: usize,
    in_quote: usize,
    in_text: usize,
}

/// The longest run of tokens that two texts share.
fn longest_run(quote: &[QuoteToken<'_>], text: &[QuoteToken<'_>]) -> Option<Run> {
    let mut best = Run::default();
    // How long the run is that ends at each token of the text, and at the last one of the quote.
    let mut runs = vec![0; text.len() + 1];
    for (own, word) in quote.iter().enumerate() {
        for (other, found) in text.iter().enumerate().rev() {
            runs[other + 1] = if word == found { runs[other] + 1 } else { 0 };
            let length = runs[other + 1];
            if length > best.length {
                best = Run {
                    length,
                    in_quote: own + 1 - length,
                    in_text: other + 1 - length,
                };
            }
        }
    }
    (best.length > 0).then_some(best)
}

#[cfg(test)]
mod tests {
    use super::{nearest, times};

    const TEXT: &str = "Le titulaire n'a pas bénéficié, au cours des cinq années qui précèdent sa \
                        demande, d'un financement. Le titulaire du compte.";

    #[test]
    fn a_quote_is_found_as_often_as_it_stands_there() {
        assert_eq!(times("Le titulaire", TEXT), 2);
        assert_eq!(times("titulaire n’a pas", TEXT), 1);
        assert_eq!(times("titulaire du compte", TEXT), 1);
        assert_eq!(times("", TEXT), 0);
    }

    #[test]
    fn words_are_whole_and_marks_count() {
        assert_eq!(times("titul", TEXT), 0);
        assert_eq!(times("bénéficié au cours", TEXT), 0);
    }

    #[test]
    fn the_nearest_place_tells_what_the_text_says_there() {
        let near = nearest("au cours des six années qui précèdent sa demande", TEXT);
        let near = near.expect("words in common");
        assert_eq!(near.common, "années qui précèdent sa demande");
        assert_eq!(
            near.there,
            "au cours des cinq années qui précèdent sa demande"
        );
        assert_eq!(nearest("xyz", TEXT), None);
    }

    #[test]
    fn the_nearest_place_stays_inside_the_text() {
        let near = nearest("Or Le titulaire n'a", TEXT).expect("words in common");
        assert_eq!(near.there, "Le titulaire n'a");
        let near = nearest("du compte. Et ensuite", TEXT).expect("words in common");
        assert_eq!(near.there, "du compte.");
    }
}
