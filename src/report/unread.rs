//! What an author is told of a file that could not be read.

use crate::language::visible_line;
use crate::report::Fault;
use crate::say;
use crate::source::Unread;

impl From<Unread> for Fault {
    fn from(unread: Unread) -> Fault {
        match unread {
            Unread::Unreadable(path, reason) => Fault::error(
                "unreadable-file",
                say!(
                    "impossible de lire {} : {reason}",
                    "cannot read {}: {reason}",
                    path.display()
                ),
            ),
            Unread::OddName(path) => Fault::error(
                "file-name",
                say!(
                    "le nom du fichier {} n'est pas de l'Unicode",
                    "the name of the file {} is not Unicode",
                    path.display()
                ),
            )
            .help(say!("renommez-le", "rename it")),
            Unread::HiddenLetter(path) => Fault::error(
                "file-name",
                say!(
                    "le nom du fichier {} contient une lettre qui ne se voit pas",
                    "the name of the file {} holds a letter that cannot be seen",
                    visible_line(&path)
                ),
            )
            .help(say!(
                "renommez-le : � et ␊, par exemple, montrent où elle se trouve",
                "rename it: � and ␊, for example, show where it stands"
            )),
            Unread::NoFile(path) => Fault::error(
                "unreadable-file",
                say!(
                    "{} n'est ni un fichier ni un dossier",
                    "{} is neither a file nor a folder",
                    path.display()
                ),
            )
            .help(say!(
                "mettez-y un fichier, ou retirez-le",
                "put a file there, or take it away"
            )),
            Unread::TooLarge(path, size) => Fault::error(
                "file-too-large",
                say!(
                    "le fichier {path} pèse {size} Mo",
                    "the file {path} weighs {size} MB"
                ),
            )
            .help(say!(
                "retirez-le du dossier content, ou réduisez-le à moins de 32 Mo",
                "take it out of the content folder, or bring it below 32 MB"
            )),
            Unread::NoFolder(path) => Fault::error(
                "no-folder",
                say!(
                    "il n'y a pas de dossier {}",
                    "there is no folder {}",
                    path.display()
                ),
            )
            .help(say!(
                "donnez le dossier du site avec `--site DOSSIER`",
                "give the site's folder with `--site FOLDER`"
            )),
            Unread::Link(path) => Fault::error(
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
            )),
        }
    }
}
