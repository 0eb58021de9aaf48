//! The summary table without markup: for a terminal, and as Markdown.

use crate::language::Language;
use crate::render::summary::cell::Entry;
use crate::render::summary::{Row, Summary};

/// The table as lines: a block for each situation.
pub fn lines(summary: &Summary, language: Language) -> String {
    let mut text = format!("{}\n", summary.caption);
    for Row { situation, columns } in summary.rows.iter().chain([&summary.everywhere]) {
        if columns.iter().all(Vec::is_empty) {
            continue;
        }
        text.push_str(&format!("\n{situation}\n"));
        for (head, entries) in summary.heads[1..].iter().zip(columns) {
            for entry in entries {
                let title = entry.title.as_ref().unwrap_or(head);
                text.push_str(&format!("  {title}{}{}\n", colon(language), entry.states));
                for line in entry.notes.iter().chain(&entry.otherwise) {
                    text.push_str(&format!("      {line}\n"));
                }
            }
        }
    }
    text
}

/// The table in Markdown, one line for each situation.
pub fn markdown(summary: &Summary, language: Language) -> String {
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let escaped = |text: &str| text.replace('|', "\\|");
    let mut text = format!("{}\n\n", summary.caption);
    text.push_str(&line(
        summary.heads.iter().map(|head| escaped(head)).collect(),
    ));
    text.push_str(&line(
        summary.heads.iter().map(|_| "---".to_owned()).collect(),
    ));
    for Row { situation, columns } in summary.rows.iter().chain([&summary.everywhere]) {
        let mut cells = vec![escaped(situation)];
        for entries in columns {
            let told = entries
                .iter()
                .map(|entry| escaped(&sentence(entry, language)));
            cells.push(told.collect::<Vec<_>>().join("<br>"));
        }
        text.push_str(&line(cells));
    }
    text
}

fn sentence(entry: &Entry, language: Language) -> String {
    let mut sentence = match &entry.title {
        Some(title) => format!("{title}{}**{}**", colon(language), entry.states),
        None => format!("**{}**", entry.states),
    };
    for note in entry.notes.iter().chain(&entry.otherwise) {
        sentence.push_str(&format!(". {}", note.trim_end_matches('.')));
    }
    sentence
}

/// The colon between a name and what is said of it.
fn colon(language: Language) -> &'static str {
    match language {
        Language::French => "\u{a0}: ",
        Language::English => ": ",
    }
}
