//! Drawings of the rules for people who do not read them: one of each decision, one of the
//! order of questions. SVG, in the words of the site, for the rules of one day.

mod decision;
mod layout;
mod order;
mod rows;
mod svg;
mod words;

use crate::language::Language;
use crate::rules::{TooLargeAt, of_day};
use crate::site::Site;

use words::Speaker;

/// A drawing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawing {
    /// The id of what it shows: a decision, or [`ORDER`].
    pub id: String,
    /// The picture.
    pub svg: String,
}

/// The id of the drawing of the order of questions. An id of the rules has no capital letter.
pub const ORDER: &str = "QUESTIONS";

/// The drawings of a site's rules for requests made on its day.
pub fn drawings(site: &Site, language: Language) -> Result<Vec<Drawing>, TooLargeAt> {
    let compiled = of_day(&site.rules.book, site.today)?;
    let speaker = Speaker {
        site,
        compiled: &compiled,
        language,
    };
    let mut drawings = vec![Drawing {
        id: ORDER.to_owned(),
        svg: order::drawing(&speaker),
    }];
    for (index, decision) in compiled.book.decisions.iter_enumerated() {
        drawings.push(Drawing {
            id: decision.id.clone(),
            svg: decision::drawing(&speaker, index)
                .unwrap_or_else(|| rows::drawing(&speaker, index)),
        });
    }
    Ok(drawings)
}
