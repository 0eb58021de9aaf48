//! Finds a person: real answers that lead from a root to an end, or the proof that none do.
//!
//! Diagrams treat each comparison of several answers as a test of its own, so a path can
//! ask for comparisons that contradict one another. A path is only believed once answers
//! are found that walk it.

use std::collections::BTreeMap;

use crate::rules::answers::{Answer, Answers};
use crate::rules::compile::{Compiled, Variable, regions};
use crate::rules::diagram::{Node, NodeId};
use crate::rules::evaluate::compare;

/// How many paths to one end are tried before it is held to be out of reach.
const MOST_PATHS: usize = 20_000;

/// What a path asks for: regions of answers, and comparisons that hold or do not.
#[derive(Debug, Default, Clone)]
struct Path {
    answers: BTreeMap<usize, (i64, i64)>,
    relations: BTreeMap<usize, bool>,
}

/// Answers that lead from `root` to `end`, if any do.
///
/// The answers hold what the path tests and what its comparisons need, nothing more.
pub fn witness(compiled: &Compiled, root: NodeId, end: NodeId) -> Option<Answers> {
    let mut search = Search {
        compiled,
        end,
        leads: vec![None; compiled.diagrams.len()],
        paths: 0,
    };
    search.follow(root, &mut Path::default())
}

struct Search<'c> {
    compiled: &'c Compiled,
    end: NodeId,
    /// Whether a node leads to the end at all, where that is known.
    leads: Vec<Option<bool>>,
    paths: usize,
}

impl Search<'_> {
    fn leads(&mut self, id: NodeId) -> bool {
        if let Some(known) = self.leads[id.index()] {
            return known;
        }
        let compiled = self.compiled;
        let found = id == self.end
            || match compiled.diagrams.node(id) {
                Node::End(_) => false,
                Node::Test(_, children) => children.iter().any(|child| self.leads(*child)),
            };
        self.leads[id.index()] = Some(found);
        found
    }

    fn follow(&mut self, id: NodeId, path: &mut Path) -> Option<Answers> {
        if !self.leads(id) || self.paths >= MOST_PATHS {
            return None;
        }
        let compiled = self.compiled;
        let Node::Test(level, children) = compiled.diagrams.node(id) else {
            self.paths += 1;
            return solve(compiled, path);
        };
        match &compiled.variables[*level as usize] {
            Variable::Question(question, cuts) => {
                let regions = regions(&compiled.book.questions[*question].kind, cuts);
                // Later days and higher options first would be as good; the reference
                // date reads best when it is recent, so its regions are tried backwards.
                let mut order: Vec<usize> = (0..children.len()).collect();
                if *question == compiled.book.reference {
                    order.reverse();
                }
                for region in order {
                    path.answers.insert(*question, regions[region]);
                    if let Some(found) = self.follow(children[region], path) {
                        return Some(found);
                    }
                }
                path.answers.remove(question);
            }
            Variable::Relation(relation) => {
                for (holds, child) in [false, true].into_iter().zip(children) {
                    path.relations.insert(*relation, holds);
                    // A contradiction is found here, before it multiplies below.
                    if self.leads(*child)
                        && solve(compiled, path).is_some()
                        && let Some(found) = self.follow(*child, path)
                    {
                        return Some(found);
                    }
                }
                path.relations.remove(relation);
            }
        }
        None
    }
}

/// Answers that lie in the path's regions and keep its comparisons.
fn solve(compiled: &Compiled, path: &Path) -> Option<Answers> {
    let book = &compiled.book;
    let (low, high) = reference_region(compiled, path);
    let day = if (low..=high).contains(&USUAL_DAY) {
        USUAL_DAY
    } else {
        low.max(high.min(USUAL_DAY))
    };
    let mut answers = Answers::on(book, day);
    for (question, (low, high)) in &path.answers {
        if *question != book.reference {
            answers.set(*question, Answer::Known(usual(*low, *high)));
        }
    }
    let mut inputs: Vec<usize> = path
        .relations
        .keys()
        .flat_map(|relation| book.relations[*relation].inputs.iter().copied())
        .collect();
    inputs.sort_unstable();
    inputs.dedup();
    if inputs.is_empty() {
        return Some(answers);
    }
    // The answer that pins another one down may come later in the order of asking,
    // so every order is tried; a path compares few answers.
    let mut found = None;
    permutations(&inputs, &mut |order| {
        let mut attempt = answers.clone();
        for input in order {
            attempt.clear(*input);
        }
        let ok = assign(compiled, path, order, &mut attempt);
        if ok {
            found = Some(attempt);
        }
        ok
    });
    found
}

/// 2026-11-22: a day in the region that most rules are read for.
const USUAL_DAY: i64 = 20_779;

fn reference_region(compiled: &Compiled, path: &Path) -> (i64, i64) {
    let reference = compiled.book.reference;
    path.answers
        .get(&reference)
        .copied()
        .unwrap_or((USUAL_DAY, USUAL_DAY))
}

/// A value that reads well: the lower end, or the usual day where the region holds it.
fn usual(low: i64, high: i64) -> i64 {
    if low < 0 && (low..=high).contains(&USUAL_DAY) {
        USUAL_DAY
    } else if low < -20_000 {
        high.min(USUAL_DAY)
    } else {
        low
    }
}

fn permutations(items: &[usize], visit: &mut impl FnMut(&[usize]) -> bool) {
    fn go(items: &mut Vec<usize>, from: usize, visit: &mut impl FnMut(&[usize]) -> bool) -> bool {
        if from + 1 >= items.len() {
            return visit(items);
        }
        for place in from..items.len() {
            items.swap(from, place);
            if go(items, from + 1, visit) {
                return true;
            }
            items.swap(from, place);
        }
        false
    }
    go(&mut items.to_vec(), 0, visit);
}

/// Gives the answers of `order` values one by one, trying those at which something turns.
fn assign(compiled: &Compiled, path: &Path, order: &[usize], answers: &mut Answers) -> bool {
    let Some((question, rest)) = order.split_first() else {
        return path.relations.iter().all(|(relation, holds)| {
            let relation = &compiled.book.relations[*relation];
            compare(&compiled.book, relation, answers) == Ok(*holds)
        });
    };
    for value in candidates(compiled, path, *question, answers) {
        answers.set(*question, Answer::Known(value));
        let possible = path.relations.iter().all(|(relation, holds)| {
            let relation = &compiled.book.relations[*relation];
            compare(&compiled.book, relation, answers).is_ok_and(|found| found == *holds)
                || compare(&compiled.book, relation, answers).is_err()
        });
        if possible && assign(compiled, path, rest, answers) {
            return true;
        }
    }
    answers.clear(*question);
    false
}

/// The ends of the question's region, and the values beside which a comparison turns.
fn candidates(compiled: &Compiled, path: &Path, question: usize, answers: &Answers) -> Vec<i64> {
    let book = &compiled.book;
    let (low, high) = path.answers.get(&question).copied().unwrap_or_else(|| {
        if question == book.reference {
            reference_region(compiled, path)
        } else {
            crate::rules::compile::bounds(&book.questions[question].kind)
        }
    });
    let mut found = vec![usual(low, high)];
    for relation in path.relations.keys() {
        let relation = &book.relations[*relation];
        if !relation.inputs.contains(&question) {
            continue;
        }
        let mut attempt = answers.clone();
        let mut at = |value: i64| {
            attempt.set(question, Answer::Known(value));
            compare(book, relation, &attempt).ok()
        };
        let (Some(first), Some(last)) = (at(low), at(high)) else {
            continue;
        };
        if first == last {
            continue;
        }
        // The comparison turns somewhere between: halve the stretch until it is found.
        let (mut before, mut after) = (low, high);
        while after - before > 1 {
            let middle = before + (after - before) / 2;
            if at(middle) == Some(first) {
                before = middle;
            } else {
                after = middle;
            }
        }
        found.extend([before, after]);
    }
    found.extend([low, high]);
    found.dedup();
    found
}
