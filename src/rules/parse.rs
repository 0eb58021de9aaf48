//! Reads the files of `content/rules/` into declarations whose expressions are still text.

use crate::report::{Fault, Report};
use crate::rules::book::{Kind, Outcomes, Parameter, Policy, QuestionKind, Source};
use crate::rules::calendar::{Day, parse_day};
use crate::rules::law::{parameter, source};
use crate::rules::unit::{Unit, hundredths};
use crate::say;
use crate::source::{FileId, Sources, Span};
use crate::yaml::{self, Fields, Name, Node, unknown_name};

/// The folder of the rules inside a site.
pub const FOLDER: &str = "content/rules";

/// Everything that the files declare.
#[derive(Debug, Default)]
pub struct Declarations<'n> {
    pub sources: Vec<Source>,
    pub parameters: Vec<Parameter>,
    pub questions: Vec<QuestionText<'n>>,
    pub groups: Vec<(&'n Name, &'n Node)>,
    pub facts: Vec<(&'n Name, &'n Node)>,
    pub kinds: Vec<(Kind, Outcomes)>,
    pub decisions: Vec<DecisionText<'n>>,
    /// Names whose declaration has a fault: to use them is no further one.
    pub broken: Vec<&'n str>,
}

/// A question whose condition is still text.
#[derive(Debug)]
pub struct QuestionText<'n> {
    pub name: &'n Name,
    pub kind: QuestionKind,
    pub asked_if: Option<&'n Node>,
    pub may_not_know: bool,
    pub default_today: bool,
    pub stays: bool,
    pub reference: bool,
}

/// A decision whose conditions and formulas are still text.
#[derive(Debug)]
pub struct DecisionText<'n> {
    pub id: &'n str,
    pub span: Span,
    pub kind: Kind,
    pub policy: Policy,
    pub rows: Vec<RowText<'n>>,
    pub amounts: Vec<(&'n Name, &'n Node)>,
    pub steps: Vec<StepText<'n>>,
}

/// A row whose condition is still text.
#[derive(Debug)]
pub struct RowText<'n> {
    pub span: Span,
    pub when: Option<&'n Node>,
    pub then: &'n Node,
    pub why: Option<&'n Node>,
    pub sources: &'n [Node],
}

/// A step whose condition and dates are still text.
#[derive(Debug)]
pub struct StepText<'n> {
    pub id: &'n Node,
    pub outcomes: &'n [Node],
    pub when: Option<&'n Node>,
    pub from: Option<&'n Node>,
    pub due: Option<&'n Node>,
    pub letter: Option<&'n Node>,
    pub documents: &'n [Node],
    pub sources: &'n [Node],
}

/// The trees of every rule file but the cases, by path.
pub fn trees(sources: &Sources, report: &mut Report) -> Vec<(FileId, Node)> {
    sources
        .below(FOLDER)
        .filter(|(_, file)| file.has_extension("yaml") || file.has_extension("yml"))
        .filter(|(_, file)| !file.path.starts_with("content/rules/cases/"))
        .filter_map(|(id, _)| Some((id, yaml::parse(sources, id, report)?)))
        .collect()
}

/// Reads the declarations of every file.
pub fn declarations<'n>(
    sources: &Sources,
    trees: &'n [(FileId, Node)],
    report: &mut Report,
) -> Declarations<'n> {
    let mut found = Declarations::default();
    // Parameters name sources, so the sources are read before everything else.
    for (file, tree) in trees {
        if inner_path(sources, *file) == "sources.yaml" {
            found.sources.extend(
                tree.entries(report)
                    .iter()
                    .filter_map(|(name, node)| source(name, node, report)),
            );
        }
    }
    for (file, tree) in trees {
        match inner_path(sources, *file) {
            "sources.yaml" => {}
            "parameters.yaml" => {
                for (name, node) in tree.entries(report) {
                    match parameter(name, node, &found.sources, report) {
                        Some(parameter) => found.parameters.push(parameter),
                        None => found.broken.push(&name.text),
                    }
                }
            }
            "outcomes.yaml" => found.kinds = kinds(tree, report),
            "questions.yaml" => questions(tree, &mut found, report),
            "facts.yaml" => found.facts.extend(pairs(tree, report)),
            _ => decision(tree, &mut found, report),
        }
    }
    found
}

fn inner_path(sources: &Sources, file: FileId) -> &str {
    let path = &sources.file(file).path;
    path.strip_prefix("content/rules/").unwrap_or(path)
}

fn pairs<'n>(node: &'n Node, report: &mut Report) -> Vec<(&'n Name, &'n Node)> {
    node.entries(report)
        .iter()
        .map(|(name, node)| (name, node))
        .collect()
}

fn kinds(tree: &Node, report: &mut Report) -> Vec<(Kind, Outcomes)> {
    let mut fields = Fields::of(tree, report);
    let mut found = Vec::new();
    for (name, kind) in Kind::NAMES {
        let Some(node) = fields.required(name, report) else {
            continue;
        };
        let items = node.items(report);
        let mut outcomes = Outcomes {
            names: Vec::new(),
            spans: Vec::new(),
            usable: Vec::new(),
            to_confirm: Vec::new(),
        };
        for item in items {
            if let Some(text) = item.text(report) {
                outcomes.names.push(text.to_owned());
                outcomes.spans.push(item.span);
                outcomes.usable.push(false);
                outcomes.to_confirm.push(false);
            }
        }
        found.push((kind, outcomes));
    }
    if let Some(node) = fields.required("usable", report) {
        mark(node, &mut found, |outcomes| &mut outcomes.usable, report);
    }
    if let Some(node) = fields.optional("to_confirm") {
        mark(
            node,
            &mut found,
            |outcomes| &mut outcomes.to_confirm,
            report,
        );
    }
    fields.finish(report);
    found
}

/// Marks the outcomes of a route that a list names.
fn mark(
    node: &Node,
    found: &mut [(Kind, Outcomes)],
    marks: impl Fn(&mut Outcomes) -> &mut Vec<bool>,
    report: &mut Report,
) {
    for item in node.items(report) {
        let Some(text) = item.text(report) else {
            continue;
        };
        let routes = found.iter_mut().filter(|(kind, _)| *kind == Kind::Route);
        for (_, outcomes) in routes {
            match outcomes.names.iter().position(|name| name == text) {
                Some(place) => marks(outcomes)[place] = true,
                None => {
                    let name = Name {
                        text: text.to_owned(),
                        span: item.span,
                    };
                    let known: Vec<&str> = outcomes.names.iter().map(String::as_str).collect();
                    report.add(unknown_name("unknown-outcome", &name, known));
                }
            }
        }
    }
}

fn questions<'n>(tree: &'n Node, found: &mut Declarations<'n>, report: &mut Report) {
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

fn decision<'n>(tree: &'n Node, found: &mut Declarations<'n>, report: &mut Report) {
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
        .map_or(Vec::new(), |node| pairs(node, report));
    let steps = fields.optional("steps").map_or(Vec::new(), |list| {
        let steps = list.items(report).iter();
        steps.filter_map(|item| step(item, report)).collect()
    });
    fields.finish(report);
    if let (Some(name), Some(kind), Some(rows)) = (name, kind, rows)
        && let Some(text) = name.text(report)
    {
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
    })
}

fn step<'n>(node: &'n Node, report: &mut Report) -> Option<StepText<'n>> {
    let mut fields = Fields::of(node, report);
    let id = fields.required("id", report);
    let outcomes = fields
        .optional("in")
        .map_or(&[][..], |node| node.items(report));
    let when = fields.optional("when");
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
        from,
        due,
        letter,
        documents,
        sources,
    })
}

/// Reads a calendar day, or reports what stands there.
pub(super) fn iso_day(node: &Node, report: &mut Report) -> Option<Day> {
    let day = node.scalar().and_then(parse_day);
    if day.is_none() {
        report.add(node.unexpected(say!("une date comme 2026-11-22", "a date like 2026-11-22")));
    }
    day
}

/// The text of a name that can be an id: lower-case letters, digits, `_` and `-`.
pub(super) fn id(name: &Name, report: &mut Report) -> Option<String> {
    let text = &name.text;
    let first = text.starts_with(|letter: char| letter.is_ascii_lowercase());
    let rest = text.bytes().all(|byte| {
        byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_' || byte == b'-'
    });
    if first && rest {
        return Some(text.clone());
    }
    report.add(
        Fault::error(
            "bad-id",
            say!(
                "`{text}` ne peut pas être un identifiant",
                "`{text}` cannot be an id"
            ),
        )
        .at(name.span)
        .help(say!(
            "utilisez des minuscules sans accent, des chiffres et `_`, en commençant par une lettre",
            "use lower-case letters without accents, digits and `_`, beginning with a letter"
        )),
    );
    None
}
