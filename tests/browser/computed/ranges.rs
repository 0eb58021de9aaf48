//! Writes rules of random formulas, with what Rust makes of them for persons who know parts, for
//! the test that the browser makes the same.

use bilan::rules::{Answer, Answers, Compiled, Quantity, conclude, gaps, program};
use serde_json::{Map, Value, json};

use crate::dice::Dice;

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
    println!("{}", sets.collect::<Value>());
}

fn person(compiled: &Compiled, answers: &Answers) -> Value {
    let route = compiled.book.decision("account").expect("the route");
    let concluded = &conclude(compiled, answers).decisions[route];
    let missing = gaps(compiled, route, concluded, answers);
    let values = missing.values.iter().map(|gap| {
        json!({
            "id": compiled.book.parameters[gap.parameter].id,
            "amounts": gap.amounts,
            "supposed": gap.supposed,
        })
    });
    json!({
        "answers": by_place(compiled, answers),
        "amounts": concluded.amounts.iter().map(|found| quantity(Some(*found))).collect::<Value>(),
        "missing": values.collect::<Value>(),
        "if_last": missing.if_last.iter().map(|found| quantity(*found)).collect::<Value>(),
    })
}

fn quantity(found: Option<Quantity>) -> Value {
    match found {
        Some(Quantity::Between(low, high)) => json!([low, high]),
        Some(Quantity::None) => json!("none"),
        Some(Quantity::Unknown) => json!("unknown"),
        None => Value::Null,
    }
}

fn by_place(compiled: &Compiled, answers: &Answers) -> Map<String, Value> {
    let places = 0..compiled.book.questions.len();
    let given = places.filter_map(|place| Some((place.to_string(), answers.get(place)?)));
    given
        .map(|(place, answer)| match answer {
            Answer::Known(value) => (place, value.into()),
            Answer::Unknown => (place, Value::Null),
        })
        .collect()
}
