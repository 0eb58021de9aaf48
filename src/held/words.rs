//! What has changed between two texts, word by word, for a person to read.

use std::fmt;

/// A place at which two texts differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordChange {
    /// A few words that stand before it in both.
    pub before: String,
    /// The words of the first text.
    pub old: String,
    /// The words of the second text.
    pub new: String,
    /// A few words that follow in both.
    pub after: String,
}

/// How many words of what did not change are shown on each side.
const AROUND: usize = 4;

/// The largest table that is filled in: two stretches of 4,000 words that have little in common.
/// Beyond it the stretch is told as one change.
const MOST: usize = 16_000_000;

/// The changes from one text to another, in order.
///
/// ```
/// use bilan::held::changes;
/// let found = changes("au cours des cinq années", "au cours des quatre années");
/// assert_eq!(found[0].to_string(), "au cours des [-cinq-] {+quatre+} années");
/// assert!(changes("une  même\nphrase", "une même phrase").is_empty());
/// ```
pub fn changes(old: &str, new: &str) -> Vec<WordChange> {
    let old: Vec<&str> = old.split_whitespace().collect();
    let new: Vec<&str> = new.split_whitespace().collect();
    let head = common(old.iter().zip(&new));
    let tail = common(old[head..].iter().rev().zip(new[head..].iter().rev()));
    let (old_end, new_end) = (old.len() - tail, new.len() - tail);
    let mut found = Vec::new();
    for (from, to) in hunks(&old[head..old_end], &new[head..new_end]) {
        let (from, to) = (
            head + from.start..head + from.end,
            head + to.start..head + to.end,
        );
        found.push(WordChange {
            before: around(&old[from.start.saturating_sub(AROUND)..from.start]),
            after: around(&old[from.end..old.len().min(from.end + AROUND)]),
            old: around(&old[from]),
            new: around(&new[to]),
        });
    }
    found
}

impl fmt::Display for WordChange {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let marked = |open: &str, words: &str, close: &str| {
            if words.is_empty() {
                String::new()
            } else {
                format!("{open}{words}{close}")
            }
        };
        let parts = [
            self.before.clone(),
            marked("[-", &self.old, "-]"),
            marked("{+", &self.new, "+}"),
            self.after.clone(),
        ];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        formatter.write_str(&parts.join(" "))
    }
}

fn common<'w>(pairs: impl Iterator<Item = (&'w &'w str, &'w &'w str)>) -> usize {
    pairs.take_while(|(old, new)| old == new).count()
}

fn around(words: &[&str]) -> String {
    words.join(" ")
}

type Stretch = std::ops::Range<usize>;

/// The stretches that differ, by the longest sequence of words that both have.
fn hunks(old: &[&str], new: &[&str]) -> Vec<(Stretch, Stretch)> {
    if old.is_empty() && new.is_empty() {
        return Vec::new();
    }
    let width = new.len() + 1;
    if (old.len() + 1).saturating_mul(width) > MOST {
        return vec![(0..old.len(), 0..new.len())];
    }
    // How many words two ends have in common at most.
    let mut shared = vec![0_u32; (old.len() + 1) * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            shared[i * width + j] = if old[i] == new[j] {
                shared[(i + 1) * width + j + 1] + 1
            } else {
                shared[(i + 1) * width + j].max(shared[i * width + j + 1])
            };
        }
    }
    let mut found: Vec<(Stretch, Stretch)> = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < old.len() || j < new.len() {
        let alike = i < old.len() && j < new.len() && old[i] == new[j];
        if alike {
            (i, j) = (i + 1, j + 1);
            continue;
        }
        let (from, to) = (i, j);
        while i < old.len() || j < new.len() {
            if i < old.len() && j < new.len() && old[i] == new[j] {
                break;
            }
            let by_old = i < old.len()
                && (j == new.len() || shared[(i + 1) * width + j] >= shared[i * width + j + 1]);
            if by_old {
                i += 1;
            } else {
                j += 1;
            }
        }
        found.push((from..i, to..j));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::changes;

    fn marked(old: &str, new: &str) -> Vec<String> {
        let found = changes(old, new);
        found.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn each_change_stands_between_its_neighbours() {
        assert_eq!(
            marked("un deux trois quatre cinq six", "un DEUX trois quatre six"),
            [
                "un [-deux-] {+DEUX+} trois quatre cinq six",
                "un deux trois quatre [-cinq-] six"
            ]
        );
    }

    #[test]
    fn ends_and_empty_texts_are_changes_too() {
        assert_eq!(marked("", "un mot"), ["{+un mot+}"]);
        assert_eq!(marked("un mot", ""), ["[-un mot-]"]);
        assert_eq!(marked("un mot", "un mot de plus"), ["un mot {+de plus+}"]);
        assert!(marked("", "").is_empty());
    }
}
