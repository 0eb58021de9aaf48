//! Refuses amounts that multiply more numbers that may not be known than ranges can follow.

use std::collections::HashMap;

use super::named_amounts;
use crate::report::{Fault, Report};
use crate::rules::book::{AmountId, DecisionId, Formula, ParameterId, RuleBook};
use crate::say;

/// How many of them a product may have: hours and a price per hour are two.
const MOST: usize = 2;

type Known = HashMap<(DecisionId, AmountId), usize>;

/// Reports the first amounts that have more.
pub(super) fn check(book: &RuleBook, report: &mut Report) {
    let mut known = Known::new();
    for (decision, own) in book.decisions.iter_enumerated() {
        for (amount, found) in own.amounts.iter_enumerated() {
            let named = named_amounts(book, (decision, amount));
            let first = named
                .iter()
                .all(|at| of_amount(book, *at, &mut known) <= MOST);
            if first && of_amount(book, (decision, amount), &mut known) > MOST {
                let id = &found.id;
                report.add(
                    Fault::error(
                        "rules-too-large",
                        say!(
                            "`{id}` multiplie plus de {MOST} nombres que la personne ou la loi peut ignorer",
                            "`{id}` multiplies more than {MOST} numbers that a person or the law may not know"
                        ),
                    )
                    .at(found.span)
                    .help(say!(
                        "multipliez par des valeurs établies, ou partagez le montant",
                        "multiply by values that are established, or split the amount"
                    )),
                );
            }
        }
    }
}

fn of_amount(book: &RuleBook, at: (DecisionId, AmountId), known: &mut Known) -> usize {
    if let Some(found) = known.get(&at) {
        return *found;
    }
    let formulas = book.decisions[at.0].amounts[at.1].formulas();
    let most = formulas.map(|formula| factors(book, formula, known)).max();
    let most = most.unwrap_or(0);
    known.insert(at, most);
    most
}

/// How many numbers that may not be known are multiplied at most.
fn factors(book: &RuleBook, formula: &Formula, known: &mut Known) -> usize {
    let mut of = |part: &Formula| factors(book, part, known);
    match formula {
        Formula::Constant(_) | Formula::Nothing | Formula::Shift { .. } => 0,
        Formula::Answer(_) | Formula::Between { .. } => 1,
        Formula::Parameter(parameter) => usize::from(!always_known(book, *parameter)),
        Formula::Amount(decision, amount) => of_amount(book, (*decision, *amount), known),
        Formula::Product(left, right, _) => of(left) + of(right),
        Formula::Sum(left, _, right) | Formula::If(_, left, right) => of(left).max(of(right)),
        Formula::Min(parts) | Formula::Max(parts) => parts.iter().map(of).max().unwrap_or(0),
    }
}

fn always_known(book: &RuleBook, parameter: ParameterId) -> bool {
    let found = &book.parameters[parameter];
    found.known_until.is_none() && found.values.iter().all(|dated| dated.value.is_known())
}
