//! Situations without an answer, rows that contradict one another, rows that never count.

use oxc_index::{IndexSlice, IndexVec, index_vec};

use crate::language::Bilingual;
use crate::report::{Fault, Report};
use crate::rules::book::{Condition, DecisionId, Policy, Row, RowId, RuleBook};
use crate::rules::diagram::compile::Compiled;
use crate::rules::diagram::nodes::{End, FALSE, GAP, NodeId, TRUE, TooLarge};
use crate::rules::language::display;
use crate::rules::person::evaluate::{holds, row};
use crate::rules::proof::analyse::proof::Proof;
use crate::say;

/// Reports the faults of one decision's table and of its steps.
pub(super) fn check(
    compiled: &Compiled,
    decision: DecisionId,
    proof: &mut Proof<'_>,
    report: &mut Report,
) -> Result<(), TooLarge> {
    gap(compiled, decision, proof, report)?;
    idle(compiled, decision, proof, report)?;
    if compiled.book.decisions[decision].policy == Policy::Unique {
        overlaps(compiled, decision, proof, report)?;
    }
    steps(compiled, decision, proof, report)
}

fn gap(
    compiled: &Compiled,
    decision: DecisionId,
    proof: &mut Proof<'_>,
    report: &mut Report,
) -> Result<(), TooLarge> {
    let book = &compiled.book;
    let found = &book.decisions[decision];
    let id = &found.id;
    if let Some(person) = proof.person(compiled.roots[decision], GAP)?
        && row(book, decision, &person.whole) == Ok(None)
    {
        let shown = proof.shown(
            Fault::error(
                "rule-gap",
                say!(
                    "la décision `{id}` ne dit rien dans certaines situations",
                    "the decision `{id}` says nothing in some situations"
                ),
            )
            .at(found.span)
            .help(say!(
                "ajoutez une ligne pour ces situations, ou une dernière ligne `otherwise`",
                "add a row for these situations, or a last row `otherwise`"
            )),
            &person,
        );
        let left_out = proof.ends(compiled.roots[decision], |end| end == End::Gap)?;
        report.add(proof.region(shown, left_out, |who| Bilingual {
            fr: format!("sans réponse : {}", who.fr),
            en: format!("without an answer: {}", who.en),
        }));
    }
    Ok(())
}

/// Rows whose condition holds of nobody or of everybody, and rows below others that cover them.
fn idle(
    compiled: &Compiled,
    decision: DecisionId,
    proof: &mut Proof<'_>,
    report: &mut Report,
) -> Result<(), TooLarge> {
    let rows = &compiled.book.decisions[decision].rows;
    let conditions = &compiled.rows[decision];
    let mut taken = FALSE;
    for ((own, row), condition) in rows.iter_enumerated().zip(conditions) {
        if !proof.holds_of_somebody(*condition)? {
            report.add(proof.refused_by(never(row), *condition)?);
        } else {
            let new = proof.without(*condition, taken)?;
            if !proof.holds_of_somebody(new)? {
                let fault = shadowed(compiled, decision, own, proof)?;
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
    decision: DecisionId,
    own: RowId,
    proof: &mut Proof<'_>,
) -> Result<Fault, TooLarge> {
    let book = &compiled.book;
    let found = &book.decisions[decision];
    let id = &found.id;
    let covering = covering(&compiled.rows[decision][..=own], proof)?;
    let mut fault = Fault::error(
        "rule-shadowed",
        say!(
            "cette ligne de `{id}` ne compte jamais : les lignes au-dessus couvrent tous ses cas",
            "this row of `{id}` never counts: the rows above cover all its cases"
        ),
    )
    .at(found.rows[own].span);
    for first in &covering {
        let span = found.rows[*first].span;
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
        .map(|first| row_name(book, &found.rows[*first]))
        .collect();
    let names = names.join(", ");
    fault = fault.note(say!("couverte par {names}", "covered by {names}"));
    if let Some(person) = proof.person(compiled.rows[decision][own], TRUE)?
        && holds(book, &found.rows[own].when, &person.whole) == Ok(true)
        && row(book, decision, &person.whole).is_ok_and(|found| found < Some(own))
    {
        fault = proof.shown(fault, &person);
    }
    Ok(fault.help(if found.rows[own].otherwise {
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
fn covering(
    conditions: &IndexSlice<RowId, [NodeId]>,
    proof: &mut Proof<'_>,
) -> Result<Vec<RowId>, TooLarge> {
    let Some((own, above)) = conditions.split_last() else {
        return Ok(Vec::new());
    };
    // What is left of the row below each of those above, as far down as anything is.
    let mut left: IndexVec<RowId, NodeId> = index_vec![*own];
    for row in above {
        let rest = proof.without(left[left.last_idx()], *row)?;
        if rest == FALSE {
            break;
        }
        left.push(rest);
    }
    let mut kept = Vec::new();
    let mut taken = FALSE;
    for candidate in above.indices().take(left.len()).rev() {
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
        format!("`{}`", display::condition(book, &row.when))
    }
}

/// Under `unique`: two rows that hold together and conclude differently.
fn overlaps(
    compiled: &Compiled,
    decision: DecisionId,
    proof: &mut Proof<'_>,
    report: &mut Report,
) -> Result<(), TooLarge> {
    let book = &compiled.book;
    let rows = &book.decisions[decision].rows;
    let conditions = &compiled.rows[decision];
    for (second, later) in rows.iter_enumerated() {
        let before = rows.iter_enumerated();
        for (first, earlier) in before.take_while(|(first, _)| *first < second) {
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
                let (one, other) = (first.index() + 1, second.index() + 1);
                let shown = proof.shown(
                    Fault::error(
                        "rule-overlap",
                        say!(
                            "les lignes {one} et {other} valent ensemble, et concluent différemment",
                            "rows {one} and {other} hold together, and conclude differently"
                        ),
                    )
                    .at(later.span)
                    .related(earlier.span, say!("la ligne {one}", "row {one}"))
                    .help(say!(
                        "précisez l'une des deux conditions, ou passez à `policy: first`",
                        "narrow one of the two conditions, or change to `policy: first`"
                    )),
                    &person,
                );
                report.add(proof.region(shown, both, |who| Bilingual {
                    fr: format!("les deux valent : {}", who.fr),
                    en: format!("both hold: {}", who.en),
                }));
            }
        }
    }
    Ok(())
}

/// Steps that are told to nobody.
fn steps(
    compiled: &Compiled,
    decision: DecisionId,
    proof: &mut Proof<'_>,
    report: &mut Report,
) -> Result<(), TooLarge> {
    let found = &compiled.book.decisions[decision];
    for (step, own) in found.steps.iter().zip(&compiled.steps[decision]) {
        let told = proof.ends(compiled.roots[decision], |end| {
            end.terminal().is_some_and(|terminal| {
                let outcome = found.terminals[terminal].outcome;
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
