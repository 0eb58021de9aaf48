//! The text of an issue: what has changed in the law since the last reading.

use std::fmt::Write as _;

use crate::cli::law::Run;
use crate::cli::law::summary::{article, head, last, source};
use crate::held::HeldSource;
use crate::language::Language;
use crate::report::{Fault, Severity};
use crate::say;

/// The issue; empty where nothing has changed that is not known already.
pub(super) fn issue(run: &Run<'_>, language: Language) -> String {
    let all = run.held.outcomes.iter();
    let (news, known): (Vec<&HeldSource>, Vec<&HeldSource>) = all
        .filter(|outcome| outcome.faults.iter().any(is_shown))
        .partition(|outcome| outcome.faults.iter().any(is_news));
    let own = run.report.sorted().into_iter();
    let own: Vec<&Fault> = own.filter(|fault| fault.span.is_none()).collect();
    if news.is_empty() && own.is_empty() {
        return String::new();
    }
    let title = say!(
        "Ce qui a changé dans le droit depuis la dernière lecture",
        "What has changed in the law since the last reading"
    );
    let mut text = format!("# {}\n\n", title[language]);
    for line in head(run, language).lines() {
        let _ = writeln!(text, "- {line}");
    }
    let _ = writeln!(text, "\n{}", last(run, language));
    for fault in own {
        let _ = writeln!(text, "\n- [ ] {}", fault.message[language]);
    }
    for outcome in news {
        section(&mut text, run, outcome, language);
    }
    if !known.is_empty() {
        let title = say!("Déjà connu, encore à lire", "Known already, still to read");
        let _ = writeln!(text, "\n## {}\n", title[language]);
        for fault in known.iter().flat_map(|outcome| &outcome.faults) {
            let _ = writeln!(text, "- {}", fault.message[language]);
        }
    }
    text
}

fn is_shown(fault: &Fault) -> bool {
    fault.severity >= Severity::Warning
}

/// What an author has written into the file herself is no news.
fn is_news(fault: &Fault) -> bool {
    is_shown(fault) && fault.id != "read-again"
}

fn section(text: &mut String, run: &Run<'_>, outcome: &HeldSource, language: Language) {
    let source = source(run, outcome);
    let name = article(source).unwrap_or_default();
    let (id, url) = (&source.id, &source.url);
    let _ = writeln!(text, "\n## `{id}`: [{name}]({url})\n");
    for fault in outcome.faults.iter().filter(|fault| is_shown(fault)) {
        let place = fault.span.map_or(String::new(), |span| {
            let path = &run.files.file(span.file).shown;
            let (line, _) = run.files.place(span.file, span.start);
            format!("`{path}:{line}`: ")
        });
        let _ = writeln!(text, "- [ ] {place}{}", fault.message[language]);
        if let Some(help) = &fault.help {
            let _ = writeln!(text, "      {}", help[language]);
        }
    }
    if !outcome.by.is_empty() {
        let by = outcome.by.join(" ; ");
        let words = say!("Par : {by}", "By: {by}");
        let _ = writeln!(text, "\n{}", words[language]);
    }
    if !outcome.words.is_empty() {
        let words = say!("Mots changés :", "Words that changed:");
        let _ = writeln!(text, "\n{}\n", words[language]);
        for change in &outcome.words {
            let parts = [
                escaped(&change.before),
                marked("~~", &change.old),
                marked("**", &change.new),
                escaped(&change.after),
            ];
            let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
            let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            let _ = writeln!(text, "- … {} …", parts.join(" "));
        }
    }
    if !outcome.rests.is_empty() {
        let words = say!("Repose dessus :", "Rests on it:");
        let _ = writeln!(text, "\n{}\n", words[language]);
        for rest in &outcome.rests {
            let (path, line) = (&rest.path, rest.line);
            let (what, name) = (&rest.sort.words()[language], &rest.name);
            let _ = writeln!(text, "- `{path}:{line}` {what} `{name}`");
        }
    }
}

fn marked(mark: &str, words: &str) -> String {
    if words.is_empty() {
        return String::new();
    }
    format!("{mark}{}{mark}", escaped(words))
}

/// Words of somebody else's text, so that they stay words in Markdown.
fn escaped(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for letter in words.chars() {
        if "\\`*_{}[]<>()#!|~@".contains(letter) {
            text.push('\\');
        }
        text.push(letter);
    }
    text
}
