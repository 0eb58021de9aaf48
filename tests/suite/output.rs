//! The folder of a site holds the old site or the new one, whole, wherever a build is cut off,
//! and what others put there stays.
//!
//! A kill is a disk that does no more from its n-th change on, for every n in turn: what then
//! stands there is what a killed process leaves. `tests/long` kills real processes.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fs::{self, Permissions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use bilan::output::{
    Disk, Done, Failed, Output, OutputFolder, System, Written, mend, write, write_file,
};
use bilan::report::Fault;

/// What a disk of a test does, beside what it is told.
#[derive(Clone, Copy)]
enum Trouble {
    /// From this change on, nothing more.
    Killed(usize),
    /// This change alone is refused.
    Refused(usize, ErrorKind),
    /// Every change is refused.
    Closed(ErrorKind),
}

struct Troubled {
    trouble: Trouble,
    /// Whether the system can swap two folders.
    swaps: bool,
    /// Whether the file system can give a file a second name.
    links: bool,
    count: Cell<usize>,
    /// The changes that were asked for.
    told: RefCell<Vec<String>>,
}

impl Troubled {
    fn new(trouble: Trouble, system: Kind) -> Troubled {
        Troubled {
            trouble,
            swaps: system != Kind::WithoutSwap,
            links: system != Kind::WithoutLinks,
            count: Cell::new(0),
            told: RefCell::default(),
        }
    }

    /// Whether the trouble came at all.
    fn came(&self) -> bool {
        match self.trouble {
            Trouble::Killed(at) | Trouble::Refused(at, _) => self.count.get() >= at,
            Trouble::Closed(_) => true,
        }
    }

    fn step(&self, what: &str, path: &Path) -> Done {
        let number = self.count.get() + 1;
        self.count.set(number);
        self.told
            .borrow_mut()
            .push(format!("{what} {}", path.display()));
        let kind = match self.trouble {
            Trouble::Killed(at) if number >= at => ErrorKind::Interrupted,
            Trouble::Refused(at, kind) if number == at => kind,
            Trouble::Closed(kind) => kind,
            _ => return Ok(()),
        };
        Err(failed(path, kind))
    }
}

/// A disk without trouble, on which nobody waits for a sync.
fn calm() -> Troubled {
    Troubled::new(Trouble::Killed(usize::MAX), Kind::Linux)
}

fn failed(path: &Path, kind: ErrorKind) -> Failed {
    Failed {
        path: path.to_owned(),
        error: io::Error::from(kind),
    }
}

impl Disk for Troubled {
    fn make_folder(&self, path: &Path) -> Done {
        self.step("make", path)?;
        System.make_folder(path)
    }
    fn write(&self, path: &Path, bytes: &[u8]) -> Done {
        let step = self.step("write", path);
        if step.is_err() && self.count.get() == self.first() {
            // Half of it is there.
            System.write(path, &bytes[..bytes.len() / 2])?;
        }
        step?;
        System.write(path, bytes)
    }
    fn link(&self, from: &Path, to: &Path) -> Done {
        self.step("link", to)?;
        match self.links {
            true => System.link(from, to),
            false => Err(failed(to, ErrorKind::PermissionDenied)),
        }
    }
    fn permit(&self, path: &Path, permissions: Permissions) -> Done {
        self.step("permit", path)?;
        System.permit(path, permissions)
    }
    fn sync(&self, path: &Path) -> Done {
        // A kill loses nothing that was written, so nobody has to wait for the disk here.
        self.step("sync", path)
    }
    fn rename(&self, from: &Path, to: &Path) -> Done {
        self.step("rename", to)?;
        System.rename(from, to)
    }
    fn exchange(&self, one: &Path, other: &Path) -> Done {
        self.step("exchange", other)?;
        match self.swaps {
            true => System.exchange(one, other),
            false => Err(failed(other, ErrorKind::Unsupported)),
        }
    }
    fn remove_file(&self, path: &Path) -> Done {
        self.step("remove", path)?;
        System.remove_file(path)
    }
    fn remove_folder(&self, path: &Path) -> Done {
        self.step("remove", path)?;
        System.remove_folder(path)
    }
}

impl Troubled {
    fn first(&self) -> usize {
        match self.trouble {
            Trouble::Killed(at) | Trouble::Refused(at, _) => at,
            Trouble::Closed(_) => 0,
        }
    }
}

/// What the system and the user bring along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Linux,
    WithoutSwap,
    WithoutLinks,
    InPlace,
}

/// What every change is tried with; `tests/long` tries all of `ALL_BEFORE` with all of `KINDS`.
const SHORT: [(Before, Kind); 6] = [
    (Before::Nothing, Kind::Linux),
    (Before::SiteAndOthers, Kind::Linux),
    (Before::EarlierVersion, Kind::Linux),
    (Before::SiteAndOthers, Kind::WithoutSwap),
    (Before::Nothing, Kind::InPlace),
    (Before::SiteAndOthers, Kind::InPlace),
];

fn long() -> impl Iterator<Item = (Before, Kind)> {
    ALL_BEFORE
        .into_iter()
        .flat_map(|before| KINDS.map(|kind| (before, kind)))
}

const KINDS: [Kind; 4] = [
    Kind::Linux,
    Kind::WithoutSwap,
    Kind::WithoutLinks,
    Kind::InPlace,
];

/// What stands in the folder before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before {
    Nothing,
    Site,
    SiteAndOthers,
    OthersAlone,
    EarlierVersion,
}

const ALL_BEFORE: [Before; 5] = [
    Before::Nothing,
    Before::Site,
    Before::SiteAndOthers,
    Before::OthersAlone,
    Before::EarlierVersion,
];

type Files = BTreeMap<String, Vec<u8>>;

fn site(pages: &[(&str, &str)]) -> BTreeMap<String, Output> {
    let output = |text: &str| Output::new("text/html", text.as_bytes().to_vec());
    let pages = pages.iter();
    pages
        .map(|(path, text)| ((*path).to_owned(), output(text)))
        .collect()
}

fn old() -> BTreeMap<String, Output> {
    site(&[
        ("/fr/", "old home"),
        ("/fr/gone/", "gone"),
        ("/fr/turns", "a file that becomes a folder"),
        ("/fr/folder/", "a folder that becomes a file"),
        ("/assets/1/a.css", "old style"),
        ("/robots.txt", "the same"),
    ])
}

fn new() -> BTreeMap<String, Output> {
    site(&[
        ("/fr/", "new home"),
        ("/en/", "new home in English"),
        ("/fr/turns/", "a folder now"),
        ("/fr/folder", "a file now"),
        ("/assets/2/a.css", "new style"),
        ("/robots.txt", "the same"),
    ])
}

fn third() -> BTreeMap<String, Output> {
    site(&[("/fr/", "third home"), ("/assets/3/a.css", "third style")])
}

/// What others have put into the folder.
const OTHERS: [(&str, &str); 4] = [
    ("CNAME", "bilan.example.org"),
    (".git/HEAD", "ref: refs/heads/main"),
    (".well-known/security.txt", "Contact: us"),
    ("fr/flyer.pdf", "a flyer"),
];

/// A folder for a test, with the site in `public`.
struct Place {
    folder: tempfile::TempDir,
    before: Before,
    kind: Kind,
}

impl Place {
    fn new(before: Before, kind: Kind) -> Place {
        let place = Place {
            folder: quick_folder(),
            before,
            kind,
        };
        if matches!(before, Before::Site | Before::SiteAndOthers) {
            place
                .write(&System, &old())
                .expect("the old site can be written");
        }
        if before == Before::EarlierVersion {
            for (address, output) in old() {
                let path = place.public().join(bilan::output::file_of(&address));
                put(&path, &output.bytes);
            }
            put(
                &place.public().join(".bilan"),
                b"This folder is made by bilan.\n",
            );
        }
        for (path, text) in place.others() {
            put(&place.public().join(path), text.as_bytes());
        }
        place
    }

    fn public(&self) -> PathBuf {
        self.folder.path().join("public")
    }

    fn others(&self) -> &'static [(&'static str, &'static str)] {
        match self.before {
            Before::Nothing | Before::Site => &[],
            Before::SiteAndOthers => &OTHERS,
            // Those that may stand alone.
            Before::OthersAlone => &OTHERS[..3],
            Before::EarlierVersion => &OTHERS,
        }
    }

    fn target(&self) -> OutputFolder {
        let in_place = self.kind == Kind::InPlace;
        OutputFolder::new(&self.public(), self.folder.path(), in_place)
            .expect("the folder may be taken")
    }

    fn write(
        &self,
        disk: &dyn Disk,
        outputs: &BTreeMap<String, Output>,
    ) -> Result<Written, Box<Fault>> {
        write(disk, &self.target(), outputs, &mut || {})
    }

    /// What a visitor sees: all but what is ours alone and what others put there.
    fn seen(&self) -> Files {
        let mut files = files(&self.public());
        files.retain(|path, _| !path.starts_with(".bilan"));
        for (path, text) in self.others() {
            let found = files.remove(*path);
            assert_eq!(
                found.as_deref(),
                Some(text.as_bytes()),
                "{path} is gone or has changed"
            );
        }
        files
    }

    /// What an earlier version wrote stays where it is not known whose it is.
    fn expected(&self, outputs: &BTreeMap<String, Output>) -> Files {
        let mut files = plain(outputs);
        if self.before == Before::EarlierVersion {
            let stayed = ["fr/gone/index.html", "assets/1/a.css"];
            for path in stayed {
                files.insert(path.to_owned(), plain(&old())[path].clone());
            }
        }
        files
    }

    fn old(&self) -> Files {
        match self.before {
            Before::Nothing | Before::OthersAlone => Files::new(),
            Before::Site | Before::SiteAndOthers | Before::EarlierVersion => plain(&old()),
        }
    }

    /// Names that begin as our own do, in the folder and beside it.
    /// Mends once nobody holds the folder. A process that another test starts at this moment has
    /// what was open here, and so the lock of the write before, until its program begins.
    fn mend(&self, disk: &dyn Disk) {
        while fs::File::open(self.public()).is_ok_and(|folder| folder.try_lock().is_err()) {
            std::thread::yield_now();
        }
        mend(disk, &self.target());
    }

    fn left_over(&self) -> Vec<String> {
        let names = |folder: &Path| {
            let entries = fs::read_dir(folder).into_iter().flatten();
            let names = entries.map(|entry| entry.expect("an entry").file_name());
            let names: Vec<String> = names.map(|it| it.to_string_lossy().into_owned()).collect();
            names
        };
        let mut all = names(self.folder.path());
        all.retain(|name| name != "public");
        let inside = names(&self.public()).into_iter();
        all.extend(inside.filter(|name| name.starts_with(".bilan-")));
        all
    }
}

/// A temporary folder in memory where there is one: thousands of sites are written.
fn quick_folder() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm")
        .or_else(|_| tempfile::tempdir())
        .expect("a temporary folder can be made")
}

fn put(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().expect("a file stands in a folder")).expect("a folder");
    fs::write(path, bytes).expect("a file can be written");
}

fn plain(outputs: &BTreeMap<String, Output>) -> Files {
    outputs
        .iter()
        .map(|(address, output)| {
            let path = bilan::output::file_of(address);
            (path.display().to_string(), output.bytes.clone())
        })
        .collect()
}

fn files(folder: &Path) -> Files {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let inner = entry.path().strip_prefix(folder).expect("inside");
            let bytes = fs::read(entry.path()).expect("the file can be read");
            (inner.display().to_string(), bytes)
        })
        .collect()
}

/// The pages that the new site may turn from a file into a folder are told apart: an earlier
/// version's folder cannot change so, because it is not known whose they are.
fn wanted(before: Before) -> BTreeMap<String, Output> {
    let mut outputs = new();
    if before == Before::EarlierVersion {
        outputs.remove("/fr/turns/");
        outputs.remove("/fr/folder");
        outputs.insert("/fr/turns".into(), old()["/fr/turns"].clone());
        outputs.insert("/fr/folder/".into(), old()["/fr/folder/"].clone());
    }
    outputs
}

/// While files are replaced one by one, each is the old one or the new one, and none is missing
/// that is in both.
fn is_between(seen: &Files, old: &Files, new: &Files) -> bool {
    let known = seen
        .iter()
        .all(|(path, bytes)| old.get(path) == Some(bytes) || new.get(path) == Some(bytes));
    let there = old
        .keys()
        .filter(|path| new.contains_key(*path))
        .all(|path| seen.contains_key(path));
    known && there
}

/// Goes through every place where a build can be cut off; `then` has the next start.
fn at_every_cut(before: Before, kind: Kind, then: impl Fn(&Place, &str)) -> usize {
    for at in 1.. {
        let place = Place::new(before, kind);
        let disk = Troubled::new(Trouble::Killed(at), kind);
        let done = place.write(&disk, &wanted(before));
        let steps = disk.told.borrow();
        if !disk.came() {
            done.expect("nothing stopped it");
            assert_eq!(place.seen(), place.expected(&wanted(before)));
            assert_eq!(place.left_over(), [""; 0]);
            return at;
        }
        let cut = format!(
            "{before:?}, {kind:?}, cut at {at}: {}",
            steps[at - 1].replace(&place.folder.path().display().to_string(), "")
        );
        let (seen, new) = (place.seen(), place.expected(&wanted(before)));
        let swapped = kind == Kind::Linux || (kind == Kind::WithoutLinks && before == Before::Site);
        match swapped {
            true => assert!(seen == place.old() || seen == new, "{cut}\n{seen:?}"),
            false => assert!(is_between(&seen, &place.old(), &new), "{cut}\n{seen:?}"),
        }
        then(&place, &cut);
    }
    unreachable!("a build ends")
}

#[test]
fn wherever_a_build_is_killed_the_next_start_mends_it() {
    for (before, kind) in SHORT {
        killed(before, kind);
    }
}

#[test]
fn whatever_change_is_refused_the_site_is_whole() {
    for (before, kind) in SHORT {
        refused(before, kind);
    }
}

#[test]
#[ignore = "it takes a minute; `tests/long` runs it"]
fn all_that_can_stand_there_is_whole_wherever_a_build_is_cut_off() {
    for (before, kind) in long() {
        killed(before, kind);
        refused(before, kind);
    }
}

/// A kill at each change in turn, and each of the next starts after it.
fn killed(before: Before, kind: Kind) {
    let changes = at_every_cut(before, kind, faulty);
    assert!(changes > 15, "{changes} changes were seen");
    at_every_cut(before, kind, unable);
    at_every_cut(before, kind, good);
}

/// The next build has a fault in its content: it writes nothing, but mends first.
fn faulty(place: &Place, cut: &str) {
    place.mend(&calm());
    let (seen, new) = (place.seen(), place.expected(&wanted(place.before)));
    assert!(seen == place.old() || seen == new, "{cut}\n{seen:?}");
    assert_eq!(place.left_over(), [""; 0], "{cut}");
}

/// The next build finds no space at all.
fn unable(place: &Place, cut: &str) {
    let there = place.seen();
    let disk = Troubled::new(Trouble::Closed(ErrorKind::StorageFull), place.kind);
    place.mend(&disk);
    let fault = place.write(&disk, &third());
    let fault = fault.expect_err("nothing can be written");
    assert_eq!(fault.id, "unwritable", "{cut}");
    assert!(fault.message.fr.contains("plus de place"), "{fault:?}");
    assert!(fault.message.en.contains("no space"), "{fault:?}");
    assert!(fault.help.is_some(), "{fault:?}");
    assert_eq!(place.seen(), there, "{cut}");
}

/// The next build publishes.
fn good(place: &Place, cut: &str) {
    let written = place.write(&calm(), &third());
    let written = written.unwrap_or_else(|fault| panic!("{cut}\n{fault:?}"));
    assert!(written.files.is_some(), "{cut}");
    let mut seen = place.seen();
    if place.before == Before::EarlierVersion {
        seen.retain(|path, _| plain(&third()).contains_key(path));
    }
    assert_eq!(seen, plain(&third()), "{cut}");
    assert_eq!(place.left_over(), [""; 0], "{cut}");
}

/// Each change in turn is refused, and all others are not.
fn refused(before: Before, kind: Kind) {
    for error in [ErrorKind::StorageFull, ErrorKind::PermissionDenied] {
        for at in 1.. {
            let place = Place::new(before, kind);
            let disk = Troubled::new(Trouble::Refused(at, error), kind);
            let written = place.write(&disk, &wanted(before));
            if !disk.came() {
                break;
            }
            let step = disk.told.borrow()[at - 1].clone();
            let told = format!("{before:?}, {kind:?}, {error:?} at {at}: {step}");
            // What was on its way to its place is finished at the next start.
            place.mend(&calm());
            let (seen, new) = (place.seen(), place.expected(&wanted(before)));
            match written {
                Ok(_) => assert_eq!(seen, new, "{told}"),
                Err(_) => assert!(seen == place.old() || seen == new, "{told}\n{seen:?}"),
            }
            assert_eq!(place.left_over(), [""; 0], "{told}");
        }
    }
}

/// Two kills, one after the other, at every two places. `tests/long` asks for it.
#[test]
#[ignore = "it takes minutes; `tests/long` runs it"]
fn wherever_two_builds_in_a_row_are_killed_the_third_publishes() {
    for (before, kind) in long() {
        let all = at_every_cut(before, kind, |_, _| {});
        for first in 1..all {
            for second in 1.. {
                let place = Place::new(before, kind);
                let disk = Troubled::new(Trouble::Killed(first), kind);
                let _ = place.write(&disk, &wanted(before));
                let disk = Troubled::new(Trouble::Killed(second), kind);
                place.mend(&disk);
                let _ = place.write(&disk, &third());
                let cut = format!("{before:?}, {kind:?}, cut at {first}, then at {second}");
                place.seen();
                let done = !disk.came();
                place.mend(&calm());
                let seen = place.seen();
                let (new, last) = (place.expected(&wanted(before)), place.expected(&third()));
                let whole = [&place.old(), &new, &last].contains(&&seen);
                assert!(whole || before == Before::EarlierVersion, "{cut}\n{seen:?}");
                place.write(&calm(), &wanted(before)).expect(&cut);
                let mut seen = place.seen();
                if before == Before::EarlierVersion {
                    seen.remove("assets/3/a.css");
                }
                assert_eq!(seen, new, "{cut}");
                assert_eq!(place.left_over(), [""; 0], "{cut}");
                if done {
                    break;
                }
            }
        }
    }
}

#[test]
fn everything_is_synced_before_it_takes_its_place() {
    for kind in KINDS {
        let place = Place::new(Before::Site, kind);
        let disk = Troubled::new(Trouble::Killed(usize::MAX), kind);
        place.write(&disk, &new()).expect("the site can be written");
        let told = disk.told.borrow();
        let commit = told.iter().position(|step| match kind {
            Kind::Linux | Kind::WithoutLinks => step.starts_with("exchange"),
            Kind::WithoutSwap | Kind::InPlace => {
                step.starts_with("rename") && step.ends_with("-whole")
            }
        });
        let commit = commit.expect("there is one step");
        let place_of = |step: &str| told[..commit].iter().rposition(|it| it == step);
        let all = told[..commit].iter().enumerate();
        // Where a swap was tried first, its files do not count.
        let kept = all.filter(|(_, step)| match kind {
            Kind::WithoutSwap => step.contains("public/.bilan-"),
            _ => true,
        });
        for (at, step) in kept {
            let Some((what, path)) = step.split_once(' ') else {
                continue;
            };
            let synced = place_of(&format!("sync {path}"));
            if matches!(what, "write") || (what == "make" && path.contains(".bilan-")) {
                assert!(synced.is_some_and(|synced| synced > at), "{kind:?}: {step}");
            }
        }
        let after = &told[commit + 1];
        assert!(after.starts_with("sync"), "{kind:?}: {after}");
    }
}

#[test]
fn what_is_left_over_is_cleared_also_where_nothing_changes() {
    let place = Place::new(Before::Site, Kind::Linux);
    let disk = Troubled::new(Trouble::Killed(8), Kind::Linux);
    assert!(place.write(&disk, &new()).is_err());
    assert_ne!(place.left_over(), [""; 0]);
    let written = place.write(&calm(), &old()).expect("nothing stops it");
    assert_eq!(written.files, None);
    assert_eq!(place.left_over(), [""; 0]);
}

#[test]
fn the_site_that_an_earlier_version_had_moved_away_comes_back() {
    let place = Place::new(Before::EarlierVersion, Kind::Linux);
    let away = place.folder.path().join(".public.old");
    fs::rename(place.public(), &away).expect("a folder can be renamed");
    place.mend(&calm());
    assert_eq!(place.seen(), place.old());
    assert_eq!(place.left_over(), [""; 0]);
}

#[test]
fn folders_with_the_names_of_an_earlier_version_stop_nothing_and_are_named() {
    let place = Place::new(Before::Site, Kind::Linux);
    let beside = |name: &str| place.folder.path().join(name);
    // Somebody's own, and one that the earlier version marked.
    put(&beside(".public.new/private.txt"), b"private");
    put(
        &beside(".public.old/.bilan"),
        b"This folder is made by bilan.\n",
    );
    let written = place.write(&calm(), &new()).expect("nothing stops it");
    assert_eq!(place.seen(), plain(&new()));
    assert!(beside(".public.new/private.txt").is_file());
    let notes: Vec<_> = written.notes.iter().map(|note| note.id).collect();
    assert_eq!(notes, ["left-over"]);
    assert!(written.notes[0].message.en.contains(".public.old"));
}

#[test]
fn a_folder_that_only_looks_like_ours_is_left_alone() {
    let place = Place::new(Before::Site, Kind::Linux);
    let strange = place
        .folder
        .path()
        .join(".public.bilan-0123456789abcdef-1f");
    put(&strange.join("private.txt"), b"private");
    let written = place.write(&calm(), &new()).expect("nothing stops it");
    assert_eq!(place.seen(), plain(&new()), "nothing of it is published");
    assert!(strange.join("private.txt").is_file());
    assert_eq!(written.notes[0].id, "left-over");
}

#[test]
fn files_of_others_are_never_written_over() {
    for kind in KINDS {
        for (path, text) in [
            ("en/index.html", "somebody's page"),
            ("en", "somebody's file"),
            ("robots.txt/mine", "a file in a folder"),
        ] {
            let place = Place::new(Before::Nothing, kind);
            let first = site(&[("/fr/", "first")]);
            place
                .write(&System, &first)
                .expect("the site can be written");
            put(&place.public().join(path), text.as_bytes());
            let there = files(&place.public());
            let fault = place
                .write(&System, &new())
                .expect_err("it stands in the way");
            assert_eq!(fault.id, "foreign-file");
            assert!(fault.message.en.contains(path), "{fault:?}");
            assert_eq!(files(&place.public()), there);
        }
    }
}

#[test]
fn a_list_that_leads_out_of_the_folder_is_not_believed() {
    for kind in KINDS {
        let place = Place::new(Before::Site, kind);
        put(&place.folder.path().join("precious"), b"precious");
        put(
            &place.folder.path().join("elsewhere/index.html"),
            b"precious",
        );
        let list =
            r#"{ "files": ["../precious", "/etc/hosts", "fr/index.html", "link/index.html"] }"#;
        put(&place.public().join(".bilan"), list.as_bytes());
        for path in ["fr/gone", "fr/folder", "assets"] {
            fs::remove_dir_all(place.public().join(path)).expect("a folder");
        }
        fs::remove_file(place.public().join("fr/turns")).expect("a file");
        #[cfg(unix)]
        std::os::unix::fs::symlink("../elsewhere", place.public().join("link")).expect("a link");
        place
            .write(&System, &new())
            .expect("the site can be written");
        assert!(place.folder.path().join("precious").is_file());
        assert!(place.folder.path().join("elsewhere/index.html").is_file());
        #[cfg(unix)]
        assert!(place.public().join("link").is_symlink(), "{kind:?}");
    }
}

#[test]
fn what_somebody_makes_while_the_site_is_swapped_is_kept() {
    /// A disk on which somebody is at work beside the build.
    struct Shared(PathBuf);
    impl Disk for Shared {
        fn make_folder(&self, path: &Path) -> Done {
            System.make_folder(path)
        }
        fn write(&self, path: &Path, bytes: &[u8]) -> Done {
            System.write(path, bytes)
        }
        fn link(&self, from: &Path, to: &Path) -> Done {
            System.link(from, to)
        }
        fn permit(&self, path: &Path, permissions: Permissions) -> Done {
            System.permit(path, permissions)
        }
        fn sync(&self, path: &Path) -> Done {
            System.sync(path)
        }
        fn rename(&self, from: &Path, to: &Path) -> Done {
            System.rename(from, to)
        }
        fn exchange(&self, one: &Path, other: &Path) -> Done {
            // After everything was taken along, and before the old folder goes.
            put(&self.0.join(".git/objects/1"), b"an object");
            put(&self.0.join("CNAME.next"), b"other.example.org");
            fs::rename(self.0.join("CNAME.next"), self.0.join("CNAME")).expect("a name");
            System.exchange(one, other)
        }
        fn remove_file(&self, path: &Path) -> Done {
            System.remove_file(path)
        }
        fn remove_folder(&self, path: &Path) -> Done {
            System.remove_folder(path)
        }
    }
    if !cfg!(target_os = "linux") {
        return;
    }
    let place = Place::new(Before::SiteAndOthers, Kind::Linux);
    // A disk tells times in steps of some milliseconds, and this name was written just now.
    let name = fs::File::options()
        .write(true)
        .open(place.public().join("CNAME"));
    let earlier = std::time::SystemTime::now() - std::time::Duration::from_secs(60);
    name.and_then(|name| name.set_modified(earlier))
        .expect("a file has a time");
    let disk = Shared(place.public());
    place.write(&disk, &new()).expect("the site can be written");
    let read = |path: &str| fs::read_to_string(place.public().join(path)).expect("it is there");
    assert_eq!(read(".git/objects/1"), "an object");
    assert_eq!(read("CNAME"), "other.example.org");
    assert_eq!(read("fr/index.html"), "new home");
}

#[test]
fn what_its_owner_takes_away_after_a_cut_does_not_come_back() {
    for at in 1.. {
        let place = Place::new(Before::SiteAndOthers, Kind::Linux);
        let disk = Troubled::new(Trouble::Killed(at), Kind::Linux);
        let _ = place.write(&disk, &new());
        let swapped = |step: &String| step.starts_with("exchange");
        if disk.told.borrow()[..at - 1].iter().any(swapped) {
            break;
        }
        fs::remove_file(place.public().join("CNAME")).expect("it is there");
        place.mend(&calm());
        assert!(!place.public().join("CNAME").exists(), "cut at {at}");
        assert_eq!(place.left_over(), [""; 0]);
    }
}

#[cfg(unix)]
#[test]
fn a_build_waits_for_another_and_says_so() {
    let place = Place::new(Before::Site, Kind::Linux);
    let folder = fs::File::open(place.public()).expect("a folder can be opened");
    folder.lock().expect("a folder can be locked");
    let told = Cell::new(0);
    std::thread::scope(|scope| {
        scope.spawn(move || {
            std::thread::sleep(std::time::Duration::from_millis(900));
            drop(folder);
        });
        // A start that only mends does not wait: who holds the folder is alive.
        mend(&calm(), &place.target());
        let mut waiting = || told.set(told.get() + 1);
        let written = write(&calm(), &place.target(), &new(), &mut waiting);
        assert!(written.expect("nothing stops it").files.is_some());
    });
    assert_eq!(told.get(), 1);
    assert_eq!(place.seen(), plain(&new()));
}

#[cfg(unix)]
#[test]
fn a_link_is_written_through_also_where_it_leads_to_nothing_yet() {
    let place = Place::new(Before::Nothing, Kind::Linux);
    std::os::unix::fs::symlink("web/root", place.public()).expect("a link");
    for outputs in [old(), new()] {
        place
            .write(&System, &outputs)
            .expect("the site can be written");
        assert!(place.public().is_symlink());
        assert_eq!(place.seen(), plain(&outputs));
        let inside: Vec<_> = fs::read_dir(place.folder.path().join("web"))
            .expect("a folder")
            .collect();
        assert_eq!(inside.len(), 1, "nothing is left over");
    }
}

#[cfg(unix)]
#[test]
fn the_rights_of_the_folder_and_the_folders_of_others_stay() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new(Before::SiteAndOthers, Kind::Linux);
    let rights = |path: &str| {
        let found = fs::metadata(place.public().join(path)).expect("it is there");
        found.permissions().mode() & 0o7777
    };
    for (path, mode) in [("", 0o2750), (".git", 0o700), (".well-known", 0o777)] {
        let path = place.public().join(path);
        fs::set_permissions(path, Permissions::from_mode(mode)).expect("rights can be set");
    }
    place
        .write(&System, &new())
        .expect("the site can be written");
    assert_eq!(rights(""), 0o2750);
    assert_eq!(rights(".git"), 0o700);
    assert_eq!(rights(".well-known"), 0o777);
    assert_eq!(place.seen(), plain(&new()));
}

#[test]
fn the_folder_stays_the_same_one_where_that_is_asked_for() {
    #[cfg(unix)]
    for (kind, stays) in [
        (Kind::InPlace, true),
        (Kind::Linux, !cfg!(target_os = "linux")),
    ] {
        use std::os::unix::fs::MetadataExt;
        let place = Place::new(Before::Site, kind);
        let number = || fs::metadata(place.public()).expect("it is there").ino();
        let before = number();
        place
            .write(&System, &new())
            .expect("the site can be written");
        assert_eq!(number() == before, stays, "{kind:?}");
        assert_eq!(place.seen(), plain(&new()));
    }
}

#[test]
fn a_site_is_not_written_where_it_is_read() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    put(&folder.path().join("content/fr/index.md"), b"");
    put(&folder.path().join("themes/x/theme.css"), b"");
    for out in [
        "content",
        "content/out",
        "content/a/b",
        "themes/x",
        ".",
        "content/../content/out",
    ] {
        let fault = OutputFolder::new(&folder.path().join(out), folder.path(), false);
        let fault = fault.expect_err("it is refused");
        assert_eq!(fault.id, "output-in-site", "{out}");
    }
    for out in ["public", "contents", "public/content"] {
        let target = OutputFolder::new(&folder.path().join(out), folder.path(), false);
        assert!(target.is_ok(), "{out}");
    }
    #[cfg(unix)]
    {
        let link = folder.path().join("link");
        std::os::unix::fs::symlink("content/out", &link).expect("a link");
        assert!(OutputFolder::new(&link, folder.path(), false).is_err());
    }
}

#[test]
fn a_single_file_is_written_whole_or_not_at_all() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let path = folder.path().join("schemas/a.json");
    write_file(&System, &path, b"old").expect("it can be written");
    for at in 1..=3 {
        let disk = Troubled::new(Trouble::Refused(at, ErrorKind::StorageFull), Kind::Linux);
        let fault = write_file(&disk, &path, b"new").expect_err("there is no space");
        assert!(fault.message.en.contains("no space"), "{fault:?}");
        assert_eq!(files(folder.path()).len(), 1, "{at}");
        assert_eq!(fs::read(&path).expect("it is there"), b"old");
    }
}
