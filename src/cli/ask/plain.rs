//! Texts and amounts as the terminal shows them.

use crate::language::{Language, money};
use crate::rules::{Answer, Answers, Quantity};
use crate::say;
use crate::site::{Site, Text};

/// A text with the figures of the reference date.
pub(super) fn plain(site: &Site, text: &Text, answers: &Answers, language: Language) -> String {
    let book = &site.rules.book;
    let day = match answers.get(book.reference) {
        Some(Answer::Day(day)) => day,
        _ => site.today,
    };
    text.plain(book, day, language)
}

/// An amount, or what is known of it.
pub(super) fn amount(quantity: Quantity, language: Language) -> String {
    let words = match quantity {
        Quantity::Between(Some(low), Some(high)) if low == high => {
            return money(low.point(), language);
        }
        Quantity::Between(Some(low), None) => {
            let low = money(low.point(), language);
            say!("{low} ou plus", "{low} or more")
        }
        Quantity::Between(None, Some(high)) => {
            let high = money(high.point(), language);
            say!("{high} ou moins", "{high} or less")
        }
        Quantity::Between(None, None) => say!("tout montant", "any amount"),
        Quantity::Between(Some(low), Some(high)) => {
            let (low, high) = (money(low.point(), language), money(high.point(), language));
            say!("de {low} à {high}", "from {low} to {high}")
        }
        Quantity::None => say!("non fixé par la loi", "not set by law"),
        Quantity::Unknown => say!("pas encore connu", "not known yet"),
    };
    words[language].clone()
}
