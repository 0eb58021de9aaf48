//! The parts that outcomes and amounts play, whatever an author calls them.

use crate::rules::book::{AmountId, Decision, Formula, Outcome, OutcomeId};

/// The part that an amount plays on the page and in the ranking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AmountRole {
    /// What the route pays.
    Covered,
    /// What the person owes whatever the route pays: the table of situations tells it.
    Share,
    /// What is left to pay: routes are ranked by it.
    Remaining,
    /// What is left to pay where somebody refuses.
    IfRefused,
    /// What others may add: it is told only where it is something.
    Complement,
}

impl AmountRole {
    /// Every role with its name.
    pub const NAMES: [(&'static str, AmountRole); 5] = [
        ("covered", AmountRole::Covered),
        ("share", AmountRole::Share),
        ("remaining", AmountRole::Remaining),
        ("if_refused", AmountRole::IfRefused),
        ("complement", AmountRole::Complement),
    ];

    /// Its name in files and in the program of the browser.
    pub fn name(self) -> &'static str {
        let found = Self::NAMES.iter().find(|(_, role)| *role == self);
        found.map_or("", |(name, _)| name)
    }
}

impl Decision {
    /// The amount that plays a part in this decision.
    pub fn playing(&self, role: AmountRole) -> Option<AmountId> {
        self.amounts.position(|amount| amount.role == Some(role))
    }

    /// Whether it is a route that pays nothing, whatever the answers: the person pays herself.
    pub fn pays_nothing(&self) -> bool {
        self.playing(AmountRole::Covered).is_some_and(|covered| {
            let mut formulas = self.amounts[covered].formulas();
            formulas.all(|formula| *formula == Formula::Constant(0))
        })
    }
}

/// What an outcome of a route means for the person: pages take their look from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The route pays: there is no better outcome.
    Open,
    /// It can pay, and there is a better outcome.
    Conditional,
    /// It can pay once somebody has confirmed that.
    ToConfirm,
    /// It cannot pay yet, and will.
    Later,
    /// It cannot pay.
    Closed,
    /// It does not concern the person.
    NotConcerned,
}

impl Standing {
    /// What an outcome among those of routes means.
    pub(super) fn of(index: OutcomeId, outcome: &Outcome) -> Standing {
        match outcome {
            Outcome { usable: false, .. } if outcome.not_concerned => Standing::NotConcerned,
            Outcome { later: true, .. } => Standing::Later,
            Outcome { usable: false, .. } => Standing::Closed,
            _ if outcome.to_confirm => Standing::ToConfirm,
            _ if index == OutcomeId::new(0) => Standing::Open,
            _ => Standing::Conditional,
        }
    }

    /// Its name in pages and style sheets.
    pub fn name(self) -> &'static str {
        match self {
            Standing::Open => "open",
            Standing::Conditional => "conditional",
            Standing::ToConfirm => "to_confirm",
            Standing::Later => "later",
            Standing::Closed => "closed",
            Standing::NotConcerned => "not_concerned",
        }
    }
}
