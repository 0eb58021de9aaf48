//! Notes on tables that are right, and could be plainer or safer.
//!
//! None of them changes what anybody is told. They are gathered for each decision, and a table
//! that is too large to be looked at so goes without.

mod mergeable;
mod misleading;
mod subsumed;
mod unique;

use oxc_index::{IndexVec, index_vec};

use crate::report::{Fault, Report};
use crate::rules::book::{Decision, DecisionId, Policy, Row, RowId};
use crate::rules::diagram::compile::Compiled;
use crate::rules::diagram::nodes::{FALSE, NodeId, TooLarge};
use crate::rules::proof::analyse::proof::Proof;
use crate::say;

/// Adds the notes on one decision's table.
pub(super) fn of_decision(
    compiled: &Compiled,
    decision: DecisionId,
    proof: &mut Proof<'_>,
    report: &mut Report,
) -> Result<(), TooLarge> {
    let table = Table::new(compiled, decision, proof)?;
    let subsumed = subsumed::check(&table, proof, report)?;
    mergeable::check(&table, &subsumed, proof, report)?;
    misleading::check(&table, proof, report)?;
    if table.decision.policy == Policy::First {
        unique::check(&table, proof, report)?;
    }
    Ok(())
}

/// A decision's table with its diagrams.
struct Table<'c> {
    compiled: &'c Compiled,
    decision: &'c Decision,
    /// When each row holds.
    holds: &'c IndexVec<RowId, NodeId>,
    /// When some row above each row holds.
    taken: IndexVec<RowId, NodeId>,
}

impl<'c> Table<'c> {
    fn new(
        compiled: &'c Compiled,
        decision: DecisionId,
        proof: &mut Proof<'_>,
    ) -> Result<Table<'c>, TooLarge> {
        let holds = &compiled.rows[decision];
        let mut taken: IndexVec<RowId, NodeId> = index_vec![];
        let mut above = FALSE;
        for own in holds {
            taken.push(above);
            above = proof.or(above, *own)?;
        }
        Ok(Table {
            compiled,
            decision: &compiled.book.decisions[decision],
            holds,
            taken,
        })
    }

    fn row(&self, row: RowId) -> &'c Row {
        &self.decision.rows[row]
    }

    /// A note on some rows, at the first of them; the others are shown beside it. It is made
    /// with the id of the decision and the numbers of the rows.
    fn note(&self, rows: &[RowId], make: impl Fn(&str, &str) -> Fault) -> Option<Fault> {
        let (first, others) = rows.split_first()?;
        let numbers = rows.iter().map(|row| (row.index() + 1).to_string());
        let numbers: Vec<String> = numbers.collect();
        let fault = make(&self.decision.id, &numbers.join(", ")).at(self.row(*first).span);
        Some(others.iter().fold(fault, |fault, row| {
            let number = row.index() + 1;
            fault.related(
                self.row(*row).span,
                say!("la ligne {number} aussi", "row {number} too"),
            )
        }))
    }
}

/// Whether the first row rests on nothing that the second does not rest on too: the law that is
/// told stays the same without it.
fn rests_within(one: &Row, other: &Row) -> bool {
    let sources = one.sources.iter();
    let quotes = one.wording.quotes.iter();
    sources
        .into_iter()
        .all(|source| other.sources.contains(source))
        && quotes.into_iter().all(|quote| {
            other
                .wording
                .quotes
                .iter()
                .any(|own| own.text == quote.text)
        })
}
