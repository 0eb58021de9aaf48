//! What changes for whom between two versions of the rules.

mod amounts;

use crate::rules::answers::{Answer, Answers, write_answer};
use crate::rules::book::{Condition, ParameterValue, QuestionKind, RuleBook, Terminal};
use crate::rules::compile::{Compiled, FIRST_TERMINAL, compile};
use crate::rules::cover::{Block, cover};
use crate::rules::diagram::{FALSE, GAP, NodeId, TRUE, TooLarge};
use crate::rules::effort::Effort;
use crate::rules::evaluate::{holds, row};
use crate::rules::joined::{Side, comparable, join};
use crate::rules::notation::block_text;
use crate::rules::quantity::Quantity;
use crate::rules::too_large::TooLargeAt;
use crate::rules::unit::Unit;
use crate::rules::variables::bounds;
use crate::rules::witness::witness_within;

/// What two versions of the rules say differently.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Difference {
    /// What stands on one side only, and is compared with nothing.
    pub only: Vec<OneSided>,
    /// The decisions that say something else, in the order of the new rules.
    pub decisions: Vec<ChangedDecision>,
}

impl Difference {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.only.is_empty() && self.decisions.is_empty()
    }
}

/// One of the two versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// The one before.
    Old,
    /// The one after.
    New,
}

/// Something that only one version knows. Situations that need it are not compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneSided {
    /// The version that knows it.
    pub which: Which,
    /// What it is.
    pub what: OneSidedKind,
    /// Its id; an option with its question: `status.author`.
    pub id: String,
}

/// What can stand on one side only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OneSidedKind {
    /// A question, or one that was answered in another way before.
    Question,
    /// An option of a question.
    Option,
    /// Numbers outside the other version's bounds.
    Bounds,
    /// A decision.
    Decision,
}

/// A decision that concludes or computes something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedDecision {
    /// Its id.
    pub id: String,
    /// Situations whose outcome or reason changes: the first that fits a person is hers.
    pub situations: Vec<Situation>,
    /// What is computed differently where the route can pay before and after.
    pub amounts: Vec<ChangedAmounts>,
}

/// An outcome with its reason. A table without a row for the person ends in neither.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// The outcome.
    pub outcome: String,
    /// The reason.
    pub why: String,
}

/// Situations that come to the same end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Situation {
    /// The limits of the box, as rules write them; everybody where there are none.
    pub conditions: Vec<String>,
    /// What the decisions that this one refers to come to for those who are meant.
    pub through: Vec<Through>,
    /// Ends of earlier rows, which some persons of the box come to instead.
    pub unless: Vec<Ending>,
    /// How the persons of the box ended before.
    pub old: Vec<Ending>,
    /// How they end now.
    pub new: Ending,
    /// One of them.
    pub example: Example,
    /// How this one ended before.
    pub was: Ending,
}

/// A limit on what another decision comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Through {
    /// The decision.
    pub decision: String,
    /// Its outcomes before.
    pub old: Vec<String>,
    /// Its outcomes now.
    pub new: Vec<String>,
}

/// A person who shows a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// What she answers that matters: questions with answers.
    pub person: Vec<(String, String)>,
    /// All her answers, by the questions of the old rules.
    pub old: Answers,
    /// All her answers, by the questions of the new rules.
    pub new: Answers,
}

/// Amounts that change together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedAmounts {
    /// The boxes of persons for whom they can differ; one without limits is everybody.
    pub boxes: Vec<Vec<String>>,
    /// The dated values that make the difference; none where a formula does.
    pub parameters: Vec<ChangedParameter>,
    /// The amounts of the example.
    pub amounts: Vec<ChangedAmount>,
    /// A person for whom they differ.
    pub example: Example,
}

/// A dated value that is another on the example's day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedParameter {
    /// Its id.
    pub id: String,
    /// What it counts.
    pub unit: Unit,
    /// Its value before.
    pub old: ParameterValue,
    /// Its value now.
    pub new: ParameterValue,
}

/// An amount of the example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedAmount {
    /// Its id.
    pub id: String,
    /// What it was; nothing where it was not computed.
    pub old: Option<Quantity>,
    /// What it is.
    pub new: Option<Quantity>,
}

/// Compares two versions of the rules.
///
/// Outcomes and reasons are compared exactly, on one table of nodes for both. Amounts are
/// compared by their formulas, and reported once a person is found for whom they differ.
pub fn diff(old: &RuleBook, new: &RuleBook) -> Result<Difference, TooLargeAt> {
    let joined = join(old, new);
    let mut comparing = Comparing {
        compiled: compile(joined.book)?,
        books: [old, new],
        sides: joined.sides,
        changed: joined.changed,
        effort: Effort::DECISION,
    };
    let mut decisions = Vec::new();
    for (place, decision) in new.decisions.iter().enumerate() {
        let Some(before) = old.decision(&decision.id) else {
            continue;
        };
        let large = |TooLarge| TooLargeAt::new(new, Some(place));
        let pair = Pair { before, now: place };
        comparing.effort = Effort::DECISION;
        comparing.compiled.diagrams.rest();
        let situations = comparing.situations(&pair).map_err(large)?;
        let amounts = comparing.amounts(&pair).map_err(large)?;
        if !situations.is_empty() || !amounts.is_empty() {
            decisions.push(ChangedDecision {
                id: decision.id.clone(),
                situations,
                amounts,
            });
        }
    }
    Ok(Difference {
        only: one_sided(old, new),
        decisions,
    })
}

fn one_sided(old: &RuleBook, new: &RuleBook) -> Vec<OneSided> {
    let mut found = Vec::new();
    for (which, own, other) in [(Which::Old, old, new), (Which::New, new, old)] {
        let mut add = |what: OneSidedKind, id: String| found.push(OneSided { which, what, id });
        for (place, question) in own.questions.iter().enumerate() {
            let twin = if place == own.reference {
                Some(other.reference)
            } else {
                other.question(&question.id)
            };
            let twin = twin.map(|twin| &other.questions[twin]);
            let Some(twin) = twin.filter(|twin| comparable(twin, question)) else {
                add(OneSidedKind::Question, question.id.clone());
                continue;
            };
            for option in question.kind.options() {
                if !twin.kind.options().contains(option) {
                    add(OneSidedKind::Option, format!("{}.{option}", question.id));
                }
            }
            let ((low, high), (least, most)) = (bounds(&question.kind), bounds(&twin.kind));
            let number = matches!(question.kind, QuestionKind::Number(..));
            if number && (low < least || most < high) {
                add(OneSidedKind::Bounds, question.id.clone());
            }
        }
        for decision in &own.decisions {
            if other.decision(&decision.id).is_none() {
                add(OneSidedKind::Decision, decision.id.clone());
            }
        }
    }
    found
}

/// The places of one decision in the two books.
struct Pair {
    before: usize,
    now: usize,
}

struct Comparing<'b> {
    compiled: Compiled,
    books: [&'b RuleBook; 2],
    sides: [Side; 2],
    /// The joined places of parameters that have changed, with the fact that says when.
    changed: Vec<(usize, usize, usize)>,
    /// What is left for the decision that is compared now.
    effort: Effort,
}

impl Comparing<'_> {
    /// The places of the two decisions in the joined book.
    fn places(&self, pair: &Pair) -> [usize; 2] {
        [
            self.sides[0].decisions + pair.before,
            self.sides[1].decisions + pair.now,
        ]
    }

    fn situations(&mut self, pair: &Pair) -> Result<Vec<Situation>, TooLarge> {
        let [before, now] = self.places(pair);
        let roots = [self.compiled.roots[before], self.compiled.roots[now]];
        if roots[0] == roots[1] {
            return Ok(Vec::new());
        }
        let mut found = Vec::new();
        // The ends of the rows above, which a box may hold as well: they count first.
        let mut earlier = FALSE;
        let mut above: Vec<u32> = Vec::new();
        for end in self.ends(now) {
            let ends_so = self.ends_in(roots[1], end)?;
            let ended_so = self.ends_in(roots[0], end)?;
            let otherwise = self.compiled.diagrams.not(ended_so)?;
            let changed = self.compiled.diagrams.and(ends_so, otherwise)?;
            let allowed = self.compiled.diagrams.or(changed, earlier)?;
            let blocks = cover(
                &mut self.compiled,
                changed,
                changed,
                allowed,
                &mut self.effort,
            )?;
            let (blocks, through) = if blocks.len() > MANY {
                self.fewer(pair, changed, allowed, blocks)?
            } else {
                (blocks, Vec::new())
            };
            for block in blocks {
                let node = block.node(&mut self.compiled)?;
                let inside = self.compiled.diagrams.and(node, changed)?;
                let situation = self.situation([before, now], &block, inside, end, &above)?;
                found.extend(situation.map(|situation| Situation {
                    through: through.clone(),
                    ..situation
                }));
            }
            earlier = self.compiled.diagrams.or(earlier, ends_so)?;
            above.push(end);
        }
        Ok(found)
    }

    /// Fewer boxes, where limits on other decisions stand for limits on many answers.
    fn fewer(
        &mut self,
        pair: &Pair,
        set: NodeId,
        allowed: NodeId,
        blocks: Vec<Block>,
    ) -> Result<(Vec<Block>, Vec<Through>), TooLarge> {
        let mut limits = self.through(pair, set)?;
        let mut fewest = self.limited(set, allowed, &limits)?;
        if fewest.len() >= blocks.len() {
            return Ok((blocks, Vec::new()));
        }
        let mut place = 0;
        while place < limits.len() {
            let mut others = limits.clone();
            others.remove(place);
            let found = self.limited(set, allowed, &others)?;
            if found.len() <= fewest.len() {
                (fewest, limits) = (found, others);
            } else {
                place += 1;
            }
        }
        let limits = limits.into_iter().map(|(limit, _)| limit).collect();
        Ok((fewest, limits))
    }

    fn limited(
        &mut self,
        set: NodeId,
        allowed: NodeId,
        limits: &[(Through, NodeId)],
    ) -> Result<Vec<Block>, TooLarge> {
        let mut allowed = allowed;
        for (_, elsewhere) in limits {
            allowed = self.compiled.diagrams.or(allowed, *elsewhere)?;
        }
        cover(&mut self.compiled, set, set, allowed, &mut self.effort)
    }

    /// What the decisions that this one refers to come to within a set, each with where it
    /// comes to something else.
    fn through(&mut self, pair: &Pair, set: NodeId) -> Result<Vec<(Through, NodeId)>, TooLarge> {
        let book = self.books[1];
        let mut referred = Vec::new();
        for row in &book.decisions[pair.now].rows {
            refers_to(book, &row.when, &mut referred);
        }
        let mut limits = Vec::new();
        for now in referred {
            let id = &book.decisions[now].id;
            let Some(before) = self.books[0].decision(id) else {
                continue;
            };
            let [before, now] = self.places(&Pair { before, now });
            let (old, others) = self.outcomes(before, set)?;
            let (new, absent) = self.outcomes(now, set)?;
            let elsewhere = self.compiled.diagrams.or(others, absent)?;
            if elsewhere != FALSE {
                let limit = Through {
                    decision: id.clone(),
                    old,
                    new,
                };
                limits.push((limit, elsewhere));
            }
        }
        Ok(limits)
    }

    /// The outcomes of a decision of the joined book within a set, and where it has others.
    fn outcomes(
        &mut self,
        decision: usize,
        set: NodeId,
    ) -> Result<(Vec<String>, NodeId), TooLarge> {
        let mut inside: Vec<String> = Vec::new();
        let mut ends = Vec::new();
        for end in self.ends(decision) {
            let ends_so = self.ends_in(self.compiled.roots[decision], end)?;
            let both = self.compiled.diagrams.and(ends_so, set)?;
            let outcome = self.ending(decision, end).outcome;
            if both != FALSE && !inside.contains(&outcome) {
                inside.push(outcome.clone());
            }
            ends.push((ends_so, outcome));
        }
        let mut elsewhere = FALSE;
        for (ends_so, outcome) in ends {
            if !inside.contains(&outcome) {
                elsewhere = self.compiled.diagrams.or(elsewhere, ends_so)?;
            }
        }
        Ok((inside, elsewhere))
    }

    /// What a decision of the joined book can end in, in the order of its rows.
    fn ends(&self, decision: usize) -> Vec<u32> {
        let mut ends = Vec::new();
        for row in &self.compiled.book.decisions[decision].rows {
            let end =
                FIRST_TERMINAL + u32::try_from(row.terminal).expect("a decision has few ends");
            if !ends.contains(&end) {
                ends.push(end);
            }
        }
        ends.push(u32::try_from(GAP.index()).expect("the gap is the third node"));
        ends
    }

    fn ends_in(&mut self, root: NodeId, end: u32) -> Result<NodeId, TooLarge> {
        let replace = |meaning| if meaning == end { TRUE } else { FALSE };
        self.compiled.diagrams.map_ends(root, &replace)
    }

    fn situation(
        &mut self,
        [before, now]: [usize; 2],
        block: &Block,
        inside: NodeId,
        end: u32,
        above: &[u32],
    ) -> Result<Option<Situation>, TooLarge> {
        let mut old = Vec::new();
        let mut example = None;
        for former in self.ends(before) {
            let ended_so = self.ends_in(self.compiled.roots[before], former)?;
            let both = self.compiled.diagrams.and(inside, ended_so)?;
            // The last row is for whom nothing is special: such a person explains best.
            if let Some(person) = witness_within(&self.compiled, both, TRUE, &mut self.effort)? {
                let ending = self.ending(before, former);
                example = Some((person, ending.clone()));
                old.push(ending);
            }
        }
        let Some((person, was)) = example else {
            return Ok(None);
        };
        let person = self.plain(person, [before, now]);
        let node = block.node(&mut self.compiled)?;
        let mut unless = Vec::new();
        for other in above {
            let ends_so = self.ends_in(self.compiled.roots[now], *other)?;
            let both = self.compiled.diagrams.and(node, ends_so)?;
            if witness_within(&self.compiled, both, TRUE, &mut self.effort)?.is_some() {
                unless.push(self.ending(now, *other));
            }
        }
        Ok(Some(Situation {
            conditions: block_text(&self.compiled, block),
            through: Vec::new(),
            unless,
            old,
            new: self.ending(now, end),
            example: self.example(&person),
            was,
        }))
    }

    /// A person who ends the same with plainer figures, and dates away from every turn.
    fn plain(&self, person: Answers, decisions: [usize; 2]) -> Answers {
        let book = &self.compiled.book;
        let ends = |person: &Answers| {
            let all = filled(book, person);
            decisions.map(|decision| {
                let row = row(book, decision, &all).ok().flatten();
                row.map(|row| book.decisions[decision].rows[row].terminal)
            })
        };
        let wanted = ends(&person);
        let mut plain = person;
        for question in 0..book.questions.len() {
            if question == book.reference || plain.get(question).is_none() {
                continue;
            }
            for value in self.plausible(question, &plain) {
                let mut attempt = plain.clone();
                attempt.set(question, Answer::Known(value));
                if ends(&attempt) == wanted {
                    plain = attempt;
                    break;
                }
            }
        }
        plain
    }

    fn ending(&self, decision: usize, end: u32) -> Ending {
        let book = &self.compiled.book;
        let decision = &book.decisions[decision];
        match end.checked_sub(FIRST_TERMINAL) {
            Some(terminal) => {
                let Terminal { outcome, why, .. } = &decision.terminals[terminal as usize];
                Ending {
                    outcome: book.kinds[&decision.kind].names[*outcome].clone(),
                    why: why.clone(),
                }
            }
            None => Ending {
                outcome: String::new(),
                why: String::new(),
            },
        }
    }

    /// The person with an answer to everything: the tables may look at more than matters.
    fn example(&self, person: &Answers) -> Example {
        let book = &self.compiled.book;
        let day = person.day(book);
        let all = filled(book, person);
        let own = |side: usize| {
            let own = self.sides[side].own(self.books[side], &all, day);
            filled(self.books[side], &own)
        };
        let given = (0..book.questions.len()).filter(|place| *place != book.reference);
        let mut shown: Vec<(String, String)> = given
            .filter_map(|place| {
                let answer = person.get(place)?;
                let text = write_answer(book, place, answer);
                Some((book.questions[place].id.clone(), text))
            })
            .collect();
        let reference = &book.questions[book.reference].id;
        let day = write_answer(book, book.reference, Answer::Known(day));
        shown.insert(0, (reference.clone(), day));
        Example {
            person: shown,
            old: own(0),
            new: own(1),
        }
    }
}

/// How many boxes of one end are told before other decisions are named to have fewer.
const MANY: usize = 2;

/// The decisions whose outcomes a condition names, by itself or through facts.
fn refers_to(book: &RuleBook, condition: &Condition, found: &mut Vec<usize>) {
    match condition {
        Condition::Outcome { decision, .. } if !found.contains(decision) => found.push(*decision),
        Condition::Fact(fact) => refers_to(book, &book.facts[*fact].condition, found),
        Condition::And(parts) | Condition::Or(parts) => {
            parts.iter().for_each(|part| refers_to(book, part, found));
        }
        Condition::Not(inner, _) => refers_to(book, inner, found),
        _ => {}
    }
}

/// The person with the first possible answer to whatever she did not answer.
fn filled(book: &RuleBook, person: &Answers) -> Answers {
    let mut all = person.clone();
    for (place, question) in book.questions.iter().enumerate() {
        if all.get(place).is_none() {
            let value = match question.kind {
                QuestionKind::Date => person.day(book),
                _ => bounds(&question.kind).0,
            };
            all.set(place, Answer::Known(value));
        }
    }
    all
}

impl Side {
    /// Whether this book asks a joined question of the person.
    fn makes_sense(&self, book: &RuleBook, question: usize, answers: &Answers) -> bool {
        let own = self
            .questions
            .iter()
            .position(|(joined, _)| *joined == question);
        own.is_some_and(|own| match self.relevance[own] {
            Some(fact) => holds(book, &Condition::Fact(fact), answers) == Ok(true),
            None => true,
        })
    }
}
