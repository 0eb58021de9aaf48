//! What changes between two versions of the rules: nothing too much, nothing too little, and
//! every example is a person for whom it is so.

use bilan::pipeline::{self, NATIONAL};
use bilan::report::Report;
use bilan::rules::{
    Answer, Answers, ChangedAmounts, ChangedDecision, Computed, DiffExample, Difference, Ending,
    Hundredths, Limit, OneSidedKind, ParameterValue, Quantity, RenamedKind, RuleBook, Which,
    conclude, diff, parse_day, row, specialised, value,
};
use bilan::source::{self, Layer};

use crate::project::Project;

/// The rules of the base sample with some files changed: each is what stands there, and what
/// stands there instead.
fn book(changes: &[(&str, &str)]) -> RuleBook {
    let project = Project::new();
    let rules = project.path().join("content/rules");
    let mut found = vec![false; changes.len()];
    for name in [
        "account.yaml",
        "facts.yaml",
        "outcomes.yaml",
        "parameters.yaml",
        "questions.yaml",
        "verdict.yaml",
    ] {
        let path = rules.join(name);
        let mut text = std::fs::read_to_string(&path).expect("the sample has the file");
        for ((from, to), found) in changes.iter().zip(&mut found) {
            *found |= text.contains(from);
            text = text.replace(from, to);
        }
        std::fs::write(&path, text).expect("files can be written");
    }
    assert!(!found.contains(&false), "the sample reads otherwise");
    let (sources, _) = source::read(&[Layer::Folder(project.path().to_owned())]);
    let mut report = Report::default();
    let compiled = pipeline::rules(&sources, &mut report);
    let messages: Vec<_> = report
        .sorted()
        .iter()
        .map(|fault| &fault.message.en)
        .collect();
    assert!(messages.is_empty(), "{messages:?}");
    compiled.expect("the rules compile").book
}

fn shipped() -> RuleBook {
    let (sources, _) = source::read(&NATIONAL);
    let compiled = pipeline::rules(&sources, &mut Report::default());
    compiled.expect("the shipped rules compile").book
}

/// Compares, and replays every example on the tables themselves.
fn check(old: &RuleBook, new: &RuleBook) -> Difference {
    let found = diff(old, new).expect("the rules are small");
    for changed in &found.decisions {
        assert!(
            !changed.situations.is_empty()
                || !changed.amounts.is_empty()
                || !changed.steps.is_empty()
        );
        for situation in &changed.situations {
            let DiffExample {
                old: was, new: is, ..
            } = &situation.example;
            assert_eq!(end(old, &changed.id, was), situation.was, "{situation:#?}");
            assert_eq!(end(new, &changed.id, is), situation.new, "{situation:#?}");
            assert_ne!(situation.was, situation.new);
            assert!(situation.old.contains(&situation.was));
        }
        for amounts in &changed.amounts {
            assert!(!amounts.amounts.is_empty());
            let Some(DiffExample {
                old: was, new: is, ..
            }) = &amounts.example
            else {
                continue;
            };
            for amount in &amounts.amounts {
                assert_ne!(amount.old, amount.new);
                assert_eq!(figure(old, &changed.id, &amount.id, was), amount.old);
                assert_eq!(figure(new, &changed.id, &amount.id, is), amount.new);
            }
        }
    }
    found
}

/// How a decision ends for a person, by the plain evaluator.
fn end(book: &RuleBook, decision: &str, answers: &Answers) -> Ending {
    let index = book.decision(decision).expect("the decision is there");
    let found = row(book, index, answers).expect("every answer is there");
    let decision = &book.decisions[index];
    let terminal = decision.rows[found.expect("a row holds")].terminal;
    Ending {
        outcome: book.outcome(index, terminal).to_owned(),
        why: decision.terminals[terminal].why.clone(),
    }
}

/// An amount of a person, by the plain evaluator; its lower end where it is a range.
fn figure(book: &RuleBook, decision: &str, amount: &str, answers: &Answers) -> Option<Quantity> {
    let decision = book.decision(decision).expect("the decision is there");
    let mut amounts = book.decisions[decision].amounts.iter();
    let amount = amounts.find(|found| found.id == amount)?;
    let quantity = |formula| match value(book, formula, answers).expect("every answer is there") {
        Computed::Point(number) => Quantity::of(Hundredths::at(number)),
        Computed::None => Quantity::None,
        Computed::Unknown => Quantity::Unknown,
    };
    let low = quantity(&amount.low);
    Some(match (low, amount.high.as_ref().map(quantity)) {
        (Quantity::Between(a, b), Some(Quantity::Between(c, d))) => {
            Quantity::Between(a.min(c), b.max(d))
        }
        (low, None) => low,
        (low, Some(high)) if low == high => low,
        _ => Quantity::Unknown,
    })
}

fn nothing(changes: &[(&str, &str)]) {
    let found = check(&book(&[]), &book(changes));
    assert!(found.is_empty(), "{found:#?}");
}

/// The conditions and ends of a decision's situations.
fn situations(changed: &ChangedDecision) -> Vec<String> {
    let situations = changed.situations.iter();
    situations
        .map(|situation| {
            let (limits, new) = (written(&situation.conditions).join(", "), &situation.new);
            format!(
                "{limits}: {} → {} ({})",
                situation.was.outcome, new.outcome, new.why
            )
        })
        .collect()
}

fn written(limits: &[Limit]) -> Vec<String> {
    limits.iter().map(|limit| limit.written.clone()).collect()
}

fn ids(found: &Difference) -> Vec<&str> {
    let decisions = found.decisions.iter();
    decisions.map(|decision| decision.id.as_str()).collect()
}

#[test]
fn the_same_rules_say_the_same() {
    nothing(&[]);
    let shipped = shipped();
    assert!(check(&shipped, &shipped).is_empty());
}

#[test]
fn what_is_only_reworded_is_no_change() {
    // The order of options, of questions and of what is put together.
    nothing(&[("[employee, farmer, retired]", "[retired, farmer, employee]")]);
    nothing(&[(
        "min(balance, ceiling, price)",
        "min(price, balance, ceiling)",
    )]);
    nothing(&[("too_soon or leave", "leave or too_soon")]);
    // The day of a check.
    nothing(&[("checked: 2026-11-22", "checked: 2026-11-21")]);
    // The same condition in other words.
    nothing(&[("status = retired", "not (status in [employee, farmer])")]);
}

#[test]
fn a_new_name_of_a_fact_is_told_as_one() {
    let new = book(&[
        ("too_soon:", "recent:"),
        ("too_soon or leave", "recent or leave"),
    ]);
    let found = check(&book(&[]), &new);
    assert_eq!(found.renamed.len(), 1);
    assert_eq!(found.renamed[0].what, RenamedKind::Fact);
    assert!(found.decisions.is_empty() && found.only.is_empty());
}

#[test]
fn rows_may_change_places_where_it_makes_no_difference() {
    let (first, second) = (
        r#"  - { when: "status = retired", then: closed, why: retired, source: [law-1] }"#,
        r#"  - { when: "too_soon or leave", then: closed, why: later, source: [law-1] }"#,
    );
    // A retired person whose last bilan is recent is told another reason.
    let both = format!("{first}\n{second}");
    let turned = format!("{second}\n{first}");
    let found = check(&book(&[]), &book(&[(&both, &turned)]));
    assert_eq!(ids(&found), ["account"]);
    assert_eq!(found.decisions[0].situations.len(), 1);
    let situation = &found.decisions[0].situations[0];
    assert_eq!(situation.conditions[0].written, "status = retired");
    assert_eq!(
        (situation.was.why.as_str(), situation.new.why.as_str()),
        ("retired", "later")
    );
    // Where no person can be in both, nothing changes.
    let narrow = ("too_soon or leave", "status = employee and leave");
    let (both, turned) = (
        both.replace(narrow.0, narrow.1),
        turned.replace(narrow.0, narrow.1),
    );
    let found = check(
        &book(&[narrow, ("too_soon: ", "unused: ")]),
        &book(&[narrow, ("too_soon: ", "unused: "), (&both, &turned)]),
    );
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn a_threshold_that_moves_concerns_those_between() {
    let at = |price: &str| format!("status = retired or price > {price}");
    let (old, new) = (at("1000"), at("1600"));
    let old = book(&[("status = retired\"", &format!("{old}\""))]);
    let new = book(&[("status = retired\"", &format!("{new}\""))]);
    let found = check(&old, &new);
    assert_eq!(ids(&found), ["account", "verdict"]);
    assert_eq!(
        situations(&found.decisions[0]),
        [
            "status != retired, leave = yes, price > 1000 and price <= 1600: closed → closed (later)",
            "status != retired, request_date <= previous_end + 5 years, price > 1000 and price <= 1600: closed → closed (later)",
            "status != retired, leave = no, request_date > previous_end + 5 years, price > 1000 and price <= 1600: closed → open (default)",
        ]
    );
}

#[test]
fn a_new_option_is_said_and_compared_with_nothing() {
    let new = book(&[(
        "[employee, farmer, retired]",
        "[employee, farmer, retired, author]",
    )]);
    let found = check(&book(&[]), &new);
    assert_eq!(found.only.len(), 1);
    let only = &found.only[0];
    assert_eq!((only.which, only.what), (Which::New, OneSidedKind::Option));
    assert_eq!(only.id, "status.author");
    assert!(found.decisions.is_empty(), "{found:#?}");
}

#[test]
fn a_question_of_one_side_is_a_condition() {
    let new = book(&[
        ("  price:", "  abroad: { type: yes_no }\n  price:"),
        ("status = retired", "status = retired or abroad"),
    ]);
    let found = check(&book(&[]), &new);
    let only: Vec<_> = found.only.iter().map(|only| only.id.as_str()).collect();
    assert_eq!(only, ["abroad"]);
    for situation in &found.decisions[0].situations {
        assert!(written(&situation.conditions).contains(&"abroad = yes".to_owned()));
    }
}

#[test]
fn when_a_question_makes_sense_counts() {
    let new = book(&[(
        "asked_if: \"status in working\"",
        "asked_if: \"status = farmer\"",
    )]);
    let found = check(&book(&[]), &new);
    assert_eq!(
        situations(&found.decisions[0]),
        [
            "status = employee, leave = yes, request_date > previous_end + 5 years: closed → open (default)"
        ]
    );
}

#[test]
fn a_dated_value_changes_amounts_from_its_day_on() {
    let new = book(&[(
        "    - { from: 2026-02-26, value: 1600, source: law-1 }",
        "    - { from: 2026-02-26, value: 1600, source: law-1 }\n    - { from: 2026-12-01, value: 1700, source: law-1 }",
    )]);
    let found = check(&book(&[]), &new);
    assert_eq!(ids(&found), ["account"]);
    assert!(found.decisions[0].situations.is_empty());
    let amounts = &found.decisions[0].amounts[0];
    assert_eq!(written(&amounts.boxes[0]), ["request_date >= 2026-12-01"]);
    assert_eq!(amounts.boxes.len(), 1);
    assert_eq!(amounts.parameters[0].id, "ceiling");
    let hundred = |euros: i64| Some(Quantity::of(Hundredths::at(euros * 100)));
    assert_eq!(
        (amounts.amounts[0].old, amounts.amounts[0].new),
        (hundred(1600), hundred(1700))
    );
}

#[test]
fn a_delay_that_changes_on_a_day_leaves_the_days_before_alone() {
    let delay = |values: &str| {
        format!(
            "delay:\n  unit: years\n  checked: 2026-11-22\n  values:\n    - {{ from: 2020-01-01, value: 5, source: law-1 }}\n{values}ceiling:"
        )
    };
    let named = ("+ 5 years", "+ delay");
    let longer = "    - { from: 2026-06-01, value: 6, source: law-1 }\n";
    let old = book(&[named, ("ceiling:\n", &format!("{}\n", delay("")))]);
    let new = book(&[named, ("ceiling:\n", &format!("{}\n", delay(longer)))]);
    let found = check(&old, &new);
    assert_eq!(ids(&found), ["account", "verdict"]);
    for situation in &found.decisions[0].situations {
        assert_eq!(
            situation.conditions[0].written,
            "request_date >= 2026-06-01"
        );
        assert_eq!(situation.new.why, "later");
    }
}

#[test]
fn the_day_of_the_ceiling_is_told_in_full() {
    let found = between("2026-02-25", "2026-02-26");
    let cpf = decision(&found, "cpf");
    let mut ends: Vec<&str> = cpf
        .situations
        .iter()
        .map(|situation| situation.new.why.as_str())
        .collect();
    ends.dedup();
    assert_eq!(
        ends,
        [
            "gap",
            "gap_start",
            "gap_unnamed",
            "short_offer",
            "gap_just_over"
        ]
    );
    let first = written(&cpf.situations[0].conditions);
    assert!(first.contains(&"previous_bilan = counted".to_owned()));
    assert!(first.contains(&"previous_end >= 2021-08-26".to_owned()));
    let covered = amounts_of(cpf, "covered");
    assert_eq!(covered.parameters[0].id, "cpf_ceiling");
    assert_eq!(covered.boxes, [Vec::<Limit>::new()]);
    let boxes: usize = found
        .decisions
        .iter()
        .map(|decision| decision.situations.len() + decision.amounts.len())
        .sum();
    // Who is an employee is so by her status, beside a pension, or by one of two activities: what
    // concerns employees takes three boxes, which are folded into one paragraph for readers.
    assert!(boxes <= 120, "{boxes} is more than anybody reads");
}

#[test]
fn the_day_of_the_contribution_changes_amounts_alone() {
    let found = between("2026-04-01", "2026-04-02");
    assert_eq!(ids(&found), ["cpf"]);
    let cpf = decision(&found, "cpf");
    assert!(cpf.situations.is_empty());
    let amounts = amounts_of(cpf, "covered");
    assert_eq!(amounts.parameters.len(), 1);
    assert_eq!(amounts.parameters[0].id, "participation");
    assert_eq!(
        (amounts.parameters[0].old, amounts.parameters[0].new),
        (
            ParameterValue::Number(Hundredths::at(10_320)),
            ParameterValue::Number(Hundredths::at(15_000))
        )
    );
    // No box is one of registered job seekers.
    let spares = |condition: &String| {
        condition.starts_with("status ")
            && condition.starts_with("status in [") != condition.contains("jobseeker")
    };
    for conditions in &amounts.boxes {
        assert!(written(conditions).iter().any(spares), "{conditions:?}");
    }
}

/// The contribution is not established in that year: what can be is compared all the same.
#[test]
fn a_change_is_told_of_a_year_of_which_another_value_is_not_known() {
    let old = shipped();
    let mut new = old.clone();
    let mut parameters = new.parameters.iter_mut();
    let ceiling = parameters.find(|parameter| parameter.id == "cpf_ceiling");
    let values = &mut ceiling.expect("the ceiling is there").values;
    let mut higher = values.last().expect("it has a value").clone();
    higher.from = parse_day("2027-01-01").expect("a day");
    higher.value = ParameterValue::Number(Hundredths::at(200_000));
    values.push(higher);
    let found = diff(&old, &new).expect("the rules are small");
    let cpf = found.decisions.iter().find(|changed| changed.id == "cpf");
    let cpf = cpf.expect("the account pays more");
    for id in ["covered", "remaining"] {
        assert_eq!(amounts_of(cpf, id).parameters[0].id, "cpf_ceiling", "{id}");
    }
}

#[test]
fn days_between_which_no_law_changes_say_nothing() {
    assert!(between("2026-04-02", "2026-04-03").is_empty());
    assert!(between("2026-10-01", "2026-11-22").is_empty());
}

/// The shipped rules on two days; every example is asked again on these days themselves.
fn between(from: &str, to: &str) -> Difference {
    let shipped = shipped();
    let [from, to] = [from, to].map(|day| parse_day(day).expect("a day"));
    let (old, new) = (
        specialised(&shipped, from, to),
        specialised(&shipped, to, to),
    );
    let found = check(&old, &new);
    let compiled = bilan::rules::compile(shipped).expect("the shipped rules compile");
    for changed in &found.decisions {
        for situation in &changed.situations {
            let decision = compiled.book.decision(&changed.id).expect("it is there");
            for (day, ending) in [(from, &situation.was), (to, &situation.new)] {
                let mut answers = situation.example.new.clone();
                answers.set(compiled.book.reference, Answer::Day(day));
                assert_eq!(&end(&compiled.book, &changed.id, &answers), ending);
                let possible = &conclude(&compiled, &answers).decisions[decision].possible;
                let [terminal] = possible.as_slice() else {
                    panic!("{} is not settled", changed.id);
                };
                let terminal = &compiled.book.decisions[decision].terminals[*terminal];
                assert_eq!(terminal.why, ending.why);
            }
        }
    }
    found
}

fn amounts_of<'d>(changed: &'d ChangedDecision, id: &str) -> &'d ChangedAmounts {
    let mut amounts = changed.amounts.iter();
    amounts
        .find(|amounts| amounts.amounts.iter().any(|amount| amount.id == id))
        .expect("the amount changes")
}

fn decision<'d>(found: &'d Difference, id: &str) -> &'d ChangedDecision {
    let mut decisions = found.decisions.iter();
    decisions
        .find(|decision| decision.id == id)
        .expect("the decision changes")
}
