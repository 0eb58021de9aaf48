//! The summary table in words: who can pay in which situation, for pages and for a terminal.

mod cell;
mod plain;

use minijinja::{Value, context};

use crate::language::Language;
use crate::render::Renderer;
use crate::render::writer::Writer;
use crate::report::Fault;
use crate::rules::{Matrix, matrix_json};

use cell::{Entry, entry, situation};

/// How the summary table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SummaryForm {
    /// As lines, for a terminal.
    Text,
    /// As a table in Markdown.
    Markdown,
    /// As the table that pages hold.
    Html,
    /// For a program.
    Json,
}

/// The table in words.
struct Summary {
    caption: String,
    /// The heads of the columns, the situations first.
    heads: Vec<String>,
    rows: Vec<Row>,
    /// What is told of the routes that answer everybody alike.
    everywhere: Row,
}

/// A situation, and what each column tells of it.
struct Row {
    situation: String,
    columns: Vec<Vec<Entry>>,
}

/// The summary table as pages hold it.
pub fn html(writer: &Writer<'_>) -> String {
    let written = writer.renderer.summary(SummaryForm::Html, writer.language);
    // Rules without situations have no table.
    writer.failed.keep(written.map(Option::unwrap_or_default))
}

/// The summary table in one form.
pub fn written(
    renderer: &Renderer,
    matrix: &Matrix,
    form: SummaryForm,
    language: Language,
) -> Result<String, Box<Fault>> {
    let summary = || summary(renderer, matrix, language);
    Ok(match form {
        SummaryForm::Json => format!("{:#}\n", matrix_json(&renderer.site.rules.book, matrix)),
        SummaryForm::Text => plain::lines(&summary(), language),
        SummaryForm::Markdown => plain::markdown(&summary(), language),
        SummaryForm::Html => return renderer.fragment("summary", language, table(&summary())),
    })
}

/// The table in words. A route that concerns at least half of the rows has a column of its own;
/// the others, which concern a few situations each, share the last one and are named there.
/// A route that answers everybody alike is told once.
fn summary(renderer: &Renderer, matrix: &Matrix, language: Language) -> Summary {
    let book = &renderer.site.rules.book;
    let words = &renderer.site.words[language];
    let text = |key: &str| renderer.theme.text(key, language).to_owned();
    let concerns = |column: usize, row: usize| {
        let usual = &matrix.rows[row].cells[column].usual;
        let mut states = usual.iter();
        states.any(|found| !book.untold(matrix.routes[column], found.terminal))
    };
    let (alike, apart): (Vec<usize>, Vec<usize>) = (0..matrix.routes.len()).partition(|column| {
        let mut rows = matrix.rows.iter();
        rows.all(|row| row.cells[*column].agrees(&matrix.rows[0].cells[*column]))
    });
    let (own, shared): (Vec<usize>, Vec<usize>) = apart.into_iter().partition(|column| {
        let rows = (0..matrix.rows.len()).filter(|row| concerns(*column, *row));
        2 * rows.count() >= matrix.rows.len()
    });
    let entry = |row: usize, column: usize| {
        let cell = &matrix.rows[row].cells[column];
        entry(renderer, language, matrix.routes[column], cell)
    };
    let rows = (0..matrix.rows.len()).map(|row| {
        let alone = own.iter();
        let alone = alone.map(|column| vec![entry(row, *column).without_title()]);
        let others = shared.iter().filter(|column| concerns(**column, row));
        let mut columns: Vec<_> = alone.collect();
        if !shared.is_empty() {
            columns.push(others.map(|column| entry(row, *column)).collect());
        }
        Row {
            situation: situation(
                renderer,
                language,
                matrix.question,
                &matrix.rows[row].options,
            ),
            columns,
        }
    });
    let rows = rows.collect();
    let title = |column: &usize| {
        let title = &words.decisions[matrix.routes[*column]].title;
        renderer.text_plain(title, language)
    };
    let mut heads = vec![renderer.text_plain(&words.questions[matrix.question].short, language)];
    heads.extend(own.iter().map(title));
    if !shared.is_empty() {
        heads.push(text("summary_others"));
    }
    let day = crate::language::date(crate::rules::date(matrix.day), language);
    Summary {
        caption: text("summary_caption").replace("{date}", &day),
        heads,
        rows,
        everywhere: Row {
            situation: text("summary_everywhere"),
            columns: vec![alike.iter().map(|column| entry(0, *column)).collect()],
        },
    }
}

/// What the template of the table knows.
fn table(summary: &Summary) -> Value {
    let rows = summary.rows.iter().map(|row| {
        let columns = row.columns.iter().zip(&summary.heads[1..]);
        let columns = columns.map(|(entries, head)| {
            context! { head, alone => is_alone(entries), entries => values(entries) }
        });
        context! { situation => &row.situation, columns => columns.collect::<Vec<_>>() }
    });
    context! {
        caption => &summary.caption,
        heads => &summary.heads,
        rows => rows.collect::<Vec<_>>(),
        everywhere => summary.everywhere.columns.iter().flat_map(|entries| values(entries)).collect::<Vec<_>>(),
    }
}

/// Whether the head of the column says which route the one entry is about.
fn is_alone(entries: &[Entry]) -> bool {
    matches!(entries, [only] if only.title.is_none())
}

fn values(entries: &[Entry]) -> Vec<Value> {
    let entries = entries.iter().map(|entry| {
        context! {
            title => &entry.title,
            url => &entry.url,
            state => entry.state.unwrap_or("several"),
            states => &entry.states,
            notes => &entry.notes,
            otherwise => &entry.otherwise,
        }
    });
    entries.collect()
}
