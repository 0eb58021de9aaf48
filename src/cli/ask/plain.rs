//! A text of the site as the terminal shows it, with the values of the visitor's day.

use crate::language::Language;
use crate::rules::{Answer, Answers};
use crate::site::{Site, Text};

/// A text with the figures of the reference date.
pub(super) fn plain(site: &Site, text: &Text, answers: &Answers, language: Language) -> String {
    let book = &site.rules.book;
    let day = match answers.get(book.reference) {
        Some(Answer::Known(day)) => day,
        _ => site.today,
    };
    text.plain(book, day, language)
}
