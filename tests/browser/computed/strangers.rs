//! Writes people nobody thought of, with what Rust concludes for them, for the test that the
//! browser concludes the same: every question answered, left open, or met by "I don't know".

use bilan::pipeline::{self, NATIONAL};
use bilan::report::Report;
use bilan::rules::{self, Answer, Answers, Compiled, Day, QuestionId, QuestionKind};
use bilan::source;
use serde_json::{Value, json};

use crate::by_index;

/// How many people are made.
const PEOPLE: u64 = 1_500;

/// Writes it as JSON.
pub fn write() {
    let (sources, _) = source::read(&NATIONAL);
    let mut report = Report::default();
    let compiled = pipeline::rules(&sources, &mut report).expect("the shipped rules compile");
    let people = (0..PEOPLE).map(|number| {
        let mut dice = Dice(number);
        let answers = person(&compiled, &mut dice);
        json!({
            "id": format!("stranger {number}"),
            "answers": by_index(&compiled, &answers),
            "expect": rules::json(&compiled, &answers, &sources),
            "refused": first_refused(&compiled, &answers),
        })
    });
    println!("{}", people.collect::<Value>());
}

/// The first contradiction of a person, with what completes it and what else it takes.
fn first_refused(compiled: &Compiled, answers: &Answers) -> Option<Value> {
    let found = rules::refused(compiled, answers).into_iter().next()?;
    let others = found.others.iter().map(|other| other.index());
    Some(json!({
        "contradiction": found.contradiction.index(),
        "question": found.question.index(),
        "others": others.collect::<Vec<_>>(),
    }))
}

/// A person who answers most questions, some, or hardly any.
fn person(compiled: &Compiled, dice: &mut Dice) -> Answers {
    let book = &compiled.book;
    let mut answers = Answers::on(book, Day::at(19_700 + dice.under(1_300)));
    let silence = 1 + dice.under(4);
    for (index, question) in book.questions.iter_enumerated() {
        if index == book.reference || dice.under(10) < silence {
            continue;
        }
        if question.may_not_know && dice.under(4) == 0 {
            answers.set(index, Answer::Unknown);
        } else {
            answers.set(index, question.kind.answer(value(compiled, index, dice)));
        }
    }
    answers
}

/// An option, or a number or day: near a threshold as often as anywhere else.
fn value(compiled: &Compiled, question: QuestionId, dice: &mut Dice) -> i64 {
    let kind = &compiled.book.questions[question].kind;
    let (low, high) = kind.bounds();
    let cuts = Some(compiled.cuts(question)).filter(|cuts| !cuts.is_empty());
    match (kind, cuts) {
        (QuestionKind::Choice(_) | QuestionKind::YesNo, _) => low + dice.under(high - low + 1),
        (_, Some(cuts)) if dice.under(2) == 0 => {
            let cut = cuts[usize::try_from(dice.under(cuts.len() as i64)).expect("a place")];
            (cut - 1 + dice.under(3)).clamp(low, high)
        }
        (QuestionKind::Date, _) => 17_000 + dice.under(4_500),
        (QuestionKind::Number { .. } | QuestionKind::Count { .. }, _) => {
            low + dice.under((high - low + 1).min(600_000))
        }
    }
}

/// The same throws in every run: SplitMix64.
struct Dice(u64);

impl Dice {
    fn under(&mut self, sides: i64) -> i64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let positive = (mixed ^ (mixed >> 31)) >> 1;
        i64::try_from(positive).expect("63 bits fit") % sides
    }
}
