//! Intervals of numbers or days in words: `more than €1,600`, `from 1 May 2026 on`.

use crate::language::{Bilingual, Language, date, quantity, quantity_to};
use crate::rules::book::calendar::{self, Day};
use crate::rules::book::unit::Hundredths;
use crate::rules::book::{Parameter, QuestionKind};
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
    let number = kind.number(point);
    match kind.unit() {
        Some(unit) => quantity(number.point(), unit.name(), language),
        None => number.to_string(),
    }
}

/// A value of a parameter with its unit.
pub fn figure(parameter: &Parameter, number: Hundredths, language: Language) -> String {
    let unit = parameter.unit.name();
    quantity_to(number.point(), parameter.places, unit, language)
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
    let whole = matches!(kind, QuestionKind::Count { .. });
    let part = |point: i64| if whole { 0 } else { point.rem_euclid(100) };
    // A region begins one hundredth after what it leaves out.
    let from = low.map(|low| match part(low) {
        1 => say!("plus de {0}", "more than {0}", amount(low - 1)),
        _ => say!("{0} ou plus", "{0} or more", amount(low)),
    });
    let to = high.map(|high| match part(high) {
        99 => say!("moins de {0}", "less than {0}", amount(high + 1)),
        _ => say!("{0} au plus", "at most {0}", amount(high)),
    });
    let inclusive =
        low.is_some_and(|low| part(low) != 1) && high.is_some_and(|high| part(high) != 99);
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
