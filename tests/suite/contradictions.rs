//! Answers that cannot be true together: who is refused, and that nobody who is shown is.

use std::io::Write;
use std::process::{Command, Stdio};

use bilan::pipeline::{self, NATIONAL};
use bilan::report::Report;
use bilan::rules::{
    Answer, Answers, Asked, ComparisonId, Compiled, ContradictionId, Day, Form, Gate, Phrasebook,
    QuestionId, analyse, contradicted, diff, form, matrix, parse_day, read_answer, read_cases,
    refused, specialised, suggestions,
};
use bilan::source;

use crate::analysis::{Made, compiled, somebody_is_possible};
use crate::dice::Dice;

/// How many sets of rules are made up, and how many persons of each are looked at.
const SETS: u64 = 600;
const PERSONS: usize = 12;

#[test]
fn who_is_refused_contradicts_herself_whatever_she_does_not_say() {
    let (mut all, mut partly) = (0, 0);
    for seed in (1..2 * SETS).step_by(2) {
        let made = Made::new(seed);
        let compiled = made.compiled();
        let people = made.people(&compiled.book);
        // Where nobody is left, that is a fault of the rules and of no person.
        if !somebody_is_possible(&compiled.book, &people) {
            continue;
        }
        let mut dice = Dice(seed ^ 0x0bad);
        for _ in 0..PERSONS {
            let person = dice.one_of(&people).clone();
            let plain = contradicted(&compiled.book, &person).expect("every answer is there");
            let found = refused(&compiled, &person);
            let first = found.first().map(|found| found.contradiction);
            assert_eq!(first, plain, "seed {seed}\n{}", made.contradictions);
            all += found.len();
            // What is not said may be anything, but for the answers that are named.
            let mut less = person.clone();
            for question in compiled.book.questions.indices() {
                if question != compiled.book.reference && dice.under(2) == 0 {
                    less.set(question, Answer::Unknown);
                }
            }
            for found in refused(&compiled, &less) {
                partly += 1;
                let taken = || found.others.iter().chain([&found.question]);
                assert!(found.others.iter().all(|other| *other < found.question));
                for other in people.iter().step_by(people.len() / 40 + 1) {
                    let mut other = other.clone();
                    for question in compiled.book.questions.indices() {
                        if let Some(point) = less.point(question) {
                            other.set(question, compiled.book.answer_at(question, point));
                        }
                    }
                    assert!(taken().all(|taken| other.get(*taken) == less.get(*taken)));
                    let refused = contradicted(&compiled.book, &other) != Ok(None);
                    assert!(refused, "seed {seed}\n{}", made.contradictions);
                }
            }
        }
    }
    assert!(all > 400 && partly > 100, "{all} {partly}");
}

fn shipped() -> (Compiled, source::Sources) {
    let (sources, _) = source::read(&NATIONAL);
    let compiled = pipeline::rules(&sources, &mut Report::default()).expect("the rules compile");
    (compiled, sources)
}

fn day(text: &str) -> Day {
    parse_day(text).expect("a day")
}

/// A permanent employee with these answers.
fn person(compiled: &Compiled, given: &str) -> Answers {
    let book = &compiled.book;
    let mut answers = Answers::on(book, day("2026-11-22"));
    for (id, text) in given.split(',').filter_map(|part| part.split_once('=')) {
        let question = book.question(id).expect("a question");
        let answer = read_answer(book, question, text).expect("an answer");
        answers.set(question, answer);
    }
    answers
}

#[test]
fn slips_are_refused_and_real_persons_are_not() {
    let (compiled, _) = shipped();
    let employee = "status=permanent,leave=none,";
    let refusals = [
        ("start_date=2026-11-21", "start_before_request start_date"),
        ("start_date=1950-02-01", "start_before_request start_date"),
        ("start_date=2032-01-01", "start_far_ahead start_date"),
        (
            "request_date=2027-03-01,start_date=2027-02-01",
            "start_before_request start_date",
        ),
        (
            "previous_bilan=counted,previous_end=2035-01-01",
            "previous_in_future previous_end",
        ),
        (
            "previous_bilan=employer,previous_end=1926-01-01",
            "previous_long_ago previous_end",
        ),
        (
            "working_time=during,absence=pending,absence_asked=2040-01-01",
            "absence_in_future absence_asked",
        ),
        (
            "plan=proposed,convention_date=2026-11-23",
            "convention_in_future convention_date",
        ),
        (
            "support_hours=20,total_hours=14",
            "fewer_than_support total_hours",
        ),
        ("leave=sick,leave_end=2026-11-21", "leave_over leave_end"),
        (
            "leave=sick,leave_end=2027-01-31,start_date=2026-12-20,end_date=2026-12-01",
            "end_before_start end_date",
        ),
        (
            "leave=parental,leave_end=2062-01-01",
            "leave_end_far_ahead leave_end",
        ),
    ];
    for (given, wanted) in refusals {
        let found = refused(&compiled, &person(&compiled, &format!("{employee}{given}")));
        let found: Vec<String> = found
            .iter()
            .map(|found| {
                let id = &compiled.book.contradictions[found.contradiction].id;
                format!("{id} {}", compiled.book.questions[found.question].id)
            })
            .collect();
        assert_eq!(found, [wanted], "{given}");
    }
    let accepted = [
        "start_date=2026-11-22",
        "start_date=unknown,end_date=2020-01-01",
        "request_date=2026-09-01,start_date=2026-10-01",
        "previous_bilan=counted,previous_end=2026-11-22",
        "previous_bilan=none,previous_end=2035-01-01",
        "working_time=during,absence=pending,absence_asked=2026-11-22",
        "working_time=during,absence=not_asked,absence_asked=2040-01-01",
        "support_hours=14,total_hours=14",
        "support_hours=unknown,total_hours=2",
        "leave=sick,leave_end=2026-11-22",
        "leave=parental,leave_end=2032-11-22",
    ];
    for given in accepted {
        let found = refused(&compiled, &person(&compiled, &format!("{employee}{given}")));
        assert_eq!(found, [], "{given}");
    }
}

#[test]
fn nobody_who_is_shown_is_impossible() {
    let (compiled, sources) = shipped();
    let book = &compiled.book;
    let cases = read_cases(&sources, book, &mut Report::default());
    for person in suggestions(&compiled, &cases).expect("small enough") {
        assert_eq!(refused(&compiled, &person), [], "{person:?}");
    }
    let table = matrix(book, day("2026-11-22")).expect("small enough");
    for cell in table
        .expect("a table")
        .rows
        .iter()
        .flat_map(|row| &row.cells)
    {
        for reached in cell.usual.iter().chain(&cell.possible) {
            assert_eq!(refused(&compiled, &reached.person), [], "{reached:?}");
        }
    }
    let request = day("2026-11-22");
    let (old, new) = (
        specialised(book, day("2026-02-25"), request),
        specialised(book, request, request),
    );
    let found = diff(&old, &new).expect("small enough");
    let mut examples = 0;
    for changed in &found.decisions {
        let situations = changed.situations.iter().map(|found| &found.example);
        let amounts = changed
            .amounts
            .iter()
            .filter_map(|found| found.example.as_ref());
        for example in situations.chain(amounts) {
            examples += 1;
            assert_eq!(contradicted(&new, &example.new), Ok(None), "{example:?}");
            assert_eq!(contradicted(&old, &example.old), Ok(None), "{example:?}");
        }
    }
    assert!(examples > 10, "{examples}");
}

const QUESTIONS: &str = "  price: { type: money, min: 0, max: 2000 }\n  paid: { type: money, min: 0, max: 2000 }\n  kind: { type: choice, options: [p, q] }\n";
const TABLE: &str = "decision: d\nkind: route\nrows:\n  - { when: \"kind = p\", then: closed, source: [law] }\n  - { otherwise: open, source: [law] }\n";

/// The faults of rules with these contradictions and this table, as `id: message` and notes.
fn faults(contradictions: &str, table: &str) -> Vec<String> {
    let more = "more: \"paid > price\"\n";
    let compiled = compiled(QUESTIONS, more, contradictions, table);
    let mut report = Report::default();
    analyse(&compiled, &Phrasebook::default(), &mut report);
    let faults = report.sorted().into_iter();
    // What no row asks for is no matter here.
    let told = faults.filter(|fault| fault.id.starts_with("rule-"));
    let told = told.filter(|fault| !fault.message.en.starts_with("the fact"));
    told.map(|fault| {
        assert!(fault.span.is_some());
        let notes = fault.notes.iter().map(|note| note.en.as_str());
        let parts: Vec<&str> = [fault.message.en.as_str()]
            .into_iter()
            .chain(notes)
            .collect();
        format!("{}: {}", fault.id, parts.join(" / "))
    })
    .collect()
}

#[test]
fn contradictions_of_no_use_are_told() {
    let never = "rule-never: this contradiction refuses nobody: it never holds";
    assert_eq!(
        faults("a: \"paid > price and price > paid\"\n", TABLE),
        [never]
    );
    let always = "rule-always: this contradiction refuses everybody: it always holds";
    assert_eq!(
        faults("a: \"paid > price or paid <= price\"\n", TABLE),
        [always]
    );
    let together = "rule-always: these contradictions together refuse everybody";
    assert_eq!(
        faults("a: \"more\"\nb: \"paid <= price\"\n", TABLE),
        [together]
    );
    let contained =
        "rule-shadowed: this contradiction never counts: all that it refuses is refused by `b`";
    assert_eq!(
        faults("a: \"paid > price + 10\"\nb: \"more\"\n", TABLE),
        [contained]
    );
    let twice =
        "rule-shadowed: this contradiction never counts: all that it refuses is refused by `a`";
    assert_eq!(
        faults("a: \"paid > price\"\nb: \"price < paid\"\n", TABLE),
        [twice]
    );
    assert_eq!(faults("a: \"more\"\nb: \"price < 10\"\n", TABLE), [""; 0]);
}

#[test]
fn a_row_that_only_impossible_persons_reach_never_holds() {
    let table = TABLE.replace("kind = p", "more and kind = p");
    assert_eq!(faults("", &table), [""; 0]);
    let why = "it would only hold for answers that cannot be true together: `a`";
    let told = format!("rule-never: this condition is never true / {why}");
    assert_eq!(faults("a: \"paid > price\"\n", &table), [told]);
    let gap = table.replace("  - { otherwise: open, source: [law] }\n", "");
    let gap = gap.replace("more and kind = p", "not more");
    assert!(faults("", &gap)[0].starts_with("rule-gap"));
    let always = "rule-always: this condition is true of everybody";
    assert_eq!(faults("a: \"paid > price\"\n", &gap), [always]);
}

/// Whether the first contradiction is told while these buttons are pressed.
fn told(form: &Form, pressed: &[(Asked, usize)]) -> bool {
    let mut open: Vec<bool> = Vec::new();
    let is = |asked: &Asked, button: &usize| pressed.contains(&(*asked, *button));
    for gate in form.circuit.gates() {
        let own = match gate {
            Gate::Fixed(own) => *own,
            Gate::Pressed(asked, buttons) => buttons.iter().any(|button| is(asked, button)),
            Gate::Released(asked, buttons) => !buttons.iter().any(|button| is(asked, button)),
            Gate::Blank(asked) => !pressed.iter().any(|(other, _)| other == asked),
            Gate::All(parts) => parts.iter().all(|part| open[part.index()]),
            Gate::Any(parts) => parts.iter().any(|part| open[part.index()]),
        };
        open.push(own);
    }
    open[form.refused[ContradictionId::new(0)].index()]
}

#[test]
fn a_form_reads_contradictions_off_what_is_pressed() {
    let table = "decision: d\nkind: route\nrows:\n  - { when: \"price < 1000 EUR\", then: closed, why: one, source: [law] }\n  - { when: \"paid < 500 EUR\", then: closed, why: two, source: [law] }\n  - { when: \"more\", then: closed, why: three, source: [law] }\n  - { otherwise: open, source: [law] }\n";
    let form = |contradiction: &str| {
        let more = "more: \"paid > price\"\n";
        form(&compiled(QUESTIONS, more, contradiction, table), &[])
    };
    let (price, paid) = (
        Asked::Question(QuestionId::new(1)),
        Asked::Question(QuestionId::new(2)),
    );
    let more = Asked::Comparison(ComparisonId::new(0));
    // No row compares them so, but the ranges may leave no doubt.
    let by_ranges = form("a: \"price > paid\"\n");
    assert!(told(&by_ranges, &[(price, 1), (paid, 0)]));
    assert!(!told(&by_ranges, &[(price, 1), (paid, 1)]));
    assert!(!told(&by_ranges, &[(price, 1)]));
    // A row asks whether it is so.
    let by_word = form("a: \"more and price < 2000 EUR\"\n");
    let asked = [(price, 1), (paid, 1), (more, 1)];
    assert!(told(&by_word, &asked));
    assert!(!told(&by_word, &[(price, 1), (paid, 1), (more, 0)]));
    assert!(!told(&by_word, &asked[..2]));
    assert!(!told(&by_word, &[(price, 2), (paid, 1), (more, 1)]));
}

/// What `bilan ask` says on 22 November 2026, with what is typed, and whether it succeeds.
fn ask(arguments: &[&str], typed: &str) -> (bool, String, String) {
    let site = tempfile::tempdir().expect("a folder");
    let content = site.path().join("content");
    std::fs::create_dir(&content).expect("a folder");
    let title = "title: Essai\nedition: model\nmenu: [definition.md]\n";
    std::fs::write(content.join("site.yaml"), title).expect("a file");
    std::fs::write(site.path().join("answers.yaml"), ANSWERS).expect("a file");
    let mut child = Command::new(env!("CARGO_BIN_EXE_bilan"))
        .args(["ask", "--date", "2026-11-22"])
        .args(arguments)
        .current_dir(site.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut input = child.stdin.take().expect("it reads");
    input.write_all(typed.as_bytes()).expect("it reads on");
    drop(input);
    let output = child.wait_with_output().expect("the program ends");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (
        output.status.success(),
        text(output.stdout),
        text(output.stderr),
    )
}

const ANSWERS: &str =
    "status: permanent\nstart_date: 1950-02-01\nsupport_hours: 20\ntotal_hours: 14\n";

#[test]
fn given_answers_are_refused_all_at_once_each_at_its_place() {
    let arguments = ["--lang", "en", "--answers", "answers.yaml"];
    let (done, told, faults) = ask(&arguments, "");
    assert!(!done && told.is_empty());
    for part in [
        "answers.yaml:2:13",
        "`request_date: 2026-11-22`, `start_date: 1950-02-01`",
        "The bilan would start before the request.",
        "answers.yaml:4:14",
        "with this one",
        "they cannot be fewer",
        "2 errors",
    ] {
        assert!(faults.contains(part), "{part}\n{faults}");
    }
    let (done, told, _) = ask(&[&arguments[..], &["--format", "json"]].concat(), "");
    let json: serde_json::Value = serde_json::from_str(&told).expect("JSON");
    assert!(!done);
    assert_eq!(json["errors"], 2);
    assert_eq!(json["faults"][0]["id"], "contradictory-answers");
    let (_, _, faults) = ask(&["--lang", "fr", "--answers", "start_date=1950-02-01"], "");
    assert!(
        faults.contains("ne peuvent pas être vraies ensemble"),
        "{faults}"
    );
    assert!(
        faults.contains("Le bilan commencerait avant la demande."),
        "{faults}"
    );
}

#[test]
fn the_dialogue_asks_again_or_asks_the_other_question() {
    // A jobseeker, without an earlier bilan, with an offer of a listed provider.
    let typed = "5\n1\nyes\n1\n20\n14\n<\n14\n13\n14\n";
    let (_, told, _) = ask(&["--lang", "en"], typed);
    let refused = told.matches("they cannot be fewer").count();
    assert_eq!(refused, 2, "{told}");
    assert!(told.contains("Hours of support: 20\u{a0}hours"), "{told}");
    assert!(told.contains("; < to correct the other answer]"), "{told}");
    let after = told.rsplit("they cannot be fewer").next().expect("a rest");
    assert!(after.contains("Hours of support: 14\u{a0}hours"), "{after}");
    assert!(after.contains("When do you want to start"), "{after}");
}
