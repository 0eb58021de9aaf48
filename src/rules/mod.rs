//! The rules of a site: questions, dated parameters, decisions; compiled to decision diagrams.

mod analyse;
mod answered;
mod answers;
mod asked;
mod book;
mod calendar;
mod case;
mod circuit;
mod compile;
mod condition;
mod cover;
mod coverage;
mod diagram;
mod diff;
mod effort;
mod enclose;
mod evaluate;
mod explained;
mod expression;
mod faults;
mod feasible;
mod form;
mod formula;
mod frozen;
mod gaps;
mod joined;
mod law;
mod led;
mod lengths;
mod matrix;
mod named;
mod notation;
mod openings;
mod order;
mod packed;
mod parse;
mod phrases;
mod program;
mod quantity;
mod range;
mod reach;
mod refused;
mod resolve;
mod rewrite;
mod shorter;
mod slope;
mod stretches;
mod term;
mod texts;
mod too_large;
mod turns;
mod unit;
mod unsettled;
mod variables;
mod walk;
mod witness;
mod written;

pub use analyse::{ANSWERABLE, analyse};
pub use answered::{json, ranking};
pub use answers::{Answer, Answers, BadAnswer, UNKNOWN, read_answer, write_answer, written};
pub use asked::asked;
pub use book::Change as Amended;
pub use book::*;
pub use calendar::{Day, bad_day, date, day, iso, parse_day, shift};
pub use case::{
    Case, Expected, Places, What, bad_answer, contradictory, hold, read as read_cases, read_answers,
};
pub use circuit::{ALWAYS, Asked, Circuit, Gate, GateId, NEVER};
pub use compile::{Compiled, FIRST_TERMINAL, compile};
pub use coverage::{Coverage, coverage, suggestions};
pub use diagram::{Diagrams, FALSE, GAP, Node, NodeId, TRUE, TooLarge};
pub use diff::{
    ChangedAmount, ChangedAmounts, ChangedDecision, ChangedParameter, Difference, Ending, Example,
    OneSided, OneSidedKind, Situation, Through, Which, diff,
};
pub use evaluate::{Missing, contradicted, holds, makes_sense, row, value};
pub use explained::leading_rows;
pub use expression::{Comparison, Operator};
pub use faults::EXPLANATIONS;
pub use form::{Ends, Form, comparisons, form};
pub use frozen::frozen;
pub use gaps::{Gap, Gaps, gaps, parameters, read_long_ago};
pub use led::terminals;
pub use lengths::{Length, lengths};
pub use matrix::{
    Cell, Matrix, MatrixRow, Reached, USUAL, matrix, matrix_json, of_day, situations,
};
pub use openings::{Change, Openings, Values, openings};
pub use phrases::{Phrase, Phrasebook, replay};
pub use program::program;
pub use quantity::{Quantity, amount, quantity};
pub use refused::{Refused, named, refused};
pub use shorter::{Shorter, shorter};
pub use texts::{Kept, TEXTS, kept_text, quoted, text_path};
pub use too_large::TooLargeAt;
pub use turns::{coming_turns, turns};
pub use unit::{Unit, hundredths};
pub use unsettled::{FindOut, find_out};
pub use variables::{Variable, bounds, regions};
pub use walk::{Concluded, Conclusion, Standing, Told, conclude, walk};

use crate::report::Report;
use crate::source::Sources;

/// Reads the rules of a site, and says whether they are sound. Where they have a fault, which is
/// reported, only their names come back, if there are any.
pub fn read(sources: &Sources, report: &mut Report) -> (Option<RuleBook>, bool) {
    let mut own = Report::default();
    let trees = parse::trees(sources, &mut own);
    let declarations = parse::declarations(sources, &trees, &mut own);
    let book = resolve::resolve(declarations, &mut own);
    let sound = !own.has_errors();
    report.extend(own);
    if sound {
        return (Some(book), true);
    }
    let names = trees.first().map(|(_, tree)| named::named(book, tree.span));
    (names, false)
}

/// The names of a book whose rules are too large to be compiled.
pub fn names(book: RuleBook) -> RuleBook {
    let span = book.questions[book.reference].span;
    named::named(book, span)
}
