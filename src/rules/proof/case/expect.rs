//! What cases expect, as their files say it.

use crate::report::Report;
use crate::rules::book::unit::hundredths;
use crate::rules::book::{DecisionId, Kind, RuleBook, StepId};
use crate::rules::language::field::iso_day;
use crate::rules::person::quantity::Quantity;
use crate::rules::proof::case::{Expected, What};
use crate::say;
use crate::source::Span;
use crate::yaml::{Fields, Name, Node, Value, unknown_name};

pub(super) fn expectations(
    node: &Node,
    book: &RuleBook,
    expected: &mut Vec<Expected>,
    report: &mut Report,
) {
    let mut fields = Fields::of(node, report);
    if let Some(node) = fields.optional("verdict")
        && let Some(decision) = book
            .decisions
            .position(|decision| decision.kind == Kind::Verdict)
    {
        outcome(node, book, decision, expected, report);
    }
    for name in ["routes", "notices"] {
        let Some(node) = fields.optional(name) else {
            continue;
        };
        for (name, node) in node.entries(report) {
            if let Some(decision) = decision(name, book, report) {
                outcome(node, book, decision, expected, report);
            }
        }
    }
    if let Some(node) = fields.optional("amounts") {
        amounts(node, book, expected, report);
    }
    if let Some(node) = fields.optional("steps") {
        steps(node, book, expected, report);
    }
    fields.finish(report);
}

fn amounts(node: &Node, book: &RuleBook, expected: &mut Vec<Expected>, report: &mut Report) {
    for (name, node) in node.entries(report) {
        let Some((decision, inner)) = dotted(name, book, report) else {
            continue;
        };
        let amounts = &book.decisions[decision].amounts;
        let Some(own) = amounts.position(|amount| amount.id == inner) else {
            let known: Vec<&str> = amounts.iter().map(|amount| amount.id.as_str()).collect();
            report.add(unknown_name("unknown-amount", name, known));
            continue;
        };
        if let Some(quantity) = quantity(node, report) {
            expected.push(Expected {
                span: node.span,
                decision,
                what: What::Amount(own, quantity),
            });
        }
    }
}

fn steps(node: &Node, book: &RuleBook, expected: &mut Vec<Expected>, report: &mut Report) {
    for (name, node) in node.entries(report) {
        let Some((decision, inner)) = dotted(name, book, report) else {
            continue;
        };
        let steps = &book.decisions[decision].steps;
        let Some(own) = steps.position(|step| step.id == inner) else {
            let known: Vec<&str> = steps.iter().map(|step| step.id.as_str()).collect();
            report.add(unknown_name("unknown-step", name, known));
            continue;
        };
        if let Some(what) = step(node, own, report) {
            expected.push(Expected {
                span: node.span,
                decision,
                what,
            });
        }
    }
}

fn decision(name: &Name, book: &RuleBook, report: &mut Report) -> Option<DecisionId> {
    let found = book.decision(&name.text);
    if found.is_none() {
        let known: Vec<&str> = book
            .decisions
            .iter()
            .map(|found| found.id.as_str())
            .collect();
        report.add(unknown_name("unknown-decision", name, known));
    }
    found
}

/// The decision and the inner name of `cpf.covered`.
fn dotted<'n>(
    name: &'n Name,
    book: &RuleBook,
    report: &mut Report,
) -> Option<(DecisionId, &'n str)> {
    let (outer, inner) = name.text.split_once('.').unwrap_or((&name.text, ""));
    let outer = Name {
        text: outer.to_owned(),
        span: name.span,
    };
    Some((decision(&outer, book, report)?, inner))
}

/// `open`, or `{ state: open, why: default }`.
fn outcome(
    node: &Node,
    book: &RuleBook,
    decision: DecisionId,
    expected: &mut Vec<Expected>,
    report: &mut Report,
) {
    let mut add = |span: Span, what: What| {
        expected.push(Expected {
            span,
            decision,
            what,
        });
    };
    let (state, why) = if let Value::Map(_) = node.value {
        let mut fields = Fields::of(node, report);
        let parts = (fields.required("state", report), fields.optional("why"));
        fields.finish(report);
        parts
    } else {
        (Some(node), None)
    };
    if let Some(state) = state
        && let Some(text) = state.text(report)
    {
        let outcomes = book.kinds[&book.decisions[decision].kind].iter();
        let mut names = outcomes.map(|outcome| outcome.name.as_str());
        if names.clone().any(|known| known == text) {
            add(state.span, What::Outcome(text.to_owned()));
        } else {
            let name = Name {
                text: text.to_owned(),
                span: state.span,
            };
            let known: Vec<&str> = names.by_ref().collect();
            report.add(unknown_name("unknown-outcome", &name, known));
        }
    }
    if let Some(why) = why
        && let Some(text) = why.text(report)
    {
        add(why.span, What::Why(text.to_owned()));
    }
}

/// `1600`, `[0, 1800]`, `[200, none]` or `unknown`, in euros.
fn quantity(node: &Node, report: &mut Report) -> Option<Quantity> {
    let number = |node: &Node| hundredths(node.scalar()?);
    let end = |node: &Node| match node.scalar() {
        Some("none") => Some(None),
        _ => number(node).map(Some),
    };
    let found = match &node.value {
        Value::List(ends) if ends.len() == 2 => end(&ends[0])
            .zip(end(&ends[1]))
            .map(|(low, high)| Quantity::Between(low, high)),
        Value::Scalar(text) if text == "none" => Some(Quantity::None),
        Value::Scalar(text) if text == "unknown" => Some(Quantity::Unknown),
        _ => number(node).map(Quantity::of),
    };
    if found.is_none() {
        report.add(node.unexpected(say!(
            "un montant comme 1600, [0, 1800] ou unknown",
            "an amount like 1600, [0, 1800] or unknown"
        )));
    }
    found
}

fn step(node: &Node, step: StepId, report: &mut Report) -> Option<What> {
    if node.scalar() == Some("absent") {
        return Some(What::NoStep(step));
    }
    let mut fields = Fields::of(node, report);
    let from = fields
        .optional("from")
        .and_then(|node| iso_day(node, report));
    let due = fields
        .optional("due")
        .and_then(|node| iso_day(node, report));
    fields.finish(report);
    Some(What::Step { step, from, due })
}
