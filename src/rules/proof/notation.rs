//! Writes limits and formulas as the files of the rules do.

use crate::rules::book::calendar::{Day, iso};
use crate::rules::book::unit::{Hundredths, Unit};
use crate::rules::book::{
    Comparator, Formula, Operator, ParameterId, ParameterValue, Question, QuestionKind, RuleBook,
    WrittenProduct,
};
use crate::rules::diagram::compile::Compiled;
use crate::rules::diagram::variables::{Variable, runs};
use crate::rules::proof::cover::Block;

/// The limits of a box: `status in [a, b]`, `price > 1600`.
pub(in crate::rules) fn block_text(compiled: &Compiled, block: &Block) -> Vec<String> {
    let limits = block.0.iter();
    limits
        .map(|(level, inside)| match &compiled.variables[*level] {
            Variable::Question(question, cuts) => {
                condition_text(&compiled.book.questions[*question], cuts, inside)
            }
            Variable::Comparison(comparison) => {
                let comparison = &compiled.book.comparisons[*comparison];
                let sign = if inside[1] {
                    comparison.comparator
                } else {
                    opposite(comparison.comparator)
                };
                format!(
                    "{} {} {}",
                    formula_text(&compiled.book, &comparison.left),
                    sign.sign(),
                    formula_text(&compiled.book, &comparison.right)
                )
            }
        })
        .collect()
}

/// Which regions of a question are meant, as a condition.
pub(in crate::rules) fn condition_text(
    question: &Question,
    cuts: &[i64],
    inside: &[bool],
) -> String {
    let id = &question.id;
    let options = question.kind.options();
    if options.is_empty() {
        return runs(&question.kind, cuts, inside)
            .into_iter()
            .map(|(first, last)| interval(question, first, last))
            .collect::<Vec<_>>()
            .join(" or ");
    }
    let named = |wanted: bool| -> Vec<&str> {
        let all = options.iter().zip(inside);
        all.filter(|(_, inside)| **inside == wanted)
            .map(|(option, _)| option.as_str())
            .collect()
    };
    match (named(true).as_slice(), named(false).as_slice()) {
        ([one], _) => format!("{id} = {one}"),
        (_, [one]) => format!("{id} != {one}"),
        (inside, outside) if inside.len() > outside.len() => {
            format!("{id} not in [{}]", outside.join(", "))
        }
        (inside, _) => format!("{id} in [{}]", inside.join(", ")),
    }
}

fn interval(question: &Question, first: i64, last: i64) -> String {
    let id = &question.id;
    let (low, high) = question.kind.bounds();
    let date = question.kind == QuestionKind::Date;
    let text = |value: i64| {
        if date {
            iso(Day::at(value))
        } else {
            Hundredths::at(value).to_string()
        }
    };
    let whole = |value: i64| !date && value % 100 == 0;
    if first == last {
        return format!("{id} = {}", text(first));
    }
    let mut parts = Vec::new();
    if first > low {
        parts.push(if whole(first - 1) {
            format!("{id} > {}", text(first - 1))
        } else {
            format!("{id} >= {}", text(first))
        });
    }
    if last < high {
        parts.push(if whole(last + 1) || (date && first == low) {
            format!("{id} < {}", text(last + 1))
        } else {
            format!("{id} <= {}", text(last))
        });
    }
    parts.join(" and ")
}

/// How two sides compare where they do not compare so.
pub(in crate::rules) fn opposite(comparator: Comparator) -> Comparator {
    match comparator {
        Comparator::Equal => Comparator::Different,
        Comparator::Different => Comparator::Equal,
        Comparator::Less => Comparator::AtLeast,
        Comparator::AtLeast => Comparator::Less,
        Comparator::AtMost => Comparator::Greater,
        Comparator::Greater => Comparator::AtMost,
    }
}

/// A formula as the files write it. A parameter with one value for ever is that value.
pub(in crate::rules) fn formula_text(book: &RuleBook, formula: &Formula) -> String {
    let text = |part: &Formula| formula_text(book, part);
    let list = |parts: &[Formula]| parts.iter().map(text).collect::<Vec<_>>().join(", ");
    match formula {
        Formula::Constant(value) => Hundredths::at(*value).to_string(),
        Formula::Nothing => "none".to_owned(),
        Formula::Answer(question) => book.questions[*question].id.clone(),
        Formula::Parameter(parameter) => parameter_text(book, *parameter),
        Formula::Amount(decision, amount) => {
            let decision = &book.decisions[*decision];
            format!("{}.{}", decision.id, decision.amounts[*amount].id)
        }
        Formula::Sum(left, operator, right) => {
            let sign = match operator {
                Operator::Subtract => '-',
                _ => '+',
            };
            format!("{} {sign} {}", text(left), text(right))
        }
        Formula::Product(..) => match formula.written_product() {
            Some(WrittenProduct::Times(left, right)) => format!("{} * {}", text(left), text(right)),
            Some(WrittenProduct::Divided(part, by)) => format!("{} / {by}", text(part)),
            Some(WrittenProduct::Counted(part)) => text(part),
            Some(WrittenProduct::Rounded(part, step, rounding)) => {
                format!("{}({}, {step} EUR)", rounding.name(), text(part))
            }
            None => String::new(),
        },
        Formula::Between { from, to, unit } => {
            format!("{}({}, {})", unit.name(), text(from), text(to))
        }
        Formula::Shift {
            day,
            count,
            unit,
            back,
        } => {
            let day = match **day {
                Formula::Constant(day) => iso(Day::at(day)),
                _ => text(day),
            };
            let count = match **count {
                Formula::Constant(count) => counted(Hundredths::at(count), *unit),
                _ => text(count),
            };
            format!("{day} {} {count}", if *back { '-' } else { '+' })
        }
        Formula::Min(parts) => format!("min({})", list(parts)),
        Formula::Max(parts) => format!("max({})", list(parts)),
        Formula::If(_, then, otherwise) => {
            format!("if … then {} else {}", text(then), text(otherwise))
        }
    }
}

fn parameter_text(book: &RuleBook, parameter: ParameterId) -> String {
    let found = &book.parameters[parameter];
    if let [only] = found.values.as_slice()
        && let ParameterValue::Number(value) = only.value
    {
        return counted(value, found.unit);
    }
    let id = &found.id;
    let parameters = book.parameters.indices();
    let namesakes: Vec<ParameterId> = parameters
        .filter(|other| book.parameters[*other].id == *id)
        .collect();
    match namesakes.as_slice() {
        [old, _] if *old == parameter => format!("{id} (before)"),
        [_, _] => format!("{id} (now)"),
        _ => id.clone(),
    }
}

fn counted(value: Hundredths, unit: Unit) -> String {
    format!("{value} {}", unit.name())
}
