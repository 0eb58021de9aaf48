//! Decides whether answers exist for which some comparisons hold and others do not.
//!
//! The answer is exact: values, the proof that there are none, or the admission that the
//! limits were reached. Three means, from the cheapest to the last: contradictions of linear
//! comparisons (Fourier and Motzkin), narrowing each answer's range until nothing moves,
//! and halving the ranges that are left. Comparisons of two shifted dates, in chains of any
//! length, are settled by the first two alone: when no range moves any more, their lower
//! ends keep every comparison.

mod linear;

use std::collections::BTreeMap;

use crate::rules::book::answers::Answers;
use crate::rules::book::calendar::Day;
use crate::rules::book::{
    Comparator, ComparisonId, Condition, Formula, QuestionId, QuestionKind, RuleBook, compared,
};
use crate::rules::diagram::effort::Effort;
use crate::rules::diagram::nodes::TooLarge;
use crate::rules::person::evaluate::compare;
use crate::rules::person::settled::{Demand, Ranges, Within, opposite};

/// What it takes to move one end of a range, or to halve it: some dozens of comparisons.
const NARROWING: usize = 20;

/// How many ways to be different are told apart; more are left to the halving.
const MOST_ALTERNATIVES: usize = 256;

/// 2026-11-22: a day that most rules are read for, and that reads well in an example.
pub(in crate::rules) const USUAL_DAY: Day = Day::at(20_779);

/// The usual day, or what comes nearest to it among some days.
pub(in crate::rules) fn usual_day((first, last): (i64, i64)) -> i64 {
    USUAL_DAY.point().clamp(first, last)
}

/// How far some days lie from the usual one.
pub(in crate::rules) fn from_usual(days: (i64, i64)) -> i64 {
    (usual_day(days) - USUAL_DAY.point()).abs()
}

/// Answers inside `ranges` for which every comparison holds, or does not, as is asked.
///
/// A question without a range may have any answer.
pub(in crate::rules) fn solve(
    book: &RuleBook,
    ranges: &Ranges,
    comparisons: &BTreeMap<ComparisonId, bool>,
    effort: &mut Effort,
) -> Result<Option<BTreeMap<QuestionId, i64>>, TooLarge> {
    effort.spend(1 + comparisons.len())?;
    let mut domains = Ranges::new();
    for comparison in comparisons.keys() {
        for question in compared(book, *comparison) {
            let whole = book.questions[question].kind.bounds();
            domains.insert(question, ranges.get(&question).copied().unwrap_or(whole));
        }
    }
    let mut solver = Solver { book, effort };
    for piece in solver.pieces(&domains, comparisons) {
        let mut domains = domains.clone();
        if let Some(own) = domains.get_mut(&book.reference) {
            *own = piece;
        }
        let Some(demands) = solver.demands(&domains, comparisons) else {
            continue;
        };
        for demands in alternatives(&demands) {
            if solver.contradictory(&domains, &demands)? {
                continue;
            }
            if let Some(found) = solver.search(domains.clone(), &demands)? {
                return Ok(Some(found));
            }
        }
    }
    Ok(None)
}

struct Solver<'b> {
    book: &'b RuleBook,
    effort: &'b mut Effort,
}

impl Solver<'_> {
    fn within<'a>(&'a self, ranges: &'a Ranges) -> Within<'a> {
        Within {
            book: self.book,
            ranges,
        }
    }

    /// The range of the reference date, cut where a parameter of the comparisons changes.
    fn pieces(
        &self,
        domains: &Ranges,
        comparisons: &BTreeMap<ComparisonId, bool>,
    ) -> Vec<(i64, i64)> {
        let Some(&(low, high)) = domains.get(&self.book.reference) else {
            return vec![(0, 0)];
        };
        let mut cuts: Vec<i64> = Vec::new();
        for comparison in comparisons.keys() {
            let comparison = &self.book.comparisons[*comparison];
            for side in [&comparison.left, &comparison.right] {
                changes(self.book, side, &mut cuts);
            }
        }
        cuts.retain(|cut| low < *cut && *cut <= high);
        cuts.sort_unstable();
        cuts.dedup();
        let starts = std::iter::once(low).chain(cuts.iter().copied());
        let ends = cuts.iter().map(|cut| cut - 1).chain(std::iter::once(high));
        let mut pieces: Vec<(i64, i64)> = starts.zip(ends).collect();
        // Recent days make the better examples.
        pieces.sort_by_key(|piece| from_usual(*piece));
        pieces
    }

    /// What is asked of each comparison; nothing where one of them cannot be met.
    fn demands(
        &self,
        domains: &Ranges,
        comparisons: &BTreeMap<ComparisonId, bool>,
    ) -> Option<Vec<Demand>> {
        let mut demands = Vec::new();
        for (&comparison, &holds) in comparisons {
            let found = &self.book.comparisons[comparison];
            let within = self.within(domains);
            let left = within.image(&found.left);
            let right = within.image(&found.right);
            if left.number.is_none() || right.number.is_none() {
                // Without a number on both sides it never holds.
                if holds {
                    return None;
                }
                continue;
            }
            let comparator = found.comparator;
            demands.push(Demand {
                comparison,
                comparator: if holds {
                    comparator
                } else {
                    opposite(comparator)
                },
                or_none: !holds && (left.none || right.none),
            });
        }
        Some(demands)
    }

    fn search(
        &mut self,
        mut domains: Ranges,
        demands: &[Demand],
    ) -> Result<Option<BTreeMap<QuestionId, i64>>, TooLarge> {
        if !self.narrow(&mut domains, demands)? {
            return Ok(None);
        }
        let usual =
            |question: QuestionId, range: (i64, i64)| match self.book.questions[question].kind {
                QuestionKind::Date => usual_day(range),
                _ => range.0,
            };
        let corners: [&dyn Fn(QuestionId, (i64, i64)) -> i64; 3] =
            [&usual, &|_, range| range.0, &|_, range| range.1];
        for corner in corners {
            let point: BTreeMap<QuestionId, i64> = domains
                .iter()
                .map(|(question, range)| (*question, corner(*question, *range)))
                .collect();
            if self.keeps(&point, demands) {
                return Ok(Some(point));
            }
        }
        let widest = domains
            .iter()
            .max_by_key(|(_, (low, high))| high - low)
            .map(|(question, range)| (*question, *range));
        let Some((question, (low, high))) = widest.filter(|(_, (low, high))| low < high) else {
            return Ok(None);
        };
        self.step()?;
        let middle = low + (high - low) / 2;
        for half in [(low, middle), (middle + 1, high)] {
            let mut domains = domains.clone();
            domains.insert(question, half);
            if let Some(found) = self.search(domains, demands)? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// Cuts off the ends of the ranges that no solution can hold. False where nothing is left.
    fn narrow(&mut self, domains: &mut Ranges, demands: &[Demand]) -> Result<bool, TooLarge> {
        loop {
            let mut moved = false;
            for demand in demands {
                if !self.within(domains).possible(demand) {
                    return Ok(false);
                }
                for question in compared(self.book, demand.comparison) {
                    for lower in [true, false] {
                        if self.cut(domains, demand, question, lower) {
                            self.step()?;
                            moved = true;
                        }
                    }
                }
            }
            if !moved {
                return Ok(true);
            }
        }
    }

    /// Moves one end of one range inwards as far as the demand forces it.
    fn cut(
        &self,
        domains: &mut Ranges,
        demand: &Demand,
        question: QuestionId,
        lower: bool,
    ) -> bool {
        let (low, high) = domains[&question];
        let impossible = |length: i64, domains: &mut Ranges| {
            let range = if lower {
                (low, low + length)
            } else {
                (high - length, high)
            };
            domains.insert(question, range);
            !self.within(domains).possible(demand)
        };
        let mut refused = 0;
        if low == high || !impossible(0, domains) {
            domains.insert(question, (low, high));
            return false;
        }
        // The demand can be met on the whole range, so the end stops somewhere before it.
        let mut allowed = high - low;
        while allowed - refused > 1 {
            let middle = refused + (allowed - refused) / 2;
            if impossible(middle, domains) {
                refused = middle;
            } else {
                allowed = middle;
            }
        }
        let range = if lower {
            (low + refused + 1, high)
        } else {
            (low, high - refused - 1)
        };
        domains.insert(question, range);
        true
    }

    /// Whether these very answers meet every demand.
    fn keeps(&self, point: &BTreeMap<QuestionId, i64>, demands: &[Demand]) -> bool {
        let day = point.get(&self.book.reference).copied();
        let mut answers = Answers::on(self.book, day.map_or(USUAL_DAY, Day::at));
        for (question, value) in point {
            answers.set(*question, self.book.answer_at(*question, *value));
        }
        let ends = point
            .iter()
            .map(|(question, value)| (*question, (*value, *value)));
        let at: Ranges = ends.collect();
        demands.iter().all(|demand| {
            let comparison = &self.book.comparisons[demand.comparison];
            let asked = comparison.comparator;
            let holds = compare(self.book, comparison, &answers);
            // A demand that narrows "different" to one side is looked at more closely.
            let exact = self.within(&at).possible(demand);
            match (holds, demand.or_none) {
                (Ok(holds), true) => !holds,
                (Ok(holds), false) => exact && holds == implies(demand.comparator, asked),
                (Err(_), _) => false,
            }
        })
    }

    fn step(&mut self) -> Result<(), TooLarge> {
        self.effort.spend(NARROWING)
    }
}

/// The days on which a parameter of a formula changes.
fn changes(book: &RuleBook, formula: &Formula, found: &mut Vec<i64>) {
    formula.each(&mut |part| match part {
        Formula::Parameter(parameter) => {
            found.extend(book.parameters[*parameter].changes().map(Day::point));
        }
        Formula::Amount(decision, amount) => {
            changes(book, &book.decisions[*decision].amounts[*amount].low, found);
        }
        Formula::If(condition, ..) => {
            if let Condition::Known(parameter) = **condition {
                found.extend(book.parameters[parameter].changes().map(Day::point));
            }
        }
        _ => {}
    });
}

/// Whether a comparison written with `asked` holds where `demand` holds between its sides.
fn implies(demand: Comparator, asked: Comparator) -> bool {
    let at = |left, right| !demand.holds(left, right) || asked.holds(left, right);
    at(0, 1) && at(1, 1) && at(1, 0)
}

/// "Different" is one thing or another: below or above. Each choice is searched alone.
fn alternatives(demands: &[Demand]) -> Vec<Vec<Demand>> {
    let mut all = vec![Vec::new()];
    for demand in demands {
        let sides: &[Comparator] = match demand.comparator {
            Comparator::Different if !demand.or_none && all.len() < MOST_ALTERNATIVES => {
                &[Comparator::Less, Comparator::Greater]
            }
            _ => &[demand.comparator],
        };
        all = all
            .iter()
            .flat_map(|known: &Vec<Demand>| {
                sides.iter().map(|side| {
                    let mut known = known.clone();
                    known.push(Demand {
                        comparator: *side,
                        ..*demand
                    });
                    known
                })
            })
            .collect();
    }
    all
}
