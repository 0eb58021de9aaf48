//! How folders of ours in the making are named, and found again by their names.

use std::fs;
use std::path::{Path, PathBuf};

use super::disk::{is_random, number, random_name};

/// How the name of a folder of ours inside the site begins.
pub(super) const INNER: &str = ".bilan-";
/// How it ends once everything in it is written, and only has to be moved.
pub(super) const WHOLE: &str = "-whole";

/// The list of what is ours while files are being replaced: the old ones and the new ones.
pub(super) const BOTH: &str = ".bilan-both";

/// What a folder of ours is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gone {
    /// A new site that was not finished.
    Staged,
    /// The old site, after the swap.
    Replaced,
}

/// A name for a folder beside the site.
///
/// It ends with the number that the system has given to the folder of the site. After the swap
/// the folder with this name has that number: so a start knows what it finds.
pub(super) fn outer(folder: &Path) -> Option<PathBuf> {
    let name = folder.file_name()?.to_string_lossy();
    let (random, number) = (random_name(), number(folder));
    Some(folder.with_file_name(format!(".{name}.bilan-{random}-{number:x}")))
}

/// What a folder beside the site is, by its name.
pub(super) fn what(path: &Path) -> Gone {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    match name.rsplit_once('-') {
        Some((_, end)) if end == format!("{:x}", number(path)) => Gone::Replaced,
        _ => Gone::Staged,
    }
}

/// Whether a name at the top of the site is that of a folder of ours.
pub(super) fn is_inner(name: &str) -> bool {
    name.strip_prefix(INNER)
        .is_some_and(|rest| is_random(rest.strip_suffix(WHOLE).unwrap_or(rest)))
}

/// Folders of ours inside the site.
pub(super) fn inside(folder: &Path) -> Vec<PathBuf> {
    children(folder, is_inner)
}

/// Folders of ours beside the site, for this site alone.
pub(super) fn beside(folder: &Path) -> Vec<PathBuf> {
    let (Some(parent), Some(name)) = (folder.parent(), folder.file_name()) else {
        return Vec::new();
    };
    let start = format!(".{}.bilan-", name.to_string_lossy());
    children(parent, |name| {
        let rest = name.strip_prefix(&start).and_then(|it| it.split_once('-'));
        rest.is_some_and(|(random, number)| {
            is_random(random) && number.bytes().all(|digit| digit.is_ascii_hexdigit())
        })
    })
}

fn children(folder: &Path, is_ours: impl Fn(&str) -> bool) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut found: Vec<PathBuf> = entries
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
        .filter(|entry| is_ours(&entry.file_name().to_string_lossy()))
        .map(|entry| entry.path())
        .collect();
    found.sort();
    found
}
