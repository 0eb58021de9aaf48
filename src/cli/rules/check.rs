//! `bilan rules check`: the rules alone, and how many questions they ask.

use std::process::ExitCode;

use clap::{Args, ValueEnum};
use serde_json::{Map, Value, json};

use crate::cli::{Format, SiteArguments, print, show};
use crate::language::Language;
use crate::pipeline;
use crate::report::Report;
use crate::rules::{Compiled, Length, lengths, situations, written};
use crate::say;
use crate::source;

/// How many persons of each situation are asked.
const PERSONS: usize = 100;

/// What `bilan rules check` takes.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    site: SiteArguments,

    /// How the figures are written
    #[arg(long, value_enum, default_value = "text")]
    format: CheckFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CheckFormat {
    /// For a person
    Text,
    /// For a program
    Json,
}

/// Checks the rules, then says how large they are and how many questions they ask.
pub fn run(arguments: &Arguments, language: Language) -> ExitCode {
    let mut report = Report::default();
    let (sources, unread) = source::read(&arguments.site.layers());
    for file in unread {
        report.add(file.into());
    }
    let compiled = pipeline::rules(&sources, &mut report);
    if let Some(compiled) = compiled.filter(|_| !report.has_errors()) {
        let found = lengths(&compiled, arguments.site.today(), PERSONS);
        match arguments.format {
            CheckFormat::Text => print(&text(&compiled, &found, language)),
            CheckFormat::Json => print(&format!("{:#}\n", value(&compiled, &found))),
        }
    }
    show(&report, &sources, language, Format::Human)
}

fn text(compiled: &Compiled, found: &[Length], language: Language) -> String {
    let Sizes {
        questions,
        decisions,
        rows,
        nodes,
    } = sizes(compiled);
    let mut text = say!(
        "{questions} questions, {decisions} décisions, {rows} lignes, {nodes} nœuds.\n",
        "{questions} questions, {decisions} decisions, {rows} rows, {nodes} nodes.\n"
    )[language]
        .clone();
    if found.is_empty() {
        return text;
    }
    let persons = PERSONS;
    text.push_str(
        &say!(
            "Questions posées, pour {persons} personnes inventées par situation (chaque réponse que les règles distinguent est aussi probable qu'une autre) :\n",
            "Questions asked, for {persons} made-up persons of each situation (every answer that the rules tell apart is as likely as any other):\n"
        )[language],
    );
    for length in found {
        let id = option(compiled, length.option);
        let (mean, longest) = (written(mean(length)), length.longest.len());
        text.push_str(
            &say!(
                "  {id} : {mean} en moyenne, {longest} au plus\n",
                "  {id}: {mean} on average, {longest} at most\n"
            )[language],
        );
    }
    let (mean, longest) = overall(found);
    let mean = written(mean);
    text.push_str(
        &say!(
            "En tout : {mean} en moyenne, {longest} au plus.\n",
            "In all: {mean} on average, {longest} at most.\n"
        )[language],
    );
    text
}

fn value(compiled: &Compiled, found: &[Length]) -> Value {
    let Sizes {
        questions,
        decisions,
        rows,
        nodes,
    } = sizes(compiled);
    let asked = found.iter().map(|length| {
        let longest = length.longest.iter();
        let longest = longest.map(|question| compiled.book.questions[*question].id.clone());
        let told = json!({
            "mean": written(mean(length)),
            "longest": length.longest.len(),
            "longest_questions": longest.collect::<Vec<_>>(),
        });
        (option(compiled, length.option).to_owned(), told)
    });
    let (mean, longest) = overall(found);
    json!({
        "questions": questions,
        "decisions": decisions,
        "rows": rows,
        "nodes": nodes,
        "persons_of_each_situation": PERSONS,
        "asked": asked.collect::<Map<String, Value>>(),
        "mean": written(mean),
        "longest": longest,
    })
}

struct Sizes {
    questions: usize,
    decisions: usize,
    rows: usize,
    nodes: usize,
}

fn sizes(compiled: &Compiled) -> Sizes {
    let book = &compiled.book;
    Sizes {
        questions: book.questions.len(),
        decisions: book.decisions.len(),
        rows: book
            .decisions
            .iter()
            .map(|decision| decision.rows.len())
            .sum(),
        nodes: compiled
            .diagrams
            .reachable(compiled.roots.iter().copied())
            .len(),
    }
}

fn option(compiled: &Compiled, option: usize) -> &str {
    let question = situations(&compiled.book).expect("there are lengths for situations only");
    &compiled.book.questions[question].kind.options()[option]
}

/// The mean number of questions, in hundredths.
fn mean(length: &Length) -> i64 {
    let hundredths = 100 * length.total / length.persons.max(1);
    i64::try_from(hundredths).unwrap_or(i64::MAX)
}

/// The mean in hundredths and the longest way of all situations.
fn overall(found: &[Length]) -> (i64, usize) {
    let total: usize = found.iter().map(|length| length.total).sum();
    let persons: usize = found.iter().map(|length| length.persons).sum();
    let hundredths = 100 * total / persons.max(1);
    let longest = found.iter().map(|length| length.longest.len()).max();
    (
        i64::try_from(hundredths).unwrap_or(i64::MAX),
        longest.unwrap_or(0),
    )
}
