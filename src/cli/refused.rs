//! Values of options that cannot be read: what is wrong with each, in the language of the command.

use std::error::Error;
use std::fmt;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::language::{Bilingual, Language, visible_line};
use crate::project::base_address;
use crate::rules::{Day, bad_day, parse_day};
use crate::say;

/// Why the value of an option cannot be read.
#[derive(Debug)]
pub(super) struct BadValue(Bilingual<String>);

impl fmt::Display for BadValue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0.en)
    }
}

impl Error for BadValue {}

/// Reads a day.
pub(super) fn iso_date(text: &str) -> Result<Day, BadValue> {
    parse_day(text).ok_or_else(|| BadValue(bad_day(text)))
}

/// Reads the address of a site.
pub(super) fn address(text: &str) -> Result<String, BadValue> {
    base_address(text).map_err(BadValue)
}

/// What is said of a value that one of these has refused; nothing of any other mistake, which
/// the parser of arguments tells in its own words.
pub(super) fn refusal(error: &clap::Error, language: Language) -> Option<String> {
    if error.kind() != ErrorKind::ValueValidation {
        return None;
    }
    let BadValue(Bilingual { fr, en }) = error.source()?.downcast_ref()?;
    let said = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(visible_line(text)),
        _ => None,
    };
    let (option, value) = (
        said(ContextKind::InvalidArg)?,
        said(ContextKind::InvalidValue)?,
    );
    let words = say!(
        "erreur : `{value}` ne convient pas à {option} : {fr}",
        "error: `{value}` does not do for {option}: {en}"
    );
    Some(words[language].clone())
}
