//! The questions as lines for a terminal.

use std::fmt::Write as _;

use crate::cli::rules::questions::{Entry, List};
use crate::language::Language;
use crate::say;

/// A paragraph for each question, then the names in their conditions.
pub(super) fn written(list: &List, language: Language) -> String {
    let mut text = String::new();
    for entry in &list.questions {
        question(&mut text, entry, language);
    }
    if !list.names.is_empty() {
        let title = say!(
            "Les noms dans les conditions :",
            "The names in the conditions:"
        );
        let _ = writeln!(text, "{}", title[language]);
        for (name, condition) in &list.names {
            let words = say!("{name} : {condition}", "{name}: {condition}");
            let _ = writeln!(text, "  {}", words[language]);
        }
    }
    text
}

fn question(text: &mut String, entry: &Entry, language: Language) {
    let range = entry.range.as_ref().map(|range| format!(", {range}"));
    let _ = writeln!(text, "{}", entry.id);
    let _ = writeln!(text, "  {}", entry.words);
    let _ = writeln!(text, "  {}{}", entry.kind, range.unwrap_or_default());
    let width = entry.options.iter().map(|(id, _)| id.len()).max();
    let width = width.unwrap_or(0);
    for (id, words) in &entry.options {
        let _ = writeln!(text, "    {id:width$}  {words}");
    }
    let unknown = if entry.may_not_know {
        say!("on peut répondre unknown", "unknown is an answer")
    } else {
        say!("unknown n'est pas une réponse", "unknown is no answer")
    };
    let _ = writeln!(text, "  {}", unknown[language]);
    let asked = match &entry.asked_if {
        Some(condition) => say!("posée si {condition}", "asked if {condition}"),
        None => say!("toujours posée", "always asked"),
    };
    let _ = writeln!(text, "  {}\n", asked[language]);
}
