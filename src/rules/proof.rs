//! That nothing is missing, and a person who shows what is.

pub mod analyse;
pub mod asking;
pub mod case;
pub mod comparison_words;
pub mod cover;
pub mod coverage;
pub mod feasible;
pub mod notation;
pub mod path_lengths;
pub mod region;
pub mod reordering;
pub mod witness;
