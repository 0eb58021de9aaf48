//! Chooses the space that a text gets where its author typed one.

use super::{NARROW, NO_BREAK, Setter};
use crate::language::Language;
use crate::language::typeset::date::month_names;

/// What a number counts in running text, and must not be parted from.
const FRENCH_UNITS: [&str; 22] = [
    "an",
    "ans",
    "année",
    "années",
    "centimes",
    "euro",
    "euros",
    "h",
    "heure",
    "heures",
    "jour",
    "jours",
    "km",
    "min",
    "minute",
    "minutes",
    "mois",
    "salariés",
    "semaine",
    "semaines",
    "million",
    "millions",
];

const ENGLISH_UNITS: [&str; 20] = [
    "cent",
    "cents",
    "day",
    "days",
    "employees",
    "euro",
    "euros",
    "h",
    "hour",
    "hours",
    "km",
    "million",
    "minute",
    "minutes",
    "month",
    "months",
    "week",
    "weeks",
    "year",
    "years",
];

impl Setter<'_> {
    /// Sets a run of spaces as one space that does not break, or leaves it alone.
    pub(super) fn space(&mut self) {
        let rest = self.rest();
        let after = rest.trim_start();
        let run = &rest[..rest.len() - after.len()];
        let fixed = match self.state.language {
            Language::French => self.french_space(after),
            Language::English => None,
        }
        .or_else(|| self.number_space(after));
        self.at += run.len();
        match fixed {
            Some(space) => self.push(space),
            None => {
                self.state.last = run.chars().next_back();
                self.out.push_str(run);
            }
        }
    }

    fn french_space(&self, after: &str) -> Option<char> {
        if self.state.last == Some('«') {
            return Some(NO_BREAK);
        }
        match after.chars().next()? {
            ';' | '!' | '?' => Some(NARROW),
            ':' | '»' => Some(NO_BREAK),
            '%' if self.after_number() => Some(NARROW),
            _ if self.parts_thousands(after) => Some(NARROW),
            _ => None,
        }
    }

    fn number_space(&self, after: &str) -> Option<char> {
        let next = after.chars().next()?;
        let fixed = if self.out.ends_with("n°") || self.out.ends_with("N°") {
            next.is_ascii_digit()
        } else {
            (self.after_number() || self.out.ends_with("1er"))
                && (next == '€' || self.is_unit(after))
        };
        fixed.then_some(NO_BREAK)
    }

    /// Whether one to three digits end here and exactly three more follow.
    fn parts_thousands(&self, after: &str) -> bool {
        let head = self.out.trim_end_matches(|c: char| c.is_ascii_digit());
        let digits = self.out.len() - head.len();
        let alone = match head.chars().next_back() {
            Some(before) => !before.is_alphanumeric() && !".,-/".contains(before),
            None => true,
        };
        let follow = after
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(after.len());
        let ends = !after[follow..].starts_with(char::is_alphanumeric);
        (1..=3).contains(&digits) && alone && follow == 3 && ends
    }

    /// Whether the next word is a unit or a month.
    fn is_unit(&self, after: &str) -> bool {
        let end = after
            .find(|c: char| !c.is_alphanumeric())
            .unwrap_or(after.len());
        let word = &after[..end];
        let units: &[&str] = match self.state.language {
            Language::French => &FRENCH_UNITS,
            Language::English => &ENGLISH_UNITS,
        };
        units.contains(&word) || month_names(self.state.language).contains(&word)
    }
}
