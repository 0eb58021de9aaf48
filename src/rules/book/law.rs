//! Values with dates, and the words of the law that rows and values stand on.

use crate::quote::Quote;
use crate::rules::book::SourceId;
use crate::rules::book::calendar::Day;
use crate::rules::book::unit::{Hundredths, Unit};
use crate::source::Span;

/// A length of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// How many units.
    pub count: i64,
    /// Days, weeks, months or years.
    pub unit: Unit,
}

/// A value that holds from a day on until the next one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// Its id.
    pub id: String,
    /// Where its id stands.
    pub span: Span,
    /// What its values count.
    pub unit: Unit,
    /// With how many decimals its numbers are held: two, or more where the law writes more of a
    /// percentage or of a plain number. Then they are parts of a hundredth, and only multiply.
    pub places: u32,
    /// The values that it belongs to, where it is one of several.
    pub family: Option<Family>,
    /// The values, by the day they hold from.
    pub values: Vec<Dated>,
    /// The last day for which the value is established.
    pub known_until: Option<Day>,
    /// The day on which it was last checked.
    pub checked: Day,
    /// How long that check is good for.
    pub review: Period,
    /// Whether it rests on one good source instead of the text itself.
    pub likely: bool,
    /// Between what it lies while it is not established, where that is known.
    pub bounds: Option<Bounds>,
}

/// What a value is one of several by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Family {
    /// The id under which they stand together.
    pub id: String,
    /// Which of them this is.
    pub member: Member,
}

/// Which of several values one is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Member {
    /// That of an option, or of a group of options, of a choice.
    Of {
        /// The choice.
        question: String,
        /// The option or the group.
        key: String,
    },
    /// That of a band, counted from 1.
    Band(usize),
    /// The upper limit of a band.
    Limit(usize),
}

impl Member {
    /// Its name behind that of the family.
    pub fn name(&self) -> String {
        match self {
            Member::Of { key, .. } => key.clone(),
            Member::Band(band) => band.to_string(),
            Member::Limit(band) => format!("{band}.up_to"),
        }
    }
}

/// Between what a value lies while it is not established, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// The least.
    pub min: Hundredths,
    /// The most.
    pub max: Hundredths,
}

impl Parameter {
    /// How well a value is established, in files, and whether it is only likely.
    pub const CONFIDENCE: [(&'static str, bool); 2] = [("sure", false), ("likely", true)];

    /// The value on a day.
    pub fn at(&self, day: Day) -> ParameterValue {
        if self.known_until.is_some_and(|last| day > last) {
            return ParameterValue::Unknown;
        }
        self.dated(day)
            .map_or(ParameterValue::Unknown, |dated| dated.value)
    }

    /// The entry that holds on a day.
    pub fn dated(&self, day: Day) -> Option<&Dated> {
        self.values.iter().rev().find(|dated| dated.from <= day)
    }

    /// The last number that it was known to be before a day on which it is not established,
    /// with the last day of which that was known.
    pub fn last_known(&self, day: Day) -> Option<(Hundredths, Day)> {
        let mut last = self.known_until.unwrap_or(day).min(day);
        for dated in self.values.iter().rev().filter(|dated| dated.from <= day) {
            match dated.value {
                ParameterValue::Number(number) if dated.from <= last => {
                    return Some((number, last));
                }
                ParameterValue::None => return None,
                _ => last = last.min(dated.from.before()),
            }
        }
        None
    }

    /// The days on which the value changes or stops being known.
    pub fn changes(&self) -> impl Iterator<Item = Day> + '_ {
        let end = self.known_until.map(Day::after);
        self.values.iter().map(|dated| dated.from).chain(end)
    }

    /// Whether the value is known on a day; that the law sets none is known too.
    pub fn known(&self, day: Day) -> bool {
        self.at(day) != ParameterValue::Unknown
    }

    /// Whether there is a number to write on a day: it is known, and the law sets one.
    pub fn has_number(&self, day: Day) -> bool {
        matches!(self.at(day), ParameterValue::Number(_))
    }

    /// The last day, on a day or before it, on which the value is known.
    pub fn last_day_known(&self, day: Day) -> Option<Day> {
        let ends = self.changes().map(Day::before);
        let days = ends.chain([day]).filter(|end| *end <= day);
        days.filter(|end| self.known(*end)).max()
    }

    /// The last day for which a value is established that is known on a day, or was last known
    /// before it; none where no end is in sight.
    pub fn established_until(&self, day: Day) -> Option<Day> {
        let from = self.last_day_known(day)?;
        let mut later: Vec<Day> = self.changes().filter(|change| *change > from).collect();
        later.sort_unstable();
        let end = later.into_iter().find(|change| !self.known(*change));
        end.map(Day::before)
    }

    /// The last day on which the value is the one of a day, or the one last known before it; none
    /// where no end is in sight.
    pub fn holds_until(&self, day: Day) -> Option<Day> {
        let from = self.last_day_known(day)?;
        let later = self.changes().filter(|change| *change > from);
        later.min().map(Day::before)
    }
}

/// One value of a parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    /// Where it stands.
    pub span: Span,
    /// The first day on which it holds, or from which it is known to hold.
    pub from: Day,
    /// Whether the day on which it began is established: `from`, and not `known_from`.
    pub began: bool,
    /// The value.
    pub value: ParameterValue,
    /// The source that says so.
    pub source: SourceId,
    /// The words of the law that say so.
    pub wording: Wording,
}

/// The words of the law that a row or a value stands on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wording {
    /// The words, as they stand in a source beside it.
    pub quotes: Vec<Quote>,
    /// Why there are none, for authors.
    pub unquoted: Option<String>,
}

/// What a parameter is on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterValue {
    /// A number.
    Number(Hundredths),
    /// The law sets no such value.
    None,
    /// The value is not established.
    Unknown,
}

impl ParameterValue {
    /// Whether the value is established, be it that the law sets none.
    pub fn is_known(self) -> bool {
        self != ParameterValue::Unknown
    }
}
