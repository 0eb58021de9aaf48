//! Rooms stand on rooms: an import points down, and neighbours do not know each other.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Each room with the rooms that it may import from. `language` and `say` stand under all.
const MAY_IMPORT: [(&str, &[&str]); 20] = [
    ("source", &[]),
    ("codes", &[]),
    ("report", &["source"]),
    ("output", &["report"]),
    ("yaml", &["report", "source"]),
    ("quote", &["yaml", "report", "source"]),
    ("project", &["yaml", "report", "source"]),
    ("rules", &["quote", "yaml", "report", "source"]),
    ("content", &["quote", "yaml", "report", "source"]),
    (
        "site",
        &[
            "content", "rules", "quote", "project", "yaml", "report", "source",
        ],
    ),
    (
        "check",
        &[
            "site", "content", "rules", "quote", "project", "yaml", "report", "source",
        ],
    ),
    (
        "render",
        &[
            "site", "content", "rules", "quote", "project", "yaml", "report", "source", "output",
        ],
    ),
    (
        "held",
        &[
            "codes", "site", "content", "rules", "quote", "report", "source",
        ],
    ),
    ("draw", &["site", "rules"]),
    (
        "pipeline",
        &[
            "check", "render", "site", "content", "rules", "project", "report", "source", "output",
        ],
    ),
    (
        "schema",
        &["content", "rules", "project", "yaml", "report", "source"],
    ),
    ("serve", &[]),
    (
        "preview",
        &["serve", "pipeline", "render", "report", "source", "output"],
    ),
    (
        "cli",
        &[
            "preview", "serve", "pipeline", "schema", "check", "held", "codes", "draw", "site",
            "rules", "project", "yaml", "report", "source", "output",
        ],
    ),
    ("language", &[]),
];

#[test]
fn imports_point_down() {
    let table: BTreeMap<&str, &[&str]> = MAY_IMPORT.into_iter().collect();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    let mut seen = 0;
    for entry in walkdir::WalkDir::new(&root) {
        let entry = entry.expect("the source folder can be walked");
        let path = entry.path();
        if path.extension().is_none_or(|ending| ending != "rs") {
            continue;
        }
        let inner = path.strip_prefix(&root).expect("inside the source folder");
        let first = inner.iter().next().expect("a file has a name");
        let room = Path::new(first).file_stem().expect("a file has a name");
        let room = room.to_str().expect("our names are ASCII");
        if ["lib", "main", "build"].contains(&room) {
            continue;
        }
        let allowed = table
            .get(room)
            .unwrap_or_else(|| panic!("{room} is a room without a line in the table"));
        let text = fs::read_to_string(path).expect("a source file is text");
        for (number, line) in text.lines().enumerate() {
            let code = line.trim_start();
            if code.starts_with("//") {
                continue;
            }
            for import in code.split("crate::").skip(1) {
                let name: String = import
                    .chars()
                    .take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '_')
                    .collect();
                seen += 1;
                let fine = name == room
                    || ["language", "say"].contains(&name.as_str())
                    || allowed.contains(&name.as_str());
                if !fine {
                    wrong.push(format!("{}:{}: {name}", inner.display(), number + 1));
                }
            }
        }
    }
    assert!(seen > 100, "the imports were not found");
    assert!(
        wrong.is_empty(),
        "imports that point up:\n{}",
        wrong.join("\n")
    );
}
