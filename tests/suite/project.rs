//! A site for a test: small files laid over the base sample, in a folder that goes away.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use bilan::pipeline::{self, LoadOptions, Loaded};
use bilan::rules::parse_day;
use bilan::source::Layer;

/// A site in a temporary folder.
pub struct Project {
    folder: tempfile::TempDir,
}

impl Project {
    /// Runs the program in its folder, in English.
    pub fn bilan(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_bilan"))
            .args(arguments)
            .args(["--lang", "en"])
            .current_dir(self.path())
            .output()
            .expect("the program runs")
    }

    /// The base sample: a small site without a fault.
    pub fn new() -> Project {
        let project = Project {
            folder: tempfile::tempdir().expect("a temporary folder can be made"),
        };
        let base = include_str!("../samples/base.site");
        sections(base).fold(project, |project, (path, text)| project.file(path, text))
    }

    /// An empty folder: the national content stands below it.
    pub fn empty() -> Project {
        Project {
            folder: tempfile::tempdir().expect("a temporary folder can be made"),
        }
    }

    /// The project with a file, instead of one that is there.
    pub fn file(self, path: &str, text: &str) -> Project {
        let full = self.path().join(path);
        fs::create_dir_all(full.parent().expect("a file stands in a folder"))
            .expect("folders can be made");
        fs::write(full, text).expect("files can be written");
        self
    }

    /// The project with a national file written anew, of which nothing is beneath.
    #[allow(dead_code, reason = "the tests of the national content alone need it")]
    pub fn anew(self, path: &str, text: &str) -> Project {
        let site = include_str!("../../content/site.yaml");
        let site = format!("{site}\nwithout: [{path}]\n");
        self.file("content/site.yaml", &site).file(path, text)
    }

    /// The project without a file.
    pub fn without(self, path: &str) -> Project {
        fs::remove_file(self.path().join(path)).expect("the file was there");
        self
    }

    /// Where the project stands.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Reads and checks the project, for a fixed day, with the default theme below it.
    pub fn read(&self) -> Loaded {
        self.read_for(&wanted())
    }

    /// The same, for another day or under another address.
    pub fn read_for(&self, wanted: &LoadOptions) -> Loaded {
        let theme = pipeline::NATIONAL[1].clone();
        pipeline::read(&[theme, Layer::Folder(PathBuf::from(self.path()))], wanted)
    }
}

/// The day and address of every test.
pub fn wanted() -> LoadOptions {
    LoadOptions {
        today: parse_day("2026-11-22").expect("a day"),
        base_url: Some("https://example.org".to_owned()),
        drafts: false,
    }
}

/// The files of a text in which each begins with `=== path`.
pub fn sections(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.split("\n=== ").skip(1).map(|section| {
        let (path, text) = section.split_once('\n').unwrap_or((section, ""));
        (path.trim(), text)
    })
}
