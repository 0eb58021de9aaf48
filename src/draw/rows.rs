//! Draws the table of a decision whose diagram is too large to be read: one condition after
//! the other, and the first that holds counts.

use crate::draw::decision::terminal_card;
use crate::draw::layout::{Point, Size};
use crate::draw::svg::{Card, Label, Look, arrow, picture};
use crate::draw::words::{Said, Speaker};
use crate::rules::DecisionId;
use crate::say;

/// The widest box of a condition.
const WIDE: f64 = 480.0;
/// The widest box of a conclusion.
const END: f64 = 480.0;
/// How far a condition stands from its conclusion, and from the next condition.
const ACROSS: f64 = 70.0;
const DOWN: f64 = 36.0;

/// A row as it is drawn: a condition and its conclusion side by side.
struct Step {
    condition: Card,
    end: Card,
    /// Whether no step follows.
    last: bool,
}

/// The drawing of a decision's rows.
pub fn drawing(speaker: &Speaker<'_>, decision: DecisionId) -> String {
    let found = &speaker.compiled.book.decisions[decision];
    let mut steps: Vec<Step> = Vec::new();
    for row in &found.rows {
        let said = speaker.said(&row.when);
        let last = row.otherwise || matches!(said, Said::Always);
        if matches!(said, Said::Never) {
            continue;
        }
        let words = if last {
            speaker.own(say!("Dans tous les autres cas", "In every other case"))
        } else {
            speaker.words(&row.when)
        };
        let condition = Card::new(Look::Test, "", &words, WIDE);
        steps.push(Step {
            condition,
            end: terminal_card(speaker, decision, row.terminal, END),
            last,
        });
        if last {
            break;
        }
    }
    let (yes, no) = (
        Label::new(&speaker.own(say!("oui", "yes")), 40.0),
        Label::new(&speaker.own(say!("non", "no")), 40.0),
    );
    let left = steps
        .iter()
        .map(|step| step.condition.size.width)
        .fold(0.0, f64::max);
    let right = steps
        .iter()
        .map(|step| step.end.size.width)
        .fold(0.0, f64::max);
    let mut parts = String::new();
    let mut top = 0.0;
    for (nth, step) in steps.iter().enumerate() {
        let Step {
            condition,
            end,
            last,
        } = step;
        let height = condition.size.height.max(end.size.height);
        let middle = top + height / 2.0;
        let (from, to) = (left / 2.0 + condition.size.width / 2.0, left + ACROSS);
        parts.push_str(&format!(
            "<path class=\"arrow\" d=\"M{from:.1} {middle:.1}H{to:.1}\"/>\n"
        ));
        if !last {
            parts.push_str(&yes.at(Point {
                x: f64::midpoint(from, to),
                y: middle,
            }));
            let x = left / 2.0;
            let next = top + height + DOWN;
            let ends = [
                middle + condition.size.height / 2.0,
                next + steps.get(nth + 1).map_or(0.0, gap),
            ];
            parts.push_str(&arrow(&ends.map(|y| Point { x, y })));
            let y = top + height + DOWN / 2.0 - 4.0;
            parts.push_str(&no.at(Point { x, y }));
        }
        for (card, x) in [(condition, left / 2.0), (end, to + end.size.width / 2.0)] {
            parts.push_str(&card.at(Point { x, y: middle }));
        }
        top += height + DOWN;
    }
    let title = speaker.plain(&speaker.site.words[speaker.language].decisions[decision].title);
    let day = crate::language::date(crate::rules::date(speaker.site.today), speaker.language);
    let about = speaker.own(say!(
        "L'arbre des réponses serait trop grand pour être lu. Voici donc la table : on lit les conditions de haut en bas, et la première qui est remplie donne la conclusion. Une condition sur une question qui ne se pose pas n'est pas remplie. Règles en vigueur pour une demande faite le {day}.",
        "The tree of answers would be too large to read. So here is the table: conditions are read from top to bottom, and the first that holds gives the conclusion. A condition on a question that makes no sense does not hold. Rules in force for a request made on {day}."
    ));
    let size = Size {
        width: left + ACROSS + right,
        height: (top - DOWN).max(0.0),
    };
    picture(speaker.language, &title, &about, size, &parts)
}

/// How far below the top of a step its condition begins: it stands in the middle.
fn gap(step: &Step) -> f64 {
    ((step.end.size.height - step.condition.size.height) / 2.0).max(0.0)
}
