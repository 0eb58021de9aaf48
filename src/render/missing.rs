//! What pages say of values that are not established, or were read long ago.

use std::collections::BTreeSet;

use minijinja::{Value, context};

use crate::language::{date, money, prose};
use crate::render::writer::Writer;
use crate::rules::{
    self, AmountId, Day, DecisionId, Gaps, Hundredths, ParameterId, ParameterValue, Quantity, Unit,
    shift,
};

/// For each stretch of time in which a value that amounts or days are computed with is not
/// established: the last known value, and what is told of an amount that rests on it.
pub fn values(writer: &Writer<'_>) -> Vec<Value> {
    let site = &writer.renderer.site;
    let book = &site.rules.book;
    let mut named = Vec::new();
    for decision in &book.decisions {
        decision
            .formulas()
            .for_each(|formula| formula.parameters(&mut named));
    }
    let named: BTreeSet<ParameterId> = named.into_iter().collect();
    let mut found = Vec::new();
    for index in named {
        let parameter = &book.parameters[index];
        let unknown = parameter.values.iter();
        let unknown = unknown.filter(|dated| dated.value == ParameterValue::Unknown);
        let begins = unknown.map(|dated| dated.from);
        let begins = begins.chain(parameter.known_until.map(Day::after));
        let before = parameter.values.first().map(|dated| dated.from.before());
        let lasts = begins.chain(before).map(|day| parameter.last_known(day));
        let lasts: BTreeSet<Option<(Hundredths, Day)>> = lasts.collect();
        found.extend(lasts.into_iter().map(|last| value(writer, index, last)));
    }
    found
}

fn value(writer: &Writer<'_>, index: ParameterId, last: Option<(Hundredths, Day)>) -> Value {
    let language = writer.language;
    let site = &writer.renderer.site;
    let parameter = &site.rules.book.parameters[index];
    let supposition = &site.law[language].suppositions[index];
    context! {
        id => &parameter.id,
        until => last.map_or(String::new(), |(_, until)| rules::iso(until)),
        stays => last.map(|(number, _)| supposition.stays(parameter, number.point(), language)),
        holds => holds(writer, index),
        text => last_known(writer, index, last),
    }
}

/// As long as what an amount holds that the bounds of a value make exact.
fn holds(writer: &Writer<'_>, parameter: ParameterId) -> Option<String> {
    let words = writer.renderer.site.law[writer.language].suppositions[parameter]
        .holds
        .as_ref()?;
    let text = writer.renderer.theme.text("holds", writer.language);
    Some(prose(&text.replace("{words}", words), writer.language))
}

/// What a value was last known to be.
fn last_known(
    writer: &Writer<'_>,
    parameter: ParameterId,
    last: Option<(Hundredths, Day)>,
) -> String {
    let language = writer.language;
    let site = &writer.renderer.site;
    let text = |key: &str| writer.renderer.theme.text(key, language).to_owned();
    let said = match last {
        Some((number, until)) => text("last_known")
            .replace(
                "{value}",
                &rules::figure(&site.rules.book.parameters[parameter], number, language),
            )
            .replace("{until}", &date(rules::date(until), language)),
        None => text("not_established"),
    };
    prose(
        &said.replace("{name}", &site.law[language].parameters[parameter]),
        language,
    )
}

/// What amounts suppose, and the last known values that they rest on.
pub fn sentences(writer: &Writer<'_>, missing: &Gaps) -> Vec<String> {
    let values = missing.values.iter();
    let told = values.flat_map(|gap| {
        let holds = holds(writer, gap.parameter).filter(|_| !gap.supposed.is_empty());
        holds
            .into_iter()
            .chain([last_known(writer, gap.parameter, gap.last)])
    });
    told.collect()
}

/// What an amount is if the values that it rests on stay what they were last known to be.
pub fn if_last(writer: &Writer<'_>, missing: &Gaps, amount: AmountId) -> Option<String> {
    let site = &writer.renderer.site;
    let told = sum(writer, missing.if_last[amount]?);
    let resting = missing
        .values
        .iter()
        .filter(|gap| gap.amounts.contains(&amount));
    let words = resting.filter_map(|gap| {
        let parameter = &site.rules.book.parameters[gap.parameter];
        let supposition = &site.law[writer.language].suppositions[gap.parameter];
        Some(supposition.stays(parameter, gap.last?.0.point(), writer.language))
    });
    let words: Vec<String> = words.collect();
    let text = writer.renderer.theme.text("if_last", writer.language);
    let text = text.replace("{amount}", &told);
    Some(format!(" {}", text.replace("{words}", &words.join(", "))))
}

/// An amount or a range in words.
pub fn sum(writer: &Writer<'_>, found: Quantity) -> String {
    let text = |key: &str| writer.renderer.theme.text(key, writer.language).to_owned();
    let end = |end: Option<Hundredths>| {
        end.map_or(String::new(), |end| money(end.point(), writer.language))
    };
    let (key, low, high) = match found {
        Quantity::Between(Some(low), Some(high)) if low == high => {
            return money(low.point(), writer.language);
        }
        Quantity::Between(low @ Some(_), high @ Some(_)) => ("range", low, high),
        Quantity::Between(low @ Some(_), None) => ("at_least", low, None),
        Quantity::Between(None, high @ Some(_)) => ("at_most", None, high),
        _ => ("value_unknown", None, None),
    };
    text(key)
        .replace("{min}", &end(low))
        .replace("{max}", &end(high))
}

/// The value without an end that was read the longest ago, of those that a decision rests on:
/// the last day on which it need not be said, and what is said then.
pub fn oldest(writer: &Writer<'_>, decision: DecisionId) -> Option<Value> {
    let book = &writer.renderer.site.rules.book;
    let parameters = rules::parameters(book, decision).into_iter();
    let open = parameters.map(|parameter| &book.parameters[parameter]);
    let open = open.filter(|parameter| parameter.known_until.is_none());
    let checked = open.map(|parameter| parameter.checked).min()?;
    let text = writer.renderer.theme.text("read_long_ago", writer.language);
    let day = date(rules::date(checked), writer.language);
    Some(context! {
        day => shift(checked, 1, Unit::Year).point(),
        text => prose(&text.replace("{date}", &day), writer.language),
    })
}
