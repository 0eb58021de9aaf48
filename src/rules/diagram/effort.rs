//! How much work a proof may be: a limit that is reached in seconds on any set of rules.

use crate::rules::diagram::nodes::TooLarge;

/// What is left of the work that a proof may be, in steps of about a microsecond.
///
/// Nodes bound how much room rules take. Time goes elsewhere: into the search for people
/// whose answers keep many comparisons at once.
#[derive(Debug, Clone, Copy)]
pub(in crate::rules) struct Effort(usize);

impl Effort {
    /// What one person may be searched for with.
    pub const SEARCH: Effort = Effort(1_000_000);
    /// What all searches for one decision may take: to prove it, to compare it, to see what
    /// cases walk of it.
    pub const DECISION: Effort = Effort(8_000_000);

    /// What may be spent on notes on one decision, which are no proof.
    pub const ADVICE: Effort = Effort(100_000);

    /// What all decisions of a book may take together to be proved.
    pub const BOOK: Effort = Effort(16_000_000);

    /// What is left of this after what `whole` was worn down to `left`.
    pub fn less(self, whole: Effort, left: Effort) -> Effort {
        Effort(self.0.saturating_sub(whole.0.saturating_sub(left.0)))
    }

    /// This, or what is left altogether.
    pub fn at_most(self, altogether: Effort) -> Effort {
        Effort(self.0.min(altogether.0))
    }

    /// Takes some steps off.
    pub fn spend(&mut self, steps: usize) -> Result<(), TooLarge> {
        self.0 = self.0.checked_sub(steps).ok_or(TooLarge)?;
        Ok(())
    }
}
