//! The rules of a site once every name has found what it means.

pub mod answers;
pub mod calendar;
mod comparator;
mod condition;
mod dependencies;
mod formula;
mod ids;
mod law;
mod question;
pub mod rewrite;
mod role;
mod situation;
mod source;
mod successor;
pub mod texts;
pub mod turns;
pub mod unit;

use std::collections::BTreeMap;

use oxc_index::IndexVec;

use crate::rules::book::answers::Answer;
use crate::source::Span;

pub use comparator::{Comparator, Operator};
pub use condition::{Condition, Test};
pub use dependencies::{Thing, compared, inputs, names_of, questions_of};
pub use formula::{Formula, Rounding, Scale, WrittenProduct};
pub use ids::{
    AmountId, ComparisonId, ContradictionId, DecisionId, FactId, OptionId, OutcomeId, ParameterId,
    QuestionId, RowId, SeveralId, SourceId, StepId, TerminalId,
};
pub use law::{Bounds, Dated, Family, Member, Parameter, ParameterValue, Period, Wording};
pub use question::{Group, OptionSet, Question, QuestionKind, Several, SupposedAnswer};
pub use role::{AmountRole, Standing};
pub use situation::{USUAL, situations};
pub use source::{Anchor, Article, ChangedArticle, Code, Later, Reading, Source, SourceKind};
pub use successor::{Now, Succeeded, Successor, succeeded};

/// Every question, parameter, source, fact and decision of a site.
///
/// Things refer to one another by their index in these lists, each list with a type of its own.
#[derive(Debug, Clone)]
pub struct RuleBook {
    /// The texts and pages that rules and figures rest on.
    pub sources: IndexVec<SourceId, Source>,
    /// The dated values.
    pub parameters: IndexVec<ParameterId, Parameter>,
    /// The questions, in the author's order of asking.
    pub questions: IndexVec<QuestionId, Question>,
    /// The questions that have several answers: each is a yes/no question for each option.
    pub several: IndexVec<SeveralId, Several>,
    /// Which question is the reference date.
    pub reference: QuestionId,
    /// What the rules treat alike on purpose.
    pub groups: Vec<Group>,
    /// Named conditions.
    pub facts: IndexVec<FactId, Fact>,
    /// What can be true of nobody: answers for which one of these holds are refused.
    pub contradictions: IndexVec<ContradictionId, Fact>,
    /// What stands for names that the rules had once, for answers that were given by them.
    pub successors: Vec<Successor>,
    /// Comparisons of several answers, each standing in a fact or a contradiction.
    pub comparisons: IndexVec<ComparisonId, Comparison>,
    /// The outcomes that each kind of decision can have.
    pub kinds: BTreeMap<Kind, IndexVec<OutcomeId, Outcome>>,
    /// The decisions, each after those that it refers to.
    pub decisions: IndexVec<DecisionId, Decision>,
}

impl RuleBook {
    /// The question of this id.
    pub fn question(&self, id: &str) -> Option<QuestionId> {
        self.questions.position(|question| question.id == id)
    }

    /// The answer to a question at a point of its domain.
    pub fn answer_at(&self, question: QuestionId, point: i64) -> Answer {
        self.questions[question].kind.answer(point)
    }

    /// The decision of this id.
    pub fn decision(&self, id: &str) -> Option<DecisionId> {
        self.decisions.position(|decision| decision.id == id)
    }

    /// The parameter of this id.
    pub fn parameter(&self, id: &str) -> Option<&Parameter> {
        self.parameters.iter().find(|parameter| parameter.id == id)
    }

    /// The source of this id.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == id)
    }

    /// Whether a value was observed, on a market or a page, so that it has a year and no first day.
    pub fn observed(&self, dated: &Dated) -> bool {
        self.sources[dated.source].kind == SourceKind::Market
    }

    /// The name of a terminal's outcome.
    pub fn outcome(&self, decision: DecisionId, terminal: TerminalId) -> &str {
        let decision = &self.decisions[decision];
        &self.kinds[&decision.kind][decision.terminals[terminal].outcome].name
    }

    /// The sources of the rows that conclude this terminal, each once.
    pub fn sources_of(&self, decision: DecisionId, terminal: TerminalId) -> Vec<SourceId> {
        let mut found = Vec::new();
        for row in &self.decisions[decision].rows {
            for source in row.sources.iter().filter(|_| row.terminal == terminal) {
                if !found.contains(source) {
                    found.push(*source);
                }
            }
        }
        found
    }

    /// The ids of the letters that steps need, each once.
    pub fn letters(&self) -> Vec<&str> {
        self.of_steps(|step| step.letter.as_slice())
    }

    /// The ids of the documents that steps need, each once.
    pub fn documents(&self) -> Vec<&str> {
        self.of_steps(|step| &step.documents)
    }

    fn of_steps<'b>(&'b self, ids: impl Fn(&'b Step) -> &'b [String]) -> Vec<&'b str> {
        let mut found: Vec<&str> = Vec::new();
        let steps = self.decisions.iter().flat_map(|decision| &decision.steps);
        for id in steps.flat_map(ids) {
            if !found.contains(&id.as_str()) {
                found.push(id);
            }
        }
        found
    }

    /// Whether a route with this terminal can pay.
    pub fn usable(&self, decision: DecisionId, terminal: TerminalId) -> bool {
        let decision = &self.decisions[decision];
        self.kinds[&decision.kind][decision.terminals[terminal].outcome].usable
    }

    /// Whether a route with this terminal can pay, and nobody has to confirm that first.
    pub fn surely_usable(&self, decision: DecisionId, terminal: TerminalId) -> bool {
        let found = &self.decisions[decision];
        let outcome = found.terminals[terminal].outcome;
        self.usable(decision, terminal) && !self.kinds[&found.kind][outcome].to_confirm
    }

    /// Whether a route with this terminal tells amounts: it can pay, now or later.
    pub fn tells_amounts(&self, decision: DecisionId, terminal: TerminalId) -> bool {
        self.usable(decision, terminal) || self.later(decision, terminal)
    }

    /// Whether a route with this terminal cannot pay yet, and will.
    pub fn later(&self, decision: DecisionId, terminal: TerminalId) -> bool {
        let found = &self.decisions[decision];
        self.kinds[&found.kind][found.terminals[terminal].outcome].later
    }

    /// Whether a decision with this terminal says nothing to the person: a notice that is not
    /// told, a route that does not concern her.
    pub fn untold(&self, decision: DecisionId, terminal: TerminalId) -> bool {
        self.not_told(decision, terminal)
            || self.standing(decision, terminal) == Some(Standing::NotConcerned)
    }

    /// Whether a notice with this terminal is not told.
    pub fn not_told(&self, decision: DecisionId, terminal: TerminalId) -> bool {
        let found = &self.decisions[decision];
        let outcome = found.terminals[terminal].outcome;
        found.kind == Kind::Notice && self.kinds[&found.kind][outcome].not_told
    }

    /// What this terminal of a route means for the person; other decisions have no standing.
    pub fn standing(&self, decision: DecisionId, terminal: TerminalId) -> Option<Standing> {
        let found = &self.decisions[decision];
        let outcome = found.terminals[terminal].outcome;
        (found.kind == Kind::Route)
            .then(|| Standing::of(outcome, &self.kinds[&found.kind][outcome]))
    }
}

/// A named condition.
#[derive(Debug, Clone)]
pub struct Fact {
    /// Its id.
    pub id: String,
    /// Where its id stands.
    pub span: Span,
    /// What it says.
    pub condition: Condition,
}

/// A comparison of several answers: one yes/no test in the diagrams.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The left side.
    pub left: Formula,
    /// How the sides are compared.
    pub comparator: Comparator,
    /// The right side.
    pub right: Formula,
    /// The questions whose answers it needs, in order.
    pub inputs: Vec<QuestionId>,
    /// Where it stands.
    pub span: Span,
}

/// What a decision is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// What the person is told first.
    Verdict,
    /// A way to pay.
    Route,
    /// Something more that she should know.
    Notice,
}

impl Kind {
    /// Every kind with its name in files.
    pub const NAMES: [(&'static str, Kind); 3] = [
        ("verdict", Kind::Verdict),
        ("route", Kind::Route),
        ("notice", Kind::Notice),
    ];

    /// The kind's name in files.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Verdict => "verdict",
            Kind::Route => "route",
            Kind::Notice => "notice",
        }
    }
}

/// An outcome that decisions of a kind can have. The best of a kind stands first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Its name.
    pub name: String,
    /// Where it is written.
    pub span: Span,
    /// Whether it leaves a route that can pay.
    pub usable: bool,
    /// Whether somebody has to confirm that first: it is no promise that the route opens.
    pub to_confirm: bool,
    /// Whether a route that ends in it cannot pay yet, and will.
    pub later: bool,
    /// Whether a notice that ends in it is not told.
    pub not_told: bool,
    /// Whether a route that ends in it does not concern the person.
    pub not_concerned: bool,
}

impl Outcome {
    /// Everything that is said of it beside its name, each by its field in `outcomes.yaml`.
    pub(crate) fn flags(&self) -> Vec<(&'static str, bool)> {
        // Without `..`, so that nobody adds a field which two versions are not compared by.
        let Outcome {
            name: _,
            span: _,
            usable,
            to_confirm,
            later,
            not_told,
            not_concerned,
        } = self;
        vec![
            ("usable", *usable),
            ("to_confirm", *to_confirm),
            ("later", *later),
            ("not_told", *not_told),
            ("not_concerned", *not_concerned),
        ]
    }
}

/// A table that concludes one outcome.
#[derive(Debug, Clone)]
pub struct Decision {
    /// Its id.
    pub id: String,
    /// Where its id stands.
    pub span: Span,
    /// What it is about.
    pub kind: Kind,
    /// Which row counts where several hold.
    pub policy: Policy,
    /// The rows, in order.
    pub rows: IndexVec<RowId, Row>,
    /// What it can end in.
    pub terminals: IndexVec<TerminalId, Terminal>,
    /// What it computes.
    pub amounts: IndexVec<AmountId, Amount>,
    /// What the person has to do.
    pub steps: IndexVec<StepId, Step>,
}

impl Decision {
    /// Everything that it computes: its amounts, then the days of its steps.
    pub(crate) fn formulas(&self) -> impl Iterator<Item = &Formula> {
        let amounts = self.amounts.iter().flat_map(Amount::formulas);
        amounts.chain(self.steps.iter().flat_map(Step::days))
    }
}

/// Which row counts where several hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// The first.
    First,
    /// No two may hold together.
    Unique,
}

impl Policy {
    /// Every policy with its name in files.
    pub const NAMES: [(&'static str, Policy); 2] =
        [("first", Policy::First), ("unique", Policy::Unique)];
}

/// One row of a decision.
#[derive(Debug, Clone)]
pub struct Row {
    /// When it holds.
    pub when: Condition,
    /// Whether it is the row for all that is left.
    pub otherwise: bool,
    /// What it concludes, by its index among the decision's terminals.
    pub terminal: TerminalId,
    /// The sources that it rests on.
    pub sources: Vec<SourceId>,
    /// The words of the law that say so.
    pub wording: Wording,
    /// Where it stands.
    pub span: Span,
}

/// What a decision can end in: an outcome, and the reason that is told with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terminal {
    /// The outcome, by its index in the decision's kind.
    pub outcome: OutcomeId,
    /// The reason, which has a text in each language.
    pub why: String,
    /// Where the reason is first written.
    pub span: Span,
}

/// Something that a decision computes.
#[derive(Debug, Clone, PartialEq)]
pub struct Amount {
    /// Its id.
    pub id: String,
    /// Where its id stands.
    pub span: Span,
    /// The part that it plays, where `outcomes.yaml` gives it one.
    pub role: Option<AmountRole>,
    /// The value, or its lower end.
    pub low: Formula,
    /// Its upper end, where it is not known exactly.
    pub high: Option<Formula>,
}

impl Amount {
    /// Its formula, or those of its two ends.
    pub(crate) fn formulas(&self) -> impl Iterator<Item = &Formula> {
        std::iter::once(&self.low).chain(&self.high)
    }
}

/// Something that the person has to do, or that follows by itself.
#[derive(Debug, Clone)]
pub struct Step {
    /// Its id.
    pub id: String,
    /// Where its id stands.
    pub span: Span,
    /// The outcomes with which it is told.
    pub outcomes: Vec<OutcomeId>,
    /// A further condition.
    pub when: Option<Condition>,
    /// Whether nobody is told it for whom the condition is open.
    pub surely: bool,
    /// The first day.
    pub from: Option<Formula>,
    /// The last day.
    pub due: Option<Formula>,
    /// The letter that does it, by its id.
    pub letter: Option<String>,
    /// What to gather for it, by the ids of the documents.
    pub documents: Vec<String>,
    /// The sources that it rests on.
    pub sources: Vec<SourceId>,
}

impl Step {
    /// The formulas of its days.
    pub(crate) fn days(&self) -> impl Iterator<Item = &Formula> {
        self.from.iter().chain(&self.due)
    }
}
