//! Draws the order of questions, and which answers decide whether one is asked.

use oxc_index::{IndexSlice, IndexVec, index_vec};

use crate::draw::layout::{Point, Size};
use crate::draw::svg::{Card, Look, line_at, picture};
use crate::draw::words::Speaker;
use crate::rules::{Condition, QuestionId, RuleBook};
use crate::say;

/// The widest box of a question and of a condition.
const WIDE: f64 = 300.0;
const CONDITION: f64 = 560.0;
/// How far lanes stand from one another, and questions.
const LANE: f64 = 14.0;
const DOWN: f64 = 14.0;

/// For each question, those that it rests on.
type Rests = IndexVec<QuestionId, Vec<QuestionId>>;

/// For each question, its lane; none where no other rests on it.
type Lanes = IndexVec<QuestionId, Option<usize>>;

/// The drawing of the order of questions.
///
/// Every question whose answer decides about others has a lane of its own down the left side,
/// with an arrow into each of them; lanes that do not meet share a place.
pub fn drawing(speaker: &Speaker<'_>) -> String {
    let book = &speaker.compiled.book;
    let rests: Rests = book
        .questions
        .iter()
        .map(|question| {
            let mut found = Vec::new();
            if let Some(condition) = &question.asked_if {
                questions_named(book, condition, &mut found);
            }
            found.sort_unstable();
            found.dedup();
            found
        })
        .collect();
    let cards: IndexVec<QuestionId, (Card, Option<Card>)> = book
        .questions
        .indices()
        .map(|question| {
            let number = question.index() + 1;
            let name = format!("{number}. {}", speaker.question(question));
            let look = if rests[question].is_empty() {
                Look::Good
            } else {
                Look::Test
            };
            let when = book.questions[question].asked_if.as_ref().map(|condition| {
                let words = speaker.words(condition);
                let words = speaker.own(say!("posée si {words}", "asked if {words}"));
                Card::new(Look::End, "", &words, CONDITION)
            });
            (Card::new(look, &name, "", WIDE), when)
        })
        .collect();
    let lanes = lanes(&rests);
    let count = lanes
        .iter()
        .flatten()
        .map(|lane| lane + 1)
        .max()
        .unwrap_or(0);
    let left = count as f64 * LANE + 26.0;
    let mut middles = IndexVec::new();
    let mut top = 0.0;
    for (card, when) in &cards {
        let height = when
            .as_ref()
            .map_or(0.0, |when| when.size.height)
            .max(card.size.height);
        middles.push(top + height / 2.0);
        top += height + DOWN;
    }
    let mut parts = lines(&rests, &lanes, &middles, left);
    let widest = cards
        .iter()
        .map(|(card, _)| card.size.width)
        .fold(0.0, f64::max);
    let conditions = left + widest + 24.0;
    let mut right = conditions;
    for ((card, when), middle) in cards.iter().zip(&middles) {
        let at = |x: f64, y: f64| Point { x, y };
        parts.push_str(&card.at(at(left + card.size.width / 2.0, *middle)));
        match when {
            Some(when) => {
                parts.push_str(&when.at(at(conditions + when.size.width / 2.0, *middle)));
                right = right.max(conditions + when.size.width);
            }
            None => {
                let words = speaker.own(say!("posée à tous", "asked of everybody"));
                parts.push_str(&line_at(&words, at(conditions, middle + 4.5), "note"));
            }
        }
    }
    let title = speaker.own(say!("L’ordre des questions", "The order of questions"));
    let about = speaker.own(say!(
        "Les questions sont posées de haut en bas, tant que la réponse peut encore changer le résultat. Une flèche va d'une question à celles que sa réponse fait poser.",
        "Questions are asked from top to bottom, as long as the answer can still change the result. An arrow leads from a question to those that its answer makes sense of."
    ));
    let size = Size {
        width: right,
        height: top - DOWN,
    };
    picture(speaker.language, &title, &about, size, &parts)
}

/// The questions that a condition itself names, and not those that these rest on in turn.
fn questions_named(book: &RuleBook, condition: &Condition, found: &mut Vec<QuestionId>) {
    match condition {
        Condition::Answer { question, .. } | Condition::Dated { question, .. } => {
            found.push(*question);
        }
        Condition::Comparison(comparison) => found.extend(&book.comparisons[*comparison].inputs),
        Condition::Fact(fact) => questions_named(book, &book.facts[*fact].condition, found),
        Condition::And(parts) | Condition::Or(parts) => {
            for part in parts {
                questions_named(book, part, found);
            }
        }
        Condition::Not(inner, _) => questions_named(book, inner, found),
        Condition::Constant(_) | Condition::Known(_) | Condition::Outcome { .. } => {}
    }
}

/// For each question that others rest on, its lane; the nearest to the boxes is 0.
fn lanes(rests: &Rests) -> Lanes {
    let mut ends: IndexVec<QuestionId, Option<QuestionId>> = index_vec![None; rests.len()];
    for (question, found) in rests.iter_enumerated() {
        for input in found {
            ends[*input] = ends[*input].max(Some(question));
        }
    }
    // The shortest lanes lie nearest to the boxes, so that few lines cross.
    let mut order: Vec<QuestionId> = rests
        .indices()
        .filter(|question| ends[*question].is_some())
        .collect();
    order.sort_by_key(|question| ends[*question].map(|end| end.index() - question.index()));
    let mut taken: Vec<Vec<(QuestionId, QuestionId)>> = Vec::new();
    let mut lanes = index_vec![None; rests.len()];
    for question in order {
        let Some(end) = ends[question] else { continue };
        let free = |lane: &Vec<(QuestionId, QuestionId)>| {
            lane.iter()
                .all(|(first, last)| *last < question || end < *first)
        };
        let lane = taken.iter().position(free).unwrap_or_else(|| {
            taken.push(Vec::new());
            taken.len() - 1
        });
        taken[lane].push((question, end));
        lanes[question] = Some(lane);
    }
    lanes
}

/// The lanes with their arrows: out of a question's box below its middle, into others at theirs.
fn lines(
    rests: &Rests,
    lanes: &Lanes,
    middles: &IndexSlice<QuestionId, [f64]>,
    left: f64,
) -> String {
    let mut svg = String::new();
    for (input, lane) in lanes.iter_enumerated() {
        let Some(lane) = lane else { continue };
        let x = left - 20.0 - *lane as f64 * LANE;
        let y = middles[input] + 6.0;
        let mut last = y;
        for (question, found) in rests.iter_enumerated() {
            if let Some(turn) = found.iter().position(|other| other == &input) {
                // Several arrows into one box stand a little apart.
                let to = middles[question] - 7.0 + 7.0 * turn as f64;
                last = to;
                svg.push_str(&format!(
                    "<path class=\"arrow\" d=\"M{x:.1} {to:.1}H{left:.1}\"/>\n"
                ));
            }
        }
        svg.push_str(&format!(
            "<path class=\"lane\" d=\"M{left:.1} {y:.1}H{x:.1}V{last:.1}\"/>\n"
        ));
    }
    svg
}
