//! Money, numbers and quantities with their unit.

use super::{NARROW, NO_BREAK};
use crate::language::Language;

/// An amount in euros, from its cents. Cents are written only where there are some.
///
/// ```
/// use bilan::language::{Language, money};
///
/// assert_eq!(money(160_000, Language::French), "1\u{202f}600\u{a0}€");
/// assert_eq!(money(10_320, Language::English), "€103.20");
/// ```
pub fn money(cents: i64, language: Language) -> String {
    let sign = sign(cents);
    let euros = grouped(cents.unsigned_abs() / 100, language);
    let decimals = match cents.unsigned_abs() % 100 {
        0 => String::new(),
        cents => format!("{}{cents:02}", decimal_mark(language)),
    };
    match language {
        Language::French => format!("{sign}{euros}{decimals}{NO_BREAK}€"),
        Language::English => format!("{sign}€{euros}{decimals}"),
    }
}

/// A number, from its hundredths, with no more decimals than it needs.
///
/// ```
/// use bilan::language::{Language, number};
///
/// assert_eq!(number(150, Language::French), "1,5");
/// assert_eq!(number(8_300_000, Language::English), "83,000");
/// ```
pub fn number(hundredths: i64, language: Language) -> String {
    decimal(hundredths, 2, language)
}

/// A number, from how many of its smallest parts it has, of which `places` decimals make one.
fn decimal(points: i64, places: u32, language: Language) -> String {
    let one = 10_u64.pow(places);
    let whole = grouped(points.unsigned_abs() / one, language);
    let digits = format!(
        "{:0width$}",
        points.unsigned_abs() % one,
        width = places as usize
    );
    let decimals = match digits.trim_end_matches('0') {
        "" => String::new(),
        digits => format!("{}{digits}", decimal_mark(language)),
    };
    format!("{}{whole}{decimals}", sign(points))
}

/// A number with its unit, from its hundredths.
///
/// The units are those of the rules' parameters: `EUR`, `EUR/h`, `h`, `days`, `working_days`,
/// `weeks`, `months`, `years`, `employees`, `percent`, `age` and `count`. Any other gives the
/// number alone: the rules have refused it before it comes here.
///
/// ```
/// use bilan::language::{Language, quantity};
///
/// assert_eq!(quantity(150, "h", Language::French), "1,5\u{a0}heure");
/// assert_eq!(quantity(150, "h", Language::English), "1.5\u{a0}hours");
/// ```
pub fn quantity(hundredths: i64, unit: &str, language: Language) -> String {
    quantity_to(hundredths, 2, unit, language)
}

/// A number with its unit that has more decimals than hundredths, where the unit may have them:
/// percentages and plain numbers.
///
/// ```
/// use bilan::language::{Language, quantity_to};
///
/// assert_eq!(quantity_to(46_552, 4, "percent", Language::English), "4.6552%");
/// ```
pub fn quantity_to(points: i64, places: u32, unit: &str, language: Language) -> String {
    let number = decimal(points, places, language);
    match (unit, language) {
        ("EUR", _) => money(points, language),
        ("EUR/h", Language::French) => format!("{} par heure", money(points, language)),
        ("EUR/h", Language::English) => format!("{} per hour", money(points, language)),
        ("percent", Language::French) => format!("{number}{NARROW}%"),
        ("percent", Language::English) => format!("{number}%"),
        _ => match noun(unit, language) {
            Some((one, _)) if is_singular(points, language) => format!("{number}{NO_BREAK}{one}"),
            Some((_, several)) => format!("{number}{NO_BREAK}{several}"),
            None => number,
        },
    }
}

/// The noun for several of a unit; its name in files where it has none.
pub fn units(unit: &str, language: Language) -> &str {
    noun(unit, language).map_or(unit, |(_, several)| several)
}

/// The noun that a unit counts, for one and for several. An age in English is a bare number.
fn noun(unit: &str, language: Language) -> Option<(&'static str, &'static str)> {
    Some(match (unit, language) {
        ("h", Language::French) => ("heure", "heures"),
        ("h", Language::English) => ("hour", "hours"),
        ("days", Language::French) => ("jour", "jours"),
        ("days", Language::English) => ("day", "days"),
        ("working_days", Language::French) => ("jour ouvré", "jours ouvrés"),
        ("working_days", Language::English) => ("working day", "working days"),
        ("weeks", Language::French) => ("semaine", "semaines"),
        ("weeks", Language::English) => ("week", "weeks"),
        ("months", Language::French) => ("mois", "mois"),
        ("months", Language::English) => ("month", "months"),
        ("years" | "age", Language::French) => ("an", "ans"),
        ("years", Language::English) => ("year", "years"),
        ("employees", Language::French) => ("salarié", "salariés"),
        ("employees", Language::English) => ("employee", "employees"),
        _ => return None,
    })
}

/// The plural rules of the CLDR: French counts 0 and 1.5 with the singular, English only 1.
fn is_singular(hundredths: i64, language: Language) -> bool {
    match language {
        Language::French => hundredths.unsigned_abs() < 200,
        Language::English => hundredths.unsigned_abs() == 100,
    }
}

fn grouped(number: u64, language: Language) -> String {
    let mark = match language {
        Language::French => NARROW,
        Language::English => ',',
    };
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() * 2);
    for (index, digit) in digits.char_indices() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(mark);
        }
        grouped.push(digit);
    }
    grouped
}

fn decimal_mark(language: Language) -> char {
    match language {
        Language::French => ',',
        Language::English => '.',
    }
}

fn sign(number: i64) -> &'static str {
    if number < 0 { "-" } else { "" }
}
