//! The documents say what is true: tables are what the program prints.

use std::fs;
use std::path::Path;
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn document(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
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
    let text = document("docs/questions.md");
    let (_, table) = text
        .split_once("-->\n\n")
        .expect("the mark above the table");
    let same = table
        .lines()
        .zip(printed.lines())
        .position(|(held, now)| held != now);
    assert!(
        table == printed,
        "docs/questions.md differs from line {} of its table on: put there, below its mark, what this prints:\n  cargo run -- {}",
        same.unwrap_or(0) + 1,
        arguments.join(" ")
    );
}
