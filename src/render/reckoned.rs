//! The values that amounts are reckoned with, each with its days and where they come from.

use std::collections::BTreeSet;

use minijinja::{Value, context};

use crate::render::writer::Writer;
use crate::rules::{self, Dated, Parameter, ParameterId, reckoned};

/// The values that the amounts of routes are reckoned with, by their places in the program.
pub fn figures(writer: &Writer<'_>) -> Vec<Value> {
    let site = &writer.renderer.site;
    let book = &site.rules.book;
    let mut named = Vec::new();
    let amounts = book.decisions.iter().flat_map(|found| &found.amounts);
    for amount in amounts {
        amount.low.parameters(&mut named);
        if let Some(high) = &amount.high {
            high.parameters(&mut named);
        }
    }
    let named: BTreeSet<ParameterId> = named.into_iter().collect();
    let places = reckoned(book).into_iter().enumerate();
    places
        .filter(|(_, index)| named.contains(index))
        .map(|(place, index)| {
            let parameter = &book.parameters[index];
            let values = parameter.values.iter();
            context! {
                place,
                title => &site.law[writer.language].parameters[index],
                until => parameter.known_until.map(rules::iso),
                values => values.map(|dated| value(writer, parameter, dated)).collect::<Vec<_>>(),
            }
        })
        .collect()
}

/// One value: since when it holds, its source, and whether it is likely rather than sure.
fn value(writer: &Writer<'_>, parameter: &Parameter, dated: &Dated) -> Value {
    let site = &writer.renderer.site;
    let source = &site.rules.book.sources[dated.source];
    context! {
        from => rules::iso(dated.from),
        text => writer.renderer.value(parameter, dated.from, writer.language),
        began => writer.day(dated.from),
        sure => dated.began,
        likely => parameter.likely,
        url => &source.url,
        source => &site.law[writer.language].short[dated.source],
    }
}
