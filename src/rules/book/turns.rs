//! The days on which something turns: a value begins, or is known no longer.

use crate::rules::book::RuleBook;
use crate::rules::book::calendar::{Day, shift};
use crate::rules::book::unit::Unit;

/// The days within a year of a day, that day left out, on which a value begins or ends.
pub fn coming_turns(book: &RuleBook, day: Day) -> Vec<Day> {
    turns(book, day, shift(day, 1, Unit::Year))
}

/// The days after one day and up to another on which a value begins or ends, in order.
pub fn turns(book: &RuleBook, after: Day, last: Day) -> Vec<Day> {
    let changes = book.parameters.iter().flat_map(|found| found.changes());
    let mut days: Vec<Day> = changes.filter(|day| after < *day && *day <= last).collect();
    days.sort_unstable();
    days.dedup();
    days
}
