//! `bilan build`: the site, as files.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::cli::{Format, SiteArguments, print, show, worth_showing};
use crate::language::Language;
use crate::output::{Written, write};
use crate::pipeline;
use crate::project::base_address;
use crate::say;

/// What `bilan build` takes.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    site: SiteArguments,

    /// Folder to write
    #[arg(long, value_name = "DIR", default_value = "public")]
    out: PathBuf,

    /// Address that the site is published under, instead of the one in site.yaml
    #[arg(long, value_name = "URL", value_parser = address)]
    base_url: Option<String>,
}

/// Builds the site, or says what is in the way; the previous one stays until then.
pub fn run(arguments: &Arguments, language: Language) -> ExitCode {
    let mut wanted = arguments.site.wanted();
    wanted.base_url = arguments.base_url.clone();
    let mut edition = pipeline::read(&arguments.site.layers(), &wanted);
    let written = pipeline::render(&mut edition).map(|outputs| write(&arguments.out, &outputs));
    let written = match written {
        Some(Ok(written)) => Some(written),
        Some(Err(fault)) => {
            edition.report.add(*fault);
            None
        }
        None => None,
    };
    let code = if worth_showing(&edition.report) {
        show(&edition.report, &edition.sources, language, Format::Human)
    } else {
        ExitCode::SUCCESS
    };
    let folder = arguments.out.display();
    let words = match written {
        Some(Written::Replaced(files)) => say!(
            "{files} fichiers écrits dans {folder}.",
            "{files} files written to {folder}."
        ),
        Some(Written::Unchanged) => say!(
            "Rien n'a changé : {folder} est à jour.",
            "Nothing has changed: {folder} is up to date."
        ),
        None => return code,
    };
    print(&format!("{}\n", words[language]));
    code
}

fn address(text: &str) -> Result<String, String> {
    base_address(text).ok_or_else(|| "https://bilan.example.org".to_owned())
}
