//! The answers that a command is given, in a file or in its line.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;

use serde_json::{Value, json};

use crate::cli::ask::plain::plain;
use crate::language::Bilingual;
use crate::report::{Fault, Report};
use crate::rules::{
    Answer, AnswerSpans, Answers, QuestionId, RuleBook, UNKNOWN, answer_named, choose,
    contradictory, read_named, refused, succeeded, write_answer,
};
use crate::say;
use crate::site::Site;
use crate::source::{FileId, SourceFile, Sources, Span};
use crate::yaml::{self, Name};

/// Reads answers from a file, or from `question=answer,question=answer`. Those that cannot be
/// taken, or cannot be true together, are reported.
pub(super) fn take(
    given: &str,
    site: &Site,
    sources: &mut Sources,
    answers: &mut Answers,
    report: &mut Report,
) -> Vec<ReadAs> {
    let compiled = &site.rules;
    let mut reader = Reader {
        book: &compiled.book,
        answers,
        spans: AnswerSpans::new(),
        older: Vec::new(),
    };
    reader.read(given, sources, report);
    let read_as = reader.read_older();
    let spans = reader.spans;
    for found in refused(compiled, answers) {
        let words = Bilingual::new(|language| {
            let text = &site.words[language].contradictions[found.contradiction];
            plain(site, text, answers, language)
        });
        let book = &compiled.book;
        report.add(contradictory(book, &found, answers, &spans, Some(words)));
    }
    read_as
}

/// An answer that was given under an older name, and what it was read as.
#[derive(Debug)]
pub(super) struct ReadAs {
    pub(super) question: String,
    pub(super) answer: String,
    pub(super) now: Vec<(QuestionId, Answer)>,
}

impl ReadAs {
    fn answers(&self, book: &RuleBook) -> Vec<(String, String)> {
        let now = self.now.iter();
        now.map(|(question, answer)| {
            let id = book.questions[*question].id.clone();
            (id, write_answer(book, *question, *answer))
        })
        .collect()
    }

    /// What was given, and what it was read as.
    pub(super) fn json(&self, book: &RuleBook) -> Value {
        let now: BTreeMap<String, String> = self.answers(book).into_iter().collect();
        json!({ "given": { self.question.as_str(): self.answer }, "read": now })
    }

    /// The same in words, on a line.
    pub(super) fn text(&self, book: &RuleBook) -> Bilingual<String> {
        let now = self.answers(book).into_iter();
        let now: Vec<String> = now.map(|(id, answer)| format!("{id}={answer}")).collect();
        let (question, answer, now) = (&self.question, &self.answer, now.join(", "));
        say!(
            "`{question}={answer}` se lit aujourd'hui `{now}`.\n",
            "`{question}={answer}` is read as `{now}` today.\n"
        )
    }
}

struct Reader<'a> {
    book: &'a RuleBook,
    answers: &'a mut Answers,
    spans: AnswerSpans,
    /// What was given under an older name, with its place.
    older: Vec<(ReadAs, Span)>,
}

impl Reader<'_> {
    fn read(&mut self, given: &str, sources: &mut Sources, report: &mut Report) {
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
        if inline {
            self.line(given, file, report);
        } else if let Some(tree) = yaml::parse(sources, file, report) {
            // JSON is YAML, so one reader does for both.
            for (name, node) in tree.entries(report) {
                let answer = node.scalar().unwrap_or_default();
                if !self.is_older(&name.text, answer, node.span) {
                    let (answers, spans) = (&mut *self.answers, &mut self.spans);
                    read_named(name, node, self.book, answers, spans, report);
                }
            }
        }
    }

    /// Reads `question=answer,question=answer`.
    fn line(&mut self, given: &str, file: FileId, report: &mut Report) {
        let book = self.book;
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
            start += part.len() + 1;
            if let Some(several) = book.several.iter().find(|several| several.id == name.text) {
                let named = answer.split('+').map(str::trim);
                let named = named.filter(|option| !option.is_empty());
                let named = named.map(|option| Name {
                    text: option.to_owned(),
                    span: place,
                });
                let named: Option<Vec<Name>> = (answer != UNKNOWN).then(|| named.collect());
                let named = named.as_deref();
                let (answers, spans) = (&mut *self.answers, &mut self.spans);
                choose(several, named, place, book, answers, spans, report);
                continue;
            }
            if self.is_older(&name.text, answer, place) {
                continue;
            }
            match answer_named(book, &name, answer, place) {
                Ok((question, answer)) => {
                    self.answers.set(question, answer);
                    self.spans.insert(question, place);
                }
                Err(fault) => report.add(*fault),
            }
        }
    }

    /// Keeps an answer of older rules for later; whether there is nothing else to read in it.
    fn is_older(&mut self, question: &str, answer: &str, place: Span) -> bool {
        let Some(found) = succeeded(self.book, question, answer) else {
            return false;
        };
        let read_as = ReadAs {
            question: question.to_owned(),
            answer: answer.to_owned(),
            now: found.now,
        };
        self.older.push((read_as, place));
        !found.stays
    }

    /// Answers by what was given under older names, where nothing else was said; gives what was
    /// read in this way.
    fn read_older(&mut self) -> Vec<ReadAs> {
        let mut read = Vec::new();
        for (mut older, place) in std::mem::take(&mut self.older) {
            older
                .now
                .retain(|(question, _)| !self.spans.contains_key(question));
            for (question, answer) in &older.now {
                self.answers.set(*question, *answer);
                self.spans.insert(*question, place);
            }
            if !older.now.is_empty() {
                read.push(older);
            }
        }
        read
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
