//! Draws the diagram of a decision: questions, answers, ends.

use std::collections::HashMap;

use crate::draw::layout::{Edge, layout};
use crate::draw::svg::{Card, Label, Look, arrow, picture};
use crate::draw::words::Speaker;
use crate::rules::{DecisionId, DiagramNode, End, Kind, Level, NodeId, TerminalId, Variable};
use crate::say;

/// More boxes than this nobody follows: the table is drawn instead.
const READABLE: usize = 48;
/// The widest box of a question, of an end, and label.
const WIDE: f64 = 230.0;
const END: f64 = 270.0;
const LABEL: f64 = 170.0;

/// The drawing of a decision's diagram, if it is small enough to be read.
pub fn drawing(speaker: &Speaker<'_>, decision: DecisionId) -> Option<String> {
    let compiled = speaker.compiled;
    let root = compiled.roots[decision];
    let all = compiled.diagrams.reachable([root]);
    let mut cards = Vec::new();
    let mut places: HashMap<NodeId, usize> = HashMap::new();
    for id in &all {
        if let DiagramNode::Test(level, _) = compiled.diagrams.node(*id) {
            places.insert(*id, cards.len());
            cards.push(test(speaker, *level));
        }
    }
    let mut edges = Vec::new();
    for id in &all {
        let DiagramNode::Test(level, children) = compiled.diagrams.node(*id) else {
            continue;
        };
        let mut distinct: Vec<NodeId> = Vec::new();
        for child in children {
            if !distinct.contains(child) {
                distinct.push(*child);
            }
        }
        for child in distinct {
            let inside: Vec<bool> = children.iter().map(|other| *other == child).collect();
            let to = match compiled.diagrams.node(child) {
                DiagramNode::Test(..) => places[&child],
                // Each end stands beside the question that leads to it: long arrows to one
                // common box would cover the picture.
                DiagramNode::End(found) => {
                    cards.push(end(speaker, decision, *found));
                    cards.len() - 1
                }
            };
            edges.push(Arrow {
                from: places[id],
                to,
                label: Label::new(&answers(speaker, *level, &inside), LABEL),
            });
        }
    }
    if cards.is_empty()
        && let DiagramNode::End(found) = compiled.diagrams.node(root)
    {
        cards.push(end(speaker, decision, *found));
    }
    (cards.len() <= READABLE).then(|| drawn(speaker, decision, &cards, &edges))
}

/// An answer that leads from one card to another, by their places.
struct Arrow {
    from: usize,
    to: usize,
    label: Label,
}

fn drawn(speaker: &Speaker<'_>, decision: DecisionId, cards: &[Card], edges: &[Arrow]) -> String {
    let sizes: Vec<_> = cards.iter().map(|card| card.size).collect();
    let joined = edges.iter().map(|edge| Edge {
        from: edge.from,
        to: edge.to,
        label: edge.label.size,
    });
    let found = layout(&sizes, &joined.collect::<Vec<_>>());
    let arrows = found.edges.iter().map(|points| arrow(points));
    let mut parts: String = arrows.collect();
    for (edge, place) in edges.iter().zip(&found.labels) {
        parts.push_str(&edge.label.at(*place));
    }
    for (card, place) in cards.iter().zip(&found.boxes) {
        parts.push_str(&card.at(*place));
    }
    let title = speaker.plain(&speaker.site.words[speaker.language].decisions[decision].title);
    let day = crate::language::date(crate::rules::date(speaker.site.today), speaker.language);
    let about = speaker.own(say!(
        "De haut en bas : chaque cadre carré est une question, chaque flèche une réponse, chaque cadre arrondi une conclusion. Règles en vigueur pour une demande faite le {day}.",
        "From top to bottom: each square box is a question, each arrow an answer, each round box a conclusion. Rules in force for a request made on {day}."
    ));
    picture(speaker.language, &title, &about, found.size, &parts)
}

fn test(speaker: &Speaker<'_>, level: Level) -> Card {
    match &speaker.compiled.variables[level] {
        Variable::Question(question, _) => {
            Card::new(Look::Test, &speaker.question(*question), "", WIDE)
        }
        Variable::Comparison(comparison) => {
            let comparison = &speaker.compiled.book.comparisons[*comparison];
            Card::new(
                Look::Test,
                "",
                &format!("{}\u{a0}?", speaker.comparison(comparison)),
                WIDE,
            )
        }
    }
}

fn answers(speaker: &Speaker<'_>, level: Level, inside: &[bool]) -> String {
    match &speaker.compiled.variables[level] {
        Variable::Question(question, cuts) => speaker.regions(*question, cuts, inside),
        Variable::Comparison(_) if inside[1] => speaker.own(say!("oui", "yes")),
        Variable::Comparison(_) => speaker.own(say!("non", "no")),
    }
}

fn end(speaker: &Speaker<'_>, decision: DecisionId, end: End) -> Card {
    match end.terminal() {
        Some(terminal) => terminal_card(speaker, decision, terminal, END),
        None => Card::new(Look::End, "?", "", END),
    }
}

/// The box of a conclusion, at most this wide: its name, then what is told with it.
pub fn terminal_card(
    speaker: &Speaker<'_>,
    decision: DecisionId,
    terminal: TerminalId,
    most: f64,
) -> Card {
    let found = &speaker.compiled.book.decisions[decision];
    let words = &speaker.site.words[speaker.language].decisions[decision];
    let outcome = found.terminals[terminal].outcome;
    let good = match found.kind {
        Kind::Route => speaker.compiled.book.usable(decision, terminal),
        Kind::Verdict | Kind::Notice => outcome == 0,
    };
    let look = if good { Look::Good } else { Look::End };
    let name = speaker.outcome(decision, outcome);
    Card::new(look, &name, &speaker.plain(&words.outcomes[terminal]), most)
}
