//! What is told to a person, in words for the terminal.

use crate::cli::ask::plain::{amount, plain};
use crate::cli::ask::{reasons, unsure};
use crate::language::{Bilingual, Language, date};
use crate::rules::{
    self, Answers, DecisionId, DecisionResult, Evaluation, Kind, Standing, TerminalId, conclude,
    gaps, heeded,
};
use crate::say;
use crate::site::Site;
use crate::source::Sources;

/// The conclusion in words.
pub(super) fn conclusion_text(
    site: &Site,
    sources: &Sources,
    answers: &Answers,
    language: Language,
) -> String {
    let rules = &site.rules;
    let conclusion = conclude(rules, answers);
    let most_informative = rules::most_informative(rules, answers);
    let counterfactuals = rules::counterfactuals(rules, answers);
    let answers = &heeded(rules, answers);
    let rows = |decision: DecisionId| {
        let concluded = &conclusion.decisions[decision];
        reasons::rows(site, sources, decision, concluded, answers, language)
    };
    let mut text = String::new();
    let mut line = |words: String| {
        text.push_str(&words);
        text.push('\n');
    };
    for (index, decision) in rules.book.decisions.iter_enumerated() {
        if decision.kind == Kind::Verdict {
            for sentence in outcomes(site, &conclusion, index, answers, language) {
                line(sentence);
            }
            rows(index).into_iter().for_each(&mut line);
            let concluded = &conclusion.decisions[index];
            supposed(site, index, concluded, answers, language)
                .into_iter()
                .for_each(&mut line);
        }
    }
    if let Some(first) = most_informative.first {
        line(reasons::most_informative(site, first, answers, language));
    }
    if let Some(next) = conclusion.next {
        let id = &rules.book.questions[next].id;
        line(
            say!(
                "Il manque la réponse à `{id}`.",
                "The answer to `{id}` is missing."
            )[language]
                .clone(),
        );
    }
    for decision in rules::ranking(rules, &conclusion.decisions) {
        line(String::new());
        for words in route(site, &conclusion, decision, answers, language) {
            line(words);
        }
        if let Some(first) = most_informative.decisions[decision] {
            let words = reasons::most_informative(site, first, answers, language);
            line(format!("  {words}"));
        }
        for words in rows(decision) {
            line(format!("  {words}"));
        }
    }
    line(String::new());
    for (index, decision) in rules.book.decisions.iter_enumerated() {
        if conclusion.decisions[index].possible.is_empty() {
            let id = &decision.id;
            let words = say!(
                "La décision `{id}` ne dit rien ici : aucune ligne ne vaut.",
                "The decision `{id}` says nothing here: no row holds."
            );
            line(words[language].clone());
        }
        let shown = match decision.kind {
            Kind::Verdict => false,
            Kind::Notice => only(&conclusion, index)
                .is_some_and(|terminal| !rules.book.not_told(index, terminal)),
            Kind::Route => only(&conclusion, index).is_some_and(|terminal| {
                rules.book.standing(index, terminal) == Some(Standing::Closed)
            }),
        };
        if shown {
            let title = plain(
                site,
                &site.words[language].decisions[index].title,
                answers,
                language,
            );
            let reasons = outcomes(site, &conclusion, index, answers, language).join(" ");
            line(format!("{title}: {reasons}"));
            let counterfactual = counterfactuals[index].iter();
            let counterfactual =
                counterfactual.flat_map(|found| reasons::counterfactuals(site, found, language));
            let supposed = supposed(site, index, &conclusion.decisions[index], answers, language);
            let rows = rows(index).into_iter();
            for words in rows.chain(supposed).chain(counterfactual) {
                line(format!("  {words}"));
            }
        }
    }
    text
}

/// The answers that nobody gave and that a decision rests on, in a sentence.
fn supposed(
    site: &Site,
    index: DecisionId,
    concluded: &DecisionResult,
    answers: &Answers,
    language: Language,
) -> Option<String> {
    let rules = &site.rules;
    let found = rules::suppositions(rules, index, concluded, answers);
    if found.is_empty() {
        return None;
    }
    let phrases = site.phrasebook();
    let told = found.into_iter().filter_map(|question| {
        let answer = rules.book.answer_at(question, answers.taken(question)?);
        let answer = phrases.answer(&rules.book, question, answer, language);
        let short = &site.words[language].questions[question].short;
        let short = plain(site, short, answers, language);
        Some(say!("{short}\u{a0}: {answer}", "{short}: {answer}")[language].clone())
    });
    let told = told.collect::<Vec<_>>().join(" ; ");
    let words = say!(
        "Supposé, faute de réponse : {told}.",
        "Supposed, for want of an answer: {told}."
    );
    Some(words[language].clone())
}

fn route(
    site: &Site,
    conclusion: &Evaluation,
    index: DecisionId,
    answers: &Answers,
    language: Language,
) -> Vec<String> {
    let rules = &site.rules;
    let decision = &rules.book.decisions[index];
    let concluded = &conclusion.decisions[index];
    let words = &site.words[language].decisions[index];
    let names = &site.words[language].outcomes[&decision.kind];
    let states: Vec<&str> = concluded
        .possible
        .iter()
        .map(|terminal| names[decision.terminals[*terminal].outcome].as_str())
        .collect();
    let mut lines = vec![format!(
        "* {} ({})",
        plain(site, &words.title, answers, language),
        states.join(" / ")
    )];
    for sentence in outcomes(site, conclusion, index, answers, language) {
        lines.push(format!("  {sentence}"));
    }
    let missing = gaps(&site.rules, index, concluded, answers);
    for ((nth, label), quantity) in words.amounts.iter_enumerated().zip(&concluded.amounts) {
        let label = plain(site, label, answers, language);
        let told = amount(*quantity, language);
        let last = unsure::if_last(site, &missing, nth, language);
        lines.push(format!("  {label}: {told}{}", last.unwrap_or_default()));
    }
    let unsure = unsure::sentences(site, &missing, index, concluded, answers, language);
    let supposed = supposed(site, index, concluded, answers, language);
    let unsure = unsure.into_iter().chain(supposed);
    lines.extend(unsure.map(|sentence| format!("  {sentence}")));
    for told in &concluded.steps {
        let sentence = plain(site, &words.steps[told.step], answers, language);
        let day = |day: rules::Day| date(rules::date(day), language);
        let when = match (told.from.map(day), told.due.map(day)) {
            (Some(from), Some(due)) => say!("du {from} au {due} : ", "from {from} to {due}: "),
            (Some(from), None) => say!("à partir du {from} : ", "from {from} on: "),
            (None, Some(due)) => say!("au plus tard le {due} : ", "by {due}: "),
            (None, None) => Bilingual::default(),
        };
        lines.push(format!("  - {}{sentence}", when[language]));
    }
    lines
}

fn outcomes(
    site: &Site,
    conclusion: &Evaluation,
    decision: DecisionId,
    answers: &Answers,
    language: Language,
) -> Vec<String> {
    let words = &site.words[language].decisions[decision];
    let possible = &conclusion.decisions[decision].possible;
    possible
        .iter()
        .map(|terminal| plain(site, &words.outcomes[*terminal], answers, language))
        .collect()
}

/// How a decision ends, where only one end is possible.
fn only(conclusion: &Evaluation, decision: DecisionId) -> Option<TerminalId> {
    match conclusion.decisions[decision].possible.as_slice() {
        [terminal] => Some(*terminal),
        _ => None,
    }
}
