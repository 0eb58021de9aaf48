//! The notes on tables against brute force: what they propose changes nothing for anybody.

use bilan::report::{Fault, Report};
use bilan::rules::{
    Answers, Compiled, DecisionId, Phrasebook, Policy, RowId, TerminalId, analyse, contradicted,
    holds, read_answer, row,
};

use crate::analysis::Made;

const DECISION: DecisionId = DecisionId::new(0);

/// How many sets of rules are made up.
const SETS: u64 = 2_400;

#[test]
fn what_is_noted_holds_of_everybody() {
    let mut seen = [0; 4];
    for seed in 0..SETS {
        let made = Made::new(seed);
        let compiled = made.compiled();
        let mut report = Report::default();
        analyse(&compiled, &Phrasebook::default(), &mut report);
        let mut people = made.people(&compiled.book);
        people.retain(|person| contradicted(&compiled.book, person) == Ok(None));
        if people.is_empty() {
            continue;
        }
        let told = report.sorted();
        let note = |id: &str| told.iter().copied().find(|fault| fault.id == id);
        let context = format!("seed {seed}\n{}", made.table);
        if let Some(fault) = note("rule-subsumed") {
            seen[0] += 1;
            let out = rows(fault);
            without_rows_everybody_is_told_the_same(&compiled, &people, &out, &context);
        }
        if let Some(fault) = note("rule-mergeable") {
            seen[1] += 1;
            pairs_are_one(&made, &compiled, fault, &people, &context);
        }
        let free = note("rule-order-free").is_some();
        seen[2] += usize::from(free);
        assert_eq!(free, order_is_free(&compiled, &people), "{context}");
        if let Some(fault) = note("rule-misleading") {
            seen[3] += 1;
            named_options_never_count(&compiled, fault, &people, &context);
        }
    }
    assert!(seen.iter().all(|count| *count > 5), "{seen:?}");
}

/// The rows that a note names.
fn rows(fault: &Fault) -> Vec<RowId> {
    let (_, rest) = fault
        .message
        .en
        .split_once("row ")
        .expect("a note names rows");
    let numbers =
        rest.split(|letter: char| !letter.is_ascii_digit() && letter != ',' && letter != ' ');
    let numbers = numbers.into_iter().next().unwrap_or_default();
    numbers
        .split(", ")
        .filter_map(|number| number.trim().parse::<usize>().ok())
        .map(|number| RowId::new(number - 1))
        .collect()
}

fn told(compiled: &Compiled, person: &Answers) -> Option<TerminalId> {
    let found = row(&compiled.book, DECISION, person).expect("every answer is there");
    found.map(|row| compiled.book.decisions[DECISION].rows[row].terminal)
}

/// Whether a row holds.
fn held(compiled: &Compiled, own: RowId, person: &Answers) -> bool {
    let when = &compiled.book.decisions[DECISION].rows[own].when;
    holds(&compiled.book, when, person).expect("every answer is there")
}

fn without_rows_everybody_is_told_the_same(
    compiled: &Compiled,
    people: &[Answers],
    out: &[RowId],
    context: &str,
) {
    assert!(!out.is_empty(), "{context}");
    let rows = &compiled.book.decisions[DECISION].rows;
    for person in people {
        let mut left = rows.indices().filter(|own| !out.contains(own));
        let first = left.find(|own| held(compiled, *own, person));
        let first = first.map(|own| rows[own].terminal);
        assert_eq!(first, told(compiled, person), "{context}");
    }
}

fn pairs_are_one(
    made: &Made,
    compiled: &Compiled,
    fault: &Fault,
    people: &[Answers],
    context: &str,
) {
    let written = fault.notes.iter().filter_map(|note| {
        let inner = note.en.strip_prefix("together: `")?;
        inner.strip_suffix('`')
    });
    for (above, condition) in rows(fault).into_iter().zip(written) {
        let why = |own: RowId| compiled.book.decisions[DECISION].rows[own].terminal;
        assert_eq!(why(above), why(above + 1), "{context}");
        // The one row stands where the upper one did.
        let mut lines: Vec<String> = made.table.lines().map(str::to_owned).collect();
        let first = lines
            .iter()
            .position(|line| line.starts_with("  - "))
            .expect("rows");
        let at = first + above.index();
        let (_, end) = lines[at].split_once("\", then").expect("a row");
        lines[at] = format!("  - {{ when: \"{condition}\", then{end}");
        lines.remove(at + 1);
        let one = made.compiled_instead(&(lines.join("\n") + "\n"));
        for person in people {
            let why = |compiled: &Compiled| {
                let terminals = &compiled.book.decisions[DECISION].terminals;
                told(compiled, person).map(|terminal| terminals[terminal].why.clone())
            };
            assert_eq!(why(&one), why(compiled), "{context}{condition}");
        }
    }
}

/// Whether the order decides nothing of a table in which there is something to decide.
fn order_is_free(compiled: &Compiled, people: &[Answers]) -> bool {
    let decision = &compiled.book.decisions[DECISION];
    let own = || {
        decision
            .rows
            .indices()
            .filter(|row| !decision.rows[*row].otherwise)
    };
    let differ =
        |one: RowId, other: RowId| decision.rows[one].terminal != decision.rows[other].terminal;
    let first = own().next();
    let several = first.is_some_and(|first| own().any(|other| differ(first, other)));
    decision.policy == Policy::First
        && several
        && people.iter().all(|person| {
            let mut held_so = own().filter(|row| held(compiled, *row, person));
            let first = held_so.next();
            first.is_none_or(|first| held_so.all(|other| !differ(first, other)))
        })
}

fn named_options_never_count(
    compiled: &Compiled,
    fault: &Fault,
    people: &[Answers],
    context: &str,
) {
    let book = &compiled.book;
    let named = fault.notes.iter().filter_map(|note| {
        let (number, rest) = note.en.strip_prefix("row ")?.split_once(": `")?;
        let (question, option) = rest.split_once("` = `")?;
        let question = book.question(question)?;
        let answer = read_answer(book, question, option.strip_suffix('`')?).ok()?;
        Some((
            RowId::new(number.parse::<usize>().ok()? - 1),
            question,
            answer,
        ))
    });
    let named: Vec<_> = named.collect();
    assert!(!named.is_empty(), "{context}");
    for (own, question, answer) in named {
        let answering = people
            .iter()
            .filter(|person| person.get(question) == Some(answer));
        let (mut holding, mut counting) = (0, 0);
        for person in answering.filter(|person| held(compiled, own, person)) {
            holding += 1;
            counting += usize::from(row(book, DECISION, person) == Ok(Some(own)));
        }
        assert!(
            holding > 0 && counting == 0,
            "{holding} {counting}\n{context}"
        );
    }
}
