//! The rules of a site once every name has found what it means.

use std::collections::BTreeMap;

use crate::rules::calendar::Day;
use crate::rules::expression::{Comparison, Operator};
use crate::rules::unit::Unit;
use crate::source::Span;

/// Every question, parameter, source, fact and decision of a site, with its worked cases.
///
/// Things refer to one another by their place in these lists.
#[derive(Debug, Clone)]
pub struct RuleBook {
    /// The texts and pages that rules and figures rest on.
    pub sources: Vec<Source>,
    /// The dated values.
    pub parameters: Vec<Parameter>,
    /// The questions, in the author's order of asking.
    pub questions: Vec<Question>,
    /// Which question is the reference date.
    pub reference: usize,
    /// The groups of options, each with its question: what the rules treat alike on purpose.
    pub groups: Vec<(usize, u64)>,
    /// Named conditions.
    pub facts: Vec<Fact>,
    /// Comparisons of several answers, each standing in a fact.
    pub relations: Vec<Relation>,
    /// The outcomes that each kind of decision can have.
    pub kinds: BTreeMap<Kind, Outcomes>,
    /// The decisions, each after those that it refers to.
    pub decisions: Vec<Decision>,
}

impl RuleBook {
    /// The question of this id.
    pub fn question(&self, id: &str) -> Option<usize> {
        self.questions.iter().position(|question| question.id == id)
    }

    /// The decision of this id.
    pub fn decision(&self, id: &str) -> Option<usize> {
        self.decisions.iter().position(|decision| decision.id == id)
    }

    /// The parameter of this id.
    pub fn parameter(&self, id: &str) -> Option<&Parameter> {
        self.parameters.iter().find(|parameter| parameter.id == id)
    }

    /// The source of this id.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == id)
    }

    /// The name of a terminal's outcome.
    pub fn outcome(&self, decision: usize, terminal: usize) -> &str {
        let decision = &self.decisions[decision];
        &self.kinds[&decision.kind].names[decision.terminals[terminal].outcome]
    }

    /// The sources of the rows that conclude this terminal, each once.
    pub fn sources_of(&self, decision: usize, terminal: usize) -> Vec<usize> {
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
    pub fn usable(&self, decision: usize, terminal: usize) -> bool {
        let decision = &self.decisions[decision];
        self.kinds[&decision.kind].usable[decision.terminals[terminal].outcome]
    }

    /// Whether a route with this terminal can pay, and nobody has to confirm that first.
    pub fn surely_usable(&self, decision: usize, terminal: usize) -> bool {
        let found = &self.decisions[decision];
        let outcome = found.terminals[terminal].outcome;
        self.usable(decision, terminal) && !self.kinds[&found.kind].to_confirm[outcome]
    }
}

/// A text in force, or a page that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its id.
    pub id: String,
    /// Where its id stands.
    pub span: Span,
    /// What it is.
    pub kind: SourceKind,
    /// Where it can be read.
    pub url: String,
    /// The day on which it was last read.
    pub checked: Day,
    /// How long such a reading is good for.
    pub review: Period,
}

/// What a source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceKind {
    /// A law, a decree, an order.
    Law,
    /// A page of the State or of a public operator.
    Official,
    /// A funder's own page.
    Funder,
    /// Prices and figures observed.
    Market,
}

impl SourceKind {
    /// Every kind with its name in files.
    pub const NAMES: [(&'static str, SourceKind); 4] = [
        ("law", SourceKind::Law),
        ("official", SourceKind::Official),
        ("funder", SourceKind::Funder),
        ("market", SourceKind::Market),
    ];
}

/// A length of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// How many units.
    pub count: i64,
    /// Days, weeks, months or years.
    pub unit: Unit,
}

/// A value that holds from a day on until the next one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// Its id.
    pub id: String,
    /// Where its id stands.
    pub span: Span,
    /// What its values count.
    pub unit: Unit,
    /// The values, by the day they hold from.
    pub values: Vec<Dated>,
    /// The last day for which the value is established.
    pub known_until: Option<Day>,
    /// The day on which it was last checked.
    pub checked: Day,
    /// How long that check is good for.
    pub review: Period,
    /// Whether it rests on one good source instead of the text itself.
    pub likely: bool,
}

impl Parameter {
    /// How well a value is established, in files, and whether it is only likely.
    pub const CONFIDENCE: [(&'static str, bool); 2] = [("sure", false), ("likely", true)];

    /// The value on a day.
    pub fn at(&self, day: Day) -> ParameterValue {
        if self.known_until.is_some_and(|last| day > last) {
            return ParameterValue::Unknown;
        }
        self.dated(day)
            .map_or(ParameterValue::Unknown, |dated| dated.value)
    }

    /// The entry that holds on a day.
    pub fn dated(&self, day: Day) -> Option<&Dated> {
        self.values.iter().rev().find(|dated| dated.from <= day)
    }

    /// The days on which the value changes or stops being known.
    pub fn changes(&self) -> impl Iterator<Item = Day> + '_ {
        let end = self.known_until.map(|last| last + 1);
        self.values.iter().map(|dated| dated.from).chain(end)
    }
}

/// One value of a parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    /// The first day on which it holds.
    pub from: Day,
    /// The value.
    pub value: ParameterValue,
    /// The source that says so, by its place in the book.
    pub source: usize,
}

/// What a parameter is on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterValue {
    /// A number, in hundredths of the unit.
    Number(i64),
    /// The law sets no such value.
    None,
    /// The value is not established.
    Unknown,
}

/// One thing asked of a person.
#[derive(Debug, Clone)]
pub struct Question {
    /// Its id.
    pub id: String,
    /// Where its id stands.
    pub span: Span,
    /// What can be answered.
    pub kind: QuestionKind,
    /// When the question makes sense; always, where there is no condition.
    pub asked_if: Option<Condition>,
    /// Whether a person may answer that she does not know.
    pub may_not_know: bool,
    /// The answer where nothing else was said: today, for the reference date.
    pub default_today: bool,
    /// Whether it is to stay at its place, even where another would spare questions.
    pub stays: bool,
}

/// What can be answered to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QuestionKind {
    /// One of several options.
    Choice(Vec<String>),
    /// Yes or no: a choice whose options are `yes` and `no`.
    YesNo(Vec<String>),
    /// A number in hundredths, from the first to the second, both included.
    Number(Unit, i64, i64),
    /// A calendar day.
    Date,
}

impl QuestionKind {
    /// The names of the types of questions in files.
    pub const TYPES: [&'static str; 5] = ["choice", "yes_no", "money", "hours", "date"];

    /// The options of a choice.
    pub fn options(&self) -> &[String] {
        match self {
            QuestionKind::Choice(options) | QuestionKind::YesNo(options) => options,
            _ => &[],
        }
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
pub struct Relation {
    /// The left side.
    pub left: Formula,
    /// How the sides are compared.
    pub comparison: Comparison,
    /// The right side.
    pub right: Formula,
    /// The questions whose answers it needs, in order.
    pub inputs: Vec<usize>,
    /// Where it stands.
    pub span: Span,
}

/// Something that holds or does not hold of a person.
///
/// A test of a question that makes no sense for the person never holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// Always or never.
    Constant(bool),
    /// The answer to one question is among some.
    Answer {
        /// The question.
        question: usize,
        /// Which answers.
        test: Test,
        /// Where it stands.
        span: Span,
    },
    /// The answer to one question, against a parameter on the reference date.
    /// Where the law sets no such value, it does not hold.
    Dated {
        /// The question.
        question: usize,
        /// How it is compared.
        comparison: Comparison,
        /// The parameter.
        parameter: usize,
        /// Where it stands.
        span: Span,
    },
    /// The parameter is established on the reference date.
    Known(usize),
    /// A comparison of several answers.
    Relation(usize),
    /// A named condition.
    Fact(usize),
    /// A decision ends in one of some outcomes.
    Outcome {
        /// The decision.
        decision: usize,
        /// The outcomes, by their place in the decision's kind.
        outcomes: Vec<usize>,
    },
    /// Every one holds.
    And(Vec<Condition>),
    /// At least one holds.
    Or(Vec<Condition>),
    /// It does not hold.
    Not(Box<Condition>, Span),
}

impl Condition {
    /// Looks at the conditions without parts of their own, in the order written.
    pub fn each<'c>(&'c self, look: &mut impl FnMut(&'c Condition)) {
        match self {
            Condition::And(parts) | Condition::Or(parts) => {
                parts.iter().for_each(|part| part.each(look));
            }
            Condition::Not(inner, _) => inner.each(look),
            simple => look(simple),
        }
    }
}

/// Which answers to one question are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Test {
    /// The options whose bits are set.
    Options(u64),
    /// The numbers or days that compare so.
    Compare(Comparison, i64),
}

impl Test {
    /// Whether an answer is meant.
    pub fn holds(self, answer: i64) -> bool {
        match self {
            Test::Options(set) => set >> answer & 1 == 1,
            Test::Compare(comparison, bound) => comparison.holds(answer, bound),
        }
    }
}

/// Something that is computed: an amount, or a date.
#[derive(Debug, Clone, PartialEq)]
pub enum Formula {
    /// A number in hundredths, or a day.
    Constant(i64),
    /// The answer to a question.
    Answer(usize),
    /// A parameter on the reference date.
    Parameter(usize),
    /// An amount of a decision.
    Amount(usize, usize),
    /// A sum or a difference.
    Sum(Box<Formula>, Operator, Box<Formula>),
    /// A product of hundredths, rounded to the nearest one.
    Product(Box<Formula>, Box<Formula>),
    /// A day moved by a number of units, given in hundredths.
    Shift {
        /// The day.
        day: Box<Formula>,
        /// How many units.
        count: Box<Formula>,
        /// Which units.
        unit: Unit,
        /// Whether it moves towards the past.
        back: bool,
    },
    /// The smallest; a value that the law does not set does not count.
    Min(Vec<Formula>),
    /// The largest.
    Max(Vec<Formula>),
    /// The first where the condition holds, else the second.
    If(Box<Condition>, Box<Formula>, Box<Formula>),
}

impl Formula {
    /// Looks at a formula and at the formulas inside it.
    pub fn each<'f>(&'f self, look: &mut impl FnMut(&'f Formula)) {
        look(self);
        match self {
            Formula::Constant(_)
            | Formula::Answer(_)
            | Formula::Parameter(_)
            | Formula::Amount(..) => {}
            Formula::Sum(left, _, right)
            | Formula::Product(left, right)
            | Formula::If(_, left, right) => {
                left.each(look);
                right.each(look);
            }
            Formula::Shift { day, count, .. } => {
                day.each(look);
                count.each(look);
            }
            Formula::Min(parts) | Formula::Max(parts) => {
                parts.iter().for_each(|part| part.each(look));
            }
        }
    }
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

/// The outcomes that a kind of decision can have, the best first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcomes {
    /// Their names.
    pub names: Vec<String>,
    /// Where each is written.
    pub spans: Vec<Span>,
    /// Which of them leave a route that can pay.
    pub usable: Vec<bool>,
    /// Which of these somebody has to confirm first: they are no promise that the route opens.
    pub to_confirm: Vec<bool>,
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
    pub rows: Vec<Row>,
    /// What it can end in.
    pub terminals: Vec<Terminal>,
    /// What it computes.
    pub amounts: Vec<Amount>,
    /// What the person has to do.
    pub steps: Vec<Step>,
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
    /// What it concludes, by its place among the decision's terminals.
    pub terminal: usize,
    /// The sources that it rests on.
    pub sources: Vec<usize>,
    /// Where it stands.
    pub span: Span,
}

/// What a decision can end in: an outcome, and the reason that is told with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terminal {
    /// The outcome, by its place in the decision's kind.
    pub outcome: usize,
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
    /// The value, or its lower end.
    pub low: Formula,
    /// Its upper end, where it is not known exactly.
    pub high: Option<Formula>,
}

/// Something that the person has to do, or that follows by itself.
#[derive(Debug, Clone)]
pub struct Step {
    /// Its id.
    pub id: String,
    /// Where its id stands.
    pub span: Span,
    /// The outcomes with which it is told.
    pub outcomes: Vec<usize>,
    /// A further condition.
    pub when: Option<Condition>,
    /// The first day.
    pub from: Option<Formula>,
    /// The last day.
    pub due: Option<Formula>,
    /// The letter that does it, by its id.
    pub letter: Option<String>,
    /// What to gather for it, by the ids of the documents.
    pub documents: Vec<String>,
    /// The sources that it rests on.
    pub sources: Vec<usize>,
}
