//! What a build writes: bytes by path, put on disk whole or not at all.

mod clear;
mod disk;
mod faults;
mod fill;
mod in_place;
mod left_over;
mod lock;
mod manifest;
mod names;
mod others;
mod place;
mod swap;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

pub use disk::{Disk, Done, Failed, System};
pub use place::OutputFolder;

use crate::report::Fault;
use left_over::{is_there, put_back, sweep};
use lock::LockResult;
use others::There;
use swap::Swapped;

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

/// What a write has done.
#[derive(Debug)]
pub struct Written {
    /// How many files now stand in the folder; none where it already held exactly these.
    pub files: Option<usize>,
    /// What is to be known all the same.
    pub notes: Vec<Fault>,
}

/// Mends what an earlier build that was cut off has left, before anything else is looked at:
/// so the site is whole also where this build ends in a fault.
///
/// What cannot be mended now is tried again when the site is written, and told then.
pub fn mend(disk: &dyn Disk, target: &OutputFolder) {
    let folder = &target.folder;
    let _ = put_back(disk, folder);
    if is_there(folder)
        && folder.is_dir()
        && let Ok(LockResult::Held(_lock)) = lock::ask(folder)
    {
        let _ = sweep(disk, folder);
    }
}

/// Writes a site to a folder; `waiting` is called where another build has to end first.
///
/// The folder holds the old site or the new one: see "Output" in ARCHITECTURE.md. Files in it
/// that this program did not write stay as they are.
pub fn write(
    disk: &dyn Disk,
    target: &OutputFolder,
    outputs: &BTreeMap<String, Output>,
    waiting: &mut dyn FnMut(),
) -> Result<Written, Box<Fault>> {
    let files: BTreeMap<PathBuf, &[u8]> = outputs
        .iter()
        .map(|(address, output)| (file_of(address), output.bytes.as_slice()))
        .collect();
    let folder = &target.folder;
    let failed = |failed: Failed| Box::new(unwritable(folder, &failed));
    put_back(disk, folder).map_err(failed)?;
    let made = disk::make_folders(disk, folder).map_err(failed)?;
    let written = write_locked(disk, target, &files, waiting);
    if made && written.is_err() {
        // It is empty, or it stays.
        let _ = disk.remove_folder(folder);
    }
    written
}

fn write_locked(
    disk: &dyn Disk,
    target: &OutputFolder,
    files: &BTreeMap<PathBuf, &[u8]>,
    waiting: &mut dyn FnMut(),
) -> Result<Written, Box<Fault>> {
    let folder = &target.folder;
    let failed = |failed: Failed| Box::new(unwritable(folder, &failed));
    let lock = match lock::wait(disk, folder, waiting).map_err(failed)? {
        LockResult::Held(lock) => lock,
        LockResult::Busy => return Err(Box::new(faults::busy(&target.asked))),
    };
    let mut notes = sweep(disk, folder).map_err(failed)?;
    let there = There::read(folder);
    if !there.may_be_taken(folder) {
        return Err(Box::new(faults::foreign_folder(&target.asked)));
    }
    let in_the_way = there.in_the_way(folder, files);
    if !in_the_way.is_empty() {
        return Err(Box::new(faults::foreign_file(&target.asked, &in_the_way)));
    }
    if there.is(folder, files) {
        return Ok(Written { files: None, notes });
    }
    let unknown = there.of_unknown_origin(files);
    if !unknown.is_empty() {
        notes.push(faults::unknown_origin(&target.asked, &unknown));
    }
    let may_swap = !target.in_place
        && lock.whole
        && there.seen_whole
        && names::inside(folder).is_empty()
        && !place::is_stood_in(folder);
    let swapped = match may_swap {
        true => swap::swap(disk, folder, &there, files).map_err(failed)?,
        false => Swapped::Unsuited,
    };
    match swapped {
        Swapped::Unsuited => in_place::replace(disk, folder, &there, files).map_err(failed)?,
        Swapped::Done(more) => notes.extend(more),
    }
    let files = Some(files.len());
    Ok(Written { files, notes })
}

fn unwritable(folder: &Path, failed: &Failed) -> Fault {
    let half = names::inside(folder)
        .iter()
        .any(|path| path.to_string_lossy().ends_with(names::WHOLE));
    faults::unwritable(failed, half)
}

/// Writes a single file, whole or not at all.
pub fn write_file(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> Result<(), Box<Fault>> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let fresh = path.with_file_name(format!(".{name}.{}", disk::random_name()));
    let write = || {
        if let Some(parent) = path.parent().filter(|it| !it.as_os_str().is_empty()) {
            disk::make_folders(disk, parent)?;
        }
        disk.write(&fresh, bytes)?;
        disk.sync(&fresh)?;
        disk.rename(&fresh, path)
    };
    write().map_err(|failed| {
        let _ = disk.remove_file(&fresh);
        Box::new(faults::not_written(&failed))
    })
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
