//! Joins the modules of the questionnaire into one script for each page that runs them.
//!
//! A visitor then makes one request instead of one for each module, and what the modules have
//! in common is compressed once. Each module becomes a block, so its own names stay its own;
//! what it exports stands in an object that the blocks after it read.
//!
//! What cannot be joined is a fault: a script that is broken would only be noticed by visitors.

mod module;
mod shorten;
mod token;

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::render::script::module::{Import, Module, Modules, Names};
pub use crate::render::script::shorten::shortened;
use crate::report::{Fault, Report};
use crate::say;
use crate::source::{FileId, Sources};

/// The script that other sites copy.
pub const COPIED: &str = "embed.js";

/// The module that is written from the rules. It stays a file of its own: the scripts change
/// with the program, the rules with the site.
pub const PROGRAM: &str = "program.mjs";

/// What pages run: the questionnaire, and the questionnaire inside a frame of another site.
const ENTRIES: [&str; 2] = ["view.mjs", "frame.mjs"];

/// The scripts that pages run, by the name of the module that each begins with.
pub fn joined(
    sources: &Sources,
    modules: &BTreeMap<String, FileId>,
    report: &mut Report,
) -> BTreeMap<String, String> {
    let mut own = Report::default();
    let modules: Modules = modules
        .iter()
        .map(|(name, file)| (name.as_str(), Module::read(sources, *file, &mut own)))
        .collect();
    for module in modules.values() {
        module.check(&modules, &mut own);
    }
    let mut scripts = BTreeMap::new();
    for entry in ENTRIES {
        if own.has_errors() || !modules.contains_key(entry) {
            continue;
        }
        let mut script = Script::default();
        match script.add(&modules, entry) {
            Ok(()) => scripts.insert(entry.to_owned(), script.written()),
            Err(fault) => {
                own.add(*fault);
                None
            }
        };
    }
    report.extend(own);
    scripts
}

/// The script without its indentation and its lines of comments.
///
/// Other sites hold its digest, so it does not grow shorter with the scripts of the site.
pub fn copied(text: &str) -> Vec<u8> {
    let lines = text.lines().map(str::trim);
    let kept = lines.filter(|line| !(line.is_empty() || is_comment(line)));
    kept.flat_map(|line| [line, "\n"])
        .collect::<String>()
        .into_bytes()
}

/// Whether a line is a comment and nothing else.
fn is_comment(line: &str) -> bool {
    let whole = |comment: &str| {
        comment
            .find("*/")
            .is_some_and(|end| end + 2 == comment.len())
    };
    line.starts_with("//") || line.strip_prefix("/*").is_some_and(whole)
}

/// A script that grows module by module, each after those that it imports.
#[derive(Default)]
struct Script<'t> {
    /// The modules that are in it. The place of each here is its name in the script.
    added: Vec<&'t str>,
    /// The modules that wait for what they import.
    waiting: Vec<&'t str>,
    needs_rules: bool,
    code: String,
}

impl<'t> Script<'t> {
    fn add(&mut self, modules: &Modules<'t>, name: &'t str) -> Result<(), Box<Fault>> {
        let module = &modules[name];
        self.waiting.push(name);
        for import in &module.imports {
            if import.module == PROGRAM {
                self.needs_rules = true;
            } else if self.waiting.contains(&import.module) {
                return Err(Box::new(circle(import)));
            } else if !self.added.contains(&import.module) {
                self.add(modules, import.module)?;
            }
        }
        self.waiting.pop();
        self.block(module);
        self.added.push(name);
        Ok(())
    }

    fn block(&mut self, module: &Module<'_>) {
        let own = self.added.len();
        if !module.exports.is_empty() {
            self.line(format_args!("let ${own};"));
        }
        self.line(format_args!("{{"));
        for import in &module.imports {
            let index = self.added.iter().position(|name| *name == import.module);
            match (&import.names, index) {
                (Names::Default(name), _) => self.line(format_args!("const {name} = $;")),
                (Names::Whole(name), Some(index)) => {
                    self.line(format_args!("const {name} = ${index};"));
                }
                (Names::Some(names), Some(index)) => {
                    let names: Vec<String> = names
                        .iter()
                        .map(|(name, here)| match name == here {
                            true => (*name).to_owned(),
                            false => format!("{name}: {here}"),
                        })
                        .collect();
                    self.line(format_args!("const {{ {} }} = ${index};", names.join(", ")));
                }
                _ => {}
            }
        }
        self.line(format_args!("{}", module.code));
        if !module.exports.is_empty() {
            self.line(format_args!(
                "${own} = {{ {} }};",
                module.exports.join(", ")
            ));
        }
        self.line(format_args!("}}"));
    }

    fn line(&mut self, line: std::fmt::Arguments<'_>) {
        writeln!(self.code, "{line}").expect("a string takes every line");
    }

    fn written(self) -> String {
        match self.needs_rules {
            true => shortened(&format!("import $ from \"./{PROGRAM}\";\n{}", self.code)),
            false => shortened(&self.code),
        }
    }
}

fn circle(import: &Import<'_>) -> Fault {
    let module = import.module;
    Fault::error(
        "module-circle",
        say!(
            "le module {module} importe, directement ou non, le module qui l'importe",
            "the module {module} imports the module that imports it, directly or not"
        ),
    )
    .at(import.span)
    .help(say!(
        "mettez ce que les deux partagent dans un troisième module",
        "put what both share into a third module"
    ))
}
