//! Reads the layers of a site: the files inside the program first, then folders on disk.

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};

use include_dir::Dir;
use walkdir::WalkDir;

use crate::source::{SourceFile, Sources};

/// Folders of a site that hold what is published; the rest of a layer is not read.
const FOLDERS: [&str; 2] = ["content", "themes"];

/// The largest file that is read, in bytes: above it a file is a mistake or an attack.
const LARGEST: u64 = 32 * 1024 * 1024;

/// A place that files come from. Later layers shadow earlier ones, file by file.
#[derive(Debug, Clone)]
pub enum Layer {
    /// Files inside the program, with the folder that they stand in.
    Embedded(&'static str, &'static Dir<'static>),
    /// A site's own folder.
    Folder(PathBuf),
}

/// A file that could not be taken into the sources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unread {
    /// The system does not let it be read: where, and in the system's words.
    Unreadable(PathBuf, String),
    /// Its name is not Unicode.
    OddName(PathBuf),
    /// It is larger than any honest file: where, and how many megabytes.
    TooLarge(String, u64),
    /// The folder of the site is not there.
    NoFolder(PathBuf),
    /// It is a link, which could lead out of the site and publish what it finds there.
    Link(PathBuf),
}

/// Reads every layer. What cannot be read is told, and the rest is still there.
pub fn read(layers: &[Layer]) -> (Sources, Vec<Unread>) {
    let mut sources = Sources::default();
    let mut unread = Vec::new();
    for layer in layers {
        match layer {
            Layer::Embedded(inside, folder) => read_embedded(inside, folder, &mut sources),
            Layer::Folder(root) => read_folder(root, &mut sources, &mut unread),
        }
    }
    (sources, unread)
}

fn read_embedded(inside: &str, folder: &'static Dir<'static>, sources: &mut Sources) {
    for file in folder.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        let path = format!("{inside}/{path}");
        sources.add(SourceFile {
            shown: path.clone(),
            path,
            origin: None,
            bytes: Cow::Borrowed(file.contents()),
        });
    }
    for inner in folder.dirs() {
        read_embedded(inside, inner, sources);
    }
}

fn read_folder(root: &Path, sources: &mut Sources, unread: &mut Vec<Unread>) {
    if !root.is_dir() {
        unread.push(Unread::NoFolder(root.to_owned()));
    }
    for folder in FOLDERS {
        let start = root.join(folder);
        if !start.is_dir() {
            continue;
        }
        let walk = WalkDir::new(&start)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(|entry| {
                entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.')
            });
        for entry in walk {
            match entry {
                Ok(entry) if entry.depth() > 0 && entry.path_is_symlink() => {
                    unread.push(Unread::Link(entry.path().to_owned()));
                }
                Ok(entry) if entry.file_type().is_file() => {
                    if let Err(reason) = read_file(root, entry.path(), sources) {
                        unread.push(reason);
                    }
                }
                Ok(_) => {}
                Err(error) => {
                    let path = error.path().unwrap_or(&start).to_owned();
                    unread.push(Unread::Unreadable(path, error.to_string()));
                }
            }
        }
    }
}

fn read_file(root: &Path, path: &Path, sources: &mut Sources) -> Result<(), Unread> {
    let relative = path.strip_prefix(root).unwrap_or(path);
    let relative = relative
        .to_str()
        .ok_or_else(|| Unread::OddName(path.to_owned()))?
        .replace('\\', "/");
    let unreadable = |error: std::io::Error| Unread::Unreadable(path.to_owned(), error.to_string());
    let size = fs::metadata(path).map_err(unreadable)?.len();
    if size > LARGEST {
        return Err(Unread::TooLarge(relative, size / (1024 * 1024)));
    }
    let bytes = fs::read(path).map_err(unreadable)?;
    sources.add(SourceFile {
        shown: relative.clone(),
        path: relative,
        origin: Some(path.to_owned()),
        bytes: Cow::Owned(bytes),
    });
    Ok(())
}
