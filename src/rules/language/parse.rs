//! Reads the files of `content/rules/` into declarations whose expressions are still text.

mod decision;
mod outcomes;
mod question;
mod source;

use oxc_index::IndexVec;

use crate::report::{Fault, Report};
use crate::rules::book::{
    AmountId, Anchor, ContradictionId, DecisionId, FactId, Kind, Later, Outcome, OutcomeId,
    Parameter, ParameterId, Policy, QuestionId, QuestionKind, Several, SeveralId, Source, SourceId,
    Wording,
};
use crate::rules::language::field::id;
use crate::rules::language::law::parameter;
use crate::rules::language::parse::decision::decision;
use crate::rules::language::parse::outcomes::{AmountRoles, outcomes};
use crate::rules::language::parse::question::questions;
use crate::rules::language::parse::source::source;
use crate::say;
use crate::source::{FileId, Sources, Span};
use crate::yaml::{self, Name, Node};

/// The folder of the rules inside a site.
pub const FOLDER: &str = "content/rules";

/// Worked examples of pages, which are read once the rules are.
pub const EXAMPLES: &str = "content/rules/examples.yaml";

/// Everything that the files declare.
#[derive(Debug, Default)]
pub struct Declarations<'n> {
    pub sources: IndexVec<SourceId, Source>,
    pub parameters: IndexVec<ParameterId, Parameter>,
    pub questions: IndexVec<QuestionId, QuestionText<'n>>,
    pub several: IndexVec<SeveralId, Several>,
    pub groups: Vec<(&'n Name, &'n Node)>,
    pub facts: IndexVec<FactId, (&'n Name, &'n Node)>,
    pub contradictions: IndexVec<ContradictionId, (&'n Name, &'n Node)>,
    pub successors: Vec<&'n Node>,
    pub kinds: Vec<(Kind, IndexVec<OutcomeId, Outcome>)>,
    pub amount_roles: AmountRoles<'n>,
    pub decisions: IndexVec<DecisionId, DecisionText<'n>>,
    /// Names whose declaration has a fault: to use them is no further one.
    pub broken: Vec<&'n str>,
}

/// A question whose condition is still text.
#[derive(Debug, Clone)]
pub struct QuestionText<'n> {
    pub id: String,
    pub span: Span,
    pub several: Option<SeveralId>,
    pub kind: QuestionKind,
    pub asked_if: Option<&'n Node>,
    pub may_not_know: bool,
    pub suppose: Option<&'n Node>,
    pub decide_as: Option<&'n Node>,
    pub optional: bool,
    pub told_by: Option<&'n Node>,
    pub fixed: bool,
    pub default_today: bool,
    pub usual: &'n [Node],
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
    pub amounts: IndexVec<AmountId, (&'n Name, &'n Node)>,
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
    pub wording: Wording,
}

/// A step whose condition and dates are still text.
#[derive(Debug)]
pub struct StepText<'n> {
    pub id: &'n Node,
    pub outcomes: &'n [Node],
    pub when: Option<&'n Node>,
    pub surely: bool,
    pub from: Option<&'n Node>,
    pub due: Option<&'n Node>,
    pub letter: Option<&'n Node>,
    pub documents: &'n [Node],
    pub sources: &'n [Node],
}

/// Every rule file but the cases and the examples, by path.
pub fn rule_files(sources: &Sources) -> impl Iterator<Item = FileId> {
    let files = sources.below(FOLDER);
    let files = files.filter(|(_, file)| file.has_extension("yaml") || file.has_extension("yml"));
    let files = files.filter(|(_, file)| !file.path.starts_with("content/rules/cases/"));
    let files = files.filter(|(_, file)| file.path != EXAMPLES);
    files.map(|(id, _)| id)
}

/// The trees of these files.
pub fn trees(sources: &Sources, report: &mut Report) -> Vec<(FileId, Node)> {
    rule_files(sources)
        .filter_map(|id| Some((id, yaml::parse_laid_over(sources, id, report)?)))
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
    replaced_with_their_article(&mut found.sources);
    for (file, tree) in trees {
        match inner_path(sources, *file) {
            "sources.yaml" => {}
            "parameters.yaml" => {
                for (name, node) in tree.entries(report) {
                    match parameter(name, node, &found.sources, report) {
                        Some(members) => found.parameters.extend(members),
                        None => found.broken.push(&name.text),
                    }
                }
            }
            "outcomes.yaml" => outcomes(tree, &mut found, report),
            "questions.yaml" => questions(tree, &mut found, report),
            "successors.yaml" => found.successors.push(tree),
            "facts.yaml" => found.facts.extend(pairs(tree, report)),
            "contradictions.yaml" => {
                let all = pairs(tree, report).into_iter();
                found.contradictions = all.filter(|(name, _)| id(name, report).is_some()).collect();
            }
            _ => decision(tree, &mut found, report),
        }
    }
    found
}

/// A text that was read through an article says no more than that version of it: where a later
/// version is known of, the text has been replaced there too.
fn replaced_with_their_article(sources: &mut IndexVec<SourceId, Source>) {
    let replaced: Vec<(String, Later)> = sources
        .iter()
        .filter_map(|source| match &source.anchor {
            Anchor::Article(article) => Some((article.version.clone(), source.changed?)),
            _ => None,
        })
        .collect();
    for source in sources.iter_mut().filter(|source| source.changed.is_none()) {
        if let Anchor::Through { changes, .. } = &source.anchor {
            let mut later = replaced
                .iter()
                .filter(|(version, _)| changes.iter().any(|change| change.version == *version));
            source.changed = later.next().map(|(_, later)| *later);
        }
    }
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

/// The text of an item of a list of ids. One that stands in it before, or cannot be an id, is
/// reported.
pub(in crate::rules) fn listed<'n>(
    item: &'n Node,
    all: &'n [Node],
    report: &mut Report,
) -> Option<&'n str> {
    let text = item.text(report)?;
    let first = all.iter().find(|other| other.scalar() == Some(text));
    if let Some(first) = first.filter(|first| first.span != item.span) {
        report.add(
            Fault::error(
                "duplicate-name",
                say!("`{text}` est écrit deux fois", "`{text}` is written twice"),
            )
            .at(item.span)
            .related(first.span, say!("une première fois ici", "first here"))
            .help(say!("retirez l'un des deux", "take one of the two out")),
        );
        return None;
    }
    let name = Name {
        text: text.to_owned(),
        span: item.span,
    };
    id(&name, report).map(|_| text)
}
