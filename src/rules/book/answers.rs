//! What a person has answered.

use oxc_index::IndexVec;

use crate::rules::book::calendar::{Day, iso, parse_day};
use crate::rules::book::unit::hundredths;
use crate::rules::book::{QuestionId, QuestionKind, RuleBook};

/// The answer to one question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Answer {
    /// The place of an option, a number in hundredths, or a day.
    Known(i64),
    /// The person does not know.
    Unknown,
}

/// The answers to the questions of a book, by their place; nothing where none was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answers {
    given: IndexVec<QuestionId, Option<Answer>>,
}

impl Answers {
    /// No answers but the reference date, which is always known.
    pub fn on(book: &RuleBook, day: Day) -> Answers {
        let mut given: IndexVec<QuestionId, _> = book.questions.iter().map(|_| None).collect();
        given[book.reference] = Some(Answer::Known(day));
        Answers { given }
    }

    /// The answer to a question.
    pub fn get(&self, question: QuestionId) -> Option<Answer> {
        self.given[question]
    }

    /// Answers a question; the former answer is replaced.
    pub fn set(&mut self, question: QuestionId, answer: Answer) {
        self.given[question] = Some(answer);
    }

    /// Takes an answer back.
    pub fn clear(&mut self, question: QuestionId) {
        self.given[question] = None;
    }

    /// The reference date.
    pub fn day(&self, book: &RuleBook) -> Day {
        match self.given[book.reference] {
            Some(Answer::Known(day)) => day,
            _ => unreachable!("the reference date is always known"),
        }
    }
}

/// Why an answer cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BadAnswer {
    /// The question has no such option.
    NoOption,
    /// The text is no number with at most two decimals.
    NoNumber,
    /// The text is no date like `2026-11-22`.
    NoDate,
    /// The number or date lies outside these bounds, given as texts.
    Outside(String, String),
    /// The question must be answered: there is no "I don't know".
    NotUnknown,
}

/// The word that stands for "I don't know" wherever answers are written.
pub const UNKNOWN: &str = "unknown";

/// Reads an answer as files and command lines write it: an option, `1600.50`, `2026-11-22`.
pub fn read_answer(book: &RuleBook, question: QuestionId, text: &str) -> Result<Answer, BadAnswer> {
    let question = &book.questions[question];
    let option = question.kind.options().iter().position(|id| id == text);
    if text == UNKNOWN && option.is_none() {
        return if question.may_not_know {
            Ok(Answer::Unknown)
        } else {
            Err(BadAnswer::NotUnknown)
        };
    }
    let (low, high) = question.kind.bounds();
    match &question.kind {
        QuestionKind::YesNo(_) if matches!(text, "true" | "false") => {
            Ok(Answer::Known(i64::from(text == "false")))
        }
        QuestionKind::Choice(_) | QuestionKind::YesNo(_) => option
            .and_then(|place| i64::try_from(place).ok())
            .map(Answer::Known)
            .ok_or(BadAnswer::NoOption),
        QuestionKind::Number(..) => {
            let number = hundredths(text).ok_or(BadAnswer::NoNumber)?;
            if (low..=high).contains(&number) {
                Ok(Answer::Known(number))
            } else {
                Err(BadAnswer::Outside(written(low), written(high)))
            }
        }
        QuestionKind::Date => parse_day(text).map(Answer::Known).ok_or(BadAnswer::NoDate),
    }
}

/// Writes an answer as [`read_answer`] reads it.
pub fn write_answer(book: &RuleBook, question: QuestionId, answer: Answer) -> String {
    let Answer::Known(value) = answer else {
        return UNKNOWN.to_owned();
    };
    match &book.questions[question].kind {
        QuestionKind::Choice(options) | QuestionKind::YesNo(options) => usize::try_from(value)
            .ok()
            .and_then(|place| options.get(place))
            .cloned()
            .unwrap_or_default(),
        QuestionKind::Number(..) => written(value),
        QuestionKind::Date => iso(value),
    }
}

/// Hundredths as a decimal number: `1600`, `103.20`.
pub fn written(hundredths: i64) -> String {
    if hundredths % 100 == 0 {
        (hundredths / 100).to_string()
    } else {
        format!("{}.{:02}", hundredths / 100, hundredths % 100)
    }
}
