//! What builds that were cut off have left: found by its name, finished or cleared.

use std::fs;
use std::path::{Path, PathBuf};

use super::clear::clear;
use super::disk::{Disk, Done};
use super::faults;
use super::in_place::finish;
use super::manifest::Manifest;
use super::names::{Gone, WHOLE, beside, inside, what};
use crate::report::Fault;

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
