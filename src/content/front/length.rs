//! How long the words of a front matter may be.

use std::ops::RangeInclusive;

use crate::content::Phrase;
use crate::report::{Fault, Report};
use crate::say;

/// The longest title, in characters: search engines cut what is longer.
const TITLE_MOST: usize = 70;

/// The shortest and the longest description, in characters.
const DESCRIPTION: RangeInclusive<usize> = 50..=170;

/// The longest lead, in characters.
const LEAD_MOST: usize = 320;

/// What a call counts for in these lengths: `€1,600`, `24 hours`.
const CALL_WIDTH: &str = "00000000";

/// Reports a title that is too long.
pub(super) fn check_title(title: &Phrase, report: &mut Report) {
    let length = longest(title);
    if length > TITLE_MOST {
        report.add(
            Fault::warning(
                "long-title",
                say!(
                    "le titre a {length} caractères, plus que {TITLE_MOST}",
                    "the title has {length} characters, more than {TITLE_MOST}"
                ),
            )
            .at(title.span)
            .help(say!(
                "raccourcissez-le : les moteurs de recherche coupent la suite",
                "shorten it: search engines cut the rest"
            )),
        );
    }
}

/// Reports a description that is too short or too long.
pub(super) fn check_description(description: &Phrase, report: &mut Report) {
    let odd = lengths(description).find(|length| !DESCRIPTION.contains(length));
    if let Some(length) = odd {
        let (least, most) = (DESCRIPTION.start(), DESCRIPTION.end());
        report.add(
            Fault::warning(
                "description-length",
                say!(
                    "la description a {length} caractères",
                    "the description has {length} characters"
                ),
            )
            .at(description.span)
            .help(say!(
                "les moteurs de recherche en montrent de {least} à {most}",
                "search engines show between {least} and {most}"
            )),
        );
    }
}

/// Reports a lead that is too long.
pub(super) fn check_lead(lead: &Phrase, report: &mut Report) {
    let length = longest(lead);
    if length > LEAD_MOST {
        report.add(
            Fault::warning(
                "long-lead",
                say!(
                    "le chapô a {length} caractères, plus que {LEAD_MOST}",
                    "the lead has {length} characters, more than {LEAD_MOST}"
                ),
            )
            .at(lead.span)
            .help(say!(
                "gardez-y la réponse, et mettez le reste dans la page",
                "keep the answer there, and put the rest into the page"
            )),
        );
    }
}

/// The lengths in characters that a phrase can have, each call counted as a short figure.
fn lengths(phrase: &Phrase) -> impl Iterator<Item = usize> {
    let worlds = phrase.worlds().into_iter();
    worlds.map(|world| {
        let plain = phrase.plain_where(|test| world.holds(test), |_| CALL_WIDTH.to_owned());
        plain.chars().count()
    })
}

fn longest(phrase: &Phrase) -> usize {
    lengths(phrase).max().unwrap_or(0)
}
