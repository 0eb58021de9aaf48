//! Persons are told in the words of the site, and can be asked for again.

use std::process::Command;

use bilan::language::Language;

use crate::project::Project;

const GAP: &str = r#"decision: account
kind: route
rows:
  - { when: "status = retired", then: closed, why: retired, source: [law-1] }
  - { when: "too_soon or leave", then: closed, why: later, source: [law-1] }
  - { when: "status = employee", then: open, source: [law-1] }
amounts:
  covered: "min(balance, ceiling, price)"
steps:
  - { id: buy, due: "request_date + 10 days", source: [law-1] }
"#;

#[test]
fn a_fault_tells_its_person_in_both_languages() {
    let (french, english) = notes(Project::new().file("content/rules/account.yaml", GAP));
    let (person, command) = (&english[0], &english[1]);
    assert!(
        person.starts_with("for example: ") && person.contains("Status: Farmer · Leave: no"),
        "{person}"
    );
    assert!(
        french[0].contains("Statut\u{a0}: Agriculteur · Congé\u{a0}: non"),
        "{}",
        french[0]
    );
    let given = command.split_once("bilan ask --answers ");
    let (_, given) = given.expect("a command");
    assert!(given.contains("status=farmer,leave=no"), "{given}");
}

#[test]
fn a_gap_and_an_overlap_tell_everybody_whom_they_concern() {
    let (french, english) = notes(Project::new().file("content/rules/account.yaml", GAP));
    let told = |notes: &[String], begins: &str| -> Vec<String> {
        let notes = notes.iter().filter_map(|note| note.strip_prefix(begins));
        notes.map(str::to_owned).collect()
    };
    let left_out = told(&english, "without an answer: ");
    assert_eq!(left_out.len(), 1, "{english:?}");
    assert!(left_out[0].contains("Status: Farmer"), "{left_out:?}");
    assert!(left_out[0].contains("Leave: no"), "{left_out:?}");
    assert_eq!(told(&french, "sans réponse : ").len(), 1, "{french:?}");

    let overlap = GAP
        .replace("kind: route", "kind: route\npolicy: unique")
        .replace("status = employee", "status in [employee, retired]");
    let loaded = Project::new()
        .file("content/rules/account.yaml", &overlap)
        .read();
    let faults = loaded.report.sorted();
    let messages = faults.iter().filter(|fault| fault.id == "rule-overlap");
    let messages: Vec<&str> = messages.map(|fault| fault.message.en.as_str()).collect();
    assert!(
        messages.contains(&"rows 1 and 3 hold together, and conclude differently"),
        "{messages:?}"
    );
    let both = faults
        .iter()
        .filter(|fault| fault.id == "rule-overlap")
        .flat_map(|fault| &fault.notes)
        .any(|note| note.en == "both hold: Status: Retired");
    assert!(both, "{faults:#?}");
}

#[test]
fn a_person_without_words_is_told_by_ids() {
    let project = Project::new().file("content/rules/account.yaml", GAP);
    let (_, english) = notes(
        project
            .without("content/fr/questionnaire.yaml")
            .without("content/en/questionnaire.yaml"),
    );
    assert!(
        english[0].contains("status = farmer · leave = no"),
        "{}",
        english[0]
    );
}

/// Whoever works on the rules alone is told all that `bilan check` would say of them, though a
/// page beside them has a fault.
#[test]
fn rules_check_proves_the_rules_and_runs_their_cases() {
    let national = include_str!("../../content/rules/notices/advice.yaml");
    let gap: String = national
        .split_inclusive('\n')
        .filter(|line| !line.contains("otherwise"))
        .collect();
    let wrong = "- case: Z1\n  title: nobody\n  on: 2026-11-22\n  answers: { status: student }\n  expect: { verdict: self_pay_only }\n";
    let project = Project::empty()
        .file("content/rules/notices/advice.yaml", &gap)
        .file("content/rules/cases/wrong.yaml", wrong)
        .file("content/fr/index.md", "no front matter");
    let output = Command::new(env!("CARGO_BIN_EXE_bilan"))
        .args(["rules", "check", "--date", "2026-11-22", "--lang", "en"])
        .current_dir(project.path())
        .output()
        .expect("the program runs");
    let said = String::from_utf8(output.stderr).expect("the program writes text");
    assert!(said.contains("error[rule-gap]"), "{said}");
    assert!(said.contains("error[case-fails]"), "{said}");
    assert!(said.contains("for example: "), "{said}");
    assert_eq!(output.status.code(), Some(1), "{said}");
}

/// The notes of the gap, in French and in English.
fn notes(project: Project) -> (Vec<String>, Vec<String>) {
    let loaded = project.read();
    let faults = loaded.report.sorted();
    let gap = faults.iter().find(|fault| fault.id == "rule-gap");
    let notes = &gap.expect("the gap is found").notes;
    let all = |language: Language| notes.iter().map(|note| note[language].clone()).collect();
    (all(Language::French), all(Language::English))
}
