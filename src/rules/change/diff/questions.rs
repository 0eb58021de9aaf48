//! Questions that are put to others, or may be left open otherwise.

use super::{Comparing, Limit};
use crate::rules::book::{QuestionId, RuleBook, USUAL};
use crate::rules::diagram::nodes::{FALSE, NodeId, TRUE, TooLarge};
use crate::rules::person::suppositions::supposed_answer;
use crate::rules::proof::witness::witness_within;

/// A question of both versions that is asked otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedQuestion {
    /// Its id.
    pub id: String,
    /// Whether one may answer now that one does not know; nothing where that is as before.
    pub may_not_know: Option<bool>,
    /// Whether no conclusion waits for it any more; nothing where that is as before.
    pub optional: Option<bool>,
    /// Whether the answer is not the person's to change any more; nothing where that is as before.
    pub fixed: Option<bool>,
    /// What is supposed of whoever gives no answer, before and now; nothing where that is as before.
    pub suppose: Option<[Option<String>; 2]>,
    /// What is usually answered, before and now; nothing where that is as before.
    pub usual: Option<[Vec<String>; 2]>,
    /// The boxes of persons for whom it makes sense now, and did not.
    pub more: Vec<Vec<Limit>>,
    /// The boxes of persons for whom it made sense, and does not any more.
    pub fewer: Vec<Vec<Limit>>,
}

/// The ids of the values that are usually answered to a question.
fn usual(book: &RuleBook, question: QuestionId) -> Vec<String> {
    let values = book.questions[question].usual.iter();
    values
        .map(|value| book.parameters[*value].id.clone())
        .collect()
}

impl Comparing<'_> {
    pub(super) fn questions(&mut self) -> Result<Vec<ChangedQuestion>, TooLarge> {
        let [old, new] = self.books;
        let mut found = Vec::new();
        for (now, question) in new.questions.iter_enumerated() {
            let merged = self.sides[1].questions[now].question;
            let before = &self.sides[0].questions;
            let Some(before) = before.position(|own| own.question == merged) else {
                continue;
            };
            let earlier = &old.questions[before];
            let changed = |was: bool, is: bool| (was != is).then_some(is);
            let may_not_know = changed(earlier.may_not_know, question.may_not_know);
            let optional = changed(earlier.optional, question.optional);
            let fixed = changed(earlier.fixed, question.fixed);
            let suppose = [supposed_answer(old, before), supposed_answer(new, now)];
            let suppose = (suppose[0] != suppose[1]).then_some(suppose);
            let usual = [usual(old, before), usual(new, now)];
            let usual = (usual[0] != usual[1]).then_some(usual);
            let (was, is) = (self.makes_sense_to(0, before), self.makes_sense_to(1, now));
            let more = self.persons_of_one(is, was)?;
            let fewer = self.persons_of_one(was, is)?;
            let traits = [may_not_know, optional, fixed];
            let said = suppose.is_some() || usual.is_some() || traits.iter().any(Option::is_some);
            if said || !more.is_empty() || !fewer.is_empty() {
                found.push(ChangedQuestion {
                    id: question.id.clone(),
                    may_not_know,
                    optional,
                    fixed,
                    suppose,
                    usual,
                    more,
                    fewer,
                });
            }
        }
        Ok(found)
    }

    /// Whether the summary table supposes something else.
    pub(super) fn supposed(&mut self) -> Result<bool, TooLarge> {
        let usual = [0, 1].map(|side| self.usual(side).unwrap_or(TRUE));
        let [was, is] = usual;
        let differ = self.compiled.diagrams.xor(was, is)?;
        Ok(witness_within(&self.compiled, differ, TRUE, &mut self.effort)?.is_some())
    }

    /// What one version supposes of everybody.
    pub(super) fn usual(&self, side: usize) -> Option<NodeId> {
        let fact = self.books[side].facts.position(|fact| fact.id == USUAL)?;
        Some(self.compiled.facts[self.sides[side].merged_fact(fact)])
    }

    /// The persons for whom a question of one version makes sense.
    fn makes_sense_to(&self, side: usize, question: QuestionId) -> NodeId {
        let fact = self.sides[side].applicability[question];
        fact.map_or(TRUE, |fact| self.compiled.facts[fact])
    }

    /// The boxes of the persons of the first set who are not of the second.
    fn persons_of_one(&mut self, one: NodeId, other: NodeId) -> Result<Vec<Vec<Limit>>, TooLarge> {
        let others = self.compiled.diagrams.not(other)?;
        let own = self.compiled.diagrams.and(one, others)?;
        if own == FALSE {
            return Ok(Vec::new());
        }
        self.boxes(own, own, own)
    }
}
