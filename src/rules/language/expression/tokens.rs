//! Cuts the text of an expression into words, numbers, dates and signs.

use super::Parsed;
use crate::language::Bilingual;
use crate::report::Fault;
use crate::rules::book::calendar::{Day, odd_day, parse_day};
use crate::rules::book::unit::{Hundredths, hundredths};
use crate::say;
use crate::source::Span;

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    pub(super) span: Span,
    pub(super) kind: TokenKind,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum TokenKind {
    Word(String),
    Number(Hundredths),
    Date(Day),
    Sign(&'static str),
}

/// Longer signs first, so that `<=` is not read as `<` and `=`.
pub(super) const SIGNS: [&str; 16] = [
    "!=", "<=", ">=", "=", "<", ">", "+", "-", "*", "/", "(", ")", "[", "]", ",", ".",
];

pub(super) fn tokens(text: &str, whole: Span) -> Parsed<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        let length_while =
            |allowed: fn(char) -> bool| rest.find(|letter| !allowed(letter)).unwrap_or(rest.len());
        let (length, kind) = if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        } else if first.is_ascii_digit() {
            let length = length_while(|letter| letter.is_ascii_digit() || letter == '-');
            let written = length_while(|letter| letter.is_ascii_digit() || "-/.".contains(letter));
            if let Some(day) = parse_day(&rest[..length]) {
                (length, TokenKind::Date(day))
            } else if let Some(help) = odd_day(&rest[..written]) {
                return Err(bad_day(
                    &rest[..written],
                    whole.inside(at, at + written),
                    help,
                ));
            } else {
                let length = length_while(|letter| letter.is_ascii_digit() || letter == '.');
                let number = hundredths(&rest[..length])
                    .ok_or_else(|| bad_number(&rest[..length], whole.inside(at, at + length)))?;
                (length, TokenKind::Number(number))
            }
        } else if first.is_ascii_alphabetic() || first == '_' {
            let length = length_while(|letter| letter.is_ascii_alphanumeric() || letter == '_');
            (length, TokenKind::Word(rest[..length].to_owned()))
        } else if let Some(sign) = SIGNS.into_iter().find(|sign| rest.starts_with(sign)) {
            (sign.len(), TokenKind::Sign(sign))
        } else {
            let length = first.len_utf8();
            let fault = Fault::error(
                "expression-syntax",
                say!(
                    "le signe `{first}` n'a pas de sens dans une condition",
                    "the sign `{first}` has no meaning in a condition"
                ),
            )
            .at(whole.inside(at, at + length));
            return Err(Box::new(fault));
        };
        tokens.push(Token {
            span: whole.inside(at, at + length),
            kind,
        });
        at += length;
    }
    Ok(tokens)
}

fn bad_day(text: &str, span: Span, help: Bilingual<String>) -> Box<Fault> {
    let fault = Fault::error(
        "bad-number",
        say!("`{text}` n'est pas une date", "`{text}` is not a date"),
    );
    Box::new(fault.at(span).help(help))
}

fn bad_number(text: &str, span: Span) -> Box<Fault> {
    let fault = Fault::error(
        "bad-number",
        say!(
            "`{text}` n'est ni un nombre ni une date",
            "`{text}` is neither a number nor a date"
        ),
    )
    .at(span)
    .help(say!(
        "écrivez un nombre comme 1600 ou 103.20, une date comme 2026-11-22",
        "write a number like 1600 or 103.20, a date like 2026-11-22"
    ));
    Box::new(fault)
}
