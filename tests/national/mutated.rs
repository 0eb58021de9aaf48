//! Every edit of one line of the shipped rules, and none makes the program fall.
//!
//! An id or a name in an expression is misspelt: that is a fault at its place. A line goes: that is
//! a fault, or a change that `rules diff` tells, or it stands in a short list that says why not.
//! `cargo test` tries some edits, spread over all files; with `EVERYTHING=1` it tries all, which
//! takes an hour: `tests/long.d/edits` does so. `ONLY=content/rules/sources.yaml`
//! tries all of one file.

use std::collections::BTreeSet;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;

use bilan::pipeline::{self, Loaded, NATIONAL};
use bilan::report::Severity;
use bilan::rules::{RuleBook, diff};
use bilan::source::{self, Layer};
use rayon::prelude::*;

use crate::project::{Project, wanted};

/// How many edits of each kind are tried where not all are.
const SOME: usize = 40;

/// Lines that may go without a word, by what they begin with, and why: no person notices. Whatever
/// `rules diff` learns to compare leaves this list.
const SILENT: [(&str, &str); 11] = [
    ("#", "a note for whoever reads the file"),
    ("why: default", "the reason where none is said"),
    (
        "article:",
        "of a source that is held to no text, which says why",
    ),
    (
        "policy: unique",
        "`first` stands in for it, and rows that exclude one another are read alike",
    ),
    ("review:", "half a year stands in for it"),
    ("confidence:", "`sure` stands in for it"),
    (
        "changed:",
        "of a source: a note of `check`, which is then gone",
    ),
    (
        "code:",
        "of an article that is not published as data, which `bilan law` reads",
    ),
    (
        "- { code:",
        "one of the articles that a text changes, which `bilan law` reads",
    ),
    (
        "stays:",
        "a note for authors, which `rules check` alone reads",
    ),
    ("- \"", "one of several quotes, where others stay"),
];

/// One edit: the file, the line from 0, and the line as it is then; nothing where it goes.
struct Edit {
    path: String,
    line: usize,
    becomes: Option<String>,
    /// The word as it was; nothing where the line goes.
    word: Option<String>,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// A word outside quotes.
    Word,
    /// A name inside an expression.
    Name,
    /// The line is gone.
    Gone,
}

#[test]
fn every_edit_of_one_line_is_told() {
    let before = loaded(&Project::empty());
    let known = faults(&before);
    let site = before.site.as_ref().expect("the shipped site is read");
    let book = &site.rules.book;
    let files = files();
    let all: Vec<Edit> = files
        .iter()
        .flat_map(|(path, text)| edits(path, text))
        .collect();
    let one = std::env::var("ONLY").ok();
    let all: Vec<Edit> = all
        .into_iter()
        .filter(|edit| one.as_ref().is_none_or(|path| edit.path == *path))
        .collect();
    let every = one.is_some() || std::env::var_os("EVERYTHING").is_some();
    let tried: Vec<&Edit> = [Kind::Word, Kind::Name, Kind::Gone]
        .into_iter()
        .flat_map(|kind| {
            let of_kind: Vec<&Edit> = all.iter().filter(|edit| edit.kind == kind).collect();
            assert!(
                one.is_some() || of_kind.len() > 300,
                "the edits were not found"
            );
            let stride = if every { 1 } else { of_kind.len() / SOME };
            of_kind.into_iter().step_by(stride)
        })
        .collect();
    let used = Mutex::new(BTreeSet::new());
    let wrong: Vec<String> = tried
        .par_iter()
        .filter_map(|edit| {
            let (_, text) = files.iter().find(|(path, _)| *path == edit.path)?;
            let tried = catch_unwind(AssertUnwindSafe(|| {
                complaint(edit, text, &known, book, &used)
            }));
            let complaint = tried.unwrap_or(Some("the program fell"))?;
            let line = text.lines().nth(edit.line).unwrap_or_default();
            let becomes = edit.becomes.as_deref().unwrap_or("(gone)");
            Some(format!(
                "{}:{} {complaint}\n  {line}\n  {becomes}",
                edit.path,
                edit.line + 1
            ))
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        tried.len(),
        wrong.join("\n")
    );
    let used = used.into_inner().expect("nothing fell");
    let idle = SILENT.iter().filter(|(start, _)| !used.contains(start));
    let idle: Vec<_> = idle.collect();
    assert!(
        !every || one.is_some() || idle.is_empty(),
        "told after all: {idle:?}"
    );
}

/// What is wrong with how the program takes an edit.
fn complaint(
    edit: &Edit,
    text: &str,
    known: &BTreeSet<Told>,
    book: &RuleBook,
    used: &Mutex<BTreeSet<&'static str>>,
) -> Option<&'static str> {
    let project = Project::empty().anew(&edit.path, &edited(edit, text));
    let after = loaded(&project);
    let found = faults(&after);
    let mut new = found
        .difference(known)
        .filter(|told| told.severity > Severity::Note);
    let here = |told: &Told| (told.path.as_str(), told.line) == (edit.path.as_str(), edit.line + 1);
    match edit.kind {
        Kind::Name => (!new.any(here)).then_some("is not told in its place"),
        Kind::Word => {
            // A group that only says that its options are alike on purpose is named by nothing.
            let group = text.lines().take(edit.line).any(|line| line == "groups:")
                && !text
                    .lines()
                    .take(edit.line)
                    .any(|line| line == "questions:");
            // A renamed id is told where it stands, or where its old name is still used.
            let word = edit.word.as_deref().unwrap_or_default();
            let told =
                new.any(|told| here(told) || !told.path.is_empty() && told.message.contains(word));
            // Where a page stands in an archive is for `bilan law`.
            let archived = text
                .lines()
                .nth(edit.line)
                .is_some_and(|line| line.trim_start().starts_with("page: "));
            (!told && !group && !archived).then_some("is not told in a place")
        }
        Kind::Gone => {
            if new.next().is_some() {
                return None;
            }
            let site = after.site.as_ref()?;
            let Ok(changed) = diff(book, &site.rules.book) else {
                return None;
            };
            if !changed.is_empty() {
                return None;
            }
            let gone = text.lines().nth(edit.line).unwrap_or_default().trim();
            let Some((start, _)) = SILENT.iter().find(|(start, _)| gone.starts_with(start)) else {
                return Some("is neither told nor a difference");
            };
            used.lock().expect("nothing fell").insert(*start);
            None
        }
    }
}

fn edited(edit: &Edit, text: &str) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    match &edit.becomes {
        Some(line) => lines[edit.line] = line,
        None => {
            lines.remove(edit.line);
        }
    }
    lines.join("\n") + "\n"
}

fn loaded(project: &Project) -> Loaded {
    let [content, themes] = NATIONAL;
    let folder = Layer::Folder(project.path().to_owned());
    pipeline::read(&[content, themes, folder], &wanted())
}

/// A fault, with a line only where that tells one edit from another.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Told {
    id: &'static str,
    path: String,
    message: String,
    line: usize,
    severity: Severity,
}

fn faults(loaded: &Loaded) -> BTreeSet<Told> {
    let faults = loaded.report.sorted().into_iter();
    let told = faults.map(|fault| {
        let (path, line) = fault.span.map_or((String::new(), 0), |span| {
            let file = loaded.sources.file(span.file);
            let (line, _) = loaded.sources.place(span.file, span.start);
            (file.path.clone(), line)
        });
        Told {
            id: fault.id,
            // What an edit moves to another line is not told anew.
            line: if fault.severity == Severity::Error {
                line
            } else {
                0
            },
            message: fault.message.en.clone(),
            severity: fault.severity,
            path,
        }
    });
    told.collect()
}

/// The files of the shipped rules but for the cases, which the rules are held to.
fn files() -> Vec<(String, String)> {
    let (sources, _) = source::read(&NATIONAL);
    let files = sources.below("content/rules/");
    files
        .filter(|(_, file)| file.has_extension("yaml") && !file.path.contains("/cases/"))
        .map(|(id, file)| (file.path.clone(), sources.text(id).to_owned()))
        .collect()
}

fn edits(path: &str, text: &str) -> Vec<Edit> {
    let mut found = Vec::new();
    // Lines that stand deeper than a field `>-` are its prose.
    let mut prose: Option<usize> = None;
    for (line, old) in text.lines().enumerate() {
        let depth = old.len() - old.trim_start().len();
        prose = prose.filter(|field| depth > *field);
        if old.trim().is_empty() || prose.is_some() {
            continue;
        }
        if old.ends_with(">-") {
            prose = Some(depth);
        }
        let edit = |becomes, word: Option<&str>, kind| Edit {
            path: path.to_owned(),
            line,
            becomes,
            word: word.map(str::to_owned),
            kind,
        };
        found.push(edit(None, None, Kind::Gone));
        if old.trim_start().starts_with('#') {
            continue;
        }
        for (place, kind) in words(old) {
            let (start, rest) = old.split_at(place.end);
            let becomes = format!("{start}x{rest}");
            found.push(edit(Some(becomes), Some(&old[place]), kind));
        }
    }
    found
}

/// The words of a line that can be misspelt: ids and fields outside quotes, names inside those of
/// an expression; each by where it stands. Prose and addresses are left out.
fn words(line: &str) -> Vec<(Range<usize>, Kind)> {
    const TAKEN: [&str; 25] = [
        "and", "or", "not", "in", "if", "then", "else", "to", "min", "max", "known", "day", "days",
        "week", "weeks", "month", "months", "year", "years", "h", "EUR", "true", "false", "none",
        "unknown",
    ];
    let mut found = Vec::new();
    let line = line.split(" #").next().unwrap_or(line);
    for (place, piece) in line.split('"').enumerate() {
        let start = piece.as_ptr() as usize - line.as_ptr() as usize;
        let quoted = place % 2 == 1;
        let before = &line[..start.saturating_sub(1)];
        let prose = ["stays: ", "url: ", "unanchored: ", "unquoted: "];
        let literal = quoted && prose.iter().any(|field| before.ends_with(field));
        // A text that reads as a sentence, or as an address, is no expression.
        if literal || (quoted && (piece.contains("://") || piece.contains(". "))) {
            continue;
        }
        let is_word = |letter: char| {
            letter.is_ascii_alphanumeric() || letter == '_' || (letter == '-' && !quoted)
        };
        let mut at = 0;
        while let Some(first) = piece[at..].find(is_word) {
            let first = at + first;
            let length = piece[first..].find(|letter| !is_word(letter));
            let last = length.map_or(piece.len(), |length| first + length);
            at = last;
            let word = &piece[first..last];
            let beside = |letter: Option<char>| {
                letter.is_none_or(|letter| {
                    " \t,[]{}():<>=!+*-".contains(letter) || quoted && letter == '.'
                })
            };
            let plain = beside(piece[..first].chars().next_back())
                && beside(piece[last..].chars().next())
                && !piece[last..].starts_with(":/");
            if plain
                && word.starts_with(|letter: char| letter.is_ascii_lowercase())
                && !TAKEN.contains(&word)
            {
                let kind = if quoted { Kind::Name } else { Kind::Word };
                found.push((start + first..start + last, kind));
            }
        }
    }
    found
}
