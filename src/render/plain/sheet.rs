//! A circuit as a style sheet.
//!
//! A gate is a custom property of `#_questionnaire`: empty where the gate is open, and without
//! a value where it is not. So `var(--a)var(--b)` has a value where both are open, and
//! `var(--a,var(--b))` where one is. The sheet grows with the rules as they are written, and
//! not with the ways through them, as selectors for every way would.

use crate::render::plain::buttons::{button, group};
use crate::rules::{Asked, Form, Gate, GateId, RuleBook};

/// Where an element is shown, and how.
pub(super) struct Shown {
    /// The elements, inside the questionnaire.
    pub selector: String,
    /// The gates of which one must be open.
    pub gates: Vec<GateId>,
    /// The value of `display` there.
    pub display: &'static str,
}

impl Shown {
    /// Where an element depends on one gate.
    pub fn one(selector: impl Into<String>, gate: GateId, display: &'static str) -> Shown {
        Shown {
            selector: selector.into(),
            gates: vec![gate],
            display,
        }
    }
}

/// The rules that show elements: the buttons, the gates, and what they open.
pub(super) fn sheet(form: &Form, book: &RuleBook, shown: &[Shown]) -> String {
    let mut writer = Writer {
        form,
        book,
        named: vec![false; form.circuit.gates().len()],
    };
    let mut seen = vec![false; writer.named.len()];
    for gate in shown.iter().flat_map(|shown| &shown.gates) {
        writer.named[gate.index()] = true;
        writer.visit(*gate, &mut seen);
    }
    let mut css = String::new();
    let mut joined = String::new();
    for (index, gate) in form.circuit.gates().iter().enumerate() {
        if !seen[index] || !writer.named[index] {
            continue;
        }
        let name = name(index);
        match writer.button(gate) {
            Some(selector) => css.push_str(&format!("#_questionnaire{selector}{{--{name}: }}\n")),
            None => joined.push_str(&format!("--{name}:{};\n", writer.inside(gate))),
        }
    }
    css.push_str(&format!("#_questionnaire{{\n{joined}}}\n"));
    for shown in shown {
        let gates = shown.gates.iter();
        let open: Vec<String> = gates.map(|gate| name(gate.index())).collect();
        if open.is_empty() {
            css.push_str(&format!("{}{{--v:none}}\n", shown.selector));
            continue;
        }
        let open = either(&open);
        css.push_str(&format!(
            "{}{{--v:{open}{}}}\n",
            shown.selector, shown.display
        ));
    }
    css
}

struct Writer<'f> {
    form: &'f Form,
    book: &'f RuleBook,
    /// Which gates have a property of their own; the others are written where they are used.
    named: Vec<bool>,
}

impl Writer<'_> {
    fn gate(&self, gate: GateId) -> &Gate {
        &self.form.circuit.gates()[gate.index()]
    }

    /// Finds the gates that are needed, and which of them need a property: what is used
    /// twice, and what "or" has to name.
    fn visit(&mut self, gate: GateId, seen: &mut [bool]) {
        if std::mem::replace(&mut seen[gate.index()], true) {
            self.named[gate.index()] = true;
            return;
        }
        let inner = match self.gate(gate).clone() {
            Gate::All(inner) => inner,
            Gate::Any(inner) => {
                for part in &inner {
                    self.named[part.index()] |= matches!(self.gate(*part), Gate::All(_));
                }
                inner
            }
            _ => {
                self.named[gate.index()] = true;
                return;
            }
        };
        for part in inner {
            self.visit(part, seen);
        }
    }

    /// The selector that sees a button, where the gate is one.
    fn button(&self, gate: &Gate) -> Option<String> {
        match gate {
            Gate::Pressed(asked, buttons) => {
                Some(format!(":has({})", self.pressed(*asked, buttons)))
            }
            Gate::Released(asked, buttons) => {
                Some(format!(":not(:has({}))", self.pressed(*asked, buttons)))
            }
            Gate::Blank(asked) => {
                let group = group(self.book, *asked);
                Some(format!(":not(:has(#{group} :checked))"))
            }
            Gate::Fixed(true) => Some(String::new()),
            // Never matched: an element is not inside itself.
            Gate::Fixed(false) => Some(":not(*)".to_owned()),
            Gate::All(_) | Gate::Any(_) => None,
        }
    }

    fn pressed(&self, asked: Asked, buttons: &[usize]) -> String {
        let ids: Vec<String> = buttons
            .iter()
            .map(|index| format!("#{}", button(self.form, self.book, asked, *index)))
            .collect();
        match ids.as_slice() {
            [one] => format!("{one}:checked"),
            _ => format!(":is({}):checked", ids.join(",")),
        }
    }

    /// What has a value where the gate is open.
    fn value(&self, gate: GateId) -> String {
        if self.named[gate.index()] {
            format!("var(--{})", name(gate.index()))
        } else {
            self.inside(self.gate(gate))
        }
    }

    fn inside(&self, gate: &Gate) -> String {
        match gate {
            Gate::All(parts) => parts.iter().map(|part| self.value(*part)).collect(),
            gate => {
                let mut names = Vec::new();
                self.alternatives(gate, &mut names);
                either(&names)
            }
        }
    }

    /// The properties of which one must have a value.
    fn alternatives(&self, gate: &Gate, found: &mut Vec<String>) {
        let Gate::Any(parts) = gate else { return };
        for part in parts {
            if self.named[part.index()] {
                found.push(name(part.index()));
            } else {
                self.alternatives(self.gate(*part), found);
            }
        }
    }
}

/// What has a value where one of some properties has.
fn either(names: &[String]) -> String {
    let opened = names.iter().map(|name| format!("var(--{name}"));
    let opened: Vec<String> = opened.collect();
    format!("{}{}", opened.join(","), ")".repeat(names.len()))
}

/// The name of a gate's property: short, since there are many; the line keeps it apart from
/// the names of the theme.
fn name(mut index: usize) -> String {
    const LETTERS: &[u8; 26] = b"abcdefghijklmnopqrstuvwxyz";
    let mut name = String::from("_");
    loop {
        name.push(char::from(LETTERS[index % LETTERS.len()]));
        index /= LETTERS.len();
        if index == 0 {
            return name;
        }
    }
}
