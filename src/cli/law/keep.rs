//! Keeps the text of the articles as they were read, in the site's folder.

use std::fs;
use std::path::Path;

use crate::held::{Given, keepable};
use crate::language::Language;
use crate::report::{Fault, Report};
use crate::rules::text_path;
use crate::say;
use crate::site::Site;
use crate::source::Sources;

/// A text that was written.
#[derive(Debug)]
pub(super) struct Kept {
    /// Its path in the site.
    pub path: String,
    /// Whether there was none before.
    pub is_new: bool,
}

/// Writes the texts that are not kept yet, or that differ.
pub(super) fn keep(
    site: &Site,
    files: &Sources,
    given: &Given,
    folder: &Path,
    report: &mut Report,
) -> Vec<Kept> {
    let mut kept = Vec::new();
    for (source, text) in keepable(&site.rules.book, given) {
        let path = text_path(source);
        let before = files.at(&path).map(|file| files.text(file));
        if before == Some(text.as_str()) {
            continue;
        }
        let is_new = before.is_none();
        match write(&folder.join(&path), &text) {
            Ok(()) => kept.push(Kept { path, is_new }),
            Err(error) => report.add(Fault::error(
                "unwritable",
                say!(
                    "impossible d'écrire {path} : {error}",
                    "{path} cannot be written: {error}"
                ),
            )),
        }
    }
    kept
}

/// Says what was written, beside the answer.
pub(super) fn say(kept: &[Kept], language: Language) {
    for Kept { path, is_new } in kept {
        let words = if *is_new {
            say!("écrit : {path}", "written: {path}")
        } else {
            say!(
                "écrit à la place d'un autre texte : {path}",
                "written in place of another text: {path}"
            )
        };
        eprintln!("{}", words[language]);
    }
    if kept.is_empty() {
        let words = say!(
            "Tous les textes étaient déjà gardés.",
            "All texts were kept already."
        );
        eprintln!("{}", words[language]);
    }
}

/// Writes beside and renames, so that a text is never half there.
fn write(path: &Path, text: &str) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let beside = path.with_extension("txt.new");
    fs::write(&beside, text)?;
    fs::rename(&beside, path)
}
