//! The body of a page, parted as its layout wants it. What is parted is shown whole: a part that
//! no template shows would be lost without a word.

use minijinja::{Value, context};

use crate::content::{Document, Layout, Piece};
use crate::render::writer::Writer;

/// The body, parted as the page's layout wants it.
pub(super) fn parts(writer: &Writer<'_>, document: &Document) -> Value {
    let (body, notes) = (&document.body, &document.notes);
    let safe = |pieces: &[Piece]| Value::from_safe_string(writer.html(pieces));
    let title = |piece: &Piece| match piece {
        Piece::Heading { pieces, .. } => safe(pieces),
        _ => Value::from(()),
    };
    let section = |(heading, id, inner): Section<'_>| {
        context! { id, title => title(heading), html => safe(inner) }
    };
    match document.front.layout {
        Layout::Faq => {
            let (before, groups) = split(body, 2);
            let groups: Vec<Value> = groups
                .into_iter()
                .map(|(heading, id, inner)| {
                    let (before, questions) = split(inner, 3);
                    let questions: Vec<Value> = questions.into_iter().map(section).collect();
                    context! { id, title => title(heading), html => safe(before), questions }
                })
                .collect();
            context! { html => safe(before), groups, after_html => safe(notes) }
        }
        Layout::Phases => {
            let (before, steps) = split(body, 2);
            let steps: Vec<Value> = steps.into_iter().map(section).collect();
            context! { html => safe(before), steps, after_html => safe(notes) }
        }
        Layout::Home => {
            let (before, sections) = split(body, 2);
            let sections: Vec<Value> = sections.into_iter().map(section).collect();
            context! { html => safe(before), sections, after_html => safe(notes) }
        }
        _ => context! { html => Value::from_safe_string(writer.whole(document)) },
    }
}

/// A heading, its id, and what follows it.
type Section<'p> = (&'p Piece, &'p str, &'p [Piece]);

/// What stands before the first heading of a level, then each heading with what follows it.
fn split(body: &[Piece], wanted: u8) -> (&[Piece], Vec<Section<'_>>) {
    let starts: Vec<(usize, &str)> = body
        .iter()
        .enumerate()
        .filter_map(|(index, piece)| match piece {
            Piece::Heading { level, id, .. } if *level == wanted => Some((index, id.as_str())),
            _ => None,
        })
        .collect();
    let first = starts.first().map_or(body.len(), |(index, _)| *index);
    let sections = starts
        .iter()
        .enumerate()
        .map(|(section, (index, id))| {
            let end = starts
                .get(section + 1)
                .map_or(body.len(), |(next, _)| *next);
            (&body[*index], *id, &body[index + 1..end])
        })
        .collect();
    (&body[..first], sections)
}
