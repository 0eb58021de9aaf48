//! Questions and facts that no rule names.

use oxc_index::{IndexVec, index_vec};

use crate::language::Bilingual;
use crate::report::{Fault, Report};
use crate::rules::book::{Condition, FactId, Formula, QuestionId, RuleBook, USUAL, names_of};
use crate::say;
use crate::source::Span;

/// Reports what is declared and never used.
pub(super) fn check(book: &RuleBook, report: &mut Report) {
    let used = Used::of(book);
    for (own, question) in book.questions.iter_enumerated() {
        if !used.questions[own] && own != book.reference {
            report.add(never_used(
                "unused-question",
                &question.id,
                question.span,
                say!("la question", "the question"),
            ));
        }
    }
    for (own, fact) in book.facts.iter_enumerated() {
        // The summary table uses this one.
        if !used.facts[own] && fact.id != USUAL {
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

/// What some condition or formula names, by its index.
pub(super) struct Used {
    pub questions: IndexVec<QuestionId, bool>,
    facts: IndexVec<FactId, bool>,
}

impl Used {
    pub fn of(book: &RuleBook) -> Used {
        let mut used = Used {
            questions: index_vec![false; book.questions.len()],
            facts: index_vec![false; book.facts.len()],
        };
        for told_by in book
            .questions
            .iter()
            .filter_map(|found| found.told_by.as_ref())
        {
            used.facts_of(book, told_by);
        }
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
