//! The folder stays, and its files are replaced one by one: for folders that cannot be swapped.
//!
//! Everything is written into a hidden folder inside first. One rename says that it is whole;
//! from then on only names change, and whoever comes next can finish that.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::clear::clear;
use super::disk::{Disk, Done, Failed, make_folders, random_name};
use super::fill::{sync_all, write_all};
use super::manifest::{MANIFEST, Manifest, written};
use super::names::{BOTH, Gone, INNER, WHOLE};
use super::others::{There, holds, inner};

/// Replaces the files of a folder that is there, and locked.
pub(super) fn replace(
    disk: &dyn Disk,
    folder: &Path,
    there: &There,
    files: &BTreeMap<PathBuf, &[u8]>,
) -> Done {
    let name = random_name();
    let stage = folder.join(format!("{INNER}{name}"));
    let whole = folder.join(format!("{INNER}{name}{WHOLE}"));
    let changed: BTreeMap<&PathBuf, &&[u8]> = files
        .iter()
        .filter(|(path, bytes)| !holds(&folder.join(path), bytes))
        .collect();
    let prepare = || {
        disk.make_folder(&stage)?;
        let both: BTreeSet<&PathBuf> = there.manifest.files().chain(files.keys()).collect();
        write_all(
            disk,
            &stage,
            &written(files.keys()),
            changed.iter().map(|(path, bytes)| (*path, *bytes)),
        )?;
        disk.write(&stage.join(BOTH), &written(both.into_iter()))?;
        disk.sync(&stage.join(BOTH))?;
        // What could fail is tried while nothing has changed yet.
        for path in changed.keys() {
            make_way(disk, folder, path)?;
        }
        for path in there.manifest.files() {
            if !files.contains_key(path)
                && let Some(parent) = folder.join(path).parent()
            {
                may_change(parent)?;
            }
        }
        sync_all(disk, &stage)?;
        disk.rename(&stage, &whole)
    };
    if let Err(failed) = prepare() {
        let _ = clear(disk, &stage, Gone::Staged, folder);
        return Err(failed);
    }
    disk.sync(folder)?;
    finish(disk, &whole, folder)
}

/// Makes the folders of a file, as far as no old file stands where one must be.
fn make_way(disk: &dyn Disk, folder: &Path, path: &Path) -> Done {
    let mut above: Vec<&Path> = path.ancestors().skip(1).collect();
    above.reverse();
    for part in above {
        let full = folder.join(part);
        match fs::symlink_metadata(&full) {
            Ok(found) if found.is_dir() => may_change(&full)?,
            Ok(_) => return Ok(()),
            Err(_) => disk.make_folder(&full)?,
        }
    }
    Ok(())
}

/// Moves everything to its place, from wherever that was cut off.
///
/// What pages need comes before the pages, and what they needed goes after them, so that each
/// page, old or new, always finds its style and its scripts.
pub(super) fn finish(disk: &dyn Disk, whole: &Path, folder: &Path) -> Done {
    let Manifest::Listed(next) = Manifest::read(whole) else {
        // The list went to its place as the last file.
        return clear(disk, whole, Gone::Staged, folder);
    };
    let list = folder.join(MANIFEST);
    if whole.join(BOTH).exists() {
        disk.rename(&whole.join(BOTH), &list)?;
        disk.sync(folder)?;
    }
    let old = Manifest::read(folder);
    let mut touched = BTreeSet::new();
    for path in staged(whole) {
        clear_way(disk, folder, &path, &old)?;
        let to = folder.join(&path);
        if let Some(parent) = to.parent() {
            make_folders(disk, parent)?;
            touched.insert(parent.to_owned());
        }
        disk.rename(&whole.join(&path), &to)?;
    }
    let mut stale: Vec<&PathBuf> = old.files().filter(|path| !next.contains(*path)).collect();
    stale.sort_by_key(|path| std::cmp::Reverse(rank(path)));
    for path in stale {
        remove(disk, folder, path)?;
        // Folders that only held what has gone go too.
        for above in path.ancestors().skip(1) {
            let full = folder.join(above);
            let needed =
                above.as_os_str().is_empty() || next.iter().any(|it| it.starts_with(above));
            if needed || disk.remove_folder(&full).is_err() {
                touched.insert(full);
                break;
            }
        }
    }
    for path in touched.iter().filter(|path| path.is_dir()) {
        disk.sync(path)?;
    }
    disk.rename(&whole.join(MANIFEST), &list)?;
    disk.sync(folder)?;
    clear(disk, whole, Gone::Staged, folder)
}

/// The files that still have to be moved, in the order in which they are.
fn staged(whole: &Path) -> Vec<PathBuf> {
    let walk = WalkDir::new(whole).min_depth(1).sort_by_file_name();
    let mut found: Vec<PathBuf> = walk
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| inner(entry.path(), whole))
        .filter(|path| path != Path::new(MANIFEST) && path != Path::new(BOTH))
        .collect();
    found.sort_by_key(|path| rank(path));
    found
}

/// What others need comes first, what names others last.
fn rank(path: &Path) -> u8 {
    let is_page = path.extension().is_some_and(|ending| ending == "html");
    match path.to_str() {
        Some("sitemap.xml") => 3,
        _ if is_page => 2,
        _ if path.starts_with("assets") => 0,
        _ => 1,
    }
}

/// Takes away files of ours that stand where a folder must be, and folders where a file must.
fn clear_way(disk: &dyn Disk, folder: &Path, path: &Path, old: &Manifest) -> Done {
    for above in path.ancestors().skip(1) {
        let full = folder.join(above);
        if old.lists(above) && fs::symlink_metadata(&full).is_ok_and(|it| !it.is_dir()) {
            disk.remove_file(&full)?;
        }
    }
    let full = folder.join(path);
    if fs::symlink_metadata(&full).is_ok_and(|it| it.is_dir()) {
        for below in old.files().filter(|below| below.starts_with(path)) {
            remove(disk, folder, below)?;
        }
        for entry in WalkDir::new(&full).contents_first(true) {
            if let Ok(entry) = entry
                && entry.file_type().is_dir()
            {
                disk.remove_folder(entry.path())?;
            }
        }
    }
    Ok(())
}

/// Removes a file of ours, but never through a link that somebody has put above it.
fn remove(disk: &dyn Disk, folder: &Path, path: &Path) -> Done {
    let is_below = path
        .ancestors()
        .skip(1)
        .all(|above| fs::symlink_metadata(folder.join(above)).is_ok_and(|it| it.is_dir()));
    let full = folder.join(path);
    match fs::symlink_metadata(&full) {
        Ok(found) if is_below && !found.is_dir() => disk.remove_file(&full),
        _ => Ok(()),
    }
}

/// Fails where names in a folder may not be changed by us.
fn may_change(folder: &Path) -> Done {
    #[cfg(any(target_os = "linux", target_vendor = "apple"))]
    {
        use rustix::fs::{Access, access};
        match access(folder, Access::WRITE_OK | Access::EXEC_OK) {
            Err(error) if fs::symlink_metadata(folder).is_ok() => {
                return Err(Failed::at(folder)(error.into()));
            }
            _ => {}
        }
    }
    match fs::symlink_metadata(folder) {
        Err(error) if error.kind() == ErrorKind::PermissionDenied => Err(Failed::at(folder)(error)),
        _ => Ok(()),
    }
}
