//! Parts of an `and` or an `or` that never matter, and conditions that decide nothing.

use std::collections::{BTreeSet, HashMap};

use crate::language::Bilingual;
use crate::report::{Fault, Report};
use crate::rules::book::{Condition, DecisionId, FactId, Formula, RuleBook, names_of};
use crate::rules::diagram::nodes::{FALSE, NodeId, TRUE, TooLarge};
use crate::rules::language::display;
use crate::rules::proof::analyse::proof::Proof;
use crate::say;
use crate::source::Span;

/// Reports the idle parts of a decision's rows and steps.
pub(super) fn of_decision(
    book: &RuleBook,
    decision: DecisionId,
    proof: &mut Proof<'_>,
    report: &mut Report,
) -> Result<(), TooLarge> {
    let decision = &book.decisions[decision];
    for row in decision.rows.iter().filter(|row| !row.otherwise) {
        // A row that holds of nobody or of everybody is reported whole.
        if settled(&row.when, proof)?.is_none() {
            parts(book, &row.when, row.span, proof, report)?;
        }
    }
    for step in &decision.steps {
        let Some(when) = &step.when else { continue };
        match settled(when, proof)? {
            None => parts(book, when, step.span, proof, report)?,
            Some(true) => report.add(decides_nothing(
                say!("la condition de l'étape", "the condition of the step"),
                &step.id,
                step.span,
                true,
            )),
            Some(false) => {}
        }
    }
    Ok(())
}

/// Reports facts and conditions of questions that are settled, and their idle parts.
pub(super) fn of_names(
    book: &RuleBook,
    proof: &mut Proof<'_>,
    report: &mut Report,
) -> Result<(), TooLarge> {
    // What contradictions are made of may hold of nobody possible.
    let contradictions = book.contradictions.iter();
    let refusing: BTreeSet<FactId> = contradictions
        .flat_map(|found| names_of(book, &found.condition).1)
        .collect();
    for (own, fact) in book.facts.iter_enumerated() {
        if refusing.contains(&own) {
            continue;
        }
        match settled(&fact.condition, proof)? {
            None => parts(book, &fact.condition, fact.span, proof, report)?,
            Some(always) => {
                let what = say!("le fait", "the fact");
                let fault = decides_nothing(what, &fact.id, fact.span, always);
                let root = proof.condition(&fact.condition)?;
                report.add(match always {
                    false => proof.refused_by(fault, root)?,
                    true => fault,
                });
            }
        }
    }
    for question in &book.questions {
        let Some(asked_if) = &question.asked_if else {
            continue;
        };
        match settled(asked_if, proof)? {
            None => parts(book, asked_if, question.span, proof, report)?,
            Some(always) => report.add(decides_nothing(
                say!(
                    "la condition de la question",
                    "the condition of the question"
                ),
                &question.id,
                question.span,
                always,
            )),
        }
    }
    Ok(())
}

/// Whether a condition holds of everybody or of nobody, where it is one of the two.
fn settled(condition: &Condition, proof: &mut Proof<'_>) -> Result<Option<bool>, TooLarge> {
    let root = proof.condition(condition)?;
    if !proof.holds_of_somebody(root)? {
        return Ok(Some(false));
    }
    let rest = proof.not(root)?;
    Ok((!proof.holds_of_somebody(rest)?).then_some(true))
}

fn decides_nothing(what: Bilingual<String>, id: &str, span: Span, always: bool) -> Fault {
    let (what_fr, what_en) = (what.fr, what.en);
    let fault = if always {
        Fault::warning(
            "rule-always",
            say!(
                "{what_fr} `{id}` vaut pour tout le monde",
                "{what_en} `{id}` holds for everybody"
            ),
        )
    } else {
        Fault::error(
            "rule-never",
            say!(
                "{what_fr} `{id}` ne vaut pour personne",
                "{what_en} `{id}` holds for nobody"
            ),
        )
    };
    fault.at(span).help(say!(
        "corrigez la condition, ou retirez-la",
        "mend the condition, or take it out"
    ))
}

/// Reports one part after the other; each is gone before the next one is looked for, so
/// that of two parts that say the same only one is called idle.
///
/// A part that only repeats when a question makes sense (`status = retired and
/// full_pension`) helps the reader and keeps its meaning when the question moves: it is
/// left alone. So is one that today's figures alone make idle (three years are less than
/// five): the next decree may change that. So a part has to be idle both for real people
/// and in its bare words, whatever the parameters are.
fn parts(
    book: &RuleBook,
    condition: &Condition,
    span: Span,
    proof: &mut Proof<'_>,
    report: &mut Report,
) -> Result<(), TooLarge> {
    let (figures, dated) = figures(book, condition, &mut HashMap::new());
    if dated > 1 {
        return Ok(());
    }
    let mut condition = condition.clone();
    // What is taken out may make another part idle that was passed before.
    loop {
        let mut idle = Idle {
            whole: Both::of(&condition, proof)?,
            by_meaning: figures == 0,
            found: Vec::new(),
        };
        let rest = idle.look(&condition, &mut Vec::new(), proof)?;
        for part in &idle.found {
            report.add(changes_nothing(book, part, &rest, span));
        }
        if idle.found.is_empty() {
            return Ok(());
        }
        condition = rest;
    }
}

fn changes_nothing(book: &RuleBook, part: &Condition, rest: &Condition, span: Span) -> Fault {
    /// Longer conditions, in letters, are not written out once more for each of their parts.
    const LONGEST: usize = 300;
    let part = display::condition(book, part);
    let shorter = display::condition(book, rest);
    Fault::warning(
        "rule-idle-part",
        say!(
            "`{part}` ne change rien à cette condition",
            "`{part}` changes nothing in this condition"
        ),
    )
    .at(span)
    .help(if shorter.len() <= LONGEST {
        say!(
            "écrivez `{shorter}`, ou corrigez cette partie",
            "write `{shorter}`, or mend this part"
        )
    } else {
        say!(
            "retirez cette partie, ou corrigez-la",
            "take this part out, or mend it"
        )
    })
}

/// A condition as it is, and in its bare words.
#[derive(Clone, Copy)]
struct Both {
    real: NodeId,
    bare: NodeId,
}

impl Both {
    fn of(condition: &Condition, proof: &mut Proof<'_>) -> Result<Both, TooLarge> {
        Ok(Both {
            real: proof.condition(condition)?,
            bare: proof.bare(condition)?,
        })
    }

    /// What holds always, or never.
    fn fixed(holds: bool) -> Both {
        let node = if holds { TRUE } else { FALSE };
        Both {
            real: node,
            bare: node,
        }
    }

    fn join(self, other: Both, all: bool, proof: &mut Proof<'_>) -> Result<Both, TooLarge> {
        Ok(if all {
            Both {
                real: proof.and(self.real, other.real)?,
                bare: proof.and(self.bare, other.bare)?,
            }
        } else {
            Both {
                real: proof.or(self.real, other.real)?,
                bare: proof.or(self.bare, other.bare)?,
            }
        })
    }

    fn not(self, proof: &mut Proof<'_>) -> Result<Both, TooLarge> {
        Ok(Both {
            real: proof.not(self.real)?,
            bare: proof.not(self.bare)?,
        })
    }
}

/// What stands around a part of a condition.
#[derive(Clone, Copy)]
enum Around {
    /// The other parts of an `and`.
    And(Both),
    /// The other parts of an `or`.
    Or(Both),
    Not,
}

/// The search for idle parts of one condition: once through all of them, with what stands before
/// and after each put together only once.
struct Idle {
    whole: Both,
    /// Whether parts are compared by what they mean for real people, where no figure counts.
    by_meaning: bool,
    found: Vec<Condition>,
}

impl Idle {
    /// The condition without its idle parts, the last first; those of an inner list come after
    /// those of the outer one.
    fn look(
        &mut self,
        condition: &Condition,
        around: &mut Vec<Around>,
        proof: &mut Proof<'_>,
    ) -> Result<Condition, TooLarge> {
        match condition {
            one if one.is_one_test(proof.book()) => Ok(one.clone()),
            Condition::And(parts) => {
                let parts = self.list(parts, true, around, proof)?;
                Ok(one_of(parts, Condition::And))
            }
            Condition::Or(parts) => {
                let parts = self.list(parts, false, around, proof)?;
                Ok(one_of(parts, Condition::Or))
            }
            Condition::Not(inner, span) => {
                around.push(Around::Not);
                let inner = self.look(inner, around, proof)?;
                around.pop();
                Ok(Condition::Not(inner.into(), *span))
            }
            simple => Ok(simple.clone()),
        }
    }

    fn list(
        &mut self,
        parts: &[Condition],
        all: bool,
        around: &mut Vec<Around>,
        proof: &mut Proof<'_>,
    ) -> Result<Vec<Condition>, TooLarge> {
        let mut kept: Vec<(Condition, Both)> = Vec::new();
        for part in parts {
            kept.push((part.clone(), Both::of(part, proof)?));
        }
        // First whole parts, then what stands inside them.
        for inside in [false, true] {
            let mut before = vec![Both::fixed(all)];
            for (_, both) in &kept {
                let last = before[before.len() - 1];
                before.push(last.join(*both, all, proof)?);
            }
            let mut after = Both::fixed(all);
            let mut left = Vec::new();
            while let Some((part, both)) = kept.pop() {
                let others = before[kept.len()].join(after, all, proof)?;
                let alone = kept.is_empty() && left.is_empty();
                if !inside && !alone && self.same(others, around, proof)? {
                    self.found.push(part);
                    continue;
                }
                let (part, both) = if inside && has_parts(&part, proof.book()) {
                    around.push(if all {
                        Around::And(others)
                    } else {
                        Around::Or(others)
                    });
                    let shorter = self.look(&part, around, proof)?;
                    around.pop();
                    let both = Both::of(&shorter, proof)?;
                    (shorter, both)
                } else {
                    (part, both)
                };
                after = after.join(both, all, proof)?;
                left.push((part, both));
            }
            left.reverse();
            kept = left;
        }
        Ok(kept.into_iter().map(|(part, _)| part).collect())
    }

    /// Whether the whole condition stays what it is with this in the place looked at.
    fn same(
        &self,
        mut part: Both,
        around: &[Around],
        proof: &mut Proof<'_>,
    ) -> Result<bool, TooLarge> {
        for outer in around.iter().rev() {
            part = match outer {
                Around::And(others) => part.join(*others, true, proof)?,
                Around::Or(others) => part.join(*others, false, proof)?,
                Around::Not => part.not(proof)?,
            };
        }
        if proof.xor(self.whole.real, part.real)? {
            return Ok(false);
        }
        if self.by_meaning {
            return Ok(!proof.xor(self.whole.bare, part.bare)?);
        }
        Ok(self.whole.bare == part.bare)
    }
}

fn has_parts(condition: &Condition, book: &RuleBook) -> bool {
    match condition {
        Condition::And(_) | Condition::Or(_) => !condition.is_one_test(book),
        simple => matches!(simple, Condition::Not(..)),
    }
}

fn one_of(mut parts: Vec<Condition>, make: fn(Vec<Condition>) -> Condition) -> Condition {
    match parts.len() {
        1 => parts.remove(0),
        _ => make(parts),
    }
}

/// How many comparisons of a condition read parameters, and how many are against one.
fn figures(
    book: &RuleBook,
    condition: &Condition,
    known: &mut HashMap<FactId, (usize, usize)>,
) -> (usize, usize) {
    match condition {
        Condition::Dated { .. } => (0, 1),
        Condition::Comparison(comparison) => {
            let comparison = &book.comparisons[*comparison];
            let reads = [&comparison.left, &comparison.right]
                .into_iter()
                .any(reads_parameter);
            (usize::from(reads), 0)
        }
        Condition::Fact(fact) => {
            if let Some(found) = known.get(fact) {
                return *found;
            }
            let found = figures(book, &book.facts[*fact].condition, known);
            known.insert(*fact, found);
            found
        }
        Condition::Not(inner, _) => figures(book, inner, known),
        Condition::And(parts) | Condition::Or(parts) => {
            let parts = parts.iter().map(|part| figures(book, part, known));
            // Facts that name one another twice hold more than there are numbers.
            parts.fold((0, 0), |sum: (usize, usize), part| {
                (sum.0.saturating_add(part.0), sum.1.saturating_add(part.1))
            })
        }
        _ => (0, 0),
    }
}

fn reads_parameter(formula: &Formula) -> bool {
    let mut reads = false;
    formula.each(&mut |part| {
        reads |= matches!(part, Formula::Parameter(_) | Formula::Amount(..));
    });
    reads
}
