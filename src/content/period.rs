//! A length of time, as front matter writes it: `6 months`.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::report::{Fault, Report};
use crate::say;
use crate::yaml::Node;

/// The largest number that a period may have; above it, it is a mistake.
const LARGEST: i32 = 1_000;

/// A length of time in whole months or whole days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReviewPeriod {
    /// Months, from 0 to 12,000.
    pub months: i32,
    /// Days, from 0 to 7,000.
    pub days: i32,
}

impl ReviewPeriod {
    /// The day that comes this long after `day`, if the calendar holds it.
    pub fn after(self, day: Date) -> Option<Date> {
        day.checked_add(self.months.months().days(self.days)).ok()
    }

    /// Reads a period, or reports what it is instead.
    pub(super) fn read(node: &Node, report: &mut Report) -> Option<ReviewPeriod> {
        let text = node.text(report)?;
        let period = ReviewPeriod::of(text);
        if period.is_none() {
            report.add(
                Fault::error(
                    "invalid-period",
                    say!("`{text}` n'est pas une durée", "`{text}` is no length of time"),
                )
                .at(node.span)
                .help(say!(
                    "écrivez un nombre et `days`, `weeks`, `months` ou `years`, par exemple `6 months`",
                    "write a number and `days`, `weeks`, `months` or `years`, for example `6 months`"
                )),
            );
        }
        period
    }

    fn of(text: &str) -> Option<ReviewPeriod> {
        let (number, unit) = text.split_once(' ')?;
        let number: i32 = number.parse().ok()?;
        if !(1..=LARGEST).contains(&number) {
            return None;
        }
        let (months, days) = match unit.trim_start() {
            "day" | "days" => (0, number),
            "week" | "weeks" => (0, 7 * number),
            "month" | "months" => (number, 0),
            "year" | "years" => (12 * number, 0),
            _ => return None,
        };
        Some(ReviewPeriod { months, days })
    }
}
