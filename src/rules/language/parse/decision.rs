//! Reads a file of one decision: its table, its amounts, its steps.

use oxc_index::IndexVec;

use crate::report::Report;
use crate::rules::book::{Kind, Policy};
use crate::rules::language::field::id;
use crate::rules::language::law::wording;
use crate::rules::language::parse::{DecisionText, Declarations, RowText, StepText, pairs};
use crate::say;
use crate::yaml::{Fields, Name, Node};

pub(super) fn decision<'n>(tree: &'n Node, found: &mut Declarations<'n>, report: &mut Report) {
    let mut fields = Fields::of(tree, report);
    let name = fields.required("decision", report);
    let kind = fields
        .required("kind", report)
        .and_then(|node| node.one_of(&Kind::NAMES, report));
    let policy = fields
        .optional("policy")
        .and_then(|node| node.one_of(&Policy::NAMES, report));
    if let Some(node) = fields.optional("facts") {
        found.facts.extend(pairs(node, report));
    }
    let rows = fields.required("rows", report).map(|list| {
        let rows = list.items(report).iter();
        rows.filter_map(|item| row(item, report)).collect()
    });
    let amounts = fields
        .optional("amounts")
        .map_or(IndexVec::new(), |node| pairs(node, report).into());
    let steps = fields.optional("steps").map_or(Vec::new(), |list| {
        let steps = list.items(report).iter();
        steps.filter_map(|item| step(item, report)).collect()
    });
    fields.finish(report);
    let Some((name, text)) = name.and_then(|name| Some((name, name.text(report)?))) else {
        return;
    };
    if let (Some(kind), Some(rows)) = (kind, rows) {
        let written = Name {
            text: text.to_owned(),
            span: name.text_span(),
        };
        if id(&written, report).is_some() {
            found.decisions.push(DecisionText {
                id: text,
                span: name.text_span(),
                kind,
                policy: policy.unwrap_or(Policy::First),
                rows,
                amounts,
                steps,
            });
        }
    } else {
        found.broken.push(text);
    }
}

fn row<'n>(node: &'n Node, report: &mut Report) -> Option<RowText<'n>> {
    let mut fields = Fields::of(node, report);
    let otherwise = fields.optional("otherwise");
    let (when, then) = match otherwise {
        Some(then) => (None, Some(then)),
        None => (
            fields.required("when", report),
            fields.required("then", report),
        ),
    };
    let why = fields.optional("why");
    let sources = fields
        .required("source", report)
        .map_or(&[][..], |node| node.items(report));
    let wording = wording(&mut fields, report);
    fields.finish(report);
    if otherwise.is_none() && when.is_none() {
        return None;
    }
    Some(RowText {
        span: node.span,
        when,
        then: then?,
        why,
        sources,
        wording,
    })
}

fn step<'n>(node: &'n Node, report: &mut Report) -> Option<StepText<'n>> {
    let mut fields = Fields::of(node, report);
    let id = fields.required("id", report);
    let outcomes = fields
        .optional("in")
        .map_or(&[][..], |node| node.items(report));
    let when = fields.optional("when");
    let surely = fields.optional("surely");
    if let Some(node) = surely.filter(|_| when.is_none()) {
        report.add(node.unexpected(say!(
            "`surely` à côté d'une condition, dans `when`",
            "`surely` beside a condition, in `when`"
        )));
    }
    let surely = surely.is_some_and(|node| node.yes_no(report) == Some(true));
    let from = fields.optional("from");
    let due = fields.optional("due");
    let letter = fields.optional("letter");
    let documents = fields
        .optional("documents")
        .map_or(&[][..], |node| node.items(report));
    let sources = fields
        .required("source", report)
        .map_or(&[][..], |node| node.items(report));
    fields.finish(report);
    Some(StepText {
        id: id?,
        outcomes,
        when,
        surely,
        from,
        due,
        letter,
        documents,
        sources,
    })
}
