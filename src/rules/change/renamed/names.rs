//! Every name in a book, with what it names.

use super::RenamedKind;
use crate::rules::book::{QuestionKind, RuleBook, USUAL};

/// The reason of rows that give none: nobody chose this name.
const DEFAULT: &str = "default";

/// A name of a book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OwnName {
    /// What it names.
    pub what: RenamedKind,
    /// Inside what; empty where the whole book knows it.
    pub within: String,
    /// The name itself.
    pub own: String,
}

impl OwnName {
    /// Whether it is this one.
    pub fn is(&self, what: RenamedKind, within: &str, own: &str) -> bool {
        self.what == what && self.within == within && self.own == own
    }

    /// Whether one may take the place of the other.
    pub fn is_like(&self, other: &OwnName) -> bool {
        self.what == other.what && self.within == other.within
    }

    /// Whether the name has a meaning of its own.
    pub fn is_fixed(&self) -> bool {
        match self.what {
            RenamedKind::Reason => self.own == DEFAULT,
            RenamedKind::Fact => self.own == USUAL,
            _ => false,
        }
    }
}

/// The names of a book, each once.
pub(super) fn names(book: &RuleBook) -> Vec<OwnName> {
    let mut found: Vec<OwnName> = Vec::new();
    each_name(&mut book.clone(), &mut |what, within, own| {
        if !found.iter().any(|known| known.is(what, within, own)) {
            let (within, own) = (within.to_owned(), own.clone());
            found.push(OwnName { what, within, own });
        }
    });
    found
}

/// Looks at every name of a book, and may change it. What a name stands within is told by the
/// name that this had before.
pub(super) fn each_name(
    book: &mut RuleBook,
    look: &mut impl FnMut(RenamedKind, &str, &mut String),
) {
    for question in &mut book.questions {
        let within = question.id.clone();
        look(RenamedKind::Question, "", &mut question.id);
        if let QuestionKind::Choice(options) = &mut question.kind {
            for option in options {
                look(RenamedKind::Option, &within, option);
            }
        }
    }
    for parameter in &mut book.parameters {
        look(RenamedKind::Parameter, "", &mut parameter.id);
    }
    for fact in &mut book.facts {
        look(RenamedKind::Fact, "", &mut fact.id);
    }
    for contradiction in &mut book.contradictions {
        look(RenamedKind::Contradiction, "", &mut contradiction.id);
    }
    for (kind, outcomes) in &mut book.kinds {
        for outcome in outcomes {
            look(RenamedKind::Outcome, kind.name(), &mut outcome.name);
        }
    }
    for decision in &mut book.decisions {
        let within = decision.id.clone();
        look(RenamedKind::Decision, "", &mut decision.id);
        for terminal in &mut decision.terminals {
            look(RenamedKind::Reason, &within, &mut terminal.why);
        }
        for amount in &mut decision.amounts {
            look(RenamedKind::Amount, &within, &mut amount.id);
        }
        for step in &mut decision.steps {
            look(RenamedKind::Step, &within, &mut step.id);
            if let Some(letter) = &mut step.letter {
                look(RenamedKind::Letter, "", letter);
            }
            for document in &mut step.documents {
                look(RenamedKind::Document, "", document);
            }
        }
    }
}
