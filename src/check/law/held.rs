//! Finds quotes that do not stand in the text, or stand there twice.

use crate::check::law::claim::Claim;
use crate::language::Bilingual;
use crate::quote::{Nearest, Quote, nearest, times};
use crate::report::{Explanation, Fault, Report};
use crate::rules::{Kept, Source, kept_text};
use crate::say;
use crate::site::Site;
use crate::source::Sources;

/// What is said of a quote that the text does not have.
pub(super) const NOT_FOUND: Explanation = Explanation {
    id: "quote-not-found",
    text: Bilingual {
        fr: "Ce qu'il trouve : une citation qui n'est, mot pour mot, dans aucun des textes conservés des sources à côté desquelles elle est écrite. Seuls les espaces et la forme des apostrophes ne comptent pas.\nPourquoi : une ligne ou une valeur s'appuierait sur des mots que la loi n'a pas, ou n'a plus.\nExemple : `quote: \"cinq ans avant sa demande\"`, quand l'article dit « cinq années qui précèdent sa demande ».\nÀ la place : recopiez les mots du texte conservé dans content/rules/texts ; s'il a changé, relisez la règle.",
        en: "What it finds: a quote that stands, word by word, in none of the kept texts of the sources beside it. Only spaces and the form of apostrophes do not count.\nWhy it matters: a row or a value would stand on words that the law does not have, or has no longer.\nExample: `quote: \"cinq ans avant sa demande\"`, where the article says \"cinq années qui précèdent sa demande\".\nInstead: copy the words of the text that is kept in content/rules/texts; if it has changed, read the rule again.",
    },
};

/// What is said of a quote that the text has twice.
pub(super) const FOUND_TWICE: Explanation = Explanation {
    id: "quote-found-twice",
    text: Bilingual {
        fr: "Ce qu'il trouve : une citation qui est plusieurs fois dans le même article.\nPourquoi : on ne sait pas laquelle de ses phrases est citée, et l'une peut changer sans l'autre.\nExemple : `quote: \"le titulaire du compte\"`.\nÀ la place : citez davantage de la phrase, jusqu'à ce qu'elle n'y soit qu'une fois.",
        en: "What it finds: a quote that stands several times in one article.\nWhy it matters: nobody knows which of its clauses is meant, and one may change without the other.\nExample: `quote: \"le titulaire du compte\"`.\nInstead: quote more of the clause, until it stands there once.",
    },
};

/// What is said of a quote that can be held to nothing.
pub(super) const WITHOUT_TEXT: Explanation = Explanation {
    id: "quote-without-text",
    text: Bilingual {
        fr: "Ce qu'il trouve : une citation à côté de laquelle aucune source n'a de texte conservé.\nPourquoi : rien ne dit si ces mots sont dans la loi.\nExemple : `quote: \"…\"` sur une ligne dont la seule source est une page d'un financeur.\nÀ la place : ajoutez le texte lu dans content/rules/texts, sous le nom de la source, citez une source qui en a un, ou retirez la citation.",
        en: "What it finds: a quote beside which no source has a kept text.\nWhy it matters: nothing says whether these words stand in the law.\nExample: `quote: \"…\"` on a row whose only source is a funder's page.\nInstead: add the text that was read to content/rules/texts, under the name of the source, name a source that has one, or take the quote out.",
    },
};

/// Holds the quotes of a claim to the texts of its sources.
pub(super) fn check(site: &Site, claim: &Claim<'_>, files: &Sources, report: &mut Report) {
    if claim.quotes.is_empty() {
        return;
    }
    let book = &site.rules.book;
    let sources = claim.sources.iter().map(|place| &book.sources[*place]);
    let texts: Vec<(&Source, Kept<'_>)> = sources
        .filter_map(|source| Some((source, kept_text(book, source, files)?)))
        .collect();
    for quote in claim.quotes {
        report_if_not_held(quote, &texts, files, report);
    }
}

fn report_if_not_held(
    quote: &Quote,
    texts: &[(&Source, Kept<'_>)],
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

fn not_found(quote: &Quote, texts: &[(&Source, Kept<'_>)], files: &Sources) -> Fault {
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
