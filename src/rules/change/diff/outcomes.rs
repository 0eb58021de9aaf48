//! Outcomes that mean something else, or rank otherwise.

use crate::rules::book::{Kind, RuleBook};

/// The outcomes of a kind of decision that mean something else, or rank otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedOutcomes {
    /// The kind.
    pub kind: Kind,
    /// Those that both versions have, the best first, before and now; where the order is another.
    pub order: Option<[Vec<String>; 2]>,
    /// What else is said of them.
    pub flags: Vec<ChangedFlag>,
}

/// What is said of an outcome, and was not, or is not any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedFlag {
    /// The outcome.
    pub outcome: String,
    /// The field of `outcomes.yaml` that says it.
    pub flag: &'static str,
    /// Whether it is said now.
    pub now: bool,
}

/// Compares the outcomes that both books have.
pub(super) fn changed(old: &RuleBook, new: &RuleBook) -> Vec<ChangedOutcomes> {
    let mut found = Vec::new();
    for (kind, outcomes) in &new.kinds {
        let Some(before) = old.kinds.get(kind) else {
            continue;
        };
        let mut flags = Vec::new();
        let mut was = Vec::new();
        for outcome in outcomes {
            let Some(place) = before.position(|known| known.name == outcome.name) else {
                continue;
            };
            was.push((place, outcome.name.clone()));
            for ((flag, now), (_, earlier)) in
                outcome.flags().into_iter().zip(before[place].flags())
            {
                if now != earlier {
                    let outcome = outcome.name.clone();
                    flags.push(ChangedFlag { outcome, flag, now });
                }
            }
        }
        let names = |places: &[(_, String)]| -> Vec<String> {
            places.iter().map(|(_, name)| name.clone()).collect()
        };
        let now = names(&was);
        was.sort_unstable();
        let was = names(&was);
        let order = (was != now).then_some([was, now]);
        if order.is_some() || !flags.is_empty() {
            let kind = *kind;
            found.push(ChangedOutcomes { kind, order, flags });
        }
    }
    found
}
