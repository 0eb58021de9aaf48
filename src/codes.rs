//! The law and the ministry's pages as they are published as data: JSON in, articles out.
//!
//! Nothing here touches a disk or knows a site. A file that is cut short, foreign or hostile is
//! a [`Broken`] with its place, never a panic.

mod json;
mod package;
mod page;
mod raw;
mod text;

use std::collections::HashMap;

use jiff::civil::Date;

pub use json::Broken;
pub use package::{Package, read_package};
pub use page::{OfficialPage, read_pages};
pub use raw::{Read, read_code};
pub use text::paragraphs;

/// A code of law, as it was on one day.
#[derive(Debug, Clone)]
pub struct DatedCode {
    /// The ids that stand for it in addresses: that of the text, then that of this edition.
    pub ids: Vec<String>,
    /// Its title, in French.
    pub title: String,
    /// The day of the last change that it holds.
    pub day: Date,
    /// The day on which this state of it ends, where one is known.
    pub until: Option<Date>,
    /// Its articles, in order.
    pub articles: Vec<CodeArticle>,
    /// The parts that it is divided into.
    pub sections: Vec<Section>,
    by_number: HashMap<String, Vec<usize>>,
}

impl DatedCode {
    /// A code of these parts. Numbers are found as they are written in it.
    fn new(
        ids: Vec<String>,
        title: String,
        (day, until): (Date, Option<Date>),
        articles: Vec<CodeArticle>,
        sections: Vec<Section>,
    ) -> DatedCode {
        let mut by_number: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, article) in articles.iter().enumerate() {
            let indices = by_number.entry(article.number.clone()).or_default();
            indices.push(index);
        }
        DatedCode {
            ids,
            title,
            day,
            until,
            articles,
            sections,
            by_number,
        }
    }

    /// The articles with this number: annexes of several parts share theirs.
    pub fn numbered(&self, number: &str) -> impl Iterator<Item = &CodeArticle> {
        let indices = self.by_number.get(number).into_iter().flatten();
        indices.map(|index| &self.articles[*index])
    }

    /// The article that has or had a version of this id.
    pub fn with_version(&self, version: &str) -> Option<&CodeArticle> {
        self.articles
            .iter()
            .find(|article| article.is_named(version))
    }

    /// Whether this section holds the article, however deep.
    pub fn holds(&self, section: &str, article: &CodeArticle) -> bool {
        let mut at = article.section;
        while let Some(index) = at {
            let found = &self.sections[index];
            if found.id == section || found.cid == section {
                return true;
            }
            at = found.parent;
        }
        false
    }

    /// Whether an address may name the code so.
    pub fn is_named(&self, id: &str) -> bool {
        self.ids.iter().any(|own| own == id)
    }
}

/// A part of a code.
#[derive(Debug, Clone)]
pub struct Section {
    /// The id of its version.
    pub id: String,
    /// The id that all of its versions share.
    pub cid: String,
    /// The part that it stands in; parents come before their children.
    pub parent: Option<usize>,
}

/// An article, in the version that the code holds.
#[derive(Debug, Clone)]
pub struct CodeArticle {
    /// Its number, as the code writes it: `D6323-6`.
    pub number: String,
    /// The id that all of its versions share.
    pub cid: String,
    /// What the code holds of it.
    pub version: Version,
    /// All versions that the code knows of, earlier and later ones too, without their words.
    pub versions: Vec<Version>,
    /// What made this version.
    pub made_by: Vec<Amendment>,
    /// Its words, one paragraph each.
    pub paragraphs: Vec<String>,
    /// The part of the code that it stands in.
    pub section: Option<usize>,
}

impl CodeArticle {
    /// Whether an id is that of the article or of one of its versions.
    pub fn is_named(&self, id: &str) -> bool {
        self.cid == id || self.version.id == id || self.known(id).is_some()
    }

    /// The version of this id.
    pub fn known(&self, id: &str) -> Option<&Version> {
        self.versions.iter().find(|version| version.id == id)
    }
}

/// A version of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Its id.
    pub id: String,
    /// What has become of it.
    pub state: VersionState,
    /// Its first day in force.
    pub from: Date,
    /// The day on which it is not in force any more.
    pub end: EndOfForce,
}

impl Version {
    /// Whether it comes into force on a day that nobody has fixed yet.
    pub fn begins_someday(&self) -> bool {
        self.from == SOMEDAY
    }
}

/// When a version ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EndOfForce {
    /// On this day.
    On(Date),
    /// It will, on a day that nobody has fixed yet.
    Someday,
    /// No end is known.
    Open,
}

/// The day that the publisher writes where a version has no end.
const NO_END: Date = Date::constant(2999, 1, 1);
/// The day that the publisher writes where a version ends on a day to be fixed.
const SOMEDAY: Date = Date::constant(2222, 2, 22);

impl EndOfForce {
    fn of(day: Date) -> EndOfForce {
        match day {
            NO_END => EndOfForce::Open,
            SOMEDAY => EndOfForce::Someday,
            day => EndOfForce::On(day),
        }
    }
}

/// What has become of a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VersionState {
    /// In force, perhaps until a day that is known, or from one that is to come.
    InForce,
    /// Replaced by a later version.
    Replaced,
    /// The article was repealed, has lapsed or was annulled.
    Repealed,
    /// It was replaced before its first day, and never held.
    Stillborn,
    /// The article has another number now.
    Moved,
    /// The publisher says something else, or nothing.
    Unsaid,
}

impl VersionState {
    /// The publisher's words. `…_DIFF` is what will come to be so on the day that stands beside.
    fn of(word: &str) -> VersionState {
        match word {
            "VIGUEUR" | "VIGUEUR_DIFF" | "ABROGE_DIFF" => VersionState::InForce,
            "MODIFIE" => VersionState::Replaced,
            "ABROGE" | "PERIME" | "ANNULE" | "DISJOINT" => VersionState::Repealed,
            "MODIFIE_MORT_NE" => VersionState::Stillborn,
            "TRANSFERE" | "DEPLACE" => VersionState::Moved,
            _ => VersionState::Unsaid,
        }
    }
}

/// A text that made, changed or numbered a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amendment {
    /// The id of the text: `JORFTEXT000053568399`.
    pub text: String,
    /// Its title, in French.
    pub title: String,
    /// Whether it changed words in force, or only put an older text into the code.
    pub codifies: bool,
    /// What it is, in the publisher's words: `DECRET`.
    pub nature: String,
    /// The day on which it was signed.
    pub signed: Option<Date>,
    /// The day of its effect.
    pub from: Option<Date>,
}
