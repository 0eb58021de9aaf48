//! Reads `questions.yaml`.

use crate::report::{Fault, Report};
use crate::rules::book::QuestionKind;
use crate::rules::parse::{Declarations, QuestionText, id, pairs};
use crate::rules::unit::{Unit, hundredths};
use crate::say;
use crate::yaml::{Fields, Name, Node, unknown_name};

pub(super) fn questions<'n>(tree: &'n Node, found: &mut Declarations<'n>, report: &mut Report) {
    let mut fields = Fields::of(tree, report);
    if let Some(node) = fields.optional("groups") {
        found.groups.extend(pairs(node, report));
    }
    if let Some(node) = fields.required("questions", report) {
        for (name, node) in node.entries(report) {
            match question(name, node, report) {
                Some(question) => found.questions.push(question),
                None => found.broken.push(&name.text),
            }
        }
    }
    fields.finish(report);
}

fn question<'n>(name: &'n Name, node: &'n Node, report: &mut Report) -> Option<QuestionText<'n>> {
    let mut fields = Fields::of(node, report);
    let kind = question_kind(&mut fields, report);
    let asked_if = fields.optional("asked_if");
    let may_not_know = fields
        .optional("may_not_know")
        .and_then(|node| node.yes_no(report))
        .unwrap_or(false);
    let reference = fields
        .optional("role")
        .and_then(|node| node.one_of(&[("reference", true)], report))
        .unwrap_or(false);
    let default_today = fields
        .optional("default")
        .and_then(|node| node.one_of(&[("today", true)], report))
        .unwrap_or(false);
    // The reason is for whoever reads the file.
    let stays = fields
        .optional("stays")
        .is_some_and(|node| node.text(report).is_some());
    fields.finish(report);
    let kind = kind?;
    if kind.options().len() > 64 {
        report.add(
            Fault::error(
                "too-many-options",
                say!(
                    "une question a au plus 64 options",
                    "a question has at most 64 options"
                ),
            )
            .at(name.span)
            .help(say!(
                "partagez-la en deux questions",
                "split it into two questions"
            )),
        );
        return None;
    }
    id(name, report)?;
    Some(QuestionText {
        name,
        kind,
        asked_if,
        may_not_know,
        default_today,
        stays,
        reference,
    })
}

/// What can be answered, with the fields that go with this type of question.
fn question_kind(fields: &mut Fields<'_>, report: &mut Report) -> Option<QuestionKind> {
    let node = fields.required("type", report)?;
    match node.text(report)? {
        "choice" => fields.required("options", report).map(|list| {
            let options = list
                .items(report)
                .iter()
                .filter_map(|item| item.text(report).map(str::to_owned));
            QuestionKind::Choice(options.collect())
        }),
        "yes_no" => Some(QuestionKind::YesNo(vec!["yes".into(), "no".into()])),
        "money" => Some(number(fields, Unit::Euro, report)),
        "hours" => Some(number(fields, Unit::Hour, report)),
        "date" => Some(QuestionKind::Date),
        other => {
            let name = Name {
                text: other.to_owned(),
                span: node.span,
            };
            report.add(unknown_name("unknown-type", &name, QuestionKind::TYPES));
            for name in ["options", "min", "max"] {
                fields.optional(name);
            }
            None
        }
    }
}

/// The largest number that a question may accept: a billion units.
const LARGEST: i64 = 100_000_000_000;

fn number(fields: &mut Fields<'_>, unit: Unit, report: &mut Report) -> QuestionKind {
    let mut bound = |name: &'static str, usual: i64, report: &mut Report| {
        let Some(node) = fields.required(name, report) else {
            return usual;
        };
        let read = node.scalar().and_then(hundredths);
        match read.filter(|number| (0..=LARGEST).contains(number)) {
            Some(number) => number,
            None => {
                report.add(node.unexpected(say!("un nombre positif", "a positive number")));
                usual
            }
        }
    };
    let min = bound("min", 0, report);
    let max = bound("max", LARGEST, report);
    QuestionKind::Number(unit, min.min(max), max)
}
