//! The pieces of a document as HTML.

use minijinja::{Value, context};

use crate::content::{Call, Document, Phrase, Piece};
use crate::language::{Language, escape_html};
use crate::render::writer::Writer;
use crate::render::{embed, example, summary};
use crate::rules::{self, Dated, ParameterId};
use crate::site::{ResolvedCall, established_until};

impl Writer<'_> {
    /// The HTML of some pieces.
    pub fn html(&self, pieces: &[Piece]) -> String {
        let mut html = String::new();
        self.write(pieces, &mut html);
        html
    }

    /// The HTML of a page that is not parted, its footnotes below.
    pub fn whole(&self, document: &Document) -> String {
        self.html(&document.body) + &self.html(&document.notes)
    }

    fn write(&self, pieces: &[Piece], html: &mut String) {
        for piece in pieces {
            match piece {
                Piece::Html(text) => html.push_str(text),
                Piece::Call(call) => html.push_str(&self.call(call)),
                Piece::Choice(choice) => {
                    let known = self.renderer.knows(&choice.test);
                    self.write(choice.branch(known), html);
                }
                Piece::Href(link) => html.push_str(&escape_html(&self.href(*link))),
                Piece::Word(key) => {
                    html.push_str(&escape_html(self.renderer.theme.text(key, self.language)));
                }
                Piece::Heading { level, id, pieces } => {
                    html.push_str(&format!("<h{level} id=\"{id}\">"));
                    self.write(pieces, html);
                    html.push_str(&format!("</h{level}>\n"));
                }
            }
        }
    }

    /// A phrase as the content of an element.
    pub fn phrase(&self, phrase: &Phrase) -> String {
        phrase.html_where(|test| self.renderer.knows(test), |call| self.call(call))
    }

    fn call(&self, call: &Call) -> String {
        let Some(insert) = self.page.inserts[self.language].get(&call.span) else {
            return String::new();
        };
        let site = &self.renderer.site;
        let book = &site.rules.book;
        match insert {
            ResolvedCall::Source(source) => {
                let (url, kind) = (&book.sources[*source].url, &book.sources[*source].kind);
                let title = &site.law[self.language].short[*source];
                let lang = match (self.language, kind) {
                    (Language::English, _) => " hreflang=\"fr\"",
                    _ => "",
                };
                format!(
                    "<a href=\"{}\" rel=\"noreferrer\"{lang}>{}</a>",
                    escape_html(url),
                    escape_html(title)
                )
            }
            ResolvedCall::History(parameter) => self.history(*parameter),
            ResolvedCall::Example(example) => example::html(self, example),
            ResolvedCall::Summary => summary::html(self),
            ResolvedCall::EmbedCode => embed::code(self),
            ResolvedCall::EmbedExample => embed::example(self),
            ResolvedCall::Since(parameter) => {
                let parameter = &book.parameters[*parameter];
                let since = parameter.dated(site.today).map(|dated| dated.from);
                since.map_or(String::new(), |day| self.day_html(day))
            }
            ResolvedCall::Until(parameters) => established_until(book, parameters, site.today)
                .map_or(String::new(), |day| self.day_html(day)),
            ResolvedCall::Figure(figure) => {
                self.figure(figure, |day| self.day_html(day), escape_html)
            }
            ResolvedCall::Organisation(key) => {
                let shown = escape_html(&self.plain_call(call));
                match site.project.organisation(key) {
                    Some(_) => shown,
                    None => format!("<mark>{shown}</mark>"),
                }
            }
            _ => escape_html(&self.plain_call(call)),
        }
    }

    /// A table of all values of a parameter, the last one first.
    fn history(&self, parameter: ParameterId) -> String {
        let site = &self.renderer.site;
        let caption = &site.law[self.language].parameters[parameter];
        let parameter = &site.rules.book.parameters[parameter];
        let html = Value::from_safe_string;
        let unknown = parameter.known_until.map(|last| {
            let value = self.renderer.theme.text("value_unknown", self.language);
            context! { began => html(self.day_html(last.after())), value, source => Value::from(()) }
        });
        let values = parameter.values.iter().rev().map(|dated| {
            context! {
                began => html(self.beginning(dated)),
                value => self.renderer.value(parameter, dated.from, self.language),
                source => context! {
                    url => &site.rules.book.sources[dated.source].url,
                    title => &site.law[self.language].short[dated.source],
                },
            }
        });
        let rows: Vec<Value> = unknown.into_iter().chain(values).collect();
        self.fragment("history", context! { caption, rows })
    }

    /// When a value began; where that is not established, since when it is known; of what was
    /// observed, the year.
    fn beginning(&self, dated: &Dated) -> String {
        let text = |key: &str| escape_html(self.renderer.theme.text(key, self.language));
        if self.renderer.site.rules.book.observed(dated) {
            let year = rules::date(dated.from).year().to_string();
            return text("in_year").replace("{year}", &year);
        }
        let day = self.day_html(dated.from);
        if dated.began {
            day
        } else {
            text("known_from").replace("{day}", &day)
        }
    }
}
