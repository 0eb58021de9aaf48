//! `bilan ask`: the questionnaire in the terminal, or answered at once.

mod plain;
mod reasons;
mod told;
mod unsure;

use std::fs;
use std::io::{self, BufRead, Read, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::Args;

use crate::cli::ask::plain::plain;
use crate::cli::ask::told::told;
use crate::cli::{AnswerFormat, Format, SiteArguments, print, show, tell};
use crate::language::{Bilingual, Language};
use crate::pipeline;
use crate::report::{Fault, Report, Severity};
use crate::rules::{
    self, ANSWERABLE, Answers, Compiled, QuestionKind, UNKNOWN, bad_answer, conclude, read_answer,
    read_answers,
};
use crate::say;
use crate::site::{Site, Text};
use crate::source::{SourceFile, Sources, Span};
use crate::yaml::{self, Name, unknown_name};

/// What `bilan ask` takes.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    site: SiteArguments,

    /// A YAML or JSON file of answers, or `question=answer,…`; without it, questions are asked
    #[arg(long, value_name = "FILE|K=V,…")]
    answers: Option<String>,

    /// How the conclusion is written
    #[arg(long, value_enum, default_value = "text")]
    format: AnswerFormat,
}

/// Asks, or reads the answers, and says what the rules conclude.
pub fn run(arguments: &Arguments, language: Language) -> ExitCode {
    let mut edition = pipeline::read(&arguments.site.layers(), &arguments.site.wanted());
    let given = arguments.answers.is_some();
    let mut others = edition.report.sorted().into_iter().filter(|fault| {
        // What a fault of the tables shows of a person can be tried all the same.
        fault.severity == Severity::Error && !(given && ANSWERABLE.contains(&fault.id))
    });
    let refused = others.next().is_some();
    let Some(site) = edition.site.take().filter(|_| !refused) else {
        return show(&edition.report, &edition.sources, language, Format::Human);
    };
    let mut answers = Answers::on(&site.rules.book, arguments.site.today());
    let mut sources = Sources::clone(&edition.sources);
    match &arguments.answers {
        Some(given) => {
            let mut report = Report::default();
            take(given, &site.rules, &mut sources, &mut answers, &mut report);
            if report.has_errors() {
                return show(&report, &sources, language, Format::Human);
            }
        }
        None => {
            if let Err(error) = ask(&site, &mut answers, language) {
                let words = say!(
                    "La saisie s'est arrêtée : {error}.",
                    "Input ended: {error}."
                );
                tell(&words[language]);
                return ExitCode::FAILURE;
            }
        }
    }
    match arguments.format {
        AnswerFormat::Json => print(&format!(
            "{:#}\n",
            rules::json(&site.rules, &answers, &sources)
        )),
        AnswerFormat::Text => print(&told(&site, &sources, &answers, language)),
    }
    if edition.report.has_errors() {
        return show(&edition.report, &sources, language, Format::Human);
    }
    ExitCode::SUCCESS
}

/// Reads answers from a file, or from `question=answer,question=answer`.
fn take(
    given: &str,
    compiled: &Compiled,
    sources: &mut Sources,
    answers: &mut Answers,
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
            read_answers(&tree, &compiled.book, answers, report);
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
        let book = &compiled.book;
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
                Ok(answer) => answers.set(question, answer),
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

/// Asks every question that can still change what the person is told.
fn ask(site: &Site, answers: &mut Answers, language: Language) -> io::Result<()> {
    let mut lines = io::stdin().lock().lines();
    let mut out = io::stdout();
    while let Some(question) = conclude(&site.rules, answers).next {
        let found = &site.rules.book.questions[question];
        let words = &site.words[language].questions[question];
        let speak = |text: &Text| plain(site, text, answers, language);
        writeln!(out, "\n{}", speak(&words.title))?;
        if let Some(hint) = &words.hint {
            writeln!(out, "  {}", speak(hint))?;
        }
        let options = found.kind.options();
        for (place, option) in words.options.iter().enumerate() {
            writeln!(out, "  {}. {}", place + 1, speak(&option.text))?;
        }
        let how = match &found.kind {
            QuestionKind::Choice(_) => say!("numéro", "number"),
            QuestionKind::YesNo(_) => say!("oui ou non", "yes or no"),
            QuestionKind::Number(..) => say!("nombre, comme 1600.50", "number, like 1600.50"),
            QuestionKind::Date => say!("date, comme 2026-11-22", "date, like 2026-11-22"),
        };
        let unknown = if found.may_not_know {
            say!(" ; ? si vous ne savez pas", "; ? if you do not know")
        } else {
            Bilingual::default()
        };
        write!(out, "[{}{}] ", how[language], unknown[language])?;
        out.flush()?;
        let Some(line) = lines.next() else {
            return Err(io::ErrorKind::UnexpectedEof.into());
        };
        let line = line?;
        let typed = line.trim();
        let answer = match typed {
            "?" => UNKNOWN.to_owned(),
            "oui" | "o" | "y" => "yes".to_owned(),
            "non" | "n" => "no".to_owned(),
            number => number
                .parse::<usize>()
                .ok()
                .filter(|_| matches!(found.kind, QuestionKind::Choice(_)))
                .and_then(|place| options.get(place.checked_sub(1)?).cloned())
                .unwrap_or_else(|| number.replace(',', ".")),
        };
        match read_answer(&site.rules.book, question, &answer) {
            Ok(answer) => answers.set(question, answer),
            Err(_) => writeln!(out, "{}", speak(&words.error))?,
        }
    }
    writeln!(out)
}
