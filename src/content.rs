//! Pages as their authors write them: front matter and Markdown, made into documents.
//!
//! A document holds safe HTML in pieces. What only the whole site knows stands between the
//! pieces as data: calls such as `{{ param("cpf_ceiling") }}`, the addresses of links, and the
//! words of the theme.

mod address;
mod anchor;
mod body;
mod call;
mod choice;
mod front;
mod mask;
mod period;
mod phrase;
mod piece;
mod shown;

pub use address::LinkKind;
pub use call::{Argument, Call, Literal};
pub use choice::{Begun, Choice, KnownTest, World, worlds};
pub use front::{Front, Layout, Primary};
pub use period::ReviewPeriod;
pub use phrase::{Part, Phrase};
pub use piece::Piece;

use crate::language::Language;
use crate::report::{Fault, Report};
use crate::say;
use crate::source::{FileId, Sources, Span};
use crate::yaml;

/// One page in one language.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The file that it was read from.
    pub file: FileId,
    /// The language that it is written in.
    pub language: Language,
    /// The path below the language's folder, the same for a page and its translation:
    /// `funding/cpf.md`.
    pub path: String,
    /// What the author says about the page.
    pub front: Front,
    /// The page, without its title and its footnotes.
    pub body: Vec<Piece>,
    /// Its footnotes, with their heading. They belong to no part of the body, so that a layout
    /// that parts it shows them below.
    pub notes: Vec<Piece>,
    /// The headings of the body that stand in no list, quotation or note, in their order.
    pub headings: Vec<Heading>,
    /// The terms of a glossary, in their order.
    pub terms: Vec<GlossaryTerm>,
    /// Every link and image; [`Piece::Href`] and [`Primary::link`] count in this list.
    pub links: Vec<Link>,
}

/// A heading of a body.
#[derive(Debug, Clone, PartialEq)]
pub struct Heading {
    /// From 2 to 6: the title of the page is the only heading of level 1.
    pub level: u8,
    /// What `#…` in an address goes by; unique in the page.
    pub id: String,
    /// Its words, without emphasis.
    pub text: Phrase,
    /// Where it stands.
    pub span: Span,
}

/// A term that a glossary explains.
#[derive(Debug, Clone, PartialEq)]
pub struct GlossaryTerm {
    /// What `#…` in an address goes by; unique in the page.
    pub id: String,
    /// Its words, without emphasis.
    pub text: Phrase,
    /// Where it stands.
    pub span: Span,
}

/// A link or an image, as the author wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Where it leads, not yet resolved and not escaped.
    pub target: String,
    /// What sort of place that is.
    pub kind: LinkKind,
    /// Its words; for an image, its alternative text. A call stands in it as it was written.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

impl Document {
    /// Every place of the page that `#…` in an address can name.
    pub fn anchors(&self) -> impl Iterator<Item = &str> {
        let headings = self.headings.iter().map(|heading| heading.id.as_str());
        headings.chain(self.terms.iter().map(|term| term.id.as_str()))
    }
}

/// Reads one page. Every fault is reported; what comes back is as much of the page as makes
/// sense, and nothing only where the file is no text or its front matter has no end.
///
/// ```
/// use bilan::content::{Piece, parse};
/// use bilan::language::Language;
/// use bilan::report::Report;
/// use bilan::source::{SourceFile, Sources};
///
/// let mut sources = Sources::default();
/// let file = sources.add(SourceFile {
///     path: "content/en/prices.md".into(),
///     shown: "content/en/prices.md".into(),
///     origin: None,
///     bytes: b"---\ntitle: Prices\ndescription: What a bilan costs, what it holds and who \
///         may pay for it.\nslug: prices\n---\nIt's *cher*.\n".as_slice().into(),
/// });
/// let mut report = Report::default();
/// let page = parse(&sources, file, Language::English, &mut report).unwrap();
///
/// assert!(report.is_empty());
/// assert_eq!(page.path, "prices.md");
/// assert_eq!(page.body, [Piece::Html("<p>It’s <i lang=\"fr\">cher</i>.</p>\n".into())]);
/// ```
pub fn parse(
    sources: &Sources,
    file: FileId,
    language: Language,
    report: &mut Report,
) -> Option<Document> {
    let source = sources.file(file);
    let Some(text) = source.text() else {
        report.add(yaml::not_utf8(&source.shown));
        return None;
    };
    let folder = format!("content/{}/", language.code());
    let path = source.path.strip_prefix(&folder).unwrap_or(&source.path);

    let whole = Span {
        file,
        start: 0,
        end: text.len(),
    };
    let split = front::split(text, whole, report)?;
    let mut links = Vec::new();
    let front = match split.front {
        Some(span) => front::read(text, span, path, language, &mut links, report),
        None => Front::blank(path, language, split.body.inside(0, 0)),
    };
    let body = body::write(text, split.body, language, front.layout, links, report);
    if body.pieces.is_empty() && !front.layout.fills_itself() {
        report.add(empty_page(split.front.unwrap_or(split.body)));
    }
    Some(Document {
        file,
        language,
        path: path.to_owned(),
        front,
        body: body.pieces,
        notes: body.notes,
        headings: body.headings,
        terms: body.terms,
        links: body.links,
    })
}

fn empty_page(span: Span) -> Fault {
    Fault::error(
        "empty-page",
        say!("cette page n'a pas de texte", "this page has no text"),
    )
    .at(Span {
        start: span.end,
        ..span
    })
    .help(say!(
        "écrivez son texte après la deuxième ligne `---`, ou retirez le fichier",
        "write its text after the second line `---`, or take the file out"
    ))
}
