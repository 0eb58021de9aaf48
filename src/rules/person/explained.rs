//! Why a decision comes out so, and what would change it, in the form that scripts build on.

use serde_json::{Map, Value, json};

use crate::rules::book::answers::{Answers, write_answer};
use crate::rules::book::calendar::iso;
use crate::rules::book::texts::quoted;
use crate::rules::book::{DecisionId, Later, QuestionKind, RowId, RuleBook, Source};
use crate::rules::diagram::compile::Compiled;
use crate::rules::language::display;
use crate::rules::person::conclude::DecisionResult;
use crate::rules::person::counterfactuals::{AnswerSet, Counterfactuals};
use crate::rules::person::partial::evaluate_partial;
use crate::source::Sources;

/// The rows of a decision that lead to what it concludes, by their index.
///
/// With complete answers that is the one row that counts. Where answers are open, these are
/// the rows that can hold with no row above them surely holding: a row may be among them
/// though those above take all its cases between them, none is left out.
pub fn leading_rows(
    compiled: &Compiled,
    decision: DecisionId,
    concluded: &DecisionResult,
    answers: &Answers,
) -> Vec<RowId> {
    let mut found = Vec::new();
    let rows = &compiled.book.decisions[decision].rows;
    for ((row, written), condition) in rows.iter_enumerated().zip(&compiled.rows[decision]) {
        let truth = evaluate_partial(compiled, *condition, answers).truth();
        if truth != Some(false) && concluded.possible.contains(&written.terminal) {
            found.push(row);
        }
        if truth == Some(true) {
            break;
        }
    }
    found
}

/// The rows that lead to a conclusion, each with its place, its condition and its sources.
pub(in crate::rules) fn rows(
    compiled: &Compiled,
    decision: DecisionId,
    concluded: &DecisionResult,
    answers: &Answers,
    files: &Sources,
) -> Value {
    let book = &compiled.book;
    let rows = leading_rows(compiled, decision, concluded, answers);
    let rows = rows.into_iter().map(|own| {
        let row = &book.decisions[decision].rows[own];
        let (line, _) = files.place(row.span.file, row.span.start);
        let when = if row.otherwise {
            "otherwise".to_owned()
        } else {
            display::condition(book, &row.when)
        };
        let quotes = quoted(book, &row.sources, &row.wording, files);
        let sources = row.sources.iter().map(|found| {
            let quotes = quotes.iter().filter(|(of, _)| of == found);
            let quotes = quotes.map(|(_, quote)| quote.text.as_str());
            source(&book.sources[*found], &quotes.collect::<Vec<_>>())
        });
        json!({
            "row": own.index() + 1,
            "file": files.file(row.span.file).shown,
            "line": line,
            "when": when,
            "sources": sources.collect::<Vec<_>>(),
        })
    });
    rows.collect()
}

/// A source: how it was read, in which version, and the words of the row that stand in it.
fn source(source: &Source, quotes: &[&str]) -> Value {
    let version = source.version();
    json!({
        "id": source.id,
        "reading": source.reading.name(),
        "checked": source.checked.map(iso),
        "version": version.map(|(version, _)| version),
        "since": version.map(|(_, since)| iso(since)),
        "changed": source.changed.map(Later::iso),
        "quotes": quotes,
    })
}

/// The answers that would open a route; nothing where it can pay already.
pub(in crate::rules) fn would_open(
    book: &RuleBook,
    counterfactuals: Option<&Counterfactuals>,
) -> Value {
    let changes = counterfactuals.map_or(&[][..], |counterfactuals| &counterfactuals.changes);
    let changes = changes.iter().map(|change| {
        let question = change.question;
        let text = |value: i64| write_answer(book, question, book.answer_at(question, value));
        let mut value = Map::new();
        value.insert("question".to_owned(), json!(book.questions[question].id));
        match &change.values {
            AnswerSet::Options(options) => {
                let options: Vec<String> =
                    options.iter().map(|option| text(option.point())).collect();
                value.insert("options".to_owned(), json!(options));
            }
            AnswerSet::Between { low, high } => {
                let names = match book.questions[question].kind {
                    QuestionKind::Date => ["from", "until"],
                    _ => ["at_least", "at_most"],
                };
                for (name, end) in names.into_iter().zip([low, high]) {
                    if let Some(end) = end {
                        value.insert(name.to_owned(), json!(text(*end)));
                    }
                }
            }
        }
        value.insert("sure".to_owned(), json!(change.sure));
        let asks = change.asks.iter().map(|found| &book.questions[*found].id);
        value.insert("asks".to_owned(), json!(asks.collect::<Vec<_>>()));
        Value::Object(value)
    });
    changes.collect()
}
