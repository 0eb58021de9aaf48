//! What is left of a formula once everything known stands in it: numbers and unknowns.

use crate::rules::book::answers::Answers;
use crate::rules::book::unit::Unit;
use crate::rules::book::{Formula, Operator, ParameterId, ParameterValue, QuestionId, Scale};
use crate::rules::diagram::compile::Compiled;
use crate::rules::person::evaluate::{Missing, moved, units_between};
use crate::rules::person::partial::{evaluate_partial, missing, turning};

/// A formula for one person.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::rules) enum Term {
    /// A number in hundredths, or a day.
    Number(i64),
    /// The law sets no such value.
    None,
    /// Something unknown, by its index among the unknowns.
    Unknown(usize),
    /// A day that depends on something unknown.
    SomeDay,
    /// The sum of both.
    Sum(Box<Term>, Box<Term>),
    /// The first less the second.
    Difference(Box<Term>, Box<Term>),
    /// Both multiplied.
    Product(Box<Term>, Box<Term>, Scale),
    /// The whole units between two days.
    Between(Box<Term>, Box<Term>, Unit),
    /// The smallest.
    Min(Vec<Term>),
    /// The largest.
    Max(Vec<Term>),
    /// One of the two, where a condition is open.
    Either(Box<Term>, Box<Term>),
}

/// What stands for an unknown number in a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::rules) enum Unknown {
    /// The answer to a question.
    Answer(QuestionId),
    /// A value that is not established.
    Parameter(ParameterId),
}

/// A term with what it does not know.
#[derive(Debug, Clone)]
pub(in crate::rules) struct Settled {
    /// What is left.
    pub(in crate::rules) term: Term,
    /// What its unknowns stand for, by their index.
    pub(in crate::rules) unknowns: Vec<Unknown>,
    /// The questions whose unknown answers may turn a condition inside it.
    pub(in crate::rules) turning: Vec<QuestionId>,
}

/// Puts into a formula what is known of a person.
///
/// Conditions may be told more than the numbers are: `supposed` are the answers with which
/// they are walked. An answer not yet given is missing, and said to be; that of a question
/// that does not surely make sense for the person counts as unknown instead.
pub(in crate::rules) fn settle(
    compiled: &Compiled,
    formula: &Formula,
    answers: &Answers,
    supposed: &Answers,
    taken: &dyn Fn(ParameterId) -> Option<ParameterValue>,
) -> Result<Settled, Missing> {
    let mut settling = Settling {
        compiled,
        answers,
        supposed,
        taken,
        unknowns: Vec::new(),
        turning: Vec::new(),
    };
    let term = settling.term(formula)?;
    Ok(Settled {
        term,
        unknowns: settling.unknowns,
        turning: settling.turning,
    })
}

struct Settling<'c> {
    compiled: &'c Compiled,
    answers: &'c Answers,
    supposed: &'c Answers,
    taken: &'c dyn Fn(ParameterId) -> Option<ParameterValue>,
    unknowns: Vec<Unknown>,
    turning: Vec<QuestionId>,
}

impl Settling<'_> {
    fn term(&mut self, formula: &Formula) -> Result<Term, Missing> {
        let book = &self.compiled.book;
        Ok(match formula {
            Formula::Constant(constant) => Term::Number(*constant),
            Formula::Nothing => Term::None,
            Formula::Answer(question) => self.answer(*question)?,
            Formula::Parameter(parameter) => {
                let at = || book.parameters[*parameter].at(self.answers.day(book));
                match (self.taken)(*parameter).unwrap_or_else(at) {
                    ParameterValue::Number(number) => Term::Number(number.point()),
                    ParameterValue::None => Term::None,
                    ParameterValue::Unknown => self.unknown(Unknown::Parameter(*parameter)),
                }
            }
            Formula::Amount(decision, amount) => {
                let amount = &book.decisions[*decision].amounts[*amount];
                let low = self.term(&amount.low)?;
                match &amount.high {
                    Some(high) => either(low, self.term(high)?),
                    None => low,
                }
            }
            Formula::Sum(left, operator, right) => {
                let (left, right) = (self.term(left)?, self.term(right)?);
                match operator {
                    Operator::Subtract => difference(left, right),
                    _ => both(left, right, i64::saturating_add, Term::Sum),
                }
            }
            Formula::Product(left, right, scale) => both(
                self.term(left)?,
                self.term(right)?,
                |left, right| scale.product(left, right),
                |left, right| Term::Product(left, right, *scale),
            ),
            Formula::Between { from, to, unit } => both(
                self.term(from)?,
                self.term(to)?,
                |from, to| units_between(from, to, *unit),
                |from, to| Term::Between(from, to, *unit),
            ),
            Formula::Shift {
                day,
                count,
                unit,
                back,
            } => match (self.term(day)?, self.term(count)?) {
                (Term::Number(day), Term::Number(count)) => {
                    Term::Number(moved(day, count, *unit, *back))
                }
                (Term::None, _) | (_, Term::None) => Term::None,
                _ => Term::SomeDay,
            },
            Formula::Min(parts) => self.extreme(parts, i64::min, Term::Min)?,
            Formula::Max(parts) => self.extreme(parts, i64::max, Term::Max)?,
            Formula::If(condition, then, otherwise) => {
                let root = self.compiled.test(condition);
                let standing = evaluate_partial(self.compiled, root, self.supposed);
                match (standing.asks, standing.truth()) {
                    (Some(question), _) => return Err(Missing(question)),
                    (None, Some(true)) => self.term(then)?,
                    (None, Some(false)) => self.term(otherwise)?,
                    (None, None) => {
                        for question in turning(self.compiled, root, self.supposed) {
                            if !self.turning.contains(&question) {
                                self.turning.push(question);
                            }
                        }
                        either(self.term(then)?, self.term(otherwise)?)
                    }
                }
            }
        })
    }

    fn answer(&mut self, question: QuestionId) -> Result<Term, Missing> {
        let answers = self.answers;
        if answers.get(question).is_none()
            && let Some(asks) = missing(self.compiled, question, self.supposed)
        {
            return Err(Missing(asks));
        }
        Ok(match answers.figure(question) {
            Some(point) => Term::Number(point),
            None => self.unknown(Unknown::Answer(question)),
        })
    }

    fn unknown(&mut self, unknown: Unknown) -> Term {
        let known = self.unknowns.iter().position(|known| *known == unknown);
        Term::Unknown(known.unwrap_or_else(|| {
            self.unknowns.push(unknown);
            self.unknowns.len() - 1
        }))
    }

    /// The smallest or the largest of some parts; what the law does not set does not count.
    fn extreme(
        &mut self,
        parts: &[Formula],
        pick: fn(i64, i64) -> i64,
        make: fn(Vec<Term>) -> Term,
    ) -> Result<Term, Missing> {
        let mut known = None;
        let mut others = Vec::new();
        for part in parts {
            match self.term(part)? {
                Term::None => {}
                Term::Number(number) => {
                    known = Some(known.map_or(number, |known| pick(known, number)));
                }
                other => others.push(other),
            }
        }
        others.extend(known.map(Term::Number));
        Ok(match others.len() {
            0 => Term::None,
            1 => others.remove(0),
            _ => make(others),
        })
    }
}

/// The first less the second.
pub(in crate::rules) fn difference(left: Term, right: Term) -> Term {
    both(left, right, i64::saturating_sub, Term::Difference)
}

fn both(
    left: Term,
    right: Term,
    known: impl Fn(i64, i64) -> i64,
    make: impl Fn(Box<Term>, Box<Term>) -> Term,
) -> Term {
    match (left, right) {
        (Term::Number(left), Term::Number(right)) => Term::Number(known(left, right)),
        (Term::None, _) | (_, Term::None) => Term::None,
        (left, right) => make(left.into(), right.into()),
    }
}

fn either(left: Term, right: Term) -> Term {
    if left == right {
        left
    } else {
        Term::Either(left.into(), right.into())
    }
}
