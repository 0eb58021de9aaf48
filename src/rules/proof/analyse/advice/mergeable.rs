//! Neighbours that conclude the same from the same law, and are one row when put together.

use super::{Table, rests_within};
use crate::report::{Fault, Report};
use crate::rules::book::RowId;
use crate::rules::diagram::nodes::TooLarge;
use crate::rules::diagram::variables::Variable;
use crate::rules::proof::analyse::proof::Proof;
use crate::rules::proof::notation::block_text;
use crate::say;

/// Reports the first rows of such pairs. Rows that could be taken out are told already.
pub(super) fn check(
    table: &Table<'_>,
    subsumed: &[RowId],
    proof: &mut Proof<'_>,
    report: &mut Report,
) -> Result<(), TooLarge> {
    let mut found = Vec::new();
    let mut written = Vec::new();
    for own in table.holds.indices().skip(1) {
        let above = own - 1;
        if subsumed.contains(&above) || subsumed.contains(&own) || !alike(table, above, own) {
            continue;
        }
        if let Some(condition) = together(table, above, own, proof)? {
            found.push(above);
            written.push(condition);
        }
    }
    let note = table.note(&found, |id, rows| {
        Fault::note_only(
            "rule-mergeable",
            say!(
                "dans `{id}`, la ligne {rows} et celle qui la suit pourraient n'en faire qu'une",
                "in `{id}`, row {rows} and the one after it could be one"
            ),
        )
    });
    if let Some(note) = note {
        let note = written.iter().fold(note, |note, condition| {
            note.note(say!("ensemble : `{condition}`", "together: `{condition}`"))
        });
        report.add(note.help(say!(
            "joignez-les, ou laissez-les si le droit les sépare",
            "join them, or leave them where the law parts them"
        )));
    }
    Ok(())
}

/// Whether two rows conclude the same, from the same sources and quotes.
fn alike(table: &Table<'_>, above: RowId, own: RowId) -> bool {
    let (above, own) = (table.row(above), table.row(own));
    above.terminal == own.terminal
        && !own.otherwise
        && rests_within(above, own)
        && rests_within(own, above)
        && above.wording.unquoted == own.wording.unquoted
}

/// The one condition that holds where either does, without an `or`. Whoever the rows above take
/// may lie in it as well.
fn together(
    table: &Table<'_>,
    above: RowId,
    own: RowId,
    proof: &mut Proof<'_>,
) -> Result<Option<String>, TooLarge> {
    let either = proof.or(table.holds[above], table.holds[own])?;
    let counts = proof.without(either, table.taken[above])?;
    let allowed = proof.or(either, table.taken[above])?;
    let blocks = proof.boxes(counts, allowed)?;
    let [only] = blocks.as_slice() else {
        return Ok(None);
    };
    // A comparison of several answers has no place in a row.
    let variables = &table.compiled.variables;
    let compares = |level| matches!(variables[level], Variable::Comparison(_));
    if only.0.is_empty() || only.0.keys().any(|level| compares(*level)) {
        return Ok(None);
    }
    let limits = block_text(table.compiled, only);
    let limits = limits
        .into_iter()
        .map(|limit| match limit.contains(" or ") {
            true => format!("({limit})"),
            false => limit,
        });
    Ok(Some(limits.collect::<Vec<_>>().join(" and ")))
}
