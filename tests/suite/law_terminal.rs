//! What `bilan law` says in the terminal, for a person, a program and an issue, and what it says
//! of folders that hold something else.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

use crate::project::Project;

fn at(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn law(site: &Path, codes: &Path, more: &[&str]) -> Output {
    let day: &[&str] = if more.contains(&"--date") {
        &[]
    } else {
        &["--date", "2026-03-28"]
    };
    Command::new(env!("CARGO_BIN_EXE_bilan"))
        .current_dir(site)
        .arg("law")
        .args(day)
        .arg("--codes")
        .arg(codes)
        .args(more)
        .env("NO_COLOR", "1")
        .output()
        .expect("the program can be run")
}

fn texts(output: &Output) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("words are UTF-8");
    (text(&output.stdout), text(&output.stderr))
}

/// The shipped site, with one article as it is in the cut, whose text is kept.
fn site() -> Project {
    let own = "\
d6323-6:
  kind: law
  url: https://code.travail.gouv.fr/code-du-travail/d6323-6
  code: travail
  article: D6323-6
  version: LEGIARTI000053572443
  since: 2026-02-26
  as_of: 2026-03-27
  read: text
  checked: 2026-11-22
";
    let shipped = fs::read_to_string(at("content/rules/sources.yaml")).expect("the sources");
    let start = shipped.find("\nd6323-6:\n").expect("the source is there") + 1;
    let after = shipped[start..].find("\n  kind").expect("it has a kind") + start + 1;
    let end = shipped[after..]
        .match_indices('\n')
        .map(|(newline, _)| after + newline + 1)
        .find(|line| !shipped[*line..].starts_with(' '))
        .expect("other sources follow");
    let text = format!("{}{own}{}", &shipped[..start], &shipped[end..]);
    let project = Project::empty().file("content/rules/sources.yaml", &text);
    let kept = law(project.path(), &cut(), &["--keep"]);
    assert!(kept.status.code() != Some(2), "{kept:?}");
    project
}

fn cut() -> PathBuf {
    at("tests/law/codes")
}

/// The codes with a word changed in an article: the folder, and where it goes away.
fn altered() -> Project {
    let path = cut().join("data/LEGITEXT000006072050.json");
    let text = fs::read_to_string(path).expect("the cut is there");
    let from = "au cours des cinq années qui précèdent sa demande de souscription";
    assert!(text.contains(from));
    let text = text.replace(from, &from.replace("cinq", "quatre"));
    Project::empty().file("LEGITEXT000006072050.json", &text)
}

#[test]
fn the_first_and_the_last_lines_say_of_which_day() {
    let project = site();
    for (language, first, part, last) in [
        (
            "en",
            "Code du travail: state of 2026-03-27 (LEGITEXT000006072050.json, @socialgouv/legi-data 2.513.0, valid until 2026-04-01)",
            " sources of law are in force as they were read, in the codes of 2026-02-05 to 2026-03-27; ",
            " could not be held.",
        ),
        (
            "fr",
            "Code du travail : état du 2026-03-27 (LEGITEXT000006072050.json, @socialgouv/legi-data 2.513.0, valable jusqu'au 2026-04-01)",
            " sont en vigueur telles qu'elles ont été lues, dans les codes de 2026-02-05 à 2026-03-27 ; ",
            " n'ont pas pu être comparées.",
        ),
    ] {
        let output = law(project.path(), &cut(), &["--lang", language]);
        let (out, err) = texts(&output);
        assert_eq!(output.status.code(), Some(0), "{out}\n{err}");
        assert!(out.starts_with(first), "{out}");
        let end = out.lines().last().expect("a last line");
        assert!(end.contains(part) && end.ends_with(last), "{end}");
    }
    let late = ["--date", "2026-11-22", "--lang", "en"];
    let (out, _) = texts(&law(project.path(), &cut(), &late));
    assert!(
        out.contains("legi-data 2.513.0, replaced on 2026-04-01)"),
        "{out}"
    );
}

#[test]
fn what_has_changed_ends_with_one_in_every_form() {
    let (project, codes) = (site(), altered());
    let output = law(project.path(), codes.path(), &["--lang", "en"]);
    let (out, err) = texts(&output);
    assert_eq!(output.status.code(), Some(1), "{out}\n{err}");
    for part in [
        "error[article-words]: version LEGIARTI000053572443 has other words",
        "cours des [-cinq-] {+quatre+} années qui",
        "rests on it:",
        "content/rules/",
    ] {
        assert!(err.contains(part), "{part} in\n{err}");
    }

    let output = law(project.path(), codes.path(), &["--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let value: Value = serde_json::from_str(&texts(&output).0).expect("the answer is JSON");
    assert_eq!(value["codes"][0]["day"], "2026-03-27");
    let sources = value["sources"].as_array().expect("sources");
    let source = sources
        .iter()
        .find(|source| source["id"] == "d6323-6")
        .expect("the source");
    assert_eq!(source["state"], "changed");
    assert_eq!(source["version"], "LEGIARTI000053572443");
    assert_eq!(source["since"], "2026-02-26");
    assert!(
        source["by"][0]
            .as_str()
            .is_some_and(|by| by.contains("2026-126"))
    );
    assert!(
        source["words"][0]
            .as_str()
            .is_some_and(|words| words.contains("{+quatre+}"))
    );
    assert!(
        source["rests_on_it"]
            .as_array()
            .is_some_and(|rests| !rests.is_empty())
    );
    let faults = value["faults"].as_array().expect("faults");
    assert!(faults.iter().any(|fault| fault["path"].is_string()));
    assert_eq!(
        value["law"]["changed"].as_u64().map(|count| count > 0),
        Some(true)
    );

    let output = law(project.path(), codes.path(), &["--format", "github"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        texts(&output)
            .0
            .contains("::error file=content/rules/sources.yaml,line=")
    );

    let arguments = ["--format", "markdown", "--lang", "en"];
    let output = law(project.path(), codes.path(), &arguments);
    assert_eq!(output.status.code(), Some(1));
    let issue = texts(&output).0;
    for part in [
        "# What has changed in the law since the last reading\n",
        "## `d6323-6`: [D6323-6](https://",
        "- [ ] `content/rules/sources.yaml:",
        "`: version LEGIARTI000053572443 has other words",
        "- … bénéficié, au cours des ~~cinq~~ **quatre** années qui précèdent sa …",
        "Rests on it:",
    ] {
        assert!(issue.contains(part), "{part} in\n{issue}");
    }
}

#[test]
fn an_issue_is_empty_where_nothing_has_changed() {
    let output = law(site().path(), &cut(), &["--format", "markdown"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(texts(&output).0, "");
}

#[test]
fn a_text_that_is_kept_is_never_written_over() {
    let project = site();
    let path = "content/rules/texts/d6323-6.txt";
    let text = fs::read_to_string(project.path().join(path)).unwrap_or_default();
    let shipped = fs::read_to_string(at(path)).unwrap_or_default();
    assert!(
        text.contains("cinq années") || shipped.contains("cinq années"),
        "the text is kept, or it is the one inside the program"
    );
    let (_, err) = texts(&law(project.path(), &cut(), &["--keep", "--lang", "en"]));
    assert!(err.contains("There was no text to write."), "{err}");
    let project = project.file(path, "Un autre texte.\n");
    let output = law(project.path(), &cut(), &["--keep", "--lang", "en"]);
    assert_eq!(output.status.code(), Some(1));
    let (_, err) = texts(&output);
    for part in [
        "error[article-words]: version LEGIARTI000053572443 has other words",
        "delete the kept file",
        "rests on it:",
    ] {
        assert!(err.contains(part), "{part} in\n{err}");
    }
    let text = fs::read_to_string(project.path().join(path)).expect("it stays");
    assert_eq!(text, "Un autre texte.\n");
}

#[test]
fn folders_that_hold_something_else_are_told() {
    let project = site();
    let broken = |path: &str, text: &str| Project::empty().file(path, text);
    for (folder, words) in [
        (Project::empty(), "error[no-codes]"),
        (broken("readme.json", "{}"), "error[no-codes]"),
        (
            broken("LEGITEXT1.json", "no JSON"),
            "LEGITEXT1.json:1:2: this file has not the form that is expected",
        ),
        (
            broken("data/LEGITEXT1.json", r#"{"type": "code", "data": {}}"#),
            "`cid` is missing",
        ),
        (
            broken("LEGITEXT1.json", r#"{"type": "recipe", "data": {}}"#),
            "a node of type `recipe`",
        ),
        (
            broken("LEGITEXT1.json", &"{\"children\":[".repeat(10_000)),
            "recursion limit",
        ),
    ] {
        let output = law(project.path(), folder.path(), &["--lang", "en"]);
        let (_, err) = texts(&output);
        assert_eq!(output.status.code(), Some(1), "{err}");
        assert!(err.contains(words), "{words} in\n{err}");
    }
    let output = law(project.path(), Path::new("no/such"), &["--lang", "en"]);
    let (out, err) = texts(&output);
    assert_eq!(output.status.code(), Some(1), "{err}");
    assert!(err.contains("cannot read no/such"), "{err}");
    assert!(
        out.contains("is not in the folder"),
        "nothing is called current: {out}"
    );
    let twice = cut().join("data/LEGITEXT000031366350.json");
    let twice = fs::read_to_string(twice).expect("the cut is there");
    let twice = broken("LEGITEXT1.json", &twice).file("LEGITEXT2.json", &twice);
    let output = law(project.path(), twice.path(), &["--lang", "en"]);
    let (_, err) = texts(&output);
    assert!(
        err.contains("LEGITEXT1.json and LEGITEXT2.json both hold"),
        "{err}"
    );
    let pages = ["--fiches", "no/such", "--lang", "en"];
    let (_, err) = texts(&law(project.path(), &cut(), &pages));
    assert!(
        err.contains("cannot read no/such/fiches-travail.json"),
        "{err}"
    );
}
