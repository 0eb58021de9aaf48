//! The titles of sources and parameters, from `content/<language>/law.yaml`.

mod names;

pub(super) use names::with_options;

use oxc_index::{IndexSlice, IndexVec, index_vec};

use crate::language::{Bilingual, Language, prose};
use crate::report::{Fault, Report};
use crate::rules::{Hundredths, Parameter, ParameterId, RuleBook, SourceId, figure};
use crate::say;
use crate::site::keyed::{keyed, no_file};
use crate::source::Sources;
use crate::yaml::{self, Fields, Node};

/// The titles in one language, by the index of the thing in the rules.
#[derive(Debug, Clone, Default)]
pub struct Law {
    /// The title of each source.
    pub sources: IndexVec<SourceId, String>,
    /// The name of each source inside a sentence.
    pub short: IndexVec<SourceId, String>,
    /// The name of each parameter.
    pub parameters: IndexVec<ParameterId, String>,
    /// What is said of each parameter while it is not established.
    pub suppositions: IndexVec<ParameterId, Supposition>,
}

/// What is said of a value while it is not established.
#[derive(Debug, Clone, Default)]
pub struct Supposition {
    /// As long as what an amount holds that its bounds alone make exact; where it has bounds.
    pub holds: Option<String>,
    /// If what an amount is that is computed with the last known value, which `{last}` is.
    stays: String,
}

impl Supposition {
    /// "If it stays at €150."
    pub fn stays(&self, parameter: &Parameter, last: i64, language: Language) -> String {
        let last = figure(parameter, Hundredths::at(last), language);
        self.stays.replace("{last}", &last)
    }
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
    let parameter_ids = names::named(book);
    let empty = Law {
        sources: index_vec![String::new(); source_ids.len()],
        short: index_vec![String::new(); source_ids.len()],
        parameters: index_vec![String::new(); book.parameters.len()],
        suppositions: index_vec![Supposition::default(); book.parameters.len()],
    };
    let Some(file) = sources.at(&path) else {
        report.add(no_file(&path));
        return empty;
    };
    let Some(tree) = yaml::parse_laid_over(sources, file, report) else {
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
    let mut law = Law {
        sources: section("sources", &source_ids, report).into(),
        short: section("short", &source_ids, report).into(),
        parameters: names::spread(
            book,
            &parameter_ids,
            section("parameters", &parameter_ids, report),
            language,
        ),
        suppositions: IndexVec::new(),
    };
    law.suppositions = suppositions(&mut fields, book, &law.parameters, language, report);
    fields.finish(report);
    law
}

/// What is said of values that are not established: in words of their own where they have
/// bounds, else by their names.
fn suppositions(
    fields: &mut Fields<'_>,
    book: &RuleBook,
    names: &IndexSlice<ParameterId, [String]>,
    language: Language,
    report: &mut Report,
) -> IndexVec<ParameterId, Supposition> {
    let bounded = book.parameters.iter();
    let bounded: Vec<&str> = bounded
        .filter(|parameter| parameter.bounds.is_some())
        .map(|parameter| parameter.id.as_str())
        .collect();
    let section = if bounded.is_empty() {
        fields.optional("suppositions")
    } else {
        fields.required("suppositions", report)
    };
    let nodes = section.map_or(Vec::new(), |node| keyed(node, &bounded, report));
    let mut nodes = nodes.into_iter();
    let all = book.parameters.iter().zip(names);
    all.map(|(parameter, name)| match &parameter.bounds {
        Some(bounds) => {
            let end = |end: Hundredths| figure(parameter, end, language);
            let node = nodes.next().flatten();
            let mut found = node.map_or(Supposition::default(), |node| supposition(node, report));
            let holds = found.holds.take().unwrap_or_default();
            let holds = prose(&holds, language).replace("{min}", &end(bounds.min));
            Supposition {
                holds: Some(holds.replace("{max}", &end(bounds.max))),
                stays: prose(&found.stays, language),
            }
        }
        None => {
            let stays = say!(
                "si rien ne change ({name} : {{last}})",
                "if nothing changes ({name}: {{last}})"
            );
            Supposition {
                holds: None,
                stays: prose(&stays[language], language),
            }
        }
    })
    .collect()
}

fn supposition(node: &Node, report: &mut Report) -> Supposition {
    let mut fields = Fields::of(node, report);
    let mut text = |name: &'static str, known: &[&str], report: &mut Report| {
        let node = fields.required(name, report)?;
        let text = node.text(report)?;
        if !known.iter().any(|name| text.contains(name)) {
            report.add(without(node, known));
        }
        Some(text.to_owned())
    };
    let holds = text("holds", &["{max}", "{min}"], report);
    let stays = text("stays", &["{last}"], report).unwrap_or_default();
    fields.finish(report);
    Supposition { holds, stays }
}

/// The fault of words that do not name the value that they are about.
fn without(node: &Node, known: &[&str]) -> Fault {
    let names = known.join(", ");
    Fault::error(
        "supposition-without-value",
        say!(
            "ce texte ne dit pas la valeur : il y manque {names}",
            "this text does not say the value: it lacks {names}"
        ),
    )
    .at(node.span)
    .help(say!(
        "écrivez par exemple `tant que la participation ne dépasse pas {{max}}`, `si elle reste à {{last}}`",
        "write for example `as long as the contribution stays at or below {{max}}`, `if it stays at {{last}}`"
    ))
}
