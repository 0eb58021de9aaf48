//! Tables whose order decides nothing, and that could say so.

use super::Table;
use crate::report::{Fault, Report};
use crate::rules::book::RowId;
use crate::rules::diagram::nodes::TooLarge;
use crate::rules::proof::analyse::proof::Proof;
use crate::say;

/// Reports a table whose rows never hold together where they conclude differently.
///
/// One condition beside `otherwise` is no order worth a word, and neither is a table in which
/// everything concludes the same.
pub(super) fn check(
    table: &Table<'_>,
    proof: &mut Proof<'_>,
    report: &mut Report,
) -> Result<(), TooLarge> {
    let rows = &table.decision.rows;
    let own: Vec<RowId> = rows.indices().filter(|row| !rows[*row].otherwise).collect();
    let mut differ = false;
    for (place, second) in own.iter().enumerate() {
        for first in &own[..place] {
            if rows[*first].terminal == rows[*second].terminal {
                continue;
            }
            differ = true;
            let both = proof.and(table.holds[*first], table.holds[*second])?;
            if proof.holds_of_somebody(both)? {
                return Ok(());
            }
        }
    }
    if differ {
        let id = &table.decision.id;
        report.add(
            Fault::note_only(
                "rule-order-free",
                say!(
                    "dans `{id}`, l'ordre des lignes ne décide de rien : deux d'entre elles ne valent jamais ensemble",
                    "in `{id}`, the order of the rows decides nothing: no two of them hold together"
                ),
            )
            .at(table.decision.span)
            .help(say!(
                "écrivez `policy: unique` pour que cela reste prouvé, si aucune ligne n'est l'exception d'une autre",
                "write `policy: unique` to have that proved from now on, if no row is the exception of another"
            )),
        );
    }
    Ok(())
}
