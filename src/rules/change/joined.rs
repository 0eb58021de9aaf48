//! Two books in one, so that one table of nodes holds both and equal tables are equal nodes.

mod layer;

use self::layer::lay;
use crate::rules::book::Comparison;
use crate::rules::book::answers::{Answer, Answers};
use crate::rules::book::calendar::{Day, LAST_DAY};
use crate::rules::book::{
    Condition, Fact, Kind, Outcome, Parameter, Question, QuestionKind, RuleBook, Test,
};

/// Two books laid into one.
///
/// Questions are the same where their ids are, and hold the answers that both know. When a
/// question makes sense may differ, so every test of it says so itself, by a fact, and the
/// questions of the joined book always make sense. Equal parameters and comparisons are one.
#[derive(Debug)]
pub(in crate::rules) struct Joined {
    /// The rules of both.
    pub book: RuleBook,
    /// Where the things of the old book and of the new one are.
    pub sides: [Side; 2],
    /// The changed parameters: the new one, the old one, and the fact that they differ.
    pub changed: Vec<(usize, usize, usize)>,
}

/// Where the things of one book stand in the joined one.
#[derive(Debug, Default)]
pub(in crate::rules) struct Side {
    /// The joined place of each question, with the own place of each of its options.
    pub questions: Vec<(usize, Vec<usize>)>,
    /// The joined place of each parameter.
    pub parameters: Vec<usize>,
    /// The joined place of its first decision.
    pub decisions: usize,
    /// The fact that says when a question makes sense, where it does not always.
    pub relevance: Vec<Option<usize>>,
    /// The joined place of its first fact.
    facts: usize,
}

impl Side {
    /// Answers to the joined questions as answers to the book's own.
    pub fn own(&self, book: &RuleBook, answers: &Answers, day: Day) -> Answers {
        let mut own = Answers::on(book, day);
        for (place, (joined, options)) in self.questions.iter().enumerate() {
            match answers.get(*joined) {
                Some(Answer::Known(value)) => {
                    let option = usize::try_from(value)
                        .ok()
                        .and_then(|value| options.get(value));
                    let value = match option.filter(|_| is_choice(&book.questions[place].kind)) {
                        Some(option) => i64::try_from(*option).expect("options are few"),
                        None => value,
                    };
                    own.set(place, Answer::Known(value));
                }
                Some(Answer::Unknown) => own.set(place, Answer::Unknown),
                None => {}
            }
        }
        own
    }
}

/// Lays two books into one.
pub(in crate::rules) fn join(old: &RuleBook, new: &RuleBook) -> Joined {
    let mut joined = Joined {
        book: RuleBook {
            sources: Vec::new(),
            parameters: Vec::new(),
            questions: Vec::new(),
            groups: Vec::new(),
            reference: 0,
            facts: Vec::new(),
            contradictions: Vec::new(),
            relations: Vec::new(),
            kinds: kinds(old, new),
            decisions: Vec::new(),
        },
        sides: [Side::default(), Side::default()],
        changed: Vec::new(),
    };
    questions(old, new, &mut joined);
    joined.book.reference = joined.sides[1].questions[new.reference].0;
    for (place, book) in [old, new].into_iter().enumerate() {
        let parameters = &mut joined.book.parameters;
        joined.sides[place].parameters = book
            .parameters
            .iter()
            .map(|parameter| {
                let known = parameters.iter().position(|known| same(known, parameter));
                known.unwrap_or_else(|| {
                    parameters.push(parameter.clone());
                    parameters.len() - 1
                })
            })
            .collect();
    }
    let twins = twins(old, new, &joined);
    for (place, twins) in [(0, [].as_slice()), (1, &twins)] {
        let mut side = std::mem::take(&mut joined.sides[place]);
        lay([old, new], place, &mut side, twins, &mut joined.book);
        joined.sides[place] = side;
    }
    for (new, old) in twins {
        let parameter = &joined.book.parameters[new];
        let (id, span) = (parameter.id.clone(), parameter.span);
        let condition = differing(&joined.book, &[(new, old)], span);
        joined.changed.push((new, old, joined.book.facts.len()));
        joined.book.facts.push(Fact {
            id,
            span,
            condition,
        });
    }
    joined
}

/// Whether two questions take the same kind of answer, and some of the same answers.
pub(in crate::rules) fn comparable(old: &Question, new: &Question) -> bool {
    match (&old.kind, &new.kind) {
        (QuestionKind::Date, QuestionKind::Date) => true,
        (QuestionKind::Number(unit, a, b), QuestionKind::Number(same, c, d)) => {
            unit == same && a.max(c) <= b.min(d)
        }
        (one, other) => {
            let options = other.options();
            one.options().iter().any(|option| options.contains(option))
        }
    }
}

/// The joined place of the old question that a new one continues.
fn questions(old: &RuleBook, new: &RuleBook, joined: &mut Joined) {
    let continued: Vec<Option<usize>> = new
        .questions
        .iter()
        .enumerate()
        .map(|(place, question)| {
            let found = if place == new.reference {
                Some(old.reference)
            } else {
                old.question(&question.id)
            };
            found.filter(|found| comparable(&old.questions[*found], question))
        })
        .collect();
    // The order of the new book; what only the old one asks stands where it stood.
    let mut order: Vec<(Option<usize>, Option<usize>)> = Vec::new();
    for (place, found) in continued.iter().enumerate() {
        order.push((*found, Some(place)));
    }
    for place in 0..old.questions.len() {
        if continued.contains(&Some(place)) {
            continue;
        }
        let before = order
            .iter()
            .position(|(found, _)| *found == place.checked_sub(1) && found.is_some());
        order.insert(before.map_or(0, |before| before + 1), (Some(place), None));
    }
    joined.sides[0].questions = vec![(0, Vec::new()); old.questions.len()];
    joined.sides[1].questions = vec![(0, Vec::new()); new.questions.len()];
    for (place, (first, second)) in order.into_iter().enumerate() {
        let own = [
            first.map(|place| &old.questions[place]),
            second.map(|place| &new.questions[place]),
        ];
        let kind = common(own);
        for (side, own) in [first, second].into_iter().enumerate() {
            let Some(own) = own else { continue };
            let options = [old, new][side].questions[own].kind.options();
            let options = kind
                .options()
                .iter()
                .filter_map(|option| options.iter().position(|known| known == option))
                .collect();
            joined.sides[side].questions[own] = (place, options);
        }
        let [first, second] = own;
        let shown = second.or(first).expect("one side asks the question");
        joined.book.questions.push(Question {
            kind,
            asked_if: None,
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
        (QuestionKind::Number(_, a, b), QuestionKind::Number(unit, c, d)) => {
            QuestionKind::Number(*unit, *a.max(c), *b.min(d))
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

fn is_choice(kind: &QuestionKind) -> bool {
    !kind.options().is_empty()
}

/// The outcomes of both; those of the old book come first.
fn kinds(old: &RuleBook, new: &RuleBook) -> std::collections::BTreeMap<Kind, Vec<Outcome>> {
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

/// Whether two parameters have the same values on the same days.
fn same(one: &Parameter, other: &Parameter) -> bool {
    let dated = |parameter: &Parameter| -> Vec<_> {
        let values = parameter.values.iter();
        values.map(|dated| (dated.from, dated.value)).collect()
    };
    one.id == other.id
        && one.unit == other.unit
        && one.known_until == other.known_until
        && dated(one) == dated(other)
}

/// For each joined parameter of the new book, the old one of the same id where it has changed.
fn twins(old: &RuleBook, new: &RuleBook, joined: &Joined) -> Vec<(usize, usize)> {
    let places = joined.sides[1].parameters.iter();
    places
        .zip(&new.parameters)
        .filter_map(|(place, parameter)| {
            let known = old
                .parameters
                .iter()
                .position(|known| known.id == parameter.id && known.unit == parameter.unit)?;
            let twin = joined.sides[0].parameters[known];
            (twin != *place).then_some((*place, twin))
        })
        .collect()
}

/// The days on which some pairs of parameters differ.
fn differing(book: &RuleBook, changed: &[(usize, usize)], span: crate::source::Span) -> Condition {
    let compare = |comparison, day| Condition::Answer {
        question: book.reference,
        test: Test::Compare(comparison, day),
        span,
    };
    let spans = changed
        .iter()
        .flat_map(|(new, old)| differing_days(&book.parameters[*old], &book.parameters[*new]));
    Condition::Or(
        spans
            .map(|(first, last)| {
                Condition::And(vec![
                    compare(Comparison::AtLeast, first),
                    compare(Comparison::AtMost, last),
                ])
            })
            .collect(),
    )
}

/// The stretches of days on which two parameters have different values.
fn differing_days(old: &Parameter, new: &Parameter) -> Vec<(Day, Day)> {
    let (first, _) = QuestionKind::Date.bounds();
    let mut starts: Vec<Day> = old.changes().chain(new.changes()).collect();
    starts.push(first);
    starts.sort_unstable();
    starts.dedup();
    starts.retain(|day| (first..=LAST_DAY).contains(day));
    let ends = starts.iter().skip(1).map(|day| day - 1);
    let ends: Vec<Day> = ends.chain(std::iter::once(LAST_DAY)).collect();
    let stretches = starts.into_iter().zip(ends);
    stretches
        .filter(|(day, _)| old.at(*day) != new.at(*day))
        .collect()
}
