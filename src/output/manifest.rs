//! The list of what a build wrote: it says which files are ours, and so may go.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};

use serde_json::{Value, json};

/// The file with the list. Its name alone was the mark of a folder made by earlier versions.
pub(super) const MANIFEST: &str = ".bilan";

/// What the list of a folder says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Manifest {
    /// There is none: the folder is not ours, or nothing is in it yet.
    Missing,
    /// The folder is ours, but what in it is ours is not known: an earlier version kept no list.
    Unlisted,
    /// These files are ours.
    Listed(BTreeSet<PathBuf>),
}

impl Manifest {
    /// Reads the list of a folder.
    pub fn read(folder: &Path) -> Manifest {
        let path = folder.join(MANIFEST);
        let is_file = fs::symlink_metadata(&path).is_ok_and(|found| found.is_file());
        let Some(bytes) = is_file.then(|| fs::read(&path).unwrap_or_default()) else {
            return Manifest::Missing;
        };
        let value: Value = serde_json::from_slice(&bytes).unwrap_or_default();
        match value["files"].as_array() {
            Some(files) => Manifest::Listed(
                files
                    .iter()
                    .filter_map(Value::as_str)
                    .map(PathBuf::from)
                    .filter(|path| is_inside(path))
                    .collect(),
            ),
            None => Manifest::Unlisted,
        }
    }

    /// Whether this file was written by us; an unknown file of an earlier version was not.
    pub fn lists(&self, path: &Path) -> bool {
        matches!(self, Manifest::Listed(files) if files.contains(path))
    }

    /// The files that it lists.
    pub fn files(&self) -> impl Iterator<Item = &PathBuf> {
        let files = match self {
            Manifest::Listed(files) => Some(files),
            Manifest::Missing | Manifest::Unlisted => None,
        };
        files.into_iter().flatten()
    }
}

/// The bytes of a list: the same files give the same bytes.
pub(super) fn written<'a>(files: impl Iterator<Item = &'a PathBuf>) -> Vec<u8> {
    let files: BTreeSet<String> = files.map(|path| slashed(path)).collect();
    let value = json!({
        "about": "This folder is made by bilan. Each build replaces the files that are listed here, and leaves all others.",
        "files": files,
    });
    format!("{value:#}\n").into_bytes()
}

/// Whether a path stays below the folder: the list may have come from anywhere.
fn is_inside(path: &Path) -> bool {
    path.components().next().is_some()
        && path
            .components()
            .all(|part| matches!(part, Component::Normal(_)))
}

fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}
