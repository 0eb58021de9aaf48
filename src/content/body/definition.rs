//! Finds addresses that are defined for a link and that no link uses: Markdown takes such a line
//! off the page, and a line such as `[Important]: urgent` is one.

use std::collections::HashMap;
use std::ops::Range;

use super::Writer;
use crate::report::Fault;
use crate::say;

/// The addresses that a page defines, by their names, until a link uses them.
pub(super) type Definitions = HashMap<String, Range<usize>>;

/// A name as Markdown compares it.
pub(super) fn folded(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

impl Writer<'_> {
    /// Reports the addresses that no link has used.
    pub(super) fn check_definitions(&mut self) {
        let mut left: Vec<Range<usize>> = std::mem::take(&mut self.definitions)
            .into_values()
            .collect();
        left.sort_by_key(|range| range.start);
        for range in left {
            let place = self.span_of(&range);
            self.report.add(
                Fault::warning(
                    "unused-reference",
                    say!(
                        "cette ligne définit l'adresse d'un lien, et ne serait pas publiée",
                        "this line defines the address of a link, and would not be published"
                    ),
                )
                .at(place)
                .help(say!(
                    "retirez-la ; si c'est un texte, écrivez `\\[` au début",
                    "take it out; if it is a text, write `\\[` at its beginning"
                )),
            );
        }
    }
}
