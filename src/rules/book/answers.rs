//! What a person has answered.

use oxc_index::{IndexVec, index_vec};

use crate::language::Bilingual;
use crate::report::Fault;
use crate::rules::book::calendar::{Day, iso, parse_day};
use crate::rules::book::unit::{Hundredths, hundredths};
use crate::rules::book::{OptionId, QuestionId, QuestionKind, RuleBook, SupposedAnswer};
use crate::say;

/// The answer to one question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Answer {
    /// An option of a choice.
    Option(OptionId),
    /// A number.
    Number(Hundredths),
    /// A whole number.
    Count(i64),
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
            Answer::Count(count) => Some(count),
            Answer::Day(day) => Some(day.point()),
            Answer::Unknown => None,
        }
    }
}

/// The answers to the questions of a book, by their index; nothing where none was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answers {
    given: IndexVec<QuestionId, Option<Answer>>,
    /// What is taken where a person gives no answer, by the question.
    supposed: Vec<(QuestionId, SupposedAnswer)>,
}

impl Answers {
    /// No answers but the reference date, which is always known.
    pub fn on(book: &RuleBook, day: Day) -> Answers {
        let mut given = index_vec![None; book.questions.len()];
        given[book.reference] = Some(Answer::Day(day));
        let questions = book.questions.iter_enumerated();
        let supposed = questions.filter_map(|(index, found)| Some((index, found.suppose?)));
        Answers {
            given,
            supposed: supposed.collect(),
        }
    }

    /// The answer to a question.
    pub fn get(&self, question: QuestionId) -> Option<Answer> {
        self.given[question]
    }

    /// The point of a known answer in the domain of its question, or of what is taken where the
    /// person does not know it.
    pub fn point(&self, question: QuestionId) -> Option<i64> {
        match self.given[question]? {
            Answer::Unknown => self.supposed_of_unknown(question),
            known => known.point(),
        }
    }

    /// The point of what is taken of whoever is not asked.
    pub fn supposed(&self, question: QuestionId) -> Option<i64> {
        self.supposition(question)?.of_unasked()
    }

    /// The point of what is taken of whoever does not know the answer.
    fn supposed_of_unknown(&self, question: QuestionId) -> Option<i64> {
        self.supposition(question).map(SupposedAnswer::point)
    }

    /// The point of an answer as amounts are computed with it: what outcomes alone suppose stays
    /// unknown.
    pub fn figure(&self, question: QuestionId) -> Option<i64> {
        let outcomes = matches!(
            self.supposition(question),
            Some(SupposedAnswer::OfOutcomes(_))
        );
        match self.given[question] {
            Some(Answer::Unknown) if outcomes => None,
            _ => self.point(question).or(self.taken(question)),
        }
    }

    /// The point of what is taken of this person, who gives no answer: she does not know it, or is
    /// not asked.
    pub fn taken(&self, question: QuestionId) -> Option<i64> {
        match self.given[question] {
            Some(Answer::Unknown) => self.supposed_of_unknown(question),
            _ => self.supposed(question),
        }
    }

    fn supposition(&self, question: QuestionId) -> Option<SupposedAnswer> {
        let found = self.supposed.iter().find(|(other, _)| *other == question);
        found.map(|(_, found)| *found)
    }

    /// The same answers, where nothing is taken for one that is not known.
    #[must_use]
    pub fn without_supposition(&self, question: QuestionId) -> Answers {
        let mut without = self.clone();
        without.supposed.retain(|(other, _)| *other != question);
        without
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
    /// The text is no whole number.
    NotWhole,
    /// The text is no date like `2026-11-22`.
    NoDate,
    /// The number or date lies outside these bounds, given as texts.
    Outside(String, String),
    /// The question must be answered: there is no "I don't know".
    NotUnknown,
}

impl BadAnswer {
    /// What to write instead.
    pub fn help(&self, kind: &QuestionKind) -> Bilingual<String> {
        let options = kind.options().raw.join(", ");
        match self {
            BadAnswer::NoOption => say!(
                "réponses possibles : {options}",
                "possible answers: {options}"
            ),
            BadAnswer::NotWhole => say!(
                "écrivez un nombre entier comme 3",
                "write a whole number like 3"
            ),
            BadAnswer::NoNumber => say!(
                "écrivez un nombre comme 1600 ou 1600.50",
                "write a number like 1600 or 1600.50"
            ),
            BadAnswer::NoDate => say!(
                "écrivez une date comme 2026-11-22",
                "write a date like 2026-11-22"
            ),
            BadAnswer::Outside(low, high) => say!(
                "le nombre doit être compris entre {low} et {high}",
                "the number must lie between {low} and {high}"
            ),
            BadAnswer::NotUnknown => say!(
                "cette question veut une réponse : « je ne sais pas » n'y est pas admis",
                "this question needs an answer: \"I don't know\" is not accepted"
            ),
        }
    }
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
    read_known(&question.kind, text)
}

/// Reads an answer of whoever knows it.
pub fn read_known(kind: &QuestionKind, text: &str) -> Result<Answer, BadAnswer> {
    let option = kind.options().position(|id| id == text);
    match *kind {
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
        QuestionKind::Count { min, max, .. } => {
            let count: i64 = text.parse().map_err(|_| BadAnswer::NotWhole)?;
            if (min..=max).contains(&count) {
                Ok(Answer::Count(count))
            } else {
                Err(BadAnswer::Outside(min.to_string(), max.to_string()))
            }
        }
        QuestionKind::Date => parse_day(text).map(Answer::Day).ok_or(BadAnswer::NoDate),
    }
}

/// The fault of an answer that cannot be taken.
pub fn bad_answer(book: &RuleBook, question: QuestionId, text: &str, bad: &BadAnswer) -> Fault {
    let question = &book.questions[question];
    let id = &question.id;
    let fault = Fault::error(
        "bad-answer",
        say!(
            "`{text}` n'est pas une réponse possible à `{id}`",
            "`{text}` is not a possible answer to `{id}`"
        ),
    );
    fault.help(bad.help(&question.kind))
}

/// Writes an answer as [`read_answer`] reads it.
pub fn write_answer(book: &RuleBook, question: QuestionId, answer: Answer) -> String {
    match answer {
        Answer::Option(option) => book.questions[question].kind.options()[option].clone(),
        Answer::Number(number) => number.to_string(),
        Answer::Count(count) => count.to_string(),
        Answer::Day(day) => iso(day),
        Answer::Unknown => UNKNOWN.to_owned(),
    }
}
