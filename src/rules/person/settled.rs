//! What the ends of some ranges tell of a comparison, without a search.

mod image;

use std::collections::BTreeMap;

use crate::rules::book::{Comparator, ComparisonId, QuestionId, RuleBook};

pub use image::length;

/// The ranges of answers, by question; both ends are included.
pub type Ranges = BTreeMap<QuestionId, (i64, i64)>;

/// Whether a comparison holds for all answers inside the ranges, or for none; nothing where
/// their ends alone do not tell. Every question that it reads has a range.
pub fn settled(book: &RuleBook, comparison: ComparisonId, ranges: &Ranges) -> Option<bool> {
    let within = Within { book, ranges };
    let comparator = book.comparisons[comparison].comparator;
    let holds = Demand {
        comparison,
        comparator,
        or_none: false,
    };
    if !within.possible(&holds) {
        return Some(false);
    }
    let fails = Demand {
        comparator: opposite(comparator),
        or_none: true,
        ..holds
    };
    (!within.possible(&fails)).then_some(true)
}

/// A comparison that must hold, or must not, read with this comparator.
#[derive(Debug, Clone, Copy)]
pub struct Demand {
    pub comparison: ComparisonId,
    /// What must hold between the two sides.
    pub comparator: Comparator,
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
        let comparison = &self.book.comparisons[demand.comparison];
        let left = self.image(&comparison.left);
        let right = self.image(&comparison.right);
        if demand.or_none && (left.none || right.none) {
            return true;
        }
        let (Some((a, b)), Some((c, d))) = (left.number, right.number) else {
            return false;
        };
        match demand.comparator {
            Comparator::Equal => a <= d && c <= b,
            Comparator::Different => !(a == b && c == d && a == c),
            Comparator::Less => a < d,
            Comparator::AtMost => a <= d,
            Comparator::Greater => b > c,
            Comparator::AtLeast => b >= c,
        }
    }
}

pub fn opposite(comparator: Comparator) -> Comparator {
    match comparator {
        Comparator::Equal => Comparator::Different,
        Comparator::Different => Comparator::Equal,
        Comparator::Less => Comparator::AtLeast,
        Comparator::AtMost => Comparator::Greater,
        Comparator::Greater => Comparator::AtMost,
        Comparator::AtLeast => Comparator::Less,
    }
}
