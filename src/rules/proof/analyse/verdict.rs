//! Rules tell one verdict: it is what a person is told first.

use crate::report::{Fault, Report};
use crate::rules::book::{Kind, RuleBook};
use crate::say;

/// Reports a book without a verdict, and one with several.
pub(super) fn check(book: &RuleBook, report: &mut Report) {
    let mut verdicts = book
        .decisions
        .iter()
        .filter(|decision| decision.kind == Kind::Verdict);
    let Some(first) = verdicts.next() else {
        let fault = Fault::error(
            "no-verdict",
            say!(
                "aucune décision n'est un verdict",
                "no decision is a verdict"
            ),
        )
        .help(say!(
            "écrivez une décision avec `kind: verdict` : c'est ce qui est dit en premier",
            "write a decision with `kind: verdict`: it is what a person is told first"
        ));
        let first = book.kinds[&Kind::Verdict].first();
        report.add(match first {
            Some(outcome) => fault.at(outcome.span),
            None => fault,
        });
        return;
    };
    for other in verdicts {
        report.add(
            Fault::error(
                "two-verdicts",
                say!("il y a un deuxième verdict", "there is a second verdict"),
            )
            .at(other.span)
            .related(first.span, say!("le premier", "the first"))
            .help(say!(
                "donnez à l'un des deux `kind: notice` ou `kind: route`",
                "give one of the two `kind: notice` or `kind: route`"
            )),
        );
    }
}
