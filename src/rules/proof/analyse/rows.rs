//! Situations without an answer, rows that contradict one another, rows that never count.

use crate::report::{Fault, Report};
use crate::rules::book::{Condition, Policy, Row, RuleBook};
use crate::rules::diagram::compile::{Compiled, FIRST_TERMINAL};
use crate::rules::diagram::nodes::{FALSE, GAP, NodeId, TRUE, TooLarge};
use crate::rules::language::written;
use crate::rules::person::evaluate::{holds, row};
use crate::rules::proof::analyse::proof::Proof;
use crate::say;

/// Reports the faults of one decision's table and of its steps.
pub(super) fn check(
    compiled: &Compiled,
    place: usize,
    proof: &mut Proof<'_>,
    report: &mut Report,
) -> Result<(), TooLarge> {
    gap(compiled, place, proof, report)?;
    idle(compiled, place, proof, report)?;
    if compiled.book.decisions[place].policy == Policy::Unique {
        overlaps(compiled, place, proof, report)?;
    }
    steps(compiled, place, proof, report)
}

fn gap(
    compiled: &Compiled,
    place: usize,
    proof: &mut Proof<'_>,
    report: &mut Report,
) -> Result<(), TooLarge> {
    let book = &compiled.book;
    let decision = &book.decisions[place];
    let id = &decision.id;
    if let Some(person) = proof.person(compiled.roots[place], GAP)?
        && row(book, place, &person.whole) == Ok(None)
    {
        report.add(
            proof.shown(
                Fault::error(
                    "rule-gap",
                    say!(
                        "la décision `{id}` ne dit rien dans certaines situations",
                        "the decision `{id}` says nothing in some situations"
                    ),
                )
                .at(decision.span)
                .help(say!(
                    "ajoutez une ligne pour ces situations, ou une dernière ligne `otherwise`",
                    "add a row for these situations, or a last row `otherwise`"
                )),
                &person,
            ),
        );
    }
    Ok(())
}

/// Rows whose condition holds of nobody or of everybody, and rows below others that cover them.
fn idle(
    compiled: &Compiled,
    place: usize,
    proof: &mut Proof<'_>,
    report: &mut Report,
) -> Result<(), TooLarge> {
    let rows = &compiled.book.decisions[place].rows;
    let conditions = &compiled.rows[place];
    let mut taken = FALSE;
    for (own, (row, condition)) in rows.iter().zip(conditions).enumerate() {
        if !proof.holds_of_somebody(*condition)? {
            report.add(proof.refused_by(never(row), *condition)?);
        } else {
            let new = proof.without(*condition, taken)?;
            if !proof.holds_of_somebody(new)? {
                let fault = shadowed(compiled, place, own, proof)?;
                report.add(proof.refused_by(fault, new)?);
            }
            let rest = proof.not(*condition)?;
            if !row.otherwise && !proof.holds_of_somebody(rest)? {
                report.add(always(row));
            }
        }
        taken = proof.or(taken, *condition)?;
    }
    Ok(())
}

fn never(row: &Row) -> Fault {
    Fault::error(
        "rule-never",
        say!(
            "cette condition n'est jamais vraie",
            "this condition is never true"
        ),
    )
    .at(row.span)
    .help(say!(
        "retirez la ligne, ou corrigez la condition",
        "take the row out, or mend the condition"
    ))
}

fn always(row: &Row) -> Fault {
    Fault::warning(
        "rule-always",
        say!(
            "cette condition est vraie pour tout le monde",
            "this condition is true of everybody"
        ),
    )
    .at(row.span)
    .help(say!(
        "écrivez `otherwise` si c'est voulu, ou corrigez la condition",
        "write `otherwise` if that is meant, or mend the condition"
    ))
}

/// A row that never counts, with the rows that take its cases and a person who shows it.
fn shadowed(
    compiled: &Compiled,
    place: usize,
    own: usize,
    proof: &mut Proof<'_>,
) -> Result<Fault, TooLarge> {
    let book = &compiled.book;
    let decision = &book.decisions[place];
    let id = &decision.id;
    let covering = covering(&compiled.rows[place][..=own], proof)?;
    let mut fault = Fault::error(
        "rule-shadowed",
        say!(
            "cette ligne de `{id}` ne compte jamais : les lignes au-dessus couvrent tous ses cas",
            "this row of `{id}` never counts: the rows above cover all its cases"
        ),
    )
    .at(decision.rows[own].span);
    for first in &covering {
        let span = decision.rows[*first].span;
        fault = fault.related(
            span,
            match covering.len() {
                1 => say!("cette ligne les couvre tous", "this row covers them all"),
                _ => say!("cette ligne en couvre", "this row covers some"),
            },
        );
    }
    let names: Vec<String> = covering
        .iter()
        .map(|first| row_name(book, &decision.rows[*first]))
        .collect();
    let names = names.join(", ");
    fault = fault.note(say!("couverte par {names}", "covered by {names}"));
    if let Some(person) = proof.person(compiled.rows[place][own], TRUE)?
        && holds(book, &decision.rows[own].when, &person.whole) == Ok(true)
        && row(book, place, &person.whole).is_ok_and(|found| found < Some(own))
    {
        fault = proof.shown(fault, &person);
    }
    Ok(fault.help(if decision.rows[own].otherwise {
        say!("retirez la ligne", "take the row out")
    } else {
        say!(
            "retirez la ligne, ou placez-la plus haut",
            "take the row out, or move it up"
        )
    }))
}

/// Of the rows above the last, those that together cover it, and none too many: from the lowest
/// up, each is left out that the others do without.
fn covering(conditions: &[NodeId], proof: &mut Proof<'_>) -> Result<Vec<usize>, TooLarge> {
    let Some((own, above)) = conditions.split_last() else {
        return Ok(Vec::new());
    };
    // What is left of the row below each of those above, as far down as anything is.
    let mut left = vec![*own];
    for row in above {
        let rest = proof.without(left[left.len() - 1], *row)?;
        if rest == FALSE {
            break;
        }
        left.push(rest);
    }
    let mut kept = Vec::new();
    let mut taken = FALSE;
    for candidate in (0..left.len().min(above.len())).rev() {
        let rest = proof.without(left[candidate], taken)?;
        if proof.holds_of_somebody(rest)? {
            kept.push(candidate);
            taken = proof.or(taken, above[candidate])?;
        }
    }
    kept.reverse();
    Ok(kept)
}

fn row_name(book: &RuleBook, row: &Row) -> String {
    if row.otherwise {
        "`otherwise`".to_owned()
    } else {
        format!("`{}`", written::condition(book, &row.when))
    }
}

/// Under `unique`: two rows that hold together and conclude differently.
fn overlaps(
    compiled: &Compiled,
    place: usize,
    proof: &mut Proof<'_>,
    report: &mut Report,
) -> Result<(), TooLarge> {
    let book = &compiled.book;
    let rows = &book.decisions[place].rows;
    let conditions = &compiled.rows[place];
    for (second, later) in rows.iter().enumerate() {
        for (first, earlier) in rows.iter().enumerate().take(second) {
            if later.otherwise || earlier.otherwise || later.terminal == earlier.terminal {
                continue;
            }
            let both = proof.and(conditions[first], conditions[second])?;
            let both_hold = |whole: &_| {
                holds(book, &earlier.when, whole) == Ok(true)
                    && holds(book, &later.when, whole) == Ok(true)
            };
            if let Some(person) = proof.person(both, TRUE)?
                && both_hold(&person.whole)
            {
                report.add(proof.shown(
                    Fault::error(
                        "rule-overlap",
                        say!(
                            "cette ligne et une autre valent ensemble, et concluent différemment",
                            "this row and another one hold together, and conclude differently"
                        ),
                    )
                    .at(later.span)
                    .related(earlier.span, say!("l'autre ligne", "the other row"))
                    .help(say!(
                        "précisez l'une des deux conditions, ou passez à `policy: first`",
                        "narrow one of the two conditions, or change to `policy: first`"
                    )), &person));
            }
        }
    }
    Ok(())
}

/// Steps that are told to nobody.
fn steps(
    compiled: &Compiled,
    place: usize,
    proof: &mut Proof<'_>,
    report: &mut Report,
) -> Result<(), TooLarge> {
    let decision = &compiled.book.decisions[place];
    for (step, own) in decision.steps.iter().zip(&compiled.steps[place]) {
        let told = proof.ends(compiled.roots[place], |meaning| {
            let terminal = meaning.checked_sub(FIRST_TERMINAL);
            terminal.is_some_and(|terminal| {
                let outcome = decision.terminals[terminal as usize].outcome;
                step.outcomes.contains(&outcome)
            })
        })?;
        let told = proof.and(told, *own)?;
        if step
            .when
            .as_ref()
            .is_some_and(|when| *when != Condition::Constant(true))
            && !proof.holds_of_somebody(told)?
        {
            let id = &step.id;
            let fault = Fault::error(
                    "rule-never",
                    say!(
                        "l'étape `{id}` n'est jamais dite : sa condition n'est jamais vraie avec l'une de ses issues",
                        "the step `{id}` is never told: its condition is never true with one of its outcomes"
                    ),
                )
                .at(step.span)
                .help(say!(
                    "retirez l'étape, ou corrigez sa condition ou ses issues",
                    "take the step out, or mend its condition or its outcomes"
                ));
            report.add(proof.refused_by(fault, told)?);
        }
    }
    Ok(())
}
