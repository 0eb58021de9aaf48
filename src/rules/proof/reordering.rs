//! Looks for a place at which one question, asked earlier or later, would spare others.

use std::collections::BTreeSet;

use oxc_index::{IndexVec, index_vec};

use crate::rules::book::calendar::Day;
use crate::rules::book::rewrite::Rewrite;
use crate::rules::book::{
    Amount, ComparisonId, Condition, Formula, QuestionId, RuleBook, questions_of,
};
use crate::rules::diagram::compile::{Compiled, compile};
use crate::rules::diagram::nodes::{DiagramNode, TooLarge};
use crate::rules::diagram::variables::Variable;
use crate::rules::proof::asking::asking_conditions;
use crate::rules::proof::path_lengths::{PathLength, mean, path_lengths};

/// How many questions a move has to spare on average to be worth a word.
const WORTH: f64 = 0.05;

/// How many children of nodes may be visited, and names be laid out, for all orders that are
/// tried together: some seconds.
const MOST_WORK: usize = 40_000_000;

/// What it takes to lay out one name of a book for another order.
const NAMED: usize = 50;

/// A question that would better stand elsewhere.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reordering {
    /// The question.
    pub question: QuestionId,
    /// The question that it would stand before; none where it would be the last.
    pub before: Option<QuestionId>,
    /// How many questions fewer would be asked on average.
    pub gain: f64,
}

/// The move of one question that spares the most, if one does: questions are counted as
/// [`path_lengths`] counts them, and in no situation may the longest way grow.
///
/// A question never stands before what its own condition rests on, nor after one whose
/// condition rests on it, and stays where its author says that it does. Where the rules are
/// so large that not all orders can be tried, the first ones are.
pub fn reorderings(
    compiled: &Compiled,
    today: &[PathLength],
    day: Day,
) -> Result<Option<Reordering>, TooLarge> {
    let book = &compiled.book;
    let mut same = compiled.clone();
    let conditions = asking_conditions(&mut same, day)?;
    let now = mean(&same.diagrams, &conditions);
    let mut work = 0;
    let mut found = Vec::new();
    let names = book.questions.len() + book.comparisons.len();
    let rows: usize = book
        .decisions
        .iter()
        .map(|decision| decision.rows.len())
        .sum();
    for (from, to) in moves(compiled) {
        work += NAMED * (names + rows + book.facts.len());
        if work > MOST_WORK {
            break;
        }
        let Ok(mut other) = compile(moved(book, from, to)) else {
            continue;
        };
        if let Ok(conditions) = asking_conditions(&mut other, day) {
            let gain = now - mean(&other.diagrams, &conditions);
            if gain >= WORTH {
                found.push((gain, from, to));
            }
        }
        work += other.diagrams.visited();
    }
    // The first of equals, and the shortest way there.
    found.sort_by(|left, right| right.0.total_cmp(&left.0));
    for (gain, from, to) in found {
        let other = compile(moved(book, from, to)).map_err(|_| TooLarge)?;
        let lengths = path_lengths(&other, day)?;
        let mut pairs = today.iter().zip(&lengths);
        if pairs.all(|(now, then)| then.longest.len() <= now.longest.len()) {
            let before = if to < from { to } else { to + 1 };
            return Ok(Some(Reordering {
                question: from,
                before: (before < book.questions.next_idx()).then_some(before),
                gain,
            }));
        }
    }
    Ok(None)
}

/// Every place to which a question may be moved, as its place now and then, the nearest
/// first. Only past a question that some diagram tests beside it does a move change anything.
fn moves(compiled: &Compiled) -> Vec<(QuestionId, QuestionId)> {
    let book = &compiled.book;
    let rests_on = |question: QuestionId| {
        let mut found = Vec::new();
        if let Some(condition) = &book.questions[question].asked_if {
            questions_of(book, condition, &mut found);
        }
        found
    };
    let together = together(compiled);
    let mut moves = Vec::new();
    for (from, question) in book.questions.iter_enumerated() {
        if question.stays || from == book.reference {
            continue;
        }
        let needed = rests_on(from);
        let earlier = book.questions.indices().rev();
        let earlier = earlier.skip_while(|to| *to >= from);
        let earlier = earlier.take_while(|to| !needed.contains(to));
        let later = book.questions.indices().skip_while(|to| *to <= from);
        let later = later.take_while(|to| !rests_on(*to).contains(&from));
        let changes = |to: &QuestionId| together[from].contains(to) && *to != book.reference;
        moves.extend(earlier.chain(later).filter(changes).map(|to| (from, to)));
    }
    moves
}

/// For each question, those that some diagram tests beside it.
fn together(compiled: &Compiled) -> IndexVec<QuestionId, BTreeSet<QuestionId>> {
    let book = &compiled.book;
    let mut together: IndexVec<QuestionId, _> = index_vec![BTreeSet::new(); book.questions.len()];
    let steps = compiled.steps.iter().flatten();
    let tests = compiled.tests.iter().map(|(_, root)| root);
    let roots = compiled.roots.iter().chain(&compiled.applicable);
    for root in roots.chain(steps).chain(tests) {
        let mut levels = BTreeSet::new();
        for id in compiled.diagrams.reachable([*root]) {
            if let DiagramNode::Test(level, _) = compiled.diagrams.node(id) {
                levels.insert(*level);
            }
        }
        let mut tested = BTreeSet::new();
        for level in levels {
            match &compiled.variables[level] {
                Variable::Question(question, _) => {
                    tested.insert(*question);
                }
                Variable::Comparison(comparison) => tested.extend(placing(book, *comparison)),
            }
        }
        for question in &tested {
            together[*question].extend(&tested);
        }
    }
    together
}

/// The questions on which the place of a comparison rests: all those of its facts and
/// contradictions.
fn placing(book: &RuleBook, comparison: ComparisonId) -> Vec<QuestionId> {
    let mut found = book.comparisons[comparison].inputs.clone();
    for fact in book.facts.iter().chain(&book.contradictions) {
        let mut names = false;
        fact.condition
            .each(&mut |leaf| names |= *leaf == Condition::Comparison(comparison));
        if names {
            questions_of(book, &fact.condition, &mut found);
        }
    }
    found
}

/// The book with one question at another place.
fn moved(book: &RuleBook, from: QuestionId, to: QuestionId) -> RuleBook {
    let mut book = book.clone();
    let question = book.questions.remove(from);
    book.questions.insert(to, question);
    let mut mover = Mover { from, to };
    book.reference = mover.moved(book.reference);
    for group in &mut book.groups {
        group.question = mover.moved(group.question);
    }
    for question in &mut book.questions {
        for condition in [&mut question.asked_if, &mut question.told_by]
            .into_iter()
            .flatten()
        {
            *condition = mover.condition(condition);
        }
    }
    for fact in book.facts.iter_mut().chain(&mut book.contradictions) {
        fact.condition = mover.condition(&fact.condition);
    }
    for comparison in &mut book.comparisons {
        comparison.left = mover.formula(&comparison.left);
        comparison.right = mover.formula(&comparison.right);
        for input in &mut comparison.inputs {
            *input = mover.moved(*input);
        }
        comparison.inputs.sort_unstable();
    }
    for decision in &mut book.decisions {
        for row in &mut decision.rows {
            row.when = mover.condition(&row.when);
        }
        for Amount { low, high, .. } in &mut decision.amounts {
            *low = mover.formula(low);
            *high = high.as_ref().map(|high| mover.formula(high));
        }
        for step in &mut decision.steps {
            step.when = step
                .when
                .as_ref()
                .map(|condition| mover.condition(condition));
            step.from = step.from.as_ref().map(|formula| mover.formula(formula));
            step.due = step.due.as_ref().map(|formula| mover.formula(formula));
        }
    }
    book
}

/// Names every question by its new place.
struct Mover {
    from: QuestionId,
    to: QuestionId,
}

impl Mover {
    fn moved(&self, question: QuestionId) -> QuestionId {
        let Mover { from, to } = *self;
        match question {
            own if own == from => to,
            between if from < between && between <= to => between - 1,
            between if to <= between && between < from => between + 1,
            other => other,
        }
    }
}

impl Rewrite for Mover {
    fn leaf(&mut self, condition: &Condition) -> Condition {
        let mut condition = condition.clone();
        if let Condition::Answer { question, .. } | Condition::Dated { question, .. } =
            &mut condition
        {
            *question = self.moved(*question);
        }
        condition
    }

    fn term(&mut self, formula: &Formula) -> Formula {
        match formula {
            Formula::Answer(question) => Formula::Answer(self.moved(*question)),
            same => same.clone(),
        }
    }
}
