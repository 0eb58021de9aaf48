//! Makes the bytes of every address of a site. Rendering one is a pure function of the site.

mod around;
mod contrast;
mod embed;
mod example;
mod feed;
mod fragment;
mod guard;
mod measured;
mod missing;
mod page;
mod part_faults;
mod pieces;
mod plain;
mod policy;
mod questionnaire;
mod quoted;
mod reading;
mod reckoned;
mod script;
mod summary;
mod text;
mod theme;
mod writer;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use minijinja::Environment;

use crate::content::Layout;
use crate::language::{Bilingual, Language};
use crate::output::Output;
use crate::report::{Fault, Report};
use crate::rules::{Form, Matrix, TooLargeAt, form, matrix, program};
use crate::site::{PageId, ResolvedCall, Site, is_published};
use crate::source::Sources;

pub use summary::SummaryForm;
pub use theme::Theme;

/// What stands at an address.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Route {
    /// The page that offers the languages.
    Root,
    /// A page in one language.
    Page(PageId, Language),
    /// The page for addresses that lead nowhere, at the place where hosts look for it.
    NotFound,
    /// The questionnaire for the frames of other sites.
    Frame(Language),
    /// The script that other sites load to show it.
    EmbedScript,
    /// A file of the theme, by its name.
    Asset(String),
    /// The rules for the browser.
    Program,
    /// The rules for a browser that runs no script.
    Plain,
    /// A file of the site's content, by its path in the sources.
    File(String),
    /// The list of all pages for search engines.
    Sitemap,
    /// What search engines may read.
    Robots,
}

/// The questionnaire as a form that no script moves.
struct Plain {
    form: Form,
    /// The style sheet that moves it.
    style: String,
}

/// Everything that is needed to render: the site, its theme, and where everything stands.
pub struct Renderer {
    site: Arc<Site>,
    sources: Arc<Sources>,
    theme: Arc<Theme>,
    templates: Environment<'static>,
    program: String,
    plain: Option<Plain>,
    /// The folder of the questionnaire's scripts and rules, named after what they hold.
    modules: String,
    routes: BTreeMap<String, Route>,
    /// The summary table, made when it is first asked for; pages in two languages share it.
    matrix: OnceLock<Result<Option<Matrix>, TooLargeAt>>,
}

impl Renderer {
    /// Prepares to render. Templates that cannot be read are reported.
    pub fn new(
        site: Arc<Site>,
        sources: Arc<Sources>,
        theme: Arc<Theme>,
        report: &mut Report,
    ) -> Option<Renderer> {
        let templates = theme.templates(&sources, report)?;
        let mut rules = program(&site.rules);
        rules["version"] = short_hash(rules.to_string().as_bytes()).into();
        let program = format!("export default {rules};\n");
        let mut modules = program.clone();
        for name in theme.modules() {
            modules.push_str(&String::from_utf8_lossy(theme.bytes(name)));
        }
        // A form whose comparisons have no words cannot be answered: it is not offered.
        let worded = site.words.fr.comparisons.len() == site.rules.book.comparisons.len();
        let plain = worded.then(|| {
            let form = form(&site.rules, &plain::days(&site));
            let style = plain::style(&form, &site);
            Plain { form, style }
        });
        let mut renderer = Renderer {
            plain,
            modules: format!("/assets/{}", short_hash(modules.as_bytes())),
            site,
            sources,
            theme,
            templates,
            program,
            routes: BTreeMap::new(),
            matrix: OnceLock::new(),
        };
        renderer.routes = renderer.all_routes();
        Some(renderer)
    }

    /// The files that the site was read from.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// Every address with what stands there.
    pub fn routes(&self) -> &BTreeMap<String, Route> {
        &self.routes
    }

    /// The summary table of the site's day, in a form and a language; nothing where the rules
    /// have no situations.
    pub fn summary(
        &self,
        form: SummaryForm,
        language: Language,
    ) -> Result<Option<String>, Box<Fault>> {
        let matrix = self.matrix()?;
        matrix
            .map(|matrix| summary::written(self, matrix, form, language))
            .transpose()
    }

    /// The table behind the summary, made when it is first wanted.
    fn matrix(&self) -> Result<Option<&Matrix>, Box<Fault>> {
        let made = || matrix(&self.site.rules.book, self.site.today);
        match self.matrix.get_or_init(made) {
            Ok(matrix) => Ok(matrix.as_ref()),
            Err(too_large) => Err(Box::new(too_large.clone().into())),
        }
    }

    /// Renders what stands at an address. A template that fails is a fault of the theme.
    pub fn render(&self, route: &Route) -> Result<Output, Box<Fault>> {
        match route {
            Route::Root => self.html("root.html", page::root(self)),
            Route::Page(page, language) => self.page(*page, *language),
            Route::NotFound => {
                // A host has one page for all addresses that lead nowhere, in the language that
                // more readers of this law have; its switch leads to the other one.
                match self.site.with_layout(Layout::NotFound) {
                    Some(page) => self.page(page, Language::French),
                    None => self.html("root.html", page::root(self)),
                }
            }
            Route::Frame(language) => {
                self.html("questionnaire.html", page::framed(self, *language)?)
            }
            Route::EmbedScript => Ok(Output::new(SCRIPT, embed::script(self).to_vec())),
            Route::Asset(name) => Ok(Output::new(kind_of(name), self.theme.bytes(name).to_vec())),
            Route::Program => Ok(Output::new(SCRIPT, self.program.clone().into_bytes())),
            Route::Plain => {
                let plain = self.plain.as_ref();
                let plain = plain.expect("only a form has a route to its style");
                Ok(Output::new(
                    kind_of(".css"),
                    plain.style.clone().into_bytes(),
                ))
            }
            Route::File(path) => {
                let file = self.sources.at(path);
                let file = self
                    .sources
                    .file(file.expect("a route leads to a file of the site"));
                Ok(Output::new(kind_of(path), file.bytes.to_vec()))
            }
            Route::Sitemap => Ok(Output::new(
                "application/xml",
                feed::sitemap(&self.site).into_bytes(),
            )),
            Route::Robots => Ok(Output::new(
                "text/plain; charset=utf-8",
                feed::robots(&self.site).into_bytes(),
            )),
        }
    }

    fn page(&self, page: PageId, language: Language) -> Result<Output, Box<Fault>> {
        if self.site.pages[page].has(&ResolvedCall::Summary) {
            self.matrix()?;
        }
        let layout = self.site.pages[page].documents[language].front.layout;
        let template = format!("{}.html", layout.name());
        self.html(&template, page::context(self, page, language)?)
    }

    fn html(&self, template: &str, context: minijinja::Value) -> Result<Output, Box<Fault>> {
        let failed = |error: minijinja::Error| {
            Box::new(theme::template_fault(&self.sources, &self.theme, &error))
        };
        let template = self.templates.get_template(template).map_err(failed)?;
        let html = measured::render(&template, context).map_err(failed)?;
        Ok(Output::new(
            "text/html; charset=utf-8",
            tidy(&html).into_bytes(),
        ))
    }

    /// The address of a file of the theme; its name holds a digest of what it holds.
    fn asset_address(&self, name: &str) -> String {
        if self.theme.modules().contains(&name) {
            return format!("{}/{name}", self.modules);
        }
        let digest = short_hash(self.theme.bytes(name));
        match name.rsplit_once('.') {
            Some((stem, ending)) => format!("/assets/{stem}.{digest}.{ending}"),
            None => format!("/assets/{name}.{digest}"),
        }
    }

    /// The address of a file of the theme, for a link.
    fn asset(&self, name: &str) -> String {
        format!("{}{}", self.site.root, self.asset_address(name))
    }

    /// The address of the rules for the browser.
    fn program_address(&self) -> String {
        format!("{}/{}", self.modules, script::PROGRAM)
    }

    /// The address of the rules for a browser that runs no script.
    fn plain_address(&self) -> Option<String> {
        let plain = self.plain.as_ref()?;
        let digest = short_hash(plain.style.as_bytes());
        Some(format!("/assets/rules.{digest}.css"))
    }

    fn all_routes(&self) -> BTreeMap<String, Route> {
        let mut routes = BTreeMap::new();
        routes.insert("/".to_owned(), Route::Root);
        routes.insert("/404.html".to_owned(), Route::NotFound);
        routes.insert("/robots.txt".to_owned(), Route::Robots);
        if self.site.project.base_url.is_some() {
            routes.insert("/sitemap.xml".to_owned(), Route::Sitemap);
        }
        for (page, found) in self.site.pages.iter_enumerated() {
            for language in Language::ALL {
                routes.insert(found.address[language].clone(), Route::Page(page, language));
            }
        }
        if self.site.embeds() {
            for language in Language::ALL {
                routes.insert(embed::frame_address(language), Route::Frame(language));
            }
            routes.insert(embed::SCRIPT_ADDRESS.to_owned(), Route::EmbedScript);
        }
        for name in self.theme.assets().filter(|name| *name != script::COPIED) {
            routes.insert(self.asset_address(name), Route::Asset(name.to_owned()));
        }
        routes.insert(self.program_address(), Route::Program);
        if let Some(address) = self.plain_address() {
            routes.insert(address, Route::Plain);
        }
        for (_, file) in self.sources.below("content/") {
            let Some(inner) = file.path.strip_prefix("content/") else {
                continue;
            };
            if is_published(inner) {
                routes.insert(format!("/{inner}"), Route::File(file.path.clone()));
            }
        }
        routes
    }
}

const SCRIPT: &str = "text/javascript; charset=utf-8";

fn kind_of(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => SCRIPT,
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "gif" => "image/gif",
        "pdf" => "application/pdf",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Sixteen letters that change when the bytes do.
fn short_hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex()[..16].to_owned()
}

/// Templates leave empty lines where a condition did not hold; they are taken out.
fn tidy(html: &str) -> String {
    let mut tidied = String::with_capacity(html.len());
    for line in html.lines() {
        let line = line.trim_end();
        if !line.trim_start().is_empty() {
            tidied.push_str(line);
            tidied.push('\n');
        }
    }
    tidied
}

/// The title of the site with that of a page in front, as browsers show it.
fn head_title(title: &str, site: &Bilingual<String>, language: Language) -> String {
    let site = &site[language];
    if title == site {
        site.clone()
    } else {
        format!("{title} – {site}")
    }
}
