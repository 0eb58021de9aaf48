//! The answers that are taken where a person gives none.

use crate::report::{Fault, Report};
use crate::rules::book::SupposedAnswer;
use crate::rules::book::answers::read_known;
use crate::rules::language::parse::QuestionText;
use crate::say;

/// What is supposed of whoever does not answer a question: an answer.
pub(super) fn supposition(text: &QuestionText<'_>, report: &mut Report) -> Option<SupposedAnswer> {
    let node = text.suppose.or(text.decide_as)?;
    let written = node.text(report)?;
    match read_known(&text.kind, written) {
        Ok(answer) => answer.point().map(match text.suppose {
            Some(_) => SupposedAnswer::OfEverybody,
            None => SupposedAnswer::OfOutcomes,
        }),
        Err(bad) => {
            let message = say!(
                "`{written}` ne peut pas être supposé : ce n'est pas une réponse possible",
                "`{written}` cannot be supposed: it is no possible answer"
            );
            let fault = Fault::error("bad-answer", message).at(node.span);
            report.add(fault.help(bad.help(&text.kind)));
            None
        }
    }
}
