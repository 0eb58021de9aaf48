//! Finds questions and sentences of the questionnaire that are too long to be read at once.

use crate::language::{FIGURE, long_sentences};
use crate::report::{Fault, Report};
use crate::say;
use crate::site::words::{Segment, Text};
use crate::source::Span;

/// The most words of a question: it is read before each answer, by some aloud.
pub(super) const QUESTION: usize = 15;

/// Reports a text with a sentence of more than `most` words.
pub(super) fn check(text: &Text, most: usize, span: Span, report: &mut Report) {
    let long = text.worlds().into_iter().flat_map(|world| {
        let shown = text.shown(&|test| world.holds(test)).into_iter();
        let text: String = shown.map(measured_words).collect();
        long_sentences(&text, most)
    });
    let Some((words, _)) = long.max() else {
        return;
    };
    let fault = if most == QUESTION {
        Fault::warning(
            "long-question",
            say!(
                "cette question a {words} mots, plus que {most}",
                "this question has {words} words, more than {most}"
            ),
        )
        .help(say!(
            "raccourcissez-la, et mettez le reste dans `hint` ou `why`",
            "shorten it, and put the rest into `hint` or `why`"
        ))
    } else {
        Fault::warning(
            "long-sentence",
            say!(
                "une phrase de ce texte a {words} mots, plus que {most}",
                "a sentence of this text has {words} words, more than {most}"
            ),
        )
        .help(say!("faites-en deux phrases", "make two sentences of it"))
    };
    report.add(fault.at(span));
}

fn measured_words(bit: &Segment) -> &str {
    match bit {
        Segment::Words(words) | Segment::Italic(words) | Segment::Link(words, ..) => words,
        Segment::Parameter(..) => FIGURE,
        // Letters are not measured; no other text holds an answer.
        Segment::Answer(_) | Segment::Choice(_) => "",
    }
}
