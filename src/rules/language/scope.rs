//! The names that expressions may use, and what stands under each.

use std::collections::{BTreeMap, HashMap};

use oxc_index::{IndexSlice, IndexVec};

use crate::report::{Fault, Report, closest};
use crate::rules::book::{
    AmountId, Comparison, ComparisonId, Condition, DecisionId, FactId, Group, Kind, Member,
    Outcome, OutcomeId, Parameter, ParameterId, QuestionId, QuestionKind, Several, SeveralId,
    Source, SourceId,
};
use crate::rules::language::expression::{self, Expression};
use crate::say;
use crate::source::Span;
use crate::yaml::Node;

/// A decision by what expressions may name of it.
pub(in crate::rules) struct DecisionNames<'d> {
    pub decision: DecisionId,
    pub kind: Kind,
    /// The ids of its amounts.
    pub amounts: IndexVec<AmountId, &'d str>,
}

/// The names that expressions may use, and what is being resolved.
pub(in crate::rules) struct Scope<'d> {
    pub sources: &'d IndexSlice<SourceId, [Source]>,
    pub parameters: &'d IndexSlice<ParameterId, [Parameter]>,
    pub reference: QuestionId,
    pub kinds: &'d BTreeMap<Kind, IndexVec<OutcomeId, Outcome>>,
    pub several: &'d IndexSlice<SeveralId, [Several]>,
    pub questions: HashMap<&'d str, QuestionId>,
    pub question_kinds: IndexVec<QuestionId, &'d QuestionKind>,
    pub question_ids: IndexVec<QuestionId, &'d str>,
    pub groups: HashMap<&'d str, Group>,
    pub facts: HashMap<&'d str, FactId>,
    pub decisions: HashMap<&'d str, DecisionNames<'d>>,
    pub comparisons: IndexVec<ComparisonId, Comparison>,
    /// When each question makes sense, where it is not always, as far as that is resolved.
    pub asked_if: IndexVec<QuestionId, Option<Condition>>,
    /// What is taken of whoever is not asked a question, by its point.
    pub suppose: IndexVec<QuestionId, Option<i64>>,
    /// Names whose declaration has a fault.
    pub broken: &'d [&'d str],
    /// Whether a fact or a contradiction is being resolved: only there may several answers be compared.
    pub in_fact: bool,
    /// The decision whose amounts and steps are being resolved.
    pub own: Option<DecisionId>,
}

impl Scope<'_> {
    /// The parameter of a name.
    pub fn parameter(&self, name: &str) -> Option<ParameterId> {
        self.parameters.position(|parameter| parameter.id == name)
    }

    /// Reports a name that nothing has. One whose declaration has a fault was reported there.
    pub fn unknown(&self, name: &str, span: Span, report: &mut Report) {
        if self.broken.contains(&name) {
            return;
        }
        if let Some(fault) = self.meant_several(name) {
            report.add(fault.at(span));
            return;
        }
        let fault = Fault::error(
            "unknown-name",
            say!(
                "rien ne s'appelle `{name}` dans les règles",
                "nothing is named `{name}` in the rules"
            ),
        )
        .at(span);
        let known = self
            .question_ids
            .iter()
            .copied()
            .chain(self.facts.keys().copied())
            .chain(self.decisions.keys().copied())
            .chain(
                self.parameters
                    .iter()
                    .map(|parameter| parameter.id.as_str()),
            );
        report.add(match closest(name, known) {
            Some(meant) => fault.help(say!(
                "vouliez-vous écrire `{meant}` ?",
                "did you mean `{meant}`?"
            )),
            None => fault.help(say!(
                "déclarez ce nom dans questions.yaml, parameters.yaml ou sous `facts:`",
                "declare the name in questions.yaml, parameters.yaml or under `facts:`"
            )),
        });
    }
}

impl Scope<'_> {
    /// The fault of a name under which several things stand, one of which is to be named.
    fn meant_several(&self, name: &str) -> Option<Fault> {
        let mut families = self
            .parameters
            .iter()
            .filter_map(|found| found.family.as_ref());
        if let Some(family) = families.find(|family| family.id == name) {
            let message = say!(
                "`{name}` a plusieurs valeurs : il faut dire laquelle",
                "`{name}` has several values: it has to be said which"
            );
            let fault = Fault::error("type-mismatch", message);
            return Some(match &family.member {
                Member::Of { question, .. } => fault.help(say!(
                    "écrivez `{name}[{question}]`",
                    "write `{name}[{question}]`"
                )),
                _ => fault.help(say!(
                    "écrivez `flat({name}, …)` ou `progressive({name}, …)`",
                    "write `flat({name}, …)` or `progressive({name}, …)`"
                )),
            });
        }
        let mut several = self.several.iter();
        let own = several
            .find(|found| found.id == name || found.options.iter().any(|option| option == name))?;
        let (id, option) = (&own.id, own.options.iter().find(|option| *option == name));
        let option = option.or(own.options.first())?;
        let message = say!(
            "`{id}` a plusieurs réponses : il faut dire laquelle",
            "`{id}` has several answers: it has to be said which"
        );
        let fault = Fault::error("type-mismatch", message);
        Some(fault.help(say!(
            "écrivez `{option} in {id}`",
            "write `{option} in {id}`"
        )))
    }
}

/// Parses an expression, or reports why it is none.
pub(in crate::rules) fn parsed(node: &Node, report: &mut Report) -> Option<Expression> {
    let text = node.text(report)?;
    match expression::parse(text, node.text_span()) {
        Ok(expression) => Some(expression),
        Err(fault) => {
            report.add(*fault);
            None
        }
    }
}
