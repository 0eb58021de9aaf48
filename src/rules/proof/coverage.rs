//! Which ways through the diagrams the worked cases walk, and persons for those they do not.

use std::collections::{BTreeMap, BTreeSet};

use crate::rules::book::answers::{Answer, Answers};
use crate::rules::book::{DecisionId, QuestionKind};
use crate::rules::diagram::compile::Compiled;
use crate::rules::diagram::effort::Effort;
use crate::rules::diagram::nodes::{DiagramNode, FALSE, Level, NodeId, TRUE, TooLarge};
use crate::rules::diagram::too_large::TooLargeAt;
use crate::rules::diagram::variables::Variable;
use crate::rules::person::conclude::conclude;
use crate::rules::person::partial::next;
use crate::rules::person::refused::may_be;
use crate::rules::proof::case::Case;
use crate::rules::proof::witness::{witness_answering, witness_within};

/// What the cases walk of one decision.
///
/// A diagram has far more paths than anybody could write cases for, as the paths of its
/// questions multiply. So its steps are counted: a step leads from one question to the next
/// by the answers that mean the same there. A set of cases that walks every step has seen
/// every end and every answer that matters, each somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// The decision.
    pub decision: DecisionId,
    /// How many paths its diagram has from the first question to an end.
    pub paths: u128,
    /// How many different paths the cases walk.
    pub walked_paths: usize,
    /// How many steps persons can take.
    pub steps: usize,
    /// A person for each step that no case takes.
    pub missing: Vec<Answers>,
}

/// What the cases walk, decision by decision.
pub fn coverage(compiled: &Compiled, cases: &[Case]) -> Result<Vec<Coverage>, TooLargeAt> {
    let decisions = compiled.roots.indices();
    let covered = decisions.map(|decision| {
        let large = |TooLarge| TooLargeAt::new(&compiled.book, Some(decision));
        covered(compiled, decision, cases).map_err(large)
    });
    covered.collect()
}

/// What the cases walk of one decision, which may take as much effort as the others.
fn covered(
    compiled: &Compiled,
    decision: DecisionId,
    cases: &[Case],
) -> Result<Coverage, TooLarge> {
    // Room that one decision takes is no fault of the next.
    let mut scratch = compiled.clone();
    let mut effort = Effort::DECISION;
    let root = compiled.roots[decision];
    let mut walked = BTreeSet::new();
    let mut paths = BTreeSet::new();
    for case in cases {
        let path = path(compiled, root, &case.answers);
        walked.extend(path.iter().copied());
        let last = path.last().map_or(root, |(_, last)| *last);
        if matches!(compiled.diagrams.node(last), DiagramNode::End(_)) {
            paths.insert(path);
        }
    }
    let all = steps(compiled, root);
    let mut missing = Vec::new();
    let mut possible = all.len();
    for step in all.difference(&walked) {
        let through = through(&mut scratch, root, *step)?;
        match witness_within(&scratch, through, TRUE, &mut effort)? {
            Some(person) => missing.push(person),
            None => possible -= 1,
        }
    }
    Ok(Coverage {
        decision,
        paths: count(compiled, root),
        walked_paths: paths.len(),
        steps: possible,
        missing,
    })
}

/// A step: a node, and the node that some of its answers lead to.
type Step = (NodeId, NodeId);

/// The path of a person, as far as she knows the answers.
fn path(compiled: &Compiled, root: NodeId, answers: &Answers) -> Vec<Step> {
    let mut at = root;
    let mut path = Vec::new();
    while let Some(next) = next(compiled, at, answers) {
        path.push((at, next));
        at = next;
    }
    path
}

fn steps(compiled: &Compiled, root: NodeId) -> BTreeSet<Step> {
    let mut steps = BTreeSet::new();
    for id in compiled.diagrams.reachable([root]) {
        if let DiagramNode::Test(_, children) = compiled.diagrams.node(id) {
            steps.extend(children.iter().map(|child| (id, *child)));
        }
    }
    steps
}

/// How many paths lead from a node to an end; answers that mean the same are one.
fn count(compiled: &Compiled, root: NodeId) -> u128 {
    let mut counts: BTreeMap<NodeId, u128> = BTreeMap::new();
    for id in compiled.diagrams.reachable([root]).into_iter().rev() {
        let count = match compiled.diagrams.node(id) {
            DiagramNode::End(_) => 1,
            DiagramNode::Test(_, children) => {
                let different: BTreeSet<NodeId> = children.iter().copied().collect();
                different.iter().map(|child| counts[child]).sum()
            }
        };
        counts.insert(id, count);
    }
    counts[&root]
}

/// The persons who take a step: those who reach its node, and answer so there.
fn through(scratch: &mut Compiled, root: NodeId, step: Step) -> Result<NodeId, TooLarge> {
    let mut done: BTreeMap<NodeId, NodeId> = BTreeMap::new();
    for id in scratch.diagrams.reachable([root]).into_iter().rev() {
        let node = match scratch.diagrams.node(id).clone() {
            DiagramNode::End(_) => FALSE,
            DiagramNode::Test(level, children) => {
                let parts = children
                    .iter()
                    .map(|child| match (id == step.0, *child == step.1) {
                        (true, true) => TRUE,
                        (true, false) => FALSE,
                        _ => done[child],
                    });
                let parts: Vec<NodeId> = parts.collect();
                scratch.diagrams.test(level, parts)?
            }
        };
        done.insert(id, node);
    }
    Ok(done[&root])
}

/// Persons for what no case walks, and beside every threshold; none of them is a case already.
pub fn suggestions(compiled: &Compiled, cases: &[Case]) -> Result<Vec<Answers>, TooLargeAt> {
    let mut known: Vec<Answers> = cases.iter().map(|case| case.answers.clone()).collect();
    let mut found = Vec::new();
    let mut walked: BTreeSet<(DecisionId, Step)> = BTreeSet::new();
    for covered in coverage(compiled, cases)? {
        let root = compiled.roots[covered.decision];
        for person in &covered.missing {
            // One person often walks several steps that were missing.
            let person = complete(compiled, person);
            let steps = path(compiled, root, &person);
            let own = |step: Step| (covered.decision, step);
            let is_new = steps.into_iter().any(|step| !walked.contains(&own(step)));
            if is_new && !known.contains(&person) {
                for (decision, root) in compiled.roots.iter_enumerated() {
                    let steps = path(compiled, *root, &person).into_iter();
                    walked.extend(steps.map(|step| (decision, step)));
                }
                known.push(person.clone());
                found.push(person);
            }
        }
    }
    for person in neighbours(compiled)? {
        let person = complete(compiled, &person);
        if may_be(compiled, &person) && !known.contains(&person) {
            known.push(person.clone());
            found.push(person);
        }
    }
    Ok(found)
}

/// Persons on both sides of every number and day at which something turns: the value, and
/// the one before.
fn neighbours(compiled: &Compiled) -> Result<Vec<Answers>, TooLargeAt> {
    let mut scratch = compiled.clone();
    let mut found = Vec::new();
    for (level, variable) in compiled.variables.iter_enumerated() {
        let Variable::Question(question, cuts) = variable else {
            continue;
        };
        // A question may take as much effort as a decision.
        scratch.diagrams.reset_budget();
        let mut effort = Effort::DECISION;
        for index in 0..cuts.len() {
            let turning = turning(&mut scratch, level, index, cuts.len() + 1, &mut effort);
            let large = |TooLarge| TooLargeAt::new(&compiled.book, None);
            let Some((person, beside)) = turning.map_err(large)? else {
                continue;
            };
            for (value, node) in [cuts[index] - 1, cuts[index]].into_iter().zip(beside) {
                let mut answers = person.clone();
                answers.set(*question, compiled.book.answer_at(*question, value));
                if may_be(&scratch, &answers) {
                    found.push(answers);
                    continue;
                }
                // The other answers of that person contradict the one beside the threshold.
                let own = (*question, value);
                let other = witness_answering(&scratch, node, TRUE, own, &mut effort);
                found.extend(other.map_err(large)?);
            }
        }
    }
    Ok(found)
}

/// A person for whom it matters on which side of a cut her answer lies, with the diagrams of
/// those whose answers lie before it and after it.
fn turning(
    scratch: &mut Compiled,
    level: Level,
    index: usize,
    count: usize,
    effort: &mut Effort,
) -> Result<Option<(Answers, [NodeId; 2])>, TooLarge> {
    for root in scratch.roots.clone() {
        for id in scratch.diagrams.reachable([root]) {
            let DiagramNode::Test(tested, children) = scratch.diagrams.node(id) else {
                continue;
            };
            if *tested != level || children.len() != count {
                continue;
            }
            let (before, after) = (children[index], children[index + 1]);
            if before == after {
                continue;
            }
            let reached = through(scratch, root, (id, after))?;
            if let Some(person) = witness_within(scratch, reached, TRUE, effort)? {
                let lower = through(scratch, root, (id, before))?;
                return Ok(Some((person, [lower, reached])));
            }
        }
    }
    Ok(None)
}

/// The person with an answer to everything that she is still asked: the first possible one,
/// or the day of the request.
fn complete(compiled: &Compiled, person: &Answers) -> Answers {
    let book = &compiled.book;
    let mut all = Answers::on(book, person.day(book));
    while let Some(question) = conclude(compiled, &all).next {
        let answer = person.get(question).unwrap_or_else(|| {
            let kind = &book.questions[question].kind;
            match kind {
                QuestionKind::Date => Answer::Day(person.day(book)),
                _ => kind.answer(kind.bounds().0),
            }
        });
        all.set(question, answer);
    }
    all
}
