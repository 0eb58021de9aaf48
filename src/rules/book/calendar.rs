//! Days as numbers, so that a date is compared and cut like any other answer.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::language::Bilingual;
use crate::rules::book::unit::Unit;
use crate::say;

/// A calendar day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i64);

impl Day {
    /// The day so many days after 1970-01-01.
    pub const fn at(point: i64) -> Day {
        Day(point)
    }

    /// How many days it lies after 1970-01-01: its point among the answers to a question.
    pub const fn point(self) -> i64 {
        self.0
    }

    /// The day before.
    #[must_use]
    pub const fn before(self) -> Day {
        Day(self.0 - 1)
    }

    /// The day after.
    #[must_use]
    pub const fn after(self) -> Day {
        Day(self.0 + 1)
    }
}

/// The first day that the rules can speak of.
pub const FIRST_DAY: Day = Day(-25_567); // 1900-01-01
/// The last day that the rules can speak of.
pub const LAST_DAY: Day = Day(73_049); // 2170-01-01

const EPOCH: Date = Date::constant(1970, 1, 1);

/// The number of a date.
pub fn day(date: Date) -> Day {
    Day(i64::from((date - EPOCH).get_days()))
}

/// The date of a number, kept inside the calendar.
pub fn date(day: Day) -> Date {
    EPOCH
        .checked_add(
            day.0
                .clamp(FIRST_DAY.0 - 400_000, LAST_DAY.0 + 400_000)
                .days(),
        )
        .unwrap_or(EPOCH)
}

/// Reads `2026-11-22`.
pub fn parse_day(text: &str) -> Option<Day> {
    let is_iso = text.len() == 10 && text.as_bytes()[4] == b'-' && text.as_bytes()[7] == b'-';
    if !is_iso {
        return None;
    }
    let date: Date = text.parse().ok()?;
    Some(day(date)).filter(|day| (FIRST_DAY..=LAST_DAY).contains(day))
}

/// What is wrong with a text that was meant as a day; nothing where it was not.
///
/// Meant as a day are three numbers with `-` or `/` between them, the year first or last.
pub fn odd_day(text: &str) -> Option<Bilingual<String>> {
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    let [first, month, last] = parts[..] else {
        return None;
    };
    let digits = |part: &str, most: usize| {
        !part.is_empty() && part.len() <= most && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let year_first = first.len() == 4 && digits(first, 4) && digits(last, 2);
    let year_last = last.len() == 4 && digits(last, 4) && digits(first, 2);
    if !digits(month, 2) || !(year_first || year_last) {
        return None;
    }
    let (year, day) = if year_first {
        (first, last)
    } else {
        (last, first)
    };
    let written = format!("{year}-{month:0>2}-{day:0>2}");
    let Ok(date) = written.parse::<Date>() else {
        return Some(say!(
            "le calendrier n'a pas de {written}",
            "the calendar has no {written}"
        ));
    };
    if !(FIRST_DAY..=LAST_DAY).contains(&self::day(date)) {
        let (first, last) = (iso(FIRST_DAY), iso(LAST_DAY));
        return Some(say!(
            "les règles parlent des jours du {first} au {last}",
            "rules speak of the days from {first} to {last}"
        ));
    }
    Some(say!(
        "écrivez l'année, le mois et le jour : {written}",
        "write the year, the month and the day: {written}"
    ))
}

/// Why a text is no day that the rules can speak of, and how such a day is written.
pub fn bad_day(text: &str) -> Bilingual<String> {
    odd_day(text).unwrap_or_else(|| {
        say!(
            "un jour s'écrit avec l'année, le mois et le jour, comme 2026-11-22",
            "a day is written with the year, the month and the day, as 2026-11-22"
        )
    })
}

/// The day so many units later, or earlier where `count` is negative.
///
/// Months and years keep the day of the month; where that month has no such day,
/// its last day is taken: one month after 31 January is 28 or 29 February.
pub fn shift(from: Day, count: i64, unit: Unit) -> Day {
    let moved = match unit {
        Unit::Month => date(from).checked_add(count.clamp(-24_000, 24_000).months()),
        Unit::Year => date(from).checked_add(count.clamp(-2_000, 2_000).years()),
        Unit::Week => return Day(from.0 + 7 * count),
        _ => return Day(from.0 + count),
    };
    moved.map_or(from, day)
}

/// How many whole units lie between two days; below nothing where the second comes first.
///
/// It is the largest count by which the first day can be moved without passing the second.
pub fn between(from: Day, to: Day, unit: Unit) -> i64 {
    match unit {
        Unit::Week => (to.0 - from.0).div_euclid(7),
        Unit::Month => months_between(from, to),
        Unit::Year => months_between(from, to).div_euclid(12),
        _ => to.0 - from.0,
    }
}

fn months_between(from: Day, to: Day) -> i64 {
    let (first, last) = (date(from), date(to));
    let years = i64::from(last.year()) - i64::from(first.year());
    let months = years * 12 + i64::from(last.month()) - i64::from(first.month());
    if shift(from, months, Unit::Month) > to {
        months - 1
    } else {
        months
    }
}

/// The date as `2026-11-22`.
pub fn iso(day: Day) -> String {
    date(day).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_the_days_they_claim() {
        assert_eq!(iso(FIRST_DAY), "1900-01-01");
        assert_eq!(iso(LAST_DAY), "2170-01-01");
    }

    #[test]
    fn a_month_without_the_day_ends_earlier() {
        let start = parse_day("2024-02-29").expect("a date");
        assert_eq!(iso(shift(start, 5, Unit::Year)), "2029-02-28");
        let start = parse_day("2026-11-30").expect("a date");
        assert_eq!(iso(shift(start, 3, Unit::Month)), "2027-02-28");
    }

    #[test]
    fn a_whole_month_ends_where_moving_by_it_leads() {
        let day = |text| parse_day(text).expect("a date");
        for (from, to, months, years) in [
            ("2026-01-15", "2026-02-14", 0, 0),
            ("2026-01-15", "2026-02-15", 1, 0),
            ("2026-01-31", "2026-02-28", 1, 0),
            ("2026-02-28", "2026-01-28", -1, -1),
            ("2024-02-29", "2025-02-28", 12, 1),
        ] {
            let found = |unit| between(day(from), day(to), unit);
            assert_eq!(found(Unit::Month), months, "{from} {to}");
            assert_eq!(found(Unit::Year), years, "{from} {to}");
        }
    }

    #[test]
    fn days_that_do_not_exist_are_refused() {
        for text in ["2026-02-29", "2026-13-01", "26-1-1", "2026-1-01", ""] {
            assert_eq!(parse_day(text), None, "{text}");
        }
    }
}
