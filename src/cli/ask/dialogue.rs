//! The questionnaire as a dialogue: one question after the other, until nothing more can change.

use std::io::{self, BufRead, Write};

use crate::cli::ask::plain::plain;
use crate::cli::ask::typed::typed;
use crate::language::{Bilingual, Language};
use crate::rules::{Answers, QuestionId, QuestionKind, Refused, conclude, read_answer, refused};
use crate::say;
use crate::site::{Site, Text};

/// What stands for "ask me the other question again".
const OTHER: &str = "<";

/// Asks every question that can still change what the person is told.
///
/// An answer that cannot be true together with others is told, and asked again, or the others
/// are, whichever the person wants to correct.
pub(super) fn ask(site: &Site, answers: &mut Answers, language: Language) -> io::Result<()> {
    let mut lines = io::stdin().lock().lines();
    let mut out = io::stdout();
    let mut contradiction: Option<Refused> = None;
    while let Some(question) = asked(site, answers, contradiction.as_ref()) {
        show(site, question, answers, language, &mut out)?;
        let correctable = contradiction.as_ref().map(|found| correctable(site, found));
        prompt(site, question, correctable.as_deref(), language, &mut out)?;
        let Some(line) = lines.next() else {
            return Err(io::ErrorKind::UnexpectedEof.into());
        };
        let line = line?;
        if let (OTHER, Some(questions)) = (line.trim(), &correctable)
            && !questions.is_empty()
        {
            // What was refused is asked anew with them, in the order of the questions.
            for question in questions.iter().chain([&question]) {
                answers.clear(*question);
            }
            contradiction = None;
            continue;
        }
        let answer = typed(&site.rules.book.questions[question].kind, &line, language);
        match read_answer(&site.rules.book, question, &answer) {
            Ok(answer) => answers.set(question, answer),
            Err(_) => {
                let error = &site.words[language].questions[question].error;
                writeln!(out, "{}", plain(site, error, answers, language))?;
                continue;
            }
        }
        contradiction = refused(&site.rules, answers).into_iter().next();
        if let Some(found) = &contradiction {
            refuse(site, found, answers, language, &mut out)?;
        }
    }
    writeln!(out)
}

/// What to ask: what was refused, or the next question.
fn asked(site: &Site, answers: &Answers, refused: Option<&Refused>) -> Option<QuestionId> {
    match refused {
        Some(found) => Some(found.question),
        None => conclude(&site.rules, answers).next,
    }
}

/// The other questions of a contradiction that the dialogue has asked.
fn correctable(site: &Site, refused: &Refused) -> Vec<QuestionId> {
    let others = refused.others.iter().copied();
    others
        .filter(|question| *question != site.rules.book.reference)
        .collect()
}

/// Says what cannot be true together, with the answers that were given before.
fn refuse(
    site: &Site,
    refused: &Refused,
    answers: &Answers,
    language: Language,
    out: &mut impl Write,
) -> io::Result<()> {
    let book = &site.rules.book;
    let words = &site.words[language].contradictions[refused.contradiction];
    writeln!(out, "{}", plain(site, words, answers, language))?;
    let phrases = site.phrasebook();
    for other in &refused.others {
        let Some(answer) = answers.get(*other) else {
            continue;
        };
        let answered = &phrases.answered(book, *other, answer)[language];
        if *other == book.reference {
            let given = &say!("se change avec --date", "is changed with --date")[language];
            writeln!(out, "  {answered} ({given})")?;
        } else {
            writeln!(out, "  {answered}")?;
        }
    }
    Ok(())
}

fn show(
    site: &Site,
    question: QuestionId,
    answers: &Answers,
    language: Language,
    out: &mut impl Write,
) -> io::Result<()> {
    let words = &site.words[language].questions[question];
    let speak = |text: &Text| plain(site, text, answers, language);
    writeln!(out, "\n{}", speak(&words.title))?;
    if let Some(hint) = &words.hint {
        writeln!(out, "  {}", speak(hint))?;
    }
    for (option, words) in words.options.iter_enumerated() {
        writeln!(out, "  {}. {}", option.index() + 1, speak(&words.text))?;
    }
    Ok(())
}

/// Says how to answer, and how to correct other questions where there are any.
fn prompt(
    site: &Site,
    question: QuestionId,
    others: Option<&[QuestionId]>,
    language: Language,
    out: &mut impl Write,
) -> io::Result<()> {
    let found = &site.rules.book.questions[question];
    let how = match &found.kind {
        QuestionKind::Choice(_) => say!("numéro", "number"),
        QuestionKind::YesNo => say!("oui ou non", "yes or no"),
        QuestionKind::Number { .. } => say!("nombre, comme 1600,50", "number, like 1600.50"),
        QuestionKind::Count { .. } => say!("nombre entier, comme 3", "whole number, like 3"),
        QuestionKind::Date => say!("date, comme 22/11/2026", "date, like 22/11/2026"),
    };
    let unknown = if found.may_not_know {
        say!(" ; ? si vous ne savez pas", "; ? if you do not know")
    } else {
        Bilingual::default()
    };
    let other = match others {
        None | Some([]) => Bilingual::default(),
        Some([_]) => say!(
            " ; {OTHER} pour corriger l'autre réponse",
            "; {OTHER} to correct the other answer"
        ),
        Some(_) => say!(
            " ; {OTHER} pour corriger les autres réponses",
            "; {OTHER} to correct the other answers"
        ),
    };
    write!(
        out,
        "[{}{}{}] ",
        how[language], unknown[language], other[language]
    )?;
    out.flush()
}
