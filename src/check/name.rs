//! Finds names that a disk of another system cannot hold, or cannot tell apart.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use crate::language::Bilingual;
use crate::report::{Explanation, Fault, Report};
use crate::say;
use crate::source::{FileId, SourceFile, Sources, Span, is_reserved, refused_letter};

/// What the check says of two names.
pub const SAME: Explanation = Explanation {
    id: "same-name",
    text: Bilingual {
        fr: "Ce qu'il trouve : deux fichiers dont les noms ne diffèrent que par des majuscules, ou par la façon dont un accent est codé.\nPourquoi : Windows et macOS les prennent pour un seul ; l'un des deux disparaît, et personne ne sait lequel.\nExemple : `content/fr/FAQ.md` à côté de la page nationale `content/fr/faq.md`, ou `Plan.png` et `plan.png`.\nÀ la place : écrivez le nom exactement comme l'autre si c'est le même fichier, ou donnez-lui un autre nom.",
        en: "What it finds: two files whose names differ by capitals alone, or by the way an accent is encoded.\nWhy it matters: Windows and macOS take them for one; one of the two is lost, and nobody knows which.\nExample: `content/en/FAQ.md` beside the national page `content/en/faq.md`, or `Plan.png` and `plan.png`.\nInstead: write the name exactly like the other where it is the same file, or give it another name.",
    },
};

/// What the check says of one name.
pub const RESERVED: Explanation = Explanation {
    id: "reserved-name",
    text: Bilingual {
        fr: "Ce qu'il trouve : un nom de fichier, de dossier ou d'adresse que Windows garde pour un appareil (`con`, `nul`, `aux`, `com1`…), ou une lettre qu'il refuse.\nPourquoi : une collègue sous Windows ne peut ni recevoir le fichier ni construire le site.\nExemple : `content/fr/con.md`, `slug: aux`, `media/plan?.png`.\nÀ la place : un autre nom.",
        en: "What it finds: a name of a file, a folder or an address that Windows keeps for a device (`con`, `nul`, `aux`, `com1`…), or a letter that it refuses.\nWhy it matters: a colleague on Windows can neither receive the file nor build the site.\nExample: `content/en/con.md`, `slug: aux`, `media/plan?.png`.\nInstead: another name.",
    },
};

/// Reports each name once, at its file.
pub fn check(sources: &Sources, report: &mut Report) {
    let mut known: BTreeMap<String, &str> = BTreeMap::new();
    for (id, file) in sources.below("") {
        if let Some(fault) = reserved(file) {
            report.add(fault.at(start(id)));
        }
        if let Some(other) = known.insert(folded(&file.path), &file.path) {
            report.add(same(file, other).at(start(id)));
        }
    }
}

/// A path as systems see it that tell neither capitals nor forms of accents apart.
fn folded(path: &str) -> String {
    path.nfc().collect::<String>().to_lowercase()
}

fn start(file: FileId) -> Span {
    Span {
        file,
        start: 0,
        end: 0,
    }
}

fn same(file: &SourceFile, other: &str) -> Fault {
    let path = &file.path;
    let fault = Fault::error(
        "same-name",
        say!(
            "Windows et macOS prennent {path} et {other} pour un seul fichier",
            "Windows and macOS take {path} and {other} for one file"
        ),
    );
    fault.help(say!(
        "écrivez le nom exactement comme l'autre si c'est le même, ou changez-le",
        "write the name exactly like the other where they are the same, or change it"
    ))
}

fn reserved(file: &SourceFile) -> Option<Fault> {
    let mut names = file.path.split('/');
    let name = names.find(|name| is_reserved(name) || refused_letter(name).is_some())?;
    let fault = match refused_letter(name) {
        Some(letter) => Fault::error(
            "reserved-name",
            say!(
                "Windows refuse le nom `{name}`, à cause de `{letter}`",
                "Windows refuses the name `{name}`, because of `{letter}`"
            ),
        ),
        None => Fault::error(
            "reserved-name",
            say!(
                "Windows garde le nom `{name}` pour un appareil",
                "Windows keeps the name `{name}` for a device"
            ),
        ),
    };
    Some(fault.help(say!("donnez-lui un autre nom", "give it another name")))
}
