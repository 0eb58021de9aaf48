//! Faults as data, gathered to the end; how they look is decided by the renderers beside this file.

mod explained;
mod human;
mod json;
mod registry;
mod unread;

pub use explained::explanation;
pub use human::Human;
pub use json::{github, json, json_value};
pub use registry::{ExplainedBy, FAULTS, Registered, registered};

use strsim::osa_distance;

use crate::language::Bilingual;
use crate::source::Span;

/// How much a fault matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something to know; nothing needs to be done.
    Note,
    /// To publish only knowingly.
    Warning,
    /// Not to be published.
    Error,
}

/// Something that an author has to mend, with its place and a way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The fault's stable name: what filters, tests and `check --explain` go by.
    pub id: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong, in the author's words.
    pub message: Bilingual<String>,
    /// Where it is wrong; none where the fault has no single place.
    pub span: Option<Span>,
    /// A few words under the caret.
    pub label: Option<Bilingual<String>>,
    /// Other places that explain this one.
    pub related: Vec<(Span, Bilingual<String>)>,
    /// Why it matters, or what else there is to know.
    pub notes: Vec<Bilingual<String>>,
    /// A way out.
    pub help: Option<Bilingual<String>>,
}

impl Fault {
    /// A fault that must not be published.
    pub fn error(id: &'static str, message: Bilingual<String>) -> Fault {
        Fault::new(Severity::Error, id, message)
    }

    /// A fault to publish only knowingly.
    pub fn warning(id: &'static str, message: Bilingual<String>) -> Fault {
        Fault::new(Severity::Warning, id, message)
    }

    /// Something to know.
    pub fn note_only(id: &'static str, message: Bilingual<String>) -> Fault {
        Fault::new(Severity::Note, id, message)
    }

    fn new(severity: Severity, id: &'static str, message: Bilingual<String>) -> Fault {
        debug_assert!(
            registry::allows(id, severity),
            "report/registry.rs has no {severity:?} `{id}`"
        );
        Fault {
            id,
            severity,
            message,
            span: None,
            label: None,
            related: Vec::new(),
            notes: Vec::new(),
            help: None,
        }
    }

    /// The fault, at this place.
    pub fn at(mut self, span: Span) -> Fault {
        self.span = Some(span);
        self
    }

    /// The fault, with words under its caret.
    pub fn label(mut self, words: Bilingual<String>) -> Fault {
        self.label = Some(words);
        self
    }

    /// The fault, with another place that explains it.
    pub fn related(mut self, span: Span, words: Bilingual<String>) -> Fault {
        self.related.push((span, words));
        self
    }

    /// The fault, with something more to know.
    pub fn note(mut self, words: Bilingual<String>) -> Fault {
        self.notes.push(words);
        self
    }

    /// The fault, with a way out.
    pub fn help(mut self, words: Bilingual<String>) -> Fault {
        self.help = Some(words);
        self
    }
}

/// Every fault found so far.
#[derive(Debug, Clone, Default)]
pub struct Report {
    faults: Vec<Fault>,
}

impl Report {
    /// Adds a fault.
    pub fn add(&mut self, fault: Fault) {
        self.faults.push(fault);
    }

    /// Adds every fault of another report.
    pub fn extend(&mut self, other: Report) {
        self.faults.extend(other.faults);
    }

    /// The faults in the order of their places, each once.
    pub fn sorted(&self) -> Vec<&Fault> {
        let mut faults: Vec<&Fault> = self.faults.iter().collect();
        faults.sort_by(|a, b| (a.span, a.id, &a.message).cmp(&(b.span, b.id, &b.message)));
        faults.dedup();
        faults
    }

    /// How many different faults have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.sorted()
            .iter()
            .filter(|fault| fault.severity == severity)
            .count()
    }

    /// Whether anything found must not be published.
    pub fn has_errors(&self) -> bool {
        self.faults
            .iter()
            .any(|fault| fault.severity == Severity::Error)
    }

    /// Whether nothing at all was found.
    pub fn is_empty(&self) -> bool {
        self.faults.is_empty()
    }
}

/// Longer names, in letters, are not compared: that takes time and room by the square.
const LONGEST_NAME: usize = 200;

/// How many names of a fitting length are compared. Where thousands are known and thousands are
/// misspelt, comparing each with each would take a minute.
const MOST_COMPARED: usize = 1_000;

/// Fewer letters than these stand in too many names to tell one.
const SHORTEST_PART: usize = 3;

/// Of several known names, the one that the author most likely meant.
///
/// ```
/// assert_eq!(bilan::report::closest("statut", ["status", "leave"]), Some("status"));
/// ```
pub fn closest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    alike(wrong, known).min().map(|(_, name)| name)
}

/// Of several known names, those that the author may have meant, the likeliest first: names that
/// differ by a few letters, then names of which she wrote a part, their beginnings first.
///
/// ```
/// assert_eq!(bilan::report::nearest("gap", ["rule-gap", "stale", "rule-map"]), ["rule-gap"]);
/// ```
pub fn nearest<'a>(
    wrong: &str,
    known: impl IntoIterator<Item = &'a str, IntoIter: Clone>,
) -> Vec<&'a str> {
    let known = known.into_iter();
    let mut near: Vec<(usize, &str)> = alike(wrong, known.clone()).collect();
    near.sort_unstable();
    let mut names: Vec<&str> = near.into_iter().map(|(_, name)| name).collect();
    if wrong.chars().count() >= SHORTEST_PART {
        let holding = known.filter_map(|name| Some((name.find(wrong)?, name)));
        let mut holding: Vec<(usize, &str)> = holding.take(MOST_COMPARED).collect();
        holding.sort_unstable();
        for (_, name) in holding {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

/// The known names that differ by a few letters only, with how many.
fn alike<'a>(
    wrong: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> impl Iterator<Item = (usize, &'a str)> {
    let length = wrong.chars().count();
    let folded = wrong.to_lowercase();
    known
        .into_iter()
        // Most names are told apart by their length, and no name is as long as a page.
        .filter(move |name| {
            let own = name.chars().count();
            own.abs_diff(length) <= own.max(4) / 3 && own.max(length) <= LONGEST_NAME
        })
        .take(MOST_COMPARED)
        .map(move |name| (osa_distance(&folded, &name.to_lowercase()), name))
        .filter(|(distance, name)| *distance <= name.chars().count().max(4) / 3)
}
