//! A difference in full: every situation alone, with its earlier reasons and an example.

use super::telling::{Telling, line};
use super::{amounts, steps};
use crate::rules::{ChangedAmounts, ChangedDecision, Situation};
use crate::say;

/// Adds the decisions that change, each under its title.
pub(super) fn changes_text(text: &mut String, telling: &Telling<'_>) {
    for changed in &telling.compared.difference.decisions {
        if !text.is_empty() {
            text.push('\n');
        }
        decision(text, changed, telling);
    }
}

fn decision(text: &mut String, changed: &ChangedDecision, telling: &Telling<'_>) {
    line(text, &telling.decision(&changed.id));
    for found in &changed.situations {
        situation(text, &changed.id, found, telling);
    }
    for found in &changed.amounts {
        amounts(text, &changed.id, found, telling);
    }
    steps::steps_text(text, &changed.id, &changed.steps, telling);
}

fn situation(text: &mut String, decision: &str, found: &Situation, telling: &Telling<'_>) {
    let mut limits = telling.limits(&found.conditions);
    limits.extend(found.through.iter().map(|limit| telling.through(limit)));
    let place = telling.joined(&limits);
    let now = telling.ending(decision, &found.new);
    line(text, &format!("  {}{place}", telling.colon(&now)));
    if !found.unless.is_empty() {
        let unless = telling.endings(decision, &found.unless);
        let words = say!("sauf {unless}", "unless {unless}");
        line(text, &format!("    {}", telling.say(&words)));
    }
    let old = telling.endings(decision, &found.old);
    let words = say!("avant : {old}", "before: {old}");
    line(text, &format!("    {}", telling.say(&words)));
    let was = telling.ending(decision, &found.was);
    let person = telling.person(&found.example);
    let words = say!(
        "exemple : {person} : {was} → {now}",
        "example: {person}: {was} → {now}"
    );
    line(text, &format!("    {}", telling.say(&words)));
    line(text, &format!("    {}", telling.command(&found.example)));
}

fn amounts(text: &mut String, decision: &str, found: &ChangedAmounts, telling: &Telling<'_>) {
    let names = amounts::names(decision, found, telling);
    let cause = amounts::cause(found, telling);
    line(text, &format!("  {names} ({cause})"));
    line(text, &format!("    {}", amounts::for_whom(found, telling)));
    let example = amounts::example(decision, found, telling);
    line(text, &format!("    {example}"));
    if let Some(example) = &found.example {
        line(text, &format!("    {}", telling.command(example)));
    }
}
