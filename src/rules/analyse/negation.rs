//! Negations that hold because the question was never asked.
//!
//! A comparison on a question that makes no sense for a person does not hold, so its
//! negation does: `leave != sick` is true of a retired person, who has no leave at all.
//! Where a row counts for that reason alone, the author has most likely not thought of her.

use crate::report::{Fault, Report};
use crate::rules::analyse::proof::Proof;
use crate::rules::book::{Condition, RuleBook};
use crate::rules::compile::Compiled;
use crate::rules::diagram::{FALSE, TRUE, TooLarge};
use crate::rules::evaluate::{holds, makes_sense, row};
use crate::rules::written;
use crate::say;
use crate::source::Span;

/// Reports the rows of a decision that count for somebody only because a question under
/// a `not` makes no sense for her.
///
/// The negation of a named fact is taken at its word: a fact has a meaning of its own, and
/// does not hold of those it does not concern. What stands inside the fact is looked at.
pub(super) fn check(
    compiled: &Compiled,
    place: usize,
    proof: &mut Proof<'_>,
    report: &mut Report,
) -> Result<(), TooLarge> {
    let book = &compiled.book;
    let rows = &book.decisions[place].rows;
    let mut taken = FALSE;
    let mut seen: Vec<(Span, usize)> = Vec::new();
    for (own, condition) in compiled.rows[place].iter().enumerate() {
        let counts = proof.without(*condition, taken)?;
        taken = proof.or(taken, *condition)?;
        let whole = expanded(book, &rows[own].when);
        let mut negations = Vec::new();
        negated(&whole, &mut negations);
        for negation in negations {
            let without = proof.condition(&negation.rest)?;
            let because = proof.without(counts, without)?;
            for (question, inner) in negation.comparisons(book) {
                if seen.contains(&(negation.span, question)) {
                    continue;
                }
                let inner = proof.condition(&inner)?;
                let unasked = proof.without(inner, compiled.relevant[question])?;
                let shown = proof.and(because, unasked)?;
                let Some(person) = proof.person(shown, TRUE)? else {
                    continue;
                };
                let replayed = row(book, place, &person.whole) == Ok(Some(own))
                    && holds(book, &negation.rest, &person.whole) == Ok(false)
                    && makes_sense(book, question, &person.whole) == Ok(false);
                if !replayed {
                    continue;
                }
                seen.push((negation.span, question));
                let id = &book.questions[question].id;
                let words = written::condition(
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
    fn comparisons(&self, book: &RuleBook) -> Vec<(usize, Condition)> {
        let mut found = Vec::new();
        compared(book, &self.inner, &mut found);
        found
    }
}

/// The condition with every fact written out, but for those that are negated.
fn expanded(book: &RuleBook, condition: &Condition) -> Condition {
    let all = |parts: &[Condition]| parts.iter().map(|part| expanded(book, part)).collect();
    match condition {
        Condition::Fact(fact) => expanded(book, &book.facts[*fact].condition),
        Condition::And(parts) => Condition::And(all(parts)),
        Condition::Or(parts) => Condition::Or(all(parts)),
        other => other.clone(),
    }
}

fn negated(condition: &Condition, found: &mut Vec<Negation>) {
    let list =
        |parts: &[Condition], make: fn(Vec<Condition>) -> Condition, found: &mut Vec<Negation>| {
            for (place, part) in parts.iter().enumerate() {
                let mut inside = Vec::new();
                negated(part, &mut inside);
                found.extend(inside.into_iter().map(|negation| {
                    let mut rest = parts.to_vec();
                    rest[place] = negation.rest;
                    Negation {
                        rest: make(rest),
                        ..negation
                    }
                }));
            }
        };
    match condition {
        Condition::And(parts) => list(parts, Condition::And, found),
        Condition::Or(parts) => list(parts, Condition::Or, found),
        Condition::Not(inner, span) => found.push(Negation {
            span: *span,
            inner: (**inner).clone(),
            rest: Condition::Constant(false),
        }),
        _ => {}
    }
}

fn compared(book: &RuleBook, condition: &Condition, found: &mut Vec<(usize, Condition)>) {
    let list = |parts: &[Condition], make: fn(Vec<Condition>) -> Condition, found: &mut Vec<_>| {
        for (place, part) in parts.iter().enumerate() {
            let mut inside = Vec::new();
            compared(book, part, &mut inside);
            found.extend(inside.into_iter().map(|(question, part)| {
                let mut all = parts.to_vec();
                all[place] = part;
                (question, make(all))
            }));
        }
    };
    match condition {
        Condition::Answer { question, .. } | Condition::Dated { question, .. } => {
            found.push((*question, Condition::Constant(true)));
        }
        Condition::Relation(relation) => {
            let inputs = &book.relations[*relation].inputs;
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
