//! Whether conditions hold, as gates: surely, possibly, surely not, possibly not.
//!
//! An answer that is not given, or that the person does not have, may turn out to be any.
//! Facts are read off their diagrams, which is exact whatever is unknown. Rows are joined
//! from their parts: an unknown answer that stands in several of them may leave an outcome
//! that cannot come about, but never leaves one out that can.

use std::collections::HashMap;

use oxc_index::IndexVec;

use crate::rules::book::calendar::Day;
use crate::rules::book::{
    Condition, DecisionId, FactId, OutcomeId, ParameterValue, QuestionId, RowId,
};
use crate::rules::diagram::compile::Compiled;
use crate::rules::diagram::nodes::{DiagramNode, FALSE, NodeId, TRUE};
use crate::rules::diagram::variables::{Variable, region};
use crate::rules::published::circuit::{ALWAYS, Asked, Circuit, GateId, NEVER};
use crate::rules::published::form::parameters;

/// What is wanted to be known of a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Sureness {
    /// Whether it is to hold, or to fail.
    pub holds: bool,
    pub certainty: Certainty,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Certainty {
    /// Whatever is not known.
    Surely,
    /// For some completion of the answers.
    Possibly,
    /// Possibly, and nothing that must be asked is still without an answer, which may be that
    /// the person does not know. Conditions are read as they are written, part by part.
    Said,
}

/// It holds, whatever is not known.
pub(super) const SURELY: Sureness = Sureness {
    holds: true,
    certainty: Certainty::Surely,
};
/// It may hold.
pub(super) const POSSIBLY: Sureness = Sureness {
    holds: true,
    certainty: Certainty::Possibly,
};
/// It may hold, going by what was said.
pub(super) const SAID: Sureness = Sureness {
    holds: true,
    certainty: Certainty::Said,
};

impl Sureness {
    /// The same of the opposite condition.
    pub fn opposite(self) -> Sureness {
        Sureness {
            holds: !self.holds,
            ..self
        }
    }
}

/// Turns conditions into gates, each only once.
pub(super) struct Truth<'c> {
    pub compiled: &'c Compiled,
    pub circuit: Circuit,
    pub ranges: IndexVec<QuestionId, Vec<(i64, i64)>>,
    nodes: HashMap<(NodeId, Sureness), GateId>,
    /// When the rows of the decisions are come to.
    rows: HashMap<(DecisionId, RowId, Sureness), GateId>,
    /// What was said of facts, and of whether questions make sense.
    facts: HashMap<(FactId, Sureness), GateId>,
    said: HashMap<(QuestionId, Sureness), GateId>,
}

impl<'c> Truth<'c> {
    pub fn new(compiled: &'c Compiled, ranges: IndexVec<QuestionId, Vec<(i64, i64)>>) -> Truth<'c> {
        Truth {
            compiled,
            circuit: Circuit::new(),
            ranges,
            nodes: HashMap::new(),
            rows: HashMap::new(),
            facts: HashMap::new(),
            said: HashMap::new(),
        }
    }

    /// What is wanted of a condition.
    pub fn condition(&mut self, condition: &Condition, wanted: Sureness) -> GateId {
        let book = &self.compiled.book;
        match condition {
            Condition::Constant(holds) => fixed(*holds == wanted.holds),
            Condition::Answer { question, test, .. } => {
                let test = *test;
                self.answer(*question, &|value| test.holds(value), wanted)
            }
            Condition::Known(parameter) => {
                let parameter = &book.parameters[*parameter];
                let known = |point| parameter.at(Day::at(point)) != ParameterValue::Unknown;
                self.answer(book.reference, &known, wanted)
            }
            Condition::Dated {
                question,
                comparator,
                parameter,
                ..
            } => {
                let found = &book.parameters[*parameter];
                let mut parts = Vec::new();
                for dated in &found.values {
                    let ParameterValue::Number(bound) = dated.value else {
                        continue;
                    };
                    let then = |point| {
                        found
                            .dated(Day::at(point))
                            .is_some_and(|at| at.from == dated.from)
                    };
                    let then = self.answer(book.reference, &then, wanted);
                    let kind = &book.questions[*question].kind;
                    let test = |point| kind.compares(point, *comparator, bound);
                    let test = self.answer(*question, &test, wanted);
                    parts.push(self.join([then, test], wanted.holds));
                }
                self.join(parts, !wanted.holds)
            }
            Condition::Comparison(comparison) => {
                let asked = Asked::Comparison(*comparison);
                self.test(asked, &[0], &[1], wanted)
            }
            Condition::Fact(fact) if wanted.certainty == Certainty::Said => {
                if let Some(known) = self.facts.get(&(*fact, wanted)) {
                    return *known;
                }
                let gate = self.condition(&book.facts[*fact].condition, wanted);
                self.facts.insert((*fact, wanted), gate);
                gate
            }
            Condition::Fact(fact) => self.node(self.compiled.facts[*fact], wanted),
            Condition::Outcome { decision, outcomes } => self.outcome(*decision, outcomes, wanted),
            Condition::And(parts) => self.parts(parts, wanted, wanted.holds),
            Condition::Or(parts) => self.parts(parts, wanted, !wanted.holds),
            Condition::Not(inner, _) => self.condition(inner, wanted.opposite()),
        }
    }

    /// When a row of a decision may be the one that counts.
    pub fn possible(&mut self, decision: DecisionId, row: RowId, wanted: Sureness) -> GateId {
        let when = &self.compiled.book.decisions[decision].rows[row].when;
        let reached = self.reached(decision, row, wanted);
        let holds = self.condition(when, wanted);
        self.circuit.all([reached, holds])
    }

    /// When no row above this one holds; or, where it is not to hold, when one does.
    pub fn reached(&mut self, decision: DecisionId, row: RowId, wanted: Sureness) -> GateId {
        // A table may have thousands of rows: they are gone through from the top.
        let known = |row: &RowId| self.rows.contains_key(&(decision, *row, wanted));
        let mut from_here = (1..=row.index()).rev().map(RowId::new);
        let first = from_here.find(known).unwrap_or(RowId::new(0));
        let mut gate = match self.rows.get(&(decision, first, wanted)) {
            Some(known) => *known,
            None => fixed(wanted.holds),
        };
        for above in (first.index()..row.index()).map(RowId::new) {
            let when = &self.compiled.book.decisions[decision].rows[above].when;
            let fails = self.condition(when, wanted.opposite());
            gate = self.join([gate, fails], wanted.holds);
            self.rows.insert((decision, above + 1, wanted), gate);
        }
        gate
    }

    /// When a question makes sense.
    pub fn applicable(&mut self, question: QuestionId, wanted: Sureness) -> GateId {
        if wanted.certainty != Certainty::Said {
            return self.node(self.compiled.applicable[question], wanted);
        }
        let Some(condition) = &self.compiled.book.questions[question].asked_if else {
            return fixed(wanted.holds);
        };
        if let Some(known) = self.said.get(&(question, wanted)) {
            return *known;
        }
        let gate = self.condition(condition, wanted);
        self.said.insert((question, wanted), gate);
        gate
    }

    /// When a question makes sense; of a comparison, every question that it rests on, on a
    /// day on which the law sets what it compares with.
    pub fn sensible(&mut self, asked: Asked, wanted: Sureness) -> GateId {
        let book = &self.compiled.book;
        let comparison = match asked {
            Asked::Question(question) => return self.applicable(question, wanted),
            Asked::Comparison(comparison) => comparison,
        };
        let inputs = book.comparisons[comparison].inputs.iter();
        let mut parts: Vec<GateId> = inputs
            .map(|question| self.applicable(*question, wanted))
            .collect();
        for parameter in parameters(book, comparison) {
            let parameter = &book.parameters[parameter];
            let set = |point| matches!(parameter.at(Day::at(point)), ParameterValue::Number(_));
            parts.push(self.answer(book.reference, &set, wanted));
        }
        self.join(parts, wanted.holds)
    }

    fn outcome(
        &mut self,
        decision: DecisionId,
        outcomes: &[OutcomeId],
        wanted: Sureness,
    ) -> GateId {
        let surely = wanted.certainty == Certainty::Surely;
        let found = &self.compiled.book.decisions[decision];
        let mut parts = Vec::new();
        for (row, written) in found.rows.iter_enumerated() {
            let inside = outcomes.contains(&found.terminals[written.terminal].outcome);
            // It is surely so where no row that says otherwise can count.
            if surely && inside != wanted.holds {
                let fails = self.condition(&written.when, SURELY.opposite());
                let cut = self.reached(decision, row, SURELY.opposite());
                parts.push(self.circuit.any([fails, cut]));
            } else if !surely && inside == wanted.holds {
                let wanted = Sureness {
                    holds: true,
                    ..wanted
                };
                parts.push(self.possible(decision, row, wanted));
            }
        }
        self.join(parts, surely)
    }

    fn parts(&mut self, parts: &[Condition], wanted: Sureness, all: bool) -> GateId {
        let gates: Vec<GateId> = parts
            .iter()
            .map(|part| self.condition(part, wanted))
            .collect();
        self.join(gates, all)
    }

    fn answer(
        &mut self,
        question: QuestionId,
        holds: &dyn Fn(i64) -> bool,
        wanted: Sureness,
    ) -> GateId {
        let ranges = self.ranges[question].iter().enumerate();
        let (inside, outside): (Vec<_>, Vec<_>) = ranges.partition(|(_, range)| holds(range.0));
        let buttons =
            |found: Vec<(usize, _)>| found.into_iter().map(|(button, _)| button).collect();
        let (mut inside, mut outside): (Vec<usize>, Vec<usize>) =
            (buttons(inside), buttons(outside));
        // Whoever does not know it is taken for one who gives the answer that is supposed.
        let unknown = self.unknown(Asked::Question(question));
        let supposed = self.compiled.book.questions[question].suppose;
        if let (Some(button), Some(supposed)) = (unknown, supposed) {
            let side = match holds(supposed.point()) {
                true => &mut inside,
                false => &mut outside,
            };
            side.push(button);
        }
        self.test(Asked::Question(question), &outside, &inside, wanted)
    }

    /// A test that some buttons pass. It fails where what is asked makes no sense.
    fn test(&mut self, asked: Asked, fails: &[usize], holds: &[usize], wanted: Sureness) -> GateId {
        let sense = self.sensible(asked, wanted);
        let (these, others) = if wanted.holds {
            (holds, fails)
        } else {
            (fails, holds)
        };
        let answered = self.answered(asked, these, others, wanted.certainty);
        self.join([sense, answered], wanted.holds)
    }

    /// The answer is one of these. A button that was pressed counts only while the question
    /// makes sense, since it cannot be seen or changed any more.
    fn answered(
        &mut self,
        asked: Asked,
        these: &[usize],
        others: &[usize],
        certainty: Certainty,
    ) -> GateId {
        if these.is_empty() || others.is_empty() {
            return fixed(others.is_empty());
        }
        let possible = Sureness {
            holds: true,
            certainty,
        };
        let gate = match certainty {
            Certainty::Surely => {
                let sense = self.sensible(asked, possible);
                let pressed = self.circuit.pressed(asked, these.to_vec());
                self.circuit.all([sense, pressed])
            }
            Certainty::Possibly => {
                let nonsense = self.sensible(asked, possible.opposite());
                let free = self.circuit.released(asked, others.to_vec());
                self.circuit.any([nonsense, free])
            }
            Certainty::Said => {
                let nonsense = self.sensible(asked, possible.opposite());
                let unknown = self.unknown(asked);
                let pressed = these.iter().copied().chain(unknown).collect();
                let pressed = self.circuit.pressed(asked, pressed);
                self.circuit.any([nonsense, pressed])
            }
        };
        // A comparison with something that the law does not set is false by itself.
        match (asked, these) {
            (Asked::Comparison(_), [0]) => {
                let wanted = possible.opposite();
                let nonsense = self.sensible(asked, wanted);
                self.circuit.any([gate, nonsense])
            }
            (Asked::Comparison(_), _) => {
                let sense = self.sensible(asked, possible);
                self.circuit.all([gate, sense])
            }
            _ => gate,
        }
    }

    /// The button of "I don't know", where there is one.
    fn unknown(&self, asked: Asked) -> Option<usize> {
        let book = &self.compiled.book;
        let (inputs, button) = match asked {
            Asked::Question(question) => (vec![question], self.ranges[question].len()),
            Asked::Comparison(comparison) => (book.comparisons[comparison].inputs.clone(), 2),
        };
        let mut inputs = inputs.into_iter();
        let may = inputs.any(|input| book.questions[input].may_not_know);
        may.then_some(button)
    }

    /// What is wanted of a condition that has a diagram.
    fn node(&mut self, id: NodeId, wanted: Sureness) -> GateId {
        if id == TRUE || id == FALSE {
            return fixed((id == TRUE) == wanted.holds);
        }
        if let Some(known) = self.nodes.get(&(id, wanted)) {
            return *known;
        }
        let (asked, children) = self.children(id);
        let mut parts = Vec::new();
        let mut every = Vec::new();
        for (child, buttons) in &children {
            let others = children.iter().filter(|(other, _)| other != child);
            let others: Vec<usize> = others.flat_map(|(_, buttons)| buttons.clone()).collect();
            let below = self.node(*child, wanted);
            let here = self.answered(asked, buttons, &others, wanted.certainty);
            parts.push(self.circuit.all([here, below]));
            every.push(below);
        }
        if wanted.certainty == Certainty::Surely {
            parts.push(self.circuit.all(every));
        }
        let gate = self.circuit.any(parts);
        self.nodes.insert((id, wanted), gate);
        gate
    }

    /// What a node asks, and its children with the buttons that lead there.
    fn children(&self, id: NodeId) -> (Asked, Vec<(NodeId, Vec<usize>)>) {
        let DiagramNode::Test(level, children) = self.compiled.diagrams.node(id) else {
            unreachable!("a condition ends in true or false");
        };
        let (asked, leads): (Asked, Vec<usize>) = match &self.compiled.variables[*level] {
            Variable::Comparison(comparison) => (Asked::Comparison(*comparison), vec![0, 1]),
            Variable::Question(question, cuts) => {
                let kind = &self.compiled.book.questions[*question].kind;
                let ranges = self.ranges[*question].iter();
                let leads = ranges.map(|(first, _)| region(kind, cuts, *first));
                (Asked::Question(*question), leads.collect())
            }
        };
        let mut found: Vec<(NodeId, Vec<usize>)> = Vec::new();
        for (button, lead) in leads.into_iter().enumerate() {
            match found.iter_mut().find(|(child, _)| *child == children[lead]) {
                Some((_, buttons)) => buttons.push(button),
                None => found.push((children[lead], vec![button])),
            }
        }
        (asked, found)
    }

    fn join(&mut self, gates: impl IntoIterator<Item = GateId>, all: bool) -> GateId {
        if all {
            self.circuit.all(gates)
        } else {
            self.circuit.any(gates)
        }
    }
}

fn fixed(open: bool) -> GateId {
    if open { ALWAYS } else { NEVER }
}
