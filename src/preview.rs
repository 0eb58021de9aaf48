//! The last good site in memory: pages are made when they are asked for, faults shown above them.

mod caught;

use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

use crate::language::{Language, escape_html};
use crate::output::Output;
use crate::pipeline::{self, LoadOptions, Loaded};
use crate::preview::caught::caught;
use crate::render::{Renderer, Route};
use crate::report::{Fault, Human, Report, Severity};
use crate::serve::{PageSource, Reply};
use crate::source::{Layer, Sources};

/// What shows a site while its author writes.
pub struct Preview<T> {
    layers: Vec<Layer>,
    wanted: LoadOptions,
    language: Language,
    tell: T,
    state: RwLock<State>,
}

/// What is served now. It is swapped whole and read once for a page, so that no page mixes two
/// editions.
#[derive(Clone)]
struct State {
    /// The last edition that could be rendered.
    good: Option<Arc<Renderer>>,
    /// What stops the newest edition, as a person reads it.
    faults: Option<String>,
}

impl<T: Fn(&Report, &Sources)> Preview<T> {
    /// Reads the site for the first time. `tell` is given each report.
    pub fn new(layers: Vec<Layer>, wanted: LoadOptions, language: Language, tell: T) -> Preview<T> {
        let preview = Preview {
            layers,
            wanted,
            language,
            tell,
            state: RwLock::new(State {
                good: None,
                faults: None,
            }),
        };
        preview.read();
        preview
    }

    /// Reads the site again; the last good one stays up where the new one is not, or where the
    /// program falls over it.
    fn read(&self) {
        let (renderer, faults) = match caught(|| self.loaded()) {
            Ok(loaded) => loaded,
            Err(fault) => (None, Some(self.fault_text(*fault, &Sources::default()))),
        };
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(renderer) = renderer {
            state.good = Some(Arc::new(renderer));
        }
        state.faults = faults;
    }

    /// The newest edition: what renders it, if anything can, and what stops it.
    fn loaded(&self) -> (Option<Renderer>, Option<String>) {
        let mut loaded = pipeline::read(&self.layers, &self.wanted);
        let renderer = if loaded.report.has_errors() {
            None
        } else {
            pipeline::renderer(&mut loaded)
        };
        (self.tell)(&loaded.report, &loaded.sources);
        let faults = loaded
            .report
            .has_errors()
            .then(|| self.report_text(&loaded));
        (renderer, faults)
    }

    /// One fault, as a person reads it.
    fn fault_text(&self, fault: Fault, sources: &Sources) -> String {
        let mut report = Report::default();
        report.add(fault);
        Human::new(sources, self.language, false).report(&report)
    }

    fn report_text(&self, loaded: &Loaded) -> String {
        Human::new(&loaded.sources, self.language, false)
            .at_least(Severity::Warning)
            .report(&loaded.report)
    }

    fn now(&self) -> State {
        let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
        state.clone()
    }

    fn render(
        &self,
        renderer: &Renderer,
        faults: Option<&str>,
        route: &Route,
        status: u16,
    ) -> Reply {
        match caught(|| renderer.render(route)).and_then(|rendered| rendered) {
            Ok(output) => {
                let mut answer = finish(output, faults, status);
                answer.policy = Some(renderer.policy(route, "'self'"));
                answer
            }
            Err(fault) => self.broken(&self.fault_text(*fault, renderer.sources())),
        }
    }

    /// The page where there is no good site yet.
    fn broken(&self, faults: &str) -> Reply {
        let html = format!(
            "<!doctype html>\n<html lang=\"{}\">\n<head><meta charset=\"utf-8\"><title>bilan</title></head>\n<body>\n{}</body>\n</html>\n",
            self.language,
            notice(faults)
        );
        Reply::new(500, "text/html; charset=utf-8", html.into_bytes())
    }
}

/// Adds the faults of the newest edition above a page of the last good one.
fn finish(output: Output, faults: Option<&str>, status: u16) -> Reply {
    let Some(faults) = faults.filter(|_| output.kind.starts_with("text/html")) else {
        return Reply::new(status, output.kind, output.bytes);
    };
    let html = String::from_utf8_lossy(&output.bytes);
    let notice = notice(faults);
    let shown = match html.find("<body").and_then(|body| {
        let end = html[body..].find('>')?;
        Some(body + end + 1)
    }) {
        Some(at) => format!("{}\n{notice}{}", &html[..at], &html[at..]),
        None => format!("{notice}{html}"),
    };
    Reply::new(status, output.kind, shown.into_bytes())
}

fn notice(faults: &str) -> String {
    format!(
        "<aside class=\"callout callout-warning faults\" role=\"alert\"><pre>{}</pre></aside>\n",
        escape_html(faults)
    )
}

impl<T: Fn(&Report, &Sources) + Send + Sync + 'static> PageSource for Preview<T> {
    fn answer(&self, path: &str) -> Option<Reply> {
        let State { good, faults } = self.now();
        let Some(renderer) = good else {
            return Some(self.broken(&faults.unwrap_or_default()));
        };
        if let Some(route) = renderer.routes().get(path) {
            return Some(self.render(&renderer, faults.as_deref(), route, 200));
        }
        let folder = format!("{path}/");
        if renderer.routes().contains_key(&folder) {
            let mut answer = Reply::new(308, "text/plain; charset=utf-8", Vec::new());
            answer.location = Some(folder);
            return Some(answer);
        }
        None
    }

    fn not_found(&self, path: &str) -> Reply {
        let State { good, faults } = self.now();
        let Some(renderer) = good else {
            return self.broken(&faults.unwrap_or_default());
        };
        let own = Language::ALL
            .into_iter()
            .find(|language| path.starts_with(&format!("/{language}/")))
            .map(|language| format!("/{language}/404.html"))
            .and_then(|address| renderer.routes().get(&address));
        let route = own.unwrap_or(&Route::NotFound);
        self.render(&renderer, faults.as_deref(), route, 404)
    }

    fn refresh(&self, _changed: &[PathBuf]) -> bool {
        self.read();
        true
    }
}
