//! Reads what a module of the questionnaire imports and exports.
//!
//! Only the two statements that leave a module are read, each at the beginning of its line.

use std::collections::BTreeMap;

use crate::language::Bilingual;
use crate::render::script::PROGRAM;
use crate::render::script::token::tokens;
use crate::report::{Fault, Report};
use crate::say;
use crate::source::{FileId, Sources, Span};

/// The modules of a theme by their names.
pub type Modules<'t> = BTreeMap<&'t str, Module<'t>>;

/// A module, as it takes part in a script.
pub struct Module<'t> {
    /// What it imports, in its order.
    pub imports: Vec<Import<'t>>,
    /// The names that it exports.
    pub exports: Vec<&'t str>,
    /// Its code without the statements that import, and without the word `export`.
    pub code: String,
    /// Whether every statement that leaves the module was understood.
    understood: bool,
}

/// A statement that imports from a module.
pub struct Import<'t> {
    /// The name of the module.
    pub module: &'t str,
    /// What is imported.
    pub names: Names<'t>,
    /// Where the statement stands.
    pub span: Span,
}

/// What a statement imports.
pub enum Names<'t> {
    /// Nothing: the module only has to run.
    None,
    /// The whole of the module under one name.
    Whole(&'t str),
    /// What the module exports by default, which only the rules do.
    Default(&'t str),
    /// Names of the module, each with the name that it has here.
    Some(Vec<(&'t str, &'t str)>),
}

impl<'t> Module<'t> {
    /// Reads a module. What cannot be joined is reported.
    pub fn read(sources: &'t Sources, file: FileId, report: &mut Report) -> Module<'t> {
        let text = sources.text(file);
        let mut module = Module {
            imports: Vec::new(),
            exports: Vec::new(),
            code: String::new(),
            understood: true,
        };
        let mut kept = 0;
        let mut rest = tokens(text).into_iter();
        while let Some(token) = rest.next() {
            let start = token.start;
            let begins_a_line = start == 0 || text[..start].ends_with('\n');
            if begins_a_line && leaves(&text[start..], "import") {
                let last = rest.find(|token| token.is(";"));
                let end = last.map_or(text.len(), |last| last.start + 1);
                let span = Span { file, start, end };
                match imported(&text[start..end], span) {
                    Some(import) => module.imports.push(import),
                    None => report.add(cannot_join("import", span)),
                }
                module.code.push_str(&text[kept..start]);
                kept = end;
            } else if begins_a_line && leaves(&text[start..], "export") {
                let line = text[start..].lines().next().unwrap_or_default();
                match exported(line) {
                    Some(name) => module.exports.push(name),
                    None => {
                        module.understood = false;
                        let end = start + line.trim_end().len();
                        report.add(cannot_join("export", Span { file, start, end }));
                    }
                }
                module.code.push_str(&text[kept..start]);
                kept = start + token.text.len();
            }
        }
        module.code.push_str(&text[kept..]);
        module
    }

    /// Reports what is imported from neighbours that do not have it.
    pub fn check(&self, modules: &Modules<'_>, report: &mut Report) {
        for import in &self.imports {
            let whole = matches!(import.names, Names::Default(_));
            if whole != (import.module == PROGRAM) {
                report.add(cannot_join("import", import.span));
            } else if !whole {
                let Some(module) = modules.get(import.module) else {
                    report.add(missing(import.module, import.span));
                    continue;
                };
                let Names::Some(names) = &import.names else {
                    continue;
                };
                for (name, _) in names {
                    if module.understood && !module.exports.contains(name) {
                        report.add(not_exported(name, import));
                    }
                }
            }
        }
    }
}

/// Whether a statement that leaves the module begins with a word, and no call.
fn leaves(statement: &str, word: &str) -> bool {
    let rest = statement.strip_prefix(word);
    rest.is_some_and(|rest| rest.starts_with([' ', '{', '*', '"', '\'']) || rest.is_empty())
}

/// `import { a, b as c } from "./x.mjs";`, `import * as x …`, `import x …`, `import "./x.mjs";`
fn imported(statement: &str, span: Span) -> Option<Import<'_>> {
    let statement = statement.strip_prefix("import")?.strip_suffix(';')?.trim();
    let (names, index) = match statement.rsplit_once(" from ") {
        Some((names, index)) => (names.trim(), index),
        None => ("", statement),
    };
    let index = index.trim().strip_prefix('"')?.strip_suffix('"')?;
    let module = index.strip_prefix("./")?;
    let names = if names.is_empty() {
        Names::None
    } else if let Some(name) = names.strip_prefix("* as ") {
        Names::Whole(word(name)?)
    } else if let Some(list) = names.strip_prefix('{') {
        let list = list.strip_suffix('}')?.trim().trim_end_matches(',');
        let mut pairs = Vec::new();
        for item in list.split(',') {
            let (name, here) = item.split_once(" as ").unwrap_or((item, item));
            pairs.push((word(name)?, word(here)?));
        }
        Names::Some(pairs)
    } else {
        Names::Default(word(names)?)
    };
    Some(Import {
        module,
        names,
        span,
    })
}

/// The name that the declaration behind `export` declares.
///
/// A `let` is refused: neighbours would keep the value that it had first.
fn exported(line: &str) -> Option<&str> {
    let declaration = line.strip_prefix("export ")?.trim_start();
    let kinds = [
        "async function* ",
        "async function ",
        "function* ",
        "function ",
        "const ",
        "class ",
    ];
    let rest = kinds
        .iter()
        .find_map(|kind| declaration.strip_prefix(kind))?;
    let end = rest
        .find(|letter| !part_of_a_name(letter))
        .unwrap_or(rest.len());
    word(&rest[..end])
}

fn word(text: &str) -> Option<&str> {
    let text = text.trim();
    let is_name = !text.is_empty() && text.chars().all(part_of_a_name);
    is_name.then_some(text)
}

fn part_of_a_name(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_' || letter == '$'
}

fn cannot_join(word: &str, span: Span) -> Fault {
    let help: Bilingual<String> = match word {
        "import" => say!(
            "écrivez « import {{ nom }} from \"./module.mjs\"; », « import * as nom … » ou, pour les règles seulement, « import nom from \"./{PROGRAM}\"; »",
            "write `import {{ name }} from \"./module.mjs\";`, `import * as name …` or, for the rules only, `import name from \"./{PROGRAM}\";`"
        ),
        _ => say!(
            "écrivez « export » devant une déclaration : « export function nom », « export const nom » ou « export class nom »",
            "write `export` before a declaration: `export function name`, `export const name` or `export class name`"
        ),
    };
    Fault::error(
        "module-syntax",
        say!(
            "cette forme de « {word} » n'est pas comprise dans un module du thème",
            "this form of `{word}` is not understood in a module of a theme"
        ),
    )
    .at(span)
    .help(help)
}

fn missing(module: &str, span: Span) -> Fault {
    Fault::error(
        "unknown-module",
        say!(
            "le thème n'a pas de module {module}",
            "the theme has no module {module}"
        ),
    )
    .at(span)
}

fn not_exported(name: &str, import: &Import<'_>) -> Fault {
    let module = import.module;
    Fault::error(
        "unknown-export",
        say!(
            "le module {module} n'exporte pas de « {name} »",
            "the module {module} exports no `{name}`"
        ),
    )
    .at(import.span)
}
