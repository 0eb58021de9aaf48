//! The questions as tables in Markdown: docs/questions.md holds those of the national site.

use std::fmt::Write as _;

use crate::cli::rules::questions::{Entry, List};
use crate::language::{Bilingual, Language};
use crate::say;

/// The questions, then the names in their conditions, then their options in words.
pub(super) fn written(list: &List, language: Language) -> String {
    let mut text = table(
        &say!(
            "id|question|réponses|`unknown`|posée si",
            "id|question|answers|`unknown`|asked if"
        )[language],
        list.questions.iter().map(|entry| question(entry, language)),
    );
    if !list.names.is_empty() {
        section(
            &mut text,
            &say!(
                "Les noms dans les conditions",
                "The names in the conditions"
            ),
            language,
        );
        text.push_str(&table(
            &say!("nom|vaut si", "name|holds if")[language],
            list.names
                .iter()
                .map(|(name, condition)| vec![code(name), code(condition)]),
        ));
    }
    let options: Vec<Vec<String>> = list.questions.iter().flat_map(options).collect();
    if !options.is_empty() {
        section(
            &mut text,
            &say!("Les options en toutes lettres", "The options in words"),
            language,
        );
        text.push_str(&table(
            &say!("question|option|sens", "question|option|meaning")[language],
            options.into_iter(),
        ));
    }
    text
}

fn section(text: &mut String, title: &Bilingual<String>, language: Language) {
    let _ = write!(text, "\n## {}\n\n", title[language]);
}

fn question(entry: &Entry, language: Language) -> Vec<String> {
    let mut answers = code(entry.kind);
    if let Some(range) = &entry.range {
        let _ = write!(answers, ", {range}");
    }
    if !entry.options.is_empty() {
        let options: Vec<String> = entry.options.iter().map(|(id, _)| code(id)).collect();
        let colon = say!("\u{a0}: ", ": ");
        let _ = write!(answers, "{}{}", colon[language], options.join(", "));
    }
    let unknown = if entry.may_not_know {
        say!("oui", "yes")
    } else {
        say!("non", "no")
    };
    let always = || say!("toujours", "always")[language].clone();
    vec![
        code(&entry.id),
        escaped(&entry.words),
        answers,
        unknown[language].clone(),
        entry.asked_if.as_deref().map_or_else(always, code),
    ]
}

/// The options of a choice, a row each.
fn options(entry: &Entry) -> Vec<Vec<String>> {
    let options = entry.options.iter();
    options
        .map(|(id, words)| vec![code(&entry.id), code(id), escaped(words)])
        .collect()
}

/// A table with the head `a|b|c`; every row has as many cells.
fn table(head: &str, rows: impl Iterator<Item = Vec<String>>) -> String {
    let count = head.split('|').count();
    let line = |cells: Vec<&str>| format!("| {} |\n", cells.join(" | "));
    let mut text = line(head.split('|').collect());
    let _ = writeln!(text, "|{}", "---|".repeat(count));
    for row in rows {
        text.push_str(&line(row.iter().map(String::as_str).collect()));
    }
    text
}

fn code(text: &str) -> String {
    format!("`{}`", text.replace('|', "\\|"))
}

/// Words of a site, so that they stay words. The names of parameters between backticks are ours.
fn escaped(words: &str) -> String {
    let mut text = String::new();
    for letter in words.chars() {
        if ['|', '*', '<', '[', '\\'].contains(&letter) {
            text.push('\\');
        }
        text.push(letter);
    }
    text
}
