//! Finds what should have been read again by now: sources, parameters and pages.

use crate::language::{Bilingual, Language};
use crate::report::{Fault, Report};
use crate::rules::{Day, RuleBook, day, iso, shift};
use crate::say;
use crate::site::Site;
use crate::source::Span;

/// Something that is read again from time to time.
struct Reading<'s> {
    name: &'s str,
    what: Bilingual<&'s str>,
    checked: Day,
    due: Day,
    span: Span,
}

/// Reports what is due for review on the day for which the site is made.
pub fn check<R: AsRef<RuleBook>>(site: &Site<R>, report: &mut Report) {
    let book = site.rules.as_ref();
    for source in &book.sources {
        let Some(checked) = source.checked else {
            continue;
        };
        remind(
            site,
            Reading {
                name: &source.id,
                what: Bilingual {
                    fr: "la source",
                    en: "the source",
                },
                checked,
                due: shift(checked, source.review.count, source.review.unit),
                span: source.span,
            },
            report,
        );
    }
    for parameter in &book.parameters {
        let review = parameter.review;
        remind(
            site,
            Reading {
                name: &parameter.id,
                what: Bilingual {
                    fr: "le paramètre",
                    en: "the parameter",
                },
                checked: parameter.checked,
                due: shift(parameter.checked, review.count, review.unit),
                span: parameter.span,
            },
            report,
        );
    }
    for page in &site.pages {
        for language in Language::ALL {
            let front = &page.documents[language].front;
            let (Some(checked), Some(review)) = (front.checked, front.review) else {
                continue;
            };
            let Some(due) = review.after(checked) else {
                continue;
            };
            remind(
                site,
                Reading {
                    name: &format!("{language}/{}", page.path),
                    what: Bilingual {
                        fr: "la page",
                        en: "the page",
                    },
                    checked: day(checked),
                    due: day(due),
                    span: front.title.span,
                },
                report,
            );
        }
    }
}

fn remind<R>(site: &Site<R>, reading: Reading<'_>, report: &mut Report) {
    if site.today <= reading.due {
        return;
    }
    let (checked, due) = (iso(reading.checked), iso(reading.due));
    let (name, what) = (reading.name, reading.what);
    report.add(
        Fault::warning(
            "stale",
            Bilingual {
                fr: format!(
                    "{} `{name}`, vérifié le {checked}, était à relire avant le {due}",
                    what.fr
                ),
                en: format!(
                    "{} `{name}`, checked on {checked}, was to be read again by {due}",
                    what.en
                ),
            },
        )
        .at(reading.span)
        .help(say!(
            "relisez le texte d'origine, corrigez, puis mettez `checked` à la date du jour",
            "read the original text again, mend, then set `checked` to today"
        )),
    );
}
