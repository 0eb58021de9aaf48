//! What would open a route: nothing that does not, and nothing left out.

use bilan::pipeline::{self, NATIONAL};
use bilan::report::Report;
use bilan::rules::{
    Answer, AnswerChange, AnswerSet, Answers, Compiled, Counterfactuals, Day, DecisionId,
    Hundredths, Kind, OptionId, QuestionId, RuleBook, TerminalId, conclude, counterfactuals,
    evaluate_partial, makes_sense, most_informative, parse_day, presumed, read_answer, read_cases,
    refused, row,
};
use bilan::source::{self, Layer};
use serde_json::json;

use crate::analysis::{Made, compiled, somebody_is_possible};
use crate::dice::Dice;
use crate::project::Project;

/// How many sets of rules are made up, and how many persons of each are looked at.
const SETS: u64 = 1_200;
const PERSONS: usize = 6;

#[test]
fn openings_are_those_that_brute_force_finds() {
    let (mut opened, mut waited) = (0, 0);
    for seed in 0..SETS {
        let mut made = Made::new(seed);
        made.table = made.table.replace("closed, why: two", "open, why: two");
        let compiled = made.compiled();
        let people = made.people(&compiled.book);
        if !somebody_is_possible(&compiled.book, &people) {
            continue;
        }
        let mut dice = Dice(seed ^ 0x0de5);
        for _ in 0..PERSONS {
            let whole = dice.one_of(&people).clone();
            let person = &with_less(whole, &compiled.book, &mut dice);
            if !refused(&compiled, person).is_empty() {
                continue;
            }
            let route = DecisionId::new(0);
            let found = counterfactuals(&compiled, person).swap_remove(route);
            if let Some(pays) = pays(&compiled.book, route, person) {
                assert_eq!(found.is_some(), !pays, "seed {seed}\n{}", made.table);
            }
            let Some(found) = found else { continue };
            opened += found.changes.len();
            waited += usize::from(found.opens_on.is_some());
            for question in compiled.book.questions.indices() {
                let mut values: Vec<i64> = people
                    .iter()
                    .filter_map(|person| known(person, question))
                    .collect();
                values.extend(turns(&found, question));
                values.sort_unstable();
                values.dedup();
                assert_question(&compiled, route, person, &found, question, &values);
            }
        }
    }
    assert!(opened > 1_000 && waited > 40, "{opened} {waited}");
}

/// Half of all persons as they are; of the others, some answers not known or not given.
fn with_less(mut person: Answers, book: &RuleBook, dice: &mut Dice) -> Answers {
    if dice.under(2) == 0 {
        return person;
    }
    let questions = book
        .questions
        .indices()
        .filter(|question| *question != book.reference);
    for question in questions {
        match dice.under(6) {
            0 => person.clear(question),
            1 => person.set(question, Answer::Unknown),
            _ => {}
        }
    }
    person
}

#[test]
fn sides_that_run_beside_each_other_are_given_up() {
    // Whether the tops differ by a cent shows for no price from afar: the halves never settle.
    let compiled = compiled(
        "  n: { type: money, min: 0, max: 20000 }\n  m: { type: money, min: 0, max: 20000 }\n",
        "fits: \"n + m > n + 5\"\n",
        "",
        "decision: d\nkind: route\nrows:\n  - { when: \"fits\", then: open, source: [law] }\n  - { otherwise: closed, source: [law] }\n",
    );
    let book = &compiled.book;
    let mut person = Answers::on(book, parse_day("2026-11-22").expect("a day"));
    for (id, cents) in [("n", 100), ("m", 200)] {
        person.set(
            book.question(id).expect("a question"),
            Answer::Number(Hundredths::at(cents)),
        );
    }
    let found = counterfactuals(&compiled, &person).swap_remove(DecisionId::new(0));
    let changes = found.expect("the route is closed").changes;
    let [change] = changes.as_slice() else {
        panic!("{changes:?}");
    };
    assert_eq!(change.question, book.question("m").expect("a question"));
    assert_eq!(
        change.values,
        AnswerSet::Between {
            low: Some(501),
            high: None
        }
    );
}

#[test]
fn openings_of_the_cases_are_true() {
    let (sources, _) = source::read(&NATIONAL);
    let compiled = pipeline::rules(&sources, &mut Report::default()).expect("the rules compile");
    let cases = read_cases(&sources, &compiled.book, &mut Report::default());
    let (mut replayed, mut dated) = (0, 0);
    for case in &cases {
        let answers = &case.answers;
        let all = counterfactuals(&compiled, answers);
        for (decision, found) in all.iter_enumerated() {
            let Some(found) = found else { continue };
            assert_eq!(compiled.book.decisions[decision].kind, Kind::Route);
            dated += usize::from(found.opens_on.is_some());
            for question in compiled.book.questions.indices() {
                let (low, high) = compiled.book.questions[question].kind.bounds();
                let options = compiled.book.questions[question].kind.options();
                let mut values = vec![low, high];
                if !options.is_empty() {
                    values = (low..=high).collect();
                }
                values.extend(turns(found, question));
                values.extend(known(answers, question));
                replayed += assert_question(&compiled, decision, answers, found, question, &values);
            }
        }
    }
    assert!(replayed > 2_000 && dated > 20, "{replayed} {dated}");
}

/// Holds what is said of one question to what the rules conclude; says how often the plain
/// evaluator had every answer that it needs.
/// In the last months of the wait the route has to be confirmed: that is no day on which it opens.
#[test]
fn what_has_to_be_confirmed_does_not_open_a_route() {
    let (sources, _) = source::read(&NATIONAL);
    let mut report = Report::default();
    let compiled = pipeline::rules(&sources, &mut report).expect("the shipped rules compile");
    let cases = read_cases(&sources, &compiled.book, &mut report);
    let case = cases.iter().find(|case| case.id == "C08");
    let person = &case.expect("the case is there").answers;
    let cpf = &bilan::rules::json(&compiled, person, &sources)["routes"]["cpf"];
    assert_eq!(cpf["opens_on"], "2028-05-11");
    let changes = cpf["would_open"].as_array().expect("a list");
    let payers = changes
        .iter()
        .filter(|change| change["question"] == "previous_bilan");
    for change in payers {
        let options = change["options"].as_array().expect("options");
        let counts = options.contains(&json!("unnamed"));
        assert!(!counts || change["sure"] == false, "{change}");
    }
}

fn assert_question(
    compiled: &Compiled,
    route: DecisionId,
    person: &Answers,
    found: &Counterfactuals,
    question: QuestionId,
    values: &[i64],
) -> usize {
    let book = &compiled.book;
    let id = &book.questions[question].id;
    let mut plain = 0;
    let said: Vec<&AnswerChange> = found
        .changes
        .iter()
        .filter(|change| change.question == question)
        .collect();
    let Some(own) = known(person, question) else {
        assert!(said.is_empty(), "{id} has no answer to change");
        return 0;
    };
    let asked = makes_sense(book, question, person) != Ok(false);
    assert!(asked || said.is_empty(), "{id} makes no sense");
    let (low, high) = book.questions[question].kind.bounds();
    for value in values.iter().filter(|value| (low..=high).contains(*value)) {
        let mut other = person.clone();
        other.set(question, book.answer_at(question, *value));
        // What cannot be on another day is left open; no other answer contradicts the rest.
        if question == book.reference {
            while let Some(found) = refused(compiled, &other).first() {
                let taken = found.others.iter().chain([&found.question]);
                let mut freed = taken.filter(|taken| **taken != question);
                match freed.next() {
                    Some(freed) => other.set(*freed, Answer::Unknown),
                    None => break,
                }
            }
        }
        // What is not hers to change, and a day that has passed, is never told.
        let passed = question == book.reference && *value < person.day(book).point();
        if passed || book.questions[question].fixed {
            assert!(
                !said.iter().any(|change| inside(change, *value)),
                "{id} = {value}"
            );
            continue;
        }
        if !refused(compiled, &other).is_empty() {
            let told = said.iter().any(|change| inside(change, *value));
            assert!(!told, "{id} = {value} contradicts the rest");
            continue;
        }
        let says = |sure: bool| {
            let mut said = said.iter().filter(|change| change.sure == sure);
            said.any(|change| inside(change, *value))
        };
        let other = presumed(compiled, &other);
        let possible = &conclude(compiled, &other).decisions[route].possible;
        let usable = possible.iter().filter(|end| book.usable(route, **end));
        let usable = usable.count();
        // A gap is no end that a conclusion names, but the route cannot pay there.
        let ends = evaluate_partial(compiled, compiled.roots[route], &other).ends;
        let surely = |end: &TerminalId| book.surely_usable(route, *end);
        let all = usable > 0 && usable == ends.len() && possible.iter().all(surely);
        assert_eq!(says(true), all, "{id} = {value}: {found:?}");
        assert_eq!(says(false), usable > 0 && !all, "{id} = {value}: {found:?}");
        if let Some(pays) = pays(book, route, &other) {
            plain += 1;
            assert!(pays || !all, "{id} = {value}");
            assert!(!pays || usable > 0, "{id} = {value}");
        }
        if question == book.reference && *value > own {
            let early = found.opens_on.is_none_or(|day| *value < day.point());
            assert!(!early || !all, "{value} is before {:?}", found.opens_on);
            assert!(
                found.opens_on != Some(Day::at(*value)) || all,
                "not on {value}"
            );
        }
    }
    for asks in said.iter().flat_map(|change| &change.asks) {
        assert!(person.get(*asks).is_none(), "{id} asks what is answered");
    }
    plain
}

/// Whether a route can pay, by the plain evaluator, where it has every answer that it needs.
fn pays(book: &RuleBook, route: DecisionId, person: &Answers) -> Option<bool> {
    let found = row(book, route, person).ok()?;
    Some(found.is_some_and(|row| book.usable(route, book.decisions[route].rows[row].terminal)))
}

fn known(person: &Answers, question: QuestionId) -> Option<i64> {
    person.point(question)
}

fn inside(change: &AnswerChange, value: i64) -> bool {
    match &change.values {
        AnswerSet::Options(options) => options.contains(&OptionId::at(value)),
        AnswerSet::Between { low, high } => {
            low.is_none_or(|low| low <= value) && high.is_none_or(|high| value <= high)
        }
    }
}

/// Both sides of every end that is named for a question.
fn turns(found: &Counterfactuals, question: QuestionId) -> Vec<i64> {
    let changes = found.changes.iter();
    let changes = changes.filter(|change| change.question == question);
    let ends = changes.flat_map(|change| match change.values {
        AnswerSet::Between { low, high } => [low, high],
        AnswerSet::Options(_) => [None, None],
    });
    let mut ends: Vec<i64> = ends.flatten().collect();
    let opens_on = found.opens_on.filter(|_| !ends.is_empty());
    ends.extend(opens_on.map(Day::point));
    ends.iter()
        .flat_map(|end| [end - 1, *end, end + 1])
        .collect()
}

/// The rules of the base sample, and a person: `question=answer,…`, asked on 2026-11-22.
fn sample(given: &str) -> (Compiled, source::Sources, Answers) {
    let project = Project::new();
    let (sources, _) = source::read(&[Layer::Folder(project.path().to_owned())]);
    let compiled = pipeline::rules(&sources, &mut Report::default()).expect("the rules compile");
    let book = &compiled.book;
    let mut person = Answers::on(book, parse_day("2026-11-22").expect("a day"));
    for (id, text) in given.split(',').filter_map(|part| part.split_once('=')) {
        let question = book.question(id).expect("a question");
        let answer = read_answer(book, question, text).expect("an answer that can be given");
        person.set(question, answer);
    }
    (compiled, sources, person)
}

#[test]
fn a_closed_route_says_when_it_opens_and_why_it_is_closed() {
    let given = "status=employee,leave=no,previous_end=2025-01-10,price=2000,balance=1800";
    let (compiled, sources, person) = sample(given);
    let json = bilan::rules::json(&compiled, &person, &sources);
    let account = &json["routes"]["account"];
    assert_eq!(account["state"], "closed");
    assert_eq!(account["opens_on"], "2030-01-11");
    assert_eq!(
        account["would_open"],
        json!([
            { "question": "request_date", "from": "2030-01-11", "sure": true, "asks": [] },
            { "question": "previous_end", "until": "2021-11-21", "sure": true, "asks": [] },
        ])
    );
    assert_eq!(
        account["rows"],
        json!([{
            "row": 2,
            "file": "content/rules/account.yaml",
            "line": 5,
            "when": "too_soon or leave",
            "sources": [{
                "id": "law-1",
                "reading": "official",
                "checked": "2026-11-22",
                "version": null,
                "since": null,
                "changed": null,
                "quotes": [],
            }],
        }])
    );
}

#[test]
fn an_answer_that_needs_another_may_open() {
    let (compiled, sources, person) = sample("status=retired,previous_end=2010-01-01");
    let json = bilan::rules::json(&compiled, &person, &sources);
    assert_eq!(
        json["routes"]["account"]["would_open"],
        json!([{
            "question": "status",
            "options": ["employee", "farmer"],
            "sure": false,
            "asks": ["leave"],
        }])
    );
}

#[test]
fn what_settles_most_is_to_be_found_out_first() {
    let first = |given: &str| {
        let (compiled, _, person) = sample(given);
        let found = most_informative(&compiled, &person);
        let id = |question: QuestionId| compiled.book.questions[question].id.clone();
        let account = compiled.book.decision("account").expect("the route");
        (found.first.map(id), found.decisions[account].map(id))
    };
    let both = |id: &str| (Some(id.to_owned()), Some(id.to_owned()));
    let working = "status=employee,leave=no,price=2000";
    assert_eq!(
        first(&format!("{working},previous_end=unknown,balance=unknown")),
        both("previous_end")
    );
    assert_eq!(
        first(&format!(
            "{working},previous_end=2010-01-01,balance=unknown"
        )),
        both("balance")
    );
    assert_eq!(first("status=retired,previous_end=unknown"), (None, None));
}
