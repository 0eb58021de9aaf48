//! In which situation a person is, and what is supposed of her.

use crate::rules::book::{QuestionId, QuestionKind, RuleBook};

/// The id of the fact that says what the summary table supposes.
///
/// Where the rules have no such fact, everybody is in the usual case.
pub const USUAL: &str = "usual";

/// The question whose options are the situations: the first choice that everybody is asked.
pub fn situations(book: &RuleBook) -> Option<QuestionId> {
    book.questions.position(|question| {
        matches!(question.kind, QuestionKind::Choice(_)) && question.asked_if.is_none()
    })
}
