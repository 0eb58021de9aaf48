//! One word for one thing: no type that another file can see has the name of another one.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// What every command calls the arguments that it takes: each is known in its own file alone.
const OF_EACH_COMMAND: &str = "Arguments";

#[test]
fn no_name_of_a_type_stands_twice() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for entry in walkdir::WalkDir::new(&root) {
        let entry = entry.expect("the source folder can be walked");
        let path = entry.path();
        if path.extension().is_none_or(|ending| ending != "rs") {
            continue;
        }
        let text = fs::read_to_string(path).expect("a source file is text");
        for line in text.lines().map(str::trim_start) {
            let Some(rest) = line.strip_prefix("pub") else {
                continue;
            };
            // Whoever may see it: `pub(super)`, for example.
            let rest = match rest.strip_prefix('(') {
                Some(rest) => rest.split_once(')').map_or("", |(_, rest)| rest),
                None => rest,
            };
            let mut words = rest.split_whitespace();
            let kind = words.next().unwrap_or("");
            if !["struct", "enum", "type", "trait"].contains(&kind) {
                continue;
            }
            let name = words.next().unwrap_or("");
            let end = name.find(|letter: char| !letter.is_alphanumeric());
            let name = &name[..end.unwrap_or(name.len())];
            if name != OF_EACH_COMMAND {
                let inner = path.strip_prefix(&root).expect("inside the source folder");
                let inner = inner.display().to_string();
                found.entry(name.to_owned()).or_default().push(inner);
            }
        }
    }
    assert!(found.len() > 200, "the types were not found");
    let twice: Vec<_> = found.iter().filter(|(_, files)| files.len() > 1).collect();
    assert!(twice.is_empty(), "{twice:#?}");
}
