//! What only one of two versions knows, and whom only one of them refuses.

use super::Comparing;
use crate::rules::book::{Question, RuleBook};
use crate::rules::change::merged::comparable;
use crate::rules::diagram::nodes::{FALSE, TRUE, TooLarge};
use crate::rules::proof::witness::anybody_within;

/// One of the two versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// The one before.
    Old,
    /// The one after.
    New,
}

/// Something that only one version knows. Situations that need it are not compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneSided {
    /// The version that knows it.
    pub which: Which,
    /// What it is.
    pub what: OneSidedKind,
    /// Its id; an option with its question: `status.author`.
    pub id: String,
}

/// What can stand on one side only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OneSidedKind {
    /// A question, or one that was answered in another way before.
    Question,
    /// An option of a question.
    Option,
    /// Numbers outside the other version's bounds.
    Bounds,
    /// A decision.
    Decision,
    /// A contradiction that refuses somebody whom none of the other version refuses.
    Contradiction,
}

/// What stands in one of two books alone.
pub(super) fn one_sided(old: &RuleBook, new: &RuleBook) -> Vec<OneSided> {
    let mut found = Vec::new();
    for (which, own, other) in [(Which::Old, old, new), (Which::New, new, old)] {
        let mut add = |what: OneSidedKind, id: String| found.push(OneSided { which, what, id });
        for (id, question) in own.questions.iter_enumerated() {
            let twin = if id == own.reference {
                Some(other.reference)
            } else {
                other.question(&question.id)
            };
            let twin = twin.map(|twin| &other.questions[twin]);
            match twin.filter(|twin| comparable(twin, question)) {
                Some(twin) => of_question(question, twin, &mut add),
                None => add(OneSidedKind::Question, question.id.clone()),
            }
        }
        for decision in &own.decisions {
            let twin = other.decision(&decision.id);
            if twin.is_none_or(|twin| other.decisions[twin].kind != decision.kind) {
                add(OneSidedKind::Decision, decision.id.clone());
            }
        }
    }
    found
}

/// The answers to a question that its twin does not take.
fn of_question(question: &Question, twin: &Question, add: &mut impl FnMut(OneSidedKind, String)) {
    for option in question.kind.options() {
        if !twin.kind.options().contains(option) {
            add(OneSidedKind::Option, format!("{}.{option}", question.id));
        }
    }
    let ((low, high), (least, most)) = (question.kind.bounds(), twin.kind.bounds());
    let number = question.kind.unit().is_some();
    if number && (low < least || most < high) {
        add(OneSidedKind::Bounds, question.id.clone());
    }
}

impl Comparing<'_> {
    /// The contradictions of one version that refuse more than all those of the other.
    pub(super) fn refusals(&mut self) -> Result<Vec<OneSided>, TooLarge> {
        let old = self.books[0].contradictions.len_idx();
        let roots = self.compiled.contradictions.clone();
        let (before, after) = roots.split_at(old);
        let mut found = Vec::new();
        for (which, own, others) in [(Which::Old, before, after), (Which::New, after, before)] {
            let book = self.books[usize::from(which == Which::New)];
            for (root, contradiction) in own.iter().zip(&book.contradictions) {
                let mut more = *root;
                for other in others {
                    more = self.compiled.diagrams.ite(*other, FALSE, more)?;
                }
                if anybody_within(&self.compiled, more, TRUE, &mut self.effort)?.is_some() {
                    found.push(OneSided {
                        which,
                        what: OneSidedKind::Contradiction,
                        id: contradiction.id.clone(),
                    });
                }
            }
        }
        Ok(found)
    }
}
