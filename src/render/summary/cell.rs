//! One cell of the summary table in words.

use crate::language::{Language, money};
use crate::render::Renderer;
use crate::rules::{AmountRole, Cell, DecisionId, OptionId, OutcomeId, QuestionId, Reached};

/// What is told of one route.
pub struct Entry {
    /// The route, where its column does not name it.
    pub title: Option<String>,
    /// The page about the route.
    pub url: Option<String>,
    /// What its end means for a usual person; nothing where it can end in several outcomes.
    pub state: Option<&'static str>,
    /// The same in words, several joined by "or".
    pub states: String,
    /// Amounts, reasons, what it depends on.
    pub notes: Vec<String>,
    /// What it can end in for others.
    pub otherwise: Option<String>,
}

impl Entry {
    /// The entry of a column that names the route.
    pub fn without_title(self) -> Entry {
        Entry {
            title: None,
            url: None,
            ..self
        }
    }
}

/// A situation in words: the options that it is about.
pub fn situation(
    renderer: &Renderer,
    language: Language,
    question: QuestionId,
    options: &[OptionId],
) -> String {
    let words = &renderer.site.words[language].questions[question].options;
    let names = options.iter().enumerate().map(|(place, option)| {
        let name = renderer.text_plain(&words[*option].text, language);
        if place == 0 { name } else { inside(&name) }
    });
    names.collect::<Vec<_>>().join(", ")
}

/// What is told of one route in one situation.
pub fn entry(renderer: &Renderer, language: Language, route: DecisionId, cell: &Cell) -> Entry {
    let site = &renderer.site;
    let text = |key: &'static str| renderer.theme.text(key, language);
    let words = &site.words[language].decisions[route];
    let usual = outcomes(renderer, route, &cell.usual);
    let (mut states, others) = (Vec::new(), outcomes(renderer, route, &cell.possible));
    for outcome in &usual {
        states.push(name(renderer, language, route, *outcome));
    }
    let mut notes = Vec::new();
    if let Some(most) = cell.most {
        notes.push(text("summary_most").replace("{amount}", &money(most.point(), language)));
    }
    notes.extend(share(renderer, language, route, cell));
    if !cell.depends.is_empty() {
        let shorts = cell.depends.iter().map(|question| {
            let short = &site.words[language].questions[*question].short;
            inside(&renderer.text_plain(short, language))
        });
        let list = shorts.collect::<Vec<_>>().join(", ");
        notes.push(text("summary_depends").replace("{list}", &list));
    }
    let best = usual.first() == Some(&OutcomeId::new(0));
    if let ([only], false) = (cell.usual.as_slice(), best) {
        let reason = renderer.text_plain(&words.outcomes[only.terminal], language);
        notes.push(first_sentence(&reason).to_owned());
    }
    let others: Vec<String> = others
        .into_iter()
        .filter(|outcome| !usual.contains(outcome))
        .map(|outcome| inside(&name(renderer, language, route, outcome)))
        .collect();
    let state = match usual.as_slice() {
        [_] => standing(renderer, route, &cell.usual),
        _ => None,
    };
    for state in states.iter_mut().skip(1) {
        *state = inside(state);
    }
    Entry {
        title: Some(renderer.text_plain(&words.title, language)),
        url: words.page.map(|page| site.href(page, language)),
        state,
        states: either(&states, text("summary_or")),
        notes,
        otherwise: (!others.is_empty())
            .then(|| text("summary_otherwise").replace("{list}", &others.join(", "))),
    }
}

/// Several outcomes as one: "open, open on conditions or not open".
fn either(states: &[String], or: &str) -> String {
    match states {
        [] => String::new(),
        [only] => only.clone(),
        [before @ .., last] => format!("{} {or} {last}", before.join(", ")),
    }
}

/// The outcomes of some terminals, each once, the best first.
fn outcomes(renderer: &Renderer, route: DecisionId, reached: &[Reached]) -> Vec<OutcomeId> {
    let terminals = &renderer.site.rules.book.decisions[route].terminals;
    let outcomes = reached
        .iter()
        .map(|found| terminals[found.terminal].outcome);
    let mut outcomes: Vec<OutcomeId> = outcomes.collect();
    outcomes.sort_unstable();
    outcomes.dedup();
    outcomes
}

/// What the one outcome means that a route ends in.
fn standing(renderer: &Renderer, route: DecisionId, reached: &[Reached]) -> Option<&'static str> {
    let book = &renderer.site.rules.book;
    let standing = book.standing(route, reached.first()?.terminal)?;
    Some(standing.name())
}

fn name(renderer: &Renderer, language: Language, route: DecisionId, outcome: OutcomeId) -> String {
    let kind = renderer.site.rules.book.decisions[route].kind;
    renderer.site.words[language].outcomes[&kind][outcome].clone()
}

/// The share of the person, under the name that the route gives it.
fn share(
    renderer: &Renderer,
    language: Language,
    route: DecisionId,
    cell: &Cell,
) -> Option<String> {
    let (low, high) = cell.share?;
    let decision = &renderer.site.rules.book.decisions[route];
    let share = decision.playing(AmountRole::Share)?;
    let label = &renderer.site.words[language].decisions[route].amounts[share];
    let value = if low == high {
        money(low.point(), language)
    } else {
        let range = renderer.theme.text("range", language);
        let range = range.replace("{min}", &money(low.point(), language));
        let range = range.replace("{max}", &money(high.point(), language));
        match cell.share_if_last {
            Some(last) => format!("{range} {}", stays(renderer, language, last.point())),
            None => range,
        }
    };
    let line = renderer.theme.text("summary_line", language);
    let line = line.replace("{label}", &renderer.text_plain(label, language));
    Some(line.replace("{value}", &value))
}

/// What a share is if nothing changes: the cell names no value of which it is made.
fn stays(renderer: &Renderer, language: Language, last: i64) -> String {
    let text = renderer.theme.text("summary_if_last", language);
    text.replace("{amount}", &money(last, language))
}

/// The sentence that a reason begins with: the page of the route tells the rest.
fn first_sentence(text: &str) -> &str {
    let mut end = text.match_indices(". ").map(|(at, _)| at + 1);
    let end = end.find(|at| text[*at..].trim_start().starts_with(char::is_uppercase));
    &text[..end.unwrap_or(text.len())]
}

/// Words inside a sentence: the first letter small, unless the word is written in capitals.
fn inside(words: &str) -> String {
    let mut letters = words.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            let rest = &words[first.len_utf8()..];
            format!("{}{rest}", first.to_lowercase())
        }
        _ => words.to_owned(),
    }
}
