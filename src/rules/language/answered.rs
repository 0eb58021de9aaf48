//! Answers as files and commands write them: a question by its id, and a text.

use crate::report::Fault;
use crate::rules::book::answers::{Answer, bad_answer, read_answer};
use crate::rules::book::{QuestionId, RuleBook};
use crate::source::Span;
use crate::yaml::{Name, unknown_name};

/// The question of this name.
pub fn question_named(book: &RuleBook, name: &Name) -> Result<QuestionId, Box<Fault>> {
    book.question(&name.text).ok_or_else(|| {
        let known = book.questions.iter().map(|found| found.id.as_str());
        Box::new(unknown_name("unknown-question", name, known))
    })
}

/// The answer to the question of this name that a text at a place gives.
pub fn answer_named(
    book: &RuleBook,
    name: &Name,
    text: &str,
    place: Span,
) -> Result<(QuestionId, Answer), Box<Fault>> {
    let question = question_named(book, name)?;
    match read_answer(book, question, text) {
        Ok(answer) => Ok((question, answer)),
        Err(bad) => Err(Box::new(bad_answer(book, question, text, &bad).at(place))),
    }
}
