//! Which values that are not established, or were read long ago, a decision rests on.

use std::collections::BTreeSet;

use oxc_index::IndexVec;

use crate::rules::book::answers::Answers;
use crate::rules::book::calendar::{Day, shift};
use crate::rules::book::unit::{Hundredths, Unit};
use crate::rules::book::{
    Amount, AmountId, Bounds, Condition, DecisionId, FactId, Formula, ParameterId, ParameterValue,
    RuleBook, StepId,
};
use crate::rules::diagram::compile::Compiled;
use crate::rules::person::conclude::{DecisionResult, StepDue};
use crate::rules::person::explained::leading_rows;
use crate::rules::person::partial::evaluate_partial;
use crate::rules::person::quantity::{Quantity, Taken, amount_with};

/// What is missing for the amounts and the days of a route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gaps {
    /// The values that are not established, each with what rests on it.
    pub values: Vec<Gap>,
    /// What each amount is if these values stay what they were last known to be: only where it
    /// rests on one, and where that is known of all.
    pub if_last: IndexVec<AmountId, Option<Quantity>>,
}

/// A value that is not established.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The parameter, by its index in the book.
    pub parameter: ParameterId,
    /// What it was last known to be, and until when.
    pub last: Option<(Hundredths, Day)>,
    /// Between what it lies, where that is declared.
    pub bounds: Option<Bounds>,
    /// The amounts that are others as it is another, by their index in the decision.
    pub amounts: Vec<AmountId>,
    /// The amounts that hold by its bounds alone: without them they would be others.
    pub supposed: Vec<AmountId>,
    /// The steps that have no day because of it.
    pub steps: Vec<StepId>,
}

/// Finds what is missing for what a decision tells a person.
pub fn gaps(
    compiled: &Compiled,
    decision: DecisionId,
    concluded: &DecisionResult,
    answers: &Answers,
) -> Gaps {
    let book = &compiled.book;
    let day = answers.day(book);
    let found = &book.decisions[decision];
    let amounts = || found.amounts.iter_enumerated().zip(&concluded.amounts);
    let mut values = Vec::new();
    for parameter in parameters_named(book, decision, concluded) {
        if book.parameters[parameter].at(day).is_known() {
            continue;
        }
        let mut gap = Gap::new(book, parameter, day);
        for ((amount, computed), told) in amounts() {
            let with = |taken| taking(compiled, computed, answers, &[(parameter, taken)]);
            let differs = |other: Option<Quantity>| other.is_some_and(|other| other != *told);
            let ends = gap.bounds.map_or(vec![Hundredths::at(0)], |bounds| {
                vec![bounds.min, bounds.max]
            });
            let mut tried = ends.into_iter().chain(gap.last.map(|(last, _)| last));
            if tried.any(|number| differs(with(as_number(number)))) {
                gap.amounts.push(amount);
            }
            if gap.bounds.is_some() && differs(with(Taken::Unbounded)) {
                gap.supposed.push(amount);
            }
        }
        let undated = concluded.steps.iter();
        let undated = undated.filter(|told| is_undated_by(book, decision, told, parameter));
        gap.steps.extend(undated.map(|told| told.step));
        if !(gap.amounts.is_empty() && gap.supposed.is_empty() && gap.steps.is_empty()) {
            values.push(gap);
        }
    }
    let if_last = amounts().map(|((amount, computed), _)| {
        let missing = values.iter().filter(|gap| gap.amounts.contains(&amount));
        let taken = missing.map(|gap| Some((gap.parameter, as_number(gap.last?.0))));
        let taken: Vec<(ParameterId, Taken)> = taken.collect::<Option<_>>()?;
        let rests = !taken.is_empty();
        rests
            .then(|| taking(compiled, computed, answers, &taken))
            .flatten()
    });
    let if_last = if_last.collect();
    Gaps { values, if_last }
}

impl Gap {
    fn new(book: &RuleBook, parameter: ParameterId, day: Day) -> Gap {
        let found = &book.parameters[parameter];
        Gap {
            parameter,
            last: found.last_known(day),
            bounds: found.bounds,
            amounts: Vec::new(),
            supposed: Vec::new(),
            steps: Vec::new(),
        }
    }
}

fn as_number(number: Hundredths) -> Taken {
    Taken::As(ParameterValue::Number(number))
}

/// What an amount is where some values are taken for others.
fn taking(
    compiled: &Compiled,
    amount: &Amount,
    answers: &Answers,
    taken: &[(ParameterId, Taken)],
) -> Option<Quantity> {
    let of = |parameter: ParameterId| {
        let found = taken.iter().find(|(other, _)| *other == parameter);
        found.map(|(_, taken)| *taken)
    };
    amount_with(compiled, amount, answers, &of).ok()
}

/// Whether a step is told without a day that hangs on a parameter.
fn is_undated_by(
    book: &RuleBook,
    decision: DecisionId,
    told: &StepDue,
    parameter: ParameterId,
) -> bool {
    let step = &book.decisions[decision].steps[told.step];
    let without = [(&step.from, told.from), (&step.due, told.due)];
    let mut without = without.into_iter().filter(|(_, day)| day.is_none());
    without.any(|(formula, _)| {
        let mut named = BTreeSet::new();
        formula
            .iter()
            .for_each(|formula| rests_on(book, formula, &mut named));
        named.contains(&parameter)
    })
}

/// The parameters that the amounts and the days of a decision name, as far as they are told.
fn parameters_named(
    book: &RuleBook,
    decision: DecisionId,
    concluded: &DecisionResult,
) -> BTreeSet<ParameterId> {
    let found = &book.decisions[decision];
    let mut named = BTreeSet::new();
    for (amount, _) in found.amounts.iter().zip(&concluded.amounts) {
        amount
            .formulas()
            .for_each(|formula| rests_on(book, formula, &mut named));
    }
    for told in &concluded.steps {
        let days = found.steps[told.step].days();
        days.for_each(|formula| rests_on(book, formula, &mut named));
    }
    named
}

fn rests_on(book: &RuleBook, formula: &Formula, named: &mut BTreeSet<ParameterId>) {
    formula.each(&mut |part| match part {
        Formula::Parameter(parameter) => {
            named.insert(*parameter);
        }
        Formula::Amount(decision, amount) => {
            let formulas = book.decisions[*decision].amounts[*amount].formulas();
            formulas.for_each(|formula| rests_on(book, formula, named));
        }
        _ => {}
    });
}

/// The values without an end that what is told rests on, and that nobody has read for more
/// than a year on the day of the request: in the amounts, the days, and the rows that hold.
pub fn read_long_ago(
    compiled: &Compiled,
    decision: DecisionId,
    concluded: &DecisionResult,
    answers: &Answers,
) -> Vec<ParameterId> {
    let book = &compiled.book;
    let day = answers.day(book);
    let found = &book.decisions[decision];
    let mut named = BTreeSet::new();
    let amounts = found.amounts.iter().zip(&concluded.amounts);
    let amounts = amounts.flat_map(|(amount, _)| amount.formulas());
    let steps = concluded.steps.iter();
    let days = steps.flat_map(|told| found.steps[told.step].days());
    for formula in amounts.chain(days) {
        reached(compiled, formula, answers, &mut named);
    }
    for row in leading_rows(compiled, decision, concluded, answers) {
        let row = &book.decisions[decision].rows[row];
        tested(book, &row.when, &mut BTreeSet::new(), &mut named);
    }
    let long_ago = |parameter: &ParameterId| {
        let parameter = &book.parameters[*parameter];
        parameter.known_until.is_none()
            && parameter.at(day).is_known()
            && day > shift(parameter.checked, 1, Unit::Year)
    };
    named.into_iter().filter(long_ago).collect()
}

/// The parameters that a formula comes to for a person: not those behind a condition that is
/// settled otherwise.
fn reached(
    compiled: &Compiled,
    formula: &Formula,
    answers: &Answers,
    named: &mut BTreeSet<ParameterId>,
) {
    let mut of = |part: &Formula| reached(compiled, part, answers, named);
    match formula {
        Formula::Constant(_) | Formula::Nothing | Formula::Answer(_) => {}
        Formula::Parameter(parameter) => {
            named.insert(*parameter);
        }
        Formula::Amount(decision, amount) => {
            let amount = &compiled.book.decisions[*decision].amounts[*amount];
            amount.formulas().for_each(of);
        }
        Formula::Sum(left, _, right) | Formula::Product(left, right, _) => {
            of(left);
            of(right);
        }
        Formula::Between { from, to, .. } => {
            of(from);
            of(to);
        }
        Formula::Shift { day, count, .. } => {
            of(day);
            of(count);
        }
        Formula::Min(parts) | Formula::Max(parts) => parts.iter().for_each(of),
        Formula::If(condition, then, otherwise) => {
            let truth = evaluate_partial(compiled, compiled.test(condition), answers).truth();
            if truth != Some(false) {
                of(then);
            }
            if truth != Some(true) {
                of(otherwise);
            }
        }
    }
}

/// The parameters that a decision rests on: in its rows, its amounts and its steps.
pub fn parameters(book: &RuleBook, decision: DecisionId) -> BTreeSet<ParameterId> {
    let found = &book.decisions[decision];
    let mut named = BTreeSet::new();
    let mut facts = BTreeSet::new();
    found
        .formulas()
        .for_each(|formula| rests_on(book, formula, &mut named));
    let rows = found.rows.iter().map(|row| &row.when);
    let steps = found.steps.iter().flat_map(|step| &step.when);
    rows.chain(steps)
        .for_each(|condition| tested(book, condition, &mut facts, &mut named));
    named
}

/// The parameters that a condition names, itself or through facts.
fn tested(
    book: &RuleBook,
    condition: &Condition,
    facts: &mut BTreeSet<FactId>,
    found: &mut BTreeSet<ParameterId>,
) {
    match condition {
        Condition::Dated { parameter, .. } | Condition::Known(parameter) => {
            found.insert(*parameter);
        }
        Condition::Comparison(comparison) => {
            let comparison = &book.comparisons[*comparison];
            rests_on(book, &comparison.left, found);
            rests_on(book, &comparison.right, found);
        }
        Condition::Fact(fact) if facts.insert(*fact) => {
            tested(book, &book.facts[*fact].condition, facts, found);
        }
        Condition::And(parts) | Condition::Or(parts) => {
            parts
                .iter()
                .for_each(|part| tested(book, part, facts, found));
        }
        Condition::Not(inner, _) => tested(book, inner, facts, found),
        _ => {}
    }
}
