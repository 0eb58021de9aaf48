//! Two books in one, so that one table of nodes holds both and equal tables are equal nodes.

use crate::rules::answers::{Answer, Answers};
use crate::rules::book::{
    Amount, Condition, Decision, Fact, Formula, Kind, Outcomes, Parameter, Question, QuestionKind,
    Relation, Row, RuleBook, Terminal, Test,
};
use crate::rules::calendar::{Day, LAST_DAY};
use crate::rules::compile::bounds;
use crate::rules::expression::Comparison;
use crate::rules::rewrite::Rewrite;

/// Two books laid into one.
///
/// Questions are the same where their ids are, and hold the answers that both know. When a
/// question makes sense may differ, so every test of it says so itself, by a fact, and the
/// questions of the joined book always make sense. Equal parameters and comparisons are one.
#[derive(Debug)]
pub(super) struct Joined {
    /// The rules of both.
    pub book: RuleBook,
    /// Where the things of the old book and of the new one are.
    pub sides: [Side; 2],
    /// The changed parameters: the new one, the old one, and the fact that they differ.
    pub changed: Vec<(usize, usize, usize)>,
}

/// Where the things of one book stand in the joined one.
#[derive(Debug, Default)]
pub(super) struct Side {
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
pub(super) fn join(old: &RuleBook, new: &RuleBook) -> Joined {
    let mut joined = Joined {
        book: RuleBook {
            sources: Vec::new(),
            parameters: Vec::new(),
            questions: Vec::new(),
            groups: Vec::new(),
            reference: 0,
            facts: Vec::new(),
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
pub(super) fn comparable(old: &Question, new: &Question) -> bool {
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
fn kinds(old: &RuleBook, new: &RuleBook) -> std::collections::BTreeMap<Kind, Outcomes> {
    let mut kinds = old.kinds.clone();
    for (kind, outcomes) in &new.kinds {
        let all = kinds.entry(*kind).or_insert_with(|| outcomes.clone());
        for (place, name) in outcomes.names.iter().enumerate() {
            if !all.names.contains(name) {
                all.names.push(name.clone());
                all.spans.push(outcomes.spans[place]);
                all.usable.push(outcomes.usable[place]);
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

/// Adds the facts and decisions of one book.
fn lay(
    both: [&RuleBook; 2],
    place: usize,
    side: &mut Side,
    twins: &[(usize, usize)],
    joined: &mut RuleBook,
) {
    let book = both[place];
    side.decisions = joined.decisions.len();
    let mut next = joined.facts.len();
    side.relevance = book
        .questions
        .iter()
        .map(|question| {
            question.asked_if.as_ref()?;
            next += 1;
            Some(next - 1)
        })
        .collect();
    side.facts = next;
    let mut layer = Layer {
        own: book,
        both,
        side,
        twins,
        joined,
    };
    for question in &book.questions {
        if let Some(condition) = &question.asked_if {
            layer.fact(&question.id, question.span, condition);
        }
    }
    for fact in &book.facts {
        layer.fact(&fact.id, fact.span, &fact.condition);
    }
    for decision in &book.decisions {
        layer.decision(decision);
    }
}

struct Layer<'b> {
    own: &'b RuleBook,
    both: [&'b RuleBook; 2],
    side: &'b Side,
    twins: &'b [(usize, usize)],
    joined: &'b mut RuleBook,
}

impl Layer<'_> {
    fn fact(&mut self, id: &str, span: crate::source::Span, condition: &Condition) {
        let condition = self.condition(condition);
        self.joined.facts.push(Fact {
            id: id.to_owned(),
            span,
            condition,
        });
    }

    fn decision(&mut self, decision: &Decision) {
        // Both decisions of one id end in the same list, so that equal ends are equal numbers.
        let mut terminals: Vec<Terminal> = Vec::new();
        for book in self.both {
            let Some(found) = book.decision(&decision.id) else {
                continue;
            };
            let found = &book.decisions[found];
            for terminal in &found.terminals {
                let terminal = self.terminal(book, found.kind, terminal);
                if find(&terminals, &terminal).is_none() {
                    terminals.push(terminal);
                }
            }
        }
        let rows = decision
            .rows
            .iter()
            .map(|row| {
                let own = &decision.terminals[row.terminal];
                let terminal = self.terminal(self.own, decision.kind, own);
                Row {
                    when: self.condition(&row.when),
                    terminal: find(&terminals, &terminal).expect("the list holds both sides"),
                    ..row.clone()
                }
            })
            .collect();
        let amounts = decision
            .amounts
            .iter()
            .map(|amount| Amount {
                low: self.formula(&amount.low),
                high: amount.high.as_ref().map(|high| self.formula(high)),
                ..amount.clone()
            })
            .collect();
        self.joined.decisions.push(Decision {
            rows,
            terminals,
            amounts,
            steps: Vec::new(),
            ..decision.clone()
        });
    }

    fn terminal(&self, book: &RuleBook, kind: Kind, terminal: &Terminal) -> Terminal {
        Terminal {
            outcome: self.outcome(book, kind, terminal.outcome),
            ..terminal.clone()
        }
    }

    fn outcome(&self, book: &RuleBook, kind: Kind, own: usize) -> usize {
        let name = &book.kinds[&kind].names[own];
        let names = &self.joined.kinds[&kind].names;
        names
            .iter()
            .position(|known| known == name)
            .expect("the joined kinds hold the outcomes of both")
    }

    /// A condition on questions, which holds only where they make sense.
    fn sensible(&self, questions: &[usize], condition: Condition) -> Condition {
        let facts = questions
            .iter()
            .filter_map(|question| self.side.relevance[*question].map(Condition::Fact));
        let mut parts: Vec<Condition> = facts.collect();
        if parts.is_empty() {
            return condition;
        }
        parts.push(condition);
        Condition::And(parts)
    }

    /// The comparison in the joined book.
    fn related(&mut self, relation: &Relation) -> Condition {
        let own = Relation {
            left: self.formula(&relation.left),
            right: self.formula(&relation.right),
            inputs: relation
                .inputs
                .iter()
                .map(|input| self.side.questions[*input].0)
                .collect(),
            ..relation.clone()
        };
        let mut changed = Vec::new();
        let mut untwin = Untwin {
            twins: self.twins,
            changed: &mut changed,
        };
        let before = Relation {
            left: untwin.formula(&own.left),
            right: untwin.formula(&own.right),
            ..own.clone()
        };
        let known = |relations: &[Relation], wanted: &Relation| {
            relations.iter().position(|known| {
                known.left == wanted.left
                    && known.comparison == wanted.comparison
                    && known.right == wanted.right
            })
        };
        let relations = &mut self.joined.relations;
        let place = known(relations, &own).unwrap_or_else(|| {
            relations.push(own.clone());
            relations.len() - 1
        });
        let new = Condition::Relation(place);
        if changed.is_empty() {
            return new;
        }
        // On the days on which no value has changed, it is the comparison of the old book.
        let Some(before) = known(&self.joined.relations, &before) else {
            return new;
        };
        let differ = differing(self.joined, &changed, relation.span);
        let same = Condition::Not(differ.clone().into(), relation.span);
        Condition::Or(vec![
            Condition::And(vec![differ, new]),
            Condition::And(vec![same, Condition::Relation(before)]),
        ])
    }
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
pub(super) fn differing_days(old: &Parameter, new: &Parameter) -> Vec<(Day, Day)> {
    let (first, _) = bounds(&QuestionKind::Date);
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

/// Puts the old parameter for each changed one.
struct Untwin<'t> {
    twins: &'t [(usize, usize)],
    changed: &'t mut Vec<(usize, usize)>,
}

impl Rewrite for Untwin<'_> {
    fn leaf(&mut self, condition: &Condition) -> Condition {
        condition.clone()
    }

    fn term(&mut self, formula: &Formula) -> Formula {
        let Formula::Parameter(place) = formula else {
            return formula.clone();
        };
        match self.twins.iter().find(|(new, _)| new == place) {
            Some(twin) => {
                self.changed.push(*twin);
                Formula::Parameter(twin.1)
            }
            None => formula.clone(),
        }
    }
}

fn find(terminals: &[Terminal], wanted: &Terminal) -> Option<usize> {
    terminals
        .iter()
        .position(|known| known.outcome == wanted.outcome && known.why == wanted.why)
}

impl Rewrite for Layer<'_> {
    fn leaf(&mut self, condition: &Condition) -> Condition {
        match condition {
            Condition::Answer {
                question,
                test,
                span,
            } => {
                let (place, options) = &self.side.questions[*question];
                let test = match test {
                    Test::Options(set) => Test::Options(
                        options
                            .iter()
                            .enumerate()
                            .filter(|(_, own)| set >> **own & 1 == 1)
                            .fold(0, |set, (joined, _)| set | 1 << joined),
                    ),
                    compare => *compare,
                };
                let answer = Condition::Answer {
                    question: *place,
                    test,
                    span: *span,
                };
                self.sensible(&[*question], answer)
            }
            Condition::Dated {
                question,
                comparison,
                parameter,
                span,
            } => {
                let dated = Condition::Dated {
                    question: self.side.questions[*question].0,
                    comparison: *comparison,
                    parameter: self.side.parameters[*parameter],
                    span: *span,
                };
                self.sensible(&[*question], dated)
            }
            Condition::Known(parameter) => Condition::Known(self.side.parameters[*parameter]),
            Condition::Relation(relation) => {
                let relation = &self.own.relations[*relation];
                let related = self.related(relation);
                self.sensible(&relation.inputs, related)
            }
            Condition::Fact(fact) => Condition::Fact(self.side.facts + fact),
            Condition::Outcome { decision, outcomes } => {
                let kind = self.own.decisions[*decision].kind;
                let outcomes = outcomes.iter();
                Condition::Outcome {
                    decision: self.side.decisions + decision,
                    outcomes: outcomes
                        .map(|outcome| self.outcome(self.own, kind, *outcome))
                        .collect(),
                }
            }
            other => other.clone(),
        }
    }

    fn term(&mut self, formula: &Formula) -> Formula {
        match formula {
            Formula::Answer(question) => Formula::Answer(self.side.questions[*question].0),
            Formula::Parameter(parameter) => Formula::Parameter(self.side.parameters[*parameter]),
            Formula::Amount(decision, amount) => {
                Formula::Amount(self.side.decisions + decision, *amount)
            }
            other => other.clone(),
        }
    }
}
