//! Cuts the values of one question where something can turn while all other answers stay.

use crate::rules::book::answers::Answers;
use crate::rules::book::{ComparisonId, QuestionId};
use crate::rules::diagram::compile::Compiled;
use crate::rules::person::evaluate::compare;
use crate::rules::person::settled::{Ranges, settled};

/// How often an interval may be halved before its question is given up. Comparisons that
/// rules make need some dozens; only sides that run beside each other need many.
const MOST_HALVES: usize = 20_000;

/// The values of a question in intervals, both ends included and none left out: inside an
/// interval no test of the diagrams turns. Nothing where the limits were reached.
///
/// Its own thresholds cut the values, and so do its comparisons with the other answers, to
/// the day and to the cent. A comparison that reads an answer that is not there cuts nothing:
/// it is open whatever this question is answered.
pub(in crate::rules) fn intervals(
    compiled: &Compiled,
    question: QuestionId,
    answers: &Answers,
) -> Option<Vec<(i64, i64)>> {
    let book = &compiled.book;
    let kind = &book.questions[question].kind;
    let mut intervals = compiled.regions(question);
    if !kind.options().is_empty() {
        return Some(intervals);
    }
    let mut halves = MOST_HALVES;
    for comparison in book.comparisons.indices() {
        let inputs = &book.comparisons[comparison].inputs;
        let Some(mut ranges) = known(inputs, question, answers) else {
            continue;
        };
        let cut = |interval: &(i64, i64)| {
            let mut turning = Turning {
                compiled,
                comparison,
                question,
                answers: answers.clone(),
                found: Vec::new(),
            };
            turning.follow(*interval, &mut ranges, &mut halves)?;
            Ok(turning.found.into_iter().map(|(interval, _)| interval))
        };
        match intervals.iter().map(cut).collect::<Result<Vec<_>, Stop>>() {
            Ok(finer) => intervals = finer.into_iter().flatten().collect(),
            // Nor does one of which a condition is open.
            Err(Stop::Open) => {}
            Err(Stop::Limits) => return None,
        }
    }
    Some(intervals)
}

/// The answers that a comparison reads, as ranges; nothing where it does not read the question,
/// or where another answer is not known.
fn known(read: &[QuestionId], question: QuestionId, answers: &Answers) -> Option<Ranges> {
    if !read.contains(&question) {
        return None;
    }
    let others = read.iter().filter(|read| **read != question);
    others
        .map(|read| answers.point(*read).map(|value| (*read, (value, value))))
        .collect()
}

/// Why an interval is not cut.
enum Stop {
    /// A condition of the comparison hangs on answers that are not there.
    Open,
    Limits,
}

struct Turning<'c> {
    compiled: &'c Compiled,
    comparison: ComparisonId,
    question: QuestionId,
    answers: Answers,
    /// Intervals, each with whether the comparison holds there.
    found: Vec<((i64, i64), bool)>,
}

impl Turning<'_> {
    /// Halves an interval until the comparison holds everywhere in a part, or nowhere in it.
    fn follow(
        &mut self,
        (low, high): (i64, i64),
        ranges: &mut Ranges,
        halves: &mut usize,
    ) -> Result<(), Stop> {
        ranges.insert(self.question, (low, high));
        let book = &self.compiled.book;
        let holds = if low == high {
            let answer = book.answer_at(self.question, low);
            self.answers.set(self.question, answer);
            let holds = compare(book, &book.comparisons[self.comparison], &self.answers);
            Some(holds.map_err(|_| Stop::Open)?)
        } else {
            settled(book, self.comparison, ranges)
        };
        match (holds, self.found.last_mut()) {
            (Some(holds), Some((interval, same))) if *same == holds => interval.1 = high,
            (Some(holds), _) => self.found.push(((low, high), holds)),
            (None, _) => {
                *halves = halves.checked_sub(1).ok_or(Stop::Limits)?;
                let middle = low + (high - low).div_euclid(2);
                self.follow((low, middle), ranges, halves)?;
                self.follow((middle + 1, high), ranges, halves)?;
            }
        }
        Ok(())
    }
}
