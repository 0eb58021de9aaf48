//! Two books in one, so that one table of nodes holds both and equal tables are equal nodes.

mod embedding;

use std::collections::BTreeMap;

use oxc_index::{IndexVec, index_vec};

use self::embedding::embed;
use crate::rules::book::answers::{Answer, Answers};
use crate::rules::book::calendar::{Day, FIRST_DAY, LAST_DAY};
use crate::rules::book::unit::Hundredths;
use crate::rules::book::{
    Comparator, Condition, Fact, FactId, Kind, OptionId, Outcome, OutcomeId, Parameter,
    ParameterId, ParameterValue, Question, QuestionId, QuestionKind, RuleBook, Test,
};
use crate::rules::language::phrases::{Phrasebook, QuestionPhrase};

/// Two books laid into one.
///
/// Questions are the same where their ids are, and hold the answers that both know. When a
/// question makes sense may differ, so every test of it says so itself, by a fact, and the
/// questions of the merged book always make sense. Equal parameters and comparisons are one.
#[derive(Debug)]
pub(in crate::rules) struct Merged {
    /// The rules of both.
    pub book: RuleBook,
    /// Where the things of the old book and of the new one are.
    pub sides: [Side; 2],
    /// The parameters that are not the same in both, each with the fact that says when.
    pub changed: Vec<(Twins, FactId)>,
}

impl Merged {
    /// The words of both books as those of the merged one: the newer ones, where there are two.
    pub fn phrases(&self, books: [&RuleBook; 2], phrases: [&Phrasebook; 2]) -> Phrasebook {
        let question = |merged: QuestionId| {
            let found = [1, 0].into_iter().find_map(|side: usize| {
                let own = &self.sides[side].questions;
                let own = own.position(|own| own.question == merged)?;
                let phrase = phrases[side].questions.get(own)?;
                let options = &self.sides[side].questions[own].options;
                let options = options.iter().map(|option| phrase.options.get(*option));
                Some(QuestionPhrase {
                    short: phrase.short.clone(),
                    options: options
                        .map(|words| words.cloned().unwrap_or_default())
                        .collect(),
                })
            });
            found.unwrap_or_default()
        };
        let parameter = |parameter: &Parameter| {
            let found = [1, 0].into_iter().find_map(|side: usize| {
                let own = books[side]
                    .parameters
                    .position(|own| own.id == parameter.id)?;
                phrases[side].parameters.get(own).cloned()
            });
            found.unwrap_or_default()
        };
        Phrasebook {
            questions: self.book.questions.indices().map(question).collect(),
            parameters: self.book.parameters.iter().map(parameter).collect(),
        }
    }
}

/// A parameter of both books whose values are not the same, twice in the merged one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::rules) struct Twins {
    /// That of the old book.
    pub old: ParameterId,
    /// That of the new book.
    pub new: ParameterId,
}

/// A question of one book, in the merged one.
#[derive(Debug, Clone)]
pub(in crate::rules) struct MergedQuestion {
    /// The merged question.
    pub question: QuestionId,
    /// The book's own option for each merged one.
    pub options: IndexVec<OptionId, OptionId>,
}

/// Where the things of one book stand in the merged one.
#[derive(Debug, Default)]
pub(in crate::rules) struct Side {
    /// What each of its questions is in the merged book.
    pub questions: IndexVec<QuestionId, MergedQuestion>,
    /// The merged parameter of each of its own.
    pub parameters: IndexVec<ParameterId, ParameterId>,
    /// How many merged decisions stand before its first.
    pub decisions: usize,
    /// The fact that says when a question makes sense, where it does not always.
    pub applicability: IndexVec<QuestionId, Option<FactId>>,
    /// How many merged facts stand before its first.
    facts: usize,
}

impl Side {
    /// The merged fact of one of the book's own.
    pub fn merged_fact(&self, fact: FactId) -> FactId {
        fact + self.facts
    }

    /// Answers to the merged questions as answers to the book's own.
    pub fn own(&self, book: &RuleBook, answers: &Answers, day: Day) -> Answers {
        let mut own = Answers::on(book, day);
        for (
            question,
            MergedQuestion {
                question: merged,
                options,
            },
        ) in self.questions.iter_enumerated()
        {
            match answers.get(*merged) {
                Some(Answer::Option(option)) => own.set(question, Answer::Option(options[option])),
                Some(answer) => own.set(question, answer),
                None => {}
            }
        }
        own
    }
}

/// Lays two books into one.
pub(in crate::rules) fn merge(old: &RuleBook, new: &RuleBook) -> Merged {
    let mut merged = Merged {
        book: RuleBook {
            sources: IndexVec::new(),
            parameters: IndexVec::new(),
            questions: IndexVec::new(),
            // Each is its yes/no questions here.
            several: IndexVec::new(),
            groups: Vec::new(),
            reference: QuestionId::new(0),
            facts: IndexVec::new(),
            contradictions: IndexVec::new(),
            successors: Vec::new(),
            comparisons: IndexVec::new(),
            kinds: kinds(old, new),
            decisions: IndexVec::new(),
        },
        sides: [Side::default(), Side::default()],
        changed: Vec::new(),
    };
    questions(old, new, &mut merged);
    merged.book.reference = merged.sides[1].questions[new.reference].question;
    for (side, book) in [old, new].into_iter().enumerate() {
        let parameters = &mut merged.book.parameters;
        merged.sides[side].parameters = book
            .parameters
            .iter()
            .map(|parameter| {
                let known = parameters.position(|known| same(known, parameter));
                known.unwrap_or_else(|| parameters.push(parameter.clone()))
            })
            .collect();
    }
    let twins = twins(old, new, &merged);
    for (which, twins) in [(0, [].as_slice()), (1, &twins)] {
        let mut side = std::mem::take(&mut merged.sides[which]);
        embed([old, new], which, &mut side, twins, &mut merged.book);
        merged.sides[which] = side;
    }
    for twins in twins {
        let parameter = &merged.book.parameters[twins.new];
        let (id, span) = (parameter.id.clone(), parameter.span);
        let condition = differing(&merged.book, &[twins], span);
        let fact = merged.book.facts.push(Fact {
            id,
            span,
            condition,
        });
        merged.changed.push((twins, fact));
    }
    merged
}

/// Whether two questions take the same kind of answer, and some of the same answers.
pub(in crate::rules) fn comparable(old: &Question, new: &Question) -> bool {
    match (&old.kind, &new.kind) {
        (QuestionKind::Date, QuestionKind::Date) => true,
        (QuestionKind::Number { unit, .. }, QuestionKind::Number { unit: same, .. })
        | (QuestionKind::Count { unit, .. }, QuestionKind::Count { unit: same, .. }) => {
            let (old, new) = (old.kind.bounds(), new.kind.bounds());
            unit == same && old.0.max(new.0) <= old.1.min(new.1)
        }
        (one, other) => {
            let options = other.options();
            one.options().iter().any(|option| options.contains(option))
        }
    }
}

/// Puts the questions of both into the merged book: one that continues another is one with it.
fn questions(old: &RuleBook, new: &RuleBook, merged: &mut Merged) {
    let continued: IndexVec<QuestionId, Option<QuestionId>> = new
        .questions
        .iter_enumerated()
        .map(|(own, question)| {
            let found = if own == new.reference {
                Some(old.reference)
            } else {
                old.question(&question.id)
            };
            found.filter(|found| comparable(&old.questions[*found], question))
        })
        .collect();
    // The order of the new book; what only the old one asks stands where it stood.
    let mut order: IndexVec<QuestionId, (Option<QuestionId>, Option<QuestionId>)> = IndexVec::new();
    for (own, found) in continued.iter_enumerated() {
        order.push((*found, Some(own)));
    }
    let start = QuestionId::new(0);
    for own in old.questions.indices() {
        if continued.contains(&Some(own)) {
            continue;
        }
        let before = order.position(|(found, _)| found.is_some_and(|found| found + 1 == own));
        order.insert(before.map_or(start, |before| before + 1), (Some(own), None));
    }
    let nowhere = MergedQuestion {
        question: start,
        options: IndexVec::new(),
    };
    merged.sides[0].questions = index_vec![nowhere.clone(); old.questions.len()];
    merged.sides[1].questions = index_vec![nowhere; new.questions.len()];
    for (question, (first, second)) in order.into_iter_enumerated() {
        let own = [
            first.map(|own| &old.questions[own]),
            second.map(|own| &new.questions[own]),
        ];
        let kind = common(own);
        for (side, own) in [first, second].into_iter().enumerate() {
            let Some(own) = own else { continue };
            let options = [old, new][side].questions[own].kind.options();
            let options = kind
                .options()
                .iter()
                .filter_map(|option| options.position(|known| known == option))
                .collect();
            merged.sides[side].questions[own] = MergedQuestion { question, options };
        }
        let [first, second] = own;
        let shown = second.or(first).expect("one side asks the question");
        merged.book.questions.push(Question {
            kind,
            asked_if: None,
            told_by: None,
            // The conditions of each side say already what it supposes.
            suppose: None,
            several: None,
            usual: Vec::new(),
            ..shown.clone()
        });
    }
}

/// The answers that both questions take.
fn common(own: [Option<&Question>; 2]) -> QuestionKind {
    let [Some(old), Some(new)] = own else {
        let [old, new] = own;
        return new
            .or(old)
            .expect("one side asks the question")
            .kind
            .clone();
    };
    match (&old.kind, &new.kind) {
        (QuestionKind::Number { .. }, QuestionKind::Number { unit, .. }) => {
            let (old, new) = (old.kind.bounds(), new.kind.bounds());
            QuestionKind::Number {
                unit: *unit,
                min: Hundredths::at(old.0.max(new.0)),
                max: Hundredths::at(old.1.min(new.1)),
            }
        }
        (QuestionKind::Count { .. }, QuestionKind::Count { unit, min, max }) => {
            let (low, high) = old.kind.bounds();
            QuestionKind::Count {
                unit: *unit,
                min: low.max(*min),
                max: high.min(*max),
            }
        }
        (QuestionKind::Date, QuestionKind::Date) => QuestionKind::Date,
        (one, other) => {
            let known = one.options();
            let both = other.options().iter();
            QuestionKind::Choice(
                both.filter(|option| known.contains(option))
                    .cloned()
                    .collect(),
            )
        }
    }
}

/// The outcomes of both; those of the old book come first.
fn kinds(old: &RuleBook, new: &RuleBook) -> BTreeMap<Kind, IndexVec<OutcomeId, Outcome>> {
    let mut kinds = old.kinds.clone();
    for (kind, outcomes) in &new.kinds {
        let all = kinds.entry(*kind).or_insert_with(|| outcomes.clone());
        for outcome in outcomes {
            if all.iter().all(|known| known.name != outcome.name) {
                all.push(outcome.clone());
            }
        }
    }
    kinds
}

/// Whether two parameters have the same values, or may be the same, on the same days.
fn same(one: &Parameter, other: &Parameter) -> bool {
    let dated = |parameter: &Parameter| -> Vec<_> {
        let values = parameter.values.iter();
        values.map(|dated| (dated.from, dated.value)).collect()
    };
    one.id == other.id
        && one.unit == other.unit
        && one.known_until == other.known_until
        && one.bounds == other.bounds
        && dated(one) == dated(other)
}

/// The parameters of one id and unit that have changed.
fn twins(old: &RuleBook, new: &RuleBook, merged: &Merged) -> Vec<Twins> {
    let own = merged.sides[1].parameters.iter();
    own.zip(&new.parameters)
        .filter_map(|(own, parameter)| {
            let known = old
                .parameters
                .position(|known| known.id == parameter.id && known.unit == parameter.unit)?;
            let twins = Twins {
                old: merged.sides[0].parameters[known],
                new: *own,
            };
            (twins.old != twins.new).then_some(twins)
        })
        .collect()
}

/// The days on which some pairs of parameters differ.
fn differing(book: &RuleBook, changed: &[Twins], span: crate::source::Span) -> Condition {
    let compare = |comparator, day: Day| Condition::Answer {
        question: book.reference,
        test: Test::Compare(comparator, day.point()),
        span,
    };
    let spans = changed
        .iter()
        .flat_map(|twins| differing_days(&book.parameters[twins.old], &book.parameters[twins.new]));
    Condition::Or(
        spans
            .map(|(first, last)| {
                Condition::And(vec![
                    compare(Comparator::AtLeast, first),
                    compare(Comparator::AtMost, last),
                ])
            })
            .collect(),
    )
}

/// The intervals of days on which two parameters have different values, or where they are not
/// established, lie between other bounds.
pub(in crate::rules) fn differing_days(old: &Parameter, new: &Parameter) -> Vec<(Day, Day)> {
    let mut starts: Vec<Day> = old.changes().chain(new.changes()).collect();
    starts.push(FIRST_DAY);
    starts.sort_unstable();
    starts.dedup();
    starts.retain(|day| (FIRST_DAY..=LAST_DAY).contains(day));
    let ends = starts.iter().skip(1).map(|day| day.before());
    let ends: Vec<Day> = ends.chain(std::iter::once(LAST_DAY)).collect();
    let intervals = starts.into_iter().zip(ends);
    intervals
        .filter(|(day, _)| {
            let (was, is) = (old.at(*day), new.at(*day));
            was != is || (is == ParameterValue::Unknown && old.bounds != new.bounds)
        })
        .collect()
}
