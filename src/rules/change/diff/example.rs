//! The person who shows a change: plain figures, and an answer to everything.

use crate::rules::book::answers::{Answer, Answers, write_answer};
use crate::rules::book::unit::Unit;
use crate::rules::book::{Condition, DecisionId, QuestionId, QuestionKind, RuleBook};
use crate::rules::change::diff::{Comparing, DiffExample};
use crate::rules::change::merged::Side;
use crate::rules::diagram::variables::{region, regions};
use crate::rules::person::evaluate::{contradicted, holds, row};
use crate::rules::proof::witness::filled;

/// How many days the dates of an example stay away from a day on which something turns,
/// where they can.
const AWAY: i64 = 90;

impl Comparing<'_> {
    /// A person who ends the same with plainer figures, and dates away from every turn.
    pub(super) fn plain(&self, person: Answers, decisions: [DecisionId; 2]) -> Answers {
        let book = &self.compiled.book;
        let ends = |person: &Answers| {
            let all = filled(book, person);
            if contradicted(book, &all) != Ok(None) {
                return None;
            }
            let rows = decisions.map(|decision| {
                let row = row(book, decision, &all).ok().flatten();
                row.map(|row| book.decisions[decision].rows[row].terminal)
            });
            Some(rows)
        };
        let wanted = ends(&person);
        let mut plain = person;
        for question in book.questions.indices() {
            if question == book.reference || plain.get(question).is_none() {
                continue;
            }
            for value in self.plausible(question, &plain) {
                let mut attempt = plain.clone();
                attempt.set(question, self.compiled.book.answer_at(question, value));
                if ends(&attempt) == wanted {
                    plain = attempt;
                    break;
                }
            }
        }
        plain
    }

    /// The person with an answer to everything: the tables may look at more than matters.
    pub(super) fn example(&self, person: &Answers) -> DiffExample {
        let book = &self.compiled.book;
        let day = person.day(book);
        let all = filled(book, person);
        let own = |side: usize| {
            let own = self.sides[side].own(self.books[side], &all, day);
            filled(self.books[side], &own)
        };
        let questions = book.questions.indices();
        let mut shown: Vec<(String, String)> = questions
            .filter(|question| *question != book.reference)
            .filter_map(|question| {
                let answer = person.get(question)?;
                let text = write_answer(book, question, answer);
                Some((book.questions[question].id.clone(), text))
            })
            .collect();
        let reference = &book.questions[book.reference].id;
        let day = write_answer(book, book.reference, Answer::Day(day));
        shown.insert(0, (reference.clone(), day));
        DiffExample {
            person: shown,
            old: own(0),
            new: own(1),
        }
    }

    /// Round figures that stay where the person's answer is, then the ends of that region.
    pub(super) fn plausible(&self, question: QuestionId, person: &Answers) -> Vec<i64> {
        let kind = &self.compiled.book.questions[question].kind;
        let cuts = self.compiled.cuts(question);
        let (low, high) = match person.point(question) {
            Some(point) => regions(kind, cuts)[region(kind, cuts, point)],
            None => kind.bounds(),
        };
        let round: &[i64] = match kind {
            QuestionKind::Number {
                unit: Unit::Euro, ..
            } => &[200_000, 300_000, 50_000, 100_000],
            QuestionKind::Number { .. } => &[1_400, 1_000],
            _ => &[],
        };
        let own = match person.get(question) {
            Some(Answer::Day(day)) => Some(day),
            _ => None,
        };
        let away = own
            .into_iter()
            .flat_map(|day| [day.point() - AWAY, day.point() + AWAY]);
        let mut values: Vec<i64> = round
            .iter()
            .copied()
            .chain(away)
            .filter(|value| (low..=high).contains(value))
            .collect();
        match own {
            Some(day) => values.push(day.point()),
            None => values.extend([low, high]),
        }
        values
    }
}

impl Side {
    /// Whether this book asks a merged question of the person.
    pub(super) fn makes_sense(
        &self,
        book: &RuleBook,
        question: QuestionId,
        answers: &Answers,
    ) -> bool {
        let own = self.questions.position(|own| own.question == question);
        own.is_some_and(|own| match self.applicability[own] {
            Some(fact) => holds(book, &Condition::Fact(fact), answers) == Ok(true),
            None => true,
        })
    }
}
