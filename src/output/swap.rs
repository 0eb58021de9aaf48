//! The new site is written beside the old one, and the two are swapped in one step.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::clear::clear;
use super::disk::{Disk, Done, Failed, labels};
use super::faults;
use super::fill::{sync_all, write_all};
use super::manifest::written;
use super::names::{Gone, outer};
use super::others::{There, carry};
use crate::report::Fault;

/// What came of it.
#[derive(Debug)]
pub(super) enum Swapped {
    /// The new site stands, and this is to be known all the same.
    Done(Vec<Fault>),
    /// This folder cannot be swapped: files have to be replaced one by one.
    Unsuited,
}

/// Replaces a folder that is there, and locked.
pub(super) fn swap(
    disk: &dyn Disk,
    folder: &Path,
    there: &There,
    files: &BTreeMap<PathBuf, &[u8]>,
) -> Done<Swapped> {
    let (Some(parent), Some(fresh)) = (folder.parent(), outer(folder)) else {
        return Ok(Swapped::Unsuited);
    };
    match disk.make_folder(&fresh) {
        Err(failed) if is_full(&failed) => return Err(failed),
        // No right to write beside the folder, or no place for a longer name.
        Err(_) => return Ok(Swapped::Unsuited),
        Ok(()) => {}
    }
    let made = match is_like(&fresh, folder) && labels(&fresh) == labels(folder) {
        true => fill(disk, folder, &fresh, there, files),
        false => Ok(false),
    };
    // Who comes while the old site is cleared waits for the new folder.
    let lock = File::open(&fresh).ok();
    let _locked = lock.as_ref().map(File::try_lock);
    let swapped = match made {
        Ok(true) => take_place(disk, &fresh, folder),
        Ok(false) => Ok(false),
        Err(failed) => Err(failed),
    };
    match swapped {
        Ok(true) => {}
        not => {
            let _ = clear(disk, &fresh, Gone::Staged, folder);
            return not.map(|_| Swapped::Unsuited);
        }
    }
    let mut notes = Vec::new();
    if let Err(failed) = disk.sync(parent) {
        notes.push(faults::not_synced(&failed));
    }
    if fresh.exists()
        && let Err(failed) = clear(disk, &fresh, Gone::Replaced, folder)
    {
        notes.push(faults::left_over(&fresh, &failed));
    }
    Ok(Swapped::Done(notes))
}

/// Writes the whole new site; not where something of others cannot be taken along.
fn fill(
    disk: &dyn Disk,
    folder: &Path,
    fresh: &Path,
    there: &There,
    files: &BTreeMap<PathBuf, &[u8]>,
) -> Done<bool> {
    write_all(disk, fresh, &written(files.keys()), files.iter())?;
    match carry(disk, there, folder, fresh) {
        Err(failed) if is_full(&failed) => return Err(failed),
        Err(_) => return Ok(false),
        Ok(()) => {}
    }
    sync_all(disk, fresh)?;
    let rights = fs::metadata(folder).map_err(Failed::at(folder))?;
    if disk.permit(fresh, rights.permissions()).is_err() {
        return Ok(false);
    }
    Ok(true)
}

/// The one step; not where the system has none for this folder.
fn take_place(disk: &dyn Disk, fresh: &Path, folder: &Path) -> Done<bool> {
    let swapped = match fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none()) {
        // An empty folder gives way to another in one step, where a swap is unknown too.
        true if cfg!(unix) => disk.rename(fresh, folder),
        _ => disk.exchange(fresh, folder),
    };
    match swapped {
        Err(failed) if is_full(&failed) => Err(failed),
        // A mount point, a layered or a network file system, a system without such a call.
        Err(_) => Ok(false),
        Ok(()) => Ok(true),
    }
}

fn is_full(failed: &Failed) -> bool {
    matches!(
        failed.error.kind(),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded
    )
}

/// Whether a new folder belongs to whom the old one belongs, on the same disk: a swap must not
/// take it away from its owner.
#[cfg(unix)]
fn is_like(fresh: &Path, folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (fs::metadata(fresh), fs::metadata(folder)) {
        (Ok(new), Ok(old)) => {
            (new.dev(), new.uid(), new.gid()) == (old.dev(), old.uid(), old.gid())
        }
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_like(_: &Path, _: &Path) -> bool {
    true
}
