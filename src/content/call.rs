//! Calls in prose, such as `{{ param("cpf_ceiling", on="2025-06-01") }}`, and the marks of two
//! sentences, such as `{{ else }}`: their grammar.
//!
//! Which calls there are, and what they give, is for the site to know.

use super::choice::{KnownTest, Mark};
use crate::language::Bilingual;
use crate::report::Fault;
use crate::say;
use crate::source::Span;
use crate::yaml::Name;

/// A call, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// What is called, with its own place.
    pub name: Name,
    /// What it is given: values without a name first. No name stands twice.
    pub arguments: Vec<Argument>,
    /// Where it stands, braces included.
    pub span: Span,
    /// Whether it is alone in its paragraph, so that no `<p>` stands around it.
    pub block: bool,
    /// The part of the page that it stands in, which a reader may read alone: what stands below a
    /// heading, a table, a term with its meaning, a note.
    pub section: usize,
    /// Whether it stands in parentheses.
    pub enclosed: bool,
}

/// What can stand between braces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Inside {
    /// A call.
    Call(Call),
    /// A mark of two sentences.
    Mark(Mark),
}

/// What a call is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    /// Its name, if it has one.
    pub name: Option<Name>,
    /// Its value.
    pub value: Literal,
    /// Where the value stands.
    pub span: Span,
}

/// A value, as it is written in a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Literal {
    /// `"text"`.
    Text(String),
    /// `12` or `12.50`, in hundredths.
    Number(i64),
    /// `true` or `false`.
    Bool(bool),
}

impl Call {
    /// The values without a name, in their order.
    pub fn positional(&self) -> impl Iterator<Item = &Argument> {
        self.arguments
            .iter()
            .filter(|argument| argument.name.is_none())
    }

    /// The value with this name.
    pub fn named(&self, name: &str) -> Option<&Argument> {
        self.arguments
            .iter()
            .find(|argument| matches!(&argument.name, Some(own) if own.text == name))
    }
}

/// Reads the braces that the rest of a line begins with, and tells their length in bytes. The
/// rest stands at `span`.
pub(super) fn read(line: &str, span: Span) -> Result<(Inside, usize), Box<Fault>> {
    let mut reader = Reader { line, at: 2, span };
    let inside = reader.inside()?;
    Ok((inside, reader.at))
}

struct Reader<'t> {
    line: &'t str,
    at: usize,
    span: Span,
}

impl<'t> Reader<'t> {
    fn inside(&mut self) -> Result<Inside, Box<Fault>> {
        let name = self.name().ok_or_else(|| {
            self.fault(say!(
                "un nom est attendu ici, comme `param`",
                "a name is expected here, like `param`"
            ))
        })?;
        match name.text.as_str() {
            "if" => self.test(),
            "else" => self.last().map(|span| Inside::Mark(Mark::Else(span))),
            "end" => self.last().map(|span| Inside::Mark(Mark::End(span))),
            _ => self.call(name),
        }
    }

    fn call(&mut self, name: Name) -> Result<Inside, Box<Fault>> {
        let arguments = self.arguments()?;
        let span = self.last()?;
        Ok(Inside::Call(Call {
            name,
            arguments,
            span,
            block: false,
            section: 0,
            enclosed: false,
        }))
    }

    /// What stands after `if`: `known("participation")`.
    fn test(&mut self) -> Result<Inside, Box<Fault>> {
        let before = self.at;
        let turned = match self.name() {
            Some(name) if name.text == "known" => false,
            Some(name) if name.text == "unknown" => true,
            _ => {
                self.at = before;
                self.spaces();
                return Err(Box::new(self.test_expected()));
            }
        };
        let arguments = self.arguments()?;
        let span = self.last()?;
        let names = arguments.into_iter().map(|argument| match argument {
            Argument {
                name: None,
                value: Literal::Text(text),
                span,
            } => Ok(Name { text, span }),
            other => Err(other.span),
        });
        match names.collect::<Result<Vec<Name>, Span>>() {
            Ok(parameters) if !parameters.is_empty() => Ok(Inside::Mark(Mark::If(
                KnownTest { parameters, span },
                turned,
            ))),
            Ok(_) => Err(Box::new(no_names(span))),
            Err(odd) => Err(Box::new(no_names(odd))),
        }
    }

    fn arguments(&mut self) -> Result<Vec<Argument>, Box<Fault>> {
        self.expect("(")?;
        let mut arguments: Vec<Argument> = Vec::new();
        while !self.skip(")") {
            if !arguments.is_empty() {
                self.expect(",")?;
            }
            let argument = self.argument()?;
            self.refuse_disorder(&argument, &arguments)?;
            arguments.push(argument);
        }
        Ok(arguments)
    }

    /// The end of the braces: where they stand as a whole.
    fn last(&mut self) -> Result<Span, Box<Fault>> {
        self.expect("}}")?;
        Ok(self.span.inside(0, self.at))
    }

    fn argument(&mut self) -> Result<Argument, Box<Fault>> {
        let before = self.at;
        let mut name = self.name();
        if name.is_some() && !self.skip("=") {
            self.at = before;
            name = None;
        }
        self.spaces();
        let start = self.at;
        let value = self.literal()?;
        Ok(Argument {
            name,
            value,
            span: self.span.inside(start, self.at),
        })
    }

    fn literal(&mut self) -> Result<Literal, Box<Fault>> {
        if self.skip("\"") {
            return self.rest_of_text();
        }
        let end = self.line[self.at..]
            .find(|c: char| !(c.is_ascii_alphanumeric() || "_.-".contains(c)))
            .unwrap_or(self.line.len() - self.at);
        let word = &self.line[self.at..self.at + end];
        let value = match word {
            "true" => Some(Literal::Bool(true)),
            "false" => Some(Literal::Bool(false)),
            _ => hundredths(word).map(Literal::Number),
        };
        let Some(value) = value else {
            return Err(Box::new(self.fault(say!(
                "une valeur est attendue ici : `\"texte\"`, un nombre, `true` ou `false`",
                "a value is expected here: `\"text\"`, a number, `true` or `false`"
            ))
            .help(say!(
                "un texte se met entre guillemets droits ; un nombre a un point et au plus deux décimales",
                "a text stands in straight double quotes; a number has a point and at most two decimals"
            ))));
        };
        self.at += end;
        Ok(value)
    }

    /// The rest of a text whose quote is open; `\` stands before a quote that belongs to it.
    fn rest_of_text(&mut self) -> Result<Literal, Box<Fault>> {
        let mut text = String::new();
        let mut characters = self.line[self.at..].char_indices();
        while let Some((at, character)) = characters.next() {
            match character {
                '"' => {
                    self.at += at + 1;
                    return Ok(Literal::Text(text));
                }
                '\\' => text.extend(characters.next().map(|(_, escaped)| escaped)),
                other => text.push(other),
            }
        }
        Err(Box::new(self.fault(say!(
            "le guillemet ouvert ici n'est pas fermé",
            "the quote that opens here is not closed"
        ))))
    }

    fn name(&mut self) -> Option<Name> {
        self.spaces();
        let rest = &self.line[self.at..];
        let length = rest
            .find(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
            .unwrap_or(rest.len());
        if length == 0 || rest.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let span = self.span.inside(self.at, self.at + length);
        self.at += length;
        Some(Name {
            text: rest[..length].to_owned(),
            span,
        })
    }

    fn refuse_disorder(&self, next: &Argument, before: &[Argument]) -> Result<(), Box<Fault>> {
        let Some(name) = &next.name else {
            return match before.iter().find(|argument| argument.name.is_some()) {
                None => Ok(()),
                Some(named) => Err(Box::new(
                    syntax(say!(
                        "une valeur sans nom vient après une valeur qui en a un",
                        "a value without a name comes after one that has a name"
                    ))
                    .at(next.span)
                    .related(named.span, say!("celle-ci a un nom", "this one has a name")),
                )),
            };
        };
        let twin = before
            .iter()
            .filter_map(|argument| argument.name.as_ref())
            .find(|other| other.text == name.text);
        match twin {
            None => Ok(()),
            Some(first) => {
                let text = &name.text;
                Err(Box::new(
                    syntax(say!(
                        "`{text}` est donné deux fois",
                        "`{text}` is given twice"
                    ))
                    .at(name.span)
                    .related(first.span, say!("une première fois ici", "first here")),
                ))
            }
        }
    }

    fn test_expected(&self) -> Fault {
        self.fault(say!(
            "`known(\"…\")` ou `unknown(\"…\")` est attendu ici",
            "`known(\"…\")` or `unknown(\"…\")` is expected here"
        ))
        .help(say!(
            "on écrit `{{{{ if known(\"participation\") }}}}…{{{{ else }}}}…{{{{ end }}}}`",
            "it is written `{{{{ if known(\"participation\") }}}}…{{{{ else }}}}…{{{{ end }}}}`"
        ))
    }

    fn expect(&mut self, sign: &str) -> Result<(), Box<Fault>> {
        if self.skip(sign) {
            return Ok(());
        }
        Err(Box::new(self.fault(say!(
            "`{sign}` est attendu ici",
            "`{sign}` is expected here"
        ))))
    }

    fn skip(&mut self, sign: &str) -> bool {
        self.spaces();
        let found = self.line[self.at..].starts_with(sign);
        if found {
            self.at += sign.len();
        }
        found
    }

    fn spaces(&mut self) {
        let rest = &self.line[self.at..];
        self.at += rest.len() - rest.trim_start().len();
    }

    /// A fault at the character that comes next.
    fn fault(&self, message: Bilingual<String>) -> Fault {
        let length = self.line[self.at..]
            .chars()
            .next()
            .map_or(0, char::len_utf8);
        syntax(message).at(self.span.inside(self.at, self.at + length))
    }
}

/// The fault of a test that names no parameter.
fn no_names(span: Span) -> Fault {
    syntax(say!(
        "des noms de paramètres entre guillemets sont attendus ici",
        "names of parameters in quotes are expected here"
    ))
    .at(span)
    .help(say!(
        "écrivez `known(\"participation\")`",
        "write `known(\"participation\")`"
    ))
}

fn syntax(message: Bilingual<String>) -> Fault {
    Fault::error("call-syntax", message).help(say!(
        "un appel s'écrit `{{{{ nom(\"texte\", option=1) }}}}`",
        "a call is written `{{{{ name(\"text\", option=1) }}}}`"
    ))
}

/// A decimal number in hundredths.
fn hundredths(word: &str) -> Option<i64> {
    let (sign, digits) = match word.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, word),
    };
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !all_digits(whole) || !all_digits(decimals) || decimals.len() > 2 {
        return None;
    }
    let whole: i64 = whole.parse().ok()?;
    let decimals: i64 = format!("{decimals:0<2}").parse().ok()?;
    Some(sign * whole.checked_mul(100)?.checked_add(decimals)?)
}
