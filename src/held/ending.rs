//! The day on which the version that was read ends, where the codes know one.

use crate::codes::{self, DatedCode, EndOfForce, VersionState as Published};
use crate::held::{Found, on};
use crate::report::Fault;
use crate::rules::{Day, Later, iso};
use crate::say;

/// Tells the day, and asks to read again once it has come.
pub(super) fn hold(found: &mut Found<'_>, code: &DatedCode, article: &codes::CodeArticle) {
    let number = &article.number;
    let next = next(article);
    let end = article
        .version
        .end
        .min(next.map_or(EndOfForce::Open, |version| {
            EndOfForce::On(version.from).min(article.version.end)
        }));
    let later = next.map(|version| version.id.as_str());
    let fault = match end {
        EndOfForce::Open => return,
        EndOfForce::Someday => Fault::note_only(
            "article-ends",
            say!(
                "la version lue de l'article {number} prendra fin un jour qui n'est pas encore fixé",
                "the version of article {number} that was read will end on a day that is not fixed yet"
            ),
        ),
        EndOfForce::On(day) if on(day) <= found.site.today => {
            found.outcome.ends = Some(on(day));
            // Who wrote `changed` knows it, and is told so in any case.
            if let Some(changed) = found.source.changed {
                return another_day(found, number, on(day), changed);
            }
            let fault = Fault::error(
                "article-ended",
                say!(
                    "la version lue de l'article {number} n'est plus en vigueur depuis le {day}",
                    "the version of article {number} that was read is not in force since {day}"
                ),
            )
            .help(say!(
                "lisez la version suivante ; d'ici là, écrivez `changed: {day}`",
                "read the next version; until then, write `changed: {day}`"
            ));
            let fault = with_version(fault, code, later);
            return found.changed("version", fault);
        }
        EndOfForce::On(day) => {
            found.outcome.ends = Some(on(day));
            Fault::warning(
                "article-ends",
                say!(
                    "la version lue de l'article {number} prend fin le {day}",
                    "the version of article {number} that was read ends on {day}"
                ),
            )
            .help(say!(
                "lisez la version suivante avant ce jour, et datez les valeurs qui changent",
                "read the next version before that day, and date the values that change"
            ))
        }
    };
    let fault = with_version(fault, code, later);
    found.fault("version", fault);
}

/// The code ends the version on another day than the source says.
fn another_day(found: &mut Found<'_>, number: &str, day: Day, changed: Later) {
    let (ended, declared) = (iso(day), changed.iso());
    if ended.starts_with(&declared) {
        return;
    }
    let fault = Fault::warning(
        "article-ended",
        say!(
            "la version lue de l'article {number} n'est plus en vigueur depuis le {ended}, et non le {declared}",
            "the version of article {number} that was read is not in force since {ended}, not since {declared}"
        ),
    )
    .help(say!("écrivez `changed: {ended}`", "write `changed: {ended}`"));
    found.changed("changed", fault);
}

/// The next version, where the code names one that is to come.
fn next(article: &codes::CodeArticle) -> Option<&codes::Version> {
    let to_come = article.versions.iter().filter(|version| {
        version.state == Published::InForce
            && version.id != article.version.id
            && version.from > article.version.from
            && !version.begins_someday()
            && version.end != EndOfForce::On(version.from)
    });
    to_come.min_by_key(|version| version.from)
}

fn with_version(fault: Fault, code: &DatedCode, later: Option<&str>) -> Fault {
    let title = &code.title;
    match later {
        Some(later) => fault.note(say!(
            "le {title} annonce la version {later}",
            "the {title} announces version {later}"
        )),
        None => fault,
    }
}
