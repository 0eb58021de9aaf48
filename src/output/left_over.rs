//! What builds that were cut off have left: found by its name, finished or cleared.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use walkdir::WalkDir;

use super::disk::{Disk, Done, Failed, is_random, make_folders, number, random_name, same};
use super::faults;
use super::in_place::{BOTH, finish};
use super::manifest::{MANIFEST, Manifest};
use super::others::{inner, is_folder};
use crate::report::Fault;

/// How the name of a folder of ours inside the site begins.
pub(super) const INNER: &str = ".bilan-";
/// How it ends once everything in it is written, and only has to be moved.
pub(super) const WHOLE: &str = "-whole";

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
fn what(path: &Path) -> Gone {
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
    named(folder, is_inner)
}

/// Folders of ours beside the site, for this site alone.
pub(super) fn beside(folder: &Path) -> Vec<PathBuf> {
    let (Some(parent), Some(name)) = (folder.parent(), folder.file_name()) else {
        return Vec::new();
    };
    let start = format!(".{}.bilan-", name.to_string_lossy());
    named(parent, |name| {
        let rest = name.strip_prefix(&start).and_then(|it| it.split_once('-'));
        rest.is_some_and(|(random, number)| {
            is_random(random) && number.bytes().all(|digit| digit.is_ascii_hexdigit())
        })
    })
}

fn named(folder: &Path, is_ours: impl Fn(&str) -> bool) -> Vec<PathBuf> {
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

/// The folders of an earlier version beside the site.
fn of_earlier_version(folder: &Path) -> [Option<PathBuf>; 2] {
    ["old", "new"].map(|ending| {
        let name = folder.file_name()?.to_string_lossy();
        let path = folder.with_file_name(format!(".{name}.{ending}"));
        (Manifest::read(&path) == Manifest::Unlisted).then_some(path)
    })
}

/// Whether anything is left of a build that was cut off.
pub(super) fn is_there(folder: &Path) -> bool {
    !inside(folder).is_empty() || !beside(folder).is_empty()
}

/// Puts back the site that an earlier version had moved away when it was cut off.
pub(super) fn put_back(disk: &dyn Disk, folder: &Path) -> Done {
    match of_earlier_version(folder) {
        [Some(old), _] if fs::symlink_metadata(folder).is_err() => disk.rename(&old, folder),
        _ => Ok(()),
    }
}

/// Finishes what was being put in place, and clears the rest. The folder must be locked.
///
/// What cannot be cleared is told, and stops nothing: no build ever takes its name.
pub(super) fn sweep(disk: &dyn Disk, folder: &Path) -> Done<Vec<Fault>> {
    for path in inside(folder) {
        if path.to_string_lossy().ends_with(WHOLE) {
            finish(disk, &path, folder)?;
        }
    }
    let inside = inside(folder).into_iter().map(|path| (path, Gone::Staged));
    let beside = beside(folder).into_iter().map(|path| {
        let what = what(&path);
        (path, what)
    });
    let mut notes: Vec<Fault> = inside
        .chain(beside)
        .filter_map(|(path, what)| {
            let failed = clear(disk, &path, what, folder).err()?;
            Some(faults::left_over(&path, &failed))
        })
        .collect();
    let earlier = of_earlier_version(folder).into_iter().flatten();
    notes.extend(earlier.map(|path| faults::of_earlier_version(&path)));
    Ok(notes)
}

/// Removes a folder of ours: what its list names goes, what is not ours moves to the site.
///
/// The list goes last, so that the folder is never one that nobody knows.
pub(super) fn clear(disk: &dyn Disk, gone: &Path, what: Gone, folder: &Path) -> Done {
    let manifest = Manifest::read(gone);
    let current = Manifest::read(folder);
    if gone.parent() == Some(folder) {
        unmake(disk, &manifest, &current, folder);
    }
    let mut first: Option<Failed> = None;
    for entry in WalkDir::new(gone).min_depth(1).contents_first(true) {
        let Ok(entry) = entry else { continue };
        let path = inner(entry.path(), gone);
        let done = if path == Path::new(MANIFEST) || path == Path::new(BOTH) {
            Ok(())
        } else if entry.file_type().is_dir() {
            disk.remove_folder(entry.path())
        } else if manifest.lists(&path) {
            disk.remove_file(entry.path())
        } else {
            let to = folder.join(&path);
            match (&manifest, what) {
                // It was taken along: it stands in the site under its own name.
                _ if same(entry.path(), &to) => disk.remove_file(entry.path()),
                // Without a list the folder may be somebody's own.
                (Manifest::Missing, _) => Err(Failed::at(entry.path())(
                    ErrorKind::DirectoryNotEmpty.into(),
                )),
                // It was taken along, and its owner has taken it away or made it new since.
                (_, Gone::Staged) => disk.remove_file(entry.path()),
                (_, Gone::Replaced) => settle(disk, entry.path(), &to, current.lists(&path)),
            }
        };
        if let Err(failed) = done {
            // A folder that is not empty tells less than the file in it.
            first.get_or_insert(failed);
        }
    }
    if let Some(failed) = first {
        return Err(failed);
    }
    for last in [BOTH, MANIFEST] {
        let last = gone.join(last);
        if last.exists() {
            disk.remove_file(&last)?;
        }
    }
    disk.remove_folder(gone)
}

/// Takes back the folders that were made for files which then did not come: empty, so nobody's.
fn unmake(disk: &dyn Disk, meant: &Manifest, current: &Manifest, folder: &Path) {
    let above = |files: &Manifest| -> BTreeSet<PathBuf> {
        let files = files.files();
        files
            .flat_map(|file| file.ancestors().skip(1).map(Path::to_owned))
            .collect()
    };
    let needed = above(current);
    // Those inside come before those that they stand in.
    for path in above(meant)
        .difference(&needed)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
    {
        let full = folder.join(path);
        if is_folder(&full) && fs::read_dir(&full).is_ok_and(|mut inner| inner.next().is_none()) {
            let _ = disk.remove_folder(&full);
        }
    }
}

/// Decides about a file in the old site that we did not write, and that the new one has not.
fn settle(disk: &dyn Disk, from: &Path, to: &Path, ours: bool) -> Done {
    match fs::symlink_metadata(to) {
        Err(_) => {
            // Somebody made it while the site was being swapped.
            if let Some(parent) = to.parent() {
                make_folders(disk, parent)?;
            }
            disk.rename(from, to)
        }
        Ok(there) => {
            let changed = |found: &fs::Metadata| found.modified().unwrap_or(SystemTime::UNIX_EPOCH);
            let newer = fs::symlink_metadata(from).is_ok_and(|it| changed(&it) > changed(&there));
            if newer && !ours && !there.is_dir() {
                disk.rename(from, to)
            } else {
                disk.remove_file(from)
            }
        }
    }
}
