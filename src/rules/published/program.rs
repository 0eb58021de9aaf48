//! The rules as the browser walks them: the nodes, the formulas and the dated values, no words.
//!
//! The form is compact because a visitor downloads it. `themes/default/assets/engine.mjs`
//! reads it and is its only other user; the two are held together by the worked cases, and the
//! form by the types in `tests/browser/types/program.d.mts`.

use std::collections::BTreeMap;

use oxc_index::Idx;
use serde_json::{Value, json};

use crate::rules::book::calendar::Day;
use crate::rules::book::unit::Unit;
use crate::rules::book::{
    Decision, Formula, Now, Operator, Outcome, ParameterId, ParameterValue, Question, QuestionKind,
    RuleBook, Scale, SupposedAnswer,
};
use crate::rules::diagram::compile::Compiled;
use crate::rules::diagram::nodes::{DiagramNode, NodeId};
use crate::rules::diagram::variables::Variable;
use crate::rules::person::refused::questions_of_contradiction;
use crate::rules::published::encoding::{encoding, number};

/// The program of a set of rules.
///
/// | key | what it holds |
/// |---|---|
/// | `questions` | `[id, type, options or [min, max], traits, applicability root, what is supposed, 1, root]`, in order of asking; traits is the sum of 1 where one may not know, 2 where a conclusion does not wait for the answer, 4 where it is not hers to change; the rest only where something is supposed: the 1 says that outcomes alone suppose it, and the last root tells the answer by others |
/// | `reference` | the index of the reference date |
/// | `variables` | `[question, cut, …]`, or the index of a comparison |
/// | `nodes` | the roots and all nodes below them, as `encoding.rs` tells them |
/// | `relations` | the comparisons of several answers: `[left, sign, right, inputs]` |
/// | `parameters` | those that are reckoned with: `[last known day or null, [[from, value], …], id, [min, max] or null]`; a value is hundredths, null (the law sets none) or `"?"` (not established); those that are always established have no id |
/// | `contradictions` | `[root, question named, …]`, as the page tells them |
/// | `decisions` | `[id, kind, root, [[outcome, why], …], [[id, low, high], …], [[id, outcomes, root, from, due], …]]` |
/// | `successors` | what stands for names that the rules had once: `[question, answer or null for any, question now]`, or with `[question, answer]` for each that says the same now; an answer is its point, or null where it is not known |
/// | `outcomes` | for each kind, its names, and what each means: 0 cannot pay, 1 can, 2 can once somebody has confirmed it, 3 can later, null says nothing to the person |
/// | `roles` | the parts that amounts play, by their ids |
/// | `usual` | what is usually answered: `[question, parameter, …]` |
///
/// A root is its index among the roots, or the end `-1 - number`. Days count from 1970-01-01.
pub fn program(compiled: &Compiled) -> Value {
    let book = &compiled.book;
    let writer = Writer::new(compiled);
    json!({
        "questions": writer.questions(),
        "reference": book.reference.index(),
        "variables": writer.variables(),
        "nodes": encoding(&compiled.diagrams, &writer.roots),
        "relations": writer.comparisons(),
        "parameters": writer.parameters(),
        "contradictions": writer.contradictions(),
        "decisions": writer.decisions(),
        "successors": successors(book),
        "outcomes": outcomes(book),
        "roles": roles(book),
        "usual": writer.usual(),
    })
}

/// The parameters that formulas read, and those that say what is usually answered, in the order
/// in which the program holds them.
pub fn reckoned(book: &RuleBook) -> Vec<ParameterId> {
    let mut parameters = Vec::new();
    for formula in formulas(book) {
        formula.parameters(&mut parameters);
    }
    let usual = book.questions.iter().flat_map(|question| &question.usual);
    parameters.extend(usual);
    parameters.sort_unstable();
    parameters.dedup();
    parameters
}

fn successors(book: &RuleBook) -> Value {
    let successors = book.successors.iter();
    successors
        .map(|found| {
            let mut all = vec![json!(found.question), json!(found.answer)];
            match &found.now {
                Now::Renamed(question) => all.push(json!(question.index())),
                Now::Answers(answers) => all.extend(
                    answers
                        .iter()
                        .map(|(question, answer)| json!([question.index(), answer.point()])),
                ),
            }
            Value::Array(all)
        })
        .collect()
}

struct Writer<'c> {
    compiled: &'c Compiled,
    /// Where the diagrams begin that test anything at all.
    roots: Vec<NodeId>,
    /// The parameters that formulas read; texts hold the others.
    parameters: Vec<ParameterId>,
}

impl Writer<'_> {
    fn new(compiled: &Compiled) -> Writer<'_> {
        let mut roots: Vec<NodeId> = Vec::new();
        let told_by = compiled.told_by.iter().flatten();
        let all = compiled.roots.iter().chain(&compiled.applicable);
        let all = all.chain(told_by);
        let all = all.chain(&compiled.contradictions);
        let all = all.chain(compiled.steps.iter().flatten());
        for root in all.chain(compiled.tests.iter().map(|(_, root)| root)) {
            let tests = matches!(compiled.diagrams.node(*root), DiagramNode::Test(..));
            if tests && !roots.contains(root) {
                roots.push(*root);
            }
        }
        Writer {
            compiled,
            roots,
            parameters: reckoned(&compiled.book),
        }
    }

    fn root(&self, id: NodeId) -> i64 {
        match self.compiled.diagrams.node(id) {
            DiagramNode::End(end) => -1 - signed(number(*end)),
            DiagramNode::Test(..) => index_in(&self.roots, &id),
        }
    }

    fn questions(&self) -> Value {
        let book = &self.compiled.book;
        let questions = book.questions.iter_enumerated();
        questions
            .map(|(index, question)| {
                let (kind, domain) = match &question.kind {
                    QuestionKind::Choice(options) => ("choice", json!(options.raw)),
                    QuestionKind::YesNo => ("yes_no", json!(question.kind.options().raw)),
                    QuestionKind::Number { unit, .. } | QuestionKind::Count { unit, .. } => {
                        (unit.name(), json!(question.kind.bounds()))
                    }
                    QuestionKind::Date => ("date", json!(question.kind.bounds())),
                };
                let mut all = vec![
                    json!(question.id),
                    json!(kind),
                    domain,
                    json!(traits(question)),
                    json!(self.root(self.compiled.applicable[index])),
                ];
                match question.suppose {
                    Some(SupposedAnswer::OfEverybody(point)) => all.push(json!(point)),
                    Some(SupposedAnswer::OfOutcomes(point)) => all.extend([json!(point), json!(1)]),
                    None => {}
                }
                if let Some(root) = self.compiled.told_by[index] {
                    all.extend([json!(0), json!(self.root(root))]);
                }
                Value::Array(all)
            })
            .collect()
    }

    fn usual(&self) -> Value {
        let questions = self.compiled.book.questions.iter_enumerated();
        let usual = questions.filter(|(_, question)| !question.usual.is_empty());
        usual
            .map(|(index, question)| {
                let mut all = vec![json!(index.index())];
                let values = question.usual.iter();
                all.extend(values.map(|value| json!(index_in(&self.parameters, value))));
                Value::Array(all)
            })
            .collect()
    }

    fn variables(&self) -> Value {
        let variables = self.compiled.variables.iter();
        variables
            .map(|variable| match variable {
                Variable::Question(question, cuts) => {
                    let mut parts = vec![json!(question.index())];
                    parts.extend(cuts.iter().map(|cut| json!(cut)));
                    Value::Array(parts)
                }
                Variable::Comparison(comparison) => json!(comparison.index()),
            })
            .collect()
    }

    fn parameters(&self) -> Value {
        let parameters = self.parameters.iter();
        parameters
            .map(|parameter| {
                let parameter = &self.compiled.book.parameters[*parameter];
                let values = parameter.values.iter().map(|dated| {
                    let value = match dated.value {
                        ParameterValue::Number(number) => json!(number.point()),
                        ParameterValue::None => Value::Null,
                        ParameterValue::Unknown => json!("?"),
                    };
                    json!([dated.from.point(), value])
                });
                // Nothing is known before the first day: each may have to be named as missing.
                let mut all = vec![
                    json!(parameter.known_until.map(Day::point)),
                    values.collect(),
                    json!(parameter.id),
                ];
                let bounds = parameter.bounds.iter();
                all.extend(bounds.map(|bounds| json!([bounds.min.point(), bounds.max.point()])));
                Value::Array(all)
            })
            .collect()
    }

    fn comparisons(&self) -> Value {
        let comparisons = self.compiled.book.comparisons.iter();
        comparisons
            .map(|comparison| {
                json!([
                    self.formula(&comparison.left),
                    comparison.comparator.sign(),
                    self.formula(&comparison.right),
                    indices(&comparison.inputs),
                ])
            })
            .collect()
    }

    fn contradictions(&self) -> Value {
        let book = &self.compiled.book;
        let roots = self.compiled.contradictions.iter_enumerated();
        roots
            .map(|(contradiction, root)| {
                let mut parts = vec![json!(self.root(*root))];
                parts.extend(
                    indices(&questions_of_contradiction(book, contradiction))
                        .into_iter()
                        .map(Value::from),
                );
                Value::Array(parts)
            })
            .collect()
    }

    fn decisions(&self) -> Value {
        let compiled = self.compiled;
        let decisions = compiled.book.decisions.iter_enumerated();
        decisions
            .map(|(index, decision)| {
                let terminals = decision.terminals.iter();
                let amounts = decision.amounts.iter().map(|amount| {
                    let mut parts = vec![json!(amount.id), self.formula(&amount.low)];
                    parts.extend(amount.high.iter().map(|high| self.formula(high)));
                    Value::Array(parts)
                });
                let steps = decision.steps.iter().zip(&compiled.steps[index]);
                let steps = steps.map(|(step, root)| {
                    let day = |formula: &Option<Formula>| {
                        formula.as_ref().map(|formula| self.formula(formula))
                    };
                    let mut all = vec![
                        json!(step.id),
                        json!(indices(&step.outcomes)),
                        json!(self.root(*root)),
                        json!(day(&step.from)),
                        json!(day(&step.due)),
                    ];
                    all.extend(step.surely.then(|| json!(1)));
                    Value::Array(all)
                });
                json!([
                    decision.id,
                    decision.kind.name(),
                    self.root(compiled.roots[index]),
                    terminals
                        .map(|terminal| json!([terminal.outcome.index(), terminal.why]))
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
            Formula::Nothing => Value::Null,
            Formula::Answer(question) => json!(["q", question.index()]),
            Formula::Parameter(parameter) => json!(["p", index_in(&self.parameters, parameter)]),
            Formula::Amount(decision, amount) => json!(["a", decision.index(), amount.index()]),
            Formula::Sum(left, operator, right) => {
                let sign = match operator {
                    Operator::Subtract => "-",
                    _ => "+",
                };
                json!([sign, self.formula(left), self.formula(right)])
            }
            Formula::Product(left, right, scale) => {
                let mut all = vec![json!("*"), self.formula(left), self.formula(right)];
                if *scale != Scale::HUNDREDTHS {
                    all.extend([json!(scale.divisor), json!(scale.offset())]);
                }
                Value::Array(all)
            }
            Formula::Between { from, to, unit } => {
                json!(["t", self.formula(from), self.formula(to), length(*unit)])
            }
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

/// A unit of time as so many days or, below nothing, so many months.
fn length(unit: Unit) -> i64 {
    match unit {
        Unit::Week => 7,
        Unit::Month => -1,
        Unit::Year => -12,
        _ => 1,
    }
}

/// Every formula that stands in the rules.
fn formulas(book: &RuleBook) -> impl Iterator<Item = &Formula> {
    let comparisons = book.comparisons.iter();
    let compared = comparisons.flat_map(|comparison| [&comparison.left, &comparison.right]);
    let decisions = book.decisions.iter();
    compared.chain(decisions.flat_map(Decision::formulas))
}

fn index_in<T: PartialEq>(all: &[T], one: &T) -> i64 {
    let found = all.iter().position(|known| known == one);
    let found = found.expect("the writer gathered everything that is named");
    signed(found)
}

fn signed(number: usize) -> i64 {
    i64::try_from(number).expect("a list is shorter than 2^63")
}

/// The numbers that the browser counts things by.
fn indices<Id: Idx>(ids: &[Id]) -> Vec<usize> {
    ids.iter().map(|id| id.index()).collect()
}

/// What the browser has to know of a question, in one number.
fn traits(question: &Question) -> u8 {
    let bits = [question.may_not_know, question.optional, question.fixed];
    let bits = bits.into_iter().zip([1, 2, 4]);
    bits.filter_map(|(is, bit)| is.then_some(bit)).sum()
}

fn outcomes(book: &RuleBook) -> Value {
    let kinds = book.kinds.iter();
    kinds
        .map(|(kind, outcomes)| {
            let pays = |outcome: &Outcome| {
                let says = !outcome.not_told && !outcome.not_concerned;
                says.then_some(match outcome {
                    Outcome { later: true, .. } => 3,
                    Outcome { usable: false, .. } => 0,
                    _ => 1 + u8::from(outcome.to_confirm),
                })
            };
            let names: Vec<&str> = outcomes
                .iter()
                .map(|outcome| outcome.name.as_str())
                .collect();
            let usable: Vec<Option<u8>> = outcomes.iter().map(pays).collect();
            (kind.name().to_owned(), json!([names, usable]))
        })
        .collect::<serde_json::Map<String, Value>>()
        .into()
}

fn roles(book: &RuleBook) -> BTreeMap<&str, &'static str> {
    let amounts = book.decisions.iter().flat_map(|found| &found.amounts);
    let roles = amounts.filter_map(|amount| Some((amount.id.as_str(), amount.role?.name())));
    roles.collect()
}
