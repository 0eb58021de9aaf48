//! The ids of a form without a script, which its style sheet and its page share. They begin with
//! `_`, as every id that is not an author's.

use crate::rules::{Asked, Form, OptionId, QuestionId, RuleBook, comparisons};

/// The name of what is asked: a question's id, or a fact's with its count where it has several
/// comparisons. Facts and questions share one space of names.
pub fn name(book: &RuleBook, asked: Asked) -> String {
    let comparison = match asked {
        Asked::Question(question) => return book.questions[question].id.clone(),
        Asked::Comparison(comparison) => comparison,
    };
    for (fact, comparisons) in comparisons(book) {
        let id = &book.facts[fact].id;
        match comparisons.iter().position(|known| *known == comparison) {
            Some(_) if comparisons.len() == 1 => return id.clone(),
            Some(index) => return format!("{id}-{}", index + 1),
            None => {}
        }
    }
    unreachable!("a comparison that is asked stands in a fact")
}

/// The id of the fieldset: the questionnaire's own for a choice, and one more for the ranges
/// of what is otherwise typed.
pub fn group(book: &RuleBook, asked: Asked) -> String {
    let name = name(book, asked);
    match asked {
        Asked::Comparison(_) => format!("_compare-{name}"),
        Asked::Question(question) if is_range(book, question) => format!("_range-{name}"),
        Asked::Question(_) => format!("_ask-{name}"),
    }
}

/// The id of the line that says that this is left to answer.
pub fn left(book: &RuleBook, asked: Asked) -> String {
    format!("_left-{}", name(book, asked))
}

/// What the ids of the buttons begin with.
pub fn beginning(book: &RuleBook, asked: Asked) -> String {
    format!("_q-{}", name(book, asked))
}

/// The id of a button.
pub fn button(form: &Form, book: &RuleBook, asked: Asked, index: usize) -> String {
    let name = beginning(book, asked);
    let unknown = index == form.unknown(asked);
    match asked {
        Asked::Comparison(_) if unknown => format!("{name}-unknown"),
        Asked::Comparison(_) => format!("{name}-{}", ["no", "yes"][index]),
        Asked::Question(question) if is_range(book, question) => {
            if unknown {
                format!("{name}-range-unknown")
            } else {
                format!("{name}-range-{index}")
            }
        }
        Asked::Question(_) if unknown => format!("{name}-unknown"),
        Asked::Question(question) => {
            format!(
                "{name}-{}",
                book.questions[question].kind.options()[OptionId::new(index)]
            )
        }
    }
}

/// Whether a question is asked by ranges.
pub fn is_range(book: &RuleBook, question: QuestionId) -> bool {
    book.questions[question].kind.options().is_empty()
}
