//! `bilan rules cases`: the rules held to their worked cases.

use std::process::ExitCode;

use clap::Args;
use serde_json::{Value, json};

use crate::cli::{AnswerFormat, Format, SiteArguments, print, show, show_all, show_beside};
use crate::language::Language;
use crate::pipeline;
use crate::report::{Report, Severity};
use crate::rules::{
    self, Answers, Case, Compiled, Hundredths, Kind, Phrasebook, Quantity, RuleBook, TooLargeAt,
    conclude, iso, replay, write_answer,
};
use crate::say;
use crate::site::read_phrasebook;
use crate::source::Sources;

/// What `bilan rules cases` takes.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    site: SiteArguments,

    /// `text` says what fails; `json` writes every case with its conclusion
    #[arg(long, value_enum, default_value = "text")]
    format: AnswerFormat,

    /// Write cases for what no case walks yet, and beside every threshold
    #[arg(long, conflicts_with = "format")]
    suggest: bool,
}

/// Holds the rules to their cases.
pub(super) fn run(arguments: &Arguments, language: Language) -> ExitCode {
    let mut report = Report::default();
    let sources = pipeline::sources(&arguments.site.layers(), &mut report);
    let Some(compiled) = pipeline::rules(&sources, &mut report) else {
        return show(&report, &sources, language, Format::Human);
    };
    let cases = rules::read_cases(&sources, &compiled.book, &mut report);
    if arguments.format == AnswerFormat::Json {
        let all: Vec<Value> = cases
            .iter()
            .map(|case| case_json(&compiled, case, &sources))
            .collect();
        print(&format!("{:#}\n", Value::from(all)));
        return show_beside(&report, &sources, language);
    }
    if arguments.suggest {
        match suggested(&compiled, &cases) {
            Ok(text) => print(&text),
            Err(too_large) => report.add(too_large.into()),
        }
        return show(&report, &sources, language, Format::Human);
    }
    rules::hold(&compiled, &cases, &sources, &mut report);
    let count = cases.len();
    let words = say!("{count} cas lus.", "{count} cases read.");
    print(&format!("{}\n", words[language]));
    let phrases = read_phrasebook(&sources, &compiled.book, arguments.site.today());
    match covered(&compiled, &cases, &phrases, language) {
        Ok(text) => print(&text),
        Err(too_large) => report.add(too_large.into()),
    }
    show_all(&report, &sources, language, Format::Human, Severity::Note)
}

/// How many missing persons are shown for each decision; `--suggest` writes them all.
const SHOWN: usize = 1;

/// What the cases walk of each decision.
fn covered(
    compiled: &Compiled,
    cases: &[Case],
    phrases: &Phrasebook,
    language: Language,
) -> Result<String, TooLargeAt> {
    let all = rules::coverage(compiled, cases)?;
    let lines = all.into_iter().map(|covered| {
        let id = &compiled.book.decisions[covered.decision].id;
        let (missing, steps) = (covered.missing.len(), covered.steps);
        let taken = steps - missing;
        let (walked, paths) = (covered.walked_paths, covered.paths);
        let mut words = say!(
            "{id} : {taken} pas sur {steps} ; {walked} chemins sur {paths}",
            "{id}: {taken} steps of {steps}; {walked} paths of {paths}"
        );
        for person in covered.missing.iter().take(SHOWN) {
            let book = &compiled.book;
            let (example, command) = (phrases.person(book, person), replay(book, person));
            words.fr.push_str(&format!("\n  manque : {}", example.fr));
            words.en.push_str(&format!("\n  missing: {}", example.en));
            words
                .fr
                .push_str(&format!("\n  pour l'essayer : {command}"));
            words.en.push_str(&format!("\n  to try it: {command}"));
        }
        format!("{}\n", words[language])
    });
    Ok(lines.collect())
}

/// What a person answers, but for the day of her request, as the files write it.
fn given(book: &RuleBook, answers: &Answers) -> Vec<String> {
    let questions = book.questions.indices();
    questions
        .filter(|question| *question != book.reference)
        .filter_map(|question| {
            let text = write_answer(book, question, answers.get(question)?);
            Some(format!("{}: {text}", book.questions[question].id))
        })
        .collect()
}

/// Cases as the files hold them, with what the rules conclude today.
fn suggested(compiled: &Compiled, cases: &[Case]) -> Result<String, TooLargeAt> {
    let people = rules::suggestions(compiled, cases)?;
    let known = |id: &str| cases.iter().any(|case| case.id == id);
    let ids = (1..).map(|number| format!("S{number:03}"));
    let ids = ids.filter(|id| !known(id));
    let texts = ids.zip(&people);
    let texts = texts.map(|(id, answers)| case_text(compiled, &id, answers));
    Ok(texts.collect::<Vec<_>>().join("\n"))
}

fn case_text(compiled: &Compiled, id: &str, answers: &Answers) -> String {
    let book = &compiled.book;
    let given = given(book, answers);
    let conclusion = conclude(compiled, answers);
    let mut verdict = String::new();
    let (mut routes, mut notices, mut amounts) = (Vec::new(), Vec::new(), Vec::new());
    for (index, concluded) in conclusion.decisions.iter_enumerated() {
        let decision = &book.decisions[index];
        let [terminal] = concluded.possible.as_slice() else {
            continue;
        };
        let (state, why) = (
            book.outcome(index, *terminal),
            &decision.terminals[*terminal].why,
        );
        let ending = format!("{{ state: {state}, why: {why} }}");
        match decision.kind {
            Kind::Verdict => verdict = ending,
            Kind::Notice => notices.push(format!("{}: {ending}", decision.id)),
            Kind::Route => routes.push(format!("{}: {ending}", decision.id)),
        }
        for (amount, quantity) in decision.amounts.iter().zip(&concluded.amounts) {
            if *quantity != Quantity::None {
                let figure = figure(*quantity);
                amounts.push(format!("{}.{}: {figure}", decision.id, amount.id));
            }
        }
    }
    let mut text = format!(
        "- case: {id}\n  on: {}\n  answers: {{ {} }}\n  expect:\n    verdict: {verdict}\n",
        iso(answers.day(book)),
        given.join(", ")
    );
    for (name, entries) in [
        ("routes", routes),
        ("amounts", amounts),
        ("notices", notices),
    ] {
        if !entries.is_empty() {
            text.push_str(&format!("    {name}:\n"));
        }
        for entry in entries {
            text.push_str(&format!("      {entry}\n"));
        }
    }
    text
}

fn figure(quantity: Quantity) -> String {
    let end = |number: Option<Hundredths>| number.map_or("none".to_owned(), |end| end.to_string());
    match quantity {
        Quantity::Between(Some(low), Some(high)) if low == high => low.to_string(),
        Quantity::Between(low, high) => format!("[{}, {}]", end(low), end(high)),
        Quantity::None => "none".to_owned(),
        Quantity::Unknown => "unknown".to_owned(),
    }
}

/// A case with its answers by the index of the question, as the browser's engine takes them.
fn case_json(compiled: &Compiled, case: &Case, sources: &Sources) -> Value {
    let questions = compiled.book.questions.indices();
    let answers: serde_json::Map<String, Value> = questions
        .filter_map(|question| {
            let answer = json!(case.answers.get(question)?.point());
            Some((question.index().to_string(), answer))
        })
        .collect();
    json!({
        "id": case.id,
        "title": case.title,
        "answers": answers,
        "expect": rules::json(compiled, &case.answers, sources),
    })
}
