//! What rules rest on: texts and pages, how each was read, and where its words can be found.

use crate::rules::book::Period;
use crate::rules::book::calendar::{Day, iso};
use crate::source::Span;

/// A text in force, or a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its id.
    pub id: String,
    /// Where its id stands.
    pub span: Span,
    /// What it is.
    pub kind: SourceKind,
    /// Where it can be read.
    pub url: String,
    /// How it was read.
    pub reading: Reading,
    /// The day on which somebody last read it; none where nobody opened it.
    pub checked: Option<Day>,
    /// How long such a reading is good for.
    pub review: Period,
    /// What can be found again and compared.
    pub anchor: Anchor,
    /// The first day of a later version that is known of and that nobody read.
    pub changed: Option<Later>,
}

/// The first day of a later version, or its month where the day could not be established.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Later {
    /// The day; the first of the month where only that is known.
    pub from: Day,
    /// Whether only the month is known.
    pub month_only: bool,
}

impl Later {
    /// As files write it: `2026-06-27`, or `2026-06`.
    pub fn iso(self) -> String {
        let mut day = iso(self.from);
        if self.month_only {
            day.truncate("2026-06".len());
        }
        day
    }
}

/// What a source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceKind {
    /// A law, a decree, an order.
    Law,
    /// A page of the State or of a public operator.
    Official,
    /// A funder's own page.
    Funder,
    /// Prices and figures observed.
    Market,
}

impl SourceKind {
    /// Every kind with its name in files.
    pub const NAMES: [(&'static str, SourceKind); 4] = [
        ("law", SourceKind::Law),
        ("official", SourceKind::Official),
        ("funder", SourceKind::Funder),
        ("market", SourceKind::Market),
    ];
}

/// How a source was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reading {
    /// The text itself.
    Text,
    /// Through the article that it changed.
    Through,
    /// An official page, which was opened.
    Official,
    /// As told by somebody else's page.
    Secondary,
    /// Nobody opened it.
    Unopened,
}

impl Reading {
    /// Every way of reading with its name in files.
    pub const NAMES: [(&'static str, Reading); 5] = [
        ("text", Reading::Text),
        ("through", Reading::Through),
        ("official", Reading::Official),
        ("secondary", Reading::Secondary),
        ("unopened", Reading::Unopened),
    ];

    /// Its name in files.
    pub fn name(self) -> &'static str {
        let known = Reading::NAMES.iter().find(|(_, reading)| *reading == self);
        known.expect("every way of reading has a name").0
    }
}

/// What of a source can be found again, and compared with what was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Anchor {
    /// An article of a code, in one version.
    Article(Article),
    /// A text that is read in the articles that it changed.
    Through {
        /// The id of the text.
        text: String,
        /// What it changed.
        changes: Vec<ChangedArticle>,
        /// The day of the copy of the code in which the changes were read.
        as_of: Day,
    },
    /// A page of the ministry's package.
    Page {
        /// Its id there, which is the last part of its address.
        slug: String,
        /// The day of the copy.
        date: Day,
    },
    /// Nothing that a program can compare.
    None {
        /// The code, where the source is an article of one.
        code: Option<Code>,
        /// The article's number.
        article: Option<String>,
        /// Why, for authors.
        reason: Option<String>,
    },
}

/// One version of an article of a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// The code.
    pub code: Code,
    /// The article's number, as the code writes it.
    pub number: String,
    /// The id of the version.
    pub version: String,
    /// Its first day in force.
    pub since: Day,
    /// The day of the copy of the code in which it was read.
    pub as_of: Day,
}

/// An article that a text changed, in the version that came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedArticle {
    /// The code.
    pub code: Code,
    /// The article's number, as the code writes it.
    pub article: String,
    /// The id of the version.
    pub version: String,
    /// Its first day in force.
    pub from: Day,
}

impl Source {
    /// Whether the law's own text can be held beside it.
    pub fn anchored(&self) -> bool {
        matches!(self.anchor, Anchor::Article(_) | Anchor::Through { .. })
    }

    /// Whether it was opened itself, or read through the article that it changed.
    pub fn was_read(&self) -> bool {
        matches!(
            self.reading,
            Reading::Text | Reading::Through | Reading::Official
        )
    }

    /// The version of an article that was read, and its first day in force.
    pub fn version(&self) -> Option<(&str, Day)> {
        match &self.anchor {
            Anchor::Article(article) => Some((&article.version, article.since)),
            Anchor::Through { changes, .. } => {
                let change = changes.first()?;
                Some((&change.version, change.from))
            }
            Anchor::Page { .. } | Anchor::None { .. } => None,
        }
    }
}

/// A code of law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Code {
    /// Its name in files.
    pub name: &'static str,
    /// Its id on Légifrance.
    pub id: &'static str,
    /// The id under which its articles are published as data, where they are.
    pub held: Option<&'static str>,
}

impl Code {
    /// Every code with its name in files; the first four are published as data.
    pub const NAMES: [(&'static str, Code); 16] = [
        held("travail", "LEGITEXT000006072050", "LEGITEXT000006072050"),
        held(
            "securite-sociale",
            "LEGITEXT000006073189",
            "LEGITEXT000006073189",
        ),
        // Its articles are published under the id of its second part.
        held("rural", "LEGITEXT000006071367", "LEGITEXT000022197698"),
        held("crpa", "LEGITEXT000031366350", "LEGITEXT000031366350"),
        code_named("cgfp", "LEGITEXT000044416551"),
        code_named("penal", "LEGITEXT000006070719"),
        code_named("consommation", "LEGITEXT000006069565"),
        code_named("cgi", "LEGITEXT000006069577"),
        code_named("defense", "LEGITEXT000006071307"),
        code_named("education", "LEGITEXT000006071191"),
        code_named("civil", "LEGITEXT000006070721"),
        code_named("commerce", "LEGITEXT000005634379"),
        code_named("cgct", "LEGITEXT000006070633"),
        code_named("sante-publique", "LEGITEXT000006072665"),
        code_named("action-sociale", "LEGITEXT000006074069"),
        code_named("penitentiaire", "LEGITEXT000045476241"),
    ];
}

const fn held(name: &'static str, id: &'static str, file: &'static str) -> (&'static str, Code) {
    let held = Some(file);
    (name, Code { name, id, held })
}

const fn code_named(name: &'static str, id: &'static str) -> (&'static str, Code) {
    let held = None;
    (name, Code { name, id, held })
}
