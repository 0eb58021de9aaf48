//! Holds rows, values and pages to the texts that they rest on.

mod changed;
mod claim;
mod held;
mod kept;
mod unquoted;
mod value;

use crate::report::Report;
use crate::site::Site;
use crate::source::Sources;

use claim::claims;

/// Runs every check of this folder.
pub(super) fn check(site: &Site, files: &Sources, report: &mut Report) {
    let claims = claims(site);
    for claim in &claims {
        held::check(site, claim, files, report);
        value::check(site, claim, files, report);
        unquoted::check(site, claim, report);
    }
    unquoted::list(site, &claims, files, report);
    kept::check(site, files, report);
    changed::check(site, files, report);
}
