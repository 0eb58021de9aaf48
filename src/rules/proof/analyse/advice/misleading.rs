//! Rows that name an option for which they never count, because rows above decide otherwise.
//!
//! Whoever reads such a row alone believes something of these persons that is told to none of
//! them. What a group stands for, and what a `!=` leaves over, is not named one by one.

use super::Table;
use crate::report::{Fault, Report};
use crate::rules::book::{Condition, OptionId, OptionSet, QuestionId, RowId, Test};
use crate::rules::diagram::nodes::{FALSE, NodeId, TRUE, TooLarge};
use crate::rules::proof::analyse::proof::Proof;
use crate::say;

/// Reports such rows, with a person whom the first of them misleads about.
pub(super) fn check(
    table: &Table<'_>,
    proof: &mut Proof<'_>,
    report: &mut Report,
) -> Result<(), TooLarge> {
    let mut found: Vec<RowId> = Vec::new();
    let mut named: Vec<String> = Vec::new();
    let mut example = None;
    for own in table.holds.indices() {
        let mut tests = Vec::new();
        named_options(table, &table.row(own).when, &mut tests);
        if own.index() == 0 || tests.is_empty() {
            continue;
        }
        let counts = proof.without(table.holds[own], table.taken[own])?;
        if counts == FALSE {
            continue;
        }
        for (question, option) in tests {
            let Some(taken) = taken_of(table, own, counts, question, option, proof)? else {
                continue;
            };
            let asked = &table.compiled.book.questions[question];
            let (number, option) = (own.index() + 1, &asked.kind.options()[option]);
            named.push(format!("{number}: `{}` = `{option}`", asked.id));
            found.push(own);
            if example.is_none() {
                example = Some(taken);
            }
        }
    }
    found.dedup();
    let note = table.note(&found, |id, rows| {
        Fault::note_only("rule-misleading", say!(
            "dans `{id}`, la ligne {rows} nomme une option pour laquelle elle ne compte jamais : les lignes au-dessus concluent autrement",
            "in `{id}`, row {rows} names an option for which it never counts: rows above conclude otherwise"
        ))
    });
    let (Some(note), Some(taken)) = (note, example) else {
        return Ok(());
    };
    let note = named.iter().fold(note, |note, named| {
        note.note(say!("ligne {named}", "row {named}"))
    });
    let note = match proof.person(taken, TRUE)? {
        Some(person) => proof.shown(note, &person),
        None => note,
    };
    report.add(with_help(note));
    Ok(())
}

fn with_help(note: Fault) -> Fault {
    note.help(say!(
        "retirez l'option de la ligne, ou placez la ligne plus haut",
        "take the option out of the row, or move the row up"
    ))
}

/// Those for whom a row holds who give an answer, where it counts for none of them, and what
/// they are told instead is something else.
fn taken_of(
    table: &Table<'_>,
    own: RowId,
    counts: NodeId,
    question: QuestionId,
    option: OptionId,
    proof: &mut Proof<'_>,
) -> Result<Option<NodeId>, TooLarge> {
    let level = table.compiled.level(question);
    if proof.restrict(counts, level, option.index())? != FALSE {
        return Ok(None);
    }
    let width = table.compiled.book.questions[question].kind.options().len();
    let inside = (0..width).map(|region| {
        if region == option.index() {
            TRUE
        } else {
            FALSE
        }
    });
    let answered = proof.test(level, inside.collect())?;
    let holding = proof.and(table.holds[own], answered)?;
    if !proof.holds_of_somebody(holding)? {
        return Ok(None);
    }
    // Rows above that conclude the same mislead nobody.
    let rows = &table.decision.rows;
    let mut rest = holding;
    for above in table.holds.indices().take(own.index()) {
        if rows[above].terminal == rows[own].terminal
            && proof.and(rest, table.holds[above])? != FALSE
        {
            return Ok(None);
        }
        rest = proof.without(rest, table.holds[above])?;
    }
    Ok(Some(holding))
}

/// The options that a condition names one by one, joined by `and` and `or` alone.
fn named_options(
    table: &Table<'_>,
    condition: &Condition,
    found: &mut Vec<(QuestionId, OptionId)>,
) {
    match condition {
        one if one.is_one_test(&table.compiled.book) => {}
        Condition::And(parts) | Condition::Or(parts) => {
            parts
                .iter()
                .for_each(|part| named_options(table, part, found));
        }
        Condition::Answer {
            question,
            test: Test::Options(set),
            ..
        } if is_a_list(table, *question, *set) => {
            let options = table.compiled.book.questions[*question].kind.options();
            let own = options.indices().filter(|option| set.contains(*option));
            for option in own {
                if !found.contains(&(*question, option)) {
                    found.push((*question, option));
                }
            }
        }
        _ => {}
    }
}

/// Whether options are listed one by one: they are at most half of them, and no group.
fn is_a_list(table: &Table<'_>, question: QuestionId, set: OptionSet) -> bool {
    let book = &table.compiled.book;
    let options = book.questions[question].kind.options();
    let count = options
        .indices()
        .filter(|option| set.contains(*option))
        .count();
    let mut groups = book.groups.iter();
    count * 2 <= options.len()
        && options.len() > 2
        && !groups.any(|group| group.question == question && group.options == set)
}
