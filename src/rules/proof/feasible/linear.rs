//! Contradictions of linear comparisons: sums of answers that cannot all keep their bounds.

use std::collections::BTreeMap;

use super::Solver;
use crate::rules::book::{Comparator, Formula, Operator, QuestionId};
use crate::rules::diagram::effort::Effort;
use crate::rules::diagram::nodes::TooLarge;
use crate::rules::person::settled::{Demand, Ranges, length};

/// How many linear comparisons are put together at most; more are left to the narrowing.
const MOST_LINEAR: usize = 400;

impl Solver<'_> {
    /// Whether the linear ones among the demands contradict one another.
    pub(super) fn contradictory(
        &mut self,
        domains: &Ranges,
        demands: &[Demand],
    ) -> Result<bool, TooLarge> {
        let mut rows: Vec<Row> = Vec::new();
        let mut lengths: Vec<Length> = Vec::new();
        for (question, (low, high)) in domains {
            rows.push(Row::new(
                &[(Unknown::Answer(*question), 1)],
                i128::from(*high),
            ));
            rows.push(Row::new(
                &[(Unknown::Answer(*question), -1)],
                -i128::from(*low),
            ));
        }
        for demand in demands {
            if demand.or_none {
                continue;
            }
            let comparison = &self.book.comparisons[demand.comparison];
            let (left, right) = (&comparison.left, &comparison.right);
            let (Some(left), Some(right)) = (
                self.linear(left, domains, &mut lengths),
                self.linear(right, domains, &mut lengths),
            ) else {
                continue;
            };
            // At most: left - right <= 0, with whatever slack its calendar lengths leave.
            let mut at_most = |small: &Linear, large: &Linear, gap: i128| {
                let mut terms = small.terms.clone();
                for (unknown, factor) in &large.terms {
                    *terms.entry(*unknown).or_insert(0) -= factor;
                }
                let terms: Vec<(Unknown, i128)> = terms.into_iter().collect();
                rows.push(Row::new(&terms, large.high - small.low - gap));
            };
            match demand.comparator {
                Comparator::Less => at_most(&left, &right, 1),
                Comparator::AtMost => at_most(&left, &right, 0),
                Comparator::Greater => at_most(&right, &left, 1),
                Comparator::AtLeast => at_most(&right, &left, 0),
                Comparator::Equal => {
                    at_most(&left, &right, 0);
                    at_most(&right, &left, 0);
                }
                Comparator::Different => {}
            }
        }
        for (index, length) in lengths.iter().enumerate() {
            rows.push(Row::new(&[(Unknown::Length(index), 1)], length.most));
            rows.push(Row::new(&[(Unknown::Length(index), -1)], -length.fewest));
        }
        let answers = domains.keys().copied().map(Unknown::Answer);
        let unknowns = answers.chain((0..lengths.len()).map(Unknown::Length));
        let unknowns = unknowns.collect();
        eliminate(rows, unknowns, self.effort)
    }

    /// The formula as a sum of answers and a constant, if it is one.
    ///
    /// How long so many months are depends on the day they are counted from: such a length
    /// is one more unknown, and the same one wherever the same shift stands.
    fn linear<'f>(
        &self,
        formula: &'f Formula,
        domains: &Ranges,
        lengths: &mut Vec<Length<'f>>,
    ) -> Option<Linear> {
        match formula {
            Formula::Constant(_) | Formula::Parameter(_) => {
                let image = self.within(domains).image(formula);
                let (low, high) = image.number?;
                (!image.none).then(|| Linear {
                    terms: BTreeMap::new(),
                    low: low.into(),
                    high: high.into(),
                })
            }
            Formula::Answer(question) => Some(Linear {
                terms: BTreeMap::from([(Unknown::Answer(*question), 1)]),
                low: 0,
                high: 0,
            }),
            Formula::Sum(left, operator, right) => {
                let (mut sum, right) = (
                    self.linear(left, domains, lengths)?,
                    self.linear(right, domains, lengths)?,
                );
                let minus = *operator == Operator::Subtract;
                for (unknown, factor) in right.terms {
                    *sum.terms.entry(unknown).or_insert(0) += if minus { -factor } else { factor };
                }
                sum.low += if minus { -right.high } else { right.low };
                sum.high += if minus { -right.low } else { right.high };
                Some(sum)
            }
            Formula::Shift {
                day,
                count,
                unit,
                back,
            } => {
                let mut sum = self.linear(day, domains, lengths)?;
                let count = self.within(domains).image(count);
                let (first, last) = count.number.filter(|_| !count.none)?;
                if first != last {
                    return None;
                }
                let count = if *back { -(first / 100) } else { first / 100 };
                let (fewest, most) = length(count, *unit);
                let known = lengths.iter().position(|known| known.shift == formula);
                let index = known.unwrap_or_else(|| {
                    lengths.push(Length {
                        shift: formula,
                        fewest: fewest.into(),
                        most: most.into(),
                    });
                    lengths.len() - 1
                });
                sum.terms.insert(Unknown::Length(index), 1);
                Some(sum)
            }
            // So many times an answer that is counted in whole units.
            Formula::Product(part, factor, scale) if scale.divisor == 1 => {
                let Formula::Constant(factor) = **factor else {
                    return None;
                };
                let mut part = self.linear(part, domains, lengths)?;
                let factor = i128::from(factor);
                part.terms.values_mut().for_each(|times| *times *= factor);
                let ends = (part.low * factor, part.high * factor);
                (part.low, part.high) = (ends.0.min(ends.1), ends.0.max(ends.1));
                Some(part)
            }
            Formula::Nothing
            | Formula::Amount(..)
            | Formula::Product(..)
            | Formula::Between { .. }
            | Formula::Min(_)
            | Formula::Max(_)
            | Formula::If(..) => None,
        }
    }
}

/// What is not known in a sum: an answer, or the days that a shift makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Unknown {
    Answer(QuestionId),
    Length(usize),
}

/// The days that a shift makes.
struct Length<'f> {
    shift: &'f Formula,
    fewest: i128,
    most: i128,
}

/// A sum of answers, plus something between two constants.
#[derive(Debug, Clone)]
struct Linear {
    terms: BTreeMap<Unknown, i128>,
    low: i128,
    high: i128,
}

/// A sum of answers that is at most a bound.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    terms: BTreeMap<Unknown, i128>,
    bound: i128,
}

impl Row {
    fn new(terms: &[(Unknown, i128)], bound: i128) -> Row {
        Row {
            terms: terms
                .iter()
                .copied()
                .filter(|(_, factor)| *factor != 0)
                .collect(),
            bound,
        }
    }

    fn is_contradiction(&self) -> bool {
        self.terms.is_empty() && self.bound < 0
    }
}

/// Puts rows together until each unknown is gone, first the one that makes the fewest new ones: the
/// day of the request stands in nearly all. True where nothing can keep them all.
fn eliminate(
    mut rows: Vec<Row>,
    mut unknowns: Vec<Unknown>,
    effort: &mut Effort,
) -> Result<bool, TooLarge> {
    loop {
        let made = |unknown: &Unknown| {
            let factors = rows.iter().filter_map(|row| row.terms.get(unknown));
            let (above, below): (Vec<i128>, Vec<i128>) = factors.partition(|factor| **factor > 0);
            above.len() * below.len()
        };
        let fewest = (0..unknowns.len()).min_by_key(|place| made(&unknowns[*place]));
        let Some(unknown) = fewest.map(|place| unknowns.remove(place)) else {
            break;
        };
        let factor = |row: &Row| row.terms.get(&unknown).copied().unwrap_or(0);
        let (touched, mut kept): (Vec<Row>, Vec<Row>) =
            rows.into_iter().partition(|row| factor(row) != 0);
        for above in touched.iter().filter(|row| factor(row) > 0) {
            for below in touched.iter().filter(|row| factor(row) < 0) {
                effort.spend(1)?;
                let (up, down) = (factor(above), -factor(below));
                let mut terms: BTreeMap<Unknown, i128> = BTreeMap::new();
                for (row, times) in [(above, down), (below, up)] {
                    for (other, factor) in &row.terms {
                        *terms.entry(*other).or_insert(0) += factor * times;
                    }
                }
                let terms: Vec<(Unknown, i128)> = terms.into_iter().collect();
                let row = Row::new(&terms, above.bound * down + below.bound * up);
                let huge =
                    row.bound.abs() > 1 << 80 || terms.iter().any(|(_, f)| f.abs() > 1 << 30);
                if huge || kept.len() > MOST_LINEAR {
                    return Ok(false);
                }
                if row.is_contradiction() {
                    return Ok(true);
                }
                if !row.terms.is_empty() && !kept.contains(&row) {
                    kept.push(row);
                }
            }
        }
        rows = kept;
    }
    Ok(rows.iter().any(Row::is_contradiction))
}
