//! What a run says beside its faults: the codes, what could not be held, how many of how many.

use serde_json::{Value, json as object};

use crate::cli::law::Run;
use crate::codes::Package;
use crate::held::{HeldSource, State};
use crate::language::Language;
use crate::rules::{Anchor, Later, Source, SourceKind, day, iso};
use crate::say;

/// Of which day each code is.
pub(super) fn head(run: &Run<'_>, language: Language) -> String {
    let mut lines = String::new();
    for (code, file) in run.folder.given.codes.iter().zip(&run.folder.files) {
        let (title, state) = (&code.title, code.day);
        let from = package(run.folder.codes.as_ref());
        let words = match code.until {
            Some(until) if day(until) <= run.site.today => say!(
                "{title} : état du {state} ({file}{from}, remplacé le {until})",
                "{title}: state of {state} ({file}{from}, replaced on {until})"
            ),
            Some(until) => say!(
                "{title} : état du {state} ({file}{from}, valable jusqu'au {until})",
                "{title}: state of {state} ({file}{from}, valid until {until})"
            ),
            None => say!(
                "{title} : état du {state} ({file}{from})",
                "{title}: state of {state} ({file}{from})"
            ),
        };
        lines.push_str(&words[language]);
        lines.push('\n');
    }
    if let Some(pages) = &run.folder.given.pages {
        let (count, from) = (pages.len(), package(run.folder.pages.as_ref()));
        let words = say!(
            "Ministère du travail : {count} pages{from}",
            "Ministry of Labour: {count} pages{from}"
        );
        lines.push_str(&words[language]);
        lines.push('\n');
    }
    lines
}

fn package(package: Option<&Package>) -> String {
    package.map_or(String::new(), |package| {
        format!(", {} {}", package.name, package.version)
    })
}

/// The sources that nothing given can tell of, each with its reason.
pub(super) fn unheld(run: &Run<'_>, language: Language) -> String {
    let mut lines = String::new();
    for outcome in &run.held.outcomes {
        if let State::Unheld(reason) = &outcome.state {
            let id = &source(run, outcome).id;
            lines.push_str(&format!("  {id}: {}\n", reason[language]));
        }
    }
    if lines.is_empty() {
        return lines;
    }
    let title = say!("Sources non comparées :", "Sources that were not held:");
    format!("{}\n{lines}", title[language])
}

/// How many sources are in force as they were read.
pub(super) fn last(run: &Run<'_>, language: Language) -> String {
    let mut days: Vec<String> = run
        .folder
        .given
        .codes
        .iter()
        .map(|code| code.day.to_string())
        .collect();
    days.sort();
    days.dedup();
    let days = match days.as_slice() {
        [] => "–".to_owned(),
        [one] => one.clone(),
        [first, .., last] => say!("{first} à {last}", "{first} to {last}")[language].clone(),
    };
    let law = run.held.count(run.site, true);
    let (current, all, changed, not_held) = (law.current, law.all, law.changed, law.unheld);
    let words = say!(
        "{current} sources de droit sur {all} sont en vigueur telles qu'elles ont été lues, dans les codes de {days} ; {changed} ont changé ou sont à relire ; {not_held} n'ont pas pu être comparées.",
        "{current} of {all} sources of law are in force as they were read, in the codes of {days}; {changed} changed or to read again; {not_held} could not be held."
    );
    let pages = run.held.count(run.site, false);
    let mut words = words[language].clone();
    if run.folder.given.pages.is_some() {
        let (current, all) = (pages.current, pages.all);
        let more = say!(
            " Pages du ministère telles qu'elles ont été lues : {current} sur {all}.",
            " Pages of the ministry as they were read: {current} of {all}."
        );
        words.push_str(&more[language]);
    }
    words
}

/// The whole as JSON, but for the faults.
pub(super) fn json(run: &Run<'_>, language: Language) -> Value {
    let named = |package: Option<&Package>| {
        package.map(|package| object!({ "name": package.name, "version": package.version }))
    };
    let codes = run.folder.given.codes.iter().zip(&run.folder.files);
    let codes: Vec<Value> = codes
        .map(|(code, file)| {
            object!({
                "id": code.ids.last(),
                "title": code.title,
                "day": code.day.to_string(),
                "until": code.until.map(|until| until.to_string()),
                "file": file,
            })
        })
        .collect();
    let outcomes = run.held.outcomes.iter();
    let sources: Vec<Value> = outcomes
        .map(|outcome| one(run, outcome, language))
        .collect();
    let count = |law: bool| {
        let count = run.held.count(run.site, law);
        object!({
            "all": count.all,
            "in_force": count.current,
            "changed": count.changed,
            "not_held": count.unheld,
        })
    };
    let kept = run.kept.iter();
    let kept: Vec<Value> = kept.map(|kept| object!({ "path": kept.path })).collect();
    object!({
        "packages": { "codes": named(run.folder.codes.as_ref()), "pages": named(run.folder.pages.as_ref()) },
        "codes": codes,
        "sources": sources,
        "law": count(true),
        "pages": count(false),
        "kept": kept,
    })
}

fn one(run: &Run<'_>, outcome: &HeldSource, language: Language) -> Value {
    let source = source(run, outcome);
    let (read, since) = source.version().unzip();
    let (version, from) = outcome.version.clone().unzip();
    let reason = match &outcome.state {
        State::Unheld(reason) => Some(reason[language].clone()),
        _ => None,
    };
    let words: Vec<String> = outcome.words.iter().map(ToString::to_string).collect();
    let rests: Vec<Value> = outcome
        .rests
        .iter()
        .map(|rest| {
            object!({ "path": rest.path, "line": rest.line, "what": rest.sort.name(), "name": rest.name })
        })
        .collect();
    let line = run.files.place(source.span.file, source.span.start).0;
    object!({
        "id": source.id,
        "kind": if source.kind == SourceKind::Law { "law" } else { "page" },
        "state": outcome.state.name(),
        "reason": reason,
        "article": article(source),
        "read": read,
        "read_since": since.map(iso),
        "version": version,
        "since": from.map(iso),
        "by": outcome.by,
        "words": words,
        "ends": outcome.ends.map(iso),
        "changed": source.changed.map(Later::iso),
        "rests_on_it": rests,
        "path": run.files.file(source.span.file).shown,
        "line": line,
    })
}

/// What a source is called in its code.
pub(super) fn article(source: &Source) -> Option<String> {
    match &source.anchor {
        Anchor::Article(article) => Some(article.number.clone()),
        Anchor::Through { text, .. } => Some(text.clone()),
        Anchor::Page { slug, .. } => Some(slug.clone()),
        Anchor::None { article, .. } => article.clone(),
    }
}

pub(super) fn source<'r>(run: &Run<'r>, outcome: &HeldSource) -> &'r Source {
    &run.site.rules.book.sources[outcome.source]
}
