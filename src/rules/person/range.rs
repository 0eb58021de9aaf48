//! The smallest and the largest number that a term gives while its unknowns lie in a box.

use crate::rules::person::enclose::{Intervals, enclose};
use crate::rules::person::reach::Reach;
use crate::rules::person::slope::{Remainders, lowest_end, slack, slope};
use crate::rules::person::term::{Term, difference};

/// How often a box is cut before its best estimate is taken. It is counted, never timed, so
/// that the browser stops at the same place (`themes/default/assets/range.mjs`).
const MOST_CUTS: usize = 200;

/// From where to where a term goes, never too narrow; nothing where it gives no number.
///
/// Where it only rises or only falls with an unknown, its ends lie at an end of that unknown.
/// Elsewhere the box is cut, and the halves that cannot hold an end are left: what remains
/// is exact but for a counted number of cuts.
pub(in crate::rules) fn range(term: &Term, ends: &Intervals) -> Option<(Reach, Reach)> {
    let (low, high) = enclose(term, ends).range?;
    if low == high {
        return Some((low, high));
    }
    let turned = difference(Term::Number(0), term.clone());
    Some((least(term, ends), -least(&turned, ends)))
}

/// A part of the box in which the least may lie.
struct Part {
    /// Not more than the least in it.
    bound: Reach,
    ends: Intervals,
}

fn least(term: &Term, ends: &Intervals) -> Reach {
    let mut reached = None;
    let mut parts: Vec<Part> = part(term, ends.clone(), &mut reached).into_iter().collect();
    for _ in 0..MOST_CUTS {
        let Some((index, lowest)) = (parts.iter().enumerate())
            .min_by(|(_, left), (_, right)| left.bound.cmp(&right.bound))
            .filter(|(_, lowest)| reached.is_none_or(|reached| goes_below(lowest.bound, reached)))
            .map(|(index, lowest)| (index, lowest.ends.clone()))
        else {
            break;
        };
        let Some(halves) = halves(lowest) else { break };
        parts.remove(index);
        for half in halves {
            parts.extend(part(term, half, &mut reached));
        }
    }
    let bounds = parts.iter().map(|part| part.bound).chain(reached);
    bounds.min().unwrap_or(Reach::of(0))
}

/// Whether a bound says more than what is reached already: two that have no end say the same.
fn goes_below(bound: Reach, reached: Reach) -> bool {
    bound < reached && (bound.number().is_some() || reached.number().is_some())
}

/// A box made smaller: an unknown with which the term only rises or only falls is at its end.
/// Notes what the term reaches in it, and gives nothing back where that is its least.
fn part(term: &Term, mut ends: Intervals, reached: &mut Option<Reach>) -> Option<Part> {
    let mut narrower = true;
    while narrower {
        narrower = false;
        for index in 0..ends.len() {
            let (low, high) = ends[index];
            if low == high {
                continue;
            }
            let slope = slope(term, index, &ends, Remainders::Kept);
            if let Some(end) = lowest_end(slope, low, high) {
                ends[index] = (end, end);
                narrower = true;
            }
        }
    }
    let corner: Intervals = ends.iter().map(|(low, _)| (*low, *low)).collect();
    let far: Intervals = ends.iter().map(|(_, high)| (*high, *high)).collect();
    for corner in [&corner, &far] {
        let found = enclose(term, corner).range?.0;
        *reached = Some(reached.map_or(found, |known| known.min(found)));
    }
    let (mut bound, _) = enclose(term, &ends).range?;
    if let Some(better) = without_rounding(term, &ends) {
        bound = bound.max(better);
    }
    (corner != far).then_some(Part { bound, ends })
}

/// What a term surely does not go below, where it has one direction but for its rounding.
fn without_rounding(term: &Term, ends: &Intervals) -> Option<Reach> {
    let off = 2.0 * slack(term, ends);
    if off == 0.0 || !off.is_finite() {
        return None;
    }
    let mut corner = ends.clone();
    for index in 0..ends.len() {
        let (low, high) = ends[index];
        if low != high {
            let slope = slope(term, index, ends, Remainders::Dropped);
            let end = lowest_end(slope, low, high)?;
            corner[index] = (end, end);
        }
    }
    #[expect(clippy::cast_possible_truncation, reason = "some hundredths")]
    let off = Reach::of(off.ceil() as i64);
    Some(enclose(term, &corner).range?.0 - off)
}

/// A box cut through its longest side, or through the one without end that begins first.
fn halves(ends: Intervals) -> Option<[Intervals; 2]> {
    let mut longest: Option<(usize, i64, Option<i64>)> = None;
    for (index, (low, high)) in ends.iter().enumerate() {
        let low = low.number().unwrap_or(i64::MAX);
        let length = high.number().map(|high| high.saturating_sub(low));
        if length.is_some_and(|length| length <= 0) || low == i64::MAX {
            continue;
        }
        let longer = match (longest, length) {
            (None, _) => true,
            (Some((_, first, None)), None) => low < first,
            (Some((.., known)), None) => known.is_some(),
            (Some((.., None)), Some(_)) => false,
            (Some((.., Some(known))), Some(length)) => length > known,
        };
        if longer {
            longest = Some((index, low, length));
        }
    }
    let (index, low, length) = longest?;
    // Prices and balances turn formulas below some thousands of euros, if at all.
    let cut = length.map_or(low.saturating_mul(4).saturating_add(10_000), |length| {
        low + length / 2
    });
    let (mut left, mut right) = (ends.clone(), ends);
    left[index].1 = Reach::of(cut);
    right[index].0 = Reach::of(cut.saturating_add(1));
    Some([left, right])
}
