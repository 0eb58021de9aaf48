//! Interval arithmetic: between which numbers a term lies, wherever its unknowns may lie.

use crate::rules::person::evaluate::units_between;
use crate::rules::person::reach::Reach;
use crate::rules::person::term::Term;

/// Where each unknown lies, both ends included.
pub(in crate::rules) type Intervals = Vec<(Reach, Reach)>;

/// What a term can give: never too little, and too much where an unknown stands in it twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::rules) struct Enclosure {
    /// The numbers, where it can give one.
    pub(in crate::rules) range: Option<(Reach, Reach)>,
    /// Whether the law may set no such value.
    pub(in crate::rules) none: bool,
}

/// Encloses a term.
pub(in crate::rules) fn enclose(term: &Term, ends: &[(Reach, Reach)]) -> Enclosure {
    let of = |part: &Term| enclose(part, ends);
    match term {
        Term::Number(number) => between(Reach::of(*number), Reach::of(*number)),
        Term::None => Enclosure {
            range: None,
            none: true,
        },
        Term::Unknown(index) => between(ends[*index].0, ends[*index].1),
        Term::SomeDay => between(-Reach::ENDLESS, Reach::ENDLESS),
        Term::Sum(left, right) => both(of(left), of(right), |(a, b), (c, d)| (a + c, b + d)),
        Term::Difference(left, right) => both(of(left), of(right), |(a, b), (c, d)| (a - d, b - c)),
        Term::Product(left, right, scale) => both(of(left), of(right), |(a, b), (c, d)| {
            let all = [(a, c), (a, d), (b, c), (b, d)].map(|(one, other)| one.times(other, *scale));
            all.iter().fold((all[0], all[0]), |(low, high), end| {
                (low.min(*end), high.max(*end))
            })
        }),
        Term::Between(from, to, unit) => both(of(from), of(to), |(a, b), (c, d)| {
            let units = |from: Reach, to: Reach| {
                Some(Reach::of(units_between(
                    from.number()?,
                    to.number()?,
                    *unit,
                )))
            };
            // A later beginning leaves less, and a later end more.
            let low = units(b, c).unwrap_or(-Reach::ENDLESS);
            (low, units(a, d).unwrap_or(Reach::ENDLESS))
        }),
        Term::Min(parts) => extreme(parts.iter().map(of), Reach::min),
        Term::Max(parts) => extreme(parts.iter().map(of), Reach::max),
        Term::Either(left, right) => {
            let (left, right) = (of(left), of(right));
            Enclosure {
                range: hull(left.range, right.range),
                none: left.none || right.none,
            }
        }
    }
}

fn between(low: Reach, high: Reach) -> Enclosure {
    Enclosure {
        range: Some((low, high)),
        none: false,
    }
}

type Range = (Reach, Reach);

fn both(left: Enclosure, right: Enclosure, make: impl Fn(Range, Range) -> Range) -> Enclosure {
    Enclosure {
        range: left.range.zip(right.range).map(|(a, b)| make(a, b)),
        none: left.none || right.none,
    }
}

/// A part that the law may not set may leave the extreme to the others.
fn extreme(parts: impl Iterator<Item = Enclosure>, pick: fn(Reach, Reach) -> Reach) -> Enclosure {
    let nothing = Enclosure {
        range: None,
        none: true,
    };
    parts.fold(nothing, |best, part| {
        let mut range = both(best, part, |(a, b), (c, d)| (pick(a, c), pick(b, d))).range;
        if part.none {
            range = hull(range, best.range);
        }
        if best.none {
            range = hull(range, part.range);
        }
        Enclosure {
            range,
            none: best.none && part.none,
        }
    })
}

pub(in crate::rules) fn hull(left: Option<Range>, right: Option<Range>) -> Option<Range> {
    match (left, right) {
        (Some((a, b)), Some((c, d))) => Some((a.min(c), b.max(d))),
        (one, other) => one.or(other),
    }
}
