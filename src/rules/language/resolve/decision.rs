//! Resolves a decision: its rows, its amounts, its steps.

use oxc_index::IndexVec;

use crate::report::Report;
use crate::rules::book::{
    Amount, Condition, Decision, DecisionId, Formula, Kind, OutcomeId, Row, SourceId, Step,
    Terminal, TerminalId,
};
use crate::rules::language::parse::{DecisionText, RowText, StepText};
use crate::rules::language::scope::{Scope, parsed};
use crate::rules::language::{field, formula, law};
use crate::yaml::{Name, Node, unknown_name};

impl<'d> Scope<'d> {
    pub(super) fn decision(
        &mut self,
        decision: DecisionId,
        text: &DecisionText<'d>,
        report: &mut Report,
    ) -> Decision {
        let mut terminals: IndexVec<TerminalId, Terminal> = IndexVec::new();
        let rows = text.rows.iter();
        let rows = rows.filter_map(|row| self.row(text.kind, row, &mut terminals, report));
        let rows = rows.collect();
        self.own = Some(decision);
        let amounts = text.amounts.iter();
        let amounts = amounts.map(|(name, node)| self.amount(name, node, report));
        let amounts = amounts.collect();
        let steps = text.steps.iter();
        let steps = steps.filter_map(|step| self.step(text.kind, step, report));
        let steps = steps.collect();
        self.own = None;
        Decision {
            id: text.id.to_owned(),
            span: text.span,
            kind: text.kind,
            policy: text.policy,
            rows,
            terminals,
            amounts,
            steps,
        }
    }

    /// A row; what it concludes joins the terminals, unless an earlier row concludes the same.
    fn row(
        &mut self,
        kind: Kind,
        row: &RowText<'d>,
        terminals: &mut IndexVec<TerminalId, Terminal>,
        report: &mut Report,
    ) -> Option<Row> {
        let when = match row.when {
            Some(node) => self.condition_of(node, report),
            None => Some(Condition::Constant(true)),
        };
        let outcome = self.outcome(kind, row.then, report);
        let sources = self.source_list(row.sources, report);
        let why = match row.why {
            Some(node) => node.text(report)?.to_owned(),
            None => "default".to_owned(),
        };
        let terminal = Terminal {
            outcome: outcome?,
            why,
            span: row.why.map_or(row.then.span, |node| node.span),
        };
        let known = terminals
            .position(|known| known.outcome == terminal.outcome && known.why == terminal.why);
        let terminal = known.unwrap_or_else(|| terminals.push(terminal));
        Some(Row {
            when: when?,
            otherwise: row.when.is_none(),
            terminal,
            sources,
            wording: row.wording.clone(),
            span: row.when.map_or(row.span, |node| node.span),
        })
    }

    /// An amount. One that has a fault keeps its place: others are named by theirs.
    fn amount(&mut self, name: &Name, node: &Node, report: &mut Report) -> Amount {
        let (low, high) = parsed(node, report)
            .and_then(|expression| formula::amount(self, &expression, report))
            .unwrap_or((Formula::Constant(0), None));
        Amount {
            id: name.text.clone(),
            span: name.span,
            role: None,
            low,
            high,
        }
    }

    fn step(&mut self, kind: Kind, step: &StepText<'d>, report: &mut Report) -> Option<Step> {
        let mut outcomes: Vec<OutcomeId> = step
            .outcomes
            .iter()
            .filter_map(|node| self.outcome(kind, node, report))
            .collect();
        if step.outcomes.is_empty() {
            let all = self.kinds.get(&kind)?.iter_enumerated();
            let usable = all.filter(|(_, outcome)| outcome.usable);
            outcomes = usable.map(|(index, _)| index).collect();
        }
        let when = match step.when {
            Some(node) => Some(self.condition_of(node, report)?),
            None => None,
        };
        let mut day = |node: Option<&Node>, report: &mut Report| {
            let expression = parsed(node?, report)?;
            formula::day(self, &expression, report)
        };
        let from = day(step.from, report);
        let due = day(step.due, report);
        Some(Step {
            id: step.id.text(report)?.to_owned(),
            span: step.id.span,
            outcomes,
            when,
            from,
            due,
            surely: step.surely,
            letter: step.letter.and_then(|node| written_id(node, report)),
            documents: step
                .documents
                .iter()
                .filter_map(|node| written_id(node, report))
                .collect(),
            sources: self.source_list(step.sources, report),
        })
    }

    fn outcome(&self, kind: Kind, node: &Node, report: &mut Report) -> Option<OutcomeId> {
        let text = node.text(report)?;
        let outcomes = self.kinds.get(&kind)?;
        let found = outcomes.position(|outcome| outcome.name == text);
        if found.is_none() {
            let name = Name {
                text: text.to_owned(),
                span: node.span,
            };
            let known = outcomes.iter().map(|outcome| outcome.name.as_str());
            report.add(unknown_name("unknown-outcome", &name, known));
        }
        found
    }

    fn source_list(&self, nodes: &[Node], report: &mut Report) -> Vec<SourceId> {
        nodes
            .iter()
            .filter_map(|node| law::source_index(node, self.sources, report))
            .collect()
    }
}

/// The id of something that only has words: a letter or a document.
fn written_id(node: &Node, report: &mut Report) -> Option<String> {
    let name = Name {
        text: node.text(report)?.to_owned(),
        span: node.text_span(),
    };
    field::id(&name, report)
}
