//! Ranges of amounts, held to every value that what is not known can take.

use bilan::rules::{
    Amount, AmountId, Answers, Compiled, Computed, DecisionId, Formula, Hundredths, ParameterValue,
    Quantity, RuleBook, amount, value,
};

use crate::dice::Dice;
use crate::formulas::{MISSING, person, rules};

/// Far beyond every value at which the random formulas turn.
const FAR: [i64; 7] = [300, 1_000, 4_001, 20_000, 100_001, 1_000_000, 100_000_000];

#[test]
fn ranges_hold_whatever_is_not_known_and_are_as_narrow_as_can_be() {
    let mut dice = Dice(0x2027_0115);
    let (mut all, mut wide) = (0, Vec::new());
    for _ in 0..25 {
        let compiled = rules(&mut dice);
        for unknown in [
            vec![],
            vec!["price"],
            vec!["balance", "flag"],
            vec!["hours"],
        ] {
            let answers = person(&compiled, &mut dice, &unknown);
            for found in &compiled.book.decisions[route(&compiled)].amounts {
                let names = named(&compiled, found, &unknown);
                if names.len() > 2 {
                    continue;
                }
                let told = amount(&compiled, found, &answers).expect("all is answered");
                let seen = brute(&compiled.book, &found.low, &answers, &names);
                all += 1;
                if !holds(told, &seen, &found.id) {
                    wide.push(format!("{told:?} {:?} {:?}", seen.first(), seen.last()));
                }
            }
        }
    }
    assert!(all > 1_000, "{all} ranges were tried");
    // Two unknown numbers without end, at a ridge that no cut gets rid of.
    assert!(
        wide.len() * 100 <= all,
        "{} of {all}: {wide:#?}",
        wide.len()
    );
}

fn route(compiled: &Compiled) -> DecisionId {
    compiled.book.decision("account").expect("the route")
}

/// What is unknown to a person of what an amount names.
fn named(compiled: &Compiled, amount: &Amount, unknown: &[&'static str]) -> Vec<&'static str> {
    let book = &compiled.book;
    let mut found: Vec<&str> = Vec::new();
    let text = format!("{:?}", amount.low);
    for id in unknown {
        let question = book.question(id).expect("a question");
        let tested = format!("question: {question:?},");
        if text.contains(&format!("Answer({question:?})")) || text.contains(&tested) {
            found.push(id);
        }
    }
    for id in MISSING {
        let parameter = book.parameters.position(|parameter| parameter.id == id);
        let parameter = parameter.expect("a parameter");
        if text.contains(&format!("Parameter({parameter:?})")) {
            found.push(id);
        }
    }
    found
}

/// Everything that a formula gives on a grid of what is not known, in order.
fn brute(book: &RuleBook, formula: &Formula, answers: &Answers, names: &[&str]) -> Vec<Computed> {
    let mut book = book.clone();
    for parameter in &mut book.parameters {
        parameter.known_until = None;
    }
    let mut found = Vec::new();
    let mut answers = answers.clone();
    try_all(&mut book, formula, &mut answers, names, &mut found);
    found.sort_by_key(|value| match value {
        Computed::Point(number) => *number,
        Computed::None | Computed::Unknown => i64::MIN,
    });
    found
}

fn try_all(
    book: &mut RuleBook,
    formula: &Formula,
    answers: &mut Answers,
    names: &[&str],
    found: &mut Vec<Computed>,
) {
    let Some((first, others)) = names.split_first() else {
        found.push(value(book, formula, answers).expect("all is answered"));
        return;
    };
    let near = 0..=120;
    let values: Vec<i64> = match *first {
        "flag" => vec![0, 1],
        "due" => (0..=60).collect(),
        "balance" => (5..=120).chain(FAR).collect(),
        _ => near.chain(FAR).collect(),
    };
    for number in values {
        if let Some(question) = book.question(first) {
            answers.set(question, book.answer_at(question, number));
        } else {
            let parameters = &mut book.parameters;
            let parameter = parameters
                .iter_mut()
                .find(|parameter| parameter.id == *first);
            let parameter = parameter.expect("a parameter");
            parameter.values[0].value = ParameterValue::Number(Hundredths::at(number));
        }
        try_all(book, formula, answers, others, found);
    }
}

/// Whether a range holds all that was seen, and whether it is as narrow as that.
fn holds(told: Quantity, seen: &[Computed], id: &str) -> bool {
    let numbers: Vec<i64> = seen
        .iter()
        .filter_map(|value| match value {
            Computed::Point(number) => Some(*number),
            _ => None,
        })
        .collect();
    let (Some(least), Some(most)) = (numbers.first().copied(), numbers.last().copied()) else {
        assert_eq!(told, Quantity::None, "{id}");
        return true;
    };
    if numbers.len() < seen.len() {
        assert_eq!(told, Quantity::Unknown, "{id}");
        return true;
    }
    let Quantity::Between(low, high) = told else {
        panic!("{id} is {told:?}, and goes from {least} to {most}");
    };
    let (low, high) = (low.map(Hundredths::point), high.map(Hundredths::point));
    assert!(
        low.is_none_or(|low| low <= least),
        "{id}: {told:?} does not hold {least}"
    );
    assert!(
        high.is_none_or(|high| high >= most),
        "{id}: {told:?} does not hold {most}"
    );
    // Only what keeps growing with the farthest values has no end.
    let narrow_below = low.map_or(least < -1_000_000, |low| low == least);
    let narrow_above = high.map_or(most > 1_000_000, |high| high == most);
    narrow_below && narrow_above
}

/// Cents.
fn between(low: Option<i64>, high: Option<i64>) -> Quantity {
    Quantity::Between(low.map(Hundredths::at), high.map(Hundredths::at))
}

#[test]
fn a_value_that_cannot_matter_leaves_an_amount_exact() {
    let told = one("price - max(price - 5 EUR, 0)", &["price"]);
    assert_eq!(told, between(Some(0), Some(500)), "{told:?}");
}

#[test]
fn no_end_stays_no_end_whatever_multiplies_it() {
    for formula in [
        "price * 0.4",
        "price * 0.01 * 0.01 * 0.01 * 0.01 * 0.01",
        "hours * rate * 0.3",
    ] {
        let told = one(formula, &["price", "hours"]);
        assert_eq!(told, between(Some(0), None), "{formula}");
    }
    let told = one(
        "max(0, price - 5 EUR) * 2 - max(0, price * 2 - 10 EUR)",
        &["price"],
    );
    assert_eq!(told, between(Some(0), Some(0)));
}

/// What one formula gives to somebody who does not know some answers.
fn one(formula: &str, unknown: &[&str]) -> Quantity {
    let compiled = crate::formulas::of(&[formula.to_owned()]);
    let answers = person(&compiled, &mut Dice(1), unknown);
    let found = &compiled.book.decisions[route(&compiled)].amounts[AmountId::new(0)];
    amount(&compiled, found, &answers).expect("all is answered")
}
