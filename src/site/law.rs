//! The titles of sources and parameters, from `content/<language>/law.yaml`.

use crate::language::{Bilingual, Language, prose};
use crate::report::Report;
use crate::rules::RuleBook;
use crate::site::keyed::{keyed, no_file};
use crate::source::Sources;
use crate::yaml::{self, Fields};

/// The titles in one language, by the place of the thing in the rules.
#[derive(Debug, Clone, Default)]
pub struct Law {
    /// The title of each source.
    pub sources: Vec<String>,
    /// The name of each source inside a sentence.
    pub short: Vec<String>,
    /// The name of each parameter.
    pub parameters: Vec<String>,
}

/// Reads the titles of both languages. Missing and superfluous ones are reported.
pub fn read(sources: &Sources, book: &RuleBook, report: &mut Report) -> Bilingual<Law> {
    Bilingual::new(|language| titles(sources, book, language, report))
}

fn titles(sources: &Sources, book: &RuleBook, language: Language, report: &mut Report) -> Law {
    let path = format!("content/{}/law.yaml", language.code());
    let source_ids: Vec<&str> = book
        .sources
        .iter()
        .map(|source| source.id.as_str())
        .collect();
    let parameter_ids: Vec<&str> = book
        .parameters
        .iter()
        .map(|parameter| parameter.id.as_str())
        .collect();
    let empty = Law {
        sources: vec![String::new(); source_ids.len()],
        short: vec![String::new(); source_ids.len()],
        parameters: vec![String::new(); parameter_ids.len()],
    };
    let Some(file) = sources.at(&path) else {
        report.add(no_file(&path));
        return empty;
    };
    let Some(tree) = yaml::parse(sources, file, report) else {
        return empty;
    };
    let mut fields = Fields::of(&tree, report);
    let mut section = |name: &'static str, ids: &[&str], report: &mut Report| {
        let nodes = match fields.required(name, report) {
            Some(node) => keyed(node, ids, report),
            None => vec![None; ids.len()],
        };
        nodes
            .into_iter()
            .map(|node| {
                let text = node.and_then(|node| node.text(report));
                prose(text.unwrap_or_default(), language)
            })
            .collect::<Vec<String>>()
    };
    let law = Law {
        sources: section("sources", &source_ids, report),
        short: section("short", &source_ids, report),
        parameters: section("parameters", &parameter_ids, report),
    };
    fields.finish(report);
    law
}
