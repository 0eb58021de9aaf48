//! Finds sentences of a page that are too long to be read at once.

use super::Writer;
use crate::content::mask::Bit;
use crate::language::{FIGURE, SENTENCE_MOST, long_sentences};
use crate::report::Fault;
use crate::say;

impl Writer<'_> {
    /// Notes the long sentences of the block whose words end here, each at its line.
    pub(super) fn check_sentences(&mut self) {
        let text = self.read_aloud();
        let (mut read, mut line) = (0, self.words_from);
        for (words, start) in long_sentences(&text, SENTENCE_MOST) {
            for _ in text[read..start].matches('\n') {
                line = self.masked.text.len().min(self.line_end(line) + 1);
            }
            read = start;
            let place = self.place(&(line..self.line_end(line)));
            self.report.add(
                Fault::note_only(
                    "long-sentence",
                    say!(
                        "cette phrase a {words} mots, plus que {SENTENCE_MOST}",
                        "this sentence has {words} words, more than {SENTENCE_MOST}"
                    ),
                )
                .at(place)
                .help(say!("faites-en deux phrases", "make two sentences of it")),
            );
        }
    }

    /// The words of the block as they are counted: a source is a reference, and none of them.
    fn read_aloud(&self) -> String {
        let bits = self.masked.split(&self.plain);
        bits.map(|bit| match bit {
            Bit::Text(text) => text,
            Bit::Slot(slot) => match self.masked.call(slot) {
                Ok(call) if call.name.text == "source" => "",
                _ => FIGURE,
            },
        })
        .collect()
    }

    /// Where the line ends that goes on from here.
    pub(super) fn line_end(&self, from: usize) -> usize {
        let rest = self.masked.text.get(from..).unwrap_or("");
        rest.find('\n')
            .map_or(self.masked.text.len(), |end| from + end)
    }
}
