//! Decides whether answers exist for which some comparisons hold and others do not.
//!
//! The answer is exact: values, the proof that there are none, or the admission that the
//! limits were reached. Three means, from the cheapest to the last: contradictions of linear
//! comparisons (Fourier and Motzkin), narrowing each answer's range until nothing moves,
//! and halving the ranges that are left. Comparisons of two shifted dates, in chains of any
//! length, are settled by the first two alone: when no range moves any more, their lower
//! ends keep every comparison.

use std::collections::BTreeMap;

use crate::rules::answers::{Answer, Answers};
use crate::rules::book::{Condition, Formula, ParameterValue, QuestionKind, RuleBook};
use crate::rules::calendar::{Day, shift};
use crate::rules::compile::bounds;
use crate::rules::diagram::TooLarge;
use crate::rules::evaluate::{compare, moved, product};
use crate::rules::expression::{Comparison, Operator};
use crate::rules::order::questions_of;
use crate::rules::unit::Unit;

/// How often a range may be narrowed or halved before the search is given up.
const MOST_STEPS: usize = 60_000;

/// How many linear comparisons are put together at most; more are left to the narrowing.
const MOST_LINEAR: usize = 400;

/// How many ways to be different are told apart; more are left to the halving.
const MOST_ALTERNATIVES: usize = 256;

/// 2026-11-22: a day that most rules are read for, and that reads well in an example.
pub(super) const USUAL_DAY: Day = 20_779;

/// The ranges of answers, by question; both ends are included.
pub(super) type Ranges = BTreeMap<usize, (i64, i64)>;

/// Answers inside `ranges` for which every relation holds, or does not, as is asked.
///
/// A question without a range may have any answer.
pub(super) fn solve(
    book: &RuleBook,
    ranges: &Ranges,
    relations: &BTreeMap<usize, bool>,
) -> Result<Option<BTreeMap<usize, i64>>, TooLarge> {
    let mut domains = Ranges::new();
    for relation in relations.keys() {
        for question in compared(book, *relation) {
            let whole = bounds(&book.questions[question].kind);
            domains.insert(question, ranges.get(&question).copied().unwrap_or(whole));
        }
    }
    let mut solver = Solver {
        book,
        steps: MOST_STEPS,
    };
    for piece in solver.pieces(&domains, relations) {
        let mut domains = domains.clone();
        if let Some(own) = domains.get_mut(&book.reference) {
            *own = piece;
        }
        let Some(demands) = solver.demands(&domains, relations) else {
            continue;
        };
        for demands in alternatives(&demands) {
            if solver.contradictory(&domains, &demands) {
                continue;
            }
            if let Some(found) = solver.search(domains.clone(), &demands)? {
                return Ok(Some(found));
            }
        }
    }
    Ok(None)
}

/// Whether a relation holds for all answers inside the ranges, or for none; nothing where
/// their ends alone do not tell. Every question that it reads has a range.
pub(super) fn settled(book: &RuleBook, relation: usize, ranges: &Ranges) -> Option<bool> {
    let solver = Solver { book, steps: 0 };
    let comparison = book.relations[relation].comparison;
    let holds = Demand {
        relation,
        comparison,
        or_none: false,
    };
    if !solver.possible(&holds, ranges) {
        return Some(false);
    }
    let fails = Demand {
        comparison: opposite(comparison),
        or_none: true,
        ..holds
    };
    (!solver.possible(&fails, ranges)).then_some(true)
}

/// The questions whose answers a relation reads.
pub(super) fn compared(book: &RuleBook, relation: usize) -> Vec<usize> {
    let mut found = Vec::new();
    for side in [
        &book.relations[relation].left,
        &book.relations[relation].right,
    ] {
        read_by(book, side, &mut found);
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn read_by(book: &RuleBook, formula: &Formula, found: &mut Vec<usize>) {
    match formula {
        Formula::Constant(_) => {}
        Formula::Answer(question) => found.push(*question),
        Formula::Parameter(_) => found.push(book.reference),
        Formula::Amount(decision, amount) => {
            read_by(book, &book.decisions[*decision].amounts[*amount].low, found);
        }
        Formula::Sum(left, _, right) | Formula::Product(left, right) => {
            read_by(book, left, found);
            read_by(book, right, found);
        }
        Formula::Shift { day, count, .. } => {
            read_by(book, day, found);
            read_by(book, count, found);
        }
        Formula::Min(parts) | Formula::Max(parts) => {
            parts.iter().for_each(|part| read_by(book, part, found));
        }
        Formula::If(condition, then, otherwise) => {
            questions_of(book, condition, found);
            read_by(book, then, found);
            read_by(book, otherwise, found);
        }
    }
}

/// A relation that must hold, or must not, read with this comparison.
#[derive(Debug, Clone, Copy)]
struct Demand {
    relation: usize,
    /// What must hold between the two sides.
    comparison: Comparison,
    /// Whether a side that the law does not set is as good.
    or_none: bool,
}

/// What a formula can give over some ranges.
#[derive(Debug, Clone, Copy)]
struct Reach {
    /// The numbers that it can give lie between these.
    number: Option<(i64, i64)>,
    /// Whether it can give no number at all.
    none: bool,
}

struct Solver<'b> {
    book: &'b RuleBook,
    steps: usize,
}

impl Solver<'_> {
    /// The range of the reference date, cut where a parameter of the relations changes.
    fn pieces(&self, domains: &Ranges, relations: &BTreeMap<usize, bool>) -> Vec<(i64, i64)> {
        let Some(&(low, high)) = domains.get(&self.book.reference) else {
            return vec![(0, 0)];
        };
        let mut cuts: Vec<Day> = Vec::new();
        for relation in relations.keys() {
            let relation = &self.book.relations[*relation];
            for side in [&relation.left, &relation.right] {
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
        pieces.sort_by_key(|(first, last)| (USUAL_DAY.clamp(*first, *last) - USUAL_DAY).abs());
        pieces
    }

    /// What is asked of each relation; nothing where one of them cannot be met.
    fn demands(&self, domains: &Ranges, relations: &BTreeMap<usize, bool>) -> Option<Vec<Demand>> {
        let mut demands = Vec::new();
        for (&place, &holds) in relations {
            let relation = &self.book.relations[place];
            let left = self.reach(&relation.left, domains);
            let right = self.reach(&relation.right, domains);
            if left.number.is_none() || right.number.is_none() {
                // Without a number on both sides it never holds.
                if holds {
                    return None;
                }
                continue;
            }
            let comparison = relation.comparison;
            demands.push(Demand {
                relation: place,
                comparison: if holds {
                    comparison
                } else {
                    opposite(comparison)
                },
                or_none: !holds && (left.none || right.none),
            });
        }
        Some(demands)
    }

    /// Whether the linear ones among the demands contradict one another.
    fn contradictory(&self, domains: &Ranges, demands: &[Demand]) -> bool {
        let mut rows: Vec<Row> = Vec::new();
        let mut lengths: Vec<Length> = Vec::new();
        for (question, (low, high)) in domains {
            rows.push(Row::new(&[(*question, 1)], i128::from(*high)));
            rows.push(Row::new(&[(*question, -1)], -i128::from(*low)));
        }
        for demand in demands {
            if demand.or_none {
                continue;
            }
            let relation = &self.book.relations[demand.relation];
            let (left, right) = (&relation.left, &relation.right);
            let (Some(left), Some(right)) = (
                self.linear(left, domains, &mut lengths),
                self.linear(right, domains, &mut lengths),
            ) else {
                continue;
            };
            // At most: left - right <= 0, with whatever slack its calendar lengths leave.
            let mut at_most = |small: &Linear, large: &Linear, gap: i128| {
                let mut terms = small.terms.clone();
                for (question, factor) in &large.terms {
                    *terms.entry(*question).or_insert(0) -= factor;
                }
                let terms: Vec<(usize, i128)> = terms.into_iter().collect();
                rows.push(Row::new(&terms, large.high - small.low - gap));
            };
            match demand.comparison {
                Comparison::Less => at_most(&left, &right, 1),
                Comparison::AtMost => at_most(&left, &right, 0),
                Comparison::Greater => at_most(&right, &left, 1),
                Comparison::AtLeast => at_most(&right, &left, 0),
                Comparison::Equal => {
                    at_most(&left, &right, 0);
                    at_most(&right, &left, 0);
                }
                Comparison::Different => {}
            }
        }
        let first = self.book.questions.len();
        for (place, length) in lengths.iter().enumerate() {
            rows.push(Row::new(&[(first + place, 1)], length.most));
            rows.push(Row::new(&[(first + place, -1)], -length.fewest));
        }
        let unknowns = domains.keys().copied();
        eliminate(rows, unknowns.chain(first..first + lengths.len()).collect())
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
                let reach = self.reach(formula, domains);
                let (low, high) = reach.number?;
                (!reach.none).then(|| Linear {
                    terms: BTreeMap::new(),
                    low: low.into(),
                    high: high.into(),
                })
            }
            Formula::Answer(question) => Some(Linear {
                terms: BTreeMap::from([(*question, 1)]),
                low: 0,
                high: 0,
            }),
            Formula::Sum(left, operator, right) => {
                let (mut sum, right) = (
                    self.linear(left, domains, lengths)?,
                    self.linear(right, domains, lengths)?,
                );
                let minus = *operator == Operator::Subtract;
                for (question, factor) in right.terms {
                    *sum.terms.entry(question).or_insert(0) += if minus { -factor } else { factor };
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
                let count = self.reach(count, domains);
                let (first, last) = count.number.filter(|_| !count.none)?;
                if first != last {
                    return None;
                }
                let count = if *back { -(first / 100) } else { first / 100 };
                let (fewest, most) = length(count, *unit);
                let known = lengths.iter().position(|known| known.shift == formula);
                let place = known.unwrap_or_else(|| {
                    lengths.push(Length {
                        shift: formula,
                        fewest: fewest.into(),
                        most: most.into(),
                    });
                    lengths.len() - 1
                });
                sum.terms.insert(self.book.questions.len() + place, 1);
                Some(sum)
            }
            Formula::Amount(..)
            | Formula::Product(..)
            | Formula::Min(_)
            | Formula::Max(_)
            | Formula::If(..) => None,
        }
    }

    fn search(
        &mut self,
        mut domains: Ranges,
        demands: &[Demand],
    ) -> Result<Option<BTreeMap<usize, i64>>, TooLarge> {
        if !self.narrow(&mut domains, demands)? {
            return Ok(None);
        }
        let usual = |question: usize, range: (i64, i64)| match self.book.questions[question].kind {
            QuestionKind::Date => USUAL_DAY.clamp(range.0, range.1),
            _ => range.0,
        };
        let corners: [&dyn Fn(usize, (i64, i64)) -> i64; 3] =
            [&usual, &|_, range| range.0, &|_, range| range.1];
        for corner in corners {
            let point: BTreeMap<usize, i64> = domains
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
                if !self.possible(demand, domains) {
                    return Ok(false);
                }
                for question in compared(self.book, demand.relation) {
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
    fn cut(&self, domains: &mut Ranges, demand: &Demand, question: usize, lower: bool) -> bool {
        let (low, high) = domains[&question];
        let impossible = |length: i64, domains: &mut Ranges| {
            let range = if lower {
                (low, low + length)
            } else {
                (high - length, high)
            };
            domains.insert(question, range);
            !self.possible(demand, domains)
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

    /// Whether some answers inside the ranges could meet the demand. "Yes" may be wrong.
    fn possible(&self, demand: &Demand, domains: &Ranges) -> bool {
        let relation = &self.book.relations[demand.relation];
        let left = self.reach(&relation.left, domains);
        let right = self.reach(&relation.right, domains);
        if demand.or_none && (left.none || right.none) {
            return true;
        }
        let (Some((a, b)), Some((c, d))) = (left.number, right.number) else {
            return false;
        };
        match demand.comparison {
            Comparison::Equal => a <= d && c <= b,
            Comparison::Different => !(a == b && c == d && a == c),
            Comparison::Less => a < d,
            Comparison::AtMost => a <= d,
            Comparison::Greater => b > c,
            Comparison::AtLeast => b >= c,
        }
    }

    /// Whether these very answers meet every demand.
    fn keeps(&self, point: &BTreeMap<usize, i64>, demands: &[Demand]) -> bool {
        let day = point.get(&self.book.reference).copied();
        let mut answers = Answers::on(self.book, day.unwrap_or(USUAL_DAY));
        for (question, value) in point {
            answers.set(*question, Answer::Known(*value));
        }
        demands.iter().all(|demand| {
            let relation = &self.book.relations[demand.relation];
            let asked = relation.comparison;
            let holds = compare(self.book, relation, &answers);
            // A demand that narrows "different" to one side is looked at more closely.
            let exact = self.possible(
                demand,
                &point
                    .iter()
                    .map(|(place, at)| (*place, (*at, *at)))
                    .collect(),
            );
            match (holds, demand.or_none) {
                (Ok(holds), true) => !holds,
                (Ok(holds), false) => exact && holds == implies(demand.comparison, asked),
                (Err(_), _) => false,
            }
        })
    }

    fn reach(&self, formula: &Formula, domains: &Ranges) -> Reach {
        let number = |low, high| Reach {
            number: Some((low, high)),
            none: false,
        };
        match formula {
            Formula::Constant(constant) => number(*constant, *constant),
            Formula::Answer(question) => {
                let (low, high) = domains[question];
                number(low, high)
            }
            Formula::Parameter(parameter) => {
                let (first, last) = domains[&self.book.reference];
                let parameter = &self.book.parameters[*parameter];
                let later = parameter
                    .changes()
                    .filter(|day| first < *day && *day <= last);
                let values = std::iter::once(first).chain(later);
                values.fold(NOTHING, |reach, day| match parameter.at(day) {
                    ParameterValue::Number(value) => reach.or(number(value, value)),
                    _ => reach.or(NO_NUMBER),
                })
            }
            Formula::Amount(decision, amount) => self.reach(
                &self.book.decisions[*decision].amounts[*amount].low,
                domains,
            ),
            Formula::Sum(left, operator, right) => {
                self.reach(left, domains)
                    .with(
                        self.reach(right, domains),
                        |(a, b), (c, d)| match operator {
                            Operator::Subtract => (a - d, b - c),
                            _ => (a + c, b + d),
                        },
                    )
            }
            Formula::Product(left, right) => {
                self.reach(left, domains)
                    .with(self.reach(right, domains), |(a, b), (c, d)| {
                        let all = [product(a, c), product(a, d), product(b, c), product(b, d)];
                        all.iter().fold((i64::MAX, i64::MIN), |(low, high), value| {
                            (low.min(*value), high.max(*value))
                        })
                    })
            }
            Formula::Shift {
                day,
                count,
                unit,
                back,
            } => self
                .reach(day, domains)
                .with(self.reach(count, domains), |(a, b), (c, d)| {
                    let (few, many) = if *back { (d, c) } else { (c, d) };
                    (moved(a, few, *unit, *back), moved(b, many, *unit, *back))
                }),
            Formula::Min(parts) => self.extreme(parts, domains, i64::min),
            Formula::Max(parts) => self.extreme(parts, domains, i64::max),
            Formula::If(_, then, otherwise) => {
                self.reach(then, domains).or(self.reach(otherwise, domains))
            }
        }
    }

    /// A part that the law does not set does not count among the others.
    fn extreme(&self, parts: &[Formula], domains: &Ranges, pick: fn(i64, i64) -> i64) -> Reach {
        let reaches: Vec<Reach> = parts.iter().map(|part| self.reach(part, domains)).collect();
        let best = reaches.iter().fold(NO_NUMBER, |best: Reach, next| {
            let both = best.with(*next, |(a, b), (c, d)| (pick(a, c), pick(b, d)));
            let alone = |reach: Reach, other: Reach| match reach.number {
                Some(_) if other.none => reach,
                _ => NOTHING,
            };
            let any = both.or(alone(best, *next)).or(alone(*next, best));
            Reach {
                none: next.none,
                ..any
            }
        });
        Reach {
            none: reaches.iter().any(|reach| reach.none),
            ..best
        }
    }

    fn step(&mut self) -> Result<(), TooLarge> {
        self.steps = self.steps.checked_sub(1).ok_or(TooLarge)?;
        Ok(())
    }
}

const NOTHING: Reach = Reach {
    number: None,
    none: false,
};
const NO_NUMBER: Reach = Reach {
    number: None,
    none: true,
};

impl Reach {
    /// Anything that one of the two can be.
    fn or(self, other: Reach) -> Reach {
        Reach {
            number: match (self.number, other.number) {
                (Some((a, b)), Some((c, d))) => Some((a.min(c), b.max(d))),
                (one, two) => one.or(two),
            },
            none: self.none || other.none,
        }
    }

    fn with(self, other: Reach, make: impl Fn((i64, i64), (i64, i64)) -> (i64, i64)) -> Reach {
        Reach {
            number: self.number.zip(other.number).map(|(a, b)| make(a, b)),
            none: self.none || other.none,
        }
    }
}

/// How many days a shift can make, at least and at most.
fn length(count: i64, unit: Unit) -> (i64, i64) {
    /// Days of so many months in a row: at least, at most.
    const MONTHS: [(i64, i64); 12] = [
        (0, 0),
        (28, 31),
        (59, 62),
        (89, 92),
        (120, 123),
        (150, 153),
        (181, 184),
        (212, 215),
        (242, 245),
        (273, 276),
        (303, 306),
        (334, 337),
    ];
    let months = match unit {
        Unit::Month => count.clamp(-24_000, 24_000),
        Unit::Year => 12 * count.clamp(-2_000, 2_000),
        _ => {
            let days = shift(0, count, unit);
            return (days, days);
        }
    };
    let (years, rest) = (
        months.abs() / 12,
        MONTHS[months.unsigned_abs() as usize % 12],
    );
    // 1900 and 2100 are no leap years, so a fourth year may have no day more.
    let fewest = 365 * years + (years / 4 - years / 100 - 1).max(0) + rest.0;
    let most = 365 * years + (years + 3) / 4 + rest.1;
    if months < 0 {
        (-most, -fewest)
    } else {
        (fewest, most)
    }
}

/// The days on which a parameter of a formula changes.
fn changes(book: &RuleBook, formula: &Formula, found: &mut Vec<Day>) {
    match formula {
        Formula::Parameter(parameter) => found.extend(book.parameters[*parameter].changes()),
        Formula::Amount(decision, amount) => {
            changes(book, &book.decisions[*decision].amounts[*amount].low, found);
        }
        Formula::Sum(left, _, right) | Formula::Product(left, right) => {
            changes(book, left, found);
            changes(book, right, found);
        }
        Formula::Shift { day, count, .. } => {
            changes(book, day, found);
            changes(book, count, found);
        }
        Formula::Min(parts) | Formula::Max(parts) => {
            parts.iter().for_each(|part| changes(book, part, found));
        }
        Formula::If(condition, then, otherwise) => {
            if let Condition::Known(parameter) = **condition {
                found.extend(book.parameters[parameter].changes());
            }
            changes(book, then, found);
            changes(book, otherwise, found);
        }
        Formula::Constant(_) | Formula::Answer(_) => {}
    }
}

fn opposite(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Equal => Comparison::Different,
        Comparison::Different => Comparison::Equal,
        Comparison::Less => Comparison::AtLeast,
        Comparison::AtMost => Comparison::Greater,
        Comparison::Greater => Comparison::AtMost,
        Comparison::AtLeast => Comparison::Less,
    }
}

/// Whether a relation written with `asked` holds where `demand` holds between its sides.
fn implies(demand: Comparison, asked: Comparison) -> bool {
    let at = |left, right| !demand.holds(left, right) || asked.holds(left, right);
    at(0, 1) && at(1, 1) && at(1, 0)
}

/// "Different" is one thing or another: below or above. Each choice is searched alone.
fn alternatives(demands: &[Demand]) -> Vec<Vec<Demand>> {
    let mut all = vec![Vec::new()];
    for demand in demands {
        let sides: &[Comparison] = match demand.comparison {
            Comparison::Different if !demand.or_none && all.len() < MOST_ALTERNATIVES => {
                &[Comparison::Less, Comparison::Greater]
            }
            _ => &[demand.comparison],
        };
        all = all
            .iter()
            .flat_map(|chosen: &Vec<Demand>| {
                sides.iter().map(|side| {
                    let mut chosen = chosen.clone();
                    chosen.push(Demand {
                        comparison: *side,
                        ..*demand
                    });
                    chosen
                })
            })
            .collect();
    }
    all
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
    terms: BTreeMap<usize, i128>,
    low: i128,
    high: i128,
}

/// A sum of answers that is at most a bound.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    terms: BTreeMap<usize, i128>,
    bound: i128,
}

impl Row {
    fn new(terms: &[(usize, i128)], bound: i128) -> Row {
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

/// Puts rows together until each question is gone. True where nothing can keep them all.
fn eliminate(mut rows: Vec<Row>, questions: Vec<usize>) -> bool {
    for question in questions {
        let factor = |row: &Row| row.terms.get(&question).copied().unwrap_or(0);
        let (touched, mut kept): (Vec<Row>, Vec<Row>) =
            rows.into_iter().partition(|row| factor(row) != 0);
        for above in touched.iter().filter(|row| factor(row) > 0) {
            for below in touched.iter().filter(|row| factor(row) < 0) {
                let (up, down) = (factor(above), -factor(below));
                let mut terms: BTreeMap<usize, i128> = BTreeMap::new();
                for (row, times) in [(above, down), (below, up)] {
                    for (other, factor) in &row.terms {
                        *terms.entry(*other).or_insert(0) += factor * times;
                    }
                }
                let terms: Vec<(usize, i128)> = terms.into_iter().collect();
                let row = Row::new(&terms, above.bound * down + below.bound * up);
                let huge =
                    row.bound.abs() > 1 << 80 || terms.iter().any(|(_, f)| f.abs() > 1 << 30);
                if huge || kept.len() > MOST_LINEAR {
                    return false;
                }
                if row.is_contradiction() {
                    return true;
                }
                if !row.terms.is_empty() && !kept.contains(&row) {
                    kept.push(row);
                }
            }
        }
        rows = kept;
    }
    rows.iter().any(Row::is_contradiction)
}
