//! Files as chance writes them: small changes of what is shipped, and answers that nobody gives.
//! Each ends in an answer or in a fault that can be told; none makes the program fall.
//!
//! `cargo test` tries some; with `EVERYTHING=1` it tries thousands, as `tests/long.d/edits` does.

use std::panic::{AssertUnwindSafe, catch_unwind};

use bilan::language::Language;
use bilan::pipeline::{self, Loaded, NATIONAL};
use bilan::report::{Human, Report, github, json};
use bilan::rules::{Answers, conclude, read_answers};
use bilan::source::{self, Layer};
use bilan::yaml;
use rayon::prelude::*;

use crate::dice::Dice;
use crate::project::{Project, sections, wanted};

/// What is put between the letters of a file: marks of every language that the program reads, half
/// of something, letters that nobody sees or that turn a line around, numbers that fit nowhere.
const PIECES: [&str; 72] = [
    "{{",
    "}}",
    "{%",
    "%}",
    "{#",
    "{{ param(",
    "{{ param(\"cpf_ceiling\"",
    "{{ since(\"\") }}",
    "{{ history(\"x\") }}",
    "{{ summary_table() }}",
    "{% for a in range(9999) %}",
    "{% include 'page.html' %}",
    "{{ a|e|e|e }}",
    "{{ not not not 1 }}",
    "[",
    "](",
    "![",
    "[^1]",
    "[^1]: ",
    "<!--",
    "<script>",
    "<svg onload=x>",
    "&#0;",
    "&amp;amp;",
    "***",
    "~~~\n",
    "```\n",
    "\n> > > > ",
    "\n- - - - ",
    "\n1. 1. 1. ",
    "\n| a | b\n|-|-|\n",
    "\n---\n",
    "\n===\n",
    "\n: ",
    ": ",
    "- ",
    "? ",
    "&a ",
    "*a",
    "!!binary ",
    "|\n",
    ">\n",
    "\t",
    "\r",
    "\"",
    "'",
    "\\",
    "/../",
    "://",
    "%",
    "#",
    "\0",
    "\u{1b}[31m",
    "\u{7f}",
    "\u{85}",
    "\u{9b}31m",
    "\u{a0}",
    "\u{200b}",
    "\u{202e}",
    "\u{2066}",
    "\u{2028}",
    "\u{feff}",
    "\u{301}\u{301}\u{301}",
    "𝒳🇫🇷",
    "9999999999999999999999",
    "-1",
    "0.001",
    "1e999",
    "2026-02-30",
    "(((((((((",
    " and not ",
    "@import url(x); /*",
];

/// How many files of a kind are tried.
fn rounds(few: u64, many: u64) -> u64 {
    if std::env::var_os("EVERYTHING").is_some() {
        many
    } else {
        few
    }
}

/// A text with a few changes.
fn changed(text: &str, dice: &mut Dice) -> String {
    let mut text = text.to_owned();
    for _ in 0..=dice.under(3) {
        let index = |text: &str, dice: &mut Dice| {
            let at = dice.under(text.len() + 1);
            (0..=at)
                .rev()
                .find(|at| text.is_char_boundary(*at))
                .unwrap_or(0)
        };
        let (one, other) = (index(&text, dice), index(&text, dice));
        let (start, end) = (one.min(other), one.max(other));
        let end = index(&text[..end], &mut Dice(1 + start as u64)).max(start);
        let lines: Vec<&str> = text.lines().collect();
        let line = dice.under(lines.len().max(1));
        text = match dice.under(8) {
            // A stretch goes, comes twice, or comes very often.
            0 => format!("{}{}", &text[..start], &text[end.min(text.len())..]),
            1 => format!("{}{}", &text[..end], &text[start..]),
            2 => {
                let short: String = text[start..].chars().take(12).collect();
                format!("{}{}{}", &text[..start], short.repeat(300), &text[start..])
            }
            // The file ends early.
            3 => text[..start].to_owned(),
            // A line goes, or comes again.
            4 => {
                let rest = lines.iter().enumerate().filter(|(index, _)| *index != line);
                rest.map(|(_, line)| format!("{line}\n")).collect()
            }
            5 => {
                let twice = lines
                    .iter()
                    .enumerate()
                    .flat_map(|(index, text)| vec![*text; if index == line { 2 } else { 1 }]);
                twice.map(|line| format!("{line}\n")).collect()
            }
            _ => format!("{}{}{}", &text[..start], dice.pick(&PIECES), &text[start..]),
        };
    }
    text
}

/// Reads a project, tells its faults in every form, and renders what can be rendered.
fn try_out(layers: &[Layer]) {
    let mut loaded = pipeline::read(layers, &wanted());
    told(&loaded);
    pipeline::render(&mut loaded);
    told(&loaded);
}

fn told(loaded: &Loaded) {
    let Loaded {
        report, sources, ..
    } = loaded;
    for language in Language::ALL {
        let shown = Human::new(sources, language, false).report(report);
        let obeyed = |letter: char| letter.is_control() && letter != '\n';
        assert!(!shown.contains(obeyed), "a terminal would obey {shown:?}");
        let annotations = github(report, sources, language);
        assert!(annotations.lines().all(|line| line.starts_with("::")));
    }
    let parsed: serde_json::Value =
        serde_json::from_str(&json(report, sources, Language::French)).expect("JSON");
    let faults = parsed["faults"].as_array().expect("a list of faults");
    assert_eq!(faults.len(), report.sorted().len());
}

/// Tries files in turn, each laid over `below`, and tells those that made the program fall.
fn all_end(
    what: &str,
    rounds: u64,
    files: &[(String, String)],
    below: impl Fn() -> (Project, Vec<Layer>) + Sync,
) {
    assert!(!files.is_empty(), "{what}: no files were found");
    let fallen: Vec<String> = (0..rounds)
        .into_par_iter()
        .filter_map(|seed| {
            let mut dice =
                Dice(0x9e37_79b9_7f4a_7c15 ^ (seed + 1).wrapping_mul(0x2545_f491_4f6c_dd1d));
            let (path, text) = dice.one_of(files);
            let text = changed(text, &mut dice);
            let (project, mut layers) = below();
            let project = project.file(path, &text);
            layers.push(Layer::Folder(project.path().to_owned()));
            let ended = catch_unwind(AssertUnwindSafe(|| try_out(&layers)));
            ended
                .err()
                .map(|_| format!("{what} {seed}: {path}\n{text:.400}"))
        })
        .collect();
    assert!(
        fallen.is_empty(),
        "{} fell:\n{}",
        fallen.len(),
        fallen.join("\n")
    );
}

/// The shipped files below a folder.
fn shipped(folder: &str) -> Vec<(String, String)> {
    let (sources, _) = source::read(&NATIONAL);
    let files = sources.below(folder);
    files
        .map(|(id, file)| (file.path.clone(), sources.text(id).to_owned()))
        .collect()
}

#[test]
fn no_change_of_the_shipped_content_makes_the_program_fall() {
    let files = shipped("content/");
    all_end("content", rounds(24, 4_000), &files, || {
        (Project::empty(), NATIONAL.to_vec())
    });
}

#[test]
fn no_change_of_the_shipped_theme_makes_the_program_fall() {
    let files = shipped("themes/");
    all_end("theme", rounds(60, 6_000), &files, || {
        (Project::new(), vec![NATIONAL[1].clone()])
    });
}

#[test]
fn no_change_of_a_small_site_makes_the_program_fall() {
    let base = sections(include_str!("../samples/base.site"));
    let mut files: Vec<(String, String)> = base
        .map(|(path, text)| (path.to_owned(), text.to_owned()))
        .collect();
    let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><g><path d=\"M0 0h9\"/></g></svg>\n";
    files.push(("content/media/a.svg".to_owned(), drawing.to_owned()));
    all_end("small site", rounds(150, 20_000), &files, || {
        (Project::new(), vec![NATIONAL[1].clone()])
    });
}

#[test]
fn no_file_of_answers_makes_the_program_fall() {
    let project = Project::new();
    let mut loaded = project.read();
    let site = loaded.site.take().expect("the small site is read");
    let good = "status: permanent\nleave: yes\nprice: 1800.50\nrequest_date: 2026-11-22\nbalance: unknown\n";
    let written: [String; 12] = [
        String::new(),
        "[".repeat(100_000),
        "- ".repeat(100_000),
        "{a: ".repeat(100_000),
        "? ".repeat(100_000),
        format!("price: {}\n", "9".repeat(1_000_000)),
        format!("{}: 1\n", "x".repeat(1_000_000)),
        "price: 1\n".repeat(10_000),
        (0..20_000).map(|index| format!("x{index}: 1\n")).collect(),
        "a: &a [x]\n".to_owned() + &(0..60).map(|index| format!("b{index}: [*a, *a]\n")).collect::<String>(),
        "{\"price\": 1800, \"status\": \"permanent\", \"leave\": true}".to_owned(),
        "price: .nan\nstatus: [permanent]\nleave: { yes: no }\nrequest_date: 2026-02-30\nbalance: -0\n".to_owned(),
    ];
    let random = (0..rounds(300, 50_000)).map(|seed| changed(good, &mut Dice(seed + 1)));
    for text in written.into_iter().chain(random) {
        let mut sources = source::Sources::default();
        let file = sources.add(source::SourceFile {
            path: "answers".to_owned(),
            shown: "answers".to_owned(),
            origin: None,
            bytes: text.into_bytes().into(),
        });
        let mut report = Report::default();
        let mut answers = Answers::on(&site.rules.book, wanted().today);
        if let Some(tree) = yaml::parse(&sources, file, &mut report) {
            let mut indices = std::collections::BTreeMap::new();
            read_answers(
                &tree,
                &site.rules.book,
                &mut answers,
                &mut indices,
                &mut report,
            );
        }
        for fault in report.sorted() {
            assert!(
                fault.span.is_some(),
                "a fault without a place: {}",
                fault.message.en
            );
        }
        conclude(&site.rules, &answers);
    }
}
