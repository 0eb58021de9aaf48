//! How many questions the rules ask: counted as a walk would, and not growing unnoticed.

use std::collections::BTreeSet;

use bilan::pipeline::{self, NATIONAL};
use bilan::report::Report;
use bilan::rules::{
    Answer, Answers, Compiled, Day, DiagramNode, FALSE, PathLength, QuestionId, QuestionKind,
    Variable, asking_conditions, conclude, contradicted, evaluate_partial, heeded, parse_day,
    path_lengths, reorderings, situations,
};
use bilan::source;

use crate::analysis::{Made, compiled};
use crate::dice::Dice;

/// For each situation, the mean in hundredths and the longest way, on 2026-11-22.
const COUNTED: [(&str, i64, usize); 24] = [
    ("permanent", 1226, 23),
    ("fixed_term", 1226, 23),
    ("agency", 1226, 23),
    ("apprentice", 1226, 23),
    ("jobseeker", 700, 12),
    ("csp", 665, 12),
    ("state_agent", 907, 13),
    ("territorial_agent", 946, 13),
    ("hospital_agent", 1031, 15),
    ("public_private", 1007, 24),
    ("shopkeeper", 1030, 19),
    ("craft", 960, 17),
    ("liberal", 876, 16),
    ("doctor", 941, 17),
    ("farmer", 960, 17),
    ("author", 876, 16),
    ("performer", 784, 14),
    ("inactive", 665, 12),
    ("student", 400, 6),
    ("retired", 1050, 25),
    ("abroad", 665, 12),
    ("two_activities", 1283, 28),
    ("special", 719, 14),
    ("other", 665, 12),
];

#[test]
fn nobody_is_asked_more_than_before() {
    let compiled = shipped();
    let question = situations(&compiled.book).expect("there are situations");
    let options = compiled.book.questions[question].kind.options();
    let found = path_lengths(&compiled, day()).expect("the shipped rules are small");
    let told: Vec<(&str, i64, usize)> = found
        .iter()
        .map(|length| {
            let mean = format!("{:.0}", length.mean * 100.0);
            let mean = mean.parse().expect("a whole number");
            let id = options[length.option].as_str();
            (id, mean, length.longest.len())
        })
        .collect();
    assert_eq!(told, COUNTED);
    assert!(found.iter().all(|length| length.longest[0] == question));
}

#[test]
fn no_other_place_of_a_question_is_proposed() {
    let compiled = shipped();
    let found = path_lengths(&compiled, day()).expect("the shipped rules are small");
    let better = reorderings(&compiled, &found, day()).expect("the shipped rules are small");
    let id = better.map(|better| &compiled.book.questions[better.question].id);
    assert_eq!(id, None, "{better:?}");
}

#[test]
fn made_up_persons_are_asked_what_is_counted() {
    let compiled = shipped();
    let mut dice = Dice(7);
    for text in ["2025-03-01", "2026-11-22", "2027-02-01"] {
        let day = parse_day(text).expect("a date");
        let mut with = compiled.clone();
        let conditions = asking_conditions(&mut with, day).expect("the shipped rules are small");
        for _ in 0..400 {
            let person = consistent(&compiled, person(&compiled, day, &mut dice));
            let counted: BTreeSet<QuestionId> = conditions
                .indices()
                .filter(|question| {
                    let standing = evaluate_partial(&with, conditions[*question], &person);
                    standing.truth() == Some(true)
                })
                .collect();
            assert_eq!(walked(&compiled, &person), counted);
        }
    }
}

/// A person whose answers that others tell are those that they tell.
fn consistent(compiled: &Compiled, mut person: Answers) -> Answers {
    for (question, found) in compiled.book.questions.iter_enumerated() {
        if found.told_by.is_some() {
            person.clear(question);
        }
    }
    heeded(compiled, &person)
}

#[test]
fn the_longest_way_and_the_mean_are_those_of_brute_force() {
    let (mut plain, mut longer) = (0, 0);
    for seed in 0..500 {
        let made = Made::new(seed);
        let compiled = made.compiled();
        let book = &compiled.book;
        if book.question("e").is_some() {
            continue;
        }
        let people = made.people(book);
        let walks: Vec<BTreeSet<QuestionId>> = people
            .iter()
            .map(|person| walked(&compiled, person))
            .collect();
        let found = path_lengths(&compiled, day()).expect("the rules are small");
        let situation = situations(book).expect("there are situations");
        for PathLength {
            option,
            mean,
            longest,
        } in found
        {
            let option = Some(Answer::Option(option));
            let own = || {
                let all = people.iter().zip(&walks);
                all.filter(|(person, _)| person.get(situation) == option)
            };
            let possible = own().filter(|(person, _)| contradicted(book, person) == Ok(None));
            let most = possible.map(|(_, walk)| walk.len()).max().unwrap_or(0);
            assert_eq!(longest.len(), most, "seed {seed}");
            longer += usize::from(most > 2);
            if !compares(&compiled) {
                let weight = |person| weight(&compiled, person);
                let all: f64 = own().map(|(person, _)| weight(person)).sum();
                let sum: f64 = own()
                    .map(|(person, walk)| {
                        let count = u32::try_from(walk.len()).expect("few questions");
                        weight(person) * f64::from(count)
                    })
                    .sum();
                assert!((sum / all - mean).abs() < 1e-9, "seed {seed}");
                plain += 1;
            }
        }
    }
    assert!(plain > 30 && longer > 100, "{plain} {longer}");
}

#[test]
fn both_outcomes_of_a_comparison_are_equally_likely() {
    let questions = "  s: { type: choice, options: [p, q] }\n  n: { type: money, min: 0, max: 9 }\n  m: { type: money, min: 0, max: 9 }\n  y: { type: yes_no }\n";
    let table = "decision: d\nkind: route\nrows:\n  - { when: \"s = p\", then: closed, why: one, source: [law] }\n  - { when: \"more and y\", then: closed, source: [law] }\n  - { otherwise: open, source: [law] }\n";
    let compiled = compiled(questions, "more: \"n > m\"\n", "", table);
    let found = path_lengths(&compiled, day()).expect("the rules are small");
    let questions = |places: &[usize]| -> Vec<QuestionId> {
        places.iter().copied().map(QuestionId::new).collect()
    };
    let told: Vec<_> = found
        .iter()
        .map(|length| (length.mean, length.longest.clone()))
        .collect();
    assert_eq!(
        told,
        [(1.0, questions(&[1])), (3.5, questions(&[1, 2, 3, 4]))]
    );
}

#[test]
fn a_better_place_is_found_unless_the_question_stays() {
    let proposed = |a: &str, b: &str| {
        let questions = format!(
            "  s: {{ type: choice, options: [p, q] }}\n  a: {{ type: choice, options: [k, l, m, n]{a} }}\n  b: {{ type: yes_no{b} }}\n"
        );
        let table = "decision: d\nkind: route\nrows:\n  - { when: \"s = p\", then: closed, why: one, source: [law] }\n  - { when: \"a = k or b\", then: closed, source: [law] }\n  - { otherwise: open, source: [law] }\n";
        let compiled = compiled(&questions, "", "", table);
        let now = path_lengths(&compiled, day()).expect("the rules are small");
        let better = reorderings(&compiled, &now, day()).expect("the rules are small");
        better.map(|better| (better.question, better.before, better.gain))
    };
    let stays = ", stays: \"It is easier.\"";
    let (a, b) = (QuestionId::new(2), QuestionId::new(3));
    assert_eq!(proposed("", ""), Some((a, None, 0.125)));
    assert_eq!(proposed(stays, ""), Some((b, Some(a), 0.125)));
    assert_eq!(proposed(stays, stays), None);
}

fn shipped() -> Compiled {
    let (sources, _) = source::read(&NATIONAL);
    pipeline::rules(&sources, &mut Report::default()).expect("the rules compile")
}

fn day() -> Day {
    parse_day("2026-11-22").expect("a date")
}

/// The questions that a person is asked one after the other, with her answers at hand.
fn walked(compiled: &Compiled, person: &Answers) -> BTreeSet<QuestionId> {
    let mut answers = Answers::on(&compiled.book, person.day(&compiled.book));
    let mut asked = BTreeSet::new();
    while let Some(question) = conclude(compiled, &answers).next {
        answers.set(question, person.get(question).expect("a complete person"));
        asked.insert(question);
    }
    asked
}

/// Somebody who knows everything: any region of each answer, dates within three years.
fn person(compiled: &Compiled, day: Day, dice: &mut Dice) -> Answers {
    let mut person = Answers::on(&compiled.book, day);
    for (index, question) in compiled.book.questions.iter_enumerated() {
        if index == compiled.book.reference {
            continue;
        }
        let regions = compiled.regions(index);
        let (mut low, mut high) = *dice.one_of(&regions);
        if question.kind == QuestionKind::Date {
            (low, high) = (day.point() - 1_100, day.point() + 1_100);
        }
        let width = usize::try_from(high - low + 1).expect("a region is not empty");
        let value = low + i64::try_from(dice.under(width)).expect("it is inside");
        person.set(index, question.kind.answer(value));
    }
    person
}

/// How likely a person is where each region of each answer is as likely as the others.
fn weight(compiled: &Compiled, person: &Answers) -> f64 {
    let questions = compiled.book.questions.iter_enumerated();
    let others = questions.filter(|(index, _)| *index != compiled.book.reference);
    others
        .map(|(index, question)| {
            let Some(value) = person.point(index) else {
                unreachable!("a complete person")
            };
            let (first, last) = question.kind.bounds();
            let regions = compiled.regions(index);
            let own = regions
                .iter()
                .find(|(low, high)| (*low..=*high).contains(&value));
            let (low, high) = own.copied().unwrap_or((first, last));
            1.0 / f64::from(u32::try_from(high - low + 1).expect("a small region"))
        })
        .product()
}

/// Whether the table tests a comparison of several answers.
fn compares(compiled: &Compiled) -> bool {
    let nodes = compiled.diagrams.reachable(compiled.roots.iter().copied());
    nodes
        .into_iter()
        .any(|id| match compiled.diagrams.node(id) {
            DiagramNode::Test(level, _) => {
                matches!(compiled.variables[*level], Variable::Comparison(_))
            }
            DiagramNode::End(_) => id == FALSE,
        })
}
