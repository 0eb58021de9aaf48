//! The short words of the questionnaire, with which faults and reports say who a person is.

use oxc_index::IndexSlice;

use crate::language::Bilingual;
use crate::report::Report;
use crate::rules::{Day, Phrasebook, QuestionPhrase, RuleBook};
use crate::site::law::{self, Law};
use crate::site::words::{self, Text, Words};
use crate::source::Sources;

/// The short words of questions and options, with the figures of a day, and the names of
/// parameters.
pub(super) fn phrasebook(
    words: &Bilingual<Words>,
    law: &Bilingual<Law>,
    book: &RuleBook,
    day: Day,
) -> Phrasebook {
    let both = |pick: &dyn Fn(&Words) -> Option<&Text>| {
        Bilingual::new(|language| {
            let text = pick(&words[language]);
            text.map_or(String::new(), |text| text.plain(book, day, language))
        })
    };
    let questions = book.questions.iter_enumerated();
    let questions = questions.map(|(index, question)| QuestionPhrase {
        short: both(&|words| Some(&words.questions[index].short)),
        options: (question.kind.options().indices())
            .map(|option| both(&|words| Some(&words.questions[index].options.get(option)?.text)))
            .collect(),
    });
    let parameters = book.parameters.indices().map(|parameter| {
        law.map(|_, law| law.parameters.get(parameter).cloned().unwrap_or_default())
    });
    Phrasebook {
        questions: questions.collect(),
        parameters: parameters.collect(),
    }
}

/// Reads the short words of a site of which nothing but the rules is looked at. What is wrong
/// with the texts is left to `bilan check`; whatever has no words is told by its id.
pub fn read_phrasebook(sources: &Sources, book: &RuleBook, day: Day) -> Phrasebook {
    let mut unheard = Report::default();
    let words = words::read(sources, book, &[], IndexSlice::new(&[]), &mut unheard);
    let law = law::read(sources, book, &mut unheard);
    phrasebook(&words, &law, book, day)
}
