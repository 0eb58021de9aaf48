//! Finds a site that does not say under which address it is published.

use crate::project::Edition;
use crate::report::{Fault, Report};
use crate::say;
use crate::site::Site;

/// Reports it: as something to know in the model, as a warning to an organisation.
pub fn check<R>(site: &Site<R>, report: &mut Report) {
    if site.project.base_url.is_some() {
        return;
    }
    let message = say!(
        "le site ne dit pas sous quelle adresse il est publié : il n'aura pas de sitemap.xml",
        "the site does not say under which address it is published: it will have no sitemap.xml"
    );
    let fault = match site.project.edition {
        Edition::Model => Fault::note_only("no-base-address", message),
        Edition::Organisation => Fault::warning("no-base-address", message),
    };
    report.add(fault.help(say!(
        "ajoutez `base_url: https://…` dans content/site.yaml, ou construisez avec `--base-url`",
        "add `base_url: https://…` to content/site.yaml, or build with `--base-url`"
    )));
}
