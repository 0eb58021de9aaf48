//! The terminal: its words, exit codes, today's date. One file a command, all of one shape.

mod ask;
mod build;
mod check;
mod diff;
mod law;
mod rules;
mod schema;
mod serve;

use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::Zoned;

use crate::language::Language;
use crate::pipeline::{NATIONAL, Wanted};
use crate::report::{Human, Report, Severity, github, json};
use crate::rules::{Day, day, parse_day};
use crate::source::{Layer, Sources};

/// Publishes bilingual information on the bilan de compétences, with its questionnaire.
#[derive(Debug, Parser)]
#[command(version, about, arg_required_else_help = true)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,

    /// Language of the messages: fr or en (default: that of the terminal)
    #[arg(long, global = true, value_name = "CODE", value_parser = language)]
    lang: Option<Language>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Build the site into a folder
    Build(build::Arguments),
    /// Say what is wrong, stale or untranslated
    Check(check::Arguments),
    /// Show the site locally, and again at each change
    Serve(serve::Arguments),
    /// Answer the questionnaire in the terminal, or from a file
    Ask(ask::Arguments),
    /// Hold the sources to the law's own text, as it is published as data
    Law(law::Arguments),
    /// Work on the rules
    Rules(rules::Arguments),
    /// Give editors what completes and underlines the site's files
    Schema(schema::Arguments),
}

/// Where the site is, and the day for which it is made.
#[derive(Debug, Args)]
struct SiteArguments {
    /// Folder of the site
    #[arg(long, value_name = "DIR", default_value = ".")]
    site: PathBuf,

    /// Day for which figures are read, as 2026-11-22 (default: today)
    #[arg(long, value_name = "DATE", value_parser = iso_date)]
    date: Option<Day>,
}

impl SiteArguments {
    fn layers(&self) -> Vec<Layer> {
        let mut layers = NATIONAL.to_vec();
        layers.push(Layer::Folder(self.site.clone()));
        layers
    }

    fn today(&self) -> Day {
        self.date.unwrap_or_else(today)
    }

    fn wanted(&self) -> Wanted {
        Wanted {
            today: self.today(),
            base_url: None,
            drafts: false,
        }
    }
}

/// How the answer of a command is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum AnswerFormat {
    /// For a person
    Text,
    /// For a program
    Json,
}

/// How faults are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a person
    Human,
    /// For a program
    Json,
    /// As annotations of GitHub Actions
    Github,
}

/// Runs the command that the arguments name.
///
/// The exit code is 0 where all is well, 1 where something must be mended first, and 2 where
/// the command itself was not understood.
pub fn run(arguments: Arguments) -> ExitCode {
    let language = arguments.lang.unwrap_or_else(terminal_language);
    match arguments.command {
        Command::Build(arguments) => build::run(&arguments, language),
        Command::Check(arguments) => check::run(&arguments, language),
        Command::Serve(arguments) => serve::run(&arguments, language),
        Command::Ask(arguments) => ask::run(&arguments, language),
        Command::Law(arguments) => law::run(&arguments, language),
        Command::Rules(arguments) => rules::run(&arguments, language),
        Command::Schema(arguments) => schema::run(&arguments, language),
    }
}

/// The language of the terminal, by the variables that programs agree on.
fn terminal_language() -> Language {
    let set = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty());
    match set {
        Some(value) if value.starts_with("fr") => Language::French,
        _ => Language::English,
    }
}

/// Shows what of a report a person should see unasked, and tells whether anything in it must
/// be mended.
fn show(report: &Report, sources: &Sources, language: Language, format: Format) -> ExitCode {
    show_all(report, sources, language, format, Severity::Warning)
}

/// Shows a report, down to a severity, and tells whether anything in it must be mended.
fn show_all(
    report: &Report,
    sources: &Sources,
    language: Language,
    format: Format,
    least: Severity,
) -> ExitCode {
    match format {
        Format::Human => {
            let coloured =
                std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
            let shown = Human::new(sources, language, coloured)
                .at_least(least)
                .report(report);
            let _ = writeln!(anstream::stderr(), "{shown}");
        }
        Format::Json => print(&json(report, sources, language)),
        Format::Github => print(&github(report, sources, language)),
    }
    if report.has_errors() {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}

/// Whether a report holds anything that a person should see unasked.
fn worth_showing(report: &Report) -> bool {
    report.count(Severity::Error) + report.count(Severity::Warning) > 0
}

/// Writes to the standard output; a reader that has gone is no fault of ours.
fn print(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}

/// The day by the system's clock and time zone.
fn today() -> Day {
    day(Zoned::now().date())
}

fn language(text: &str) -> Result<Language, String> {
    Language::from_code(text).ok_or_else(|| "fr / en".to_owned())
}

fn iso_date(text: &str) -> Result<Day, String> {
    parse_day(text).ok_or_else(|| "2026-11-22".to_owned())
}
