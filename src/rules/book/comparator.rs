//! How two values are compared, and how two numbers are put together.

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Comparator {
    /// `=`
    Equal,
    /// `!=`
    Different,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
}

impl Comparator {
    /// Whether the comparison holds between two numbers.
    pub fn holds(self, left: i64, right: i64) -> bool {
        match self {
            Comparator::Equal => left == right,
            Comparator::Different => left != right,
            Comparator::Less => left < right,
            Comparator::AtMost => left <= right,
            Comparator::Greater => left > right,
            Comparator::AtLeast => left >= right,
        }
    }

    /// The points at which it can turn whether a number compares so with a bound: `at` is the
    /// first point at the bound or above it, `above` the first above it.
    pub fn turns(self, at: i64, above: i64) -> Vec<i64> {
        match self {
            Comparator::Less | Comparator::AtLeast => vec![at],
            Comparator::AtMost | Comparator::Greater => vec![above],
            Comparator::Equal | Comparator::Different => vec![at, above],
        }
    }

    /// The comparison with its two sides exchanged.
    pub fn mirrored(self) -> Comparator {
        match self {
            Comparator::Less => Comparator::Greater,
            Comparator::AtMost => Comparator::AtLeast,
            Comparator::Greater => Comparator::Less,
            Comparator::AtLeast => Comparator::AtMost,
            same => same,
        }
    }

    /// The sign as readers know it.
    pub fn symbol(self) -> &'static str {
        match self {
            Comparator::Equal => "=",
            Comparator::Different => "≠",
            Comparator::Less => "<",
            Comparator::AtMost => "≤",
            Comparator::Greater => ">",
            Comparator::AtLeast => "≥",
        }
    }

    /// The sign as it is written.
    pub fn sign(self) -> &'static str {
        match self {
            Comparator::Equal => "=",
            Comparator::Different => "!=",
            Comparator::Less => "<",
            Comparator::AtMost => "<=",
            Comparator::Greater => ">",
            Comparator::AtLeast => ">=",
        }
    }
}

/// How two numbers are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Operator {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
}
