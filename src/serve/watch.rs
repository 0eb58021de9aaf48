//! Asks the system which files changed, and passes it on batch by batch.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use notify::{Config, ErrorKind, PollWatcher, RecursiveMode, Watcher};

use crate::serve::batch::{Pace, next_batch};

/// Between two looks, where the system cannot tell by itself.
const POLL: Duration = Duration::from_secs(1);

/// Calls `changed` from one thread, with the paths of each batch, until the value given back is
/// dropped.
pub(super) fn watch(
    folders: &[PathBuf],
    mut changed: impl FnMut(&[PathBuf]) + Send + 'static,
) -> io::Result<Box<dyn Watcher + Send>> {
    let roots = folders
        .iter()
        .map(|folder| Root::new(folder))
        .collect::<io::Result<Vec<_>>>()?;
    let (sender, receiver) = channel();
    let mut watcher: Box<dyn Watcher + Send> =
        Box::new(notify::recommended_watcher(sender.clone()).map_err(io::Error::other)?);
    if let Err(error) = watch_all(&mut *watcher, &roots) {
        if !matches!(error.kind, ErrorKind::MaxFilesWatch) {
            return Err(io::Error::other(error));
        }
        // The system's number of watches is used up. Looking every second is slower, and better
        // than nothing.
        let config = Config::default().with_poll_interval(POLL);
        watcher = Box::new(PollWatcher::new(sender, config).map_err(io::Error::other)?);
        watch_all(&mut *watcher, &roots).map_err(io::Error::other)?;
    }
    thread::spawn(move || {
        let mut pace = Pace::default();
        while let Some(batch) = next_batch(&receiver, &mut pace) {
            let paths = as_written(batch, &roots);
            // A page that cannot be made must not end the watch: the next save may well mend it.
            if !paths.is_empty() {
                let _ = catch_unwind(AssertUnwindSafe(|| changed(&paths)));
            }
        }
    });
    Ok(watcher)
}

fn watch_all(watcher: &mut dyn Watcher, roots: &[Root]) -> notify::Result<()> {
    roots
        .iter()
        .try_for_each(|root| watcher.watch(&root.real, RecursiveMode::Recursive))
}

/// A watched folder under two names. Some systems report the real one, whatever was asked for.
struct Root {
    written: PathBuf,
    real: PathBuf,
}

impl Root {
    fn new(written: &Path) -> io::Result<Self> {
        let real = fs::canonicalize(written).map_err(|error| {
            io::Error::new(error.kind(), format!("{}: {error}", written.display()))
        })?;
        Ok(Self {
            written: written.to_owned(),
            real,
        })
    }
}

/// The paths as the caller writes them. No path at all means that the system lost count: then
/// everything changed.
fn as_written(batch: BTreeSet<PathBuf>, roots: &[Root]) -> Vec<PathBuf> {
    let known = |path: &PathBuf| {
        roots.iter().find_map(|root| {
            let rest = path.strip_prefix(&root.real).ok()?;
            Some(if rest.as_os_str().is_empty() {
                root.written.clone()
            } else {
                root.written.join(rest)
            })
        })
    };
    if batch.is_empty() {
        return roots.iter().map(|root| root.written.clone()).collect();
    }
    batch.iter().filter_map(known).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_told_as_they_were_given() {
        let roots = [Root {
            written: "content".into(),
            real: "/real/content".into(),
        }];
        let told = |paths: &[&str]| as_written(paths.iter().map(PathBuf::from).collect(), &roots);
        assert_eq!(
            told(&["/real/content/fr/a.md", "/elsewhere"]),
            [PathBuf::from("content/fr/a.md")]
        );
        assert_eq!(told(&["/real/content"]), [PathBuf::from("content")]);
        assert_eq!(told(&[]), [PathBuf::from("content")]);
    }
}
