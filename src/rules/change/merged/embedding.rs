//! Lays the facts, contradictions and decisions of one book into the merged one.

use oxc_index::{IndexSlice, IndexVec};

use super::{Side, Twins, differing};
use crate::rules::book::rewrite::Rewrite;
use crate::rules::book::{
    Amount, Comparison, ComparisonId, Condition, Decision, Fact, Formula, Kind, OutcomeId,
    QuestionId, Row, RuleBook, Step, Terminal, TerminalId, Test,
};

/// Adds the facts and decisions of one book.
pub(super) fn embed(
    both: [&RuleBook; 2],
    which: usize,
    side: &mut Side,
    twins: &[Twins],
    merged: &mut RuleBook,
) {
    let book = both[which];
    side.decisions = merged.decisions.len();
    let mut next = merged.facts.next_idx();
    side.applicability = book
        .questions
        .iter()
        .map(|question| {
            question.asked_if.as_ref()?;
            next += 1;
            Some(next - 1)
        })
        .collect();
    side.facts = next.index();
    let mut embedding = Embedding {
        own: book,
        both,
        side,
        twins,
        merged,
    };
    for question in &book.questions {
        if let Some(condition) = &question.asked_if {
            embedding.fact(&question.id, question.span, condition);
        }
    }
    for fact in &book.facts {
        embedding.fact(&fact.id, fact.span, &fact.condition);
    }
    // Whoever is impossible to one of the books is compared with nobody.
    for contradiction in &book.contradictions {
        let condition = embedding.condition(&contradiction.condition);
        embedding.merged.contradictions.push(Fact {
            condition,
            ..contradiction.clone()
        });
    }
    for decision in &book.decisions {
        embedding.decision(decision);
    }
}

struct Embedding<'b> {
    own: &'b RuleBook,
    both: [&'b RuleBook; 2],
    side: &'b Side,
    twins: &'b [Twins],
    merged: &'b mut RuleBook,
}

impl Embedding<'_> {
    fn fact(&mut self, id: &str, span: crate::source::Span, condition: &Condition) {
        let condition = self.condition(condition);
        self.merged.facts.push(Fact {
            id: id.to_owned(),
            span,
            condition,
        });
    }

    fn decision(&mut self, decision: &Decision) {
        // Both decisions of one id end in the same list, so that equal ends are equal numbers.
        let mut terminals: IndexVec<TerminalId, Terminal> = IndexVec::new();
        for book in self.both {
            let Some(found) = book.decision(&decision.id) else {
                continue;
            };
            let found = &book.decisions[found];
            for terminal in &found.terminals {
                let terminal = self.terminal(book, found.kind, terminal);
                if find(&terminals, &terminal).is_none() {
                    terminals.push(terminal);
                }
            }
        }
        let rows = decision
            .rows
            .iter()
            .map(|row| {
                let own = &decision.terminals[row.terminal];
                let terminal = self.terminal(self.own, decision.kind, own);
                Row {
                    when: self.condition(&row.when),
                    terminal: find(&terminals, &terminal).expect("the list holds both sides"),
                    ..row.clone()
                }
            })
            .collect();
        let amounts = decision
            .amounts
            .iter()
            .map(|amount| Amount {
                low: self.formula(&amount.low),
                high: amount.high.as_ref().map(|high| self.formula(high)),
                ..amount.clone()
            })
            .collect();
        let steps = decision
            .steps
            .iter()
            .map(|step| {
                let outcomes = step.outcomes.iter();
                Step {
                    outcomes: outcomes
                        .map(|own| self.outcome(self.own, decision.kind, *own))
                        .collect(),
                    when: step.when.as_ref().map(|when| self.condition(when)),
                    from: step.from.as_ref().map(|from| self.formula(from)),
                    due: step.due.as_ref().map(|due| self.formula(due)),
                    ..step.clone()
                }
            })
            .collect();
        self.merged.decisions.push(Decision {
            rows,
            terminals,
            amounts,
            steps,
            ..decision.clone()
        });
    }

    fn terminal(&self, book: &RuleBook, kind: Kind, terminal: &Terminal) -> Terminal {
        Terminal {
            outcome: self.outcome(book, kind, terminal.outcome),
            ..terminal.clone()
        }
    }

    fn outcome(&self, book: &RuleBook, kind: Kind, own: OutcomeId) -> OutcomeId {
        let name = &book.kinds[&kind][own].name;
        self.merged.kinds[&kind]
            .position(|outcome| outcome.name == *name)
            .expect("the merged kinds hold the outcomes of both")
    }

    /// A condition on questions, which holds only where they make sense.
    fn sensible(&self, questions: &[QuestionId], condition: Condition) -> Condition {
        let facts = questions
            .iter()
            .filter_map(|question| self.side.applicability[*question].map(Condition::Fact));
        let mut parts: Vec<Condition> = facts.collect();
        if parts.is_empty() {
            return condition;
        }
        parts.push(condition);
        Condition::And(parts)
    }

    /// The comparison in the merged book.
    fn embedded_comparison(&mut self, comparison: &Comparison) -> Condition {
        let own = Comparison {
            left: self.formula(&comparison.left),
            right: self.formula(&comparison.right),
            inputs: comparison
                .inputs
                .iter()
                .map(|input| self.side.questions[*input].question)
                .collect(),
            ..comparison.clone()
        };
        let mut changed = Vec::new();
        let mut untwin = Untwin {
            twins: self.twins,
            changed: &mut changed,
        };
        let before = Comparison {
            left: untwin.formula(&own.left),
            right: untwin.formula(&own.right),
            ..own.clone()
        };
        let known = |comparisons: &IndexSlice<ComparisonId, [Comparison]>, wanted: &Comparison| {
            comparisons.position(|known| {
                known.left == wanted.left
                    && known.comparator == wanted.comparator
                    && known.right == wanted.right
            })
        };
        let comparisons = &mut self.merged.comparisons;
        let after = known(comparisons, &own);
        let after = after.unwrap_or_else(|| comparisons.push(own.clone()));
        let new = Condition::Comparison(after);
        if changed.is_empty() {
            return new;
        }
        // On the days on which no value has changed, it is the comparison of the old book.
        let Some(before) = known(&self.merged.comparisons, &before) else {
            return new;
        };
        let differ = differing(self.merged, &changed, comparison.span);
        let same = Condition::Not(differ.clone().into(), comparison.span);
        Condition::Or(vec![
            Condition::And(vec![differ, new]),
            Condition::And(vec![same, Condition::Comparison(before)]),
        ])
    }
}

impl Rewrite for Embedding<'_> {
    fn leaf(&mut self, condition: &Condition) -> Condition {
        match condition {
            Condition::Answer {
                question,
                test,
                span,
            } => {
                let merged = &self.side.questions[*question];
                let test = match test {
                    Test::Options(set) => {
                        let inside = merged.options.iter_enumerated();
                        let inside = inside.filter(|(_, own)| set.contains(**own));
                        Test::Options(inside.map(|(option, _)| option).collect())
                    }
                    compare => *compare,
                };
                let answer = Condition::Answer {
                    question: merged.question,
                    test,
                    span: *span,
                };
                self.sensible(&[*question], answer)
            }
            Condition::Dated {
                question,
                comparator,
                parameter,
                span,
            } => {
                let dated = Condition::Dated {
                    question: self.side.questions[*question].question,
                    comparator: *comparator,
                    parameter: self.side.parameters[*parameter],
                    span: *span,
                };
                self.sensible(&[*question], dated)
            }
            Condition::Known(parameter) => Condition::Known(self.side.parameters[*parameter]),
            Condition::Comparison(comparison) => {
                let comparison = &self.own.comparisons[*comparison];
                let related = self.embedded_comparison(comparison);
                self.sensible(&comparison.inputs, related)
            }
            Condition::Fact(fact) => Condition::Fact(*fact + self.side.facts),
            Condition::Outcome { decision, outcomes } => {
                let kind = self.own.decisions[*decision].kind;
                let outcomes = outcomes.iter();
                Condition::Outcome {
                    decision: *decision + self.side.decisions,
                    outcomes: outcomes
                        .map(|outcome| self.outcome(self.own, kind, *outcome))
                        .collect(),
                }
            }
            other => other.clone(),
        }
    }

    fn term(&mut self, formula: &Formula) -> Formula {
        match formula {
            Formula::Answer(question) => Formula::Answer(self.side.questions[*question].question),
            Formula::Parameter(parameter) => Formula::Parameter(self.side.parameters[*parameter]),
            Formula::Amount(decision, amount) => {
                Formula::Amount(*decision + self.side.decisions, *amount)
            }
            other => other.clone(),
        }
    }
}

/// Puts the old parameter for each changed one.
struct Untwin<'t> {
    twins: &'t [Twins],
    changed: &'t mut Vec<Twins>,
}

impl Rewrite for Untwin<'_> {
    fn leaf(&mut self, condition: &Condition) -> Condition {
        condition.clone()
    }

    fn term(&mut self, formula: &Formula) -> Formula {
        let Formula::Parameter(parameter) = formula else {
            return formula.clone();
        };
        match self.twins.iter().find(|twins| twins.new == *parameter) {
            Some(twin) => {
                self.changed.push(*twin);
                Formula::Parameter(twin.old)
            }
            None => formula.clone(),
        }
    }
}

fn find(terminals: &IndexSlice<TerminalId, [Terminal]>, wanted: &Terminal) -> Option<TerminalId> {
    terminals.position(|known| known.outcome == wanted.outcome && known.why == wanted.why)
}
