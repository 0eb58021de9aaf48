//! `bilan ask`: the questionnaire in the terminal, or answered at once.

mod dialogue;
mod given;
mod plain;
mod reasons;
mod told;
mod typed;
mod unsure;

use std::process::ExitCode;

use clap::Args;

use crate::cli::ask::dialogue::ask;
use crate::cli::ask::given::take;
use crate::cli::ask::told::conclusion_text;
use crate::cli::{AnswerFormat, Format, SiteArguments, print, show, tell};
use crate::language::Language;
use crate::pipeline;
use crate::report::{Fault, Report, Severity};
use crate::rules::{self, ANSWERABLE, Answers};
use crate::say;
use crate::source::Sources;

/// What `bilan ask` takes.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    site: SiteArguments,

    /// A YAML or JSON file of answers, or `question=answer,…`; without it, questions are asked
    #[arg(long, value_name = "FILE|K=V,…")]
    answers: Option<String>,

    /// How the conclusion is written
    #[arg(long, value_enum, default_value = "text")]
    format: AnswerFormat,
}

/// Asks, or reads the answers, and says what the rules conclude.
pub(super) fn run(arguments: &Arguments, language: Language) -> ExitCode {
    let mut loaded = pipeline::read(&arguments.site.layers(), &arguments.site.wanted());
    let given = arguments.answers.is_some();
    let wrong = wrong(&loaded.report, &loaded.sources);
    // What a fault of the tables shows of a person can be tried all the same.
    let mut refused = wrong.iter();
    let refused = refused.any(|fault| !(given && ANSWERABLE.contains(&fault.id)));
    let wrong = !wrong.is_empty();
    let Some(site) = loaded.site.take().filter(|_| !refused) else {
        return show(&loaded.report, &loaded.sources, language, Format::Human);
    };
    let mut answers = Answers::on(&site.rules.book, arguments.site.today());
    let mut sources = Sources::clone(&loaded.sources);
    let mut read_as = Vec::new();
    match &arguments.answers {
        Some(given) => {
            let mut report = Report::default();
            read_as = take(given, &site, &mut sources, &mut answers, &mut report);
            if report.has_errors() {
                let format = match arguments.format {
                    AnswerFormat::Json => Format::Json,
                    AnswerFormat::Text => Format::Human,
                };
                return show(&report, &sources, language, format);
            }
        }
        None => {
            if let Err(error) = ask(&site, &mut answers, language) {
                let words = say!(
                    "La saisie s'est arrêtée : {error}.",
                    "Input ended: {error}."
                );
                tell(&words[language]);
                return ExitCode::FAILURE;
            }
        }
    }
    let book = &site.rules.book;
    match arguments.format {
        AnswerFormat::Json => {
            let mut conclusion = rules::json(&site.rules, &answers, &sources);
            if !read_as.is_empty() {
                conclusion["read_as"] = read_as.iter().map(|found| found.json(book)).collect();
            }
            print(&format!("{conclusion:#}\n"));
        }
        AnswerFormat::Text => {
            for found in &read_as {
                print(&found.text(book)[language]);
            }
            print(&conclusion_text(&site, &sources, &answers, language));
        }
    }
    if wrong {
        return show(&loaded.report, &sources, language, Format::Human);
    }
    ExitCode::SUCCESS
}

/// The errors of a site that bear on what its rules say: those of a page do not.
fn wrong<'r>(report: &'r Report, sources: &Sources) -> Vec<&'r Fault> {
    let of_page = |fault: &Fault| {
        let span = fault.span;
        span.is_some_and(|span| sources.file(span.file).has_extension("md"))
    };
    let all = report.sorted().into_iter();
    all.filter(|fault| fault.severity == Severity::Error && !of_page(fault))
        .collect()
}
