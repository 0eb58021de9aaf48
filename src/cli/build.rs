//! `bilan build`: the site, as files.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::cli::refused::address;
use crate::cli::{SiteArguments, print, show_beside, waiting};
use crate::language::Language;
use crate::output::{OutputFolder, System, mend, write};
use crate::pipeline;
use crate::say;

/// What `bilan build` takes.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    site: SiteArguments,

    /// Folder to write
    #[arg(long, value_name = "DIR", default_value = "public")]
    out: PathBuf,

    /// Keep the folder itself and replace its files one by one, for a server that stands in it
    #[arg(long)]
    in_place: bool,

    /// Address that the site is published under, instead of the one in site.yaml
    #[arg(long, value_name = "URL", value_parser = address)]
    base_url: Option<String>,
}

/// Builds the site, or says what is in the way; the previous one stays until then.
pub(super) fn run(arguments: &Arguments, language: Language) -> ExitCode {
    let mut wanted = arguments.site.wanted();
    wanted.base_url = arguments.base_url.clone();
    let target = OutputFolder::new(&arguments.out, &arguments.site.site, arguments.in_place);
    if let Ok(target) = &target {
        mend(&System, target);
    }
    let mut loaded = pipeline::read(&arguments.site.layers(), &wanted);
    let written = match target {
        Ok(target) => pipeline::render(&mut loaded).map(|outputs| {
            let mut waiting = || waiting(&arguments.out, language);
            write(&System, &target, &outputs, &mut waiting)
        }),
        Err(fault) => Some(Err(fault)),
    };
    let files = match written {
        Some(Ok(written)) => {
            for note in written.notes {
                loaded.report.add(note);
            }
            Some(written.files)
        }
        Some(Err(fault)) => {
            loaded.report.add(*fault);
            None
        }
        None => None,
    };
    let code = show_beside(&loaded.report, &loaded.sources, language);
    let folder = arguments.out.display();
    let words = match files {
        Some(Some(files)) => say!(
            "{files} fichiers écrits dans {folder}.",
            "{files} files written to {folder}."
        ),
        Some(None) => say!(
            "Rien n'a changé : {folder} est à jour.",
            "Nothing has changed: {folder} is up to date."
        ),
        None => return code,
    };
    print(&format!("{}\n", words[language]));
    code
}
