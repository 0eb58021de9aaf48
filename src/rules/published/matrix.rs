//! The summary table: for each situation, what each route can end in on one day.
//!
//! A situation is an option of the first choice question that everybody is asked.
//! A cell tells two sets: what the route can end in for a person in the usual case, and what
//! it can end in for anybody in the situation. Each outcome that is told comes with a person
//! who has it, and what no person can have is not told.

use oxc_index::IndexVec;
use serde_json::{Map, Value, json};

use crate::rules::book::answers::{Answer, Answers};
use crate::rules::book::calendar::{Day, iso};
use crate::rules::book::unit::Hundredths;
use crate::rules::book::{
    AmountRole, Condition, Decision, DecisionId, Fact, Kind, OptionId, ParameterId, ParameterValue,
    QuestionId, RuleBook, TerminalId, USUAL, situations,
};
use crate::rules::change::specialised::specialised;
use crate::rules::diagram::compile::{Compiled, compile, compile_condition};
use crate::rules::diagram::nodes::{DiagramNode, End, FALSE, NodeId, TRUE, TooLarge};
use crate::rules::diagram::too_large::TooLargeAt;
use crate::rules::diagram::variables::Variable;
use crate::rules::person::quantity::{Quantity, Taken, amount, amount_with};
use crate::rules::proof::witness::{trimmed, witness};

/// The summary table.
#[derive(Debug, Clone)]
pub struct Matrix {
    /// The day for which it holds.
    pub day: Day,
    /// The question whose options are the rows.
    pub question: QuestionId,
    /// The routes, which are the columns, by their index among the decisions.
    pub routes: Vec<DecisionId>,
    /// The rows, in the order of the options. Options whose rows agree share one.
    pub rows: Vec<MatrixRow>,
}

/// A row of the summary table.
#[derive(Debug, Clone)]
pub struct MatrixRow {
    /// The options that it is about.
    pub options: Vec<OptionId>,
    /// What is told of each route.
    pub cells: Vec<Cell>,
}

/// What is told of one route in one situation.
#[derive(Debug, Clone)]
pub struct Cell {
    /// What the route can end in for a person in the usual case.
    pub usual: Vec<Reached>,
    /// What the route can end in for anybody in the situation.
    pub possible: Vec<Reached>,
    /// The questions whose answers decide between the outcomes of the usual case.
    pub depends: Vec<QuestionId>,
    /// The most that the route pays in the usual case, in cents, where the rules limit it.
    pub most: Option<Hundredths>,
    /// The lowest and the highest share of the person in the usual case, in cents.
    pub share: Option<(Hundredths, Hundredths)>,
    /// What that share is if the values of which it is made, and which are not established on
    /// the day, stay what they were last known to be.
    pub share_if_last: Option<Hundredths>,
}

impl Cell {
    /// Whether two cells tell the same, whoever their examples are.
    pub fn agrees(&self, other: &Cell) -> bool {
        let ends = |reached: &[Reached]| -> Vec<TerminalId> {
            reached.iter().map(|found| found.terminal).collect()
        };
        ends(&self.usual) == ends(&other.usual)
            && ends(&self.possible) == ends(&other.possible)
            && self.depends == other.depends
            && self.most == other.most
            && self.share == other.share
            && self.share_if_last == other.share_if_last
    }
}

/// A terminal that can be reached, with a person who reaches it.
#[derive(Debug, Clone)]
pub struct Reached {
    /// The terminal, by its index in the decision.
    pub terminal: TerminalId,
    /// Answers that lead to it, whatever else is answered.
    pub person: Answers,
}

/// The summary table of a book for requests made on one day.
///
/// Nothing comes back where the rules have no choice question that everybody is asked.
pub fn matrix(book: &RuleBook, day: Day) -> Result<Option<Matrix>, TooLargeAt> {
    let Some(question) = situations(book) else {
        return Ok(None);
    };
    let compiled = of_day(book, day)?;
    let large = |TooLarge| TooLargeAt::new(book, None);
    let lasts = book.parameters.iter();
    let lasts = lasts.map(|parameter| {
        let last = parameter.last_known(day)?;
        (!parameter.at(day).is_known()).then_some(last.0)
    });
    let mut drawer = Drawer::new(compiled, question, day, lasts.collect()).map_err(large)?;
    let decisions = book.decisions.iter_enumerated();
    let routes: Vec<DecisionId> = decisions
        .filter(|(_, found)| found.kind == Kind::Route)
        .map(|(route, _)| route)
        .collect();
    let mut rows: Vec<MatrixRow> = Vec::new();
    for option in book.questions[question].kind.options().indices() {
        let situation = drawer.situation(option).map_err(large)?;
        let mut cells = Vec::new();
        for route in &routes {
            let route = *route;
            let large = |TooLarge| TooLargeAt::new(book, Some(route));
            cells.push(drawer.cell(route, &situation).map_err(large)?);
        }
        let alike = |row: &&mut MatrixRow| {
            let mut pairs = row.cells.iter().zip(&cells);
            pairs.all(|(known, cell)| known.agrees(cell))
        };
        match rows.iter_mut().find(alike) {
            Some(row) => row.options.push(option),
            None => rows.push(MatrixRow {
                options: vec![option],
                cells,
            }),
        }
    }
    Ok(Some(Matrix {
        day,
        question,
        routes,
        rows,
    }))
}

/// The summary table for a program, with the ids of the rules.
pub fn matrix_json(book: &RuleBook, matrix: &Matrix) -> Value {
    let question = &book.questions[matrix.question];
    let rows = matrix.rows.iter().map(|row| {
        let options = row.options.iter();
        let cells = matrix.routes.iter().zip(&row.cells);
        json!({
            "options": options.map(|option| &question.kind.options()[*option]).collect::<Vec<_>>(),
            "routes": cells
                .map(|(route, cell)| (book.decisions[*route].id.clone(), cell_json(book, *route, cell)))
                .collect::<Map<String, Value>>(),
        })
    });
    json!({
        "date": iso(matrix.day),
        "question": question.id,
        "rows": rows.collect::<Vec<_>>(),
    })
}

fn cell_json(book: &RuleBook, route: DecisionId, cell: &Cell) -> Value {
    let ends = |reached: &[Reached]| -> Vec<Value> {
        let ends = reached.iter().map(|found| {
            json!({
                "state": book.outcome(route, found.terminal),
                "why": book.decisions[route].terminals[found.terminal].why,
            })
        });
        ends.collect()
    };
    let depends = cell.depends.iter();
    json!({
        "usual": ends(&cell.usual),
        "possible": ends(&cell.possible),
        "depends": depends.map(|question| &book.questions[*question].id).collect::<Vec<_>>(),
        "most": cell.most.map(|most| most.to_string()),
        "share": cell.share.map(|(low, high)| [low.to_string(), high.to_string()]),
        "share_if_last": cell.share_if_last.map(|share| share.to_string()),
    })
}

/// The rules for requests made on one day: they no longer look at the reference date.
pub fn of_day(book: &RuleBook, day: Day) -> Result<Compiled, TooLargeAt> {
    let mut book = specialised(book, day, day);
    // A comparison that became a threshold is named no more, and each must stand in a fact.
    for (comparison, written) in book.comparisons.iter_enumerated() {
        book.facts.push(Fact {
            id: String::new(),
            span: written.span,
            condition: Condition::Comparison(comparison),
        });
    }
    compile(book)
}

/// A situation: who is in it, who of them is in the usual case, and what all those answer.
struct Situation {
    anybody: NodeId,
    usual: NodeId,
    answers: Answers,
}

struct Drawer {
    compiled: Compiled,
    question: QuestionId,
    day: Day,
    usual: NodeId,
    /// The last number that each parameter was known to be before the day, if it is not now.
    lasts: IndexVec<ParameterId, Option<Hundredths>>,
}

impl Drawer {
    fn new(
        mut compiled: Compiled,
        question: QuestionId,
        day: Day,
        lasts: IndexVec<ParameterId, Option<Hundredths>>,
    ) -> Result<Drawer, TooLarge> {
        let facts = &compiled.book.facts;
        let usual = match facts.position(|fact| fact.id == USUAL) {
            Some(fact) => compile_condition(&mut compiled, &Condition::Fact(fact), false)?,
            None => TRUE,
        };
        Ok(Drawer {
            compiled,
            question,
            day,
            usual,
            lasts,
        })
    }

    fn situation(&mut self, option: OptionId) -> Result<Situation, TooLarge> {
        let anybody = self.only(self.question, option)?;
        let usual = self.compiled.diagrams.and(anybody, self.usual)?;
        let mut answers = Answers::on(&self.compiled.book, self.day);
        for question in self.compiled.book.questions.indices() {
            if question != self.compiled.book.reference {
                let answer = self.forced(question, usual)?;
                answers.set(question, answer.map_or(Answer::Unknown, Answer::Option));
            }
        }
        Ok(Situation {
            anybody,
            usual,
            answers,
        })
    }

    /// Those who choose one option.
    fn only(&mut self, question: QuestionId, option: OptionId) -> Result<NodeId, TooLarge> {
        let options = self.compiled.book.questions[question].kind.options();
        let children = (options.indices()).map(|other| if other == option { TRUE } else { FALSE });
        let level = self.compiled.level(question);
        self.compiled.diagrams.test(level, children.collect())
    }

    /// The only option that some persons can choose, where there is only one.
    fn forced(
        &mut self,
        question: QuestionId,
        persons: NodeId,
    ) -> Result<Option<OptionId>, TooLarge> {
        let options = self.compiled.book.questions[question]
            .kind
            .options()
            .indices();
        let mut found = None;
        for option in options {
            let those = self.only(question, option)?;
            if self.compiled.diagrams.and(those, persons)? == FALSE {
                continue;
            }
            if found.is_some() {
                return Ok(None);
            }
            found = Some(option);
        }
        Ok(found)
    }

    fn cell(&mut self, route: DecisionId, situation: &Situation) -> Result<Cell, TooLarge> {
        let usual = self.reached(route, situation.usual)?;
        let possible = self.reached(route, situation.anybody)?;
        let depends = if usual.len() > 1 {
            self.depends(route, situation.usual)?
        } else {
            Vec::new()
        };
        let book = &self.compiled.book;
        let pays = usual.iter().any(|found| book.usable(route, found.terminal));
        let decision = &book.decisions[route];
        let amount = |role: AmountRole| {
            pays.then(|| self.amount(decision, role, &situation.answers))
                .flatten()
        };
        let most = amount(AmountRole::Covered).and_then(|(_, high)| high);
        let share = amount(AmountRole::Share).and_then(|(low, high)| low.zip(high));
        Ok(Cell {
            most: most.filter(|high| *high > Hundredths::at(0)),
            share: share.filter(|(_, high)| *high > Hundredths::at(0)),
            share_if_last: share
                .filter(|(low, high)| low < high)
                .and_then(|_| self.if_last(decision, AmountRole::Share, &situation.answers)),
            usual,
            possible,
            depends,
        })
    }

    /// What a route can end in for some persons.
    fn reached(&mut self, route: DecisionId, persons: NodeId) -> Result<Vec<Reached>, TooLarge> {
        let mut found = Vec::new();
        for terminal in self.compiled.book.decisions[route].terminals.indices() {
            let root = self.compiled.roots[route];
            let own = End::Terminal(terminal);
            let ends = self.compiled.diagrams.ends_in(root, |end| end == own)?;
            let those = self.compiled.diagrams.and(ends, persons)?;
            if let Some(person) = witness(&self.compiled, those, TRUE)? {
                let person = self.on_the_day(person);
                let person = trimmed(&self.compiled, those, TRUE, person);
                found.push(Reached { terminal, person });
            }
        }
        Ok(found)
    }

    /// The rules of the day test no reference date, so a witness may have any.
    fn on_the_day(&self, mut person: Answers) -> Answers {
        person.set(self.compiled.book.reference, Answer::Day(self.day));
        person
    }

    /// The questions at which some persons part towards different ends of a route.
    fn depends(&mut self, route: DecisionId, persons: NodeId) -> Result<Vec<QuestionId>, TooLarge> {
        let root = self.compiled.roots[route];
        let told = self.compiled.diagrams.ite(persons, root, FALSE)?;
        let mut found = Vec::new();
        for id in self.compiled.diagrams.reachable([told]) {
            let DiagramNode::Test(level, children) = self.compiled.diagrams.node(id).clone() else {
                continue;
            };
            let questions = match &self.compiled.variables[level] {
                Variable::Question(question, _) => vec![*question],
                Variable::Comparison(comparison) => {
                    self.compiled.book.comparisons[*comparison].inputs.clone()
                }
            };
            if questions.iter().all(|question| found.contains(question)) {
                continue;
            }
            if self.parts(&children)? {
                found.extend(questions);
            }
        }
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }

    /// Whether two of some nodes end differently for persons whom both are about.
    fn parts(&mut self, children: &[NodeId]) -> Result<bool, TooLarge> {
        let diagrams = &mut self.compiled.diagrams;
        let mut distinct: Vec<NodeId> = children.to_vec();
        distinct.sort_unstable();
        distinct.dedup();
        for (index, left) in distinct.iter().enumerate() {
            for right in &distinct[index + 1..] {
                let differ = diagrams.xor(*left, *right)?;
                let left = diagrams.ends_in(*left, |end| end != End::False)?;
                let right = diagrams.ends_in(*right, |end| end != End::False)?;
                let both = diagrams.and(left, right)?;
                if diagrams.and(both, differ)? != FALSE {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// What an amount is if everything that is not established stays what it was last known to be.
    fn if_last(
        &self,
        decision: &Decision,
        role: AmountRole,
        answers: &Answers,
    ) -> Option<Hundredths> {
        let found = &decision.amounts[decision.playing(role)?];
        let taken = |parameter: ParameterId| {
            let last = self.lasts[parameter]?;
            Some(Taken::As(ParameterValue::Number(last)))
        };
        amount_with(&self.compiled, found, answers, &taken)
            .ok()?
            .exact()
    }

    /// The range of an amount for persons of whom only some answers are known.
    fn amount(
        &self,
        decision: &Decision,
        role: AmountRole,
        answers: &Answers,
    ) -> Option<(Option<Hundredths>, Option<Hundredths>)> {
        let found = &decision.amounts[decision.playing(role)?];
        match amount(&self.compiled, found, answers).ok()? {
            Quantity::Between(low, high) => Some((low, high)),
            Quantity::None | Quantity::Unknown => None,
        }
    }
}
