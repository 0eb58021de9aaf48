//! `bilan rules matrix`: the summary table in a file or a terminal.

use std::process::ExitCode;

use clap::{Args, ValueEnum};

use crate::cli::{Format, SiteArguments, print, show, show_beside};
use crate::language::Language;
use crate::pipeline::{self, SummaryForm};
use crate::report::Fault;
use crate::say;

/// What `bilan rules matrix` takes.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    site: SiteArguments,

    /// How the table is written
    #[arg(long, value_enum, default_value = "text")]
    format: MatrixFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum MatrixFormat {
    /// Lines for a terminal
    Text,
    /// A table in Markdown
    Md,
    /// Every cell with the ids of the rules
    Json,
    /// The table of the site's page
    Html,
}

/// Writes the summary table of the site, in the language of the messages.
pub(super) fn run(arguments: &Arguments, language: Language) -> ExitCode {
    let mut loaded = pipeline::read(&arguments.site.layers(), &arguments.site.wanted());
    let form = match arguments.format {
        MatrixFormat::Text => SummaryForm::Text,
        MatrixFormat::Md => SummaryForm::Markdown,
        MatrixFormat::Json => SummaryForm::Json,
        MatrixFormat::Html => SummaryForm::Html,
    };
    if !loaded.report.has_errors()
        && let Some(renderer) = pipeline::renderer(&mut loaded)
    {
        match renderer.summary(form, language) {
            Ok(Some(table)) => {
                print(&table);
                return show_beside(&loaded.report, &loaded.sources, language);
            }
            Ok(None) => loaded.report.add(no_situations()),
            Err(fault) => loaded.report.add(*fault),
        }
    }
    show(&loaded.report, &loaded.sources, language, Format::Human)
}

fn no_situations() -> Fault {
    Fault::error(
        "no-situations",
        say!(
            "il n'y a pas de tableau à faire : aucune question à options n'est posée à tout le monde",
            "there is no table to make: no choice question is asked of everybody"
        ),
    )
    .help(say!(
        "les lignes du tableau sont les options de la première question `choice` sans `asked_if`",
        "the rows of the table are the options of the first `choice` question without `asked_if`"
    ))
}
