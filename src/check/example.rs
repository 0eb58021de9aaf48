//! Finds worked examples that leave an answer open on which an amount rests.

use crate::language::Language;
use crate::report::{Fault, Report};
use crate::rules::{Missing, amount};
use crate::say;
use crate::site::{ResolvedCall, ShownExample, Site};
use crate::source::Span;

/// Reports each example of a page whose amounts cannot all be computed.
pub fn check(site: &Site, report: &mut Report) {
    for page in &site.pages {
        for language in Language::ALL {
            let mut inserts: Vec<_> = page.inserts[language].iter().collect();
            inserts.sort_by_key(|(span, _)| span.start);
            for (span, insert) in inserts {
                if let ResolvedCall::Example(shown) = insert
                    && let Some(missing) = missing(site, shown)
                {
                    report.add(unanswered(site, shown, missing, *span));
                }
            }
        }
    }
}

fn missing(site: &Site, shown: &ShownExample) -> Option<Missing> {
    let example = &site.examples[shown.example];
    let amounts = &site.rules.book.decisions[example.decision].amounts;
    let mut named = example.amounts.iter();
    named.find_map(|found| amount(&site.rules, &amounts[*found], &shown.answers).err())
}

fn unanswered(site: &Site, shown: &ShownExample, Missing(question): Missing, span: Span) -> Fault {
    let example = &site.examples[shown.example].id;
    let question = &site.rules.book.questions[question].id;
    Fault::error(
        "example-unanswered",
        say!(
            "l'exemple `{example}` ne dit pas `{question}` : un montant ne peut pas être calculé",
            "the example `{example}` does not say `{question}`: an amount cannot be computed"
        ),
    )
    .at(span)
    .help(say!(
        "donnez `{question}=…` ici, ou `{question}` sous `answers` dans content/rules/examples.yaml",
        "give `{question}=…` here, or `{question}` under `answers` in content/rules/examples.yaml"
    ))
}
