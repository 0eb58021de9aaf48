//! Says a set of situations in few boxes: a box limits some answers, each on its own.

use std::collections::BTreeMap;

use crate::rules::diagram::compile::Compiled;
use crate::rules::diagram::effort::Effort;
use crate::rules::diagram::nodes::{DiagramNode, FALSE, Level, NodeId, TRUE, TooLarge};
use crate::rules::diagram::variables::Variable;
use crate::rules::proof::witness::witness_within;

/// How many boxes are tried. More than this no one reads.
const MOST_BOXES: usize = 400;

/// For some variables, given by their index in the order, which of their regions are meant.
///
/// A variable that is not named may have any value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::rules) struct Block(pub BTreeMap<Level, Vec<bool>>);

impl Block {
    /// The diagram of the box.
    pub fn node(&self, compiled: &mut Compiled) -> Result<NodeId, TooLarge> {
        let mut node = TRUE;
        for (level, regions) in self.0.iter().rev() {
            let children = regions
                .iter()
                .map(|inside| if *inside { node } else { FALSE });
            node = compiled.diagrams.test(*level, children.collect())?;
        }
        Ok(node)
    }

    /// Those for whom what the box says holds: a test of a question that makes no sense for a
    /// person never does, and so of a comparison with its answer the opposite does.
    pub fn meaning(&self, compiled: &mut Compiled) -> Result<NodeId, TooLarge> {
        let mut node = TRUE;
        for (level, regions) in self.0.iter().rev() {
            let (asked, holds) = match &compiled.variables[*level] {
                Variable::Question(question, _) => (vec![*question], true),
                Variable::Comparison(comparison) => {
                    let inputs = compiled.book.comparisons[*comparison].inputs.clone();
                    (inputs, regions[1])
                }
            };
            let inside = regions.iter().map(|inside| match *inside == holds {
                true => TRUE,
                false => FALSE,
            });
            let mut limit = compiled.diagrams.test(*level, inside.collect())?;
            for question in asked {
                let applicable = compiled.applicable[question];
                limit = compiled.diagrams.and(limit, applicable)?;
            }
            if !holds {
                limit = compiled.diagrams.not(limit)?;
            }
            node = compiled.diagrams.and(node, limit)?;
        }
        Ok(node)
    }
}

/// Boxes that together hold all of `wanted` that can happen, and nothing outside `allowed`.
///
/// Limits are as wide as they bring more of `meant`, which holds `wanted`.
/// Each box is as wide as it can be. Boxes may overlap, and nobody is told twice for it:
/// a box that the others make needless is left out. All searches share one effort.
pub(in crate::rules) fn cover(
    compiled: &mut Compiled,
    wanted: NodeId,
    meant: NodeId,
    allowed: NodeId,
    effort: &mut Effort,
) -> Result<Vec<Block>, TooLarge> {
    let forbidden = compiled.diagrams.not(allowed)?;
    let mut rest = wanted;
    let mut found: Vec<(Block, NodeId)> = Vec::new();
    for _ in 0..MOST_BOXES {
        if rest == FALSE {
            break;
        }
        let block = widened(compiled, path(compiled, rest), meant, forbidden)?;
        let node = block.meaning(compiled)?;
        let gained = compiled.diagrams.and(node, rest)?;
        // Comparisons may contradict one another on every path that the box adds.
        if witness_within(compiled, gained, TRUE, effort)?.is_some() {
            found.push((block, node));
        }
        let outside = compiled.diagrams.not(node)?;
        rest = compiled.diagrams.and(rest, outside)?;
    }
    needed(compiled, wanted, found, effort)
}

/// The first path to true, with every region that leads to the same node.
fn path(compiled: &Compiled, root: NodeId) -> Block {
    let mut block = Block::default();
    let mut at = root;
    while let DiagramNode::Test(level, children) = compiled.diagrams.node(at) {
        let child = children
            .iter()
            .copied()
            .find(|child| *child != FALSE)
            .expect("a node that is not false leads to true");
        block.0.insert(
            *level,
            children.iter().map(|other| *other == child).collect(),
        );
        at = child;
    }
    block
}

/// The box with each limit as wide as `forbidden` leaves it.
///
/// A region joins only where it brings some of `meant`: a limit stays that says who is meant,
/// even where leaving it out would do no harm.
fn widened(
    compiled: &mut Compiled,
    mut block: Block,
    meant: NodeId,
    forbidden: NodeId,
) -> Result<Block, TooLarge> {
    // Comparisons go first, then later questions: a box reads best when it says who the
    // person is.
    let mut order: Vec<Level> = block.0.keys().rev().copied().collect();
    order.sort_by_key(|level| matches!(compiled.variables[*level], Variable::Question(..)));
    for level in order {
        let mut gained = Vec::new();
        for region in 0..block.0[&level].len() {
            let slice = with(&block, level, |other| other == region);
            gained.push(!apart(compiled, &slice, meant)?);
        }
        let wider = with(&block, level, |region| gained[region]);
        if apart(compiled, &wider, forbidden)? {
            block = wider;
            continue;
        }
        for region in (0..gained.len()).filter(|region| gained[*region]) {
            let own = block.0[&level].clone();
            let wider = with(&block, level, |other| own[other] || other == region);
            if apart(compiled, &wider, forbidden)? {
                block = wider;
            }
        }
    }
    block
        .0
        .retain(|_, regions| regions.iter().any(|inside| !inside));
    Ok(block)
}

/// The box with another limit on one variable.
fn with(block: &Block, level: Level, inside: impl Fn(usize) -> bool) -> Block {
    let mut other = block.clone();
    let regions = 0..block.0[&level].len();
    other.0.insert(level, regions.map(inside).collect());
    other
}

/// Whether nothing lies both in the box and in the set.
fn apart(compiled: &mut Compiled, block: &Block, set: NodeId) -> Result<bool, TooLarge> {
    let node = block.node(compiled)?;
    Ok(compiled.diagrams.and(node, set)? == FALSE)
}

/// The boxes without those that the others make needless.
fn needed(
    compiled: &mut Compiled,
    wanted: NodeId,
    mut found: Vec<(Block, NodeId)>,
    effort: &mut Effort,
) -> Result<Vec<Block>, TooLarge> {
    let mut index = 0;
    while index < found.len() {
        let mut others = FALSE;
        for (other, (_, node)) in found.iter().enumerate() {
            if other != index {
                others = compiled.diagrams.or(others, *node)?;
            }
        }
        let outside = compiled.diagrams.not(others)?;
        let own = compiled.diagrams.and(found[index].1, wanted)?;
        let own = compiled.diagrams.and(own, outside)?;
        if witness_within(compiled, own, TRUE, effort)?.is_none() {
            found.remove(index);
        } else {
            index += 1;
        }
    }
    Ok(found.into_iter().map(|(block, _)| block).collect())
}
