//! In which order the routes that can pay are told.

use std::collections::BTreeSet;

use oxc_index::IndexSlice;

use crate::rules::book::calendar::Day;
use crate::rules::book::unit::Hundredths;
use crate::rules::book::{AmountRole, DecisionId, Kind, OutcomeId, RuleBook, TerminalId};
use crate::rules::diagram::compile::Compiled;
use crate::rules::person::conclude::DecisionResult;
use crate::rules::person::quantity::Quantity;

/// The routes that can pay, the best first: by what is surely left to pay, then those that
/// pay anything at all, then by certainty, then in the order of the rules.
///
/// Where somebody may refuse, what is surely left is what is left after a refusal. An amount
/// that is not established is at most what the dearest other route leaves: a year whose fixed
/// contribution is not published yet does not make it better to pay everything oneself.
///
/// A route that opens later, on a day that is known, is among them where it leaves less than a
/// route to which nobody else adds anything, and stands before it: who can wait need not pay
/// everything herself.
pub fn ranking(
    compiled: &Compiled,
    decisions: &IndexSlice<DecisionId, [DecisionResult]>,
) -> Vec<DecisionId> {
    let book = &compiled.book;
    let best = OutcomeId::new(0);
    let mut ranked: Vec<(Left, bool, OutcomeId, DecisionId)> = Vec::new();
    let mut waiting = BTreeSet::new();
    for (decision, concluded) in decisions.iter_enumerated() {
        let found = &book.decisions[decision];
        let usable = concluded
            .possible
            .iter()
            .any(|terminal| book.usable(decision, *terminal));
        let later = opening_day(book, decision, concluded).is_some();
        if found.kind != Kind::Route || !(usable || later) {
            continue;
        }
        if later {
            waiting.insert(decision);
        }
        let certainty = concluded
            .possible
            .iter()
            .map(|terminal| found.terminals[*terminal].outcome)
            .max()
            .unwrap_or(best);
        let amount = |role: AmountRole| concluded.amounts.get(found.playing(role)?).copied();
        let end = |role: AmountRole| match amount(role)? {
            Quantity::Between(_, high) => Some(high.map_or(Left::Endless, Left::Known)),
            Quantity::None | Quantity::Unknown => None,
        };
        let refused = end(AmountRole::IfRefused).filter(|_| certainty > best);
        let left = match refused.or(end(AmountRole::Remaining)) {
            Some(left) => left,
            None if amount(AmountRole::Remaining).is_some() => Left::NotEstablished,
            None => Left::NotSaid,
        };
        let pays_nothing = end(AmountRole::Covered) == Some(Left::Known(Hundredths::at(0)));
        ranked.push((left, pays_nothing, certainty, decision));
    }
    let established = ranked.iter().map(|(left, ..)| *left);
    let established = established.filter(|left| *left < Left::NotEstablished);
    let dearest = established.max().unwrap_or(Left::Endless);
    for (left, ..) in &mut ranked {
        if *left == Left::NotEstablished {
            *left = dearest;
        }
    }
    ranked.sort_unstable();
    let (later, mut now): (Vec<_>, Vec<_>) = ranked
        .into_iter()
        .partition(|(.., decision)| waiting.contains(decision));
    // What is left, and whether anybody else pays, of the first route that nobody else adds to.
    let alone = now.iter().position(|(_, pays_nothing, ..)| *pays_nothing);
    if let Some(at) = alone {
        let (left, pays_nothing, ..) = now[at];
        let cheaper = later.into_iter();
        let cheaper = cheaper.filter(|route| (route.0, route.1) < (left, pays_nothing));
        now.splice(at..at, cheaper.collect::<Vec<_>>());
    }
    now.into_iter().map(|(.., decision)| decision).collect()
}

/// The day on which a route that cannot pay yet opens: when all that it waits for is over, where
/// each of these days is known.
fn opening_day(book: &RuleBook, decision: DecisionId, concluded: &DecisionResult) -> Option<Day> {
    let found = &book.decisions[decision];
    let waits = |terminal: &TerminalId| book.later(decision, *terminal);
    if !concluded.possible.iter().all(waits) {
        return None;
    }
    let waited = concluded.steps.iter();
    let waited = waited.filter(|told| found.steps[told.step].from.is_some());
    let days: Option<Vec<Day>> = waited.map(|told| told.from).collect();
    days?.into_iter().max()
}

/// What a route surely leaves to pay, the least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Left {
    /// So much, at most.
    Known(Hundredths),
    /// The price is not known, and nothing bounds it.
    Endless,
    /// Something, that rests on a value which is not established.
    NotEstablished,
    /// The route has no amount of its own.
    NotSaid,
}
