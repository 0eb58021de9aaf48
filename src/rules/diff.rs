//! What changes for whom between two versions of the rules.

use crate::rules::answers::{Answer, Answers, write_answer};
use crate::rules::book::{
    Amount, Condition, Formula, ParameterValue, QuestionKind, RuleBook, Terminal,
};
use crate::rules::compile::{
    Compiled, FIRST_TERMINAL, TooLargeAt, Variable, bounds, compile, region, regions,
};
use crate::rules::cover::{Block, cover};
use crate::rules::diagram::{FALSE, GAP, NodeId, TRUE, TooLarge};
use crate::rules::evaluate::{holds, row, value};
use crate::rules::joined::{Side, comparable, join};
use crate::rules::notation::block_text;
use crate::rules::quantity::Quantity;
use crate::rules::unit::Unit;
use crate::rules::witness::witness;

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
    };
    let mut decisions = Vec::new();
    for (place, decision) in new.decisions.iter().enumerate() {
        let Some(before) = old.decision(&decision.id) else {
            continue;
        };
        let large = |TooLarge| TooLargeAt {
            decision: Some(place),
            questions: Vec::new(),
        };
        let pair = Pair { before, now: place };
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
            let blocks = cover(&mut self.compiled, changed, changed, allowed)?;
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
        cover(&mut self.compiled, set, set, allowed)
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
            if let Some(person) = witness(&self.compiled, both, TRUE)? {
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
            if witness(&self.compiled, both, TRUE)?.is_some() {
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

    fn amounts(&mut self, pair: &Pair) -> Result<Vec<ChangedAmounts>, TooLarge> {
        let [before, now] = self.places(pair);
        let usable = self.usable(pair)?;
        // Amounts that differ for the same persons are told together.
        let mut groups: Vec<(NodeId, Vec<String>)> = Vec::new();
        let decisions = [before, now].map(|place| self.compiled.book.decisions[place].clone());
        let mut ids: Vec<&str> = Vec::new();
        for amount in decisions[1].amounts.iter().chain(&decisions[0].amounts) {
            if ids.contains(&amount.id.as_str()) {
                continue;
            }
            ids.push(&amount.id);
            let named = |place: usize| {
                let amounts = decisions[place].amounts.iter();
                amounts.into_iter().find(|other| other.id == amount.id)
            };
            let differs = match (named(0), named(1)) {
                (Some(old), Some(new)) => self.amount_differs(old, new)?,
                _ => TRUE,
            };
            if self.compiled.diagrams.and(differs, usable)? == FALSE {
                continue;
            }
            match groups.iter_mut().find(|(node, _)| *node == differs) {
                Some((_, group)) => group.push(amount.id.clone()),
                None => groups.push((differs, vec![amount.id.clone()])),
            }
        }
        let mut found = Vec::new();
        for (differs, ids) in groups {
            let node = self.compiled.diagrams.and(differs, usable)?;
            let Some((person, amounts)) = self.worked(pair, node, &ids)? else {
                continue;
            };
            let unusable = self.compiled.diagrams.not(usable)?;
            let allowed = self.compiled.diagrams.or(differs, unusable)?;
            let blocks = cover(&mut self.compiled, node, differs, allowed)?;
            let day = person.day(&self.compiled.book);
            found.push(ChangedAmounts {
                boxes: blocks
                    .iter()
                    .map(|block| block_text(&self.compiled, block))
                    .collect(),
                parameters: self.parameters(&decisions, &ids, day),
                amounts,
                example: self.example(&person),
            });
        }
        Ok(found)
    }

    /// Where the route can pay before and after.
    fn usable(&mut self, pair: &Pair) -> Result<NodeId, TooLarge> {
        let mut all = TRUE;
        for (side, place) in self.places(pair).into_iter().enumerate() {
            let decision = &self.compiled.book.decisions[place];
            let names = &self.compiled.book.kinds[&decision.kind].names;
            let own = &self.books[side].kinds[&decision.kind];
            let usable: Vec<bool> = decision
                .terminals
                .iter()
                .map(|terminal| {
                    let name = &names[terminal.outcome];
                    let place = own.names.iter().position(|known| known == name);
                    place.is_some_and(|place| own.usable[place])
                })
                .collect();
            let root = self.compiled.roots[place];
            let pays = self.compiled.diagrams.map_ends(root, &|meaning| {
                let terminal = meaning.checked_sub(FIRST_TERMINAL);
                match terminal.and_then(|terminal| usable.get(terminal as usize)) {
                    Some(true) => TRUE,
                    _ => FALSE,
                }
            })?;
            all = self.compiled.diagrams.and(all, pays)?;
        }
        Ok(all)
    }

    fn amount_differs(&mut self, old: &Amount, new: &Amount) -> Result<NodeId, TooLarge> {
        let low = self.differs(&old.low, &new.low)?;
        let high = match (&old.high, &new.high) {
            (None, None) => FALSE,
            (Some(old), Some(new)) => self.differs(old, new)?,
            _ => TRUE,
        };
        self.compiled.diagrams.or(low, high)
    }

    /// Where two formulas may differ; false where they are the same but for their order.
    fn differs(&mut self, old: &Formula, new: &Formula) -> Result<NodeId, TooLarge> {
        match (old, new) {
            (Formula::If(condition, then, otherwise), _) => {
                let condition = self.compiled.test(condition);
                let (then, otherwise) = (self.differs(then, new)?, self.differs(otherwise, new)?);
                self.compiled.diagrams.choose(condition, then, otherwise)
            }
            (_, Formula::If(condition, then, otherwise)) => {
                let condition = self.compiled.test(condition);
                let (then, otherwise) = (self.differs(old, then)?, self.differs(old, otherwise)?);
                self.compiled.diagrams.choose(condition, then, otherwise)
            }
            (Formula::Parameter(old), Formula::Parameter(new)) if old != new => {
                let changed = self.changed.iter();
                let fact = changed
                    .into_iter()
                    .find(|(later, earlier, _)| later == new && earlier == old);
                Ok(fact.map_or(TRUE, |(.., fact)| self.compiled.facts[*fact]))
            }
            (Formula::Amount(decision, amount), Formula::Amount(other, same)) => {
                let amount = self.compiled.book.decisions[*decision].amounts[*amount].clone();
                let same = self.compiled.book.decisions[*other].amounts[*same].clone();
                self.amount_differs(&amount, &same)
            }
            (Formula::Sum(a, operator, b), Formula::Sum(c, same, d)) if operator == same => {
                self.either_differs([a, b], [c, d])
            }
            (Formula::Product(a, b), Formula::Product(c, d)) => self.either_differs([a, b], [c, d]),
            (Formula::Min(parts), Formula::Min(others))
            | (Formula::Max(parts), Formula::Max(others))
                if parts.len() == others.len() =>
            {
                self.some_differ(parts, others)
            }
            (old, new) => Ok(if old == new { FALSE } else { TRUE }),
        }
    }

    fn either_differs(
        &mut self,
        old: [&Formula; 2],
        new: [&Formula; 2],
    ) -> Result<NodeId, TooLarge> {
        let left = self.differs(old[0], new[0])?;
        let right = self.differs(old[1], new[1])?;
        self.compiled.diagrams.or(left, right)
    }

    /// The parts that have no equal on the other side are compared in their order.
    fn some_differ(&mut self, old: &[Formula], new: &[Formula]) -> Result<NodeId, TooLarge> {
        let mut left: Vec<&Formula> = new.iter().collect();
        let mut changed = Vec::new();
        for part in old {
            let mut twin = None;
            for (place, other) in left.iter().enumerate() {
                if self.differs(part, other)? == FALSE {
                    twin = Some(place);
                    break;
                }
            }
            match twin {
                Some(place) => drop(left.remove(place)),
                None => changed.push(part),
            }
        }
        let mut all = FALSE;
        for (part, other) in changed.into_iter().zip(left) {
            let differs = self.differs(part, other)?;
            all = self.compiled.diagrams.or(all, differs)?;
        }
        Ok(all)
    }

    /// A person among these for whom most of the amounts are others, with both.
    fn worked(
        &mut self,
        pair: &Pair,
        node: NodeId,
        ids: &[String],
    ) -> Result<Option<(Answers, Vec<ChangedAmount>)>, TooLarge> {
        let mut asked = Vec::new();
        for place in self.places(pair) {
            for amount in &self.compiled.book.decisions[place].amounts {
                if ids.contains(&amount.id) {
                    self.inputs(&amount.low, &mut asked);
                    let high = amount.high.iter();
                    high.for_each(|high| self.inputs(high, &mut asked));
                }
            }
        }
        asked.sort_unstable();
        asked.dedup();
        // The first person may have nothing to compute with, as where her account is empty:
        // then each region of each answer is tried.
        let mut nodes = vec![node];
        for (level, variable) in (0..).zip(self.compiled.variables.clone()) {
            let Variable::Question(question, cuts) = variable else {
                continue;
            };
            let wanted = asked.contains(&question) || question == self.compiled.book.reference;
            let kind = &self.compiled.book.questions[question].kind;
            let count = regions(kind, &cuts).len();
            for region in (0..count).filter(|_| wanted && count > 1) {
                let inside = (0..count).map(|other| if other == region { TRUE } else { FALSE });
                let test = self.compiled.diagrams.test(level, inside.collect())?;
                nodes.push(self.compiled.diagrams.and(node, test)?);
            }
        }
        for node in nodes {
            let Some(person) = witness(&self.compiled, node, TRUE)? else {
                continue;
            };
            if let Some(found) = self.figures(pair, &person, &asked, ids) {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// The questions whose answers a formula counts with, other than the reference date.
    fn inputs(&self, formula: &Formula, found: &mut Vec<usize>) {
        match formula {
            Formula::Answer(question) if *question != self.compiled.book.reference => {
                found.push(*question);
            }
            Formula::Amount(decision, amount) => {
                let amount = &self.compiled.book.decisions[*decision].amounts[*amount];
                self.inputs(&amount.low, found);
                amount.high.iter().for_each(|high| self.inputs(high, found));
            }
            _ => parts(formula)
                .into_iter()
                .for_each(|part| self.inputs(part, found)),
        }
    }

    /// Tries figures until amounts differ, and keeps those for which most of them do.
    fn figures(
        &self,
        pair: &Pair,
        person: &Answers,
        asked: &[usize],
        ids: &[String],
    ) -> Option<(Answers, Vec<ChangedAmount>)> {
        let book = &self.compiled.book;
        let choices: Vec<Vec<i64>> = asked
            .iter()
            .map(|question| self.plausible(*question, person))
            .collect();
        let count: usize = choices.iter().map(Vec::len).product();
        let mut best: Option<(Answers, Vec<ChangedAmount>)> = None;
        for mut number in 0..count.min(MOST_FIGURES) {
            let mut attempt = person.clone();
            for (question, values) in asked.iter().zip(&choices).rev() {
                attempt.set(*question, Answer::Known(values[number % values.len()]));
                number /= values.len();
            }
            let all = filled(book, &attempt);
            let makes_sense = |question: usize| {
                self.sides
                    .iter()
                    .any(|side| side.makes_sense(book, question, &all))
            };
            for question in asked {
                if !makes_sense(*question) {
                    attempt.clear(*question);
                }
            }
            let found = self.changed_amounts(pair, &attempt, ids);
            let more = best.as_ref().map_or(0, |(_, best)| best.len());
            if found.len() > more {
                best = Some((attempt, found));
            }
            if best
                .as_ref()
                .is_some_and(|(_, best)| best.len() == ids.len())
            {
                break;
            }
        }
        best
    }

    /// Round figures that stay where the person's answer is, then the ends of that region.
    fn plausible(&self, question: usize, person: &Answers) -> Vec<i64> {
        let kind = &self.compiled.book.questions[question].kind;
        let variables = self.compiled.variables.iter();
        let cuts = variables
            .into_iter()
            .find_map(|variable| match variable {
                Variable::Question(own, cuts) if *own == question => Some(cuts.as_slice()),
                _ => None,
            })
            .unwrap_or_default();
        let (low, high) = match person.get(question) {
            Some(Answer::Known(value)) => regions(kind, cuts)[region(kind, cuts, value)],
            _ => bounds(kind),
        };
        let round: &[i64] = match kind {
            QuestionKind::Number(Unit::Euro, ..) => &[200_000, 300_000, 50_000, 100_000],
            QuestionKind::Number(..) => &[1_400, 1_000],
            _ => &[],
        };
        let own = match person.get(question) {
            Some(Answer::Known(value)) if *kind == QuestionKind::Date => Some(value),
            _ => None,
        };
        let away = own.into_iter().flat_map(|day| [day - AWAY, day + AWAY]);
        let mut values: Vec<i64> = round
            .iter()
            .copied()
            .chain(away)
            .filter(|value| (low..=high).contains(value))
            .collect();
        match own {
            Some(day) => values.push(day),
            None => values.extend([low, high]),
        }
        values
    }

    /// The amounts that differ for a person, both routes being able to pay for her.
    fn changed_amounts(&self, pair: &Pair, person: &Answers, ids: &[String]) -> Vec<ChangedAmount> {
        let example = self.example(person);
        let sides = [(pair.before, &example.old), (pair.now, &example.new)];
        let usable = |side: usize| {
            let (decision, answers) = sides[side];
            let book = self.books[side];
            let found = row(book, decision, answers).ok().flatten();
            found.is_some_and(|row| {
                book.usable(decision, book.decisions[decision].rows[row].terminal)
            })
        };
        if !usable(0) || !usable(1) {
            return Vec::new();
        }
        let amount = |side: usize, id: &str| {
            let (decision, answers) = sides[side];
            let amounts = &self.books[side].decisions[decision].amounts;
            let amount = amounts.iter().find(|amount| amount.id == id)?;
            amount_value(self.books[side], amount, answers)
        };
        ids.iter()
            .map(|id| ChangedAmount {
                id: id.clone(),
                old: amount(0, id),
                new: amount(1, id),
            })
            .filter(|changed| changed.old != changed.new)
            .collect()
    }

    /// The changed parameters that some amounts rest on.
    fn parameters(
        &self,
        decisions: &[crate::rules::book::Decision; 2],
        ids: &[String],
        day: i64,
    ) -> Vec<ChangedParameter> {
        let mut used = Vec::new();
        let amounts = decisions.iter().flat_map(|decision| &decision.amounts);
        for amount in amounts.filter(|amount| ids.contains(&amount.id)) {
            self.rests_on(&amount.low, &mut used);
            amount
                .high
                .iter()
                .for_each(|high| self.rests_on(high, &mut used));
        }
        let parameters = &self.compiled.book.parameters;
        let pairs = self.changed.iter();
        pairs
            .filter(|(new, old, _)| used.contains(new) || used.contains(old))
            .map(|(new, old, _)| ChangedParameter {
                id: parameters[*new].id.clone(),
                unit: parameters[*new].unit,
                old: parameters[*old].at(day),
                new: parameters[*new].at(day),
            })
            .filter(|changed| changed.old != changed.new)
            .collect()
    }

    fn rests_on(&self, formula: &Formula, found: &mut Vec<usize>) {
        match formula {
            Formula::Parameter(parameter) => found.push(*parameter),
            Formula::Amount(decision, amount) => {
                let amount = &self.compiled.book.decisions[*decision].amounts[*amount];
                self.rests_on(&amount.low, found);
                amount
                    .high
                    .iter()
                    .for_each(|high| self.rests_on(high, found));
            }
            _ => parts(formula)
                .into_iter()
                .for_each(|part| self.rests_on(part, found)),
        }
    }
}

/// How many boxes of one end are told before other decisions are named to have fewer.
const MANY: usize = 2;

/// How many days the dates of an example stay away from a day on which something turns,
/// where they can.
const AWAY: i64 = 90;

/// How many combinations of figures are tried on one person.
const MOST_FIGURES: usize = 20_000;

/// What an amount is for a person, from its lower end to its upper one.
fn amount_value(book: &RuleBook, amount: &Amount, answers: &Answers) -> Option<Quantity> {
    let quantity = |formula: &Formula| match value(book, formula, answers).ok()? {
        ParameterValue::Number(number) => Some(Quantity::Between(number, number)),
        ParameterValue::None => Some(Quantity::None),
        ParameterValue::Unknown => Some(Quantity::Unknown),
    };
    let low = quantity(&amount.low)?;
    match &amount.high {
        Some(high) => Some(low.or(quantity(high)?)),
        None => Some(low),
    }
}

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

/// The formulas inside a formula.
fn parts(formula: &Formula) -> Vec<&Formula> {
    match formula {
        Formula::Sum(left, _, right) | Formula::Product(left, right) => vec![left, right],
        Formula::Shift { day, count, .. } => vec![day, count],
        Formula::Min(parts) | Formula::Max(parts) => parts.iter().collect(),
        Formula::If(_, then, otherwise) => vec![then, otherwise],
        _ => Vec::new(),
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
