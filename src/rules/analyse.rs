//! What is wrong with the tables themselves: situations without an answer, rows that
//! contradict one another, rows that never count, names that nothing uses.

use crate::language::Bilingual;
use crate::report::{Fault, Report};
use crate::rules::answers::{Answer, Answers, write_answer};
use crate::rules::book::{Condition, Formula, Policy, RuleBook};
use crate::rules::compile::Compiled;
use crate::rules::diagram::{FALSE, GAP, TRUE, TooLarge};
use crate::rules::order::questions_of;
use crate::rules::witness::witness;
use crate::say;
use crate::source::Span;

/// Reports every fault of the tables, each with a person who shows it.
pub fn analyse(compiled: &Compiled, report: &mut Report) {
    for decision in 0..compiled.book.decisions.len() {
        gaps(compiled, decision, report);
        if rows(compiled, decision, report).is_err() {
            let id = &compiled.book.decisions[decision].id;
            report.add(
                Fault::error(
                    "rules-too-large",
                    say!(
                        "la décision `{id}` est trop grande pour être prouvée",
                        "the decision `{id}` is too large to be proved"
                    ),
                )
                .at(compiled.book.decisions[decision].span),
            );
        }
    }
    unused(&compiled.book, report);
}

fn gaps(compiled: &Compiled, place: usize, report: &mut Report) {
    let decision = &compiled.book.decisions[place];
    let Some(person) = witness(compiled, compiled.roots[place], GAP) else {
        return;
    };
    let id = &decision.id;
    report.add(
        Fault::error(
            "rule-gap",
            say!(
                "la décision `{id}` ne dit rien dans certaines situations",
                "the decision `{id}` says nothing in some situations"
            ),
        )
        .at(decision.span)
        .note(person_words(&compiled.book, &person))
        .help(say!(
            "ajoutez une ligne pour ces situations, ou une dernière ligne `otherwise`",
            "add a row for these situations, or a last row `otherwise`"
        )),
    );
}

fn rows(compiled: &Compiled, place: usize, report: &mut Report) -> Result<(), TooLarge> {
    let decision = &compiled.book.decisions[place];
    let conditions = &compiled.rows[place];
    // The table of nodes grows while it is asked; the book's own stays as it is.
    let mut scratch = compiled.clone();
    let mut taken = FALSE;
    for (row, condition) in decision.rows.iter().zip(conditions) {
        let free = scratch.diagrams.not(taken)?;
        let new = scratch.diagrams.and(*condition, free)?;
        if witness(&scratch, new, TRUE).is_none() {
            report.add(idle_row(compiled, place, row.span, *condition == FALSE));
        }
        taken = scratch.diagrams.or(taken, *condition)?;
    }
    if decision.policy != Policy::Unique {
        return Ok(());
    }
    for (second, later) in decision.rows.iter().enumerate() {
        for (first, earlier) in decision.rows.iter().enumerate().take(second) {
            if later.otherwise || later.terminal == earlier.terminal {
                continue;
            }
            let both = scratch
                .diagrams
                .and(conditions[first], conditions[second])?;
            if let Some(person) = witness(&scratch, both, TRUE) {
                report.add(
                    Fault::error(
                        "rule-overlap",
                        say!(
                            "cette ligne et une autre valent ensemble, et concluent différemment",
                            "this row and another one hold together, and conclude differently"
                        ),
                    )
                    .at(later.span)
                    .related(earlier.span, say!("l'autre ligne", "the other row"))
                    .note(person_words(&compiled.book, &person))
                    .help(say!(
                        "précisez l'une des deux conditions, ou passez à `policy: first`",
                        "narrow one of the two conditions, or change to `policy: first`"
                    )),
                );
            }
        }
    }
    Ok(())
}

fn idle_row(compiled: &Compiled, place: usize, span: Span, never: bool) -> Fault {
    let id = &compiled.book.decisions[place].id;
    let fault = if never {
        Fault::error(
            "rule-never",
            say!(
                "cette condition n'est jamais vraie",
                "this condition is never true"
            ),
        )
    } else {
        Fault::error(
            "rule-shadowed",
            say!(
                "cette ligne de `{id}` ne compte jamais : les lignes au-dessus couvrent tous ses cas",
                "this row of `{id}` never counts: the rows above cover all its cases"
            ),
        )
    };
    fault.at(span).help(say!(
        "retirez la ligne, ou placez-la plus haut",
        "take the row out, or move it up"
    ))
}

/// A person in words: what she answers, and nothing that does not matter.
pub fn person_words(book: &RuleBook, answers: &Answers) -> Bilingual<String> {
    let mut parts = Vec::new();
    for (place, question) in book.questions.iter().enumerate() {
        if let Some(answer) = answers.get(place)
            && (place != book.reference || matches!(answer, Answer::Known(_)))
        {
            parts.push(format!(
                "{} = {}",
                question.id,
                write_answer(book, place, answer)
            ));
        }
    }
    let list = parts.join(", ");
    say!("par exemple : {list}", "for example: {list}")
}

/// Reports what is declared and never used.
fn unused(book: &RuleBook, report: &mut Report) {
    let used = Used::of(book);
    for (place, question) in book.questions.iter().enumerate() {
        if !used.questions[place] && place != book.reference {
            report.add(never_used(
                "unused-question",
                &question.id,
                question.span,
                say!("la question", "the question"),
            ));
        }
    }
    for (place, fact) in book.facts.iter().enumerate() {
        if !used.facts[place] {
            report.add(never_used(
                "unused-fact",
                &fact.id,
                fact.span,
                say!("le fait", "the fact"),
            ));
        }
    }
}

fn never_used(id: &'static str, name: &str, span: Span, what: Bilingual<String>) -> Fault {
    let message = Bilingual {
        fr: format!("{} `{name}` ne sert à rien", what.fr),
        en: format!("{} `{name}` is never used", what.en),
    };
    Fault::warning(id, message).at(span).help(say!(
        "retirez-la, ou citez-la dans une règle",
        "take it out, or use it in a rule"
    ))
}

struct Used {
    questions: Vec<bool>,
    facts: Vec<bool>,
}

impl Used {
    fn of(book: &RuleBook) -> Used {
        let mut used = Used {
            questions: vec![false; book.questions.len()],
            facts: vec![false; book.facts.len()],
        };
        for decision in &book.decisions {
            for row in &decision.rows {
                used.condition(book, &row.when);
            }
            for amount in &decision.amounts {
                used.formula(book, &amount.low);
                amount.high.iter().for_each(|high| used.formula(book, high));
            }
            for step in &decision.steps {
                step.when.iter().for_each(|when| used.condition(book, when));
                let days = step.from.iter().chain(&step.due);
                days.for_each(|day| used.formula(book, day));
            }
        }
        used
    }

    fn condition(&mut self, book: &RuleBook, condition: &Condition) {
        let mut questions = Vec::new();
        questions_of(book, condition, &mut questions);
        for question in questions {
            self.questions[question] = true;
        }
        self.facts(book, condition);
    }

    fn facts(&mut self, book: &RuleBook, condition: &Condition) {
        match condition {
            Condition::Fact(fact) if !self.facts[*fact] => {
                self.facts[*fact] = true;
                self.facts(book, &book.facts[*fact].condition);
            }
            Condition::Answer { question, .. } | Condition::Dated { question, .. } => {
                if let Some(asked_if) = &book.questions[*question].asked_if {
                    self.facts(book, asked_if);
                }
            }
            Condition::And(parts) | Condition::Or(parts) => {
                parts.iter().for_each(|part| self.facts(book, part));
            }
            Condition::Not(inner, _) => self.facts(book, inner),
            _ => {}
        }
    }

    fn formula(&mut self, book: &RuleBook, formula: &Formula) {
        match formula {
            Formula::Answer(question) => self.questions[*question] = true,
            Formula::Sum(left, _, right) | Formula::Product(left, right) => {
                self.formula(book, left);
                self.formula(book, right);
            }
            Formula::Shift { day, count, .. } => {
                self.formula(book, day);
                self.formula(book, count);
            }
            Formula::Min(parts) | Formula::Max(parts) => {
                parts.iter().for_each(|part| self.formula(book, part));
            }
            Formula::If(condition, then, otherwise) => {
                self.condition(book, condition);
                self.formula(book, then);
                self.formula(book, otherwise);
            }
            Formula::Constant(_) | Formula::Parameter(_) | Formula::Amount(..) => {}
        }
    }
}
