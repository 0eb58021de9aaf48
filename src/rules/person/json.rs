//! What the rules say to a person, in the stable form that scripts build on.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::rules::book::answers::{Answers, write_answer};
use crate::rules::book::calendar::{Day, iso};
use crate::rules::book::unit::Hundredths;
use crate::rules::book::{AmountId, AmountRole, DecisionId, Kind, QuestionId, RuleBook, Step};
use crate::rules::diagram::compile::Compiled;
use crate::rules::person::conclude::{DecisionResult, conclude, heeded};
use crate::rules::person::counterfactuals::counterfactuals;
use crate::rules::person::explained::{rows, would_open};
use crate::rules::person::gaps::{gaps, read_long_ago};
use crate::rules::person::most_informative::most_informative;
use crate::rules::person::partial::evaluate_partial;
use crate::rules::person::quantity::Quantity;
use crate::rules::person::ranking::ranking;
use crate::rules::person::suppositions::suppositions;
use crate::source::Sources;

/// The conclusion as JSON.
///
/// Amounts are whole cents: a number where exact, `{"min": …, "max": …}` where the person
/// or the rules leave it open (`max` is null where nothing bounds it), null where the
/// amount is not established. Days are ISO dates. docs/ask.md describes every field.
pub fn json(compiled: &Compiled, answers: &Answers, sources: &Sources) -> Value {
    let book = &compiled.book;
    let conclusion = conclude(compiled, answers);
    let most_informative = most_informative(compiled, answers);
    let counterfactuals = counterfactuals(compiled, answers);
    let (read, answers) = (answers, &heeded(compiled, answers));
    let id = |question: Option<QuestionId>| question.map(|found| book.questions[found].id.clone());
    let mut routes = Map::new();
    let mut notices = Map::new();
    let mut verdict = Value::Null;
    let mut verdict_rows = Value::Null;
    let mut agenda = Vec::new();
    let always = always_there(book);
    for (decision, concluded) in conclusion.decisions.iter_enumerated() {
        let found = &book.decisions[decision];
        match found.kind {
            Kind::Verdict => {
                verdict = outcome(compiled, decision, concluded);
                verdict_rows = rows(compiled, decision, concluded, answers, sources);
                supposed(compiled, decision, concluded, answers, &mut verdict);
            }
            Kind::Notice => {
                let mut value = outcome(compiled, decision, concluded);
                value["rows"] = rows(compiled, decision, concluded, answers, sources);
                supposed(compiled, decision, concluded, answers, &mut value);
                notices.insert(found.id.clone(), value);
            }
            Kind::Route => {
                let mut value = outcome(compiled, decision, concluded);
                for amount in &always {
                    value[*amount] = Value::Null;
                }
                for (amount, quantity) in found.amounts.iter().zip(&concluded.amounts) {
                    value[&amount.id] = quantity_json(*quantity);
                }
                missing(compiled, decision, concluded, answers, &mut value);
                supposed(compiled, decision, concluded, answers, &mut value);
                let mut steps = Vec::new();
                for told in &concluded.steps {
                    let step = &found.steps[told.step];
                    let told_step = step_json(compiled, step, told.from, told.due);
                    if let Some(day) = told.from.or(told.due) {
                        agenda.push((day, found.id.clone(), told_step.clone()));
                    }
                    steps.push(told_step);
                }
                value["steps"] = steps.into();
                let counterfactual = counterfactuals[decision].as_ref();
                value["rows"] = rows(compiled, decision, concluded, answers, sources);
                value["opens_on"] = counterfactual
                    .and_then(|counterfactual| counterfactual.opens_on)
                    .map(iso)
                    .into();
                value["would_open"] = would_open(book, counterfactual);
                value["find_out_first"] = id(most_informative.decisions[decision]).into();
                routes.insert(found.id.clone(), value);
            }
        }
    }
    agenda.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
    let agenda: Vec<Value> = agenda
        .into_iter()
        .map(|(_, route, mut step)| {
            step["route"] = route.into();
            step
        })
        .collect();
    let mut given = Map::new();
    let mut ignored = Vec::new();
    for (question, found) in book.questions.iter_enumerated() {
        if let Some(answer) = read.get(question) {
            given.insert(
                found.id.clone(),
                write_answer(book, question, answer).into(),
            );
            let applicable = evaluate_partial(compiled, compiled.applicable[question], answers);
            if applicable.truth() == Some(false) {
                ignored.push(found.id.clone());
            }
        }
    }
    let mut whole = json!({
        "date": iso(answers.day(book)),
        "verdict": verdict["state"].take(),
        "verdict_why": verdict["why"].take(),
        "verdict_possible": verdict["possible"].take(),
        "verdict_sources": verdict["sources"].take(),
        "verdict_rows": verdict_rows,
        "ranking": ranking(compiled, &conclusion.decisions)
            .into_iter()
            .map(|index| book.decisions[index].id.clone())
            .collect::<Vec<_>>(),
        "routes": routes,
        "agenda": agenda,
        "notices": notices,
        "next": id(conclusion.next),
        "find_out_first": id(most_informative.first),
        "answers": given,
        "ignored": ignored,
    });
    if !verdict["supposed"].is_null() {
        whole["verdict_supposed"] = verdict["supposed"].take();
    }
    whole
}

/// Adds the answers that are supposed and that a decision rests on, where there are any.
fn supposed(
    compiled: &Compiled,
    decision: DecisionId,
    concluded: &DecisionResult,
    answers: &Answers,
    value: &mut Value,
) {
    let book = &compiled.book;
    let found = suppositions(compiled, decision, concluded, answers).into_iter();
    let found = found.map(|question| {
        let answer = answers.taken(question).map(|point| {
            let answer = book.answer_at(question, point);
            write_answer(book, question, answer)
        });
        (book.questions[question].id.clone(), answer.into())
    });
    let found: Map<String, Value> = found.collect();
    if !found.is_empty() {
        value["supposed"] = found.into();
    }
}

/// The ids of the amounts that every route tells, be it that it computes none.
fn always_there(book: &RuleBook) -> BTreeSet<&str> {
    let always = [
        AmountRole::Covered,
        AmountRole::Share,
        AmountRole::Remaining,
    ];
    let amounts = book.decisions.iter().flat_map(|found| &found.amounts);
    let amounts = amounts.filter(|amount| amount.role.is_some_and(|role| always.contains(&role)));
    amounts.map(|amount| amount.id.as_str()).collect()
}

/// Adds what is not established, or was read long ago, of what a route tells.
fn missing(
    compiled: &Compiled,
    decision: DecisionId,
    concluded: &DecisionResult,
    answers: &Answers,
    value: &mut Value,
) {
    let book = &compiled.book;
    let own = &book.decisions[decision];
    let found = gaps(compiled, decision, concluded, answers);
    let ids = |amounts: &[AmountId]| -> Vec<&str> {
        let amounts = amounts.iter();
        amounts
            .map(|amount| own.amounts[*amount].id.as_str())
            .collect()
    };
    let missing = found.values.iter().map(|gap| {
        let parameter = &book.parameters[gap.parameter];
        let steps = gap.steps.iter();
        json!({
            "id": parameter.id,
            "unit": parameter.unit.name(),
            "last": gap.last.map(|(last, _)| last.point()),
            "until": gap.last.map(|(_, until)| iso(until)),
            "min": gap.bounds.map_or(0, |bounds| bounds.min.point()),
            "max": gap.bounds.map(|bounds| bounds.max.point()),
            "amounts": ids(&gap.amounts),
            "supposed": ids(&gap.supposed),
            "steps": steps.map(|step| own.steps[*step].id.as_str()).collect::<Vec<_>>(),
        })
    });
    value["missing"] = missing.collect();
    let if_last = found.if_last.iter_enumerated();
    let if_last = if_last.filter_map(|(amount, quantity)| {
        Some((own.amounts[amount].id.clone(), quantity_json((*quantity)?)))
    });
    value["if_last"] = if_last.collect::<Map<String, Value>>().into();
    let long_ago = read_long_ago(compiled, decision, concluded, answers).into_iter();
    let long_ago = long_ago.map(|parameter| {
        let parameter = &book.parameters[parameter];
        json!({ "id": parameter.id, "checked": iso(parameter.checked) })
    });
    value["read_long_ago"] = long_ago.collect();
}

fn outcome(compiled: &Compiled, decision: DecisionId, concluded: &DecisionResult) -> Value {
    let book = &compiled.book;
    let found = &book.decisions[decision];
    let mut states: Vec<&str> = Vec::new();
    let mut whys: Vec<&str> = Vec::new();
    let mut sources: Vec<&str> = Vec::new();
    for terminal in &concluded.possible {
        let state = book.outcome(decision, *terminal);
        let why = found.terminals[*terminal].why.as_str();
        for source in book.sources_of(decision, *terminal) {
            let id = book.sources[source].id.as_str();
            if !sources.contains(&id) {
                sources.push(id);
            }
        }
        if !states.contains(&state) {
            states.push(state);
        }
        if !whys.contains(&why) {
            whys.push(why);
        }
    }
    let only = |names: &[&str]| match names {
        [one] if concluded.settled => Value::from(*one),
        _ => Value::Null,
    };
    json!({
        "state": only(&states),
        "why": only(&whys),
        "possible": states,
        "sources": sources,
    })
}

fn step_json(compiled: &Compiled, step: &Step, from: Option<Day>, due: Option<Day>) -> Value {
    let sources: Vec<&str> = step
        .sources
        .iter()
        .map(|source| compiled.book.sources[*source].id.as_str())
        .collect();
    json!({
        "id": step.id,
        "from": from.map(iso),
        "due": due.map(iso),
        "sources": sources,
    })
}

/// An amount in cents, as [`json()`] writes it.
pub(in crate::rules) fn quantity_json(quantity: Quantity) -> Value {
    match quantity {
        Quantity::Between(Some(low), Some(high)) if low == high => low.point().into(),
        Quantity::Between(low, high) => {
            json!({ "min": low.map(Hundredths::point), "max": high.map(Hundredths::point) })
        }
        Quantity::None | Quantity::Unknown => Value::Null,
    }
}
