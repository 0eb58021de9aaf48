//! The checks: what an author should mend before she publishes. One file a check.
//!
//! Faults of form (a link that leads nowhere, a missing text, a rule that says nothing) are
//! found where the form is read. What stands here needs the whole site and the day.

mod address;
mod example;
mod ignored;
mod law;
mod name;
mod orphan;
mod stale;
mod unfilled;
mod unknown;
mod unused;

use crate::report::Report;
use crate::rules::{self, RuleBook};
use crate::site::Site;
use crate::source::Sources;

/// Runs every check.
pub fn run(site: &Site, sources: &Sources, report: &mut Report) {
    beside_rules(site, sources, report);
    rules::prove(&site.rules, &site.phrasebook(), sources, report);
    unknown::check(site, report);
    example::check(site, report);
    unused::check(site, report);
    law::check(site, sources, report);
}

/// Runs the checks that do not rest on the rules, for a site whose rules have a fault as well.
pub fn beside_rules<R: AsRef<RuleBook>>(site: &Site<R>, sources: &Sources, report: &mut Report) {
    address::check(site, report);
    ignored::check(sources, report);
    name::check(sources, report);
    orphan::check(site, sources, report);
    stale::check(site, report);
    unfilled::check(site, report);
}
