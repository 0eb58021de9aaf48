//! Gives every name in the rules its meaning, and every value its type.

mod decision;
mod roles;

use std::collections::{BTreeMap, HashMap};

use oxc_index::{Idx, IndexSlice, IndexVec};

use crate::report::{Fault, Report};
use crate::rules::book::unit::Unit;
use crate::rules::book::{
    Condition, Decision, DecisionId, Fact, Group, Kind, Outcome, OutcomeId, ParameterId, Question,
    QuestionId, QuestionKind, RuleBook, SupposedAnswer,
};
use crate::rules::language::formula::members;
use crate::rules::language::order;
use crate::rules::language::parse::{Declarations, QuestionText};
use crate::rules::language::scope::{DecisionNames, Scope};
use crate::rules::language::successors::successors;
use crate::rules::language::supposition::supposition;
use crate::say;
use crate::source::Span;
use crate::yaml::{Name, Node, unknown_name};

/// Resolves the declarations of every file. Where something has a fault, which is reported, the
/// book is not to be compiled.
pub fn resolve(declarations: Declarations<'_>, report: &mut Report) -> RuleBook {
    let reference = reference(&declarations, report);
    let kinds: BTreeMap<Kind, IndexVec<OutcomeId, Outcome>> =
        declarations.kinds.iter().cloned().collect();
    let suppose: IndexVec<QuestionId, Option<SupposedAnswer>> = declarations
        .questions
        .iter()
        .map(|question| supposition(question, report))
        .collect();
    let mut scope = Scope {
        sources: &declarations.sources,
        parameters: &declarations.parameters,
        reference,
        kinds: &kinds,
        several: &declarations.several,
        questions: HashMap::new(),
        question_kinds: declarations
            .questions
            .iter()
            .map(|question| &question.kind)
            .collect(),
        question_ids: declarations
            .questions
            .iter()
            .map(|question| question.id.as_str())
            .collect(),
        groups: HashMap::new(),
        facts: HashMap::new(),
        decisions: HashMap::new(),
        comparisons: IndexVec::new(),
        asked_if: IndexVec::new(),
        suppose: suppose
            .iter()
            .map(|found| found.and_then(SupposedAnswer::of_unasked))
            .collect(),
        broken: &declarations.broken,
        in_fact: false,
        own: None,
    };
    scope.enter_names(&declarations, report);
    members::check(&scope, report);

    for text in &declarations.questions {
        let asked_if = text
            .asked_if
            .and_then(|node| scope.condition_of(node, report));
        scope.asked_if.push(asked_if);
    }
    let asked_if = scope.asked_if.clone();
    let questions: IndexVec<QuestionId, Question> = declarations
        .questions
        .iter()
        .zip(asked_if)
        .zip(suppose)
        .map(|((text, asked_if), suppose)| Question {
            id: text.id.clone(),
            span: text.span,
            several: text.several,
            kind: text.kind.clone(),
            asked_if,
            may_not_know: text.may_not_know,
            suppose,
            optional: text.optional,
            told_by: None,
            fixed: text.fixed,
            default_today: text.default_today,
            usual: Vec::new(),
            stays: text.stays,
        })
        .collect();
    let mut questions = questions;
    let facts = scope.facts(&declarations.facts, report);
    for (question, text) in questions.iter_mut().zip(&declarations.questions) {
        question.told_by = text
            .told_by
            .and_then(|node| scope.condition_of(node, report));
        question.usual = usual(&scope, text, report);
    }
    let mut decisions: IndexVec<DecisionId, Decision> = declarations
        .decisions
        .iter_enumerated()
        .map(|(decision, text)| scope.decision(decision, text, report))
        .collect();
    let contradictions = scope.facts(&declarations.contradictions, report);
    let comparisons = std::mem::take(&mut scope.comparisons);
    let mut groups: Vec<Group> = scope.groups.values().copied().collect();
    groups.sort_unstable();
    drop(scope);
    let all_read = declarations.broken.is_empty();
    roles::give(&declarations.amount_roles, &mut decisions, all_read, report);

    let mut book = RuleBook {
        sources: declarations.sources,
        parameters: declarations.parameters,
        questions,
        several: declarations.several,
        reference,
        groups,
        facts,
        contradictions,
        successors: Vec::new(),
        comparisons,
        kinds,
        decisions,
    };
    book.successors = successors(&declarations.successors, &book, report);
    order::check(&book, report);
    book
}

/// The amounts that are usually answered to a question.
fn usual(scope: &Scope<'_>, text: &QuestionText<'_>, report: &mut Report) -> Vec<ParameterId> {
    let money = |unit| unit == Unit::Euro;
    let asks = matches!(text.kind, QuestionKind::Number { unit, .. } if money(unit));
    let named = text.usual.iter().filter_map(|node| {
        let name = node.text(report)?;
        let Some(found) = scope.parameter(name) else {
            scope.unknown(name, node.span, report);
            return None;
        };
        if !asks || !money(scope.parameters[found].unit) {
            report.add(node.unexpected(say!(
                "un paramètre en euros, à une question `money`",
                "a parameter in euros, for a question of type `money`"
            )));
            return None;
        }
        Some(found)
    });
    named.collect()
}

/// Which question is the reference date; the first one where none is, which is reported.
fn reference(declarations: &Declarations<'_>, report: &mut Report) -> QuestionId {
    let found = declarations
        .questions
        .position(|question| question.reference && question.kind == QuestionKind::Date);
    match found {
        Some(question) => question,
        None => {
            let fault = Fault::error(
                "no-reference-date",
                say!(
                    "aucune question de type `date` n'a `role: reference`",
                    "no question of type `date` has `role: reference`"
                ),
            )
            .help(say!(
                "ajoutez dans questions.yaml une question `request_date` de type date avec `role: reference`",
                "add to questions.yaml a question `request_date` of type date with `role: reference`"
            ));
            let first = declarations.questions.first().map(|first| first.span);
            report.add(match first {
                Some(span) => fault.at(span),
                None => fault,
            });
            QuestionId::new(0)
        }
    }
}

impl<'d> Scope<'d> {
    fn enter_names(&mut self, declarations: &'d Declarations<'d>, report: &mut Report) {
        let mut taken: HashMap<&str, Span> = HashMap::new();
        let mut enter = |text: &'d str, span: Span, report: &mut Report| {
            if let Some(first) = taken.get(text) {
                report.add(name_taken(text, span, *first));
                return false;
            }
            taken.insert(text, span);
            true
        };
        for parameter in self.parameters {
            enter(&parameter.id, parameter.span, report);
        }
        for (index, question) in declarations.questions.iter_enumerated() {
            if enter(&question.id, question.span, report) {
                self.questions.insert(&question.id, index);
            }
        }
        for several in self.several {
            enter(&several.id, several.span, report);
        }
        for (index, (name, _)) in declarations.facts.iter_enumerated() {
            if enter(&name.text, name.span, report) {
                self.facts.insert(&name.text, index);
            }
        }
        for (index, decision) in declarations.decisions.iter_enumerated() {
            if enter(decision.id, decision.span, report) {
                let amounts = decision.amounts.iter();
                let amounts = amounts.map(|(name, _)| name.text.as_str()).collect();
                let known = DecisionNames {
                    decision: index,
                    kind: decision.kind,
                    amounts,
                };
                self.decisions.insert(decision.id, known);
            }
        }
        for (name, node) in &declarations.groups {
            if enter(&name.text, name.span, report)
                && let Some(group) = self.group(node, report)
            {
                self.groups.insert(&name.text, group);
            }
        }
    }

    /// A group is a list of options of one question, or of other groups.
    fn group(&self, node: &Node, report: &mut Report) -> Option<Group> {
        let mut found: Option<Group> = None;
        for item in node.items(report) {
            let text = item.text(report)?;
            let member = self.groups.get(text).copied().or_else(|| {
                // Several questions have an option `none`: the one begun with comes first.
                let begun = found.map(|group| group.question);
                let all = self.question_kinds.indices();
                begun.into_iter().chain(all).find_map(|question| {
                    let kind = self.question_kinds[question];
                    let options = kind.options();
                    let option = options.position(|option| option == text)?;
                    let choice = matches!(kind, QuestionKind::Choice(_));
                    choice.then(|| Group {
                        question,
                        options: [option].into_iter().collect(),
                    })
                })
            });
            match (member, &mut found) {
                (Some(member), None) => found = Some(member),
                (Some(member), Some(all)) if member.question == all.question => {
                    all.options = all.options.union(member.options);
                }
                _ => {
                    let name = Name {
                        text: text.to_owned(),
                        span: item.span,
                    };
                    let known: Vec<&str> = self
                        .question_kinds
                        .iter()
                        .flat_map(|kind| kind.options())
                        .map(String::as_str)
                        .collect();
                    report.add(unknown_name("unknown-option", &name, known));
                }
            }
        }
        found
    }

    /// Resolves named conditions, in which several answers may be compared.
    fn facts<Id: Idx>(
        &mut self,
        named: &IndexSlice<Id, [(&Name, &Node)]>,
        report: &mut Report,
    ) -> IndexVec<Id, Fact> {
        self.in_fact = true;
        let facts = named.iter().map(|(name, node)| Fact {
            id: name.text.clone(),
            span: name.span,
            condition: self
                .condition_of(node, report)
                .unwrap_or(Condition::Constant(false)),
        });
        let facts = facts.collect();
        self.in_fact = false;
        facts
    }
}

fn name_taken(text: &str, span: Span, first: Span) -> Fault {
    Fault::error(
        "duplicate-name",
        say!(
            "le nom `{text}` désigne déjà autre chose",
            "the name `{text}` already stands for something else"
        ),
    )
    .at(span)
    .related(first, say!("ici", "here"))
    .help(say!(
        "paramètres, questions, faits, groupes et décisions partagent leurs noms : choisissez-en un autre",
        "parameters, questions, facts, groups and decisions share their names: choose another one"
    ))
}
