//! Rooms stand on rooms: an import points down, neighbours do not know each other, and no files
//! import each other in a circle.

use std::collections::{BTreeMap, BTreeSet};
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

/// The wings of `rules`, from the ground up: each may import from those before it.
const WINGS: [&str; 7] = [
    "book",
    "diagram",
    "language",
    "person",
    "proof",
    "change",
    "published",
];

/// A module, by its path below `src`: `["rules", "book", "unit"]`.
type Module = Vec<String>;

/// An import of a module, with the line where it stands.
struct Import {
    line: usize,
    /// The path that is named, from the root of the crate.
    path: Module,
}

/// What each file of `src` imports from the others.
fn imports() -> BTreeMap<Module, Vec<Import>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = BTreeMap::new();
    for entry in walkdir::WalkDir::new(&root) {
        let entry = entry.expect("the source folder can be walked");
        let path = entry.path();
        if path.extension().is_none_or(|ending| ending != "rs") {
            continue;
        }
        let inner = path.strip_prefix(&root).expect("inside the source folder");
        let mut module: Module = inner
            .with_extension("")
            .iter()
            .map(|part| part.to_str().expect("our names are ASCII").to_owned())
            .collect();
        if module.last().is_some_and(|name| name == "mod") {
            module.pop();
        }
        if ["lib", "main"].contains(&module[0].as_str()) {
            continue;
        }
        let text = fs::read_to_string(path).expect("a source file is text");
        let imports = read(&module, &text);
        found.insert(module, imports);
    }
    assert!(found.len() > 200, "the files were not found");
    found
}

/// The paths that a file names by `crate::` and `super::`, its inline tests and what it passes on
/// (`pub use`) left out. Names in braces count one by one.
fn read(module: &[String], text: &str) -> Vec<Import> {
    let mut found = Vec::new();
    let own = text.split("#[cfg(test)]").next().unwrap_or(text);
    let mut passed_on = false;
    let mut group: Option<Module> = None;
    for (number, line) in own.lines().enumerate() {
        let code = line.split("//").next().unwrap_or(line).trim();
        passed_on |= code.starts_with("pub") && code.contains(" use ");
        // Where a name may be seen is no import.
        let code = match code.strip_prefix("pub(") {
            Some(rest) => rest.split_once(')').map_or("", |(_, rest)| rest),
            None => code,
        };
        let ends = code.contains(';');
        if !passed_on {
            if let Some(above) = &group {
                found.extend(inside(above, code, number + 1));
            }
            for (word, mut base) in [
                ("crate::", Module::new()),
                ("super::", module[..module.len() - 1].to_vec()),
            ] {
                for part in code.split(word).skip(1) {
                    let path: &str = part
                        .split(|letter: char| !(letter.is_alphanumeric() || "_:".contains(letter)))
                        .next()
                        .unwrap_or("");
                    let names = path.split("::").filter(|name| !name.is_empty());
                    let mut named = base.clone();
                    named.extend(names.map(str::to_owned));
                    match part[path.len()..].strip_prefix('{') {
                        Some(rest) => {
                            found.extend(inside(&named, rest, number + 1));
                            group = Some(named);
                        }
                        None => found.push(Import {
                            line: number + 1,
                            path: named,
                        }),
                    }
                    base.clear();
                }
            }
        }
        if ends {
            passed_on = false;
            group = None;
        }
    }
    found
}

/// The names of a group in braces, below the path that stands before it.
fn inside(above: &[String], names: &str, line: usize) -> Vec<Import> {
    let names = names.split(|letter: char| !(letter.is_alphanumeric() || letter == '_'));
    let names = names.filter(|name| !name.is_empty());
    names
        .map(|name| Import {
            line,
            path: above.iter().cloned().chain([name.to_owned()]).collect(),
        })
        .collect()
}

/// The file that a path leads into: the longest part of it that is a module.
fn file<'m>(modules: &'m BTreeMap<Module, Vec<Import>>, path: &[String]) -> Option<&'m Module> {
    let parts = (1..=path.len()).rev().map(|length| &path[..length]);
    let mut found = parts.filter_map(|part| modules.get_key_value(part));
    found.next().map(|(module, _)| module)
}

#[test]
fn imports_point_down() {
    let table: BTreeMap<&str, &[&str]> = MAY_IMPORT.into_iter().collect();
    let mut wrong = Vec::new();
    let mut seen = 0;
    for (module, imports) in imports() {
        let room = module[0].as_str();
        let allowed = table
            .get(room)
            .unwrap_or_else(|| panic!("{room} is a room without a line in the table"));
        for import in imports {
            let name = import.path[0].as_str();
            seen += 1;
            let fine =
                name == room || ["language", "say"].contains(&name) || allowed.contains(&name);
            if !fine {
                wrong.push(format!("{}:{}: {name}", module.join("/"), import.line));
            }
        }
    }
    assert!(seen > 1000, "the imports were not found");
    assert!(
        wrong.is_empty(),
        "imports that point up:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn the_wings_of_the_rules_stand_on_one_another() {
    let floor = |name: &str| WINGS.iter().position(|wing| *wing == name);
    let mut wrong = Vec::new();
    let mut seen = 0;
    for (module, imports) in imports() {
        if module[0] != "rules" || module.len() < 2 {
            continue;
        }
        let own = floor(&module[1]);
        let own = own.unwrap_or_else(|| panic!("rules/{} is no wing", module[1]));
        for import in imports.iter().filter(|import| import.path[0] == "rules") {
            let place = format!("{}:{}", module.join("/"), import.line);
            // The front door is for other rooms: inside, a name comes from its wing.
            match import.path.get(1).and_then(|name| floor(name)) {
                Some(other) if other <= own => seen += 1,
                _ => wrong.push(format!("{place}: {}", import.path.join("::"))),
            }
        }
    }
    assert!(seen > 300, "the imports were not found");
    assert!(
        wrong.is_empty(),
        "imports that point up:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let imports = imports();
    let leads = |module: &Module| -> BTreeSet<&Module> {
        let found = imports[module].iter();
        let found = found.filter_map(|import| file(&imports, &import.path));
        // A file gathers those of its own folder, and they know what it declares.
        let related = |other: &Module| other.starts_with(module) || module.starts_with(other);
        found.filter(|other| !related(other)).collect()
    };
    // What imports nothing that is left can be taken away; what stays is in a circle or above one.
    let mut left: BTreeMap<&Module, BTreeSet<&Module>> = imports
        .keys()
        .map(|module| (module, leads(module)))
        .collect();
    assert!(left.values().map(BTreeSet::len).sum::<usize>() > 500);
    loop {
        let free: Vec<&Module> = left
            .iter()
            .filter(|(_, others)| !others.iter().any(|other| left.contains_key(other)))
            .map(|(module, _)| *module)
            .collect();
        if free.is_empty() {
            break;
        }
        left.retain(|module, _| !free.contains(module));
    }
    let circles: Vec<String> = left
        .iter()
        .map(|(module, others)| {
            let inside = others.iter().filter(|other| left.contains_key(*other));
            let inside: Vec<String> = inside.map(|other| other.join("/")).collect();
            format!("{} -> {}", module.join("/"), inside.join(", "))
        })
        .collect();
    assert!(circles.is_empty(), "circles:\n{}", circles.join("\n"));
}
