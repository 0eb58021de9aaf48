//! Finds sentences of a page that are too long to be read at once.

use super::Writer;
use crate::content::{Part, Phrase, World};
use crate::language::{FIGURE, SENTENCE_MOST, long_sentences};
use crate::report::Fault;
use crate::say;
use crate::source::Span;

impl Writer<'_> {
    /// Notes the long sentences of the block whose words end here, each at its line.
    pub(super) fn check_sentences(&mut self) {
        let phrase = Phrase::of_masked(&self.plain, self.masked, self.language, self.span);
        phrase.refuse_nothing(self.report);
        let mut told: Vec<Span> = Vec::new();
        for world in phrase.worlds() {
            let mut text = String::new();
            read_aloud(&phrase.parts, &world, true, &mut text);
            for (words, place) in self.long_sentences(&text) {
                if !told.contains(&place) {
                    told.push(place);
                    self.report.add(long(words, place));
                }
            }
        }
    }

    /// The long sentences of a text as it is read aloud, each with its words and its line.
    fn long_sentences(&self, text: &str) -> Vec<(usize, Span)> {
        let (mut read, mut line) = (0, self.words_from);
        let mut found = Vec::new();
        for (words, start) in long_sentences(text, SENTENCE_MOST) {
            for _ in text[read..start].matches('\n') {
                line = self.masked.text.len().min(self.line_end(line) + 1);
            }
            read = start;
            found.push((words, self.span_of(&(line..self.line_end(line)))));
        }
        found
    }

    /// Where the line ends that goes on from here.
    pub(super) fn line_end(&self, from: usize) -> usize {
        let rest = self.masked.text.get(from..).unwrap_or("");
        rest.find('\n')
            .map_or(self.masked.text.len(), |end| from + end)
    }
}

/// The words as they are counted where `world` tells what is known: a source is a reference, and
/// none of them. Of what is not shown the line ends stay, by which lines are counted.
fn read_aloud(parts: &[Part], world: &World<'_>, shown: bool, text: &mut String) {
    for part in parts {
        match part {
            Part::Text(words) if shown => text.push_str(words),
            Part::Text(words) => words.matches('\n').for_each(|end| text.push_str(end)),
            Part::Call(call) if shown && call.name.text != "source" => text.push_str(FIGURE),
            Part::Call(_) => {}
            Part::Choice(choice) => {
                let known = world.holds(&choice.test);
                for branch in [true, false] {
                    let shows = shown && branch == known;
                    read_aloud(choice.branch(branch), world, shows, text);
                }
            }
        }
    }
}

fn long(words: usize, place: Span) -> Fault {
    Fault::note_only(
        "long-sentence",
        say!(
            "cette phrase a {words} mots, plus que {SENTENCE_MOST}",
            "this sentence has {words} words, more than {SENTENCE_MOST}"
        ),
    )
    .at(place)
    .help(say!("faites-en deux phrases", "make two sentences of it"))
}
