//! What one person is told, as far as she has answered.

pub mod conclude;
pub mod counterfactuals;
pub mod cursor;
pub mod enclose;
pub mod evaluate;
pub mod explained;
pub mod gaps;
pub mod intervals;
pub mod json;
pub mod most_informative;
pub mod partial;
pub mod quantity;
pub mod range;
pub mod ranking;
pub mod reach;
pub mod refused;
pub mod settled;
pub mod slope;
pub mod suppositions;
pub mod term;
