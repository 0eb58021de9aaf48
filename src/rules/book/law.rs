//! What rules rest on: sources that were read, and values with dates.

use crate::rules::calendar::Day;
use crate::rules::unit::Unit;
use crate::source::Span;

/// A text in force, or a page that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its id.
    pub id: String,
    /// Where its id stands.
    pub span: Span,
    /// What it is.
    pub kind: SourceKind,
    /// Where it can be read.
    pub url: String,
    /// The day on which it was last read.
    pub checked: Day,
    /// How long such a reading is good for.
    pub review: Period,
}

/// What a source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceKind {
    /// A law, a decree, an order.
    Law,
    /// A page of the State or of a public operator.
    Official,
    /// A funder's own page.
    Funder,
    /// Prices and figures observed.
    Market,
}

impl SourceKind {
    /// Every kind with its name in files.
    pub const NAMES: [(&'static str, SourceKind); 4] = [
        ("law", SourceKind::Law),
        ("official", SourceKind::Official),
        ("funder", SourceKind::Funder),
        ("market", SourceKind::Market),
    ];
}

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

    /// The days on which the value changes or stops being known.
    pub fn changes(&self) -> impl Iterator<Item = Day> + '_ {
        let end = self.known_until.map(|last| last + 1);
        self.values.iter().map(|dated| dated.from).chain(end)
    }
}

/// One value of a parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    /// The first day on which it holds.
    pub from: Day,
    /// The value.
    pub value: ParameterValue,
    /// The source that says so, by its place in the book.
    pub source: usize,
}

/// What a parameter is on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterValue {
    /// A number, in hundredths of the unit.
    Number(i64),
    /// The law sets no such value.
    None,
    /// The value is not established.
    Unknown,
}
