//! Rules that tell too much apart: which of them, and the questions that make it so.

use crate::report::Fault;
use crate::rules::book::{Condition, RuleBook};
use crate::rules::order::questions_of;
use crate::rules::variables::{cuts, regions};
use crate::say;
use crate::source::Span;

/// A decision, or what all of them rest on, that tells too many situations apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TooLargeAt {
    /// The decision's id and its place; none where a fact or a question's condition is at fault.
    pub decision: Option<(String, Span)>,
    /// The ids of the questions that make it large, the worst first.
    pub questions: Vec<String>,
}

impl TooLargeAt {
    /// The decision of a book, by its place; none for what all decisions rest on.
    pub(super) fn new(book: &RuleBook, decision: Option<usize>) -> TooLargeAt {
        TooLargeAt {
            questions: heavy(book, decision),
            decision: decision.map(|place| {
                let decision = &book.decisions[place];
                (decision.id.clone(), decision.span)
            }),
        }
    }
}

impl From<TooLargeAt> for Fault {
    fn from(found: TooLargeAt) -> Fault {
        let name = found.decision.as_ref().map_or("facts", |(id, _)| id);
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
        match found.decision {
            Some((_, span)) => fault.at(span),
            None => fault,
        }
    }
}

/// The questions that make a decision, or all rules together, large: those of its
/// comparisons and those with the most regions. The ids come worst first.
fn heavy(book: &RuleBook, decision: Option<usize>) -> Vec<String> {
    /// How many are named.
    const MOST: usize = 6;
    let conditions: Vec<&Condition> = match decision {
        Some(decision) => {
            let rows = book.decisions[decision].rows.iter();
            rows.map(|row| &row.when).collect()
        }
        None => book.facts.iter().map(|fact| &fact.condition).collect(),
    };
    let mut named = Vec::new();
    for condition in conditions {
        questions_of(book, condition, &mut named);
    }
    let cuts = cuts(book);
    named.sort_by_key(|question| {
        let comparisons = book.relations.iter();
        let comparisons = comparisons.filter(|relation| relation.inputs.contains(question));
        let regions = regions(&book.questions[*question].kind, &cuts[*question]);
        std::cmp::Reverse((comparisons.count(), regions.len()))
    });
    let named = named.into_iter().take(MOST);
    named
        .map(|question| book.questions[question].id.clone())
        .collect()
}
