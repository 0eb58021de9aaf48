//! How many questions persons are asked, situation by situation.
//!
//! The questionnaire is walked with made-up persons. Each answer lies in one of the regions
//! that the rules tell apart, every region as likely as the others; the persons are the same
//! on every machine and every day, so that two orders of questions can be compared.

use crate::rules::answers::{Answer, Answers};
use crate::rules::book::QuestionKind;
use crate::rules::calendar::Day;
use crate::rules::compile::{Compiled, Variable, regions};
use crate::rules::matrix::situations;
use crate::rules::walk::conclude;

/// How far from the day of the request dates are made up, in days: bilans, leaves and delays
/// lie within some years of it.
const NEAR: i64 = 3 * 365;

/// How many questions persons of one situation are asked, the situation included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Length {
    /// The option that names the situation.
    pub option: usize,
    /// How many questions all persons were asked together.
    pub total: usize,
    /// How many persons were asked.
    pub persons: usize,
    /// The questions of the person who was asked the most, in order.
    pub longest: Vec<usize>,
}

/// Asks so many persons of each situation, for requests made on one day.
///
/// Nothing comes back where the rules have no choice question that everybody is asked.
pub fn lengths(compiled: &Compiled, day: Day, persons: usize) -> Vec<Length> {
    let Some(question) = situations(&compiled.book) else {
        return Vec::new();
    };
    let options = 0..compiled.book.questions[question].kind.options().len();
    options
        .map(|option| {
            let mut dice = Dice(1);
            let mut length = Length {
                option,
                total: 0,
                persons,
                longest: Vec::new(),
            };
            for _ in 0..persons {
                let asked = asked(compiled, day, (question, option), &mut dice);
                length.total += asked.len();
                if asked.len() > length.longest.len() {
                    length.longest = asked;
                }
            }
            length
        })
        .collect()
}

/// The questions that one person is asked.
fn asked(
    compiled: &Compiled,
    day: Day,
    (situation, option): (usize, usize),
    dice: &mut Dice,
) -> Vec<usize> {
    let mut answers = Answers::on(&compiled.book, day);
    let mut asked = Vec::new();
    while let Some(question) = conclude(compiled, &answers).next {
        let value = if question == situation {
            i64::try_from(option).expect("a question has few options")
        } else {
            dice.answer(compiled, question, day)
        };
        answers.set(question, Answer::Known(value));
        asked.push(question);
    }
    asked
}

/// Numbers that look thrown, and are the same ones every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, count: u64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005);
        self.0 = self.0.wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((self.0 >> 33) % count.max(1)).expect("31 bits fit")
    }

    fn answer(&mut self, compiled: &Compiled, question: usize, day: Day) -> i64 {
        let kind = &compiled.book.questions[question].kind;
        let cuts = compiled
            .variables
            .iter()
            .find_map(|variable| match variable {
                Variable::Question(place, cuts) if *place == question => Some(cuts),
                _ => None,
            });
        let mut regions = regions(kind, cuts.expect("every question is a variable"));
        if *kind == QuestionKind::Date {
            for (low, high) in &mut regions {
                (*low, *high) = ((*low).max(day - NEAR), (*high).min(day + NEAR));
            }
            regions.retain(|(low, high)| low <= high);
        }
        let count = u64::try_from(regions.len()).expect("there are few regions");
        let place = usize::try_from(self.below(count)).expect("below the number of regions");
        let (low, high) = regions.get(place).copied().unwrap_or((day, day));
        low + self.below(u64::try_from(high - low).unwrap_or(0).saturating_add(1))
    }
}
