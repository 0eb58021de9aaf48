//! The languages of a site, and what each of them does to text, money and dates.

mod odd_space;
mod sentence;
mod typeset;
mod visible;

use std::fmt;
use std::ops::{Index, IndexMut};

pub use odd_space::{is_odd_space, odd_space};
pub use sentence::{FIGURE, SENTENCE_MOST, long_sentences};
pub use typeset::{
    Prose, date, date_html, escape_html, money, month, number, prose, prose_html, quantity,
    quantity_to, typeset_html, units,
};
pub use visible::{visible, visible_line};

/// A language that a site is published in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// French, the language of the law that the site explains.
    French,
    /// English.
    English,
}

impl Language {
    /// Every language, in the order in which a site offers them.
    pub const ALL: [Language; 2] = [Language::French, Language::English];

    /// The code of the language in addresses, folder names and `lang` attributes.
    pub fn code(self) -> &'static str {
        match self {
            Language::French => "fr",
            Language::English => "en",
        }
    }

    /// The language's name for itself, as a language switch shows it.
    pub fn name(self) -> &'static str {
        match self {
            Language::French => "Français",
            Language::English => "English",
        }
    }

    /// The language with this code.
    pub fn from_code(code: &str) -> Option<Language> {
        Language::ALL
            .into_iter()
            .find(|language| language.code() == code)
    }

    /// The other language of a bilingual site.
    pub fn other(self) -> Language {
        match self {
            Language::French => Language::English,
            Language::English => Language::French,
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

/// One thing in both languages. Neither can be missing.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bilingual<T> {
    /// The French form.
    pub fr: T,
    /// The English form.
    pub en: T,
}

impl<T> Bilingual<T> {
    /// Makes the thing once for each language.
    pub fn new(mut make: impl FnMut(Language) -> T) -> Self {
        Bilingual {
            fr: make(Language::French),
            en: make(Language::English),
        }
    }

    /// The same pair with each form changed.
    pub fn map<U>(&self, mut change: impl FnMut(Language, &T) -> U) -> Bilingual<U> {
        Bilingual {
            fr: change(Language::French, &self.fr),
            en: change(Language::English, &self.en),
        }
    }

    /// Each language with its form.
    pub fn iter(&self) -> impl Iterator<Item = (Language, &T)> {
        [(Language::French, &self.fr), (Language::English, &self.en)].into_iter()
    }
}

impl<T> Bilingual<Option<T>> {
    /// The pair, where both forms are there.
    pub fn transpose(self) -> Option<Bilingual<T>> {
        Some(Bilingual {
            fr: self.fr?,
            en: self.en?,
        })
    }
}

impl<T> Index<Language> for Bilingual<T> {
    type Output = T;

    fn index(&self, language: Language) -> &T {
        match language {
            Language::French => &self.fr,
            Language::English => &self.en,
        }
    }
}

impl<T> IndexMut<Language> for Bilingual<T> {
    fn index_mut(&mut self, language: Language) -> &mut T {
        match language {
            Language::French => &mut self.fr,
            Language::English => &mut self.en,
        }
    }
}

/// A sentence in both languages, written side by side so that neither is forgotten.
///
/// ```
/// use bilan::say;
///
/// let page = "fr/index.md";
/// let words = say!("la page {page} est vide", "the page {page} is empty");
/// assert_eq!(words.en, "the page fr/index.md is empty");
/// ```
#[macro_export]
macro_rules! say {
    ($fr:literal, $en:literal $(, $value:expr)* $(,)?) => {
        $crate::language::Bilingual {
            fr: format!($fr $(, $value)*),
            en: format!($en $(, $value)*),
        }
    };
}
