//! Reads `successors.yaml`: what stands for names that the rules had once.

use crate::report::Report;
use crate::rules::book::answers::{Answer, bad_answer, read_answer};
use crate::rules::book::{Now, QuestionId, RuleBook, Successor};
use crate::yaml::{Fields, Name, Node, unknown_name};

/// The successors of a file, each with what stands for it in these rules.
pub fn successors(nodes: &[&Node], book: &RuleBook, report: &mut Report) -> Vec<Successor> {
    let mut found = Vec::new();
    for node in nodes {
        for item in node.items(report) {
            found.extend(successor(item, book, report));
        }
    }
    found
}

fn successor(item: &Node, book: &RuleBook, report: &mut Report) -> Option<Successor> {
    let mut fields = Fields::of(item, report);
    let was = fields.required("was", report);
    let now = fields.required("now", report);
    fields.finish(report);
    let (was, now) = (was?, now?);
    let (question, answer) = match was.scalar() {
        Some(question) => (question.to_owned(), None),
        None => {
            let (name, node) = was.entries(report).first()?;
            (name.text.clone(), Some(node.text(report)?.to_owned()))
        }
    };
    let now = match now.scalar() {
        Some(id) => {
            let name = Name {
                text: id.to_owned(),
                span: now.text_span(),
            };
            Now::Renamed(question_named(&name, book, report)?)
        }
        None => {
            let entries = now.entries(report).iter();
            Now::Answers(
                entries
                    .filter_map(|(name, node)| answered(name, node, book, report))
                    .collect(),
            )
        }
    };
    Some(Successor {
        question,
        answer,
        now,
    })
}

fn answered(
    name: &Name,
    node: &Node,
    book: &RuleBook,
    report: &mut Report,
) -> Option<(QuestionId, Answer)> {
    let question = question_named(name, book, report)?;
    let text = node.text(report)?;
    match read_answer(book, question, text) {
        Ok(answer) => Some((question, answer)),
        Err(bad) => {
            report.add(bad_answer(book, question, text, &bad).at(node.text_span()));
            None
        }
    }
}

fn question_named(name: &Name, book: &RuleBook, report: &mut Report) -> Option<QuestionId> {
    let found = book.question(&name.text);
    if found.is_none() {
        let known = book.questions.iter().map(|found| found.id.as_str());
        report.add(unknown_name("unknown-question", name, known));
    }
    found
}
