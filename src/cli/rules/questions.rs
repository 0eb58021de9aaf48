//! `bilan rules questions`: every question, for who answers them by a program or a file.

mod markdown;
mod text;

use std::collections::BTreeSet;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use crate::cli::{Format, SiteArguments, print, show, show_beside};
use crate::language::Language;
use crate::pipeline;
use crate::rules::{
    Condition, FactId, Question, QuestionId, QuestionKind, RuleBook, condition_text,
};
use crate::say;
use crate::site::{Site, Text};

/// What `bilan rules questions` takes.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    site: SiteArguments,

    /// How the questions are written
    #[arg(long, value_enum, default_value = "text")]
    format: QuestionsFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum QuestionsFormat {
    /// Lines for a terminal
    Text,
    /// Tables in Markdown
    Md,
}

/// Lists the questions in the order of asking, in the language of the messages.
pub(super) fn run(arguments: &Arguments, language: Language) -> ExitCode {
    // Questions and their words are whole once the site is assembled: no check is needed.
    let loaded = pipeline::unchecked(&arguments.site.layers(), &arguments.site.wanted());
    match &loaded.site {
        Some(site) if !loaded.report.has_errors() => {
            let list = list(site, language);
            print(&match arguments.format {
                QuestionsFormat::Text => text::written(&list, language),
                QuestionsFormat::Md => markdown::written(&list, language),
            });
            show_beside(&loaded.report, &loaded.sources, language)
        }
        _ => show(&loaded.report, &loaded.sources, language, Format::Human),
    }
}

/// All that is said of the questions, the same on every day.
struct List {
    questions: Vec<Entry>,
    /// The names that stand in the conditions, each with what it says.
    names: Vec<(String, String)>,
}

/// A question.
struct Entry {
    id: String,
    /// The question, then the sentence that helps to answer.
    words: String,
    kind: &'static str,
    /// From where to where a number goes, in its unit.
    range: Option<String>,
    /// The options of a choice, each with its words.
    options: Vec<(String, String)>,
    may_not_know: bool,
    /// When it makes sense; none where it always does.
    asked_if: Option<String>,
}

fn list(site: &Site, language: Language) -> List {
    let book = &site.rules.book;
    let questions = book.questions.indices();
    List {
        questions: questions
            .map(|question| entry(site, question, language))
            .collect(),
        names: facts_named(book)
            .into_iter()
            .map(|fact| {
                let fact = &book.facts[fact];
                (fact.id.clone(), condition_text(book, &fact.condition))
            })
            .collect(),
    }
}

fn entry(site: &Site, question: QuestionId, language: Language) -> Entry {
    let book = &site.rules.book;
    let words = &site.words[language].questions[question];
    let question = &book.questions[question];
    let options = match &question.kind {
        QuestionKind::Choice(options) => options.raw.as_slice(),
        // Yes and no need no words.
        _ => &[],
    };
    let options = options.iter().zip(&words.options);
    let options = options.map(|(id, words)| {
        let words = sentences(book, &words.text, words.hint.as_ref());
        (id.clone(), words)
    });
    Entry {
        id: question.id.clone(),
        words: sentences(book, &words.title, words.hint.as_ref()),
        kind: kind(question),
        range: range(question, language),
        options: options.collect(),
        may_not_know: question.may_not_know,
        asked_if: question
            .asked_if
            .as_ref()
            .map(|condition| condition_text(book, condition)),
    }
}

/// The type as `questions.yaml` names it.
fn kind(question: &Question) -> &'static str {
    match &question.kind {
        QuestionKind::Choice(_) => "choice",
        QuestionKind::YesNo => "yes_no",
        QuestionKind::Number { unit, .. } => match unit.name() {
            "EUR" => "money",
            "h" => "hours",
            _ => "number",
        },
        QuestionKind::Count { .. } => "number",
        QuestionKind::Date => "date",
    }
}

fn range(question: &Question, language: Language) -> Option<String> {
    let unit = question.kind.unit()?.name();
    let (low, high) = question.kind.bounds();
    let (low, high) = (question.kind.number(low), question.kind.number(high));
    let words = say!("de {low} à {high} {unit}", "{low} to {high} {unit}");
    Some(words[language].clone())
}

/// A text and the sentence that helps with it, as sentences in one line.
fn sentences(book: &RuleBook, text: &Text, hint: Option<&Text>) -> String {
    let text = text.with_names(book);
    let Some(hint) = hint else {
        return text;
    };
    let stop = if text.ends_with(['.', '?', '!', '…']) {
        ""
    } else {
        "."
    };
    format!("{text}{stop} {}", hint.with_names(book))
}

/// The facts that stand in the conditions of questions, and in one another, by their place.
fn facts_named(book: &RuleBook) -> BTreeSet<FactId> {
    let conditions = book.questions.iter();
    let mut to_read: Vec<&Condition> = conditions
        .filter_map(|question| question.asked_if.as_ref())
        .collect();
    let mut found = BTreeSet::new();
    while let Some(condition) = to_read.pop() {
        condition.each(&mut |simple| {
            if let Condition::Fact(fact) = simple
                && found.insert(*fact)
            {
                to_read.push(&book.facts[*fact].condition);
            }
        });
    }
    found
}
