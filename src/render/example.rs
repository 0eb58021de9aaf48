//! A worked example of a bilan paid by the CPF, computed by the rules of the site.

use crate::language::{escape_html, money};
use crate::render::pieces::Writer;
use crate::rules::{Quantity, quantity};
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
    for line in LINES {
        let amounts = &rules.book.decisions[decision].amounts;
        let Some(place) = amounts.iter().position(|amount| amount.id == line) else {
            continue;
        };
        let Ok(found) = quantity(rules, &amounts[place].low, answers) else {
            continue;
        };
        if GIVEN.contains(&line) && found.exact() == Some(0) {
            continue;
        }
        let label = renderer.site.words[writer.language].decisions[decision].amounts[place].clone();
        let value = match found {
            Quantity::Between(low, high) if low == high => money(low, writer.language),
            _ => renderer
                .theme
                .text("value_unknown", writer.language)
                .to_owned(),
        };
        rows.push_str(&row(&renderer.text_html(&label, writer.language), &value));
    }
    format!(
        "<div class=\"example\"><table><caption>{}</caption>\n<tbody>\n{rows}</tbody></table></div>\n",
        text("example_title"),
    )
}

fn row(label: &str, value: &str) -> String {
    format!(
        "<tr><th scope=\"row\">{label}</th><td class=\"right\">{}</td></tr>\n",
        escape_html(value)
    )
}
