//! `bilan check`: what to mend before publishing.

use std::process::ExitCode;

use clap::Args;

use crate::check::explanations;
use crate::cli::{Format, SiteArguments, print, show_all, tell};
use crate::language::Language;
use crate::pipeline;
use crate::report::{Severity, closest};
use crate::say;

/// What `bilan check` takes.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    site: SiteArguments,

    /// How faults are written
    #[arg(long, value_enum, default_value = "human")]
    format: Format,

    /// Explain the check of this name instead
    #[arg(long, value_name = "NAME")]
    explain: Option<String>,
}

/// Checks the site, its pages rendered too: what would stop a build is said here.
pub fn run(arguments: &Arguments, language: Language) -> ExitCode {
    if let Some(name) = &arguments.explain {
        return explain(name, language);
    }
    let mut edition = pipeline::read(&arguments.site.layers(), &arguments.site.wanted());
    if !edition.report.has_errors() {
        // Every page is made as well, so that a theme's faults show.
        pipeline::render(&mut edition);
    }
    show_all(
        &edition.report,
        &edition.sources,
        language,
        arguments.format,
        Severity::Note,
    )
}

fn explain(name: &str, language: Language) -> ExitCode {
    if let Some(found) = explanations().find(|found| found.id == name) {
        print(&format!("{}\n", found.text[language]));
        return ExitCode::SUCCESS;
    }
    let known: Vec<&str> = explanations().map(|found| found.id).collect();
    let words = match closest(name, known.iter().copied()) {
        Some(meant) => say!(
            "Aucun contrôle ne s'appelle `{name}`. Vouliez-vous dire `{meant}` ?",
            "No check is named `{name}`. Did you mean `{meant}`?"
        ),
        None => {
            let list = known.join(", ");
            say!(
                "Aucun contrôle ne s'appelle `{name}`. Contrôles expliqués : {list}.",
                "No check is named `{name}`. Explained checks: {list}."
            )
        }
    };
    tell(&words[language]);
    ExitCode::from(2)
}
