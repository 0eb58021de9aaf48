//! How long the rules take: to compile, to prove, to compare, to evaluate, to ask.

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};

use bilan::pipeline::{self, NATIONAL};
use bilan::report::Report;
use bilan::rules::{
    Answers, Compiled, Phrasebook, QuestionId, RuleBook, analyse, compile, conclude, diff,
    parse_day, program, specialised, terminals,
};
use bilan::source::{self, Layer, Sources};

#[path = "../tests/suite/dice.rs"]
mod dice;
#[path = "generated.rs"]
mod generated;

use generated::{HUGE, LARGE};

const SETS: [&str; 4] = [
    "shipped",
    FROZEN,
    "30 questions, 80 rows",
    "60 questions, 300 rows",
];

/// The shipped rules as they were on one day, so that figures of different years can be compared.
const FROZEN: &str = "frozen on 2026-11-30";

/// People whose answers are evaluated in turn.
const PEOPLE: usize = 1_000;

fn main() {
    for set in SETS {
        let compiled = compiled(set);
        let rows = compiled.book.decisions.iter();
        let rows: usize = rows.map(|decision| decision.rows.len()).sum();
        println!(
            "{set}: {} questions, {rows} rows, {} decisions, {} comparisons, {} nodes made, {} needed, \
             a program of {} bytes",
            compiled.book.questions.len() - 1,
            compiled.book.decisions.len(),
            compiled.book.comparisons.len(),
            compiled.diagrams.len(),
            compiled.diagrams.reachable(compiled.roots.clone()).len(),
            program(&compiled).to_string().len(),
        );
    }
    divan::main();
}

/// From the text of the files to rules that are compiled.
#[divan::bench(args = SETS)]
fn read_and_compile(bencher: Bencher, set: &str) {
    let sources = sources(set);
    bencher.bench_local(|| pipeline::rules(black_box(&sources), &mut Report::default()));
}

#[divan::bench(args = SETS)]
fn compile_only(bencher: Bencher, set: &str) {
    let book = book(set);
    bencher
        .with_inputs(|| book.clone())
        .bench_local_values(compile);
}

#[divan::bench(args = SETS, max_time = 5)]
fn prove(bencher: Bencher, set: &str) {
    let (compiled, phrases) = (compiled(set), Phrasebook::default());
    bencher.bench_local(|| analyse(&compiled, &phrases, &mut Report::default()));
}

/// What changes for those who ask, between the law of two days.
#[divan::bench(args = SETS, sample_count = 5, max_time = 20)]
fn compare_two_days(bencher: Bencher, set: &str) {
    let book = book(set);
    let [before, after] = ["2026-01-15", "2026-11-22"].map(|day| parse_day(day).expect("a day"));
    let old = specialised(&book, before, after);
    let new = specialised(&book, after, after);
    bencher.bench_local(|| diff(black_box(&old), black_box(&new)));
}

/// Every decision's outcome from complete answers.
#[divan::bench(args = SETS)]
fn evaluate_1000_people(bencher: Bencher, set: &str) {
    let compiled = compiled(set);
    let people = people(&compiled.book, 0);
    bencher.counter(ItemsCount::new(PEOPLE)).bench_local(|| {
        let settled = people
            .iter()
            .filter_map(|person| terminals(&compiled, person));
        settled.map(|ends| ends.len()).sum::<usize>()
    });
}

/// Outcomes, amounts and steps from complete answers.
#[divan::bench(args = SETS)]
fn conclude_1000_people(bencher: Bencher, set: &str) {
    let compiled = compiled(set);
    let people = people(&compiled.book, 0);
    bencher.counter(ItemsCount::new(PEOPLE)).bench_local(|| {
        let concluded = people.iter().map(|person| conclude(&compiled, person));
        concluded.map(|found| found.decisions.len()).sum::<usize>()
    });
}

/// The same, and the next question, where one answer in two is missing.
#[divan::bench(args = SETS)]
fn conclude_1000_who_answered_half(bencher: Bencher, set: &str) {
    let compiled = compiled(set);
    let people = people(&compiled.book, 2);
    bencher.counter(ItemsCount::new(PEOPLE)).bench_local(|| {
        let next = people.iter().map(|person| conclude(&compiled, person).next);
        next.flatten().map(QuestionId::index).sum::<usize>()
    });
}

/// The program that the browser is sent.
#[divan::bench(args = SETS)]
fn write_program(bencher: Bencher, set: &str) {
    let compiled = compiled(set);
    bencher.bench_local(|| program(black_box(&compiled)).to_string());
}

fn sources(set: &str) -> Sources {
    match SETS.iter().position(|known| *known == set) {
        Some(1) => {
            let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/frozen");
            source::read(&[Layer::Folder(folder.into())]).0
        }
        Some(2) => generated::rules(LARGE),
        Some(3) => generated::rules(HUGE),
        _ => source::read(&NATIONAL).0,
    }
}

fn book(set: &str) -> RuleBook {
    compiled(set).book
}

fn compiled(set: &str) -> Compiled {
    pipeline::rules(&sources(set), &mut Report::default()).expect("the set is sound and small")
}

/// Made-up people, the same in every run; every so many-th answer is missing, none where 0.
fn people(book: &RuleBook, missing: u64) -> Vec<Answers> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut throw = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state >> 11
    };
    let today = parse_day("2026-11-22").expect("a day");
    let person = |_| {
        let mut answers = Answers::on(book, today);
        for (index, question) in book.questions.iter_enumerated() {
            if index == book.reference || (missing > 0 && throw() % missing == 0) {
                continue;
            }
            let (low, high) = question.kind.bounds();
            let width = u64::try_from(high - low).expect("bounds go upwards") + 1;
            let offset = i64::try_from(throw() % width).expect("smaller than the width");
            answers.set(index, question.kind.answer(low + offset));
        }
        answers
    };
    (0..PEOPLE).map(person).collect()
}
