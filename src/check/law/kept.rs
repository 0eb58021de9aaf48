//! Finds sources of law that nothing can be held to: no anchor, no kept text, never opened.

use crate::language::Bilingual;
use crate::report::{Explanation, Fault, Report};
use crate::rules::{Anchor, Reading, Source, SourceKind, kept_text, text_path};
use crate::say;
use crate::site::Site;
use crate::source::Sources;

/// What is said of a source of law that says neither where its words are nor why not.
pub(super) const UNANCHORED: Explanation = Explanation {
    id: "unanchored-source",
    text: Bilingual {
        fr: "Ce qu'il trouve : une source de droit qui ne dit ni dans quel article d'un code ses mots se retrouvent, ni pourquoi c'est impossible.\nPourquoi : rien ne préviendra quand son texte changera.\nExemple : `l6313-4: { kind: law, url: …, read: text, checked: … }`.\nÀ la place : donnez `code`, `article`, `version`, `since` et `as_of` ; ou `text`, `changes` et `as_of` ; ou la raison dans `unanchored`.",
        en: "What it finds: a source of law that says neither in which article of a code its words are found again, nor why that cannot be.\nWhy it matters: nothing will tell when its text changes.\nExample: `l6313-4: { kind: law, url: …, read: text, checked: … }`.\nInstead: give `code`, `article`, `version`, `since` and `as_of`; or `text`, `changes` and `as_of`; or the reason in `unanchored`.",
    },
};

/// What is said of an anchored source without its text.
pub(super) const MISSING_TEXT: Explanation = Explanation {
    id: "missing-text-of-law",
    text: Bilingual {
        fr: "Ce qu'il trouve : une source qui nomme la version lue d'un article, sans que son texte soit conservé.\nPourquoi : ni les citations ni une nouvelle version ne peuvent y être comparées.\nExemple : `d6323-6` avec son `version`, et pas de fichier content/rules/texts/d6323-6.txt.\nÀ la place : ajoutez le texte tel qu'il a été lu, un paragraphe par ligne.",
        en: "What it finds: a source that names the version of an article that was read, while its text is not kept.\nWhy it matters: neither quotes nor a new version can be compared with it.\nExample: `d6323-6` with its `version`, and no file content/rules/texts/d6323-6.txt.\nInstead: add the text as it was read, one paragraph a line.",
    },
};

/// What is said of sources that nobody opened.
pub(super) const UNOPENED: Explanation = Explanation {
    id: "unopened-source",
    text: Bilingual {
        fr: "Ce qu'il trouve : les sources que personne n'a ouvertes, en une seule note.\nPourquoi : ce qui repose sur elles repose sur ce que quelqu'un en a retenu.\nExemple : `read: unopened`.\nÀ la place : ouvrez le texte, puis écrivez `read` et `checked`.",
        en: "What it finds: the sources that nobody opened, in one note.\nWhy it matters: what rests on them rests on what somebody remembered.\nExample: `read: unopened`.\nInstead: open the text, then write `read` and `checked`.",
    },
};

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
