//! Files in the folder of a site that we did not write: they stay.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::disk::{Disk, Done, Failed, labels, make_folders};
use super::lock::LOCK;
use super::manifest::{MANIFEST, Manifest};
use super::names::is_inner;

/// What hosts and versioning put into a folder before there is a site in it.
const EXPECTED: [&str; 12] = [
    ".domains",
    ".git",
    ".gitattributes",
    ".gitignore",
    ".gitkeep",
    ".htaccess",
    ".nojekyll",
    ".well-known",
    "CNAME",
    "_headers",
    "_redirects",
    "lost+found",
];

/// What stands in a folder.
#[derive(Debug)]
pub(super) struct There {
    /// Our own list.
    pub manifest: Manifest,
    /// What is not ours: files, links and folders that nothing of ours is in.
    pub others: BTreeSet<PathBuf>,
    /// Whether everything could be looked at, and stands on one disk.
    pub seen_whole: bool,
}

impl There {
    /// Looks at a folder.
    pub fn read(folder: &Path) -> There {
        let manifest = Manifest::read(folder);
        let ours: BTreeSet<&Path> = manifest
            .files()
            .flat_map(|file| file.ancestors().skip(1))
            .collect();
        let mut others = BTreeSet::new();
        let mut seen_whole = true;
        let walk = WalkDir::new(folder).min_depth(1).into_iter();
        let walk = walk.filter_entry(|entry| entry.depth() > 1 || !is_own(entry.file_name()));
        for entry in walk {
            let Ok(entry) = entry else {
                seen_whole = false;
                continue;
            };
            let path = inner(entry.path(), folder);
            let known = match entry.file_type().is_dir() {
                true => ours.contains(path.as_path()),
                false => manifest.lists(&path),
            };
            seen_whole &= is_on_the_disk_of(entry.path(), folder);
            if !known {
                others.insert(path);
            }
        }
        There {
            manifest,
            others,
            seen_whole,
        }
    }

    /// Whether the folder is one that we may write to: ours, empty, or with nothing in it but
    /// what is put there for a site.
    pub fn may_be_taken(&self, folder: &Path) -> bool {
        let mut others = self.others.iter();
        self.manifest != Manifest::Missing
            || others.all(|path| is_expected(path) || is_folder(&folder.join(path)))
    }

    /// Files of others that stand where these have to.
    pub fn in_the_way(&self, folder: &Path, files: &BTreeMap<PathBuf, &[u8]>) -> Vec<PathBuf> {
        let mut found = BTreeSet::new();
        for (path, bytes) in files {
            for above in path.ancestors().skip(1) {
                let is_file = fs::symlink_metadata(folder.join(above)).is_ok_and(|it| !it.is_dir());
                if is_file && self.others.contains(above) {
                    found.insert(above.to_owned());
                }
            }
            let there = folder.join(path);
            match fs::symlink_metadata(&there) {
                Ok(it) if it.is_dir() => {
                    let below = self.others.range(path.clone()..);
                    let below = below.take_while(|other| other.starts_with(path));
                    found.extend(below.cloned());
                }
                // An earlier version kept no list, and wrote over every file.
                Ok(it)
                    if self.others.contains(path)
                        && self.manifest != Manifest::Unlisted
                        && !(it.is_file() && holds(&there, bytes)) =>
                {
                    found.insert(path.clone());
                }
                _ => {}
            }
        }
        found.into_iter().collect()
    }

    /// Files that an earlier version may have written, or somebody else: they stay.
    pub fn of_unknown_origin(&self, files: &BTreeMap<PathBuf, &[u8]>) -> Vec<PathBuf> {
        if self.manifest != Manifest::Unlisted {
            return Vec::new();
        }
        let others = self
            .others
            .iter()
            .filter(|path| !is_expected(path) && !files.keys().any(|file| file.starts_with(path)));
        others.cloned().collect()
    }

    /// Whether a folder holds these files, and our list names no others.
    pub fn is(&self, folder: &Path, files: &BTreeMap<PathBuf, &[u8]>) -> bool {
        matches!(&self.manifest, Manifest::Listed(listed) if listed.iter().eq(files.keys()))
            && files
                .iter()
                .all(|(path, bytes)| holds(&folder.join(path), bytes))
    }
}

/// Takes what is not ours along into a new folder: the same files under a second name.
///
/// So nothing of others is missing at any moment, in the old folder or in the new one.
pub(super) fn carry(disk: &dyn Disk, there: &There, from: &Path, to: &Path) -> Done {
    for path in &there.others {
        let (old, new) = (from.join(path), to.join(path));
        let Ok(found) = fs::symlink_metadata(&old) else {
            continue;
        };
        if let Some(parent) = new.parent() {
            make_folders(disk, parent)?;
        }
        if found.is_dir() {
            make_folders(disk, &new)?;
            if labels(&old) != labels(&new) {
                // We could not make it the same again, so it has to stay the same one.
                return Err(Failed::at(&old)(ErrorKind::Unsupported.into()));
            }
        } else if fs::symlink_metadata(&new).is_err() {
            disk.link(&old, &new)?;
        }
    }
    // Rights last: a folder may be one that nobody writes to. Those inside come first.
    for path in there.others.iter().rev() {
        let old = from.join(path);
        if let Ok(found) = fs::symlink_metadata(&old)
            && found.is_dir()
        {
            disk.permit(&to.join(path), found.permissions())?;
        }
    }
    Ok(())
}

/// Whether a path is in what is put into a folder for a site.
fn is_expected(path: &Path) -> bool {
    let first = path.iter().next().unwrap_or_default();
    EXPECTED.iter().any(|name| first == *name)
}

/// Whether a path is a folder, and not a link to one.
pub(super) fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.is_dir())
}

/// Whether a path is a plain file with these bytes.
pub(super) fn holds(path: &Path, bytes: &[u8]) -> bool {
    fs::symlink_metadata(path)
        .is_ok_and(|found| found.is_file() && found.len() == bytes.len() as u64)
        && fs::read(path).is_ok_and(|found| found == bytes)
}

/// A path below a folder.
pub(super) fn inner(path: &Path, folder: &Path) -> PathBuf {
    path.strip_prefix(folder)
        .expect("a walk stays below its root")
        .to_owned()
}

/// Whether a name at the top of the folder is our own: the list, the lock, left-overs.
fn is_own(name: &std::ffi::OsStr) -> bool {
    let name = name.to_string_lossy();
    name == MANIFEST || name == LOCK || is_inner(&name)
}

/// Whether something has the disk and the owner of the folder: a copy of a folder of somebody
/// else would be ours, and another disk cannot be taken along.
#[cfg(unix)]
fn is_on_the_disk_of(path: &Path, folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (fs::symlink_metadata(path), fs::metadata(folder)) {
        (Ok(inner), Ok(outer)) => {
            inner.dev() == outer.dev()
                && (!inner.is_dir() || (inner.uid(), inner.gid()) == (outer.uid(), outer.gid()))
        }
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_on_the_disk_of(_: &Path, _: &Path) -> bool {
    true
}
