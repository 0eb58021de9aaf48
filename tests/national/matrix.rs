//! The summary table tells what persons get: every outcome that is told has one, and no person
//! has another.

use bilan::pipeline::{self, NATIONAL};
use bilan::report::Report;
use bilan::rules::{
    Answer, Answers, Cell, Compiled, Computed, Condition, Day, DecisionId, Hundredths, Matrix,
    OptionId, QuestionId, QuestionKind, Reached, USUAL, contradicted, holds, matrix, parse_day,
    row, value,
};
use bilan::source::{self, Layer};

use crate::dice::Dice;

use crate::project::Project;

fn compiled(layers: &[Layer]) -> Compiled {
    let (sources, _) = source::read(layers);
    let compiled = pipeline::rules(&sources, &mut Report::default());
    compiled.expect("the rules compile")
}

/// Throws that make persons.
impl Dice {
    /// An answer at an end of a region: where a rule turns, if anywhere.
    fn answer(&mut self, compiled: &Compiled, question: QuestionId) -> i64 {
        let kind = &compiled.book.questions[question].kind;
        let regions = compiled.regions(question);
        let (low, high) = regions[self.under(regions.len())];
        match kind {
            // Years around today turn more than the ends of time.
            QuestionKind::Date => {
                let later = i64::try_from(self.under(4000)).expect("small");
                today().point() - 2500 + later
            }
            _ if self.under(2) == 0 => low,
            _ => high,
        }
    }
}

fn today() -> Day {
    parse_day("2026-11-22").expect("a date")
}

/// Holds a table to the plain evaluator. Tells how many persons of the usual case were met.
fn check(compiled: &Compiled, tries: usize) -> usize {
    let book = &compiled.book;
    let matrix = matrix(book, today())
        .expect("the rules are small")
        .expect("there are situations");
    let usual = book
        .facts
        .position(|fact| fact.id == USUAL)
        .map(Condition::Fact);
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let mut met = 0;
    for found in &matrix.rows {
        for option in &found.options {
            for (route, cell) in matrix.routes.iter().zip(&found.cells) {
                told(compiled, &matrix, *option, *route, cell, &usual, &mut dice);
            }
            let examples = found.cells.iter().flat_map(|cell| &cell.usual);
            let examples: Vec<&Answers> = examples.map(|reached| &reached.person).collect();
            for turn in 0..tries {
                let mut person = Answers::on(book, today());
                let questions = book.questions.indices();
                for question in questions.filter(|question| *question != book.reference) {
                    let answer = dice.answer(compiled, question);
                    person.set(question, book.answer_at(question, answer));
                }
                // Hardly anybody is in the usual case by chance, so half are made from those
                // who are, with a few answers changed.
                if turn % 2 == 0 {
                    let example = examples[dice.under(examples.len())];
                    for question in book.questions.indices() {
                        if let (Some(answer), true) = (example.get(question), dice.under(8) > 0) {
                            person.set(question, answer);
                        }
                    }
                }
                let option = Answer::Option(*option);
                person.set(matrix.question, option);
                person.set(book.reference, Answer::Day(today()));
                if contradicted(book, &person) == Ok(None) {
                    met += person_has(compiled, &matrix, &found.cells, &person, &usual);
                }
            }
        }
    }
    met
}

/// Every outcome that a cell tells has a person who gets it.
fn told(
    compiled: &Compiled,
    matrix: &Matrix,
    option: OptionId,
    route: DecisionId,
    cell: &Cell,
    usual: &Option<Condition>,
    dice: &mut Dice,
) {
    let book = &compiled.book;
    assert!(
        !cell.possible.is_empty(),
        "{} concludes nothing",
        book.decisions[route].id
    );
    let mut replay = |reached: &Reached, in_usual: bool| {
        for _ in 0..4 {
            let mut person = reached.person.clone();
            for question in book.questions.indices() {
                if person.get(question).is_none() {
                    let answer = dice.answer(compiled, question);
                    person.set(question, compiled.book.answer_at(question, answer));
                }
            }
            let option = Answer::Option(option);
            if person.get(matrix.question) != Some(option) {
                // The example of a row may stand for another of its options.
                person.set(matrix.question, option);
            }
            let found = row(book, route, &person)
                .expect("everything is answered")
                .expect("no gap");
            let found = book.decisions[route].rows[found].terminal;
            assert_eq!(found, reached.terminal, "{}", book.decisions[route].id);
            if let (Some(usual), true) = (usual, in_usual) {
                assert_eq!(holds(book, usual, &person), Ok(true));
            }
        }
    };
    for reached in &cell.usual {
        replay(reached, true);
    }
    for reached in &cell.possible {
        replay(reached, false);
    }
}

/// No person has an outcome that her cell does not tell, or is paid more than it says.
fn person_has(
    compiled: &Compiled,
    matrix: &Matrix,
    cells: &[Cell],
    person: &Answers,
    usual: &Option<Condition>,
) -> usize {
    let book = &compiled.book;
    let is_usual = usual
        .as_ref()
        .is_none_or(|usual| holds(book, usual, person) == Ok(true));
    for (route, cell) in matrix.routes.iter().zip(cells) {
        let decision = &book.decisions[*route];
        let found = row(book, *route, person)
            .expect("everything is answered")
            .expect("no gap");
        let found = decision.rows[found].terminal;
        let tells = |reached: &[Reached]| reached.iter().any(|told| told.terminal == found);
        assert!(tells(&cell.possible), "{} {person:?}", decision.id);
        assert!(
            !is_usual || tells(&cell.usual),
            "{} {person:?}",
            decision.id
        );
        let covered = decision
            .amounts
            .iter()
            .find(|amount| amount.id == "covered");
        if let (Some(most), Some(covered), true) = (cell.most, covered, is_usual)
            && book.usable(*route, found)
            && let Ok(Computed::Point(paid)) = value(book, &covered.low, person)
        {
            assert!(
                Hundredths::at(paid) <= most,
                "{} pays {paid}, the table says {most}",
                decision.id
            );
        }
    }
    usize::from(is_usual)
}

#[test]
fn the_shipped_table_tells_exactly_what_persons_get() {
    let met = check(&compiled(&NATIONAL), 300);
    assert!(met > 500, "only {met} persons of the usual case were met");
}

#[test]
fn a_table_without_a_usual_case_tells_what_anybody_gets() {
    let project = Project::new();
    let compiled = compiled(&[Layer::Folder(project.path().to_owned())]);
    assert!(check(&compiled, 50) > 50);
}

#[test]
fn options_that_are_told_the_same_share_a_row() {
    let compiled = compiled(&NATIONAL);
    let matrix = matrix(&compiled.book, today())
        .expect("small")
        .expect("there are situations");
    let options: usize = matrix.rows.iter().map(|row| row.options.len()).sum();
    let question = &compiled.book.questions[matrix.question];
    assert_eq!(options, question.kind.options().len());
    for (index, one) in matrix.rows.iter().enumerate() {
        for other in &matrix.rows[index + 1..] {
            let mut pairs = one.cells.iter().zip(&other.cells);
            assert!(!pairs.all(|(one, other)| one.agrees(other)));
        }
    }
}
