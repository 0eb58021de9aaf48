//! How each language writes money, numbers, dates and running text.
//!
//! The conventions are those of the national typography, not of the European institutions:
//! French sets a narrow space before `; ! ?`, English sets none. Every function here is pure,
//! and [`prose`] may be applied twice without harm.

mod date;
mod html;
mod number;
mod prose;

pub use date::{date, date_html, month};
pub use html::{escape_html, typeset_html};
pub use number::{money, number, quantity, quantity_to, units};
pub use prose::{Prose, prose, prose_html};

/// Keeps a number with what it counts, and a French `:` or guillemet with its word.
const NO_BREAK: char = '\u{a0}';

/// Parts thousands in French, and keeps `; ! ? %` with what stands before them.
const NARROW: char = '\u{202f}';
