//! The checks: what an author should mend before she publishes. One file a check.
//!
//! Faults of form (a link that leads nowhere, a missing text, a rule that says nothing) are
//! found where the form is read. What stands here needs the whole site and the day.

mod address;
mod ignored;
mod law;
mod name;
mod orphan;
mod stale;
mod unfilled;
mod unknown;
mod unused;

use crate::report::{Explanation, Report};
use crate::rules;
use crate::site::Site;
use crate::source::Sources;

const OWN: [Explanation; 10] = [
    address::EXPLANATION,
    ignored::EXPLANATION,
    name::RESERVED,
    name::SAME,
    orphan::EXPLANATION,
    stale::EXPLANATION,
    unfilled::EXPLANATION,
    unknown::EXPLANATION,
    unused::PARAMETER,
    unused::SOURCE,
];

/// Every fault that can be explained: those of these checks, and those of the rules.
pub fn explanations() -> impl Iterator<Item = Explanation> {
    let own = OWN.into_iter().chain(law::EXPLANATIONS);
    own.chain(rules::EXPLANATIONS)
}

/// Runs every check. What rests on the rules is only checked where they are `sound`.
pub fn run(site: &Site, sources: &Sources, sound: bool, report: &mut Report) {
    address::check(site, report);
    ignored::check(sources, report);
    name::check(sources, report);
    orphan::check(site, sources, report);
    stale::check(site, report);
    unfilled::check(site, report);
    if sound {
        rules::analyse(&site.rules, &site.phrasebook(), report);
        let cases = rules::read_cases(sources, &site.rules.book, report);
        rules::hold(&site.rules, &cases, report);
        unknown::check(site, report);
        unused::check(site, report);
        law::check(site, sources, report);
    }
}
