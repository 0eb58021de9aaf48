//! A version of the rules: those of a folder, or those of a git revision.

use std::path::Path;
use std::process::{self, ExitCode};

use crate::cli::{Format, show, today};
use crate::language::Language;
use crate::pipeline::{self, NATIONAL};
use crate::project::{WHOLE, leave_out, named_without};
use crate::report::{Fault, Report};
use crate::rules::{Compiled, Phrasebook};
use crate::say;
use crate::site::{Titles, read_phrasebook, read_titles};
use crate::source::{Layer, SourceFile, Sources};

/// Rules, and the words for what they name.
pub(super) struct RulesVersion {
    pub compiled: Compiled,
    pub phrases: Phrasebook,
    pub titles: Titles,
}

/// The rules of a site's folder.
pub(super) fn folder(site: &Path, language: Language) -> Result<RulesVersion, ExitCode> {
    let own = Layer::Folder(site.to_owned());
    let is_whole = WHOLE.iter().all(|path| site.join(path).is_file());
    let layers = if is_whole {
        vec![own]
    } else {
        let mut layers = NATIONAL.to_vec();
        layers.push(own);
        layers
    };
    let mut report = Report::default();
    let sources = pipeline::sources(&layers, &mut report);
    compiled(&sources, report, language)
}

/// The rules of a git revision of the site.
pub(super) fn revision(
    site: &Path,
    name: &str,
    language: Language,
) -> Result<RulesVersion, ExitCode> {
    let files = match committed(site, name) {
        Ok(files) => files,
        Err(reason) => {
            let mut report = Report::default();
            report.add(
                Fault::error(
                    "unknown-version",
                    say!(
                        "`{name}` n'est ni un dossier ni une révision : {reason}",
                        "`{name}` is neither a folder nor a revision: {reason}"
                    ),
                )
                .help(say!(
                    "donnez le dossier d'un site, ou une révision git du site indiqué par --site",
                    "give the folder of a site, or a git revision of the site that --site names"
                )),
            );
            return Err(show(&report, &Sources::default(), language, Format::Human));
        }
    };
    let is_whole = WHOLE
        .iter()
        .all(|path| files.iter().any(|(own, _)| own == path));
    let mut report = Report::default();
    let below: &[Layer] = if is_whole { &[] } else { &NATIONAL };
    let mut sources = pipeline::sources(below, &mut report);
    let mut own = Sources::default();
    for (path, bytes) in files {
        own.add(SourceFile {
            shown: format!("{name}:{path}"),
            // As the site's own it is laid over what the program has.
            origin: Some(site.join(&path)),
            path,
            bytes: bytes.into(),
        });
    }
    if !is_whole {
        for left_out in named_without(&own) {
            // What it names may have gone since; then there is nothing to leave out.
            leave_out(&mut sources, &left_out, &mut Report::default());
        }
    }
    for (_, file) in own.below("") {
        sources.add(file.clone());
    }
    compiled(&sources, report, language)
}

fn compiled(
    sources: &Sources,
    mut report: Report,
    language: Language,
) -> Result<RulesVersion, ExitCode> {
    let compiled = pipeline::rules(sources, &mut report);
    match compiled.filter(|_| !report.has_errors()) {
        // The figures of a short text, if it has any, are those of the day it is read on.
        Some(compiled) => Ok(RulesVersion {
            phrases: read_phrasebook(sources, &compiled.book, today()),
            titles: read_titles(sources, &compiled.book, today()),
            compiled,
        }),
        None => Err(show(&report, sources, language, Format::Human)),
    }
}

/// The files of the rules in a revision, as git has them.
fn committed(site: &Path, name: &str) -> Result<Vec<(String, Vec<u8>)>, String> {
    // A name could be read as an option; the commit that it stands for cannot.
    let wanted = format!("{name}^{{commit}}");
    let commit = git(
        site,
        &["rev-parse", "--verify", "--end-of-options", &wanted],
    )?;
    let commit = String::from_utf8_lossy(&commit).trim().to_owned();
    let listed = git(
        site,
        &[
            "ls-tree",
            "-r",
            "-z",
            "--name-only",
            &commit,
            "content/site.yaml",
            "content/rules/",
            "content/fr/questionnaire.yaml",
            "content/en/questionnaire.yaml",
            "content/fr/law.yaml",
            "content/en/law.yaml",
        ],
    )?;
    String::from_utf8_lossy(&listed)
        .split('\0')
        .filter(|path| !path.is_empty())
        .map(|path| {
            let bytes = git(site, &["show", &format!("{commit}:./{path}")])?;
            Ok((path.to_owned(), bytes))
        })
        .collect()
}

fn git(site: &Path, arguments: &[&str]) -> Result<Vec<u8>, String> {
    let done = process::Command::new("git")
        .arg("-C")
        .arg(site)
        .args(arguments)
        .output()
        .map_err(|error| format!("git: {error}"))?;
    if done.status.success() {
        Ok(done.stdout)
    } else {
        Err(String::from_utf8_lossy(&done.stderr).trim().to_owned())
    }
}
