//! The files of a site as they were read: their text, where they came from, and places in them.

mod lines;
mod name;
mod pattern;
mod read;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use lines::Lines;

pub use name::{is_reserved, refused_letter};
pub use pattern::PathPattern;
pub use read::{Layer, Unread, read};

/// A file of a [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// A stretch of a file's text, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file that holds the stretch.
    pub file: FileId,
    /// Its first byte.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
}

impl Span {
    /// Where a file begins: for what is said of it as a whole.
    pub fn beginning(file: FileId) -> Span {
        Span {
            file,
            start: 0,
            end: 0,
        }
    }

    /// The stretch from the beginning of this one to the end of `other`.
    pub fn to(self, other: Span) -> Span {
        Span {
            file: self.file,
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// A stretch inside this one, counted from its beginning and kept within it.
    pub fn inside(self, start: usize, end: usize) -> Span {
        Span {
            file: self.file,
            start: (self.start + start).min(self.end),
            end: (self.start + end).min(self.end),
        }
    }
}

/// One file, with the layer that won when several have a file at its path.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// The path inside the layer, with `/`: what addresses and rules go by.
    pub path: String,
    /// The path as the author knows it: what messages show.
    pub shown: String,
    /// Where the file stands on disk; none for a file inside the program.
    pub origin: Option<PathBuf>,
    /// What the file holds.
    pub bytes: Cow<'static, [u8]>,
}

impl SourceFile {
    /// The file's text without a byte-order mark, if it is text.
    pub fn text(&self) -> Option<&str> {
        let text = std::str::from_utf8(&self.bytes).ok()?;
        Some(text.strip_prefix('\u{feff}').unwrap_or(text))
    }

    /// Whether the path ends in `.` and this extension.
    pub fn has_extension(&self, extension: &str) -> bool {
        self.path
            .rsplit_once('.')
            .is_some_and(|(_, ending)| ending.eq_ignore_ascii_case(extension))
    }
}

/// Every file of a site: the layers laid over one another, path by path.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
    /// Where the lines of each file begin, once somebody has asked.
    lines: Vec<OnceLock<Lines>>,
    by_path: BTreeMap<String, FileId>,
    /// For a file of the site's own, the one inside the program over which it is laid.
    beneath: BTreeMap<FileId, FileId>,
    /// Paths of files and folders that are there and could not be read.
    left_out: BTreeSet<String>,
}

impl Sources {
    /// Adds a file; one already at its path is shadowed.
    pub fn add(&mut self, file: SourceFile) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).expect("a site has fewer than 2^32 files"));
        let below = self.by_path.insert(file.path.clone(), id);
        let below = below.filter(|below| file.origin.is_some() && !self.is_own(*below));
        self.beneath.extend(below.map(|below| (id, below)));
        self.files.push(file);
        self.lines.push(OnceLock::new());
        id
    }

    /// The file with this id.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// The file at this path, if there is one.
    pub fn at(&self, path: &str) -> Option<FileId> {
        self.by_path.get(path).copied()
    }

    /// The file inside the program over which a file of the site's own is laid.
    pub fn beneath(&self, id: FileId) -> Option<FileId> {
        self.beneath.get(&id).copied()
    }

    /// Lays no file of the site's own over one inside the program any more: each says all.
    pub fn lay_over_nothing(&mut self) {
        self.beneath.clear();
    }

    /// Remembers that something is at a path and could not be read.
    pub fn leave_out(&mut self, path: &Path) {
        let path = path.to_string_lossy().replace('\\', "/");
        self.left_out.insert(path);
    }

    /// Whether a path, or a folder above it, is there and could not be read.
    pub fn left_out(&self, path: &str) -> bool {
        let above = path.match_indices('/').map(|(slash, _)| &path[..slash]);
        above.chain([path]).any(|part| self.left_out.contains(part))
    }

    /// The files below this folder (`""` for all), in the order of their paths.
    pub fn below<'a>(
        &'a self,
        folder: &'a str,
    ) -> impl Iterator<Item = (FileId, &'a SourceFile)> + 'a {
        self.by_path
            .range(folder.to_owned()..)
            .take_while(move |(path, _)| path.starts_with(folder))
            .filter(move |(path, _)| {
                folder.is_empty() || folder.ends_with('/') || path[folder.len()..].starts_with('/')
            })
            .map(|(_, &id)| (id, self.file(id)))
    }

    /// Takes out the files inside the program that stand below a folder and that a pattern names:
    /// a file of the site's own at such a path is laid over nothing. Tells whether it names any, be
    /// it one in whose place the site has another.
    pub fn do_without(&mut self, folder: &str, pattern: &PathPattern) -> bool {
        let inside = self.inside_the_program(folder).into_iter();
        let paths: Vec<String> = inside
            .filter(|path| pattern.names(path))
            .map(str::to_owned)
            .collect();
        for path in &paths {
            match self.at(path) {
                Some(file) if self.is_own(file) => {
                    self.beneath.remove(&file);
                }
                _ => {
                    self.by_path.remove(path);
                }
            }
        }
        !paths.is_empty()
    }

    /// The paths below a folder at which the program has a file.
    pub fn inside_the_program(&self, folder: &str) -> Vec<&str> {
        let inside = self.files.iter().filter(|file| file.origin.is_none());
        let paths = inside.map(|file| file.path.as_str());
        paths
            .filter(|path| {
                path.strip_prefix(folder)
                    .is_some_and(|rest| rest.starts_with('/'))
            })
            .collect()
    }

    /// Whether a file stands in the site's own folder, and not inside the program.
    pub fn is_own(&self, id: FileId) -> bool {
        self.file(id).origin.is_some()
    }

    /// The text of a file, or nothing where it is no text.
    pub fn text(&self, id: FileId) -> &str {
        self.file(id).text().unwrap_or("")
    }

    /// The line and column of a byte, both counted from 1, the column in characters.
    pub fn place(&self, file: FileId, byte: usize) -> (usize, usize) {
        let text = self.text(file);
        let lines = self.lines[file.0 as usize].get_or_init(|| Lines::of(text));
        lines.place(text, text.floor_char_boundary(byte))
    }
}
