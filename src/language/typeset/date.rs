//! Dates in full.

use jiff::civil::Date;

use super::{NO_BREAK, typeset_html};
use crate::language::Language;

const FRENCH_MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

const ENGLISH_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A date in full, as plain text. The day does not part from its month at the end of a line.
///
/// ```
/// use bilan::language::{Language, date};
///
/// let day = jiff::civil::date(2026, 1, 1);
/// assert_eq!(date(day, Language::French), "1er\u{a0}janvier 2026");
/// assert_eq!(date(day, Language::English), "1\u{a0}January 2026");
/// ```
pub fn date(date: Date, language: Language) -> String {
    let day = date.day();
    let month = month_names(language)[usize::from(date.month().unsigned_abs()) - 1];
    let year = date.year();
    let ordinal = match language {
        Language::French if day == 1 => "er",
        _ => "",
    };
    format!("{day}{ordinal}{NO_BREAK}{month} {year}")
}

/// A month in full, where the day is not known: "juin 2026", "June 2026".
pub fn month(date: Date, language: Language) -> String {
    let month = month_names(language)[usize::from(date.month().unsigned_abs()) - 1];
    format!("{month} {}", date.year())
}

/// A date in full, as HTML: the `er` of a French first day is raised.
pub fn date_html(day: Date, language: Language) -> String {
    typeset_html(&date(day, language), language)
}

/// The names of the months, as they stand inside a sentence.
pub(super) fn month_names(language: Language) -> &'static [&'static str; 12] {
    match language {
        Language::French => &FRENCH_MONTHS,
        Language::English => &ENGLISH_MONTHS,
    }
}
