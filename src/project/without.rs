//! `without`: the national files that a site does without.

use crate::project::PATH;
use crate::report::{Fault, Report, closest};
use crate::say;
use crate::source::{PathPattern, Sources};
use crate::yaml::{self, Fields, Name, Node};

/// The word that stands for every national file.
const ALL: &str = "all";

/// The folder of every national file.
const FOLDER: &str = "content";

/// The files without which rules rest on the national ones. Rules that have them all are whole:
/// what they do not have was taken away, and is not to come back from the program.
pub const WHOLE: [&str; 4] = [
    "content/rules/questions.yaml",
    "content/rules/parameters.yaml",
    "content/rules/outcomes.yaml",
    "content/rules/sources.yaml",
];

/// Takes out the national files that a site does without. What names none is reported. A site
/// whose rules are whole is laid over nothing, file by file.
pub fn do_without(sources: &mut Sources, report: &mut Report) {
    for name in named_without(sources) {
        leave_out(sources, &name, report);
    }
    let own = |path| sources.at(path).is_some_and(|file| sources.is_own(file));
    if WHOLE.into_iter().all(own) {
        sources.lay_over_nothing();
    }
}

/// Takes out national files by the names that stand in a site's own file.
pub fn leave_out(sources: &mut Sources, name: &Name, report: &mut Report) {
    let path = match name.text.as_str() {
        ALL => FOLDER,
        path => path.trim_end_matches('/'),
    };
    let pattern = PathPattern::new(path);
    if !sources.do_without(FOLDER, &pattern) {
        report.add(nothing(sources, name));
    }
}

/// What the site's file says it does without. Whatever is wrong with that file is told where it
/// is read as a whole.
pub fn named_without(sources: &Sources) -> Vec<Name> {
    let unheard = &mut Report::default();
    let tree = sources
        .at(PATH)
        .and_then(|file| yaml::parse(sources, file, unheard));
    let Some(tree) = tree else {
        return Vec::new();
    };
    let node = Fields::of(&tree, unheard).optional("without");
    node.map_or(Vec::new(), |node| names(node, unheard))
}

/// The paths that a list names.
pub(super) fn names(node: &Node, report: &mut Report) -> Vec<Name> {
    let items = node.items(report).iter();
    let names = items.filter_map(|item| {
        Some(Name {
            text: item.text(report)?.to_owned(),
            span: item.text_span(),
        })
    });
    names.collect()
}

fn nothing(sources: &Sources, name: &Name) -> Fault {
    let text = &name.text;
    let fault = Fault::error(
        "without-nothing",
        say!(
            "aucun fichier national n'est à `{text}`",
            "no national file is at `{text}`"
        ),
    )
    .at(name.span);
    let known = sources.inside_the_program(FOLDER);
    match closest(text, known) {
        Some(meant) => fault.help(say!(
            "vouliez-vous écrire `{meant}` ?",
            "did you mean `{meant}`?"
        )),
        None => fault.help(say!(
            "écrivez un chemin comme `content/rules/cases`, `content/*/faq.md`, ou `all` pour tout",
            "write a path like `content/rules/cases`, `content/*/faq.md`, or `all` for everything"
        )),
    }
}
