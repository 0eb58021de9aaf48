//! Finds parameters and sources that no page and no rule uses.

use oxc_index::{IndexVec, index_vec};

use crate::language::Language;
use crate::report::{Fault, Report};
use crate::rules::{Condition, Formula, ParameterId, RuleBook, SourceId};
use crate::say;
use crate::site::{ResolvedCall, Segment, Site, Text, Words};

/// Whether each parameter is used.
type UsedParameters = IndexVec<ParameterId, bool>;

/// Whether each source is used.
type UsedSources = IndexVec<SourceId, bool>;

/// Reports what nothing uses, and pages whose sources do not exist.
pub fn check(site: &Site, report: &mut Report) {
    let book = &site.rules.book;
    let mut parameters: UsedParameters = index_vec![false; book.parameters.len()];
    let mut sources: UsedSources = index_vec![false; book.sources.len()];
    in_pages(site, &mut parameters, &mut sources, report);
    for language in Language::ALL {
        in_words(&site.words[language], &mut parameters);
    }
    in_rules(book, &mut parameters, &mut sources);
    for (index, parameter) in book.parameters.iter_enumerated() {
        if !parameters[index] {
            let id = &parameter.id;
            report.add(
                Fault::warning(
                    "unused-parameter",
                    say!(
                        "le paramètre `{id}` ne sert à rien",
                        "the parameter `{id}` is never used"
                    ),
                )
                .at(parameter.span)
                .help(say!(
                    "citez-le par `{{{{ param(\"{id}\") }}}}`, ou retirez-le",
                    "name it with `{{{{ param(\"{id}\") }}}}`, or take it out"
                )),
            );
        }
    }
    for (index, source) in book.sources.iter_enumerated() {
        if !sources[index] {
            let id = &source.id;
            report.add(
                Fault::warning(
                    "unused-source",
                    say!(
                        "la source `{id}` ne sert à rien",
                        "the source `{id}` is never used"
                    ),
                )
                .at(source.span)
                .help(say!(
                    "citez-la dans `sources:` d'une page, ou retirez-la",
                    "name it in the `sources:` of a page, or take it out"
                )),
            );
        }
    }
}

fn in_pages(
    site: &Site,
    parameters: &mut UsedParameters,
    sources: &mut UsedSources,
    report: &mut Report,
) {
    let book = &site.rules.book;
    for page in &site.pages {
        for language in Language::ALL {
            for insert in page.inserts[language].values() {
                match insert {
                    ResolvedCall::Figure(figure) => parameters[figure.parameter] = true,
                    ResolvedCall::History(parameter) | ResolvedCall::Since(parameter) => {
                        parameters[*parameter] = true
                    }
                    ResolvedCall::Until(named) => named
                        .iter()
                        .for_each(|parameter| parameters[*parameter] = true),
                    ResolvedCall::Source(source) => sources[*source] = true,
                    ResolvedCall::Money(_)
                    | ResolvedCall::Example(_)
                    | ResolvedCall::Organisation(_)
                    | ResolvedCall::Summary
                    | ResolvedCall::EmbedCode
                    | ResolvedCall::EmbedExample => {}
                }
            }
            let front = &page.documents[language].front;
            let quoted = front.quotes.iter().map(|(name, _)| name);
            for name in front.sources.iter().chain(quoted) {
                match book.sources.position(|source| source.id == name.text) {
                    Some(source) => sources[source] = true,
                    None => report.add(crate::yaml::unknown_name(
                        "unknown-source",
                        name,
                        book.sources.iter().map(|source| source.id.as_str()),
                    )),
                }
            }
        }
    }
}

fn in_words(words: &Words, parameters: &mut UsedParameters) {
    for bit in words.every_text().into_iter().flat_map(Text::all) {
        if let Segment::Parameter(parameter, _) = bit {
            parameters[*parameter] = true;
        }
    }
}

fn in_rules(book: &RuleBook, parameters: &mut UsedParameters, sources: &mut UsedSources) {
    for parameter in &book.parameters {
        for dated in &parameter.values {
            sources[dated.source] = true;
        }
    }
    for comparison in &book.comparisons {
        in_formula(&comparison.left, parameters);
        in_formula(&comparison.right, parameters);
    }
    for fact in book.facts.iter().chain(&book.contradictions) {
        in_condition(&fact.condition, parameters);
    }
    for decision in &book.decisions {
        for row in &decision.rows {
            in_condition(&row.when, parameters);
            row.sources
                .iter()
                .for_each(|source| sources[*source] = true);
        }
        for formula in decision.formulas() {
            in_formula(formula, parameters);
        }
        for step in &decision.steps {
            step.when
                .iter()
                .for_each(|when| in_condition(when, parameters));
            step.sources
                .iter()
                .for_each(|source| sources[*source] = true);
        }
    }
}

fn in_condition(condition: &Condition, parameters: &mut UsedParameters) {
    condition.each(&mut |part| match part {
        Condition::Dated { parameter, .. } | Condition::Known(parameter) => {
            parameters[*parameter] = true;
        }
        Condition::Constant(_)
        | Condition::Answer { .. }
        | Condition::Comparison(_)
        | Condition::Fact(_)
        | Condition::Outcome { .. } => {}
        Condition::And(_) | Condition::Or(_) | Condition::Not(..) => {
            unreachable!("a condition with parts shows its parts")
        }
    });
}

fn in_formula(formula: &Formula, parameters: &mut UsedParameters) {
    formula.each(&mut |part| match part {
        Formula::Parameter(parameter) => parameters[*parameter] = true,
        Formula::If(condition, ..) => in_condition(condition, parameters),
        _ => {}
    });
}
