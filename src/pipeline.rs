//! The whole way from folders to a site: the order of the steps, and nothing else.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use include_dir::{Dir, include_dir};
use rayon::prelude::*;

use crate::check;
use crate::content::{self, Document};
use crate::language::{Bilingual, Language};
use crate::output::Output;
use crate::project::{self, Project};
use crate::render::{Renderer, Theme};
use crate::report::{Fault, Report};
use crate::rules::{self, Compiled, Day};
use crate::site::{self, Parts, Site};
use crate::source::{self, FileId, Layer, Sources};

// The terminal names the form of the summary table, and does not know who writes it.
pub use crate::render::SummaryForm;

/// The national content, inside the program.
static CONTENT: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/content");
/// The default theme, inside the program.
static THEMES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes");

/// The layers that stand under every site: a site only holds what it changes.
pub const NATIONAL: [Layer; 2] = [
    Layer::Embedded("content", &CONTENT),
    Layer::Embedded("themes", &THEMES),
];

/// What is wanted of a site, beside its folders.
#[derive(Debug, Clone)]
pub struct LoadOptions {
    /// The day for which it is made.
    pub today: Day,
    /// The address that it is published under, where it is not the one in `site.yaml`.
    pub base_url: Option<String>,
    /// Whether drafts are shown.
    pub drafts: bool,
}

/// A site that was read, with everything found on the way.
#[derive(Debug)]
pub struct Loaded {
    /// The files.
    pub sources: Arc<Sources>,
    /// The site; none where something essential is missing.
    pub site: Option<Arc<Site>>,
    /// Its theme.
    pub theme: Arc<Theme>,
    /// What is wrong.
    pub report: Report,
}

/// Reads a site from its layers, assembles it and checks it.
pub fn read(layers: &[Layer], wanted: &LoadOptions) -> Loaded {
    let (mut edition, sound) = assembled(layers, wanted);
    if let Some(site) = &edition.site {
        check::run(site, &edition.sources, sound, &mut edition.report);
    }
    edition
}

/// Reads a site from its layers and assembles it, without a check: what is held to the law's own
/// text may be what a check would complain of.
pub fn unchecked(layers: &[Layer], wanted: &LoadOptions) -> Loaded {
    assembled(layers, wanted).0
}

/// A site, and whether its rules are sound.
fn assembled(layers: &[Layer], wanted: &LoadOptions) -> (Loaded, bool) {
    let mut report = Report::default();
    let sources = sources(layers, &mut report);
    let project = project::read(&sources, &mut report);
    let documents = Bilingual::new(|language| documents(&sources, language, &mut report));
    // A fault of the rules would show again in every text and case that rests on them.
    let (rules, sound) = compiled(&sources, &mut report);
    let name = project.as_ref().map_or("default", |project| &project.theme);
    let theme = Theme::read(&sources, name, &mut report);
    let site = match (project, rules) {
        (Some(project), Some(rules)) => {
            let parts = Parts {
                project: published_at(project, wanted),
                documents,
                drafts: wanted.drafts,
                rules,
                sound,
            };
            site::assemble(parts, &sources, wanted.today, &mut report)
        }
        _ => None,
    };
    let edition = Loaded {
        sources: Arc::new(sources),
        site: site.map(Arc::new),
        theme: Arc::new(theme),
        report,
    };
    (edition, sound)
}

/// Reads the files of the layers; what cannot be read is reported.
pub fn sources(layers: &[Layer], report: &mut Report) -> Sources {
    let (sources, unread) = source::read(layers);
    for file in unread {
        report.add(file.into());
    }
    sources
}

/// What renders the pages of a site, if it can be rendered at all.
pub fn renderer(edition: &mut Loaded) -> Option<Renderer> {
    Renderer::new(
        edition.site.clone()?,
        edition.sources.clone(),
        edition.theme.clone(),
        &mut edition.report,
    )
}

/// After so many addresses that could not be rendered the others are left.
const MOST_FAILED: usize = 8;

/// Renders every address of a site.
///
/// Nothing comes back while anything must not be published: the report says what.
pub fn render(edition: &mut Loaded) -> Option<BTreeMap<String, Output>> {
    if edition.report.has_errors() {
        return None;
    }
    let renderer = renderer(edition)?;
    // One template makes most pages: whoever has seen it fail a few times has seen enough.
    let failed = AtomicUsize::new(0);
    let rendered: Vec<(String, Result<Output, Box<Fault>>)> = renderer
        .routes()
        .par_iter()
        .filter(|_| failed.load(Ordering::Relaxed) < MOST_FAILED)
        .map(|(address, route)| {
            let output = renderer.render(route);
            failed.fetch_add(usize::from(output.is_err()), Ordering::Relaxed);
            (address.clone(), output)
        })
        .collect();
    let mut outputs = BTreeMap::new();
    for (address, output) in rendered {
        match output {
            Ok(output) => {
                outputs.insert(address, output);
            }
            Err(fault) => edition.report.add(*fault),
        }
    }
    (!edition.report.has_errors()).then_some(outputs)
}

/// Reads and compiles the rules. Nothing comes back where they have a fault, which is reported.
pub fn rules(sources: &Sources, report: &mut Report) -> Option<Compiled> {
    let (rules, sound) = compiled(sources, report);
    rules.filter(|_| sound)
}

/// The same, with whether they are sound: where they have a fault their names come back, for the
/// rest of the site to be read with.
fn compiled(sources: &Sources, report: &mut Report) -> (Option<Compiled>, bool) {
    let (book, sound) = rules::read(sources, report);
    let Some(book) = book else {
        return (None, false);
    };
    match rules::compile(book.clone()) {
        Ok(compiled) => (Some(compiled), sound),
        Err(too_large) => {
            report.add(too_large.into());
            (rules::compile(rules::names(book)).ok(), false)
        }
    }
}

fn documents(sources: &Sources, language: Language, report: &mut Report) -> Vec<Document> {
    let folder = format!("content/{}/", language.code());
    let files: Vec<FileId> = sources
        .below(&folder)
        .filter(|(_, file)| file.has_extension("md"))
        .map(|(id, _)| id)
        .collect();
    // Each page is parsed alone; the reports are put together in the order of the files.
    let parsed: Vec<(Option<Document>, Report)> = files
        .into_par_iter()
        .map(|file| {
            let mut report = Report::default();
            let document = content::parse(sources, file, language, &mut report);
            (document, report)
        })
        .collect();
    let mut documents = Vec::new();
    for (document, found) in parsed {
        report.extend(found);
        documents.extend(document);
    }
    documents
}

/// The project with the address that is wanted instead of its own.
fn published_at(mut project: Project, wanted: &LoadOptions) -> Project {
    if let Some(address) = &wanted.base_url {
        project.base_url = Some(address.clone());
    }
    project
}
