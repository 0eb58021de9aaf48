//! Reads `questions.yaml`.

use oxc_index::IndexVec;

use crate::report::{Fault, Report};
use crate::rules::book::answers::UNKNOWN;
use crate::rules::book::unit::{Hundredths, Unit, hundredths};
use crate::rules::book::{OptionId, OptionSet, QuestionKind, Several};
use crate::rules::language::field::id;
use crate::rules::language::parse::{Declarations, QuestionText, listed, pairs};
use crate::rules::language::value::unit;
use crate::say;
use crate::yaml::{Fields, Name, Node, unknown_name};

pub(super) fn questions<'n>(tree: &'n Node, found: &mut Declarations<'n>, report: &mut Report) {
    let mut fields = Fields::of(tree, report);
    if let Some(node) = fields.optional("groups") {
        found.groups.extend(pairs(node, report));
    }
    if let Some(node) = fields.required("questions", report) {
        for (name, node) in node.entries(report) {
            match question(name, node, report) {
                Some((question, None)) => {
                    found.questions.push(question);
                }
                Some((question, Some(options))) => several(question, options, found),
                None => found.broken.push(&name.text),
            }
        }
        let mut references = found.questions.iter().filter(|question| question.reference);
        let first = references.next();
        for other in references {
            let fault = Fault::error(
                "two-reference-dates",
                say!(
                    "une deuxième question a `role: reference`",
                    "a second question has `role: reference`"
                ),
            );
            let fault = fault.at(other.span).help(say!(
                "laissez-le à une seule question de type `date`",
                "leave it to one question of type `date` alone"
            ));
            report.add(match first {
                Some(first) => fault.related(first.span, say!("la première", "the first")),
                None => fault,
            });
        }
    }
    fields.finish(report);
}

/// A question to which several answers can be given becomes a yes/no question for each option.
fn several<'n>(text: QuestionText<'n>, options: Vec<String>, found: &mut Declarations<'n>) {
    let own = found.several.push(Several {
        id: text.id.clone(),
        span: text.span,
        options: options.clone(),
        first: found.questions.next_idx(),
    });
    for option in options {
        found.questions.push(QuestionText {
            id: Several::member_id(&text.id, &option),
            several: Some(own),
            ..text.clone()
        });
    }
}

/// Reads a question, with its options where several of them can be answered.
fn question<'n>(
    name: &'n Name,
    node: &'n Node,
    report: &mut Report,
) -> Option<(QuestionText<'n>, Option<Vec<String>>)> {
    let mut fields = Fields::of(node, report);
    let several = fields.optional("type").and_then(Node::scalar) == Some("several");
    let kind = question_kind(&mut fields, report);
    let asked_if = fields.optional("asked_if");
    let unknown = fields.optional("may_not_know");
    let may_not_know = unknown
        .and_then(|node| node.yes_no(report))
        .unwrap_or(false);
    let reference = fields
        .optional("role")
        .and_then(|node| node.one_of(&[("reference", true)], report))
        .unwrap_or(false);
    let default = fields.optional("default");
    let default_today = default
        .and_then(|node| node.one_of(&[("today", true)], report))
        .unwrap_or(false);
    if let Some(node) = default.filter(|_| default_today && !reference) {
        report.add(
            Fault::error(
                "unexpected-value",
                say!(
                    "`default: today` ne se dit que de la date de référence",
                    "`default: today` is said of the reference date alone"
                ),
            )
            .at(node.span)
            .help(say!(
                "retirez-le, ou ajoutez `role: reference`",
                "take it out, or add `role: reference`"
            )),
        );
    }
    if let Some(node) = unknown.filter(|_| may_not_know && reference) {
        report.add(
            Fault::error(
                "unexpected-value",
                say!(
                    "la date de référence n'est jamais inconnue",
                    "the reference date is never unknown"
                ),
            )
            .at(node.span)
            .help(say!("retirez `may_not_know`", "take `may_not_know` out")),
        );
    }
    let suppose = fields.optional("suppose");
    let decide_as = fields.optional("decide_as");
    if let Some(node) = decide_as.filter(|_| suppose.is_some() || !may_not_know) {
        report.add(node.unexpected(say!(
            "`decide_as` sur une question à laquelle on peut ne pas savoir répondre, sans `suppose`",
            "`decide_as` of a question to which one may not know the answer, without `suppose`"
        )));
    }
    let optional = fields.optional("optional");
    let told_by = fields.optional("told_by");
    let fixed = fields
        .optional("fixed")
        .and_then(|node| node.yes_no(report))
        .unwrap_or(false);
    let usual = fields.optional("usual");
    let usual = usual.map_or(&[][..], |node| node.items(report));
    // The reason is for whoever reads the file.
    let stays = fields
        .optional("stays")
        .is_some_and(|node| node.text(report).is_some());
    fields.finish(report);
    let kind = kind?;
    if kind.options().len() > OptionSet::MOST {
        report.add(
            Fault::error(
                "too-many-options",
                say!(
                    "une question a au plus 64 options",
                    "a question has at most 64 options"
                ),
            )
            .at(name.span)
            .help(say!(
                "partagez-la en deux questions",
                "split it into two questions"
            )),
        );
        return None;
    }
    if let Some(node) = optional.filter(|_| !may_not_know && suppose.is_none()) {
        report.add(node.unexpected(say!(
            "une question facultative à laquelle on peut ne pas savoir répondre, ou dont la réponse est supposée",
            "an optional question to which one may not know the answer, or whose answer is supposed"
        )));
    }
    if let Some(node) = told_by
        && (optional.is_none() || !matches!(kind, QuestionKind::YesNo))
    {
        report.add(node.unexpected(say!(
            "`told_by` sur une question `yes_no` facultative",
            "`told_by` of an optional `yes_no` question"
        )));
    }
    let optional = optional
        .and_then(|node| node.yes_no(report))
        .unwrap_or(false);
    if let Some(node) = suppose {
        if several {
            report.add(node.unexpected(say!(
                "une question à plusieurs réponses sans `suppose`",
                "a question with several answers without `suppose`"
            )));
        }
        if asked_if.is_none() && !(may_not_know || optional) {
            report.add(idle_supposition(node));
        }
    }
    let suppose = suppose.filter(|_| !several);
    let options = several.then(|| kind.options().raw.to_vec());
    let question = QuestionText {
        id: id(name, report)?,
        span: name.span,
        several: None,
        kind: match several {
            true => QuestionKind::YesNo,
            false => kind,
        },
        asked_if,
        may_not_know,
        suppose,
        decide_as,
        optional,
        told_by,
        fixed,
        default_today,
        usual,
        stays,
        reference,
    };
    Some((question, options))
}

fn idle_supposition(node: &Node) -> Fault {
    let message = say!(
        "cette question est posée à tout le monde, et chacun connaît sa réponse : il n'y a rien à supposer",
        "everybody is asked this question and knows the answer: there is nothing to suppose"
    );
    Fault::error("unexpected-value", message)
        .at(node.span)
        .help(say!(
            "retirez `suppose`, ou ajoutez `may_not_know: true`",
            "take `suppose` out, or add `may_not_know: true`"
        ))
}

/// What can be answered, with the fields that go with this type of question.
fn question_kind(fields: &mut Fields<'_>, report: &mut Report) -> Option<QuestionKind> {
    let node = fields.required("type", report)?;
    match node.text(report)? {
        "choice" | "several" => {
            let items = fields.required("options", report)?.items(report);
            let options: IndexVec<OptionId, String> = items
                .iter()
                .filter_map(|item| option(item, items, report))
                .collect();
            // Without an option, whatever names the question would be a further fault.
            (!options.is_empty()).then_some(QuestionKind::Choice(options))
        }
        "yes_no" => Some(QuestionKind::YesNo),
        "money" => Some(number(fields, Unit::Euro, report)),
        "hours" => Some(number(fields, Unit::Hour, report)),
        "number" => counted(fields, report),
        "date" => Some(QuestionKind::Date),
        other => {
            let name = Name {
                text: other.to_owned(),
                span: node.span,
            };
            report.add(unknown_name("unknown-type", &name, QuestionKind::TYPES));
            for name in ["options", "min", "max", "unit"] {
                fields.optional(name);
            }
            None
        }
    }
}

/// An option. `unknown` is what a person says who does not know, whatever the question.
fn option(item: &Node, all: &[Node], report: &mut Report) -> Option<String> {
    let text = listed(item, all, report)?;
    if text == UNKNOWN {
        report.add(
            Fault::error(
                "bad-id",
                say!(
                    "`{text}` ne peut pas être une option : c'est la réponse de qui ne sait pas",
                    "`{text}` cannot be an option: it is the answer of those who do not know"
                ),
            )
            .at(item.span)
            .help(say!(
                "donnez-lui un autre nom, ou écrivez `may_not_know: true`",
                "give it another name, or write `may_not_know: true`"
            )),
        );
    }
    Some(text.to_owned())
}

/// A number of some unit: a whole one, but for percentages.
fn counted(fields: &mut Fields<'_>, report: &mut Report) -> Option<QuestionKind> {
    let node = fields.required("unit", report);
    let unit = node.and_then(|node| unit(node, report));
    let found = number(fields, unit.unwrap_or(Unit::Count), report);
    let QuestionKind::Number { min, max, .. } = found else {
        return None;
    };
    if !unit?.is_whole() {
        return Some(found);
    }
    let whole = |number: Hundredths| number.point() % 100 == 0;
    if let Some(node) = node.filter(|_| !whole(min) || !whole(max)) {
        let unit = unit?.name();
        let message = say!(
            "ce qui est compté en `{unit}` est entier, et ses bornes aussi",
            "what is counted in `{unit}` is whole, and so are its bounds"
        );
        let fault = Fault::error("bad-number", message).at(node.span);
        report.add(fault.help(say!(
            "écrivez des nombres entiers pour `min` et `max`",
            "write whole numbers for `min` and `max`"
        )));
        return None;
    }
    Some(QuestionKind::Count {
        unit: unit?,
        min: min.point() / 100,
        max: max.point() / 100,
    })
}

/// The largest number that a question may accept: a billion units.
const LARGEST: Hundredths = Hundredths::at(100_000_000_000);

fn number(fields: &mut Fields<'_>, unit: Unit, report: &mut Report) -> QuestionKind {
    let mut bound = |name: &'static str, usual: Hundredths, report: &mut Report| {
        let Some(node) = fields.required(name, report) else {
            return (usual, None);
        };
        let read = node.scalar().and_then(hundredths);
        match read.filter(|number| (Hundredths::at(0)..=LARGEST).contains(number)) {
            Some(number) => (number, Some(node)),
            None => {
                let most = LARGEST;
                report.add(node.unexpected(say!(
                    "un nombre de 0 à {most}, avec deux décimales au plus",
                    "a number from 0 to {most}, with two decimals at most"
                )));
                (usual, None)
            }
        }
    };
    let (min, _) = bound("min", Hundredths::at(0), report);
    let (max, last) = bound("max", LARGEST, report);
    if let Some(node) = last.filter(|_| min > max) {
        report.add(
            Fault::error(
                "empty-range",
                say!(
                    "`max` est plus petit que `min`",
                    "`max` is smaller than `min`"
                ),
            )
            .at(node.span)
            .help(say!(
                "échangez les deux nombres, ou corrigez l'un d'eux",
                "exchange the two numbers, or mend one of them"
            )),
        );
    }
    QuestionKind::Number {
        unit,
        min: min.min(max),
        max,
    }
}
