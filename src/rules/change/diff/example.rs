//! The person who shows a change: plain figures, and an answer to everything.

use crate::rules::book::answers::{Answer, Answers, write_answer};
use crate::rules::book::unit::Unit;
use crate::rules::book::{Condition, QuestionId, QuestionKind, RuleBook};
use crate::rules::change::diff::{Comparing, DiffExample};
use crate::rules::change::merged::Side;
use crate::rules::diagram::nodes::{FALSE, NodeId, TRUE, TooLarge};
use crate::rules::diagram::variables::{region, regions};
use crate::rules::person::evaluate::{contradicted, holds};
use crate::rules::person::partial::evaluate_partial;
use crate::rules::proof::feasible::USUAL_DAY;
use crate::rules::proof::witness::{filled, trimmed, witness_within};

/// How many days the dates of an example stay away from a day on which something turns,
/// where they can.
const AWAY: i64 = 90;

/// How often the answers of an example are made plainer, one after the other.
const ROUNDS: usize = 3;

/// From how many days on a date is too far from the request to be believed without a reason.
const FAR: i64 = 3_653;

/// How many days before the request, or after it, a date may lie that was too far: years that
/// many delays of the law make a difference between, then days to come.
const NEAR: [i64; 8] = [-2_200, -1_100, -400, -3_300, -AWAY, AWAY, -10_950, 0];

impl Comparing<'_> {
    /// One of some persons: in the case that is usual, if there is such a one.
    pub(super) fn somebody(&mut self, node: NodeId) -> Result<Option<Answers>, TooLarge> {
        let mut sets = vec![node];
        if let Some(usual) = self.usual(1) {
            sets.insert(0, self.compiled.diagrams.and(node, usual)?);
        }
        for set in sets.into_iter().filter(|set| *set != FALSE) {
            if let Some(person) = witness_within(&self.compiled, set, TRUE, &mut self.effort)? {
                return Ok(Some(trimmed(&self.compiled, node, TRUE, person)));
            }
        }
        Ok(None)
    }

    /// The person with plainer figures, and with dates near the request and away from every
    /// turn, as far as she stays among `inside`, and as `keeps` wants her.
    pub(super) fn believable(
        &self,
        person: Answers,
        inside: NodeId,
        keeps: &dyn Fn(&Answers) -> bool,
    ) -> Answers {
        let book = &self.compiled.book;
        let stays = |person: &Answers| {
            let all = filled(book, person);
            contradicted(book, &all) == Ok(None)
                && evaluate_partial(&self.compiled, inside, &all).truth() == Some(true)
                && keeps(person)
        };
        let mut plain = person;
        // One answer may have to wait for another: a price for what is on the account.
        for _ in 0..ROUNDS {
            let before = plain.clone();
            for question in book.questions.indices() {
                let Some(own) = plain.point(question) else {
                    continue;
                };
                let better = self.plausible(question, &plain).into_iter();
                let better = better.take_while(|value| *value != own);
                let better = better.map(|value| {
                    let mut attempt = plain.clone();
                    attempt.set(question, book.answer_at(question, value));
                    attempt
                });
                if let Some(found) = better.into_iter().find(stays) {
                    plain = found;
                }
            }
            if plain == before {
                break;
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

    /// Figures that read well and lie where the person's answer does, the best first.
    pub(super) fn plausible(&self, question: QuestionId, person: &Answers) -> Vec<i64> {
        let book = &self.compiled.book;
        let kind = &book.questions[question].kind;
        let cuts = self.compiled.cuts(question);
        let own = person.point(question);
        let (low, high) = match own {
            Some(point) => regions(kind, cuts)[region(kind, cuts, point)],
            None => kind.bounds(),
        };
        let mut values: Vec<i64> = match kind {
            QuestionKind::Number { unit, .. } => {
                let round: &[i64] = match unit {
                    Unit::Euro => &[200_000, 300_000, 50_000, 100_000],
                    _ => &[1_400, 2_400, 1_000],
                };
                let round = round.iter().copied().chain(roundest(low, high));
                round.chain([high, low]).collect()
            }
            QuestionKind::Date => {
                let day = own.unwrap_or(low);
                if question == book.reference {
                    // That of an example is mostly usual already.
                    let far = (day - USUAL_DAY.point()).abs() > FAR;
                    vec![if far { USUAL_DAY.point() } else { day }, day]
                } else {
                    dates(day, person.day(book).point())
                }
            }
            _ => vec![low, high],
        };
        values.retain(|value| (low..=high).contains(value));
        values
    }
}

/// Days for an answer that is one already: near the request, and away from where it turns.
fn dates(day: i64, request: i64) -> Vec<i64> {
    let away = [day - AWAY, day + AWAY, day];
    if (day - request).abs() <= FAR {
        return away.to_vec();
    }
    let near = NEAR.map(|offset| request + offset);
    near.into_iter().chain(away).collect()
}

/// The smallest number above nothing that is as round as any between two others.
fn roundest(low: i64, high: i64) -> Option<i64> {
    let steps = [100_000, 10_000, 5_000, 1_000, 500, 100];
    steps.into_iter().find_map(|step| {
        let first = (low.max(1) + step - 1) / step * step;
        (first <= high).then_some(first)
    })
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
