//! What a test says of whoever is not asked its question, where an answer is supposed of her.

use crate::rules::book::calendar::Day;
use crate::rules::book::{
    Comparator, Condition, Parameter, ParameterId, ParameterValue, QuestionId, Test,
};
use crate::rules::language::scope::Scope;
use crate::source::Span;

impl Scope<'_> {
    /// A test of one question, which holds too of whoever is not asked, where it holds of what is
    /// supposed of her.
    pub(super) fn with_supposed(&self, test: Condition) -> Condition {
        let (question, span, holds) = match &test {
            Condition::Answer {
                question,
                test: wanted,
                span,
            } => {
                let holds = self.suppose[*question].is_some_and(|point| wanted.holds(point));
                (*question, *span, Condition::Constant(holds))
            }
            Condition::Dated {
                question,
                comparator,
                parameter,
                span,
            } => {
                let holds = self.suppose[*question].map_or(Condition::Constant(false), |point| {
                    self.days_on_which(*question, point, *comparator, *parameter, *span)
                });
                (*question, *span, holds)
            }
            _ => return test,
        };
        let asked = self.asked_if.get(question).and_then(Option::as_ref);
        let (Some(asked), false) = (asked, holds == Condition::Constant(false)) else {
            return test;
        };
        let not_asked = Condition::Not(asked.clone().into(), span);
        Condition::Or(vec![
            test,
            match holds {
                Condition::Constant(_) => not_asked,
                days => Condition::And(vec![not_asked, days]),
            },
        ])
    }

    /// The days on which what is supposed compares so with a parameter.
    fn days_on_which(
        &self,
        question: QuestionId,
        point: i64,
        comparator: Comparator,
        parameter: ParameterId,
        span: Span,
    ) -> Condition {
        let found: &Parameter = &self.parameters[parameter];
        let reference = |comparator, day: Day| Condition::Answer {
            question: self.reference,
            test: Test::Compare(comparator, day.point()),
            span,
        };
        let mut days = Vec::new();
        for (index, dated) in found.values.iter().enumerate() {
            let ParameterValue::Number(bound) = dated.value else {
                continue;
            };
            if !self.question_kinds[question].compares(point, comparator, bound) {
                continue;
            }
            let mut own = vec![reference(Comparator::AtLeast, dated.from)];
            let next = found.values.get(index + 1);
            own.extend(next.map(|next| reference(Comparator::Less, next.from)));
            days.push(Condition::And(own));
        }
        match days.is_empty() {
            true => Condition::Constant(false),
            false => Condition::Or(days),
        }
    }
}
