//! `bilan rules diff`: what changes for whom between two versions of the rules, or two days.

mod amounts;
mod short;
mod version;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use self::version::{RulesVersion, folder, revision};
use crate::cli::refused::iso_date;
use crate::cli::{Format, print, show};
use crate::language::{Bilingual, Language, money};
use crate::report::{Fault, Report};
use crate::rules::{
    ChangedAmounts, ChangedDecision, Day, DiffExample, Difference, Ending, OneSided, OneSidedKind,
    Quantity, Situation, Through, TooLargeAt, Which, diff, specialised,
};
use crate::say;
use crate::source::Sources;

/// What `bilan rules diff` takes.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The old and the new rules: folders of sites, or git revisions of the site
    #[arg(
        num_args = 2,
        value_names = ["OLD", "NEW"],
        required_unless_present = "from_date",
        conflicts_with = "from_date"
    )]
    versions: Vec<String>,

    /// Compare the rules of this day, instead of two versions
    #[arg(long, value_name = "DATE", value_parser = iso_date, requires = "to_date")]
    from_date: Option<Day>,

    /// with those of this one
    #[arg(long, value_name = "DATE", value_parser = iso_date, requires = "from_date")]
    to_date: Option<Day>,

    /// Tell every situation alone, with its earlier reasons and an example
    #[arg(long)]
    all: bool,

    /// Folder of the site
    #[arg(long, value_name = "DIR", default_value = ".")]
    site: PathBuf,
}

/// Compares, and says what changes. Nothing is said where nothing does.
pub(super) fn run(arguments: &Arguments, language: Language) -> ExitCode {
    let compared = match (arguments.from_date, arguments.to_date) {
        (Some(from), Some(to)) => days(&arguments.site, from, to, language),
        _ => versions(arguments, language),
    };
    let compared = match compared {
        Ok(compared) => compared,
        Err(code) => return code,
    };
    print(&difference_text(&compared, arguments.all, language));
    ExitCode::SUCCESS
}

/// A difference, with what it is told with.
struct Compared {
    difference: Difference,
    /// The newer rules and their words.
    version: RulesVersion,
    /// Whether the reference date of the examples tells anything.
    dated: bool,
}

/// The same rules on two days. The person asks on the later one: only the law differs.
fn days(site: &Path, from: Day, to: Day, language: Language) -> Result<Compared, ExitCode> {
    let version = folder(site, language)?;
    let book = &version.compiled.book;
    let (old, new) = (specialised(book, from, to), specialised(book, to, to));
    Ok(Compared {
        difference: diff(&old, &new).map_err(|found| too_large(found, language))?,
        version,
        dated: false,
    })
}

fn versions(arguments: &Arguments, language: Language) -> Result<Compared, ExitCode> {
    let read = |version: &String| {
        let path = Path::new(version);
        if path.is_dir() {
            folder(path, language)
        } else {
            revision(&arguments.site, version, language)
        }
    };
    let old = read(&arguments.versions[0])?;
    let new = read(&arguments.versions[1])?;
    Ok(Compared {
        difference: diff(&old.compiled.book, &new.compiled.book)
            .map_err(|found| too_large(found, language))?,
        version: new,
        dated: true,
    })
}

/// What is too large is one set of rules made of two, so it stands in no file.
fn too_large(found: TooLargeAt, language: Language) -> ExitCode {
    let fault = Fault::from(found).note(say!(
        "elles ne peuvent donc pas être comparées",
        "so they cannot be compared"
    ));
    let mut report = Report::default();
    report.add(Fault {
        span: None,
        ..fault
    });
    show(&report, &Sources::default(), language, Format::Human)
}

/// The difference in words: all of it, or what changes alike told once.
fn difference_text(compared: &Compared, all: bool, language: Language) -> String {
    let mut text = String::new();
    for only in &compared.difference.only {
        line(&mut text, &one_sided(only, language));
    }
    if !all {
        text.push_str(&short::changes_text(compared, language));
        return text;
    }
    for changed in &compared.difference.decisions {
        if !text.is_empty() {
            text.push('\n');
        }
        decision(&mut text, changed, compared, language);
    }
    text
}

fn line(text: &mut String, words: &str) {
    let _ = writeln!(text, "{words}");
}

fn one_sided(only: &OneSided, language: Language) -> String {
    let id = &only.id;
    let what = match only.what {
        OneSidedKind::Question => say!("question `{id}`", "question `{id}`"),
        OneSidedKind::Option => say!("option `{id}`", "option `{id}`"),
        OneSidedKind::Bounds => say!("bornes plus larges de `{id}`", "wider bounds of `{id}`"),
        OneSidedKind::Decision => say!("décision `{id}`", "decision `{id}`"),
        OneSidedKind::Contradiction => {
            say!("réponses refusées par `{id}`", "answers refused by `{id}`")
        }
    };
    let what = &what[language];
    let words = match only.which {
        Which::Old => say!("Avant seulement : {what}", "Before only: {what}"),
        Which::New => say!("Nouveau : {what}", "New: {what}"),
    };
    words[language].clone()
}

fn decision(text: &mut String, changed: &ChangedDecision, compared: &Compared, language: Language) {
    line(text, &changed.id);
    for found in &changed.situations {
        situation(text, found, compared, language);
    }
    for found in &changed.amounts {
        amounts(text, found, compared, language);
    }
}

fn situation(text: &mut String, found: &Situation, compared: &Compared, language: Language) {
    let mut limits = found.conditions.clone();
    limits.extend(found.through.iter().map(through));
    let place = where_words(&limits, language);
    line(
        text,
        &format!("  {}: {place}", ending(&found.new, language)),
    );
    if !found.unless.is_empty() {
        let unless = endings(&found.unless, language);
        let words = say!("sauf {unless}", "unless {unless}");
        line(text, &format!("    {}", words[language]));
    }
    let old = endings(&found.old, language);
    let words = say!("avant : {old}", "before: {old}");
    line(text, &format!("    {}", words[language]));
    let (was, now) = (ending(&found.was, language), ending(&found.new, language));
    let person = person(&found.example, compared, language);
    let words = say!(
        "exemple : {person} : {was} → {now}",
        "example: {person}: {was} → {now}"
    );
    line(text, &format!("    {}", words[language]));
    let command = command(&found.example, compared, language);
    line(text, &format!("    {command}"));
}

/// Ends in a list: the reasons of one outcome stand together.
fn endings(endings: &[Ending], language: Language) -> String {
    let mut outcomes: Vec<(&str, Vec<&str>)> = Vec::new();
    for Ending { outcome, why } in endings {
        match outcomes.iter_mut().find(|(known, _)| known == outcome) {
            Some((_, whys)) => whys.push(why),
            None => outcomes.push((outcome, vec![why])),
        }
    }
    let all = outcomes.into_iter().map(|(outcome, whys)| {
        ending(
            &Ending {
                outcome: outcome.to_owned(),
                why: whys.join(", "),
            },
            language,
        )
    });
    all.collect::<Vec<_>>().join(", ")
}

fn ending(ending: &Ending, language: Language) -> String {
    let Ending { outcome, why } = ending;
    if outcome.is_empty() {
        return say!("aucune ligne", "no row")[language].clone();
    }
    if why == "default" {
        return outcome.clone();
    }
    format!("{outcome} ({why})")
}

fn through(limit: &Through) -> String {
    let id = &limit.decision;
    let (old, new) = (limit.old.join(", "), limit.new.join(", "));
    if old == new {
        format!("{id} in [{new}]")
    } else {
        format!("{id}: [{old}] → [{new}]")
    }
}

fn where_words(conditions: &[String], language: Language) -> String {
    if conditions.is_empty() {
        return say!("tout le monde", "everybody")[language].clone();
    }
    conditions.join(", ")
}

/// Whom some boxes hold: what they have in common, then what each has of its own.
fn whom(boxes: &[Vec<String>], language: Language) -> String {
    let Some((first, others)) = boxes.split_first() else {
        return where_words(&[], language);
    };
    if others.is_empty() {
        return where_words(first, language);
    }
    let shared = |limit: &&String| others.iter().all(|limits| limits.contains(*limit));
    let mut words: Vec<String> = first.iter().filter(shared).cloned().collect();
    let mut own = Vec::new();
    for limits in boxes {
        let further = limits.iter().filter(|limit| !words.contains(limit));
        let further: Vec<&str> = further.map(String::as_str).collect();
        match further.as_slice() {
            // What it says already covers the others.
            [] => return where_words(&words, language),
            [one] => own.push((*one).to_owned()),
            several => own.push(format!("({})", several.join(", "))),
        }
    }
    let or = say!(" ou ", " or ");
    words.push(own.join(&or[language]));
    words.join(", ")
}

/// A person in the words of the newer rules.
fn person(example: &DiffExample, compared: &Compared, language: Language) -> String {
    let shown = &example.person[usize::from(!compared.dated)..];
    let RulesVersion { compiled, phrases } = &compared.version;
    phrases.person_of(&compiled.book, shown)[language].clone()
}

/// The same person by ids, and the command that asks for her. Between two days there is none:
/// the rules of one day are put to dates that are counted from another.
fn command(example: &DiffExample, compared: &Compared, language: Language) -> String {
    let given = example.person[usize::from(!compared.dated)..].iter();
    let given: Vec<String> = given.map(|(id, answer)| format!("{id}={answer}")).collect();
    let given = given.join(",");
    let words = if compared.dated {
        say!(
            "pour l'essayer : bilan ask --answers {given}",
            "to try it: bilan ask --answers {given}"
        )
    } else {
        say!("réponses : {given}", "answers: {given}")
    };
    words[language].clone()
}

fn amounts(text: &mut String, found: &ChangedAmounts, compared: &Compared, language: Language) {
    let (names, cause) = (amounts::names(found), amounts::cause(found, language));
    line(text, &format!("  {names} ({cause})"));
    line(text, &format!("    {}", amounts::for_whom(found, language)));
    let example = amounts::example(found, compared, language);
    line(text, &format!("    {example}"));
    let command = command(&found.example, compared, language);
    line(text, &format!("    {command}"));
}

fn quantity(found: Option<Quantity>, language: Language) -> String {
    let words: Bilingual<String> = match found {
        Some(Quantity::Between(Some(low), Some(high))) if low == high => {
            return money(low.point(), language);
        }
        Some(Quantity::Between(Some(low), Some(high))) => {
            return format!(
                "{} – {}",
                money(low.point(), language),
                money(high.point(), language)
            );
        }
        Some(Quantity::Between(Some(low), None)) => {
            let low = money(low.point(), language);
            say!("{low} ou plus", "{low} or more")
        }
        Some(Quantity::Between(None, Some(high))) => {
            let high = money(high.point(), language);
            say!("{high} ou moins", "{high} or less")
        }
        Some(Quantity::Between(None, None)) => say!("tout montant", "any amount"),
        Some(Quantity::None) => say!("aucun", "none"),
        Some(Quantity::Unknown) => say!("non établi", "not established"),
        None => say!("absent", "absent"),
    };
    words[language].clone()
}
