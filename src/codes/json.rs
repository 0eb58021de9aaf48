//! JSON that somebody else wrote: what is wrong with it, and days in two notations.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Deserialize;
use serde::de::{Deserializer, Error, Visitor};

/// What stops a file from being read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Broken {
    /// It is no JSON, or of another form.
    Json {
        /// Counted from 1.
        line: usize,
        /// Counted from 1.
        column: usize,
        /// The reason, in the parser's words.
        reason: String,
    },
    /// It is well-formed, but something that is needed is not in it: whose, and what.
    Missing(String, &'static str),
    /// It is something else: what it says of itself.
    Foreign(String),
}

impl From<serde_json::Error> for Broken {
    fn from(error: serde_json::Error) -> Broken {
        let words = error.to_string();
        // The place is told apart from the reason, so that it reads like any other place.
        let reason = match words.rsplit_once(" at line ") {
            Some((reason, _)) => reason.to_owned(),
            None => words,
        };
        Broken::Json {
            line: error.line(),
            column: error.column(),
            reason,
        }
    }
}

/// A day that is told as `2026-03-27`, or in milliseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WrittenDay(pub Date);

impl<'de> Deserialize<'de> for WrittenDay {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<WrittenDay, D::Error> {
        deserializer.deserialize_any(Day)
    }
}

struct Day;

impl Visitor<'_> for Day {
    type Value = WrittenDay;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a day, as \"2026-03-27\" or in milliseconds since 1970")
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<WrittenDay, E> {
        let moment = Timestamp::from_millisecond(number);
        let moment = moment.map_err(|_| E::custom(format!("{number} is no day")))?;
        Ok(WrittenDay(moment.to_zoned(TimeZone::UTC).date()))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<WrittenDay, E> {
        let number = i64::try_from(number).unwrap_or(i64::MAX);
        self.visit_i64(number)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<WrittenDay, E> {
        // A longer text may carry an hour; the day is its beginning.
        let day = text.get(..10).unwrap_or(text);
        let day = day.parse();
        day.map(WrittenDay)
            .map_err(|_| E::custom(format!("`{text}` is no day")))
    }
}
