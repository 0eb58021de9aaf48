//! Finds what two versions of the rules call by different names and treat in the same way.
//!
//! Whoever renames a question has changed nothing for anybody. Things that one version alone
//! names are held against each other by the lines that name them, with a mark in the place of
//! the name: what stands in mostly the same lines is the same thing.

mod lines;
mod names;

use self::lines::lines;
use self::names::{OwnName, each_name, names};
use crate::rules::book::RuleBook;

/// A thing that has another name than before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rename {
    /// What it is.
    pub what: RenamedKind,
    /// Inside what it has its name: the question of an option, the decision of an amount, the
    /// kind of an outcome, by their names before and now. Empty where the whole book knows it.
    pub within: [String; 2],
    /// The name before.
    pub old: String,
    /// The name now.
    pub new: String,
}

/// What can have another name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RenamedKind {
    /// A question.
    Question,
    /// An option of a question.
    Option,
    /// A parameter.
    Parameter,
    /// A fact.
    Fact,
    /// A contradiction.
    Contradiction,
    /// An outcome of a kind of decision.
    Outcome,
    /// A decision.
    Decision,
    /// A reason of a decision.
    Reason,
    /// An amount of a decision.
    Amount,
    /// A step of a decision.
    Step,
    /// A letter.
    Letter,
    /// A document.
    Document,
}

/// How often new names are looked for: what has one may show that another thing has one too.
const ROUNDS: usize = 8;

/// The old book with the names of the new one, and what was renamed for it.
///
/// `may_be` refuses a pair that something else tells apart, such as the words of the site.
pub(in crate::rules) fn with_new_names(
    old: &RuleBook,
    new: &RuleBook,
    may_be: &dyn Fn(&Rename) -> bool,
) -> (RuleBook, Vec<Rename>) {
    let mut book = old.clone();
    let mut found: Vec<Rename> = Vec::new();
    for _ in 0..ROUNDS {
        let mut round = pairs(&book, new);
        for rename in &mut round {
            rename.within[0] = before(&found, &rename.within[1]);
        }
        round.retain(may_be);
        if round.is_empty() {
            break;
        }
        for rename in &round {
            apply(&mut book, rename);
        }
        found.extend(round);
    }
    found.sort_by_key(|rename| rename.what);
    (book, found)
}

/// The name that a question or a decision had before.
fn before(found: &[Rename], now: &str) -> String {
    let renamed = found.iter().find(|rename| {
        let parent = [RenamedKind::Question, RenamedKind::Decision].contains(&rename.what);
        parent && rename.new == now
    });
    renamed.map_or(now, |rename| &rename.old).to_owned()
}

fn apply(book: &mut RuleBook, rename: &Rename) {
    each_name(book, &mut |what, within, name| {
        if what == rename.what && within == rename.within[1] && *name == rename.old {
            name.clone_from(&rename.new);
        }
    });
}

/// Something that one of the versions alone names, with the lines that do.
struct Unpaired {
    name: OwnName,
    /// Where it stands among its like.
    index: usize,
    lines: Vec<String>,
}

/// What is the same on both sides as far as can be seen now, each thing once.
fn pairs(old: &RuleBook, new: &RuleBook) -> Vec<Rename> {
    let (before, now) = (names(old), names(new));
    let gone = unpaired(old, &before, &now);
    let added = unpaired(new, &now, &before);
    let mut found = Vec::new();
    for one in &gone {
        let Some(other) = best(one, &added) else {
            continue;
        };
        // Each of the two is what resembles the other most.
        if best(other, &gone).is_some_and(|back| back.name == one.name) {
            found.push(Rename {
                what: one.name.what,
                within: [one.name.within.clone(), one.name.within.clone()],
                old: one.name.own.clone(),
                new: other.name.own.clone(),
            });
        }
    }
    found
}

/// What only the first of two lists names, inside things that both know.
fn unpaired(book: &RuleBook, own: &[OwnName], others: &[OwnName]) -> Vec<Unpaired> {
    let alone: Vec<(usize, &OwnName)> = (own.iter().enumerate())
        .filter(|(_, name)| !others.contains(name) && !name.is_fixed())
        .filter(|(_, name)| {
            name.within.is_empty() || others.iter().any(|other| other.within == name.within)
        })
        .collect();
    if alone.is_empty() {
        return Vec::new();
    }
    let mut marked = book.clone();
    each_name(&mut marked, &mut |what, within, name| {
        let place = alone
            .iter()
            .position(|(_, known)| known.is(what, within, name));
        if let Some(place) = place {
            *name = mark(what, place);
        }
    });
    let all = lines(&marked);
    let index = |at: usize| {
        let name = &own[at];
        let before = own[..at].iter();
        before.filter(|other| other.is_like(name)).count()
    };
    (alone.iter().enumerate())
        .map(|(place, (at, name))| {
            let mark = mark(name.what, place);
            let named = all.iter().filter(|line| line.contains(&mark));
            let mut lines: Vec<String> = named
                .map(|line| unmarked(&line.replace(&mark, "■")))
                .collect();
            lines.sort_unstable();
            Unpaired {
                name: (*name).clone(),
                index: index(*at),
                lines,
            }
        })
        .collect()
}

/// No id holds these brackets.
fn mark(what: RenamedKind, place: usize) -> String {
    format!("⟦{what:?}#{place}⟧")
}

/// A line in which other things without a pair are known by their kind alone.
fn unmarked(line: &str) -> String {
    let mut text = String::new();
    let mut hidden = false;
    for letter in line.chars() {
        match letter {
            '#' => hidden = true,
            '⟧' => hidden = false,
            _ => {}
        }
        if !hidden {
            text.push(letter);
        }
    }
    text
}

/// What resembles a thing most: more than half of the lines that name either are the same.
fn best<'u>(one: &Unpaired, others: &'u [Unpaired]) -> Option<&'u Unpaired> {
    let candidates = others.iter().filter_map(|other| {
        let same = shared(one, other);
        let most = one.lines.len().max(other.lines.len());
        let alike = one.name.is_like(&other.name) && same * 2 > most;
        // A thing that nothing names but its own line is known by its place.
        let placed = most > 1 || one.index == other.index;
        let distance = one.index.abs_diff(other.index);
        (alike && placed).then_some((other, same * 1_000 / most, distance))
    });
    let best = candidates.min_by_key(|(_, likeness, distance)| (1_000 - likeness, *distance));
    best.map(|(other, ..)| other)
}

/// How many lines two things share; both lists are sorted.
fn shared(one: &Unpaired, other: &Unpaired) -> usize {
    let mut left = other.lines.as_slice();
    let mut same = 0;
    for line in &one.lines {
        let skipped = left.iter().take_while(|other| *other < line).count();
        left = &left[skipped..];
        if left.first() == Some(line) {
            same += 1;
            left = &left[1..];
        }
    }
    same
}
