//! The words that a form without a script needs beside the others.

use oxc_index::{IndexVec, index_vec};

use crate::language::{Bilingual, Language, SENTENCE_MOST};
use crate::report::{Fault, Report};
use crate::rules::{AmountId, Decision, comparisons};
use crate::say;
use crate::site::keyed::{keyed, unused};
use crate::site::words::{Reader, Text, Words, length};
use crate::source::Span;
use crate::yaml::Fields;

/// Reports comparisons that have their words in one language only.
pub(super) fn same_comparisons(words: &Bilingual<Words>, report: &mut Report) {
    for language in Language::ALL {
        let (here, there) = (&words[language], &words[language.other()]);
        if here.comparisons.len() < there.comparisons.len() {
            let path = format!("content/{}/questionnaire.yaml", language.code());
            report.add(
                Fault::error(
                    "missing-translation",
                    say!(
                        "`comparisons` manque dans {path}",
                        "`comparisons` is missing in {path}"
                    ),
                )
                .help(say!(
                    "traduisez ces questions, ou retirez-les de l'autre langue",
                    "translate these questions, or take them out of the other language"
                )),
            );
        }
    }
}

impl Reader<'_> {
    /// Reads the questions that stand for comparisons: a text for the fact that makes one,
    /// a list of texts for the fact that makes several. Without them there is no such form.
    pub(super) fn comparisons(
        &mut self,
        fields: &mut Fields<'_>,
        words: &mut Words,
        report: &mut Report,
    ) {
        let book = self.book;
        let facts = comparisons(book);
        if facts.is_empty() {
            // What contradictions alone compare is read off the buttons.
            words.comparisons = index_vec![Text::default(); book.comparisons.len()];
            return;
        }
        let Some(node) = fields.optional("comparisons") else {
            return;
        };
        words.comparisons = index_vec![Text::default(); book.comparisons.len()];
        let ids: Vec<&str> = facts
            .iter()
            .map(|(fact, _)| book.facts[*fact].id.as_str())
            .collect();
        let nodes = keyed(node, &ids, report);
        self.most = length::QUESTION;
        for ((id, (_, comparisons)), node) in ids.iter().zip(&facts).zip(nodes) {
            let Some(node) = node else { continue };
            if let [comparison] = comparisons.as_slice() {
                words.comparisons[*comparison] = self.text(node, id, report);
                continue;
            }
            let texts = node.items(report);
            if texts.len() != comparisons.len() {
                report.add(wrong_count(id, comparisons.len(), texts.len(), node.span));
            }
            for ((count, text), comparison) in (1..).zip(texts).zip(comparisons) {
                words.comparisons[*comparison] = self.text(text, &format!("{id}.{count}"), report);
            }
        }
        self.most = SENTENCE_MOST;
    }

    /// Reads how amounts are computed. An amount of which nothing can be said has no text.
    pub(super) fn formulas(
        &mut self,
        fields: &mut Fields<'_>,
        decision: &Decision,
        report: &mut Report,
    ) -> IndexVec<AmountId, Option<Text>> {
        let mut formulas = index_vec![None; decision.amounts.len()];
        let Some(node) = fields.optional("formulas") else {
            return formulas;
        };
        let amounts = decision.amounts.iter();
        let ids: IndexVec<AmountId, &str> = amounts.map(|amount| amount.id.as_str()).collect();
        for (name, node) in node.entries(report) {
            match ids.position(|id| *id == name.text) {
                Some(amount) => {
                    let id = format!("{}.{}.formula", decision.id, name.text);
                    formulas[amount] = Some(self.extra(node, &id, report));
                }
                None => report.add(unused(name, &ids.raw)),
            }
        }
        formulas
    }
}

fn wrong_count(id: &str, wanted: usize, found: usize, span: Span) -> Fault {
    Fault::error(
        "wrong-count",
        say!(
            "`{id}` compare {wanted} fois des réponses, et {found} textes sont ici",
            "`{id}` compares answers {wanted} times, and {found} texts are here"
        ),
    )
    .at(span)
    .help(say!(
        "écrivez une question oui/non par comparaison, dans l'ordre de la règle",
        "write one yes/no question for each comparison, in the order of the rule"
    ))
}
