//! The one door to YAML: a tree in which every value knows its place, and typed reads from it.
//!
//! The tree is built from the events of `saphyr-parser`. A deserialiser would stop at the
//! first fault; a walk over this tree reports them all, each with its line and column.

use saphyr_parser::{Event, Marker, Parser, ScalarStyle};

use crate::language::Bilingual;
use crate::report::{Fault, Report, closest};
use crate::say;
use crate::source::{FileId, Sources, Span};

/// How deep lists and maps may stand in one another. Real files stay below ten.
const DEEPEST: usize = 64;

/// A YAML value with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub value: Value,
    /// Whether it was written between quotes.
    pub quoted: bool,
}

/// What a [`Node`] holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing was written.
    Empty,
    /// A word, a number, a date or a text; which one is for the reader to say.
    Scalar(String),
    /// A list.
    List(Vec<Node>),
    /// Names with values, in the order of the file. No name stands twice.
    Map(Vec<(Name, Node)>),
}

/// The name of a map's entry, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The name.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// Reads a whole file. Nothing comes back where it is no YAML, which is then reported.
pub fn parse(sources: &Sources, file: FileId, report: &mut Report) -> Option<Node> {
    let Some(text) = sources.file(file).text() else {
        let shown = &sources.file(file).shown;
        report.add(not_utf8(shown));
        return None;
    };
    parse_part(
        text,
        Span {
            file,
            start: 0,
            end: text.len(),
        },
        report,
    )
}

/// Reads the part of a file that `whole` covers and `text` holds: a page's front matter.
pub fn parse_part(text: &str, whole: Span, report: &mut Report) -> Option<Node> {
    let mut builder = Builder {
        places: Places::new(text, whole),
        report,
    };
    match builder.document(text) {
        Ok(node) => Some(node),
        Err(fault) => {
            report.add(*fault);
            None
        }
    }
}

/// The fault of a file that is not UTF-8.
pub fn not_utf8(shown: &str) -> Fault {
    Fault::error(
        "not-utf8",
        say!(
            "le fichier {shown} n'est pas encodé en UTF-8",
            "the file {shown} is not UTF-8"
        ),
    )
    .help(say!(
        "enregistrez-le en UTF-8 depuis votre éditeur",
        "save it as UTF-8 from your editor"
    ))
}

impl Node {
    /// The text of a scalar.
    pub fn scalar(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(text) => Some(text),
            _ => None,
        }
    }

    /// The place of a scalar's text, without its quotes.
    pub fn text_span(&self) -> Span {
        if self.quoted && self.span.end >= self.span.start + 2 {
            Span {
                start: self.span.start + 1,
                end: self.span.end - 1,
                ..self.span
            }
        } else {
            self.span
        }
    }

    /// The text of a scalar, or a fault.
    pub fn text(&self, report: &mut Report) -> Option<&str> {
        let text = self.scalar();
        if text.is_none() {
            report.add(self.unexpected(say!("un texte", "a text")));
        }
        text
    }

    /// The items of a list; a single value counts as a list of one. Anything else is a fault.
    pub fn items(&self, report: &mut Report) -> &[Node] {
        match &self.value {
            Value::List(items) => items,
            Value::Scalar(_) => std::slice::from_ref(self),
            _ => {
                report.add(self.unexpected(say!("une liste", "a list")));
                &[]
            }
        }
    }

    /// The entries of a map; an empty file counts as an empty map. Anything else is a fault.
    pub fn entries(&self, report: &mut Report) -> &[(Name, Node)] {
        match &self.value {
            Value::Map(entries) => entries,
            Value::Empty => &[],
            _ => {
                report.add(
                    self.unexpected(say!("des lignes `nom: valeur`", "lines of `name: value`")),
                );
                &[]
            }
        }
    }

    /// `true` or `false`, or a fault.
    pub fn yes_no(&self, report: &mut Report) -> Option<bool> {
        match self.scalar() {
            Some("true") => Some(true),
            Some("false") => Some(false),
            _ => {
                report.add(self.unexpected(say!("`true` ou `false`", "`true` or `false`")));
                None
            }
        }
    }

    /// What the known word that stands here means; another word is a fault.
    pub fn one_of<T: Copy>(&self, known: &[(&str, T)], report: &mut Report) -> Option<T> {
        let text = self.text(report)?;
        let found = known.iter().find(|(name, _)| *name == text);
        if found.is_none() {
            let name = Name {
                text: text.to_owned(),
                span: self.span,
            };
            let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
            report.add(unknown_name("unknown-word", &name, names));
        }
        found.map(|(_, value)| *value)
    }

    /// The fault that something else was expected here.
    pub fn unexpected(&self, wanted: Bilingual<String>) -> Fault {
        let found = match &self.value {
            Value::Empty => say!("rien", "nothing"),
            Value::Scalar(text) => say!("`{text}`", "`{text}`"),
            Value::List(_) => say!("une liste", "a list"),
            Value::Map(_) => say!("des lignes `nom: valeur`", "lines of `name: value`"),
        };
        let message = Bilingual {
            fr: format!("il faut ici {}, et non {}", wanted.fr, found.fr),
            en: format!("{} is needed here, not {}", wanted.en, found.en),
        };
        Fault::error("unexpected-value", message).at(self.span)
    }
}

/// Reads a map field by field; what nobody asked for is reported at the end.
pub struct Fields<'n> {
    entries: &'n [(Name, Node)],
    whole: Span,
    asked: Vec<&'static str>,
}

impl<'n> Fields<'n> {
    /// Begins to read a map.
    pub fn of(node: &'n Node, report: &mut Report) -> Fields<'n> {
        Fields {
            entries: node.entries(report),
            whole: node.span,
            asked: Vec::new(),
        }
    }

    /// The field of this name, if it is there and not empty.
    pub fn optional(&mut self, name: &'static str) -> Option<&'n Node> {
        self.asked.push(name);
        self.entries
            .iter()
            .find(|(key, _)| key.text == name)
            .map(|(_, node)| node)
            .filter(|node| node.value != Value::Empty)
    }

    /// The field of this name; its absence is a fault.
    pub fn required(&mut self, name: &'static str, report: &mut Report) -> Option<&'n Node> {
        let found = self.optional(name);
        if found.is_none() {
            report.add(
                Fault::error(
                    "missing-field",
                    say!("il manque `{name}`", "`{name}` is missing"),
                )
                .at(self.first_line())
                .help(say!(
                    "ajoutez une ligne `{name}: …`",
                    "add a line `{name}: …`"
                )),
            );
        }
        found
    }

    /// The text of an optional field.
    pub fn text(&mut self, name: &'static str, report: &mut Report) -> Option<&'n str> {
        self.optional(name)?.text(report)
    }

    /// Reports the fields that nobody asked for.
    pub fn finish(self, report: &mut Report) {
        for (key, _) in self.entries {
            if !self.asked.contains(&key.text.as_str()) {
                report.add(unknown_name(
                    "unknown-field",
                    key,
                    self.asked.iter().copied(),
                ));
            }
        }
    }

    fn first_line(&self) -> Span {
        self.entries.first().map_or(self.whole, |(key, _)| key.span)
    }
}

/// The fault of a name that means nothing here, with the known name that is closest to it.
pub fn unknown_name<'a>(
    id: &'static str,
    name: &Name,
    known: impl IntoIterator<Item = &'a str> + Clone,
) -> Fault {
    let wrong = &name.text;
    let fault = Fault::error(
        id,
        say!(
            "`{wrong}` n'est pas connu ici",
            "`{wrong}` is not known here"
        ),
    )
    .at(name.span);
    match closest(wrong, known.clone()) {
        Some(meant) => fault.help(say!(
            "vouliez-vous écrire `{meant}` ?",
            "did you mean `{meant}`?"
        )),
        None => {
            let known: Vec<String> = known.into_iter().map(|name| format!("`{name}`")).collect();
            let known = known.join(", ");
            fault.help(say!("noms possibles : {known}", "possible names: {known}"))
        }
    }
}

/// Turns the parser's places, counted in characters, into bytes of the file.
struct Places {
    whole: Span,
    /// The byte at which each character begins; empty where every character is one byte.
    bytes: Vec<usize>,
}

impl Places {
    fn new(text: &str, whole: Span) -> Places {
        let bytes = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices().map(|(byte, _)| byte).collect()
        };
        Places { whole, bytes }
    }

    fn byte(&self, marker: Marker) -> usize {
        let inside = if self.bytes.is_empty() {
            marker.index()
        } else {
            self.bytes
                .get(marker.index())
                .copied()
                .unwrap_or(self.whole.end - self.whole.start)
        };
        (self.whole.start + inside).min(self.whole.end)
    }

    fn span(&self, span: saphyr_parser::Span) -> Span {
        Span {
            file: self.whole.file,
            start: self.byte(span.start),
            end: self.byte(span.end),
        }
    }
}

/// Builds the tree. A fault of grammar ends it; a name written twice does not.
struct Builder<'r> {
    places: Places,
    report: &'r mut Report,
}

type Events<'t> = Parser<'t, saphyr_parser::StrInput<'t>>;

impl Builder<'_> {
    fn document(&mut self, text: &str) -> Result<Node, Box<Fault>> {
        let mut events = Parser::new_from_str(text);
        loop {
            match self.next(&mut events)? {
                (Event::StreamStart | Event::DocumentStart(_), _) => {}
                (Event::StreamEnd | Event::DocumentEnd, _) => {
                    let start = self.places.whole.inside(0, 0);
                    return Ok(Node {
                        span: start,
                        value: Value::Empty,
                        quoted: false,
                    });
                }
                (event, span) => {
                    let node = self.node(event, span, &mut events, 0)?;
                    self.only_document(&mut events)?;
                    return Ok(node);
                }
            }
        }
    }

    fn only_document(&mut self, events: &mut Events<'_>) -> Result<(), Box<Fault>> {
        loop {
            match self.next(events)? {
                (Event::StreamEnd, _) => return Ok(()),
                (Event::DocumentStart(_), span) => {
                    let fault = Fault::error(
                        "yaml-syntax",
                        say!(
                            "un deuxième document commence ici",
                            "a second document begins here"
                        ),
                    );
                    return Err(Box::new(fault.at(span).help(say!(
                        "gardez un seul document par fichier : retirez la ligne `---`",
                        "keep one document a file: take out the line `---`"
                    ))));
                }
                _ => {}
            }
        }
    }

    fn next<'t>(&self, events: &mut Events<'t>) -> Result<(Event<'t>, Span), Box<Fault>> {
        match events.next_event() {
            Some(Ok((event, span))) => Ok((event, self.places.span(span))),
            Some(Err(error)) => {
                let byte = self.places.byte(*error.marker());
                let span = Span {
                    file: self.places.whole.file,
                    start: byte,
                    end: byte,
                };
                Err(Box::new(syntax_fault(error.info()).at(span)))
            }
            None => Ok((Event::StreamEnd, self.places.whole)),
        }
    }

    fn node(
        &mut self,
        event: Event<'_>,
        span: Span,
        events: &mut Events<'_>,
        depth: usize,
    ) -> Result<Node, Box<Fault>> {
        if depth > DEEPEST {
            return Err(Box::new(
                Fault::error(
                    "yaml-too-deep",
                    say!(
                        "plus de {DEEPEST} niveaux sont imbriqués ici",
                        "more than {DEEPEST} levels stand in one another here"
                    ),
                )
                .at(span),
            ));
        }
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse_extras(span, anchor, tag.is_some())?;
                let empty = style == ScalarStyle::Plain && matches!(&*text, "" | "~" | "null");
                let quoted = matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted);
                let value = if empty {
                    Value::Empty
                } else {
                    Value::Scalar(text.into_owned())
                };
                Ok(Node {
                    span,
                    value,
                    quoted,
                })
            }
            Event::SequenceStart(anchor, tag) => {
                self.refuse_extras(span, anchor, tag.is_some())?;
                let mut items = Vec::new();
                loop {
                    match self.next(events)? {
                        (Event::SequenceEnd, end) => {
                            return Ok(Node {
                                span: span.to(end),
                                value: Value::List(items),
                                quoted: false,
                            });
                        }
                        (event, span) => items.push(self.node(event, span, events, depth + 1)?),
                    }
                }
            }
            Event::MappingStart(anchor, tag) => {
                self.refuse_extras(span, anchor, tag.is_some())?;
                self.map(span, events, depth)
            }
            _ => Err(Box::new(
                Fault::error(
                    "yaml-alias",
                    say!(
                        "les alias YAML (`*nom`) ne sont pas acceptés",
                        "YAML aliases (`*name`) are not accepted"
                    ),
                )
                .at(span)
                .help(say!("répétez la valeur", "write the value again")),
            )),
        }
    }

    fn map(
        &mut self,
        span: Span,
        events: &mut Events<'_>,
        depth: usize,
    ) -> Result<Node, Box<Fault>> {
        let mut entries: Vec<(Name, Node)> = Vec::new();
        loop {
            let (event, key_span) = self.next(events)?;
            if event == Event::MappingEnd {
                return Ok(Node {
                    span: span.to(key_span),
                    value: Value::Map(entries),
                    quoted: false,
                });
            }
            let Event::Scalar(text, ..) = event else {
                return Err(Box::new(
                    Fault::error(
                        "yaml-syntax",
                        say!(
                            "un nom suivi de `:` est attendu ici",
                            "a name followed by `:` is expected here"
                        ),
                    )
                    .at(key_span),
                ));
            };
            let name = Name {
                text: text.into_owned(),
                span: key_span,
            };
            let (event, value_span) = self.next(events)?;
            let node = self.node(event, value_span, events, depth + 1)?;
            match entries.iter().find(|(known, _)| known.text == name.text) {
                Some((first, _)) => self.report.add(twice(&name, first.span)),
                None => entries.push((name, node)),
            }
        }
    }

    /// Anchors and tags have no use in a site and would let one line stand for a million.
    fn refuse_extras(&self, span: Span, anchor: usize, tagged: bool) -> Result<(), Box<Fault>> {
        if anchor == 0 && !tagged {
            return Ok(());
        }
        Err(Box::new(
            Fault::error(
                "yaml-extra",
                say!(
                    "les ancres (`&nom`) et les étiquettes (`!nom`) de YAML ne sont pas acceptées",
                    "YAML anchors (`&name`) and tags (`!name`) are not accepted"
                ),
            )
            .at(span)
            .help(say!(
                "si c'est un texte, mettez-le entre guillemets",
                "if it is a text, put it in quotes"
            )),
        ))
    }
}

fn twice(name: &Name, first: Span) -> Fault {
    let text = &name.text;
    Fault::error(
        "duplicate-name",
        say!("`{text}` est écrit deux fois", "`{text}` is written twice"),
    )
    .at(name.span)
    .related(first, say!("une première fois ici", "first here"))
    .help(say!(
        "gardez une seule des deux lignes",
        "keep one of the two lines"
    ))
}

/// The parser says what it met; the author needs to know what to do.
fn syntax_fault(info: &str) -> Fault {
    Fault::error(
        "yaml-syntax",
        say!(
            "la grammaire YAML n'est pas respectée ici",
            "this is not well-formed YAML"
        ),
    )
    .note(say!(
        "l'analyseur YAML dit : {info}",
        "the YAML parser says: {info}"
    ))
    .help(say!(
        "vérifiez l'alignement avec les lignes voisines ; mettez entre guillemets un texte qui contient `: `, `#`, ou qui commence par un signe",
        "check the alignment with the lines around; put in quotes a text that holds `: `, `#`, or begins with a sign"
    ))
}
