//! What a person has answered.

use oxc_index::{IndexVec, index_vec};

use crate::rules::book::calendar::{Day, iso, parse_day};
use crate::rules::book::unit::{Hundredths, hundredths};
use crate::rules::book::{OptionId, QuestionId, QuestionKind, RuleBook};

/// The answer to one question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Answer {
    /// An option of a choice.
    Option(OptionId),
    /// A number.
    Number(Hundredths),
    /// A day.
    Day(Day),
    /// The person does not know.
    Unknown,
}

impl Answer {
    /// Its point in the domain of the question, on which the rules count; none where the person
    /// does not know.
    pub fn point(self) -> Option<i64> {
        match self {
            Answer::Option(option) => Some(option.point()),
            Answer::Number(number) => Some(number.point()),
            Answer::Day(day) => Some(day.point()),
            Answer::Unknown => None,
        }
    }
}

/// The answers to the questions of a book, by their index; nothing where none was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answers {
    given: IndexVec<QuestionId, Option<Answer>>,
}

impl Answers {
    /// No answers but the reference date, which is always known.
    pub fn on(book: &RuleBook, day: Day) -> Answers {
        let mut given = index_vec![None; book.questions.len()];
        given[book.reference] = Some(Answer::Day(day));
        Answers { given }
    }

    /// The answer to a question.
    pub fn get(&self, question: QuestionId) -> Option<Answer> {
        self.given[question]
    }

    /// The point of a known answer in the domain of its question.
    pub fn point(&self, question: QuestionId) -> Option<i64> {
        self.given[question].and_then(Answer::point)
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
            Some(Answer::Day(day)) => day,
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
    let option = question.kind.options().position(|id| id == text);
    if text == UNKNOWN && option.is_none() {
        return if question.may_not_know {
            Ok(Answer::Unknown)
        } else {
            Err(BadAnswer::NotUnknown)
        };
    }
    match question.kind {
        QuestionKind::YesNo if text == "true" => Ok(Answer::Option(OptionId::YES)),
        QuestionKind::YesNo if text == "false" => Ok(Answer::Option(OptionId::NO)),
        QuestionKind::Choice(_) | QuestionKind::YesNo => {
            option.map(Answer::Option).ok_or(BadAnswer::NoOption)
        }
        QuestionKind::Number { min, max, .. } => {
            let number = hundredths(text).ok_or(BadAnswer::NoNumber)?;
            if (min..=max).contains(&number) {
                Ok(Answer::Number(number))
            } else {
                Err(BadAnswer::Outside(min.to_string(), max.to_string()))
            }
        }
        QuestionKind::Date => parse_day(text).map(Answer::Day).ok_or(BadAnswer::NoDate),
    }
}

/// Writes an answer as [`read_answer`] reads it.
pub fn write_answer(book: &RuleBook, question: QuestionId, answer: Answer) -> String {
    match answer {
        Answer::Option(option) => book.questions[question].kind.options()[option].clone(),
        Answer::Number(number) => number.to_string(),
        Answer::Day(day) => iso(day),
        Answer::Unknown => UNKNOWN.to_owned(),
    }
}
