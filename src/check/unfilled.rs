//! Finds legal pages whose blanks nobody has filled in.

use crate::language::{Bilingual, Language};
use crate::project::Edition;
use crate::report::{Explanation, Fault, Report};
use crate::say;
use crate::site::{Insert, Site};
use crate::source::Span;

/// What the check is about.
pub const EXPLANATION: Explanation = Explanation {
    id: "unfilled-template",
    text: Bilingual {
        fr: "Ce qu'il trouve : un champ de l'organisme (nom, adresse, directeur de la publication, hébergeur…) cité par une page et absent de site.yaml.\nPourquoi : la loi impose ces mentions sur un site publié (loi pour la confiance dans l'économie numérique, RGPD, accessibilité).\nExemple : `{{ org(\"director\") }}` dans les mentions légales, sans `director:` dans site.yaml.\nÀ la place : ajoutez sous `organisation:` la ligne `director: \"Prénom Nom\"`.",
        en: "What it finds: a field of the organisation (name, address, director of publication, host…) that a page names and site.yaml does not give.\nWhy it matters: the law asks for these on a published site (law on trust in the digital economy, GDPR, accessibility).\nExample: `{{ org(\"director\") }}` in the legal notice, without `director:` in site.yaml.\nInstead: add the line `director: \"First Last\"` below `organisation:`.",
    },
};

/// Reports each blank once in a site that an organisation publishes; all of them together,
/// as something to know, in the model that organisations start from.
pub fn check(site: &Site, report: &mut Report) {
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
fn blanks(site: &Site) -> Vec<(&'static str, Span)> {
    let mut blanks: Vec<(&'static str, Span)> = Vec::new();
    for page in &site.pages {
        let mut found: Vec<_> = page.inserts[Language::French].iter().collect();
        found.sort_by_key(|(span, _)| **span);
        for (span, insert) in found {
            if let Insert::Organisation(key) = insert
                && site.project.organisation(key).is_none()
                && !blanks.iter().any(|(known, _)| known == key)
            {
                blanks.push((*key, *span));
            }
        }
    }
    blanks
}
