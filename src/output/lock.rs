//! One build at a time writes to a folder.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::ErrorKind;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::disk::{Disk, Done, Failed, make_folders};

/// The file that is locked where a folder itself cannot be.
pub(super) const LOCK: &str = ".bilan.lock";

/// After how long a build says that it waits.
const SILENT: Duration = Duration::from_millis(300);
/// How long it waits: writing a site takes seconds, also on a slow disk.
const LONGEST: Duration = Duration::from_secs(30);
/// How often it looks.
const AGAIN: Duration = Duration::from_millis(25);

/// A folder that nobody else writes to until this value goes, also when the process is killed.
#[derive(Debug)]
pub(super) struct Lock {
    // The system frees the lock with the file.
    _held: File,
    /// Whether the folder itself is locked, so that it may be swapped. A file inside would
    /// be swapped along, and somebody could wait for the wrong one.
    pub whole: bool,
}

/// What came of asking for a lock.
#[derive(Debug)]
pub(super) enum LockResult {
    /// It is ours.
    Held(Lock),
    /// Another build has it.
    Busy,
}

/// Locks a folder that is there; where another build holds it, waits for a while.
///
/// The folder itself is locked, not a file beside it: that takes no right to write beside it,
/// leaves nothing behind, and two builds that reach it by different paths meet all the same.
pub(super) fn wait(disk: &dyn Disk, folder: &Path, waiting: &mut dyn FnMut()) -> Done<LockResult> {
    let start = Instant::now();
    let mut told = false;
    loop {
        match ask(folder) {
            Ok(LockResult::Busy) if start.elapsed() < LONGEST => {}
            // Another build that made it has failed, and taken it back.
            Err(failed) if failed.error.kind() == ErrorKind::NotFound && !folder.exists() => {
                make_folders(disk, folder)?;
                continue;
            }
            asked => return asked,
        }
        if !told && start.elapsed() >= SILENT {
            told = true;
            waiting();
        }
        sleep(AGAIN);
    }
}

/// Locks a folder, or says at once that another build holds it.
pub(super) fn ask(folder: &Path) -> Done<LockResult> {
    #[cfg(unix)]
    {
        let file = File::open(folder).map_err(Failed::at(folder))?;
        match file.try_lock() {
            // While we waited, the build before may have swapped the folder for another.
            Ok(()) if is_at(&file, folder) => {
                return Ok(LockResult::Held(Lock {
                    _held: file,
                    whole: true,
                }));
            }
            Ok(()) | Err(TryLockError::WouldBlock) => return Ok(LockResult::Busy),
            // Network file systems lock only files that are open for writing.
            Err(TryLockError::Error(_)) => {}
        }
    }
    inside(folder)
}

fn inside(folder: &Path) -> Done<LockResult> {
    let path = folder.join(LOCK);
    let file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path)
        .map_err(Failed::at(&path))?;
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => Ok(LockResult::Busy),
        // Where nothing can be locked, builds are as safe as their own names make them.
        Ok(()) | Err(TryLockError::Error(_)) => Ok(LockResult::Held(Lock {
            _held: file,
            whole: false,
        })),
    }
}

#[cfg(unix)]
fn is_at(file: &File, folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let number = |found: std::io::Result<std::fs::Metadata>| {
        let found = found.ok()?;
        Some((found.dev(), found.ino()))
    };
    number(file.metadata()).is_some_and(|found| Some(found) == number(std::fs::metadata(folder)))
}
