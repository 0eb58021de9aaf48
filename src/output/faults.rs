//! What can stand in the way of writing a site, in words, with the way out.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::disk::Failed;
use crate::language::Bilingual;
use crate::report::Fault;
use crate::say;

/// How many files are named in a message.
const NAMED: usize = 5;

pub(super) fn foreign_folder(folder: &Path) -> Fault {
    Fault::error(
        "foreign-folder",
        say!(
            "le dossier {} contient des fichiers que bilan n'a pas écrits : il n'est pas touché",
            "the folder {} holds files that bilan did not write: it is left alone",
            folder.display()
        ),
    )
    .help(say!(
        "choisissez un autre dossier avec `--out DOSSIER`, ou videz celui-ci",
        "choose another folder with `--out FOLDER`, or empty this one"
    ))
}

pub(super) fn foreign_file(folder: &Path, files: &[PathBuf]) -> Fault {
    let Bilingual { fr, en } = names(folder, files);
    Fault::error(
        "foreign-file",
        say!(
            "le site a besoin de la place de fichiers que bilan n'a pas écrits : {fr}",
            "the site needs the place of files that bilan did not write: {en}"
        ),
    )
    .help(say!(
        "déplacez-les ou supprimez-les, puis relancez ; rien n'a été changé",
        "move or delete them, then build again; nothing has been changed"
    ))
}

pub(super) fn unknown_origin(folder: &Path, files: &[PathBuf]) -> Fault {
    let Bilingual { fr, en } = names(folder, files);
    Fault::warning(
        "unknown-origin",
        say!(
            "une version antérieure de bilan n'a pas noté ce qu'elle écrivait ; ce qui n'est pas du nouveau site est resté : {fr}",
            "an earlier version of bilan kept no list of what it wrote; what is not part of the new site has stayed: {en}"
        ),
    )
    .help(say!(
        "supprimez ce qui n'est plus du site ; ce message ne reviendra pas",
        "delete what is not part of the site any more; this message will not come again"
    ))
}

pub(super) fn inside_the_site(asked: &Path, read: &Path) -> Fault {
    let (asked, read) = (asked.display(), read.display());
    Fault::error(
        "output-in-site",
        say!(
            "le site ne peut pas être écrit dans {asked} : {read} est lu pour le faire, et il se publierait lui-même",
            "the site cannot be written to {asked}: {read} is read to make it, and it would publish itself"
        ),
    )
    .help(say!(
        "choisissez un dossier à côté avec `--out DOSSIER`, comme `--out public`",
        "choose a folder beside it with `--out FOLDER`, such as `--out public`"
    ))
}

pub(super) fn not_a_folder(asked: &Path) -> Fault {
    let asked = asked.display();
    Fault::error(
        "unwritable",
        say!(
            "impossible d'écrire le site dans {asked} : ce n'est pas un dossier",
            "cannot write the site to {asked}: it is not a folder"
        ),
    )
    .help(say!(
        "choisissez un dossier avec `--out DOSSIER`, ou renommez ce fichier",
        "choose a folder with `--out FOLDER`, or rename this file"
    ))
}

pub(super) fn unreachable(asked: &Path, error: &io::Error) -> Fault {
    let Bilingual { fr, en } = reason(error).words;
    let asked = asked.display();
    Fault::error(
        "unwritable",
        say!(
            "impossible d'atteindre {asked} : {fr}",
            "cannot reach {asked}: {en}"
        ),
    )
    .help(say!(
        "vérifiez le chemin donné par `--out` et les liens par lesquels il passe",
        "check the path given by `--out`, and the links that it passes"
    ))
}

pub(super) fn busy(asked: &Path) -> Fault {
    let asked = asked.display();
    Fault::error(
        "output-busy",
        say!(
            "un autre `bilan build` écrit dans {asked} et ne finit pas : rien n'a été changé",
            "another `bilan build` is writing to {asked} and does not end: nothing has been changed"
        ),
    )
    .help(say!(
        "attendez qu'il finisse ou arrêtez-le, puis relancez ; `--out DOSSIER` en choisit un autre",
        "wait for it to end or stop it, then build again; `--out FOLDER` chooses another folder"
    ))
}

/// `half`: whether the new site was being put in place, file by file.
pub(super) fn unwritable(failed: &Failed, half: bool) -> Fault {
    let Reason { words, help } = reason(&failed.error);
    let Bilingual { fr, en } = words;
    let path = failed.path.display();
    let fault = Fault::error(
        "unwritable",
        say!(
            "impossible d'écrire {path} : {fr}",
            "cannot write {path}: {en}"
        ),
    )
    .help(help);
    match half {
        false => fault.note(say!(
            "l'ancien site est resté comme il était",
            "the old site has stayed as it was"
        )),
        true => fault.note(say!(
            "le nouveau site est écrit, mais n'est pas encore tout à sa place : le prochain `bilan build` finira",
            "the new site is written, but not all of it is in its place: the next `bilan build` will finish that"
        )),
    }
}

pub(super) fn not_synced(failed: &Failed) -> Fault {
    let Bilingual { fr, en } = reason(&failed.error).words;
    let path = failed.path.display();
    Fault::warning(
        "not-synced",
        say!(
            "le nouveau site est en place, mais le disque n'a pas confirmé qu'il survivrait à une coupure ({path} : {fr})",
            "the new site is in its place, but the disk did not confirm that it would survive a loss of power ({path}: {en})"
        ),
    )
    .help(say!(
        "vérifiez ce disque ; le prochain `bilan build` mettra tout en ordre",
        "check this disk; the next `bilan build` will put everything in order"
    ))
}

pub(super) fn left_over(path: &Path, failed: &Failed) -> Fault {
    let Bilingual { fr, en } = reason(&failed.error).words;
    let (path, inner) = (path.display(), failed.path.display());
    Fault::warning(
        "left-over",
        say!(
            "{path} n'a pas pu être vidé ({inner} : {fr}) ; le site n'en dépend pas",
            "{path} could not be cleared ({inner}: {en}); the site does not depend on it"
        ),
    )
    .help(say!(
        "regardez ce qu'il contient, puis supprimez-le",
        "look at what is in it, then delete it"
    ))
}

pub(super) fn of_earlier_version(path: &Path) -> Fault {
    let path = path.display();
    Fault::warning(
        "left-over",
        say!(
            "{path} est resté d'une version antérieure de bilan, arrêtée en route ; le site n'en dépend pas",
            "{path} was left by an earlier version of bilan that was cut off; the site does not depend on it"
        ),
    )
    .help(say!(
        "regardez ce qu'il contient, puis supprimez-le",
        "look at what is in it, then delete it"
    ))
}

struct Reason {
    words: Bilingual<String>,
    help: Bilingual<String>,
}

fn reason(error: &io::Error) -> Reason {
    let (words, help) = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => (
            say!("il n'y a plus de place", "there is no space left"),
            say!(
                "libérez de la place sur ce disque, puis relancez",
                "free some space on this disk, then run the command again"
            ),
        ),
        ErrorKind::FileTooLarge => (
            say!(
                "le fichier est plus grand que ce qui est permis ici",
                "the file is larger than is allowed here"
            ),
            say!(
                "relevez la limite (`ulimit -f`), ou choisissez un autre disque",
                "raise the limit (`ulimit -f`), or choose another disk"
            ),
        ),
        ErrorKind::PermissionDenied => (
            say!("les droits manquent", "permission is denied"),
            say!(
                "donnez à votre compte le droit d'écrire là, ou choisissez un autre dossier avec `--out DOSSIER`",
                "give your account the right to write there, or choose another folder with `--out FOLDER`"
            ),
        ),
        ErrorKind::ReadOnlyFilesystem => (
            say!("ce disque est en lecture seule", "this disk is read-only"),
            say!(
                "montez-le en écriture, ou choisissez un autre dossier avec `--out DOSSIER`",
                "mount it for writing, or choose another folder with `--out FOLDER`"
            ),
        ),
        ErrorKind::InvalidFilename => (
            say!("le nom est trop long", "the name is too long"),
            say!(
                "raccourcissez l'adresse de la page (`slug`) ou le nom du fichier",
                "shorten the address of the page (`slug`) or the name of the file"
            ),
        ),
        ErrorKind::NotADirectory | ErrorKind::AlreadyExists => (
            say!(
                "un fichier se trouve à la place d'un dossier",
                "a file stands where a folder must be"
            ),
            say!(
                "déplacez ce fichier, puis relancez",
                "move that file, then run the command again"
            ),
        ),
        ErrorKind::DirectoryNotEmpty => (
            say!(
                "il contient des fichiers que bilan n'a pas écrits",
                "it holds files that bilan did not write"
            ),
            say!(
                "déplacez ces fichiers, puis relancez",
                "move those files, then run the command again"
            ),
        ),
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => (
            say!(
                "il est tenu par le système ou par un autre programme",
                "it is held by the system or by another program"
            ),
            say!(
                "fermez le programme qui s'en sert, ou choisissez un autre dossier avec `--out DOSSIER`",
                "close the program that uses it, or choose another folder with `--out FOLDER`"
            ),
        ),
        ErrorKind::NotFound => (
            say!(
                "il a disparu pendant l'écriture, ou son chemin passe par un lien qui ne mène nulle part",
                "it went away while being written, or its path passes a link that leads nowhere"
            ),
            say!(
                "vérifiez que rien d'autre ne change ce dossier, puis relancez",
                "check that nothing else changes this folder, then run the command again"
            ),
        ),
        _ => (
            say!(
                "le système répond « {error} »",
                "the system answers \"{error}\""
            ),
            say!(
                "vérifiez le disque et le chemin, puis relancez ; `--out DOSSIER` en choisit un autre",
                "check the disk and the path, then run the command again; `--out FOLDER` chooses another"
            ),
        ),
    };
    Reason { words, help }
}

/// Some paths of a folder, for a message.
fn names(folder: &Path, files: &[PathBuf]) -> Bilingual<String> {
    let shown: Vec<String> = files
        .iter()
        .take(NAMED)
        .map(|path| folder.join(path).display().to_string())
        .collect();
    let shown = shown.join(", ");
    match files.len().saturating_sub(NAMED) {
        0 => say!("{shown}", "{shown}"),
        more => say!("{shown}, et {more} de plus", "{shown}, and {more} more"),
    }
}

/// What to say of a file outside a site that could not be written.
pub fn not_written(failed: &Failed) -> Fault {
    let mut fault = unwritable(failed, false);
    fault.notes.clear();
    fault
}
