//! Whose outcome or reason changes: boxes of persons, each with one of them.

use crate::rules::book::{Condition, DecisionId, RuleBook, Terminal};
use crate::rules::change::diff::{Comparing, Ending, Pair, Situation, Through};
use crate::rules::diagram::nodes::{End, FALSE, NodeId, TRUE, TooLarge};
use crate::rules::proof::cover::{Block, cover};
use crate::rules::proof::witness::witness_within;

/// How many boxes of one end are told before other decisions are named to have fewer.
const MANY: usize = 2;

impl Comparing<'_> {
    pub(super) fn situations(&mut self, pair: &Pair) -> Result<Vec<Situation>, TooLarge> {
        let [before, now] = self.indices(pair);
        let roots = [self.compiled.roots[before], self.compiled.roots[now]];
        if roots[0] == roots[1] {
            return Ok(Vec::new());
        }
        let mut found = Vec::new();
        // The ends of the rows above, which a box may hold as well: they count first.
        let mut earlier = FALSE;
        let mut above: Vec<End> = Vec::new();
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
        let mut index = 0;
        while index < limits.len() {
            let mut others = limits.clone();
            others.remove(index);
            let found = self.limited(set, allowed, &others)?;
            if found.len() <= fewest.len() {
                (fewest, limits) = (found, others);
            } else {
                index += 1;
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
            let [before, now] = self.indices(&Pair { before, now });
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

    /// The outcomes of a decision of the merged book within a set, and where it has others.
    fn outcomes(
        &mut self,
        decision: DecisionId,
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

    /// What a decision of the merged book can end in, in the order of its rows.
    fn ends(&self, decision: DecisionId) -> Vec<End> {
        let mut ends = Vec::new();
        for row in &self.compiled.book.decisions[decision].rows {
            let end = End::Terminal(row.terminal);
            if !ends.contains(&end) {
                ends.push(end);
            }
        }
        ends.push(End::Gap);
        ends
    }

    fn ends_in(&mut self, root: NodeId, end: End) -> Result<NodeId, TooLarge> {
        self.compiled.diagrams.ends_in(root, |other| other == end)
    }

    fn situation(
        &mut self,
        [before, now]: [DecisionId; 2],
        block: &Block,
        inside: NodeId,
        end: End,
        above: &[End],
    ) -> Result<Option<Situation>, TooLarge> {
        let mut old = Vec::new();
        let mut example = None;
        for former in self.ends(before) {
            let ended_so = self.ends_in(self.compiled.roots[before], former)?;
            let both = self.compiled.diagrams.and(inside, ended_so)?;
            // The last row is for whom nothing is special: such a person explains best.
            if let Some(person) = self.somebody(both)? {
                let ending = self.ending(before, former);
                example = Some((person, both, ending.clone()));
                old.push(ending);
            }
        }
        let Some((person, among, was)) = example else {
            return Ok(None);
        };
        let person = self.believable(person, among, &|_| true);
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
            conditions: self.limits(block),
            through: Vec::new(),
            unless,
            old,
            new: self.ending(now, end),
            example: self.example(&person),
            was,
        }))
    }

    fn ending(&self, decision: DecisionId, end: End) -> Ending {
        let book = &self.compiled.book;
        let decision = &book.decisions[decision];
        match end.terminal() {
            Some(terminal) => {
                let Terminal { outcome, why, .. } = &decision.terminals[terminal];
                Ending {
                    outcome: book.kinds[&decision.kind][*outcome].name.clone(),
                    why: why.clone(),
                }
            }
            None => Ending {
                outcome: String::new(),
                why: String::new(),
            },
        }
    }
}

/// The decisions whose outcomes a condition names, by itself or through facts.
fn refers_to(book: &RuleBook, condition: &Condition, found: &mut Vec<DecisionId>) {
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
