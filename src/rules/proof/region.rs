//! Who lies in a region of answers, in the words of the questionnaire.

use crate::language::Bilingual;
use crate::rules::book::QuestionId;
use crate::rules::diagram::compile::Compiled;
use crate::rules::diagram::variables::Variable;
use crate::rules::language::phrases::Phrasebook;
use crate::rules::proof::cover::Block;
use crate::rules::proof::notation::{block_text, intervals};
use crate::say;

/// What stands between two limits of a box.
const BETWEEN: &str = " · ";

/// A box as a line of text: `Status: farmer / retired · Price: up to €99.99`. Where a question has
/// no short words, and for a comparison of several answers, it is what the rules would write.
pub(in crate::rules) fn block_words(
    compiled: &Compiled,
    phrases: &Phrasebook,
    block: &Block,
) -> Bilingual<String> {
    let written = block_text(compiled, block);
    let limits = block.0.iter().zip(written);
    let limits: Vec<Bilingual<String>> = limits
        .map(|((level, inside), written)| {
            let plain = say!("{written}", "{written}");
            match &compiled.variables[*level] {
                Variable::Question(question, cuts) => {
                    limit(compiled, phrases, *question, cuts, inside).unwrap_or(plain)
                }
                Variable::Comparison(_) => plain,
            }
        })
        .collect();
    if limits.is_empty() {
        return say!("n'importe qui", "anybody");
    }
    Bilingual::new(|language| {
        let limits: Vec<&str> = limits
            .iter()
            .map(|limit| limit[language].as_str())
            .collect();
        limits.join(BETWEEN)
    })
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
    let value = |point: i64| {
        let answer = kind.answer(point);
        Bilingual::new(|language| phrases.answer(book, question, answer, language))
    };
    let several = |points: Vec<Bilingual<String>>, or: Bilingual<&str>| {
        Bilingual::new(|language| {
            let points: Vec<&str> = points
                .iter()
                .map(|point| point[language].as_str())
                .collect();
            points.join(or[language])
        })
    };
    let slash = Bilingual {
        fr: " / ",
        en: " / ",
    };
    let words = if kind.options().is_empty() {
        let or = Bilingual {
            fr: " ou ",
            en: " or ",
        };
        let runs = intervals(kind, cuts, inside).into_iter();
        let runs = runs.map(|(first, last)| {
            let (low, high) = (value(first), value(last));
            match (first == least, last == most) {
                _ if first == last => low,
                (true, _) => Bilingual {
                    fr: format!("jusqu'à {}", high.fr),
                    en: format!("up to {}", high.en),
                },
                (false, true) => Bilingual {
                    fr: format!("à partir de {}", low.fr),
                    en: format!("from {}", low.en),
                },
                (false, false) => Bilingual {
                    fr: format!("de {} à {}", low.fr, high.fr),
                    en: format!("from {} to {}", low.en, high.en),
                },
            }
        });
        several(runs.collect(), or)
    } else {
        let named = |wanted: bool| -> Vec<Bilingual<String>> {
            let all = (least..=most).zip(inside);
            all.filter(|(_, inside)| **inside == wanted)
                .map(|(option, _)| value(option))
                .collect()
        };
        let (meant, left) = (named(true), named(false));
        if meant.len() <= left.len() {
            several(meant, slash)
        } else {
            let left = several(left, slash);
            Bilingual {
                fr: format!("autre que {}", left.fr),
                en: format!("other than {}", left.en),
            }
        }
    };
    Some(Bilingual {
        fr: format!("{}\u{a0}: {}", short.fr, words.fr),
        en: format!("{}: {}", short.en, words.en),
    })
}
