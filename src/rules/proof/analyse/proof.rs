//! What the checks of the tables prove with: diagrams that may grow, and people.

use std::cell::Cell;

use crate::language::Bilingual;
use crate::report::Fault;
use crate::rules::book::answers::Answers;
use crate::rules::book::{Condition, ContradictionId, RuleBook};
use crate::rules::diagram::compile::{Compiled, compile_condition};
use crate::rules::diagram::effort::Effort;
use crate::rules::diagram::nodes::{Diagrams, End, FALSE, Level, NodeId, TRUE, TooLarge};
use crate::rules::language::phrases::{Phrasebook, replay};
use crate::rules::person::partial::evaluate_partial;
use crate::rules::proof::cover::{Block, cover};
use crate::rules::proof::region::{block_words, region_blocks};
use crate::rules::proof::witness::{anybody_within, usual, witness_within};
use crate::say;

/// How much may be made in one proof before the next decision gets a fresh one.
const MOST_SHARED: usize = 50_000;

/// How many visited children of nodes count as one step of effort.
const VISITS: usize = 16;

/// How many names, copied, count as one step.
const NAMES: usize = 64;

/// A copy of the diagrams that grows while it is asked; the book's own stay as they are.
pub(super) struct Proof<'p> {
    scratch: Compiled,
    phrases: &'p Phrasebook,
    /// What is left for the decision, or the names, that are proved now.
    effort: Cell<Effort>,
    /// What is left for all of them together.
    altogether: Effort,
    /// How much was made before the first question.
    before: usize,
}

/// Somebody who shows a fault.
pub(super) struct Person {
    /// The answers that matter: whatever else she answers, the fault shows.
    pub told: Answers,
    /// An answer to every question, for the plain evaluator.
    pub whole: Answers,
}

impl<'p> Proof<'p> {
    pub fn new(compiled: &Compiled, phrases: &'p Phrasebook) -> Proof<'p> {
        Proof {
            scratch: compiled.clone(),
            phrases,
            effort: Cell::new(Effort::DECISION),
            altogether: Effort::BOOK,
            before: compiled.diagrams.work(),
        }
    }

    /// Begins with the next decision, which may take as much effort as the others, as long as
    /// all together do not take too much.
    pub fn next(&mut self, compiled: &Compiled) {
        self.altogether = self.altogether.less(Effort::DECISION, self.effort.get());
        // Room that one decision has taken is no fault of the next.
        if self.scratch.diagrams.work() - self.before > MOST_SHARED {
            *self = Proof {
                altogether: self.altogether,
                ..Proof::new(compiled, self.phrases)
            };
        }
        self.scratch.diagrams.reset_budget();
        self.effort.set(Effort::DECISION.at_most(self.altogether));
    }

    /// Looks at what is no fault, with an effort of its own: where that is too much, nothing more
    /// is said of it, and no proof has less for it.
    pub fn aside(&mut self, look: impl FnOnce(&mut Proof<'p>) -> Result<(), TooLarge>) {
        let left = self.effort.replace(Effort::ADVICE);
        // What was found until then is true all the same.
        let _ = look(self);
        self.effort.set(left);
    }

    /// Counts some steps of about a microsecond.
    pub fn spend(&self, steps: usize) -> Result<(), TooLarge> {
        let mut effort = self.effort.get();
        effort.spend(steps)?;
        self.effort.set(effort);
        Ok(())
    }

    /// Counts what `make` does with the diagrams, one step for each call at least.
    fn counted<T>(
        &mut self,
        make: impl FnOnce(&mut Compiled) -> Result<T, TooLarge>,
    ) -> Result<T, TooLarge> {
        let before = self.scratch.diagrams.visited();
        let made = make(&mut self.scratch);
        self.spend(1 + (self.scratch.diagrams.visited() - before) / VISITS)?;
        made
    }

    /// The rules that are proved.
    pub fn book(&self) -> &RuleBook {
        &self.scratch.book
    }

    /// Every node so far.
    pub fn diagrams(&self) -> &Diagrams {
        &self.scratch.diagrams
    }

    /// The diagram of a condition.
    pub fn condition(&mut self, condition: &Condition) -> Result<NodeId, TooLarge> {
        self.compile(condition, false)
    }

    /// The diagram of what the words of a condition say, were every question asked.
    pub fn bare(&mut self, condition: &Condition) -> Result<NodeId, TooLarge> {
        self.compile(condition, true)
    }

    fn compile(&mut self, condition: &Condition, bare: bool) -> Result<NodeId, TooLarge> {
        let book = &self.scratch.book;
        // What is known of each of these is laid out anew.
        let names = book.questions.len() + book.facts.len() + book.decisions.len();
        self.spend(names / NAMES)?;
        self.counted(|scratch| compile_condition(scratch, condition, bare))
    }

    pub fn and(&mut self, left: NodeId, right: NodeId) -> Result<NodeId, TooLarge> {
        self.counted(|scratch| scratch.diagrams.and(left, right))
    }

    pub fn or(&mut self, left: NodeId, right: NodeId) -> Result<NodeId, TooLarge> {
        self.counted(|scratch| scratch.diagrams.or(left, right))
    }

    pub fn not(&mut self, condition: NodeId) -> Result<NodeId, TooLarge> {
        self.counted(|scratch| scratch.diagrams.not(condition))
    }

    /// The first without the second.
    pub fn without(&mut self, condition: NodeId, taken: NodeId) -> Result<NodeId, TooLarge> {
        let free = self.not(taken)?;
        self.and(condition, free)
    }

    /// The test of one variable.
    pub fn test(&mut self, variable: Level, children: Vec<NodeId>) -> Result<NodeId, TooLarge> {
        self.counted(|scratch| scratch.diagrams.test(variable, children))
    }

    /// Boxes that together hold the persons `wanted`, and nobody outside `allowed`.
    pub fn boxes(&mut self, wanted: NodeId, allowed: NodeId) -> Result<Vec<Block>, TooLarge> {
        let mut effort = self.effort.get();
        let found = cover(&mut self.scratch, wanted, wanted, allowed, &mut effort);
        self.effort.set(effort);
        found
    }

    /// Whether anybody's outcome differs between two diagrams.
    pub fn xor(&mut self, left: NodeId, right: NodeId) -> Result<bool, TooLarge> {
        if left == right {
            return Ok(false);
        }
        let differ = self.counted(|scratch| scratch.diagrams.xor(left, right))?;
        self.holds_of_somebody(differ)
    }

    /// The condition that a diagram ends in one of some ends.
    pub fn ends(&mut self, root: NodeId, among: impl Fn(End) -> bool) -> Result<NodeId, TooLarge> {
        self.counted(|scratch| scratch.diagrams.ends_in(root, among))
    }

    /// The diagram for those whose answer to a variable lies in one region.
    pub fn restrict(
        &mut self,
        root: NodeId,
        variable: Level,
        region: usize,
    ) -> Result<NodeId, TooLarge> {
        self.counted(|scratch| scratch.diagrams.restrict(root, variable, region))
    }

    /// Whether the condition holds of anybody.
    pub fn holds_of_somebody(&self, condition: NodeId) -> Result<bool, TooLarge> {
        if condition == FALSE {
            return Ok(false);
        }
        Ok(self.witness(condition, TRUE)?.is_some())
    }

    /// Whether the condition holds for any answers at all, be they true together or not.
    pub fn can_be_answered(&self, condition: NodeId) -> Result<bool, TooLarge> {
        if condition == FALSE {
            return Ok(false);
        }
        let mut effort = self.effort.get();
        let found = anybody_within(&self.scratch, condition, TRUE, &mut effort);
        self.effort.set(effort);
        Ok(found?.is_some())
    }

    /// Says of a condition that holds of nobody which contradictions refuse all those for whom
    /// it would.
    pub fn refused_by(&mut self, fault: Fault, condition: NodeId) -> Result<Fault, TooLarge> {
        let all = self.scratch.contradictions.indices();
        let refusing = self.refusing(condition, all.collect())?;
        let book = &self.scratch.book;
        let names = refusing.iter().map(|own| &book.contradictions[*own].id);
        let names: Vec<String> = names.map(|id| format!("`{id}`")).collect();
        if names.is_empty() {
            return Ok(fault);
        }
        let names = names.join(", ");
        let fault = fault.note(say!(
            "elle ne vaudrait que pour des réponses qui ne vont pas ensemble : {names}",
            "it would only hold for answers that cannot be true together: {names}"
        ));
        let spans = refusing.iter().map(|own| book.contradictions[*own].span);
        Ok(spans.fold(fault, |fault, span| {
            fault.related(span, say!("la contradiction", "the contradiction"))
        }))
    }

    /// Of some contradictions that together refuse everybody for whom a condition holds, those
    /// that do, and none too many.
    pub fn refusing(
        &mut self,
        condition: NodeId,
        mut among: Vec<ContradictionId>,
    ) -> Result<Vec<ContradictionId>, TooLarge> {
        let roots = self.scratch.contradictions.clone();
        for own in among.clone().into_iter().rev() {
            let mut rest = condition;
            for other in among.iter().filter(|other| **other != own) {
                rest = self.without(rest, roots[*other])?;
            }
            if !self.can_be_answered(rest)? {
                among.retain(|other| *other != own);
            }
        }
        Ok(among)
    }

    fn witness(&self, root: NodeId, end: NodeId) -> Result<Option<Answers>, TooLarge> {
        let mut effort = self.effort.get();
        let found = witness_within(&self.scratch, root, end, &mut effort);
        self.effort.set(effort);
        found
    }

    /// Somebody who is led from a root to an end.
    pub fn person(&self, root: NodeId, end: NodeId) -> Result<Option<Person>, TooLarge> {
        let Some(mut told) = self.witness(root, end)? else {
            return Ok(None);
        };
        let book = &self.scratch.book;
        let mut whole = told.clone();
        for (question, found) in book.questions.iter_enumerated() {
            if whole.get(question).is_none() {
                whole.set(question, found.kind.answer(usual(&found.kind, None)));
            }
        }
        // The later a question is asked, the less it says of who somebody is.
        for question in book.questions.indices().rev() {
            let Some(answer) = told.get(question) else {
                continue;
            };
            told.clear(question);
            let ends = evaluate_partial(&self.scratch, root, &told).ends;
            if ends.len() != 1 || !ends.contains(&end) {
                told.set(question, answer);
            }
        }
        Ok(Some(Person { told, whole }))
    }

    /// The fault with who lies in a region, box by box, after the person who shows it. Nothing is
    /// said where the region is too large to be parted.
    pub fn region(
        &self,
        mut fault: Fault,
        region: NodeId,
        said: impl Fn(&Bilingual<String>) -> Bilingual<String>,
    ) -> Fault {
        /// How many boxes are read.
        const MOST: usize = 8;
        // What the proof may still take is not spent on words.
        let mut scratch = self.scratch.clone();
        let blocks = region_blocks(&mut scratch, region).unwrap_or_default();
        for block in blocks.iter().take(MOST) {
            fault = fault.note(said(&block_words(&scratch, self.phrases, block)));
        }
        if blocks.len() <= MOST {
            return fault;
        }
        fault.note(say!("et d'autres groupes encore", "and more groups still"))
    }

    /// Adds somebody to the fault that she shows: in words, with what she answers and nothing
    /// that does not matter, and as the command that asks for her.
    pub fn shown(&self, fault: Fault, person: &Person) -> Fault {
        let book = &self.scratch.book;
        let words = self.phrases.person(book, &person.told);
        if words.en.is_empty() {
            return fault.note(say!("par exemple : n'importe qui", "for example: anybody"));
        }
        let command = replay(book, &person.told);
        fault
            .note(Bilingual {
                fr: format!("par exemple : {}", words.fr),
                en: format!("for example: {}", words.en),
            })
            .note(say!("pour l'essayer : {command}", "to try it: {command}"))
    }
}
