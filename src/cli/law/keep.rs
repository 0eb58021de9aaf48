//! Keeps the text of the articles as they were read, in the site's folder.

use std::fs;
use std::path::Path;

use crate::cli::tell;
use crate::held::{Given, keepable};
use crate::language::Language;
use crate::report::{Fault, Report};
use crate::rules::text_path;
use crate::say;
use crate::site::Site;
use crate::source::Sources;

/// A text that was written.
#[derive(Debug)]
pub(super) struct WrittenText {
    /// Its path in the site.
    pub path: String,
}

/// Writes the texts that are not kept yet. One that is kept and differs stays as it is: the run
/// tells the words, and the author decides.
pub(super) fn keep(
    site: &Site,
    files: &Sources,
    given: &Given,
    folder: &Path,
    report: &mut Report,
) -> Vec<WrittenText> {
    let mut kept = Vec::new();
    for (source, text) in keepable(&site.rules.book, given) {
        let path = text_path(source);
        if files.at(&path).is_some() {
            continue;
        }
        match write(&folder.join(&path), &text) {
            Ok(()) => kept.push(WrittenText { path }),
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
pub(super) fn say(kept: &[WrittenText], language: Language) {
    for WrittenText { path } in kept {
        let words = say!("écrit : {path}", "written: {path}");
        tell(&words[language]);
    }
    if kept.is_empty() {
        let words = say!(
            "Aucun texte n'était à écrire.",
            "There was no text to write."
        );
        tell(&words[language]);
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
