//! Reduced, ordered, multi-valued decision diagrams: one table of unique nodes for all roots.
//!
//! A node tests one variable and has one child for each region of the variable's values.
//! Variables stand in one fixed order on every path, two nodes never say the same, and
//! a node whose children are all equal is left out. So equal functions are equal nodes:
//! whether a condition always holds, or two tables agree, is a comparison of two numbers.

use oxc_index::define_index_type;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::rules::book::TerminalId;

define_index_type! {
    /// What a node tests, by its index in the order on every path.
    pub struct Level = u32;
}

/// A node of a [`Diagrams`]; the same number always means the same function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(u32);

impl NodeId {
    /// The node's index in the table.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The end of a path: a condition that does not hold.
pub const FALSE: NodeId = NodeId(0);
/// The end of a path: a condition that holds.
pub const TRUE: NodeId = NodeId(1);
/// The end of a path: no row of the decision holds.
pub const GAP: NodeId = NodeId(2);

/// What the end of a path stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum End {
    /// The condition does not hold.
    False,
    /// The condition holds.
    True,
    /// No row of the decision holds.
    Gap,
    /// What the decision ends in.
    Terminal(TerminalId),
    /// How many of some conditions hold.
    Count(usize),
}

impl End {
    /// The terminal, where a decision ends in one.
    pub fn terminal(self) -> Option<TerminalId> {
        match self {
            End::Terminal(terminal) => Some(terminal),
            _ => None,
        }
    }
}

/// What a node is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum DiagramNode {
    /// The end of a path.
    End(End),
    /// A test of a variable, with a child for each region.
    Test(Level, Box<[NodeId]>),
}

impl DiagramNode {
    /// What a decision ends in here, if it does.
    pub fn terminal(&self) -> Option<TerminalId> {
        match self {
            DiagramNode::End(end) => end.terminal(),
            DiagramNode::Test(..) => None,
        }
    }
}

/// The table of unique nodes.
#[derive(Debug, Clone)]
pub struct Diagrams {
    nodes: Vec<DiagramNode>,
    ids: Table<DiagramNode, NodeId>,
    /// Results of [`Diagrams::ite`]; the same question comes again and again.
    known_ites: Table<(NodeId, NodeId, NodeId), NodeId>,
    /// The most nodes that the table may hold.
    limit: usize,
    /// How many children its nodes may still have: a node is as large as its question has regions.
    room: usize,
    /// How many children may still be visited while diagrams are put together.
    steps: usize,
    /// How many were visited since the table began.
    visited: usize,
}

/// Nobody outside chooses the keys, so speed is all that counts: most of the time of a proof goes
/// into these tables.
type Table<K, V> = FxHashMap<K, V>;

/// How often the children of each node of the largest table may be visited: about a second.
const STEPS_A_NODE: usize = 50;

/// How many children each node of the largest table may have, all counted alike: eight bytes for
/// each, which makes less than a hundred megabytes.
const CHILDREN_A_NODE: usize = 25;

/// The table would hold more nodes than it may, or has taken more time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLarge;

impl Diagrams {
    /// An empty table that holds at most `limit` nodes.
    pub fn new(limit: usize) -> Diagrams {
        let mut diagrams = Diagrams {
            nodes: Vec::new(),
            ids: Table::default(),
            known_ites: Table::default(),
            limit,
            room: CHILDREN_A_NODE * limit,
            steps: STEPS_A_NODE * limit,
            visited: 0,
        };
        for end in [End::False, End::True, End::Gap] {
            diagrams.end(end);
        }
        diagrams
    }

    /// The node of an end.
    pub fn end(&mut self, end: End) -> NodeId {
        self.node_of(DiagramNode::End(end))
    }

    /// The node that tests a variable, or its child where all children are equal.
    pub fn test(&mut self, variable: Level, children: Vec<NodeId>) -> Result<NodeId, TooLarge> {
        if children.iter().all(|child| *child == children[0]) {
            return Ok(children[0]);
        }
        if self.nodes.len() >= self.limit {
            return Err(TooLarge);
        }
        self.step(children.len())?;
        let (before, width) = (self.nodes.len(), children.len());
        let node = self.node_of(DiagramNode::Test(variable, children.into()));
        if self.nodes.len() > before {
            self.room = self.room.checked_sub(width).ok_or(TooLarge)?;
        }
        Ok(node)
    }

    /// What a node is.
    pub fn node(&self, id: NodeId) -> &DiagramNode {
        &self.nodes[id.index()]
    }

    /// How many nodes the table holds.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// How much was made: nodes, and results that are remembered.
    pub fn work(&self) -> usize {
        self.nodes.len() + self.known_ites.len()
    }

    /// Lets what follows take as much time as what came before.
    pub fn reset_budget(&mut self) {
        self.steps = STEPS_A_NODE * self.limit;
    }

    /// How many children were visited while diagrams were put together.
    pub fn visited(&self) -> usize {
        self.visited
    }

    /// Counts so many children as visited.
    pub fn step(&mut self, children: usize) -> Result<(), TooLarge> {
        self.visited += children;
        self.steps = self.steps.checked_sub(children).ok_or(TooLarge)?;
        Ok(())
    }

    /// Whether the table holds nothing but ends.
    pub fn is_empty(&self) -> bool {
        !self
            .nodes
            .iter()
            .any(|node| matches!(node, DiagramNode::Test(..)))
    }

    /// `then` where `condition` holds, else `otherwise`.
    pub fn ite(
        &mut self,
        condition: NodeId,
        then: NodeId,
        otherwise: NodeId,
    ) -> Result<NodeId, TooLarge> {
        if condition == TRUE || then == otherwise {
            return Ok(then);
        }
        if condition == FALSE {
            return Ok(otherwise);
        }
        if then == TRUE && otherwise == FALSE {
            return Ok(condition);
        }
        let key = (condition, then, otherwise);
        if let Some(known) = self.known_ites.get(&key) {
            return Ok(*known);
        }
        let (variable, width) = self
            .first_test([condition, then, otherwise])
            .expect("a condition that is no end tests something");
        self.step(width)?;
        let mut children = Vec::with_capacity(width);
        for region in 0..width {
            let parts = key_parts(self, key, variable, region);
            children.push(self.ite(parts.0, parts.1, parts.2)?);
        }
        // What is remembered takes room like a node, and its number bounds the time.
        if self.known_ites.len() >= 4 * self.limit {
            return Err(TooLarge);
        }
        let result = self.test(variable, children)?;
        self.known_ites.insert(key, result);
        Ok(result)
    }

    /// Both conditions.
    pub fn and(&mut self, left: NodeId, right: NodeId) -> Result<NodeId, TooLarge> {
        self.ite(left, right, FALSE)
    }

    /// At least one condition.
    pub fn or(&mut self, left: NodeId, right: NodeId) -> Result<NodeId, TooLarge> {
        self.ite(left, TRUE, right)
    }

    /// The opposite condition.
    pub fn not(&mut self, condition: NodeId) -> Result<NodeId, TooLarge> {
        self.ite(condition, FALSE, TRUE)
    }

    /// Where two diagrams end differently.
    pub fn xor(&mut self, left: NodeId, right: NodeId) -> Result<NodeId, TooLarge> {
        let mut done = Table::default();
        self.xor_nodes(left, right, &mut done)
    }

    fn xor_nodes(
        &mut self,
        left: NodeId,
        right: NodeId,
        done: &mut Table<(NodeId, NodeId), NodeId>,
    ) -> Result<NodeId, TooLarge> {
        if left == right {
            return Ok(FALSE);
        }
        let Some((variable, width)) = self.first_test([left, right]) else {
            return Ok(TRUE);
        };
        if let Some(known) = done.get(&(left, right)) {
            return Ok(*known);
        }
        self.step(width)?;
        let mut children = Vec::with_capacity(width);
        for region in 0..width {
            let (left, right) = (
                self.child(left, variable, region),
                self.child(right, variable, region),
            );
            children.push(self.xor_nodes(left, right, done)?);
        }
        if done.len() >= 4 * self.limit {
            return Err(TooLarge);
        }
        let result = self.test(variable, children)?;
        done.insert((left, right), result);
        Ok(result)
    }

    /// The first variable that some nodes test, with its number of regions.
    pub(in crate::rules) fn first_test(
        &self,
        nodes: impl IntoIterator<Item = NodeId>,
    ) -> Option<(Level, usize)> {
        let nodes = nodes.into_iter();
        let tests = nodes.filter_map(|id| match self.node(id) {
            DiagramNode::Test(variable, children) => Some((*variable, children.len())),
            DiagramNode::End(_) => None,
        });
        tests.min()
    }

    /// The diagram with every end replaced by what `replace` gives for it.
    pub fn map_ends(
        &mut self,
        root: NodeId,
        replace: &impl Fn(End) -> NodeId,
    ) -> Result<NodeId, TooLarge> {
        let mut done = Table::default();
        self.map_node(root, replace, &mut done)
    }

    /// The condition that a diagram ends in one of some ends.
    pub fn ends_in(
        &mut self,
        root: NodeId,
        wanted: impl Fn(End) -> bool,
    ) -> Result<NodeId, TooLarge> {
        self.map_ends(root, &|end| if wanted(end) { TRUE } else { FALSE })
    }

    /// The diagram for those whose answer to one variable lies in one region.
    pub fn restrict(
        &mut self,
        root: NodeId,
        variable: Level,
        region: usize,
    ) -> Result<NodeId, TooLarge> {
        let mut done = Table::default();
        self.restrict_node(root, variable, region, &mut done)
    }

    fn restrict_node(
        &mut self,
        id: NodeId,
        variable: Level,
        region: usize,
        done: &mut Table<NodeId, NodeId>,
    ) -> Result<NodeId, TooLarge> {
        if let Some(known) = done.get(&id) {
            return Ok(*known);
        }
        self.step(1)?;
        let restricted = match self.node(id).clone() {
            DiagramNode::Test(tested, children) if tested == variable => children[region],
            DiagramNode::Test(tested, children) if tested < variable => {
                let mut kept = Vec::with_capacity(children.len());
                for child in children {
                    kept.push(self.restrict_node(child, variable, region, done)?);
                }
                self.test(tested, kept)?
            }
            _ => id,
        };
        done.insert(id, restricted);
        Ok(restricted)
    }

    fn map_node(
        &mut self,
        id: NodeId,
        replace: &impl Fn(End) -> NodeId,
        done: &mut Table<NodeId, NodeId>,
    ) -> Result<NodeId, TooLarge> {
        if let Some(known) = done.get(&id) {
            return Ok(*known);
        }
        self.step(1)?;
        let mapped = match self.node(id).clone() {
            DiagramNode::End(end) => replace(end),
            DiagramNode::Test(variable, children) => {
                let mut mapped = Vec::with_capacity(children.len());
                for child in children {
                    mapped.push(self.map_node(child, replace, done)?);
                }
                self.test(variable, mapped)?
            }
        };
        done.insert(id, mapped);
        Ok(mapped)
    }

    /// Every node that can be reached from some roots, each once, parents before children.
    pub fn reachable(&self, roots: impl IntoIterator<Item = NodeId>) -> Vec<NodeId> {
        let mut seen = vec![false; self.nodes.len()];
        let mut waiting: Vec<NodeId> = roots.into_iter().collect();
        let mut found = Vec::new();
        while let Some(id) = waiting.pop() {
            if std::mem::replace(&mut seen[id.index()], true) {
                continue;
            }
            found.push(id);
            if let DiagramNode::Test(_, children) = self.node(id) {
                waiting.extend(children.iter().copied());
            }
        }
        found.sort_by_key(|id| match self.node(*id) {
            DiagramNode::Test(variable, _) => (*variable, *id),
            DiagramNode::End(_) => (Level::from_raw(u32::MAX), *id),
        });
        found
    }

    /// Whether a variable is tested anywhere below a root.
    pub fn tests(&self, root: NodeId, variable: Level) -> bool {
        let mut seen = FxHashSet::default();
        let mut waiting = vec![root];
        while let Some(id) = waiting.pop() {
            match self.node(id) {
                DiagramNode::Test(tested, _) if *tested == variable => return true,
                DiagramNode::Test(tested, children) if *tested < variable && seen.insert(id) => {
                    waiting.extend(children.iter().copied());
                }
                _ => {}
            }
        }
        false
    }

    fn node_of(&mut self, node: DiagramNode) -> NodeId {
        if let Some(known) = self.ids.get(&node) {
            return *known;
        }
        let id = NodeId(u32::try_from(self.nodes.len()).expect("the limit is below 2^32"));
        self.ids.insert(node.clone(), id);
        self.nodes.push(node);
        id
    }

    /// Where a node leads for one region of a variable: to itself, where it does not test it.
    pub(in crate::rules) fn child(&self, id: NodeId, variable: Level, region: usize) -> NodeId {
        match self.node(id) {
            DiagramNode::Test(tested, children) if *tested == variable => children[region],
            _ => id,
        }
    }
}

fn key_parts(
    diagrams: &Diagrams,
    (condition, then, otherwise): (NodeId, NodeId, NodeId),
    variable: Level,
    region: usize,
) -> (NodeId, NodeId, NodeId) {
    (
        diagrams.child(condition, variable, region),
        diagrams.child(then, variable, region),
        diagrams.child(otherwise, variable, region),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_functions_are_equal_nodes() {
        let mut diagrams = Diagrams::new(1000);
        let a = diagrams
            .test(Level::new(0), vec![TRUE, FALSE, FALSE])
            .expect("small");
        let b = diagrams
            .test(Level::new(1), vec![FALSE, TRUE])
            .expect("small");
        let both = diagrams.and(a, b).expect("small");
        let not_a = diagrams.not(a).expect("small");
        let not_b = diagrams.not(b).expect("small");
        let either = diagrams.or(not_a, not_b).expect("small");
        assert_eq!(diagrams.not(either), Ok(both));
        assert_eq!(diagrams.or(a, not_a), Ok(TRUE));
        assert_eq!(diagrams.and(b, not_b), Ok(FALSE));
    }

    #[test]
    fn a_table_that_grows_too_large_says_so() {
        let mut diagrams = Diagrams::new(4);
        let a = diagrams
            .test(Level::new(0), vec![TRUE, FALSE])
            .expect("room for one");
        assert_eq!(diagrams.not(a), Err(TooLarge));
    }
}
