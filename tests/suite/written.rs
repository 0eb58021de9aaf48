//! What the terminal gets is whole, or the exit code says otherwise; and the day is that of the
//! time zone.

use std::process::{Command, Stdio};

use crate::project::Project;

fn bilan(project: &Project, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bilan"));
    command
        .args(arguments)
        .args(["--lang", "en"])
        .current_dir(project.path());
    command
}

/// Commands that write what others read.
const WRITE: [&[&str]; 10] = [
    &["--help"],
    &["rules", "matrix"],
    &["schema"],
    &["schema", "site"],
    &["rules", "cases", "--format", "json"],
    &["rules", "check", "--format", "json"],
    &["rules", "graph", "cpf"],
    &["rules", "questions"],
    &["ask", "--answers", "status=permanent", "--format", "json"],
    &["check", "--format", "json"],
];

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_never_ends_with_0() {
    let full = || std::fs::File::options().write(true).open("/dev/full");
    let project = Project::empty();
    for arguments in WRITE {
        let output = bilan(&project, arguments)
            .stdout(full().expect("Linux has it"))
            .output()
            .expect("the program runs");
        let words = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}\n{words}");
        assert!(words.contains("no space left"), "{arguments:?}\n{words}");
        assert!(!words.contains("panicked"), "{arguments:?}\n{words}");
    }
    // Where faults cannot be told, nobody may think that there are none.
    let project = project.file("content/fr/prices.md", "# No front matter\n");
    let output = bilan(&project, &["check"])
        .stderr(full().expect("Linux has it"))
        .output()
        .expect("the program runs");
    assert_eq!(output.status.code(), Some(1));
}

#[cfg(unix)]
#[test]
fn a_reader_that_has_gone_ends_it_quietly_but_not_with_0() {
    let project = Project::empty();
    for arguments in WRITE {
        let (reader, writer) = std::io::pipe().expect("a pipe can be made");
        drop(reader);
        let output = bilan(&project, arguments)
            .stdout(Stdio::from(writer))
            .output()
            .expect("the program runs");
        assert_eq!(output.status.code(), Some(141), "{arguments:?}");
        assert!(!String::from_utf8_lossy(&output.stderr).contains("written in full"));
    }
}

/// The reference date of the conclusion, which is today where nothing else is said.
fn day_in(zone: &str, more: &[(&str, &str)]) -> (String, String) {
    let project = Project::empty();
    let ask = ["ask", "--answers", "status=permanent", "--format", "json"];
    let output = bilan(&project, &ask)
        .env("TZ", zone)
        .envs(more.iter().copied())
        .output()
        .expect("the program runs");
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let day = json["date"].as_str().expect("the day is told").to_owned();
    (day, String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn zones_have_names_on_every_system() {
    let names = [
        "Europe/Paris",
        "America/New_York",
        "Pacific/Kiritimati",
        "Pacific/Pago_Pago",
    ];
    for more in [&[][..], &[("TZDIR", "/nowhere")]] {
        for name in names {
            let zone = jiff::tz::TimeZone::get(name).expect("the zone is known");
            let today = || {
                let now = jiff::Timestamp::now();
                zone.to_datetime(now).date().to_string()
            };
            // Midnight may come while the program runs.
            let before = today();
            let (found, said) = day_in(name, more);
            assert!([before, today()].contains(&found), "{name}: {found}");
            assert_eq!(said, "", "{name}");
        }
    }
    // 25 hours lie between these two: their days are never the same.
    assert_ne!(
        day_in("Pacific/Kiritimati", &[]).0,
        day_in("Pacific/Pago_Pago", &[]).0
    );
}

#[test]
fn a_zone_that_is_not_known_is_told() {
    let (_, said) = day_in("Europe/Parris", &[]);
    assert!(
        said.contains("`Europe/Parris` (variable TZ) is not known"),
        "{said}"
    );
    assert!(said.contains("TZ=Europe/Paris"), "{said}");
    assert_eq!(said.matches("Parris").count(), 1, "it is told once: {said}");
}
