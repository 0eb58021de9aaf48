//! What the template of the questionnaire knows: every word that a person can meet.

use minijinja::{Value, context};

use crate::language::number;
use crate::render::Renderer;
use crate::render::page::source_value;
use crate::render::pieces::Writer;
use crate::rules::{Kind, Question, QuestionKind, Unit};
use crate::site::{OptionWords, QuestionWords, Text};

/// The page that says who pays what, for browsers without scripts.
const OVERVIEW: &str = "funding/index.md";

/// The questionnaire as templates know it.
pub fn context(writer: &Writer<'_>) -> Value {
    let renderer = writer.renderer;
    let site = &renderer.site;
    let book = &site.rules.book;
    let document = &writer.page.documents[writer.language];
    let questions: Vec<Value> = book
        .questions
        .iter()
        .zip(&site.words[writer.language].questions)
        .map(|(question, words)| question_value(writer, question, words))
        .collect();
    let decisions: Vec<Value> = (0..book.decisions.len())
        .map(|place| decision_value(writer, place))
        .collect();
    let mut cited: Vec<usize> = Vec::new();
    for decision in &book.decisions {
        let rows = decision.rows.iter().flat_map(|row| &row.sources);
        let steps = decision.steps.iter().flat_map(|step| &step.sources);
        for source in rows.chain(steps) {
            if !cited.contains(source) {
                cited.push(*source);
            }
        }
    }
    cited.sort_unstable();
    let overview = site.page(OVERVIEW).unwrap_or(site.home);
    let overview_words = Writer {
        page: &site.pages[overview],
        ..*writer
    };
    let title = &site.pages[overview].documents[writer.language].front.title;
    let address = |name: &str| renderer.asset(name);
    context! {
        intro_html => Value::from_safe_string(writer.html(&document.body)),
        script_urls => vec![address("view.mjs")],
        preload_urls => renderer
            .theme
            .modules()
            .into_iter()
            .filter(|name| !["view.mjs", "frame.mjs"].contains(name))
            .map(address)
            .chain([format!("{}{}/program.mjs", site.root, renderer.modules)])
            .collect::<Vec<_>>(),
        questions,
        decisions,
        sources => cited.into_iter().map(|place| source_value(writer, place)).collect::<Vec<_>>(),
        overview => context! {
            text => overview_words.plain(title),
            url => site.href(overview, writer.language),
        },
    }
}

fn question_value(writer: &Writer<'_>, question: &Question, words: &QuestionWords) -> Value {
    let renderer = writer.renderer;
    let language = writer.language;
    let html = |text: &Text| Value::from_safe_string(renderer.text_html(text, language));
    let (kind, unit) = match &question.kind {
        QuestionKind::Choice(_) => ("choice", None),
        QuestionKind::YesNo(_) => ("yes_no", None),
        QuestionKind::Number(Unit::Euro, ..) => ("money", Some("€")),
        QuestionKind::Number(Unit::Hour, ..) => {
            ("number", Some(renderer.theme.text("unit_hours", language)))
        }
        QuestionKind::Number(..) => ("number", None),
        QuestionKind::Date => ("date", None),
    };
    let options: Vec<Value> = match &question.kind {
        QuestionKind::Choice(ids) => ids
            .iter()
            .zip(&words.options)
            .map(|(id, OptionWords { text, hint })| {
                context! { id, text => html(text), hint => hint.as_ref().map(html) }
            })
            .collect(),
        _ => Vec::new(),
    };
    let unknown = match &words.unknown {
        Some(text) => html(text),
        None => Value::from(renderer.theme.text("unknown", language)),
    };
    context! {
        id => &question.id,
        type => kind,
        title => html(&words.title),
        short => renderer.text_plain(&words.short, language),
        hint => words.hint.as_ref().map(html),
        why => words.why.as_ref().map(html),
        unit,
        may_not_know => question.may_not_know,
        not_know_text => unknown,
        error => html(&words.error),
        error_format => error_format(renderer, question, writer),
        options,
    }
}

/// How to write an answer that could not be read.
fn error_format(renderer: &Renderer, question: &Question, writer: &Writer<'_>) -> Option<String> {
    let language = writer.language;
    let text = |key: &str| renderer.theme.text(key, language).to_owned();
    match &question.kind {
        QuestionKind::Number(unit, min, max) => {
            let key = if *unit == Unit::Euro {
                "error_money"
            } else {
                "error_number"
            };
            Some(
                text(key)
                    .replace("{min}", &number(*min, language))
                    .replace("{max}", &number(*max, language)),
            )
        }
        QuestionKind::Date => Some(text("error_date")),
        QuestionKind::Choice(_) | QuestionKind::YesNo(_) => None,
    }
}

fn decision_value(writer: &Writer<'_>, place: usize) -> Value {
    let renderer = writer.renderer;
    let site = &renderer.site;
    let language = writer.language;
    let book = &site.rules.book;
    let decision = &book.decisions[place];
    let words = &site.words[language].decisions[place];
    let states = &site.words[language].outcomes[&decision.kind];
    let html = |text: &Text| Value::from_safe_string(renderer.text_html(text, language));
    let outcomes: Vec<Value> = decision
        .terminals
        .iter()
        .enumerate()
        .zip(&words.outcomes)
        .map(|((terminal, found), text)| {
            let state = book.outcome(place, terminal);
            let sources = book.sources_of(place, terminal).into_iter();
            context! {
                id => format!("{state}.{}", found.why),
                state,
                state_text => &states[found.outcome],
                html => html(text),
                sources => sources.map(|source| book.sources[source].id.clone()).collect::<Vec<_>>(),
            }
        })
        .collect();
    let amounts = decision.amounts.iter().zip(&words.amounts);
    let steps = decision.steps.iter().zip(&words.steps);
    context! {
        id => &decision.id,
        kind => decision.kind.name(),
        title => html(&words.title),
        who_decides => words.who.as_ref().map(html),
        delay => words.delay.as_ref().map(html),
        link => words.page.filter(|_| decision.kind != Kind::Verdict).map(|page| {
            let inner = Writer { page: &site.pages[page], ..*writer };
            let title = &site.pages[page].documents[language].front.title;
            context! { text => inner.plain(title), url => site.href(page, language) }
        }),
        outcomes,
        amounts => amounts
            .map(|(amount, text)| context! { id => &amount.id, label => html(text) })
            .collect::<Vec<_>>(),
        steps => steps
            .map(|(step, text)| {
                let sources = step.sources.iter();
                context! {
                    id => &step.id,
                    html => html(text),
                    sources => sources.map(|source| book.sources[*source].id.clone()).collect::<Vec<_>>(),
                }
            })
            .collect::<Vec<_>>(),
    }
}
