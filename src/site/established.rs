//! Where a page names the last day for which a value is established: a page that was built in
//! November is then true in January.

use std::collections::HashMap;

use crate::content::{Call, Document, KnownTest};
use crate::rules::{Day, ParameterId, RuleBook, Unit, shift};
use crate::site::{ResolvedCall, knows};
use crate::source::Span;

/// For how many years before its end a value is told with it.
const YEARS: i64 = 2;

/// Has the first figure of each part of a page tell the last day of its value, where that day is
/// near or past and the part does not name it itself.
pub(super) fn tell_ends(
    document: &Document,
    book: &RuleBook,
    today: Day,
    inserts: &mut HashMap<Span, ResolvedCall>,
) {
    let known = |test: &KnownTest| knows(book, test, today);
    for section in document.shown_calls(&known) {
        let mut told = told_there(&section, book, today, inserts);
        for call in section {
            let Some(ResolvedCall::Figure(figure)) = inserts.get_mut(&call.span) else {
                continue;
            };
            if figure.on.is_some() || told.contains(&figure.parameter) {
                continue;
            }
            figure.until = near_end(book, figure.parameter, today);
            figure.enclosed = call.enclosed;
            told.push(figure.parameter);
        }
    }
}

/// The last day of a value of today, where it lies within two years or in the past.
pub fn near_end(book: &RuleBook, parameter: ParameterId, today: Day) -> Option<Day> {
    let end = book.parameters[parameter].holds_until(today)?;
    (end <= shift(today, YEARS, Unit::Year)).then_some(end)
}

/// The parameters whose last day a part of a page names.
fn told_there(
    section: &[&Call],
    book: &RuleBook,
    today: Day,
    inserts: &HashMap<Span, ResolvedCall>,
) -> Vec<ParameterId> {
    let calls = section.iter();
    let named = calls.filter_map(|call| match inserts.get(&call.span)? {
        ResolvedCall::Until(parameters) => Some(parameters),
        _ => None,
    });
    // A value that another one follows ends before the day for which it is established.
    let ends = |parameter: &ParameterId| {
        let parameter = &book.parameters[*parameter];
        parameter.holds_until(today) == parameter.established_until(today)
    };
    named.flatten().copied().filter(ends).collect()
}
