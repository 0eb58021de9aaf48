//! The letters that a person can sign, and the documents that she gathers.

use crate::language::Language;
use crate::report::Report;
use crate::rules::QuestionId;
use crate::site::keyed::named;
use crate::site::words::{Reader, Text, Words};
use crate::yaml::{Fields, Node};

/// The words of a letter.
///
/// It is written to a French employer, so its own text is in French in both languages, and
/// stands in the French file alone; the other language says what it is.
#[derive(Debug, Clone, Default)]
pub struct LetterWords {
    /// What it asks for.
    pub title: Text,
    /// When and how to hand it over.
    pub about: Text,
    /// To whom it is written, in French.
    pub to: Text,
    /// Its subject, in French.
    pub subject: Text,
    /// Its paragraphs, in French.
    pub body: Vec<Text>,
}

impl Reader<'_> {
    /// Reads the letters and the documents that the steps of the rules name.
    pub(super) fn letters(
        &mut self,
        fields: &mut Fields<'_>,
        words: &mut Words,
        report: &mut Report,
    ) {
        let book = self.book;
        let letters = book.letters();
        let nodes = named(fields, "letters", &letters, report);
        for ((id, node), words) in letters.iter().zip(nodes).zip(&mut words.letters) {
            if let Some(node) = node {
                *words = self.letter(id, node, report);
            }
        }
        let documents = book.documents();
        let nodes = named(fields, "documents", &documents, report);
        for ((id, node), words) in documents.iter().zip(nodes).zip(&mut words.documents) {
            if let Some(node) = node {
                *words = self.text(node, &format!("documents.{id}"), report);
            }
        }
    }

    /// The question that a letter names: `{start_date}` stands for what was answered.
    pub(super) fn answer(&self, name: &str) -> Option<QuestionId> {
        self.book.question(name).filter(|_| self.letter)
    }

    fn letter(&mut self, id: &str, node: &Node, report: &mut Report) -> LetterWords {
        let id = format!("letters.{id}");
        let mut fields = Fields::of(node, report);
        let mut words = LetterWords {
            title: self.required(&mut fields, "title", &id, report),
            about: self.required(&mut fields, "about", &id, report),
            ..LetterWords::default()
        };
        if self.language == Language::French {
            self.letter = true;
            words.to = self.required(&mut fields, "to", &id, report);
            words.subject = self.required(&mut fields, "subject", &id, report);
            if let Some(list) = fields.required("body", report) {
                let paragraphs = list.items(report).iter();
                words.body = paragraphs
                    .map(|node| self.text(node, &format!("{id}.body"), report))
                    .collect();
            }
            self.letter = false;
        }
        fields.finish(report);
        words
    }
}
