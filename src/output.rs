//! What a build writes: bytes by path, put on disk whole or not at all.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::report::Fault;
use crate::say;

/// What stands at one address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// Its media type.
    pub kind: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Output {
    /// Makes an output.
    pub fn new(kind: &'static str, bytes: Vec<u8>) -> Output {
        Output { kind, bytes }
    }
}

/// The file that says that a folder was made by this program and may be replaced by it.
const MARKER: &str = ".bilan";

/// What a write has done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// The folder already held exactly this.
    Unchanged,
    /// The folder was replaced; so many files now stand in it.
    Replaced(usize),
}

/// Writes a site to a folder.
///
/// The new site is written beside the old one and takes its place in one step, so a build
/// that fails or is killed leaves the old site as it was, and files that are no longer part
/// of the site go. A folder that this program did not make is never touched.
pub fn write(folder: &Path, outputs: &BTreeMap<String, Output>) -> Result<Written, Box<Fault>> {
    let files: BTreeMap<PathBuf, &[u8]> = outputs
        .iter()
        .map(|(address, output)| (file_of(address), output.bytes.as_slice()))
        .collect();
    if folder.exists() {
        if !folder.join(MARKER).is_file() && !is_empty(folder) {
            return Err(Box::new(foreign(folder)));
        }
        if holds(folder, &files) {
            return Ok(Written::Unchanged);
        }
    }
    let fresh = beside(folder, "new");
    let old = beside(folder, "old");
    let result = replace(folder, &fresh, &old, &files);
    if result.is_err() {
        let _ = fs::remove_dir_all(&fresh);
    }
    result.map_err(|(path, error)| Box::new(unwritable(&path, &error)))?;
    Ok(Written::Replaced(files.len()))
}

/// The file of an address: `/fr/` is `fr/index.html`.
pub fn file_of(address: &str) -> PathBuf {
    let inner = address.trim_start_matches('/');
    if inner.is_empty() || inner.ends_with('/') {
        PathBuf::from(format!("{inner}index.html"))
    } else {
        PathBuf::from(inner)
    }
}

fn replace(
    folder: &Path,
    fresh: &Path,
    old: &Path,
    files: &BTreeMap<PathBuf, &[u8]>,
) -> Result<(), (PathBuf, io::Error)> {
    let at = |path: &Path| {
        let path = path.to_owned();
        move |error: io::Error| (path, error)
    };
    for left_over in [fresh, old] {
        if left_over.join(MARKER).is_file() {
            fs::remove_dir_all(left_over).map_err(at(left_over))?;
        }
    }
    fs::create_dir_all(fresh).map_err(at(fresh))?;
    fs::write(
        fresh.join(MARKER),
        "This folder is made by bilan, and replaced by each build.\n",
    )
    .map_err(at(fresh))?;
    let mut made: Option<PathBuf> = None;
    for (path, bytes) in files {
        let full = fresh.join(path);
        let parent = full.parent().map(Path::to_owned);
        if parent != made
            && let Some(parent) = &parent
        {
            fs::create_dir_all(parent).map_err(at(parent))?;
        }
        made = parent;
        fs::write(&full, bytes).map_err(at(&full))?;
    }
    if folder.exists() {
        fs::rename(folder, old).map_err(at(folder))?;
    }
    if let Err(error) = fs::rename(fresh, folder) {
        let _ = fs::rename(old, folder);
        return Err((folder.to_owned(), error));
    }
    if old.join(MARKER).is_file() {
        fs::remove_dir_all(old).map_err(at(old))?;
    } else {
        let _ = fs::remove_dir(old);
    }
    Ok(())
}

/// Whether a folder holds these files and no others.
fn holds(folder: &Path, files: &BTreeMap<PathBuf, &[u8]>) -> bool {
    let there = walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .count();
    there == files.len() + 1
        && files
            .iter()
            .all(|(path, bytes)| fs::read(folder.join(path)).is_ok_and(|found| found == **bytes))
}

fn is_empty(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none())
}

/// A folder beside another one, hidden, on the same disk.
fn beside(folder: &Path, ending: &str) -> PathBuf {
    let name = folder
        .file_name()
        .map_or("public".into(), |name| name.to_string_lossy());
    folder.with_file_name(format!(".{name}.{ending}"))
}

fn foreign(folder: &Path) -> Fault {
    Fault::error(
        "foreign-folder",
        say!(
            "le dossier {} contient des fichiers que bilan n'a pas écrits : il n'est pas touché",
            "the folder {} holds files that bilan did not write: it is left alone",
            folder.display()
        ),
    )
    .help(say!(
        "choisissez un autre dossier avec `--out DOSSIER`, ou videz celui-ci",
        "choose another folder with `--out FOLDER`, or empty this one"
    ))
}

fn unwritable(path: &Path, error: &io::Error) -> Fault {
    Fault::error(
        "unwritable",
        say!(
            "impossible d'écrire {} : {error}",
            "cannot write {}: {error}",
            path.display()
        ),
    )
}
