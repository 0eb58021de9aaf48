//! Refuses rules that go round in circles, or ask before they can know whether to ask.

use crate::report::{Fault, Report};
use crate::rules::book::{Condition, Formula, Kind, RuleBook};
use crate::say;
use crate::source::Span;

/// The book, if every condition can be settled by what comes before it.
pub(super) fn sound(book: RuleBook, report: &mut Report) -> Option<RuleBook> {
    let mut circles = Circles {
        book: &book,
        done: Vec::new(),
        path: Vec::new(),
        found: None,
    };
    for fact in 0..book.facts.len() {
        circles.visit(Thing::Fact(fact));
    }
    for decision in 0..book.decisions.len() {
        circles.visit(Thing::Rows(decision));
        for amount in 0..book.decisions[decision].amounts.len() {
            circles.visit(Thing::Amount(decision, amount));
        }
    }
    if let Some((name, span)) = circles.found {
        report.add(
            Fault::error(
                "circular-rule",
                say!("`{name}` dépend de lui-même", "`{name}` depends on itself"),
            )
            .at(span)
            .help(say!(
                "retirez l'une des conditions qui y ramènent",
                "take out one of the conditions that lead back to it"
            )),
        );
        return None;
    }
    if book.kinds.len() < Kind::NAMES.len() {
        return None;
    }
    for (place, question) in book.questions.iter().enumerate() {
        let Some(condition) = &question.asked_if else {
            continue;
        };
        let mut needed = Vec::new();
        questions_of(&book, condition, &mut needed);
        if let Some(later) = needed.into_iter().find(|needed| *needed >= place) {
            let (id, later) = (&question.id, &book.questions[later].id);
            report.add(
                Fault::error(
                    "asked-too-early",
                    say!(
                        "`{id}` dépend de `{later}`, qui est posée après",
                        "`{id}` depends on `{later}`, which is asked later"
                    ),
                )
                .at(question.span)
                .help(say!(
                    "placez `{later}` avant `{id}` dans questions.yaml",
                    "put `{later}` before `{id}` in questions.yaml"
                )),
            );
        }
    }
    Some(book)
}

/// The questions on which a condition rests, their own conditions included.
pub(super) fn questions_of(book: &RuleBook, condition: &Condition, found: &mut Vec<usize>) {
    let add = |question: usize, found: &mut Vec<usize>| {
        if found.contains(&question) {
            return;
        }
        found.push(question);
        if let Some(asked_if) = &book.questions[question].asked_if {
            questions_of(book, asked_if, found);
        }
    };
    match condition {
        Condition::Constant(_) => {}
        Condition::Answer { question, .. } => add(*question, found),
        Condition::Dated { question, .. } => {
            add(*question, found);
            add(book.reference, found);
        }
        Condition::Known(_) => add(book.reference, found),
        Condition::Relation(relation) => {
            for input in &book.relations[*relation].inputs {
                add(*input, found);
            }
        }
        Condition::Fact(fact) => questions_of(book, &book.facts[*fact].condition, found),
        Condition::Outcome { decision, .. } => {
            for row in &book.decisions[*decision].rows {
                questions_of(book, &row.when, found);
            }
        }
        Condition::And(parts) | Condition::Or(parts) => {
            for part in parts {
                questions_of(book, part, found);
            }
        }
        Condition::Not(inner, _) => questions_of(book, inner, found),
    }
}

/// Something that can depend on itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Thing {
    Fact(usize),
    Rows(usize),
    Amount(usize, usize),
}

struct Circles<'b> {
    book: &'b RuleBook,
    done: Vec<Thing>,
    path: Vec<Thing>,
    found: Option<(String, Span)>,
}

impl Circles<'_> {
    fn visit(&mut self, thing: Thing) {
        if self.path.contains(&thing) {
            let book = self.book;
            let (name, span) = match thing {
                Thing::Fact(fact) => (&book.facts[fact].id, book.facts[fact].span),
                Thing::Rows(decision) => {
                    (&book.decisions[decision].id, book.decisions[decision].span)
                }
                Thing::Amount(decision, amount) => {
                    let amount = &book.decisions[decision].amounts[amount];
                    (&amount.id, amount.span)
                }
            };
            self.found.get_or_insert((name.clone(), span));
            return;
        }
        if self.done.contains(&thing) {
            return;
        }
        self.path.push(thing);
        let book = self.book;
        match thing {
            Thing::Fact(fact) => self.condition(&book.facts[fact].condition),
            Thing::Rows(decision) => {
                for row in &book.decisions[decision].rows {
                    self.condition(&row.when);
                }
            }
            Thing::Amount(decision, amount) => {
                let amount = &book.decisions[decision].amounts[amount];
                for formula in amount.formulas() {
                    self.formula(formula);
                }
            }
        }
        self.path.pop();
        self.done.push(thing);
    }

    fn condition(&mut self, condition: &Condition) {
        match condition {
            Condition::Fact(fact) => self.visit(Thing::Fact(*fact)),
            Condition::Outcome { decision, .. } => self.visit(Thing::Rows(*decision)),
            Condition::And(parts) | Condition::Or(parts) => {
                for part in parts {
                    self.condition(part);
                }
            }
            Condition::Not(inner, _) => self.condition(inner),
            _ => {}
        }
    }

    fn formula(&mut self, formula: &Formula) {
        formula.each(&mut |part| match part {
            Formula::Amount(decision, amount) => self.visit(Thing::Amount(*decision, *amount)),
            Formula::If(condition, ..) => self.condition(condition),
            _ => {}
        });
    }
}
