//! The sources of a site held to the law's own text: what has changed since it was read.
//!
//! Nothing here touches a disk. The codes, the ministry's pages and the kept texts come in; what
//! became of each source comes out, with a fault for everything that an author has to look at.

mod address;
mod amended;
mod article;
mod ending;
mod kept;
mod page;
mod place;
mod quoted;
mod words;

use std::collections::BTreeMap;

use jiff::civil::Date;
use oxc_index::index_vec;

use crate::codes::{DatedCode, OfficialPage};
use crate::language::Bilingual;
use crate::report::{Fault, Report};
use crate::rules::{Anchor, Day, Source, SourceId, SourceKind, day};
use crate::say;
use crate::site::{Rest, Site, rests};
use crate::source::Sources;

pub use kept::keepable;
pub use words::{WordChange, changes};

/// What the sources are held to.
#[derive(Debug, Default)]
pub struct Given {
    /// The codes.
    pub codes: Vec<DatedCode>,
    /// The ministry's pages, where they were given.
    pub pages: Option<Vec<OfficialPage>>,
}

impl Given {
    /// The code with one of these ids.
    fn code(&self, code: &crate::rules::Code) -> Option<&DatedCode> {
        let named = |found: &&DatedCode| {
            found.is_named(code.id) || code.held.is_some_and(|held| found.is_named(held))
        };
        self.codes.iter().find(named)
    }
}

/// What became of a source.
#[derive(Debug, Clone)]
pub struct HeldSource {
    /// The source.
    pub source: SourceId,
    /// Whether it is still what was read.
    pub state: State,
    /// The version that the codes hold, and its first day.
    pub version: Option<(String, Day)>,
    /// The titles of the texts that made this version.
    pub by: Vec<String>,
    /// The words that differ from those that were read.
    pub words: Vec<WordChange>,
    /// The day on which the version that was read ends or ended, where one is known.
    pub ends: Option<Day>,
    /// What rests on it.
    pub rests: Vec<Rest>,
    /// What an author has to look at.
    pub faults: Vec<Fault>,
}

/// Whether a source is still what was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// It is in force as it was read.
    Current,
    /// It has changed, has ended, or has to be read again.
    Changed,
    /// Nothing that was given can tell, and why.
    Unheld(Bilingual<String>),
}

impl State {
    /// Its name in JSON.
    pub fn name(&self) -> &'static str {
        match self {
            State::Current => "in_force",
            State::Changed => "changed",
            State::Unheld(_) => "not_held",
        }
    }
}

/// Every source of a site, held.
#[derive(Debug, Default)]
pub struct Held {
    /// The sources of law and the ministry's pages, in the order of the file.
    pub outcomes: Vec<HeldSource>,
    /// The codes that sources name and that were not given.
    pub missing: Vec<Fault>,
}

/// How many sources of one sort are in which state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// All of them.
    pub all: usize,
    /// In force as they were read.
    pub current: usize,
    /// Changed, ended, or to read again.
    pub changed: usize,
    /// Not to be held by what was given.
    pub unheld: usize,
}

impl Held {
    /// Everything that an author has to look at.
    pub fn report(&self) -> Report {
        let mut report = Report::default();
        for fault in &self.missing {
            report.add(fault.clone());
        }
        for fault in self.outcomes.iter().flat_map(|outcome| &outcome.faults) {
            report.add(fault.clone());
        }
        report
    }

    /// How many sources there are, those of law or the others.
    pub fn count(&self, site: &Site, law: bool) -> Count {
        let mut count = Count::default();
        let sources = &site.rules.book.sources;
        for outcome in &self.outcomes {
            if (sources[outcome.source].kind == SourceKind::Law) != law {
                continue;
            }
            count.all += 1;
            match outcome.state {
                State::Current => count.current += 1,
                State::Changed => count.changed += 1,
                State::Unheld(_) => count.unheld += 1,
            }
        }
        count
    }
}

/// Holds every source of law, and every page of the ministry, to what is given.
pub fn hold(site: &Site, files: &Sources, given: &Given) -> Held {
    let mut held = Held::default();
    let mut texts: quoted::Texts = index_vec![None; site.rules.book.sources.len()];
    for (index, source) in site.rules.book.sources.iter_enumerated() {
        let is_page = matches!(source.anchor, Anchor::Page { .. });
        if source.kind != SourceKind::Law && !is_page {
            continue;
        }
        let mut found = Found {
            site,
            files,
            given,
            source,
            outcome: HeldSource {
                source: index,
                state: State::Current,
                version: None,
                by: Vec::new(),
                words: Vec::new(),
                ends: None,
                rests: rests(site, files, index),
                faults: Vec::new(),
            },
            text: None,
        };
        match &source.anchor {
            Anchor::Article(anchor) => article::hold(&mut found, anchor),
            Anchor::Through {
                text,
                changes,
                as_of,
            } => amended::hold(&mut found, text, changes, *as_of),
            Anchor::Page { slug, date } => page::hold(&mut found, slug, *date),
            Anchor::None { reason, .. } => found.unheld(unanchored(reason.as_deref())),
        }
        found.declared();
        texts[index] = found.text;
        held.outcomes.push(found.outcome);
    }
    quoted::hold(site, &texts, &mut held.outcomes);
    held.missing = missing(site, given);
    held
}

/// The codes that are published as data, that sources name, and that were not given: without
/// them a run would find nothing changed.
fn missing(site: &Site, given: &Given) -> Vec<Fault> {
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for source in &site.rules.book.sources {
        let code = match &source.anchor {
            Anchor::Article(article) => Some(&article.code),
            Anchor::Through { changes, .. } => changes.first().map(|change| &change.code),
            _ => None,
        };
        if let Some(code) = code
            && let Some(file) = code.held
            && given.code(code).is_none()
        {
            *counts.entry((code.name, file)).or_default() += 1;
        }
    }
    let counts = counts.into_iter();
    counts
        .map(|((name, file), count)| {
            Fault::error(
                "code-missing",
                say!(
                    "le code `{name}` ({file}.json) n'est pas dans le dossier : {count} sources n'ont pu être comparées",
                    "the code `{name}` ({file}.json) is not in the folder: {count} sources could not be compared"
                ),
            )
            .help(say!(
                "donnez le paquet entier avec --codes",
                "give the whole package with --codes"
            ))
        })
        .collect()
}

fn unanchored(reason: Option<&str>) -> Bilingual<String> {
    match reason {
        Some(reason) => say!("{reason}", "{reason}"),
        None => say!(
            "la source ne nomme aucun article ni aucun texte à comparer",
            "the source names no article and no text to compare"
        ),
    }
}

/// One source while it is held.
struct Found<'h> {
    site: &'h Site,
    files: &'h Sources,
    given: &'h Given,
    source: &'h Source,
    outcome: HeldSource,
    /// Its words as they are now.
    text: Option<String>,
}

impl Found<'_> {
    /// Reports a fault at a field of the source, with what rests on it.
    fn fault(&mut self, field: &str, fault: Fault) {
        let span = place::field(self.files, self.source, field);
        let fault = fault.at(span);
        self.outcome.faults.push(match note(&self.outcome.rests) {
            Some(note) => fault.note(note),
            None => fault,
        });
    }

    /// Adds to its words as they are now.
    fn says(&mut self, paragraphs: &[String]) {
        let text = self.text.get_or_insert_default();
        for paragraph in paragraphs {
            text.push_str(paragraph);
            text.push('\n');
        }
    }

    /// The source has to be read again.
    fn changed(&mut self, field: &str, fault: Fault) {
        self.outcome.state = State::Changed;
        self.fault(field, fault);
    }

    /// Nothing that was given can tell.
    fn unheld(&mut self, reason: Bilingual<String>) {
        if self.outcome.state == State::Current {
            self.outcome.state = State::Unheld(reason);
        }
    }

    /// A source of which a later version is known is never current, whatever was given.
    fn declared(&mut self) {
        let Some(since) = self.source.changed else {
            return;
        };
        if self.outcome.state == State::Changed {
            return;
        }
        let (id, since) = (&self.source.id, since.iso());
        let fault = Fault::warning(
            "read-again",
            say!(
                "`{id}` : une version antérieure a été lue ; le texte a changé le {since}",
                "`{id}`: an earlier version was read; the text changed on {since}"
            ),
        )
        .help(say!(
            "lisez la nouvelle version dès qu'elle est publiée comme donnée, puis retirez `changed`",
            "read the new version as soon as it is published as data, then take `changed` out"
        ));
        self.changed("changed", fault);
    }
}

/// What rests on a source, as one note.
fn note(rests: &[Rest]) -> Option<Bilingual<String>> {
    if rests.is_empty() {
        return None;
    }
    let list = Bilingual::new(|language| {
        let lines = rests.iter().map(|rest| {
            let what = &rest.sort.words()[language];
            format!("\n  {}:{} {what} {}", rest.path, rest.line, rest.name)
        });
        lines.collect::<String>()
    });
    Some(Bilingual {
        fr: format!("repose dessus :{}", list.fr),
        en: format!("rests on it:{}", list.en),
    })
}

/// The day of a date.
fn on(date: Date) -> Day {
    day(date)
}
