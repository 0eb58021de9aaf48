//! A worked example of a bilan paid by the CPF, computed by the rules of the site.

use oxc_index::IndexVec;

use crate::language::{escape_html, money};
use crate::render::missing;
use crate::render::writer::Writer;
use crate::rules::{
    AmountId, Answer, Answers, Compiled, Day, DecisionId, DecisionResult, Gaps, Hundredths,
    Quantity, Unit, amount, gaps, shift, turns,
};
use crate::site::CpfExample;

/// The lines of the example, in the order in which the sum is done.
const LINES: [&str; 5] = ["added", "covered", "share", "helped", "remaining"];

/// Those of them that are left out where nobody gives anything.
const GIVEN: [&str; 2] = ["added", "helped"];

/// For how many years before they turn the amounts are told with their last day.
const YEARS: i64 = 2;

/// What each amount is, where it can be computed.
type Amounts = IndexVec<AmountId, Option<Quantity>>;

/// The example as a small table.
pub fn html(writer: &Writer<'_>, example: &CpfExample) -> String {
    let renderer = writer.renderer;
    let rules = &renderer.site.rules;
    let Some(decision) = rules.book.decision("cpf") else {
        return String::new();
    };
    let text = |key: &str| escape_html(renderer.theme.text(key, writer.language));
    let mut rows = row(
        &text("example_price"),
        &money(example.price, writer.language),
    );
    let answers = &example.answers;
    if let Some(balance) = rules.book.question("balance")
        && let Some(Answer::Number(cents)) = answers.get(balance)
    {
        rows.push_str(&row(
            &text("example_balance"),
            &money(cents.point(), writer.language),
        ));
    }
    let (told, missing) = amounts_and_gaps(writer, decision, example);
    let amounts = &rules.book.decisions[decision].amounts;
    for line in LINES {
        let Some(index) = amounts.position(|amount| amount.id == line) else {
            continue;
        };
        let Some(found) = told[index] else {
            continue;
        };
        if GIVEN.contains(&line) && found.exact() == Some(Hundredths::at(0)) {
            continue;
        }
        let label = renderer.site.words[writer.language].decisions[decision].amounts[index].clone();
        let last = missing::if_last(writer, &missing, index);
        let value = format!(
            "{}{}",
            missing::sum(writer, found),
            last.unwrap_or_default()
        );
        rows.push_str(&row(&renderer.text_html(&label, writer.language), &value));
    }
    let notes = missing::sentences(writer, &missing).into_iter();
    let notes: String = notes
        .map(|note| format!("<p class=\"hint\">{}</p>\n", escape_html(&note)))
        .collect();
    let title = match last_day(rules, decision, answers) {
        Some(last) => text("example_until").replace("{day}", &writer.day_html(last)),
        None => text("example_title"),
    };
    format!(
        "<div class=\"example\"><table><caption>{title}</caption>\n<tbody>\n{rows}</tbody></table>{notes}</div>\n",
    )
}

/// What each amount is, where it can be computed, and what is not established of them.
fn amounts_and_gaps(
    writer: &Writer<'_>,
    decision: DecisionId,
    example: &CpfExample,
) -> (Amounts, Gaps) {
    let rules = &writer.renderer.site.rules;
    let found = amounts(rules, decision, &example.answers);
    let concluded = DecisionResult {
        possible: Vec::new(),
        settled: true,
        amounts: found
            .iter()
            .map(|found| found.unwrap_or(Quantity::None))
            .collect(),
        steps: Vec::new(),
    };
    let missing = gaps(rules, decision, &concluded, &example.answers);
    (found, missing)
}

/// What the rules give for each amount.
fn amounts(rules: &Compiled, decision: DecisionId, answers: &Answers) -> Amounts {
    let amounts = rules.book.decisions[decision].amounts.iter();
    let found = amounts.map(|found| amount(rules, found, answers).ok());
    found.collect()
}

/// The last day on which the amounts are these, where that is near.
fn last_day(rules: &Compiled, decision: DecisionId, answers: &Answers) -> Option<Day> {
    let here = amounts(rules, decision, answers);
    let today = answers.day(&rules.book);
    let mut later = turns(&rules.book, today, shift(today, YEARS, Unit::Year)).into_iter();
    let turn = later.find(|day| {
        let mut then = answers.clone();
        then.set(rules.book.reference, Answer::Day(*day));
        amounts(rules, decision, &then) != here
    });
    turn.map(Day::before)
}

fn row(label: &str, value: &str) -> String {
    format!(
        "<tr><th scope=\"row\">{label}</th><td class=\"right\">{}</td></tr>\n",
        escape_html(value)
    )
}
