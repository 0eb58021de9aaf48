//! What rests on a source: rows, values and pages, each with its place.

use crate::language::{Bilingual, Language};
use crate::say;
use crate::site::Site;
use crate::source::{Sources, Span};

/// Something that rests on a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rest {
    /// What it is.
    pub what: Bilingual<String>,
    /// The file and the line, as they are shown.
    pub place: (String, usize),
}

/// Everything that rests on a source.
pub fn rests(site: &Site, files: &Sources, source: usize) -> Vec<Rest> {
    let book = &site.rules.book;
    let id = &book.sources[source].id;
    let mut found = Vec::new();
    let mut add = |span: Span, what: Bilingual<String>| {
        let shown = files.file(span.file).shown.clone();
        let place = (shown, files.place(span.file, span.start).0);
        found.push(Rest { what, place });
    };
    for decision in &book.decisions {
        let name = &decision.id;
        for row in decision
            .rows
            .iter()
            .filter(|row| row.sources.contains(&source))
        {
            add(row.span, say!("ligne de `{name}`", "row of `{name}`"));
        }
        for step in decision
            .steps
            .iter()
            .filter(|step| step.sources.contains(&source))
        {
            add(step.span, say!("étape de `{name}`", "step of `{name}`"));
        }
    }
    for parameter in &book.parameters {
        let name = &parameter.id;
        for value in parameter
            .values
            .iter()
            .filter(|value| value.source == source)
        {
            add(value.span, say!("valeur de `{name}`", "value of `{name}`"));
        }
    }
    for page in &site.pages {
        for language in Language::ALL {
            let front = &page.documents[language].front;
            let names = front
                .sources
                .iter()
                .chain(front.quotes.iter().map(|(name, _)| name));
            if let Some(name) = names.into_iter().find(|name| name.text == *id) {
                add(name.span, say!("page", "page"));
            }
        }
    }
    found
}

/// The list as one note.
pub(super) fn note(rests: &[Rest]) -> Option<Bilingual<String>> {
    if rests.is_empty() {
        return None;
    }
    let lines = |language: Language| {
        let lines = rests.iter().map(|rest| {
            let (path, line) = &rest.place;
            format!("{path}:{line} ({})", rest.what[language])
        });
        lines.collect::<Vec<_>>().join("\n")
    };
    let (fr, en) = (lines(Language::French), lines(Language::English));
    Some(Bilingual {
        fr: format!("repose dessus :\n{fr}"),
        en: format!("rests on it:\n{en}"),
    })
}
