//! `bilan law`: holds the sources to the law's own text, as it is published as data.

mod folder;
mod keep;
mod markdown;
mod summary;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use crate::cli::{self, Format, SiteArguments, print, show, show_all};
use crate::held::{Held, hold};
use crate::language::Language;
use crate::pipeline;
use crate::report::{Report, Severity, github, json_value};
use crate::site::Site;
use crate::source::Sources;

use self::folder::Folder;
use self::keep::WrittenText;

/// What `bilan law` takes.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    site: SiteArguments,

    /// Folder of the codes: the package @socialgouv/legi-data, or its data folder
    #[arg(long, value_name = "FOLDER")]
    codes: PathBuf,

    /// Folder of the ministry's pages: the package @socialgouv/fiches-travail-data
    #[arg(long, value_name = "FOLDER")]
    fiches: Option<PathBuf>,

    /// Keep the text of every article that the codes hold in the version that was read
    #[arg(long)]
    keep: bool,

    /// How the answer is written
    #[arg(long, value_enum, default_value = "human")]
    format: LawFormat,
}

/// How the answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum LawFormat {
    /// For a person
    Human,
    /// For a program
    Json,
    /// As annotations of GitHub Actions
    Github,
    /// As the text of an issue; nothing where nothing has changed
    Markdown,
}

/// What a run found out.
struct Run<'r> {
    site: &'r Site,
    files: &'r Sources,
    folder: &'r Folder,
    held: &'r Held,
    kept: &'r [WrittenText],
    report: &'r Report,
}

/// Reads the site and the codes, and says what has changed.
pub(super) fn run(arguments: &Arguments, language: Language) -> ExitCode {
    let layers = arguments.site.layers();
    let mut loaded = pipeline::unchecked(&layers, &arguments.site.wanted());
    let Some(site) = loaded.site.clone().filter(|_| !loaded.report.has_errors()) else {
        // A source that could not be read would be missing from the count.
        return show(&loaded.report, &loaded.sources, language, Format::Human);
    };
    let mut report = Report::default();
    let folder = folder::read(&arguments.codes, arguments.fiches.as_deref(), &mut report);
    let mut kept = Vec::new();
    if arguments.keep {
        kept = keep::keep(
            &site,
            &loaded.sources,
            &folder.given,
            &arguments.site.site,
            &mut report,
        );
        keep::say(&kept, language);
        // What was written now shadows what was read before.
        loaded.sources = pipeline::unchecked(&layers, &arguments.site.wanted()).sources;
    }
    let held = hold(&site, &loaded.sources, &folder.given);
    report.extend(held.report());
    let run = Run {
        site: &site,
        files: &loaded.sources,
        folder: &folder,
        held: &held,
        kept: &kept,
        report: &report,
    };
    tell(&run, arguments.format, language);
    if report.has_errors() {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}

fn tell(run: &Run<'_>, format: LawFormat, language: Language) {
    match format {
        LawFormat::Human => {
            print(&summary::head(run, language));
            if !run.report.is_empty() {
                show_all(
                    run.report,
                    run.files,
                    language,
                    Format::Human,
                    Severity::Note,
                );
            }
            print(&summary::unheld(run, language));
            print(&format!("{}\n", summary::last(run, language)));
        }
        LawFormat::Json => {
            let mut value = summary::json(run, language);
            let faults = json_value(run.report, run.files, language);
            for name in ["errors", "warnings", "faults"] {
                value[name] = faults[name].clone();
            }
            print(&format!("{value:#}\n"));
        }
        LawFormat::Github => print(&github(run.report, run.files, language)),
        LawFormat::Markdown => {
            print(&markdown::issue(run, language));
            cli::tell(&summary::last(run, language));
        }
    }
}
