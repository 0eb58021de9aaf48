//! Reads `parameters.yaml`: the dated values that rules rest on.

use oxc_index::IndexSlice;

use crate::quote::Quote;
use crate::report::{Fault, Report};
use crate::rules::book::calendar::Day;
use crate::rules::book::unit::{Hundredths, Unit, decimal};
use crate::rules::book::{
    Bounds, Dated, Family, Parameter, ParameterValue, Period, Source, SourceId, Wording,
};
use crate::rules::language::family::Shape;
use crate::rules::language::field::{id, iso_day};
use crate::rules::language::value::{DatedText, MemberValues, unit};
use crate::say;
use crate::yaml::{Fields, Name, Node, unknown_name};

/// Reads a parameter, whose values name sources: one, or each member of a family.
pub(in crate::rules) fn parameter(
    name: &Name,
    node: &Node,
    sources: &IndexSlice<SourceId, [Source]>,
    report: &mut Report,
) -> Option<Vec<Parameter>> {
    let mut fields = Fields::of(node, report);
    let unit = fields
        .required("unit", report)
        .and_then(|node| unit(node, report));
    let checked = fields
        .required("checked", report)
        .and_then(|node| iso_day(node, report));
    let review = review(&mut fields, report);
    let known_until = fields
        .optional("known_until")
        .and_then(|node| iso_day(node, report));
    let likely = fields
        .optional("confidence")
        .is_some_and(|node| node.one_of(&Parameter::CONFIDENCE, report).unwrap_or(false));
    let shape = Shape::of(&mut fields, report);
    let dated = match fields.required("values", report) {
        Some(list) => dated_texts(list, sources, report),
        None => Vec::new(),
    };
    let written = shape.and_then(|shape| shape.members(unit?, &dated, report));
    let id = id(name, report);
    let bounds = match &written {
        Some(written) => written
            .first()
            .filter(|_| written.len() == 1)
            .and_then(|only| {
                let node = fields.optional("bounds")?;
                bounds(node, known_until, only, report)
            }),
        None => {
            fields.optional("bounds");
            None
        }
    };
    fields.finish(report);
    let (id, checked) = (id?, checked?);
    let made = written?.into_iter().map(|written| Parameter {
        id: match &written.member {
            Some(member) => format!("{id}.{}", member.name()),
            None => id.clone(),
        },
        span: name.span,
        unit: written.unit,
        places: written.places,
        family: written.member.map(|member| Family {
            id: id.clone(),
            member,
        }),
        values: written.values,
        known_until,
        checked,
        review,
        likely,
        bounds,
    });
    Some(made.collect())
}

/// The entries of `values`, whose days go upwards.
fn dated_texts<'n>(
    list: &'n Node,
    sources: &IndexSlice<SourceId, [Source]>,
    report: &mut Report,
) -> Vec<DatedText<'n>> {
    let mut found: Vec<DatedText<'n>> = Vec::new();
    for item in list.items(report) {
        let Some(dated) = dated(item, sources, report) else {
            continue;
        };
        if found.last().is_some_and(|last| last.from >= dated.from) {
            report.add(
                Fault::error(
                    "parameter-order",
                    say!(
                        "les dates `from` doivent aller en croissant",
                        "the `from` dates must go upwards"
                    ),
                )
                .at(item.span),
            );
        }
        found.push(dated);
    }
    found
}

fn dated<'n>(
    node: &'n Node,
    sources: &IndexSlice<SourceId, [Source]>,
    report: &mut Report,
) -> Option<DatedText<'n>> {
    let mut fields = Fields::of(node, report);
    let known_from = fields.optional("known_from");
    let from = match known_from {
        Some(node) => {
            if let Some(from) = fields.optional("from") {
                report.add(two_beginnings(from));
            }
            iso_day(node, report)
        }
        None => fields
            .required("from", report)
            .and_then(|node| iso_day(node, report)),
    };
    let value = fields.required("value", report);
    let source = fields
        .required("source", report)
        .and_then(|node| source_index(node, sources, report));
    let wording = wording(&mut fields, report);
    fields.finish(report);
    Some(DatedText {
        span: node.span,
        from: from?,
        began: known_from.is_none(),
        value: value?,
        source: source?,
        wording,
    })
}

/// Reads between what a value lies while it is not established.
fn bounds(
    node: &Node,
    known_until: Option<Day>,
    written: &MemberValues,
    report: &mut Report,
) -> Option<Bounds> {
    let values = &written.values;
    let mut fields = Fields::of(node, report);
    let mut end = |name: &'static str, report: &mut Report| {
        let node = fields.required(name, report)?;
        let number = decimal(node.text(report)?, written.places)
            .filter(|number| *number >= Hundredths::at(0));
        if number.is_none() {
            report.add(node.unexpected(say!(
                "un nombre positif comme 200 ou 103.20",
                "a positive number like 200 or 103.20"
            )));
        }
        Some((number?, node))
    };
    let (min, max) = (end("min", report), end("max", report));
    // The reason is for whoever reads the file.
    fields.required("why", report).map(|node| node.text(report));
    fields.finish(report);
    let ((min, _), (max, at)) = (min?, max?);
    let last = last_number(known_until, values);
    let fault = if max < min {
        Some(say!(
            "`max` est plus petit que `min`",
            "`max` is smaller than `min`"
        ))
    } else if last.is_some_and(|last| !(min..=max).contains(&last)) {
        Some(say!(
            "les bornes ne comprennent pas la dernière valeur connue",
            "the bounds do not hold the last known value"
        ))
    } else if known_until.is_none() && values.iter().all(|dated| dated.value.is_known()) {
        Some(say!(
            "ces bornes ne servent à rien : la valeur est toujours établie",
            "these bounds are of no use: the value is always established"
        ))
    } else {
        None
    };
    if let Some(message) = fault {
        report.add(
            Fault::error("parameter-bounds", message)
                .at(at.span)
                .help(say!(
                    "écrivez `bounds: {{ min: 0, max: 200, why: \"…\" }}`, autour de la dernière valeur connue, avec `known_until`",
                    "write `bounds: {{ min: 0, max: 200, why: \"…\" }}`, around the last known value, with `known_until`"
                )),
        );
        return None;
    }
    Some(Bounds { min, max })
}

/// The last number that a value was known to be.
fn last_number(known_until: Option<Day>, values: &[Dated]) -> Option<Hundredths> {
    let held = values.iter().rev();
    let mut held = held.filter(|dated| known_until.is_none_or(|last| dated.from <= last));
    held.find_map(|dated| match dated.value {
        ParameterValue::Number(number) => Some(number),
        ParameterValue::None | ParameterValue::Unknown => None,
    })
}

fn two_beginnings(from: &Node) -> Fault {
    Fault::error(
        "unexpected-value",
        say!(
            "une valeur a `from` ou `known_from`, jamais les deux",
            "a value has `from` or `known_from`, never both"
        ),
    )
    .at(from.span)
    .help(say!(
        "gardez `from` si le premier jour d'effet est établi, `known_from` sinon",
        "keep `from` where the first day of effect is established, `known_from` otherwise"
    ))
}

/// Reads the words of the law that a row or a value stands on.
pub(in crate::rules) fn wording(fields: &mut Fields<'_>, report: &mut Report) -> Wording {
    let quotes = fields
        .optional("quote")
        .map_or(Vec::new(), |node| Quote::read(node, report));
    // The reason is for whoever reads the file.
    let unquoted = fields.text("unquoted", report).map(str::to_owned);
    Wording { quotes, unquoted }
}

/// The source that a node names.
pub(in crate::rules) fn source_index(
    node: &Node,
    sources: &IndexSlice<SourceId, [Source]>,
    report: &mut Report,
) -> Option<SourceId> {
    let text = node.text(report)?;
    let found = sources.position(|source| source.id == text);
    if found.is_none() {
        let name = Name {
            text: text.to_owned(),
            span: node.span,
        };
        let known: Vec<&str> = sources.iter().map(|source| source.id.as_str()).collect();
        report.add(unknown_name("unknown-source", &name, known));
    }
    found
}

/// The period after which a reading is stale: half a year where none is given.
pub(in crate::rules) fn review(fields: &mut Fields<'_>, report: &mut Report) -> Period {
    let usual = Period {
        count: 6,
        unit: Unit::Month,
    };
    let Some(node) = fields.optional("review") else {
        return usual;
    };
    let Some(text) = node.text(report) else {
        return usual;
    };
    period(text).unwrap_or_else(|| {
        report.add(node.unexpected(say!(
            "une durée comme `6 months` ou `10 days`",
            "a length of time like `6 months` or `10 days`"
        )));
        usual
    })
}

fn period(text: &str) -> Option<Period> {
    let (count, unit) = text.split_once(' ')?;
    let unit = match unit.strip_suffix('s').unwrap_or(unit) {
        "day" => Unit::Day,
        "week" => Unit::Week,
        "month" => Unit::Month,
        "year" => Unit::Year,
        _ => return None,
    };
    let count: i64 = count.parse().ok()?;
    (1..=1000)
        .contains(&count)
        .then_some(Period { count, unit })
}
