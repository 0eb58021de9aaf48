//! `bilan rules diff`: what changes for whom between two versions of the rules, or two days.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{self, ExitCode};

use clap::Args;

use crate::cli::{Format, iso_date, print, show, today};
use crate::language::{Bilingual, Language, money};
use crate::pipeline::{self, NATIONAL};
use crate::report::{Fault, Report};
use crate::rules::{
    ChangedAmounts, ChangedDecision, ChangedParameter, Compiled, Day, Difference, ENDLESS, Ending,
    Example, OneSided, OneSidedKind, ParameterValue, Phrasebook, Quantity, Situation, Through,
    Unit, Which, diff, frozen, written,
};
use crate::say;
use crate::site::read_phrasebook;
use crate::source::{self, Layer, SourceFile, Sources};

/// What `bilan rules diff` takes.
#[derive(Debug, Args)]
pub struct Arguments {
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

    /// Folder of the site
    #[arg(long, value_name = "DIR", default_value = ".")]
    site: PathBuf,
}

/// Compares, and says what changes. Nothing is said where nothing does.
pub fn run(arguments: &Arguments, language: Language) -> ExitCode {
    let compared = match (arguments.from_date, arguments.to_date) {
        (Some(from), Some(to)) => days(&arguments.site, from, to, language),
        _ => versions(arguments, language),
    };
    let compared = match compared {
        Ok(compared) => compared,
        Err(code) => return code,
    };
    print(&told(&compared, language));
    ExitCode::SUCCESS
}

/// A difference, with what it is told with.
struct Compared {
    difference: Difference,
    /// The newer rules and their words.
    version: Version,
    /// Whether the reference date of the examples tells anything.
    dated: bool,
}

/// Rules, and the words for their questions and options.
struct Version {
    compiled: Compiled,
    phrases: Phrasebook,
}

/// The same rules on two days. The person asks on the later one: only the law differs.
fn days(site: &Path, from: Day, to: Day, language: Language) -> Result<Compared, ExitCode> {
    let version = folder(site, language)?;
    let book = &version.compiled.book;
    let (old, new) = (frozen(book, from, to), frozen(book, to, to));
    Ok(Compared {
        difference: diff(&old, &new).map_err(|_| too_large(language))?,
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
            .map_err(|_| too_large(language))?,
        version: new,
        dated: true,
    })
}

fn too_large(language: Language) -> ExitCode {
    let mut report = Report::default();
    report.add(Fault::error(
        "rules-too-large",
        say!(
            "ces règles distinguent trop de situations pour être comparées",
            "these rules tell too many situations apart to be compared"
        ),
    ));
    show(&report, &Sources::default(), language, Format::Human)
}

/// The rules of a site's folder.
fn folder(site: &Path, language: Language) -> Result<Version, ExitCode> {
    let own = Layer::Folder(site.to_owned());
    let is_whole = WHOLE.iter().all(|path| site.join(path).is_file());
    let layers = if is_whole {
        vec![own]
    } else {
        let mut layers = NATIONAL.to_vec();
        layers.push(own);
        layers
    };
    let mut report = Report::default();
    let (sources, unread) = source::read(&layers);
    for file in unread {
        report.add(file.into());
    }
    compiled(&sources, report, language)
}

/// The files without which rules rest on the national ones. Rules that have them all are whole:
/// a file that they do not have was taken away, and is not to come back from the program.
const WHOLE: [&str; 4] = [
    "content/rules/questions.yaml",
    "content/rules/parameters.yaml",
    "content/rules/outcomes.yaml",
    "content/rules/sources.yaml",
];

fn compiled(
    sources: &Sources,
    mut report: Report,
    language: Language,
) -> Result<Version, ExitCode> {
    let compiled = pipeline::rules(sources, &mut report);
    match compiled.filter(|_| !report.has_errors()) {
        Some(compiled) => {
            // The figures of a short text, if it has any, are those of the day it is read on.
            Ok(Version {
                phrases: read_phrasebook(sources, &compiled.book, today()),
                compiled,
            })
        }
        None => Err(show(&report, sources, language, Format::Human)),
    }
}

/// The rules of a git revision of the site.
fn revision(site: &Path, name: &str, language: Language) -> Result<Version, ExitCode> {
    let files = match committed(site, name) {
        Ok(files) => files,
        Err(reason) => {
            let mut report = Report::default();
            report.add(
                Fault::error(
                    "unknown-version",
                    say!(
                        "`{name}` n'est ni un dossier ni une révision : {reason}",
                        "`{name}` is neither a folder nor a revision: {reason}"
                    ),
                )
                .help(say!(
                    "donnez le dossier d'un site, ou une révision git du site indiqué par --site",
                    "give the folder of a site, or a git revision of the site that --site names"
                )),
            );
            return Err(show(&report, &Sources::default(), language, Format::Human));
        }
    };
    let is_whole = WHOLE
        .iter()
        .all(|path| files.iter().any(|(own, _)| own == path));
    let (mut sources, _) = if is_whole {
        source::read(&[])
    } else {
        source::read(&NATIONAL)
    };
    for (path, bytes) in files {
        sources.add(SourceFile {
            shown: format!("{name}:{path}"),
            path,
            origin: None,
            bytes: bytes.into(),
        });
    }
    compiled(&sources, Report::default(), language)
}

/// The files of the rules in a revision and their words, as git has them.
fn committed(site: &Path, name: &str) -> Result<Vec<(String, Vec<u8>)>, String> {
    // A name could be read as an option; the commit that it stands for cannot.
    let wanted = format!("{name}^{{commit}}");
    let commit = git(
        site,
        &["rev-parse", "--verify", "--end-of-options", &wanted],
    )?;
    let commit = String::from_utf8_lossy(&commit).trim().to_owned();
    let listed = git(
        site,
        &[
            "ls-tree",
            "-r",
            "-z",
            "--name-only",
            &commit,
            "content/rules/",
            "content/fr/questionnaire.yaml",
            "content/en/questionnaire.yaml",
        ],
    )?;
    String::from_utf8_lossy(&listed)
        .split('\0')
        .filter(|path| !path.is_empty())
        .map(|path| {
            let bytes = git(site, &["show", &format!("{commit}:./{path}")])?;
            Ok((path.to_owned(), bytes))
        })
        .collect()
}

fn git(site: &Path, arguments: &[&str]) -> Result<Vec<u8>, String> {
    let done = process::Command::new("git")
        .arg("-C")
        .arg(site)
        .args(arguments)
        .output()
        .map_err(|error| format!("git: {error}"))?;
    if done.status.success() {
        Ok(done.stdout)
    } else {
        Err(String::from_utf8_lossy(&done.stderr).trim().to_owned())
    }
}

/// The difference in words.
fn told(compared: &Compared, language: Language) -> String {
    let mut text = String::new();
    for only in &compared.difference.only {
        line(&mut text, &one_sided(only, language));
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
        "exemple, {was} → {now} : {person}",
        "example, {was} → {now}: {person}"
    );
    line(text, &format!("    {}", words[language]));
    line(
        text,
        &format!("    {}", command(&found.example, compared, language)),
    );
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

/// A person in the words of the newer rules.
fn person(example: &Example, compared: &Compared, language: Language) -> String {
    let shown = &example.person[usize::from(!compared.dated)..];
    let Version { compiled, phrases } = &compared.version;
    phrases.person_of(&compiled.book, shown)[language].clone()
}

/// The same person by ids, and the command that asks for her. Between two days there is none:
/// the rules of one day are put to dates that are counted from another.
fn command(example: &Example, compared: &Compared, language: Language) -> String {
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
    let causes: Vec<String> = found
        .parameters
        .iter()
        .map(|changed| parameter(changed, language))
        .collect();
    let cause = if causes.is_empty() {
        say!("autre formule", "another formula")[language].clone()
    } else {
        causes.join(", ")
    };
    let ids: Vec<&str> = found
        .amounts
        .iter()
        .map(|amount| amount.id.as_str())
        .collect();
    line(text, &format!("  {} ({cause})", ids.join(", ")));
    let everybody = found.boxes.iter().any(Vec::is_empty);
    let words = if everybody {
        say!("là où cette voie peut payer", "wherever this route can pay")
    } else {
        let places: Vec<String> = found.boxes.iter().map(|limits| limits.join(", ")).collect();
        let places = places.join(" ; ");
        say!(
            "là où cette voie peut payer, et {places}",
            "wherever this route can pay, and {places}"
        )
    };
    line(text, &format!("    {}", words[language]));
    let worked: Vec<String> = found
        .amounts
        .iter()
        .map(|changed| {
            let (old, new) = (
                quantity(changed.old, language),
                quantity(changed.new, language),
            );
            format!("{} {old} → {new}", changed.id)
        })
        .collect();
    let (person, worked) = (
        person(&found.example, compared, language),
        worked.join(", "),
    );
    let words = say!(
        "exemple, {worked} : {person}",
        "example, {worked}: {person}"
    );
    line(text, &format!("    {}", words[language]));
    line(
        text,
        &format!("    {}", command(&found.example, compared, language)),
    );
}

fn parameter(changed: &ChangedParameter, language: Language) -> String {
    let value = |value: ParameterValue| match (value, changed.unit) {
        (ParameterValue::Number(number), Unit::Euro) => money(number, language),
        (ParameterValue::Number(number), unit) => format!("{} {}", written(number), unit.name()),
        (ParameterValue::None, _) => say!("aucun", "none")[language].clone(),
        (ParameterValue::Unknown, _) => say!("non établi", "not established")[language].clone(),
    };
    format!(
        "{}: {} → {}",
        changed.id,
        value(changed.old),
        value(changed.new)
    )
}

fn quantity(found: Option<Quantity>, language: Language) -> String {
    let words: Bilingual<String> = match found {
        Some(Quantity::Between(low, high)) if low == high => return money(low, language),
        Some(Quantity::Between(low, high)) if high < ENDLESS / 2 => {
            return format!("{} – {}", money(low, language), money(high, language));
        }
        Some(Quantity::Between(low, _)) => {
            let low = money(low, language);
            say!("{low} ou plus", "{low} or more")
        }
        Some(Quantity::None) => say!("aucun", "none"),
        Some(Quantity::Unknown) => say!("non établi", "not established"),
        None => say!("absent", "absent"),
    };
    words[language].clone()
}
