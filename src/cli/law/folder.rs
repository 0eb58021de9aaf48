//! Reads the codes and the ministry's pages from folders on the disk.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::codes::{Broken, DatedCode, Package, Read, read_code, read_package, read_pages};
use crate::held::Given;
use crate::report::{Fault, Report};
use crate::say;

/// The largest file that is read, in bytes: the largest code has 56 MB.
const LARGEST: u64 = 256 * 1024 * 1024;

/// The name of the file of pages.
const PAGES: &str = "fiches-travail.json";

/// What was read, and from which files.
#[derive(Debug, Default)]
pub(super) struct Folder {
    /// The codes and the pages.
    pub given: Given,
    /// The file of each code, in the same order.
    pub files: Vec<String>,
    /// The package of the codes, where the folder says which.
    pub codes: Option<Package>,
    /// The package of the pages.
    pub pages: Option<Package>,
}

/// Reads the folders; what cannot be read is reported, and the rest is still there.
pub(super) fn read(codes: &Path, pages: Option<&Path>, report: &mut Report) -> Folder {
    let mut folder = Folder {
        codes: package(codes),
        pages: pages.and_then(package),
        ..Folder::default()
    };
    let files = code_files(codes, report);
    // Each file is some fifty megabytes, so that they are read side by side.
    let read: Vec<(String, Result<Read, Box<Fault>>)> = files
        .par_iter()
        .map(|path| (shown(path), code(path)))
        .collect();
    for (file, read) in read {
        match read {
            Ok(read) => take(&mut folder, file, read, report),
            Err(fault) => report.add(*fault),
        }
    }
    if let Some(pages) = pages {
        let path = data(pages).join(PAGES);
        let read = bytes(&path).and_then(|bytes| {
            read_pages(&bytes).map_err(|broken| broken_file(&shown(&path), broken))
        });
        match read {
            Ok(pages) => folder.given.pages = Some(pages),
            Err(fault) => report.add(fault.help(say!(
                "donnez le dossier du paquet @socialgouv/fiches-travail-data",
                "give the folder of the package @socialgouv/fiches-travail-data"
            ))),
        }
    }
    folder
}

fn take(folder: &mut Folder, file: String, read: Read, report: &mut Report) {
    let Read { code, twice } = read;
    let known = |other: &DatedCode| code.ids.iter().any(|id| other.is_named(id));
    if let Some(place) = folder.given.codes.iter().position(known) {
        let (first, title) = (&folder.files[place], &code.title);
        report.add(Fault::error(
            "codes-twice",
            say!(
                "{first} et {file} contiennent tous deux le {title}",
                "{first} and {file} both hold the {title}"
            ),
        ));
        return;
    }
    for id in twice {
        report.add(Fault::warning(
            "codes-twice",
            say!(
                "{file} contient deux fois {id} ; le premier compte",
                "{file} holds {id} twice; the first counts"
            ),
        ));
    }
    folder.given.codes.push(code);
    folder.files.push(file);
}

/// The files of codes in a folder, or in its folder `data`.
fn code_files(folder: &Path, report: &mut Report) -> Vec<PathBuf> {
    let inner = data(folder);
    let listed = fs::read_dir(&inner).and_then(|entries| {
        let entries = entries.map(|entry| Ok(entry?.path()));
        entries.collect::<io::Result<Vec<PathBuf>>>()
    });
    let mut files = match listed {
        Ok(files) => files,
        Err(error) => {
            report.add(help(*unreadable(&inner, &error)));
            return Vec::new();
        }
    };
    files.retain(|path| is_code(path) && path.is_file());
    files.sort();
    if files.is_empty() {
        let shown = inner.display();
        report.add(help(Fault::error(
            "no-codes",
            say!(
                "le dossier {shown} ne contient aucun code (LEGITEXT….json)",
                "the folder {shown} holds no code (LEGITEXT….json)"
            ),
        )));
    }
    files
}

fn help(fault: Fault) -> Fault {
    fault.help(say!(
        "donnez le dossier du paquet @socialgouv/legi-data : `npm pack @socialgouv/legi-data`, puis `tar -xzf`",
        "give the folder of the package @socialgouv/legi-data: `npm pack @socialgouv/legi-data`, then `tar -xzf`"
    ))
}

fn is_code(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    let number = name
        .and_then(|name| name.strip_prefix("LEGITEXT"))
        .and_then(|rest| rest.strip_suffix(".json"));
    number.is_some_and(|number| {
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

fn code(path: &Path) -> Result<Read, Box<Fault>> {
    let bytes = bytes(path)?;
    read_code(&bytes).map_err(|broken| broken_file(&shown(path), broken))
}

/// The folder of the files: a package has them in `data`.
fn data(folder: &Path) -> PathBuf {
    let inner = folder.join("data");
    if inner.is_dir() {
        inner
    } else {
        folder.to_owned()
    }
}

/// What the package says of itself; its root is given, or its folder `data`.
fn package(folder: &Path) -> Option<Package> {
    let places = [folder.join("package.json"), folder.join("../package.json")];
    let read = |path: &PathBuf| read_package(&bytes(path).ok()?).ok();
    places.iter().find_map(read)
}

fn bytes(path: &Path) -> Result<Vec<u8>, Box<Fault>> {
    let size = fs::metadata(path).map_err(|error| unreadable(path, &error))?;
    if size.len() > LARGEST {
        let (shown, size) = (path.display(), size.len() / (1024 * 1024));
        return Err(Box::new(Fault::error(
            "file-too-large",
            say!(
                "le fichier {shown} pèse {size} Mo",
                "the file {shown} weighs {size} MB"
            ),
        )));
    }
    fs::read(path).map_err(|error| unreadable(path, &error))
}

fn unreadable(path: &Path, error: &io::Error) -> Box<Fault> {
    let shown = path.display();
    Box::new(Fault::error(
        "unreadable-file",
        say!(
            "impossible de lire {shown} : {error}",
            "cannot read {shown}: {error}"
        ),
    ))
}

fn broken_file(file: &str, broken: Broken) -> Box<Fault> {
    let message = match broken {
        Broken::Json {
            line,
            column,
            reason,
        } => say!(
            "{file}:{line}:{column} : ce fichier n'a pas la forme attendue : {reason}",
            "{file}:{line}:{column}: this file has not the form that is expected: {reason}"
        ),
        Broken::Missing(whose, what) => say!(
            "{file} : il manque `{what}` à « {whose} »",
            "{file}: `{what}` is missing from \"{whose}\""
        ),
        Broken::Foreign(kind) => say!(
            "{file} : un nœud de type `{kind}` n'est ni un code, ni une section, ni un article à sa place",
            "{file}: a node of type `{kind}` is no code, section or article at its place"
        ),
    };
    Box::new(Fault::error("codes-broken", message))
}

fn shown(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}
