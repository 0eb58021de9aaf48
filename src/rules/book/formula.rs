//! What is computed: amounts and days.

use crate::rules::book::unit::Unit;
use crate::rules::book::{AmountId, Condition, DecisionId, Operator, ParameterId, QuestionId};

/// Something that is computed: an amount, or a date.
#[derive(Debug, Clone, PartialEq)]
pub enum Formula {
    /// A number in hundredths, or a day.
    Constant(i64),
    /// The answer to a question.
    Answer(QuestionId),
    /// A parameter on the reference date.
    Parameter(ParameterId),
    /// An amount of a decision.
    Amount(DecisionId, AmountId),
    /// A sum or a difference.
    Sum(Box<Formula>, Operator, Box<Formula>),
    /// A product of hundredths, rounded to the nearest one.
    Product(Box<Formula>, Box<Formula>),
    /// A day moved by a number of units, given in hundredths.
    Shift {
        /// The day.
        day: Box<Formula>,
        /// How many units.
        count: Box<Formula>,
        /// Which units.
        unit: Unit,
        /// Whether it moves towards the past.
        back: bool,
    },
    /// The smallest; a value that the law does not set does not count.
    Min(Vec<Formula>),
    /// The largest.
    Max(Vec<Formula>),
    /// The first where the condition holds, else the second.
    If(Box<Condition>, Box<Formula>, Box<Formula>),
}

impl Formula {
    /// Adds the parameters that it names.
    pub(crate) fn parameters(&self, found: &mut Vec<ParameterId>) {
        self.each(&mut |part| {
            if let Formula::Parameter(parameter) = part {
                found.push(*parameter);
            }
        });
    }

    /// Looks at a formula and at the formulas inside it.
    pub fn each<'f>(&'f self, look: &mut impl FnMut(&'f Formula)) {
        look(self);
        match self {
            Formula::Constant(_)
            | Formula::Answer(_)
            | Formula::Parameter(_)
            | Formula::Amount(..) => {}
            Formula::Sum(left, _, right)
            | Formula::Product(left, right)
            | Formula::If(_, left, right) => {
                left.each(look);
                right.each(look);
            }
            Formula::Shift { day, count, .. } => {
                day.each(look);
                count.each(look);
            }
            Formula::Min(parts) | Formula::Max(parts) => {
                parts.iter().for_each(|part| part.each(look));
            }
        }
    }
}
