//! The rules as the browser walks them: the nodes, the formulas and the dated values, no words.
//!
//! The form is compact because a visitor downloads it. `themes/default/assets/engine.mjs`
//! reads it and is its only other user; the two are held together by the worked cases.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::rules::book::{Formula, ParameterValue, QuestionKind, RuleBook};
use crate::rules::compile::{Compiled, FIRST_TERMINAL, Variable, bounds};
use crate::rules::diagram::{Node, NodeId};
use crate::rules::expression::Operator;

/// The program of a set of rules.
///
/// | key | what it holds |
/// |---|---|
/// | `questions` | `[id, type, options or [min, max], may not know, relevance root]`, in order of asking |
/// | `reference` | the place of the reference date |
/// | `variables` | `[question, cut, …]`, or the place of a relation |
/// | `nodes` | `[variable, child, …]`; a child at or above 0 counts onwards from its parent, one below 0 is the end `-1 - meaning` |
/// | `relations` | `[left, sign, right, inputs]` |
/// | `parameters` | `[id, unit, last known day or null, [[from, value], …]]`; a value is hundredths, null (the law sets none) or `"?"` (not established) |
/// | `decisions` | `[id, kind, root, [[outcome, why], …], [[id, low, high], …], [[id, outcomes, root, from, due], …]]` |
/// | `outcomes` | for each kind, its names and which of them can pay |
///
/// Roots are nodes counted from the first, or ends below 0. Days count from 1970-01-01.
pub fn program(compiled: &Compiled) -> Value {
    let book = &compiled.book;
    let mut roots: Vec<NodeId> = compiled.roots.clone();
    roots.extend(&compiled.relevant);
    roots.extend(compiled.steps.iter().flatten());
    roots.extend(compiled.tests.iter().map(|(_, root)| *root));
    let tests: Vec<NodeId> = compiled
        .diagrams
        .reachable(roots)
        .into_iter()
        .filter(|id| matches!(compiled.diagrams.node(*id), Node::Test(..)))
        .collect();
    let writer = Writer {
        compiled,
        places: tests.iter().copied().zip(0..).collect(),
    };
    json!({
        "questions": writer.questions(),
        "reference": book.reference,
        "variables": writer.variables(),
        "nodes": tests.iter().map(|id| writer.node(*id)).collect::<Vec<_>>(),
        "relations": writer.relations(),
        "parameters": parameters(book),
        "decisions": writer.decisions(),
        "outcomes": outcomes(book),
    })
}

struct Writer<'c> {
    compiled: &'c Compiled,
    places: HashMap<NodeId, i64>,
}

impl Writer<'_> {
    fn root(&self, id: NodeId) -> i64 {
        match self.compiled.diagrams.node(id) {
            Node::End(meaning) => -1 - i64::from(*meaning),
            Node::Test(..) => self.places[&id],
        }
    }

    fn node(&self, id: NodeId) -> Value {
        let Node::Test(level, children) = self.compiled.diagrams.node(id) else {
            unreachable!("only tests are written as nodes");
        };
        let own = self.places[&id];
        let mut parts = vec![i64::from(*level)];
        parts.extend(children.iter().map(|child| match self.root(*child) {
            end @ ..0 => end,
            place => place - own,
        }));
        parts.into()
    }

    fn questions(&self) -> Value {
        let book = &self.compiled.book;
        let questions = book.questions.iter().enumerate();
        questions
            .map(|(place, question)| {
                let (kind, domain) = match &question.kind {
                    QuestionKind::Choice(options) => ("choice", json!(options)),
                    QuestionKind::YesNo(options) => ("yes_no", json!(options)),
                    QuestionKind::Number(unit, ..) => (unit.name(), json!(bounds(&question.kind))),
                    QuestionKind::Date => ("date", json!(bounds(&question.kind))),
                };
                json!([
                    question.id,
                    kind,
                    domain,
                    u8::from(question.may_not_know),
                    self.root(self.compiled.relevant[place]),
                ])
            })
            .collect()
    }

    fn variables(&self) -> Value {
        let variables = self.compiled.variables.iter();
        variables
            .map(|variable| match variable {
                Variable::Question(question, cuts) => {
                    let mut parts = vec![json!(question)];
                    parts.extend(cuts.iter().map(|cut| json!(cut)));
                    Value::Array(parts)
                }
                Variable::Relation(relation) => json!(relation),
            })
            .collect()
    }

    fn relations(&self) -> Value {
        let relations = self.compiled.book.relations.iter();
        relations
            .map(|relation| {
                json!([
                    self.formula(&relation.left),
                    relation.comparison.sign(),
                    self.formula(&relation.right),
                    relation.inputs,
                ])
            })
            .collect()
    }

    fn decisions(&self) -> Value {
        let compiled = self.compiled;
        let decisions = compiled.book.decisions.iter().enumerate();
        decisions
            .map(|(place, decision)| {
                let terminals = decision.terminals.iter();
                let amounts = decision.amounts.iter().map(|amount| {
                    let mut parts = vec![json!(amount.id), self.formula(&amount.low)];
                    parts.extend(amount.high.iter().map(|high| self.formula(high)));
                    Value::Array(parts)
                });
                let steps = decision.steps.iter().zip(&compiled.steps[place]);
                let steps = steps.map(|(step, root)| {
                    let day = |formula: &Option<Formula>| {
                        formula.as_ref().map(|formula| self.formula(formula))
                    };
                    json!([
                        step.id,
                        step.outcomes,
                        self.root(*root),
                        day(&step.from),
                        day(&step.due),
                    ])
                });
                json!([
                    decision.id,
                    decision.kind.name(),
                    self.root(compiled.roots[place]),
                    terminals
                        .map(|terminal| json!([terminal.outcome, terminal.why]))
                        .collect::<Vec<_>>(),
                    amounts.collect::<Vec<_>>(),
                    steps.collect::<Vec<_>>(),
                ])
            })
            .collect()
    }

    fn formula(&self, formula: &Formula) -> Value {
        let list = |name: &str, parts: &[Formula]| {
            let mut all = vec![json!(name)];
            all.extend(parts.iter().map(|part| self.formula(part)));
            Value::Array(all)
        };
        match formula {
            Formula::Constant(constant) => json!(constant),
            Formula::Answer(question) => json!(["q", question]),
            Formula::Parameter(parameter) => json!(["p", parameter]),
            Formula::Amount(decision, amount) => json!(["a", decision, amount]),
            Formula::Sum(left, operator, right) => {
                let sign = match operator {
                    Operator::Subtract => "-",
                    _ => "+",
                };
                json!([sign, self.formula(left), self.formula(right)])
            }
            Formula::Product(left, right) => json!(["*", self.formula(left), self.formula(right)]),
            Formula::Shift {
                day,
                count,
                unit,
                back,
            } => json!([
                "d",
                self.formula(day),
                self.formula(count),
                unit.name(),
                if *back { -1 } else { 1 },
            ]),
            Formula::Min(parts) => list("min", parts),
            Formula::Max(parts) => list("max", parts),
            Formula::If(condition, then, otherwise) => json!([
                "if",
                self.root(self.compiled.test(condition)),
                self.formula(then),
                self.formula(otherwise),
            ]),
        }
    }
}

fn parameters(book: &RuleBook) -> Value {
    let parameters = book.parameters.iter();
    parameters
        .map(|parameter| {
            let values = parameter.values.iter().map(|dated| {
                let value = match dated.value {
                    ParameterValue::Number(number) => json!(number),
                    ParameterValue::None => Value::Null,
                    ParameterValue::Unknown => json!("?"),
                };
                json!([dated.from, value])
            });
            json!([
                parameter.id,
                parameter.unit.name(),
                parameter.known_until,
                values.collect::<Vec<_>>(),
            ])
        })
        .collect()
}

fn outcomes(book: &RuleBook) -> Value {
    let kinds = book.kinds.iter();
    kinds
        .map(|(kind, outcomes)| {
            let usable: Vec<u8> = outcomes
                .usable
                .iter()
                .map(|usable| u8::from(*usable))
                .collect();
            (kind.name().to_owned(), json!([outcomes.names, usable]))
        })
        .collect::<serde_json::Map<String, Value>>()
        .into()
}

const _: () = assert!(FIRST_TERMINAL == 3, "the browser counts terminals from 3");
