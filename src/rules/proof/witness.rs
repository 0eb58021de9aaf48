//! Finds a person: real answers that lead from a root to an end, or the proof that none do.
//!
//! Diagrams treat each comparison of several answers as a test of its own, so a path can
//! ask for comparisons that contradict one another. A path is only believed once answers
//! are found that walk it.
//!
//! A real person also walks past every contradiction of the rules: the diagram of those is
//! followed beside the root, test by test, and never put together with it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::rules::book::answers::Answers;
use crate::rules::book::calendar::Day;
use crate::rules::book::{ComparisonId, QuestionId, QuestionKind, RuleBook, compared};
use crate::rules::diagram::compile::Compiled;
use crate::rules::diagram::effort::Effort;
use crate::rules::diagram::nodes::{DiagramNode, FALSE, NodeId, TRUE, TooLarge};
use crate::rules::diagram::variables::{Variable, regions};
use crate::rules::person::partial::evaluate_partial;
use crate::rules::person::settled::Ranges;
use crate::rules::proof::feasible::{from_usual, solve, usual_day};

/// What a path asks for: regions of answers, and comparisons that hold or do not.
#[derive(Debug, Default, Clone)]
struct Path {
    answers: Ranges,
    comparisons: BTreeMap<ComparisonId, bool>,
}

/// Answers that lead from `root` to `end`, if any do.
///
/// The answers hold what the path tests and what its comparisons need, nothing more.
/// Where neither answers nor the proof that there are none is found within the limits,
/// the search says so instead of guessing.
pub(in crate::rules) fn witness(
    compiled: &Compiled,
    root: NodeId,
    end: NodeId,
) -> Result<Option<Answers>, TooLarge> {
    let mut effort = Effort::SEARCH;
    witness_within(compiled, root, end, &mut effort)
}

/// The same, for requests made on one day.
pub(in crate::rules) fn witness_on(
    compiled: &Compiled,
    root: NodeId,
    end: NodeId,
    day: Day,
) -> Result<Option<Answers>, TooLarge> {
    let mut path = Path::default();
    path.answers
        .insert(compiled.book.reference, (day.point(), day.point()));
    let mut effort = Effort::SEARCH;
    search(compiled, root, end, path, &mut effort)
}

/// The same, for those who give one answer to one question.
pub(in crate::rules) fn witness_answering(
    compiled: &Compiled,
    root: NodeId,
    end: NodeId,
    (question, answer): (QuestionId, i64),
    effort: &mut Effort,
) -> Result<Option<Answers>, TooLarge> {
    let mut path = Path::default();
    path.answers.insert(question, (answer, answer));
    search(compiled, root, end, path, effort)
}

/// The same among all answers that can be typed, be they true together or not.
pub(in crate::rules) fn anybody_within(
    compiled: &Compiled,
    root: NodeId,
    end: NodeId,
    effort: &mut Effort,
) -> Result<Option<Answers>, TooLarge> {
    let at = At {
        root,
        possible: TRUE,
    };
    Search::new(compiled, end, effort).follow(at, &mut Path::default())
}

/// The same, with what is left of the effort that many searches share.
pub(in crate::rules) fn witness_within(
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
    // Mostly whoever is found first is possible, with plain answers to what else is held
    // against her: that is far cheaper to see than to search for.
    let at = At {
        root,
        possible: TRUE,
    };
    let found = Search::new(compiled, end, effort).follow(at, &mut path.clone())?;
    if compiled.possible == TRUE {
        return Ok(found);
    }
    let Some(person) = found else { return Ok(None) };
    if let Some(person) = plainly_possible(compiled, &person) {
        return Ok(Some(person));
    }
    let at = At {
        root,
        possible: compiled.possible,
    };
    Search::new(compiled, end, effort).follow(at, &mut path)
}

/// The person with plain answers to what contradictions name beside her own, if no contradiction
/// holds of her then.
fn plainly_possible(compiled: &Compiled, person: &Answers) -> Option<Answers> {
    let book = &compiled.book;
    let numbers: [fn((i64, i64)) -> i64; 2] = [|(low, _)| low, |(_, high)| high];
    numbers.into_iter().find_map(|pick| {
        let mut all = person.clone();
        for question in compiled.refusing.iter().copied() {
            if all.get(question).is_none() {
                let kind = &book.questions[question].kind;
                let value = match kind {
                    QuestionKind::Date => person.day(book).point(),
                    QuestionKind::Number { .. } | QuestionKind::Count { .. } => pick(kind.bounds()),
                    _ => kind.bounds().0,
                };
                all.set(question, kind.answer(value));
            }
        }
        let possible = evaluate_partial(compiled, compiled.possible, &all).truth() == Some(true);
        possible.then_some(all)
    })
}

/// The person without the answers that neither lead her to the end nor keep her possible: the
/// first possible answer, or the day of the request, would do as well.
pub(in crate::rules) fn trimmed(
    compiled: &Compiled,
    root: NodeId,
    end: NodeId,
    mut person: Answers,
) -> Answers {
    let book = &compiled.book;
    for question in book.questions.indices().rev() {
        let Some(answer) = person.get(question).filter(|_| question != book.reference) else {
            continue;
        };
        person.clear(question);
        let ends = evaluate_partial(compiled, root, &person).ends;
        let same = ends.len() == 1 && ends.contains(&end);
        if !same
            || evaluate_partial(compiled, compiled.possible, &filled(book, &person)).truth()
                != Some(true)
        {
            person.set(question, answer);
        }
    }
    person
}

/// Where a search stands: in the diagram of the root, and in that of possible persons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct At {
    root: NodeId,
    possible: NodeId,
}

/// Two nodes, with what the path above it says of the answers that comparisons read.
///
/// Nothing else of the path bears on whether the end can be reached from there.
type State = (At, Vec<(QuestionId, (i64, i64))>, Vec<(ComparisonId, bool)>);

struct Search<'c, 'e> {
    compiled: &'c Compiled,
    end: NodeId,
    /// Whether a node leads to the end at all, where that is known.
    leads: HashMap<NodeId, bool>,
    /// The questions that some comparison reads.
    compared: BTreeSet<QuestionId>,
    /// From where the end is out of reach.
    dead: HashSet<State>,
    effort: &'e mut Effort,
}

impl<'c, 'e> Search<'c, 'e> {
    fn new(compiled: &'c Compiled, end: NodeId, effort: &'e mut Effort) -> Search<'c, 'e> {
        let book = &compiled.book;
        let comparisons = book.comparisons.indices();
        Search {
            compiled,
            end,
            leads: HashMap::new(),
            compared: comparisons
                .flat_map(|comparison| compared(book, comparison))
                .collect(),
            dead: HashSet::new(),
            effort,
        }
    }

    fn leads(&mut self, id: NodeId) -> bool {
        if let Some(known) = self.leads.get(&id) {
            return *known;
        }
        let compiled = self.compiled;
        let found = id == self.end
            || match compiled.diagrams.node(id) {
                DiagramNode::End(_) => false,
                DiagramNode::Test(_, children) => children.iter().any(|child| self.leads(*child)),
            };
        self.leads.insert(id, found);
        found
    }

    fn follow(&mut self, at: At, path: &mut Path) -> Result<Option<Answers>, TooLarge> {
        // What is not false leads to true.
        if at.possible == FALSE || !self.leads(at.root) {
            return Ok(None);
        }
        let diagrams = &self.compiled.diagrams;
        let Some((level, width)) = diagrams.first_test([at.root, at.possible]) else {
            return answers(self.compiled, path, self.effort);
        };
        let child = |region: usize| At {
            root: diagrams.child(at.root, level, region),
            possible: diagrams.child(at.possible, level, region),
        };
        let state = self.state(at, path);
        if self.dead.contains(&state) {
            return Ok(None);
        }
        // What the path says is copied for each node that it comes to.
        self.effort.spend(1 + path.answers.len() / 16)?;
        match &self.compiled.variables[level] {
            Variable::Question(question, cuts) => {
                let regions = regions(&self.compiled.book.questions[*question].kind, cuts);
                // The reference date reads best when it is recent, so its regions are
                // tried backwards.
                let mut order: Vec<usize> = (0..width).collect();
                if *question == self.compiled.book.reference {
                    order.sort_by_key(|region| from_usual(regions[*region]));
                }
                // Who is looked for may have been limited from the beginning.
                let before = path.answers.get(question).copied();
                for region in order {
                    let (low, high) = within(regions[region], before);
                    if low > high {
                        continue;
                    }
                    path.answers.insert(*question, (low, high));
                    if let Some(found) = self.follow(child(region), path)? {
                        return Ok(Some(found));
                    }
                }
                match before {
                    Some(before) => path.answers.insert(*question, before),
                    None => path.answers.remove(question),
                };
            }
            Variable::Comparison(comparison) => {
                for holds in [false, true] {
                    let child = child(usize::from(holds));
                    path.comparisons.insert(*comparison, holds);
                    // A contradiction is found here, before it multiplies below.
                    if child.possible != FALSE
                        && self.leads(child.root)
                        && answers(self.compiled, path, self.effort)?.is_some()
                        && let Some(found) = self.follow(child, path)?
                    {
                        return Ok(Some(found));
                    }
                }
                path.comparisons.remove(comparison);
            }
        }
        self.dead.insert(state);
        Ok(None)
    }

    fn state(&self, at: At, path: &Path) -> State {
        let ranges = path.answers.iter();
        let ranges = ranges.filter(|(question, _)| self.compared.contains(question));
        let comparisons = path.comparisons.iter();
        (
            at,
            ranges
                .map(|(question, range)| (*question, *range))
                .collect(),
            comparisons
                .map(|(comparison, holds)| (*comparison, *holds))
                .collect(),
        )
    }
}

/// A region as far as it lies inside the range that a question had before, if it had one.
fn within((low, high): (i64, i64), before: Option<(i64, i64)>) -> (i64, i64) {
    before.map_or((low, high), |(first, last)| {
        (low.max(first), high.min(last))
    })
}

/// Answers that lie in the path's regions and keep its comparisons.
fn answers(
    compiled: &Compiled,
    path: &Path,
    effort: &mut Effort,
) -> Result<Option<Answers>, TooLarge> {
    let book = &compiled.book;
    let Some(compared) = solve(book, &path.answers, &path.comparisons, effort)? else {
        return Ok(None);
    };
    let day = usual(
        &QuestionKind::Date,
        path.answers.get(&book.reference).copied(),
    );
    let mut answers = Answers::on(book, Day::at(day));
    for (question, range) in &path.answers {
        let kind = &book.questions[*question].kind;
        answers.set(*question, kind.answer(usual(kind, Some(*range))));
    }
    for (question, value) in compared {
        answers.set(question, book.answer_at(question, value));
    }
    Ok(Some(answers))
}

/// The person with the first possible answer to whatever she did not answer, or the day of her
/// request.
pub(in crate::rules) fn filled(book: &RuleBook, person: &Answers) -> Answers {
    let mut all = person.clone();
    for (question, found) in book.questions.iter_enumerated() {
        if all.get(question).is_none() {
            let value = match found.kind {
                QuestionKind::Date => person.day(book).point(),
                _ => found.kind.bounds().0,
            };
            all.set(question, found.kind.answer(value));
        }
    }
    all
}

/// A value that reads well: a recent day, the lower end of other ranges.
pub(in crate::rules) fn usual(kind: &QuestionKind, range: Option<(i64, i64)>) -> i64 {
    let range = range.unwrap_or_else(|| kind.bounds());
    match kind {
        QuestionKind::Date => usual_day(range),
        _ => range.0,
    }
}
