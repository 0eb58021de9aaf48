//! Front matter: what an author says about a page, between two lines `---`.

mod field;
mod length;

use jiff::civil::Date;

use self::field::Reader;
use super::{Link, Part, Phrase, ReviewPeriod, anchor};
use crate::language::Language;
use crate::quote::Quote;
use crate::report::{Fault, Report};
use crate::say;
use crate::source::Span;
use crate::yaml::{self, Fields, Name};

/// What an author says about a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Front {
    /// The title: the page's only heading of level 1.
    pub title: Phrase,
    /// A shorter title for menus.
    pub menu: Option<Phrase>,
    /// What search engines show.
    pub description: Phrase,
    /// The last part of the page's address in its language: lower-case letters, digits and
    /// hyphens. Empty for the first page of the site, which needs none.
    pub slug: String,
    /// The first sentences, set apart.
    pub lead: Option<Phrase>,
    /// The day of the last change.
    pub updated: Option<Date>,
    /// The day on which the law behind the page was last read.
    pub checked: Option<Date>,
    /// How long that reading is good for.
    pub review: Option<ReviewPeriod>,
    /// The ids of the page's sources.
    pub sources: Vec<Name>,
    /// The words of the law that the page rests on, by the ids of sources.
    pub quotes: Vec<(Name, Vec<Quote>)>,
    /// How the page is laid out.
    pub layout: Layout,
    /// Where that is said, or the front matter.
    pub layout_span: Span,
    /// The one thing that the page invites to do.
    pub primary: Option<Primary>,
    /// Where the page is said to stay out of a published site, if it is.
    pub draft: Option<Span>,
}

/// How a page is laid out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Layout {
    /// Text under headings.
    #[default]
    Article,
    /// The first page.
    Home,
    /// Questions that open, below headings of level 2.
    Faq,
    /// Steps in order, one for each heading of level 2.
    Phases,
    /// Terms with their meaning: the only layout with definition lists.
    Glossary,
    /// The page of the questionnaire.
    Questionnaire,
    /// The page for addresses that lead nowhere.
    NotFound,
    /// The list of all pages.
    Sitemap,
    /// The page of a folder, with the list of the pages below it.
    Section,
}

/// A button that leads on.
#[derive(Debug, Clone, PartialEq)]
pub struct Primary {
    /// Its words.
    pub text: Phrase,
    /// Where it leads: the index of a link of the document.
    pub link: usize,
    /// Where it stands.
    pub span: Span,
}

impl Layout {
    /// Every layout.
    pub const ALL: [Layout; 9] = [
        Layout::Article,
        Layout::Home,
        Layout::Faq,
        Layout::Phases,
        Layout::Glossary,
        Layout::Questionnaire,
        Layout::NotFound,
        Layout::Sitemap,
        Layout::Section,
    ];

    /// The layout's name: in front matter, and of the theme's template.
    pub fn name(self) -> &'static str {
        match self {
            Layout::Article => "article",
            Layout::Home => "home",
            Layout::Faq => "faq",
            Layout::Phases => "phases",
            Layout::Glossary => "glossary",
            Layout::Questionnaire => "questionnaire",
            Layout::NotFound => "not_found",
            Layout::Sitemap => "sitemap",
            Layout::Section => "section",
        }
    }

    /// Whether the program fills the page, so that its author may leave it without text.
    pub(super) fn fills_itself(self) -> bool {
        matches!(
            self,
            Layout::Questionnaire | Layout::Sitemap | Layout::Section
        )
    }

    /// Whether a site has one page of this layout and no more.
    pub fn stands_once(self) -> bool {
        matches!(
            self,
            Layout::Home | Layout::Questionnaire | Layout::NotFound
        )
    }
}

/// Where the two parts of a page stand.
pub(super) struct Split {
    /// The front matter, without the lines around it; nothing where the page has none.
    pub front: Option<Span>,
    pub body: Span,
}

/// Parts a page into its front matter and its body. Nothing comes back where the front matter
/// does not end: nobody can tell where the body begins.
pub(super) fn split(text: &str, whole: Span, report: &mut Report) -> Option<Split> {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().unwrap_or("");
    if first.trim_end() != "---" {
        report.add(missing(whole.inside(0, first.trim_end().len())));
        return Some(Split {
            front: None,
            body: whole,
        });
    }
    let start = first.len();
    let mut at = start;
    for line in lines {
        if line.trim_end() == "---" {
            return Some(Split {
                front: Some(whole.inside(start, at)),
                body: whole.inside(at + line.len(), text.len()),
            });
        }
        at += line.len();
    }
    report.add(unclosed(whole.inside(0, 3)));
    None
}

/// Reads the front matter of the page at `path`. What is missing is reported, and gets a value
/// that lets the page be shown while its author works.
pub(super) fn read(
    file: &str,
    span: Span,
    path: &str,
    language: Language,
    links: &mut Vec<Link>,
    report: &mut Report,
) -> Front {
    let mut front = Front::blank(path, language, span);
    let Some(node) = yaml::parse_part(&file[span.start..span.end], span, report) else {
        return front;
    };
    let mut fields = Fields::of(&node, report);
    let mut reader = Reader {
        file,
        language,
        report,
    };
    let title = fields.required("title", reader.report);
    if let Some(title) = reader.phrase(title) {
        length::check_title(&title, reader.report);
        front.title = title;
    }
    let description = fields.required("description", reader.report);
    if let Some(description) = reader.phrase(description) {
        length::check_description(&description, reader.report);
        front.description = description;
    }
    let slug = if path == "index.md" {
        fields.optional("slug")
    } else {
        fields.required("slug", reader.report)
    };
    if let Some(slug) = reader.slug(slug, &front.title) {
        front.slug = slug;
    }
    front.lead = reader.phrase(fields.optional("lead"));
    if let Some(lead) = &front.lead {
        length::check_lead(lead, reader.report);
    }
    front.menu = reader.phrase(fields.optional("menu"));
    front.updated = reader.date(fields.optional("updated"));
    front.checked = reader.date(fields.optional("checked"));
    front.review = fields
        .optional("review")
        .and_then(|node| ReviewPeriod::read(node, reader.report));
    front.sources = reader.names(fields.optional("sources"));
    front.quotes = reader.quotes(fields.optional("quotes"));
    let layout = fields.optional("layout");
    front.layout = reader.layout(layout);
    front.layout_span = layout.map_or(span, |node| node.span);
    front.primary = reader.primary(fields.optional("primary"), links);
    let draft = fields.optional("draft");
    front.draft = draft
        .filter(|node| node.yes_no(reader.report) == Some(true))
        .map(|node| node.span);
    fields.finish(report);
    front
}

impl Front {
    /// What stands in for a front matter that is not there or cannot be read.
    pub(super) fn blank(path: &str, language: Language, span: Span) -> Front {
        let steps = path.strip_suffix(".md").unwrap_or(path);
        let steps = steps.strip_suffix("/index").unwrap_or(steps);
        let name = anchor::fold(steps.rsplit('/').next().unwrap_or(steps));
        let words = |text: &str| Phrase {
            parts: vec![Part::Text(text.to_owned())],
            language,
            span,
        };
        Front {
            title: words(&name),
            menu: None,
            description: words(""),
            slug: if path == "index.md" {
                String::new()
            } else {
                name
            },
            lead: None,
            updated: None,
            checked: None,
            review: None,
            sources: Vec::new(),
            quotes: Vec::new(),
            layout: Layout::default(),
            layout_span: span,
            primary: None,
            draft: None,
        }
    }
}

fn missing(span: Span) -> Fault {
    Fault::error(
        "missing-front-matter",
        say!(
            "la page ne commence pas par son en-tête",
            "the page does not begin with its front matter"
        ),
    )
    .at(span)
    .help(say!(
        "mettez en première ligne `---`, puis `title: …`, `description: …`, `slug: …`, puis une ligne `---`",
        "put on the first line `---`, then `title: …`, `description: …`, `slug: …`, then a line `---`"
    ))
}

fn unclosed(span: Span) -> Fault {
    Fault::error(
        "unclosed-front-matter",
        say!(
            "l'en-tête ouvert ici n'a pas de fin",
            "the front matter that opens here has no end"
        ),
    )
    .at(span)
    .help(say!(
        "ajoutez une ligne `---` entre l'en-tête et le texte",
        "add a line `---` between the front matter and the text"
    ))
}
