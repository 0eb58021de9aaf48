//! A theme: templates, assets and its own words. A theme's file shadows the default's.

mod texts;

use std::collections::BTreeMap;
use std::ops::Range;

use minijinja::{AutoEscape, Environment, UndefinedBehavior};

use crate::language::{Bilingual, Language};
use crate::render::{contrast, guard, measured, script};
use crate::report::{Fault, Report};
use crate::say;
use crate::source::{FileId, Sources, Span};

/// The theme inside the program, whose files stand in for those that a theme does not have.
const DEFAULT: &str = "default";

/// A theme, read and ready.
#[derive(Debug, Default)]
pub struct Theme {
    templates: BTreeMap<String, FileId>,
    assets: BTreeMap<String, Vec<u8>>,
    /// The theme's words by key, for each language.
    pub texts: Bilingual<BTreeMap<String, String>>,
}

impl Theme {
    /// Reads a theme. What it lacks, the default theme has.
    pub fn read(sources: &Sources, name: &str, report: &mut Report) -> Theme {
        let mut theme = Theme::default();
        let mut modules = BTreeMap::new();
        let mut found = false;
        for name in [DEFAULT, name] {
            let folder = format!("themes/{name}/");
            for (id, file) in sources.below(&folder) {
                found |= name != DEFAULT;
                let inner = &file.path[folder.len()..];
                if let Some(template) = inner.strip_prefix("templates/") {
                    theme.templates.insert(template.to_owned(), id);
                } else if let Some(asset) = inner.strip_prefix("assets/") {
                    if asset.ends_with(".mjs") {
                        modules.insert(asset.to_owned(), id);
                        continue;
                    }
                    let bytes = match file.text() {
                        Some(text) if asset == script::COPIED => script::copied(text),
                        Some(text) if asset.ends_with(".js") => {
                            script::shortened(text).into_bytes()
                        }
                        _ => file.bytes.to_vec(),
                    };
                    theme.assets.insert(asset.to_owned(), bytes);
                }
            }
        }
        theme.texts = texts::read(sources, name, report);
        for (name, text) in script::joined(sources, &modules, report) {
            theme.assets.insert(name, text.into_bytes());
        }
        if name != DEFAULT && !found {
            report.add(Fault::error(
                "unknown-theme",
                say!(
                    "il n'y a pas de dossier themes/{name}",
                    "there is no folder themes/{name}"
                ),
            ));
        }
        let own = |asset: &str| {
            let names = [name, DEFAULT].into_iter();
            let mut paths = names.map(|name| format!("themes/{name}/assets/{asset}"));
            paths.find_map(|path| sources.at(&path))
        };
        contrast::check(sources, own, report);
        theme
    }

    /// A word of the theme; its key where there is none.
    pub fn text<'t>(&'t self, key: &'t str, language: Language) -> &'t str {
        self.texts[language].get(key).map_or(key, String::as_str)
    }

    /// The names of the theme's files for browsers.
    pub fn assets(&self) -> impl Iterator<Item = &str> {
        self.assets.keys().map(String::as_str)
    }

    /// The names of the questionnaire's scripts, which load the rules by name.
    pub fn modules(&self) -> Vec<&str> {
        self.assets()
            .filter(|name| name.ends_with(".mjs"))
            .collect()
    }

    /// The bytes of a file for browsers.
    pub fn asset(&self, name: &str) -> Option<&[u8]> {
        self.assets.get(name).map(Vec::as_slice)
    }

    /// The bytes of an asset that [`Theme::assets`] names.
    pub fn bytes(&self, name: &str) -> &[u8] {
        self.asset(name).expect("the theme names what it holds")
    }

    /// The theme's templates, ready to be rendered. What cannot be read is reported.
    pub fn templates(
        &self,
        sources: &Sources,
        report: &mut Report,
    ) -> Option<Environment<'static>> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        measured::limit(&mut environment);
        let mut sound = true;
        for (name, file) in &self.templates {
            let text = sources.text(*file).to_owned();
            if let Err((range, reason)) = guard::check(&text) {
                report.add(refused(*file, range, &reason));
                sound = false;
                continue;
            }
            if let Err(error) = environment.add_template_owned(name.clone(), text) {
                report.add(template_fault(sources, self, &error));
                sound = false;
            }
        }
        sound.then_some(environment)
    }
}

/// The fault of a template that holds what no template may.
fn refused(file: FileId, range: Range<usize>, reason: &Bilingual<String>) -> Fault {
    let message = Bilingual {
        fr: format!("un gabarit du thème est refusé : {}", reason.fr),
        en: format!("a template of the theme is refused: {}", reason.en),
    };
    Fault::error("template", message).at(Span {
        file,
        start: range.start,
        end: range.end,
    })
}

/// The fault of a template, where the template engine says it is.
pub fn template_fault(sources: &Sources, theme: &Theme, error: &minijinja::Error) -> Fault {
    let reason = error
        .detail()
        .map_or_else(|| error.kind().to_string(), str::to_owned);
    let fault = Fault::error(
        "template",
        say!(
            "un gabarit du thème ne peut pas être rendu : {reason}",
            "a template of the theme cannot be rendered: {reason}"
        ),
    );
    // A template that is not there has no place, unless another one names it.
    let Some(file) = error.name().and_then(|name| theme.templates.get(name)) else {
        return fault;
    };
    let range = error
        .range()
        .or_else(|| Some(line(sources.text(*file), error.line()?)))
        .unwrap_or(0..0);
    fault.at(Span {
        file: *file,
        start: range.start,
        end: range.end,
    })
}

fn line(text: &str, number: usize) -> Range<usize> {
    let mut start = 0;
    for (place, line) in text.split_inclusive('\n').enumerate() {
        if place + 1 == number {
            return start..start + line.trim_end().len();
        }
        start += line.len();
    }
    start..start
}
