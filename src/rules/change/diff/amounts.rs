//! Whose amounts change, and a worked example in which they do.

use oxc_index::IndexVec;

use crate::rules::book::answers::Answers;
use crate::rules::book::unit::Hundredths;
use crate::rules::book::{Amount, DecisionId, Formula, QuestionId, RuleBook, TerminalId};
use crate::rules::change::diff::{ChangedAmount, ChangedAmounts, Comparing, Pair};
use crate::rules::diagram::nodes::{FALSE, NodeId, TRUE, TooLarge};
use crate::rules::diagram::variables::{Variable, regions};
use crate::rules::person::evaluate::{Computed, contradicted, row, value};
use crate::rules::person::quantity::{Quantity, amount};
use crate::rules::proof::witness::filled;

impl Comparing<'_> {
    pub(super) fn amounts(&mut self, pair: &Pair) -> Result<Vec<ChangedAmounts>, TooLarge> {
        let [before, now] = self.indices(pair);
        let tells = self.tells_amounts(pair)?;
        // Amounts that differ for the same persons are told together.
        let mut groups: Vec<(NodeId, Vec<String>)> = Vec::new();
        let decisions = [before, now];
        let decisions = decisions.map(|decision| self.compiled.book.decisions[decision].clone());
        let mut ids: Vec<&str> = Vec::new();
        for amount in decisions[1].amounts.iter().chain(&decisions[0].amounts) {
            if ids.contains(&amount.id.as_str()) {
                continue;
            }
            ids.push(&amount.id);
            let named = |side: usize| {
                let amounts = decisions[side].amounts.iter();
                amounts.into_iter().find(|other| other.id == amount.id)
            };
            let differs = match (named(0), named(1)) {
                (Some(old), Some(new)) => self.amount_differs(old, new)?,
                _ => TRUE,
            };
            if self.compiled.diagrams.and(differs, tells)? == FALSE {
                continue;
            }
            match groups.iter_mut().find(|(node, _)| *node == differs) {
                Some((_, group)) => group.push(amount.id.clone()),
                None => groups.push((differs, vec![amount.id.clone()])),
            }
        }
        let mut found = Vec::new();
        for (differs, ids) in groups {
            let node = self.compiled.diagrams.and(differs, tells)?;
            let silent = self.compiled.diagrams.not(tells)?;
            let allowed = self.compiled.diagrams.or(differs, silent)?;
            let Some(anybody) = self.somebody(node)? else {
                continue;
            };
            let boxes = self.boxes(node, differs, allowed)?;
            // Where nobody is found for whom they differ, they are told all the same.
            let worked = self.worked(pair, node, &ids)?;
            let day = worked.as_ref().map_or(&anybody, |(person, _)| person);
            let day = day.day(&self.compiled.book);
            let own = decisions.iter().flat_map(|decision| &decision.amounts);
            let own = own.filter(|amount| ids.contains(&amount.id));
            let parameters = self.parameters(own.flat_map(Amount::formulas), day);
            let example = worked.as_ref().map(|(person, _)| self.example(person));
            let unseen = |id: &String| ChangedAmount {
                id: id.clone(),
                old: None,
                new: None,
            };
            found.push(ChangedAmounts {
                boxes,
                parameters,
                amounts: match worked {
                    Some((_, amounts)) => amounts,
                    None => ids.iter().map(unseen).collect(),
                },
                example,
            });
        }
        Ok(found)
    }

    /// Where the route tells amounts before and after.
    fn tells_amounts(&mut self, pair: &Pair) -> Result<NodeId, TooLarge> {
        let mut all = TRUE;
        for (side, decision) in self.indices(pair).into_iter().enumerate() {
            let found = &self.compiled.book.decisions[decision];
            let merged = &self.compiled.book.kinds[&found.kind];
            let own = &self.books[side].kinds[&found.kind];
            let usable: IndexVec<TerminalId, bool> = found
                .terminals
                .iter()
                .map(|terminal| {
                    let name = &merged[terminal.outcome].name;
                    let found = own.iter().find(|outcome| outcome.name == *name);
                    found.is_some_and(|outcome| outcome.usable || outcome.later)
                })
                .collect();
            let root = self.compiled.roots[decision];
            let pays = self.compiled.diagrams.ends_in(root, |end| {
                end.terminal().is_some_and(|terminal| usable[terminal])
            })?;
            all = self.compiled.diagrams.and(all, pays)?;
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
        for decision in self.indices(pair) {
            for amount in &self.compiled.book.decisions[decision].amounts {
                if ids.contains(&amount.id) {
                    for formula in amount.formulas() {
                        self.inputs(formula, &mut asked);
                    }
                }
            }
        }
        asked.sort_unstable();
        asked.dedup();
        // The first person may have nothing to compute with, as where her account is empty:
        // then each region of each answer is tried.
        let mut nodes = vec![node];
        for (level, variable) in self.compiled.variables.clone().into_iter_enumerated() {
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
            let Some(person) = self.somebody(node)? else {
                continue;
            };
            if let Some((person, shown)) = self.figures(pair, &person, &asked, ids) {
                let as_many =
                    |person: &Answers| self.changed_amounts(pair, person, ids).len() == shown.len();
                let person = self.believable(person, node, &as_many);
                let shown = self.changed_amounts(pair, &person, ids);
                return Ok(Some((person, shown)));
            }
        }
        Ok(None)
    }

    /// Tries figures until amounts differ, and keeps those for which most of them do.
    fn figures(
        &self,
        pair: &Pair,
        person: &Answers,
        asked: &[QuestionId],
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
                attempt.set(
                    *question,
                    self.compiled
                        .book
                        .answer_at(*question, values[number % values.len()]),
                );
                number /= values.len();
            }
            let all = filled(book, &attempt);
            let makes_sense = |question: QuestionId| {
                self.sides
                    .iter()
                    .any(|side| side.makes_sense(book, question, &all))
            };
            for question in asked {
                if !makes_sense(*question) {
                    attempt.clear(*question);
                }
            }
            let all = filled(book, &attempt);
            if contradicted(book, &all) != Ok(None) {
                continue;
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

    /// The amounts that differ for a person, both routes being able to pay for her.
    fn changed_amounts(&self, pair: &Pair, person: &Answers, ids: &[String]) -> Vec<ChangedAmount> {
        let example = self.example(person);
        let sides = [(pair.before, &example.old), (pair.now, &example.new)];
        let tells = |side: usize| {
            let (decision, answers) = sides[side];
            let book = self.books[side];
            let found = row(book, decision, answers).ok().flatten();
            found.is_some_and(|row| {
                book.tells_amounts(decision, book.decisions[decision].rows[row].terminal)
            })
        };
        if !tells(0) || !tells(1) {
            return Vec::new();
        }
        let indices = self.indices(pair);
        let amount = |side: usize, id: &str| {
            let (decision, answers) = sides[side];
            let amounts = &self.books[side].decisions[decision].amounts;
            let own = amounts.iter().find(|amount| amount.id == id)?;
            match amount_value(self.books[side], own, answers) {
                // Where both rest on a value that is not established, what it can be is compared.
                None => self.amount_range(indices[side], id, person),
                exact => exact,
            }
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

    /// What an amount can be for a person, of a decision of the rules that hold both.
    fn amount_range(&self, decision: DecisionId, id: &str, person: &Answers) -> Option<Quantity> {
        let book = &self.compiled.book;
        let mut amounts = book.decisions[decision].amounts.iter();
        let found = amounts.find(|amount| amount.id == id)?;
        amount(&self.compiled, found, &filled(book, person)).ok()
    }
}

/// How many combinations of figures are tried on one person.
const MOST_FIGURES: usize = 20_000;

/// What an amount is for a person, from its lower end to its upper one, where all is known.
fn amount_value(book: &RuleBook, amount: &Amount, answers: &Answers) -> Option<Quantity> {
    let quantity = |formula: &Formula| match value(book, formula, answers).ok()? {
        Computed::Point(number) => Some(Quantity::of(Hundredths::at(number))),
        Computed::None => Some(Quantity::None),
        Computed::Unknown => None,
    };
    let low = quantity(&amount.low)?;
    let Some(high) = &amount.high else {
        return Some(low);
    };
    match (low, quantity(high)?) {
        (Quantity::Between(a, b), Quantity::Between(c, d)) => {
            Some(Quantity::Between(a.min(c), b.max(d)))
        }
        (low, high) => Some(if low == high { low } else { Quantity::Unknown }),
    }
}
