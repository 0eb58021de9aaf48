//! Texts that may name figures, lead to pages, and hold words of the other language.

use crate::content::Choice;
use crate::language::{Language, Prose, date, prose};
use crate::report::{Fault, Report, closest};
use crate::rules::{self, Day, Parameter, ParameterId, ParameterValue, QuestionId, RuleBook};
use crate::say;
use crate::site::keyed::missing_text;
use crate::site::page_id::PageId;
use crate::site::words::twins::PairedText;
use crate::site::words::{Reader, length};
use crate::source::Span;
use crate::yaml::Node;

/// A text that may name figures and lead to pages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    /// Its parts, in order.
    pub segments: Vec<Segment>,
}

impl Text {
    /// A text with another one behind its colon.
    pub fn titled(&self, other: &Text, language: Language) -> Text {
        let colon = match language {
            Language::French => "\u{a0}: ",
            Language::English => ": ",
        };
        let colon = [Segment::Words(colon.to_owned())];
        let segments = self.segments.iter().chain(&colon).chain(&other.segments);
        Text {
            segments: segments.cloned().collect(),
        }
    }

    /// The bare words, with the figures of a day.
    pub fn plain(&self, book: &RuleBook, day: Day, language: Language) -> String {
        let segments = self.shown_on(book, day).into_iter();
        segments
            .map(|segment| match segment {
                Segment::Words(words) | Segment::Italic(words) | Segment::Link(words, ..) => {
                    words.clone()
                }
                // Letters are for the page; no other text holds an answer.
                Segment::Answer(_) | Segment::Choice(_) => String::new(),
                Segment::Parameter(parameter, _) => {
                    let parameter = &book.parameters[*parameter];
                    match parameter.at(day) {
                        ParameterValue::Number(number) => {
                            rules::figure(parameter, number, language)
                        }
                        _ => not_known(parameter, day, language),
                    }
                }
            })
            .collect()
    }

    /// The bare words with the names of the parameters in the place of their figures, the same on
    /// every day: of two sentences, the one for values that are known.
    pub fn with_names(&self, book: &RuleBook) -> String {
        let segments = self.shown(&|_| true).into_iter();
        segments
            .map(|segment| match segment {
                Segment::Words(words) | Segment::Italic(words) | Segment::Link(words, ..) => {
                    words.clone()
                }
                Segment::Answer(_) | Segment::Choice(_) => String::new(),
                Segment::Parameter(parameter, _) => format!("`{}`", book.parameters[*parameter].id),
            })
            .collect()
    }

    /// The parameters that it names or asks for, in order, each once.
    pub fn figures(&self, book: &RuleBook) -> Vec<ParameterId> {
        let mut found: Vec<ParameterId> = Vec::new();
        for segment in self.all() {
            match segment {
                Segment::Parameter(parameter, _) => found.push(*parameter),
                Segment::Choice(choice) => {
                    found.extend(
                        choice.test.parameters.iter().filter_map(|name| {
                            book.parameters.position(|known| known.id == name.text)
                        }),
                    )
                }
                _ => {}
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Whether there is a day on which nothing of it is shown.
    fn is_empty_somewhere(&self) -> bool {
        let worlds = self.worlds().into_iter();
        let mut shown = worlds.map(|world| self.shown(&|test| world.holds(test)).is_empty());
        shown.any(|empty| empty)
    }
}

/// What stands for a value that is not a number: the last known one, told as what it is.
fn not_known(parameter: &Parameter, day: Day, language: Language) -> String {
    let words = match parameter.last_known(day) {
        Some((number, until)) => {
            let value = rules::figure(parameter, number, language);
            let until = date(rules::date(until), language);
            say!(
                "{value} (dernière valeur connue, jusqu'au {until})",
                "{value} (the last known value, until {until})"
            )
        }
        None => say!("(pas encore connu)", "(not known yet)"),
    };
    prose(&words[language], language)
}

/// A part of a [`Text`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Segment {
    /// Words, typeset.
    Words(String),
    /// Words in French inside an English text, or in italics inside a French one.
    Italic(String),
    /// A parameter on the reference date, and where the text names it.
    Parameter(ParameterId, Span),
    /// Two sentences, of which the reference date says which is shown.
    Choice(Choice<Segment>),
    /// Words that lead to a page and a place in it.
    Link(String, PageId, Option<String>),
    /// What a person answered to a question; a blank until then. In letters only.
    Answer(QuestionId),
}

impl Reader<'_> {
    /// Reads `words {parameter} [words](page.md#place) *words*`.
    pub(super) fn text(&mut self, node: &Node, id: &str, report: &mut Report) -> Text {
        let Some(text) = node.text(report) else {
            return Text::default();
        };
        let span = node.text_span();
        let mut segments = Vec::new();
        let mut prose = Prose::new(self.language);
        let mut open = Vec::new();
        let mut rest = text;
        let mut at = 0;
        while let Some(start) = rest.find(['{', '[', '*']) {
            push_words(&mut segments, prose.text(&rest[..start]));
            let (sign, tail) = (rest.as_bytes()[start], &rest[start..]);
            let place = |length: usize| span.inside(at + start, at + start + length);
            let taken = match sign {
                b'{' => tail.find('}').map(|end| {
                    let name = &tail[1..end];
                    let (at, choices) = (place(end + 1), (&mut open, &mut prose));
                    if self.mark(name, at, &mut segments, choices, report) {
                    } else if let Some(question) = self.answer(name) {
                        prose.opaque();
                        segments.push(Segment::Answer(question));
                    } else if let Some(parameter) = self.parameter(name, at, report) {
                        prose.opaque();
                        segments.push(Segment::Parameter(parameter, at));
                    }
                    end + 1
                }),
                b'[' => LinkText::read(tail).map(|link| {
                    let length = link.length;
                    let (path, anchor) = match link.path.split_once('#') {
                        Some((path, anchor)) => (path, Some(anchor.to_owned())),
                        None => (link.path, None),
                    };
                    let words = prose.text(link.words);
                    match self.page(path, place(length), report) {
                        Some(page) => segments.push(Segment::Link(words, page, anchor)),
                        None => push_words(&mut segments, words),
                    }
                    length
                }),
                _ => tail[1..].find('*').map(|end| {
                    prose.speak(Language::French);
                    segments.push(Segment::Italic(prose.text(&tail[1..=end])));
                    prose.speak(self.language);
                    end + 2
                }),
            };
            let taken = taken.unwrap_or_else(|| {
                report.add(unclosed(char::from(sign), place(1)));
                push_words(&mut segments, tail[..1].to_owned());
                1
            });
            at += start + taken;
            rest = &rest[start + taken..];
        }
        push_words(&mut segments, prose.text(rest));
        self.end_choices(&mut open, &mut segments, report);
        let text = Text { segments };
        if text.is_empty_somewhere() {
            report.add(missing_text(id, node.span));
        }
        if !self.letter {
            length::check(&text, self.most, span, report);
        }
        let figures = text.figures(self.book);
        self.told.push(PairedText {
            id: id.to_owned(),
            figures,
            span: node.span,
            extra: false,
        });
        text
    }

    pub(super) fn parameter(
        &self,
        name: &str,
        span: Span,
        report: &mut Report,
    ) -> Option<ParameterId> {
        let parameters = &self.book.parameters;
        let found = parameters.position(|parameter| parameter.id == name);
        if found.is_none() {
            let fault = Fault::error(
                "unknown-parameter",
                say!(
                    "aucun paramètre ne s'appelle `{name}`",
                    "no parameter is named `{name}`"
                ),
            )
            .at(span);
            let known = parameters.iter().map(|parameter| parameter.id.as_str());
            report.add(match closest(name, known) {
                Some(meant) => fault.help(say!(
                    "vouliez-vous écrire `{{{meant}}}` ?",
                    "did you mean `{{{meant}}}`?"
                )),
                None => fault.help(say!(
                    "les paramètres sont dans content/rules/parameters.yaml",
                    "the parameters are in content/rules/parameters.yaml"
                )),
            });
        }
        found
    }

    pub(super) fn page(&self, path: &str, span: Span, report: &mut Report) -> Option<PageId> {
        let found = self.paths.position(|known| known == path);
        if found.is_none() {
            let fault = Fault::error(
                "broken-link",
                say!("il n'y a pas de page {path}", "there is no page {path}"),
            )
            .at(span);
            report.add(match closest(path, self.paths.iter().map(String::as_str)) {
                Some(meant) => fault.help(say!(
                    "vouliez-vous écrire `{meant}` ?",
                    "did you mean `{meant}`?"
                )),
                None => fault,
            });
        }
        found
    }
}

fn push_words(segments: &mut Vec<Segment>, words: String) {
    if !words.is_empty() {
        segments.push(Segment::Words(words));
    }
}

/// What stands at the beginning of a text as `[words](path)`.
struct LinkText<'t> {
    words: &'t str,
    path: &'t str,
    /// How many bytes it takes.
    length: usize,
}

impl<'t> LinkText<'t> {
    fn read(text: &'t str) -> Option<LinkText<'t>> {
        let middle = text.find("](")?;
        let end = middle + text[middle..].find(')')?;
        Some(LinkText {
            words: &text[1..middle],
            path: &text[middle + 2..end],
            length: end + 1,
        })
    }
}

fn unclosed(sign: char, span: Span) -> Fault {
    Fault::error(
        "unclosed-text",
        say!("ce `{sign}` n'est pas fermé", "this `{sign}` is not closed"),
    )
    .at(span)
}
