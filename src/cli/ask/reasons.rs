//! Why a decision comes out so and what would change it, in words for the terminal.

use crate::cli::ask::plain::plain;
use crate::language::{Bilingual, Language, date, month};
use crate::rules::{
    self, AnswerChange, AnswerSet, Answers, Counterfactuals, Day, DecisionId, DecisionResult,
    QuestionId, QuestionKind, Reading, Source, leading_rows,
};
use crate::say;
use crate::site::Site;
use crate::source::Sources;

/// Where the rows stand that lead to a conclusion, and what they rest on.
pub(super) fn rows(
    site: &Site,
    files: &Sources,
    decision: DecisionId,
    concluded: &DecisionResult,
    answers: &Answers,
    language: Language,
) -> Vec<String> {
    let book = &site.rules.book;
    let rows = leading_rows(&site.rules, decision, concluded, answers);
    let rows = rows.into_iter().map(|row| {
        let row = &book.decisions[decision].rows[row];
        let (line, _) = files.place(row.span.file, row.span.start);
        let path = &files.file(row.span.file).shown;
        let sources = row.sources.iter();
        let sources = sources.map(|source| read(&book.sources[*source], language));
        let sources = sources.collect::<Vec<_>>().join(" ; ");
        let mut words = say!(
            "règle : {path}:{line} ({sources})",
            "rule: {path}:{line} ({sources})"
        )[language]
            .clone();
        // The law speaks French in both languages.
        for quote in &row.wording.quotes {
            words += &format!(" « {} »", quote.text);
        }
        words
    });
    rows.collect()
}

/// A source, and how it was read.
fn read(source: &Source, language: Language) -> String {
    let id = &source.id;
    let day = |day: Day| date(rules::date(day), language);
    let Some(checked) = source.checked.map(day) else {
        return say!("{id}, non ouvert", "{id}, not opened")[language].clone();
    };
    let mut words = match source.reading {
        Reading::Text | Reading::Official | Reading::Unopened => {
            say!("{id}, lu le {checked}", "{id}, read on {checked}")
        }
        Reading::Through => say!(
            "{id}, lu le {checked} à travers l'article modifié",
            "{id}, read on {checked} through the article that it changed"
        ),
        Reading::Secondary => say!(
            "{id}, d'après une source secondaire du {checked}",
            "{id}, as told by a secondary source on {checked}"
        ),
    }[language]
        .clone();
    if let Some(since) = source.version().map(|(_, since)| day(since)) {
        words += &say!(
            ", version en vigueur depuis le {since}",
            ", version in force since {since}"
        )[language];
    }
    if let Some(changed) = source.changed {
        let day = date(rules::date(changed.from), language);
        let month = month(rules::date(changed.from), language);
        words += &if changed.month_only {
            say!(
                ", modifié en {month} : version suivante non lue",
                ", changed in {month}: the later version was not read"
            )
        } else {
            say!(
                ", modifié le {day} : version suivante non lue",
                ", changed on {day}: the later version was not read"
            )
        }[language];
    }
    words
}

/// The question to find out first.
pub(super) fn most_informative(
    site: &Site,
    question: QuestionId,
    answers: &Answers,
    language: Language,
) -> String {
    let title = &site.words[language].questions[question].title;
    let title = plain(site, title, answers, language);
    say!("À savoir d'abord : {title}", "To find out first: {title}")[language].clone()
}

/// What would open a route that cannot pay.
pub(super) fn counterfactuals(
    site: &Site,
    found: &Counterfactuals,
    language: Language,
) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(day) = found.opens_on {
        let day = date(rules::date(day), language);
        let words = say!(
            "s'ouvre le {day} si seules vos dates changent",
            "opens on {day} if nothing but your dates changes"
        );
        lines.push(words[language].clone());
    }
    let changes = found
        .changes
        .iter()
        .filter(|change| !is_over(site, found, change));
    lines.extend(changes.map(|change| {
        let other = other_answer(site, change, language);
        let words = if change.sure {
            say!("s'ouvrirait avec {other}", "would open with {other}")
        } else {
            say!("pourrait s'ouvrir avec {other}", "may open with {other}")
        };
        words[language].clone()
    }));
    lines
}

/// Whether a change of the reference date is of no use: its days are past, or it is told
/// already as the day on which the route opens.
fn is_over(site: &Site, found: &Counterfactuals, change: &AnswerChange) -> bool {
    let AnswerSet::Between { low, high } = change.values else {
        return false;
    };
    let (low, high) = (low.map(Day::at), high.map(Day::at));
    change.question == site.rules.book.reference
        && (high.is_some_and(|high| high < site.today)
            || (high.is_none() && low.is_some() && low == found.opens_on))
}

/// A question with the answers that are meant: `Price: at least €150`.
fn other_answer(site: &Site, change: &AnswerChange, language: Language) -> String {
    let book = &site.rules.book;
    let phrases = site.phrasebook();
    let question = change.question;
    let id = &book.questions[question].id;
    let short = phrases.short(question).map_or(id, |short| &short[language]);
    let value =
        |value: i64| phrases.answer(book, question, book.answer_at(question, value), language);
    let dated = book.questions[question].kind == QuestionKind::Date;
    let values: Bilingual<String> = match &change.values {
        AnswerSet::Options(options) => {
            let options: Vec<String> = options.iter().map(|option| value(option.point())).collect();
            let options = options.join(" / ");
            say!("{options}", "{options}")
        }
        AnswerSet::Between { low, high } => match (low.map(value), high.map(value), dated) {
            (Some(low), Some(high), _) if low == high => say!("{low}", "{low}"),
            (Some(low), Some(high), true) => {
                say!("du {low} au {high}", "from {low} to {high}")
            }
            (Some(low), Some(high), false) => {
                say!("de {low} à {high}", "from {low} to {high}")
            }
            (Some(low), None, true) => say!("à partir du {low}", "from {low} on"),
            (Some(low), None, false) => say!("au moins {low}", "at least {low}"),
            (None, Some(high), true) => say!("jusqu'au {high}", "until {high}"),
            (None, Some(high), false) => say!("au plus {high}", "at most {high}"),
            (None, None, _) => say!("toute réponse", "any answer"),
        },
    };
    let values = &values[language];
    say!("{short}\u{a0}: {values}", "{short}: {values}")[language].clone()
}
