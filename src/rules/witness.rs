//! Finds a person: real answers that lead from a root to an end, or the proof that none do.
//!
//! Diagrams treat each comparison of several answers as a test of its own, so a path can
//! ask for comparisons that contradict one another. A path is only believed once answers
//! are found that walk it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::rules::answers::{Answer, Answers};
use crate::rules::book::QuestionKind;
use crate::rules::calendar::Day;
use crate::rules::compile::Compiled;
use crate::rules::diagram::{Node, NodeId, TooLarge};
use crate::rules::effort::Effort;
use crate::rules::feasible::{Ranges, USUAL_DAY, compared, solve};
use crate::rules::variables::{Variable, bounds, regions};

/// What a path asks for: regions of answers, and comparisons that hold or do not.
#[derive(Debug, Default, Clone)]
struct Path {
    answers: Ranges,
    relations: BTreeMap<usize, bool>,
}

/// Answers that lead from `root` to `end`, if any do.
///
/// The answers hold what the path tests and what its comparisons need, nothing more.
/// Where neither answers nor the proof that there are none is found within the limits,
/// the search says so instead of guessing.
pub(super) fn witness(
    compiled: &Compiled,
    root: NodeId,
    end: NodeId,
) -> Result<Option<Answers>, TooLarge> {
    let mut effort = Effort::SEARCH;
    witness_within(compiled, root, end, &mut effort)
}

/// The same, for requests made on one day.
pub(super) fn witness_on(
    compiled: &Compiled,
    root: NodeId,
    end: NodeId,
    day: Day,
) -> Result<Option<Answers>, TooLarge> {
    let mut path = Path::default();
    path.answers.insert(compiled.book.reference, (day, day));
    let mut effort = Effort::SEARCH;
    search(compiled, root, end, path, &mut effort)
}

/// The same, with what is left of the effort that many searches share.
pub(super) fn witness_within(
    compiled: &Compiled,
    root: NodeId,
    end: NodeId,
    effort: &mut Effort,
) -> Result<Option<Answers>, TooLarge> {
    search(compiled, root, end, Path::default(), effort)
}

fn search(
    compiled: &Compiled,
    root: NodeId,
    end: NodeId,
    mut path: Path,
    effort: &mut Effort,
) -> Result<Option<Answers>, TooLarge> {
    let book = &compiled.book;
    let mut search = Search {
        compiled,
        end,
        leads: HashMap::new(),
        compared: (0..book.relations.len())
            .flat_map(|relation| compared(book, relation))
            .collect(),
        dead: HashSet::new(),
        effort,
    };
    search.follow(root, &mut path)
}

/// A node, with what the path above it says of the answers that comparisons read.
///
/// Nothing else of the path bears on whether the end can be reached from there.
type State = (NodeId, Vec<(usize, (i64, i64))>, Vec<(usize, bool)>);

struct Search<'c, 'e> {
    compiled: &'c Compiled,
    end: NodeId,
    /// Whether a node leads to the end at all, where that is known.
    leads: HashMap<NodeId, bool>,
    /// The questions that some comparison reads.
    compared: BTreeSet<usize>,
    /// From where the end is out of reach.
    dead: HashSet<State>,
    effort: &'e mut Effort,
}

impl Search<'_, '_> {
    fn leads(&mut self, id: NodeId) -> bool {
        if let Some(known) = self.leads.get(&id) {
            return *known;
        }
        let compiled = self.compiled;
        let found = id == self.end
            || match compiled.diagrams.node(id) {
                Node::End(_) => false,
                Node::Test(_, children) => children.iter().any(|child| self.leads(*child)),
            };
        self.leads.insert(id, found);
        found
    }

    fn follow(&mut self, id: NodeId, path: &mut Path) -> Result<Option<Answers>, TooLarge> {
        if !self.leads(id) {
            return Ok(None);
        }
        let compiled = self.compiled;
        let Node::Test(level, children) = compiled.diagrams.node(id) else {
            return answers(compiled, path, self.effort);
        };
        let state = self.state(id, path);
        if self.dead.contains(&state) {
            return Ok(None);
        }
        // What the path says is copied for each node that it comes to.
        self.effort.spend(1 + path.answers.len() / 16)?;
        match &compiled.variables[*level as usize] {
            Variable::Question(question, cuts) => {
                let regions = regions(&compiled.book.questions[*question].kind, cuts);
                // The reference date reads best when it is recent, so its regions are
                // tried backwards.
                let mut order: Vec<usize> = (0..children.len()).collect();
                if *question == compiled.book.reference {
                    order.sort_by_key(|region| {
                        let (first, last) = regions[*region];
                        (USUAL_DAY.clamp(first, last) - USUAL_DAY).abs()
                    });
                }
                for region in order {
                    path.answers.insert(*question, regions[region]);
                    if let Some(found) = self.follow(children[region], path)? {
                        return Ok(Some(found));
                    }
                }
                path.answers.remove(question);
            }
            Variable::Relation(relation) => {
                for (holds, child) in [false, true].into_iter().zip(children) {
                    path.relations.insert(*relation, holds);
                    // A contradiction is found here, before it multiplies below.
                    if self.leads(*child)
                        && answers(compiled, path, self.effort)?.is_some()
                        && let Some(found) = self.follow(*child, path)?
                    {
                        return Ok(Some(found));
                    }
                }
                path.relations.remove(relation);
            }
        }
        self.dead.insert(state);
        Ok(None)
    }

    fn state(&self, id: NodeId, path: &Path) -> State {
        let ranges = path.answers.iter();
        let ranges = ranges.filter(|(question, _)| self.compared.contains(question));
        let relations = path.relations.iter();
        (
            id,
            ranges
                .map(|(question, range)| (*question, *range))
                .collect(),
            relations
                .map(|(relation, holds)| (*relation, *holds))
                .collect(),
        )
    }
}

/// Answers that lie in the path's regions and keep its comparisons.
fn answers(
    compiled: &Compiled,
    path: &Path,
    effort: &mut Effort,
) -> Result<Option<Answers>, TooLarge> {
    let book = &compiled.book;
    let Some(compared) = solve(book, &path.answers, &path.relations, effort)? else {
        return Ok(None);
    };
    let day = usual(
        &QuestionKind::Date,
        path.answers.get(&book.reference).copied(),
    );
    let mut answers = Answers::on(book, day);
    for (question, range) in &path.answers {
        let kind = &book.questions[*question].kind;
        answers.set(*question, Answer::Known(usual(kind, Some(*range))));
    }
    for (question, value) in compared {
        answers.set(question, Answer::Known(value));
    }
    Ok(Some(answers))
}

/// A value that reads well: a recent day, the lower end of other ranges.
pub(super) fn usual(kind: &QuestionKind, range: Option<(i64, i64)>) -> i64 {
    let (low, high) = range.unwrap_or_else(|| bounds(kind));
    match kind {
        QuestionKind::Date => USUAL_DAY.clamp(low, high),
        _ => low,
    }
}
