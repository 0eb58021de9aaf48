//! A folder of ours goes: what its list names is removed, what others put there is kept.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use walkdir::WalkDir;

use super::disk::{Disk, Done, Failed, make_folders, same};
use super::manifest::{MANIFEST, Manifest};
use super::names::{BOTH, Gone};
use super::others::{inner, is_folder};

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
