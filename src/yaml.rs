//! The one door to YAML: a tree in which every value knows its place, and typed reads from it.
//!
//! The tree is built from the events of `saphyr-parser`. A deserialiser would stop at the
//! first fault; a walk over this tree reports them all, each with its line and column.

mod space;
mod tree;

use std::collections::HashMap;

use self::tree::{Builder, Places};
use crate::language::Bilingual;
use crate::report::{Fault, Report, closest};
use crate::say;
use crate::source::{FileId, Sources, Span};

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

/// Reads a file of names with values. Where it is laid over one inside the program, it says only
/// what differs: the values of its names stand in the place of those beneath, and lists are whole.
pub fn parse_laid_over(sources: &Sources, file: FileId, report: &mut Report) -> Option<Node> {
    let own = parse(sources, file, report)?;
    let beneath = sources.beneath(file);
    let beneath = beneath.and_then(|file| parse(sources, file, &mut Report::default()));
    Some(match beneath {
        Some(beneath) => laid_over(own, beneath),
        None => own,
    })
}

/// A value over another one. Two maps are one, in the order of that beneath; nothing written
/// changes nothing.
fn laid_over(own: Node, beneath: Node) -> Node {
    let (own_entries, below) = match (own.value, beneath.value) {
        (Value::Map(own_entries), Value::Map(below)) => (own_entries, below),
        (Value::Empty, Value::Map(below)) => (Vec::new(), below),
        (value, _) => return Node { value, ..own },
    };
    let mut order: Vec<String> = below.iter().map(|(name, _)| name.text.clone()).collect();
    let mut entries: HashMap<String, (Name, Node)> = below
        .into_iter()
        .map(|(name, node)| (name.text.clone(), (name, node)))
        .collect();
    for (name, node) in own_entries {
        let node = match entries.remove(&name.text) {
            Some((_, beneath)) => laid_over(node, beneath),
            None => {
                order.push(name.text.clone());
                node
            }
        };
        entries.insert(name.text.clone(), (name, node));
    }
    let entries = order.iter().filter_map(|name| entries.remove(name));
    Node {
        value: Value::Map(entries.collect()),
        ..own
    }
}

/// Reads the part of a file that `whole` covers and `text` holds: a page's front matter.
pub fn parse_part(text: &str, whole: Span, report: &mut Report) -> Option<Node> {
    let mut found = Report::default();
    let tree = build(text, text, whole, &mut found);
    let misread = tree.as_ref().is_none_or(space::is_misread);
    let odd = if misread {
        space::beside_marks(text)
    } else {
        Vec::new()
    };
    if odd.is_empty() {
        report.extend(found);
        return tree;
    }
    for range in &odd {
        report.add(space::fault(text, range, whole));
    }
    // Read as it was meant. Where that makes no sense either, these spaces are mended first.
    let mut found = Report::default();
    let tree = build(text, &space::mended(text, &odd), whole, &mut found)?;
    report.extend(found);
    Some(tree)
}

/// The tree of a text that has the places of another one, character by character.
fn build(written: &str, text: &str, whole: Span, report: &mut Report) -> Option<Node> {
    let mut builder = Builder {
        places: Places::new(written, whole),
        written,
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
        // A field may be looked at twice; it is named once.
        if !self.asked.contains(&name) {
            self.asked.push(name);
        }
        self.entries
            .iter()
            .find(|(key, _)| key.text == name)
            .map(|(_, node)| node)
            .filter(|node| node.value != Value::Empty)
    }

    /// The field of this name; its absence is a fault, and so is an empty list.
    pub fn required(&mut self, name: &'static str, report: &mut Report) -> Option<&'n Node> {
        let found = self.present(name, report);
        if let Some(node) = found
            && matches!(&node.value, Value::List(items) if items.is_empty())
        {
            report.add(
                Fault::error(
                    "missing-field",
                    say!("`{name}` est vide", "`{name}` is empty"),
                )
                .at(node.span)
                .help(say!(
                    "mettez au moins une valeur dans la liste",
                    "put at least one value into the list"
                )),
            );
        }
        found
    }

    /// The field of this name, be it an empty list; its absence is a fault.
    pub fn present(&mut self, name: &'static str, report: &mut Report) -> Option<&'n Node> {
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
