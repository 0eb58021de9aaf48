//! The shipped rules: cases, and what must be true of everybody's answers.

use std::sync::OnceLock;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use bilan::pipeline::{self, NATIONAL};
use bilan::report::Report;
use bilan::rules::{
    Answer, Answers, Compiled, Computed, Day, Hundredths, Quantity, QuestionKind, conclude, hold,
    leading_rows, read_cases, row, terminals, value,
};
use bilan::source::{self, Sources};

pub fn shipped() -> &'static (Compiled, Sources) {
    static SHIPPED: OnceLock<(Compiled, Sources)> = OnceLock::new();
    SHIPPED.get_or_init(|| {
        let (sources, unread) = source::read(&NATIONAL);
        assert!(unread.is_empty());
        let mut report = Report::default();
        let compiled = pipeline::rules(&sources, &mut report).expect("the shipped rules compile");
        assert!(report.is_empty());
        (compiled, sources)
    })
}

#[test]
fn every_worked_case_is_right() {
    let (compiled, sources) = shipped();
    let mut report = Report::default();
    let cases = read_cases(sources, &compiled.book, &mut report);
    assert!(cases.len() > 200, "the cases were not found");
    hold(compiled, &cases, sources, &mut report);
    let faults: Vec<_> = report
        .sorted()
        .iter()
        .map(|fault| &fault.message.en)
        .collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn no_case_holds_an_answer_without_a_use() {
    let (compiled, sources) = shipped();
    let cases = read_cases(sources, &compiled.book, &mut Report::default());
    for case in cases {
        let json = bilan::rules::json(compiled, &case.answers, sources);
        assert_eq!(json["ignored"], serde_json::json!([]), "{}", case.id);
    }
}

#[test]
fn the_diagrams_agree_with_the_tables_on_complete_answers() {
    let (compiled, _) = shipped();
    run(&every_answer(compiled, 0.0), 4_000, |answers| {
        let conclusion = conclude(compiled, &answers);
        let ends = terminals(compiled, &answers).expect("every answer is there");
        for (index, decision) in compiled.book.decisions.iter_enumerated() {
            let found = row(&compiled.book, index, &answers)
                .expect("every answer is there")
                .expect("no decision has a gap");
            let concluded = &conclusion.decisions[index];
            prop_assert!(concluded.settled);
            prop_assert_eq!(ends[index], decision.rows[found].terminal);
            prop_assert_eq!(&concluded.possible, &[decision.rows[found].terminal]);
            prop_assert_eq!(leading_rows(compiled, index, concluded, &answers), [found]);
            for (amount, quantity) in decision.amounts.iter().zip(&concluded.amounts) {
                let exact = value(&compiled.book, &amount.low, &answers);
                if let (Ok(Computed::Point(low)), Quantity::Between(found, _)) = (exact, quantity) {
                    prop_assert_eq!(
                        Some(Hundredths::at(low)),
                        *found,
                        "{}.{}",
                        &decision.id,
                        &amount.id
                    );
                }
            }
        }
        Ok(())
    });
}

#[test]
fn what_is_settled_stays_settled_whatever_else_is_answered() {
    let (compiled, _) = shipped();
    let people = (
        every_answer(compiled, 0.0),
        proptest::collection::vec(0..3_u8, compiled.book.questions.len()),
    );
    run(&people, 4_000, |(complete, fates)| {
        let mut partial = complete.clone();
        for (question, fate) in compiled.book.questions.indices().zip(&fates) {
            let found = &compiled.book.questions[question];
            // What is supposed is no answer that she may give later.
            let may_not_know = found.may_not_know && found.suppose.is_none();
            let supposed = found.optional && found.suppose.is_some();
            match fate {
                0 if question != compiled.book.reference && !supposed => partial.clear(question),
                1 if may_not_know => partial.set(question, Answer::Unknown),
                _ => {}
            }
        }
        let some = conclude(compiled, &partial);
        let all = conclude(compiled, &complete);
        for (index, decision) in compiled.book.decisions.iter_enumerated() {
            let (early, late) = (&some.decisions[index], &all.decisions[index]);
            for terminal in &late.possible {
                prop_assert!(
                    early.possible.contains(terminal),
                    "{} was held to be impossible",
                    &decision.id
                );
            }
            if !early.settled {
                continue;
            }
            for ((amount, wide), exact) in decision
                .amounts
                .iter()
                .zip(&early.amounts)
                .zip(&late.amounts)
            {
                if let (Quantity::Between(low, high), Quantity::Between(a, b)) = (wide, exact) {
                    prop_assert!(
                        low <= a && (high.is_none() || (b.is_some() && b <= high)),
                        "{}.{}: {:?} is not inside {:?}",
                        &decision.id,
                        &amount.id,
                        exact,
                        wide
                    );
                }
            }
        }
        Ok(())
    });
}

#[test]
fn following_the_questions_always_ends_and_settles_everything() {
    let (compiled, _) = shipped();
    run(&every_answer(compiled, 0.3), 1_000, |person| {
        let day = person.day(&compiled.book);
        let mut answers = Answers::on(&compiled.book, day);
        let mut asked = 0;
        while let Some(question) = conclude(compiled, &answers).next {
            prop_assert!(answers.get(question).is_none(), "asked twice");
            let answer = person.get(question).expect("every question has an answer");
            answers.set(question, answer);
            asked += 1;
        }
        prop_assert!(asked <= 22, "{} questions", asked);
        let end = conclude(compiled, &answers);
        prop_assert!(end.decisions.iter().all(|decision| decision.settled));
        Ok(())
    });
}

/// Answers to every question: options, and numbers and days near where something changes.
fn every_answer(compiled: &'static Compiled, unknown: f64) -> impl Strategy<Value = Answers> {
    let questions: Vec<BoxedStrategy<Answer>> = compiled
        .book
        .questions
        .iter_enumerated()
        .map(|(index, question)| {
            let (low, high) = question.kind.bounds();
            let near: Vec<i64> = (compiled.cuts(index).iter())
                .flat_map(|cut| [*cut - 1, *cut, *cut + 1])
                .filter(|value| (low..=high).contains(value))
                .chain([low, high])
                .collect();
            let known = match &question.kind {
                QuestionKind::Date => {
                    prop_oneof![proptest::sample::select(near), 17_000_i64..21_500,].boxed()
                }
                QuestionKind::Number { .. } | QuestionKind::Count { .. } => {
                    prop_oneof![proptest::sample::select(near), low..=high].boxed()
                }
                _ => (low..=high).boxed(),
            };
            // The reference date is always known, and the rules answer for recent ones.
            if index == compiled.book.reference {
                return (19_700_i64..21_000)
                    .prop_map(|point| Answer::Day(Day::at(point)))
                    .boxed();
            }
            let share = if question.may_not_know { unknown } else { 0.0 };
            (proptest::bool::weighted(share), known)
                .prop_map(move |(unknown, value)| {
                    if unknown {
                        Answer::Unknown
                    } else {
                        question.kind.answer(value)
                    }
                })
                .boxed()
        })
        .collect();
    questions.prop_map(move |all| {
        let mut answers = Answers::on(&compiled.book, Day::at(20_000));
        for (question, answer) in compiled.book.questions.indices().zip(all) {
            answers.set(question, answer);
        }
        answers
    })
}

/// The same seed in every run: a failure is seen again.
fn run<S: Strategy>(
    strategy: &S,
    cases: u32,
    test: impl Fn(S::Value) -> Result<(), TestCaseError>,
) {
    let config = Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    };
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(config, rng);
    if let Err(error) = runner.run(strategy, test) {
        panic!("{error}");
    }
}

/// Persons who know everything, and some who do not.
pub fn any_answer(compiled: &'static Compiled) -> impl Strategy<Value = Answers> {
    every_answer(compiled, 0.1)
}

/// So many persons of a kind, of each of whom something holds.
pub fn some_persons(
    persons: &impl Strategy<Value = Answers>,
    many: u32,
    holds: impl Fn(&Answers) -> Result<(), String>,
) {
    run(persons, many, |answers| {
        holds(&answers).map_err(TestCaseError::fail)
    });
}
