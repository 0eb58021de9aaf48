//! `bilan schema`: the schemas with which an editor completes and underlines the site's files.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use serde_json::json;

use crate::cli::{Format, print, show, tell};
use crate::language::Language;
use crate::output::{System, write_file};
use crate::pipeline::{self, NATIONAL};
use crate::report::{Fault, Report, closest};
use crate::say;
use crate::schema::{Known, Schema, schemas, wiring};
use crate::source::{Layer, Sources};

/// What `bilan schema` takes.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Schema to print; without a name, they are listed
    #[arg(value_name = "NAME", conflicts_with = "out")]
    name: Option<String>,

    /// Folder to write all schemas to, and print the setting that wires an editor
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,

    /// Folder of the site, whose names the schemas then hold
    #[arg(long, value_name = "DIR", default_value = ".")]
    site: PathBuf,
}

/// Lists the schemas, prints one, or writes all.
pub(super) fn run(arguments: &Arguments, language: Language) -> ExitCode {
    let all = schemas(&known(&arguments.site));
    match (&arguments.name, &arguments.out) {
        (Some(name), _) => one(&all, name, language),
        (None, Some(folder)) => match write(&all, folder) {
            Ok(()) => {
                wire(&all, folder, &arguments.site, language);
                ExitCode::SUCCESS
            }
            Err(fault) => {
                let mut report = Report::default();
                report.add(*fault);
                show(&report, &Sources::default(), language, Format::Human)
            }
        },
        (None, None) => {
            list(&all, language);
            ExitCode::SUCCESS
        }
    }
}

/// The names of a site, or none where there is no site in the folder.
fn known(site: &Path) -> Known {
    if !site.join("content").is_dir() {
        return Known::default();
    }
    let mut layers = NATIONAL.to_vec();
    layers.push(Layer::Folder(site.to_owned()));
    // What cannot be read has no names; `bilan check` is there to say so.
    Known::read(&pipeline::sources(&layers, &mut Report::default()))
}

fn list(all: &[Schema], language: Language) {
    for schema in all {
        let title = &schema.title[language];
        print(&format!("{:<14} {title}\n", schema.name));
        for files in &schema.files {
            print(&format!("{:<14} {files}\n", ""));
        }
    }
}

fn one(all: &[Schema], name: &str, language: Language) -> ExitCode {
    if let Some(found) = all.iter().find(|schema| schema.name == name) {
        print(&format!("{:#}\n", found.schema));
        return ExitCode::SUCCESS;
    }
    let names: Vec<&str> = all.iter().map(|schema| schema.name).collect();
    let words = match closest(name, names.iter().copied()) {
        Some(meant) => say!(
            "Aucun schéma ne s'appelle `{name}`. Vouliez-vous dire `{meant}` ?",
            "No schema is named `{name}`. Did you mean `{meant}`?"
        ),
        None => {
            let list = names.join(", ");
            say!(
                "Aucun schéma ne s'appelle `{name}`. Schémas : {list}.",
                "No schema is named `{name}`. Schemas: {list}."
            )
        }
    };
    tell(&words[language]);
    ExitCode::from(2)
}

fn write(all: &[Schema], folder: &Path) -> Result<(), Box<Fault>> {
    for schema in all {
        let path = folder.join(format!("{}.json", schema.name));
        let text = format!("{:#}\n", schema.schema);
        write_file(&System, &path, text.as_bytes())?;
    }
    Ok(())
}

/// Prints the setting, so that it can be sent into a file, and says where it goes.
fn wire(all: &[Schema], folder: &Path, site: &Path, language: Language) {
    let from_site = from_site(folder, site);
    let setting = json!({ "yaml.schemas": wiring(all, &from_site) });
    print(&format!("{setting:#}\n"));
    let count = all.len();
    let shown = folder.display();
    let words = say!(
        "{count} schémas écrits dans {shown}.\nVS Code : installez l'extension « YAML » de Red Hat et mettez ce réglage dans .vscode/settings.json, à la racine du site.\nAutres éditeurs avec yaml-language-server : le même réglage.\nUn fichier seul : sa première ligne peut être\n# yaml-language-server: $schema=CHEMIN/parameters.json\nAprès un nouvel identifiant, relancez cette commande.",
        "{count} schemas written to {shown}.\nVS Code: install the \"YAML\" extension by Red Hat, and put this setting into .vscode/settings.json at the root of the site.\nOther editors with yaml-language-server: the same setting.\nA single file: its first line can be\n# yaml-language-server: $schema=PATH/parameters.json\nRun this command again after adding an id."
    );
    tell(&words[language]);
}

/// A folder as an editor that has the site open names it.
fn from_site(folder: &Path, site: &Path) -> String {
    let whole = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let (folder, site) = (whole(folder), whole(site));
    let path = match folder.strip_prefix(&site) {
        Ok(inner) => Path::new(".").join(inner),
        Err(_) => folder,
    };
    path.to_string_lossy().replace('\\', "/")
}
