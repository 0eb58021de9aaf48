//! Finds legal pages whose blanks nobody has filled in.

use crate::language::Language;
use crate::project::Edition;
use crate::report::{Fault, Report};
use crate::say;
use crate::site::{ResolvedCall, Site};
use crate::source::Span;

/// Reports each blank once in a site that an organisation publishes; all of them together,
/// as something to know, in the model that organisations start from.
pub fn check<R>(site: &Site<R>, report: &mut Report) {
    let blanks = blanks(site);
    if site.project.edition == Edition::Organisation {
        for (key, span) in blanks {
            report.add(
                Fault::error(
                    "unfilled-template",
                    say!(
                        "ce champ de l'organisme n'est pas rempli : `{key}`",
                        "this field of the organisation is not filled in: `{key}`"
                    ),
                )
                .at(span)
                .help(say!(
                    "ajoutez `{key}: \"…\"` sous `organisation:` dans content/site.yaml",
                    "add `{key}: \"…\"` below `organisation:` in content/site.yaml"
                )),
            );
        }
    } else if let Some((_, first)) = blanks.first() {
        let list: Vec<&str> = blanks.iter().map(|(key, _)| *key).collect();
        let list = list.join(", ");
        report.add(
            Fault::note_only(
                "unfilled-template",
                say!(
                    "l'organisme qui publiera ce site devra remplir ses champs",
                    "the organisation that publishes this site will have to fill in its fields"
                ),
            )
            .at(*first)
            .note(say!("à remplir : {list}", "to fill in: {list}"))
            .help(say!(
                "écrivez `edition: organisation` et `organisation:` dans content/site.yaml",
                "write `edition: organisation` and `organisation:` in content/site.yaml"
            )),
        );
    }
}

/// The fields that pages name and nobody has given, each with its first place.
fn blanks<R>(site: &Site<R>) -> Vec<(&'static str, Span)> {
    let mut blanks: Vec<(&'static str, Span)> = Vec::new();
    for page in &site.pages {
        let mut found: Vec<_> = page.inserts[Language::French].iter().collect();
        found.sort_by_key(|(span, _)| **span);
        for (span, insert) in found {
            if let ResolvedCall::Organisation(key) = insert
                && site.project.organisation(key).is_none()
                && !blanks.iter().any(|(known, _)| known == key)
            {
                blanks.push((*key, *span));
            }
        }
    }
    blanks
}
