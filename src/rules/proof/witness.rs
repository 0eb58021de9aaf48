//! Finds a person: real answers that lead from a root to an end, or the proof that none do.
//!
//! Diagrams treat each comparison of several answers as a test of its own, so a path can
//! ask for comparisons that contradict one another. A path is only believed once answers
//! are found that walk it.
//!
//! A real person also walks past every contradiction of the rules: the diagrams of those that are
//! held against somebody are followed beside the root, test by test, and never put together with it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use oxc_index::IndexVec;

use crate::rules::book::answers::Answers;
use crate::rules::book::calendar::Day;
use crate::rules::book::{
    ComparisonId, ContradictionId, QuestionId, QuestionKind, RuleBook, compared,
};
use crate::rules::diagram::compile::Compiled;
use crate::rules::diagram::effort::Effort;
use crate::rules::diagram::nodes::{DiagramNode, Diagrams, FALSE, Level, NodeId, TRUE, TooLarge};
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
    Search::new(compiled, end, effort).follow(&At::anybody(root), &mut Path::default())
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
    path: Path,
    effort: &mut Effort,
) -> Result<Option<Answers>, TooLarge> {
    // Mostly whoever is found first is possible, with plain answers to what else is held
    // against her: that is far cheaper to see than to search for. What is held against her joins
    // the search, one contradiction after the other: most have no part in it.
    let mut at = At::anybody(root);
    let mut held = BTreeSet::new();
    loop {
        let found = Search::new(compiled, end, effort).follow(&at, &mut path.clone())?;
        let Some(person) = found else { return Ok(None) };
        let plain = plainly(compiled, &person);
        if let Some(person) = plain.iter().find(|person| is_possible(compiled, person)) {
            return Ok(Some(person.clone()));
        }
        let mut against = held_against(compiled, &person);
        if against.is_subset(&held) {
            against = held_against(compiled, &plain[0]);
        }
        if against.is_subset(&held) {
            break;
        }
        held.extend(against);
        let refused = held.iter();
        at.refused = refused
            .map(|found| compiled.contradictions[*found])
            .collect();
    }
    at.possible = compiled.possible;
    Search::new(compiled, end, effort).follow(&at, &mut path.clone())
}

/// The contradictions that hold of a person.
fn held_against(compiled: &Compiled, person: &Answers) -> BTreeSet<ContradictionId> {
    let contradictions = compiled.contradictions.iter_enumerated();
    let held = contradictions
        .filter(|(_, root)| evaluate_partial(compiled, **root, person).truth() == Some(true));
    held.map(|(contradiction, _)| contradiction).collect()
}

/// The person with plain answers to what contradictions name beside her own: the lowest numbers,
/// and the highest.
fn plainly(compiled: &Compiled, person: &Answers) -> [Answers; 2] {
    let book = &compiled.book;
    let numbers: [fn((i64, i64)) -> i64; 2] = [|(low, _)| low, |(_, high)| high];
    numbers.map(|pick| {
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
        all
    })
}

fn is_possible(compiled: &Compiled, person: &Answers) -> bool {
    evaluate_partial(compiled, compiled.possible, person).truth() == Some(true)
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
        if !same || !is_possible(compiled, &filled(book, &person)) {
            person.set(question, answer);
        }
    }
    person
}

/// Where a search stands: in the diagram of the root, in that of possible persons, and in those of
/// the contradictions that are held against whoever is found.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct At {
    root: NodeId,
    possible: NodeId,
    refused: Vec<NodeId>,
}

impl At {
    /// Before the first test, where nothing is held against anybody.
    fn anybody(root: NodeId) -> At {
        At {
            root,
            possible: TRUE,
            refused: Vec::new(),
        }
    }

    fn all(&self) -> impl Iterator<Item = NodeId> {
        let refused = self.refused.iter().copied();
        [self.root, self.possible].into_iter().chain(refused)
    }

    /// After one test, by one of its regions.
    fn child(&self, diagrams: &Diagrams, level: Level, region: usize) -> At {
        let child = |id: NodeId| diagrams.child(id, level, region);
        // What does not hold is held against nobody any more.
        let refused = self.refused.iter().map(|id| child(*id));
        At {
            root: child(self.root),
            possible: child(self.possible),
            refused: refused.filter(|id| *id != FALSE).collect(),
        }
    }

    /// Whether nobody possible is left below.
    fn is_barred(&self) -> bool {
        // What is not false leads to true.
        self.possible == FALSE || self.refused.contains(&TRUE)
    }
}

/// Some nodes, with what the path above them says of the answers that bear on what is below: those
/// that are compared there, those that comparisons above tie to them, and so on.
///
/// Nothing else of the path bears on whether the end can be reached from there: a comparison stands
/// after the answers that it reads, and was seen to be kept when it was met.
type State = (At, Vec<(QuestionId, (i64, i64))>, Vec<(ComparisonId, bool)>);

/// Some of the questions that comparisons read, a bit for each; those beyond the room share one.
type Compared = u128;

struct Search<'c, 'e> {
    compiled: &'c Compiled,
    end: NodeId,
    /// Whether a node leads to the end at all, where that is known.
    leads: HashMap<NodeId, bool>,
    /// The bit of each question that some comparison reads.
    bits: BTreeMap<QuestionId, Compared>,
    /// What each comparison reads.
    read: IndexVec<ComparisonId, Compared>,
    /// What is compared below a node, where that is known.
    below: HashMap<NodeId, Compared>,
    /// From where the end is out of reach.
    dead: HashSet<State>,
    effort: &'e mut Effort,
}

impl<'c, 'e> Search<'c, 'e> {
    fn new(compiled: &'c Compiled, end: NodeId, effort: &'e mut Effort) -> Search<'c, 'e> {
        let book = &compiled.book;
        let comparisons = book.comparisons.indices();
        let read = comparisons.map(|comparison| compared(book, comparison));
        let read: Vec<Vec<QuestionId>> = read.collect();
        let questions: BTreeSet<QuestionId> = read.iter().flatten().copied().collect();
        let places = questions
            .into_iter()
            .zip((0..Compared::BITS).chain(std::iter::repeat(Compared::BITS - 1)));
        let bits: BTreeMap<QuestionId, Compared> = places
            .map(|(question, place)| (question, 1 << place))
            .collect();
        let read = read
            .iter()
            .map(|read| all(read.iter().map(|question| bits[question])));
        Search {
            compiled,
            end,
            leads: HashMap::new(),
            read: read.collect(),
            bits,
            below: HashMap::new(),
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

    fn follow(&mut self, at: &At, path: &mut Path) -> Result<Option<Answers>, TooLarge> {
        if at.is_barred() || !self.leads(at.root) {
            return Ok(None);
        }
        let diagrams = &self.compiled.diagrams;
        let Some((level, width)) = diagrams.first_test(at.all()) else {
            return answers(self.compiled, path, self.effort);
        };
        let child = |region: usize| at.child(diagrams, level, region);
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
                    if let Some(found) = self.follow(&child(region), path)? {
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
                    if !child.is_barred()
                        && self.leads(child.root)
                        && answers(self.compiled, path, self.effort)?.is_some()
                        && let Some(found) = self.follow(&child, path)?
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

    /// What is compared below a node.
    fn below(&mut self, id: NodeId) -> Compared {
        let DiagramNode::Test(level, children) = self.compiled.diagrams.node(id) else {
            return 0;
        };
        if let Some(known) = self.below.get(&id) {
            return *known;
        }
        let own = match &self.compiled.variables[*level] {
            Variable::Question(question, _) => self.bit(*question),
            Variable::Comparison(comparison) => self.read[*comparison],
        };
        let found = own | all(children.iter().map(|child| self.below(*child)));
        self.below.insert(id, found);
        found
    }

    fn bit(&self, question: QuestionId) -> Compared {
        self.bits.get(&question).copied().unwrap_or(0)
    }

    fn state(&mut self, at: &At, path: &Path) -> State {
        let mut tied = all(at.all().map(|id| self.below(id)));
        loop {
            let before = tied;
            for read in path.comparisons.keys().map(|found| self.read[*found]) {
                if read & tied != 0 {
                    tied |= read;
                }
            }
            if tied == before {
                break;
            }
        }
        let ranges = path.answers.iter();
        let ranges = ranges.filter(|(question, _)| self.bit(**question) & tied != 0);
        let comparisons = path.comparisons.iter();
        let comparisons = comparisons.filter(|(found, _)| self.read[**found] & tied != 0);
        (
            at.clone(),
            ranges
                .map(|(question, range)| (*question, *range))
                .collect(),
            comparisons
                .map(|(comparison, holds)| (*comparison, *holds))
                .collect(),
        )
    }
}

fn all(parts: impl Iterator<Item = Compared>) -> Compared {
    parts.fold(0, |found, part| found | part)
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
