//! Writes what this program typesets, for the test that browsers write the same.

use bilan::language::{Language, date, money, number};
use serde_json::{Value, json};

/// Writes it as JSON.
pub fn write() {
    let cents = [
        0,
        1,
        99,
        100,
        10_223,
        10_320,
        15_000,
        160_000,
        199_999,
        1_234_567_890,
    ];
    let hundredths = [0, 50, 100, 150, 1_350, 8_300_000];
    let days = [
        "2024-02-29",
        "2026-01-01",
        "2026-08-01",
        "2026-11-22",
        "2028-05-11",
    ];
    let row = |kind: &str, value: Value, text: &dyn Fn(Language) -> String| {
        json!({
            "kind": kind,
            "value": value,
            "fr": text(Language::French),
            "en": text(Language::English),
        })
    };
    let mut rows = Vec::new();
    for cents in cents {
        rows.push(row("money", cents.into(), &|language| {
            money(cents, language)
        }));
    }
    for hundredths in hundredths {
        rows.push(row("number", hundredths.into(), &|language| {
            number(hundredths, language)
        }));
    }
    for day in days {
        let parsed = day.parse().expect("the days of this list are days");
        rows.push(row("date", day.into(), &|language| date(parsed, language)));
    }
    println!("{}", Value::from(rows));
}
