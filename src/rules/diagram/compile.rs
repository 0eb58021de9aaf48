//! Turns the conditions and tables of a book into decision diagrams.

use std::collections::{BTreeMap, HashMap};

use oxc_index::{Idx, IndexSlice, IndexVec, index_vec};

use crate::rules::book::calendar::Day;
use crate::rules::book::{
    Comparison, ComparisonId, Condition, ContradictionId, DecisionId, FactId, ParameterValue,
    QuestionId, RowId, RuleBook, StepId, Test, compared,
};
use crate::rules::diagram::nodes::{
    DiagramNode, Diagrams, End, FALSE, GAP, Level, NodeId, TRUE, TooLarge,
};
use crate::rules::diagram::too_large::TooLargeAt;
use crate::rules::diagram::variables::{Variable, conditions_of, regions, variables};

/// The most nodes that a set of rules may need. Real ones need some hundreds.
const MOST_NODES: usize = 2_000_000;

/// A book with its diagrams.
#[derive(Debug, Clone)]
pub struct Compiled {
    /// The rules.
    pub book: RuleBook,
    /// What the diagrams test, in their order.
    pub variables: IndexVec<Level, Variable>,
    /// The nodes.
    pub diagrams: Diagrams,
    /// For each decision, where its table begins.
    pub roots: IndexVec<DecisionId, NodeId>,
    /// For each decision and row, when the row's condition holds.
    pub rows: IndexVec<DecisionId, IndexVec<RowId, NodeId>>,
    /// For each question, when it makes sense.
    pub applicable: IndexVec<QuestionId, NodeId>,
    /// What answers each optional question by itself, where there is such a condition.
    pub told_by: IndexVec<QuestionId, Option<NodeId>>,
    /// For each fact, when it holds.
    pub facts: IndexVec<FactId, NodeId>,
    /// For each contradiction, when it holds.
    pub contradictions: IndexVec<ContradictionId, NodeId>,
    /// When none of them does: the answers that a real person can give.
    pub possible: NodeId,
    /// The questions on which that rests, in order.
    pub refusing: Vec<QuestionId>,
    /// For each decision and step, when its own condition holds.
    pub steps: IndexVec<DecisionId, IndexVec<StepId, NodeId>>,
    /// The conditions inside formulas, by the condition.
    pub tests: Vec<(Condition, NodeId)>,
}

impl AsRef<RuleBook> for Compiled {
    fn as_ref(&self) -> &RuleBook {
        &self.book
    }
}

impl Compiled {
    /// Where a question stands in the order of the diagrams.
    pub fn level(&self, question: QuestionId) -> Level {
        let own = |variable: &Variable| matches!(variable, Variable::Question(own, _) if *own == question);
        let level = self.variables.position(own);
        level.expect("every question is tested at a level")
    }

    /// The smallest and the largest value of each region of a question.
    pub fn regions(&self, question: QuestionId) -> Vec<(i64, i64)> {
        regions(&self.book.questions[question].kind, self.cuts(question))
    }

    /// The values of a question at which a new region begins.
    pub fn cuts(&self, question: QuestionId) -> &[i64] {
        match &self.variables[self.level(question)] {
            Variable::Question(_, cuts) => cuts,
            Variable::Comparison(_) => unreachable!("the level of a question tests it"),
        }
    }

    /// The diagram of a condition that stands inside a formula.
    pub fn test(&self, condition: &Condition) -> NodeId {
        self.tests
            .iter()
            .find(|(known, _)| known == condition)
            .map(|(_, root)| *root)
            .expect("compile gave every condition of a formula a diagram")
    }
}

/// Compiles one more condition of a compiled book; its nodes join the book's own.
///
/// In a `bare` condition every question makes sense: it says what the words alone say.
/// A decision that it names keeps its meaning.
pub(in crate::rules) fn compile_condition(
    compiled: &mut Compiled,
    condition: &Condition,
    bare: bool,
) -> Result<NodeId, TooLarge> {
    let book = &compiled.book;
    let mut compiler = Compiler {
        levels: levels(book, &compiled.variables),
        applicable: if bare {
            index_vec![Some(TRUE); book.questions.len()]
        } else {
            some(&compiled.applicable)
        },
        facts: if bare {
            index_vec![None; book.facts.len()]
        } else {
            some(&compiled.facts)
        },
        roots: some(&compiled.roots),
        rows: IndexVec::new(),
        diagrams: std::mem::replace(&mut compiled.diagrams, Diagrams::new(0)),
        variables: &compiled.variables,
        book,
    };
    let root = compiler.condition(condition);
    compiled.diagrams = compiler.diagrams;
    root
}

/// What is known already, as what a compiler has found.
fn some<Id: Idx>(known: &IndexSlice<Id, [NodeId]>) -> IndexVec<Id, Option<NodeId>> {
    known.iter().copied().map(Some).collect()
}

/// Compiles a book.
pub fn compile(book: RuleBook) -> Result<Compiled, TooLargeAt> {
    let variables = variables(&book);
    let mut compiler = Compiler {
        levels: levels(&book, &variables),
        applicable: index_vec![None; book.questions.len()],
        facts: index_vec![None; book.facts.len()],
        roots: index_vec![None; book.decisions.len()],
        rows: index_vec![IndexVec::new(); book.decisions.len()],
        diagrams: Diagrams::new(MOST_NODES),
        variables: &variables,
        book: &book,
    };
    let general = |TooLarge| TooLargeAt::new(&book, None);
    let mut applicable = IndexVec::new();
    for (question, found) in book.questions.iter_enumerated() {
        let at = (found.id.as_str(), found.span);
        let large = |TooLarge| TooLargeAt::named(&book, at, found.asked_if.as_ref());
        applicable.push(compiler.applicable(question).map_err(large)?);
    }
    let mut facts = IndexVec::new();
    for (fact, found) in book.facts.iter_enumerated() {
        let at = (found.id.as_str(), found.span);
        let large = |TooLarge| TooLargeAt::named(&book, at, Some(&found.condition));
        facts.push(compiler.fact(fact).map_err(large)?);
    }
    let mut told_by = IndexVec::new();
    for found in &book.questions {
        let at = (found.id.as_str(), found.span);
        let large = |TooLarge| TooLargeAt::named(&book, at, found.told_by.as_ref());
        let tells = found.told_by.as_ref();
        let tells = tells.map(|condition| compiler.condition(condition));
        told_by.push(tells.transpose().map_err(large)?);
    }
    let mut contradictions = IndexVec::new();
    let mut possible = TRUE;
    for found in &book.contradictions {
        let at = (found.id.as_str(), found.span);
        let large = |TooLarge| TooLargeAt::named(&book, at, Some(&found.condition));
        let holds = compiler.condition(&found.condition).map_err(large)?;
        let diagrams = &mut compiler.diagrams;
        possible = diagrams.ite(holds, FALSE, possible).map_err(large)?;
        contradictions.push(holds);
    }
    let mut roots = IndexVec::new();
    let mut steps = IndexVec::new();
    let mut conditions = Vec::new();
    for Comparison { left, right, .. } in &book.comparisons {
        conditions_of(left, &mut conditions);
        conditions_of(right, &mut conditions);
    }
    for (decision, found) in book.decisions.iter_enumerated() {
        let at = |TooLarge| TooLargeAt::new(&book, Some(decision));
        roots.push(compiler.decision(decision).map_err(at)?);
        let mut own = IndexVec::new();
        for step in &found.steps {
            own.push(match &step.when {
                Some(condition) => compiler.condition(condition).map_err(at)?,
                None => TRUE,
            });
        }
        steps.push(own);
        for formula in found.formulas() {
            conditions_of(formula, &mut conditions);
        }
    }
    let mut tests = Vec::new();
    for condition in conditions {
        let root = compiler.condition(condition).map_err(general)?;
        tests.push((condition.clone(), root));
    }
    let Compiler {
        mut diagrams, rows, ..
    } = compiler;
    diagrams.reset_budget();
    let refusing = rested_on(&book, &variables, &diagrams, possible);
    Ok(Compiled {
        refusing,
        variables,
        diagrams,
        roots,
        rows,
        applicable,
        told_by,
        facts,
        contradictions,
        possible,
        steps,
        tests,
        book,
    })
}

/// The questions whose answers a diagram tests or compares.
fn rested_on(
    book: &RuleBook,
    variables: &IndexSlice<Level, [Variable]>,
    diagrams: &Diagrams,
    root: NodeId,
) -> Vec<QuestionId> {
    let mut found = Vec::new();
    for id in diagrams.reachable([root]) {
        let DiagramNode::Test(level, _) = diagrams.node(id) else {
            continue;
        };
        match &variables[*level] {
            Variable::Question(question, _) => found.push(*question),
            Variable::Comparison(comparison) => found.extend(compared(book, *comparison)),
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Where each variable stands in the order.
struct Levels {
    questions: IndexVec<QuestionId, Level>,
    comparisons: HashMap<ComparisonId, Level>,
}

fn levels(book: &RuleBook, variables: &IndexSlice<Level, [Variable]>) -> Levels {
    let mut levels = Levels {
        questions: index_vec![Level::new(0); book.questions.len()],
        comparisons: HashMap::new(),
    };
    for (level, variable) in variables.iter_enumerated() {
        match variable {
            Variable::Question(question, _) => levels.questions[*question] = level,
            Variable::Comparison(comparison) => {
                levels.comparisons.insert(*comparison, level);
            }
        }
    }
    levels
}

struct Compiler<'b> {
    book: &'b RuleBook,
    variables: &'b IndexSlice<Level, [Variable]>,
    levels: Levels,
    diagrams: Diagrams,
    applicable: IndexVec<QuestionId, Option<NodeId>>,
    facts: IndexVec<FactId, Option<NodeId>>,
    roots: IndexVec<DecisionId, Option<NodeId>>,
    rows: IndexVec<DecisionId, IndexVec<RowId, NodeId>>,
}

impl Compiler<'_> {
    /// When a question makes sense.
    fn applicable(&mut self, question: QuestionId) -> Result<NodeId, TooLarge> {
        if let Some(known) = self.applicable[question] {
            return Ok(known);
        }
        let book = self.book;
        let root = match &book.questions[question].asked_if {
            Some(condition) => self.condition(condition)?,
            None => TRUE,
        };
        self.applicable[question] = Some(root);
        Ok(root)
    }

    fn fact(&mut self, fact: FactId) -> Result<NodeId, TooLarge> {
        if let Some(known) = self.facts[fact] {
            return Ok(known);
        }
        let book = self.book;
        let root = self.condition(&book.facts[fact].condition)?;
        self.facts[fact] = Some(root);
        Ok(root)
    }

    /// The rows are laid over one another from the last to the first.
    fn decision(&mut self, decision: DecisionId) -> Result<NodeId, TooLarge> {
        if let Some(known) = self.roots[decision] {
            return Ok(known);
        }
        let book = self.book;
        let rows = &book.decisions[decision].rows;
        let mut conditions = IndexVec::new();
        for row in rows {
            conditions.push(self.condition(&row.when)?);
        }
        let mut root = GAP;
        for (row, condition) in rows.iter().zip(&conditions).rev() {
            let end = self.diagrams.end(End::Terminal(row.terminal));
            root = self.diagrams.ite(*condition, end, root)?;
        }
        self.rows[decision] = conditions;
        self.roots[decision] = Some(root);
        Ok(root)
    }

    fn condition(&mut self, condition: &Condition) -> Result<NodeId, TooLarge> {
        let book = self.book;
        match condition {
            Condition::Constant(holds) => Ok(if *holds { TRUE } else { FALSE }),
            Condition::Answer { question, test, .. } => {
                let test = self.answer(*question, |value| test.holds(value))?;
                let applicable = self.applicable(*question)?;
                self.diagrams.and(applicable, test)
            }
            Condition::Dated {
                question,
                comparator,
                parameter,
                ..
            } => {
                let found = &book.parameters[*parameter];
                let mut any = FALSE;
                for (index, dated) in found.values.iter().enumerate() {
                    let ParameterValue::Number(bound) = dated.value else {
                        continue;
                    };
                    // The days go upwards.
                    let next = found.values.get(index + 1).map(|next| next.from);
                    let then = self.answer(book.reference, |point| {
                        let day = Day::at(point);
                        dated.from <= day && next.is_none_or(|next| day < next)
                    })?;
                    let kind = &book.questions[*question].kind;
                    let test =
                        self.answer(*question, |point| kind.compares(point, *comparator, bound))?;
                    let both = self.diagrams.and(then, test)?;
                    any = self.diagrams.or(any, both)?;
                }
                let applicable = self.applicable(*question)?;
                self.diagrams.and(applicable, any)
            }
            Condition::Known(parameter) => self.answer(book.reference, |point| {
                book.parameters[*parameter].at(Day::at(point)) != ParameterValue::Unknown
            }),
            Condition::Comparison(comparison) => {
                let level = self.levels.comparisons[comparison];
                let mut holds = self.diagrams.test(level, vec![FALSE, TRUE])?;
                for input in &book.comparisons[*comparison].inputs {
                    let applicable = self.applicable(*input)?;
                    holds = self.diagrams.and(applicable, holds)?;
                }
                Ok(holds)
            }
            Condition::Fact(fact) => self.fact(*fact),
            Condition::Outcome { decision, outcomes } => {
                let root = self.decision(*decision)?;
                let terminals = &book.decisions[*decision].terminals;
                self.diagrams.ends_in(root, |end| {
                    let terminal = end.terminal().map(|terminal| &terminals[terminal]);
                    terminal.is_some_and(|terminal| outcomes.contains(&terminal.outcome))
                })
            }
            Condition::And(parts) => self.joined(parts, true),
            Condition::Or(parts) => self.joined(parts, false),
            Condition::Not(inner, _) => {
                let inner = self.condition(inner)?;
                self.diagrams.not(inner)
            }
        }
    }

    /// All parts, or any of them. Tests of one question are put together first: so many of them
    /// would make a node of all its regions each.
    fn joined(&mut self, parts: &[Condition], all: bool) -> Result<NodeId, TooLarge> {
        let mut tests: BTreeMap<QuestionId, Vec<Test>> = BTreeMap::new();
        let (mut result, idle) = if all { (TRUE, TRUE) } else { (FALSE, FALSE) };
        for part in parts {
            if let Condition::Answer { question, test, .. } = part {
                tests.entry(*question).or_default().push(*test);
            }
        }
        for part in parts {
            let part = match part {
                Condition::Answer { question, .. } => match tests.remove(question) {
                    Some(tests) => self.tests_of(*question, &tests, all)?,
                    None => idle,
                },
                other => self.condition(other)?,
            };
            result = if all {
                self.diagrams.and(result, part)?
            } else {
                self.diagrams.or(result, part)?
            };
        }
        Ok(result)
    }

    /// All of some tests of one answer, or any of them.
    fn tests_of(
        &mut self,
        question: QuestionId,
        tests: &[Test],
        all: bool,
    ) -> Result<NodeId, TooLarge> {
        let level = self.levels.questions[question];
        if let Variable::Question(_, cuts) = &self.variables[level] {
            // Each test is tried with each region.
            self.diagrams.step(tests.len() * (cuts.len() + 1) / 16)?;
        }
        let test = self.answer(question, |value| {
            let mut tests = tests.iter().map(|test| test.holds(value));
            if all {
                tests.all(|holds| holds)
            } else {
                tests.any(|holds| holds)
            }
        })?;
        let applicable = self.applicable(question)?;
        self.diagrams.and(applicable, test)
    }

    /// The test of one question's answer. A region holds what its first value holds.
    fn answer(
        &mut self,
        question: QuestionId,
        holds: impl Fn(i64) -> bool,
    ) -> Result<NodeId, TooLarge> {
        let level = self.levels.questions[question];
        let Variable::Question(_, cuts) = &self.variables[level] else {
            unreachable!("the levels of questions hold questions");
        };
        let children = regions(&self.book.questions[question].kind, cuts)
            .into_iter()
            .map(|(first, _)| if holds(first) { TRUE } else { FALSE })
            .collect();
        self.diagrams.test(level, children)
    }
}
