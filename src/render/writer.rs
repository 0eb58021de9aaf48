//! The words of a document as plain text, and what both plain text and HTML are made of.

use crate::content::{Call, KnownTest, Phrase};
use crate::language::{Language, date_html, money};
use crate::render::Renderer;
use crate::render::part_faults::PartFaults;
use crate::rules::{self, Day, Parameter, ParameterValue};
use crate::site::{Figure, Page, ResolvedCall, Target, established_until};

/// Renders the words of one page in one language.
pub struct Writer<'r> {
    pub renderer: &'r Renderer,
    pub page: &'r Page,
    pub language: Language,
    /// Where faults of its parts are kept.
    pub failed: &'r PartFaults,
}

impl Writer<'_> {
    /// A phrase as plain text.
    pub fn plain(&self, phrase: &Phrase) -> String {
        phrase.plain_where(
            |test| self.renderer.knows(test),
            |call| self.plain_call(call),
        )
    }

    /// Where a link of the page leads.
    pub fn href(&self, link: usize) -> String {
        let site = &self.renderer.site;
        match &self.page.targets[self.language][link] {
            Target::Page(page, anchor) => {
                let address = site.href(*page, self.language);
                match anchor {
                    Some(anchor) => format!("{address}#{anchor}"),
                    None => address,
                }
            }
            Target::Here(anchor) => format!("#{anchor}"),
            Target::Outside(address) => address.clone(),
            Target::File(path) => format!("{}/{path}", site.root),
            Target::Nowhere => String::new(),
        }
    }

    /// What a call gives, as plain text.
    pub(super) fn plain_call(&self, call: &Call) -> String {
        let Some(insert) = self.page.inserts[self.language].get(&call.span) else {
            return String::new();
        };
        let site = &self.renderer.site;
        let book = &site.rules.book;
        match insert {
            ResolvedCall::Figure(figure) => self.figure(figure, |day| self.day(day), str::to_owned),
            ResolvedCall::Money(cents) => money(*cents, self.language),
            ResolvedCall::Since(parameter) => book.parameters[*parameter]
                .dated(site.today)
                .map_or(String::new(), |dated| self.day(dated.from)),
            ResolvedCall::Until(parameters) => established_until(book, parameters, site.today)
                .map_or(String::new(), |day| self.day(day)),
            ResolvedCall::Source(source) => site.law[self.language].short[*source].clone(),
            ResolvedCall::Organisation(key) => match site.project.organisation(key) {
                Some(text) => text[self.language].clone(),
                None => {
                    let unfilled = self.renderer.theme.text("to_fill", self.language);
                    let name = self
                        .renderer
                        .theme
                        .text(&format!("org_{key}"), self.language)
                        .to_owned();
                    unfilled.replace("{name}", &name)
                }
            },
            ResolvedCall::History(_)
            | ResolvedCall::Example(_)
            | ResolvedCall::Summary
            | ResolvedCall::EmbedCode
            | ResolvedCall::EmbedExample => String::new(),
        }
    }

    /// A value, with its last day where that is to be told: `set` writes words, `day` a day.
    pub(super) fn figure(
        &self,
        figure: &Figure,
        day: impl Fn(Day) -> String,
        set: impl Fn(&str) -> String,
    ) -> String {
        let site = &self.renderer.site;
        let parameter = &site.rules.book.parameters[figure.parameter];
        let on = figure.day(&site.rules.book, site.today);
        let on = on.unwrap_or(site.today);
        let value = match (parameter.at(on), figure.bare) {
            (ParameterValue::Number(number), true) => crate::language::quantity_to(
                number.point(),
                parameter.places,
                "count",
                self.language,
            ),
            _ => self.renderer.value(parameter, on, self.language),
        };
        let value = set(&value);
        let Some(last) = figure.until else {
            return value;
        };
        let text = set(self.renderer.theme.text("value_until", self.language));
        let text = text.replace("{day}", &day(last));
        match figure.enclosed {
            true => format!("{value}, {text}"),
            false => format!("{value} ({text})"),
        }
    }

    /// A day in words.
    pub fn day(&self, day: Day) -> String {
        crate::language::date(rules::date(day), self.language)
    }

    /// A day in words, as HTML.
    pub(super) fn day_html(&self, day: Day) -> String {
        date_html(rules::date(day), self.language)
    }
}

impl Renderer {
    /// Whether all values of a test are known on the day of the site.
    pub(super) fn knows(&self, test: &KnownTest) -> bool {
        self.site.knows(test, self.site.today)
    }

    /// A parameter on a day, with its unit, in words.
    pub(super) fn value(&self, parameter: &Parameter, day: Day, language: Language) -> String {
        match parameter.at(day) {
            ParameterValue::Number(number) => rules::figure(parameter, number, language),
            ParameterValue::None => self.theme.text("value_none", language).to_owned(),
            ParameterValue::Unknown => self.theme.text("value_unknown", language).to_owned(),
        }
    }

    /// The same inside a sentence: where the value is not established, the last known one, told
    /// as what it is.
    pub(super) fn value_or_last(
        &self,
        parameter: &Parameter,
        day: Day,
        language: Language,
    ) -> String {
        let last = parameter.last_known(day);
        match last.filter(|_| !parameter.at(day).is_known()) {
            None => self.value(parameter, day, language),
            Some((number, until)) => {
                let until = crate::language::date(rules::date(until), language);
                let text = self
                    .theme
                    .text("value_last", language)
                    .replace("{until}", &until);
                text.replace("{value}", &rules::figure(parameter, number, language))
            }
        }
    }
}
