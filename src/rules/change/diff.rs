//! What changes for whom between two versions of the rules.

mod amounts;
mod example;
mod formulas;
mod one_sided;
mod outcomes;
mod questions;
mod situations;
mod steps;
mod values;

use crate::language::Bilingual;
use crate::rules::book::answers::Answers;
use crate::rules::book::unit::Unit;
use crate::rules::book::{Bounds, DecisionId, FactId, ParameterValue, RuleBook};
use crate::rules::change::merged::{Side, Twins, merge};
use crate::rules::change::renamed::{Rename, with_new_names};
use crate::rules::diagram::compile::{Compiled, compile};
use crate::rules::diagram::effort::Effort;
use crate::rules::diagram::nodes::{NodeId, TooLarge};
use crate::rules::diagram::too_large::TooLargeAt;
use crate::rules::language::phrases::Phrasebook;
use crate::rules::person::quantity::Quantity;
use crate::rules::proof::cover::{Block, cover};
use crate::rules::proof::notation::block_text;
use crate::rules::proof::region::block_limits;

pub use one_sided::{OneSided, OneSidedKind, Which};
pub use outcomes::{ChangedFlag, ChangedOutcomes};
pub use questions::ChangedQuestion;
pub use steps::{ChangedStep, StepChange};
pub use values::ChangedValue;

/// What two versions of the rules say differently.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Difference {
    /// What has another name than before. All else is told by the new names.
    pub renamed: Vec<Rename>,
    /// What stands on one side only, and is compared with nothing.
    pub only: Vec<OneSided>,
    /// The questions that are put to others, or may be left open otherwise.
    pub questions: Vec<ChangedQuestion>,
    /// The kinds of decisions whose outcomes mean something else.
    pub outcomes: Vec<ChangedOutcomes>,
    /// The values that are others, with the days on which they are.
    pub values: Vec<ChangedValue>,
    /// Whether the summary table supposes something else of everybody.
    pub supposed: bool,
    /// The decisions that say something else, in the order of the new rules.
    pub decisions: Vec<ChangedDecision>,
}

impl Difference {
    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        *self == Difference::default()
    }
}

/// A limit of a box: what those inside answer to one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// As rules write it.
    pub written: String,
    /// In the words of the questionnaire, where it has any.
    pub words: Bilingual<String>,
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
    /// What has to be done otherwise, or by another day.
    pub steps: Vec<ChangedStep>,
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
    /// The limits of the box; everybody where there are none.
    pub conditions: Vec<Limit>,
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
    pub boxes: Vec<Vec<Limit>>,
    /// The dated values that make the difference; none where a formula does.
    pub parameters: Vec<ChangedParameter>,
    /// The amounts, with those of the example where there is one.
    pub amounts: Vec<ChangedAmount>,
    /// A person for whom they differ. Without one, nobody was found: the formula is another, and
    /// whether that ever shows is not proved.
    pub example: Option<DiffExample>,
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
    /// Between what it lies where it is not established, before and now.
    pub bounds: [Option<Bounds>; 2],
}

/// An amount of the example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedAmount {
    /// Its id.
    pub id: String,
    /// What it was; nothing where it was not computed, or where there is no example.
    pub old: Option<Quantity>,
    /// What it is.
    pub new: Option<Quantity>,
}

/// Compares two versions of the rules, by their ids.
///
/// Outcomes, reasons and when steps are told are compared exactly, on one table of nodes for
/// both. Amounts and days are compared by their formulas, with a person for whom they differ
/// where one is found.
pub fn diff(old: &RuleBook, new: &RuleBook) -> Result<Difference, TooLargeAt> {
    let none = Phrasebook::default();
    diff_in_words(old, new, [&none, &none], &|_| true)
}

/// The same in the words of both versions. `may_be` refuses a new name where the words of the
/// site tell the two things apart.
pub fn diff_in_words(
    old: &RuleBook,
    new: &RuleBook,
    phrases: [&Phrasebook; 2],
    may_be: &dyn Fn(&Rename) -> bool,
) -> Result<Difference, TooLargeAt> {
    let (old, renamed) = with_new_names(old, new, may_be);
    let old = &old;
    let merged = merge(old, new);
    let phrases = merged.phrases([old, new], phrases);
    let mut comparing = Comparing {
        compiled: compile(merged.book)?,
        phrases,
        books: [old, new],
        sides: merged.sides,
        changed: merged.changed,
        effort: Effort::DECISION,
    };
    let large = |TooLarge| TooLargeAt::new(new, None);
    let mut only = one_sided::one_sided(old, new);
    only.extend(comparing.refusals().map_err(large)?);
    comparing.effort = Effort::DECISION;
    let questions = comparing.questions().map_err(large)?;
    let supposed = comparing.supposed().map_err(large)?;
    let outcomes = outcomes::changed(old, new);
    let values = comparing.values();
    let mut decisions = Vec::new();
    for (now, decision) in new.decisions.iter_enumerated() {
        let before = old.decision(&decision.id);
        let before = before.filter(|before| old.decisions[*before].kind == decision.kind);
        let Some(before) = before else {
            continue;
        };
        let large = |TooLarge| TooLargeAt::new(new, Some(now));
        let pair = Pair { before, now };
        comparing.effort = Effort::DECISION;
        comparing.compiled.diagrams.reset_budget();
        let changed = comparing.decision(&pair).map_err(large)?;
        decisions.extend(changed);
    }
    Ok(Difference {
        renamed,
        only,
        questions,
        outcomes,
        values,
        supposed,
        decisions,
    })
}

/// The places of one decision in the two books.
struct Pair {
    before: DecisionId,
    now: DecisionId,
}

struct Comparing<'b> {
    compiled: Compiled,
    /// The words of the merged questions.
    phrases: Phrasebook,
    books: [&'b RuleBook; 2],
    sides: [Side; 2],
    /// The parameters that have changed, each with the fact that says when.
    changed: Vec<(Twins, FactId)>,
    /// What is left for the decision that is compared now.
    effort: Effort,
}

impl Comparing<'_> {
    fn decision(&mut self, pair: &Pair) -> Result<Option<ChangedDecision>, TooLarge> {
        let situations = self.situations(pair)?;
        let amounts = self.amounts(pair)?;
        let steps = self.steps(pair)?;
        let same = situations.is_empty() && amounts.is_empty() && steps.is_empty();
        Ok((!same).then(|| ChangedDecision {
            id: self.books[1].decisions[pair.now].id.clone(),
            situations,
            amounts,
            steps,
        }))
    }

    /// The places of the two decisions in the merged book.
    fn indices(&self, pair: &Pair) -> [DecisionId; 2] {
        [
            pair.before + self.sides[0].decisions,
            pair.now + self.sides[1].decisions,
        ]
    }

    /// The limits of a box, in both ways of saying them.
    fn limits(&self, block: &Block) -> Vec<Limit> {
        let written = block_text(&self.compiled, block);
        let words = block_limits(&self.compiled, &self.phrases, block);
        let limits = written.into_iter().zip(words);
        limits
            .map(|(written, words)| Limit { written, words })
            .collect()
    }

    /// The boxes of some persons, which hold nobody outside `allowed`.
    fn boxes(
        &mut self,
        wanted: NodeId,
        meant: NodeId,
        allowed: NodeId,
    ) -> Result<Vec<Vec<Limit>>, TooLarge> {
        let blocks = cover(&mut self.compiled, wanted, meant, allowed, &mut self.effort)?;
        Ok(blocks.iter().map(|block| self.limits(block)).collect())
    }
}
