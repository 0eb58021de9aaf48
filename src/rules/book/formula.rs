//! What is computed: amounts and days.

use crate::rules::book::unit::{Hundredths, Unit};
use crate::rules::book::{AmountId, Condition, DecisionId, Operator, ParameterId, QuestionId};

/// By what a product is divided, and where it is rounded to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Scale {
    /// What the product of both points is divided by.
    pub divisor: i64,
    /// To which of the two neighbours it is rounded.
    pub rounding: Rounding,
}

/// To which of two neighbours a number is rounded that lies between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rounding {
    /// The nearest one; halves go upwards.
    Nearest,
    /// The lower one.
    Down,
    /// The higher one.
    Up,
}

impl Rounding {
    /// The functions of expressions that round so, by their names.
    pub const NAMES: [(&'static str, Rounding); 3] = [
        ("round", Rounding::Nearest),
        ("round_down", Rounding::Down),
        ("round_up", Rounding::Up),
    ];

    /// The name of its function.
    pub fn name(self) -> &'static str {
        match self {
            Rounding::Nearest => "round",
            Rounding::Down => "round_down",
            Rounding::Up => "round_up",
        }
    }
}

impl Scale {
    /// That of two numbers in hundredths.
    pub const HUNDREDTHS: Scale = Scale::nearest(100);

    /// Rounded to the nearest number.
    pub const fn nearest(divisor: i64) -> Scale {
        Scale {
            divisor,
            rounding: Rounding::Nearest,
        }
    }

    /// What is added to a product before it is divided and its rest left out.
    pub const fn offset(self) -> i64 {
        match self.rounding {
            Rounding::Nearest => self.divisor / 2,
            Rounding::Down => 0,
            Rounding::Up => self.divisor - 1,
        }
    }

    /// The product of two points.
    pub fn product(self, left: i64, right: i64) -> i64 {
        let whole = i128::from(left) * i128::from(right) + i128::from(self.offset());
        let scaled = whole.div_euclid(i128::from(self.divisor));
        let (least, most) = (i128::from(i64::MIN), i128::from(i64::MAX));
        i64::try_from(scaled.clamp(least, most)).expect("it was clamped")
    }
}

/// Something that is computed: an amount, or a date.
#[derive(Debug, Clone, PartialEq)]
pub enum Formula {
    /// A number in hundredths, or a day.
    Constant(i64),
    /// The law sets no such value.
    Nothing,
    /// The answer to a question.
    Answer(QuestionId),
    /// A parameter on the reference date.
    Parameter(ParameterId),
    /// An amount of a decision.
    Amount(DecisionId, AmountId),
    /// A sum or a difference.
    Sum(Box<Formula>, Operator, Box<Formula>),
    /// A product, brought back to hundredths.
    Product(Box<Formula>, Box<Formula>, Scale),
    /// How many whole units lie between two days, in hundredths; below nothing where the second
    /// comes first.
    Between {
        /// The first day.
        from: Box<Formula>,
        /// The second.
        to: Box<Formula>,
        /// Which units.
        unit: Unit,
    },
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

/// How the files write a product.
pub enum WrittenProduct<'f> {
    /// `left * right`
    Times(&'f Formula, &'f Formula),
    /// `part / number`
    Divided(&'f Formula, i64),
    /// An answer that is counted in whole units, by its name.
    Counted(&'f Formula),
    /// `round(part, step)`, and the like.
    Rounded(&'f Formula, Hundredths, Rounding),
}

impl Formula {
    /// Some formula divided by a number.
    pub fn divided(self, by: i64) -> Formula {
        Formula::Product(self.into(), Formula::Constant(1).into(), Scale::nearest(by))
    }

    /// Some formula rounded to a multiple of a step.
    pub fn rounded(self, step: Hundredths, rounding: Rounding) -> Formula {
        let steps = Scale {
            divisor: step.point(),
            rounding,
        };
        let count = Formula::Product(self.into(), Formula::Constant(1).into(), steps);
        let step = Formula::Constant(step.point()).into();
        Formula::Product(count.into(), step, Scale::nearest(1))
    }

    /// The answer to a question that counts whole units, in hundredths as other numbers are.
    pub fn counted(question: QuestionId) -> Formula {
        let count = Formula::Answer(question);
        let hundred = Formula::Constant(100).into();
        Formula::Product(count.into(), hundred, Scale::nearest(1))
    }

    /// The question whose answer it is, and nothing more.
    pub fn answer(&self) -> Option<QuestionId> {
        match self {
            Formula::Answer(question) => Some(*question),
            counted => match counted.written_product() {
                Some(WrittenProduct::Counted(Formula::Answer(question))) => Some(*question),
                _ => None,
            },
        }
    }

    /// How the files write it, where it is a product.
    pub fn written_product(&self) -> Option<WrittenProduct<'_>> {
        let Formula::Product(left, right, scale) = self else {
            return None;
        };
        Some(match (&**left, &**right) {
            (Formula::Product(part, one, steps), Formula::Constant(step))
                if scale.divisor == 1 && **one == Formula::Constant(1) =>
            {
                WrittenProduct::Rounded(part, Hundredths::at(*step), steps.rounding)
            }
            (part, Formula::Constant(_)) if scale.divisor == 1 => WrittenProduct::Counted(part),
            (part, Formula::Constant(1)) if *scale != Scale::HUNDREDTHS => {
                WrittenProduct::Divided(part, scale.divisor)
            }
            (left, right) => WrittenProduct::Times(left, right),
        })
    }

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
            | Formula::Nothing
            | Formula::Answer(_)
            | Formula::Parameter(_)
            | Formula::Amount(..) => {}
            Formula::Sum(left, _, right)
            | Formula::Product(left, right, _)
            | Formula::If(_, left, right) => {
                left.each(look);
                right.each(look);
            }
            Formula::Shift { day, count, .. } => {
                day.each(look);
                count.each(look);
            }
            Formula::Between { from, to, .. } => {
                from.each(look);
                to.each(look);
            }
            Formula::Min(parts) | Formula::Max(parts) => {
                parts.iter().for_each(|part| part.each(look));
            }
        }
    }
}
