//! Broken files get messages, never a panic, whatever is broken about them.

use proptest::prelude::*;

use crate::project::Project;

/// The files that are broken, with what they hold in the base sample.
fn files() -> Vec<(&'static str, &'static str)> {
    crate::project::sections(include_str!("../samples/base.site")).collect()
}

/// One way to break a text: a line goes, comes twice, changes places, or gets odd letters.
fn broken(text: &str, way: u8, line: usize, letters: &str) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    if lines.is_empty() {
        return letters.to_owned();
    }
    let line = line % lines.len();
    match way % 6 {
        0 => {
            lines.remove(line);
        }
        1 => lines.insert(line, lines[line].clone()),
        2 => {
            let last = lines.len() - 1;
            lines.swap(line, last);
        }
        3 => lines[line].push_str(letters),
        4 => lines[line] = letters.to_owned(),
        _ => {
            let half = lines[line].chars().count() / 2;
            lines[line] = lines[line].chars().take(half).collect();
        }
    }
    lines.join("\n")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_an_author_writes_makes_the_program_fall(
        file in 0_usize..20,
        ways in proptest::collection::vec((0_u8..6, 0_usize..60, "[\\PC\\n\t\"'{}:\\[\\]#&*!|>-]{0,12}"), 1..4),
    ) {
        let files = files();
        let (path, text) = files[file % files.len()];
        let mut text = text.to_owned();
        for (way, line, letters) in ways {
            text = broken(&text, way, line, &letters);
        }
        let project = Project::new().file(path, &text);
        let mut loaded = project.read();
        for fault in loaded.report.sorted() {
            prop_assert!(!fault.message.fr.is_empty() && !fault.message.en.is_empty());
        }
        let shown = bilan::report::Human::new(&loaded.sources, bilan::language::Language::French, false)
            .report(&loaded.report);
        prop_assert!(!shown.is_empty());
        bilan::pipeline::render(&mut loaded);
    }
}
