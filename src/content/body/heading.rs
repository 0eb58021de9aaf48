//! Headings and the terms of a glossary: their levels, their anchors.

use std::ops::Range;

use super::{End, Writer};
use crate::content::anchor::{fold, is_plain};
use crate::content::piece::Pieces;
use crate::content::{GlossaryTerm, Heading, Part, Phrase, Piece};
use crate::report::Fault;
use crate::say;
use crate::source::Span;

/// How many letters a heading has at least before capitals are more than an abbreviation.
const SHOUT: usize = 14;

impl Writer<'_> {
    pub(super) fn start_heading(
        &mut self,
        level: u8,
        id: Option<&str>,
        extras: bool,
        range: Range<usize>,
    ) {
        self.begin_words();
        self.line_begins = false;
        let place = self.span_of(&range);
        if extras {
            self.report.add(
                Fault::error(
                    "heading-attribute",
                    say!(
                        "un titre n'a pas d'autre attribut que son ancre",
                        "a heading has no attribute but its anchor"
                    ),
                )
                .at(place)
                .help(say!(
                    "gardez seulement `{{#ancre}}`",
                    "keep only `{{#anchor}}`"
                )),
            );
        }
        let level = self.right_level(level, place);
        let around = self.apart();
        let id = id.map(str::to_owned);
        self.begin(range, End::Heading { around, level, id });
    }

    pub(super) fn end_heading(
        &mut self,
        around: Pieces,
        level: u8,
        id: Option<String>,
        range: Range<usize>,
    ) {
        let pieces = self.rejoin(around);
        let span = self.span_of(&range);
        let text = self.phrase(span);
        if pieces.is_empty() {
            self.report.add(
                Fault::error(
                    "empty-heading",
                    say!("ce titre n'a pas de texte", "this heading has no text"),
                )
                .at(span)
                .help(say!(
                    "écrivez-le, ou retirez sa ligne",
                    "write it, or take its line out"
                )),
            );
            return;
        }
        self.check_shouting(&text);
        self.check_underline(&range);
        let id = self.anchor(id.as_deref(), &text);
        if self.open.is_empty() {
            self.out.push(Piece::Heading {
                level,
                id: id.clone(),
                pieces: pieces.finish(),
            });
            self.headings.push(Heading {
                level,
                id,
                text,
                span,
            });
        } else {
            if !self.is_underlined(&range) {
                self.refuse_nested(span);
            }
            self.out.html(&format!("<h{level} id=\"{id}\">"));
            self.out.append(pieces);
            self.out.html(&format!("</h{level}>\n"));
        }
    }

    pub(super) fn start_term(&mut self, range: Range<usize>) {
        self.begin_words();
        self.line_begins = false;
        let around = self.apart();
        self.begin(range, End::GlossaryTerm(around));
    }

    /// A term's anchor is written as a heading's, but the Markdown parser does not know it.
    pub(super) fn end_term(&mut self, around: Pieces, range: Range<usize>) {
        let mut pieces = self.rejoin(around);
        let span = self.span_of(&range);
        let mut id = None;
        if let Some(start) = explicit_anchor(&self.plain) {
            let written = self.plain.split_off(start);
            self.plain.truncate(self.plain.trim_end().len());
            if let Some(html) = pieces.last_html()
                && let Some(start) = explicit_anchor(html)
            {
                html.truncate(html[..start].trim_end().len());
            }
            id = Some(written[2..written.len() - 1].to_owned());
        }
        let text = self.phrase(span);
        let id = self.anchor(id.as_deref(), &text);
        // A term that is French as a whole carries its language itself: an element less for each.
        let lang = if pieces.unwrap("<i lang=\"fr\">", "</i>") {
            " lang=\"fr\""
        } else {
            ""
        };
        self.out.html(&format!("<dt id=\"{id}\"{lang}>"));
        self.out.append(pieces);
        self.out.html("</dt>\n");
        self.terms.push(GlossaryTerm { id, text, span });
    }

    /// The words of the block that ends, as a phrase.
    fn phrase(&self, span: Span) -> Phrase {
        Phrase::of_masked(&self.plain, self.masked, self.language, span)
    }

    /// The level that a heading gets: never 1, and one deeper than the last at most.
    fn right_level(&mut self, level: u8, place: Span) -> u8 {
        let deepest = self.last_level + 1;
        let marks = "#".repeat(usize::from(deepest.min(6)));
        if level == 1 {
            self.report.add(
                Fault::error(
                    "heading-level",
                    say!(
                        "le titre de la page est son seul titre de niveau 1",
                        "the title of the page is its only heading of level 1"
                    ),
                )
                .at(place)
                .help(say!("commencez par `##`", "begin with `##`")),
            );
        } else if level > deepest {
            let (before, after) = (self.last_level, level);
            self.report.add(
                Fault::error(
                    "heading-level",
                    say!(
                        "on passe d'un titre de niveau {before} à un titre de niveau {after}",
                        "a heading of level {after} comes after one of level {before}"
                    ),
                )
                .at(place)
                .help(say!("écrivez `{marks}`", "write `{marks}`")),
            );
        }
        // What follows is measured by what the author wrote: one slip is one fault.
        self.last_level = level.max(2);
        self.last_level
    }

    /// The anchor that an author gave, or one made of the words.
    fn anchor(&mut self, given: Option<&str>, text: &Phrase) -> String {
        let made = match fold(&text.plain(|_| " ".to_owned())) {
            words if words.is_empty() => "section".to_owned(),
            words => words,
        };
        let id = match given {
            Some(given) if is_plain(given) => given.to_owned(),
            Some(given) => {
                let given = self.masked.restore(given).into_owned();
                let fault = Fault::error(
                    "invalid-anchor",
                    say!("`{given}` n'est pas une ancre", "`{given}` is no anchor"),
                );
                self.refuse_anchor(fault, text.span, &made);
                made
            }
            None => {
                if text.parts.iter().any(unfinished_anchor) {
                    let fault = Fault::error(
                        "invalid-anchor",
                        say!(
                            "l'ancre de ce titre n'est pas bien formée",
                            "the anchor of this heading is not well formed"
                        ),
                    );
                    self.refuse_anchor(fault, text.span, &made);
                }
                made
            }
        };
        let typed = given.is_some();
        self.anchors.claim(id, typed, text.span, self.report)
    }

    fn refuse_anchor(&mut self, fault: Fault, span: Span, proposed: &str) {
        self.report.add(fault.at(span).help(say!(
            "écrivez `{{#{proposed}}}` : minuscules sans accent, chiffres et tirets",
            "write `{{#{proposed}}}`: lower-case letters without accents, digits and hyphens"
        )));
    }

    /// Whether a line below makes a heading of words that have no `#`.
    fn is_underlined(&self, range: &Range<usize>) -> bool {
        !self.masked.text[range.clone()].starts_with('#')
    }

    /// Finds headings that nobody meant: an item that is half typed, or a line across the page
    /// that stands right below a text.
    fn check_underline(&mut self, range: &Range<usize>) {
        if !self.is_underlined(range) {
            return;
        }
        let text = self.masked.text[range.clone()].trim_end();
        let start = text.rfind('\n').map_or(0, |newline| newline + 1);
        let (words, line) = (text[..start].trim_end(), &text[start..]);
        let line = line.trim_start_matches([' ', '\t', '>']);
        let meant = self.open.is_empty()
            && line.len() > 2
            && !words.contains('\n')
            && !words.ends_with(['.', '!', '?', '…', ':', ';']);
        if meant {
            return;
        }
        let from = range.start + text.len() - line.len();
        let place = self.span_of(&(from..from + line.len()));
        let line = line.to_owned();
        self.report.add(
            Fault::error(
                "underlined-text",
                say!(
                    "cette ligne `{line}` fait un titre du texte qui la précède",
                    "this line `{line}` makes a heading of the text before it"
                ),
            )
            .at(place)
            .help(say!(
                "terminez l'élément de liste, ou laissez une ligne vide avant ce trait ; un titre commence par `##`",
                "finish the item of the list, or leave an empty line before this line; a heading begins with `##`"
            )),
        );
    }

    fn refuse_nested(&mut self, span: Span) {
        self.report.add(
            Fault::error(
                "nested-heading",
                say!(
                    "un titre ne peut pas être dans une liste, une citation ou une note",
                    "a heading cannot stand in a list, a quotation or a note"
                ),
            )
            .at(span)
            .help(say!(
                "sortez-le, ou retirez les `#`",
                "take it out, or take out the `#`"
            )),
        );
    }

    fn check_shouting(&mut self, text: &Phrase) {
        let words = text.plain(|_| String::new());
        let letters = words.chars().filter(|c| c.is_alphabetic()).count();
        let capitals = !words.chars().any(char::is_lowercase);
        if capitals && letters >= SHOUT && words.trim().contains(char::is_whitespace) {
            self.report.add(
                Fault::warning(
                    "shouting-heading",
                    say!(
                        "ce titre est tout en capitales",
                        "this heading is all in capitals"
                    ),
                )
                .at(text.span)
                .help(say!(
                    "écrivez-le comme une phrase : les capitales se lisent mal, et certains lecteurs d'écran les épellent",
                    "write it like a sentence: capitals read badly, and some screen readers spell them"
                )),
            );
        }
    }
}

/// Where a text has its own anchor at its end, as in `Terme {#terme}`.
fn explicit_anchor(text: &str) -> Option<usize> {
    let start = text.rfind("{#")?;
    let inside = text[start..].strip_prefix("{#")?.strip_suffix('}')?;
    (!inside.contains('}')).then_some(start)
}

fn unfinished_anchor(part: &Part) -> bool {
    matches!(part, Part::Text(text) if text.contains("{#"))
}
