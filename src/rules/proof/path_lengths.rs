//! How many questions persons are asked, situation by situation.
//!
//! Nobody is made up: `asking.rs` says who is asked what, and that is counted. A person is
//! taken to answer whatever she is asked, never by "I don't know". Each option of a question,
//! or each interval between the thresholds that the rules hold it against, is as likely as
//! the others; so are the two outcomes of a comparison of several answers, unless the day
//! alone settles it. All of this is independent, so the mean also counts persons whose
//! comparisons contradict one another. The longest way does not: somebody walks it.

use std::collections::HashMap;

use oxc_index::{IndexSlice, IndexVec};

use crate::rules::book::answers::Answers;
use crate::rules::book::calendar::Day;
use crate::rules::book::{OptionId, QuestionId, situations};
use crate::rules::diagram::compile::Compiled;
use crate::rules::diagram::nodes::{DiagramNode, Diagrams, End, FALSE, NodeId, TRUE, TooLarge};
use crate::rules::person::partial::evaluate_partial;
use crate::rules::proof::asking::asking_conditions;
use crate::rules::proof::witness::{usual, witness_on};

/// How many questions persons of one situation are asked, the situation included.
#[derive(Debug, Clone, PartialEq)]
pub struct PathLength {
    /// The option that names the situation.
    pub option: OptionId,
    /// How many questions they are asked on average.
    pub mean: f64,
    /// The questions of a person who is asked the most, in the author's order.
    pub longest: Vec<QuestionId>,
}

/// Who is possible, and when each question is asked.
type Asked = (NodeId, IndexVec<QuestionId, NodeId>);

/// Counts the questions of each situation, for requests made on one day.
///
/// Nothing comes back where the rules have no choice question that everybody is asked.
pub fn path_lengths(compiled: &Compiled, day: Day) -> Result<Vec<PathLength>, TooLarge> {
    let Some(question) = situations(&compiled.book) else {
        return Ok(Vec::new());
    };
    let mut compiled = compiled.clone();
    let conditions = asking_conditions(&mut compiled, day)?;
    let level = compiled.level(question);
    // Situations that the rules treat alike are counted once.
    let mut counted: HashMap<Asked, (f64, Vec<QuestionId>)> = HashMap::new();
    let possible = compiled.possible;
    let mut lengths = Vec::new();
    let options = compiled.book.questions[question].kind.options().indices();
    for option in options {
        let mut own = IndexVec::new();
        for condition in &conditions {
            own.push(
                compiled
                    .diagrams
                    .restrict(*condition, level, option.index())?,
            );
        }
        // Those who choose this option.
        compiled.possible = compiled
            .diagrams
            .restrict(possible, level, option.index())?;
        let key = (compiled.possible, own.clone());
        let (mean, longest) = match counted.get(&key) {
            Some(known) => known.clone(),
            None => {
                let mean = mean(&compiled.diagrams, &own);
                let longest = longest(&mut compiled, &own, day)?;
                counted.insert(key, (mean, longest.clone()));
                (mean, longest)
            }
        };
        lengths.push(PathLength {
            option,
            mean,
            longest,
        });
    }
    Ok(lengths)
}

/// How many of some conditions hold on average.
pub(in crate::rules) fn mean(
    diagrams: &Diagrams,
    conditions: &IndexSlice<QuestionId, [NodeId]>,
) -> f64 {
    let mut known = HashMap::new();
    let conditions = conditions.iter();
    conditions
        .map(|condition| likelihood(diagrams, *condition, &mut known))
        .sum()
}

/// How likely a condition is where the children of every test are equally likely.
fn likelihood(diagrams: &Diagrams, id: NodeId, known: &mut HashMap<NodeId, f64>) -> f64 {
    let DiagramNode::Test(_, children) = diagrams.node(id) else {
        return if id == TRUE { 1.0 } else { 0.0 };
    };
    if let Some(known) = known.get(&id) {
        return *known;
    }
    let parts = children.iter();
    let sum: f64 = parts.map(|child| likelihood(diagrams, *child, known)).sum();
    let count = u32::try_from(children.len()).expect("a test has few children");
    let mean = sum / f64::from(count);
    known.insert(id, mean);
    mean
}

/// The most of some conditions that hold of one person, with her answers as proof.
fn longest(
    compiled: &mut Compiled,
    conditions: &IndexSlice<QuestionId, [NodeId]>,
    day: Day,
) -> Result<Vec<QuestionId>, TooLarge> {
    let (total, ends) = count(&mut compiled.diagrams, conditions)?;
    let compiled = &*compiled;
    for end in ends.into_iter().rev() {
        let Some(mut answers) = witness_on(compiled, total, end, day)? else {
            continue;
        };
        for (question, found) in compiled.book.questions.iter_enumerated() {
            if answers.get(question).is_none() {
                let value = usual(&found.kind, Some(found.kind.bounds()));
                answers.set(question, found.kind.answer(value));
            }
        }
        let holds = |answers: &Answers, root| {
            evaluate_partial(compiled, root, answers).truth() == Some(true)
        };
        let questions = conditions.indices();
        return Ok(questions
            .filter(|question| holds(&answers, conditions[*question]))
            .collect());
    }
    Ok(Vec::new())
}

/// A diagram whose ends say how many of some conditions hold, with its possible ends.
fn count(
    diagrams: &mut Diagrams,
    conditions: &IndexSlice<QuestionId, [NodeId]>,
) -> Result<(NodeId, Vec<NodeId>), TooLarge> {
    let ends: Vec<NodeId> = (0..=conditions.len())
        .map(|count| diagrams.end(End::Count(count)))
        .collect();
    let mut total = ends[0];
    // From the last test to the first, what is put together stays small.
    for condition in conditions.iter().rev() {
        if *condition != FALSE {
            let more = diagrams.map_ends(total, &|end| match end {
                End::Count(count) => ends[count + 1],
                _ => unreachable!("every path ends in a count"),
            })?;
            total = diagrams.ite(*condition, more, total)?;
        }
    }
    let possible = diagrams.reachable([total]);
    let ends = ends.into_iter().filter(|end| possible.contains(end));
    Ok((total, ends.collect()))
}
