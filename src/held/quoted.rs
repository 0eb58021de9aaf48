//! Words that rows, values and pages quote, held to the text that the codes have now.

use oxc_index::IndexVec;

use crate::held::HeldSource;
use crate::language::{Bilingual, Language};
use crate::quote::{Quote, nearest, times};
use crate::report::Fault;
use crate::rules::{Anchor, SourceId};
use crate::say;
use crate::site::Site;

/// The text of each source as the codes or the pages have it now.
pub(super) type Texts = IndexVec<SourceId, Option<String>>;

/// Holds every quote to the sources that it stands beside. One of them has to have the words,
/// and exactly once. Where the text of one is not there, nothing can be said.
pub(super) fn hold(site: &Site, texts: &Texts, outcomes: &mut [HeldSource]) {
    let book = &site.rules.book;
    for decision in &book.decisions {
        for row in &decision.rows {
            for quote in &row.wording.quotes {
                one(site, quote, &row.sources, texts, outcomes);
            }
        }
    }
    for parameter in &book.parameters {
        for value in &parameter.values {
            for quote in &value.wording.quotes {
                one(site, quote, &[value.source], texts, outcomes);
            }
        }
    }
    for page in &site.pages {
        for language in Language::ALL {
            for (name, quotes) in &page.documents[language].front.quotes {
                let source = book.sources.position(|source| source.id == name.text);
                for quote in quotes {
                    one(site, quote, source.as_slice(), texts, outcomes);
                }
            }
        }
    }
}

fn one(
    site: &Site,
    quote: &Quote,
    sources: &[SourceId],
    texts: &Texts,
    outcomes: &mut [HeldSource],
) {
    let found = sources.iter().filter_map(|source| {
        let text = texts[*source].as_deref()?;
        Some((*source, text, times(&quote.text, text)))
    });
    let found: Vec<(SourceId, &str, usize)> = found.collect();
    let is_held = found.iter().any(|(_, _, times)| *times == 1);
    // The text of one that was not given may have the words.
    let has_text =
        |source: &SourceId| !matches!(site.rules.book.sources[*source].anchor, Anchor::None { .. });
    let is_open = sources
        .iter()
        .any(|source| has_text(source) && texts[*source].is_none());
    if is_held || found.is_empty() {
        return;
    }
    let twice = found.iter().find(|(_, _, times)| *times > 1);
    if twice.is_none() && is_open {
        return;
    }
    let (source, text, _) = *twice.unwrap_or(&found[0]);
    let id = &site.rules.book.sources[source].id;
    let fault = match twice {
        Some(_) => Fault::error(
            "quote-found-twice",
            say!(
                "dans les codes donnés, ces mots se trouvent plus d'une fois dans `{id}`",
                "in the codes that were given, these words stand in `{id}` more than once"
            ),
        )
        .help(say!(
            "citez une phrase plus longue",
            "quote a longer clause"
        )),
        None => not_found(id, quote, text),
    };
    let outcome = outcomes
        .iter_mut()
        .find(|outcome| outcome.source == source)
        .expect("a source that has a text was held");
    outcome.faults.push(fault.at(quote.span));
}

fn not_found(id: &str, quote: &Quote, text: &str) -> Fault {
    let fault = Fault::error(
        "quote-not-found",
        say!(
            "dans les codes donnés, ces mots ne se trouvent pas dans `{id}`",
            "in the codes that were given, these words do not stand in `{id}`"
        ),
    );
    match nearest(&quote.text, text) {
        Some(near) => fault.help(there(near.there)),
        None => fault.help(say!(
            "lisez le texte, et citez-le à la lettre",
            "read the text, and quote it to the letter"
        )),
    }
}

fn there(words: &str) -> Bilingual<String> {
    say!(
        "le texte y dit : « {words} »",
        "the text says there: \"{words}\""
    )
}
