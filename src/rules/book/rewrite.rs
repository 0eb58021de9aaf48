//! Writes conditions and formulas anew, part by part.

use crate::rules::book::{Condition, Formula};

/// Something that replaces the smallest parts, and keeps how they are put together.
pub(in crate::rules) trait Rewrite {
    /// What takes the place of a condition that has no parts.
    fn leaf(&mut self, condition: &Condition) -> Condition;

    /// What takes the place of a formula that has no parts.
    fn term(&mut self, formula: &Formula) -> Formula;

    /// The condition with every part replaced.
    fn condition(&mut self, condition: &Condition) -> Condition {
        let all = |own: &mut Self, parts: &[Condition]| {
            parts.iter().map(|part| own.condition(part)).collect()
        };
        match condition {
            Condition::And(parts) => Condition::And(all(self, parts)),
            Condition::Or(parts) => Condition::Or(all(self, parts)),
            Condition::Not(inner, span) => Condition::Not(self.condition(inner).into(), *span),
            leaf => self.leaf(leaf),
        }
    }

    /// The formula with every part replaced.
    fn formula(&mut self, formula: &Formula) -> Formula {
        let all = |own: &mut Self, parts: &[Formula]| {
            parts.iter().map(|part| own.formula(part)).collect()
        };
        match formula {
            Formula::Sum(left, operator, right) => Formula::Sum(
                self.formula(left).into(),
                *operator,
                self.formula(right).into(),
            ),
            Formula::Product(left, right, scale) => Formula::Product(
                self.formula(left).into(),
                self.formula(right).into(),
                *scale,
            ),
            Formula::Between { from, to, unit } => Formula::Between {
                from: self.formula(from).into(),
                to: self.formula(to).into(),
                unit: *unit,
            },
            Formula::Shift {
                day,
                count,
                unit,
                back,
            } => Formula::Shift {
                day: self.formula(day).into(),
                count: self.formula(count).into(),
                unit: *unit,
                back: *back,
            },
            Formula::Min(parts) => Formula::Min(all(self, parts)),
            Formula::Max(parts) => Formula::Max(all(self, parts)),
            Formula::If(condition, then, otherwise) => Formula::If(
                self.condition(condition).into(),
                self.formula(then).into(),
                self.formula(otherwise).into(),
            ),
            term => self.term(term),
        }
    }
}
