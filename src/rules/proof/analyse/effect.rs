//! Options and questions whose answer changes nothing that anybody is told.

use oxc_index::IndexSlice;

use crate::report::{Fault, Report};
use crate::rules::book::{Formula, Group, OptionId, QuestionId, QuestionKind, RuleBook, compared};
use crate::rules::diagram::compile::Compiled;
use crate::rules::diagram::nodes::{Level, NodeId, TooLarge};
use crate::rules::diagram::variables::Variable;
use crate::rules::proof::analyse::proof::Proof;
use crate::rules::proof::analyse::unused::Used;
use crate::say;

/// Reports options that cannot be told apart, and questions that nothing rests on.
pub(super) fn check(
    compiled: &Compiled,
    proof: &mut Proof<'_>,
    report: &mut Report,
) -> Result<(), TooLarge> {
    let book = &compiled.book;
    let told = Tellable::of(compiled, proof)?;
    let used = Used::of(book);
    for (own, question) in book.questions.iter_enumerated() {
        if own == book.reference || !used.questions[own] {
            continue;
        }
        if !told.rests_on(compiled, own, proof)? {
            let id = &question.id;
            report.add(
                Fault::warning(
                    "question-never-asked",
                    say!(
                        "la question `{id}` n'est jamais posée : aucune décision, aucun montant ni aucune étape n'en dépend",
                        "the question `{id}` is never asked: no decision, amount or step rests on it"
                    ),
                )
                .at(question.span)
                .help(say!(
                    "retirez-la, ou corrigez les conditions qui la citent",
                    "take it out, or mend the conditions that name it"
                )),
            );
        } else if let QuestionKind::Choice(options) = &question.kind {
            for class in told.classes(compiled, own, proof)? {
                if class.len() > 1 && !alike_on_purpose(book, own, &class) {
                    let (id, names) = (&question.id, list(options, &class));
                    let (last, names) = (&options[class[class.len() - 1]], names);
                    report.add(
                        Fault::warning(
                            "option-without-effect",
                            say!(
                                "les options {names} et `{last}` de `{id}` ne se distinguent en rien : décisions, montants et étapes sont les mêmes",
                                "the options {names} and `{last}` of `{id}` cannot be told apart: every decision, amount and step is the same"
                            ),
                        )
                        .at(question.span)
                        .help(say!(
                            "réunissez-les, écrivez la règle qui les distingue, ou faites-en un groupe si c'est voulu",
                            "make them one, write the rule that tells them apart, or make them a group if that is meant"
                        )),
                    );
                }
            }
        }
    }
    Ok(())
}

/// Whether a group gathers just these options: the author says that they are one to the
/// rules, and two only for the reader who has to find herself among them.
fn alike_on_purpose(book: &RuleBook, question: QuestionId, class: &[OptionId]) -> bool {
    let options = class.iter().copied().collect();
    book.groups.contains(&Group { question, options })
}

/// The options of a class but the last one.
fn list(options: &IndexSlice<OptionId, [String]>, class: &[OptionId]) -> String {
    let names: Vec<String> = class[..class.len() - 1]
        .iter()
        .map(|option| format!("`{}`", options[*option]))
        .collect();
    names.join(", ")
}

/// Everything that a person can be told, as diagrams.
#[derive(Default)]
struct Tellable {
    /// The decisions, when each step is told, and which way each amount is computed.
    roots: Vec<NodeId>,
    /// The answers that are reckoned with, and when.
    reckoned: Vec<(NodeId, QuestionId)>,
}

impl Tellable {
    fn of(compiled: &Compiled, proof: &mut Proof<'_>) -> Result<Tellable, TooLarge> {
        let book = &compiled.book;
        let mut told = Tellable::default();
        for (own, decision) in book.decisions.iter_enumerated() {
            let root = compiled.roots[own];
            told.roots.push(root);
            let usable = proof.ends(root, |end| {
                let terminal = end.terminal();
                terminal.is_some_and(|terminal| book.tells_amounts(own, terminal))
            })?;
            for amount in &decision.amounts {
                for formula in amount.formulas() {
                    told.formula(compiled, usable, formula, proof)?;
                }
            }
            for (step, condition) in decision.steps.iter().zip(&compiled.steps[own]) {
                let outcomes = proof.ends(root, |end| {
                    end.terminal().is_some_and(|terminal| {
                        let outcome = decision.terminals[terminal].outcome;
                        step.outcomes.contains(&outcome)
                    })
                })?;
                let when = proof.and(outcomes, *condition)?;
                told.roots.push(when);
                for day in step.days() {
                    told.formula(compiled, when, day, proof)?;
                }
            }
        }
        Ok(told)
    }

    /// Adds what a formula reads of those for whom `when` holds.
    fn formula(
        &mut self,
        compiled: &Compiled,
        when: NodeId,
        formula: &Formula,
        proof: &mut Proof<'_>,
    ) -> Result<(), TooLarge> {
        match formula {
            Formula::Constant(_) | Formula::Nothing | Formula::Parameter(_) => {}
            Formula::Answer(question) => self.reckoned.push((when, *question)),
            Formula::Amount(decision, amount) => {
                let amount = &compiled.book.decisions[*decision].amounts[*amount];
                for formula in amount.formulas() {
                    self.formula(compiled, when, formula, proof)?;
                }
            }
            Formula::Sum(left, _, right)
            | Formula::Product(left, right, _)
            | Formula::Between {
                from: left,
                to: right,
                ..
            } => {
                self.formula(compiled, when, left, proof)?;
                self.formula(compiled, when, right, proof)?;
            }
            Formula::Shift { day, count, .. } => {
                self.formula(compiled, when, day, proof)?;
                self.formula(compiled, when, count, proof)?;
            }
            Formula::Min(parts) | Formula::Max(parts) => {
                for part in parts {
                    self.formula(compiled, when, part, proof)?;
                }
            }
            Formula::If(condition, then, otherwise) => {
                let test = compiled.test(condition);
                let holds = proof.and(when, test)?;
                let fails = proof.without(when, test)?;
                self.roots.push(holds);
                self.formula(compiled, holds, then, proof)?;
                self.formula(compiled, fails, otherwise, proof)?;
            }
        }
        Ok(())
    }

    /// Whether the answer to a question changes what anybody is told.
    fn rests_on(
        &self,
        compiled: &Compiled,
        question: QuestionId,
        proof: &mut Proof<'_>,
    ) -> Result<bool, TooLarge> {
        for (when, read) in &self.reckoned {
            if *read == question && proof.holds_of_somebody(*when)? {
                return Ok(true);
            }
        }
        for (level, variable) in compiled.variables.iter_enumerated() {
            let regions = match variable {
                Variable::Question(own, cuts) if *own == question => {
                    let options = compiled.book.questions[question].kind.options().len();
                    options.max(cuts.len() + 1)
                }
                Variable::Comparison(comparison)
                    if compared(&compiled.book, *comparison).contains(&question) =>
                {
                    2
                }
                _ => continue,
            };
            proof.spend(self.roots.len())?;
            for root in self.testing(level, proof) {
                let mut before = proof.restrict(root, level, 0)?;
                for region in 1..regions {
                    let next = proof.restrict(root, level, region)?;
                    if proof.xor(before, next)? {
                        return Ok(true);
                    }
                    before = next;
                }
            }
        }
        Ok(false)
    }

    /// The options of a choice, put together where nothing tells them apart.
    fn classes(
        &self,
        compiled: &Compiled,
        question: QuestionId,
        proof: &mut Proof<'_>,
    ) -> Result<Vec<Vec<OptionId>>, TooLarge> {
        let level = compiled.level(question);
        let roots = self.testing(level, proof);
        let mut classes: Vec<(Vec<NodeId>, Vec<OptionId>)> = Vec::new();
        let options = compiled.book.questions[question].kind.options();
        'options: for option in options.indices() {
            let mut told = Vec::new();
            for root in &roots {
                told.push(proof.restrict(*root, level, option.index())?);
            }
            for (known, class) in &mut classes {
                if same(known, &told, proof)? {
                    class.push(option);
                    continue 'options;
                }
            }
            classes.push((told, vec![option]));
        }
        Ok(classes.into_iter().map(|(_, class)| class).collect())
    }

    /// The roots below which a variable is tested.
    fn testing(&self, level: Level, proof: &Proof<'_>) -> Vec<NodeId> {
        let roots = self.roots.iter().copied();
        roots
            .filter(|root| proof.diagrams().tests(*root, level))
            .collect()
    }
}

fn same(left: &[NodeId], right: &[NodeId], proof: &mut Proof<'_>) -> Result<bool, TooLarge> {
    for (left, right) in left.iter().zip(right) {
        if left != right && proof.xor(*left, *right)? {
            return Ok(false);
        }
    }
    Ok(true)
}
