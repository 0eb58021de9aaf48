//! Builds the tree from the events of `saphyr-parser`, the only file whose code names the package.

use std::collections::HashMap;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle};

use super::{Name, Node, Value};
use crate::report::{Fault, Report};
use crate::say;
use crate::source::Span;

/// How deep lists and maps may stand in one another. Real files stay below ten.
const DEEPEST: usize = 64;

/// Builds the tree. A fault of grammar ends it; a name written twice does not.
pub(super) struct Builder<'r> {
    pub(super) places: Places,
    /// The text as its author typed it.
    pub(super) written: &'r str,
    pub(super) report: &'r mut Report,
}

type Events<'t> = Parser<'t, saphyr_parser::StrInput<'t>>;

impl Builder<'_> {
    pub(super) fn document(&mut self, text: &str) -> Result<Node, Box<Fault>> {
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
                if style == ScalarStyle::Plain {
                    self.check_comment(span);
                }
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

    /// Finds words that stand behind a ` #`: YAML takes them for a comment, and drops them.
    fn check_comment(&mut self, value: Span) {
        let whole = self.places.whole;
        let rest = self.written.get(value.end - whole.start..).unwrap_or("");
        let line = rest.lines().next().unwrap_or("");
        let words = line.trim_start_matches([' ', '\t']);
        let close = words
            .strip_prefix('#')
            .is_some_and(|after| after.starts_with(char::is_alphanumeric));
        if !close || value.start == value.end {
            return;
        }
        let start = value.end - whole.start + (line.len() - words.len());
        let place = whole.inside(start, start + words.trim_end().len());
        self.report.add(
            Fault::warning(
                "yaml-comment",
                say!(
                    "ce qui suit ` #` est un commentaire pour YAML, et ne serait pas publié",
                    "what follows ` #` is a comment to YAML, and would not be published"
                ),
            )
            .at(place)
            .help(say!(
                "mettez tout le texte entre guillemets droits ; dans un commentaire, laissez une espace après le `#`",
                "put the whole text between straight double quotes; in a comment, leave a space after the `#`"
            )),
        );
    }

    fn map(
        &mut self,
        span: Span,
        events: &mut Events<'_>,
        depth: usize,
    ) -> Result<Node, Box<Fault>> {
        let mut entries: Vec<(Name, Node)> = Vec::new();
        let mut places: HashMap<String, Span> = HashMap::new();
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
            match places.get(&name.text) {
                Some(first) => self.report.add(twice(&name, *first)),
                None => {
                    places.insert(name.text.clone(), name.span);
                    entries.push((name, node));
                }
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

/// Turns the parser's places, counted in characters, into bytes of the file.
pub(super) struct Places {
    whole: Span,
    /// The byte at which each character begins; empty where every character is one byte.
    bytes: Vec<usize>,
}

impl Places {
    pub(super) fn new(text: &str, whole: Span) -> Places {
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
