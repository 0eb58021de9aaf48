//! What a site does without: national files that it names, or all of them.

use std::path::PathBuf;

use bilan::pipeline::{self, NATIONAL};
use bilan::report::Report;
use bilan::source::{Layer, Sources};

use crate::project::Project;

const SITE: &str = "title: Essai\nedition: model\nmenu: [index.md]\n";

/// The base site, over the national content or what it leaves of it.
fn with(without: &str) -> Project {
    Project::new().file("content/site.yaml", &format!("{SITE}{without}"))
}

fn sources(project: &Project) -> (Sources, Report) {
    let [content, themes] = NATIONAL;
    let layers = [
        content,
        themes,
        Layer::Folder(PathBuf::from(project.path())),
    ];
    let mut report = Report::default();
    let sources = pipeline::sources(&layers, &mut report);
    (sources, report)
}

#[test]
fn files_folders_and_stars_leave_and_what_is_ones_own_stays() {
    let project = with("without: [content/rules/cases, content/*/who/, content/fr/f*.md]\n");
    let (sources, report) = sources(&project);
    assert!(report.is_empty(), "{:#?}", report.sorted());
    assert!(sources.at("content/rules/cases/money.yaml").is_none());
    assert!(sources.at("content/en/who/index.md").is_none());
    assert!(sources.at("content/fr/faq.md").is_none());
    assert!(sources.at("content/en/faq.md").is_some());
    assert!(
        sources.at("content/rules/cases/one.yaml").is_some(),
        "its own"
    );
    assert!(sources.at("themes/default/templates/base.html").is_some());
}

#[test]
fn without_everything_a_scheme_of_its_own_needs_no_dummy_file() {
    let project = with("without: all\n");
    let (sources, report) = sources(&project);
    assert!(report.is_empty(), "{:#?}", report.sorted());
    let national = sources
        .below("content")
        .filter(|(id, _)| !sources.is_own(*id));
    assert_eq!(national.count(), 0);
    let arguments: [&[&str]; 6] = [
        &["check", "--date", "2026-11-22", "--format", "json"],
        &["build", "--date", "2026-11-22", "--out", "out"],
        &["rules", "check"],
        &["rules", "cases"],
        &["rules", "matrix", "--date", "2026-11-22"],
        &["ask", "--date", "2026-11-22", "--answers", "status=retired"],
    ];
    for arguments in arguments {
        let output = project.bilan(arguments);
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        let faults = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {told}{faults}");
        assert!(!told.contains("cpf"), "{arguments:?}: {told}");
    }
}

#[test]
fn a_path_that_names_nothing_is_told_with_the_one_that_is_meant() {
    let project = with("without:\n  - content/rules/routes/cpv.yaml\n");
    let (sources, report) = sources(&project);
    let [fault] = report.sorted()[..] else {
        panic!("{:#?}", report.sorted());
    };
    assert_eq!(fault.id, "without-nothing");
    let span = fault.span.expect("it has a place");
    assert_eq!(sources.place(span.file, span.start), (5, 5));
    let help = format!("{:?}", fault.help);
    assert!(help.contains("content/rules/routes/cpf.yaml"), "{help}");
}
