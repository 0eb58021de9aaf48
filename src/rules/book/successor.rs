//! Names that the rules had once, and what stands for them now: links, files and commands that
//! were written by older rules hold them still.

use crate::rules::book::answers::{Answer, read_answer};
use crate::rules::book::{QuestionId, RuleBook};

/// An answer as it was given once, and what says the same now.
#[derive(Debug, Clone)]
pub struct Successor {
    /// The id of the question at that time, which may be there still.
    pub question: String,
    /// The answer; any where there is none.
    pub answer: Option<String>,
    /// What stands for it.
    pub now: Now,
}

/// What stands for an older answer.
#[derive(Debug, Clone)]
pub enum Now {
    /// The same answer to a question of another name.
    Renamed(QuestionId),
    /// Answers to other questions, or another answer to the same one.
    Answers(Vec<(QuestionId, Answer)>),
}

/// What an older answer is read as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Succeeded {
    /// The answers that say the same now. Those that were given beside it come first.
    pub now: Vec<(QuestionId, Answer)>,
    /// Whether the answer itself is one still; else these stand in its place.
    pub stays: bool,
}

/// What an answer is read as, where these rules have a successor for it.
pub fn succeeded(book: &RuleBook, question: &str, answer: &str) -> Option<Succeeded> {
    let found = book.successors.iter().find(|found| {
        let same = found.answer.as_deref();
        found.question == question && same.is_none_or(|same| same == answer)
    })?;
    let known = book.question(question);
    let stays = known.is_some_and(|known| read_answer(book, known, answer).is_ok());
    let now = match &found.now {
        Now::Renamed(_) if stays => return None,
        Now::Renamed(question) => vec![(*question, read_answer(book, *question, answer).ok()?)],
        Now::Answers(answers) => answers.clone(),
    };
    Some(Succeeded { now, stays })
}
