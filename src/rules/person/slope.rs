//! How fast a term rises with one of its unknowns, at least and at most.

use crate::rules::book::{Rounding, Scale};
use crate::rules::person::enclose::{Enclosure, enclose};
use crate::rules::person::reach::Reach;
use crate::rules::person::term::{Term, difference};

/// How a product that is rounded is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::rules) enum Remainders {
    /// As it is: one hundredth more of the unknown makes so many whole hundredths.
    Kept,
    /// Not at all: [`slack`] says how far that is off.
    Dropped,
}

/// The slope by the unknown at a place, while the unknowns stay between their ends.
pub(in crate::rules) fn slope(
    term: &Term,
    index: usize,
    ends: &[(Reach, Reach)],
    remainders: Remainders,
) -> (f64, f64) {
    Slopes {
        index,
        ends,
        remainders,
        enclosing: closely,
    }
    .slope(term)
}

/// Encloses a term as it is where it only rises or only falls with each unknown.
fn closely(term: &Term, ends: &[(Reach, Reach)]) -> Enclosure {
    let found = enclose(term, ends);
    if found.range.is_none_or(|(low, high)| low == high) {
        return found;
    }
    let (mut lowest, mut highest) = (ends.to_vec(), ends.to_vec());
    for (index, (low, high)) in ends.iter().copied().enumerate() {
        if low == high {
            continue;
        }
        let slopes = Slopes {
            index,
            ends,
            remainders: Remainders::Kept,
            enclosing: enclose,
        };
        let Some(end) = lowest_end(slopes.slope(term), low, high) else {
            return found;
        };
        let other = if end == low { high } else { low };
        (lowest[index], highest[index]) = ((end, end), (other, other));
    }
    let (lowest, highest) = (enclose(term, &lowest).range, enclose(term, &highest).range);
    Enclosure {
        range: lowest.zip(highest).map(|((low, _), (_, high))| (low, high)),
        none: found.none,
    }
}

/// The end of an unknown at which a term is the least, where it has one direction.
pub(in crate::rules) fn lowest_end(
    (down, up): (f64, f64),
    low: Reach,
    high: Reach,
) -> Option<Reach> {
    if down >= -FLAT {
        Some(low)
    } else if up <= FLAT {
        Some(high)
    } else {
        None
    }
}

/// Slopes that are nearer to nothing than this are nothing but the rounding of a machine.
const FLAT: f64 = 1e-9;

struct Slopes<'e> {
    index: usize,
    ends: &'e [(Reach, Reach)],
    remainders: Remainders,
    /// How parts are compared of which only some can be the extreme.
    enclosing: fn(&Term, &[(Reach, Reach)]) -> Enclosure,
}

impl Slopes<'_> {
    fn slope(&self, term: &Term) -> (f64, f64) {
        match term {
            Term::Unknown(unknown) if *unknown == self.index => (1.0, 1.0),
            Term::Number(_) | Term::None | Term::Unknown(_) | Term::SomeDay => (0.0, 0.0),
            Term::Sum(left, right) => sum(self.slope(left), self.slope(right)),
            Term::Difference(left, right) => {
                let (low, high) = self.slope(right);
                sum(self.slope(left), (-high, -low))
            }
            Term::Product(left, right, scale) => {
                let first = times(self.slope(left), factors(right, self.ends));
                let second = times(self.slope(right), factors(left, self.ends));
                let (low, high) = sum(first, second);
                let divisor = divisor(*scale);
                match self.remainders {
                    Remainders::Kept => ((low / divisor).floor(), (high / divisor).ceil()),
                    Remainders::Dropped => (low / divisor, high / divisor),
                }
            }
            // A day more or less makes a whole unit or nothing.
            Term::Between(from, to, _) => {
                let unit = (0.0, 100.0);
                let (low, high) = times(self.slope(from), unit);
                sum(times(self.slope(to), unit), (-high, -low))
            }
            Term::Min(parts) => self.hull(&self.leading(parts, |one, other| (one, other))),
            Term::Max(parts) => self.hull(&self.leading(parts, |one, other| (other, one))),
            Term::Either(left, right) => self.hull(&[left, right]),
        }
    }

    fn hull(&self, parts: &[&Term]) -> (f64, f64) {
        let slopes = parts.iter().map(|part| self.slope(part));
        let all = slopes.reduce(|(a, b), (c, d)| (a.min(c), b.max(d)));
        all.unwrap_or((0.0, 0.0))
    }

    /// The parts that can be the extreme: no other is always at least as extreme as they are.
    /// `less` says what is taken from what to see that.
    fn leading<'t>(
        &self,
        parts: &'t [Term],
        less: fn(Term, Term) -> (Term, Term),
    ) -> Vec<&'t Term> {
        let mut kept: Vec<&Term> = parts.iter().collect();
        for part in parts {
            let beaten = kept.iter().any(|other| {
                let (from, taken) = less((*other).clone(), part.clone());
                let found = (self.enclosing)(&difference(from, taken), self.ends);
                let below = found.range.is_some_and(|(_, high)| high <= Reach::of(0));
                !std::ptr::eq(*other, part) && below && !found.none
            });
            if beaten {
                kept.retain(|other| !std::ptr::eq(*other, part));
            }
        }
        kept
    }
}

/// How far a term may be from what it were without any rounding, in hundredths.
pub(in crate::rules) fn slack(term: &Term, ends: &[(Reach, Reach)]) -> f64 {
    let of = |part: &Term| slack(part, ends);
    match term {
        Term::Number(_) | Term::None | Term::Unknown(_) | Term::SomeDay => 0.0,
        Term::Sum(left, right) | Term::Difference(left, right) => of(left) + of(right),
        Term::Between(from, to, _) => 100.0 * (of(from) + of(to)),
        Term::Product(left, right, scale) => {
            let largest = |part: &Term| {
                let (low, high) = factors(part, ends);
                low.abs().max(high.abs())
            };
            let carried = scaled(of(left), largest(right)) + scaled(of(right), largest(left));
            let rounded = match scale.rounding {
                Rounding::Nearest => 0.5,
                Rounding::Down | Rounding::Up => 1.0,
            };
            carried / divisor(*scale) + rounded
        }
        Term::Min(parts) | Term::Max(parts) => parts.iter().map(of).fold(0.0, f64::max),
        Term::Either(left, right) => of(left).max(of(right)),
    }
}

#[expect(clippy::cast_precision_loss, reason = "a factor of an estimate")]
fn divisor(scale: Scale) -> f64 {
    scale.divisor as f64
}

fn factors(term: &Term, ends: &[(Reach, Reach)]) -> (f64, f64) {
    let range = enclose(term, ends).range;
    range.map_or((0.0, 0.0), |(low, high)| (low.factor(), high.factor()))
}

fn times((a, b): (f64, f64), (c, d): (f64, f64)) -> (f64, f64) {
    let all = [scaled(a, c), scaled(a, d), scaled(b, c), scaled(b, d)];
    let low = all.into_iter().fold(f64::INFINITY, f64::min);
    (low, all.into_iter().fold(f64::NEG_INFINITY, f64::max))
}

/// Both slopes together; of what is endless in both directions nothing is known.
fn sum((a, b): (f64, f64), (c, d): (f64, f64)) -> (f64, f64) {
    let known = |sum: f64, otherwise: f64| if sum.is_nan() { otherwise } else { sum };
    (known(a + c, f64::NEG_INFINITY), known(b + d, f64::INFINITY))
}

/// Nothing of what has no end is nothing.
fn scaled(one: f64, by: f64) -> f64 {
    if one == 0.0 || by == 0.0 {
        0.0
    } else {
        one * by
    }
}
