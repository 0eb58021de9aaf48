//! What a condition, a formula or a comparison rests on, by whatever way.

use std::collections::BTreeSet;

use crate::rules::book::{
    AmountId, ComparisonId, Condition, DecisionId, FactId, Formula, Question, QuestionId, RuleBook,
};

/// The questions whose answers a comparison reads.
pub fn compared(book: &RuleBook, comparison: ComparisonId) -> Vec<QuestionId> {
    let mut found = Vec::new();
    for side in [
        &book.comparisons[comparison].left,
        &book.comparisons[comparison].right,
    ] {
        read_by(book, side, &mut found);
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn read_by(book: &RuleBook, formula: &Formula, found: &mut Vec<QuestionId>) {
    formula.each(&mut |part| match part {
        Formula::Answer(question) => found.push(*question),
        Formula::Parameter(_) => found.push(book.reference),
        Formula::Amount(decision, amount) => {
            read_by(book, &book.decisions[*decision].amounts[*amount].low, found);
        }
        Formula::If(condition, ..) => questions_of(book, condition, found),
        _ => {}
    });
}

/// The questions on which a condition rests, their own conditions included.
pub fn questions_of(book: &RuleBook, condition: &Condition, found: &mut Vec<QuestionId>) {
    let (questions, _) = names_of(book, condition);
    let known: BTreeSet<QuestionId> = found.iter().copied().collect();
    found.extend(
        questions
            .into_iter()
            .filter(|question| !known.contains(question)),
    );
}

/// The questions and the facts on which a condition rests, by whatever way, each once and in the
/// order in which they are come to.
pub fn names_of(book: &RuleBook, condition: &Condition) -> (Vec<QuestionId>, Vec<FactId>) {
    let (mut questions, mut facts) = (Vec::new(), Vec::new());
    let mut seen = BTreeSet::new();
    let mut waiting = Vec::new();
    named_by(book, condition, &mut waiting);
    // The first named is looked at first.
    waiting.reverse();
    while let Some(thing) = waiting.pop() {
        if !seen.insert(thing) {
            continue;
        }
        match thing {
            Thing::Question(question) => questions.push(question),
            Thing::Fact(fact) => facts.push(fact),
            _ => {}
        }
        let before = waiting.len();
        thing.names(book, &mut waiting);
        waiting[before..].reverse();
    }
    (questions, facts)
}

/// Something that can depend on itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thing {
    /// When a question makes sense.
    Question(QuestionId),
    /// A named condition.
    Fact(FactId),
    /// The rows of a decision.
    Rows(DecisionId),
    /// An amount of a decision.
    Amount(DecisionId, AmountId),
}

impl Thing {
    /// Adds what it names itself.
    pub fn names(self, book: &RuleBook, found: &mut Vec<Thing>) {
        match self {
            Thing::Question(question) => {
                let Question {
                    asked_if, told_by, ..
                } = &book.questions[question];
                for condition in [asked_if, told_by].into_iter().flatten() {
                    named_by(book, condition, found);
                }
            }
            Thing::Fact(fact) => named_by(book, &book.facts[fact].condition, found),
            Thing::Rows(decision) => {
                for row in &book.decisions[decision].rows {
                    named_by(book, &row.when, found);
                }
            }
            Thing::Amount(decision, amount) => {
                for formula in book.decisions[decision].amounts[amount].formulas() {
                    named_in(book, formula, found);
                }
            }
        }
    }
}

/// What a condition names. It is as deep as an expression may be.
fn named_by(book: &RuleBook, condition: &Condition, found: &mut Vec<Thing>) {
    condition.each(&mut |leaf| match leaf {
        Condition::Answer { question, .. } => found.push(Thing::Question(*question)),
        Condition::Dated { question, .. } => {
            found.push(Thing::Question(*question));
            found.push(Thing::Question(book.reference));
        }
        Condition::Known(_) => found.push(Thing::Question(book.reference)),
        Condition::Comparison(comparison) => {
            let comparison = &book.comparisons[*comparison];
            found.extend(
                comparison
                    .inputs
                    .iter()
                    .map(|input| Thing::Question(*input)),
            );
            for side in [&comparison.left, &comparison.right] {
                named_in(book, side, found);
            }
        }
        Condition::Fact(fact) => found.push(Thing::Fact(*fact)),
        Condition::Outcome { decision, .. } => found.push(Thing::Rows(*decision)),
        _ => {}
    });
}

/// What a formula names.
fn named_in(book: &RuleBook, formula: &Formula, found: &mut Vec<Thing>) {
    formula.each(&mut |part| match part {
        Formula::Answer(question) => found.push(Thing::Question(*question)),
        Formula::Parameter(_) => found.push(Thing::Question(book.reference)),
        Formula::Amount(decision, amount) => found.push(Thing::Amount(*decision, *amount)),
        Formula::If(condition, ..) => named_by(book, condition, found),
        _ => {}
    });
}

/// The questions whose answers a formula needs; a parameter needs the reference date.
pub fn inputs(formula: &Formula, reference: QuestionId, found: &mut Vec<QuestionId>) {
    let mut add = |question: QuestionId| {
        if !found.contains(&question) {
            found.push(question);
        }
    };
    formula.each(&mut |part| match part {
        Formula::Answer(question) => add(*question),
        Formula::Parameter(_) => add(reference),
        _ => {}
    });
}
