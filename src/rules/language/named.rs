//! What stands in for rules that have a fault: every name, and nothing that could be concluded.
//!
//! The rest of the site is read all the same, so that its faults are told together with those of
//! the rules. What rests on the rules is not: half a book would be worse than none, because what
//! walks it trusts that every condition leads somewhere.

use std::collections::BTreeMap;

use oxc_index::IndexVec;

use crate::rules::book::{
    Condition, Formula, Kind, Outcome, OutcomeId, Question, QuestionId, QuestionKind, RuleBook,
};
use crate::source::Span;

/// The names of a book with a fault. They are lent as a book, and cannot be compiled.
#[derive(Debug)]
pub struct RuleNames(Box<RuleBook>);

impl RuleNames {
    /// The names of a book; `span` is where a reference date stands that is not there.
    pub(in crate::rules) fn of(book: RuleBook, span: Span) -> RuleNames {
        RuleNames(Box::new(names_of(book, span)))
    }
}

impl AsRef<RuleBook> for RuleNames {
    fn as_ref(&self) -> &RuleBook {
        &self.0
    }
}

fn names_of(mut book: RuleBook, span: Span) -> RuleBook {
    book.reference = reference(&mut book.questions, span);
    for question in &mut book.questions {
        question.asked_if = None;
    }
    book.facts.clear();
    for contradiction in &mut book.contradictions {
        contradiction.condition = Condition::Constant(false);
    }
    book.comparisons.clear();
    fill(&mut book.kinds);
    for decision in &mut book.decisions {
        for row in &mut decision.rows {
            row.when = Condition::Constant(false);
        }
        for amount in &mut decision.amounts {
            amount.low = Formula::Constant(0);
            amount.high = None;
        }
        for step in &mut decision.steps {
            step.when = None;
            step.from = None;
            step.due = None;
        }
    }
    book
}

/// The first date question, which is added where there is none.
fn reference(questions: &mut IndexVec<QuestionId, Question>, span: Span) -> QuestionId {
    let date = |question: &Question| question.kind == QuestionKind::Date;
    questions.position(date).unwrap_or_else(|| {
        questions.push(Question {
            id: String::new(),
            span,
            kind: QuestionKind::Date,
            asked_if: None,
            may_not_know: false,
            several: None,
            suppose: None,
            optional: false,
            told_by: None,
            fixed: false,
            default_today: true,
            usual: Vec::new(),
            stays: false,
        })
    })
}

fn fill(kinds: &mut BTreeMap<Kind, IndexVec<OutcomeId, Outcome>>) {
    for (_, kind) in Kind::NAMES {
        kinds.entry(kind).or_default();
    }
}
