//! The one door to the disk of a build: each change that it makes there is one call.
//!
//! So a test can be a disk that dies at its n-th change, or that lacks what some systems lack.

use std::fs::{self, OpenOptions, Permissions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What the system refused, and where.
#[derive(Debug)]
pub struct Failed {
    /// The path that was to be written.
    pub path: PathBuf,
    /// Why not.
    pub error: io::Error,
}

impl Failed {
    /// What turns an error of the system into a failure at a path.
    pub(super) fn at(path: &Path) -> impl Fn(io::Error) -> Failed + use<> {
        let path = path.to_owned();
        move |error| Failed {
            path: path.clone(),
            error,
        }
    }
}

/// The result of a change.
pub type Done<T = ()> = Result<T, Failed>;

/// Where a build writes. Nothing else in the program changes the folder of a site.
pub trait Disk {
    /// Makes a folder whose parent is there.
    fn make_folder(&self, path: &Path) -> Done;
    /// Writes a file that is not there yet.
    fn write(&self, path: &Path, bytes: &[u8]) -> Done;
    /// Gives a file a second name on the same file system.
    fn link(&self, from: &Path, to: &Path) -> Done;
    /// Gives a folder or file the rights of another.
    fn permit(&self, path: &Path, permissions: Permissions) -> Done;
    /// Waits until a file, or the names in a folder, would survive a loss of power.
    fn sync(&self, path: &Path) -> Done;
    /// Gives a file or folder another name; a file that has it already goes.
    fn rename(&self, from: &Path, to: &Path) -> Done;
    /// Swaps two folders in one step.
    fn exchange(&self, one: &Path, other: &Path) -> Done;
    /// Removes a file.
    fn remove_file(&self, path: &Path) -> Done;
    /// Removes an empty folder.
    fn remove_folder(&self, path: &Path) -> Done;
}

/// The disk of this machine.
#[derive(Debug, Clone, Copy)]
pub struct System;

impl Disk for System {
    fn make_folder(&self, path: &Path) -> Done {
        fs::create_dir(path).map_err(Failed::at(path))
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> Done {
        let write = || {
            let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
            file.write_all(bytes)
        };
        write().map_err(Failed::at(path))
    }

    fn link(&self, from: &Path, to: &Path) -> Done {
        fs::hard_link(from, to).map_err(Failed::at(to))
    }

    fn permit(&self, path: &Path, permissions: Permissions) -> Done {
        fs::set_permissions(path, permissions).map_err(Failed::at(path))
    }

    fn sync(&self, path: &Path) -> Done {
        // Elsewhere a folder cannot be opened, and a file only for writing.
        #[cfg(unix)]
        let sync = || match fs::File::open(path)?.sync_all() {
            // Some file systems have nothing to wait for, and say so.
            Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::Unsupported => Ok(()),
            synced => synced,
        };
        #[cfg(not(unix))]
        let sync = || match path.is_dir() {
            true => Ok(()),
            false => OpenOptions::new().write(true).open(path)?.sync_all(),
        };
        sync().map_err(Failed::at(path))
    }

    fn rename(&self, from: &Path, to: &Path) -> Done {
        fs::rename(from, to).map_err(Failed::at(to))
    }

    fn exchange(&self, one: &Path, other: &Path) -> Done {
        exchange(one, other).map_err(Failed::at(other))
    }

    fn remove_file(&self, path: &Path) -> Done {
        fs::remove_file(path).map_err(Failed::at(path))
    }

    fn remove_folder(&self, path: &Path) -> Done {
        fs::remove_dir(path).map_err(Failed::at(path))
    }
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Makes a folder and those that it stands in, and tells whether it was not there.
pub(super) fn make_folders(disk: &dyn Disk, path: &Path) -> Done<bool> {
    if path.is_dir() {
        return Ok(false);
    }
    if let Some(parent) = path.parent()
        && !parent.as_os_str().is_empty()
    {
        make_folders(disk, parent)?;
    }
    match disk.make_folder(path) {
        // Another build was a moment faster.
        Err(failed) if failed.error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => {
            Ok(false)
        }
        made => made.map(|()| true),
    }
}

/// Whether two paths are one and the same file; never where the system cannot tell.
pub(super) fn same(one: &Path, other: &Path) -> bool {
    identity(one).is_some_and(|found| Some(found) == identity(other))
}

/// The number of a file or folder on its disk; 0 where the system has none.
pub(super) fn number(path: &Path) -> u64 {
    identity(path).map_or(0, |(_, number)| number)
}

/// The numbers of the disk and of the file on it.
fn identity(path: &Path) -> Option<(u64, u64)> {
    let found = fs::symlink_metadata(path).ok()?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        Some((found.dev(), found.ino()))
    }
    #[cfg(not(unix))]
    {
        let _ = found;
        None
    }
}

/// The rights and labels that the system keeps beside the mode of a file: lists of accounts,
/// labels of SELinux. A new folder has those of the folder above it.
pub(super) fn labels(path: &Path) -> Vec<(Vec<u8>, Vec<u8>)> {
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{getxattr, listxattr};
        let mut buffer = vec![0; 64 * 1024];
        let length = listxattr(path, buffer.as_mut_slice()).unwrap_or(0);
        let names = buffer[..length].to_vec();
        let names = names.split(|byte| *byte == 0).filter(|it| !it.is_empty());
        let mut found: Vec<_> = names
            .map(|name| {
                let length = getxattr(path, name, buffer.as_mut_slice()).unwrap_or(0);
                (name.to_vec(), buffer[..length].to_vec())
            })
            .collect();
        found.sort();
        found
    }
    #[cfg(not(target_os = "linux"))]
    {
        let _ = path;
        Vec::new()
    }
}

/// Eight random bytes as a name, so that no two builds ever mean the same folder.
pub(super) fn random_name() -> String {
    match getrandom::u64() {
        Ok(number) => format!("{number:016x}"),
        // Without a source of chance the process and the clock must do.
        Err(_) => {
            let clock = std::time::SystemTime::now()
                .duration_since(std::time::UNIX_EPOCH)
                .map_or(0, |passed| passed.subsec_nanos());
            format!("{:08x}{clock:08x}", std::process::id())
        }
    }
}

/// Whether a name is one that `random_name` gave.
pub(super) fn is_random(name: &str) -> bool {
    name.len() == 16
        && name
            .bytes()
            .all(|letter| letter.is_ascii_digit() || (b'a'..=b'f').contains(&letter))
}
