//! `bilan rules check`: the rules alone, proved and held to their cases, and how many questions
//! they ask.

use std::process::ExitCode;

use clap::Args;
use serde_json::{Map, Value, json};

use crate::cli::{AnswerFormat, Format, SiteArguments, print, show_all};
use crate::language::Language;
use crate::pipeline;
use crate::report::{Fault, Report, Severity};
use crate::rules::{
    Compiled, OptionId, PathLength, QuestionId, Reordering, TooLarge, path_lengths, prove,
    reorderings, situations,
};
use crate::say;
use crate::site::read_phrasebook;

/// What `bilan rules check` takes.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    site: SiteArguments,

    /// Look for an order of asking that spares questions, which takes some seconds
    #[arg(long)]
    order: bool,

    /// How the figures are written
    #[arg(long, value_enum, default_value = "text")]
    format: AnswerFormat,
}

/// Proves the rules and runs their cases, then says how large they are and how many questions
/// they ask. What `bilan check` says of rules, this says too, of a site whose pages may have faults.
pub(super) fn run(arguments: &Arguments, language: Language) -> ExitCode {
    let mut report = Report::default();
    let sources = pipeline::sources(&arguments.site.layers(), &mut report);
    let compiled = pipeline::rules(&sources, &mut report);
    if let Some(compiled) = compiled.filter(|_| !report.has_errors()) {
        let day = arguments.site.today();
        let phrases = read_phrasebook(&sources, &compiled.book, day);
        prove(&compiled, &phrases, &sources, &mut report);
        let found = path_lengths(&compiled, day);
        let better = match &found {
            Ok(found) if arguments.order => reorderings(&compiled, found, day).unwrap_or_default(),
            _ => None,
        };
        match arguments.format {
            AnswerFormat::Text => print(&summary_text(&compiled, found.as_deref(), language)),
            AnswerFormat::Json => {
                let value = value(&compiled, found.as_deref(), better);
                print(&format!("{value:#}\n"));
            }
        }
        if let Some(better) = better {
            report.add(warning(&compiled, better));
        }
    }
    show_all(&report, &sources, language, Format::Human, Severity::Note)
}

/// Says which question would better stand elsewhere.
fn warning(compiled: &Compiled, better: Reordering) -> Fault {
    let questions = &compiled.book.questions;
    let question = &questions[better.question];
    let (id, gain) = (&question.id, hundredths(better.gain));
    let message = match better.before.map(|before| &questions[before].id) {
        Some(before) => say!(
            "poser `{id}` avant `{before}` ferait baisser de {gain} le nombre moyen de questions",
            "asking `{id}` before `{before}` would lower the mean number of questions by {gain}"
        ),
        None => say!(
            "poser `{id}` en dernier ferait baisser de {gain} le nombre moyen de questions",
            "asking `{id}` last would lower the mean number of questions by {gain}"
        ),
    };
    Fault::warning("longer-order", message)
        .at(question.span)
        .help(say!(
            "déplacez-la dans questions.yaml, ou dites par `stays: \"…\"` pourquoi elle reste où elle est",
            "move it in questions.yaml, or say with `stays: \"…\"` why it stays where it is"
        ))
}

fn summary_text(
    compiled: &Compiled,
    found: Result<&[PathLength], &TooLarge>,
    language: Language,
) -> String {
    let Sizes {
        questions,
        decisions,
        rows,
        nodes,
    } = sizes(compiled);
    let mut text = say!(
        "{questions} questions, {decisions} décisions, {rows} lignes, {nodes} nœuds.\n",
        "{questions} questions, {decisions} decisions, {rows} rows, {nodes} nodes.\n"
    )[language]
        .clone();
    match found {
        Ok([]) => {}
        Ok(found) => text.push_str(&asked(compiled, found, language)),
        Err(TooLarge) => text.push_str(
            &say!(
                "Les règles sont trop grandes pour que les questions posées soient comptées.\n",
                "The rules are too large for the questions asked to be counted.\n"
            )[language],
        ),
    }
    text
}

/// How many questions are asked, a line for each situation.
fn asked(compiled: &Compiled, found: &[PathLength], language: Language) -> String {
    let mut text = say!(
        "Questions posées à qui répond toujours, si chaque réponse que les règles distinguent, et chaque issue d'une comparaison, est aussi probable qu'une autre :\n",
        "Questions asked of persons who always know, where every answer that the rules tell apart, and either outcome of a comparison, is as likely as any other:\n"
    )[language]
        .clone();
    for length in found {
        let id = option(compiled, length.option);
        let (mean, longest) = (hundredths(length.mean), length.longest.len());
        text.push_str(
            &say!(
                "  {id} : {mean} en moyenne, {longest} au plus\n",
                "  {id}: {mean} on average, {longest} at most\n"
            )[language],
        );
    }
    let (mean, longest) = overall(found);
    let mean = hundredths(mean);
    text.push_str(
        &say!(
            "En tout : {mean} en moyenne, {longest} au plus.\n",
            "In all: {mean} on average, {longest} at most.\n"
        )[language],
    );
    text
}

fn value(
    compiled: &Compiled,
    found: Result<&[PathLength], &TooLarge>,
    better: Option<Reordering>,
) -> Value {
    let Sizes {
        questions,
        decisions,
        rows,
        nodes,
    } = sizes(compiled);
    let mut value = json!({
        "questions": questions,
        "decisions": decisions,
        "rows": rows,
        "nodes": nodes,
        "asked": {},
        "mean": null,
        "longest": null,
        "better_order": null,
    });
    let found = found.unwrap_or_default();
    if found.is_empty() {
        return value;
    }
    let id = |question: QuestionId| compiled.book.questions[question].id.clone();
    let asked = found.iter().map(|length| {
        let longest = length.longest.iter();
        let longest = longest.map(|question| id(*question));
        let told = json!({
            "mean": hundredths(length.mean),
            "longest": length.longest.len(),
            "longest_questions": longest.collect::<Vec<_>>(),
        });
        (option(compiled, length.option).to_owned(), told)
    });
    let (mean, longest) = overall(found);
    value["asked"] = asked.collect::<Map<String, Value>>().into();
    value["mean"] = hundredths(mean).into();
    value["longest"] = longest.into();
    if let Some(better) = better {
        value["better_order"] = json!({
            "question": id(better.question),
            "before": better.before.map(id),
            "gain": hundredths(better.gain),
        });
    }
    value
}

struct Sizes {
    questions: usize,
    decisions: usize,
    rows: usize,
    nodes: usize,
}

fn sizes(compiled: &Compiled) -> Sizes {
    let book = &compiled.book;
    Sizes {
        questions: book.questions.len(),
        decisions: book.decisions.len(),
        rows: book
            .decisions
            .iter()
            .map(|decision| decision.rows.len())
            .sum(),
        nodes: compiled
            .diagrams
            .reachable(compiled.roots.iter().copied())
            .len(),
    }
}

fn option(compiled: &Compiled, option: OptionId) -> &str {
    let question = situations(&compiled.book).expect("there are lengths for situations only");
    &compiled.book.questions[question].kind.options()[option]
}

/// A mean with two decimals.
fn hundredths(mean: f64) -> String {
    format!("{mean:.2}")
}

/// The mean of all situations, each as likely as the others, and the longest way of any.
fn overall(found: &[PathLength]) -> (f64, usize) {
    let count = u32::try_from(found.len()).expect("a question has few options");
    let sum: f64 = found.iter().map(|length| length.mean).sum();
    let longest = found.iter().map(|length| length.longest.len()).max();
    (sum / f64::from(count.max(1)), longest.unwrap_or(0))
}
