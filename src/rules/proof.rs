//! That nothing is missing, and a person who shows what is.

pub mod analyse;
pub mod asked;
pub mod case;
pub mod cover;
pub mod coverage;
pub mod feasible;
pub mod lengths;
pub mod notation;
pub mod shorter;
pub mod witness;
