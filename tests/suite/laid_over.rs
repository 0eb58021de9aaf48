//! What an organisation says in a file of its own: what differs, laid over the national file.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::project::Project;

const SITE: &str = "title: Essai\nedition: model\nmenu: [index.md]\n";

/// An employee without an offer, whose CPF is full.
const NURSE: &str = "status=permanent,absent=no,start_date=unknown,working_time=outside,plan=not_asked,small_firm=unknown,previous_bilan=none,offer=no,topup_by=none,balance=5000";

/// What would be left to her to pay, and what `check` says of the site in JSON.
fn left(project: &Project) -> (String, Value) {
    let json = |arguments: &[&str]| -> Value {
        let output = project.bilan(arguments);
        let printed = String::from_utf8_lossy(&output.stdout).into_owned();
        serde_json::from_str(&printed).unwrap_or_else(|error| panic!("{error}: {printed}"))
    };
    let day = ["--date", "2026-11-22"];
    let ask = ["ask", "--answers", NURSE, "--format", "json"];
    let told = json(&[&ask[..], &day[..]].concat());
    let found = told["routes"]["cpf"]["remaining"].to_string();
    (
        found,
        json(&[&["check", "--format", "json"][..], &day[..]].concat()),
    )
}

#[test]
fn one_value_of_ones_own_leaves_the_rest_national() {
    let national = Project::empty().file("content/site.yaml", SITE);
    let own = Project::empty().file("content/site.yaml", SITE).file(
        "content/rules/parameters.yaml",
        "price_average_2024:\n  values:\n    - { known_from: 2024-01-01, value: 2050, source: market-cpf-2024 }\n",
    );
    let ((before, _), (after, faults)) = (left(&national), left(&own));
    assert!(before.contains("350"), "{before}");
    assert!(after.contains("450"), "{after}");
    let errors = faults["errors"].as_u64();
    assert_eq!(errors, Some(0), "{faults:#}");
    // The national cases are right by the national law: her file is named, and none of theirs.
    let faults = faults["faults"].as_array().expect("faults").iter();
    let cases = faults.filter(|fault| fault["id"] == "case-fails");
    let told: Vec<_> = cases
        .map(|fault| (&fault["severity"], &fault["path"]))
        .collect();
    assert_eq!(
        told,
        [(&"note".into(), &"content/rules/parameters.yaml".into())]
    );
}

#[test]
fn one_word_of_the_questionnaire_leaves_the_others() {
    let project = Project::empty().file("content/site.yaml", SITE);
    let words = [("fr", "Où en êtes-vous ?"), ("en", "Where do you stand?")];
    let project = words
        .into_iter()
        .fold(project, |project, (language, title)| {
            let text = format!("questions:\n  status:\n    title: \"{title}\"\n");
            project.file(&format!("content/{language}/questionnaire.yaml"), &text)
        });
    let output = project.bilan(&["build", "--date", "2026-11-22", "--out", "out"]);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let page = fs::read_to_string(project.path().join("out/en/check-my-rights/index.html"))
        .expect("the page of the questionnaire");
    assert!(page.contains("Where do you stand?"));
    assert!(page.contains("Temporary agency worker"), "its options stay");
}

#[test]
fn a_file_with_nothing_in_it_changes_nothing() {
    let project = Project::empty()
        .file("content/site.yaml", SITE)
        .file("content/rules/facts.yaml", "# Nothing yet.\n");
    let (found, faults) = left(&project);
    assert!(found.contains("350"), "{found}");
    assert_eq!(faults["errors"].as_u64(), Some(0), "{faults:#}");
}

#[test]
fn what_the_site_does_without_is_not_beneath() {
    let site = format!(
        "{SITE}without: [content/rules/contradictions.yaml, content/en/questionnaire.yaml]\n"
    );
    let project = Project::empty().file("content/site.yaml", &site).file(
        "content/en/questionnaire.yaml",
        "questions:\n  status:\n    title: \"Where do you stand?\"\n",
    );
    let output = project.bilan(&["check", "--date", "2026-11-22", "--format", "json"]);
    let told: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let missing = told["faults"].as_array().expect("faults").iter();
    let missing = missing
        .filter(|fault| fault["id"] == "missing-text")
        .count();
    assert!(missing > 20, "{missing}: its other words are to be written");
}

/// Runs git in the folder of a site.
fn git(project: &Project, arguments: &[&str]) {
    let output = Command::new("git")
        .args([
            "-c",
            "user.name=Essai",
            "-c",
            "user.email=essai@example.org",
        ])
        .args(arguments)
        .current_dir(project.path())
        .output()
        .expect("git runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
}

#[test]
fn a_revision_that_holds_only_what_differs_is_compared_with_what_is_beneath() {
    let value = |euros: u32| {
        format!(
            "price_average_2024:\n  values:\n    - {{ known_from: 2024-01-01, value: {euros}, source: market-cpf-2024 }}\n"
        )
    };
    let path = "content/rules/parameters.yaml";
    let project = Project::empty().file(path, &value(2050));
    git(&project, &["init", "--quiet"]);
    git(&project, &["add", "."]);
    git(&project, &["commit", "--quiet", "-m", "one"]);
    let project = project.file(path, &value(2150));
    let output = project.bilan(&["rules", "diff", "HEAD", "."]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let faults = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{faults}");
    assert!(said.contains("2,050") && said.contains("2,150"), "{said}");
}

#[test]
fn rules_that_are_whole_are_laid_over_nothing() {
    let site = Project::empty().file("content/site.yaml", SITE);
    let whole = ["questions", "parameters", "outcomes", "sources", "facts"];
    let whole = whole.into_iter().fold(site, |site, name| {
        let path = format!("content/rules/{name}.yaml");
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(&path));
        let text = text.expect("the national file is there");
        // A fact that others rest on is taken away, and does not come back from the program.
        let kept = text.lines().filter(|line| !line.starts_with("is_doctor:"));
        let text: String = kept.map(|line| format!("{line}\n")).collect();
        site.file(&path, &text)
    });
    let output = whole.bilan(&["rules", "check", "--date", "2026-11-22"]);
    let faults = String::from_utf8_lossy(&output.stderr);
    assert!(faults.contains("`is_doctor`"), "{faults}");
}
