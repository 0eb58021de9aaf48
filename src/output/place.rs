//! Where the folder of a site really is, and whether a site may stand there.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::faults;
use crate::report::Fault;

/// A folder that a site may be written to.
#[derive(Debug, Clone)]
pub struct OutputFolder {
    /// As it was asked for, for messages.
    pub(super) asked: PathBuf,
    /// Where it is, links followed: it need not be there yet.
    pub(super) folder: PathBuf,
    /// Whether the folder must stay the same one, and only its files change.
    pub(super) in_place: bool,
}

/// The folders of a site that are read: what is written there would be read again.
const READ: [&str; 2] = ["content", "themes"];

/// How many links may lead to one another.
const LINKS: usize = 40;

impl OutputFolder {
    /// The folder to write a site to; refused where the site itself is read from it.
    ///
    /// A link is followed: what it leads to is written, and the link stays as it is.
    pub fn new(asked: &Path, site: &Path, in_place: bool) -> Result<OutputFolder, Box<Fault>> {
        let folder =
            resolve(asked).map_err(|error| Box::new(faults::unreachable(asked, &error)))?;
        if folder.exists() && !folder.is_dir() {
            return Err(Box::new(faults::not_a_folder(asked)));
        }
        for read in READ.map(|name| site.join(name)) {
            if let Ok(whole) = fs::canonicalize(&read)
                && (folder.starts_with(&whole) || whole.starts_with(&folder))
            {
                return Err(Box::new(faults::inside_the_site(asked, &read)));
            }
        }
        Ok(OutputFolder {
            asked: asked.to_owned(),
            folder,
            in_place,
        })
    }
}

/// A path without links; its last parts need not be there.
fn resolve(path: &Path) -> io::Result<PathBuf> {
    let mut path = std::path::absolute(path)?;
    for _ in 0..LINKS {
        match fs::canonicalize(&path) {
            Ok(whole) => return Ok(whole),
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            Err(_) => {}
        }
        let parent = path.parent().map(Path::to_owned).unwrap_or_default();
        match fs::read_link(&path) {
            // The link leads to what is not there yet: that is where the site goes.
            Ok(leads) => path = parent.join(leads),
            Err(_) => {
                let name = path.file_name().ok_or(io::ErrorKind::NotFound)?;
                return Ok(resolve(&parent)?.join(name));
            }
        }
    }
    Err(io::Error::other("too many links"))
}

/// Whether a process that we can see stands in a folder: it would stay in the old one.
///
/// That is what `python -m http.server` and a terminal do.
pub(super) fn is_stood_in(folder: &Path) -> bool {
    if std::env::current_dir().is_ok_and(|here| here.starts_with(folder)) {
        return true;
    }
    #[cfg(target_os = "linux")]
    if let Ok(processes) = fs::read_dir("/proc") {
        return processes.filter_map(Result::ok).any(|process| {
            let name = process.file_name();
            let number = name.to_string_lossy();
            number.bytes().all(|letter| letter.is_ascii_digit())
                && fs::read_link(process.path().join("cwd"))
                    .is_ok_and(|there| there.starts_with(folder))
        });
    }
    false
}
