//! What everything in the rules is called on the site, for reports that compare two versions.

use std::collections::BTreeMap;

use oxc_index::IndexSlice;

use crate::language::Bilingual;
use crate::report::Report;
use crate::rules::{Day, DecisionId, RenamedKind, RuleBook};
use crate::site::law;
use crate::site::words::{self, Text, Words};
use crate::source::Sources;

/// The titles of a version of the rules, by the ids that it gives.
#[derive(Debug, Clone, Default)]
pub struct Titles {
    found: BTreeMap<(RenamedKind, String, String), Bilingual<String>>,
}

impl Titles {
    /// The title of a thing: `within` is the question of an option, the decision of an amount or
    /// the kind of an outcome, and empty where the whole book knows the thing. The reason of a
    /// decision has the id `outcome.why`.
    pub fn get(&self, what: RenamedKind, within: &str, id: &str) -> Option<&Bilingual<String>> {
        self.found.get(&(what, within.to_owned(), id.to_owned()))
    }

    /// What is told for a reason of a decision, with whichever outcome.
    pub fn of_reason<'t>(
        &'t self,
        decision: &'t str,
        why: &'t str,
    ) -> impl Iterator<Item = &'t Bilingual<String>> {
        let all = self.found.iter();
        all.filter(move |((what, within, id), _)| {
            let ends = id.split_once('.').is_some_and(|(_, own)| own == why);
            *what == RenamedKind::Reason && within == decision && ends
        })
        .map(|(_, words)| words)
    }

    fn add(&mut self, what: RenamedKind, within: &str, id: &str, words: Bilingual<String>) {
        if !words.fr.is_empty() && !words.en.is_empty() {
            self.found
                .insert((what, within.to_owned(), id.to_owned()), words);
        }
    }
}

/// Reads the titles of a site of which nothing but the rules is looked at; whatever has none is
/// told by its id.
pub fn read_titles(sources: &Sources, book: &RuleBook, day: Day) -> Titles {
    let mut unheard = Report::default();
    let words = words::read(sources, book, &[], IndexSlice::new(&[]), &mut unheard);
    let law = law::read(sources, book, &mut unheard);
    let mut titles = Titles::default();
    for (index, parameter) in book.parameters.iter_enumerated() {
        let name = law.map(|_, law| law.parameters[index].clone());
        titles.add(RenamedKind::Parameter, "", &parameter.id, name);
    }
    let mut reader = Reader {
        book,
        words: &words,
        day,
        titles,
    };
    reader.questions();
    reader.outcomes();
    for decision in book.decisions.indices() {
        reader.decision(decision);
    }
    reader.steps();
    reader.titles
}

struct Reader<'r> {
    book: &'r RuleBook,
    words: &'r Bilingual<Words>,
    day: Day,
    titles: Titles,
}

impl Reader<'_> {
    fn text(&self, pick: impl Fn(&Words) -> Option<&Text>) -> Bilingual<String> {
        Bilingual::new(|language| {
            let text = pick(&self.words[language]);
            text.map_or(String::new(), |text| {
                text.plain(self.book, self.day, language)
            })
        })
    }

    fn questions(&mut self) {
        let book = self.book;
        for (index, question) in book.questions.iter_enumerated() {
            let short = self.text(|words| Some(&words.questions[index].short));
            self.titles
                .add(RenamedKind::Question, "", &question.id, short);
            for (option, id) in question.kind.options().iter_enumerated() {
                let text =
                    self.text(|words| Some(&words.questions[index].options.get(option)?.text));
                self.titles.add(RenamedKind::Option, &question.id, id, text);
            }
        }
        for (index, contradiction) in book.contradictions.iter_enumerated() {
            let text = self.text(|words| Some(&words.contradictions[index]));
            let id = &contradiction.id;
            self.titles.add(RenamedKind::Contradiction, "", id, text);
        }
    }

    fn outcomes(&mut self) {
        for (kind, outcomes) in &self.book.kinds {
            for (index, outcome) in outcomes.iter_enumerated() {
                let words = self.words.map(|_, words| {
                    let names = words.outcomes.get(kind);
                    let name = names.and_then(|names| names.get(index));
                    name.cloned().unwrap_or_default()
                });
                self.titles
                    .add(RenamedKind::Outcome, kind.name(), &outcome.name, words);
            }
        }
    }

    fn decision(&mut self, index: DecisionId) {
        let book = self.book;
        let decision = &book.decisions[index];
        let id = &decision.id;
        let title = self.text(|words| Some(&words.decisions[index].title));
        self.titles.add(RenamedKind::Decision, "", id, title);
        for (terminal, found) in decision.terminals.iter_enumerated() {
            let text = self.text(|words| words.decisions[index].outcomes.get(terminal));
            let why = format!("{}.{}", book.outcome(index, terminal), found.why);
            self.titles.add(RenamedKind::Reason, id, &why, text);
        }
        for (amount, found) in decision.amounts.iter_enumerated() {
            let text = self.text(|words| words.decisions[index].amounts.get(amount));
            self.titles.add(RenamedKind::Amount, id, &found.id, text);
        }
        for (step, found) in decision.steps.iter_enumerated() {
            let text = self.text(|words| words.decisions[index].steps.get(step));
            self.titles.add(RenamedKind::Step, id, &found.id, text);
        }
    }

    fn steps(&mut self) {
        for (place, id) in self.book.letters().into_iter().enumerate() {
            let title = self.text(|words| Some(&words.letters.get(place)?.title));
            self.titles.add(RenamedKind::Letter, "", id, title);
        }
        for (place, id) in self.book.documents().into_iter().enumerate() {
            let text = self.text(|words| words.documents.get(place));
            self.titles.add(RenamedKind::Document, "", id, text);
        }
    }
}
