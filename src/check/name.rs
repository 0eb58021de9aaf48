//! Finds names that a disk of another system cannot hold, or cannot tell apart.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use crate::report::{Fault, Report};
use crate::say;
use crate::source::{SourceFile, Sources, Span, is_reserved, refused_letter};

/// Reports each name once, at its file.
pub fn check(sources: &Sources, report: &mut Report) {
    let mut known: BTreeMap<String, &str> = BTreeMap::new();
    for (id, file) in sources.below("") {
        if let Some(fault) = reserved(file) {
            report.add(fault.at(Span::beginning(id)));
        }
        if let Some(other) = known.insert(folded(&file.path), &file.path) {
            report.add(same(file, other).at(Span::beginning(id)));
        }
    }
}

/// A path as systems see it that tell neither capitals nor forms of accents apart.
fn folded(path: &str) -> String {
    path.nfc().collect::<String>().to_lowercase()
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
