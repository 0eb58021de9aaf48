//! `bilan rules graph`: the rules as drawings.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::cli::{Format, SiteArguments, print, show, show_beside, waiting};
use crate::draw::{Drawing, drawings};
use crate::language::Language;
use crate::output::{Output, OutputFolder, System, write};
use crate::pipeline::{self, Loaded};
use crate::report::{Fault, closest};
use crate::say;

/// What `bilan rules graph` takes.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    site: SiteArguments,

    /// Folder to write; it is replaced whole
    #[arg(long, value_name = "DIR", default_value = "graphs")]
    out: PathBuf,

    /// Write the drawing of this decision alone, to the standard output; QUESTIONS is the
    /// order of questions
    #[arg(value_name = "DECISION", conflicts_with = "out")]
    decision: Option<String>,
}

/// Draws the rules of the site's day, in the language of the messages.
pub(super) fn run(arguments: &Arguments, language: Language) -> ExitCode {
    let mut loaded = pipeline::read(&arguments.site.layers(), &arguments.site.wanted());
    match made(&mut loaded, language) {
        Some(found) => match &arguments.decision {
            Some(id) => one(&mut loaded, &found, id, language),
            None => all(&mut loaded, found, arguments, language),
        },
        None => show(&loaded.report, &loaded.sources, language, Format::Human),
    }
}

fn made(loaded: &mut Loaded, language: Language) -> Option<Vec<Drawing>> {
    let site = loaded
        .site
        .clone()
        .filter(|_| !loaded.report.has_errors())?;
    match drawings(&site, language) {
        Ok(found) => Some(found),
        Err(too_large) => {
            loaded.report.add(too_large.into());
            None
        }
    }
}

fn one(loaded: &mut Loaded, found: &[Drawing], id: &str, language: Language) -> ExitCode {
    if let Some(drawing) = found.iter().find(|drawing| drawing.id == id) {
        print(&drawing.svg);
        return show_beside(&loaded.report, &loaded.sources, language);
    }
    let fault = Fault::error(
        "unknown-decision",
        say!(
            "aucune décision ne s'appelle `{id}`",
            "no decision is named `{id}`"
        ),
    );
    let known = found.iter().map(|drawing| drawing.id.as_str());
    loaded.report.add(match closest(id, known.clone()) {
        Some(meant) => fault.help(say!(
            "vouliez-vous dire `{meant}` ?",
            "did you mean `{meant}`?"
        )),
        None => {
            let list = known.collect::<Vec<_>>().join("`, `");
            fault.help(say!(
                "les décisions sont `{list}`",
                "the decisions are `{list}`"
            ))
        }
    });
    show(&loaded.report, &loaded.sources, language, Format::Human)
}

fn all(
    loaded: &mut Loaded,
    found: Vec<Drawing>,
    arguments: &Arguments,
    language: Language,
) -> ExitCode {
    let outputs: BTreeMap<String, Output> = found
        .into_iter()
        .map(|Drawing { id, svg }| {
            let output = Output::new("image/svg+xml", svg.into_bytes());
            (format!("/{}.svg", id.to_lowercase()), output)
        })
        .collect();
    let folder = arguments.out.display();
    let written =
        OutputFolder::new(&arguments.out, &arguments.site.site, false).and_then(|target| {
            let mut waiting = || waiting(&arguments.out, language);
            write(&System, &target, &outputs, &mut waiting)
        });
    let written = match written {
        Ok(written) => written,
        Err(fault) => {
            loaded.report.add(*fault);
            return show(&loaded.report, &loaded.sources, language, Format::Human);
        }
    };
    let words = match written.files {
        Some(files) => say!(
            "{files} dessins écrits dans {folder}.",
            "{files} drawings written to {folder}."
        ),
        None => say!(
            "Rien n'a changé : {folder} est à jour.",
            "Nothing has changed: {folder} is up to date."
        ),
    };
    print(&format!("{}\n", words[language]));
    for note in written.notes {
        loaded.report.add(note);
    }
    show_beside(&loaded.report, &loaded.sources, language)
}
