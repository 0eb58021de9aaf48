//! Answers of one person that cannot be true together.

use oxc_index::{IndexVec, index_vec};

use crate::rules::book::answers::{Answer, Answers};
use crate::rules::book::{
    Condition, ContradictionId, FactId, QuestionId, RuleBook, compared, questions_of,
};
use crate::rules::diagram::compile::Compiled;
use crate::rules::person::conclude::presumed;
use crate::rules::person::partial::evaluate_partial;

/// A contradiction that holds of a person, whatever she does not know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The contradiction.
    pub contradiction: ContradictionId,
    /// The question whose answer completes it, in the order of asking.
    pub question: QuestionId,
    /// The other questions that it takes, in the same order.
    pub others: Vec<QuestionId>,
}

/// The contradictions that surely hold of a person, in the order of the book.
///
/// An answer that is missing or unknown may be any, so what it leaves open is not refused.
pub fn refused(compiled: &Compiled, answers: &Answers) -> Vec<Refused> {
    let answers = &presumed(compiled, answers);
    let contradictions = compiled.contradictions.indices();
    contradictions
        .filter_map(|contradiction| one(compiled, contradiction, answers))
        .collect()
}

/// Whether no contradiction surely holds of a person.
pub(in crate::rules) fn may_be(compiled: &Compiled, answers: &Answers) -> bool {
    let answers = &presumed(compiled, answers);
    let mut contradictions = compiled.contradictions.iter();
    !contradictions.any(|root| evaluate_partial(compiled, *root, answers).truth() == Some(true))
}

/// The person with another answer to a question; nothing where it contradicts the others.
///
/// Whoever waits for another day has time to think again of what cannot be true on it: beside
/// the reference date, such answers are left open.
pub(in crate::rules) fn otherwise(
    compiled: &Compiled,
    answers: &Answers,
    question: QuestionId,
    point: i64,
) -> Option<Answers> {
    let mut other = answers.clone();
    other.set(question, compiled.book.answer_at(question, point));
    if question != compiled.book.reference {
        return may_be(compiled, &other).then_some(other);
    }
    while let Some(found) = refused(compiled, &other).into_iter().next() {
        let mut freed = found.others.into_iter().chain([found.question]);
        let freed = freed.find(|freed| *freed != question)?;
        other.set(freed, Answer::Unknown);
    }
    Some(other)
}

fn one(compiled: &Compiled, contradiction: ContradictionId, answers: &Answers) -> Option<Refused> {
    let root = compiled.contradictions[contradiction];
    let holds = |answers: &Answers| evaluate_partial(compiled, root, answers).truth() == Some(true);
    if !holds(answers) {
        return None;
    }
    let needed = |among: Vec<QuestionId>| {
        let mut left = answers.clone();
        let mut needed = Vec::new();
        // The later a question is asked, the sooner it is done without.
        for question in among.into_iter().rev() {
            if let Some(answer) = left
                .get(question)
                .filter(|answer| *answer != Answer::Unknown)
            {
                left.clear(question);
                if !holds(&left) {
                    left.set(question, answer);
                    needed.push(question);
                }
            }
        }
        needed.reverse();
        needed
    };
    let mut taken = needed(questions_of_contradiction(&compiled.book, contradiction));
    if taken.is_empty() {
        // It holds because what it names makes no sense for her: what says so is to be corrected.
        taken = needed(compiled.book.questions.indices().collect());
    }
    Some(Refused {
        contradiction,
        question: taken.pop()?,
        others: taken,
    })
}

/// The questions that a contradiction names, by itself or through facts, in the order of asking.
/// When they make sense is not its affair.
pub fn questions_of_contradiction(
    book: &RuleBook,
    contradiction: ContradictionId,
) -> Vec<QuestionId> {
    let mut found = Vec::new();
    let mut seen: IndexVec<FactId, bool> = index_vec![false; book.facts.len()];
    let mut waiting = vec![&book.contradictions[contradiction].condition];
    while let Some(condition) = waiting.pop() {
        condition.each(&mut |leaf| match leaf {
            Condition::Answer { question, .. } => found.push(*question),
            Condition::Dated { question, .. } => found.extend([*question, book.reference]),
            Condition::Known(_) => found.push(book.reference),
            Condition::Comparison(comparison) => found.extend(compared(book, *comparison)),
            Condition::Fact(fact) => {
                if !std::mem::replace(&mut seen[*fact], true) {
                    waiting.push(&book.facts[*fact].condition);
                }
            }
            other => questions_of(book, other, &mut found),
        });
    }
    found.sort_unstable();
    found.dedup();
    found
}
