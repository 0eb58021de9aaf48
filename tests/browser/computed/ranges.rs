//! Writes rules of random formulas, and rules of every construct, with what Rust makes of them for persons who know parts, for
//! the test that the browser makes the same.

use bilan::rules::{
    AmountId, Answers, Compiled, Hundredths, Quantity, conclude, gaps, program, suppositions,
};
use serde_json::{Value, json};

use crate::by_index;
use crate::dice::Dice;
use crate::made::{Made, MadeRules};

/// How many sets of rules are made.
const SETS: usize = 20;

/// Writes it as JSON.
pub fn write() {
    let mut dice = Dice(0x2027_0115);
    let sets = (0..SETS).map(|_| {
        let compiled = crate::formulas::rules(&mut dice);
        let unknown: [&[&str]; 4] = [&[], &["price"], &["balance", "flag"], &["price", "hours"]];
        let people = unknown.map(|unknown| crate::formulas::person(&compiled, &mut dice, unknown));
        json!({
            "program": program(&compiled),
            "people": people.map(|answers| person(&compiled, &answers)),
        })
    });
    let mut dice = Dice(0x2027_0116);
    let made = (0..SETS).map(|_| {
        let rules = MadeRules::throw(&mut dice);
        let people = [true, true, true, false, false, false].map(|knows| {
            let made = Made::throw(&mut dice, knows);
            person(&rules.compiled, &rules.answers(&made))
        });
        json!({ "program": program(&rules.compiled), "people": people })
    });
    let made: Vec<Value> = made.collect();
    println!("{}", sets.chain(made).collect::<Value>());
}

fn person(compiled: &Compiled, answers: &Answers) -> Value {
    let route = compiled.book.decision("account").expect("the route");
    let concluded = &conclude(compiled, answers).decisions[route];
    let missing = gaps(compiled, route, concluded, answers);
    let possible = concluded.possible.iter().map(|found| found.index());
    let mut possible: Vec<usize> = possible.collect();
    possible.sort_unstable();
    let values = missing.values.iter().map(|gap| {
        json!({
            "id": compiled.book.parameters[gap.parameter].id,
            "amounts": indices(&gap.amounts),
            "supposed": indices(&gap.supposed),
        })
    });
    json!({
        "answers": by_index(compiled, answers),
        "possible": possible,
        "supposed": suppositions(compiled, route, concluded, answers)
            .iter()
            .map(|found| found.index())
            .collect::<Vec<_>>(),
        "amounts": concluded.amounts.iter().map(|found| quantity(Some(*found))).collect::<Value>(),
        "missing": values.collect::<Value>(),
        "if_last": missing.if_last.iter().map(|found| quantity(*found)).collect::<Value>(),
    })
}

fn indices(amounts: &[AmountId]) -> Vec<usize> {
    amounts.iter().map(|amount| amount.index()).collect()
}

fn quantity(found: Option<Quantity>) -> Value {
    match found {
        Some(Quantity::Between(low, high)) => {
            json!([low.map(Hundredths::point), high.map(Hundredths::point)])
        }
        Some(Quantity::None) => json!("none"),
        Some(Quantity::Unknown) => json!("unknown"),
        None => Value::Null,
    }
}
