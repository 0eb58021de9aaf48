//! What differs between two versions of the law, or two days of one.

pub mod diff;
pub mod merged;
pub mod renamed;
pub mod specialised;
