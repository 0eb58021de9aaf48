//! Which answers that nobody gave a decision rests on.

use crate::rules::book::answers::{Answer, Answers, write_answer};
use crate::rules::book::{DecisionId, QuestionId, RuleBook};
use crate::rules::diagram::compile::Compiled;
use crate::rules::person::conclude::{DecisionResult, conclude};

/// The questions of which an answer is supposed, and without which a decision would say
/// something else: another outcome, amount or day, or nothing yet.
pub fn suppositions(
    compiled: &Compiled,
    decision: DecisionId,
    concluded: &DecisionResult,
    answers: &Answers,
) -> Vec<QuestionId> {
    let open = |question: &QuestionId| match answers.get(*question) {
        None | Some(Answer::Unknown) => answers.taken(*question).is_some(),
        Some(_) => false,
    };
    let rests = |question: &QuestionId| {
        let without = conclude(compiled, &answers.without_supposition(*question));
        without.decisions[decision] != *concluded
    };
    let questions = compiled.book.questions.indices();
    questions.filter(open).filter(rests).collect()
}

/// What is supposed, as rules write it.
pub fn supposed_answer(book: &RuleBook, question: QuestionId) -> Option<String> {
    let supposed = book.questions[question].suppose?;
    let answer = book.answer_at(question, supposed.point());
    Some(write_answer(book, question, answer))
}
