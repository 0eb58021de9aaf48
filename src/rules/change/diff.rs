//! What changes for whom between two versions of the rules.

mod amounts;
mod example;
mod situations;

use crate::rules::book::answers::Answers;
use crate::rules::book::unit::Unit;
use crate::rules::book::{DecisionId, FactId, ParameterValue, QuestionKind, RuleBook};
use crate::rules::change::merged::{Side, Twins, comparable, merge};
use crate::rules::diagram::compile::{Compiled, compile};
use crate::rules::diagram::effort::Effort;
use crate::rules::diagram::nodes::{FALSE, TRUE, TooLarge};
use crate::rules::diagram::too_large::TooLargeAt;
use crate::rules::person::quantity::Quantity;
use crate::rules::proof::witness::anybody_within;

/// What two versions of the rules say differently.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Difference {
    /// What stands on one side only, and is compared with nothing.
    pub only: Vec<OneSided>,
    /// The decisions that say something else, in the order of the new rules.
    pub decisions: Vec<ChangedDecision>,
}

impl Difference {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.only.is_empty() && self.decisions.is_empty()
    }
}

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

/// A decision that concludes or computes something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedDecision {
    /// Its id.
    pub id: String,
    /// Situations whose outcome or reason changes: the first that fits a person is hers.
    pub situations: Vec<Situation>,
    /// What is computed differently where the route can pay before and after.
    pub amounts: Vec<ChangedAmounts>,
}

/// An outcome with its reason. A table without a row for the person ends in neither.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// The outcome.
    pub outcome: String,
    /// The reason.
    pub why: String,
}

/// Situations that come to the same end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Situation {
    /// The limits of the box, as rules write them; everybody where there are none.
    pub conditions: Vec<String>,
    /// What the decisions that this one refers to come to for those who are meant.
    pub through: Vec<Through>,
    /// Ends of earlier rows, which some persons of the box come to instead.
    pub unless: Vec<Ending>,
    /// How the persons of the box ended before.
    pub old: Vec<Ending>,
    /// How they end now.
    pub new: Ending,
    /// One of them.
    pub example: DiffExample,
    /// How this one ended before.
    pub was: Ending,
}

/// A limit on what another decision comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Through {
    /// The decision.
    pub decision: String,
    /// Its outcomes before.
    pub old: Vec<String>,
    /// Its outcomes now.
    pub new: Vec<String>,
}

/// A person who shows a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiffExample {
    /// What she answers that matters: questions with answers.
    pub person: Vec<(String, String)>,
    /// All her answers, by the questions of the old rules.
    pub old: Answers,
    /// All her answers, by the questions of the new rules.
    pub new: Answers,
}

/// Amounts that change together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedAmounts {
    /// The boxes of persons for whom they can differ; one without limits is everybody.
    pub boxes: Vec<Vec<String>>,
    /// The dated values that make the difference; none where a formula does.
    pub parameters: Vec<ChangedParameter>,
    /// The amounts of the example.
    pub amounts: Vec<ChangedAmount>,
    /// A person for whom they differ.
    pub example: DiffExample,
}

/// A dated value that is another on the example's day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedParameter {
    /// Its id.
    pub id: String,
    /// What it counts.
    pub unit: Unit,
    /// Its value before.
    pub old: ParameterValue,
    /// Its value now.
    pub new: ParameterValue,
}

/// An amount of the example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedAmount {
    /// Its id.
    pub id: String,
    /// What it was; nothing where it was not computed.
    pub old: Option<Quantity>,
    /// What it is.
    pub new: Option<Quantity>,
}

/// Compares two versions of the rules.
///
/// Outcomes and reasons are compared exactly, on one table of nodes for both. Amounts are
/// compared by their formulas, and reported once a person is found for whom they differ.
pub fn diff(old: &RuleBook, new: &RuleBook) -> Result<Difference, TooLargeAt> {
    let merged = merge(old, new);
    let mut comparing = Comparing {
        compiled: compile(merged.book)?,
        books: [old, new],
        sides: merged.sides,
        changed: merged.changed,
        effort: Effort::DECISION,
    };
    let mut only = one_sided(old, new);
    let large = |TooLarge| TooLargeAt::new(new, None);
    only.extend(comparing.refusals().map_err(large)?);
    let mut decisions = Vec::new();
    for (now, decision) in new.decisions.iter_enumerated() {
        let Some(before) = old.decision(&decision.id) else {
            continue;
        };
        let large = |TooLarge| TooLargeAt::new(new, Some(now));
        let pair = Pair { before, now };
        comparing.effort = Effort::DECISION;
        comparing.compiled.diagrams.reset_budget();
        let situations = comparing.situations(&pair).map_err(large)?;
        let amounts = comparing.amounts(&pair).map_err(large)?;
        if !situations.is_empty() || !amounts.is_empty() {
            decisions.push(ChangedDecision {
                id: decision.id.clone(),
                situations,
                amounts,
            });
        }
    }
    Ok(Difference { only, decisions })
}

fn one_sided(old: &RuleBook, new: &RuleBook) -> Vec<OneSided> {
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
            let Some(twin) = twin.filter(|twin| comparable(twin, question)) else {
                add(OneSidedKind::Question, question.id.clone());
                continue;
            };
            for option in question.kind.options() {
                if !twin.kind.options().contains(option) {
                    add(OneSidedKind::Option, format!("{}.{option}", question.id));
                }
            }
            let ((low, high), (least, most)) = (question.kind.bounds(), twin.kind.bounds());
            let number = matches!(question.kind, QuestionKind::Number { .. });
            if number && (low < least || most < high) {
                add(OneSidedKind::Bounds, question.id.clone());
            }
        }
        for decision in &own.decisions {
            if other.decision(&decision.id).is_none() {
                add(OneSidedKind::Decision, decision.id.clone());
            }
        }
    }
    found
}

/// The places of one decision in the two books.
struct Pair {
    before: DecisionId,
    now: DecisionId,
}

struct Comparing<'b> {
    compiled: Compiled,
    books: [&'b RuleBook; 2],
    sides: [Side; 2],
    /// The parameters that have changed, each with the fact that says when.
    changed: Vec<(Twins, FactId)>,
    /// What is left for the decision that is compared now.
    effort: Effort,
}

impl Comparing<'_> {
    /// The contradictions of one version that refuse more than all those of the other.
    fn refusals(&mut self) -> Result<Vec<OneSided>, TooLarge> {
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

    /// The places of the two decisions in the merged book.
    fn indices(&self, pair: &Pair) -> [DecisionId; 2] {
        [
            pair.before + self.sides[0].decisions,
            pair.now + self.sides[1].decisions,
        ]
    }
}
