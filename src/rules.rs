//! The rules of a site: questions, dated parameters, decisions; compiled to decision diagrams.

mod book;
mod change;
mod diagram;
mod language;
mod person;
mod proof;
mod published;

pub use book::answers::{
    Answer, Answers, BadAnswer, UNKNOWN, bad_answer, read_answer, write_answer,
};
pub use book::calendar::{Day, FIRST_DAY, LAST_DAY, bad_day, date, day, iso, parse_day, shift};
pub use book::texts::{KeptText, TEXTS, kept_text, quoted, text_path};
pub use book::turns::{coming_turns, turns};
pub use book::unit::{Hundredths, Unit, hundredths};
pub use book::*;
pub use change::diff::{
    ChangedAmount, ChangedAmounts, ChangedDecision, ChangedFlag, ChangedOutcomes, ChangedParameter,
    ChangedQuestion, ChangedStep, ChangedValue, DiffExample, Difference, Ending, Limit, OneSided,
    OneSidedKind, Situation, StepChange, Through, Which, diff, diff_in_words,
};
pub use change::renamed::{Rename, RenamedKind};
pub use change::specialised::specialised;
pub use diagram::compile::{Compiled, compile};
pub use diagram::nodes::{DiagramNode, Diagrams, End, FALSE, GAP, Level, NodeId, TRUE, TooLarge};
pub use diagram::too_large::TooLargeAt;
pub use diagram::variables::{Variable, regions, runs};
pub use language::answered::{answer_named, question_named};
pub use language::display::condition as condition_text;
pub use language::interval::{figure, interval_words, number_words};
pub use language::named::RuleNames;
pub use language::parse::EXAMPLES;
pub use language::phrases::{Phrasebook, QuestionPhrase, replay};
pub use person::conclude::{DecisionResult, Evaluation, StepDue, conclude, heeded, presumed};
pub use person::counterfactuals::{AnswerChange, AnswerSet, Counterfactuals, counterfactuals};
pub use person::cursor::terminals;
pub use person::evaluate::{Computed, Missing, contradicted, holds, makes_sense, row, value};
pub use person::explained::leading_rows;
pub use person::gaps::{Gap, Gaps, gaps, parameters, read_long_ago};
pub use person::json::json;
pub use person::most_informative::{MostInformative, most_informative};
pub use person::partial::{Reachable, evaluate_partial};
pub use person::quantity::{Quantity, amount, due_day};
pub use person::ranking::ranking;
pub use person::refused::{Refused, questions_of_contradiction, refused};
pub use person::suppositions::{supposed_answer, suppositions};
pub use proof::analyse::{ANSWERABLE, analyse};
pub use proof::asking::asking_conditions;
pub use proof::case::{
    AnswerSpans, Case, Expected, What, choose, contradictory, hold, read as read_cases,
    read_answers, read_named,
};
pub use proof::coverage::{Coverage, coverage, suggestions};
pub use proof::path_lengths::{PathLength, path_lengths};
pub use proof::region::{LackingRow, lacking_rows};
pub use proof::reordering::{Reordering, reorderings};
pub use published::circuit::{ALWAYS, Asked, Circuit, Gate, GateId, NEVER};
pub use published::form::{Form, PossibleEnds, comparisons, form};
pub use published::matrix::{Cell, Matrix, MatrixRow, Reached, matrix, matrix_json, of_day};
pub use published::program::{program, reckoned};

use crate::report::Report;
use crate::source::Sources;

/// The rules of a site as they could be read.
#[derive(Debug)]
pub enum Rules {
    /// They have no fault of their own.
    Sound(Box<Compiled>),
    /// They have one; their names stand in, for the rest of the site to be read with.
    Named(RuleNames),
}

impl Rules {
    /// The rules where they are sound.
    pub fn sound(self) -> Option<Compiled> {
        match self {
            Rules::Sound(compiled) => Some(*compiled),
            Rules::Named(_) => None,
        }
    }
}

/// Proves the rules and holds them to their cases.
pub fn prove(compiled: &Compiled, phrases: &Phrasebook, sources: &Sources, report: &mut Report) {
    analyse(compiled, phrases, report);
    let cases = read_cases(sources, &compiled.book, report);
    hold(compiled, &cases, sources, report);
}

/// Reads and compiles the rules of a site. Every fault is reported; nothing comes back where
/// there is not even a file.
pub fn read(sources: &Sources, report: &mut Report) -> Option<Rules> {
    let mut own = Report::default();
    let trees = language::parse::trees(sources, &mut own);
    let declarations = language::parse::declarations(sources, &trees, &mut own);
    let book = language::resolve::resolve(declarations, &mut own);
    if !own.has_errors() {
        match compile(book.clone()) {
            Ok(compiled) => {
                report.extend(own);
                return Some(Rules::Sound(Box::new(compiled)));
            }
            Err(too_large) => own.add(too_large.into()),
        }
    }
    report.extend(own);
    let (_, tree) = trees.first()?;
    Some(Rules::Named(RuleNames::of(book, tree.span)))
}
