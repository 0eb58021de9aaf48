//! Waits until the author's hand is still.
//!
//! One save is told after a few milliseconds: a fixed delay of half a second, as debouncers have
//! it, would be most of the time between a save and its page. What gives a longer wait is evidence:
//! a file that is being written, a new folder, or many files at once, as when a branch is checked
//! out.

use std::collections::{BTreeSet, VecDeque};
use std::fs;
use std::path::{Component, PathBuf};
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, CreateKind, ModifyKind};
use notify::{Event, EventKind};

/// Silence after which a change is whole, when nothing speaks against it.
const CALM: Duration = Duration::from_millis(5);
/// The same, while a file is half written: an editor empties it first, and writes it then.
const HALF_WRITTEN: Duration = Duration::from_millis(50);
/// The same, in a burst. A checkout of 1,000 files pauses for less.
const BURST: Duration = Duration::from_millis(100);
/// So many files within `RECENT` are a burst. A person's editor touches two or three at a save.
const MANY: usize = 32;
const RECENT: Duration = Duration::from_millis(250);
/// The longest wait from the first change on. A burst without end is told in parts.
const LONGEST: Duration = Duration::from_secs(2);
/// Only Linux says that a file was closed after writing.
const HEARS_CLOSING: bool = cfg!(target_os = "linux");

/// Waits for a change, then for silence. `None` when the watcher is gone; an empty set when events
/// were lost.
pub(super) fn next_batch(
    events: &Receiver<notify::Result<Event>>,
    pace: &mut Pace,
) -> Option<BTreeSet<PathBuf>> {
    let mut batch = Batch::default();
    while !batch.has_news() {
        batch.hear(events.recv().ok()?);
    }
    let deadline = Instant::now() + LONGEST;
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        match events.recv_timeout(batch.silence(pace).min(left)) {
            Ok(event) => batch.hear(event),
            Err(_) => break,
        }
    }
    pace.remember(batch.changed.len());
    Some(if batch.lost {
        BTreeSet::new()
    } else {
        batch.changed
    })
}

#[derive(Default)]
struct Batch {
    changed: BTreeSet<PathBuf>,
    /// Written to, and not yet closed.
    open: BTreeSet<PathBuf>,
    new_folder: bool,
    lost: bool,
}

impl Batch {
    fn has_news(&self) -> bool {
        self.lost || !self.changed.is_empty()
    }

    fn hear(&mut self, event: notify::Result<Event>) {
        let Ok(event) = event else {
            self.lost = true;
            return;
        };
        self.lost |= event.need_rescan();
        for path in event.paths {
            // `git` writes there without end, and no site has a page of it.
            if path
                .components()
                .any(|part| part == Component::Normal(".git".as_ref()))
            {
                continue;
            }
            match event.kind {
                EventKind::Access(AccessKind::Close(AccessMode::Write)) => {
                    self.open.remove(&path);
                    continue;
                }
                // Reads are reported too. Making the site reads every file: it would call for
                // itself for ever.
                EventKind::Access(_) => continue,
                EventKind::Modify(ModifyKind::Data(_)) | EventKind::Create(CreateKind::File) => {
                    self.open.insert(path.clone());
                }
                // Files made before the new folder was watched are told by nobody, so the folder is
                // given time to fill, and stands in the batch for all that is in it.
                EventKind::Create(CreateKind::Folder) => self.new_folder = true,
                EventKind::Remove(_) => {
                    self.open.remove(&path);
                }
                _ => {}
            }
            self.changed.insert(path);
        }
    }

    /// How long nothing must happen before the batch is believed whole.
    fn silence(&self, pace: &Pace) -> Duration {
        if self.new_folder || self.lost || self.changed.len() + pace.recent() > MANY {
            BURST
        } else if self.half_written() {
            HALF_WRITTEN
        } else {
            CALM
        }
    }

    /// An empty file is likelier one that an editor has just emptied than one that the author
    /// wants.
    fn half_written(&self) -> bool {
        let empty =
            |path: &PathBuf| fs::metadata(path).is_ok_and(|file| file.is_file() && file.len() == 0);
        (HEARS_CLOSING && !self.open.is_empty()) || self.changed.iter().any(empty)
    }
}

/// How much changed in the last moments, so that a burst is known for one over several batches.
#[derive(Default)]
pub(super) struct Pace(VecDeque<(Instant, usize)>);

impl Pace {
    fn remember(&mut self, files: usize) {
        while self
            .0
            .front()
            .is_some_and(|(then, _)| then.elapsed() > RECENT)
        {
            self.0.pop_front();
        }
        self.0.push_back((Instant::now(), files));
    }

    fn recent(&self) -> usize {
        self.0
            .iter()
            .filter(|(then, _)| then.elapsed() <= RECENT)
            .map(|(_, files)| files)
            .sum()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Sender, channel};
    use std::thread;

    use notify::event::{DataChange, MetadataKind};

    use super::*;

    fn batches(
        send: impl FnOnce(Sender<notify::Result<Event>>) + Send + 'static,
    ) -> Vec<(Duration, usize)> {
        let (sender, receiver) = channel();
        let started = Instant::now();
        thread::spawn(move || send(sender));
        let mut pace = Pace::default();
        std::iter::from_fn(|| next_batch(&receiver, &mut pace))
            .map(|batch| (started.elapsed(), batch.len()))
            .collect()
    }

    fn event(kind: EventKind, path: &str) -> notify::Result<Event> {
        Ok(Event::new(kind).add_path(path.into()))
    }

    const TOUCHED: EventKind = EventKind::Modify(ModifyKind::Metadata(MetadataKind::Any));
    const WRITTEN: EventKind = EventKind::Modify(ModifyKind::Data(DataChange::Any));
    const CLOSED: EventKind = EventKind::Access(AccessKind::Close(AccessMode::Write));

    #[test]
    fn a_read_is_no_change() {
        let heard = batches(|sender| {
            let _ = sender.send(event(
                EventKind::Access(AccessKind::Open(AccessMode::Any)),
                "/nowhere/a.md",
            ));
            let _ = sender.send(event(CLOSED, "/nowhere/a.md"));
        });
        assert_eq!(heard, []);
    }

    #[test]
    fn git_is_no_change() {
        assert_eq!(
            batches(|sender| drop(sender.send(event(WRITTEN, "/nowhere/.git/index")))),
            []
        );
    }

    /// How long the silence must be once these events were heard.
    fn silence_after(events: &[(EventKind, &str)]) -> Duration {
        let mut batch = Batch::default();
        for (kind, path) in events {
            batch.hear(event(*kind, path));
        }
        batch.silence(&Pace::default())
    }

    #[test]
    fn one_save_is_told_soon() {
        let page = "/nowhere/a.md";
        assert_eq!(silence_after(&[(TOUCHED, page)]), CALM);
        assert_eq!(
            silence_after(&[(WRITTEN, page), (WRITTEN, page), (CLOSED, page)]),
            CALM
        );
    }

    #[test]
    fn a_half_written_file_is_waited_for() {
        if HEARS_CLOSING {
            assert_eq!(silence_after(&[(WRITTEN, "/nowhere/a.md")]), HALF_WRITTEN);
        }
        let empty = tempfile::NamedTempFile::new().expect("a temporary file");
        let path = empty.path().to_str().expect("a plain path");
        assert_eq!(silence_after(&[(TOUCHED, path)]), HALF_WRITTEN);
    }

    #[test]
    fn a_new_folder_is_given_time_to_fill() {
        let folder = EventKind::Create(CreateKind::Folder);
        assert_eq!(silence_after(&[(folder, "/nowhere/guide")]), BURST);
    }

    #[test]
    fn a_checkout_gives_few_batches() {
        let heard = batches(|sender| {
            for file in 0..1000 {
                let _ = sender.send(event(TOUCHED, &format!("/nowhere/{file}.md")));
                if file % 14 == 0 {
                    thread::sleep(Duration::from_millis(17));
                }
            }
        });
        assert!(heard.len() <= 12, "{heard:?}");
        assert_eq!(heard.iter().map(|(_, files)| files).sum::<usize>(), 1000);
    }

    #[test]
    fn lost_events_mean_everything() {
        let heard = batches(|sender| drop(sender.send(Err(notify::Error::generic("overflow")))));
        assert_eq!(
            heard.iter().map(|(_, files)| *files).collect::<Vec<_>>(),
            [0]
        );
    }
}
