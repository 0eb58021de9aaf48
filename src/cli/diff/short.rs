//! A difference in few lines: what changes alike is told once, with one example.
//!
//! A change of the law often does one thing to many decisions, or to one decision for several
//! reasons. What their situations have in common stands in the heading, and each has a line for
//! what is its own. The reasons of what held before, and an example of every situation, are
//! left to the whole list.

use super::{Compared, amounts, ending, line, person, through, whom};
use crate::language::Language;
use crate::rules::{ChangedAmounts, Difference, Ending, Situation};
use crate::say;

/// How many decisions that change alike are told together; fewer are clearer alone.
const TOGETHER: usize = 3;

/// Situations of one decision that change alike.
struct Change<'d> {
    decision: &'d str,
    /// For whom, each of them: limits that all hold.
    boxes: Vec<Vec<String>>,
    /// The first of the situations, which stands for them all.
    shown: &'d Situation,
}

impl Change<'_> {
    /// The limits of its one box.
    fn only_box(&self) -> Option<&[String]> {
        match self.boxes.as_slice() {
            [limits] => Some(limits),
            _ => None,
        }
    }

    /// Whether it comes from the same and leaves out the same as another one.
    fn starts_as(&self, other: &Change<'_>) -> bool {
        self.decision == other.decision
            && self.shown.new.outcome == other.shown.new.outcome
            && self.shown.old == other.shown.old
            && self.shown.unless == other.shown.unless
    }
}

/// The changes of a difference in words.
pub(super) fn changes_text(compared: &Compared, language: Language) -> String {
    let difference = &compared.difference;
    let mut text = String::new();
    let mut left = changes(difference);
    while !left.is_empty() {
        let first = &left[0];
        let across = common(&left, |change| change.shown.new == first.shown.new);
        let within = common(&left, |change| change.starts_as(first));
        let (together, shared) = if across.0.len() >= TOGETHER {
            across
        } else {
            within
        };
        if together.len() < 2 {
            alone(&mut text, &left.remove(0), compared, language);
            continue;
        }
        let (taken, rest) = part(left, &together);
        group(&mut text, &taken, &shared, compared, language);
        left = rest;
    }
    figures(&mut text, compared, language);
    text
}

fn changes(difference: &Difference) -> Vec<Change<'_>> {
    let mut found: Vec<Change<'_>> = Vec::new();
    for changed in &difference.decisions {
        for situation in &changed.situations {
            let mut limits = situation.conditions.clone();
            limits.extend(situation.through.iter().map(through));
            let change = Change {
                decision: &changed.id,
                boxes: vec![limits],
                shown: situation,
            };
            let same = found
                .iter_mut()
                .find(|known| known.shown.new == situation.new && known.starts_as(&change));
            match same {
                Some(known) => known.boxes.extend(change.boxes),
                None => found.push(change),
            }
        }
    }
    found
}

/// The places of the changes of one box that are `alike`, and the limits that all share.
/// Without a shared limit there is nothing to say of them together.
fn common(left: &[Change<'_>], alike: impl Fn(&Change<'_>) -> bool) -> (Vec<usize>, Vec<String>) {
    let mut indices = Vec::new();
    let mut shared: Option<Vec<String>> = None;
    for (index, change) in left.iter().enumerate() {
        let Some(limits) = change.only_box().filter(|_| alike(change)) else {
            continue;
        };
        indices.push(index);
        match &mut shared {
            Some(shared) => shared.retain(|limit| limits.contains(limit)),
            None => shared = Some(limits.to_vec()),
        }
    }
    let shared = shared.unwrap_or_default();
    // The first change is what the caller looks at: a group without it is for a later turn.
    if shared.is_empty() || indices.first() != Some(&0) {
        return (Vec::new(), Vec::new());
    }
    (indices, shared)
}

fn part<'d>(all: Vec<Change<'d>>, wanted: &[usize]) -> (Vec<Change<'d>>, Vec<Change<'d>>) {
    let mut taken = Vec::new();
    let mut rest = Vec::new();
    for (index, change) in all.into_iter().enumerate() {
        if wanted.contains(&index) {
            taken.push(change);
        } else {
            rest.push(change);
        }
    }
    (taken, rest)
}

/// A change that nothing else shares: what, for whom, and an example.
fn alone(text: &mut String, change: &Change<'_>, compared: &Compared, language: Language) {
    let (before, now) = (
        outcomes(&change.shown.old),
        ending(&change.shown.new, language),
    );
    line(text, &format!("{}: {before} → {now}", change.decision));
    let (whom, unless) = (whom(&change.boxes, language), unless(change, language));
    line(text, &format!("  {whom}{unless}"));
    example(text, change, false, compared, language);
}

/// Changes that share an end and some limits: a line each for the rest.
fn group(
    text: &mut String,
    changes: &[Change<'_>],
    shared: &[String],
    compared: &Compared,
    language: Language,
) {
    let first = &changes[0];
    let within = changes.iter().all(|change| change.starts_as(first));
    let whom = shared.join(", ");
    if within {
        let (before, now) = (outcomes(&first.shown.old), &first.shown.new.outcome);
        line(text, &format!("{}: {before} → {now}", first.decision));
        let unless = unless(first, language);
        line(text, &format!("  {whom}{unless}"));
    } else {
        let now = ending(&first.shown.new, language);
        line(text, &format!("→ {now}: {whom}"));
    }
    for change in changes {
        let own: Vec<String> = change.boxes[0]
            .iter()
            .filter(|limit| !shared.contains(limit))
            .cloned()
            .collect();
        let own = where_own(&own, language);
        if within {
            line(text, &format!("  - {}: {own}", change.shown.new.why));
        } else {
            let before = outcomes(&change.shown.old);
            let unless = unless(change, language);
            line(
                text,
                &format!("  - {} ({before}): {own}{unless}", change.decision),
            );
        }
    }
    example(text, first, !within, compared, language);
}

fn where_own(limits: &[String], language: Language) -> String {
    if limits.is_empty() {
        return say!("sans autre condition", "no further condition")[language].clone();
    }
    limits.join(", ")
}

fn unless(change: &Change<'_>, language: Language) -> String {
    if change.shown.unless.is_empty() {
        return String::new();
    }
    let unless = super::endings(&change.shown.unless, language);
    say!(", sauf {unless}", ", unless {unless}")[language].clone()
}

/// The outcomes of ends, each once, without their reasons.
fn outcomes(endings: &[Ending]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for ending in endings {
        if !names.contains(&ending.outcome.as_str()) {
            names.push(&ending.outcome);
        }
    }
    names.join(", ")
}

fn example(
    text: &mut String,
    change: &Change<'_>,
    named: bool,
    compared: &Compared,
    language: Language,
) {
    let shown = change.shown;
    let (was, now) = (ending(&shown.was, language), ending(&shown.new, language));
    let person = person(&shown.example, compared, language);
    let decision = if named {
        format!("{}: ", change.decision)
    } else {
        String::new()
    };
    let words = say!(
        "exemple : {person} : {decision}{was} → {now}",
        "example: {person}: {decision}{was} → {now}"
    );
    line(text, &format!("  {}", words[language]));
}

/// The amounts, by what changes them.
fn figures(text: &mut String, compared: &Compared, language: Language) {
    let mut causes: Vec<(String, Vec<(&str, &ChangedAmounts)>)> = Vec::new();
    for changed in &compared.difference.decisions {
        for found in &changed.amounts {
            let cause = amounts::cause(found, language);
            match causes.iter_mut().find(|(known, _)| *known == cause) {
                Some((_, all)) => all.push((&changed.id, found)),
                None => causes.push((cause, vec![(&changed.id, found)])),
            }
        }
    }
    for (cause, all) in causes {
        line(text, &cause);
        for (decision, found) in all {
            let names = amounts::names(found);
            let index = amounts::for_whom(found, language);
            line(text, &format!("  - {decision} ({names}): {index}"));
            line(
                text,
                &format!("    {}", amounts::example(found, compared, language)),
            );
        }
    }
}
