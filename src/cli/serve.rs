//! `bilan serve`: the site on this machine, new at each change.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use crate::cli::{Format, SiteArguments, print, show, tell, worth_showing};
use crate::language::Language;
use crate::preview::Preview;
use crate::report::Report;
use crate::say;
use crate::serve::{Notice, Options, serve};
use crate::source::Sources;

/// What `bilan serve` takes.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    site: SiteArguments,

    /// Port to listen on; the next free one is taken when it is busy
    #[arg(long, value_name = "N", default_value_t = 8000)]
    port: u16,

    /// Open the site in the browser
    #[arg(long)]
    open: bool,
}

/// Serves until it is interrupted.
pub(super) fn run(arguments: &Arguments, language: Language) -> ExitCode {
    let mut wanted = arguments.site.wanted();
    wanted.drafts = true;
    let found = move |report: &Report, sources: &Sources| {
        if worth_showing(report) {
            show(report, sources, language, Format::Human);
        }
    };
    let preview = Preview::new(arguments.site.layers(), wanted, language, found);
    let watched: Vec<PathBuf> = ["content", "themes"]
        .into_iter()
        .map(|folder| arguments.site.site.join(folder))
        .filter(|folder| folder.is_dir())
        .collect();
    if watched.is_empty() {
        let words = say!(
            "Il n'y a pas encore de dossier content ici : créez-le, puis relancez la commande.",
            "There is no content folder here yet: make one, then run the command again."
        );
        print(&format!("{}\n", words[language]));
    }
    let options = Options {
        port: arguments.port,
        watched,
        open: arguments.open,
        ..Options::default()
    };
    let served = serve(options, preview, |notice| {
        print(&format!("{}\n", notice_text(&notice, language)));
    });
    match served {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let words = say!(
                "Impossible de servir le site : {error}.",
                "Cannot serve the site: {error}."
            );
            tell(&words[language]);
            ExitCode::FAILURE
        }
    }
}

fn notice_text(notice: &Notice, language: Language) -> String {
    let words = match notice {
        Notice::PortBusy { wanted, given } => say!(
            "Le port {wanted} est occupé : le port {given} est pris à la place.",
            "Port {wanted} is busy: port {given} is taken instead."
        ),
        Notice::NotWatching { reason } => say!(
            "Les changements ne seront pas vus : {reason}.",
            "Changes will not be seen: {reason}."
        ),
        Notice::BrowserNotOpened { reason } => say!(
            "Le navigateur ne s'ouvre pas ({reason}) : ouvrez l'adresse vous-même.",
            "The browser does not open ({reason}): open the address yourself."
        ),
        Notice::Ready { address } => say!(
            "Le site est sur {address} (Ctrl-C pour arrêter).",
            "The site is at {address} (Ctrl-C to stop)."
        ),
    };
    words[language].clone()
}
