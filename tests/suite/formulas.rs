//! Random formulas, in all that the language offers for amounts, with persons who know parts.

use bilan::pipeline;
use bilan::report::Report;
use bilan::rules::{Answer, Answers, Compiled, parse_day};

use crate::dice::Dice;
use crate::generated::sources;

/// How many amounts a set of rules has.
const AMOUNTS: usize = 20;

/// The values that are not established: one with bounds, one without.
#[allow(dead_code)]
pub const MISSING: [&str; 2] = ["due", "open"];

/// The questions whose answers amounts count with.
pub const NUMBERS: [&str; 3] = ["price", "balance", "hours"];

/// Rules with one route of random amounts.
pub fn rules(dice: &mut Dice) -> Compiled {
    let formulas = (0..AMOUNTS).map(|_| euros(dice, 4));
    of(&formulas.collect::<Vec<_>>())
}

/// Rules with one route of these amounts.
pub fn of(formulas: &[String]) -> Compiled {
    let amounts = formulas.iter().enumerate();
    let amounts: String = amounts
        .map(|(place, formula)| format!("  a{place}: \"{formula}\"\n"))
        .collect();
    let route = format!(
        "decision: account\nkind: route\nrows:\n  - {{ otherwise: open, source: [law-1] }}\namounts:\n{amounts}"
    );
    let parameters = "\
due:
  unit: EUR
  checked: 2026-11-22
  known_until: 2026-11-01
  bounds: { min: 0, max: 0.60, why: \"So.\" }
  values:
    - { from: 2020-01-01, value: 0.20, source: law-1 }
open:
  unit: EUR
  checked: 2026-11-22
  known_until: 2026-11-01
  values:
    - { from: 2020-01-01, value: 0.20, source: law-1 }
rate:
  unit: EUR/h
  checked: 2026-11-22
  values:
    - { from: 2020-01-01, value: 0.50, source: law-1 }
unset:
  unit: EUR
  checked: 2026-11-22
  values:
    - { from: 2020-01-01, value: none, source: law-1 }
";
    let questions = "\
questions:
  request_date: { type: date, role: reference, default: today }
  flag: { type: yes_no, may_not_know: true }
  price: { type: money, min: 0, max: 20000, may_not_know: true }
  balance: { type: money, min: 0.05, max: 20000, may_not_know: true }
  hours: { type: hours, min: 0, max: 200, may_not_know: true }
";
    let verdict = "\
decision: verdict
kind: verdict
rows:
  - { when: \"account = open\", then: yes, source: [law-1] }
  - { otherwise: no, source: [law-1] }
";
    let law = "law-1: { kind: official, url: \"https://example.org/1\", read: official, checked: 2026-11-22 }\n";
    let outcomes = "verdict: [yes, no]\nroute: [open, closed]\nnotice: [shown]\nusable: [open]\n";
    let files = [
        ("sources.yaml", law),
        ("outcomes.yaml", outcomes),
        ("questions.yaml", questions),
        ("parameters.yaml", parameters),
        ("account.yaml", &route),
        ("verdict.yaml", verdict),
    ];
    let sources = sources(files.map(|(name, text)| (name.to_owned(), text.to_owned())));
    let mut report = Report::default();
    pipeline::rules(&sources, &mut report).unwrap_or_else(|| panic!("{:?}", report.sorted()))
}

/// A person who does not know some answers.
pub fn person(compiled: &Compiled, dice: &mut Dice, unknown: &[&str]) -> Answers {
    let book = &compiled.book;
    let mut answers = Answers::on(book, parse_day("2026-11-22").expect("a day"));
    let place = |id: &str| book.question(id).expect("a question");
    let flag = match unknown.contains(&"flag") {
        true => Answer::Unknown,
        false => book.answer_at(place("flag"), dice.under(2) as i64),
    };
    answers.set(place("flag"), flag);
    for id in NUMBERS {
        let answer = match unknown.contains(&id) {
            true => Answer::Unknown,
            false => book.answer_at(place(id), 5 + dice.under(60) as i64),
        };
        answers.set(place(id), answer);
    }
    answers
}

/// An amount of money.
fn euros(dice: &mut Dice, depth: usize) -> String {
    if depth == 0 || dice.under(4) == 0 {
        return match dice.under(8) {
            0 | 1 => "price".to_owned(),
            2 => "balance".to_owned(),
            3 | 4 => "due".to_owned(),
            5 => "open".to_owned(),
            6 => "hours * rate".to_owned(),
            _ => format!("0.{:02} EUR", dice.under(60)),
        };
    }
    let depth = depth - 1;
    match dice.under(10) {
        0 | 1 => format!("({} + {})", euros(dice, depth), euros(dice, depth)),
        2..=4 => format!("({} - {})", euros(dice, depth), euros(dice, depth)),
        5 => {
            let rate = dice.pick(&["0", "0.1", "0.3", "0.33", "0.5", "1.5", "2"]);
            format!("{} * {rate}", euros(dice, depth))
        }
        6 => {
            let condition = dice.pick(&[
                "flag",
                "not flag",
                "price > 0.15 EUR",
                "balance <= 0.30 EUR",
            ]);
            format!(
                "(if {condition} then {} else {})",
                euros(dice, depth),
                euros(dice, depth)
            )
        }
        sign => {
            let name = if sign % 2 == 0 { "min" } else { "max" };
            let unset = if dice.under(8) == 0 { ", unset" } else { "" };
            format!(
                "{name}({}, {}{unset})",
                euros(dice, depth),
                euros(dice, depth)
            )
        }
    }
}
