//! The words of the questionnaire, from `content/<language>/questionnaire.yaml`.
//!
//! The rules hold ids, these files hold sentences. Every id has a text in each language and
//! every text an id; both languages name the same figures.

mod letter;
mod plain;

use std::collections::{BTreeMap, BTreeSet};

use crate::language::{Bilingual, Language, Prose, prose, quantity};
use crate::report::{Fault, Report, closest};
use crate::rules::{Day, Kind, ParameterValue, QuestionKind, RuleBook};
use crate::say;
use crate::source::{Sources, Span};
use crate::yaml::{self, Fields, Name, Node, unknown_name};

pub use letter::LetterWords;

/// The words in one language, by the place of the thing in the rules.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// The words of each question.
    pub questions: Vec<QuestionWords>,
    /// The question that each comparison of several answers is, where nothing can be typed;
    /// none where there is no such form.
    pub comparisons: Vec<Text>,
    /// The words of each decision.
    pub decisions: Vec<DecisionWords>,
    /// The name of each outcome, by kind.
    pub outcomes: BTreeMap<Kind, Vec<String>>,
    /// The letters, in the order of [`RuleBook::letters`].
    pub letters: Vec<LetterWords>,
    /// The documents to gather, in the order of [`RuleBook::documents`].
    pub documents: Vec<Text>,
}

/// The words of a question.
#[derive(Debug, Clone, Default)]
pub struct QuestionWords {
    /// The question.
    pub title: Text,
    /// Its name in a list of answers.
    pub short: Text,
    /// A sentence that helps to answer.
    pub hint: Option<Text>,
    /// Why it is asked.
    pub why: Option<Text>,
    /// What to do, when nothing was answered.
    pub error: Text,
    /// What stands for "I don't know", where it is said otherwise.
    pub unknown: Option<Text>,
    /// The options of a choice.
    pub options: Vec<OptionWords>,
}

/// The words of an option.
#[derive(Debug, Clone, Default)]
pub struct OptionWords {
    /// The option.
    pub text: Text,
    /// A sentence that helps to choose.
    pub hint: Option<Text>,
}

/// The words of a decision.
#[derive(Debug, Clone, Default)]
pub struct DecisionWords {
    /// What it is about.
    pub title: Text,
    /// Who decides in the end.
    pub who: Option<Text>,
    /// How long that takes.
    pub delay: Option<Text>,
    /// Whether the employer learns of it, where that is a question.
    pub employer: Option<Text>,
    /// The page to read, by its place among the site's paths.
    pub page: Option<usize>,
    /// What is told, by terminal.
    pub outcomes: Vec<Text>,
    /// The names of its amounts.
    pub amounts: Vec<Text>,
    /// How its amounts are computed, for who has no number to see.
    pub formulas: Vec<Option<Text>>,
    /// Its steps.
    pub steps: Vec<Text>,
}

/// A text that may name figures and lead to pages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    /// Its parts, in order.
    pub bits: Vec<Bit>,
}

impl Text {
    /// The bare words, with the figures of a day.
    pub fn plain(&self, book: &RuleBook, day: Day, language: Language) -> String {
        let bits = self.bits.iter();
        bits.map(|bit| match bit {
            Bit::Words(words) | Bit::Italic(words) | Bit::Link(words, ..) => words.clone(),
            // Letters are for the page; no other text holds an answer.
            Bit::Answer(_) => String::new(),
            Bit::Parameter(place) => {
                let parameter = &book.parameters[*place];
                match parameter.at(day) {
                    ParameterValue::Number(number) => {
                        quantity(number, parameter.unit.name(), language)
                    }
                    _ => prose(
                        &say!("(pas encore connu)", "(not known yet)")[language],
                        language,
                    ),
                }
            }
        })
        .collect()
    }
}

/// A part of a [`Text`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bit {
    /// Words, typeset.
    Words(String),
    /// Words in French inside an English text, or in italics inside a French one.
    Italic(String),
    /// A parameter on the reference date.
    Parameter(usize),
    /// Words that lead to a page and a place in it.
    Link(String, usize, Option<String>),
    /// What a person answered to a question; a blank until then. In letters only.
    Answer(usize),
}

/// Reads the words of both languages. Missing and superfluous ones are reported.
pub fn read(
    sources: &Sources,
    book: &RuleBook,
    paths: &[String],
    report: &mut Report,
) -> Bilingual<Words> {
    let mut told: Bilingual<Vec<Told>> = Bilingual::default();
    let words = Bilingual::new(|language| {
        let path = format!("content/{}/questionnaire.yaml", language.code());
        let Some(file) = sources.at(&path) else {
            report.add(no_file(&path));
            return blank(book);
        };
        let Some(tree) = yaml::parse(sources, file, report) else {
            return blank(book);
        };
        let mut reader = Reader {
            book,
            paths,
            language,
            told: Vec::new(),
            letter: false,
        };
        let words = reader.words(&tree, report);
        told[language] = reader.told;
        words
    });
    same_figures(&told, report);
    // A file that could not be read is reported as a whole.
    if told.fr.is_empty() == told.en.is_empty() {
        same_extras(&told, report);
    }
    plain::same_comparisons(&words, report);
    words
}

/// The fault of a file of words that is missing.
pub(super) fn no_file(path: &str) -> Fault {
    Fault::error(
        "missing-file",
        say!("le fichier {path} manque", "the file {path} is missing"),
    )
}

/// The values of a map for each id, in the order of the ids. An id without a value, and a
/// name that is no id, are reported.
pub(super) fn keyed<'n>(
    node: &'n Node,
    ids: &[&str],
    report: &mut Report,
) -> Vec<Option<&'n Node>> {
    let entries = node.entries(report);
    for (name, _) in entries {
        if !ids.contains(&name.text.as_str()) {
            report.add(unused(name, ids));
        }
    }
    ids.iter()
        .map(|id| {
            let found = entries.iter().find(|(name, _)| name.text == *id);
            if found.is_none() {
                report.add(missing_text(id, node.span));
            }
            found.map(|(_, node)| node)
        })
        .collect()
}

/// The fault of a text under a name that is no id.
fn unused(name: &Name, ids: &[&str]) -> Fault {
    let fault = unknown_name("unused-text", name, ids.iter().copied());
    let text = &name.text;
    Fault {
        message: say!(
            "le texte `{text}` ne sert à rien : les règles n'ont pas ce nom",
            "the text `{text}` is of no use: the rules have no such name"
        ),
        ..fault
    }
}

fn missing_text(id: &str, span: Span) -> Fault {
    Fault::error(
        "missing-text",
        say!(
            "il manque ici le texte de `{id}`",
            "the text of `{id}` is missing here"
        ),
    )
    .at(Span {
        end: span.start,
        ..span
    })
    .help(say!(
        "ajoutez une ligne `{id}: \"…\"`",
        "add a line `{id}: \"…\"`"
    ))
}

/// Words without a word, so that the rest of the site can still be looked at.
fn blank(book: &RuleBook) -> Words {
    Words {
        questions: book
            .questions
            .iter()
            .map(|question| QuestionWords {
                options: vec![OptionWords::default(); question.kind.options().len()],
                ..QuestionWords::default()
            })
            .collect(),
        comparisons: Vec::new(),
        decisions: book
            .decisions
            .iter()
            .map(|decision| DecisionWords {
                outcomes: vec![Text::default(); decision.terminals.len()],
                amounts: vec![Text::default(); decision.amounts.len()],
                formulas: vec![None; decision.amounts.len()],
                steps: vec![Text::default(); decision.steps.len()],
                ..DecisionWords::default()
            })
            .collect(),
        outcomes: book
            .kinds
            .iter()
            .map(|(kind, outcomes)| (*kind, outcomes.names.clone()))
            .collect(),
        letters: vec![LetterWords::default(); book.letters().len()],
        documents: vec![Text::default(); book.documents().len()],
    }
}

struct Reader<'b> {
    book: &'b RuleBook,
    paths: &'b [String],
    language: Language,
    /// The texts found, to be compared with the other language's.
    told: Vec<Told>,
    /// Whether a letter is read, in which answers may stand.
    letter: bool,
}

/// A text that was found, as far as the other language must have the like.
struct Told {
    id: String,
    figures: Vec<usize>,
    span: Span,
    /// Whether it may be left out, in both languages.
    extra: bool,
}

impl Reader<'_> {
    fn words(&mut self, tree: &Node, report: &mut Report) -> Words {
        let book = self.book;
        let mut words = blank(book);
        let mut fields = Fields::of(tree, report);
        if let Some(node) = fields.required("questions", report) {
            let ids: Vec<&str> = book
                .questions
                .iter()
                .map(|found| found.id.as_str())
                .collect();
            for (place, node) in keyed(node, &ids, report).into_iter().enumerate() {
                if let Some(node) = node {
                    words.questions[place] = self.question(place, node, report);
                }
            }
        }
        self.comparisons(&mut fields, &mut words, report);
        if let Some(node) = fields.required("decisions", report) {
            let ids: Vec<&str> = book
                .decisions
                .iter()
                .map(|found| found.id.as_str())
                .collect();
            for (place, node) in keyed(node, &ids, report).into_iter().enumerate() {
                if let Some(node) = node {
                    words.decisions[place] = self.decision(place, node, report);
                }
            }
        }
        if let Some(node) = fields.required("outcomes", report) {
            let kinds: Vec<&str> = book.kinds.keys().map(|kind| kind.name()).collect();
            let nodes = keyed(node, &kinds, report);
            for ((kind, outcomes), node) in book.kinds.iter().zip(nodes) {
                let Some(node) = node else { continue };
                let ids: Vec<&str> = outcomes.names.iter().map(String::as_str).collect();
                let texts = keyed(node, &ids, report).into_iter().map(|node| {
                    let text = node.and_then(|node| node.text(report)).unwrap_or_default();
                    crate::language::prose(text, self.language)
                });
                words.outcomes.insert(*kind, texts.collect());
            }
        }
        self.letters(&mut fields, &mut words, report);
        fields.finish(report);
        words
    }

    fn question(&mut self, place: usize, node: &Node, report: &mut Report) -> QuestionWords {
        let question = &self.book.questions[place];
        let id = question.id.clone();
        let mut fields = Fields::of(node, report);
        let mut words = QuestionWords {
            title: self.required(&mut fields, "title", &id, report),
            short: self.required(&mut fields, "short", &id, report),
            hint: self.optional(&mut fields, "hint", &id, report),
            why: self.optional(&mut fields, "why", &id, report),
            error: self.required(&mut fields, "error", &id, report),
            unknown: if question.may_not_know {
                self.optional(&mut fields, "unknown", &id, report)
            } else {
                None
            },
            options: vec![OptionWords::default(); question.kind.options().len()],
        };
        if let QuestionKind::Choice(options) = &question.kind
            && let Some(node) = fields.required("options", report)
        {
            let ids: Vec<&str> = options.iter().map(String::as_str).collect();
            for (place, node) in keyed(node, &ids, report).into_iter().enumerate() {
                let Some(node) = node else { continue };
                let id = format!("{id}.{}", options[place]);
                words.options[place] = match node.scalar() {
                    Some(_) => OptionWords {
                        text: self.text(node, &id, report),
                        hint: None,
                    },
                    None => {
                        let mut fields = Fields::of(node, report);
                        let words = OptionWords {
                            text: self.required(&mut fields, "text", &id, report),
                            hint: self.optional(&mut fields, "hint", &id, report),
                        };
                        fields.finish(report);
                        words
                    }
                };
            }
        }
        fields.finish(report);
        words
    }

    fn decision(&mut self, place: usize, node: &Node, report: &mut Report) -> DecisionWords {
        let book = self.book;
        let decision = &book.decisions[place];
        let id = &decision.id;
        let names = &book.kinds[&decision.kind].names;
        let outcomes: Vec<String> = decision
            .terminals
            .iter()
            .map(|terminal| format!("{}.{}", names[terminal.outcome], terminal.why))
            .collect();
        let outcomes: Vec<&str> = outcomes.iter().map(String::as_str).collect();
        let amounts: Vec<&str> = decision
            .amounts
            .iter()
            .map(|found| found.id.as_str())
            .collect();
        let steps: Vec<&str> = decision
            .steps
            .iter()
            .map(|found| found.id.as_str())
            .collect();
        let mut fields = Fields::of(node, report);
        let title = self.required(&mut fields, "title", id, report);
        let (who, delay, employer) = if decision.kind == Kind::Route {
            (
                Some(self.required(&mut fields, "who", id, report)),
                Some(self.required(&mut fields, "delay", id, report)),
                self.optional(&mut fields, "employer", id, report),
            )
        } else {
            (None, None, None)
        };
        let page = fields
            .optional("page")
            .and_then(|node| self.page(node.text(report)?, node.text_span(), report));
        let formulas = self.formulas(&mut fields, decision, report);
        let mut texts = |name: &'static str, ids: &[&str], report: &mut Report| {
            let node = if ids.is_empty() {
                fields.optional(name)
            } else {
                fields.required(name, report)
            };
            let nodes = node.map_or(vec![None; ids.len()], |node| keyed(node, ids, report));
            ids.iter()
                .zip(nodes)
                .map(|(inner, node)| match node {
                    Some(node) => self.text(node, &format!("{id}.{inner}"), report),
                    None => Text::default(),
                })
                .collect::<Vec<Text>>()
        };
        let words = DecisionWords {
            title,
            who,
            delay,
            employer,
            page,
            outcomes: texts("outcomes", &outcomes, report),
            amounts: texts("amounts", &amounts, report),
            formulas,
            steps: texts("steps", &steps, report),
        };
        fields.finish(report);
        words
    }

    fn required(
        &mut self,
        fields: &mut Fields<'_>,
        name: &'static str,
        id: &str,
        report: &mut Report,
    ) -> Text {
        match fields.required(name, report) {
            Some(node) => self.text(node, &format!("{id}.{name}"), report),
            None => Text::default(),
        }
    }

    fn optional(
        &mut self,
        fields: &mut Fields<'_>,
        name: &'static str,
        id: &str,
        report: &mut Report,
    ) -> Option<Text> {
        let node = fields.optional(name)?;
        Some(self.extra(node, &format!("{id}.{name}"), report))
    }

    /// A text that may be left out, in both languages.
    fn extra(&mut self, node: &Node, id: &str, report: &mut Report) -> Text {
        let text = self.text(node, id, report);
        if let Some(told) = self.told.last_mut().filter(|told| told.id == id) {
            told.extra = true;
        }
        text
    }

    /// Reads `words {parameter} [words](page.md#place) *words*`.
    fn text(&mut self, node: &Node, id: &str, report: &mut Report) -> Text {
        let Some(text) = node.text(report) else {
            return Text::default();
        };
        let span = node.text_span();
        let mut bits = Vec::new();
        let mut prose = Prose::new(self.language);
        let mut figures = Vec::new();
        let mut rest = text;
        let mut at = 0;
        while let Some(start) = rest.find(['{', '[', '*']) {
            push_words(&mut bits, prose.text(&rest[..start]));
            let (sign, tail) = (rest.as_bytes()[start], &rest[start..]);
            let place = |length: usize| span.inside(at + start, at + start + length);
            let taken = match sign {
                b'{' => tail.find('}').map(|end| {
                    let name = &tail[1..end];
                    if let Some(question) = self.answer(name) {
                        prose.opaque();
                        bits.push(Bit::Answer(question));
                    } else if let Some(parameter) = self.parameter(name, place(end + 1), report) {
                        prose.opaque();
                        figures.push(parameter);
                        bits.push(Bit::Parameter(parameter));
                    }
                    end + 1
                }),
                b'[' => link(tail).map(|(words, path, length)| {
                    let (path, anchor) = match path.split_once('#') {
                        Some((path, anchor)) => (path, Some(anchor.to_owned())),
                        None => (path, None),
                    };
                    let words = prose.text(words);
                    match self.page(path, place(length), report) {
                        Some(page) => bits.push(Bit::Link(words, page, anchor)),
                        None => push_words(&mut bits, words),
                    }
                    length
                }),
                _ => tail[1..].find('*').map(|end| {
                    prose.speak(Language::French);
                    bits.push(Bit::Italic(prose.text(&tail[1..=end])));
                    prose.speak(self.language);
                    end + 2
                }),
            };
            let taken = taken.unwrap_or_else(|| {
                report.add(unclosed(char::from(sign), place(1)));
                push_words(&mut bits, tail[..1].to_owned());
                1
            });
            at += start + taken;
            rest = &rest[start + taken..];
        }
        push_words(&mut bits, prose.text(rest));
        if bits.is_empty() {
            report.add(missing_text(id, node.span));
        }
        figures.sort_unstable();
        figures.dedup();
        self.told.push(Told {
            id: id.to_owned(),
            figures,
            span: node.span,
            extra: false,
        });
        Text { bits }
    }

    fn parameter(&self, name: &str, span: Span, report: &mut Report) -> Option<usize> {
        let parameters = &self.book.parameters;
        let found = parameters.iter().position(|parameter| parameter.id == name);
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

    fn page(&self, path: &str, span: Span, report: &mut Report) -> Option<usize> {
        let found = self.paths.iter().position(|known| known == path);
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

fn push_words(bits: &mut Vec<Bit>, words: String) {
    if !words.is_empty() {
        bits.push(Bit::Words(words));
    }
}

/// The words, the path and the length in bytes of `[words](path)`.
fn link(text: &str) -> Option<(&str, &str, usize)> {
    let middle = text.find("](")?;
    let end = middle + text[middle..].find(')')?;
    Some((&text[1..middle], &text[middle + 2..end], end + 1))
}

fn unclosed(sign: char, span: Span) -> Fault {
    Fault::error(
        "unclosed-text",
        say!("ce `{sign}` n'est pas fermé", "this `{sign}` is not closed"),
    )
    .at(span)
}

/// Reports the texts that name other figures in one language than in the other.
fn same_figures(told: &Bilingual<Vec<Told>>, report: &mut Report) {
    for english in &told.en {
        let id = &english.id;
        let Some(french) = told.fr.iter().find(|french| french.id == *id) else {
            continue;
        };
        if french.figures != english.figures {
            report.add(
                Fault::error(
                    "different-figures",
                    say!(
                        "`{id}` ne cite pas les mêmes chiffres dans les deux langues",
                        "`{id}` does not name the same figures in both languages"
                    ),
                )
                .at(english.span)
                .related(french.span, say!("le texte français", "the French text"))
                .help(say!(
                    "citez les mêmes `{{paramètres}}` dans les deux textes",
                    "name the same `{{parameters}}` in both texts"
                )),
            );
        }
    }
}

/// Reports the texts that could be left out, and stand in one language only.
fn same_extras(told: &Bilingual<Vec<Told>>, report: &mut Report) {
    for language in Language::ALL {
        let there: BTreeSet<&str> = told[language.other()]
            .iter()
            .map(|told| told.id.as_str())
            .collect();
        let path = format!("content/{}/questionnaire.yaml", language.other().code());
        for told in told[language].iter().filter(|told| told.extra) {
            let id = &told.id;
            if there.contains(id.as_str()) {
                continue;
            }
            report.add(
                Fault::error(
                    "missing-translation",
                    say!(
                        "`{id}` est dans une seule langue",
                        "`{id}` is in one language only"
                    ),
                )
                .at(told.span)
                .help(say!(
                    "traduisez-le dans {path}, ou retirez-le d'ici",
                    "translate it in {path}, or take it out of here"
                )),
            );
        }
    }
}
