//! Reads which other sites may show the questionnaire in a frame.

use crate::language::Bilingual;
use crate::project::address::origin;
use crate::report::{Fault, Report};
use crate::say;
use crate::yaml::{Fields, Node};

/// Reads `embed: { hosts: [https://www.example.org] }`.
pub fn hosts(node: &Node, report: &mut Report) -> Vec<String> {
    let mut fields = Fields::of(node, report);
    let items = fields
        .present("hosts", report)
        .map_or(&[][..], |node| node.items(report));
    let mut hosts = Vec::new();
    for item in items {
        let Some(text) = item.text(report) else {
            continue;
        };
        match origin(text) {
            Ok(host) => hosts.push(host),
            Err(reason) => report.add(bad_host(text, &reason).at(item.span)),
        }
    }
    fields.finish(report);
    hosts
}

fn bad_host(text: &str, reason: &Bilingual<String>) -> Fault {
    let Bilingual { fr, en } = reason;
    Fault::error(
        "bad-address",
        say!(
            "`{text}` n'est pas l'adresse d'un site qui peut montrer le questionnaire : {fr}",
            "`{text}` is not the address of a site that can show the questionnaire: {en}"
        ),
    )
    .help(say!(
        "écrivez `https://`, puis le nom du site, sans chemin ni étoile : https://www.exemple.fr",
        "write `https://`, then the name of the site, without a path or a star: https://www.example.org"
    ))
}
