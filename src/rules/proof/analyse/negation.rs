//! Negations that hold because the question was never asked.
//!
//! A comparison on a question that makes no sense for a person does not hold, so its
//! negation does: `leave != sick` is true of a retired person, who has no leave at all.
//! Where a row counts for that reason alone, the author has most likely not thought of her.

use std::collections::HashMap;

use crate::report::{Fault, Report};
use crate::rules::book::{Condition, DecisionId, FactId, QuestionId, RuleBook};
use crate::rules::diagram::compile::Compiled;
use crate::rules::diagram::nodes::{FALSE, TRUE, TooLarge};
use crate::rules::language::display;
use crate::rules::person::evaluate::{holds, makes_sense, row};
use crate::rules::proof::analyse::proof::Proof;
use crate::say;
use crate::source::Span;

/// Reports the rows of a decision that count for somebody only because a question under
/// a `not` makes no sense for her.
///
/// The negation of a named fact is taken at its word: a fact has a meaning of its own, and
/// does not hold of those it does not concern. What stands inside the fact is looked at.
pub(super) fn check(
    compiled: &Compiled,
    decision: DecisionId,
    proof: &mut Proof<'_>,
    report: &mut Report,
) -> Result<(), TooLarge> {
    let book = &compiled.book;
    let rows = &book.decisions[decision].rows;
    let mut taken = FALSE;
    let mut seen: Vec<(Span, QuestionId)> = Vec::new();
    for (own, condition) in compiled.rows[decision].iter_enumerated() {
        let counts = proof.without(*condition, taken)?;
        taken = proof.or(taken, *condition)?;
        if !negates(book, &rows[own].when, &mut HashMap::new()) {
            continue;
        }
        let whole = expanded(book, &rows[own].when, proof)?;
        let mut negations = Vec::new();
        negated(&whole, proof, &mut negations)?;
        for negation in negations {
            proof.spend(size(&negation.rest))?;
            let without = proof.condition(&negation.rest)?;
            let because = proof.without(counts, without)?;
            for (question, inner) in negation.comparisons(book) {
                if seen.contains(&(negation.span, question)) {
                    continue;
                }
                let inner = proof.condition(&inner)?;
                let unasked = proof.without(inner, compiled.applicable[question])?;
                let shown = proof.and(because, unasked)?;
                let Some(person) = proof.person(shown, TRUE)? else {
                    continue;
                };
                let replayed = row(book, decision, &person.whole) == Ok(Some(own))
                    && holds(book, &negation.rest, &person.whole) == Ok(false)
                    && makes_sense(book, question, &person.whole) == Ok(false);
                if !replayed {
                    continue;
                }
                seen.push((negation.span, question));
                let id = &book.questions[question].id;
                let words = display::condition(
                    book,
                    &Condition::Not(negation.inner.clone().into(), negation.span),
                );
                report.add(proof.shown(
                    Fault::warning(
                        "rule-senseless-negation",
                        say!(
                            "`{words}` vaut aussi pour qui n'a pas à répondre à `{id}`",
                            "`{words}` also holds of those who are not asked `{id}`"
                        ),
                    )
                    .at(negation.span)
                    .related(rows[own].span, say!("la ligne qui en compte", "the row that counts for it"))
                    .help(say!(
                        "nommez les réponses voulues (`{id} in […]`), ou ajoutez à qui la question s'adresse",
                        "name the answers that are meant (`{id} in […]`), or add whom the question is for"
                    )), &person));
            }
        }
    }
    Ok(())
}

/// What a part of a condition that is written out takes, in steps: some hundred bytes of memory.
const WRITTEN: usize = 4;

/// A negation inside a condition.
struct Negation {
    span: Span,
    /// What is negated.
    inner: Condition,
    /// The whole condition, with the negation taken not to hold.
    rest: Condition,
}

impl Negation {
    /// The questions that are compared under the `not`, each with what is negated were that
    /// comparison to hold.
    fn comparisons(&self, book: &RuleBook) -> Vec<(QuestionId, Condition)> {
        let mut found = Vec::new();
        compared(book, &self.inner, &mut found);
        found
    }
}

/// Whether some `not` is read where facts are written out.
fn negates(book: &RuleBook, condition: &Condition, known: &mut HashMap<FactId, bool>) -> bool {
    match condition {
        one if one.is_one_test(book) => false,
        Condition::Not(..) => true,
        Condition::Fact(fact) => {
            if let Some(found) = known.get(fact) {
                return *found;
            }
            let found = negates(book, &book.facts[*fact].condition, known);
            known.insert(*fact, found);
            found
        }
        Condition::And(parts) | Condition::Or(parts) => {
            parts.iter().any(|part| negates(book, part, known))
        }
        _ => false,
    }
}

/// The condition with every fact written out, but for those that are negated. Facts that name
/// one another twice are written out a thousand times after ten of them, so it is counted.
fn expanded(
    book: &RuleBook,
    condition: &Condition,
    proof: &Proof<'_>,
) -> Result<Condition, TooLarge> {
    let all = |parts: &[Condition]| {
        let parts = parts.iter().map(|part| expanded(book, part, proof));
        parts.collect::<Result<Vec<_>, _>>()
    };
    proof.spend(WRITTEN)?;
    match condition {
        Condition::Fact(fact) => expanded(book, &book.facts[*fact].condition, proof),
        Condition::And(parts) => Ok(Condition::And(all(parts)?)),
        Condition::Or(parts) => Ok(Condition::Or(all(parts)?)),
        other => Ok(other.clone()),
    }
}

/// How many parts a condition is made of.
fn size(condition: &Condition) -> usize {
    let mut size = 0;
    condition.each(&mut |_| size += 1);
    size
}

fn negated(
    condition: &Condition,
    proof: &Proof<'_>,
    found: &mut Vec<Negation>,
) -> Result<(), TooLarge> {
    let list =
        |parts: &[Condition], make: fn(Vec<Condition>) -> Condition, found: &mut Vec<Negation>| {
            for (index, part) in parts.iter().enumerate() {
                let mut inside = Vec::new();
                negated(part, proof, &mut inside)?;
                if !inside.is_empty() {
                    let size: usize = parts.iter().map(size).sum();
                    proof.spend(WRITTEN * size * inside.len())?;
                }
                found.extend(inside.into_iter().map(|negation| {
                    let mut rest = parts.to_vec();
                    rest[index] = negation.rest;
                    Negation {
                        rest: make(rest),
                        ..negation
                    }
                }));
            }
            Ok(())
        };
    match condition {
        one if one.is_one_test(proof.book()) => Ok(()),
        Condition::And(parts) => list(parts, Condition::And, found),
        Condition::Or(parts) => list(parts, Condition::Or, found),
        Condition::Not(inner, span) => {
            found.push(Negation {
                span: *span,
                inner: (**inner).clone(),
                rest: Condition::Constant(false),
            });
            Ok(())
        }
        _ => Ok(()),
    }
}

fn compared(book: &RuleBook, condition: &Condition, found: &mut Vec<(QuestionId, Condition)>) {
    let list = |parts: &[Condition], make: fn(Vec<Condition>) -> Condition, found: &mut Vec<_>| {
        for (index, part) in parts.iter().enumerate() {
            let mut inside = Vec::new();
            compared(book, part, &mut inside);
            found.extend(inside.into_iter().map(|(question, part)| {
                let mut all = parts.to_vec();
                all[index] = part;
                (question, make(all))
            }));
        }
    };
    match condition {
        Condition::Answer { question, .. } | Condition::Dated { question, .. } => {
            found.push((*question, Condition::Constant(true)));
        }
        Condition::Comparison(comparison) => {
            let inputs = &book.comparisons[*comparison].inputs;
            found.extend(
                inputs
                    .iter()
                    .map(|input| (*input, Condition::Constant(true))),
            );
        }
        Condition::And(parts) => list(parts, Condition::And, found),
        Condition::Or(parts) => list(parts, Condition::Or, found),
        _ => {}
    }
}
