//! Finds quotes that do not carry their value, or that a later version may have replaced.

use crate::check::law::claim::Claim;
use crate::quote::{Carried, carried, carried_in, times};
use crate::report::{Fault, Report};
use crate::rules::{Hundredths, ParameterValue, Unit, kept_text};
use crate::say;
use crate::site::Site;
use crate::source::Sources;

/// Holds the quotes of a value to its number and to its first day.
pub(super) fn check(site: &Site, claim: &Claim<'_>, files: &Sources, report: &mut Report) {
    let Some((parameter, dated)) = claim.value else {
        return;
    };
    let Some(first) = claim.quotes.first() else {
        return;
    };
    if let ParameterValue::Number(number) = dated.value {
        let book = &site.rules.book;
        let kept = kept_text(book, &book.sources[dated.source], files);
        let quotes = claim.quotes.iter();
        // Where no text has the words, that is told already.
        let mut found = quotes.flat_map(|quote| match kept {
            Some(kept) if times(&quote.text, kept.text) > 0 => carried_in(&quote.text, kept.text),
            _ => carried(&quote.text),
        });
        if !found.any(|carried| says(&carried, number.point(), parameter.unit)) {
            report.add(without_value(site, claim, number));
        }
    }
    let book = &site.rules.book;
    let source = &book.sources[dated.source];
    if let Some(changed) = source.changed.filter(|changed| dated.from >= changed.from)
        && let Some(kept) = kept_text(book, source, files)
        && times(&first.text, kept.text) > 0
    {
        let (id, changed) = (&source.id, changed.iso());
        report.add(
            Fault::error(
                "quote-of-old-text",
                say!(
                    "`{id}` a changé le {changed} : ces mots sont de la version d'avant",
                    "`{id}` changed on {changed}: these words are of the version before"
                ),
            )
            .at(first.span)
            .help(say!(
                "lisez la nouvelle version, ou écrivez `unquoted` et dites d'où vient la valeur",
                "read the new version, or write `unquoted` and say where the value comes from"
            )),
        );
    }
}

fn without_value(site: &Site, claim: &Claim<'_>, number: Hundredths) -> Fault {
    let (parameter, dated) = claim.value.expect("only a value is held to its number");
    let source = &site.rules.book.sources[dated.source].id;
    let unit = parameter.unit.name();
    Fault::error(
        "quote-without-value",
        say!(
            "cette citation de `{source}` ne porte pas le nombre {number} ({unit})",
            "this quote of `{source}` does not carry the number {number} ({unit})"
        ),
    )
    .at(claim.quotes[0].span)
    .help(say!(
        "citez la phrase avec son nombre, ou écrivez `unquoted` et dites comment il vient",
        "quote the clause with its number, or write `unquoted` and say how it comes about"
    ))
}

/// Whether a number of a text is this value. `un` is an article as often as a number, so it
/// counts only before a word that is a unit.
fn says(carried: &Carried, number: i64, unit: Unit) -> bool {
    let found = carried.hundredths;
    match (counts(&carried.of), unit) {
        (None, unit) => found == number && (!carried.one || unit == Unit::Count),
        (Some(Unit::Year), Unit::Month) => found * 12 == number,
        (Some(Unit::Month), Unit::Year) => found == number * 12,
        (Some(Unit::Week), Unit::Day) => found * 7 == number,
        (Some(counted), unit) => found == number && same(counted, unit),
    }
}

/// What the word after a number counts.
fn counts(word: &str) -> Option<Unit> {
    match word {
        "an" | "ans" | "année" | "années" => Some(Unit::Year),
        "mois" => Some(Unit::Month),
        "semaine" | "semaines" => Some(Unit::Week),
        "jour" | "jours" => Some(Unit::Day),
        "heure" | "heures" => Some(Unit::Hour),
        "euro" | "euros" | "€" => Some(Unit::Euro),
        _ => None,
    }
}

/// Whether a word of a text counts what a value counts.
fn same(counted: Unit, unit: Unit) -> bool {
    counted == unit
        || matches!(
            (counted, unit),
            (Unit::Year, Unit::Age)
                | (Unit::Day, Unit::WorkingDay)
                | (Unit::Euro, Unit::EuroPerHour)
        )
}

#[cfg(test)]
mod tests {
    use super::says;
    use crate::quote::carried;
    use crate::rules::Unit;

    fn held(text: &str, number: i64, unit: Unit) -> bool {
        carried(text)
            .iter()
            .any(|carried| says(carried, number * 100, unit))
    }

    #[test]
    fn a_number_is_held_to_the_unit_of_the_value() {
        assert!(held("un délai de trois ans", 3, Unit::Year));
        assert!(held("pendant un an", 1, Unit::Year));
        assert!(held("pendant un an", 12, Unit::Month));
        assert!(held("douze mois", 1, Unit::Year));
        assert!(held("deux semaines", 14, Unit::Day));
        assert!(held("seize ans", 16, Unit::Age));
        assert!(!held("trois ans", 4, Unit::Year));
    }

    #[test]
    fn an_article_is_no_number() {
        assert!(!held("un délai de trois ans", 1, Unit::Year));
        assert!(!held("un organisme", 1, Unit::Day));
        assert!(!held("un mois", 1, Unit::Year));
    }
}
