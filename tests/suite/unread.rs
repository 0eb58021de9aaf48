//! Files that a disk can hold and a sample cannot: they are told, and the rest is still read.

use std::fs::{self, File};

use bilan::pipeline::{self, NATIONAL};
use bilan::report::Severity;
use bilan::source::Layer;

use crate::project::{Project, wanted};

/// The ids of the errors of a project.
fn errors(project: &Project) -> Vec<&'static str> {
    let loaded = project.read();
    let faults = loaded.report.sorted().into_iter();
    let errors = faults.filter(|fault| fault.severity == Severity::Error);
    errors.map(|fault| fault.id).collect()
}

#[test]
fn a_file_that_is_too_large_is_told() {
    let project = Project::new();
    let path = project.path().join("content/en/large.md");
    // Nothing is written: the file is a hole of its size.
    let file = File::create(path).expect("files can be written");
    file.set_len(33 * 1024 * 1024).expect("files can be large");
    assert_eq!(errors(&project), ["file-too-large"]);
}

#[test]
fn a_name_with_a_letter_that_nobody_sees_is_told() {
    let project = Project::new().file("content/en/media/pl\u{200b}an.svg", "<svg/>");
    assert_eq!(errors(&project), ["file-name"]);
}

#[test]
fn a_folder_that_is_not_there_is_told() {
    let project = Project::empty();
    let layers = [
        NATIONAL[1].clone(),
        Layer::Folder(project.path().join("nowhere")),
    ];
    let loaded = pipeline::read(&layers, &wanted());
    let mut faults = loaded.report.sorted().into_iter();
    assert!(faults.any(|fault| fault.id == "no-folder"));
}

#[cfg(unix)]
#[test]
fn a_link_is_told_and_not_followed() {
    let project = Project::new();
    let secret = project.path().join("secret.svg");
    fs::write(&secret, "<svg/>").expect("files can be written");
    let media = project.path().join("content/media");
    fs::create_dir_all(&media).expect("folders can be made");
    std::os::unix::fs::symlink(&secret, media.join("plan.svg")).expect("links can be made");
    assert_eq!(errors(&project), ["symbolic-link"]);
}

#[cfg(unix)]
#[test]
fn what_is_neither_a_file_nor_a_folder_is_told() {
    let project = Project::new();
    let path = project.path().join("content/en/door.md");
    let _socket = std::os::unix::net::UnixListener::bind(path).expect("sockets can be made");
    assert_eq!(errors(&project), ["unreadable-file"]);
}
