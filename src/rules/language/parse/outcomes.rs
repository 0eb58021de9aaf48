//! Reads `outcomes.yaml`: what decisions can end in, and the parts that outcomes and amounts play.

use oxc_index::IndexVec;

use crate::report::{Fault, Report};
use crate::rules::book::{AmountRole, Kind, Outcome, OutcomeId};
use crate::rules::language::parse::{Declarations, listed};
use crate::say;
use crate::yaml::{Fields, Name, Node, unknown_name};

/// The ids of amounts that play a part, each with that part.
pub type AmountRoles<'n> = Vec<(&'n Node, AmountRole)>;

type Kinds = [(Kind, IndexVec<OutcomeId, Outcome>)];

pub(super) fn outcomes<'n>(tree: &'n Node, found: &mut Declarations<'n>, report: &mut Report) {
    let mut fields = Fields::of(tree, report);
    for (name, kind) in Kind::NAMES {
        if let Some(node) = fields.required(name, report) {
            found.kinds.push((kind, named(node, report)));
        }
    }
    let kinds = &mut found.kinds;
    if let Some(node) = fields.present("usable", report) {
        mark(
            node,
            Kind::Route,
            kinds,
            |found| found.usable = true,
            report,
        );
    }
    if let Some(node) = fields.optional("to_confirm") {
        let mark_one = |found: &mut Outcome| found.to_confirm = true;
        mark(node, Kind::Route, kinds, mark_one, report);
    }
    if let Some(node) = fields.optional("later") {
        let mark_one = |found: &mut Outcome| found.later = true;
        mark(node, Kind::Route, kinds, mark_one, report);
        not_both("later", node, kinds, report, |found| {
            found.usable && found.later
        });
    }
    if let Some(node) = fields.optional("not_concerned") {
        let mark_one = |found: &mut Outcome| found.not_concerned = true;
        mark(node, Kind::Route, kinds, mark_one, report);
        not_both("not_concerned", node, kinds, report, |found| {
            (found.usable || found.later) && found.not_concerned
        });
    }
    if let Some(node) = fields.optional("not_told") {
        let mark_one = |found: &mut Outcome| found.not_told = true;
        mark(node, Kind::Notice, kinds, mark_one, report);
    }
    if let Some(node) = fields.optional("amounts") {
        found.amount_roles = amount_roles(node, report);
    }
    fields.finish(report);
}

/// The outcomes of a kind, the best first.
fn named(node: &Node, report: &mut Report) -> IndexVec<OutcomeId, Outcome> {
    let items = node.items(report);
    let outcomes = items.iter().filter_map(|item| {
        Some(Outcome {
            name: listed(item, items, report)?.to_owned(),
            span: item.span,
            usable: false,
            to_confirm: false,
            later: false,
            not_told: false,
            not_concerned: false,
        })
    });
    outcomes.collect()
}

/// Marks the outcomes of a kind that a list names.
fn mark(
    node: &Node,
    kind: Kind,
    found: &mut Kinds,
    mark: impl Fn(&mut Outcome),
    report: &mut Report,
) {
    for item in node.items(report) {
        let Some(text) = item.text(report) else {
            continue;
        };
        for (_, outcomes) in found.iter_mut().filter(|(known, _)| *known == kind) {
            match outcomes.iter_mut().find(|outcome| outcome.name == text) {
                Some(outcome) => mark(outcome),
                None => {
                    let name = Name {
                        text: text.to_owned(),
                        span: item.span,
                    };
                    let known = outcomes.iter().map(|outcome| outcome.name.as_str());
                    report.add(unknown_name("unknown-outcome", &name, known));
                }
            }
        }
    }
}

/// Refuses an outcome that two lists mark which say opposite things of a route.
fn not_both(
    list: &str,
    node: &Node,
    found: &Kinds,
    report: &mut Report,
    conflicts: impl Fn(&Outcome) -> bool,
) {
    let outcomes = found.iter().flat_map(|(_, outcomes)| outcomes);
    for outcome in outcomes.filter(|outcome| conflicts(outcome)) {
        let text = &outcome.name;
        let other = if outcome.usable { "usable" } else { "later" };
        let items = node.items(report).iter();
        let written = items.into_iter().find(|item| item.scalar() == Some(text));
        report.add(
            Fault::error(
                "conflicting-roles",
                say!(
                    "`{text}` est dans `{other}` et dans `{list}`",
                    "`{text}` is in `{other}` and in `{list}`"
                ),
            )
            .at(written.unwrap_or(node).span)
            .help(say!(
                "retirez-le de l'une des deux listes : une voie peut payer maintenant, ou plus tard, ou ne concerne pas la personne",
                "take it out of one of the two lists: a route can pay now, or later, or does not concern the person"
            )),
        );
    }
}

/// For each role, the ids of the amounts that play it. An id has one role.
fn amount_roles<'n>(node: &'n Node, report: &mut Report) -> AmountRoles<'n> {
    let mut fields = Fields::of(node, report);
    let mut found: AmountRoles<'n> = Vec::new();
    for (name, role) in AmountRole::NAMES {
        let Some(node) = fields.optional(name) else {
            continue;
        };
        for item in node.items(report) {
            let Some(text) = item.text(report) else {
                continue;
            };
            match found.iter().find(|(known, _)| known.scalar() == Some(text)) {
                Some((first, _)) => report.add(role_twice(text, item, first)),
                None => found.push((item, role)),
            }
        }
    }
    fields.finish(report);
    found
}

fn role_twice(text: &str, again: &Node, first: &Node) -> Fault {
    Fault::error(
        "conflicting-roles",
        say!(
            "le montant `{text}` a déjà un rôle",
            "the amount `{text}` has a role already"
        ),
    )
    .at(again.span)
    .related(first.span, say!("ici", "here"))
    .help(say!(
        "retirez-le de l'un des deux endroits",
        "take it out of one of the two places"
    ))
}
