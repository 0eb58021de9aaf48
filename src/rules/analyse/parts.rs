//! Parts of an `and` or an `or` that never matter, and conditions that decide nothing.

use crate::language::Bilingual;
use crate::report::{Fault, Report};
use crate::rules::analyse::proof::Proof;
use crate::rules::book::{Condition, Formula, RuleBook};
use crate::rules::diagram::TooLarge;
use crate::rules::written;
use crate::say;
use crate::source::Span;

/// Reports the idle parts of a decision's rows and steps.
pub(super) fn of_decision(
    book: &RuleBook,
    place: usize,
    proof: &mut Proof<'_>,
    report: &mut Report,
) -> Result<(), TooLarge> {
    let decision = &book.decisions[place];
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
    for fact in &book.facts {
        match settled(&fact.condition, proof)? {
            None => parts(book, &fact.condition, fact.span, proof, report)?,
            Some(always) => report.add(decides_nothing(
                say!("le fait", "the fact"),
                &fact.id,
                fact.span,
                always,
            )),
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
    let mut condition = condition.clone();
    while let Some((part, rest)) = idle_part(book, &condition, proof)? {
        let part = written::condition(book, &part);
        let shorter = written::condition(book, &rest);
        report.add(
            Fault::warning(
                "rule-idle-part",
                say!(
                    "`{part}` ne change rien à cette condition",
                    "`{part}` changes nothing in this condition"
                ),
            )
            .at(span)
            .help(say!(
                "écrivez `{shorter}`, ou corrigez cette partie",
                "write `{shorter}`, or mend this part"
            )),
        );
        condition = rest;
    }
    Ok(())
}

fn idle_part(
    book: &RuleBook,
    condition: &Condition,
    proof: &mut Proof<'_>,
) -> Result<Option<(Condition, Condition)>, TooLarge> {
    let (figures, dated) = figures(book, condition);
    if dated > 1 {
        return Ok(None);
    }
    let mut shorter = Vec::new();
    shortened(condition, &mut shorter);
    let (whole, bare) = (proof.condition(condition)?, proof.bare(condition)?);
    for (part, rest) in shorter {
        let without = proof.condition(&rest)?;
        if proof.differ(whole, without)? {
            continue;
        }
        let without = proof.bare(&rest)?;
        let same = match figures {
            0 => !proof.differ(bare, without)?,
            _ => bare == without,
        };
        if same {
            return Ok(Some((part, rest)));
        }
    }
    Ok(None)
}

/// How many comparisons of a condition read parameters, and how many are against one.
fn figures(book: &RuleBook, condition: &Condition) -> (usize, usize) {
    match condition {
        Condition::Dated { .. } => (0, 1),
        Condition::Relation(relation) => {
            let relation = &book.relations[*relation];
            let reads = [&relation.left, &relation.right]
                .into_iter()
                .any(reads_parameter);
            (usize::from(reads), 0)
        }
        Condition::Fact(fact) => figures(book, &book.facts[*fact].condition),
        Condition::Not(inner, _) => figures(book, inner),
        Condition::And(parts) | Condition::Or(parts) => {
            let parts = parts.iter().map(|part| figures(book, part));
            parts.fold((0, 0), |sum, part| (sum.0 + part.0, sum.1 + part.1))
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

/// Every part of an `and` or an `or`, the last first, each with the condition without it.
fn shortened(condition: &Condition, found: &mut Vec<(Condition, Condition)>) {
    match condition {
        Condition::And(parts) => in_list(parts, Condition::And, found),
        Condition::Or(parts) => in_list(parts, Condition::Or, found),
        Condition::Not(inner, span) => {
            let mut inside = Vec::new();
            shortened(inner, &mut inside);
            let outside =
                |(part, rest): (Condition, Condition)| (part, Condition::Not(rest.into(), *span));
            found.extend(inside.into_iter().map(outside));
        }
        _ => {}
    }
}

fn in_list(
    parts: &[Condition],
    make: fn(Vec<Condition>) -> Condition,
    found: &mut Vec<(Condition, Condition)>,
) {
    for place in (0..parts.len()).rev() {
        let mut rest = parts.to_vec();
        let part = rest.remove(place);
        let rest = match rest.len() {
            1 => rest.remove(0),
            _ => make(rest),
        };
        found.push((part, rest));
    }
    for place in (0..parts.len()).rev() {
        let mut inside = Vec::new();
        shortened(&parts[place], &mut inside);
        for (part, shorter) in inside {
            let mut rest = parts.to_vec();
            rest[place] = shorter;
            found.push((part, make(rest)));
        }
    }
}
