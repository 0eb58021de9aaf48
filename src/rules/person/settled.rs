//! What the ends of some ranges tell of a comparison, without a search.

mod image;

use std::collections::BTreeMap;

use crate::rules::book::{Comparison, QuestionId, RelationId, RuleBook};

pub use image::length;

/// The ranges of answers, by question; both ends are included.
pub type Ranges = BTreeMap<QuestionId, (i64, i64)>;

/// Whether a relation holds for all answers inside the ranges, or for none; nothing where
/// their ends alone do not tell. Every question that it reads has a range.
pub fn settled(book: &RuleBook, relation: RelationId, ranges: &Ranges) -> Option<bool> {
    let within = Within { book, ranges };
    let comparison = book.relations[relation].comparison;
    let holds = Demand {
        relation,
        comparison,
        or_none: false,
    };
    if !within.possible(&holds) {
        return Some(false);
    }
    let fails = Demand {
        comparison: opposite(comparison),
        or_none: true,
        ..holds
    };
    (!within.possible(&fails)).then_some(true)
}

/// A relation that must hold, or must not, read with this comparison.
#[derive(Debug, Clone, Copy)]
pub struct Demand {
    pub relation: RelationId,
    /// What must hold between the two sides.
    pub comparison: Comparison,
    /// Whether a side that the law does not set is as good.
    pub or_none: bool,
}

/// Answers that lie in some ranges. Every question that is read has one.
#[derive(Debug, Clone, Copy)]
pub struct Within<'b> {
    pub book: &'b RuleBook,
    pub ranges: &'b Ranges,
}

impl Within<'_> {
    /// Whether some answers inside the ranges could meet the demand. "Yes" may be wrong.
    pub fn possible(&self, demand: &Demand) -> bool {
        let relation = &self.book.relations[demand.relation];
        let left = self.image(&relation.left);
        let right = self.image(&relation.right);
        if demand.or_none && (left.none || right.none) {
            return true;
        }
        let (Some((a, b)), Some((c, d))) = (left.number, right.number) else {
            return false;
        };
        match demand.comparison {
            Comparison::Equal => a <= d && c <= b,
            Comparison::Different => !(a == b && c == d && a == c),
            Comparison::Less => a < d,
            Comparison::AtMost => a <= d,
            Comparison::Greater => b > c,
            Comparison::AtLeast => b >= c,
        }
    }
}

pub fn opposite(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Equal => Comparison::Different,
        Comparison::Different => Comparison::Equal,
        Comparison::Less => Comparison::AtLeast,
        Comparison::AtMost => Comparison::Greater,
        Comparison::Greater => Comparison::AtMost,
        Comparison::AtLeast => Comparison::Less,
    }
}
