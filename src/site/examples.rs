//! Worked examples: persons that the content declares, whose amounts pages show.

use crate::report::Report;
use crate::rules::{
    AmountId, AnswerSpans, Answers, Day, DecisionId, QuestionId, RuleBook, question_named,
};
use crate::rules::{EXAMPLES, read_answers};
use crate::source::Sources;
use crate::yaml::{self, Fields, Name, Node, unknown_name};

/// A person of whom a page says some answers, and is told some amounts.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// Its id.
    pub id: String,
    /// The decision whose amounts are shown.
    pub decision: DecisionId,
    /// What she answers, unless the page says otherwise.
    pub answers: Answers,
    /// The questions that a page always answers, told above the amounts.
    pub given: Vec<QuestionId>,
    /// The amounts, in the order in which they are shown.
    pub amounts: Vec<AmountId>,
}

/// Reads the examples of a site, for a request on one day. There need be none.
pub(super) fn read(
    sources: &Sources,
    book: &RuleBook,
    today: Day,
    report: &mut Report,
) -> Vec<Example> {
    let file = sources.at(EXAMPLES);
    let Some(tree) = file.and_then(|file| yaml::parse_laid_over(sources, file, report)) else {
        return Vec::new();
    };
    let entries = tree.entries(report).iter();
    let examples = entries.filter_map(|(name, node)| example(name, node, book, today, report));
    examples.collect()
}

fn example(
    name: &Name,
    node: &Node,
    book: &RuleBook,
    today: Day,
    report: &mut Report,
) -> Option<Example> {
    let mut fields = Fields::of(node, report);
    let decision = fields.required("decision", report);
    let given = listed(fields.optional("given"), report);
    let amounts = fields.optional("amounts");
    let written = fields.optional("answers");
    fields.finish(report);
    let mut answers = Answers::on(book, today);
    if let Some(node) = written {
        read_answers(node, book, &mut answers, &mut AnswerSpans::new(), report);
    }
    let given = given.iter().filter_map(|name| {
        let found = question_named(book, name);
        found.map_err(|fault| report.add(*fault)).ok()
    });
    let given = given.collect();
    let decision = decision_of(decision?, book, report)?;
    Some(Example {
        id: name.text.clone(),
        decision,
        answers,
        given,
        amounts: amounts_of(amounts, decision, book, report),
    })
}

fn decision_of(node: &Node, book: &RuleBook, report: &mut Report) -> Option<DecisionId> {
    let text = node.text(report)?;
    let found = book.decision(text);
    if found.is_none() {
        let known = book.decisions.iter().map(|found| found.id.as_str());
        let known: Vec<&str> = known.collect();
        report.add(unknown_name(
            "unknown-decision",
            &name_of(node, text),
            known,
        ));
    }
    found
}

/// The amounts that are named; all of the decision where none is.
fn amounts_of(
    node: Option<&Node>,
    decision: DecisionId,
    book: &RuleBook,
    report: &mut Report,
) -> Vec<AmountId> {
    let amounts = &book.decisions[decision].amounts;
    if node.is_none() {
        return amounts.indices().collect();
    }
    let named = listed(node, report).into_iter();
    let named = named.filter_map(|name| {
        let found = amounts.position(|amount| amount.id == name.text);
        if found.is_none() {
            let known = amounts.iter().map(|amount| amount.id.as_str());
            let known: Vec<&str> = known.collect();
            report.add(unknown_name("unknown-amount", &name, known));
        }
        found
    });
    named.collect()
}

fn listed(node: Option<&Node>, report: &mut Report) -> Vec<Name> {
    let items = node.map_or(&[][..], |node| node.items(report)).iter();
    let names = items.filter_map(|item| Some(name_of(item, item.text(report)?)));
    names.collect()
}

fn name_of(node: &Node, text: &str) -> Name {
    Name {
        text: text.to_owned(),
        span: node.text_span(),
    }
}
