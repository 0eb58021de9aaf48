//! The small fields that rules and law share: days and ids.

use crate::report::{Fault, Report};
use crate::rules::book::calendar::{Day, odd_day, parse_day};
use crate::say;
use crate::yaml::{Name, Node};

/// Reads a calendar day, or reports what stands there.
pub(in crate::rules) fn iso_day(node: &Node, report: &mut Report) -> Option<Day> {
    let day = node.scalar().and_then(parse_day);
    if day.is_none() {
        let fault = node.unexpected(say!("une date comme 2026-11-22", "a date like 2026-11-22"));
        report.add(match node.scalar().and_then(odd_day) {
            Some(help) => fault.help(help),
            None => fault,
        });
    }
    day
}

/// The text of a name that can be an id: lower-case letters, digits, `_` and `-`.
pub(in crate::rules) fn id(name: &Name, report: &mut Report) -> Option<String> {
    let text = &name.text;
    let first = text.starts_with(|letter: char| letter.is_ascii_lowercase());
    let rest = text.bytes().all(|byte| {
        byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_' || byte == b'-'
    });
    if first && rest {
        return Some(text.clone());
    }
    report.add(
        Fault::error(
            "bad-id",
            say!(
                "`{text}` ne peut pas être un identifiant",
                "`{text}` cannot be an id"
            ),
        )
        .at(name.span)
        .help(say!(
            "utilisez des minuscules sans accent, des chiffres et `_`, en commençant par une lettre",
            "use lower-case letters without accents, digits and `_`, beginning with a letter"
        )),
    );
    None
}
