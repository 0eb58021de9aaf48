//! Decisions as shared diagrams.

pub mod compile;
pub mod effort;
pub mod nodes;
pub mod too_large;
pub mod variables;
