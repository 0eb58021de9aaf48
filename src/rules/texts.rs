//! Where the text of a source is kept as it was read.

use crate::rules::book::{Anchor, RuleBook, Source};
use crate::source::{FileId, Sources};

/// The folder of the texts inside a site.
pub const TEXTS: &str = "content/rules/texts";

/// The kept text of a source.
#[derive(Debug, Clone, Copy)]
pub struct Kept<'s> {
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
pub fn kept_text<'s>(book: &RuleBook, source: &Source, files: &'s Sources) -> Option<Kept<'s>> {
    let at = |source: &Source| {
        let file = files.at(&text_path(source))?;
        let text = files.file(file).text()?;
        Some(Kept { file, text })
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
