//! What `bilan rules` says in the terminal, word for word, in both languages, and how it takes
//! a version of the rules from git.

use std::path::Path;
use std::process::{Command, Output};

use crate::project::Project;

/// Runs the program in a folder.
fn bilan(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bilan"))
        .current_dir(folder)
        .args(arguments)
        .env("NO_COLOR", "1")
        // A repository above the temporary folder is none of ours.
        .env(
            "GIT_CEILING_DIRECTORIES",
            folder.parent().expect("a folder"),
        )
        .output()
        .expect("the program can be run")
}

/// What it says where all goes well.
fn said(folder: &Path, arguments: &[&str]) -> String {
    let output = bilan(folder, arguments);
    let (out, err) = texts(&output);
    assert!(output.status.success(), "{arguments:?}\n{out}\n{err}");
    out
}

fn texts(output: &Output) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("words are UTF-8");
    (text(&output.stdout), text(&output.stderr))
}

fn git(folder: &Path, arguments: &[&str]) {
    let output = Command::new("git")
        .current_dir(folder)
        .args(["-c", "user.name=A", "-c", "user.email=a@example.org"])
        .args(["-c", "commit.gpgsign=false", "-c", "core.autocrlf=false"])
        .args(arguments)
        .output()
        .expect("git can be run");
    assert!(output.status.success(), "git {arguments:?}: {output:?}");
}

/// The base site under git, its account closed for those on leave; then it is open for them.
fn committed() -> Project {
    let project = Project::new();
    git(project.path(), &["init", "--quiet"]);
    git(project.path(), &["add", "."]);
    git(project.path(), &["commit", "--quiet", "--message", "First"]);
    open_on_leave(project)
}

fn open_on_leave(project: Project) -> Project {
    let path = project.path().join("content/rules/account.yaml");
    let text = std::fs::read_to_string(path).expect("the sample has the file");
    assert!(text.contains("too_soon or leave"));
    let text = text.replace("too_soon or leave", "too_soon");
    project.file("content/rules/account.yaml", &text)
}

/// Without the persons of the examples, who have tests of their own.
fn without_persons(text: &str) -> String {
    let cut = |line: &str| {
        let (start, rest) = line.split_once("example")?;
        let (_, change) = rest.rsplit_once(": ")?;
        Some(format!("{start}example: {change}"))
    };
    text.lines()
        .filter(|line| !line.starts_with("    to try it: "))
        .map(|line| cut(line).unwrap_or_else(|| line.to_owned()) + "\n")
        .collect()
}

#[test]
fn a_revision_is_compared_with_the_working_folder() {
    let project = committed();
    let arguments = ["rules", "diff", "HEAD", ".", "--lang", "en"];
    assert_eq!(
        without_persons(&said(project.path(), &arguments)),
        "\
Account: Closed → Open
  Status: other than Retired · Leave: yes · Day > End + 5\u{a0}years
  example: Closed (Later, up to €1,600) → Open
Verdict: No → Yes
  Status: other than Retired · Leave: yes · Day > End + 5\u{a0}years
  example: No → Yes
"
    );
}

#[test]
fn the_whole_list_gives_the_earlier_reasons_too() {
    let project = committed();
    let arguments = ["rules", "diff", "HEAD", ".", "--all", "--lang", "en"];
    assert_eq!(
        without_persons(&said(project.path(), &arguments)),
        "\
Account
  Open: Status: other than Retired · Leave: yes · Day > End + 5\u{a0}years
    before: Closed (Later, up to €1,600)
    example: Closed (Later, up to €1,600) → Open

Verdict
  Yes: Status: other than Retired · Leave: yes · Day > End + 5\u{a0}years
    before: No
    example: No → Yes
"
    );
}

#[test]
fn the_difference_is_told_in_french() {
    let project = committed();
    let arguments = ["rules", "diff", "HEAD", ".", "--all", "--lang", "fr"];
    let said = said(project.path(), &arguments);
    let lines: Vec<&str> = said.lines().collect();
    let later = "Fermé (Plus tard, jusqu’à 1\u{202f}600\u{a0}€)";
    assert_eq!(lines[2], format!("    avant : {later}"));
    assert!(lines[3].starts_with("    exemple : "), "{said}");
    let change = format!(" : {later} → Ouvert");
    assert!(lines[3].ends_with(&change), "{said}");
    assert!(
        !said.contains("before") && !said.contains("example"),
        "{said}"
    );
}

/// The base site with two more routes, for which the same change is to be told together.
#[test]
fn what_changes_alike_is_told_once() {
    let another = |id: &str, whom: &str, then: &str| {
        format!(
            "decision: {id}\nkind: route\nrows:\n  - {{ when: \"price > 100 EUR and {whom}\", then: {then}, why: dear, source: [law-1] }}\n  - {{ otherwise: open, source: [law-1] }}\n"
        )
    };
    let routes = [
        ("one", "status = employee"),
        ("two", "status = farmer"),
        ("three", "status = retired"),
    ];
    let site = |then: &str| {
        routes.iter().fold(Project::new(), |project, (id, whom)| {
            let path = format!("content/rules/{id}.yaml");
            let text = another(id, whom, then).replace("then: open, why: dear", "then: open");
            project.file(&path, &text)
        })
    };
    let (old, new) = (site("open"), site("closed"));
    let path = |project: &Project| project.path().display().to_string();
    let (old_path, new_path) = (path(&old), path(&new));
    let arguments = ["rules", "diff", &old_path, &new_path, "--lang", "en"];
    assert_eq!(
        without_persons(&said(old.path(), &arguments)),
        "\
→ Closed (dear): Price: more than €100
  - one (Open): Status: Employee
  - three (Open): Status: Retired
  - two (Open): Status: Farmer
  example: Open → Closed (dear)
"
    );
}

#[test]
fn two_revisions_are_compared_from_elsewhere_and_from_a_folder_of_the_repository() {
    let project = committed();
    git(
        project.path(),
        &["commit", "--quiet", "--all", "--message", "Second"],
    );
    let elsewhere = tempfile::tempdir().expect("a temporary folder can be made");
    let site = project.path().to_str().expect("the path is Unicode");
    let said_there = said(
        elsewhere.path(),
        &[
            "rules", "diff", "HEAD~1", "HEAD", "--site", site, "--lang", "en",
        ],
    );
    assert!(
        said_there.starts_with("Account: Closed → Open\n"),
        "{said_there}"
    );

    // The site may stand below the top of its repository.
    let whole = tempfile::tempdir().expect("a temporary folder can be made");
    let inner = whole.path().join("site");
    std::fs::create_dir(&inner).expect("folders can be made");
    let copied = Project::new();
    std::fs::rename(copied.path().join("content"), inner.join("content"))
        .expect("the content can be moved");
    git(whole.path(), &["init", "--quiet"]);
    git(whole.path(), &["add", "."]);
    git(whole.path(), &["commit", "--quiet", "--message", "First"]);
    let same = said(
        whole.path(),
        &[
            "rules", "diff", "HEAD", "site", "--site", "site", "--lang", "en",
        ],
    );
    assert_eq!(same, "", "nothing has changed");
}

#[test]
fn a_revision_that_is_not_there_is_named() {
    let project = committed();
    for (language, words) in [
        ("en", "`no-such-tag` is neither a folder nor a revision"),
        ("fr", "`no-such-tag` n'est ni un dossier ni une révision"),
    ] {
        let arguments = ["rules", "diff", "no-such-tag", ".", "--lang", language];
        let output = bilan(project.path(), &arguments);
        assert_eq!(output.status.code(), Some(1));
        let (_, err) = texts(&output);
        assert!(err.contains(words), "{err}");
        assert!(err.contains("--site"), "a way out: {err}");
    }
}

#[test]
fn a_folder_without_git_is_told_so() {
    let project = Project::new();
    let output = bilan(
        project.path(),
        &["rules", "diff", "HEAD", ".", "--lang", "en"],
    );
    assert_eq!(output.status.code(), Some(1));
    let (_, err) = texts(&output);
    assert!(err.contains("error[unknown-version]"), "{err}");
    assert!(err.contains("not a git repository"), "{err}");
}

#[test]
fn a_name_is_never_an_option_of_git() {
    let project = committed();
    let output = bilan(
        project.path(),
        &[
            "rules",
            "diff",
            "--lang",
            "en",
            "--",
            "--output=stolen",
            ".",
        ],
    );
    assert_eq!(output.status.code(), Some(1));
    assert!(!project.path().join("stolen").exists());
}

#[test]
fn a_broken_revision_shows_its_faults_in_its_files() {
    let project = Project::new().file("content/rules/facts.yaml", "too_soon: \"nothing\"\n");
    git(project.path(), &["init", "--quiet"]);
    git(project.path(), &["add", "."]);
    git(project.path(), &["commit", "--quiet", "--message", "First"]);
    let output = bilan(
        project.path(),
        &["rules", "diff", "HEAD", ".", "--lang", "en"],
    );
    assert_eq!(output.status.code(), Some(1));
    let (_, err) = texts(&output);
    assert!(err.contains("HEAD:content/rules/facts.yaml:1"), "{err}");
}

#[test]
fn the_cases_say_what_they_walk() {
    let project = Project::empty();
    for (language, head, covered, missing, trial) in [
        (
            "en",
            " cases read.",
            ": N steps of N; N paths of N",
            "  missing: ",
            "  to try it: ",
        ),
        (
            "fr",
            " cas lus.",
            " : N pas sur N ; N chemins sur N",
            "  manque : ",
            "  pour l'essayer : ",
        ),
    ] {
        let said = said(project.path(), &["rules", "cases", "--lang", language]);
        let mut lines = said.lines();
        assert!(
            lines.next().is_some_and(|line| line.ends_with(head)),
            "{said}"
        );
        let mut decisions = 0;
        for line in lines {
            let plain: Vec<&str> = line
                .split(|letter: char| letter.is_ascii_digit())
                .filter(|part| !part.is_empty())
                .collect();
            let plain = if line.ends_with(|letter: char| letter.is_ascii_digit()) {
                plain.join("N") + "N"
            } else {
                plain.join("N")
            };
            decisions += usize::from(plain.ends_with(covered));
            assert!(
                plain.ends_with(covered) || line.starts_with(missing) || line.starts_with(trial),
                "{line}"
            );
        }
        assert!(decisions > 10, "{said}");
    }
}

#[test]
fn suggested_cases_walk_what_was_missing() {
    let project = Project::empty();
    let cases = |project: &Project| said(project.path(), &["rules", "cases", "--lang", "en"]);
    let before = cases(&project);
    assert!(before.contains("  missing: "), "{before}");
    let arguments = ["rules", "cases", "--suggest", "--lang", "en"];
    let suggested = said(project.path(), &arguments);
    let project = project.file("content/rules/cases/suggested.yaml", &suggested);
    let after = cases(&project);
    // What takes too long to find is left: hardly anything.
    let missing = |text: &str| text.matches("  missing: ").count();
    assert!(missing(&after) * 4 < missing(&before), "{after}");
    let read = |text: &str| -> usize {
        let number = text.split(' ').next().expect("a number");
        number.parse().expect("how many cases")
    };
    let suggested = suggested.matches("- case: ").count();
    assert_eq!(read(&after), read(&before) + suggested);
}

#[test]
fn a_case_that_cannot_be_read_is_told_beside_the_json() {
    let project = Project::empty().file(
        "content/rules/cases/bad.yaml",
        "- case: G\n  title: good\n  on: 2026-11-22\n  answers: { status: retired }\n  expect: { verdict: eligible }\n\
         - case: B\n  title: bad\n  on: 2026-11-22\n  answers: { status: nonsense }\n  expect: { verdict: eligible }\n",
    );
    let output = bilan(
        project.path(),
        &["rules", "cases", "--format", "json", "--lang", "en"],
    );
    let (out, err) = texts(&output);
    assert_eq!(output.status.code(), Some(1), "{out}\n{err}");
    assert!(
        err.contains("nonsense") && err.contains("cases/bad.yaml:9:"),
        "{err}"
    );
    let cases: serde_json::Value = serde_json::from_str(&out).expect("what was read is JSON");
    assert!(cases.is_array());
}

#[test]
fn the_rules_answer_whatever_a_page_says_wrong() {
    let broken = "---\ntitle: Other\nslug: other\n---\n\n[Nowhere](nowhere.md)\n";
    let project = Project::empty().file("content/en/about.md", broken);
    let asked = [
        "ask",
        "--lang",
        "en",
        "--date",
        "2026-11-22",
        "--format",
        "json",
    ];
    let asked = [&asked[..], &["--answers", "status=retired"]].concat();
    let told: serde_json::Value =
        serde_json::from_str(&said(project.path(), &asked)).expect("JSON");
    assert_eq!(told["answers"]["status"], "retired");
    let checked = bilan(project.path(), &["check", "--lang", "en"]);
    assert!(!checked.status.success(), "the page is wrong all the same");
}
