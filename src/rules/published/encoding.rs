//! The nodes of some diagrams as one short text, which a visitor downloads.
//!
//! The text tells each root from the top down and every node where it is first met, so that
//! most children need no name. It is made of numbers:
//!
//! | what | how it is told |
//! |---|---|
//! | the text | how many ends there can be, then each root |
//! | an end | its number |
//! | a node | the number of ends plus its variable, then 0 and the node itself, or how many nodes of this variable were named since it was, plus one |
//! | the node itself | where it has more than two children: for each region, which of its different children it leads to; then those children, each once |
//!
//! A node that was just named is most likely to be named again, so the second numbers are
//! small and nodes that are alike read alike: what compresses the page finds much to leave out.

use oxc_index::IndexVec;

use crate::rules::diagram::nodes::{DiagramNode, Diagrams, End, Level, NodeId};

/// The first character that stands for a digit; all up to `~` follow but the backslash.
const FIRST: u8 = b'#';
/// How many digits can end a number. The rest of the digits lead towards an end.
const LAST_DIGITS: usize = 70;
/// How many digits can lead.
const LEADING_DIGITS: usize = 20;

/// The text of the nodes below some roots.
pub(in crate::rules) fn encoding(diagrams: &Diagrams, roots: &[NodeId]) -> String {
    let ends = diagrams.reachable(roots.iter().copied()).into_iter();
    let ends = ends.filter_map(|id| match diagrams.node(id) {
        DiagramNode::End(end) => Some(number(*end)),
        DiagramNode::Test(..) => None,
    });
    let mut encoder = Encoder {
        diagrams,
        ends: ends.max().map_or(0, |last| last + 1),
        named: IndexVec::new(),
        text: String::new(),
    };
    encoder.number(encoder.ends);
    for root in roots {
        encoder.tell(*root);
    }
    encoder.text
}

/// The number by which the browser knows an end: terminals count from 3.
pub(in crate::rules) fn number(end: End) -> usize {
    match end {
        End::False => 0,
        End::True => 1,
        End::Gap => 2,
        End::Terminal(terminal) => 3 + terminal.index(),
        End::Count(_) => unreachable!("no published diagram counts"),
    }
}

struct Encoder<'d> {
    diagrams: &'d Diagrams,
    ends: usize,
    /// For each variable the nodes that were named, the latest last.
    named: IndexVec<Level, Vec<NodeId>>,
    text: String,
}

impl Encoder<'_> {
    fn tell(&mut self, id: NodeId) {
        let diagrams = self.diagrams;
        let (level, children) = match diagrams.node(id) {
            DiagramNode::End(end) => return self.number(number(*end)),
            DiagramNode::Test(level, children) => (*level, children),
        };
        self.number(self.ends + level.index());
        if self.named.len() <= level.index() {
            self.named.resize(level.index() + 1, Vec::new());
        }
        let named = &mut self.named[level];
        let known = named.iter().rposition(|known| *known == id);
        let since = known.map_or(0, |index| named.len() - index);
        if let Some(index) = known {
            named.remove(index);
        }
        named.push(id);
        self.number(since);
        if since > 0 {
            return;
        }
        let mut different: Vec<NodeId> = Vec::new();
        for child in children {
            let index = different.iter().position(|known| known == child);
            if children.len() > 2 {
                self.number(index.unwrap_or(different.len()));
            }
            if index.is_none() {
                different.push(*child);
            }
        }
        for child in different {
            self.tell(child);
        }
    }

    fn number(&mut self, number: usize) {
        let mut leading = Vec::new();
        let mut rest = number / LAST_DIGITS;
        while rest > 0 {
            rest -= 1;
            leading.push(LAST_DIGITS + rest % LEADING_DIGITS);
            rest /= LEADING_DIGITS;
        }
        for digit in leading.into_iter().rev().chain([number % LAST_DIGITS]) {
            let digit = u8::try_from(digit).expect("there are fewer than 100 digits");
            let character = FIRST + digit;
            // The backslash would have to be doubled; the digits above it move up by one.
            let above = u8::from(character >= b'\\');
            self.text.push(char::from(character + above));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::diagram::nodes::{FALSE, TRUE};

    #[test]
    fn a_node_that_is_met_twice_is_told_once() {
        let mut diagrams = Diagrams::new(100);
        let last = diagrams
            .test(Level::new(2), vec![FALSE, TRUE])
            .expect("small");
        let left = diagrams
            .test(Level::new(1), vec![last, TRUE])
            .expect("small");
        let root = diagrams
            .test(Level::new(0), vec![left, last, left])
            .expect("small");
        // Two ends; the root, its three regions, `left`, within it `last`, then `last` again.
        assert_eq!(
            encoding(&diagrams, &[root]),
            "%%#  #$#&#'##$$'$".replace(' ', "")
        );
    }

    #[test]
    fn every_number_has_its_own_text() {
        let diagrams = Diagrams::new(1);
        let mut encoder = Encoder {
            diagrams: &diagrams,
            ends: 0,
            named: IndexVec::new(),
            text: String::new(),
        };
        let mut seen = std::collections::HashSet::new();
        for number in 0..100_000 {
            encoder.text.clear();
            encoder.number(number);
            assert!(seen.insert(encoder.text.clone()), "{number}");
            assert!(!encoder.text.contains(['"', '\\', '\u{7f}']), "{number}");
        }
    }
}
