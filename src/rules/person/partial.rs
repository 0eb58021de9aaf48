//! Walks one diagram with the answers at hand: what holds already, and what to ask next.

use std::collections::{BTreeSet, HashMap};

use crate::rules::book::QuestionId;
use crate::rules::book::answers::Answers;
use crate::rules::diagram::compile::Compiled;
use crate::rules::diagram::nodes::{DiagramNode, FALSE, Level, NodeId, TRUE};
use crate::rules::diagram::variables::{Variable, region};
use crate::rules::person::evaluate::{Missing, compare};

/// Where a person stands in one diagram.
///
/// An answer that she does not have puts her on several nodes at once. This is exact
/// where three-valued logic is not: whatever the answer, "x or not x" ends in true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reachable {
    /// The ends that some completion of her answers can reach.
    pub ends: BTreeSet<NodeId>,
    /// The first question, in the author's order, that must be answered to go on.
    pub asks: Option<QuestionId>,
}

impl Reachable {
    /// Whether the condition holds, where that is settled.
    pub fn truth(&self) -> Option<bool> {
        match (self.ends.contains(&TRUE), self.ends.contains(&FALSE)) {
            (true, false) => Some(true),
            (false, true) => Some(false),
            _ => None,
        }
    }
}

/// Walks from a root as far as the answers lead.
pub fn evaluate_partial(compiled: &Compiled, root: NodeId, answers: &Answers) -> Reachable {
    walk_asking(compiled, root, answers, &mut Asks::new())
}

/// For each question without an answer that was come to, the one to ask for it.
///
/// Whether a question makes sense may rest on others without an answer, each of them on others
/// again: none is looked into twice.
type Asks = HashMap<QuestionId, Option<QuestionId>>;

fn walk_asking(compiled: &Compiled, root: NodeId, answers: &Answers, asks: &mut Asks) -> Reachable {
    let mut standing = Reachable {
        ends: BTreeSet::new(),
        asks: None,
    };
    // Children stand at later levels than their parents, so the lowest level is always complete.
    let mut waiting: BTreeSet<(Level, NodeId)> = BTreeSet::new();
    let add = |id: NodeId, waiting: &mut BTreeSet<_>, ends: &mut BTreeSet<NodeId>| match compiled
        .diagrams
        .node(id)
    {
        DiagramNode::End(_) => {
            ends.insert(id);
        }
        DiagramNode::Test(level, _) => {
            waiting.insert((*level, id));
        }
    };
    add(root, &mut waiting, &mut standing.ends);
    while let Some((level, id)) = waiting.pop_first() {
        let DiagramNode::Test(_, children) = compiled.diagrams.node(id) else {
            continue;
        };
        match step(compiled, level, answers) {
            Move::To(child) => add(children[child], &mut waiting, &mut standing.ends),
            Move::Anywhere(absent) => {
                // What is asked further down may never be reached once this is answered.
                if let (None, Some(absent)) = (standing.asks, absent) {
                    standing.asks = asked_for(compiled, absent, answers, asks);
                }
                for child in children {
                    add(*child, &mut waiting, &mut standing.ends);
                }
            }
        }
    }
    standing
}

/// The questions, answered by "I don't know", on which it hangs where a walk ends. Comparisons
/// of several answers are left out.
pub(in crate::rules) fn turning(
    compiled: &Compiled,
    root: NodeId,
    answers: &Answers,
) -> BTreeSet<QuestionId> {
    let mut found = BTreeSet::new();
    let mut seen = BTreeSet::from([root]);
    let mut waiting = vec![root];
    while let Some(id) = waiting.pop() {
        let DiagramNode::Test(level, children) = compiled.diagrams.node(id) else {
            continue;
        };
        let further = match step(compiled, *level, answers) {
            Move::To(child) => &children[child..=child],
            Move::Anywhere(_) => {
                if let Variable::Question(question, _) = &compiled.variables[*level] {
                    found.insert(*question);
                }
                children
            }
        };
        waiting.extend(further.iter().filter(|child| seen.insert(**child)));
    }
    found
}

/// The node that known answers lead to from this one.
pub(in crate::rules) fn next(compiled: &Compiled, id: NodeId, answers: &Answers) -> Option<NodeId> {
    let DiagramNode::Test(level, children) = compiled.diagrams.node(id) else {
        return None;
    };
    match step(compiled, *level, answers) {
        Move::To(child) => Some(children[child]),
        Move::Anywhere(_) => None,
    }
}

/// Where a person's answers lead from a test.
pub(in crate::rules) enum Move {
    /// To one child.
    To(usize),
    /// To any child; the question has no answer.
    Anywhere(Option<QuestionId>),
}

pub(in crate::rules) fn step(compiled: &Compiled, level: Level, answers: &Answers) -> Move {
    match &compiled.variables[level] {
        Variable::Question(question, cuts) => match answers.point(*question) {
            Some(point) => {
                let kind = &compiled.book.questions[*question].kind;
                Move::To(region(kind, cuts, point))
            }
            None if answers.get(*question).is_some() => Move::Anywhere(None),
            None => Move::Anywhere(Some(*question)),
        },
        Variable::Comparison(comparison) => {
            let comparison = &compiled.book.comparisons[*comparison];
            let absent = comparison
                .inputs
                .iter()
                .find(|input| answers.get(**input).is_none());
            if let Some(absent) = absent {
                return Move::Anywhere(Some(*absent));
            }
            match compare(&compiled.book, comparison, answers) {
                Ok(holds) => Move::To(usize::from(holds)),
                Err(Missing(_)) => Move::Anywhere(None),
            }
        }
    }
}

/// The question to ask where this one has no answer.
///
/// Whoever does not say whether she is on leave is not asked when the leave ends: a question
/// that does not surely make sense counts as answered by "I don't know".
pub(in crate::rules) fn missing(
    compiled: &Compiled,
    question: QuestionId,
    answers: &Answers,
) -> Option<QuestionId> {
    asked_for(compiled, question, answers, &mut Asks::new())
}

fn asked_for(
    compiled: &Compiled,
    question: QuestionId,
    answers: &Answers,
    asks: &mut Asks,
) -> Option<QuestionId> {
    if let Some(known) = asks.get(&question) {
        return *known;
    }
    let applicable = walk_asking(compiled, compiled.applicable[question], answers, asks);
    let found = match applicable.asks {
        Some(earlier) => Some(earlier),
        None => (applicable.truth() == Some(true)).then_some(question),
    };
    asks.insert(question, found);
    found
}
