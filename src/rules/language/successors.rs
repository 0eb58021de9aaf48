//! Reads `successors.yaml`: what stands for names that the rules had once.

use crate::report::{Fault, Report};
use crate::rules::book::{Now, RuleBook, Successor};
use crate::rules::language::answered::{answer_named, question_named};
use crate::say;
use crate::yaml::{Fields, Name, Node};

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
            let [(name, node)] = was.entries(report) else {
                report.add(was.unexpected(say!(
                    "une question et sa réponse d'alors, ou la question seule",
                    "one question and its answer of that time, or the question alone"
                )));
                return None;
            };
            (name.text.clone(), Some(node.text(report)?.to_owned()))
        }
    };
    let now = match now.scalar() {
        Some(id) => {
            let name = Name {
                text: id.to_owned(),
                span: now.text_span(),
            };
            Now::Renamed(told(question_named(book, &name), report)?)
        }
        None => {
            let entries = now.entries(report).iter();
            Now::Answers(
                entries
                    .filter_map(|(name, node)| {
                        let text = node.text(report)?;
                        told(answer_named(book, name, text, node.text_span()), report)
                    })
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

/// What was found, its fault being told.
fn told<T>(found: Result<T, Box<Fault>>, report: &mut Report) -> Option<T> {
    found.map_err(|fault| report.add(*fault)).ok()
}
