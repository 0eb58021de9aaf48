//! Says who a person is in the words of the site: `Situation: farmer · Price: €1,800`.
//!
//! The rules hold ids and no sentence; whoever has read the texts hands their words in.

use oxc_index::IndexVec;

use crate::language::{Bilingual, Language, date};
use crate::rules::book::answers::{Answer, Answers, read_answer, write_answer};
use crate::rules::book::{OptionId, ParameterId, QuestionId, QuestionKind, RuleBook, calendar};
use crate::rules::language::interval::number_words;
use crate::say;

/// The words of questions and options, by the index of the question.
///
/// Whatever has no words here is told by its id, as the files of the rules write it.
#[derive(Debug, Clone, Default)]
pub struct Phrasebook {
    /// One for each question, in the order of the book.
    pub questions: IndexVec<QuestionId, QuestionPhrase>,
    /// The name of each parameter, in the order of the book; empty for those without one.
    pub parameters: IndexVec<ParameterId, Bilingual<String>>,
}

/// The words of a question.
#[derive(Debug, Clone, Default)]
pub struct QuestionPhrase {
    /// Its name in a list of answers; empty where it has none.
    pub short: Bilingual<String>,
    /// Its options, in their order; empty for those without words.
    pub options: IndexVec<OptionId, Bilingual<String>>,
}

/// What stands between two answers of a person.
const BETWEEN: &str = " · ";

impl Phrasebook {
    /// The person in words: what she answers, in the order of the questions.
    pub fn person(&self, book: &RuleBook, answers: &Answers) -> Bilingual<String> {
        let given = (book.questions.indices())
            .filter_map(|question| Some((question, answers.get(question)?)));
        let told: Vec<Bilingual<String>> = given
            .map(|(question, answer)| self.answered(book, question, answer))
            .collect();
        joined(&told)
    }

    /// The same of a person whose questions and answers are given as texts. What this book
    /// does not know is told as it was given.
    pub fn person_of(&self, book: &RuleBook, person: &[(String, String)]) -> Bilingual<String> {
        let told: Vec<Bilingual<String>> = person
            .iter()
            .map(|(id, text)| {
                let known = book.question(id).and_then(|index| {
                    let answer = read_answer(book, index, text).ok()?;
                    Some(self.answered(book, index, answer))
                });
                known.unwrap_or_else(|| say!("{id} = {text}", "{id} = {text}"))
            })
            .collect();
        joined(&told)
    }

    /// A question with its answer: `Situation: farmer`.
    pub fn answered(
        &self,
        book: &RuleBook,
        question: QuestionId,
        answer: Answer,
    ) -> Bilingual<String> {
        let value = Bilingual::new(|language| self.answer(book, question, answer, language));
        let Some(short) = self.short(question) else {
            let (id, text) = (
                &book.questions[question].id,
                write_answer(book, question, answer),
            );
            return say!("{id} = {text}", "{id} = {text}");
        };
        titled(short, &value)
    }

    /// The name of a question in a list of answers, where it has one.
    pub fn short(&self, question: QuestionId) -> Option<&Bilingual<String>> {
        let phrase = self.questions.get(question)?;
        Some(&phrase.short).filter(|short| !short.fr.is_empty() && !short.en.is_empty())
    }

    /// The name of a parameter, where it has one.
    pub fn parameter(&self, parameter: ParameterId) -> Option<&Bilingual<String>> {
        let name = self.parameters.get(parameter)?;
        Some(name).filter(|name| !name.fr.is_empty() && !name.en.is_empty())
    }

    /// An answer in one language.
    pub fn answer(
        &self,
        book: &RuleBook,
        question: QuestionId,
        answer: Answer,
        language: Language,
    ) -> String {
        match (answer, &book.questions[question].kind) {
            (Answer::Unknown, _) => say!("je ne sais pas", "I don't know")[language].clone(),
            (Answer::Day(day), _) => date(calendar::date(day), language),
            (Answer::Option(OptionId::YES), QuestionKind::YesNo) => {
                say!("oui", "yes")[language].clone()
            }
            (Answer::Option(_), QuestionKind::YesNo) => say!("non", "no")[language].clone(),
            (Answer::Option(option), _) => {
                let options = self.questions.get(question).map(|phrase| &phrase.options);
                let words = options.and_then(|options| options.get(option));
                let words = words.map(|words| words[language].clone());
                words
                    .filter(|words| !words.is_empty())
                    .unwrap_or_else(|| write_answer(book, question, answer))
            }
            (Answer::Number(number), kind) => number_words(kind, number.point(), language),
            (Answer::Count(count), kind) => number_words(kind, count, language),
        }
    }
}

/// What is said of a question, behind its name.
pub(in crate::rules) fn titled(
    short: &Bilingual<String>,
    value: &Bilingual<String>,
) -> Bilingual<String> {
    Bilingual {
        fr: format!("{}\u{a0}: {}", short.fr, value.fr),
        en: format!("{}: {}", short.en, value.en),
    }
}

/// What is said of several questions.
pub(in crate::rules) fn joined(told: &[Bilingual<String>]) -> Bilingual<String> {
    Bilingual::new(|language| {
        let told: Vec<&str> = told.iter().map(|words| words[language].as_str()).collect();
        told.join(BETWEEN)
    })
}

/// The command that puts these answers to the rules.
pub fn replay(book: &RuleBook, answers: &Answers) -> String {
    let questions = book.questions.indices();
    let given: Vec<String> = questions
        .filter_map(|question| {
            let answer = write_answer(book, question, answers.get(question)?);
            Some(format!("{}={answer}", book.questions[question].id))
        })
        .collect();
    format!("bilan ask --answers {}", given.join(","))
}
