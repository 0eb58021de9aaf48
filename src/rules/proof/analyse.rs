//! What is wrong with the tables themselves: situations without an answer, rows that
//! contradict one another, rows, parts, options and questions that never count.
//!
//! Every fault is proved on the diagrams, comparisons included, and whoever is shown as an
//! example was put to the plain evaluator first.

mod advice;
mod contradictions;
mod effect;
mod negation;
mod parts;
mod proof;
mod rows;
mod unused;
mod verdict;

use crate::report::{Fault, Report};
use crate::rules::book::DecisionId;
use crate::rules::diagram::compile::Compiled;
use crate::rules::diagram::nodes::TooLarge;
use crate::rules::diagram::too_large::TooLargeAt;
use crate::rules::language::phrases::Phrasebook;
use crate::rules::proof::analyse::proof::Proof;
use crate::say;

/// The errors that tables can have and still be asked: each of them shows in what the rules
/// conclude for the person that it names.
pub const ANSWERABLE: [&str; 6] = [
    "rule-gap",
    "rule-overlap",
    "rule-shadowed",
    "rule-never",
    "case-fails",
    "contradictory-answers",
];

/// Reports every fault of the tables, each with a person who shows it where there is one.
///
/// Persons are told in the words of the `phrases`.
pub fn analyse(compiled: &Compiled, phrases: &Phrasebook, report: &mut Report) {
    let book = &compiled.book;
    let mut proof = Proof::new(compiled, phrases);
    match contradictions::check(compiled, &mut proof, report) {
        // Of nobody at all everything is true, and nothing is worth a word.
        Ok(false) => return,
        Ok(true) => {}
        Err(TooLarge) => report.add(too_large(compiled, None)),
    }
    proof.next(compiled);
    for decision in book.decisions.indices() {
        // What is found before the limits are reached is true all the same.
        if of_decision(compiled, decision, &mut proof, report).is_err() {
            report.add(too_large(compiled, Some(decision)));
        } else {
            proof.aside(|proof| advice::of_decision(compiled, decision, proof, report));
        }
        proof.next(compiled);
    }
    if whole(compiled, &mut proof, report).is_err() {
        report.add(too_large(compiled, None));
    }
    unused::check(book, report);
    verdict::check(book, report);
}

fn of_decision(
    compiled: &Compiled,
    decision: DecisionId,
    proof: &mut Proof<'_>,
    report: &mut Report,
) -> Result<(), TooLarge> {
    rows::check(compiled, decision, proof, report)?;
    parts::of_decision(&compiled.book, decision, proof, report)?;
    negation::check(compiled, decision, proof, report)
}

fn whole(compiled: &Compiled, proof: &mut Proof<'_>, report: &mut Report) -> Result<(), TooLarge> {
    parts::of_names(&compiled.book, proof, report)?;
    effect::check(compiled, proof, report)
}

fn too_large(compiled: &Compiled, decision: Option<DecisionId>) -> Fault {
    let book = &compiled.book;
    let heavy = TooLargeAt::new(book, decision).questions;
    let questions = heavy.join("`, `");
    let fault = match decision.map(|decision| &book.decisions[decision]) {
        Some(decision) => {
            let id = &decision.id;
            Fault::error(
                "rules-too-large",
                say!(
                    "la décision `{id}` est trop grande pour être prouvée",
                    "the decision `{id}` is too large to be proved"
                ),
            )
            .at(decision.span)
        }
        None => {
            let fault = Fault::error(
                "rules-too-large",
                say!(
                    "les règles sont trop grandes pour être prouvées",
                    "the rules are too large to be proved"
                ),
            );
            // They have no place; the heaviest of their questions has.
            let worst = heavy.first().and_then(|id| book.question(id));
            match worst {
                Some(worst) => fault.at(book.questions[worst].span),
                None => fault,
            }
        }
    };
    fault
        .note(say!(
            "les questions qui l'agrandissent le plus : `{questions}`",
            "the questions that make it the largest: `{questions}`"
        ))
        .help(say!(
            "partagez la décision en deux, ou comparez moins de réponses entre elles",
            "split the decision in two, or compare fewer answers with one another"
        ))
}
