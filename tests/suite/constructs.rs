//! What the language offers beside amounts in euros and answers one by one: whole numbers,
//! shares, families of values, times between days, several answers, suppositions.

use std::path::PathBuf;
use std::process::Command;

use bilan::language::Language;
use bilan::pipeline;
use bilan::report::{Human, Report, Severity};
use bilan::rules::{Compiled, Hundredths, Phrasebook, Quantity, conclude, diff, prove, row, value};
use bilan::source::{self, Layer, SourceFile};

use crate::dice::Dice;
use crate::made::{Made, MadeRules};

#[test]
fn another_scheme_is_proved_and_keeps_its_cases() {
    let folder = PathBuf::from("tests/schemes/apprentice");
    let (sources, _) = source::read(&[Layer::Folder(folder)]);
    let mut report = Report::default();
    let compiled = pipeline::rules(&sources, &mut report).expect("rules without a fault");
    prove(&compiled, &Phrasebook::default(), &sources, &mut report);
    let wrong = report
        .sorted()
        .into_iter()
        .filter(|fault| fault.severity != Severity::Note);
    assert_eq!(
        wrong.count(),
        0,
        "{}",
        Human::new(&sources, Language::English, false).report(&report)
    );
}

#[test]
fn every_construct_means_what_a_second_reading_says() {
    let mut dice = Dice(0x2027_0101);
    let (mut persons, mut rows) = (0, [0; 6]);
    for _ in 0..60 {
        let rules = MadeRules::throw(&mut dice);
        for _ in 0..40 {
            let made = Made::throw(&mut dice, true);
            rows[held(&rules, &made)] += 1;
            persons += 1;
        }
    }
    assert_eq!(persons, 2_400);
    assert!(rows.iter().all(|count| *count > 50), "{rows:?}");
}

/// Holds one person to the second reading; gives the row that holds of her.
fn held(rules: &MadeRules, made: &Made) -> usize {
    let (compiled, answers) = (&rules.compiled, rules.answers(made));
    let book = &compiled.book;
    let route = book.decision("account").expect("the route");
    let found = &conclude(compiled, &answers).decisions[route];
    let [terminal] = found.possible.as_slice() else {
        panic!("{:?} of {made:?}", found.possible)
    };
    let wanted = rules.row(made);
    let why = &book.decisions[route].terminals[*terminal].why;
    let name = if wanted == 5 {
        "left".to_owned()
    } else {
        format!("r{wanted}")
    };
    assert_eq!(*why, name, "{made:?}");
    let plain = row(book, route, &answers).expect("all is answered");
    assert_eq!(plain.map(|row| row.index()), Some(wanted), "{made:?}");
    let amounts = rules.amounts(made);
    for ((amount, told), wanted) in found.amounts.iter_enumerated().zip(amounts) {
        let exact = |number: i128| Hundredths::at(i64::try_from(number).expect("small"));
        let wanted = wanted.map_or(Quantity::None, |number| Quantity::of(exact(number)));
        let formula = &book.decisions[route].amounts[amount].low;
        let written = rules.written(amount.index());
        assert_eq!(*told, wanted, "{written} of {made:?}");
        value(book, formula, &answers).expect("the plain reading knows it too");
    }
    wanted
}

#[test]
fn whoever_does_not_know_is_told_nothing_that_leaves_out_what_she_may_be() {
    let mut dice = Dice(0x2027_0102);
    let mut exact = 0;
    for _ in 0..30 {
        let rules = MadeRules::throw(&mut dice);
        let book = &rules.compiled.book;
        let route = book.decision("account").expect("the route");
        for _ in 0..20 {
            let made = Made::throw(&mut dice, false);
            let found = &conclude(&rules.compiled, &rules.answers(&made)).decisions[route];
            for known in made.completions() {
                let wanted = rules.row(&known);
                let name = if wanted == 5 {
                    "left".to_owned()
                } else {
                    format!("r{wanted}")
                };
                let terminals = &book.decisions[route].terminals;
                let told = found
                    .possible
                    .iter()
                    .any(|found| terminals[*found].why == name);
                assert!(told, "{name} of {known:?}");
                let amounts = found.amounts.iter_enumerated();
                for ((amount, told), wanted) in amounts.zip(rules.amounts(&known)) {
                    exact += usize::from(told.exact().is_some());
                    let written = rules.written(amount.index());
                    assert!(
                        holds(*told, wanted),
                        "{told:?} without {wanted:?}: {written} of {known:?}"
                    );
                }
            }
        }
    }
    assert!(exact > 1_000, "{exact} amounts were exact all the same");
}

fn holds(told: Quantity, wanted: Option<i128>) -> bool {
    match (told, wanted) {
        (Quantity::Unknown, _) | (Quantity::None, None) => true,
        (Quantity::Between(low, high), Some(number)) => {
            low.is_none_or(|low| i128::from(low.point()) <= number)
                && high.is_none_or(|high| number <= i128::from(high.point()))
        }
        _ => false,
    }
}

/// The rules of the second scheme, with a text of theirs changed.
fn scheme(from: &str, to: &str) -> Compiled {
    let folder = PathBuf::from("tests/schemes/apprentice");
    let (mut sources, _) = source::read(&[Layer::Folder(folder)]);
    let path = "content/rules/questions.yaml";
    let file = sources.at(path).expect("the questions are there");
    let text = sources.text(file).replace(from, to);
    sources.add(SourceFile {
        shown: path.to_owned(),
        path: path.to_owned(),
        origin: None,
        bytes: text.into_bytes().into(),
    });
    let mut report = Report::default();
    pipeline::rules(&sources, &mut report).expect("rules without a fault")
}

#[test]
fn a_difference_tells_another_supposition() {
    let before = scheme("suppose: 12", "suppose: 12");
    let now = scheme("suppose: 12", "suppose: 24");
    let found = diff(&before.book, &now.book).expect("the rules are small");
    let [question] = found.questions.as_slice() else {
        panic!("{:?}", found.questions)
    };
    assert_eq!(question.id, "months");
    let supposed = question.suppose.clone().expect("another supposition");
    assert_eq!(
        supposed.map(|answer| answer.expect("an answer")),
        ["12", "24"]
    );
}

#[test]
fn the_terminal_takes_several_answers_and_says_what_it_supposes() {
    let ask = |answers: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_bilan"))
            .args(["ask", "--site", "tests/schemes/apprentice", "--lang", "en"])
            .args(["--date", "2026-03-02", "--answers", answers])
            .output()
            .expect("the program runs");
        let told = String::from_utf8_lossy(&output.stdout).replace('\u{a0}', " ");
        (told, String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let firm = "employer=firm,staff=12,age_group=adult,months=unknown";
    let (told, _) = ask(&format!("{firm},situations=disabled"));
    assert!(told.contains("Aid of the first year: €6,000"), "{told}");
    assert!(
        told.contains("Supposed, for want of an answer: Length: 12 months."),
        "{told}"
    );
    assert_eq!(told.matches("Supposed").count(), 1, "once: {told}");
    let (told, _) = ask(&format!("{firm},situations=disabled+own_child"));
    assert!(
        told.contains("There is no aid for one’s own child."),
        "{told}"
    );
    let (told, _) = ask(&format!("{firm},situations="));
    assert!(told.contains("Aid of the first year: €4,992"), "{told}");
    let (_, faults) = ask(&format!("{firm},situations=tall"));
    assert!(faults.contains("unknown-option"), "{faults}");
}

#[test]
fn a_number_less_another_is_about_one_answer() {
    let compiled = crate::analysis::compiled(
        "  price: { type: money, min: 0, max: 100 }\n",
        "",
        "",
        "decision: d\nkind: route\nrows:\n  - { when: \"price - 10 > 5\", then: open, source: [law] }\n  - { otherwise: closed, source: [law] }\n",
    );
    let price = compiled.book.question("price").expect("the question");
    assert_eq!(compiled.cuts(price), [1_501]);
}

#[test]
fn what_is_made_of_one_test_is_not_told_part_by_part() {
    let questions = "\
questions:
  request_date: { type: date, role: reference, default: today }
  region: { type: choice, options: [north, south, isles, abroad] }
  price: { type: money, min: 0, max: 9000 }
  employs: { type: yes_no, asked_if: \"region != abroad\" }
  trained: { type: yes_no, asked_if: \"employs\", suppose: yes }
";
    let parameters = "\
cap:
  unit: EUR
  per: region
  checked: 2026-11-22
  values:
    - { from: 2020-01-01, value: { north: 1000, south: 1500, isles: 20, abroad: none }, source: law-1 }
";
    let route = "\
decision: account
kind: route
rows:
  - { when: \"region = north\", then: closed, why: north, source: [law-1] }
  - { when: \"region in [isles, north] and price <= cap[region]\", then: open, why: cheap, source: [law-1] }
  - { when: \"employs and trained\", then: open, why: trained, source: [law-1] }
  - { when: \"not trained\", then: closed, why: untrained, source: [law-1] }
  - { otherwise: open, source: [law-1] }
";
    let told = faults(questions, parameters, route);
    // The row names the north, of which the first one speaks.
    assert_eq!(told, ["rule-misleading"]);
}

/// The ids of what is told of some rules with one route.
fn faults(questions: &str, parameters: &str, route: &str) -> Vec<&'static str> {
    let files = [
        (
            "sources.yaml",
            "law-1: { kind: official, url: \"https://example.org/1\", read: official, checked: 2026-11-22 }\n",
        ),
        (
            "outcomes.yaml",
            "verdict: [yes]\nroute: [open, closed]\nnotice: [shown]\nusable: [open]\n",
        ),
        ("questions.yaml", questions),
        ("parameters.yaml", parameters),
        ("account.yaml", route),
        (
            "verdict.yaml",
            "decision: verdict\nkind: verdict\nrows:\n  - { otherwise: yes, source: [law-1] }\n",
        ),
    ];
    let sources =
        crate::generated::sources(files.map(|(name, text)| (name.to_owned(), text.to_owned())));
    let mut report = Report::default();
    if let Some(compiled) = pipeline::rules(&sources, &mut report) {
        prove(&compiled, &Phrasebook::default(), &sources, &mut report);
    }
    let shown = Human::new(&sources, Language::English, false).report(&report);
    println!("{shown}");
    report.sorted().into_iter().map(|fault| fault.id).collect()
}
