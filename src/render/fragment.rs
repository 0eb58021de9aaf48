//! Parts of a page that a template of the theme writes, and the program fills: tables, examples.

use minijinja::Value;

use crate::language::Language;
use crate::render::around::texts;
use crate::render::writer::Writer;
use crate::render::{Renderer, measured, theme};
use crate::report::Fault;

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
