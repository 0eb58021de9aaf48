//! The analysis of tables against brute force: many small sets of rules, every region of each.

use std::collections::BTreeSet;

use bilan::pipeline;
use bilan::report::{Fault, Report};
use bilan::rules::{
    Answer, Answers, Compiled, Day, DecisionId, Phrasebook, Policy, QuestionId, RowId, RuleBook,
    TerminalId, Unit, analyse, conclude, contradicted, holds, parse_day, read_answer, row, shift,
};
use oxc_index::{IndexVec, index_vec};

use crate::dice::Dice;
use crate::generated::{SOURCES, sources};

/// The only decision of each set of rules.
const DECISION: DecisionId = DecisionId::new(0);

/// How many sets of rules are made up.
const SETS: u64 = 2_400;

#[test]
fn analysis_finds_what_brute_force_finds_and_nothing_else() {
    let mut seen = [0; 5];
    for seed in 0..SETS {
        let made = Made::new(seed);
        let compiled = made.compiled();
        let mut report = Report::default();
        analyse(&compiled, &Phrasebook::default(), &mut report);
        let found = Found::of(&compiled, &report);
        let mut people = made.people(&compiled.book);
        people.retain(|person| contradicted(&compiled.book, person) == Ok(None));
        // Of nobody at all nothing is said.
        if people.is_empty() {
            continue;
        }
        let truth = Found::by_force(&compiled.book, &people);
        assert_eq!(found, truth, "seed {seed}\n{}", made.table);
        let counts = [
            usize::from(found.gap),
            found.overlaps.len(),
            found.shadowed.len(),
            found.never.len(),
            found.always.len(),
        ];
        for (all, own) in seen.iter_mut().zip(counts) {
            *all += own;
        }
        for fault in report.sorted() {
            shown_people_show_it(&compiled, fault, &people, &made.table);
        }
    }
    assert!(
        seen.iter().all(|count| *count > 40),
        "too few faults of some kind: {seen:?}"
    );
}

#[test]
fn walker_and_tables_agree_and_what_is_settled_stays() {
    for seed in 0..SETS {
        let made = Made::new(seed);
        let compiled = made.compiled();
        let mut dice = Dice(seed ^ 0x5eed);
        let people = made.people(&compiled.book);
        for _ in 0..12 {
            let person = dice.one_of(&people);
            let plain = told(&compiled.book, person);
            let walked = conclude(&compiled, person).decisions[DECISION]
                .possible
                .clone();
            assert_eq!(walked, plain, "seed {seed}\n{}", made.table);
            let mut partial = person.clone();
            for question in compiled.book.questions.indices() {
                if question != compiled.book.reference && dice.under(2) == 0 {
                    partial.clear(question);
                }
            }
            let early = conclude(&compiled, &partial).decisions[DECISION]
                .possible
                .clone();
            assert!(
                plain.iter().all(|terminal| early.contains(terminal)),
                "seed {seed}: a completion contradicts what was settled\n{}",
                made.table
            );
        }
    }
}

#[test]
fn limits_are_told_by_name_and_never_hang() {
    // Sums that cross one another leave no line to draw: the search has to give up.
    let questions = "  a: { type: money, min: 0, max: 20000 }\n  b: { type: money, min: 0, max: 20000 }\n  c: { type: money, min: 0, max: 20000 }\n";
    let facts = "one: \"a + a + b > c + c + 7.01\"\ntwo: \"min(a, b) + max(b, c) = c + 0.01\"\nthree: \"max(a, c) + min(a, b) = b + c\"\nfour: \"a != b\"\n";
    let table = "decision: d\nkind: route\nrows:\n  - { when: \"one and two and three and four\", then: closed, source: [law] }\n  - { otherwise: open, source: [law] }\n";
    let compiled = compiled(questions, facts, "", table);
    let mut report = Report::default();
    analyse(&compiled, &Phrasebook::default(), &mut report);
    let faults = report.sorted();
    let large = faults.iter().find(|fault| fault.id == "rules-too-large");
    let note = &large.expect("the search gives up").notes[0].en;
    assert!(note.contains("`a`") && note.contains("`c`"), "{note}");
}

/// Whoever a fault shows must show it whatever else she answers.
fn shown_people_show_it(compiled: &Compiled, fault: &Fault, people: &[Answers], table: &str) {
    let book = &compiled.book;
    let note = fault.notes.iter().find_map(|note| {
        let anybody = (note.en == "for example: anybody").then_some("");
        let command = note.en.strip_prefix("to try it: bilan ask --answers ");
        command.or(anybody)
    });
    let Some(list) = note else { return };
    let answers: Vec<(QuestionId, Answer)> = list
        .split(',')
        .filter(|part| !part.is_empty())
        .map(|part| {
            let (id, text) = part.split_once('=').expect("an answer");
            let question = book.question(id).expect("a question");
            let answer = read_answer(book, question, text).expect("an answer that can be given");
            (question, answer)
        })
        .collect();
    let rows = &book.decisions[DECISION].rows;
    let own = rows.position(|row| Some(row.span) == fault.span);
    let other = fault.related.first().map(|(span, _)| *span);
    let other = other.and_then(|span| rows.position(|row| row.span == span));
    let mut nobody = true;
    for person in people.iter().step_by(people.len() / 60 + 1).chain(people) {
        let mut person = person.clone();
        for (question, answer) in &answers {
            person.set(*question, *answer);
        }
        if contradicted(book, &person) != Ok(None) {
            continue;
        }
        nobody = false;
        let counts = row(book, DECISION, &person).expect("every answer is there");
        let met = |row: Option<RowId>| {
            row.is_some_and(|row| holds(book, &rows[row].when, &person) == Ok(true))
        };
        let shows = match fault.id {
            "rule-gap" => counts.is_none(),
            "rule-overlap" => met(own) && met(other),
            "rule-shadowed" => met(own) && counts < own,
            _ => true,
        };
        assert!(shows, "{}: {list}\n{table}", fault.id);
    }
    assert!(!nobody, "{}: {list} can be nobody\n{table}", fault.id);
}

/// The terminal that the tables conclude, if they conclude one.
fn told(book: &RuleBook, person: &Answers) -> Vec<TerminalId> {
    let found = row(book, DECISION, person).expect("every answer is there");
    found
        .map(|row| book.decisions[DECISION].rows[row].terminal)
        .into_iter()
        .collect()
}

/// The faults of a table, by the places of its rows.
#[derive(Debug, PartialEq, Eq)]
struct Found {
    gap: bool,
    overlaps: BTreeSet<(RowId, RowId)>,
    shadowed: BTreeSet<RowId>,
    never: BTreeSet<RowId>,
    always: BTreeSet<RowId>,
}

impl Found {
    fn of(compiled: &Compiled, report: &Report) -> Found {
        let rows = &compiled.book.decisions[DECISION].rows;
        let index = |span| rows.position(|row| Some(row.span) == span);
        let of = |id: &str| -> BTreeSet<RowId> {
            let faults = report.sorted();
            let faults = faults.into_iter().filter(|fault| fault.id == id);
            faults.filter_map(|fault| index(fault.span)).collect()
        };
        let faults = report.sorted();
        let too_large = faults.iter().any(|fault| fault.id == "rules-too-large");
        assert!(!too_large, "{:#?}", compiled.book.comparisons);
        Found {
            gap: faults.iter().any(|fault| fault.id == "rule-gap"),
            overlaps: faults
                .iter()
                .filter(|fault| fault.id == "rule-overlap")
                .filter_map(|fault| {
                    let other = fault.related.first().map(|(span, _)| *span);
                    Some((index(other)?, index(fault.span)?))
                })
                .collect(),
            shadowed: of("rule-shadowed"),
            never: of("rule-never"),
            always: of("rule-always"),
        }
    }

    fn by_force(book: &RuleBook, people: &[Answers]) -> Found {
        let decision = &book.decisions[DECISION];
        let none: IndexVec<RowId, bool> = index_vec![false; decision.rows.len()];
        let (mut met, mut counted, mut missed) = (none.clone(), none.clone(), none);
        let mut found = Found {
            gap: false,
            overlaps: BTreeSet::new(),
            shadowed: BTreeSet::new(),
            never: BTreeSet::new(),
            always: BTreeSet::new(),
        };
        for person in people {
            let own: IndexVec<RowId, bool> = decision
                .rows
                .iter()
                .map(|row| holds(book, &row.when, person).expect("every answer is there"))
                .collect();
            match own.position(|holds| *holds) {
                Some(first) => counted[first] = true,
                None => found.gap = true,
            }
            for (index, holds) in own.iter_enumerated() {
                met[index] |= holds;
                missed[index] |= !holds;
                if !holds || decision.policy != Policy::Unique {
                    continue;
                }
                let before = own.indices().take_while(|first| *first < index);
                for first in before.filter(|first| own[*first]) {
                    let (one, two) = (&decision.rows[first], &decision.rows[index]);
                    if !one.otherwise && !two.otherwise && one.terminal != two.terminal {
                        found.overlaps.insert((first, index));
                    }
                }
            }
        }
        for (index, row) in decision.rows.iter_enumerated() {
            if !met[index] {
                found.never.insert(index);
            } else if !counted[index] {
                found.shadowed.insert(index);
            }
            if !missed[index] && !row.otherwise {
                found.always.insert(index);
            }
        }
        found
    }
}

/// A set of rules that chance has made.
pub struct Made {
    questions: String,
    facts: String,
    pub table: String,
    /// Answers that cannot be true together, in every other set.
    pub contradictions: String,
    /// The days at which a row turns, and how far the comparison of two dates looks.
    days: bool,
    shift: (i64, Unit),
}

const DAYS: [&str; 4] = ["2024-02-29", "2026-02-26", "2021-02-28", "2021-03-31"];

impl Made {
    pub fn new(seed: u64) -> Made {
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) + 1);
        let days = dice.under(3) == 0;
        let mut questions = String::new();
        let mut atoms: Vec<String> = Vec::new();
        let mut facts = String::new();
        let (word, shift) = dice.pick(&[
            ("5 years", (5, Unit::Year)),
            ("1 month", (1, Unit::Month)),
            ("30 days", (30, Unit::Day)),
            ("13 months", (13, Unit::Month)),
        ]);
        questions += "  c: { type: choice, options: [p, q, r] }\n";
        atoms.extend(["c = p", "c in [q, r]", "c != q"].map(str::to_owned));
        if dice.under(2) == 0 {
            questions += dice.pick(&[
                "  y: { type: yes_no }\n",
                "  y: { type: yes_no, asked_if: \"c in [p, q]\" }\n",
            ]);
            atoms.extend(["y", "not y"].map(str::to_owned));
        }
        if days {
            questions += "  e: { type: date }\n";
            for id in ["request_date", "e"] {
                let (sign, day) = (dice.sign(), dice.pick(&DAYS));
                atoms.push(format!("{id} {sign} {day}"));
            }
            for name in ["late", "later"] {
                let sign = dice.sign();
                facts += &format!("{name}: \"request_date {sign} e + {word}\"\n");
                atoms.push(name.to_owned());
            }
        } else {
            questions += "  n: { type: money, min: 0, max: 0.05 }\n";
            questions += dice.pick(&[
                "  m: { type: money, min: 0, max: 0.05 }\n",
                "  m: { type: money, min: 0.01, max: 0.04, asked_if: \"c != r\" }\n",
            ]);
            for id in ["n", "m"] {
                let (sign, cut) = (dice.sign(), dice.under(7));
                atoms.push(format!("{id} {sign} 0.0{cut}"));
            }
            for name in ["more", "less", "near"] {
                let (sign, by) = (dice.sign(), dice.under(4));
                let side = dice.pick(&["m", "0.06 - m", "max(m, 0.03)", "m + m"]);
                facts += &format!("{name}: \"n {sign} {side} + 0.0{by}\"\n");
                atoms.push(name.to_owned());
            }
        }
        let policy = dice.pick(&["first", "unique"]);
        let mut table = format!("decision: d\nkind: route\npolicy: {policy}\nrows:\n");
        for place in 0..2 + dice.under(3) {
            let when = dice.condition(&atoms, 2);
            let why = dice.pick(&["one", "two", "three"]);
            let _ = place;
            table +=
                &format!("  - {{ when: \"{when}\", then: closed, why: {why}, source: [law] }}\n");
        }
        if dice.under(3) == 0 {
            table += "  - { otherwise: open, source: [law] }\n";
        }
        let mut contradictions = String::new();
        for name in ["one", "two"].into_iter().filter(|_| seed % 2 == 1) {
            let when = dice.condition(&atoms, 1);
            contradictions += &format!("not_{name}: \"{when}\"\n");
        }
        Made {
            questions,
            facts,
            table,
            contradictions,
            days,
            shift,
        }
    }

    pub fn compiled(&self) -> Compiled {
        let Made {
            questions,
            facts,
            contradictions,
            table,
            ..
        } = self;
        compiled(questions, facts, contradictions, table)
    }

    /// The same rules with more facts, and more rows at the end of the table.
    pub fn compiled_with(&self, facts: &str, rows: &str) -> Compiled {
        let facts = format!("{}{facts}", self.facts);
        let table = format!("{}{rows}", self.table);
        compiled(&self.questions, &facts, &self.contradictions, &table)
    }

    /// The same rules with another table.
    pub fn compiled_instead(&self, table: &str) -> Compiled {
        compiled(&self.questions, &self.facts, &self.contradictions, table)
    }

    /// Somebody of every region: every option and cent, each day beside which a test turns.
    pub fn people(&self, book: &RuleBook) -> Vec<Answers> {
        let near = |day: Day, by: i64| {
            let days = day.point() - by..=day.point() + by;
            days.map(Day::at).collect::<Vec<Day>>()
        };
        let own: Vec<Day> = DAYS
            .iter()
            .flat_map(|day| near(parse_day(day).expect("a day"), 1))
            .collect();
        let (count, unit) = self.shift;
        let mut requests = own.clone();
        let mut ends = own.clone();
        for day in &own {
            requests.extend(near(shift(*day, count, unit), 1));
            ends.extend(near(shift(*day, -count, unit), 3));
        }
        for day in [parse_day("1900-01-01"), parse_day("2170-01-01")] {
            requests.extend(day);
            ends.extend(day);
        }
        let mut people = vec![Answers::on(book, parse_day("2026-11-22").expect("a day"))];
        for (index, question) in book.questions.iter_enumerated() {
            let (low, high) = question.kind.bounds();
            let mut values: Vec<i64> = match question.id.as_str() {
                "request_date" if !self.days => continue,
                "request_date" => requests.iter().map(|day| day.point()).collect(),
                "e" => ends.iter().map(|day| day.point()).collect(),
                _ => (low..=high).collect(),
            };
            values.retain(|value| (low..=high).contains(value));
            values.sort_unstable();
            values.dedup();
            people = people
                .iter()
                .flat_map(|person| {
                    values.iter().map(|value| {
                        let mut person = person.clone();
                        person.set(index, book.answer_at(index, *value));
                        person
                    })
                })
                .collect();
        }
        people
    }
}

pub fn compiled(questions: &str, facts: &str, contradictions: &str, table: &str) -> Compiled {
    let files = [
        ("sources.yaml", SOURCES.to_owned()),
        (
            "outcomes.yaml",
            "verdict: [yes]\nroute: [open, closed]\nnotice: [shown]\nusable: [open]\n".to_owned(),
        ),
        (
            "questions.yaml",
            format!(
                "questions:\n  request_date: {{ type: date, role: reference, default: today }}\n{questions}"
            ),
        ),
        ("facts.yaml", facts.to_owned()),
        ("contradictions.yaml", contradictions.to_owned()),
        ("d.yaml", table.to_owned()),
    ];
    let sources = sources(files.map(|(name, text)| (name.to_owned(), text)));
    let mut report = Report::default();
    let compiled = pipeline::rules(&sources, &mut report);
    assert!(
        !report.has_errors(),
        "{:#?}\n{table}{facts}",
        report.sorted()
    );
    compiled.expect("the rules compile")
}

/// Throws that make conditions.
impl Dice {
    fn sign(&mut self) -> &'static str {
        self.pick(&["<", "<=", ">", ">=", "=", "!="])
    }

    fn condition(&mut self, atoms: &[String], depth: usize) -> String {
        if depth == 0 || self.under(3) == 0 {
            return self.one_of(atoms).clone();
        }
        let (left, right) = (
            self.condition(atoms, depth - 1),
            self.condition(atoms, depth - 1),
        );
        match self.under(5) {
            0 => format!("not ({left})"),
            1 | 2 => format!("(({left}) and ({right}))"),
            _ => format!("(({left}) or ({right}))"),
        }
    }
}

/// Whether the contradictions of a book leave anybody.
pub fn somebody_is_possible(book: &RuleBook, people: &[Answers]) -> bool {
    let mut people = people.iter();
    people.any(|person| contradicted(book, person) == Ok(None))
}
