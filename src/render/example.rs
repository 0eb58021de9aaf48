//! A worked example of a bilan paid by the CPF, computed by the rules of the site.

use crate::language::{escape_html, money};
use crate::render::missing;
use crate::render::pieces::Writer;
use crate::rules::{Concluded, Gaps, Quantity, amount, gaps};
use crate::site::Example;

/// The lines of the example, in the order in which the sum is done.
const LINES: [&str; 5] = ["added", "covered", "share", "helped", "remaining"];

/// Those of them that are left out where nobody gives anything.
const GIVEN: [&str; 2] = ["added", "helped"];

/// The example as a small table.
pub fn html(writer: &Writer<'_>, example: &Example) -> String {
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
        && let Some(crate::rules::Answer::Known(cents)) = answers.get(balance)
    {
        rows.push_str(&row(
            &text("example_balance"),
            &money(cents, writer.language),
        ));
    }
    let (told, missing) = told(writer, decision, example);
    let amounts = &rules.book.decisions[decision].amounts;
    for line in LINES {
        let Some(place) = amounts.iter().position(|amount| amount.id == line) else {
            continue;
        };
        let Some(found) = told[place] else {
            continue;
        };
        if GIVEN.contains(&line) && found.exact() == Some(0) {
            continue;
        }
        let label = renderer.site.words[writer.language].decisions[decision].amounts[place].clone();
        let last = missing::if_last(writer, &missing, place);
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
    format!(
        "<div class=\"example\"><table><caption>{}</caption>\n<tbody>\n{rows}</tbody></table>{notes}</div>\n",
        text("example_title"),
    )
}

/// What each amount is, where it can be computed, and what is not established of them.
fn told(writer: &Writer<'_>, decision: usize, example: &Example) -> (Vec<Option<Quantity>>, Gaps) {
    let rules = &writer.renderer.site.rules;
    let amounts = rules.book.decisions[decision].amounts.iter();
    let found = amounts.map(|found| amount(rules, found, &example.answers).ok());
    let found: Vec<Option<Quantity>> = found.collect();
    let concluded = Concluded {
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

fn row(label: &str, value: &str) -> String {
    format!(
        "<tr><th scope=\"row\">{label}</th><td class=\"right\">{}</td></tr>\n",
        escape_html(value)
    )
}
