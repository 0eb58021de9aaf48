//! Words and names from elsewhere are shown and never obeyed, and values of options that cannot be
//! read say why.

use std::process::{Command, Output};

use crate::project::Project;

fn bilan(project: &Project, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bilan"))
        .args(arguments)
        .current_dir(project.path())
        .output()
        .expect("the program runs")
}

fn all(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("words are UTF-8");
    text(&output.stdout) + &text(&output.stderr)
}

#[test]
fn letters_that_a_terminal_obeys_are_shown() {
    let line = "a\u{9b}31m b\u{200b} c\u{1b}[31m d\u{7} e\u{202e} <b>\n";
    let front = "---\ntitle: Home\ndescription: A first page that is long enough to have a description of it.\nslug: a\n---\n";
    let project = Project::new().file("content/en/a.md", &format!("{front}{line}"));
    for format in ["human", "github"] {
        let words = all(&bilan(
            &project,
            &["check", "--format", format, "--lang", "en"],
        ));
        assert!(words.contains("raw-html"), "{words}");
        let obeyed = |letter: char| letter.is_control() && letter != '\n';
        assert!(!words.contains(obeyed), "{format}: {words:?}");
        assert!(
            !words.contains(['\u{200b}', '\u{202e}']),
            "{format}: {words:?}"
        );
    }
}

#[cfg(unix)]
#[test]
fn a_name_writes_no_command_into_a_log() {
    for name in [
        "x\n::error::injected\n.md",
        "x\r::error::injected.md",
        "\u{1b}]0;x\u{7}.md",
        "\u{9b}31m.md",
        "a\u{202e}dm.md",
        "a\u{200b}.md",
    ] {
        let project = Project::new().file(&format!("content/en/{name}"), "x\n");
        for (format, language) in [
            ("human", "fr"),
            ("human", "en"),
            ("github", "en"),
            ("json", "en"),
        ] {
            let output = bilan(&project, &["check", "--format", format, "--lang", language]);
            let words = all(&output);
            assert_eq!(output.status.code(), Some(1), "{name:?}: {words}");
            assert!(words.contains("file-name"), "{name:?}: {words}");
            let injected = words
                .lines()
                .any(|line| line.trim_start().starts_with("::error::"));
            assert!(!injected, "{name:?}: {words}");
            let raw = format != "json"
                && words.contains(|letter: char| letter.is_control() && letter != '\n');
            assert!(!raw, "{name:?}: {words:?}");
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_pipe_in_the_place_of_a_file_is_told() {
    let project = Project::empty().file("content/fr/none.txt", "");
    let pipe = project.path().join("content/site.yaml");
    let made = Command::new("mkfifo")
        .arg(&pipe)
        .status()
        .expect("Linux has it");
    assert!(made.success());
    let output = bilan(&project, &["check", "--lang", "en"]);
    let words = all(&output);
    assert_eq!(output.status.code(), Some(1), "{words}");
    assert!(
        words.contains("content/site.yaml is neither a file nor a folder"),
        "{words}"
    );
    let output = bilan(&project, &["ask", "--answers", "/dev/zero", "--lang", "en"]);
    assert_eq!(output.status.code(), Some(1));
}

#[cfg(unix)]
#[test]
fn files_are_named_from_the_site_on() {
    let project = Project::new();
    let place = project.path().join("content/en/link.md");
    std::os::unix::fs::symlink("/etc/hostname", place).expect("a link can be made");
    let site = project.path().to_str().expect("a path of letters");
    let words = all(&bilan(&project, &["check", "--site", site, "--lang", "en"]));
    assert!(
        words.contains("content/en/link.md is a symbolic link"),
        "{words}"
    );
    assert!(!words.contains(site), "{words}");
}

#[test]
fn a_value_that_cannot_be_read_says_why() {
    let project = Project::new();
    for (arguments, fr, en) in [
        (
            ["--date", "01/12/2026"],
            "écrivez l'année, le mois et le jour : 2026-12-01",
            "write the year, the month and the day: 2026-12-01",
        ),
        (
            ["--date", "2026-02-30"],
            "le calendrier n'a pas de 2026-02-30",
            "the calendar has no 2026-02-30",
        ),
        (
            ["--date", "0001-01-01"],
            "du 1900-01-01 au 2170-01-01",
            "from 1900-01-01 to 2170-01-01",
        ),
        (["--date", "demain"], "comme 2026-11-22", "as 2026-11-22"),
        (
            ["--base-url", "bilan.example.org"],
            "elle commence par `https://`",
            "it begins with `https://`",
        ),
        (
            ["--base-url", "https://me:secret@example.org"],
            "mot de passe",
            "password",
        ),
        (
            ["--base-url", "https://example.org:99999"],
            "un port est un nombre",
            "a port is a number",
        ),
        (
            ["--base-url", "https://example.org/\u{202e}"],
            "ne peut pas y figurer",
            "cannot stand in it",
        ),
    ] {
        for (language, wanted) in [("fr", fr), ("en", en)] {
            let output = bilan(
                &project,
                &["build", arguments[0], arguments[1], "--lang", language],
            );
            let words = all(&output);
            assert_eq!(output.status.code(), Some(2), "{words}");
            assert!(
                words.contains(wanted) && words.contains(arguments[0]),
                "{words}"
            );
            assert!(!words.contains('\u{202e}'), "{words:?}");
        }
    }
}
