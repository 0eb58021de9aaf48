//! The texts of the questionnaire, with their figures for every reference date.

use crate::content::Choice;
use crate::language::{Language, escape_html, typeset_html};
use crate::render::Renderer;
use crate::rules::{Dated, Day, ParameterId, ParameterValue, iso};
use crate::site::{Segment, Text, intervals};

/// What stands in a letter where the person has something to fill in.
const BLANK: &str = "……………………";

impl Renderer {
    /// A text of the questionnaire as HTML. Figures stand in it for every reference date.
    pub(super) fn text_html(&self, text: &Text, language: Language) -> String {
        self.segments(&text.segments, &[], language)
    }

    /// A text of the questionnaire without markup, with the figures of today.
    pub(super) fn text_plain(&self, text: &Text, language: Language) -> String {
        let book = &self.site.rules.book;
        let segments = text.shown_on(book, self.site.today).into_iter();
        segments
            .map(|bit| match bit {
                Segment::Words(words) | Segment::Italic(words) | Segment::Link(words, ..) => {
                    words.clone()
                }
                Segment::Parameter(parameter, _) => {
                    self.value_or_last(&book.parameters[*parameter], self.site.today, language)
                }
                Segment::Answer(_) => BLANK.to_owned(),
                Segment::Choice(_) => String::new(),
            })
            .collect()
    }

    /// Parts of a text that is only shown while the `sure` parameters are known.
    fn segments(&self, segments: &[Segment], sure: &[&str], language: Language) -> String {
        let segments = segments.iter().map(|bit| match bit {
            Segment::Words(words) => typeset_html(words, language),
            Segment::Italic(words) => {
                let (open, close) = match language {
                    Language::French => ("<em>", "</em>"),
                    Language::English => ("<i lang=\"fr\">", "</i>"),
                };
                format!("{open}{}{close}", escape_html(words))
            }
            Segment::Link(words, page, anchor) => {
                let anchor = anchor
                    .as_ref()
                    .map_or(String::new(), |anchor| format!("#{anchor}"));
                let href = format!("{}{anchor}", self.site.href(*page, language));
                let (href, words) = (escape_html(&href), escape_html(words));
                format!("<a href=\"{href}\">{words}</a>")
            }
            Segment::Parameter(parameter, _) => self.figure(*parameter, sure, language),
            Segment::Choice(choice) => self.choice(choice, sure, language),
            Segment::Answer(question) => format!(
                "<span data-answer=\"{}\">{BLANK}</span>",
                self.site.rules.book.questions[*question].id
            ),
        });
        segments.collect()
    }

    /// Two sentences, each for the days on which it is shown: one figure whose values are words.
    fn choice(&self, choice: &Choice<Segment>, sure: &[&str], language: Language) -> String {
        let intervals = intervals(&self.site.rules.book, &choice.test);
        let current = intervals.iter().rfind(|(from, _)| *from <= self.site.today);
        let current = current.or(intervals.first()).copied();
        let mut surer = sure.to_vec();
        surer.extend(choice.test.parameters.iter().map(|name| &*name.text));
        let mut html = format!("<span data-parameter=\"{}\">", choice.test.key());
        for (from, known) in intervals {
            let sure = if known { &surer } else { sure };
            let inner = self.segments(choice.branch(known), sure, language);
            html.push_str(&dated(from, current == Some((from, known)), &inner));
        }
        html + "</span>"
    }

    /// A figure, with one text for each of its values where it has changed. Where it is `sure`
    /// that the value is known, no text says that it is not.
    fn figure(&self, parameter: ParameterId, sure: &[&str], language: Language) -> String {
        let today = self.site.today;
        let parameter = &self.site.rules.book.parameters[parameter];
        let sure = sure.contains(&&*parameter.id);
        let values = parameter.values.iter();
        let number = |dated: &&Dated| matches!(dated.value, ParameterValue::Number(_));
        let values = values.filter(|dated| !sure || number(dated));
        let values: Vec<Day> = values.map(|dated| dated.from).collect();
        let written = |day: Day| escape_html(&self.value(parameter, day, language));
        let end = parameter.known_until.filter(|_| !sure);
        if let ([only], None) = (values.as_slice(), end) {
            return written(*only);
        }
        let known = parameter.known_until.is_none_or(|last| today <= last);
        let current = parameter.dated(today).map(|dated| dated.from);
        let mut html = format!("<span data-parameter=\"{}\"", parameter.id);
        if let Some(last) = end {
            html.push_str(&format!(" data-until=\"{}\"", iso(last)));
        }
        html.push('>');
        for from in values {
            let shown = known && current == Some(from);
            html.push_str(&dated(from, shown, &written(from)));
        }
        if let Some(last) = end {
            let hidden = if known { " hidden" } else { "" };
            let unknown = escape_html(&self.value_or_last(parameter, last.after(), language));
            html.push_str(&format!("<span data-unknown{hidden}>{unknown}</span>"));
        }
        html + "</span>"
    }
}

/// Words that are shown from a day on, until others are.
fn dated(from: Day, shown: bool, words: &str) -> String {
    let hidden = if shown { "" } else { " hidden" };
    format!("<span data-from=\"{}\"{hidden}>{words}</span>", iso(from))
}
