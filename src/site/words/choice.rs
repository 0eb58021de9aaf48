//! Two sentences of a text, of which the reference date says which is shown:
//! `{if known(participation)}…{else}…{end}`.

use crate::content::{Begun, Choice, KnownTest, World, worlds};
use crate::language::Prose;
use crate::report::{Fault, Report};
use crate::rules::{Day, RuleBook};
use crate::say;
use crate::site::knows;
use crate::site::page_id::PageId;
use crate::site::words::{Reader, Segment, Text};
use crate::source::Span;
use crate::yaml::Name;

impl Text {
    /// The bits that are shown where `known` tells what is known, without the choices.
    pub fn shown(&self, known: &dyn Fn(&KnownTest) -> bool) -> Vec<&Segment> {
        let mut found = Vec::new();
        flatten(&self.segments, Some(known), &mut found);
        found.retain(|segment| !matches!(segment, Segment::Choice(_)));
        found
    }

    /// The bits that are shown on a day, without the choices.
    pub fn shown_on(&self, book: &RuleBook, day: Day) -> Vec<&Segment> {
        self.shown(&|test| knows(book, test, day))
    }

    /// Every bit, choices before what they hold.
    pub fn all(&self) -> Vec<&Segment> {
        let mut found = Vec::new();
        flatten(&self.segments, None, &mut found);
        found
    }

    /// The pages that it leads to.
    pub fn pages(&self) -> Vec<PageId> {
        let segments = self.all().into_iter();
        segments
            .filter_map(|segment| match segment {
                Segment::Link(_, page, _) => Some(*page),
                _ => None,
            })
            .collect()
    }

    /// Every test by which the text chooses between two sentences.
    pub fn tests(&self) -> Vec<&KnownTest> {
        let segments = self.all().into_iter();
        segments
            .filter_map(|segment| match segment {
                Segment::Choice(choice) => Some(&choice.test),
                _ => None,
            })
            .collect()
    }

    /// As many ways to know the values that it asks for as show each of its words once.
    pub(super) fn worlds(&self) -> Vec<World<'_>> {
        worlds(self.tests().into_iter())
    }
}

fn flatten<'t>(
    segments: &'t [Segment],
    known: Option<&dyn Fn(&KnownTest) -> bool>,
    found: &mut Vec<&'t Segment>,
) {
    for segment in segments {
        found.push(segment);
        if let Segment::Choice(choice) = segment {
            let known_here = known.map(|known| known(&choice.test));
            for branch in [true, false] {
                if known_here.is_none_or(|known| known == branch) {
                    flatten(choice.branch(branch), known, found);
                }
            }
        }
    }
}

/// The days from which the values of a test are known, or are not, in turn.
pub fn intervals(book: &RuleBook, test: &KnownTest) -> Vec<(Day, bool)> {
    let parameters = test.parameters.iter();
    let parameters = parameters.filter_map(|name| book.parameter(&name.text));
    let mut days: Vec<Day> = parameters.flat_map(|found| found.changes()).collect();
    days.sort_unstable();
    let mut found: Vec<(Day, bool)> = Vec::new();
    for day in days {
        let known = knows(book, test, day);
        if found.last().is_none_or(|(_, before)| *before != known) {
            found.push((day, known));
        }
    }
    found
}

/// The choices of a text that have begun, each with the typesetting where it did.
pub(super) type Begins = Vec<(Begun<Vec<Segment>>, Prose)>;

impl Reader<'_> {
    /// Reads what stands between braces as a mark of two sentences, if it is one.
    pub(super) fn mark(
        &self,
        inner: &str,
        span: Span,
        segments: &mut Vec<Segment>,
        (open, prose): (&mut Begins, &mut Prose),
        report: &mut Report,
    ) -> bool {
        let word = inner.trim();
        if let Some(test) = word.strip_prefix("if ") {
            if let Some((test, turned)) = self.test(test, span, report) {
                open.push((Begun::new(test, turned, segments), prose.clone()));
            }
            return true;
        }
        match (word, open.last_mut()) {
            ("else", Some((begun, before))) => {
                *prose = before.clone();
                if !begun.turn(segments) {
                    report.add(misplaced(span));
                }
            }
            ("end", Some(_)) => {
                prose.opaque();
                close(open, segments);
            }
            ("else" | "end", None) => report.add(misplaced(span)),
            _ => return false,
        }
        true
    }

    /// Ends what the text left open.
    pub(super) fn end_choices(
        &self,
        open: &mut Begins,
        segments: &mut Vec<Segment>,
        report: &mut Report,
    ) {
        while let Some((begun, _)) = open.last() {
            report.add(misplaced(begun.span()));
            close(open, segments);
        }
    }

    /// `known(participation)`, or `unknown(a, b)`.
    fn test(&self, text: &str, span: Span, report: &mut Report) -> Option<(KnownTest, bool)> {
        let names = text.trim().strip_suffix(')').and_then(|text| {
            let known = text.strip_prefix("known(").map(|names| (names, false));
            known.or_else(|| Some((text.strip_prefix("unknown(")?, true)))
        });
        let Some((names, turned)) = names else {
            report.add(misplaced(span));
            return None;
        };
        let names = names.split(',').map(str::trim);
        let names = names.filter(|name| self.parameter(name, span, report).is_some());
        let parameters = names.map(|name| Name {
            text: name.to_owned(),
            span,
        });
        let parameters = parameters.collect();
        Some((KnownTest { parameters, span }, turned))
    }
}

fn close(open: &mut Begins, segments: &mut Vec<Segment>) {
    let Some((begun, _)) = open.pop() else { return };
    let ended = begun.end(segments);
    segments.push(Segment::Choice(Choice {
        test: ended.test,
        known: ended.known,
        unknown: ended.unknown,
    }));
}

fn misplaced(span: Span) -> Fault {
    Fault::error(
        "if-branches",
        say!("ce `if` n'est pas entier", "this `if` is not whole"),
    )
    .at(span)
    .help(say!(
        "écrivez `{{if known(participation)}}…{{else}}…{{end}}` dans un seul texte",
        "write `{{if known(participation)}}…{{else}}…{{end}}` in one text"
    ))
}
