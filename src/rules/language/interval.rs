//! Intervals of numbers or days in words: `more than €1,600`, `from 1 May 2026 on`.

use crate::language::{Bilingual, Language, date, quantity};
use crate::rules::book::QuestionKind;
use crate::rules::book::calendar::{self, Day};
use crate::rules::book::unit::Hundredths;
use crate::say;

/// Answers to a question from one point on, up to another, or between two, both included.
pub fn interval_words(
    kind: &QuestionKind,
    low: Option<i64>,
    high: Option<i64>,
) -> Bilingual<String> {
    Bilingual::new(|language| match kind {
        QuestionKind::Date => days(low.map(Day::at), high.map(Day::at), language),
        _ => numbers(kind, low, high, language),
    })
}

/// A number as answers to a question are said.
pub fn number_words(kind: &QuestionKind, point: i64, language: Language) -> String {
    match kind {
        QuestionKind::Number { unit, .. } => quantity(point, unit.name(), language),
        _ => Hundredths::at(point).to_string(),
    }
}

fn days(low: Option<Day>, high: Option<Day>, language: Language) -> String {
    let day = |day: Day| date(calendar::date(day), language);
    let words = match (low, high) {
        (Some(low), Some(high)) if low == high => say!("le {0}", "on {0}", day(low)),
        (Some(low), Some(high)) => say!("du {0} au {1}", "from {0} to {1}", day(low), day(high)),
        (Some(low), None) => say!("à partir du {0}", "from {0} on", day(low)),
        (None, Some(high)) => say!("avant le {0}", "before {0}", day(high.after())),
        (None, None) => say!("toute date", "any date"),
    };
    words[language].clone()
}

fn numbers(kind: &QuestionKind, low: Option<i64>, high: Option<i64>, language: Language) -> String {
    let amount = |point: i64| number_words(kind, point, language);
    // A region begins one hundredth after what it leaves out.
    let from = low.map(|low| match low.rem_euclid(100) {
        1 => say!("plus de {0}", "more than {0}", amount(low - 1)),
        _ => say!("{0} ou plus", "{0} or more", amount(low)),
    });
    let to = high.map(|high| match high.rem_euclid(100) {
        99 => say!("moins de {0}", "less than {0}", amount(high + 1)),
        _ => say!("{0} au plus", "at most {0}", amount(high)),
    });
    let inclusive =
        low.is_some_and(|low| low % 100 != 1) && high.is_some_and(|high| high % 100 != 99);
    let words = match (from, to) {
        (Some(_), Some(_)) if low == high => return amount(low.unwrap_or(0)),
        (Some(_), Some(_)) if inclusive => {
            let (low, high) = (low.map(amount), high.map(amount));
            let (low, high) = (low.unwrap_or_default(), high.unwrap_or_default());
            say!("de {low} à {high}", "{low} to {high}")
        }
        (Some(from), Some(to)) => return format!("{}, {}", from[language], to[language]),
        (Some(words), None) | (None, Some(words)) => words,
        (None, None) => say!("tout montant", "any amount"),
    };
    words[language].clone()
}
