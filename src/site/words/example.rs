//! The names of what pages say of the persons of worked examples.

use crate::report::Report;
use crate::site::keyed::unused;
use crate::site::words::{Reader, Words};
use crate::yaml::Fields;

impl Reader<'_> {
    /// Reads `examples:`, which may be left out, as may each name in it: the short name of the
    /// question stands in for it.
    pub(super) fn of_examples(
        &mut self,
        fields: &mut Fields<'_>,
        words: &mut Words,
        report: &mut Report,
    ) {
        let Some(node) = fields.optional("examples") else {
            return;
        };
        let ids = self.examples.iter().map(|example| example.id.as_str());
        let ids: Vec<&str> = ids.collect();
        for (name, node) in node.entries(report) {
            let Some(place) = ids.iter().position(|id| *id == name.text) else {
                report.add(unused(name, &ids));
                continue;
            };
            let given = self.examples[place].given.iter();
            let given = given.map(|question| self.book.questions[*question].id.as_str());
            let given: Vec<&str> = given.collect();
            for (question, node) in node.entries(report) {
                match given.iter().position(|id| *id == question.text) {
                    Some(at) => {
                        let id = format!("examples.{}.{}", name.text, question.text);
                        words.examples[place][at] = Some(self.extra(node, &id, report));
                    }
                    None => report.add(unused(question, &given)),
                }
            }
        }
    }
}
