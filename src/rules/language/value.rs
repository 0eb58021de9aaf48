//! The values of a parameter, as a file writes them.

use crate::report::{Fault, Report};
use crate::rules::book::calendar::Day;
use crate::rules::book::unit::{MOST_PLACES, Unit, decimal, places};
use crate::rules::book::{Dated, Member, ParameterValue, SourceId, Wording};
use crate::say;
use crate::source::Span;
use crate::yaml::{Name, Node, unknown_name};

/// The unit that a node names.
pub(in crate::rules) fn unit(node: &Node, report: &mut Report) -> Option<Unit> {
    let text = node.text(report)?;
    let unit = Unit::from_name(text);
    if unit.is_none() {
        let name = Name {
            text: text.to_owned(),
            span: node.span,
        };
        let known = Unit::NAMES.map(|(name, _)| name);
        report.add(unknown_name("unknown-unit", &name, known));
    }
    unit
}

/// An entry of `values` whose value is still text.
pub(super) struct DatedText<'n> {
    pub(super) span: Span,
    pub(super) from: Day,
    pub(super) began: bool,
    pub(super) value: &'n Node,
    pub(super) source: SourceId,
    pub(super) wording: Wording,
}

impl DatedText<'_> {
    /// The entry with its value, or with one of its values.
    pub(super) fn with(&self, value: ParameterValue) -> Dated {
        Dated {
            span: self.span,
            from: self.from,
            began: self.began,
            value,
            source: self.source,
            wording: self.wording.clone(),
        }
    }
}

/// The values of one parameter, as a file writes them.
pub(super) struct MemberValues {
    pub(super) member: Option<Member>,
    pub(super) unit: Unit,
    pub(super) places: u32,
    pub(super) values: Vec<Dated>,
}

impl MemberValues {
    /// Reads a value for each entry; nothing stands for what the law does not set.
    pub(super) fn read(
        member: Option<Member>,
        measure: Measure,
        entries: &[(&DatedText<'_>, Option<&Node>)],
        report: &mut Report,
    ) -> MemberValues {
        let values = entries.iter().filter_map(|(dated, node)| {
            let value = match node {
                Some(node) => value(node, measure.places, report)?,
                None => ParameterValue::None,
            };
            Some(dated.with(value))
        });
        MemberValues {
            values: values.collect(),
            member,
            unit: measure.unit,
            places: measure.places,
        }
    }
}

/// What numbers count, and with how many decimals. Those of a family have as many as the longest
/// of them, because one stands in the place of another.
#[derive(Clone, Copy)]
pub(super) struct Measure {
    unit: Unit,
    places: u32,
}

impl Measure {
    /// That of some numbers of a unit.
    pub(super) fn of<'n>(unit: Unit, numbers: impl Iterator<Item = &'n Node>) -> Measure {
        let longest = numbers.filter_map(Node::scalar).map(places).max();
        let places = match unit.is_fine() {
            true => longest.unwrap_or(0).clamp(2, MOST_PLACES),
            false => 2,
        };
        Measure { unit, places }
    }
}

fn value(node: &Node, places: u32, report: &mut Report) -> Option<ParameterValue> {
    let text = node.text(report)?;
    let value = match text {
        "none" => Some(ParameterValue::None),
        "unknown" => Some(ParameterValue::Unknown),
        number => decimal(number, places).map(ParameterValue::Number),
    };
    if value.is_none() {
        report.add(
            Fault::error(
                "bad-number",
                say!("`{text}` n'est pas un nombre", "`{text}` is not a number"),
            )
            .at(node.span)
            .help(say!(
                "écrivez un nombre comme 1600 ou 103.20, `none` si la loi ne fixe rien, `unknown` si la valeur n'est pas établie",
                "write a number like 1600 or 103.20, `none` where the law sets nothing, `unknown` where the value is not established"
            )),
        );
    }
    value
}
