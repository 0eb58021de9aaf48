//! Finds sources of law that nothing can be held to: no anchor, no kept text, never opened.

use crate::report::{Fault, Report};
use crate::rules::{Anchor, Reading, Source, SourceKind, kept_text, text_path};
use crate::say;
use crate::site::Site;
use crate::source::Sources;

/// Reports sources without an anchor and without their text, and lists those never opened.
pub(super) fn check(site: &Site, files: &Sources, report: &mut Report) {
    let book = &site.rules.book;
    for source in &book.sources {
        if source.anchored() && kept_text(book, source, files).is_none() {
            report.add(missing_text(source));
        }
        if source.kind == SourceKind::Law
            && matches!(&source.anchor, Anchor::None { reason: None, .. })
        {
            report.add(unanchored(source));
        }
    }
    let unopened = book
        .sources
        .iter()
        .filter(|source| source.reading == Reading::Unopened && files.is_own(source.span.file));
    let unopened: Vec<&Source> = unopened.collect();
    if let Some(first) = unopened.first() {
        let count = unopened.len();
        let list: Vec<&str> = unopened.iter().map(|source| source.id.as_str()).collect();
        let list = list.join(", ");
        report.add(
            Fault::note_only(
                "unopened-source",
                say!(
                    "sources que personne n'a ouvertes : {count}",
                    "sources that nobody opened: {count}"
                ),
            )
            .at(first.span)
            .note(say!("à ouvrir : {list}", "to open: {list}")),
        );
    }
}

fn missing_text(source: &Source) -> Fault {
    let (id, path) = (&source.id, text_path(source));
    Fault::error(
        "missing-text-of-law",
        say!(
            "le texte de `{id}` n'est pas conservé",
            "the text of `{id}` is not kept"
        ),
    )
    .at(source.span)
    .help(say!(
        "ajoutez {path}, le texte tel qu'il a été lu, un paragraphe par ligne",
        "add {path}, the text as it was read, one paragraph a line"
    ))
}

fn unanchored(source: &Source) -> Fault {
    let id = &source.id;
    Fault::warning(
        "unanchored-source",
        say!(
            "la source de droit `{id}` ne dit pas où ses mots se retrouvent",
            "the source of law `{id}` does not say where its words are found again"
        ),
    )
    .at(source.span)
    .help(say!(
        "donnez son article et sa version, le texte et ce qu'il a modifié, ou la raison dans `unanchored`",
        "give its article and version, the text and what it changed, or the reason in `unanchored`"
    ))
}
