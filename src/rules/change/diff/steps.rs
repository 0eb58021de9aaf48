//! What has to be done otherwise, or by another day.

use std::collections::BTreeSet;

use super::{ChangedParameter, Comparing, DiffExample, Limit, Pair};
use crate::rules::book::calendar::Day;
use crate::rules::book::{DecisionId, Formula, Step, StepId};
use crate::rules::diagram::nodes::{FALSE, NodeId, TRUE, TooLarge};
use crate::rules::person::evaluate::{Computed, value};

/// A step that is told otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedStep {
    /// Its id.
    pub id: String,
    /// What is otherwise.
    pub change: StepChange,
    /// The outcomes with which it is told.
    pub outcomes: Vec<String>,
    /// The boxes of persons whom it concerns, among those who come to these outcomes.
    pub boxes: Vec<Vec<Limit>>,
    /// The dated values that make the difference between two days.
    pub parameters: Vec<ChangedParameter>,
    /// The two days of the example, where there are any.
    pub days: [Option<Day>; 2],
    /// A person whom it concerns.
    pub example: Option<DiffExample>,
}

/// What is otherwise in a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StepChange {
    /// It is told now, and was not.
    New,
    /// It was told, and is not any more.
    Gone,
    /// Its first day is another.
    From,
    /// Its last day is another.
    Due,
    /// Whether nobody is told it any more whose answers leave its condition open.
    Surely(bool),
    /// Its letter is another, before and now.
    Letter([Option<String>; 2]),
    /// What to gather for it is something else, before and now.
    Documents([Vec<String>; 2]),
}

impl Comparing<'_> {
    pub(super) fn steps(&mut self, pair: &Pair) -> Result<Vec<ChangedStep>, TooLarge> {
        let sides = self.indices(pair);
        let decisions = sides.map(|decision| self.compiled.book.decisions[decision].clone());
        let mut ids: Vec<&str> = Vec::new();
        for step in decisions[1].steps.iter().chain(&decisions[0].steps) {
            if !ids.contains(&step.id.as_str()) {
                ids.push(&step.id);
            }
        }
        let mut found = Vec::new();
        for id in ids {
            let place = |side: usize| decisions[side].steps.position(|step| step.id == id);
            match (place(0), place(1)) {
                (Some(was), Some(is)) => {
                    let steps = [&decisions[0].steps[was], &decisions[1].steps[is]];
                    self.step_of_both(pair, steps, [was, is], &mut found)?;
                }
                (Some(was), None) => {
                    let told = self.told(sides[0], was)?;
                    let step = &decisions[0].steps[was];
                    found.extend(self.step_told(sides[0], step, StepChange::Gone, told, told)?);
                }
                (None, Some(is)) => {
                    let told = self.told(sides[1], is)?;
                    let step = &decisions[1].steps[is];
                    found.extend(self.step_told(sides[1], step, StepChange::New, told, told)?);
                }
                (None, None) => {}
            }
        }
        Ok(found)
    }

    /// A step of both versions. To whom an outcome leads that she did not come to before, what
    /// goes with it is no news of its own.
    fn step_of_both(
        &mut self,
        pair: &Pair,
        steps: [&Step; 2],
        places: [StepId; 2],
        found: &mut Vec<ChangedStep>,
    ) -> Result<(), TooLarge> {
        let sides = self.indices(pair);
        let same = self.same_outcome(sides)?;
        let was = self.told(sides[0], places[0])?;
        let is = self.told(sides[1], places[1])?;
        for (side, change, one, other) in [
            (1, StepChange::New, is, was),
            (0, StepChange::Gone, was, is),
        ] {
            let others = self.compiled.diagrams.not(other)?;
            let own = self.compiled.diagrams.and(one, others)?;
            let meant = self.compiled.diagrams.and(own, same)?;
            found.extend(self.step_told(sides[side], steps[side], change, meant, own)?);
        }
        let both = self.compiled.diagrams.and(was, is)?;
        let of_books = [
            &self.books[0].decisions[pair.before].steps[places[0]],
            &self.books[1].decisions[pair.now].steps[places[1]],
        ];
        for (change, day) in [
            (StepChange::From, from as fn(&Step) -> Option<&Formula>),
            (StepChange::Due, due),
        ] {
            let days = steps.map(day);
            let differ = self.one_differs(days[0], days[1])?;
            let changed = self.compiled.diagrams.and(both, differ)?;
            let told = self.step_told(sides[1], steps[1], change, changed, changed)?;
            found.extend(told.map(|told| self.with_days(told, days, of_books.map(day))));
        }
        if steps[0].surely != steps[1].surely {
            let change = StepChange::Surely(steps[1].surely);
            found.extend(self.step_told(sides[1], steps[1], change, both, both)?);
        }
        let letters = [0, 1].map(|side: usize| steps[side].letter.clone());
        if letters[0] != letters[1] {
            let change = StepChange::Letter(letters);
            found.extend(self.step_told(sides[1], steps[1], change, both, both)?);
        }
        let documents = [0, 1].map(|side: usize| steps[side].documents.clone());
        let listed = |side: usize| -> BTreeSet<&String> { documents[side].iter().collect() };
        if listed(0) != listed(1) {
            let change = StepChange::Documents(documents);
            found.extend(self.step_told(sides[1], steps[1], change, both, both)?);
        }
        Ok(())
    }

    /// The change of a step that concerns the persons `meant`, if there are any; nobody else
    /// who comes to its outcomes lies in the boxes, but for the `allowed` ones.
    fn step_told(
        &mut self,
        decision: DecisionId,
        step: &Step,
        change: StepChange,
        meant: NodeId,
        allowed: NodeId,
    ) -> Result<Option<ChangedStep>, TooLarge> {
        if meant == FALSE {
            return Ok(None);
        }
        let Some(person) = self.somebody(meant)? else {
            return Ok(None);
        };
        let ends = self.step_outcomes(decision, step)?;
        let elsewhere = self.compiled.diagrams.not(ends)?;
        let allowed = self.compiled.diagrams.or(allowed, elsewhere)?;
        let boxes = self.boxes(meant, meant, allowed)?;
        let person = self.believable(person, meant, &|_| true);
        let kind = self.compiled.book.decisions[decision].kind;
        let outcomes = step.outcomes.iter();
        Ok(Some(ChangedStep {
            id: step.id.clone(),
            change,
            outcomes: outcomes
                .map(|outcome| self.compiled.book.kinds[&kind][*outcome].name.clone())
                .collect(),
            boxes,
            parameters: Vec::new(),
            days: [None, None],
            example: Some(self.example(&person)),
        }))
    }

    /// The change of a day, with what it is for the person, and by what it differs. A person for
    /// whom it stays the same shows nothing.
    fn with_days(
        &self,
        told: ChangedStep,
        merged: [Option<&Formula>; 2],
        own: [Option<&Formula>; 2],
    ) -> ChangedStep {
        let Some(person) = told.example else {
            return told;
        };
        let answers = [&person.old, &person.new];
        let days = [0, 1].map(|side: usize| {
            match value(self.books[side], own[side]?, answers[side]).ok()? {
                Computed::Point(point) => Some(Day::at(point)),
                Computed::None | Computed::Unknown => None,
            }
        });
        let day = person.new.day(self.books[1]);
        ChangedStep {
            parameters: self.parameters(merged.into_iter().flatten(), day),
            days,
            example: Some(person).filter(|_| days[0] != days[1]),
            ..told
        }
    }

    /// The persons who are told a step.
    fn told(&mut self, decision: DecisionId, step: StepId) -> Result<NodeId, TooLarge> {
        let own = self.compiled.book.decisions[decision].steps[step].clone();
        let ends = self.step_outcomes(decision, &own)?;
        let when = self.compiled.steps[decision][step];
        self.compiled.diagrams.and(ends, when)
    }

    /// The persons who come to one of the outcomes of a step.
    fn step_outcomes(&mut self, decision: DecisionId, step: &Step) -> Result<NodeId, TooLarge> {
        let terminals = self.compiled.book.decisions[decision].terminals.clone();
        let root = self.compiled.roots[decision];
        self.compiled.diagrams.ends_in(root, |end| {
            let terminal = end.terminal().map(|terminal| &terminals[terminal]);
            terminal.is_some_and(|terminal| step.outcomes.contains(&terminal.outcome))
        })
    }

    /// The persons whose outcome is as before.
    fn same_outcome(&mut self, sides: [DecisionId; 2]) -> Result<NodeId, TooLarge> {
        let [before, now] = sides.map(|decision| self.compiled.roots[decision]);
        if before == now {
            return Ok(TRUE);
        }
        let decision = &self.compiled.book.decisions[sides[1]];
        let terminals = decision.terminals.clone();
        let mut same = FALSE;
        for outcome in self.compiled.book.kinds[&decision.kind].indices() {
            let mut both = TRUE;
            for root in [before, now] {
                let ends = self.compiled.diagrams.ends_in(root, |end| {
                    let terminal = end.terminal().map(|terminal| &terminals[terminal]);
                    terminal.is_some_and(|terminal| terminal.outcome == outcome)
                })?;
                both = self.compiled.diagrams.and(both, ends)?;
            }
            same = self.compiled.diagrams.or(same, both)?;
        }
        Ok(same)
    }
}

fn from(step: &Step) -> Option<&Formula> {
    step.from.as_ref()
}

fn due(step: &Step) -> Option<&Formula> {
    step.due.as_ref()
}
