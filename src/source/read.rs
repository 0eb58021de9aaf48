//! Reads the layers of a site: the files inside the program first, then folders on disk.

use std::borrow::Cow;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use include_dir::Dir;
use walkdir::{DirEntry, WalkDir};

use crate::language::visible_line;
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
    /// Its name holds a letter that a terminal would obey, or that nobody would see.
    HiddenLetter(String),
    /// It is neither a file nor a folder: a pipe, a socket, a device.
    NoFile(PathBuf),
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
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) => {
                    if let Err(reason) = read_entry(root, &entry, sources) {
                        sources.leave_out(&inside(root, entry.path()));
                        unread.push(reason);
                    }
                }
                Err(error) => {
                    let path = inside(root, error.path().unwrap_or(&start));
                    sources.leave_out(&path);
                    let reason = match error.io_error() {
                        Some(error) => error.to_string(),
                        None => error.to_string(),
                    };
                    unread.push(Unread::Unreadable(path, reason));
                }
            }
        }
    }
}

/// A path as the author of the site knows it: not where this machine keeps the site.
fn inside(root: &Path, path: &Path) -> PathBuf {
    path.strip_prefix(root).unwrap_or(path).to_owned()
}

fn read_entry(root: &Path, entry: &DirEntry, sources: &mut Sources) -> Result<(), Unread> {
    if entry.depth() > 0 && entry.path_is_symlink() {
        return Err(Unread::Link(inside(root, entry.path())));
    }
    if !entry.file_type().is_file() {
        return Err(Unread::NoFile(inside(root, entry.path())));
    }
    read_file(root, entry.path(), sources)
}

fn read_file(root: &Path, path: &Path, sources: &mut Sources) -> Result<(), Unread> {
    let relative = inside(root, path);
    let unreadable = |error: io::Error| Unread::Unreadable(inside(root, path), error.to_string());
    let relative = match relative.to_str() {
        Some(relative) => relative.replace('\\', "/"),
        None => return Err(Unread::OddName(relative)),
    };
    if visible_line(&relative) != relative {
        return Err(Unread::HiddenLetter(relative));
    }
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
