//! The names that a site has, read from its files even while they have faults.
//!
//! An author completes names while she writes, so a half-written rule must not empty the list:
//! the names are read from the trees themselves, and faults are for `bilan check` to tell.

use std::collections::BTreeSet;

use crate::report::Report;
use crate::rules::Kind;
use crate::source::Sources;
use crate::yaml::{self, Node, Value};

/// The names of a site. Without a site there are none.
#[derive(Debug, Default)]
pub struct Known {
    pub(super) sources: Vec<String>,
    pub(super) parameters: Vec<String>,
    /// Those of them that have bounds.
    pub(super) bounded: Vec<String>,
    pub(super) questions: Vec<KnownQuestion>,
    pub(super) groups: Vec<String>,
    pub(super) contradictions: Vec<String>,
    pub(super) decisions: Vec<KnownDecision>,
    /// The worked examples.
    pub(super) examples: Vec<String>,
    /// The letters and the documents that the steps name.
    pub(super) letters: BTreeSet<String>,
    pub(super) documents: BTreeSet<String>,
    /// The outcomes of each kind of decision, in the order of [`Kind::NAMES`].
    pub(super) outcomes: [Vec<String>; 3],
    /// The Markdown files, as menus and links name them.
    pub(super) pages: Vec<String>,
    /// The keys of the theme's words.
    pub(super) texts: Vec<String>,
    /// Where decisions stand, as patterns of files.
    pub(super) places: BTreeSet<String>,
}

/// A question, as far as an editor needs it.
#[derive(Debug)]
pub(super) struct KnownQuestion {
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) options: Vec<String>,
    pub(super) may_not_know: bool,
}

/// A decision, as far as an editor needs it.
#[derive(Debug)]
pub(super) struct KnownDecision {
    pub(super) id: String,
    pub(super) kind: Option<Kind>,
    /// Its outcomes with their reasons, as `open.default`.
    pub(super) endings: Vec<String>,
    pub(super) amounts: Vec<String>,
    pub(super) steps: Vec<String>,
}

impl Known {
    /// Reads the names of a site.
    pub fn read(sources: &Sources) -> Known {
        let mut known = Known::default();
        let mut unheard = Report::default();
        for (id, file) in sources.below("") {
            if let Some(page) = file.path.strip_prefix("content/fr/")
                && file.has_extension("md")
            {
                known.pages.push(page.to_owned());
            }
            let is_texts = file.path == "themes/default/texts/fr.yaml";
            let inner = file.path.strip_prefix("content/rules/");
            if (!is_texts && inner.is_none()) || !file.has_extension("yaml") {
                continue;
            }
            let Some(tree) = yaml::parse_laid_over(sources, id, &mut unheard) else {
                continue;
            };
            match inner {
                Some(inner) => known.rules(inner, &tree),
                None => known.texts = names(&tree),
            }
        }
        known
    }

    /// The names that one file of the rules declares.
    fn rules(&mut self, inner: &str, tree: &Node) {
        match inner {
            "sources.yaml" => self.sources = names(tree),
            "parameters.yaml" => {
                self.parameters = names(tree);
                let all = entries(tree).iter();
                let bounded = all.filter(|(_, node)| field(node, "bounds").is_some());
                self.bounded = bounded.map(|(name, _)| name.text.clone()).collect();
            }
            "facts.yaml" | "successors.yaml" => {}
            "contradictions.yaml" => self.contradictions = names(tree),
            "outcomes.yaml" => {
                self.outcomes = Kind::NAMES.map(|(name, _)| texts(field(tree, name)));
            }
            "questions.yaml" => {
                self.groups = field(tree, "groups").map(names).unwrap_or_default();
                let found = field(tree, "questions").map(entries).unwrap_or_default();
                self.questions = found
                    .iter()
                    .map(|(name, node)| question(&name.text, node))
                    .collect();
            }
            "examples.yaml" => self.examples = names(tree),
            inner if inner.starts_with("cases/") => {}
            inner => {
                self.places.insert(match inner.rsplit_once('/') {
                    Some((folder, _)) => format!("content/rules/{folder}/*.yaml"),
                    None => format!("content/rules/{inner}"),
                });
                self.decisions.extend(decision(tree));
                for step in items(field(tree, "steps")) {
                    let letter = field(step, "letter").and_then(Node::scalar);
                    self.letters.extend(letter.map(str::to_owned));
                    self.documents.extend(texts(field(step, "documents")));
                }
            }
        }
    }

    /// The ids of the questions.
    pub(super) fn question_ids(&self) -> Vec<String> {
        let ids = self.questions.iter().map(|question| question.id.clone());
        ids.collect()
    }

    /// The question of this id.
    pub(super) fn question(&self, id: &str) -> Option<&KnownQuestion> {
        self.questions.iter().find(|question| question.id == id)
    }

    /// The decision of this id.
    pub(super) fn decision(&self, id: &str) -> Option<&KnownDecision> {
        self.decisions.iter().find(|decision| decision.id == id)
    }

    /// The ids of the decisions of a kind.
    pub(super) fn of_kind(&self, kind: Kind) -> Vec<String> {
        let found = self.decisions.iter();
        found
            .filter(|decision| decision.kind == Some(kind))
            .map(|decision| decision.id.clone())
            .collect()
    }

    /// The outcomes of a kind of decision.
    pub(super) fn outcomes(&self, kind: Kind) -> &[String] {
        let place = Kind::NAMES.iter().position(|(_, known)| *known == kind);
        place.map_or(&[], |place| &self.outcomes[place])
    }
}

fn question(id: &str, node: &Node) -> KnownQuestion {
    let text = |name| field(node, name).and_then(Node::scalar);
    KnownQuestion {
        id: id.to_owned(),
        kind: text("type").unwrap_or_default().to_owned(),
        options: texts(field(node, "options")),
        may_not_know: text("may_not_know") == Some("true"),
    }
}

fn decision(tree: &Node) -> Option<KnownDecision> {
    let id = field(tree, "decision")?.scalar()?;
    let kind = field(tree, "kind").and_then(Node::scalar);
    let mut endings = BTreeSet::new();
    for row in items(field(tree, "rows")) {
        let then = field(row, "then").or_else(|| field(row, "otherwise"));
        if let Some(outcome) = then.and_then(Node::scalar) {
            let why = field(row, "why").and_then(Node::scalar);
            endings.insert(format!("{outcome}.{}", why.unwrap_or("default")));
        }
    }
    let steps = items(field(tree, "steps")).iter();
    Some(KnownDecision {
        id: id.to_owned(),
        kind: Kind::NAMES
            .into_iter()
            .find(|(name, _)| Some(*name) == kind)
            .map(|(_, kind)| kind),
        endings: endings.into_iter().collect(),
        amounts: field(tree, "amounts").map(names).unwrap_or_default(),
        steps: steps
            .filter_map(|step| Some(field(step, "id")?.scalar()?.to_owned()))
            .collect(),
    })
}

fn entries(node: &Node) -> &[(yaml::Name, Node)] {
    match &node.value {
        Value::Map(entries) => entries,
        _ => &[],
    }
}

fn names(node: &Node) -> Vec<String> {
    let entries = entries(node).iter();
    entries.map(|(name, _)| name.text.clone()).collect()
}

fn field<'n>(node: &'n Node, name: &str) -> Option<&'n Node> {
    let found = entries(node).iter().find(|(key, _)| key.text == name);
    found.map(|(_, node)| node)
}

fn items(node: Option<&Node>) -> &[Node] {
    match node.map(|node| &node.value) {
        Some(Value::List(items)) => items,
        _ => &[],
    }
}

fn texts(node: Option<&Node>) -> Vec<String> {
    let texts = items(node).iter().filter_map(Node::scalar);
    texts.map(str::to_owned).collect()
}
