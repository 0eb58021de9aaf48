//! Who lies in a region of answers, in the words of the questionnaire.

use crate::language::Bilingual;
use crate::rules::book::answers::Answer;
use crate::rules::book::{Condition, DecisionId, QuestionId};
use crate::rules::diagram::compile::Compiled;
use crate::rules::diagram::effort::Effort;
use crate::rules::diagram::nodes::{End, NodeId, TooLarge};
use crate::rules::diagram::variables::{Variable, runs};
use crate::rules::language::display;
use crate::rules::language::interval::interval_words;
use crate::rules::language::phrases::{Phrasebook, joined, titled};
use crate::rules::proof::comparison_words::comparison_words;
use crate::rules::proof::cover::{Block, cover};
use crate::rules::proof::notation::{block_text, condition_text};
use crate::say;

/// The boxes of a region. Nobody is told what can be true of nobody: who cannot exist may lie in
/// a box as well.
pub(in crate::rules) fn region_blocks(
    compiled: &mut Compiled,
    region: NodeId,
) -> Result<Vec<Block>, TooLarge> {
    compiled.diagrams.reset_budget();
    let impossible = compiled.diagrams.not(compiled.possible)?;
    let allowed = compiled.diagrams.or(region, impossible)?;
    let mut effort = Effort::SEARCH;
    cover(compiled, region, region, allowed, &mut effort)
}

/// A row that a table lacks: it holds where all of these do, as the rules write them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LackingRow {
    /// What stands in the row itself.
    pub tests: Vec<String>,
    /// Comparisons of several answers, which stand in a fact each.
    pub comparisons: Vec<String>,
}

/// The rows that close the gap of a decision, one for each box of its whole region.
pub fn lacking_rows(
    compiled: &Compiled,
    decision: DecisionId,
) -> Result<Vec<LackingRow>, TooLarge> {
    let mut scratch = compiled.clone();
    let root = scratch.roots[decision];
    let gap = scratch.diagrams.ends_in(root, |end| end == End::Gap)?;
    let blocks = region_blocks(&mut scratch, gap)?;
    Ok(blocks
        .iter()
        .map(|block| lacking_row(&scratch, block))
        .collect())
}

fn lacking_row(compiled: &Compiled, block: &Block) -> LackingRow {
    let book = &compiled.book;
    let mut row = LackingRow {
        tests: Vec::new(),
        comparisons: Vec::new(),
    };
    for (level, inside) in &block.0 {
        match &compiled.variables[*level] {
            Variable::Question(question, cuts) => {
                let text = condition_text(&book.questions[*question], cuts, inside);
                row.tests.push(text);
            }
            Variable::Comparison(comparison) => {
                let comparison = Condition::Comparison(*comparison);
                let text = display::condition(book, &comparison);
                row.comparisons.push(match inside[1] {
                    true => text,
                    // Where a value is not set, neither a comparison nor its opposite holds.
                    false => format!("not ({text})"),
                });
            }
        }
    }
    row
}

/// A box as a line of text: `Status: farmer / retired · Price: less than €100`.
pub(in crate::rules) fn block_words(
    compiled: &Compiled,
    phrases: &Phrasebook,
    block: &Block,
) -> Bilingual<String> {
    let limits = block_limits(compiled, phrases, block);
    if limits.is_empty() {
        return say!("n'importe qui", "anybody");
    }
    joined(&limits)
}

/// The limits of a box, each in words. Where a question has no short words, they are what the
/// rules would write.
pub(in crate::rules) fn block_limits(
    compiled: &Compiled,
    phrases: &Phrasebook,
    block: &Block,
) -> Vec<Bilingual<String>> {
    let written = block_text(compiled, block);
    let limits = block.0.iter().zip(written);
    limits
        .map(|((level, inside), written)| {
            let words = match &compiled.variables[*level] {
                Variable::Question(question, cuts) => {
                    limit(compiled, phrases, *question, cuts, inside)
                }
                Variable::Comparison(comparison) => {
                    let comparison = &compiled.book.comparisons[*comparison];
                    comparison_words(&compiled.book, phrases, comparison, inside[1])
                }
            };
            words.unwrap_or_else(|| say!("{written}", "{written}"))
        })
        .collect()
}

/// What a box says of one question, where that has a short name.
fn limit(
    compiled: &Compiled,
    phrases: &Phrasebook,
    question: QuestionId,
    cuts: &[i64],
    inside: &[bool],
) -> Option<Bilingual<String>> {
    let book = &compiled.book;
    let kind = &book.questions[question].kind;
    let short = phrases.short(question)?;
    let (least, most) = kind.bounds();
    let words = if kind.options().is_empty() {
        let runs = runs(kind, cuts, inside).into_iter();
        let runs = runs.map(|(low, high)| {
            let (low, high) = (Some(low), Some(high));
            interval_words(
                kind,
                low.filter(|low| *low != least),
                high.filter(|high| *high != most),
            )
        });
        listed(&runs.collect::<Vec<_>>(), &say!(" ou ", " or "))
    } else {
        let options = |wanted: bool| -> Vec<Bilingual<String>> {
            let all = kind.options().indices().zip(inside);
            let all = all.filter(|(_, inside)| **inside == wanted);
            all.map(|(option, _)| {
                let answer = Answer::Option(option);
                Bilingual::new(|language| phrases.answer(book, question, answer, language))
            })
            .collect()
        };
        let (meant, left) = (options(true), options(false));
        let slash = say!(" / ", " / ");
        if meant.len() <= left.len() {
            listed(&meant, &slash)
        } else {
            let left = listed(&left, &slash);
            Bilingual {
                fr: format!("autre que {}", left.fr),
                en: format!("other than {}", left.en),
            }
        }
    };
    Some(titled(short, &words))
}

fn listed(words: &[Bilingual<String>], between: &Bilingual<String>) -> Bilingual<String> {
    Bilingual::new(|language| {
        let words: Vec<&str> = words.iter().map(|words| words[language].as_str()).collect();
        words.join(&between[language])
    })
}
