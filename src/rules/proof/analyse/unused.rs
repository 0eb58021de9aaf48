//! Questions and facts that no rule names.

use crate::language::Bilingual;
use crate::report::{Fault, Report};
use crate::rules::book::USUAL;
use crate::rules::book::names_of;
use crate::rules::book::{Condition, Formula, RuleBook};
use crate::say;
use crate::source::Span;

/// Reports what is declared and never used.
pub(super) fn check(book: &RuleBook, report: &mut Report) {
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
        // The summary table uses this one.
        if !used.facts[place] && fact.id != USUAL {
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

/// What some condition or formula names, by its place.
pub(super) struct Used {
    pub questions: Vec<bool>,
    facts: Vec<bool>,
}

impl Used {
    pub fn of(book: &RuleBook) -> Used {
        let mut used = Used {
            questions: vec![false; book.questions.len()],
            facts: vec![false; book.facts.len()],
        };
        for contradiction in &book.contradictions {
            used.facts_of(book, &contradiction.condition);
        }
        for decision in &book.decisions {
            for row in &decision.rows {
                used.condition(book, &row.when);
            }
            for formula in decision.formulas() {
                used.formula(book, formula);
            }
            for step in &decision.steps {
                step.when.iter().for_each(|when| used.condition(book, when));
            }
        }
        used
    }

    /// What is only held against answers is asked for no one's sake.
    fn facts_of(&mut self, book: &RuleBook, condition: &Condition) {
        let (_, facts) = names_of(book, condition);
        for fact in facts {
            self.facts[fact] = true;
        }
    }

    fn condition(&mut self, book: &RuleBook, condition: &Condition) {
        let (questions, facts) = names_of(book, condition);
        for question in questions {
            self.questions[question] = true;
        }
        for fact in facts {
            self.facts[fact] = true;
        }
    }

    fn formula(&mut self, book: &RuleBook, formula: &Formula) {
        formula.each(&mut |part| match part {
            Formula::Answer(question) => self.questions[*question] = true,
            Formula::If(condition, ..) => self.condition(book, condition),
            _ => {}
        });
    }
}
