//! Finds quotes that do not stand in the text, or stand there twice.

use crate::check::law::claim::Claim;
use crate::quote::{Nearest, Quote, nearest, times};
use crate::report::{Fault, Report};
use crate::rules::{KeptText, Source, kept_text};
use crate::say;
use crate::site::Site;
use crate::source::Sources;

/// Holds the quotes of a claim to the texts of its sources.
pub(super) fn check(site: &Site, claim: &Claim<'_>, files: &Sources, report: &mut Report) {
    if claim.quotes.is_empty() {
        return;
    }
    let book = &site.rules.book;
    let sources = claim.sources.iter().map(|source| &book.sources[*source]);
    let texts: Vec<(&Source, KeptText<'_>)> = sources
        .filter_map(|source| Some((source, kept_text(book, source, files)?)))
        .collect();
    for quote in claim.quotes {
        report_if_not_held(quote, &texts, files, report);
    }
}

fn report_if_not_held(
    quote: &Quote,
    texts: &[(&Source, KeptText<'_>)],
    files: &Sources,
    report: &mut Report,
) {
    if texts.is_empty() {
        report.add(without_text(quote));
        return;
    }
    let found = texts
        .iter()
        .map(|(source, kept)| (source, times(&quote.text, kept.text)));
    let found: Vec<_> = found.filter(|(_, times)| *times > 0).collect();
    if found.iter().any(|(_, times)| *times == 1) {
        return;
    }
    report.add(match found.first() {
        Some((source, times)) => twice(quote, &source.id, *times),
        None => not_found(quote, texts, files),
    });
}

fn without_text(quote: &Quote) -> Fault {
    Fault::error(
        "quote-without-text",
        say!(
            "aucune source citée ici n'a de texte conservé auquel tenir cette citation",
            "no source named here has a kept text to hold this quote to"
        ),
    )
    .at(quote.span)
    .help(say!(
        "ajoutez le texte lu dans content/rules/texts, ou retirez la citation",
        "add the text that was read to content/rules/texts, or take the quote out"
    ))
}

fn twice(quote: &Quote, source: &str, times: usize) -> Fault {
    Fault::error(
        "quote-found-twice",
        say!(
            "ces mots sont {times} fois dans le texte de `{source}`",
            "these words stand {times} times in the text of `{source}`"
        ),
    )
    .at(quote.span)
    .help(say!(
        "citez davantage de la phrase, jusqu'à ce qu'elle n'y soit qu'une fois",
        "quote more of the clause, until it stands there once"
    ))
}

fn not_found(quote: &Quote, texts: &[(&Source, KeptText<'_>)], files: &Sources) -> Fault {
    let names: Vec<String> = texts
        .iter()
        .map(|(source, _)| format!("`{}`", source.id))
        .collect();
    let names = names.join(", ");
    let fault = Fault::error(
        "quote-not-found",
        say!(
            "ces mots ne sont pas dans le texte de {names}",
            "these words are not in the text of {names}"
        ),
    )
    .at(quote.span);
    let near = texts
        .iter()
        .filter_map(|(_, kept)| Some((nearest(&quote.text, kept.text)?, kept)));
    // Of several texts that are as near, the one that is named first.
    let best = near.rev().max_by_key(|(near, _)| near.length);
    let Some((Nearest { common, there, .. }, kept)) = best else {
        return fault.help(say!(
            "aucun mot n'est commun : est-ce la bonne source ?",
            "they have no word in common: is it the right source?"
        ));
    };
    let path = &files.file(kept.file).shown;
    fault
        .note(say!(
            "{path} a en commun « {common} »",
            "{path} has in common “{common}”"
        ))
        .help(say!(
            "le texte y dit « {there} »",
            "the text says there “{there}”"
        ))
}
