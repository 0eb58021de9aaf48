//! Texts under ids: every id has its text, and every text its id.

use crate::report::{Fault, Report};
use crate::say;
use crate::source::Span;
use crate::yaml::{Fields, Name, Node, unknown_name};

/// The fault of a file of words that is missing.
pub(super) fn no_file(path: &str) -> Fault {
    Fault::error(
        "missing-file",
        say!("le fichier {path} manque", "the file {path} is missing"),
    )
}

/// The values of a map for each id, in the order of the ids. An id without a value, and a
/// name that is no id, are reported.
pub(super) fn keyed<'n>(
    node: &'n Node,
    ids: &[&str],
    report: &mut Report,
) -> Vec<Option<&'n Node>> {
    let entries = node.entries(report);
    for (name, _) in entries {
        if !ids.contains(&name.text.as_str()) {
            report.add(unused(name, ids));
        }
    }
    ids.iter()
        .map(|id| {
            let found = entries.iter().find(|(name, _)| name.text == *id);
            if found.is_none() {
                report.add(missing_text(id, node.span));
            }
            found.map(|(_, node)| node)
        })
        .collect()
}

/// The entries of a field, in the order of the ids. It may be left out where there is no id.
pub(super) fn named<'n>(
    fields: &mut Fields<'n>,
    name: &'static str,
    ids: &[&str],
    report: &mut Report,
) -> Vec<Option<&'n Node>> {
    let node = if ids.is_empty() {
        fields.optional(name)
    } else {
        fields.required(name, report)
    };
    node.map_or(Vec::new(), |node| keyed(node, ids, report))
}

/// The fault of a text under a name that is no id.
pub(super) fn unused(name: &Name, ids: &[&str]) -> Fault {
    let fault = unknown_name("unused-text", name, ids.iter().copied());
    let text = &name.text;
    Fault {
        message: say!(
            "le texte `{text}` ne sert à rien : les règles n'ont pas ce nom",
            "the text `{text}` is of no use: the rules have no such name"
        ),
        ..fault
    }
}

pub(super) fn missing_text(id: &str, span: Span) -> Fault {
    Fault::error(
        "missing-text",
        say!(
            "il manque ici le texte de `{id}`",
            "the text of `{id}` is missing here"
        ),
    )
    .at(Span {
        end: span.start,
        ..span
    })
    .help(say!(
        "ajoutez une ligne `{id}: \"…\"`",
        "add a line `{id}: \"…\"`"
    ))
}
