//! Neighbours of a list under a title of their own: the options of a question, the questions of
//! a stage. Where there are groups, each thing of the list stands in one, in the order of the rules.

use std::ops::Range;

use crate::language::{Bilingual, Language};
use crate::report::{Fault, Report};
use crate::rules::RuleBook;
use crate::say;
use crate::site::keyed::unused;
use crate::site::words::{QuestionWords, Reader, Text, Words};
use crate::source::Span;
use crate::yaml::{Fields, Name, Node};

/// A title, and the places in the list of what stands under it.
#[derive(Debug, Clone)]
pub struct TitledGroup {
    /// The title.
    pub title: Text,
    /// Where they are in the list; never empty.
    pub members: Range<usize>,
    span: Span,
}

/// The questions in the order of asking, as texts name them: one with several answers once.
pub fn told_questions(book: &RuleBook) -> Vec<&str> {
    let questions = book.questions.iter();
    let told = questions.filter_map(|question| match question.several {
        None => Some(question.id.as_str()),
        Some(several) => {
            let found = &book.several[several];
            (book.questions[found.first].id == question.id).then_some(found.id.as_str())
        }
    });
    told.collect()
}

/// Reports groups that hold other things in one language than in the other.
pub(super) fn same_groups(words: &Bilingual<Words>, report: &mut Report) {
    let of = |language: Language| {
        let words: &Words = &words[language];
        let asked = words.questions.iter().chain(&words.several);
        let options = asked.map(|QuestionWords { groups, .. }| groups);
        options.chain([&words.stages]).collect::<Vec<_>>()
    };
    for (french, english) in of(Language::French).into_iter().zip(of(Language::English)) {
        let both = french.iter().zip(english);
        let other = both
            .into_iter()
            .find(|(french, english)| french.members != english.members);
        if let Some((french, english)) = other {
            let fault = Fault::error(
                "wrong-group",
                say!(
                    "ce groupe n'est pas le même dans les deux langues",
                    "this group is not the same in both languages"
                ),
            );
            report.add(
                fault
                    .at(english.span)
                    .related(french.span, say!("le groupe français", "the French group"))
                    .help(say!(
                        "mettez les mêmes noms dans les deux",
                        "put the same names into both"
                    )),
            );
        }
    }
}

impl Reader<'_> {
    /// Reads groups of the things in a list, if there are any: each has a `title` and names
    /// those that stand under it, as `inner`.
    pub(super) fn groups(
        &mut self,
        node: Option<&Node>,
        inner: &'static str,
        ids: &[&str],
        id: &str,
        report: &mut Report,
    ) -> Vec<TitledGroup> {
        let Some(node) = node else { return Vec::new() };
        let mut groups = Vec::new();
        let mut place = 0;
        for (count, item) in (1..).zip(node.items(report)) {
            let mut fields = Fields::of(item, report);
            let title = match fields.required("title", report) {
                Some(node) => self.extra(node, &format!("{id}.{count}"), report),
                None => Text::default(),
            };
            let first = place;
            let members = fields.required(inner, report);
            for member in members.map_or(&[][..], |node| node.items(report)) {
                let Some(text) = member.text(report) else {
                    continue;
                };
                let Some(found) = ids.iter().position(|id| *id == text) else {
                    let name = Name {
                        text: text.to_owned(),
                        span: member.text_span(),
                    };
                    report.add(unused(&name, ids));
                    continue;
                };
                if found != place {
                    report.add(out_of_order(text, ids.get(place), member.text_span()));
                    return Vec::new();
                }
                place += 1;
            }
            fields.finish(report);
            if first < place {
                groups.push(TitledGroup {
                    title,
                    members: first..place,
                    span: item.span,
                });
            }
        }
        if let Some(left) = ids.get(place) {
            report.add(left_out(left, node.span));
        }
        groups
    }
}

fn out_of_order(name: &str, next: Option<&&str>, span: Span) -> Fault {
    let message = match next {
        Some(next) => say!(
            "`{name}` ne vient pas ici : dans les règles, la suite est `{next}`",
            "`{name}` does not come here: in the rules, `{next}` is next"
        ),
        None => say!(
            "`{name}` est déjà dans un groupe",
            "`{name}` stands in a group already"
        ),
    };
    Fault::error("wrong-group", message).at(span).help(say!(
        "nommez chacun une fois, dans l'ordre des règles",
        "name each once, in the order of the rules"
    ))
}

fn left_out(name: &str, span: Span) -> Fault {
    Fault::error(
        "wrong-group",
        say!(
            "aucun groupe ne contient `{name}`",
            "no group holds `{name}`"
        ),
    )
    .at(Span {
        end: span.start,
        ..span
    })
    .help(say!(
        "nommez chacun une fois, dans l'ordre des règles",
        "name each once, in the order of the rules"
    ))
}
