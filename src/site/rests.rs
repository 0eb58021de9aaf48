//! What rests on a source: rows, steps, values and pages, each with its place.

use crate::language::{Bilingual, Language};
use crate::rules::{Dated, Parameter, ParameterId, RowId, RuleBook, SourceId, iso};
use crate::say;
use crate::site::Site;
use crate::source::{FileId, Sources, Span};

/// Something that rests on a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rest {
    /// What it is.
    pub sort: RestSort,
    /// Its name: a row with its outcome, a value with its first day, the path of a page.
    pub name: String,
    /// The file.
    pub file: FileId,
    /// The file, as it is shown.
    pub path: String,
    /// The line.
    pub line: usize,
}

/// What can rest on a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RestSort {
    /// A row of a decision.
    Row,
    /// A step of a decision.
    Step,
    /// A value of a parameter: the parameter, and the value's place in it.
    Value(ParameterId, usize),
    /// A page.
    Page,
}

impl RestSort {
    /// Its name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            RestSort::Row => "row",
            RestSort::Step => "step",
            RestSort::Value(..) => "value",
            RestSort::Page => "page",
        }
    }

    /// Its name in a sentence.
    pub fn words(self) -> Bilingual<String> {
        match self {
            RestSort::Row => say!("ligne", "row"),
            RestSort::Step => say!("étape", "step"),
            RestSort::Value(..) => say!("valeur", "value"),
            RestSort::Page => say!("page", "page"),
        }
    }
}

/// Everything that rests on a source.
pub fn rests(site: &Site, files: &Sources, source: SourceId) -> Vec<Rest> {
    let book = &site.rules.book;
    let mut found = Vec::new();
    let mut add = |sort: RestSort, name: String, span: Span| {
        found.push(Rest {
            sort,
            name,
            file: span.file,
            path: files.file(span.file).shown.clone(),
            line: files.place(span.file, span.start).0,
        });
    };
    for decision in &book.decisions {
        for (index, row) in decision.rows.iter_enumerated() {
            if row.sources.contains(&source) {
                let name = row_name(book, &decision.id, index);
                add(RestSort::Row, name, row.span);
            }
        }
    }
    for decision in &book.decisions {
        let steps = decision.steps.iter();
        for step in steps.filter(|step| step.sources.contains(&source)) {
            let name = format!("{}.{}", decision.id, step.id);
            add(RestSort::Step, name, step.span);
        }
    }
    for (owner, parameter) in book.parameters.iter_enumerated() {
        for (place, dated) in parameter.values.iter().enumerate() {
            if dated.source == source {
                let name = value_name(parameter, dated);
                add(RestSort::Value(owner, place), name, dated.span);
            }
        }
    }
    let id = &book.sources[source].id;
    for page in &site.pages {
        // Both languages name the same sources: a page is told once.
        let named = Language::ALL.into_iter().find_map(|language| {
            let front = &page.documents[language].front;
            let quoted = front.quotes.iter().map(|(name, _)| name);
            let mut names = front.sources.iter().chain(quoted);
            names.find(|name| name.text == *id)
        });
        if let Some(name) = named {
            add(RestSort::Page, page.path.clone(), name.span);
        }
    }
    found
}

/// A row by its decision and what it concludes: `cpf: closed.retired`.
pub fn row_name(book: &RuleBook, decision: &str, row: RowId) -> String {
    let found = book.decision(decision).expect("the decision has this id");
    let terminal = book.decisions[found].rows[row].terminal;
    let why = &book.decisions[found].terminals[terminal].why;
    format!("{decision}: {}.{why}", book.outcome(found, terminal))
}

/// A value by its parameter and its first day: `cpf_ceiling 2026-02-26`.
pub fn value_name(parameter: &Parameter, dated: &Dated) -> String {
    format!("{} {}", parameter.id, iso(dated.from))
}
