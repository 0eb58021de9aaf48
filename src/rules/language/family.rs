//! Values that stand together under one name: one for each option of a choice, or for each band
//! of a number. Each becomes a parameter of its own, `cap.brittany` or `scale.2`.

use crate::language::Bilingual;
use crate::report::{Fault, Report};
use crate::rules::book::Member;
use crate::rules::book::unit::{MOST_PLACES, Unit, decimal};
use crate::rules::language::value::{DatedText, Measure, MemberValues, unit};
use crate::say;
use crate::source::Span;
use crate::yaml::{Fields, Name, Node};

/// What the values of a parameter are written for.
pub(super) enum Shape {
    /// One for everybody.
    Single,
    /// One for each option, or group of options, of a choice.
    Per(String),
    /// One for each band of a number of some unit.
    Bands(Unit),
}

impl Shape {
    /// Reads `per` and `bands`, of which a parameter has one at most.
    pub(super) fn of(fields: &mut Fields<'_>, report: &mut Report) -> Option<Shape> {
        let per = fields.optional("per");
        let Some(bands) = fields.optional("bands") else {
            return Some(match per {
                Some(node) => Shape::Per(node.text(report)?.to_owned()),
                None => Shape::Single,
            });
        };
        if let Some(node) = per {
            report.add(two_shapes(node.span));
        }
        unit(bands, report).map(Shape::Bands)
    }

    /// The parameters that it makes of the entries of `values`.
    pub(super) fn members(
        &self,
        unit: Unit,
        dated: &[DatedText<'_>],
        report: &mut Report,
    ) -> Option<Vec<MemberValues>> {
        match self {
            Shape::Single => {
                let entries = dated.iter().map(|dated| (dated, Some(dated.value)));
                let entries: Vec<_> = entries.collect();
                let measure = Measure::of(unit, dated.iter().map(|dated| dated.value));
                Some(vec![MemberValues::read(None, measure, &entries, report)])
            }
            Shape::Per(question) => per_option(question, unit, dated, report),
            Shape::Bands(limits) => bands(*limits, unit, dated, report),
        }
    }
}

/// One value for each key of the first entry; every other entry has the same keys.
fn per_option(
    question: &str,
    unit: Unit,
    dated: &[DatedText<'_>],
    report: &mut Report,
) -> Option<Vec<MemberValues>> {
    let tables: Vec<&[(Name, Node)]> = dated
        .iter()
        .map(|dated| dated.value.entries(report))
        .collect();
    let first = *tables.first()?;
    let names = |table: &[(Name, Node)], key: &str| table.iter().any(|(name, _)| name.text == key);
    let mut sound = !first.is_empty();
    for (dated, table) in dated.iter().zip(&tables) {
        let lacking = first.iter().filter(|(name, _)| !names(table, &name.text));
        let beyond = table.iter().filter(|(name, _)| !names(first, &name.text));
        let faults = lacking.map(|(name, _)| uneven(&name.text, dated.value.span));
        for fault in faults.chain(beyond.map(|(name, _)| uneven(&name.text, name.span))) {
            report.add(fault);
            sound = false;
        }
    }
    let numbers = tables.iter().copied().flatten().map(|(_, node)| node);
    let measure = Measure::of(unit, numbers);
    let members = first.iter().map(|(name, _)| {
        let tables = tables.iter().copied();
        let own = tables.map(|table: &[(Name, Node)]| {
            let mut found = table.iter().filter(|(other, _)| other.text == name.text);
            found.next().map(|(_, node)| node)
        });
        let entries: Vec<_> = dated.iter().zip(own).collect();
        let member = Member::Of {
            question: question.to_owned(),
            key: name.text.clone(),
        };
        MemberValues::read(Some(member), measure, &entries, report)
    });
    let members = members.collect();
    sound.then_some(members)
}

/// A value and an upper limit for each band; the last one of an entry has no limit.
fn bands<'n>(
    limits: Unit,
    unit: Unit,
    dated: &[DatedText<'n>],
    report: &mut Report,
) -> Option<Vec<MemberValues>> {
    let mut tables: Vec<Vec<Band<'n>>> = Vec::new();
    for entry in dated {
        let items = entry.value.items(report);
        let table = items.iter().map(|item| Band::read(item, report));
        tables.push(table.collect());
    }
    let mut sound = true;
    for (dated, table) in dated.iter().zip(&tables) {
        if let Some(fault) = misplaced(table, dated.value.span) {
            report.add(fault);
            sound = false;
        }
    }
    let all = || tables.iter().flatten();
    let values = Measure::of(unit, all().filter_map(|band| band.value));
    let limits = Measure::of(limits, all().filter_map(|band| band.up_to));
    let most = tables.iter().map(Vec::len).max().unwrap_or(0);
    let mut members = Vec::new();
    for index in 0..most {
        let (band, limit) = (Member::Band(index + 1), Member::Limit(index + 1));
        let own = column(dated, &tables, index, |band| band.value);
        members.push(MemberValues::read(Some(band), values, &own, report));
        if index + 1 < most {
            let own = column(dated, &tables, index, |band| band.up_to);
            members.push(MemberValues::read(Some(limit), limits, &own, report));
        }
    }
    sound.then_some(members)
}

/// One field of one band for each entry. Where a day has fewer bands, the last goes on.
fn column<'d, 'n>(
    dated: &'d [DatedText<'n>],
    tables: &[Vec<Band<'n>>],
    index: usize,
    field: fn(&Band<'n>) -> Option<&'n Node>,
) -> Vec<(&'d DatedText<'n>, Option<&'n Node>)> {
    let bands = tables.iter().map(|table| table.get(index).or(table.last()));
    let nodes = bands.map(|band| band.and_then(field));
    dated.iter().zip(nodes).collect()
}

/// A band as a file writes it.
struct Band<'n> {
    span: Span,
    up_to: Option<&'n Node>,
    value: Option<&'n Node>,
}

impl<'n> Band<'n> {
    fn read(node: &'n Node, report: &mut Report) -> Band<'n> {
        let mut fields = Fields::of(node, report);
        let band = Band {
            span: node.span,
            up_to: fields.optional("up_to"),
            value: fields.required("value", report),
        };
        fields.finish(report);
        band
    }
}

fn two_shapes(span: Span) -> Fault {
    let message = say!(
        "une valeur dépend d'un choix (`per`) ou d'une tranche (`bands`), jamais des deux",
        "a value depends on a choice (`per`) or on a band (`bands`), never on both"
    );
    Fault::error("unexpected-value", message)
        .at(span)
        .help(say!(
            "déclarez deux paramètres, et multipliez-les ou choisissez entre eux dans le montant",
            "declare two parameters, and multiply them or choose between them in the amount"
        ))
}

fn uneven(key: &str, span: Span) -> Fault {
    let message = say!(
        "`{key}` n'a pas de valeur à toutes les dates",
        "`{key}` does not have a value on every day"
    );
    Fault::error("uneven-keys", message).at(span).help(say!(
        "donnez les mêmes noms à chaque date ; `none` si la loi n'y fixe rien",
        "give the same names for each day; `none` where the law sets nothing"
    ))
}

/// The fault of bands of which another than the last has no limit, or whose limits do not go
/// upwards from one number to the next.
fn misplaced(table: &[Band<'_>], whole: Span) -> Option<Fault> {
    let last = table.len().saturating_sub(1);
    let odd = |(index, band): &(usize, &Band<'_>)| band.up_to.is_none() != (*index == last);
    let open = table.iter().enumerate().find(odd);
    let open = open.map(|(_, band)| band.span);
    if let Some(span) = open.or(table.is_empty().then_some(whole)) {
        let message = say!(
            "la dernière tranche, et elle seule, n'a pas de `up_to`",
            "the last band, and no other, has no `up_to`"
        );
        return Some(band_limits(message, span));
    }
    let mut before = None;
    for node in table.iter().filter_map(|band| band.up_to) {
        let limit = node.scalar().and_then(|text| decimal(text, MOST_PLACES));
        if limit.is_none() || limit <= before {
            let message = say!(
                "les limites des tranches sont des nombres, qui vont en croissant",
                "the limits of the bands are numbers, which go upwards"
            );
            return Some(band_limits(message, node.span));
        }
        before = limit;
    }
    None
}

fn band_limits(message: Bilingual<String>, span: Span) -> Fault {
    Fault::error("band-limits", message).at(span).help(say!(
        "écrivez `[{{ up_to: 1000, value: 5 }}, {{ up_to: 3000, value: 3 }}, {{ value: 1 }}]`",
        "write `[{{ up_to: 1000, value: 5 }}, {{ up_to: 3000, value: 3 }}, {{ value: 1 }}]`"
    ))
}
