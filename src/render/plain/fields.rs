//! The fields that a form without a script has beside those of the questionnaire.

use minijinja::{Value, context};

use crate::language::{Language, date_html, escape_html, quantity};
use crate::render::plain::buttons::{beginning, button, group, is_range, left, name};
use crate::render::writer::Writer;
use crate::render::{Plain, Renderer};
use crate::rules::{self, Asked, Day, NEVER, QuestionId, QuestionKind, Variable};

/// The ranges of a number or a date; nothing where it is never asked for its own sake.
pub fn range(writer: &Writer<'_>, question: QuestionId) -> Option<Value> {
    let (renderer, language) = (writer.renderer, writer.language);
    let (form, site) = (&renderer.plain.as_ref()?.form, &renderer.site);
    let book = &site.rules.book;
    if !is_range(book, question) || form.questions[question] == NEVER {
        return None;
    }
    let asked = Asked::Question(question);
    let ranges = &form.ranges[question];
    let today = ranges.partition_point(|(first, _)| *first <= site.today.point());
    let buttons = ranges.iter().enumerate().map(|(place, range)| {
        let html = range_html(renderer, &book.questions[question].kind, *range, language);
        let checked = question == book.reference && place + 1 == today;
        let id = button(form, book, asked, place);
        context! { id, value => range.0, html => Value::from_safe_string(html), checked }
    });
    Some(context! {
        id => group(book, asked),
        name => format!("{}-range", name(book, asked)),
        folded => question == book.reference,
        buttons => buttons.collect::<Vec<_>>(),
        unknown => button(form, book, asked, form.unknown(asked)),
    })
}

/// The comparisons of several answers that are asked after a question.
pub fn comparisons(writer: &Writer<'_>, question: QuestionId) -> Vec<Value> {
    let (renderer, language) = (writer.renderer, writer.language);
    let site = &renderer.site;
    let Some(Plain { form, .. }) = &renderer.plain else {
        return Vec::new();
    };
    let book = &site.rules.book;
    let variables = site.rules.variables.iter();
    let after = variables
        .skip_while(|variable| !matches!(variable, Variable::Question(own, _) if *own == question))
        .skip(1)
        .map_while(|variable| match variable {
            Variable::Comparison(comparison) => Some(*comparison),
            Variable::Question(..) => None,
        });
    let asked = after.filter(|comparison| form.comparisons[*comparison] != NEVER);
    asked
        .map(|comparison| {
            let asked = Asked::Comparison(comparison);
            let text = &site.words[language].comparisons[comparison];
            let inputs = book.comparisons[comparison].inputs.iter();
            let mut inputs = inputs.map(|input| &book.questions[*input]);
            context! {
                id => group(book, asked),
                name => name(book, asked),
                button => beginning(book, asked),
                place => comparison.index(),
                title => Value::from_safe_string(renderer.text_html(text, language)),
                may_not_know => inputs.any(|input| input.may_not_know),
            }
        })
        .collect()
}

/// What is said where answers cannot be true together. Where the form can show it, its
/// questions follow.
pub fn contradictions(writer: &Writer<'_>) -> Vec<Value> {
    let (renderer, language) = (writer.renderer, writer.language);
    let site = &renderer.site;
    let book = &site.rules.book;
    let words = &site.words[language];
    let all = book.contradictions.iter_enumerated();
    all.map(|(contradiction, found)| {
        let form = renderer.plain.as_ref().map(|plain| &plain.form);
        let form = form.filter(|form| form.refused[contradiction] != NEVER);
        let questions = form.into_iter().flat_map(|form| {
            let named = rules::questions_of_contradiction(book, contradiction).into_iter();
            named.filter(|question| form.questions[*question] != NEVER)
        });
        let links = questions.map(|question| {
            let url = format!("#{}", group(book, Asked::Question(question)));
            let text = renderer.text_plain(&words.questions[question].short, language);
            context! { url, text }
        });
        let html = renderer.text_html(&words.contradictions[contradiction], language);
        context! {
            id => &found.id,
            html => Value::from_safe_string(html),
            links => links.collect::<Vec<_>>(),
        }
    })
    .collect()
}

/// What is left to answer: a line for everything that can be asked, in the order of asking.
pub fn rest(writer: &Writer<'_>) -> Vec<Value> {
    let (renderer, language) = (writer.renderer, writer.language);
    let site = &renderer.site;
    let Some(Plain { form, .. }) = &renderer.plain else {
        return Vec::new();
    };
    let words = &site.words[language];
    let variables = site.rules.variables.iter();
    let asked = variables.map(|variable| match variable {
        Variable::Question(question, _) => Asked::Question(*question),
        Variable::Comparison(comparison) => Asked::Comparison(*comparison),
    });
    asked
        .filter(|asked| form.unanswered.iter().any(|(known, _)| known == asked))
        .map(|asked| {
            let text = match asked {
                Asked::Question(question) => &words.questions[question].title,
                Asked::Comparison(comparison) => &words.comparisons[comparison],
            };
            context! {
                id => left(&site.rules.book, asked),
                url => format!("#{}", group(&site.rules.book, asked)),
                text => Value::from_safe_string(renderer.text_html(text, language)),
            }
        })
        .collect()
}

/// A range of a number or a date in words, as HTML.
fn range_html(
    renderer: &Renderer,
    kind: &QuestionKind,
    (first, last): (i64, i64),
    language: Language,
) -> String {
    let (low, high) = kind.bounds();
    let say = |key: &str, from: String, to: String| {
        let text = escape_html(renderer.theme.text(key, language));
        text.replace("{from}", &from).replace("{to}", &to)
    };
    let none = String::new;
    let unit = match kind.unit() {
        Some(unit) => unit,
        None => {
            let day = |point| date_html(rules::date(Day::at(point)), language);
            return match (first > low, last < high) {
                (false, false) => say("range_any", none(), none()),
                (false, true) => say("range_before", none(), day(last + 1)),
                (true, false) => say("range_since", day(first), none()),
                (true, true) => say("range_days", day(first), day(last)),
            };
        }
    };
    let amount = |value: i64| {
        let number = kind.number(value).point();
        escape_html(&quantity(number, unit.name(), language))
    };
    if first == last {
        return amount(first);
    }
    let counted = matches!(kind, QuestionKind::Count { .. });
    let whole = |value: i64| counted || value % 100 == 0;
    let lower = (first > low).then(|| match first - 1 {
        under if whole(under) && !whole(first) => say("range_more", amount(under), none()),
        _ => say("range_from", amount(first), none()),
    });
    let upper = (last < high).then(|| match last + 1 {
        over if whole(over) && !whole(last) => say("range_less", none(), amount(over)),
        _ => say("range_to", none(), amount(last)),
    });
    match (lower, upper) {
        (Some(_), Some(_)) if whole(first) && whole(last) => {
            say("range_between", amount(first), amount(last))
        }
        (Some(lower), Some(upper)) => say("range_both", lower, upper),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => say("range_any", none(), none()),
    }
}
