//! What a person types in the terminal, as files write answers.

use crate::language::Language;
use crate::rules::{OptionId, QuestionKind, UNKNOWN};

/// What people write beside a number, the longest first.
const UNITS: [&str; 8] = ["euros", "euro", "eur", "heures", "hours", "€", "%", "h"];

/// What was typed to a question, as files write answers.
pub(super) fn typed(kind: &QuestionKind, text: &str, language: Language) -> String {
    let text = text.trim();
    match (kind, text) {
        (_, "?") => UNKNOWN.to_owned(),
        (QuestionKind::YesNo, _) => match text.to_lowercase().as_str() {
            "oui" | "o" | "y" => "yes".to_owned(),
            "non" | "n" => "no".to_owned(),
            other => other.to_owned(),
        },
        (QuestionKind::Choice(options), _) => {
            let number = text.parse::<usize>().ok();
            let place = number.and_then(|number| number.checked_sub(1));
            let option = place.and_then(|place| options.get(OptionId::new(place)));
            option.cloned().unwrap_or_else(|| text.to_owned())
        }
        (QuestionKind::Date, _) => date(text).unwrap_or_else(|| text.to_owned()),
        (QuestionKind::Number { .. } | QuestionKind::Count { .. }, _) => number(text, language),
    }
}

/// A number without its unit and the signs that part its thousands.
fn number(text: &str, language: Language) -> String {
    let mut bare = text.to_lowercase();
    bare.retain(|sign| !sign.is_whitespace() && !matches!(sign, '\u{200b}'..='\u{200f}'));
    for unit in UNITS {
        let inner = bare.strip_suffix(unit).or(bare.strip_prefix(unit));
        if let Some(inner) = inner {
            bare = inner.to_owned();
        }
    }
    let mut parts = bare.split(',').skip(1).peekable();
    let thousands = parts.peek().is_some()
        && parts.all(|part| {
            part.split('.')
                .next()
                .is_some_and(|digits| digits.len() == 3)
        });
    match language {
        Language::English if thousands => bare.replace(',', ""),
        _ => bare.replace(',', "."),
    }
}

/// A day that is written with its year last, as both languages do.
fn date(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split(['/', '.', '-', ' ']).collect();
    let [day, month, year] = parts[..] else {
        return None;
    };
    let digits = |part: &str, most: usize| {
        (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let written = digits(day, 2) && digits(month, 2) && year.len() == 4 && digits(year, 4);
    written.then(|| format!("{year}-{month:0>2}-{day:0>2}"))
}

#[cfg(test)]
mod tests {
    use super::{date, number};
    use crate::language::Language;

    #[test]
    fn a_number_is_read_with_its_unit_and_its_spaces() {
        for (text, french, english) in [
            ("1\u{202f}800,50\u{a0}€", "1800.50", "1800.50"),
            ("1 800 euros", "1800", "1800"),
            ("€1,800", "1.800", "1800"),
            ("1,234,567.5", "1.234.567.5", "1234567.5"),
            ("24 h", "24", "24"),
            ("16,5", "16.5", "16.5"),
            ("many", "many", "many"),
        ] {
            assert_eq!(number(text, Language::French), french, "{text}");
            assert_eq!(number(text, Language::English), english, "{text}");
        }
    }

    #[test]
    fn a_day_may_have_its_year_last() {
        assert_eq!(date("18/1/2027").as_deref(), Some("2027-01-18"));
        assert_eq!(date("18.01.2027").as_deref(), Some("2027-01-18"));
        assert_eq!(date("2027-01-18"), None);
        assert_eq!(date("18 janvier 2027"), None);
    }
}
