//! Worked cases: persons with the right answer, which every evaluator must give.

mod expect;
mod hold;

use std::collections::BTreeMap;

use crate::language::Bilingual;
use crate::report::{Fault, Report};
use crate::rules::book::answers::{Answers, UNKNOWN, bad_answer, read_answer, write_answer};
use crate::rules::book::calendar::Day;
use crate::rules::book::{AmountId, DecisionId, QuestionId, RuleBook, Several, StepId};
use crate::rules::language::answered::answer_named;
use crate::rules::language::field::iso_day;
use crate::rules::person::quantity::Quantity;
use crate::rules::person::refused::Refused;
use crate::rules::proof::case::expect::expectations;
use crate::say;
use crate::source::{Sources, Span};
use crate::yaml::{self, Fields, Name, Node, unknown_name};

pub use hold::hold;

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
    /// Where her answers are written.
    pub spans: AnswerSpans,
    /// What she must be told.
    pub expected: Vec<Expected>,
}

/// Where each answer is written, by the place of its question.
pub type AnswerSpans = BTreeMap<QuestionId, Span>;

/// One thing that a person must be told.
#[derive(Debug, Clone)]
pub struct Expected {
    /// Where it is written.
    pub span: Span,
    /// The decision.
    pub decision: DecisionId,
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
    Amount(AmountId, Quantity),
    /// It tells this step, with these days where they are given.
    Step {
        /// The step.
        step: StepId,
        /// Its first day.
        from: Option<Day>,
        /// Its last day.
        due: Option<Day>,
    },
    /// It does not tell this step.
    NoStep(StepId),
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

fn case(node: &Node, book: &RuleBook, report: &mut Report) -> Option<Case> {
    let mut fields = Fields::of(node, report);
    let id = fields.required("case", report);
    let title = fields.text("title", report).unwrap_or("").to_owned();
    let on = fields.required("on", report);
    let day = on.and_then(|node| iso_day(node, report));
    let given = fields.required("answers", report);
    let expect = fields.required("expect", report);
    fields.finish(report);
    let mut answers = Answers::on(book, day?);
    let mut spans = AnswerSpans::new();
    if let Some(node) = on {
        spans.insert(book.reference, node.span);
    }
    if let Some(node) = given {
        read_answers(node, book, &mut answers, &mut spans, report);
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
        spans,
        expected,
    })
}

/// Reads answers written as `question: answer`.
pub fn read_answers(
    node: &Node,
    book: &RuleBook,
    answers: &mut Answers,
    spans: &mut AnswerSpans,
    report: &mut Report,
) {
    for (name, node) in node.entries(report) {
        read_named(name, node, book, answers, spans, report);
    }
}

/// Reads one of them.
pub fn read_named(
    name: &Name,
    node: &Node,
    book: &RuleBook,
    answers: &mut Answers,
    spans: &mut AnswerSpans,
    report: &mut Report,
) {
    if let Some(several) = book.several.iter().find(|several| several.id == name.text) {
        read_several(several, node, book, answers, spans, report);
        return;
    }
    let Some(text) = node.text(report) else {
        return;
    };
    match answer_named(book, name, text, node.span) {
        Ok((question, answer)) => {
            answers.set(question, answer);
            spans.insert(question, node.span);
        }
        Err(fault) => report.add(*fault),
    }
}

/// Reads the options that were chosen of a question with several answers, as a list of them or
/// as `unknown`.
fn read_several(
    several: &Several,
    node: &Node,
    book: &RuleBook,
    answers: &mut Answers,
    spans: &mut AnswerSpans,
    report: &mut Report,
) {
    let chosen: Option<Vec<Name>> = (node.scalar() != Some(UNKNOWN)).then(|| {
        let items = node.items(report).iter();
        let names = items.filter_map(|item| {
            let text = item.text(report)?.to_owned();
            Some(Name {
                text,
                span: item.span,
            })
        });
        names.collect()
    });
    let chosen = chosen.as_deref();
    choose(several, chosen, node.span, book, answers, spans, report);
}

/// Answers a question that has several: yes to each option that was chosen, and no to the others;
/// "I don't know" to all where nothing is said to be chosen.
pub fn choose(
    several: &Several,
    chosen: Option<&[Name]>,
    place: Span,
    book: &RuleBook,
    answers: &mut Answers,
    spans: &mut AnswerSpans,
    report: &mut Report,
) {
    let is_option = |name: &&Name| several.options.contains(&name.text);
    for name in chosen
        .unwrap_or_default()
        .iter()
        .filter(|name| !is_option(name))
    {
        let known = several.options.iter().map(String::as_str);
        report.add(unknown_name("unknown-option", name, known));
    }
    for (question, option) in several.questions().zip(&several.options) {
        let text = match chosen {
            None => UNKNOWN,
            Some(chosen) if chosen.iter().any(|name| name.text == *option) => "yes",
            Some(_) => "no",
        };
        match read_answer(book, question, text) {
            Ok(answer) => {
                answers.set(question, answer);
                spans.insert(question, place);
            }
            Err(bad) => return report.add(bad_answer(book, question, text, &bad).at(place)),
        }
    }
}

/// The fault of answers that cannot be true together, at the one that completes them.
///
/// `words` is what a visitor is told. The reference date may have been given elsewhere.
pub fn contradictory(
    book: &RuleBook,
    refused: &Refused,
    answers: &Answers,
    spans: &AnswerSpans,
    words: Option<Bilingual<String>>,
) -> Fault {
    let questions = || refused.others.iter().chain([&refused.question]).copied();
    let given = questions().filter_map(|question| {
        let answer = write_answer(book, question, answers.get(question)?);
        Some(format!("`{}: {answer}`", book.questions[question].id))
    });
    let given = given.collect::<Vec<_>>().join(", ");
    let id = &book.contradictions[refused.contradiction].id;
    let message = if refused.others.is_empty() {
        say!(
            "cette réponse n'est vraie de personne : {given}",
            "this answer is true of nobody: {given}"
        )
    } else {
        say!(
            "ces réponses ne peuvent pas être vraies ensemble : {given}",
            "these answers cannot be true together: {given}"
        )
    };
    let mut fault = Fault::error("contradictory-answers", message);
    let written: Vec<Span> = questions()
        .filter_map(|question| spans.get(&question).copied())
        .collect();
    if let Some((last, others)) = written.split_last() {
        fault = fault.at(*last);
        for other in others {
            fault = fault.related(*other, say!("avec celle-ci", "with this one"));
        }
    }
    if let Some(words) = words {
        fault = fault.note(words);
    }
    fault
        .note(say!(
            "la contradiction : `{id}`",
            "the contradiction: `{id}`"
        ))
        .help(say!("corrigez l'une d'elles", "correct one of them"))
}
