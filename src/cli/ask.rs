//! `bilan ask`: the questionnaire in the terminal, or answered at once.

mod reasons;

use std::fs;
use std::io::{self, BufRead, Write};
use std::path::Path;
use std::process::ExitCode;

use clap::Args;

use crate::cli::{AnswerFormat, Format, SiteArguments, print, show};
use crate::language::{Bilingual, Language, date, money};
use crate::pipeline;
use crate::report::{Fault, Report, Severity};
use crate::rules::{
    self, ANSWERABLE, Answer, Answers, Compiled, Conclusion, ENDLESS, Kind, Quantity, QuestionKind,
    UNKNOWN, bad_answer, conclude, read_answer, read_answers,
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
                eprintln!("{}", words[language]);
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
        match fs::read(given) {
            Ok(bytes) => bytes,
            Err(error) => {
                report.add(Fault::error(
                    "unreadable-file",
                    say!(
                        "impossible de lire {given} : {error}",
                        "cannot read {given}: {error}"
                    ),
                ));
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

/// The conclusion in words.
fn told(site: &Site, sources: &Sources, answers: &Answers, language: Language) -> String {
    let rules = &site.rules;
    let conclusion = conclude(rules, answers);
    let openings = rules::openings(rules, answers);
    let find_out = rules::find_out(rules, answers);
    let rows = |place: usize| {
        let concluded = &conclusion.decisions[place];
        reasons::rows(site, sources, place, concluded, answers, language)
    };
    let mut text = String::new();
    let mut line = |words: String| {
        text.push_str(&words);
        text.push('\n');
    };
    for (place, decision) in rules.book.decisions.iter().enumerate() {
        if decision.kind == Kind::Verdict {
            for sentence in outcomes(site, &conclusion, place, answers, language) {
                line(sentence);
            }
            rows(place).into_iter().for_each(&mut line);
        }
    }
    if let Some(first) = find_out.first {
        line(reasons::find_out(site, first, answers, language));
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
    for place in rules::ranking(rules, &conclusion.decisions) {
        line(String::new());
        for words in route(site, &conclusion, place, answers, language) {
            line(words);
        }
        if let Some(first) = find_out.decisions[place] {
            let words = reasons::find_out(site, first, answers, language);
            line(format!("  {words}"));
        }
        for words in rows(place) {
            line(format!("  {words}"));
        }
    }
    line(String::new());
    for (place, decision) in rules.book.decisions.iter().enumerate() {
        if conclusion.decisions[place].possible.is_empty() {
            let id = &decision.id;
            let words = say!(
                "La décision `{id}` ne dit rien ici : aucune ligne ne vaut.",
                "The decision `{id}` says nothing here: no row holds."
            );
            line(words[language].clone());
        }
        let shown = match decision.kind {
            Kind::Verdict => false,
            Kind::Notice => state(site, &conclusion, place) == Some("shown"),
            Kind::Route => matches!(state(site, &conclusion, place), Some("waiting" | "closed")),
        };
        if shown {
            let title = plain(
                site,
                &site.words[language].decisions[place].title,
                answers,
                language,
            );
            let reasons = outcomes(site, &conclusion, place, answers, language).join(" ");
            line(format!("{title}: {reasons}"));
            let opening = openings[place].iter();
            let opening = opening.flat_map(|found| reasons::openings(site, found, language));
            for words in rows(place).into_iter().chain(opening) {
                line(format!("  {words}"));
            }
        }
    }
    text
}

fn route(
    site: &Site,
    conclusion: &Conclusion,
    place: usize,
    answers: &Answers,
    language: Language,
) -> Vec<String> {
    let rules = &site.rules;
    let decision = &rules.book.decisions[place];
    let concluded = &conclusion.decisions[place];
    let words = &site.words[language].decisions[place];
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
    for sentence in outcomes(site, conclusion, place, answers, language) {
        lines.push(format!("  {sentence}"));
    }
    for (label, quantity) in words.amounts.iter().zip(&concluded.amounts) {
        let label = plain(site, label, answers, language);
        lines.push(format!("  {label}: {}", amount(*quantity, language)));
    }
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
    conclusion: &Conclusion,
    place: usize,
    answers: &Answers,
    language: Language,
) -> Vec<String> {
    let words = &site.words[language].decisions[place];
    let possible = &conclusion.decisions[place].possible;
    possible
        .iter()
        .map(|terminal| plain(site, &words.outcomes[*terminal], answers, language))
        .collect()
}

fn state<'s>(site: &'s Site, conclusion: &Conclusion, place: usize) -> Option<&'s str> {
    match conclusion.decisions[place].possible.as_slice() {
        [terminal] => Some(site.rules.book.outcome(place, *terminal)),
        _ => None,
    }
}

fn amount(quantity: Quantity, language: Language) -> String {
    let words = match quantity {
        Quantity::Between(low, high) if low == high => return money(low, language),
        Quantity::Between(low, high) if high >= ENDLESS / 2 => {
            let low = money(low, language);
            say!("{low} ou plus", "{low} or more")
        }
        Quantity::Between(low, high) => {
            let (low, high) = (money(low, language), money(high, language));
            say!("de {low} à {high}", "from {low} to {high}")
        }
        Quantity::None | Quantity::Unknown => say!("pas encore connu", "not known yet"),
    };
    words[language].clone()
}

/// A text with the figures of the reference date.
fn plain(site: &Site, text: &Text, answers: &Answers, language: Language) -> String {
    let book = &site.rules.book;
    let day = match answers.get(book.reference) {
        Some(Answer::Known(day)) => day,
        _ => site.today,
    };
    text.plain(book, day, language)
}
