//! A page of the ministry: is it there, and is it the copy that was read?

use crate::held::address::host;
use crate::held::{Found, on};
use crate::report::{Fault, closest};
use crate::rules::{Day, iso};
use crate::say;

/// Holds a source that is a page of the ministry.
pub(super) fn hold(found: &mut Found<'_>, slug: &str, date: Day) {
    let given = found.given;
    let Some(pages) = &given.pages else {
        return found.unheld(say!(
            "les pages du ministère n'ont pas été données (--fiches)",
            "the ministry's pages were not given (--fiches)"
        ));
    };
    let Some(page) = pages
        .iter()
        .find(|page| page.slug == slug || page.id == slug)
    else {
        let known = pages.iter().map(|page| page.slug.as_str());
        let help = match closest(slug, known) {
            Some(near) => say!("vouliez-vous dire `{near}` ?", "did you mean `{near}`?"),
            None => say!(
                "cherchez la page sur le site du ministère ; elle a peut-être été retirée",
                "look for the page on the ministry's site; it may have been taken down"
            ),
        };
        let fault = Fault::error(
            "page-absent",
            say!(
                "aucune page du ministère ne s'appelle `{slug}`",
                "no page of the ministry is named `{slug}`"
            ),
        );
        return found.changed("page", fault.help(help));
    };
    found.says(&page.paragraphs);
    found.outcome.version = Some((page.id.clone(), on(page.day)));
    let own = found.source.url.as_str();
    let last = own.trim_end_matches('/').rsplit('/').next();
    if host(own) != host(&page.url) || last != Some(&page.slug) {
        let url = &page.url;
        found.fault(
            "url",
            Fault::error(
                "source-address",
                say!(
                    "l'adresse n'est pas celle de la page : {url}",
                    "the address is not that of the page: {url}"
                ),
            )
            .help(say!("écrivez cette adresse", "write this address")),
        );
    }
    if on(page.day) != date {
        let (read, now) = (iso(date), page.day);
        let fault = Fault::warning(
            "page-changed",
            say!(
                "la page du ministère porte la date du {now} ; celle du {read} a été lue",
                "the ministry's page bears the date {now}; that of {read} was read"
            ),
        )
        .help(say!(
            "relisez la page, puis mettez `page_date` et `checked` à jour",
            "read the page again, then bring `page_date` and `checked` up to date"
        ));
        found.changed("page_date", fault);
    }
}
