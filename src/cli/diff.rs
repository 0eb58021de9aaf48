//! `bilan rules diff`: what changes for whom between two versions of the rules, or two days.

mod amounts;
mod around;
mod short;
mod steps;
mod telling;
mod version;
mod whole;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use self::telling::Telling;
use self::version::{RulesVersion, folder, revision};
use crate::cli::refused::iso_date;
use crate::cli::{Format, print, show};
use crate::language::Language;
use crate::report::{Fault, Report};
use crate::rules::{Day, Difference, Rename, RenamedKind, TooLargeAt, diff_in_words, specialised};
use crate::say;
use crate::site::Titles;
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
    /// The titles of what the older rules know.
    before: Titles,
    /// Whether the reference date of the examples tells anything.
    dated: bool,
}

/// The same rules on two days. The person asks on the later one: only the law differs.
fn days(site: &Path, from: Day, to: Day, language: Language) -> Result<Compared, ExitCode> {
    let version = folder(site, language)?;
    let book = &version.compiled.book;
    let (old, new) = (specialised(book, from, to), specialised(book, to, to));
    let phrases = [&version.phrases, &version.phrases];
    let difference = diff_in_words(&old, &new, phrases, &|_| false);
    Ok(Compared {
        difference: difference.map_err(|found| too_large(found, language))?,
        before: version.titles.clone(),
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
    let difference = diff_in_words(
        &old.compiled.book,
        &new.compiled.book,
        [&old.phrases, &new.phrases],
        &|rename| called_alike(&old.titles, &new.titles, rename),
    );
    Ok(Compared {
        difference: difference.map_err(|found| too_large(found, language))?,
        version: new,
        before: old.titles,
        dated: true,
    })
}

/// Whether the site does not call two things by different words: then they may be one.
fn called_alike(old: &Titles, new: &Titles, rename: &Rename) -> bool {
    let [was, is] = &rename.within;
    if rename.what == RenamedKind::Reason {
        let before: Vec<_> = old.of_reason(was, &rename.old).collect();
        let now: Vec<_> = new.of_reason(is, &rename.new).collect();
        return before.is_empty() || now.is_empty() || before.iter().any(|own| now.contains(own));
    }
    let before = old.get(rename.what, was, &rename.old);
    let now = new.get(rename.what, is, &rename.new);
    match (before, now) {
        (Some(before), Some(now)) => before.fr == now.fr || before.en == now.en,
        _ => true,
    }
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

/// How many groups of persons are told one by one, where not everything is wanted.
const GROUPS: usize = 6;

/// The difference in words: all of it, or what changes alike told once.
fn difference_text(compared: &Compared, all: bool, language: Language) -> String {
    let telling = Telling {
        compared,
        language,
        groups: if all { usize::MAX } else { GROUPS },
    };
    let mut text = String::new();
    around::around_text(&mut text, &telling);
    if all {
        whole::changes_text(&mut text, &telling);
    } else {
        short::changes_text(&mut text, &telling);
    }
    text
}
