//! Where known answers lead: the straight way through many diagrams, for one person.

use oxc_index::{IndexVec, index_vec};

use crate::rules::book::answers::Answers;
use crate::rules::book::{DecisionId, TerminalId};
use crate::rules::diagram::compile::Compiled;
use crate::rules::diagram::nodes::{DiagramNode, Level, NodeId};
use crate::rules::person::partial::{Move, step};

/// Follows one person's answers. Each answer, and each comparison of answers, is looked up
/// once, however many diagrams test it.
pub(in crate::rules) struct Cursor<'c> {
    compiled: &'c Compiled,
    answers: &'c Answers,
    /// For each variable, the child that the answers lead to.
    children: IndexVec<Level, Child>,
}

#[derive(Clone, Copy)]
enum Child {
    NotLookedUp,
    /// No known answer leads on.
    Open,
    At(u32),
}

impl<'c> Cursor<'c> {
    pub fn new(compiled: &'c Compiled, answers: &'c Answers) -> Cursor<'c> {
        Cursor {
            compiled,
            answers,
            children: index_vec![Child::NotLookedUp; compiled.variables.len()],
        }
    }

    /// The node below `root` at which known answers end: an end, or a test that is open.
    pub fn from(&mut self, root: NodeId) -> NodeId {
        let mut at = root;
        while let DiagramNode::Test(level, children) = self.compiled.diagrams.node(at) {
            match self.child(*level) {
                Child::At(child) => at = children[child as usize],
                _ => break,
            }
        }
        at
    }

    fn child(&mut self, level: Level) -> Child {
        let known = &mut self.children[level];
        if let Child::NotLookedUp = known {
            *known = match step(self.compiled, level, self.answers) {
                Move::To(child) => u32::try_from(child).map_or(Child::Open, Child::At),
                Move::Anywhere(_) => Child::Open,
            };
        }
        *known
    }
}

/// The terminal that each decision ends in; nothing where an answer that counts is not known.
pub fn terminals(
    compiled: &Compiled,
    answers: &Answers,
) -> Option<IndexVec<DecisionId, TerminalId>> {
    let mut led = Cursor::new(compiled, answers);
    let ends = compiled.roots.iter().map(|root| led.from(*root));
    ends.map(|end| compiled.diagrams.node(end).terminal())
        .collect()
}
