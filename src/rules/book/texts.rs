//! Where the text of a source is kept as it was read.

use crate::quote::{Quote, times};
use crate::rules::book::{Anchor, RuleBook, Source, SourceId, Wording};
use crate::source::{FileId, Sources};

/// The folder of the texts inside a site.
pub const TEXTS: &str = "content/rules/texts";

/// The kept text of a source.
#[derive(Debug, Clone, Copy)]
pub struct KeptText<'s> {
    /// The file.
    pub file: FileId,
    /// What it says.
    pub text: &'s str,
}

/// The path at which the text of a source is kept.
pub fn text_path(source: &Source) -> String {
    format!("{TEXTS}/{}.txt", source.id)
}

/// The kept text of a source, if there is one. A text that was read through the article that
/// it changed may share the file of that article.
pub fn kept_text<'s>(book: &RuleBook, source: &Source, files: &'s Sources) -> Option<KeptText<'s>> {
    let at = |source: &Source| {
        let file = files.at(&text_path(source))?;
        let text = files.file(file).text()?;
        Some(KeptText { file, text })
    };
    at(source).or_else(|| {
        let Anchor::Through { changes, .. } = &source.anchor else {
            return None;
        };
        let mut articles = book.sources.iter().filter(|other| match &other.anchor {
            Anchor::Article(article) => changes
                .iter()
                .any(|change| change.version == article.version),
            _ => false,
        });
        articles.find_map(at)
    })
}

/// The words that a row or a value quotes, each with the source in whose text they stand: the
/// first source where no text has them.
pub fn quoted<'b>(
    book: &RuleBook,
    sources: &[SourceId],
    wording: &'b Wording,
    files: &Sources,
) -> Vec<(SourceId, &'b Quote)> {
    let stands = |source: SourceId, quote: &Quote| {
        let kept = kept_text(book, &book.sources[source], files);
        kept.is_some_and(|kept| times(&quote.text, kept.text) == 1)
    };
    let quotes = wording.quotes.iter();
    quotes
        .filter_map(|quote| {
            let mut all = sources.iter().copied();
            let found = all.find(|source| stands(*source, quote));
            Some((found.or_else(|| sources.first().copied())?, quote))
        })
        .collect()
}
