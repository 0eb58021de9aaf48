//! Writes conditions as authors write them, so that a fault can name a part of one.

use crate::rules::book::answers::write_answer;
use crate::rules::book::calendar::{Day, iso};
use crate::rules::book::unit::Hundredths;
use crate::rules::book::{
    Condition, Formula, Operator, QuestionKind, RuleBook, Test, WrittenProduct,
};

/// The condition as a file would say it.
pub fn condition(book: &RuleBook, condition: &Condition) -> String {
    match condition {
        Condition::Constant(holds) => holds.to_string(),
        Condition::Answer { question, test, .. } => {
            let id = &book.questions[*question].id;
            let value =
                |value: i64| write_answer(book, *question, book.answer_at(*question, value));
            match test {
                Test::Compare(comparator, bound) => {
                    format!("{id} {} {}", comparator.sign(), value(*bound))
                }
                Test::Options(set) => {
                    let kind = &book.questions[*question].kind;
                    let options = kind.options().iter_enumerated();
                    let names = options.filter(|(option, _)| set.contains(*option));
                    let names: Vec<&str> = names.map(|(_, id)| id.as_str()).collect();
                    match (kind, names.as_slice()) {
                        (QuestionKind::YesNo, ["yes"]) => id.clone(),
                        (_, [one]) => format!("{id} = {one}"),
                        _ => format!("{id} in [{}]", names.join(", ")),
                    }
                }
            }
        }
        Condition::Dated {
            question,
            comparator,
            parameter,
            ..
        } => format!(
            "{} {} {}",
            book.questions[*question].id,
            comparator.sign(),
            book.parameters[*parameter].id
        ),
        Condition::Known(parameter) => format!("known({})", book.parameters[*parameter].id),
        Condition::Comparison(comparison) => {
            let comparison = &book.comparisons[*comparison];
            let days = is_day(book, &comparison.left) || is_day(book, &comparison.right);
            format!(
                "{} {} {}",
                formula(book, &comparison.left, days),
                comparison.comparator.sign(),
                formula(book, &comparison.right, days)
            )
        }
        Condition::Fact(fact) => book.facts[*fact].id.clone(),
        Condition::Outcome { decision, outcomes } => {
            let decision = &book.decisions[*decision];
            let all = &book.kinds[&decision.kind];
            let names: Vec<&str> = outcomes
                .iter()
                .map(|index| all[*index].name.as_str())
                .collect();
            match names.as_slice() {
                [one] => format!("{} = {one}", decision.id),
                _ => format!("{} in [{}]", decision.id, names.join(", ")),
            }
        }
        Condition::And(parts) => joined(book, parts, " and "),
        Condition::Or(parts) => joined(book, parts, " or "),
        Condition::Not(inner, _) => format!("not {}", inside(book, inner)),
    }
}

fn joined(book: &RuleBook, parts: &[Condition], word: &str) -> String {
    let parts: Vec<String> = parts.iter().map(|part| inside(book, part)).collect();
    parts.join(word)
}

/// A condition inside another one, in parentheses where it would be read otherwise.
fn inside(book: &RuleBook, part: &Condition) -> String {
    match part {
        Condition::And(_) | Condition::Or(_) => format!("({})", condition(book, part)),
        Condition::Answer { .. } | Condition::Fact(_) => condition(book, part),
        _ => format!("({})", condition(book, part)),
    }
}

fn is_day(book: &RuleBook, formula: &Formula) -> bool {
    match formula {
        Formula::Answer(question) => book.questions[*question].kind == QuestionKind::Date,
        Formula::Shift { .. } => true,
        Formula::Min(parts) | Formula::Max(parts) => parts.iter().any(|part| is_day(book, part)),
        Formula::If(_, then, otherwise) => is_day(book, then) || is_day(book, otherwise),
        _ => false,
    }
}

/// The formula as a file would say it; its constants are days where it is one itself.
pub(in crate::rules) fn formula(book: &RuleBook, value: &Formula, day: bool) -> String {
    let list = |parts: &[Formula]| {
        let parts: Vec<String> = parts.iter().map(|part| formula(book, part, day)).collect();
        parts.join(", ")
    };
    match value {
        Formula::Constant(constant) if day => iso(Day::at(*constant)),
        Formula::Constant(constant) => Hundredths::at(*constant).to_string(),
        Formula::Nothing => "none".to_owned(),
        Formula::Answer(question) => book.questions[*question].id.clone(),
        Formula::Parameter(parameter) => book.parameters[*parameter].id.clone(),
        Formula::Amount(decision, amount) => {
            let decision = &book.decisions[*decision];
            format!("{}.{}", decision.id, decision.amounts[*amount].id)
        }
        Formula::Sum(left, operator, right) => {
            let sign = if *operator == Operator::Subtract {
                "-"
            } else {
                "+"
            };
            let (left, right) = (formula(book, left, false), formula(book, right, false));
            format!("{left} {sign} {right}")
        }
        Formula::Product(..) => match value.written_product() {
            Some(WrittenProduct::Times(left, right)) => {
                let (left, right) = (formula(book, left, false), formula(book, right, false));
                format!("{left} * {right}")
            }
            Some(WrittenProduct::Divided(part, by)) => {
                format!("{} / {by}", formula(book, part, false))
            }
            Some(WrittenProduct::Counted(part)) => formula(book, part, false),
            Some(WrittenProduct::Rounded(part, step, rounding)) => {
                let part = formula(book, part, false);
                format!("{}({part}, {step} EUR)", rounding.name())
            }
            None => String::new(),
        },
        Formula::Between { from, to, unit } => format!(
            "{}({}, {})",
            unit.name(),
            formula(book, from, true),
            formula(book, to, true)
        ),
        Formula::Shift {
            day,
            count,
            unit,
            back,
        } => {
            let sign = if *back { "-" } else { "+" };
            let unit = match **count {
                Formula::Constant(_) => format!(" {}", unit.name()),
                _ => String::new(),
            };
            let (day, count) = (formula(book, day, true), formula(book, count, false));
            format!("{day} {sign} {count}{unit}")
        }
        Formula::Min(parts) => format!("min({})", list(parts)),
        Formula::Max(parts) => format!("max({})", list(parts)),
        Formula::If(test, then, otherwise) => format!(
            "if {} then {} else {}",
            condition(book, test),
            formula(book, then, day),
            formula(book, otherwise, day)
        ),
    }
}
