//! What holds or does not hold of a person.

use crate::rules::book::{
    Comparator, ComparisonId, DecisionId, FactId, OptionId, OptionSet, OutcomeId, ParameterId,
    QuestionId, RuleBook,
};
use crate::source::Span;

/// Something that holds or does not hold of a person.
///
/// A test of a question that makes no sense for the person never holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// Always or never.
    Constant(bool),
    /// The answer to one question is among some.
    Answer {
        /// The question.
        question: QuestionId,
        /// Which answers.
        test: Test,
        /// Where it stands.
        span: Span,
    },
    /// The answer to one question, against a parameter on the reference date.
    /// Where the law sets no such value, it does not hold.
    Dated {
        /// The question.
        question: QuestionId,
        /// How it is compared.
        comparator: Comparator,
        /// The parameter.
        parameter: ParameterId,
        /// Where it stands.
        span: Span,
    },
    /// The parameter is established on the reference date.
    Known(ParameterId),
    /// A comparison of several answers.
    Comparison(ComparisonId),
    /// A named condition.
    Fact(FactId),
    /// A decision ends in one of some outcomes.
    Outcome {
        /// The decision.
        decision: DecisionId,
        /// The outcomes, by their index in the decision's kind.
        outcomes: Vec<OutcomeId>,
    },
    /// Every one holds.
    And(Vec<Condition>),
    /// At least one holds.
    Or(Vec<Condition>),
    /// It does not hold.
    Not(Box<Condition>, Span),
}

impl Condition {
    /// Looks at the conditions without parts of their own, in the order written.
    pub fn each<'c>(&'c self, look: &mut impl FnMut(&'c Condition)) {
        match self {
            Condition::And(parts) | Condition::Or(parts) => {
                parts.iter().for_each(|part| part.each(look));
            }
            Condition::Not(inner, _) => inner.each(look),
            simple => look(simple),
        }
    }
}

impl Condition {
    /// Whether it is one test of the author, though it is made of several: `price <= cap[region]`,
    /// or a test that holds too of whoever is not asked. All its parts stand at one place.
    pub(crate) fn is_one_test(&self, book: &RuleBook) -> bool {
        matches!(self, Condition::And(_) | Condition::Or(_)) && self.place(book).is_some()
    }

    /// Where it stands, if all its parts stand there.
    fn place(&self, book: &RuleBook) -> Option<Span> {
        match self {
            Condition::Answer { span, .. }
            | Condition::Dated { span, .. }
            | Condition::Not(_, span) => Some(*span),
            Condition::Comparison(comparison) => Some(book.comparisons[*comparison].span),
            Condition::And(parts) | Condition::Or(parts) => {
                let mut places = parts.iter().map(|part| part.place(book));
                let first = places.next()??;
                places.all(|place| place == Some(first)).then_some(first)
            }
            Condition::Constant(_)
            | Condition::Known(_)
            | Condition::Fact(_)
            | Condition::Outcome { .. } => None,
        }
    }
}

/// Which answers to one question are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Test {
    /// Some options.
    Options(OptionSet),
    /// The numbers or days that compare so.
    Compare(Comparator, i64),
}

impl Test {
    /// Whether the answer at a point of the question's domain is meant.
    pub fn holds(self, point: i64) -> bool {
        match self {
            Test::Options(set) => set.contains(OptionId::at(point)),
            Test::Compare(comparator, bound) => comparator.holds(point, bound),
        }
    }
}
