//! Reads the layers of a site: the files inside the program first, then folders on disk.

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};

use include_dir::Dir;
use walkdir::WalkDir;

use crate::report::{Fault, Report};
use crate::say;
use crate::source::{SourceFile, Sources};

/// Folders of a site that hold what is published; the rest of a layer is not read.
const FOLDERS: [&str; 2] = ["content", "themes"];

/// The largest file that is read, in bytes: above it a file is a mistake or an attack.
const LARGEST: u64 = 32 * 1024 * 1024;

/// A place that files come from. Later layers shadow earlier ones, file by file.
#[derive(Debug, Clone)]
pub enum Layer {
    /// Files inside the program.
    Embedded(&'static Dir<'static>),
    /// A site's own folder.
    Folder(PathBuf),
}

/// Reads every layer. What cannot be read is reported, and the rest is still there.
pub fn read(layers: &[Layer], report: &mut Report) -> Sources {
    let mut sources = Sources::default();
    for layer in layers {
        match layer {
            Layer::Embedded(folder) => read_embedded(folder, &mut sources),
            Layer::Folder(root) => read_folder(root, &mut sources, report),
        }
    }
    sources
}

fn read_embedded(folder: &'static Dir<'static>, sources: &mut Sources) {
    for file in folder.files() {
        let path = file.path().to_string_lossy().replace('\\', "/");
        sources.add(SourceFile {
            shown: path.clone(),
            path,
            origin: None,
            bytes: Cow::Borrowed(file.contents()),
        });
    }
    for inner in folder.dirs() {
        read_embedded(inner, sources);
    }
}

fn read_folder(root: &Path, sources: &mut Sources, report: &mut Report) {
    for folder in FOLDERS {
        let start = root.join(folder);
        if !start.is_dir() {
            continue;
        }
        let walk = WalkDir::new(&start)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(|entry| {
                entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.')
            });
        for entry in walk {
            match entry {
                Ok(entry) if entry.path_is_symlink() => report.add(refused_link(entry.path())),
                Ok(entry) if entry.file_type().is_file() => {
                    read_file(root, entry.path(), sources, report);
                }
                Ok(_) => {}
                Err(error) => report.add(unreadable(&start, &error.to_string())),
            }
        }
    }
}

fn read_file(root: &Path, path: &Path, sources: &mut Sources, report: &mut Report) {
    let relative = path.strip_prefix(root).unwrap_or(path);
    let Some(relative) = relative.to_str() else {
        report.add(Fault::error(
            "file-name",
            say!(
                "le nom du fichier {} n'est pas de l'Unicode",
                "the name of the file {} is not Unicode",
                path.display()
            ),
        ));
        return;
    };
    match fs::metadata(path) {
        Ok(found) if found.len() > LARGEST => {
            let size = found.len() / (1024 * 1024);
            report.add(
                Fault::error(
                    "file-too-large",
                    say!(
                        "le fichier {relative} pèse {size} Mo",
                        "the file {relative} weighs {size} MB"
                    ),
                )
                .help(say!(
                    "retirez-le du dossier content, ou réduisez-le à moins de 32 Mo",
                    "take it out of the content folder, or bring it below 32 MB"
                )),
            );
            return;
        }
        _ => {}
    }
    match fs::read(path) {
        Ok(bytes) => {
            sources.add(SourceFile {
                path: relative.replace('\\', "/"),
                shown: relative.replace('\\', "/"),
                origin: Some(path.to_owned()),
                bytes: Cow::Owned(bytes),
            });
        }
        Err(error) => report.add(unreadable(path, &error.to_string())),
    }
}

fn unreadable(path: &Path, reason: &str) -> Fault {
    Fault::error(
        "unreadable-file",
        say!(
            "impossible de lire {} : {reason}",
            "cannot read {}: {reason}",
            path.display()
        ),
    )
}

/// A link could lead out of the site, and what it leads to would be published.
fn refused_link(path: &Path) -> Fault {
    Fault::error(
        "symbolic-link",
        say!(
            "{} est un lien symbolique : il pourrait publier un fichier étranger au site",
            "{} is a symbolic link: it could publish a file from outside the site",
            path.display()
        ),
    )
    .help(say!(
        "remplacez le lien par une copie du fichier",
        "put a copy of the file in its place"
    ))
}
