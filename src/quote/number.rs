//! Reads the numbers that a French text carries, in digits or in words.

use crate::quote::tokens::{QuoteToken, tokens};

/// A number that a text carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// The number, in hundredths.
    pub hundredths: i64,
    /// The word after it, in lower case: `heures`, `euros`; empty at the end of the text.
    pub of: String,
    /// Whether it is the word `un` or `une`, which is an article as often as a number.
    pub one: bool,
}

/// The numbers of a text. Those of articles and of items (`L. 6313-1`, `2°`), ordinals, and the
/// counts of fractions (`deux tiers`) are none.
///
/// ```
/// let numbers = bilan::quote::carried("mille six cents euros, soit 103,20 euros par point");
/// let numbers: Vec<i64> = numbers.iter().map(|number| number.hundredths).collect();
/// assert_eq!(numbers, [160_000, 10_320]);
/// ```
pub fn carried(text: &str) -> Vec<Carried> {
    let tokens = tokens(text);
    numbers(&tokens)
        .into_iter()
        .map(|number| number.carried)
        .collect()
}

/// The numbers that a quote carries at the place where it stands in a text: a number that goes on
/// before or behind the quote is not carried by it.
pub fn carried_in(quote: &str, text: &str) -> Vec<Carried> {
    let (quote, text) = (tokens(quote), tokens(text));
    let window = text
        .windows(quote.len().max(1))
        .position(|window| window == quote);
    let Some(first) = window else {
        return Vec::new();
    };
    let inside = numbers(&text)
        .into_iter()
        .filter(|number| number.first >= first && number.after <= first + quote.len());
    inside.map(|number| number.carried).collect()
}

/// A number, and its place among the tokens of a text.
struct Number {
    first: usize,
    /// The token behind its last one.
    after: usize,
    carried: Carried,
}

/// The numbers of a text.
fn numbers(tokens: &[QuoteToken<'_>]) -> Vec<Number> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some((hundredths, after)) = digits(tokens, at).or_else(|| in_words(tokens, at)) else {
            at += 1;
            continue;
        };
        let of = tokens
            .get(after)
            .map_or(String::new(), |token| token.text.to_lowercase());
        let one =
            ["un", "une"].contains(&tokens[at].text.to_lowercase().as_str()) && after == at + 1;
        if !is_fraction(&of) && of != "°" && !in_a_number_of_an_article(tokens, at, after) {
            let carried = Carried {
                hundredths,
                of,
                one,
            };
            found.push(Number {
                first: at,
                after,
                carried,
            });
        }
        at = after;
    }
    found
}

/// A number in digits, with spaces between its thousands and a comma before its decimals, and
/// the token after it.
fn digits(tokens: &[QuoteToken<'_>], at: usize) -> Option<(i64, usize)> {
    let whole = |token: &QuoteToken<'_>| token.text.bytes().all(|byte| byte.is_ascii_digit());
    let first = tokens.get(at).filter(|token| whole(token))?;
    let mut text = first.text.to_owned();
    let mut after = at + 1;
    while let Some(next) = tokens.get(after)
        && whole(next)
        && next.text.len() == 3
        && first.text.len() <= 3
        && next.start > tokens[after - 1].end
    {
        text.push_str(next.text);
        after += 1;
    }
    let mut decimals = 0;
    if let (Some(comma), Some(next)) = (tokens.get(after), tokens.get(after + 1))
        && comma.text == ","
        && whole(next)
        && next.text.len() <= 2
        && comma.start == tokens[after - 1].end
        && next.start == comma.end
    {
        decimals = next.text.parse::<i64>().ok()? * if next.text.len() == 1 { 10 } else { 1 };
        after += 2;
    }
    let number = text.parse::<i64>().ok()?.checked_mul(100)?;
    Some((number + decimals, after))
}

/// A number in words, up to the thousands, and the token after it.
fn in_words(tokens: &[QuoteToken<'_>], at: usize) -> Option<(i64, usize)> {
    let (mut thousands, mut rest) = (0, 0);
    let mut after = at;
    let mut next = at;
    while let Some(token) = tokens.get(next) {
        let word = token.text.to_lowercase();
        let inside = after > at;
        match word.as_str() {
            "-" | "et" if inside => {
                next += 1;
                continue;
            }
            "mille" if thousands == 0 => {
                thousands = rest.max(1) * 1000;
                rest = 0;
            }
            "cent" | "cents" if rest < 10 => rest = rest.max(1) * 100,
            "vingt" | "vingts" if rest % 100 == 4 => rest += 76,
            word => match value(word).filter(|value| fits(rest % 100, *value)) {
                Some(value) => rest += value,
                None => break,
            },
        }
        next += 1;
        after = next;
    }
    (after > at).then_some(((thousands + rest) * 100, after))
}

/// What a word adds to a number.
fn value(word: &str) -> Option<i64> {
    const SMALL: [&str; 17] = [
        "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix",
        "onze", "douze", "treize", "quatorze", "quinze", "seize",
    ];
    let small = SMALL.iter().zip(0..);
    let small = small.clone().find(|(name, _)| **name == word);
    match word {
        "une" => Some(1),
        "vingt" => Some(20),
        "trente" => Some(30),
        "quarante" => Some(40),
        "cinquante" => Some(50),
        "soixante" => Some(60),
        _ => small.map(|(_, value)| value),
    }
}

/// Whether a word may follow what a number has below its hundreds: `soixante` takes `onze`,
/// `dix` takes `sept`, and `deux` takes nothing.
fn fits(below: i64, value: i64) -> bool {
    matches!(
        (below, value),
        (0, _) | (10 | 70 | 90, 7..=9) | (60 | 80, 1..=16) | (20 | 30 | 40 | 50, 1..=9)
    )
}

fn is_fraction(word: &str) -> bool {
    ["tiers", "quart", "quarts", "demi", "demis"].contains(&word) || word.ends_with("ièmes")
}

/// Whether a number is a part of that of an article: `L. 6313-1`, `6313-1`, `article 22`.
fn in_a_number_of_an_article(tokens: &[QuoteToken<'_>], at: usize, after: usize) -> bool {
    let text = |index: Option<usize>| index.and_then(|index| tokens.get(index)).map(|t| t.text);
    let before = text(at.checked_sub(1));
    let letter = match before {
        Some(".") => text(at.checked_sub(2)),
        other => other,
    };
    let series = letter.is_some_and(|letter| ["L", "R", "D", "LO", "n"].contains(&letter))
        || before.is_some_and(|word| ["article", "articles"].contains(&word))
        || (before == Some("°") && text(at.checked_sub(2)) == Some("n"));
    let numbered = |text: Option<&str>| {
        text.is_some_and(|text| text.bytes().any(|byte| byte.is_ascii_digit()))
    };
    let joined = (before == Some("-") && numbered(text(at.checked_sub(2))))
        || (text(Some(after)) == Some("-") && numbered(text(Some(after + 1))));
    series || joined
}

#[cfg(test)]
mod tests {
    use super::carried;

    fn whole(text: &str) -> Vec<i64> {
        let numbers = carried(text).into_iter();
        numbers.map(|number| number.hundredths / 100).collect()
    }

    #[test]
    fn digits_are_read_with_their_spaces_and_decimals() {
        assert_eq!(whole("plafond total de 5\u{a0}000 euros"), [5000]);
        assert_eq!(whole("1 234 567 euros en 2026"), [1_234_567, 2026]);
        assert_eq!(carried("103,20 €")[0].hundredths, 10_320);
        assert_eq!(carried("0,5 %")[0].hundredths, 50);
        assert_eq!(whole("24, 30 ou 12"), [24, 30, 12]);
    }

    #[test]
    fn words_are_read_up_to_the_thousands() {
        let read = [
            ("vingt-quatre heures", 24),
            ("soixante jours", 60),
            ("cent vingt jours", 120),
            ("d'un an", 1),
            ("cinq années", 5),
            ("Mille six cents euros", 1600),
            ("deux mille", 2000),
            ("quatre-vingt-dix-sept jours", 97),
            ("quatre-vingts heures", 80),
            ("vingt et un jours", 21),
            ("soixante et onze", 71),
            ("soixante-dix-huit", 78),
            ("dix-sept", 17),
            ("trois cent soixante-cinq jours", 365),
            ("quinze mille deux cents", 15_200),
        ];
        for (text, number) in read {
            assert_eq!(whole(text), [number], "{text}");
        }
    }

    #[test]
    fn a_number_that_goes_on_outside_a_quote_is_not_carried() {
        let read = |quote: &str, text: &str| {
            let numbers = super::carried_in(quote, text).into_iter();
            numbers
                .map(|number| number.hundredths)
                .collect::<Vec<i64>>()
        };
        let text = "ne peut excéder vingt-quatre heures par bilan";
        assert_eq!(read("ne peut excéder vingt", text), [0; 0]);
        assert_eq!(read("quatre heures", text), [0; 0]);
        assert_eq!(read("vingt-quatre heures", text), [2400]);
        assert_eq!(read("six cents euros", "Mille six cents euros"), [0; 0]);
        assert_eq!(read("600 euros", "fixé à 1 600 euros"), [0; 0]);
        assert_eq!(read("103", "soit 103,20 euros"), [0; 0]);
        assert_eq!(read("1 600 euros", "fixé à 1 600 euros"), [160_000]);
    }

    #[test]
    fn two_numbers_side_by_side_are_two() {
        assert_eq!(whole("trois quatre"), [3, 4]);
        assert_eq!(whole("deux et trois jours"), [2, 3]);
        assert_eq!(whole("vingt ou trente"), [20, 30]);
    }

    #[test]
    fn the_word_after_a_number_says_what_it_counts() {
        let found = carried("un délai de trois ans");
        assert_eq!(found.len(), 2);
        assert!(found[0].one && found[0].of == "délai");
        assert!(!found[1].one && found[1].of == "ans");
    }

    #[test]
    fn articles_items_and_fractions_are_no_numbers() {
        assert_eq!(whole("mentionnés au 2° de l'article L. 6313-1"), [0; 0]);
        assert_eq!(whole("l'article 22 ter, n° 83-634, L6323-4"), [0; 0]);
        assert_eq!(whole("les deux tiers ; trois quarts ; 2 tiers"), [0; 0]);
        assert_eq!(whole("le 1er janvier"), [0; 0]);
        assert_eq!(whole("1° Soixante jours ; 2° Cent vingt jours"), [60, 120]);
    }
}
