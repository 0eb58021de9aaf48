//! Draws the table of a decision whose diagram is too large to be read: one condition after
//! the other, and the first that holds counts.

use crate::draw::decision::terminal_card;
use crate::draw::layout::Size;
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

/// The drawing of a decision's rows.
pub fn drawing(speaker: &Speaker<'_>, decision: DecisionId) -> String {
    let found = &speaker.compiled.book.decisions[decision];
    let mut steps: Vec<(Card, Card, bool)> = Vec::new();
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
        steps.push((
            condition,
            terminal_card(speaker, decision, row.terminal, END),
            last,
        ));
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
        .map(|(condition, ..)| condition.size.width)
        .fold(0.0, f64::max);
    let right = steps
        .iter()
        .map(|(_, end, _)| end.size.width)
        .fold(0.0, f64::max);
    let mut parts = String::new();
    let mut top = 0.0;
    for (condition, end, last) in &steps {
        let height = condition.size.height.max(end.size.height);
        let middle = top + height / 2.0;
        let (from, to) = (left / 2.0 + condition.size.width / 2.0, left + ACROSS);
        parts.push_str(&arrow_across((from, middle), to));
        if !last {
            let place = (f64::midpoint(from, to), middle);
            parts.push_str(&yes.at(place));
            let x = left / 2.0;
            let next = top + height + DOWN;
            parts.push_str(&arrow(&[
                (x, middle + condition.size.height / 2.0),
                (x, next + gap(&steps, condition)),
            ]));
            parts.push_str(&no.at((x, top + height + DOWN / 2.0 - 4.0)));
        }
        parts.push_str(&condition.at((left / 2.0, middle)));
        parts.push_str(&end.at((to + end.size.width / 2.0, middle)));
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

fn arrow_across((x, y): (f64, f64), to: f64) -> String {
    format!("<path class=\"arrow\" d=\"M{x:.1} {y:.1}H{to:.1}\"/>\n")
}

/// How far below the top of the next step its condition begins: it stands in the middle.
fn gap(steps: &[(Card, Card, bool)], condition: &Card) -> f64 {
    let own = steps
        .iter()
        .position(|(known, ..)| std::ptr::eq(known, condition));
    let next = own.and_then(|own| steps.get(own + 1));
    next.map_or(0.0, |(condition, end, _)| {
        ((end.size.height - condition.size.height) / 2.0).max(0.0)
    })
}
