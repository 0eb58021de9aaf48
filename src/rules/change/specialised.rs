//! The rules as they stand on one day, for a request made on another.

use crate::rules::book::answers::Answers;
use crate::rules::book::calendar::{Day, FIRST_DAY};
use crate::rules::book::rewrite::Rewrite;
use crate::rules::book::{
    Amount, Comparator, Comparison, ComparisonId, Condition, Dated, Formula, Parameter,
    ParameterValue, QuestionId, RuleBook, SourceId, Test, Wording, inputs,
};
use crate::rules::person::evaluate::{Computed, compare, value};

/// The law of `day`, read by a person who asks on `request`.
///
/// Dated values are those of `day`, and so is what the tables say of the reference date.
/// Delays that the person's own dates are held against count from `request`: two days
/// specialised for the same request differ by the law, and not by the time that has gone by. A comparison
/// that is left with one answer becomes a threshold on it.
pub fn specialised(book: &RuleBook, day: Day, request: Day) -> RuleBook {
    let mut specialised = book.clone();
    for parameter in &mut specialised.parameters {
        specialise(parameter, day);
    }
    let values = specialised.clone();
    let mut specialiser = Specialiser {
        book: &values,
        day,
        request,
    };
    for comparison in &mut specialised.comparisons {
        *comparison = specialiser.comparison(comparison);
    }
    let values = specialised.clone();
    specialiser.book = &values;
    for question in &mut specialised.questions {
        for condition in [&mut question.asked_if, &mut question.told_by]
            .into_iter()
            .flatten()
        {
            *condition = specialiser.condition(condition);
        }
    }
    for fact in specialised
        .facts
        .iter_mut()
        .chain(&mut specialised.contradictions)
    {
        fact.condition = specialiser.condition(&fact.condition);
    }
    for decision in &mut specialised.decisions {
        for row in &mut decision.rows {
            row.when = specialiser.condition(&row.when);
        }
        for Amount { low, high, .. } in &mut decision.amounts {
            *low = specialiser.formula(low);
            *high = high.as_ref().map(|high| specialiser.formula(high));
        }
        for step in &mut decision.steps {
            step.when = step.when.as_ref().map(|when| specialiser.condition(when));
            for day in [&mut step.from, &mut step.due] {
                *day = day.as_ref().map(|day| specialiser.formula(day));
            }
        }
    }
    specialised
}

fn specialise(parameter: &mut Parameter, day: Day) {
    let value = parameter.at(day);
    let source = parameter.dated(day).map(|dated| dated.source);
    parameter.known_until = None;
    parameter.values = vec![Dated {
        span: parameter.span,
        from: FIRST_DAY,
        began: false,
        value,
        source: source.unwrap_or(SourceId::new(0)),
        wording: Wording::default(),
    }];
}

struct Specialiser<'b> {
    book: &'b RuleBook,
    day: Day,
    request: Day,
}

impl Specialiser<'_> {
    fn comparison(&mut self, comparison: &Comparison) -> Comparison {
        let (left, right) = (
            self.formula(&comparison.left),
            self.formula(&comparison.right),
        );
        let mut asked = Vec::new();
        inputs(&left, self.book.reference, &mut asked);
        inputs(&right, self.book.reference, &mut asked);
        asked.retain(|question| *question != self.book.reference);
        asked.sort_unstable();
        Comparison {
            left,
            right,
            inputs: asked,
            ..comparison.clone()
        }
    }

    /// The comparison, or what it comes to now that the day is known.
    fn compared(&self, comparison: ComparisonId) -> Condition {
        let found = &self.book.comparisons[comparison];
        let never = |formula| valueless(self.book, formula);
        if never(&found.left) || never(&found.right) {
            return Condition::Constant(false);
        }
        let mut answers = Answers::on(self.book, self.request);
        match found.inputs.as_slice() {
            [] => Condition::Constant(compare(self.book, found, &answers) == Ok(true)),
            [only] => self
                .threshold(found, *only, &mut answers)
                .unwrap_or(Condition::Comparison(comparison)),
            _ => Condition::Comparison(comparison),
        }
    }

    /// The answer from which, or up to which, the comparison holds: it may turn only once.
    fn threshold(
        &self,
        comparison: &Comparison,
        question: QuestionId,
        answers: &mut Answers,
    ) -> Option<Condition> {
        let one_sided = |formula: &Formula| {
            let mut asked = Vec::new();
            inputs(formula, self.book.reference, &mut asked);
            !asked.contains(&question)
        };
        let ordered = !matches!(
            comparison.comparator,
            Comparator::Equal | Comparator::Different
        );
        let steady = steady(&comparison.left) && steady(&comparison.right);
        if !ordered || !steady || one_sided(&comparison.left) == one_sided(&comparison.right) {
            return None;
        }
        let (low, high) = self.book.questions[question].kind.bounds();
        let mut at = |value: i64| {
            answers.set(question, self.book.answer_at(question, value));
            compare(self.book, comparison, answers).ok()
        };
        let (first, last) = (at(low)?, at(high)?);
        let comparator = if last {
            Comparator::AtLeast
        } else {
            Comparator::Less
        };
        let turn = if first == last {
            if last { low } else { low - 1 }
        } else {
            let (mut before, mut after) = (low, high);
            while after - before > 1 {
                let middle = before + (after - before) / 2;
                if at(middle)? == first {
                    before = middle;
                } else {
                    after = middle;
                }
            }
            after
        };
        Some(Condition::Answer {
            question,
            test: Test::Compare(comparator, turn),
            span: comparison.span,
        })
    }
}

impl Rewrite for Specialiser<'_> {
    fn leaf(&mut self, condition: &Condition) -> Condition {
        let reference = self.book.reference;
        match condition {
            Condition::Answer { question, test, .. } if *question == reference => {
                Condition::Constant(test.holds(self.day.point()))
            }
            Condition::Known(parameter) => {
                let value = self.book.parameters[*parameter].at(self.day);
                Condition::Constant(value != ParameterValue::Unknown)
            }
            Condition::Comparison(comparison) => self.compared(*comparison),
            same => same.clone(),
        }
    }

    fn term(&mut self, formula: &Formula) -> Formula {
        match formula {
            Formula::Answer(question) if *question == self.book.reference => {
                Formula::Constant(self.request.point())
            }
            same => same.clone(),
        }
    }
}

/// Whether a formula has no value, whatever is answered: the law sets none, or we know none.
fn valueless(book: &RuleBook, formula: &Formula) -> bool {
    match formula {
        Formula::Parameter(_) => {
            let answers = Answers::on(book, FIRST_DAY);
            !matches!(value(book, formula, &answers), Ok(Computed::Point(_)))
        }
        Formula::Sum(left, _, right) | Formula::Product(left, right, _) => {
            valueless(book, left) || valueless(book, right)
        }
        Formula::Between { from, to, .. } => valueless(book, from) || valueless(book, to),
        Formula::Shift { day, count, .. } => valueless(book, day) || valueless(book, count),
        _ => false,
    }
}

/// Whether a formula with one answer can only rise, or only fall, with it.
fn steady(formula: &Formula) -> bool {
    match formula {
        Formula::Constant(_) | Formula::Answer(_) | Formula::Parameter(_) => true,
        Formula::Shift { day, count, .. } => {
            steady(day) && matches!(**count, Formula::Constant(_) | Formula::Parameter(_))
        }
        Formula::Sum(left, _, right) => {
            let plain =
                |formula: &Formula| matches!(formula, Formula::Constant(_) | Formula::Parameter(_));
            (steady(left) && plain(right)) || (plain(left) && steady(right))
        }
        _ => false,
    }
}
