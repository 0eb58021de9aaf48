//! What an author writes, read and held to its meaning.

pub mod answered;
pub mod condition;
pub mod display;
pub mod expression;
mod family;
pub mod field;
pub mod formula;
pub mod interval;
pub mod law;
pub mod named;
pub mod order;
pub mod parse;
pub mod phrases;
pub mod resolve;
pub mod scope;
pub mod successors;
mod supposed;
mod supposition;
mod value;
