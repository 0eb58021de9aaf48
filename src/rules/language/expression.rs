//! The grammar of conditions and formulas: text in, a tree with places out.
//!
//! ```text
//! expression = "if" expression "then" expression "else" expression | range
//! range      = either [ "to" either ]
//! either     = both { "or" both }
//! both       = negation { "and" negation }
//! negation   = "not" negation | comparison
//! comparison = sum [ ("=" | "!=" | "<" | "<=" | ">" | ">=") sum | ["not"] "in" (list | name) ]
//! sum        = product { ("+" | "-") product }
//! product    = primary { ("*" | "/") primary }
//! primary    = number [ unit ] | date | name [ "." name | "[" name "]" ] | name "(" arguments ")"
//!            | "(" expression ")"
//! list       = "[" name { "," name } "]"
//! ```

mod parser;
mod tokens;

use self::parser::Parser;
use self::tokens::tokens;
use crate::report::Fault;
use crate::rules::book::calendar::Day;
use crate::rules::book::unit::{Hundredths, Unit};
use crate::rules::book::{Comparator, Operator};
use crate::source::Span;

/// A parsed expression, whose names mean nothing yet.
#[derive(Debug, Clone, PartialEq)]
pub struct Expression {
    /// Where it stands.
    pub span: Span,
    /// What it says.
    pub kind: ExpressionKind,
}

/// What an [`Expression`] says.
#[derive(Debug, Clone, PartialEq)]
pub enum ExpressionKind {
    /// A number in hundredths, with its unit where one is written.
    Number(Hundredths, Option<Unit>),
    /// A date.
    Date(Day),
    /// A name.
    Name(String),
    /// A name inside another: `cpf.covered`.
    Inner(String, String),
    /// The member of a family of values that an answer chooses: `cap[region]`.
    Keyed(String, String),
    /// `min(…)`, `max(…)`, `known(…)`.
    Call(String, Vec<Expression>),
    /// A comparison.
    Compare(Box<Expression>, Comparator, Box<Expression>),
    /// Membership; the flag says `not in`.
    In(Box<Expression>, Vec<Expression>, bool),
    /// `+`, `-`, `*` or `/`.
    Arithmetic(Box<Expression>, Operator, Box<Expression>),
    /// Every one holds.
    And(Vec<Expression>),
    /// At least one holds.
    Or(Vec<Expression>),
    /// It does not hold.
    Not(Box<Expression>),
    /// The second where the first holds, else the third.
    If(Box<Expression>, Box<Expression>, Box<Expression>),
    /// Anything from the first to the second.
    Range(Box<Expression>, Box<Expression>),
}

/// What was parsed, or the fault that stops it.
type Parsed<T> = Result<T, Box<Fault>>;

/// Parses an expression that stands at `span` in its file.
pub fn parse(text: &str, span: Span) -> Parsed<Expression> {
    let tokens = tokens(text, span)?;
    let mut parser = Parser {
        tokens,
        next: 0,
        depth: 0,
        operators: 0,
        end: span.inside(text.len(), text.len()),
    };
    let expression = parser.expression()?;
    match parser.peek() {
        None => Ok(expression),
        Some(token) => Err(parser.unexpected_token(token.clone())),
    }
}
