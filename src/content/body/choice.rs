//! Two sentences of which one is shown: they begin and end inside one block, and so does every
//! element between their marks.

use super::{End, Open, Writer};
use crate::content::choice::{self, Begun, Mark};
use crate::content::piece::Pieces;
use crate::content::{Choice, Piece};
use crate::language::{Bilingual, Prose};

/// A choice that has begun.
pub(super) struct Chosen {
    begun: Begun<Pieces>,
    /// The typesetting where it began: both sentences go on from there.
    prose: Prose,
    /// Whether a space stands before it.
    gap: bool,
}

impl Writer<'_> {
    /// A mark among the words of a block.
    pub(super) fn mark(&mut self, mark: &Mark, slot: usize) {
        // A call in the text of an image is refused where the image ends.
        if self.open_images > 0 {
            return;
        }
        let (before, after) = self.masked.beside(slot);
        match mark {
            Mark::If(test, turned) => {
                let chosen = |open: &&Open| matches!(open.end, End::Choice(_));
                let depth = self.open.iter().filter(chosen).count();
                if let Some(fault) = choice::too_deep(depth, test.span) {
                    self.report.add(fault);
                }
                let chosen = Chosen {
                    begun: Begun::new(test.clone(), *turned, &mut self.out),
                    prose: self.prose.clone(),
                    gap: choice::gap_before(before),
                };
                let range = self.run_range.clone();
                self.begin(range, End::Choice(chosen));
            }
            Mark::Else(span) => match self.open.last_mut().map(|open| &mut open.end) {
                Some(End::Choice(chosen)) => {
                    let open = chosen.prose.as_open_as(&self.prose);
                    self.prose = chosen.prose.clone();
                    let first = chosen.begun.span();
                    if !chosen.begun.turn(&mut self.out) {
                        self.report.add(choice::second_else(*span, first));
                    }
                    if !open {
                        self.report.add(choice::unbalanced(first));
                    }
                }
                _ => self.report.add(choice::stray("else", *span)),
            },
            Mark::End(span) => match self.innermost() {
                Some(End::Choice(_)) => self.close_choice(choice::gap_after(after)),
                _ => self.report.add(choice::stray("end", *span)),
            },
        }
    }

    /// Reports the choices that are still open where something ends in which they began, or where
    /// another block begins, and goes on as if they had ended.
    pub(super) fn end_choices(&mut self) {
        while let Some(End::Choice(chosen)) = self.innermost() {
            self.report.add(choice::unclosed(chosen.begun.span()));
            self.close_choice(false);
        }
    }

    /// Refuses what a choice cannot hold.
    pub(super) fn refuse_note_in_choice(&mut self) {
        let held = self.open.iter().find_map(|open| match &open.end {
            End::Choice(chosen) => Some(chosen.begun.span()),
            _ => None,
        });
        if let Some(span) = held {
            self.report.add(choice::cannot_hold(
                Bilingual {
                    fr: "un appel de note",
                    en: "the mark of a footnote",
                },
                span,
            ));
        }
    }

    fn close_choice(&mut self, gap_after: bool) {
        let Some(Open {
            end: End::Choice(chosen),
            ..
        }) = self.open.pop()
        else {
            return;
        };
        if !chosen.prose.as_open_as(&self.prose) {
            self.report.add(choice::unbalanced(chosen.begun.span()));
        }
        self.prose.opaque();
        let mut ended = chosen.begun.end(&mut self.out);
        for pieces in [&mut ended.known, &mut ended.unknown] {
            if chosen.gap {
                pieces.trim_start();
            }
            if gap_after {
                pieces.trim_end();
            }
        }
        self.out.push(Piece::Choice(Choice {
            test: ended.test,
            known: ended.known.finish(),
            unknown: ended.unknown.finish(),
        }));
    }
}
