//! The national content under other names: every outcome and every amount, and every option whose
//! name is that of nothing else.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use bilan::pipeline::{self, NATIONAL};
use bilan::report::Report;
use bilan::rules::{QuestionKind, RuleBook};
use bilan::source::{FileId, Sources, Span};
use bilan::yaml::{self, Node, Value};

/// What stands before each new name.
pub const MARK: &str = "renamed_";

/// Words of the language, which no site can rename.
const OF_THE_LANGUAGE: [&str; 4] = ["none", "unknown", "yes", "no"];

/// Fields of the rules whose values name no outcome, amount or option.
const OTHERS: [&str; 11] = [
    "why",
    "source",
    "quote",
    "unquoted",
    "id",
    "letter",
    "documents",
    "decision",
    "kind",
    "type",
    "policy",
];

/// Writes the national content into a folder, with another name for each of `names`.
pub fn write(folder: &Path, names: &BTreeSet<String>) {
    let sources = pipeline::sources(&NATIONAL[..1], &mut Report::default());
    for (id, file) in sources.below("content") {
        let mut edits = Vec::new();
        let mut renamer = Renamer {
            sources: &sources,
            names,
            edits: &mut edits,
        };
        if file.has_extension("md") {
            renamer.examples(id);
            renamer.links(id);
        } else if file.has_extension("yaml")
            && let Some(tree) = yaml::parse(&sources, id, &mut Report::default())
        {
            match file.path.strip_prefix("content/rules/") {
                Some("sources.yaml" | "parameters.yaml") => {}
                Some("outcomes.yaml") => renamer.values(&tree),
                Some(inner) if inner.starts_with("cases/") => renamer.cases(&tree),
                Some(_) => renamer.rules(&tree, ""),
                None if file.path.ends_with("questionnaire.yaml") => renamer.words(&tree),
                None => {}
            }
        }
        let to = folder.join(&file.path);
        fs::create_dir_all(to.parent().expect("a file stands in a folder"))
            .expect("folders can be made");
        let mut bytes = edited(&file.bytes, edits);
        // Nothing is beneath: a name that is gone is gone.
        if file.path == "content/site.yaml" {
            bytes.extend(b"\nwithout: all\n");
        }
        fs::write(to, bytes).expect("files can be written");
    }
}

/// The names that can be given anew.
pub fn names(book: &RuleBook) -> BTreeSet<String> {
    let outcomes = book.kinds.values().flatten().map(|found| &found.name);
    let amounts = book.decisions.iter().flat_map(|found| &found.amounts);
    let mut names: BTreeSet<String> = outcomes
        .chain(amounts.map(|amount| &amount.id))
        .cloned()
        .collect();
    let taken: BTreeSet<&String> = (book.questions.iter().map(|found| &found.id))
        .chain(book.decisions.iter().map(|found| &found.id))
        .chain(book.parameters.iter().map(|found| &found.id))
        .chain(book.facts.iter().map(|found| &found.id))
        .collect();
    assert!(names.iter().all(|name| !taken.contains(name)));
    for question in &book.questions {
        if let QuestionKind::Choice(options) = &question.kind {
            names.extend(options.iter().cloned());
        }
    }
    names.retain(|name| !taken.contains(name) && !OF_THE_LANGUAGE.contains(&name.as_str()));
    names
}

struct Renamer<'r> {
    sources: &'r Sources,
    names: &'r BTreeSet<String>,
    /// Where a new name begins.
    edits: &'r mut Vec<usize>,
}

impl Renamer<'_> {
    /// Every name inside a stretch of text.
    fn tokens(&mut self, span: Span) {
        let text = &self.sources.text(span.file)[span.start..span.end];
        let mut start = None;
        let ends = [(text.len(), ' ')];
        for (at, letter) in text.char_indices().chain(ends) {
            let inside = letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
            match (inside, start) {
                (true, None) => start = Some(at),
                (false, Some(from)) => {
                    if self.names.contains(&text[from..at]) {
                        self.edits.push(span.start + from);
                    }
                    start = None;
                }
                _ => {}
            }
        }
    }

    /// Every name in the worked examples of a page.
    fn examples(&mut self, file: FileId) {
        let text = self.sources.text(file);
        for (start, _) in text.match_indices("{{ example(") {
            let end = start + text[start..].find("}}").expect("a call ends");
            self.tokens(Span { file, start, end });
        }
    }

    /// The option with which a link begins the questionnaire.
    fn links(&mut self, file: FileId) {
        const LINK: &str = "questionnaire.md#";
        let text = self.sources.text(file);
        for (start, _) in text.match_indices(LINK) {
            let end = start + text[start..].find(')').expect("a link ends");
            if let Some(equals) = text[start..end].find('=') {
                let start = start + equals;
                self.tokens(Span { file, start, end });
            }
        }
    }

    /// Every name in the values of a tree.
    fn values(&mut self, node: &Node) {
        match &node.value {
            Value::Empty => {}
            Value::Scalar(_) => self.tokens(node.span),
            Value::List(items) => items.iter().for_each(|item| self.values(item)),
            Value::Map(entries) => entries.iter().for_each(|(_, node)| self.values(node)),
        }
    }

    /// Every name in the keys of a map.
    fn keys(&mut self, node: Option<&Node>) {
        if let Some(Value::Map(entries)) = node.map(|node| &node.value) {
            entries.iter().for_each(|(name, _)| self.tokens(name.span));
        }
    }

    fn rules(&mut self, node: &Node, above: &str) {
        match &node.value {
            Value::Empty => {}
            Value::Scalar(_) => self.tokens(node.span),
            Value::List(items) => items.iter().for_each(|item| self.rules(item, above)),
            Value::Map(entries) => {
                for (name, node) in entries {
                    if above == "amounts" {
                        self.tokens(name.span);
                    }
                    if above == "amounts" || !OTHERS.contains(&name.text.as_str()) {
                        self.rules(node, &name.text);
                    }
                }
            }
        }
    }

    fn cases(&mut self, tree: &Node) {
        let Value::List(cases) = &tree.value else {
            return;
        };
        for case in cases {
            field(case, "answers")
                .iter()
                .for_each(|node| self.values(node));
            let Some(expect) = field(case, "expect") else {
                continue;
            };
            let verdict = field(expect, "verdict");
            let kinds = ["routes", "notices"].map(|kind| entries(field(expect, kind)));
            let endings = kinds.into_iter().flatten().map(|(_, ending)| ending);
            for ending in endings.chain(verdict) {
                match &ending.value {
                    Value::Map(_) => {
                        let state = field(ending, "state");
                        state.iter().for_each(|node| self.values(node));
                    }
                    _ => self.values(ending),
                }
            }
            self.keys(field(expect, "amounts"));
        }
    }

    fn words(&mut self, tree: &Node) {
        for (_, question) in entries(field(tree, "questions")) {
            self.keys(field(question, "options"));
            if let Some(Value::List(groups)) = field(question, "groups").map(|node| &node.value) {
                let options = groups.iter().filter_map(|group| field(group, "options"));
                options.for_each(|node| self.values(node));
            }
        }
        for (_, decision) in entries(field(tree, "decisions")) {
            for (name, _) in entries(field(decision, "outcomes")) {
                let outcome = name.text.split('.').next().unwrap_or_default();
                self.tokens(name.span.inside(0, outcome.len()));
            }
            self.keys(field(decision, "amounts"));
            self.keys(field(decision, "formulas"));
        }
        for (_, outcomes) in entries(field(tree, "outcomes")) {
            self.keys(Some(outcomes));
        }
    }
}

fn entries(node: Option<&Node>) -> &[(yaml::Name, Node)] {
    match node.map(|node| &node.value) {
        Some(Value::Map(entries)) => entries,
        _ => &[],
    }
}

fn field<'n>(node: &'n Node, name: &str) -> Option<&'n Node> {
    let found = entries(Some(node)).iter().find(|(key, _)| key.text == name);
    found.map(|(_, node)| node)
}

fn edited(bytes: &[u8], mut edits: Vec<usize>) -> Vec<u8> {
    edits.sort_unstable();
    edits.dedup();
    let mut edited = bytes.to_vec();
    for at in edits.into_iter().rev() {
        edited.splice(at..at, MARK.bytes());
    }
    edited
}
