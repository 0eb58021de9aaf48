//! Everything that can carry words of the law: rows, values, and the quotes of pages.

use crate::language::Language;
use crate::quote::Quote;
use crate::rules::{Dated, Parameter, RuleBook, SourceId, SourceKind};
use crate::site::{Site, row_name, value_name};
use crate::source::Span;

/// Something that rests on sources, with the words that it takes from them.
pub(super) struct Claim<'s> {
    /// What it is: a row, a value, a page.
    pub name: String,
    /// Where it stands.
    pub span: Span,
    /// The sources.
    pub sources: Vec<SourceId>,
    /// The words.
    pub quotes: &'s [Quote],
    /// Why there are none.
    pub unquoted: Option<&'s str>,
    /// The value, where it is one.
    pub value: Option<(&'s Parameter, &'s Dated)>,
    /// Whether it has to quote the law: a page may, and is not asked to.
    pub asked: bool,
}

impl Claim<'_> {
    /// Whether some text of its law can be held beside it.
    pub fn anchored(&self, book: &RuleBook) -> bool {
        let mut sources = self.sources.iter().map(|source| &book.sources[*source]);
        sources.any(|source| source.kind == SourceKind::Law && source.anchored())
    }

    /// Whether it rests on the law, be it anchored or not.
    pub fn of_law(&self, book: &RuleBook) -> bool {
        let mut sources = self.sources.iter().map(|source| &book.sources[*source]);
        sources.any(|source| source.kind == SourceKind::Law)
    }
}

/// The claims of a site: its rows, its values, then what its pages quote.
pub(super) fn claims(site: &Site) -> Vec<Claim<'_>> {
    let book = &site.rules.book;
    let mut claims = Vec::new();
    for decision in &book.decisions {
        for (index, row) in decision.rows.iter_enumerated() {
            claims.push(Claim {
                name: row_name(book, &decision.id, index),
                span: row.span,
                sources: row.sources.clone(),
                quotes: &row.wording.quotes,
                unquoted: row.wording.unquoted.as_deref(),
                value: None,
                asked: true,
            });
        }
    }
    for parameter in &book.parameters {
        for dated in &parameter.values {
            claims.push(Claim {
                name: value_name(parameter, dated),
                span: dated.span,
                sources: vec![dated.source],
                quotes: &dated.wording.quotes,
                unquoted: dated.wording.unquoted.as_deref(),
                value: Some((parameter, dated)),
                asked: true,
            });
        }
    }
    for page in &site.pages {
        for language in Language::ALL {
            for (name, quotes) in &page.documents[language].front.quotes {
                let source = book.sources.position(|source| source.id == name.text);
                claims.extend(source.map(|source| Claim {
                    name: format!("{language}/{}", page.path),
                    span: name.span,
                    sources: vec![source],
                    quotes,
                    unquoted: None,
                    value: None,
                    asked: false,
                }));
            }
        }
    }
    claims
}
