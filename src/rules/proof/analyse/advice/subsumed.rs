//! Rows that could be taken out: whoever they hold for is told the same by rows below.

use super::{Table, rests_within};
use crate::report::{Fault, Report};
use crate::rules::book::RowId;
use crate::rules::diagram::nodes::{FALSE, NodeId, TooLarge};
use crate::rules::proof::analyse::proof::Proof;
use crate::say;

/// Reports such rows, and gives them back.
pub(super) fn check(
    table: &Table<'_>,
    proof: &mut Proof<'_>,
    report: &mut Report,
) -> Result<Vec<RowId>, TooLarge> {
    let mut found = Vec::new();
    let mut below: Vec<RowId> = Vec::new();
    // The rows that are left: one that goes takes nobody from those below.
    let mut left = FALSE;
    for own in table.holds.indices() {
        match told_below(table, own, left, proof)? {
            Some(saying_so) => {
                found.push(own);
                below.extend(saying_so);
            }
            None => left = proof.or(left, table.holds[own])?,
        }
    }
    below.sort_unstable();
    below.dedup();
    let note = table.note(&found, |id, rows| {
        Fault::note_only("rule-subsumed", say!(
            "dans `{id}`, sans la ligne {rows}, rien ne changerait : une ligne plus bas dit la même chose",
            "in `{id}`, nothing would change without row {rows}: a row below says the same"
        ))
    });
    if let Some(note) = note {
        let below = below.into_iter().filter(|row| !found.contains(row));
        let note = below.fold(note, |note, row| {
            let number = row.index() + 1;
            note.related(
                table.row(row).span,
                say!("la ligne {number} le dit", "row {number} says it"),
            )
        });
        report.add(note.help(say!(
            "retirez-la, ou donnez-lui sa propre raison (`why`)",
            "take it out, or give it a reason of its own (`why`)"
        )));
    }
    Ok(found)
}

/// The rows below that tell the same to all those for whom a row counts, if they do. Rows
/// `above` it take the others.
fn told_below(
    table: &Table<'_>,
    own: RowId,
    above: NodeId,
    proof: &mut Proof<'_>,
) -> Result<Option<Vec<RowId>>, TooLarge> {
    let row = table.row(own);
    let says_so = |other: RowId| {
        let other = table.row(other);
        other.terminal == row.terminal && rests_within(row, other)
    };
    let below = || table.holds.indices().skip(own.index() + 1);
    if !below().any(says_so) {
        return Ok(None);
    }
    let mut rest = proof.without(table.holds[own], above)?;
    if !proof.holds_of_somebody(rest)? {
        return Ok(None);
    }
    let mut found = Vec::new();
    for other in below() {
        if proof.and(rest, table.holds[other])? == FALSE {
            continue;
        }
        if !says_so(other) {
            return Ok(None);
        }
        found.push(other);
        rest = proof.without(rest, table.holds[other])?;
        if rest == FALSE {
            return Ok(Some(found));
        }
    }
    Ok(None)
}
