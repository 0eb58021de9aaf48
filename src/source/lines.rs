//! Where the lines of a text begin: looked up for each fault, so counted only once.

/// So many bytes lie between two places up to which characters were counted.
const STRIDE: usize = 1024;

/// The lines of a text.
#[derive(Debug, Clone)]
pub(super) struct Lines {
    /// The byte at which each line begins.
    starts: Vec<usize>,
    /// How many characters begin before each multiple of [`STRIDE`]. A file may be one line.
    characters: Vec<usize>,
}

impl Lines {
    pub fn of(text: &str) -> Lines {
        let newlines = text.match_indices('\n').map(|(place, _)| place + 1);
        let mut count = 0;
        let characters = text.as_bytes().chunks(STRIDE).map(|bytes| {
            let before = count;
            count += beginning(bytes);
            before
        });
        Lines {
            characters: characters.collect(),
            starts: std::iter::once(0).chain(newlines).collect(),
        }
    }

    /// The line and column of a byte at which a character begins, both counted from 1.
    pub fn place(&self, text: &str, byte: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|start| *start <= byte);
        let start = self.starts[line - 1];
        (line, self.before(text, byte) - self.before(text, start) + 1)
    }

    /// How many characters begin before a byte.
    fn before(&self, text: &str, byte: usize) -> usize {
        let Some(place) = self.characters.len().checked_sub(1) else {
            return 0;
        };
        let place = place.min(byte / STRIDE);
        self.characters[place] + beginning(&text.as_bytes()[place * STRIDE..byte])
    }
}

/// How many characters begin in some bytes of a text.
fn beginning(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_that_counting_gives() {
        let text = format!("é\n{}à\n\nfin", "œuvre ".repeat(700));
        let lines = Lines::of(&text);
        for (byte, _) in text.char_indices().chain([(text.len(), ' ')]) {
            let before = &text[..byte];
            let start = before.rfind('\n').map_or(0, |newline| newline + 1);
            let counted = (
                before.matches('\n').count() + 1,
                before[start..].chars().count() + 1,
            );
            assert_eq!(lines.place(&text, byte), counted, "{byte}");
        }
        assert_eq!(Lines::of("").place("", 0), (1, 1));
    }
}
