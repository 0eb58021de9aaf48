//! `bilan rules`: work on the rules alone.

use std::process::ExitCode;

use clap::{Args, Subcommand, ValueEnum};
use serde_json::{Value, json};

use crate::cli::{Format, SiteArguments, print, show};
use crate::language::Language;
use crate::pipeline;
use crate::report::Report;
use crate::rules::{self, Answer, Case, Compiled};
use crate::say;
use crate::source;

/// What `bilan rules` takes.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Hold the rules to their worked cases
    Cases {
        #[command(flatten)]
        site: SiteArguments,

        /// `text` says what fails; `json` writes every case with its conclusion
        #[arg(long, value_enum, default_value = "text")]
        format: CasesFormat,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CasesFormat {
    /// For a person
    Text,
    /// For a program
    Json,
}

/// Runs a command on the rules.
pub fn run(arguments: &Arguments, language: Language) -> ExitCode {
    let Command::Cases { site, format } = &arguments.command;
    let mut report = Report::default();
    let (sources, unread) = source::read(&site.layers());
    for file in unread {
        report.add(file.into());
    }
    let Some(compiled) = pipeline::rules(&sources, &mut report) else {
        return show(&report, &sources, language, Format::Human);
    };
    let cases = rules::read_cases(&sources, &compiled.book, &mut report);
    if *format == CasesFormat::Json {
        let all: Vec<Value> = cases
            .iter()
            .map(|case| case_json(&compiled, case))
            .collect();
        print(&format!("{:#}\n", Value::from(all)));
        return ExitCode::SUCCESS;
    }
    rules::hold(&compiled, &cases, &mut report);
    let count = cases.len();
    let words = say!("{count} cas lus.", "{count} cases read.");
    print(&format!("{}\n", words[language]));
    show(&report, &sources, language, Format::Human)
}

/// A case with its answers by the place of the question, as the browser's engine takes them.
fn case_json(compiled: &Compiled, case: &Case) -> Value {
    let places = 0..compiled.book.questions.len();
    let answers: serde_json::Map<String, Value> = places
        .filter_map(|place| {
            let answer = match case.answers.get(place)? {
                Answer::Known(value) => json!(value),
                Answer::Unknown => Value::Null,
            };
            Some((place.to_string(), answer))
        })
        .collect();
    json!({
        "id": case.id,
        "title": case.title,
        "answers": answers,
        "expect": rules::json(compiled, &case.answers),
    })
}
