//! Worked cases: persons with the right answer, which every evaluator must give.

use crate::language::Bilingual;
use crate::report::{Fault, Report};
use crate::rules::answers::{Answers, BadAnswer, read_answer};
use crate::rules::book::{Kind, RuleBook};
use crate::rules::calendar::{Day, iso};
use crate::rules::compile::Compiled;
use crate::rules::parse::iso_day;
use crate::rules::quantity::{ENDLESS, Quantity};
use crate::rules::unit::hundredths;
use crate::rules::walk::{Concluded, Conclusion, conclude};
use crate::say;
use crate::source::{Sources, Span};
use crate::yaml::{self, Fields, Name, Node, Value, unknown_name};

/// The folder of the worked cases inside a site.
const FOLDER: &str = "content/rules/cases";

/// A person with the right answer.
#[derive(Debug, Clone)]
pub struct Case {
    /// Its id.
    pub id: String,
    /// Who the person is, in a few words.
    pub title: String,
    /// Where its id stands.
    pub span: Span,
    /// What the person answers, the reference date included.
    pub answers: Answers,
    /// What she must be told.
    pub expected: Vec<Expected>,
}

/// One thing that a person must be told.
#[derive(Debug, Clone)]
pub struct Expected {
    /// Where it is written.
    pub span: Span,
    /// The decision, by its place in the book.
    pub decision: usize,
    /// What must be true of it.
    pub what: What,
}

/// What must be true of a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// It ends in this outcome.
    Outcome(String),
    /// It gives this reason.
    Why(String),
    /// It computes this.
    Amount(usize, Quantity),
    /// It tells this step, with these days where they are given.
    Step(usize, Option<Day>, Option<Day>),
    /// It does not tell this step.
    NoStep(usize),
}

/// Reads every worked case of a site.
pub fn read(sources: &Sources, book: &RuleBook, report: &mut Report) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for (file, found) in sources.below(FOLDER) {
        if !found.has_extension("yaml") && !found.has_extension("yml") {
            continue;
        }
        let Some(tree) = yaml::parse(sources, file, report) else {
            continue;
        };
        for node in tree.items(report) {
            let Some(case) = case(node, book, report) else {
                continue;
            };
            if let Some(first) = cases.iter().find(|known| known.id == case.id) {
                let id = &case.id;
                report.add(
                    Fault::error(
                        "duplicate-name",
                        say!("deux cas s'appellent `{id}`", "two cases are named `{id}`"),
                    )
                    .at(case.span)
                    .related(first.span, say!("le premier est ici", "the first is here")),
                );
            }
            cases.push(case);
        }
    }
    cases
}

/// Holds the rules to the cases: every difference is a fault where the case expects otherwise.
pub fn hold(compiled: &Compiled, cases: &[Case], report: &mut Report) {
    for case in cases {
        let conclusion = conclude(compiled, &case.answers);
        for expected in &case.expected {
            if let Some(found) = difference(compiled, &conclusion, expected) {
                let id = &case.id;
                let message = Bilingual {
                    fr: format!("le cas {id} attend autre chose : {}", found.fr),
                    en: format!("case {id} expects something else: {}", found.en),
                };
                report.add(
                    Fault::error("case-fails", message)
                        .at(expected.span)
                        .help(say!(
                            "corrigez la règle, ou le cas s'il se trompe",
                            "mend the rule, or the case if it is wrong"
                        )),
                );
            }
        }
    }
}

fn case(node: &Node, book: &RuleBook, report: &mut Report) -> Option<Case> {
    let mut fields = Fields::of(node, report);
    let id = fields.required("case", report);
    let title = fields.text("title", report).unwrap_or("").to_owned();
    let on = fields
        .required("on", report)
        .and_then(|node| iso_day(node, report));
    let given = fields.required("answers", report);
    let expect = fields.required("expect", report);
    fields.finish(report);
    let mut answers = Answers::on(book, on?);
    if let Some(node) = given {
        read_answers(node, book, &mut answers, report);
    }
    let mut expected = Vec::new();
    if let Some(node) = expect {
        expectations(node, book, &mut expected, report);
    }
    let id = id?;
    Some(Case {
        id: id.text(report)?.to_owned(),
        title,
        span: id.span,
        answers,
        expected,
    })
}

/// Reads answers written as `question: answer`.
pub fn read_answers(node: &Node, book: &RuleBook, answers: &mut Answers, report: &mut Report) {
    for (name, node) in node.entries(report) {
        let Some(question) = book.question(&name.text) else {
            let known: Vec<&str> = book
                .questions
                .iter()
                .map(|found| found.id.as_str())
                .collect();
            report.add(unknown_name("unknown-question", name, known));
            continue;
        };
        let Some(text) = node.text(report) else {
            continue;
        };
        match read_answer(book, question, text) {
            Ok(answer) => answers.set(question, answer),
            Err(bad) => report.add(bad_answer(book, question, text, &bad).at(node.span)),
        }
    }
}

/// The fault of an answer that cannot be taken.
pub fn bad_answer(book: &RuleBook, question: usize, text: &str, bad: &BadAnswer) -> Fault {
    let question = &book.questions[question];
    let id = &question.id;
    let fault = Fault::error(
        "bad-answer",
        say!(
            "`{text}` n'est pas une réponse possible à `{id}`",
            "`{text}` is not a possible answer to `{id}`"
        ),
    );
    let options = question.kind.options().join(", ");
    fault.help(match bad {
        BadAnswer::NoOption => say!(
            "réponses possibles : {options}",
            "possible answers: {options}"
        ),
        BadAnswer::NoNumber => say!(
            "écrivez un nombre comme 1600 ou 1600.50",
            "write a number like 1600 or 1600.50"
        ),
        BadAnswer::NoDate => say!(
            "écrivez une date comme 2026-11-22",
            "write a date like 2026-11-22"
        ),
        BadAnswer::Outside(low, high) => say!(
            "le nombre doit être compris entre {low} et {high}",
            "the number must lie between {low} and {high}"
        ),
        BadAnswer::NotUnknown => say!(
            "cette question veut une réponse : « je ne sais pas » n'y est pas admis",
            "this question needs an answer: \"I don't know\" is not accepted"
        ),
    })
}

fn expectations(node: &Node, book: &RuleBook, expected: &mut Vec<Expected>, report: &mut Report) {
    let mut fields = Fields::of(node, report);
    if let Some(node) = fields.optional("verdict")
        && let Some(decision) = book
            .decisions
            .iter()
            .position(|decision| decision.kind == Kind::Verdict)
    {
        outcome(node, book, decision, expected, report);
    }
    for name in ["routes", "notices"] {
        let Some(node) = fields.optional(name) else {
            continue;
        };
        for (name, node) in node.entries(report) {
            if let Some(decision) = decision(name, book, report) {
                outcome(node, book, decision, expected, report);
            }
        }
    }
    if let Some(node) = fields.optional("amounts") {
        for (name, node) in node.entries(report) {
            let Some((decision, inner)) = dotted(name, book, report) else {
                continue;
            };
            let amounts = &book.decisions[decision].amounts;
            let Some(place) = amounts.iter().position(|amount| amount.id == inner) else {
                let known: Vec<&str> = amounts.iter().map(|amount| amount.id.as_str()).collect();
                report.add(unknown_name("unknown-amount", name, known));
                continue;
            };
            if let Some(quantity) = quantity(node, report) {
                expected.push(Expected {
                    span: node.span,
                    decision,
                    what: What::Amount(place, quantity),
                });
            }
        }
    }
    if let Some(node) = fields.optional("steps") {
        for (name, node) in node.entries(report) {
            let Some((decision, inner)) = dotted(name, book, report) else {
                continue;
            };
            let steps = &book.decisions[decision].steps;
            let Some(place) = steps.iter().position(|step| step.id == inner) else {
                let known: Vec<&str> = steps.iter().map(|step| step.id.as_str()).collect();
                report.add(unknown_name("unknown-step", name, known));
                continue;
            };
            if let Some(what) = step(node, place, report) {
                expected.push(Expected {
                    span: node.span,
                    decision,
                    what,
                });
            }
        }
    }
    fields.finish(report);
}

fn decision(name: &Name, book: &RuleBook, report: &mut Report) -> Option<usize> {
    let found = book.decision(&name.text);
    if found.is_none() {
        let known: Vec<&str> = book
            .decisions
            .iter()
            .map(|found| found.id.as_str())
            .collect();
        report.add(unknown_name("unknown-decision", name, known));
    }
    found
}

/// The decision and the inner name of `cpf.covered`.
fn dotted<'n>(name: &'n Name, book: &RuleBook, report: &mut Report) -> Option<(usize, &'n str)> {
    let (outer, inner) = name.text.split_once('.').unwrap_or((&name.text, ""));
    let outer = Name {
        text: outer.to_owned(),
        span: name.span,
    };
    Some((decision(&outer, book, report)?, inner))
}

/// `open`, or `{ state: open, why: default }`.
fn outcome(
    node: &Node,
    book: &RuleBook,
    decision: usize,
    expected: &mut Vec<Expected>,
    report: &mut Report,
) {
    let mut add = |span: Span, what: What| {
        expected.push(Expected {
            span,
            decision,
            what,
        });
    };
    let (state, why) = if let Value::Map(_) = node.value {
        let mut fields = Fields::of(node, report);
        let parts = (fields.required("state", report), fields.optional("why"));
        fields.finish(report);
        parts
    } else {
        (Some(node), None)
    };
    if let Some(state) = state
        && let Some(text) = state.text(report)
    {
        let names = &book.kinds[&book.decisions[decision].kind].names;
        if names.iter().any(|known| known == text) {
            add(state.span, What::Outcome(text.to_owned()));
        } else {
            let name = Name {
                text: text.to_owned(),
                span: state.span,
            };
            let known: Vec<&str> = names.iter().map(String::as_str).collect();
            report.add(unknown_name("unknown-outcome", &name, known));
        }
    }
    if let Some(why) = why
        && let Some(text) = why.text(report)
    {
        add(why.span, What::Why(text.to_owned()));
    }
}

/// `1600`, `[0, 1800]`, `[200, none]` or `unknown`, in euros.
fn quantity(node: &Node, report: &mut Report) -> Option<Quantity> {
    let number = |node: &Node| match node.scalar() {
        Some("none") => Some(ENDLESS),
        Some(text) => hundredths(text),
        None => None,
    };
    let found = match &node.value {
        Value::List(ends) if ends.len() == 2 => number(&ends[0])
            .zip(number(&ends[1]))
            .map(|(low, high)| Quantity::Between(low, high)),
        Value::Scalar(text) if text == "unknown" => Some(Quantity::Unknown),
        _ => number(node).map(|exact| Quantity::Between(exact, exact)),
    };
    if found.is_none() {
        report.add(node.unexpected(say!(
            "un montant comme 1600, [0, 1800] ou unknown",
            "an amount like 1600, [0, 1800] or unknown"
        )));
    }
    found
}

fn step(node: &Node, place: usize, report: &mut Report) -> Option<What> {
    if node.scalar() == Some("absent") {
        return Some(What::NoStep(place));
    }
    let mut fields = Fields::of(node, report);
    let from = fields
        .optional("from")
        .and_then(|node| iso_day(node, report));
    let due = fields
        .optional("due")
        .and_then(|node| iso_day(node, report));
    fields.finish(report);
    Some(What::Step(place, from, due))
}

/// What is different from what was expected.
fn difference(
    compiled: &Compiled,
    conclusion: &Conclusion,
    expected: &Expected,
) -> Option<Bilingual<String>> {
    let book = &compiled.book;
    let concluded = &conclusion.decisions[expected.decision];
    let decision = &book.decisions[expected.decision];
    let id = &decision.id;
    if !concluded.settled {
        let next = conclusion
            .next
            .map_or("", |question| book.questions[question].id.as_str());
        return Some(say!(
            "`{id}` n'est pas tranché, il manque `{next}`",
            "`{id}` is not settled, `{next}` is missing"
        ));
    }
    match &expected.what {
        What::Outcome(wanted) => {
            let found = names(concluded, |terminal| {
                book.outcome(expected.decision, terminal)
            });
            (found != *wanted).then(|| {
                let whys = names(concluded, |terminal| &decision.terminals[terminal].why);
                say!(
                    "`{id}` donne {found} ({whys}), et non {wanted}",
                    "`{id}` gives {found} ({whys}), not {wanted}"
                )
            })
        }
        What::Why(wanted) => {
            let found = names(concluded, |terminal| &decision.terminals[terminal].why);
            (found != *wanted).then(|| {
                say!(
                    "`{id}` donne pour raison {found}, et non {wanted}",
                    "`{id}` gives the reason {found}, not {wanted}"
                )
            })
        }
        What::Amount(place, wanted) => {
            let name = &decision.amounts[*place].id;
            let found = concluded.amounts.get(*place).copied();
            (found.map(shown) != Some(shown(*wanted))).then(|| {
                let found = found.map_or_else(
                    || match conclusion.next {
                        Some(question) => format!("? ({})", book.questions[question].id),
                        None => "-".to_owned(),
                    },
                    shown,
                );
                let wanted = shown(*wanted);
                say!(
                    "`{id}.{name}` vaut {found}, et non {wanted}",
                    "`{id}.{name}` is {found}, not {wanted}"
                )
            })
        }
        What::NoStep(place) => {
            let name = &decision.steps[*place].id;
            let told = concluded.steps.iter().any(|told| told.step == *place);
            told.then(|| {
                say!(
                    "l'étape `{id}.{name}` est donnée",
                    "the step `{id}.{name}` is told"
                )
            })
        }
        What::Step(place, from, due) => {
            let name = &decision.steps[*place].id;
            let Some(told) = concluded.steps.iter().find(|told| told.step == *place) else {
                return Some(say!(
                    "l'étape `{id}.{name}` n'est pas donnée",
                    "the step `{id}.{name}` is not told"
                ));
            };
            let same =
                |wanted: &Option<Day>, found: Option<Day>| wanted.is_none() || *wanted == found;
            if same(from, told.from) && same(due, told.due) {
                return None;
            }
            let day = |day: Option<Day>| day.map_or("-".to_owned(), iso);
            let (from, due) = (day(told.from), day(told.due));
            Some(say!(
                "l'étape `{id}.{name}` va de {from} à {due}",
                "the step `{id}.{name}` goes from {from} to {due}"
            ))
        }
    }
}

fn names<'a>(concluded: &Concluded, name: impl Fn(usize) -> &'a str) -> String {
    let mut names: Vec<&str> = concluded.possible.iter().map(|end| name(*end)).collect();
    names.dedup();
    names.join("/")
}

fn shown(quantity: Quantity) -> String {
    let number = |number: i64| {
        if number >= ENDLESS / 2 {
            "none".to_owned()
        } else {
            crate::rules::answers::written(number)
        }
    };
    match quantity {
        Quantity::Between(low, high) if low == high => number(low),
        Quantity::Between(low, high) => format!("[{}, {}]", number(low), number(high)),
        Quantity::None => "none".to_owned(),
        Quantity::Unknown => "unknown".to_owned(),
    }
}
