//! Contradictions that refuse nobody, everybody, or whom others refuse already.

use crate::report::{Fault, Report};
use crate::rules::book::{ContradictionId, Fact, RuleBook};
use crate::rules::diagram::compile::Compiled;
use crate::rules::diagram::nodes::{TRUE, TooLarge};
use crate::rules::proof::analyse::proof::Proof;
use crate::say;

/// Reports the contradictions that are of no use, and tells whether anybody is left.
pub(super) fn check(
    compiled: &Compiled,
    proof: &mut Proof<'_>,
    report: &mut Report,
) -> Result<bool, TooLarge> {
    let book = &compiled.book;
    let roots = &compiled.contradictions;
    let mut left: Vec<ContradictionId> = Vec::new();
    let mut nobody_left = false;
    for (own, root) in roots.iter_enumerated() {
        let fails = proof.not(*root)?;
        if !proof.can_be_answered(*root)? {
            report.add(never(&book.contradictions[own]));
        } else if !proof.can_be_answered(fails)? {
            nobody_left = true;
            report.add(always(&book.contradictions[own]));
        } else {
            left.push(own);
        }
    }
    if nobody_left {
        return Ok(false);
    }
    if !proof.can_be_answered(compiled.possible)? {
        let all = proof.refusing(TRUE, left)?;
        report.add(nobody(book, &all));
        return Ok(false);
    }
    // Of two that say the same, the first stays.
    for own in left.clone().into_iter().rev() {
        let others = left.iter().copied().filter(|other| *other != own);
        let others: Vec<ContradictionId> = others.collect();
        let mut rest = roots[own];
        for other in &others {
            rest = proof.without(rest, roots[*other])?;
        }
        if !proof.can_be_answered(rest)? {
            let others = proof.refusing(roots[own], others)?;
            report.add(contained(book, own, &others));
            left.retain(|other| *other != own);
        }
    }
    Ok(true)
}

fn never(found: &Fact) -> Fault {
    Fault::error(
        "rule-never",
        say!(
            "cette contradiction ne refuse personne : elle n'est jamais vraie",
            "this contradiction refuses nobody: it never holds"
        ),
    )
    .at(found.span)
    .help(say!(
        "retirez-la, ou corrigez la condition",
        "take it out, or mend the condition"
    ))
}

fn always(found: &Fact) -> Fault {
    Fault::error(
        "rule-always",
        say!(
            "cette contradiction refuse tout le monde : elle est toujours vraie",
            "this contradiction refuses everybody: it always holds"
        ),
    )
    .at(found.span)
    .help(say!(
        "écrivez ce qui n'est vrai de personne",
        "write what is true of nobody"
    ))
}

/// All of them together leave nobody, where no one does alone.
fn nobody(book: &RuleBook, own: &[ContradictionId]) -> Fault {
    let spans = own.iter().map(|own| book.contradictions[*own].span);
    let mut spans = spans.rev();
    let mut fault = Fault::error(
        "rule-always",
        say!(
            "ces contradictions refusent ensemble tout le monde",
            "these contradictions together refuse everybody"
        ),
    )
    .help(say!(
        "corrigez l'une d'elles, ou retirez-la",
        "mend one of them, or take it out"
    ));
    if let Some(last) = spans.next() {
        fault = fault.at(last);
    }
    spans.fold(fault, |fault, span| {
        fault.related(span, say!("avec celle-ci", "with this one"))
    })
}

fn contained(book: &RuleBook, own: ContradictionId, others: &[ContradictionId]) -> Fault {
    let names = others.iter().map(|other| &book.contradictions[*other].id);
    let names: Vec<String> = names.map(|id| format!("`{id}`")).collect();
    let names = names.join(", ");
    let fault = Fault::error(
        "rule-shadowed",
        say!(
            "cette contradiction ne compte jamais : tout ce qu'elle refuse l'est déjà par {names}",
            "this contradiction never counts: all that it refuses is refused by {names}"
        ),
    )
    .at(book.contradictions[own].span)
    .help(say!("retirez-la", "take it out"));
    let spans = others.iter().map(|other| book.contradictions[*other].span);
    spans.fold(fault, |fault, span| {
        fault.related(span, say!("ce qui refuse déjà", "what refuses it"))
    })
}
