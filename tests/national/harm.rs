//! Nobody is sent into harm: paying everything oneself is no first advice where waiting costs less,
//! and nobody on sick leave is told to begin without the agreement that it takes.
//!
//! Held against what is told, and not against the code that ranks the ways to pay.

use bilan::rules::{Answer, Answers, Compiled, Day, OptionId, json, refused};
use serde_json::Value;

use crate::rules::{any_answer, shipped, some_persons};

#[test]
fn nobody_of_a_hundred_thousand_is_sent_into_harm() {
    some_persons(&any_answer(&shipped().0), 100_000, unharmed);
}

/// What is told to a person, and where it harms her.
fn unharmed(answers: &Answers) -> Result<(), String> {
    let (compiled, sources) = shipped();
    // Whoever gives answers that cannot be true together is told so, and nothing else.
    if !refused(compiled, answers).is_empty() {
        return Ok(());
    }
    let told = json(compiled, answers, sources);
    if first_pays_alone(&told)
        && let Some(route) = cheaper_on_a_known_day(&told)
    {
        return Err(format!("{route} costs less, later: {}", told["ranking"]));
    }
    if without_agreement(compiled, answers)
        && let Some(route) = open_route(&told)
    {
        return Err(format!("{route} is open to whoever has no agreement"));
    }
    Ok(())
}

/// Whether the first way is one to which nobody else adds anything.
fn first_pays_alone(told: &Value) -> bool {
    told["ranking"][0] == "self_pay"
}

/// A way that cannot pay yet, leaves less than paying everything, and opens on a day that is told.
fn cheaper_on_a_known_day(told: &Value) -> Option<&String> {
    let most = |amount: &Value| amount.as_i64().or(amount["max"].as_i64());
    let alone = most(&told["routes"]["self_pay"]["remaining"])?;
    let mut routes = told["routes"].as_object()?.iter();
    let found = routes.find(|(_, route)| {
        let steps = route["steps"].as_array();
        // What waits has no step but those that say until when.
        let days = steps.is_some_and(|steps| {
            !steps.is_empty() && steps.iter().all(|step| !step["from"].is_null())
        });
        let waits = route["possible"] == serde_json::json!(["waiting"]);
        waits && days && most(&route["remaining"]).is_some_and(|left| left < alone)
    });
    found.map(|(id, _)| id)
}

/// Whether a person is off sick when the bilan would begin, and nobody has agreed to it.
fn without_agreement(compiled: &Compiled, answers: &Answers) -> bool {
    let book = &compiled.book;
    let answer = |id: &str| {
        let question = book.questions.position(|question| question.id == id);
        answers.get(question.expect("the question is there"))
    };
    let chose = |id: &str, option: &str| {
        let question = book.questions.iter().find(|question| question.id == id);
        let options = question.expect("the question is there").kind.options();
        let wanted: Option<OptionId> = options.position(|known| known == option);
        matches!((answer(id), wanted), (Some(Answer::Option(found)), Some(wanted)) if found == wanted)
    };
    let day = |id: &str| match answer(id) {
        Some(Answer::Day(day)) => Some(day),
        _ => None,
    };
    let after = |start: Day, end: Day| start > end;
    let over = day("start_date").zip(day("leave_end"));
    let over = over.is_none_or(|(start, end)| after(start, end));
    let makes_sense = |id: &str| told_sense(compiled, answers, id);
    let mut sick = [("leave", "sick"), ("benefit", "sick")].into_iter();
    let sick = sick.any(|(id, option)| chose(id, option) && makes_sense(id));
    sick && !over && !chose("medical_agreement", "obtained")
}

/// Whether a question makes sense for a person.
fn told_sense(compiled: &Compiled, answers: &Answers, id: &str) -> bool {
    let found = json(compiled, answers, &shipped().1);
    let ignored = found["ignored"].as_array().expect("a list");
    ignored.iter().all(|ignored| ignored != id)
}

fn open_route(told: &Value) -> Option<&String> {
    let mut routes = told["routes"].as_object()?.iter();
    let found = routes.find(|(_, route)| route["state"] == "open");
    found.map(|(id, _)| id)
}
