//! Circuits of conditions without a negation: what can be computed from pressed buttons alone.
//!
//! A style sheet can join conditions by "and" and "or", and see whether a button is pressed
//! or not, but it cannot turn a computed condition round. So the opposite of a condition is
//! a gate of its own, built from the opposites of its parts.

use std::collections::HashMap;

use crate::rules::book::{ComparisonId, QuestionId};

/// A gate of a [`Circuit`]; the same number always means the same gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GateId(u32);

/// Never open.
pub const NEVER: GateId = GateId(0);
/// Always open.
pub const ALWAYS: GateId = GateId(1);

impl GateId {
    /// The gate's place in the circuit.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What is asked with a row of buttons, of which one at most is pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Asked {
    /// A question; its buttons are its options or ranges, and "I don't know".
    Question(QuestionId),
    /// A comparison of several answers; its buttons are no and yes, and "I don't know".
    Comparison(ComparisonId),
}

/// What opens a gate.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Gate {
    /// Always, or never.
    Fixed(bool),
    /// One of these buttons is pressed.
    Pressed(Asked, Box<[usize]>),
    /// None of these buttons is pressed.
    Released(Asked, Box<[usize]>),
    /// No button is pressed.
    Blank(Asked),
    /// Every one is open.
    All(Box<[GateId]>),
    /// At least one is open.
    Any(Box<[GateId]>),
}

/// Gates, each once; a gate stands after those that it rests on.
#[derive(Debug, Clone)]
pub struct Circuit {
    gates: Vec<Gate>,
    ids: HashMap<Gate, GateId>,
}

impl Circuit {
    /// A circuit that holds [`NEVER`] and [`ALWAYS`].
    pub(in crate::rules) fn new() -> Circuit {
        let mut circuit = Circuit {
            gates: Vec::new(),
            ids: HashMap::new(),
        };
        circuit.gate(Gate::Fixed(false));
        circuit.gate(Gate::Fixed(true));
        circuit
    }

    /// The gates, by their index.
    pub fn gates(&self) -> &[Gate] {
        &self.gates
    }

    /// Open while one of these buttons is pressed.
    pub(in crate::rules) fn pressed(&mut self, asked: Asked, buttons: Vec<usize>) -> GateId {
        if buttons.is_empty() {
            return NEVER;
        }
        self.gate(Gate::Pressed(asked, buttons.into()))
    }

    /// Open while none of these buttons is pressed.
    pub(in crate::rules) fn released(&mut self, asked: Asked, buttons: Vec<usize>) -> GateId {
        if buttons.is_empty() {
            return ALWAYS;
        }
        self.gate(Gate::Released(asked, buttons.into()))
    }

    /// Open while no button is pressed.
    pub(in crate::rules) fn blank(&mut self, asked: Asked) -> GateId {
        self.gate(Gate::Blank(asked))
    }

    /// Open while every one is.
    pub(in crate::rules) fn all(&mut self, gates: impl IntoIterator<Item = GateId>) -> GateId {
        match joined(gates, ALWAYS, NEVER) {
            Ok(one) => one,
            Err(several) => self.gate(Gate::All(several)),
        }
    }

    /// Open while at least one is.
    pub(in crate::rules) fn any(&mut self, gates: impl IntoIterator<Item = GateId>) -> GateId {
        match joined(gates, NEVER, ALWAYS) {
            Ok(one) => one,
            Err(several) => self.gate(Gate::Any(several)),
        }
    }

    fn gate(&mut self, gate: Gate) -> GateId {
        if let Some(known) = self.ids.get(&gate) {
            return *known;
        }
        let id = GateId(u32::try_from(self.gates.len()).expect("diagrams bound the gates"));
        self.ids.insert(gate.clone(), id);
        self.gates.push(gate);
        id
    }
}

/// The one gate that some gates come to, or all that are needed.
fn joined(
    gates: impl IntoIterator<Item = GateId>,
    idle: GateId,
    decisive: GateId,
) -> Result<GateId, Box<[GateId]>> {
    let mut kept: Vec<GateId> = gates.into_iter().filter(|gate| *gate != idle).collect();
    kept.sort_unstable();
    kept.dedup();
    match kept.as_slice() {
        [] => Ok(idle),
        _ if kept.contains(&decisive) => Ok(decisive),
        [one] => Ok(*one),
        _ => Err(kept.into()),
    }
}
