//! What is asked of a person, and what can be answered.

use std::sync::LazyLock;

use oxc_index::{IndexSlice, IndexVec};

use crate::rules::book::answers::Answer;
use crate::rules::book::calendar::{Day, FIRST_DAY, LAST_DAY};
use crate::rules::book::unit::{Hundredths, Unit};
use crate::rules::book::{Comparator, Condition, OptionId, ParameterId, QuestionId, SeveralId};
use crate::source::Span;

/// The options of every yes/no question.
static YES_NO: LazyLock<IndexVec<OptionId, String>> =
    LazyLock::new(|| ["yes", "no"].map(str::to_owned).into_iter().collect());

/// One thing asked of a person.
#[derive(Debug, Clone)]
pub struct Question {
    /// Its id.
    pub id: String,
    /// Where its id stands.
    pub span: Span,
    /// What can be answered.
    pub kind: QuestionKind,
    /// When the question makes sense; always, where there is no condition.
    pub asked_if: Option<Condition>,
    /// The question with several answers that it is an option of.
    pub several: Option<SeveralId>,
    /// Whether a person may answer that she does not know.
    pub may_not_know: bool,
    /// The answer that is taken where she gives none.
    pub suppose: Option<SupposedAnswer>,
    /// Whether a conclusion waits for no answer: until there is one, she does not know it.
    pub optional: bool,
    /// What answers an optional yes/no question by itself, where the answers that it tests are known.
    pub told_by: Option<Condition>,
    /// Whether its answer is not hers to change: nobody is told that another one would open a route.
    pub fixed: bool,
    /// The answer where nothing else was said: today, for the reference date.
    pub default_today: bool,
    /// What is usually answered, where that is known: told to whoever cannot say it yet.
    pub usual: Vec<ParameterId>,
    /// Whether it is to stay at its place, even where another would spare questions.
    pub stays: bool,
}

/// An answer that is taken where a person gives none: its point in the domain of the question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SupposedAnswer {
    /// Of whoever does not know it or is not asked.
    OfEverybody(i64),
    /// Of whoever does not know it, where outcomes are decided: amounts stay a range.
    OfOutcomes(i64),
}

impl SupposedAnswer {
    /// What is taken of whoever does not know it.
    pub fn point(self) -> i64 {
        match self {
            SupposedAnswer::OfEverybody(point) | SupposedAnswer::OfOutcomes(point) => point,
        }
    }

    /// What is taken of whoever is not asked.
    pub fn of_unasked(self) -> Option<i64> {
        match self {
            SupposedAnswer::OfEverybody(point) => Some(point),
            SupposedAnswer::OfOutcomes(_) => None,
        }
    }
}

/// A question to which several answers can be given: one yes/no question for each option.
#[derive(Debug, Clone)]
pub struct Several {
    /// Its id.
    pub id: String,
    /// Where its id stands.
    pub span: Span,
    /// Its options.
    pub options: Vec<String>,
    /// The question of the first option; those of the others follow.
    pub first: QuestionId,
}

impl Several {
    /// The id of the question of an option.
    pub fn member_id(id: &str, option: &str) -> String {
        format!("{id}_{option}")
    }

    /// The questions of its options, in order.
    pub fn questions(&self) -> impl Iterator<Item = QuestionId> + use<> {
        let first = self.first.index();
        (first..first + self.options.len()).map(QuestionId::new)
    }

    /// The question of an option.
    pub fn question(&self, option: &str) -> Option<QuestionId> {
        let place = self.options.iter().position(|known| known == option)?;
        Some(QuestionId::new(self.first.index() + place))
    }
}

/// What can be answered to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QuestionKind {
    /// One of several options.
    Choice(IndexVec<OptionId, String>),
    /// Yes or no: a choice whose options are `yes` and `no`.
    YesNo,
    /// A number.
    Number {
        /// What it counts.
        unit: Unit,
        /// The smallest answer.
        min: Hundredths,
        /// The largest answer.
        max: Hundredths,
    },
    /// A whole number, which is its own point.
    Count {
        /// What it counts.
        unit: Unit,
        /// The smallest answer.
        min: i64,
        /// The largest answer.
        max: i64,
    },
    /// A calendar day.
    Date,
}

impl QuestionKind {
    /// The names of the types of questions in files.
    pub const TYPES: [&'static str; 7] = [
        "choice", "several", "yes_no", "money", "hours", "number", "date",
    ];

    /// The options of a choice; none where a number or a day is asked for.
    pub fn options(&self) -> &IndexSlice<OptionId, [String]> {
        match self {
            QuestionKind::Choice(options) => options,
            QuestionKind::YesNo => &YES_NO,
            QuestionKind::Number { .. } | QuestionKind::Count { .. } | QuestionKind::Date => {
                IndexSlice::new(&[])
            }
        }
    }

    /// The first and the last point of its domain, on which the rules count: the index of an
    /// option, hundredths, or a day.
    pub fn bounds(&self) -> (i64, i64) {
        match self {
            QuestionKind::Choice(_) | QuestionKind::YesNo => {
                (0, OptionId::new(self.options().len() - 1).point())
            }
            QuestionKind::Number { min, max, .. } => (min.point(), max.point()),
            QuestionKind::Count { min, max, .. } => (*min, *max),
            QuestionKind::Date => (FIRST_DAY.point(), LAST_DAY.point()),
        }
    }

    /// What a number counts; none where something else is asked for.
    pub fn unit(&self) -> Option<Unit> {
        match self {
            QuestionKind::Number { unit, .. } | QuestionKind::Count { unit, .. } => Some(*unit),
            QuestionKind::Choice(_) | QuestionKind::YesNo | QuestionKind::Date => None,
        }
    }

    /// The number at a point of its domain, in hundredths of its unit.
    pub fn number(&self, point: i64) -> Hundredths {
        match self {
            QuestionKind::Count { .. } => Hundredths::at(point.saturating_mul(100)),
            _ => Hundredths::at(point),
        }
    }

    /// Whether the answer at a point compares so with a number in hundredths of the unit.
    pub fn compares(&self, point: i64, comparator: Comparator, bound: Hundredths) -> bool {
        comparator.holds(self.number(point).point(), bound.point())
    }

    /// The points at which it can turn whether an answer compares so with such a number.
    pub fn turns(&self, comparator: Comparator, bound: Hundredths) -> Vec<i64> {
        let bound = bound.point();
        // The first point at the bound or above it, and the first above it.
        let (at, above) = match self {
            QuestionKind::Count { .. } => {
                let below = bound.div_euclid(100);
                (below + i64::from(bound.rem_euclid(100) > 0), below + 1)
            }
            _ => (bound, bound + 1),
        };
        comparator.turns(at, above)
    }

    /// The answer at a point of its domain.
    pub fn answer(&self, point: i64) -> Answer {
        match self {
            QuestionKind::Choice(_) | QuestionKind::YesNo => Answer::Option(OptionId::at(point)),
            QuestionKind::Number { .. } => Answer::Number(Hundredths::at(point)),
            QuestionKind::Count { .. } => Answer::Count(point),
            QuestionKind::Date => Answer::Day(Day::at(point)),
        }
    }
}

impl OptionId {
    /// The first option of a yes/no question.
    pub const YES: OptionId = OptionId::new(0);
    /// The second.
    pub const NO: OptionId = OptionId::new(1);

    /// Its point in the domain of the question.
    pub fn point(self) -> i64 {
        i64::from(self.raw())
    }

    /// The option at a point.
    ///
    /// # Panics
    ///
    /// Where the point is none of a choice.
    pub fn at(point: i64) -> OptionId {
        OptionId::new(usize::try_from(point).expect("the points of a choice are its options"))
    }
}

/// Some options of one choice. A choice has 64 at most, which `too-many-options` sees to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OptionSet(u64);

impl OptionSet {
    /// How many options a choice may have.
    pub const MOST: usize = 64;

    /// Whether an option is among them.
    pub fn contains(self, option: OptionId) -> bool {
        self.0 >> option.raw() & 1 == 1
    }

    /// Those of both.
    #[must_use]
    pub fn union(self, other: OptionSet) -> OptionSet {
        OptionSet(self.0 | other.0)
    }
}

impl FromIterator<OptionId> for OptionSet {
    fn from_iter<I: IntoIterator<Item = OptionId>>(options: I) -> OptionSet {
        let bits = options.into_iter().map(|option| 1 << option.raw());
        OptionSet(bits.fold(0, |all, bit: u64| all | bit))
    }
}

/// Options of one question that the rules treat alike on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Group {
    /// The question.
    pub question: QuestionId,
    /// The options.
    pub options: OptionSet,
}
