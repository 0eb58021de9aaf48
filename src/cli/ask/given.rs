//! The answers that a command is given, in a file or in its line.

use std::fs;
use std::io::Read;
use std::path::Path;

use crate::cli::ask::plain::plain;
use crate::language::Bilingual;
use crate::report::{Fault, Report};
use crate::rules::{
    AnswerSpans, Answers, RuleBook, UNKNOWN, bad_answer, choose, contradictory, read_answer,
    read_answers, refused,
};
use crate::say;
use crate::site::Site;
use crate::source::{SourceFile, Sources, Span};
use crate::yaml::{self, Name, unknown_name};

/// Reads answers from a file, or from `question=answer,question=answer`. Those that cannot be
/// taken, or cannot be true together, are reported.
pub(super) fn take(
    given: &str,
    site: &Site,
    sources: &mut Sources,
    answers: &mut Answers,
    report: &mut Report,
) {
    let compiled = &site.rules;
    let mut spans = AnswerSpans::new();
    read(given, &compiled.book, sources, answers, &mut spans, report);
    for found in refused(compiled, answers) {
        let words = Bilingual::new(|language| {
            let text = &site.words[language].contradictions[found.contradiction];
            plain(site, text, answers, language)
        });
        let book = &compiled.book;
        report.add(contradictory(book, &found, answers, &spans, Some(words)));
    }
}

fn read(
    given: &str,
    book: &RuleBook,
    sources: &mut Sources,
    answers: &mut Answers,
    spans: &mut AnswerSpans,
    report: &mut Report,
) {
    let inline = given.contains('=') && !Path::new(given).exists();
    let bytes = if inline {
        given.as_bytes().to_vec()
    } else {
        match read_file(given) {
            Ok(bytes) => bytes,
            Err(fault) => {
                report.add(*fault);
                return;
            }
        }
    };
    let shown = if inline { "--answers" } else { given };
    let file = sources.add(SourceFile {
        path: format!("answers:{given}"),
        shown: shown.to_owned(),
        origin: None,
        bytes: bytes.into(),
    });
    if !inline {
        // JSON is YAML, so one reader does for both.
        if let Some(tree) = yaml::parse(sources, file, report) {
            read_answers(&tree, book, answers, spans, report);
        }
        return;
    }
    let mut start = 0;
    for part in given.split(',') {
        let span = |from: usize, to: usize| Span {
            file,
            start: start + from,
            end: start + to,
        };
        let middle = part.find('=').unwrap_or(part.len());
        let name = Name {
            text: part[..middle].trim().to_owned(),
            span: span(0, middle),
        };
        let answer = part.get(middle + 1..).unwrap_or("").trim();
        let place = span((middle + 1).min(part.len()), part.len());
        if let Some(several) = book.several.iter().find(|several| several.id == name.text) {
            let named = answer.split('+').map(str::trim);
            let named = named.filter(|option| !option.is_empty());
            let named = named.map(|option| Name {
                text: option.to_owned(),
                span: place,
            });
            let named: Option<Vec<Name>> = (answer != UNKNOWN).then(|| named.collect());
            let named = named.as_deref();
            choose(several, named, place, book, answers, spans, report);
            start += part.len() + 1;
            continue;
        }
        match book.question(&name.text) {
            None => {
                let known: Vec<&str> = book
                    .questions
                    .iter()
                    .map(|found| found.id.as_str())
                    .collect();
                report.add(unknown_name("unknown-question", &name, known));
            }
            Some(question) => match read_answer(book, question, answer) {
                Ok(answer) => {
                    answers.set(question, answer);
                    spans.insert(question, place);
                }
                Err(bad) => report.add(bad_answer(book, question, answer, &bad).at(place)),
            },
        }
        start += part.len() + 1;
    }
}

/// The largest file of answers, in bytes: a device that never ends is none.
const LARGEST: u64 = 1_000_000;

/// Reads a file of answers; a pipe is one too.
fn read_file(path: &str) -> Result<Vec<u8>, Box<Fault>> {
    let mut bytes = Vec::new();
    let read = fs::File::open(path).and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes));
    match read {
        Ok(length) if length as u64 > LARGEST => {
            let fault = Fault::error(
                "file-too-large",
                say!(
                    "{path} pèse plus d'un mégaoctet",
                    "{path} weighs more than a megabyte"
                ),
            );
            Err(Box::new(fault.help(say!(
                "donnez un fichier de réponses : une ligne par question",
                "give a file of answers: a line for each question"
            ))))
        }
        Ok(_) => Ok(bytes),
        Err(error) => Err(Box::new(Fault::error(
            "unreadable-file",
            say!(
                "impossible de lire {path} : {error}",
                "cannot read {path}: {error}"
            ),
        ))),
    }
}
