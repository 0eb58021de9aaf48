//! Gives amounts the parts that `outcomes.yaml` says they play.

use oxc_index::IndexSlice;

use crate::report::{Fault, Report};
use crate::rules::book::{AmountRole, Decision, DecisionId};
use crate::say;
use crate::yaml::{Name, Node, unknown_name};

/// Marks the amounts of every decision. What no decision computes is reported, unless a decision
/// has a fault, which may be the one that computes it.
pub(super) fn give(
    roles: &[(&Node, AmountRole)],
    decisions: &mut IndexSlice<DecisionId, [Decision]>,
    all_read: bool,
    report: &mut Report,
) {
    for (node, role) in roles {
        let text = node.scalar().unwrap_or_default();
        let mut found = false;
        for decision in decisions.iter_mut() {
            let Some(place) = decision.amounts.position(|amount| amount.id == text) else {
                continue;
            };
            found = true;
            match decision.playing(*role) {
                Some(other) if *role != AmountRole::Complement => {
                    let first = &decision.amounts[other].id;
                    report.add(both(&decision.id, first, text, node));
                }
                _ => decision.amounts[place].role = Some(*role),
            }
        }
        if !found && all_read {
            let name = Name {
                text: text.to_owned(),
                span: node.span,
            };
            let known = decisions.iter().flat_map(|decision| &decision.amounts);
            let known: Vec<&str> = known.map(|amount| amount.id.as_str()).collect();
            report.add(unknown_name("unknown-amount", &name, known));
        }
    }
}

/// The fault of two amounts of a decision that play one part.
fn both(decision: &str, first: &str, second: &str, node: &Node) -> Fault {
    Fault::error(
        "conflicting-roles",
        say!(
            "dans la décision `{decision}`, `{first}` et `{second}` ont le même rôle",
            "in the decision `{decision}`, `{first}` and `{second}` have the same role"
        ),
    )
    .at(node.span)
    .help(say!(
        "hors `complement`, une décision a au plus un montant de chaque rôle : retirez l'un des deux",
        "but for `complement`, a decision has at most one amount of each role: take one of the two out"
    ))
}
