//! Parts of a page that a template of the theme writes, and the program fills: tables, examples.

use std::cell::RefCell;

use minijinja::Value;

use crate::language::Language;
use crate::render::around::texts;
use crate::render::writer::Writer;
use crate::render::{Renderer, measured, theme};
use crate::report::Fault;

/// The first fault of the parts of one page: a page with one is not made.
#[derive(Debug, Default)]
pub(super) struct Failed(RefCell<Option<Box<Fault>>>);

impl Failed {
    /// What was made of a page, unless a part of it has a fault.
    pub fn or<T>(self, made: T) -> Result<T, Box<Fault>> {
        match self.0.into_inner() {
            Some(fault) => Err(fault),
            None => Ok(made),
        }
    }

    /// A part, or nothing where it has a fault, which is kept.
    pub fn keep(&self, part: Result<String, Box<Fault>>) -> String {
        part.unwrap_or_else(|fault| {
            self.0.borrow_mut().get_or_insert(fault);
            String::new()
        })
    }
}

impl Writer<'_> {
    /// A part of this page, by the name of its template.
    pub(super) fn fragment(&self, name: &str, context: Value) -> String {
        let part = self.renderer.fragment(name, self.language, context);
        self.failed.keep(part)
    }
}

impl Renderer {
    /// A part of a page, by the name of its template; it knows the words of the theme as `t`.
    pub(super) fn fragment(
        &self,
        name: &str,
        language: Language,
        context: Value,
    ) -> Result<String, Box<Fault>> {
        let failed = |error: minijinja::Error| {
            Box::new(theme::template_fault(&self.sources, &self.theme, &error))
        };
        let template = self.templates.get_template(&format!("parts/{name}.html"));
        let context = minijinja::context! { t => texts(self, language), ..context };
        let html = measured::render(&template.map_err(failed)?, context).map_err(failed)?;
        Ok(format!("{html}\n"))
    }
}
