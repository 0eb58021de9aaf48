//! A new folder is filled: its list first, every file and every name synced.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::disk::{Disk, Done, make_folders};
use super::manifest::MANIFEST;

/// Writes a list and the files that it names, the list first.
pub(super) fn write_all<'a>(
    disk: &dyn Disk,
    folder: &Path,
    manifest: &[u8],
    files: impl Iterator<Item = (&'a PathBuf, &'a &'a [u8])>,
) -> Done {
    let list = folder.join(MANIFEST);
    disk.write(&list, manifest)?;
    disk.sync(&list)?;
    for (path, bytes) in files {
        let full = folder.join(path);
        if let Some(parent) = full.parent() {
            make_folders(disk, parent)?;
        }
        disk.write(&full, bytes)?;
        disk.sync(&full)?;
    }
    Ok(())
}

/// Syncs the names in a folder and in those below it.
pub(super) fn sync_all(disk: &dyn Disk, folder: &Path) -> Done {
    let walk = WalkDir::new(folder).contents_first(true);
    let folders = walk.into_iter().filter_map(Result::ok);
    for entry in folders.filter(|entry| entry.file_type().is_dir()) {
        match disk.sync(entry.path()) {
            // A folder of others that nobody may read, whose names we have not changed.
            Err(failed) if failed.error.kind() == ErrorKind::PermissionDenied => {}
            synced => synced?,
        }
    }
    Ok(())
}
