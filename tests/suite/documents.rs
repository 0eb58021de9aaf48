//! The documents are true: what they name is there, links lead somewhere, tables are what the
//! program prints.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use bilan::cli::Arguments;
use bilan::content::Layout;
use bilan::pipeline;
use bilan::report::Report;
use bilan::rules::Kind;
use clap::CommandFactory;

/// Every document that readers are led to.
fn documents() -> Vec<String> {
    let named = [
        "README.md",
        "CONTRIBUTING.md",
        "ARCHITECTURE.md",
        "themes/README.md",
        "content/rules/README.md",
    ];
    let folder = fs::read_dir(root().join("docs")).expect("the folder can be read");
    let inside = folder.map(|entry| {
        let name = entry.expect("an entry can be read").file_name();
        format!("docs/{}", name.to_str().expect("our names are ASCII"))
    });
    named.map(str::to_owned).into_iter().chain(inside).collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The lines outside fenced code, each with its number.
fn prose(text: &str) -> Vec<(usize, &str)> {
    let mut fenced = false;
    let lines = text.lines().enumerate().filter(|(_, line)| {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        !fence && !fenced
    });
    lines.map(|(number, line)| (number + 1, line)).collect()
}

/// What stands between backquotes in a line, and the line without it.
fn code(line: &str) -> (Vec<&str>, String) {
    let parts: Vec<&str> = line.split('`').collect();
    let inside = parts.iter().skip(1).step_by(2).copied().collect();
    let outside: Vec<&str> = parts.iter().step_by(2).copied().collect();
    (inside, outside.concat())
}

/// Paths of examples: a site, a page or a test of one's own.
const EXAMPLES: [&str; 7] = [
    "content/fr/local.md",
    "content/en/local.md",
    "content/fr/path.md",
    "content/en/path.md",
    "content/media/",
    "content/rules/routes/name.yaml",
    "tests/samples/name.sample",
];

/// Whether words between backquotes are to be a path of the repository.
fn is_path(words: &str) -> bool {
    let folders = [
        "src/", "tests/", "content/", "themes/", "docs/", "benches/", ".github/", ".ci/",
        ".vscode/",
    ];
    let bare = words
        .chars()
        .all(|letter| letter.is_ascii_alphanumeric() || "/._-*{},".contains(letter));
    let top = [".md", ".toml", ".lock", ".yml"];
    let top = !words.contains('/') && top.iter().any(|ending| words.ends_with(ending));
    // Words such as `default.md` are pages of a site; ours at the top begin with a capital.
    let top = top && words.starts_with(|letter: char| letter.is_ascii_uppercase() || letter == '.');
    bare && (top || folders.iter().any(|folder| words.starts_with(folder)))
}

/// Whether a path leads to something; `NAME` and `*` stand for any name.
fn exists(path: &str) -> bool {
    if EXAMPLES.contains(&path) {
        return true;
    }
    let open = |part: &&str| part.contains('*') || part.contains("NAME");
    let parts: Vec<&str> = path.split('/').collect();
    let sure: Vec<&str> = parts
        .iter()
        .copied()
        .take_while(|part| !open(part))
        .collect();
    root().join(sure.join("/")).exists()
}

#[test]
fn every_path_is_there() {
    let mut wrong = Vec::new();
    let mut seen = 0;
    for document in documents() {
        let text = read(&document);
        // In the map of the code, paths begin below `src/`, or are those of the theme.
        let below: &[&str] = match document.as_str() {
            "ARCHITECTURE.md" => &["src/", "themes/default/", "themes/default/assets/"],
            _ => &[],
        };
        for (number, line) in prose(&text) {
            for words in code(line).0 {
                let inner = [".rs", ".mjs", ".html", ".css"];
                let inner = !below.is_empty() && inner.iter().any(|ending| words.ends_with(ending));
                let made = words.contains(['…', ' ', '(']);
                if !(is_path(words) || inner && !made) {
                    continue;
                }
                seen += 1;
                let found = below
                    .iter()
                    .any(|folder| exists(&format!("{folder}{words}")));
                if !(found || exists(words)) {
                    wrong.push(format!("{document}:{number}: {words}"));
                }
            }
        }
    }
    assert!(seen > 150, "the paths were not found: {seen}");
    assert!(wrong.is_empty(), "paths of nothing:\n{}", wrong.join("\n"));
}

#[test]
fn every_path_in_a_comment_is_there() {
    let mut wrong = Vec::new();
    let mut seen = 0;
    let folders = ["src", "themes", "tests/suite", "tests/national", "benches"];
    for entry in folders
        .iter()
        .flat_map(|folder| walkdir::WalkDir::new(root().join(folder)))
    {
        let entry = entry.expect("the folder can be walked");
        let path = entry.path();
        let is_code = path.extension().is_some_and(|ending| {
            ["rs", "mjs", "js", "css", "html"]
                .iter()
                .any(|known| ending == *known)
        });
        if !is_code {
            continue;
        }
        let text = fs::read_to_string(path).expect("a source file is text");
        for (number, line) in text.lines().enumerate() {
            let words = line.split('`').skip(1).step_by(2);
            let comment = line.trim_start().starts_with("//") || line.trim_start().starts_with('*');
            for words in words.filter(|words| comment && is_path(words)) {
                seen += 1;
                if !exists(words) {
                    wrong.push(format!("{}:{}: {words}", path.display(), number + 1));
                }
            }
        }
    }
    assert!(seen > 20, "the paths were not found: {seen}");
    assert!(wrong.is_empty(), "paths of nothing:\n{}", wrong.join("\n"));
}

/// The anchors of a document, as GitHub and GitLab make them of its headings.
fn anchors(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (_, line) in prose(text) {
        let title = line.trim_start_matches('#');
        if title.len() == line.len() || !title.starts_with(' ') {
            continue;
        }
        let letters = title.trim().chars().filter_map(|letter| match letter {
            ' ' => Some('-'),
            '-' | '_' => Some(letter),
            _ if letter.is_alphanumeric() => Some(letter.to_ascii_lowercase()),
            _ => None,
        });
        let slug: String = letters.collect();
        let again = (1..).map(|number| format!("{slug}-{number}"));
        let name = std::iter::once(slug.clone()).chain(again);
        let mut free = name.filter(|name| !found.contains(name));
        let name = free.next().expect("numbers do not end");
        found.insert(name);
    }
    found
}

/// The targets of the links of a line, and of its images.
fn links(line: &str) -> Vec<String> {
    let outside = code(line).1;
    let parts = outside.split("](").skip(1);
    parts
        .filter_map(|rest| Some(rest.split_once(')')?.0.to_owned()))
        .collect()
}

#[test]
fn every_link_leads_somewhere() {
    let mut wrong = Vec::new();
    let mut seen = 0;
    for document in documents() {
        let text = read(&document);
        let folder = Path::new(&document).parent().expect("a file has a folder");
        for (number, line) in prose(&text) {
            for link in links(line) {
                if link.contains("://") {
                    continue;
                }
                seen += 1;
                let (file, anchor) = link.split_once('#').unwrap_or((&link, ""));
                let target = match file {
                    "" => root().join(&document),
                    _ => root().join(folder).join(file),
                };
                let fine = match (target.exists(), anchor) {
                    (exists, "") => exists,
                    (false, _) => false,
                    (true, _) => {
                        let there = fs::read_to_string(&target).expect("a document is text");
                        anchors(&there).contains(anchor)
                    }
                };
                if !fine {
                    wrong.push(format!("{document}:{number}: {link}"));
                }
            }
        }
    }
    assert!(seen > 40, "the links were not found: {seen}");
    assert!(wrong.is_empty(), "links to nothing:\n{}", wrong.join("\n"));
}

#[test]
fn the_table_of_questions_is_what_the_command_prints() {
    let arguments = ["rules", "questions", "--format", "md", "--lang", "en"];
    let output = Command::new(env!("CARGO_BIN_EXE_bilan"))
        .current_dir(root())
        .args(arguments)
        .output()
        .expect("the program can be run");
    let printed = String::from_utf8(output.stdout).expect("words are UTF-8");
    assert!(output.status.success() && printed.contains("| `status` |"));
    let text = read("docs/questions.md");
    let (_, table) = text
        .split_once("-->\n\n")
        .expect("the mark above the table");
    let mut lines = table.lines().zip(printed.lines());
    let same = lines.position(|(held, now)| held != now);
    assert!(
        table == printed,
        "docs/questions.md differs from line {} of its tables on: put there, below its mark, what this prints:\n  cargo run -- {}",
        same.unwrap_or(0) + 1,
        arguments.join(" ")
    );
}

/// Every command that does something by itself, with its words: `rules cases`.
fn commands(command: &clap::Command, above: &str) -> Vec<(String, clap::Command)> {
    let mut found = Vec::new();
    for inner in command.get_subcommands() {
        let name = format!("{above}{}", inner.get_name());
        if inner.has_subcommands() {
            found.extend(commands(inner, &format!("{name} ")));
        } else {
            found.push((name, inner.clone()));
        }
    }
    found
}

#[test]
fn every_command_and_option_is_told() {
    let (readme, page) = (read("README.md"), read("docs/commands.md"));
    let mut missing = Vec::new();
    let all = commands(&Arguments::command(), "");
    assert!(all.len() > 10, "the commands were not found");
    for (name, command) in all {
        let begin = format!("| `bilan {name}");
        let rows = page.lines().filter(|line| line.starts_with(&begin));
        let rows = rows.collect::<Vec<_>>().join("\n");
        if !readme.contains(&begin) {
            missing.push(format!("README.md: bilan {name}"));
        }
        for option in command.get_arguments().filter_map(clap::Arg::get_long) {
            let common = ["site", "date", "lang"].contains(&option);
            if !common && !rows.contains(&format!("--{option}")) {
                missing.push(format!("docs/commands.md: bilan {name} --{option}"));
            }
        }
        if rows.is_empty() {
            missing.push(format!("docs/commands.md: bilan {name}"));
        }
    }
    assert!(missing.is_empty(), "not told:\n{}", missing.join("\n"));
}

#[test]
fn every_layout_and_call_is_told() {
    let page = read("docs/pages.md");
    for layout in Layout::ALL {
        let name = layout.name();
        let rows = page.lines().filter(|line| line.starts_with('|'));
        let told = rows
            .filter(|line| line.contains(&format!("`{name}`")))
            .count();
        assert!(told > 1, "docs/pages.md: layout {name}");
    }
    let code = read("src/site/insert.rs");
    let (_, rest) = code.split_once("const CALLS").expect("the list of calls");
    let (list, _) = rest.split_once("];").expect("its end");
    let names: Vec<&str> = list.split('"').skip(1).step_by(2).collect();
    assert!(names.len() > 5, "the calls were not found");
    for name in names {
        assert!(
            page.contains(&format!("| `{{{{ {name}(")),
            "docs/pages.md: call {name}"
        );
    }
}

#[test]
fn every_route_and_notice_is_told() {
    let mut report = Report::default();
    let sources = pipeline::sources(&pipeline::NATIONAL, &mut report);
    let rules = pipeline::rules(&sources, &mut report).expect("the rules are sound");
    let page = read("docs/ask.md");
    let list = |begin: &str| {
        let line = page.lines().find(|line| line.starts_with(begin));
        line.unwrap_or_else(|| panic!("docs/ask.md: {begin} …"))
    };
    let (routes, notices) = (list("The routes are "), list("The notices are "));
    for decision in &rules.book.decisions {
        let line = match decision.kind {
            Kind::Route => routes,
            Kind::Notice => notices,
            Kind::Verdict => continue,
        };
        let id = &decision.id;
        assert!(line.contains(&format!("`{id}`")), "docs/ask.md: {id}");
    }
}

#[test]
fn the_glossary_is_sorted_and_every_room_is_in_the_table() {
    let text = read("ARCHITECTURE.md");
    let (_, glossary) = text.split_once("## Glossary\n").expect("the glossary");
    let lines = glossary.lines().take_while(|line| !line.starts_with('#'));
    let words: Vec<&str> = lines
        .filter_map(|line| Some(line.strip_prefix("- **")?.split_once("**: ")?.0))
        .collect();
    assert!(
        (30..=60).contains(&words.len()),
        "one page: {}",
        words.len()
    );
    assert!(
        words.is_sorted_by(|one, next| one.to_lowercase() < next.to_lowercase()),
        "not in the order of the alphabet: {words:?}"
    );

    let (_, rooms) = text.split_once("## Rooms\n").expect("the rooms");
    let rows: Vec<&str> = rooms
        .lines()
        .take_while(|line| !line.starts_with('#'))
        .filter(|line| line.starts_with("| `"))
        .filter_map(|line| line.split('|').nth(1))
        .collect();
    for entry in fs::read_dir(root().join("src")).expect("the folder can be read") {
        let name = entry.expect("an entry can be read").file_name();
        let name = name.to_str().expect("our names are ASCII");
        let room = name.trim_end_matches(".rs");
        let forms = [format!("`{room}/`"), format!("`{room}.rs`")];
        let told = rows
            .iter()
            .any(|cell| forms.iter().any(|form| cell.contains(form)));
        assert!(told, "ARCHITECTURE.md: the table has no room {room}");
    }
}

#[test]
fn the_readme_is_short_and_shows_the_two_commands() {
    let text = read("README.md");
    assert!(text.lines().count() <= 250, "the rest belongs into docs/");
    for command in ["cargo run --release -- serve --open", "tests/run --install"] {
        assert!(
            text.contains(&format!("```sh\n{command}\n```")),
            "{command}"
        );
    }
}

/// The first release that the change log tells of, if there is one, is the present version.
#[test]
fn the_change_log_knows_the_version() {
    let text = read("CHANGELOG.md");
    let mut headings = text.lines().filter_map(|line| line.strip_prefix("## ["));
    assert!(headings.next().is_some_and(|first| first == "Unreleased]"));
    if let Some(released) = headings.next() {
        let version = env!("CARGO_PKG_VERSION");
        assert!(released.starts_with(version), "CHANGELOG.md: {version}");
    }
}
