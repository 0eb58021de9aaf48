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
use crate::rules::{self, Compiled, Day, Rules};
use crate::site::{self, NamedSite, Parts, Site};
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
    /// The site; none where something essential is missing or the rules have a fault.
    pub site: Option<Arc<Site>>,
    /// Its theme.
    pub theme: Arc<Theme>,
    /// What is wrong.
    pub report: Report,
}

/// Reads a site from its layers, assembles it and checks it.
pub fn read(layers: &[Layer], wanted: &LoadOptions) -> Loaded {
    let (mut loaded, named) = assembled(layers, wanted);
    if let Some(site) = &loaded.site {
        check::run(site, &loaded.sources, &mut loaded.report);
    }
    if let Some(site) = &named {
        check::beside_rules(site, &loaded.sources, &mut loaded.report);
    }
    loaded
}

/// Reads a site from its layers and assembles it, without a check: what is held to the law's own
/// text may be what a check would complain of.
pub fn unchecked(layers: &[Layer], wanted: &LoadOptions) -> Loaded {
    assembled(layers, wanted).0
}

/// What is read of a site; beside it the site as its checks see it where the rules have a fault.
fn assembled(layers: &[Layer], wanted: &LoadOptions) -> (Loaded, Option<NamedSite>) {
    let mut report = Report::default();
    let sources = sources(layers, &mut report);
    let project = project::read(&sources, &mut report);
    let documents = Bilingual::new(|language| documents(&sources, language, &mut report));
    let rules = rules::read(&sources, &mut report);
    let name = project.as_ref().map_or("default", |project| &project.theme);
    let theme = Theme::read(&sources, name, &mut report);
    let (mut site, mut named) = (None, None);
    if let (Some(project), Some(rules)) = (project, rules) {
        let parts = Parts {
            project: published_at(project, wanted),
            documents,
            drafts: wanted.drafts,
        };
        let (today, report) = (wanted.today, &mut report);
        match rules {
            Rules::Sound(rules) => {
                site = site::assemble(parts, *rules, &sources, today, report);
            }
            Rules::Named(names) => {
                named = site::assemble_named(parts, names, &sources, today, report);
            }
        }
    }
    let loaded = Loaded {
        sources: Arc::new(sources),
        site: site.map(Arc::new),
        theme: Arc::new(theme),
        report,
    };
    (loaded, named)
}

/// Reads the files of the layers, but for the national ones that the site does without; what
/// cannot be read is reported.
pub fn sources(layers: &[Layer], report: &mut Report) -> Sources {
    let (mut sources, unread) = source::read(layers);
    for file in unread {
        report.add(file.into());
    }
    project::do_without(&mut sources, report);
    sources
}

/// What renders the pages of a site, if it can be rendered at all.
pub fn renderer(loaded: &mut Loaded) -> Option<Renderer> {
    Renderer::new(
        loaded.site.clone()?,
        loaded.sources.clone(),
        loaded.theme.clone(),
        &mut loaded.report,
    )
}

/// After so many addresses that could not be rendered the others are left.
const MOST_FAILED: usize = 8;

/// Renders every address of a site.
///
/// Nothing comes back while anything must not be published: the report says what.
pub fn render(loaded: &mut Loaded) -> Option<BTreeMap<String, Output>> {
    if loaded.report.has_errors() {
        return None;
    }
    let renderer = renderer(loaded)?;
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
            Err(fault) => loaded.report.add(*fault),
        }
    }
    (!loaded.report.has_errors()).then_some(outputs)
}

/// Reads and compiles the rules. Nothing comes back where they have a fault, which is reported.
pub fn rules(sources: &Sources, report: &mut Report) -> Option<Compiled> {
    rules::read(sources, report)?.sound()
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
