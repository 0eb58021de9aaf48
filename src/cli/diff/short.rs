//! A difference in few lines: what changes alike is told once, with one example.
//!
//! A change of the law often does one thing to many decisions, or to one decision for several
//! reasons. What their situations have in common stands in the heading, and each has a line for
//! what is its own. The reasons of what held before, and an example of every situation, are
//! left to the whole list.

use super::telling::{Telling, line};
use super::{amounts, steps};
use crate::rules::{ChangedAmounts, Situation};
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

/// Adds the changes of a difference in words.
pub(super) fn changes_text(text: &mut String, telling: &Telling<'_>) {
    let mut left = changes(telling);
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
            alone(text, &left.remove(0), telling);
            continue;
        }
        let (taken, rest) = part(left, &together);
        group(text, &taken, &shared, telling);
        left = rest;
    }
    figures(text, telling);
    for changed in &telling.compared.difference.decisions {
        if !changed.steps.is_empty() {
            line(text, &telling.decision(&changed.id));
            steps::steps_text(text, &changed.id, &changed.steps, telling);
        }
    }
}

fn changes<'d>(telling: &Telling<'d>) -> Vec<Change<'d>> {
    let mut found: Vec<Change<'_>> = Vec::new();
    for changed in &telling.compared.difference.decisions {
        for situation in &changed.situations {
            let mut limits = telling.limits(&situation.conditions);
            limits.extend(situation.through.iter().map(|limit| telling.through(limit)));
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
fn alone(text: &mut String, change: &Change<'_>, telling: &Telling<'_>) {
    let title = telling.decision(change.decision);
    let before = outcomes(change, telling);
    let now = telling.ending(change.decision, &change.shown.new);
    line(text, &format!("{}{before} → {now}", telling.colon(&title)));
    let (whom, unless) = (telling.whom(&change.boxes, "    "), unless(change, telling));
    line(text, &format!("  {whom}"));
    if !unless.is_empty() {
        line(text, &format!("  {unless}"));
    }
    example(text, change, false, telling);
}

/// Changes that share an end and some limits: a line each for the rest.
fn group(text: &mut String, changes: &[Change<'_>], shared: &[String], telling: &Telling<'_>) {
    let first = &changes[0];
    let within = changes.iter().all(|change| change.starts_as(first));
    let whom = telling.joined(shared);
    if within {
        let title = telling.decision(first.decision);
        let before = outcomes(first, telling);
        let now = telling.outcome(first.decision, &first.shown.new.outcome);
        line(text, &format!("{}{before} → {now}", telling.colon(&title)));
        line(text, &format!("  {whom}"));
        let unless = unless(first, telling);
        if !unless.is_empty() {
            line(text, &format!("  {unless}"));
        }
    } else {
        let now = telling.ending(first.decision, &first.shown.new);
        line(text, &format!("→ {}{whom}", telling.colon(&now)));
    }
    for change in changes {
        let own = change.boxes[0].iter();
        let own: Vec<String> = own
            .filter(|limit| !shared.contains(limit))
            .cloned()
            .collect();
        let own = where_own(&own, telling);
        let words = if within {
            let reason = telling.reason(change.decision, &change.shown.new);
            let reason = reason.unwrap_or_else(|| outcomes(change, telling));
            format!("  - {}{own}", telling.colon(&reason))
        } else {
            let title = telling.decision(change.decision);
            let title = format!("{title} ({})", outcomes(change, telling));
            format!(
                "  - {}{own}{}",
                telling.colon(&title),
                unless(change, telling)
            )
        };
        line(text, &words);
    }
    example(text, first, !within, telling);
}

fn where_own(limits: &[String], telling: &Telling<'_>) -> String {
    if limits.is_empty() {
        return telling.say(&say!("sans autre condition", "no further condition"));
    }
    telling.joined(limits)
}

fn unless(change: &Change<'_>, telling: &Telling<'_>) -> String {
    if change.shown.unless.is_empty() {
        return String::new();
    }
    let unless = telling.endings(change.decision, &change.shown.unless);
    telling.say(&say!("sauf {unless}", "unless {unless}"))
}

/// The outcomes before, each once, without their reasons.
fn outcomes(change: &Change<'_>, telling: &Telling<'_>) -> String {
    let names = change.shown.old.iter().map(|ending| &ending.outcome);
    telling.outcomes(change.decision, names)
}

fn example(text: &mut String, change: &Change<'_>, named: bool, telling: &Telling<'_>) {
    let shown = change.shown;
    let was = telling.ending(change.decision, &shown.was);
    let now = telling.ending(change.decision, &shown.new);
    let person = telling.person(&shown.example);
    let decision = if named {
        telling.colon(&telling.decision(change.decision))
    } else {
        String::new()
    };
    let words = say!(
        "exemple : {person} : {decision}{was} → {now}",
        "example: {person}: {decision}{was} → {now}"
    );
    line(text, &format!("  {}", telling.say(&words)));
}

/// The amounts, by what changes them.
fn figures(text: &mut String, telling: &Telling<'_>) {
    let mut causes: Vec<(String, Vec<(&str, &ChangedAmounts)>)> = Vec::new();
    for changed in &telling.compared.difference.decisions {
        for found in &changed.amounts {
            let cause = amounts::cause(found, telling);
            match causes.iter_mut().find(|(known, _)| *known == cause) {
                Some((_, all)) => all.push((&changed.id, found)),
                None => causes.push((cause, vec![(&changed.id, found)])),
            }
        }
    }
    for (cause, all) in causes {
        line(text, &cause);
        for (decision, found) in all {
            let title = telling.decision(decision);
            let names = amounts::names(decision, found, telling);
            let whom = amounts::for_whom(found, telling);
            let heading = telling.colon(&format!("{title} ({names})"));
            line(text, &format!("  - {heading}{whom}"));
            let example = amounts::example(decision, found, telling);
            line(text, &format!("    {example}"));
        }
    }
}
