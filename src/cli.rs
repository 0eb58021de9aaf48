//! The terminal: its words, exit codes, today's date. One file a command, all of one shape.

mod ask;
mod build;
mod check;
mod diff;
mod law;
mod refused;
mod rules;
mod schema;
mod serve;

use std::borrow::Cow;
use std::ffi::OsString;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::OnceLock;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::Timestamp;
use jiff::tz::{TimeZone, TimeZoneDatabase};

use crate::language::{Language, visible};
use crate::pipeline::{LoadOptions, NATIONAL};
use crate::report::{Human, Report, Severity, github, json};
use crate::rules::{Day, day};
use crate::say;
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
    #[arg(long, value_name = "DATE", value_parser = refused::iso_date)]
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

    fn wanted(&self) -> LoadOptions {
        LoadOptions {
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

/// Runs the command that the arguments of the process name.
///
/// The exit code is 0 where all is well, 1 where something must be mended first, and 2 where
/// the command itself was not understood. What could not be written out in full never ends
/// with 0: with 1 and a message, or with 141 and none where the reader has gone.
pub fn main() -> ExitCode {
    match Arguments::try_parse() {
        Ok(arguments) => {
            let language = arguments.lang.unwrap_or_else(terminal_language);
            ended(command(arguments.command, language), language)
        }
        Err(error) => {
            match refused::refusal(&error, asked_language().unwrap_or_else(terminal_language)) {
                Some(words) => tell(&words),
                // Help is told in the same way as what was not understood.
                None => note(error.print().and_then(|()| io::stdout().flush())),
            }
            let code = u8::try_from(error.exit_code()).unwrap_or(2);
            ended(ExitCode::from(code), terminal_language())
        }
    }
}

/// The code of a command, or of what it could not write.
fn ended(code: ExitCode, language: Language) -> ExitCode {
    match UNWRITTEN.get() {
        None => code,
        Some(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::from(GONE),
        Some(error) => {
            let words = match error.kind() {
                ErrorKind::StorageFull | ErrorKind::QuotaExceeded => say!(
                    "La sortie n'a pas pu être écrite en entier : il n'y a plus de place. Libérez-en, ou dirigez-la vers un autre disque.",
                    "The output could not be written in full: there is no space left. Free some, or send it to another disk."
                ),
                _ => say!(
                    "La sortie n'a pas pu être écrite en entier ({error}). Dirigez-la vers un autre fichier.",
                    "The output could not be written in full ({error}). Send it to another file."
                ),
            };
            tell(&words[language]);
            ExitCode::FAILURE
        }
    }
}

/// What a shell sees of a program that the signal of a closed pipe has ended (128 + 13), which
/// is how `cat` or `grep` end when `head` has seen enough.
const GONE: u8 = 141;

fn command(command: Command, language: Language) -> ExitCode {
    match command {
        Command::Build(arguments) => build::run(&arguments, language),
        Command::Check(arguments) => check::run(&arguments, language),
        Command::Serve(arguments) => serve::run(&arguments, language),
        Command::Ask(arguments) => ask::run(&arguments, language),
        Command::Law(arguments) => law::run(&arguments, language),
        Command::Rules(arguments) => rules::run(&arguments, language),
        Command::Schema(arguments) => schema::run(&arguments, language),
    }
}

/// The language that the arguments ask for, where they could not all be read.
fn asked_language() -> Option<Language> {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let place = arguments.iter().position(|argument| argument == "--lang");
    let next = place.and_then(|place| arguments.get(place + 1)?.to_str());
    let joined = arguments
        .iter()
        .find_map(|argument| argument.to_str()?.strip_prefix("--lang="));
    next.or(joined).and_then(Language::from_code)
}

/// The language of the system, on every system: French, or else English.
fn terminal_language() -> Language {
    match sys_locale::get_locale() {
        Some(locale) if locale.starts_with("fr") => Language::French,
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
            note(writeln!(anstream::stderr(), "{shown}"));
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

/// Shows what was found beside the answer of a command, on the error stream, if there is anything
/// that a person should see.
fn show_beside(report: &Report, sources: &Sources, language: Language) -> ExitCode {
    if worth_showing(report) {
        show(report, sources, language, Format::Human)
    } else {
        ExitCode::SUCCESS
    }
}

/// Whether a report holds anything that a person should see unasked.
fn worth_showing(report: &Report) -> bool {
    report.count(Severity::Error) + report.count(Severity::Warning) > 0
}

/// The first failure to write the standard output or the error stream. [`ended`] looks at it at
/// the end, so that no command can forget to.
static UNWRITTEN: OnceLock<io::Error> = OnceLock::new();

/// Writes to the standard output.
fn print(text: &str) {
    let mut out = io::stdout().lock();
    let shown = shown(text, out.is_terminal());
    note(out.write_all(shown.as_bytes()).and_then(|()| out.flush()));
}

/// Writes a line to the error stream.
fn tell(text: &str) {
    let mut err = io::stderr().lock();
    let shown = shown(text, err.is_terminal());
    note(writeln!(err, "{shown}"));
}

/// A program gets every letter as it is; a terminal would obey some of them.
fn shown(text: &str, to_terminal: bool) -> Cow<'_, str> {
    if to_terminal {
        visible(text)
    } else {
        Cow::Borrowed(text)
    }
}

fn note(written: io::Result<()>) {
    if let Err(error) = written {
        // Later failures follow from the first.
        let _ = UNWRITTEN.set(error);
    }
}

/// Says that another build has to end first.
fn waiting(folder: &Path, language: Language) {
    let folder = folder.display();
    let words = say!(
        "Un autre `bilan build` écrit dans {folder} : celui-ci attend qu'il finisse, 30 secondes au plus.",
        "Another `bilan build` is writing to {folder}: this one waits for it to end, 30 seconds at most."
    );
    tell(&words[language]);
}

/// The day by the system's clock and time zone: one and the same for the whole command, also
/// where it runs at midnight.
fn today() -> Day {
    static TODAY: OnceLock<Day> = OnceLock::new();
    *TODAY.get_or_init(|| day_in(&zone(), Timestamp::now()))
}

fn day_in(zone: &TimeZone, moment: Timestamp) -> Day {
    day(zone.to_datetime(moment).date())
}

/// The time zone of `TZ`, or else of the system.
///
/// The names of all zones are in the program, for systems that have none.
fn zone() -> TimeZone {
    if let Ok(zone) = TimeZone::try_system() {
        return zone;
    }
    let name = std::env::var("TZ").unwrap_or_default();
    let name = name.trim_start_matches(':');
    if let Ok(zone) = TimeZoneDatabase::bundled().get(name) {
        return zone;
    }
    if !name.is_empty() {
        let language = terminal_language();
        let words = say!(
            "Le fuseau horaire `{name}` (variable TZ) est inconnu : le jour est celui de UTC. Écrivez par exemple TZ=Europe/Paris, ou donnez le jour avec --date.",
            "The time zone `{name}` (variable TZ) is not known: the day is that of UTC. Write TZ=Europe/Paris for example, or give the day with --date."
        );
        tell(&words[language]);
    }
    TimeZone::UTC
}

fn language(text: &str) -> Result<Language, String> {
    Language::from_code(text).ok_or_else(|| "fr / en".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::parse_day;

    #[test]
    fn ten_past_midnight_in_paris_is_of_that_day() {
        let moment: Timestamp = "2026-11-29T23:10:00Z".parse().expect("a moment");
        let day_in = |name: &str| {
            let zone = TimeZoneDatabase::bundled().get(name);
            day_in(&zone.expect("the program knows the zone"), moment)
        };
        assert_eq!(Some(day_in("Europe/Paris")), parse_day("2026-11-30"));
        assert_eq!(Some(day_in("America/New_York")), parse_day("2026-11-29"));
        assert_eq!(Some(day_in("Pacific/Kiritimati")), parse_day("2026-11-30"));
    }
}
