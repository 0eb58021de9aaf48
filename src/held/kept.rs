//! The text of an article as it was read, kept in the site's folder.

use crate::codes;
use crate::held::{Found, Given, WordChange, changes, on};
use crate::language::Bilingual;
use crate::report::Fault;
use crate::rules::{Anchor, Article, RuleBook, Source, text_path};
use crate::say;
use crate::source::Sources;

/// How many changes a message tells; the whole list is in the JSON form.
const TOLD: usize = 8;

/// The sources whose text can be kept from the codes, with that text: those of which the codes
/// hold exactly the version that was read. Another version is never kept.
pub fn keepable<'b>(book: &'b RuleBook, given: &Given) -> Vec<(&'b Source, String)> {
    let texts = book.sources.iter().filter_map(|source| {
        let (code, number, version, since) = match &source.anchor {
            Anchor::Article(own) => (&own.code, &own.number, &own.version, Some(own.since)),
            // One article that no source holds itself.
            Anchor::Through { changes, .. } => {
                let [change] = changes.as_slice() else {
                    return None;
                };
                if holder(book, &change.version).is_some() {
                    return None;
                }
                (&change.code, &change.article, &change.version, None)
            }
            _ => return None,
        };
        let code = given.code(code)?;
        let mut articles = code.numbered(number);
        let article = articles.find(|article| article.version.id == *version)?;
        let is_same = since.is_none_or(|since| on(article.version.from) == since);
        let has_words = article.paragraphs.iter().any(|text| !text.is_empty());
        (is_same && has_words).then(|| (source, article.paragraphs.join("\n") + "\n"))
    });
    texts.collect()
}

/// The source that is this version of an article itself.
fn holder<'b>(book: &'b RuleBook, version: &str) -> Option<&'b Source> {
    book.sources.iter().find(
        |source| matches!(&source.anchor, Anchor::Article(article) if article.version == version),
    )
}

/// Holds the words through which a text was read: those kept with it, or with the source that is
/// this version of the article itself.
pub(super) fn hold_through(found: &mut Found<'_>, article: &codes::CodeArticle, version: &str) {
    let keeper = holder(&found.site.rules.book, version).unwrap_or(found.source);
    let path = text_path(keeper);
    let Some(text) = kept_text_of(found.files, keeper) else {
        // Where a text changed several articles, those that nothing quotes need not be kept.
        return;
    };
    if same(text, &article.paragraphs) {
        return;
    }
    let all = changes(&plain(text), &plain(&article.paragraphs.join("\n")));
    let number = &article.number;
    let mut fault = Fault::error(
        "article-words",
        say!(
            "l'article {number}, à travers lequel ce texte a été lu, n'a pas les mots gardés dans {path}",
            "article {number}, through which this text was read, has other words than those kept in {path}"
        ),
    )
    .help(advice());
    if let Some(words) = word_changes(&all) {
        fault = fault.note(words);
    }
    found.outcome.words = all;
    found.changed("changes", fault);
}

/// What to do where the same version has other words: never written over in silence.
fn advice() -> Bilingual<String> {
    say!(
        "lisez le texte du code : s'il fait foi, effacez le fichier gardé et relancez la commande avec --keep",
        "read the text of the code: if it is right, delete the kept file and run the command with --keep"
    )
}

/// The kept text of a source, if there is one.
pub(super) fn kept_text_of<'s>(files: &'s Sources, source: &Source) -> Option<&'s str> {
    let file = files.at(&text_path(source))?;
    files.file(file).text()
}

/// Holds the words of the version that was read to the kept text.
pub(super) fn hold(found: &mut Found<'_>, article: &codes::CodeArticle, anchor: &Article) {
    let (id, path) = (&found.source.id, text_path(found.source));
    let Some(text) = kept_text_of(found.files, found.source) else {
        let fault = Fault::error(
            "missing-text-of-law",
            say!(
                "le texte lu de `{id}` n'est pas gardé dans {path}",
                "the text of `{id}` that was read is not kept in {path}"
            ),
        )
        .help(say!(
            "lancez la même commande avec --keep",
            "run the same command with --keep"
        ));
        return found.fault("version", fault);
    };
    if same(text, &article.paragraphs) {
        return;
    }
    let version = &anchor.version;
    let mut fault = Fault::error(
        "article-words",
        say!(
            "la version {version} n'a pas les mots gardés dans {path}",
            "version {version} has other words than those kept in {path}"
        ),
    )
    .help(advice());
    if let Some(words) = differences(found, article) {
        fault = fault.note(words);
    }
    found.changed("version", fault);
}

/// The words that differ from the kept text, in words; they are noted with the source as well.
pub(super) fn differences(
    found: &mut Found<'_>,
    article: &codes::CodeArticle,
) -> Option<Bilingual<String>> {
    let text = kept_text_of(found.files, found.source)?;
    let all = changes(&plain(text), &plain(&article.paragraphs.join("\n")));
    let told = word_changes(&all);
    found.outcome.words = all;
    told
}

fn word_changes(all: &[WordChange]) -> Option<Bilingual<String>> {
    if all.is_empty() {
        return Some(say!(
            "les mots sont les mêmes que ceux du texte gardé",
            "the words are the same as those of the kept text"
        ));
    }
    let lines: Vec<String> = all
        .iter()
        .take(TOLD)
        .map(|change| format!("  … {change} …"))
        .collect();
    let lines = lines.join("\n");
    let more = all.len().saturating_sub(TOLD);
    Some(match more {
        0 => say!("mots changés :\n{lines}", "words that changed:\n{lines}"),
        _ => say!(
            "mots changés :\n{lines}\n  (et {more} autres)",
            "words that changed:\n{lines}\n  (and {more} more)"
        ),
    })
}

/// Whether two texts say the same, whatever their lines, spaces and apostrophes.
fn same(kept: &str, paragraphs: &[String]) -> bool {
    let (kept, now) = (plain(kept), plain(&paragraphs.join(" ")));
    kept.split_whitespace().eq(now.split_whitespace())
}

fn plain(text: &str) -> String {
    text.replace('’', "'")
}
