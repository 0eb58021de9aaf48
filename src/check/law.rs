//! Holds rows, values and pages to the texts that they rest on.

mod changed;
mod claim;
mod held;
mod kept;
mod unquoted;
mod value;

use crate::report::{Explanation, Report};
use crate::site::Site;
use crate::source::Sources;

use claim::claims;

/// The checks of this folder.
pub(super) const EXPLANATIONS: [Explanation; 11] = [
    held::NOT_FOUND,
    held::FOUND_TWICE,
    held::WITHOUT_TEXT,
    value::WITHOUT_VALUE,
    value::OF_OLD_TEXT,
    unquoted::UNQUOTED,
    unquoted::WITHOUT_QUOTE,
    kept::UNANCHORED,
    kept::MISSING_TEXT,
    kept::UNOPENED,
    changed::EXPLANATION,
];

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
