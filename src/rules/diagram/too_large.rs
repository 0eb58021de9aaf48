//! Rules that tell too much apart: which of them, and the questions that make it so.

use crate::report::Fault;
use crate::rules::book::{Condition, DecisionId, RuleBook, questions_of};
use crate::rules::diagram::variables::{cuts, regions};
use crate::say;
use crate::source::Span;

/// A decision, or what all of them rest on, that tells too many situations apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TooLargeAt {
    /// The id and the place of the decision, or of the fact or the question whose condition is at
    /// fault; none where it is all rules together.
    pub at: Option<(String, Span)>,
    /// The ids of the questions that make it large, the worst first.
    pub questions: Vec<String>,
}

impl TooLargeAt {
    /// The decision of a book, by its index; none for what all decisions rest on.
    pub(in crate::rules) fn new(book: &RuleBook, decision: Option<DecisionId>) -> TooLargeAt {
        let conditions: Vec<&Condition> = match decision {
            Some(decision) => {
                let rows = book.decisions[decision].rows.iter();
                rows.map(|row| &row.when).collect()
            }
            None => book.facts.iter().map(|fact| &fact.condition).collect(),
        };
        TooLargeAt {
            questions: heavy(book, &conditions),
            at: decision.map(|decision| {
                let decision = &book.decisions[decision];
                (decision.id.clone(), decision.span)
            }),
        }
    }

    /// A fact or a question, by its id, its place and its condition.
    pub(in crate::rules) fn named(
        book: &RuleBook,
        (id, span): (&str, Span),
        condition: Option<&Condition>,
    ) -> TooLargeAt {
        TooLargeAt {
            questions: heavy(book, condition.as_slice()),
            at: Some((id.to_owned(), span)),
        }
    }
}

impl From<TooLargeAt> for Fault {
    fn from(found: TooLargeAt) -> Fault {
        let name = found.at.as_ref().map_or("facts", |(id, _)| id);
        let questions = found.questions.join("`, `");
        let fault = Fault::error(
            "rules-too-large",
            say!(
                "les règles de `{name}` distinguent trop de situations",
                "the rules of `{name}` tell too many situations apart"
            ),
        )
        .note(say!(
            "les questions qui en font le plus : `{questions}`",
            "the questions that make the most of them: `{questions}`"
        ))
        .help(say!(
            "partagez la décision en deux, ou comparez moins de réponses entre elles",
            "split the decision in two, or compare fewer answers with one another"
        ));
        match found.at {
            Some((_, span)) => fault.at(span),
            None => fault,
        }
    }
}

/// The questions that make some conditions large: those of their comparisons and those with the
/// most regions. The ids come worst first.
fn heavy(book: &RuleBook, conditions: &[&Condition]) -> Vec<String> {
    /// How many are named.
    const MOST: usize = 6;
    let mut named = Vec::new();
    for condition in conditions {
        questions_of(book, condition, &mut named);
    }
    let cuts = cuts(book);
    named.sort_by_key(|question| {
        let comparisons = book.comparisons.iter();
        let comparisons = comparisons.filter(|comparison| comparison.inputs.contains(question));
        let regions = regions(&book.questions[*question].kind, &cuts[*question]);
        std::cmp::Reverse((comparisons.count(), regions.len()))
    });
    let named = named.into_iter().take(MOST);
    named
        .map(|question| book.questions[question].id.clone())
        .collect()
}
