//! Holds the rules to their cases, and says what is different.

use crate::language::Bilingual;
use crate::report::{Fault, Report};
use crate::rules::book::TerminalId;
use crate::rules::book::calendar::{Day, iso};
use crate::rules::book::unit::Hundredths;
use crate::rules::diagram::compile::Compiled;
use crate::rules::language::parse::rule_files;
use crate::rules::person::conclude::{DecisionResult, Evaluation, StepDue, conclude};
use crate::rules::person::quantity::Quantity;
use crate::rules::person::refused::refused;
use crate::rules::proof::case::{Case, Expected, What, contradictory};
use crate::say;
use crate::source::{FileId, Sources, Span};

/// Holds the rules to the cases: every difference is a fault where the case expects otherwise.
///
/// A national case is held to the national rules: what comes out otherwise by what a site lays
/// over them is told once, at the site's own file.
pub fn hold(compiled: &Compiled, cases: &[Case], sources: &Sources, report: &mut Report) {
    let own = own_rules(sources);
    let mut otherwise: Vec<&str> = Vec::new();
    for case in cases {
        let refused = refused(compiled, &case.answers);
        if own.is_some() && !sources.is_own(case.span.file) {
            if !refused.is_empty() || differs(compiled, case) {
                otherwise.push(&case.id);
            }
            continue;
        }
        for found in &refused {
            let book = &compiled.book;
            report.add(contradictory(book, found, &case.answers, &case.spans, None));
        }
        // What nobody is told is not held to anything.
        if !refused.is_empty() {
            continue;
        }
        let conclusion = conclude(compiled, &case.answers);
        for expected in &case.expected {
            if let Some(found) = difference(compiled, &conclusion, expected) {
                let id = &case.id;
                let message = Bilingual {
                    fr: format!("le cas {id} attend autre chose : {}", found.fr),
                    en: format!("case {id} expects something else: {}", found.en),
                };
                report.add(
                    Fault::error("case-fails", message)
                        .at(expected.span)
                        .help(say!(
                            "corrigez la règle, ou le cas s'il se trompe",
                            "mend the rule, or the case if it is wrong"
                        )),
                );
            }
        }
    }
    if let Some(own) = own.filter(|_| !otherwise.is_empty()) {
        report.add(national_cases(&otherwise, own));
    }
}

/// The first file of rules that the site has of its own.
fn own_rules(sources: &Sources) -> Option<FileId> {
    rule_files(sources).find(|file| sources.is_own(*file))
}

/// Whether anything comes out otherwise than a case expects.
fn differs(compiled: &Compiled, case: &Case) -> bool {
    let conclusion = conclude(compiled, &case.answers);
    let mut expected = case.expected.iter();
    expected.any(|expected| difference(compiled, &conclusion, expected).is_some())
}

fn national_cases(otherwise: &[&str], own: FileId) -> Fault {
    let (many, ids) = (otherwise.len(), otherwise.join(", "));
    let message = match many {
        1 => say!(
            "par ce que vos fichiers changent aux règles, un cas national donne autre chose : {ids}",
            "by what your files change of the rules, one national case comes out otherwise: {ids}"
        ),
        _ => say!(
            "par ce que vos fichiers changent aux règles, {many} cas nationaux donnent autre chose : {ids}",
            "by what your files change of the rules, {many} national cases come out otherwise: {ids}"
        ),
    };
    Fault::note_only("case-fails", message)
        .at(Span::beginning(own))
        .help(say!(
            "si c'est bien ce que vous voulez, écrivez vos propres cas dans `content/rules/cases/`",
            "if that is what you want, write cases of your own in `content/rules/cases/`"
        ))
}

/// What is different from what was expected.
fn difference(
    compiled: &Compiled,
    conclusion: &Evaluation,
    expected: &Expected,
) -> Option<Bilingual<String>> {
    let book = &compiled.book;
    let concluded = &conclusion.decisions[expected.decision];
    let decision = &book.decisions[expected.decision];
    let id = &decision.id;
    if !concluded.settled {
        let next = conclusion
            .next
            .map_or("", |question| book.questions[question].id.as_str());
        return Some(say!(
            "`{id}` n'est pas tranché, il manque `{next}`",
            "`{id}` is not settled, `{next}` is missing"
        ));
    }
    match &expected.what {
        What::Outcome(wanted) => {
            let found = names(concluded, |terminal| {
                book.outcome(expected.decision, terminal)
            });
            (found != *wanted).then(|| {
                let whys = names(concluded, |terminal| &decision.terminals[terminal].why);
                say!(
                    "`{id}` donne {found} ({whys}), et non {wanted}",
                    "`{id}` gives {found} ({whys}), not {wanted}"
                )
            })
        }
        What::Why(wanted) => {
            let found = names(concluded, |terminal| &decision.terminals[terminal].why);
            (found != *wanted).then(|| {
                say!(
                    "`{id}` donne pour raison {found}, et non {wanted}",
                    "`{id}` gives the reason {found}, not {wanted}"
                )
            })
        }
        What::Amount(amount, wanted) => {
            let name = format!("{id}.{}", decision.amounts[*amount].id);
            let found = concluded.amounts.get(*amount).copied();
            let next = conclusion.next.map(|next| book.questions[next].id.as_str());
            other_amount(&name, found, *wanted, next)
        }
        What::NoStep(step) => {
            let name = &decision.steps[*step].id;
            let told = concluded.steps.iter().any(|told| told.step == *step);
            told.then(|| {
                say!(
                    "l'étape `{id}.{name}` est donnée",
                    "the step `{id}.{name}` is told"
                )
            })
        }
        What::Step { step, from, due } => {
            let name = format!("{id}.{}", decision.steps[*step].id);
            let told = concluded.steps.iter().find(|told| told.step == *step);
            other_days(&name, told, *from, *due)
        }
    }
}

/// What is different of an amount; where there is none, `next` may be missing for it.
fn other_amount(
    name: &str,
    found: Option<Quantity>,
    wanted: Quantity,
    next: Option<&str>,
) -> Option<Bilingual<String>> {
    let wanted = shown(wanted);
    if found.map(shown).as_ref() == Some(&wanted) {
        return None;
    }
    let found = match (found, next) {
        (Some(found), _) => shown(found),
        (None, Some(question)) => format!("? ({question})"),
        (None, None) => "-".to_owned(),
    };
    Some(say!(
        "`{name}` vaut {found}, et non {wanted}",
        "`{name}` is {found}, not {wanted}"
    ))
}

/// What is different of a step; a day that is not expected may be any.
fn other_days(
    name: &str,
    told: Option<&StepDue>,
    from: Option<Day>,
    due: Option<Day>,
) -> Option<Bilingual<String>> {
    let Some(told) = told else {
        return Some(say!(
            "l'étape `{name}` n'est pas donnée",
            "the step `{name}` is not told"
        ));
    };
    let same = |wanted: Option<Day>, found: Option<Day>| wanted.is_none() || wanted == found;
    if same(from, told.from) && same(due, told.due) {
        return None;
    }
    let day = |day: Option<Day>| day.map_or("-".to_owned(), iso);
    let (from, due) = (day(told.from), day(told.due));
    Some(say!(
        "l'étape `{name}` va de {from} à {due}",
        "the step `{name}` goes from {from} to {due}"
    ))
}

fn names<'a>(concluded: &DecisionResult, name: impl Fn(TerminalId) -> &'a str) -> String {
    let mut names: Vec<&str> = concluded.possible.iter().map(|end| name(*end)).collect();
    names.dedup();
    names.join("/")
}

fn shown(quantity: Quantity) -> String {
    let number =
        |number: Option<Hundredths>| number.map_or("none".to_owned(), |end| end.to_string());
    match quantity {
        Quantity::Between(Some(low), Some(high)) if low == high => low.to_string(),
        Quantity::Between(low, high) => format!("[{}, {}]", number(low), number(high)),
        Quantity::None => "none".to_owned(),
        Quantity::Unknown => "unknown".to_owned(),
    }
}
