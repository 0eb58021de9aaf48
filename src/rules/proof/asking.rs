//! Whom the questionnaire asks what: for each question, the condition under which a person
//! who answers everything comes to it.
//!
//! What a person is asked does not depend on whose turn it is: each decision asks for what
//! its own path tests, whatever the others have asked before. So "she is asked this" is a
//! condition on her answers like any other, and becomes a diagram: the questions that the
//! paths of the decisions test, with the inputs of comparisons that they meet, and what the
//! amounts and steps read that are told at their ends.

use std::collections::HashMap;

use oxc_index::{IndexVec, index_vec};

use crate::rules::book::calendar::Day;
use crate::rules::book::{DecisionId, Formula, QuestionId, QuestionKind, TerminalId, compared};
use crate::rules::diagram::compile::Compiled;
use crate::rules::diagram::nodes::{DiagramNode, Diagrams, FALSE, NodeId, TRUE, TooLarge};
use crate::rules::diagram::variables::{Variable, region};
use crate::rules::person::settled::{Ranges, settled};

/// For each question, when a person is asked it who makes her request on a day.
///
/// The nodes join the book's own. The reference date is never asked.
pub fn asking_conditions(
    compiled: &mut Compiled,
    day: Day,
) -> Result<IndexVec<QuestionId, NodeId>, TooLarge> {
    let mut diagrams = std::mem::replace(&mut compiled.diagrams, Diagrams::new(0));
    diagrams.reset_budget();
    let questions = compiled.book.questions.len();
    let mut asking = Asking {
        compiled,
        diagrams: &mut diagrams,
        done: index_vec![HashMap::new(); questions],
        tested: index_vec![FALSE; questions],
        read: index_vec![FALSE; questions],
    };
    let found = asking.all(day);
    compiled.diagrams = diagrams;
    found
}

struct Asking<'c> {
    compiled: &'c Compiled,
    diagrams: &'c mut Diagrams,
    /// For each question, the diagrams whose paths were looked through for it.
    done: IndexVec<QuestionId, HashMap<NodeId, NodeId>>,
    /// For each question, when the path of some diagram comes to a test of it.
    tested: IndexVec<QuestionId, NodeId>,
    /// For each question, when some amount or date reads it.
    read: IndexVec<QuestionId, NodeId>,
}

impl Asking<'_> {
    fn all(&mut self, day: Day) -> Result<IndexVec<QuestionId, NodeId>, TooLarge> {
        for decision in self.compiled.book.decisions.indices() {
            self.decision(decision)?;
        }
        let mut all = index_vec![FALSE; self.tested.len()];
        // Whether a question makes sense rests on earlier ones, which are then asked too.
        for question in self.tested.indices().rev() {
            let applicable = self.compiled.applicable[question];
            let wanted = self
                .diagrams
                .or(self.tested[question], self.read[question])?;
            self.path(applicable, wanted)?;
            let asked = self.diagrams.and(wanted, applicable)?;
            // Whoever always knows what tells an answer is asked that, and not the question.
            match self.compiled.told_by[question] {
                Some(tells) => self.path(tells, asked)?,
                None => all[question] = self.on(asked, day)?,
            }
        }
        all[self.compiled.book.reference] = FALSE;
        Ok(all)
    }

    fn decision(&mut self, decision: DecisionId) -> Result<(), TooLarge> {
        let compiled = self.compiled;
        let found = &compiled.book.decisions[decision];
        let root = compiled.roots[decision];
        self.path(root, TRUE)?;
        let usable = self.ends(root, |terminal| {
            compiled.book.tells_amounts(decision, terminal)
        })?;
        for amount in &found.amounts {
            for formula in amount.formulas() {
                self.formula(formula, usable)?;
            }
        }
        for (step, own) in found.steps.iter().zip(&compiled.steps[decision]) {
            let outcome = |terminal: TerminalId| found.terminals[terminal].outcome;
            let told = self.ends(root, |terminal| step.outcomes.contains(&outcome(terminal)))?;
            self.path(*own, told)?;
            let told = self.diagrams.and(told, *own)?;
            for formula in step.days() {
                self.formula(formula, told)?;
            }
        }
        Ok(())
    }

    /// When a decision ends in one of some terminals.
    fn ends(
        &mut self,
        root: NodeId,
        wanted: impl Fn(TerminalId) -> bool,
    ) -> Result<NodeId, TooLarge> {
        (self.diagrams).ends_in(root, |end| end.terminal().is_some_and(&wanted))
    }

    /// Notes what is asked of those, among some persons, who walk a diagram.
    fn path(&mut self, root: NodeId, persons: NodeId) -> Result<(), TooLarge> {
        if persons == FALSE || !matches!(self.diagrams.node(root), DiagramNode::Test(..)) {
            return Ok(());
        }
        for question in self.tested.indices() {
            let met = self.met(root, question)?;
            let met = self.diagrams.and(persons, met)?;
            self.tested[question] = self.diagrams.or(self.tested[question], met)?;
        }
        Ok(())
    }

    /// When the path from a node meets a test that needs the answer to a question.
    fn met(&mut self, id: NodeId, question: QuestionId) -> Result<NodeId, TooLarge> {
        if let Some(known) = self.done[question].get(&id) {
            return Ok(*known);
        }
        let compiled = self.compiled;
        let found = match self.diagrams.node(id).clone() {
            DiagramNode::End(_) => FALSE,
            DiagramNode::Test(level, children) => {
                let needs = match &compiled.variables[level] {
                    Variable::Question(tested, _) => *tested == question,
                    Variable::Comparison(comparison) => {
                        let comparison = &compiled.book.comparisons[*comparison];
                        comparison.inputs.contains(&question)
                    }
                };
                if needs {
                    TRUE
                } else {
                    let mut met = Vec::with_capacity(children.len());
                    for child in children {
                        met.push(self.met(child, question)?);
                    }
                    self.diagrams.test(level, met)?
                }
            }
        };
        self.done[question].insert(id, found);
        Ok(found)
    }

    /// Notes what a formula reads that is computed for some persons.
    fn formula(&mut self, formula: &Formula, persons: NodeId) -> Result<(), TooLarge> {
        if persons == FALSE {
            return Ok(());
        }
        match formula {
            Formula::Constant(_) | Formula::Nothing | Formula::Parameter(_) => Ok(()),
            Formula::Answer(question) => {
                self.read[*question] = self.diagrams.or(self.read[*question], persons)?;
                Ok(())
            }
            Formula::Amount(decision, amount) => {
                let amount = &self.compiled.book.decisions[*decision].amounts[*amount];
                let mut both = amount.formulas();
                both.try_for_each(|formula| self.formula(formula, persons))
            }
            Formula::Sum(left, _, right)
            | Formula::Product(left, right, _)
            | Formula::Between {
                from: left,
                to: right,
                ..
            } => {
                self.formula(left, persons)?;
                self.formula(right, persons)
            }
            Formula::Shift { day, count, .. } => {
                self.formula(day, persons)?;
                self.formula(count, persons)
            }
            Formula::Min(parts) | Formula::Max(parts) => {
                let mut parts = parts.iter();
                parts.try_for_each(|part| self.formula(part, persons))
            }
            Formula::If(condition, then, otherwise) => {
                let root = self.compiled.test(condition);
                self.path(root, persons)?;
                let holds = self.diagrams.and(persons, root)?;
                self.formula(then, holds)?;
                let fails = self.diagrams.ite(root, FALSE, persons)?;
                self.formula(otherwise, fails)
            }
        }
    }

    /// The condition for requests made on one day, without the comparisons that it settles.
    fn on(&mut self, mut root: NodeId, day: Day) -> Result<NodeId, TooLarge> {
        let compiled = self.compiled;
        let book = &compiled.book;
        for (level, variable) in compiled.variables.iter_enumerated() {
            let child = match variable {
                Variable::Question(question, cuts) if *question == book.reference => {
                    Some(region(&QuestionKind::Date, cuts, day.point()))
                }
                Variable::Question(..) => None,
                Variable::Comparison(comparison) => {
                    let mut ranges = Ranges::new();
                    for question in compared(book, *comparison) {
                        ranges.insert(question, book.questions[question].kind.bounds());
                    }
                    ranges.insert(book.reference, (day.point(), day.point()));
                    settled(book, *comparison, &ranges).map(usize::from)
                }
            };
            if let Some(child) = child {
                root = self.diagrams.restrict(root, level, child)?;
            }
        }
        Ok(root)
    }
}
