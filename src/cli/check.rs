//! `bilan check`: what to mend before publishing.

use std::process::ExitCode;

use clap::Args;

use crate::cli::{Format, SiteArguments, print, show_all, tell};
use crate::language::{Bilingual, Language};
use crate::pipeline;
use crate::report::{FAULTS, Registered, Severity, explanation, nearest, registered};
use crate::say;

/// Of the names that may have been meant, so many are shown.
const MOST_NAMES: usize = 5;

/// What `bilan check` takes.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    site: SiteArguments,

    /// How faults are written
    #[arg(long, value_enum, default_value = "human")]
    format: Format,

    /// Explain the fault of this name instead
    #[arg(long, value_name = "NAME")]
    explain: Option<String>,
}

/// Checks the site, its pages rendered too: what would stop a build is said here.
pub(super) fn run(arguments: &Arguments, language: Language) -> ExitCode {
    if let Some(name) = &arguments.explain {
        return explain(name, language);
    }
    let mut loaded = pipeline::read(&arguments.site.layers(), &arguments.site.wanted());
    if !loaded.report.has_errors() {
        // Every page is made as well, so that a theme's faults show.
        pipeline::render(&mut loaded);
    }
    show_all(
        &loaded.report,
        &loaded.sources,
        language,
        arguments.format,
        Severity::Note,
    )
}

fn explain(name: &str, language: Language) -> ExitCode {
    let Some(fault) = registered(name) else {
        tell(&no_such_fault(name)[language]);
        return ExitCode::from(2);
    };
    match explanation(fault.id, language) {
        Some(page) => print(page),
        None => print(&format!("{}\n", message_alone(fault)[language])),
    }
    ExitCode::SUCCESS
}

/// What there is to say of a fault without a page.
fn message_alone(fault: &Registered) -> Bilingual<String> {
    let id = fault.id;
    let mut severities = Bilingual {
        fr: Vec::new(),
        en: Vec::new(),
    };
    for severity in fault.severities {
        let (fr, en) = match severity {
            Severity::Error => ("une erreur", "an error"),
            Severity::Warning => ("un avertissement", "a warning"),
            Severity::Note => ("une note", "a note"),
        };
        severities.fr.push(fr);
        severities.en.push(en);
    }
    let (fr, en) = (severities.fr.join(" ou "), severities.en.join(" or "));
    say!(
        "`{id}` est {fr}, dont le message dit tout ce qu'il y a à savoir.",
        "`{id}` is {en}, whose message says all that there is to know."
    )
}

/// What is said of a name that no fault has: the names that may have been meant, never all.
fn no_such_fault(name: &str) -> Bilingual<String> {
    let ids = FAULTS.iter().map(|fault| fault.id);
    let near = nearest(name, ids).into_iter().take(MOST_NAMES);
    let near: Vec<String> = near.map(|id| format!("`{id}`")).collect();
    let meant = match near.join(", ") {
        none if none.is_empty() => say!("", ""),
        list => say!(" Vouliez-vous dire {list} ?", " Did you mean {list}?"),
    };
    let count = FAULTS.len();
    Bilingual {
        fr: format!(
            "Aucun message ne porte le nom `{name}`.{} Les {count} noms sont dans le document docs/faults.md.",
            meant.fr
        ),
        en: format!(
            "No fault is named `{name}`.{} All {count} names are in the document docs/faults.md.",
            meant.en
        ),
    }
}
