//! Finds a site that does not say under which address it is published.

use crate::language::Bilingual;
use crate::project::Edition;
use crate::report::{Explanation, Fault, Report, Severity};
use crate::say;
use crate::site::Site;

/// What the check is about.
pub const EXPLANATION: Explanation = Explanation {
    id: "no-base-address",
    text: Bilingual {
        fr: "Ce qu'il trouve : un site sans `base_url`.\nPourquoi : sans son adresse, le site n'a ni plan pour les moteurs de recherche (sitemap.xml), ni adresse canonique.\nExemple : un site.yaml sans ligne `base_url:`.\nÀ la place : ajoutez `base_url: https://bilan.exemple.fr`, ou construisez avec `--base-url`.",
        en: "What it finds: a site without `base_url`.\nWhy it matters: without its address, the site has no list of pages for search engines (sitemap.xml) and no canonical addresses.\nExample: a site.yaml without a line `base_url:`.\nInstead: add `base_url: https://bilan.example.org`, or build with `--base-url`.",
    },
};

/// Reports it: as something to know in the model, as a warning to an organisation.
pub fn check(site: &Site, report: &mut Report) {
    if site.project.base_url.is_some() {
        return;
    }
    let severity = match site.project.edition {
        Edition::Model => Severity::Note,
        Edition::Organisation => Severity::Warning,
    };
    let fault = Fault::warning(
        "no-base-address",
        say!(
            "le site ne dit pas sous quelle adresse il est publié : il n'aura pas de sitemap.xml",
            "the site does not say under which address it is published: it will have no sitemap.xml"
        ),
    )
    .help(say!(
        "ajoutez `base_url: https://…` dans content/site.yaml, ou construisez avec `--base-url`",
        "add `base_url: https://…` to content/site.yaml, or build with `--base-url`"
    ));
    report.add(Fault { severity, ..fault });
}
