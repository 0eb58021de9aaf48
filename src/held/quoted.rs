//! Words that rows, values and pages quote, held to the text of the codes.

use crate::held::Found;

/// Holds every quote that stands beside this source.
pub(super) fn hold(_found: &mut Found<'_>, _paragraphs: &[String], _name: &str) {}
