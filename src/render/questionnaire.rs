//! What the template of the questionnaire knows: every word that a person can meet.

use std::collections::BTreeMap;

use minijinja::{Value, context};

use crate::language::{Language, number, units};
use crate::quote::Quote;
use crate::render::around::texts;
use crate::render::reading::source_value;
use crate::render::writer::Writer;
use crate::render::{Renderer, missing, plain, reckoned, summary};
use crate::rules::{
    DecisionId, Kind, OutcomeId, Question, QuestionKind, SeveralId, SourceId, Standing,
    SupposedAnswer, TerminalId, Unit, quoted,
};
use crate::site::{
    LetterWords, OptionWords, PageId, QuestionWords, Site, Text, TitledGroup, told_questions,
};

/// The questionnaire as templates know it.
pub fn context(writer: &Writer<'_>) -> Value {
    let renderer = writer.renderer;
    let site = &renderer.site;
    let book = &site.rules.book;
    let document = &writer.page.documents[writer.language];
    let stages = stages(writer);
    let questions: Vec<Value> = book
        .questions
        .iter_enumerated()
        .zip(&site.words[writer.language].questions)
        .map(|((question, found), words)| {
            context! {
                range => plain::range(writer, question),
                comparisons => plain::comparisons(writer, question),
                stage => stage_of(writer, found),
                ..question_value(writer, found, words)
            }
        })
        .collect();
    // Without a script they stay in this order: to pay oneself is the last of all ways.
    let mut order: Vec<DecisionId> = book.decisions.indices().collect();
    order.sort_by_key(|decision| book.decisions[*decision].pays_nothing());
    let decisions: Vec<Value> = order
        .into_iter()
        .map(|decision| decision_value(writer, decision))
        .collect();
    let cited = cited(writer);
    let overview = overview(site, writer.language);
    let overview_words = Writer {
        page: &site.pages[overview],
        ..*writer
    };
    let title = &site.pages[overview].documents[writer.language].front.title;
    let address = |name: &str| renderer.asset(name);
    context! {
        intro_html => Value::from_safe_string(writer.whole(document)),
        script_urls => vec![address("view.mjs")],
        preload_urls => vec![format!("{}{}", site.root, renderer.program_address())],
        questions,
        stages,
        decisions,
        usual => book.questions.iter().any(|question| !question.usual.is_empty()),
        summary_html => Value::from_safe_string(summary::html(writer)),
        letters => letters(writer),
        fr => texts(renderer, Language::French),
        documents => book
            .documents()
            .into_iter()
            .zip(&site.words[writer.language].documents)
            .map(|(id, text)| context! { id, html => text_value(writer, text, writer.language) })
            .collect::<Vec<_>>(),
        plain_urls => renderer.plain_address().map(|rules| {
            vec![address("plain.css"), format!("{}{rules}", site.root)]
        }),
        rest => plain::rest(writer),
        missing => missing::values(writer),
        figures => reckoned::figures(writer),
        contradictions => plain::contradictions(writer),
        sources => cited
            .iter()
            .map(|(source, quotes)| source_value(writer, *source, quotes))
            .collect::<Vec<_>>(),
        overview => context! {
            text => overview_words.plain(title),
            url => site.href(overview, writer.language),
        },
    }
}

/// The titles of the stages through which a person goes.
fn stages(writer: &Writer<'_>) -> Vec<Value> {
    let stages = writer.renderer.site.words[writer.language].stages.iter();
    stages
        .map(|stage| text_value(writer, &stage.title, writer.language))
        .collect()
}

/// The stage that a question belongs to, counted from 1.
fn stage_of(writer: &Writer<'_>, question: &Question) -> Option<usize> {
    let site = &writer.renderer.site;
    let book = &site.rules.book;
    let id = match question.several {
        Some(several) => &book.several[several].id,
        None => &question.id,
    };
    let place = told_questions(book).iter().position(|told| told == id)?;
    let stages = &site.words[writer.language].stages;
    let stage = stages
        .iter()
        .position(|stage| stage.members.contains(&place))?;
    Some(stage + 1)
}

/// The page that browsers without scripts are led to: the one above most pages about routes.
fn overview(site: &Site, language: Language) -> PageId {
    let mut above: BTreeMap<PageId, usize> = BTreeMap::new();
    let pages = site.words[language].decisions.iter();
    for page in pages.filter_map(|words| words.page) {
        if let Some(parent) = site.pages[page].parent {
            *above.entry(parent).or_default() += 1;
        }
    }
    let most = above.into_iter().rev().max_by_key(|(_, count)| *count);
    most.map_or(site.home, |(page, _)| page)
}

/// The sources of rows and steps, each with what rows and today's values quote from it.
fn cited<'w>(writer: &'w Writer<'_>) -> BTreeMap<SourceId, Vec<&'w Quote>> {
    let site = &writer.renderer.site;
    let book = &site.rules.book;
    let mut cited: BTreeMap<SourceId, Vec<&Quote>> = BTreeMap::new();
    for decision in &book.decisions {
        let rows = decision.rows.iter().flat_map(|row| &row.sources);
        let steps = decision.steps.iter().flat_map(|step| &step.sources);
        for source in rows.chain(steps) {
            cited.entry(*source).or_default();
        }
    }
    let rows = book.decisions.iter().flat_map(|decision| &decision.rows);
    for row in rows {
        let found = quoted(book, &row.sources, &row.wording, &writer.renderer.sources);
        for (source, quote) in found {
            cited.entry(source).or_default().push(quote);
        }
    }
    for parameter in &book.parameters {
        if let Some(dated) = parameter.dated(site.today)
            && let Some(quotes) = cited.get_mut(&dated.source)
        {
            quotes.extend(&dated.wording.quotes);
        }
    }
    cited
}

/// The letters: what they are in the page's language, what they say in French.
fn letters(writer: &Writer<'_>) -> Vec<Value> {
    let site = &writer.renderer.site;
    let book = &site.rules.book;
    let html = |text: &Text| text_value(writer, text, writer.language);
    let french = |text: &Text| text_value(writer, text, Language::French);
    let written = &site.words[Language::French].letters;
    let letters = book.letters().into_iter().enumerate();
    letters
        .zip(&site.words[writer.language].letters)
        .map(|((index, id), LetterWords { title, about, .. })| {
            let LetterWords {
                to, subject, body, ..
            } = &written[index];
            context! {
                id,
                file => format!("{}.txt", writer.renderer.text_plain(title, writer.language)),
                title => html(title),
                about => html(about),
                to => french(to),
                subject => french(subject),
                body => body.iter().map(french).collect::<Vec<_>>(),
                laws => laws(writer, id),
            }
        })
        .collect()
}

/// The sources of the steps that need a letter, as French cites them.
fn laws(writer: &Writer<'_>, letter: &str) -> Vec<Value> {
    let site = &writer.renderer.site;
    let book = &site.rules.book;
    let titles = &site.law[Language::French].short;
    let steps = book.decisions.iter().flat_map(|decision| &decision.steps);
    let carrying = steps.filter(|step| step.letter.as_deref() == Some(letter));
    let mut sources: Vec<SourceId> = carrying.flat_map(|step| step.sources.clone()).collect();
    sources.sort_unstable();
    sources.dedup();
    let laws = sources.into_iter();
    laws.map(|source| context! { id => &book.sources[source].id, title => &titles[source] })
        .collect()
}

fn text_value(writer: &Writer<'_>, text: &Text, language: Language) -> Value {
    Value::from_safe_string(writer.renderer.text_html(text, language))
}

fn question_value(writer: &Writer<'_>, question: &Question, words: &QuestionWords) -> Value {
    let renderer = writer.renderer;
    let language = writer.language;
    let html = |text: &Text| Value::from_safe_string(renderer.text_html(text, language));
    let (kind, unit) = match &question.kind {
        QuestionKind::Choice(_) => ("choice", None),
        QuestionKind::YesNo => ("yes_no", None),
        QuestionKind::Number {
            unit: Unit::Euro, ..
        } => ("money", Some("€")),
        QuestionKind::Number {
            unit: Unit::Hour, ..
        } => ("number", Some(renderer.theme.text("unit_hours", language))),
        QuestionKind::Number {
            unit: Unit::Percent,
            ..
        } => ("number", Some("%")),
        QuestionKind::Number { .. } => ("number", None),
        QuestionKind::Count { unit, .. } => ("count", Some(units(unit.name(), language))),
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
        several => question.several.map(|several| several_value(writer, several, question)),
        type => kind,
        title => html(&words.title),
        short => renderer.text_plain(&words.short, language),
        hint => words.hint.as_ref().map(html),
        why => words.why.as_ref().map(html),
        unit,
        may_not_know => question.may_not_know,
        not_know_text => unknown,
        supposed => supposed(writer, question),
        error => html(&words.error),
        error_format => error_format(renderer, question, writer),
        error_hours => words.error_hours.as_ref().map(html),
        groups => groups(writer, &words.groups, &options),
        options,
    }
}

/// The options of a question in groups with a title: one without a title where there are none.
fn groups(writer: &Writer<'_>, groups: &[TitledGroup], options: &[Value]) -> Vec<Value> {
    if groups.is_empty() {
        return vec![context! { title => (), options }];
    }
    let groups = groups.iter().map(|TitledGroup { title, members, .. }| {
        let title = text_value(writer, title, writer.language);
        context! { title, options => options[members.clone()].to_vec() }
    });
    groups.collect()
}

/// What is taken of whoever does not know the answer.
fn supposed(writer: &Writer<'_>, question: &Question) -> Option<String> {
    let (renderer, language) = (writer.renderer, writer.language);
    let site = &renderer.site;
    let book = &site.rules.book;
    let Some(SupposedAnswer::OfEverybody(point)) = question.suppose else {
        return None;
    };
    let answer = question.kind.answer(point);
    let index = book.question(&question.id)?;
    let words = site.phrasebook().answer(book, index, answer, language);
    let text = renderer.theme.text("supposed_if_unknown", language);
    Some(text.replace("{answer}", &words))
}

/// The question with several answers that a question is an option of: its boxes stand before
/// the question of its first option.
fn several_value(writer: &Writer<'_>, several: SeveralId, member: &Question) -> Value {
    let (renderer, language) = (writer.renderer, writer.language);
    let site = &renderer.site;
    let found = &site.rules.book.several[several];
    let words = &site.words[language].several[several];
    let html = |text: &Text| Value::from_safe_string(renderer.text_html(text, language));
    let options = found.options.iter().zip(&words.options);
    let options = options.map(
        |(id, option)| context! { id, text => html(&option.text), hint => option.hint.as_ref().map(html) },
    );
    let options: Vec<Value> = options.collect();
    let unknown = words.unknown.as_ref().map(html);
    context! {
        id => &found.id,
        begins => site.rules.book.questions[found.first].id == member.id,
        title => html(&words.title),
        short => renderer.text_plain(&words.short, language),
        hint => words.hint.as_ref().map(html),
        why => words.why.as_ref().map(html),
        error => html(&words.error),
        groups => groups(writer, &words.groups, &options),
        options,
        none => words.none.as_ref().map(html),
        may_not_know => member.may_not_know,
        not_know_text => unknown.unwrap_or_else(|| renderer.theme.text("unknown", language).into()),
    }
}

/// How to write an answer that could not be read.
fn error_format(renderer: &Renderer, question: &Question, writer: &Writer<'_>) -> Option<String> {
    let language = writer.language;
    let text = |key: &str| renderer.theme.text(key, language).to_owned();
    match &question.kind {
        QuestionKind::Number { unit, min, max } => {
            let key = if *unit == Unit::Euro {
                "error_money"
            } else {
                "error_number"
            };
            Some(
                text(key)
                    .replace("{min}", &number(min.point(), language))
                    .replace("{max}", &number(max.point(), language)),
            )
        }
        QuestionKind::Count { min, max, .. } => Some(
            text("error_count")
                .replace("{min}", &min.to_string())
                .replace("{max}", &max.to_string()),
        ),
        QuestionKind::Date => Some(text("error_date")),
        QuestionKind::Choice(_) | QuestionKind::YesNo => None,
    }
}

fn decision_value(writer: &Writer<'_>, index: DecisionId) -> Value {
    let renderer = writer.renderer;
    let site = &renderer.site;
    let language = writer.language;
    let book = &site.rules.book;
    let decision = &book.decisions[index];
    let words = &site.words[language].decisions[index];
    let states = &site.words[language].outcomes[&decision.kind];
    let html = |text: &Text| Value::from_safe_string(renderer.text_html(text, language));
    let outcomes: Vec<Value> = decision
        .terminals
        .iter_enumerated()
        .zip(&words.outcomes)
        .filter(|((terminal, _), _)| !book.not_told(index, *terminal))
        .map(|((terminal, found), text)| {
            let outcome = book.outcome(index, terminal);
            let sources = book.sources_of(index, terminal).into_iter();
            context! {
                id => format!("{outcome}.{}", found.why),
                state => book.standing(index, terminal).map(Standing::name),
                state_text => &states[found.outcome],
                html => html(text),
                sources => sources.map(|source| book.sources[source].id.clone()).collect::<Vec<_>>(),
            }
        })
        .collect();
    // Of the ends with the same outcome any one stands for all.
    let paying = decision.terminals.iter_enumerated();
    let paying: BTreeMap<OutcomeId, TerminalId> = paying
        .filter(|(terminal, _)| book.tells_amounts(index, *terminal))
        .map(|(terminal, found)| (found.outcome, terminal))
        .collect();
    let amounts = decision.amounts.iter().zip(&words.amounts);
    let steps = decision.steps.iter().zip(&words.steps);
    context! {
        id => &decision.id,
        paying => paying
            .into_iter()
            .map(|(outcome, terminal)| {
                context! {
                    id => book.outcome(index, terminal),
                    state => book.standing(index, terminal).map(Standing::name),
                    text => &states[outcome],
                }
            })
            .collect::<Vec<_>>(),
        kind => decision.kind.name(),
        title => html(&words.title),
        read => missing::oldest(writer, index),
        who_decides => words.who.as_ref().map(html),
        delay => words.delay.as_ref().map(html),
        employer => words.employer.as_ref().map(html),
        link => words.page.filter(|_| decision.kind != Kind::Verdict).map(|page| {
            let inner = Writer { page: &site.pages[page], ..*writer };
            let title = &site.pages[page].documents[language].front.title;
            context! { text => inner.plain(title), url => site.href(page, language) }
        }),
        outcomes,
        amounts => amounts
            .zip(&words.formulas)
            .map(|((amount, text), formula)| {
                context! { id => &amount.id, label => html(text), formula => formula.as_ref().map(html) }
            })
            .collect::<Vec<_>>(),
        steps => steps
            .map(|(step, text)| {
                let sources = step.sources.iter();
                context! {
                    id => &step.id,
                    html => html(text),
                    letter => &step.letter,
                    documents => &step.documents,
                    sources => sources.map(|source| book.sources[*source].id.clone()).collect::<Vec<_>>(),
                }
            })
            .collect::<Vec<_>>(),
    }
}
