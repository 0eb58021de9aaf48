//! Finds legal pages whose blanks nobody has filled in.

use crate::check::Explanation;
use crate::language::{Bilingual, Language};
use crate::project::Edition;
use crate::report::{Fault, Report, Severity};
use crate::say;
use crate::site::{Insert, Site};

/// What the check is about.
pub const EXPLANATION: Explanation = Explanation {
    id: "unfilled-template",
    text: Bilingual {
        fr: "Ce qu'il trouve : un champ de l'organisme (nom, adresse, directeur de la publication, hébergeur…) cité par une page et absent de site.yaml.\nPourquoi : la loi impose ces mentions sur un site publié (loi pour la confiance dans l'économie numérique, RGPD, accessibilité).\nExemple : `{{ org(\"director\") }}` dans les mentions légales, sans `director:` dans site.yaml.\nÀ la place : ajoutez sous `organisation:` la ligne `director: \"Prénom Nom\"`.",
        en: "What it finds: a field of the organisation (name, address, director of publication, host…) that a page names and site.yaml does not give.\nWhy it matters: the law asks for these on a published site (law on trust in the digital economy, GDPR, accessibility).\nExample: `{{ org(\"director\") }}` in the legal notice, without `director:` in site.yaml.\nInstead: add the line `director: \"First Last\"` below `organisation:`.",
    },
};

/// Reports each blank once: a note in the model that organisations start from, an error in
/// a site that an organisation publishes.
pub fn check(site: &Site, report: &mut Report) {
    let severity = match site.project.edition {
        Edition::Model => Severity::Note,
        Edition::Organisation => Severity::Error,
    };
    let mut blanks: Vec<&str> = Vec::new();
    for page in &site.pages {
        let mut found: Vec<_> = page.inserts[Language::French].iter().collect();
        found.sort_by_key(|(span, _)| **span);
        for (span, insert) in found {
            let Insert::Organisation(key) = insert else {
                continue;
            };
            if site.project.organisation(key).is_some() || blanks.contains(key) {
                continue;
            }
            blanks.push(key);
            let fault = Fault::error(
                "unfilled-template",
                say!(
                    "ce champ de l'organisme n'est pas rempli : `{key}`",
                    "this field of the organisation is not filled in: `{key}`"
                ),
            );
            report.add(
                Fault { severity, ..fault }
                    .at(*span)
                    .help(say!(
                        "ajoutez `{key}: \"…\"` sous `organisation:` dans content/site.yaml",
                        "add `{key}: \"…\"` below `organisation:` in content/site.yaml"
                    )),
            );
        }
    }
}
