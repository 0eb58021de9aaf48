//! What diagrams test, and in which order: answers cut into regions, and comparisons.

use oxc_index::{IndexSlice, IndexVec, index_vec};

use crate::rules::book::calendar::Day;
use crate::rules::book::{
    ComparisonId, Condition, Formula, ParameterValue, QuestionId, QuestionKind, RuleBook, Test,
};
use crate::rules::diagram::nodes::Level;

/// What a node of the diagrams tests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Variable {
    /// The answer to a question, with the values at which a new region begins.
    /// A choice has a region for each option and no cuts.
    Question(QuestionId, Vec<i64>),
    /// A comparison of several answers; its regions are false and true.
    Comparison(ComparisonId),
}

/// The questions in the author's order, with each comparison where it is first of use.
///
/// A comparison stands after the last question of the fact that holds it, so that its own
/// inputs are only asked of a person for whom the rest of the fact leaves it open.
pub(in crate::rules) fn variables(book: &RuleBook) -> IndexVec<Level, Variable> {
    let anchors = anchors(book);
    let mut variables = IndexVec::new();
    for (question, cuts) in cuts(book).into_iter_enumerated() {
        variables.push(Variable::Question(question, cuts));
        for (comparison, anchor) in anchors.iter_enumerated() {
            if *anchor == question {
                variables.push(Variable::Comparison(comparison));
            }
        }
    }
    variables
}

/// For each comparison, the question after which it stands.
fn anchors(book: &RuleBook) -> IndexVec<ComparisonId, QuestionId> {
    let mut anchors: IndexVec<ComparisonId, Option<QuestionId>> =
        index_vec![None; book.comparisons.len()];
    // What people are told is read along the facts; contradictions only say where the rest stands.
    for named in [&book.facts.raw, &book.contradictions.raw] {
        let before = anchors.clone();
        for fact in named {
            let mut comparisons = Vec::new();
            let mut last = QuestionId::new(0);
            named_here(&fact.condition, &mut comparisons, &mut last);
            for comparison in comparisons.into_iter().filter(|own| before[*own].is_none()) {
                let input = book.comparisons[comparison].inputs.last();
                let anchor = input.map_or(last, |input| last.max(*input));
                anchors[comparison] =
                    Some(anchors[comparison].map_or(anchor, |known| known.min(anchor)));
            }
        }
    }
    anchors
        .into_iter()
        .map(|anchor| anchor.expect("a comparison stands in a fact or a contradiction"))
        .collect()
}

/// The comparisons that a condition names itself, and the last question that it tests itself.
fn named_here(condition: &Condition, comparisons: &mut Vec<ComparisonId>, last: &mut QuestionId) {
    match condition {
        Condition::Comparison(comparison) => comparisons.push(*comparison),
        Condition::Answer { question, .. } | Condition::Dated { question, .. } => {
            *last = (*last).max(*question);
        }
        Condition::And(parts) | Condition::Or(parts) => {
            for part in parts {
                named_here(part, comparisons, last);
            }
        }
        Condition::Not(inner, _) => named_here(inner, comparisons, last),
        _ => {}
    }
}

/// For each question, the values at which something can change.
pub(in crate::rules) fn cuts(book: &RuleBook) -> IndexVec<QuestionId, Vec<i64>> {
    let mut cuts: IndexVec<QuestionId, Vec<i64>> = index_vec![Vec::new(); book.questions.len()];
    let mut conditions: Vec<&Condition> = Vec::new();
    let named = book.facts.iter().chain(&book.contradictions);
    conditions.extend(named.map(|fact| &fact.condition));
    for question in &book.questions {
        conditions.extend(&question.asked_if);
    }
    for decision in &book.decisions {
        conditions.extend(decision.rows.iter().map(|row| &row.when));
        for step in &decision.steps {
            conditions.extend(&step.when);
        }
        for formula in decision.formulas() {
            conditions_of(formula, &mut conditions);
        }
    }
    for condition in conditions {
        collect_cuts(book, condition, &mut cuts);
    }
    for (question, cuts) in cuts.iter_mut_enumerated() {
        let (low, high) = book.questions[question].kind.bounds();
        cuts.retain(|cut| low < *cut && *cut <= high);
        cuts.sort_unstable();
        cuts.dedup();
    }
    cuts
}

fn collect_cuts(
    book: &RuleBook,
    condition: &Condition,
    cuts: &mut IndexSlice<QuestionId, [Vec<i64>]>,
) {
    match condition {
        Condition::Answer {
            question,
            test: Test::Compare(comparator, bound),
            ..
        } => cuts[*question].extend(comparator.turns(*bound, *bound + 1)),
        Condition::Dated {
            question,
            comparator,
            parameter,
            ..
        } => {
            let parameter = &book.parameters[*parameter];
            for dated in &parameter.values {
                if let ParameterValue::Number(bound) = dated.value {
                    let kind = &book.questions[*question].kind;
                    cuts[*question].extend(kind.turns(*comparator, bound));
                }
            }
            cuts[book.reference].extend(parameter.changes().map(Day::point));
        }
        Condition::Known(parameter) => {
            let changes = book.parameters[*parameter].changes();
            cuts[book.reference].extend(changes.map(Day::point));
        }
        Condition::And(parts) | Condition::Or(parts) => {
            for part in parts {
                collect_cuts(book, part, cuts);
            }
        }
        Condition::Not(inner, _) => collect_cuts(book, inner, cuts),
        _ => {}
    }
}

/// The smallest and the largest value of each region of a question.
pub fn regions(kind: &QuestionKind, cuts: &[i64]) -> Vec<(i64, i64)> {
    let (low, high) = kind.bounds();
    if !kind.options().is_empty() {
        return (low..=high).map(|option| (option, option)).collect();
    }
    let starts = std::iter::once(low).chain(cuts.iter().copied());
    let ends = cuts.iter().map(|cut| cut - 1).chain(std::iter::once(high));
    starts.zip(ends).collect()
}

/// Some regions of a question, neighbours put together.
pub fn runs(kind: &QuestionKind, cuts: &[i64], inside: &[bool]) -> Vec<(i64, i64)> {
    let mut found: Vec<(i64, i64)> = Vec::new();
    let all = regions(kind, cuts).into_iter().zip(inside);
    for ((first, last), _) in all.filter(|(_, inside)| **inside) {
        match found.last_mut() {
            Some(before) if before.1 + 1 == first => before.1 = last,
            _ => found.push((first, last)),
        }
    }
    found
}

/// The region of a question in which an answer lies.
pub fn region(kind: &QuestionKind, cuts: &[i64], answer: i64) -> usize {
    if kind.options().is_empty() {
        cuts.partition_point(|cut| *cut <= answer)
    } else {
        usize::try_from(answer).unwrap_or(0)
    }
}

pub(in crate::rules) fn conditions_of<'b>(formula: &'b Formula, found: &mut Vec<&'b Condition>) {
    formula.each(&mut |part| {
        if let Formula::If(condition, ..) = part
            && !found.contains(&&**condition)
        {
            found.push(condition);
        }
    });
}
