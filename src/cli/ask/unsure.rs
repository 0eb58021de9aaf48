//! What a route rests on that is not established, or was read long ago, in words.

use crate::cli::ask::plain::amount;
use crate::language::{Language, date, prose, quantity};
use crate::rules::{self, AmountId, Answers, DecisionId, DecisionResult, Gaps, read_long_ago};
use crate::say;
use crate::site::Site;

/// What an amount is if the values that it rests on stay what they were last known to be.
pub(super) fn if_last(
    site: &Site,
    missing: &Gaps,
    nth: AmountId,
    language: Language,
) -> Option<String> {
    let told = amount(missing.if_last[nth]?, language);
    let resting = missing.values.iter();
    let resting = resting.filter(|gap| gap.amounts.contains(&nth));
    let words = resting.filter_map(|gap| {
        let parameter = &site.rules.book.parameters[gap.parameter];
        let words = &site.law[language].suppositions[gap.parameter];
        Some(words.stays(parameter, gap.last?.0.point(), language))
    });
    let words: Vec<String> = words.collect();
    Some(format!(" ({told} {})", words.join(", ")))
}

/// What is supposed, what is missing, and what nobody has read for long.
pub(super) fn sentences(
    site: &Site,
    missing: &Gaps,
    decision: DecisionId,
    concluded: &DecisionResult,
    answers: &Answers,
    language: Language,
) -> Vec<String> {
    let book = &site.rules.book;
    let law = &site.law[language];
    let day = |day: rules::Day| date(rules::date(day), language);
    let mut told = Vec::new();
    for gap in &missing.values {
        let holds = law.suppositions[gap.parameter].holds.as_ref();
        if let Some(words) = holds.filter(|_| !gap.supposed.is_empty()) {
            told.push(say!("Ce calcul vaut {words}.", "This holds {words}."));
        }
        let name = &law.parameters[gap.parameter];
        told.push(match gap.last {
            Some((last, until)) => {
                let unit = book.parameters[gap.parameter].unit.name();
                let (last, until) = (quantity(last.point(), unit, language), day(until));
                say!(
                    "{name} : dernière valeur connue {last}, jusqu'au {until}.",
                    "{name}: the last known value is {last}, until {until}."
                )
            }
            None => say!(
                "{name} : pas établi à cette date.",
                "{name}: not established on that day."
            ),
        });
    }
    for parameter in read_long_ago(&site.rules, decision, concluded, answers) {
        let name = &law.parameters[parameter];
        let checked = day(book.parameters[parameter].checked);
        told.push(say!(
            "{name} : lu pour la dernière fois le {checked}.",
            "{name}: read for the last time on {checked}."
        ));
    }
    told.into_iter()
        .map(|words| prose(&words[language], language))
        .collect()
}
