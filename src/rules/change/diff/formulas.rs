//! Where two formulas may differ, and what they rest on.

use crate::rules::book::calendar::Day;
use crate::rules::book::{Amount, Formula, ParameterId, ParameterValue, QuestionId};
use crate::rules::change::diff::{ChangedParameter, Comparing};
use crate::rules::change::merged::Twins;
use crate::rules::diagram::nodes::{FALSE, NodeId, TRUE, TooLarge};

impl Comparing<'_> {
    pub(super) fn amount_differs(
        &mut self,
        old: &Amount,
        new: &Amount,
    ) -> Result<NodeId, TooLarge> {
        let low = self.differs(&old.low, &new.low)?;
        let high = self.one_differs(old.high.as_ref(), new.high.as_ref())?;
        self.compiled.diagrams.or(low, high)
    }

    /// Where two formulas may differ, either of which may be missing.
    pub(super) fn one_differs(
        &mut self,
        old: Option<&Formula>,
        new: Option<&Formula>,
    ) -> Result<NodeId, TooLarge> {
        match (old, new) {
            (None, None) => Ok(FALSE),
            (Some(old), Some(new)) => self.differs(old, new),
            _ => Ok(TRUE),
        }
    }

    /// Where two formulas may differ; false where they are the same but for their order.
    pub(super) fn differs(&mut self, old: &Formula, new: &Formula) -> Result<NodeId, TooLarge> {
        match (old, new) {
            (Formula::If(condition, then, otherwise), _) => {
                let condition = self.compiled.test(condition);
                let (then, otherwise) = (self.differs(then, new)?, self.differs(otherwise, new)?);
                self.compiled.diagrams.ite(condition, then, otherwise)
            }
            (_, Formula::If(condition, then, otherwise)) => {
                let condition = self.compiled.test(condition);
                let (then, otherwise) = (self.differs(old, then)?, self.differs(old, otherwise)?);
                self.compiled.diagrams.ite(condition, then, otherwise)
            }
            (Formula::Parameter(old), Formula::Parameter(new)) if old != new => {
                let wanted = Twins {
                    old: *old,
                    new: *new,
                };
                let fact = self.changed.iter().find(|(twins, _)| *twins == wanted);
                Ok(fact.map_or(TRUE, |(_, fact)| self.compiled.facts[*fact]))
            }
            (Formula::Amount(decision, amount), Formula::Amount(other, same)) => {
                let amount = self.compiled.book.decisions[*decision].amounts[*amount].clone();
                let same = self.compiled.book.decisions[*other].amounts[*same].clone();
                self.amount_differs(&amount, &same)
            }
            (Formula::Sum(a, operator, b), Formula::Sum(c, same, d)) if operator == same => {
                self.either_differs([a, b], [c, d])
            }
            (Formula::Product(a, b, scale), Formula::Product(c, d, same)) if scale == same => {
                self.either_differs([a, b], [c, d])
            }
            (
                Formula::Shift {
                    day,
                    count,
                    unit,
                    back,
                },
                Formula::Shift {
                    day: other,
                    count: number,
                    unit: same,
                    back: way,
                },
            ) if unit == same && back == way => self.either_differs([day, count], [other, number]),
            (
                Formula::Between { from, to, unit },
                Formula::Between {
                    from: first,
                    to: last,
                    unit: same,
                },
            ) if unit == same => self.either_differs([from, to], [first, last]),
            (Formula::Min(parts), Formula::Min(others))
            | (Formula::Max(parts), Formula::Max(others))
                if parts.len() == others.len() =>
            {
                self.some_differ(parts, others)
            }
            (old, new) => Ok(if old == new { FALSE } else { TRUE }),
        }
    }

    fn either_differs(
        &mut self,
        old: [&Formula; 2],
        new: [&Formula; 2],
    ) -> Result<NodeId, TooLarge> {
        let left = self.differs(old[0], new[0])?;
        let right = self.differs(old[1], new[1])?;
        self.compiled.diagrams.or(left, right)
    }

    /// The parts that have no equal on the other side are compared in their order.
    fn some_differ(&mut self, old: &[Formula], new: &[Formula]) -> Result<NodeId, TooLarge> {
        let mut left: Vec<&Formula> = new.iter().collect();
        let mut changed = Vec::new();
        for part in old {
            let mut twin = None;
            for (index, other) in left.iter().enumerate() {
                if self.differs(part, other)? == FALSE {
                    twin = Some(index);
                    break;
                }
            }
            match twin {
                Some(index) => drop(left.remove(index)),
                None => changed.push(part),
            }
        }
        let mut all = FALSE;
        for (part, other) in changed.into_iter().zip(left) {
            let differs = self.differs(part, other)?;
            all = self.compiled.diagrams.or(all, differs)?;
        }
        Ok(all)
    }

    /// The questions whose answers a formula counts with, other than the reference date.
    pub(super) fn inputs(&self, formula: &Formula, found: &mut Vec<QuestionId>) {
        formula.each(&mut |part| match part {
            Formula::Answer(question) if *question != self.compiled.book.reference => {
                found.push(*question);
            }
            Formula::Amount(decision, amount) => {
                let amount = &self.compiled.book.decisions[*decision].amounts[*amount];
                amount
                    .formulas()
                    .for_each(|formula| self.inputs(formula, found));
            }
            _ => {}
        });
    }

    /// The changed parameters that some formulas rest on, where they are others on a day.
    pub(super) fn parameters<'f>(
        &self,
        formulas: impl Iterator<Item = &'f Formula>,
        day: Day,
    ) -> Vec<ChangedParameter> {
        let mut used = Vec::new();
        for formula in formulas {
            self.rests_on(formula, &mut used);
        }
        let parameters = &self.compiled.book.parameters;
        let pairs = self.changed.iter();
        pairs
            .filter(|(twins, _)| used.contains(&twins.new) || used.contains(&twins.old))
            .map(|(Twins { old, new }, _)| ChangedParameter {
                id: parameters[*new].id.clone(),
                unit: parameters[*new].unit,
                old: parameters[*old].at(day),
                new: parameters[*new].at(day),
                bounds: [parameters[*old].bounds, parameters[*new].bounds],
            })
            .filter(|changed| {
                changed.old != changed.new
                    || (changed.new == ParameterValue::Unknown
                        && changed.bounds[0] != changed.bounds[1])
            })
            .collect()
    }

    fn rests_on(&self, formula: &Formula, found: &mut Vec<ParameterId>) {
        formula.each(&mut |part| match part {
            Formula::Parameter(parameter) => found.push(*parameter),
            Formula::Amount(decision, amount) => {
                let amount = &self.compiled.book.decisions[*decision].amounts[*amount];
                amount
                    .formulas()
                    .for_each(|formula| self.rests_on(formula, found));
            }
            _ => {}
        });
    }
}
