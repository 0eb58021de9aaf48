//! Refuses rules that go round in circles, that ask before they can know whether to ask, and
//! that lead on and on.
//!
//! Whatever walks from a condition to what it names recurses, and trusts this file: no way is
//! longer than [`DEEPEST`], and none comes back to where it began. So this file itself keeps its
//! way in a list, and never on the stack.

mod factors;

use std::collections::HashMap;

use crate::report::{Fault, Report};
use crate::rules::book::{AmountId, Condition, DecisionId, Formula, QuestionId, RuleBook, Thing};
use crate::say;
use crate::source::Span;

/// How many conditions, facts, questions, decisions and amounts may stand on one another: a
/// thread of two megabytes has room for several times as many. Real rules stay below forty.
const DEEPEST: usize = 1_000;

/// How many parts an amount may have, those of the amounts that it names included.
const LONGEST: usize = 20_000;

/// How many questions and comparisons there may be: as many tests stand below one another in a
/// diagram. Real rules have some forty.
const MOST_TESTS: usize = 1_000;

/// Reports what cannot be settled by what comes before it.
pub(in crate::rules) fn check(book: &RuleBook, report: &mut Report) {
    let ways = Ways::of(book);
    let circles = ways.circles();
    for circle in &circles {
        report.add(circular(book, circle));
    }
    too_many_tests(book, report);
    // A way without an end has no length, and whatever is on it is told already.
    if circles.is_empty() {
        too_early(book, &ways, report);
        match ways.deepest().filter(|(_, depth)| *depth > DEEPEST) {
            Some((thing, depth)) => report.add(too_deep(book, thing, depth)),
            // What is looked at by recursion is not too deep for it.
            None => {
                too_long(book, report);
                factors::check(book, report);
            }
        }
    }
}

fn circular(book: &RuleBook, circle: &[Thing]) -> Fault {
    let (name, span) = name_and_span(book, circle[0]);
    let mut fault = Fault::error(
        "circular-rule",
        say!("`{name}` dépend de lui-même", "`{name}` depends on itself"),
    )
    .at(span);
    if circle.len() > 1 {
        let way = circle.iter().chain(&circle[..1]);
        let way: Vec<String> = way
            .map(|thing| format!("`{}`", name_and_span(book, *thing).0))
            .collect();
        let way = way.join(" → ");
        fault = fault.note(say!("le chemin : {way}", "the way: {way}"));
    }
    fault.help(say!(
        "retirez l'une des conditions qui y ramènent",
        "take out one of the conditions that lead back to it"
    ))
}

fn too_deep(book: &RuleBook, thing: Thing, depth: usize) -> Fault {
    let (name, span) = name_and_span(book, thing);
    Fault::error(
        "rules-too-large",
        say!(
            "`{name}` repose sur {depth} conditions l'une sur l'autre",
            "`{name}` rests on {depth} conditions, one upon the other"
        ),
    )
    .at(span)
    .help(say!(
        "il y en a au plus {DEEPEST} : citez moins de faits et de questions l'un par l'autre",
        "there are at most {DEEPEST}: let fewer facts and questions name one another"
    ))
}

/// Amounts are computed for each person anew, and the amounts that they name with them.
fn too_long(book: &RuleBook, report: &mut Report) {
    let mut known = HashMap::new();
    for (decision, own) in book.decisions.iter_enumerated() {
        for (amount, found) in own.amounts.iter_enumerated() {
            // Only the first of those that rest on one another is told.
            if written_out(book, (decision, amount), &mut known) > LONGEST
                && named_amounts(book, (decision, amount))
                    .into_iter()
                    .all(|named| written_out(book, named, &mut known) <= LONGEST)
            {
                let id = &found.id;
                report.add(
                    Fault::error(
                        "rules-too-large",
                        say!(
                            "`{id}` a plus de {LONGEST} parties, celles des montants qu'il cite comprises",
                            "`{id}` has more than {LONGEST} parts, those of the amounts that it names included"
                        ),
                    )
                    .at(found.span)
                    .help(say!(
                        "citez moins de montants, ou citez-les moins souvent",
                        "name fewer amounts, or name them less often"
                    )),
                );
            }
        }
    }
}

/// How many parts an amount has with all the amounts that it names in their places.
fn written_out(
    book: &RuleBook,
    at: (DecisionId, AmountId),
    known: &mut HashMap<(DecisionId, AmountId), usize>,
) -> usize {
    if let Some(found) = known.get(&at) {
        return *found;
    }
    let mut size: usize = 0;
    for formula in book.decisions[at.0].amounts[at.1].formulas() {
        formula.each(&mut |part| {
            size = size.saturating_add(match part {
                Formula::Amount(decision, amount) => written_out(book, (*decision, *amount), known),
                _ => 1,
            });
        });
    }
    known.insert(at, size);
    size
}

fn named_amounts(
    book: &RuleBook,
    (decision, amount): (DecisionId, AmountId),
) -> Vec<(DecisionId, AmountId)> {
    let mut found = Vec::new();
    for formula in book.decisions[decision].amounts[amount].formulas() {
        formula.each(&mut |part| {
            if let Formula::Amount(decision, amount) = part {
                found.push((*decision, *amount));
            }
        });
    }
    found
}

fn too_many_tests(book: &RuleBook, report: &mut Report) {
    let questions = book.questions.iter().map(|question| question.span);
    let comparisons = book.comparisons.iter().map(|comparison| comparison.span);
    if let Some(first) = questions.chain(comparisons).nth(MOST_TESTS) {
        report.add(
            Fault::error(
                "rules-too-large",
                say!(
                    "il y a plus de {MOST_TESTS} questions et comparaisons",
                    "there are more than {MOST_TESTS} questions and comparisons"
                ),
            )
            .at(first)
            .help(say!(
                "posez moins de questions, ou comparez moins de réponses entre elles",
                "ask fewer questions, or compare fewer answers with one another"
            )),
        );
    }
}

fn too_early(book: &RuleBook, ways: &Ways, report: &mut Report) {
    let last = ways.last_before();
    for ((question, found), last) in book.questions.iter_enumerated().zip(last) {
        if let Some(later) = last.filter(|later| *later >= question) {
            let (id, later) = (&found.id, &book.questions[later].id);
            report.add(
                Fault::error(
                    "asked-too-early",
                    say!(
                        "`{id}` dépend de `{later}`, qui est posée après",
                        "`{id}` depends on `{later}`, which is asked later"
                    ),
                )
                .at(found.span)
                .help(say!(
                    "placez `{later}` avant `{id}` dans questions.yaml",
                    "put `{later}` before `{id}` in questions.yaml"
                )),
            );
        }
    }
}

/// How deep the own conditions and formulas of a thing are.
fn own_depth(thing: Thing, book: &RuleBook) -> usize {
    let depth = match thing {
        Thing::Question(question) => book.questions[question].asked_if.as_ref().map(depth),
        Thing::Fact(fact) => Some(depth(&book.facts[fact].condition)),
        Thing::Rows(decision) => {
            let rows = book.decisions[decision].rows.iter();
            rows.map(|row| depth(&row.when)).max()
        }
        Thing::Amount(decision, amount) => {
            let formulas = book.decisions[decision].amounts[amount].formulas();
            formulas.map(depth_of).max()
        }
    };
    1 + depth.unwrap_or(0)
}

fn name_and_span(book: &RuleBook, thing: Thing) -> (&str, Span) {
    match thing {
        Thing::Question(question) => {
            let question = &book.questions[question];
            (&question.id, question.span)
        }
        Thing::Fact(fact) => (&book.facts[fact].id, book.facts[fact].span),
        Thing::Rows(decision) => (&book.decisions[decision].id, book.decisions[decision].span),
        Thing::Amount(decision, amount) => {
            let amount = &book.decisions[decision].amounts[amount];
            (&amount.id, amount.span)
        }
    }
}

fn depth(condition: &Condition) -> usize {
    match condition {
        Condition::And(parts) | Condition::Or(parts) => {
            1 + parts.iter().map(depth).max().unwrap_or(0)
        }
        Condition::Not(inner, _) => 1 + depth(inner),
        _ => 1,
    }
}

fn depth_of(formula: &Formula) -> usize {
    1 + match formula {
        Formula::Constant(_)
        | Formula::Nothing
        | Formula::Answer(_)
        | Formula::Parameter(_)
        | Formula::Amount(..) => 0,
        Formula::Sum(left, _, right) | Formula::Product(left, right, _) => {
            depth_of(left).max(depth_of(right))
        }
        Formula::Between { from, to, .. } => depth_of(from).max(depth_of(to)),
        Formula::Shift { day, count, .. } => depth_of(day).max(depth_of(count)),
        Formula::Min(parts) | Formula::Max(parts) => parts.iter().map(depth_of).max().unwrap_or(0),
        Formula::If(condition, then, otherwise) => depth(condition)
            .max(depth_of(then))
            .max(depth_of(otherwise)),
    }
}

/// Everything of a book, with what it names.
struct Ways {
    things: Vec<Thing>,
    depths: Vec<usize>,
    names: Vec<Vec<usize>>,
}

/// How far a walk has come with a thing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Walked {
    NotYet,
    OnTheWay,
    Done,
}

impl Ways {
    fn of(book: &RuleBook) -> Ways {
        let mut things: Vec<Thing> = book.questions.indices().map(Thing::Question).collect();
        things.extend(book.facts.indices().map(Thing::Fact));
        for (decision, own) in book.decisions.iter_enumerated() {
            things.push(Thing::Rows(decision));
            let amounts = own.amounts.indices();
            things.extend(amounts.map(|amount| Thing::Amount(decision, amount)));
        }
        // Things stand in their own order, so each is found by halving.
        things.sort_unstable();
        let names = things.iter().map(|thing| {
            let mut named = Vec::new();
            thing.names(book, &mut named);
            named.sort_unstable();
            named.dedup();
            let index = |thing: Thing| things.binary_search(&thing).ok();
            named.into_iter().filter_map(index).collect()
        });
        Ways {
            names: names.collect(),
            depths: things.iter().map(|thing| own_depth(*thing, book)).collect(),
            things,
        }
    }

    /// The ways that come back to where they began; of several through one thing, the first.
    fn circles(&self) -> Vec<Vec<Thing>> {
        let mut circles: Vec<Vec<Thing>> = Vec::new();
        let mut told = vec![false; self.things.len()];
        self.walk(
            |way, back| {
                let circle = &way[back..];
                if !circle.iter().any(|index| told[*index]) {
                    circle.iter().for_each(|index| told[*index] = true);
                    circles.push(circle.iter().map(|index| self.things[*index]).collect());
                }
            },
            |_| {},
        );
        circles
    }

    /// What rests on the most, with how much that is.
    fn deepest(&self) -> Option<(Thing, usize)> {
        let mut depths = self.depths.clone();
        self.walk(
            |_, _| {},
            |index| {
                let below = self.names[index].iter().map(|named| depths[*named]);
                depths[index] += below.max().unwrap_or(0);
            },
        );
        let all = self.things.iter().copied().zip(depths);
        all.min_by_key(|(_, depth)| std::cmp::Reverse(*depth))
    }

    /// Walks from each thing to all that it names. `circle` is given the way so far and where on
    /// it the way comes back to; `done` each thing, after those that it names.
    fn walk(&self, mut circle: impl FnMut(&[usize], usize), mut done: impl FnMut(usize)) {
        let mut walked = vec![Walked::NotYet; self.things.len()];
        for start in 0..self.things.len() {
            if walked[start] != Walked::NotYet {
                continue;
            }
            walked[start] = Walked::OnTheWay;
            let (mut way, mut next) = (vec![start], vec![0]);
            while let (Some(&index), Some(turn)) = (way.last(), next.last_mut()) {
                let Some(&named) = self.names[index].get(*turn) else {
                    walked[index] = Walked::Done;
                    done(index);
                    way.pop();
                    next.pop();
                    continue;
                };
                *turn += 1;
                match walked[named] {
                    Walked::Done => {}
                    Walked::OnTheWay => {
                        let back = way.iter().position(|index| *index == named);
                        circle(&way, back.expect("what is on the way stands on it"));
                    }
                    Walked::NotYet => {
                        walked[named] = Walked::OnTheWay;
                        way.push(named);
                        next.push(0);
                    }
                }
            }
        }
    }

    /// For each question, the last of those that have to be answered before it is known whether
    /// to ask it.
    fn last_before(&self) -> Vec<Option<QuestionId>> {
        let mut last: Vec<Option<QuestionId>> = vec![None; self.things.len()];
        self.walk(
            |_, _| {},
            |index| {
                let below = self.names[index].iter().map(|named| {
                    let own = match self.things[*named] {
                        Thing::Question(question) => Some(question),
                        _ => None,
                    };
                    own.max(last[*named])
                });
                last[index] = below.max().flatten();
            },
        );
        // Questions are the first of all things, in their order.
        last
    }
}
