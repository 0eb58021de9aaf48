//! The questionnaire without a script: the rules as a style sheet.
//!
//! It says what is shown, given which buttons are pressed; `plain.css` says how that looks.
//! An element that it names has `--v`, its way of being displayed, or none.

mod buttons;
mod fields;
mod sheet;

use std::collections::{BTreeMap, BTreeSet};

use crate::content::KnownTest;
use crate::rules::{
    Asked, Day, Decision, DecisionId, Form, GateId, Kind, NEVER, ParameterId, PossibleEnds,
    RuleBook, TerminalId, iso,
};
use crate::site::{Site, Text, intervals};
use buttons::{button, group, left};
use sheet::{Shown, sheet};

pub use fields::{comparisons, contradictions, range, rest};

/// What the heading of a verdict is given where several remain possible: the theme says how they
/// are set.
const SEVERAL_VERDICTS: &str = "var(--several)";

/// The days on which a figure changes that the words of the questionnaire name.
pub fn days(site: &Site) -> Vec<Day> {
    let parameters = figures(site).into_iter();
    let changes = parameters.flat_map(|parameter| site.rules.book.parameters[parameter].changes());
    changes.collect()
}

/// The parameters that the words name and that have more than one value.
fn figures(site: &Site) -> BTreeSet<ParameterId> {
    let texts = site.words.fr.texts();
    let figures = texts.into_iter();
    let figures = figures.flat_map(|text| text.figures(&site.rules.book));
    figures
        .filter(|parameter| {
            let parameter = &site.rules.book.parameters[*parameter];
            parameter.values.len() > 1 || parameter.known_until.is_some()
        })
        .collect()
}

/// The style sheet of a form. A browser that cannot read it shows no form.
pub fn style(form: &Form, site: &Site) -> String {
    let book = &site.rules.book;
    let mut shown = questions(form, book);
    for index in book.decisions.indices() {
        decision(form, book, index, &mut shown);
    }
    sources(form, book, &mut shown);
    refused(form, book, &mut shown);
    shown.push(Shown::one("#_rest", form.pending, "block"));
    let mut css = sheet(form, book, &shown);
    css.push_str(&dated(form, site));
    format!("@supports selector(:has(*)){{\n{css}}}\n")
}

/// What cannot be true together is said in the place of the result, which waits as well while
/// something is left to answer.
fn refused(form: &Form, book: &RuleBook, shown: &mut Vec<Shown>) {
    let all = book.contradictions.iter().zip(&form.refused);
    let all = all.filter(|(_, gate)| **gate != NEVER);
    let gates: Vec<GateId> = all.clone().map(|(_, gate)| *gate).collect();
    shown.extend(all.map(|(found, gate)| {
        Shown::one(format!("[data-contradiction={}]", found.id), *gate, "block")
    }));
    let mut add = |selector: &str, gates, display| {
        shown.push(Shown {
            selector: selector.to_owned(),
            gates,
            display,
        });
    };
    add("#_contradictions", gates.clone(), "block");
    let waiting = gates.into_iter().chain([form.pending]);
    add("#_result", waiting.collect(), "none");
}

fn questions(form: &Form, book: &RuleBook) -> Vec<Shown> {
    let questions = form.questions.iter_enumerated();
    let questions = questions.map(|(question, gate)| (Asked::Question(question), gate));
    let comparisons = form.comparisons.iter_enumerated();
    let comparisons = comparisons.filter(|(_, gate)| **gate != NEVER);
    let comparisons = comparisons.map(|(comparison, gate)| (Asked::Comparison(comparison), gate));
    let fields = questions
        .chain(comparisons)
        .map(|(asked, gate)| Shown::one(format!("#{}", group(book, asked)), *gate, "block"));
    let rest = form
        .unanswered
        .iter()
        .map(|(asked, gate)| Shown::one(format!("#{}", left(book, *asked)), *gate, "list-item"));
    fields.chain(rest).collect()
}

fn decision(form: &Form, book: &RuleBook, index: DecisionId, shown: &mut Vec<Shown>) {
    let (decision, ends) = (&book.decisions[index], &form.decisions[index]);
    let card = format!("[data-decision={}]", decision.id);
    let mut add = |inner: &str, gates: Vec<GateId>, display: &'static str| {
        shown.push(Shown {
            selector: format!("{card}{inner}"),
            gates,
            display,
        });
    };
    add("", gates_with_card(book, index, ends).collect(), "block");
    for (terminal, gate) in ends.terminals.iter_enumerated() {
        let outcome = book.outcome(index, terminal);
        // The page has no words of what is not told.
        if !book.not_told(index, terminal) {
            let why = &decision.terminals[terminal].why;
            let outcome = format!(" [data-outcome=\"{outcome}.{why}\"]");
            add(&outcome, vec![*gate], "block");
        }
    }
    add(" [data-outcome=unknown]", vec![ends.several], "block");
    add(" [data-plain]", vec![ends.several], "block");
    // Several verdicts are no heading: they stand as text below the one that an answer is missing.
    if decision.kind == Kind::Verdict {
        add(" h2", vec![ends.several], SEVERAL_VERDICTS);
    }
    let usable = ends.terminals.iter_enumerated();
    let usable = usable.filter(|(terminal, _)| book.tells_amounts(index, *terminal));
    let gates = usable.clone().map(|(_, gate)| *gate).collect();
    add(" .facts", gates, "flex");
    steps(decision, ends, &mut add);
    if decision.kind == Kind::Route {
        way(book, index, usable, shown);
    }
}

/// The row of a route among the ways side by side: what it can come to, each word once.
fn way<'f>(
    book: &RuleBook,
    index: DecisionId,
    usable: impl Iterator<Item = (TerminalId, &'f GateId)>,
    shown: &mut Vec<Shown>,
) {
    let decision = &book.decisions[index];
    let mut words: BTreeMap<&str, Vec<GateId>> = BTreeMap::new();
    for (terminal, gate) in usable {
        let word = words.entry(book.outcome(index, terminal)).or_default();
        word.push(*gate);
    }
    let card = format!("[data-decision={}]", decision.id);
    shown.push(Shown {
        selector: format!("tr{card}"),
        gates: words.values().flatten().copied().collect(),
        display: "table-row",
    });
    shown.extend(words.into_iter().map(|(word, gates)| Shown {
        selector: format!("{card} [data-word={word}]"),
        gates,
        display: "block",
    }));
}

fn steps(
    decision: &Decision,
    ends: &PossibleEnds,
    add: &mut impl FnMut(&str, Vec<GateId>, &'static str),
) {
    for (step, gate) in decision.steps.iter().zip(&ends.steps) {
        add(
            &format!(" [data-step={}]", step.id),
            vec![*gate],
            "list-item",
        );
    }
    if !ends.steps.is_empty() {
        add(" :is(.steps,h4)", ends.steps.raw.clone(), "block");
    }
}

/// The gates of the terminals that are worth a card.
fn gates_with_card<'f>(
    book: &'f RuleBook,
    decision: DecisionId,
    ends: &'f PossibleEnds,
) -> impl Iterator<Item = GateId> + 'f {
    let ends = ends.terminals.iter_enumerated();
    let told = ends.filter(move |(end, _)| !book.untold(decision, *end));
    told.map(|(_, gate)| *gate)
}

/// A source is cited where a told outcome rests on it.
fn sources(form: &Form, book: &RuleBook, shown: &mut Vec<Shown>) {
    for (source, found) in book.sources.iter_enumerated() {
        let mut gates = Vec::new();
        for (decision, ends) in form.decisions.iter_enumerated() {
            for (end, gate) in ends.terminals.iter_enumerated() {
                if !book.untold(decision, end) && book.sources_of(decision, end).contains(&source) {
                    gates.push(*gate);
                }
            }
        }
        let selector = format!("[data-source={}]", found.id);
        if !gates.is_empty() {
            shown.push(Shown {
                selector,
                gates,
                display: "list-item",
            });
        }
    }
}

/// Shows the figures in the texts as they are on the day of the request.
fn dated(form: &Form, site: &Site) -> String {
    let book = &site.rules.book;
    let ranges = &form.ranges[book.reference];
    let mut css = String::new();
    for parameter in figures(site) {
        let parameter = &book.parameters[parameter];
        let held = |day: Day| {
            let past = parameter.known_until.is_some_and(|last| day > last);
            let dated = parameter.dated(day).filter(|_| !past);
            let first = parameter.values.first();
            let early = first.filter(|_| parameter.known_until.is_none());
            dated.or(early).map(|dated| dated.from)
        };
        let values = parameter.values.iter().map(|dated| Some(dated.from));
        for value in values.chain([None]) {
            let inside = (0..ranges.len()).filter(|range| held(Day::at(ranges[*range].0)) == value);
            let figure = value.map_or("[data-unknown]".to_owned(), |day| {
                format!("[data-from=\"{}\"]", iso(day))
            });
            css.push_str(&shown_on(form, book, inside, &parameter.id, &figure));
        }
    }
    for test in tests(site) {
        let intervals = intervals(book, test);
        for (index, (from, _)) in intervals.iter().enumerate() {
            let next = intervals.get(index + 1).map(|(day, _)| *day);
            let held =
                |day: Day| (index == 0 || *from <= day) && next.is_none_or(|next| day < next);
            let figure = format!("[data-from=\"{}\"]", iso(*from));
            let inside = (0..ranges.len()).filter(|range| held(Day::at(ranges[*range].0)));
            css.push_str(&shown_on(form, book, inside, &test.key(), &figure));
        }
    }
    css
}

/// The tests by which the words choose between two sentences, each once.
fn tests(site: &Site) -> Vec<&KnownTest> {
    let texts = site.words.fr.texts();
    let mut found: Vec<&KnownTest> = texts.into_iter().flat_map(Text::tests).collect();
    found.sort_by_key(|test| test.key());
    found.dedup_by_key(|test| test.key());
    found
}

/// The rule that shows a figure where the day of the request is in one of these ranges.
fn shown_on(
    form: &Form,
    book: &RuleBook,
    ranges: impl Iterator<Item = usize>,
    key: &str,
    figure: &str,
) -> String {
    let asked = Asked::Question(book.reference);
    let ids: Vec<String> = ranges
        .map(|range| format!("#{}", button(form, book, asked, range)))
        .collect();
    if ids.is_empty() {
        return String::new();
    }
    format!(
        "#_questionnaire:has(:is({}):checked) [data-parameter={key}]>{figure}{{--f:inline}}\n",
        ids.join(","),
    )
}
