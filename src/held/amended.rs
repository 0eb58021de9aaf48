//! A law or a decree that was read through the articles that it changed.

use crate::codes::{self, Amendment};
use crate::held::{Found, address, article, ending, kept, on};
use crate::report::Fault;
use crate::rules::{ChangedArticle, Day, iso};
use crate::say;

/// Holds a text to each of the articles that it changed.
pub(super) fn hold(found: &mut Found<'_>, text: &str, changes: &[ChangedArticle], as_of: Day) {
    let given = found.given;
    let mut seen: Option<&Amendment> = None;
    let mut any = false;
    for change in changes {
        let Some(code) = given.code(&change.code) else {
            found.unheld(article::no_code(&change.code));
            continue;
        };
        any = true;
        let Some(amended) = article::find(found, code, &change.article, &change.version) else {
            continue;
        };
        found.outcome.version = Some((amended.version.id.clone(), on(amended.version.from)));
        found.says(&amended.paragraphs);
        if article::repealed(found, code, amended) {
            continue;
        }
        if amended.version.id != change.version {
            if article::is_older(code, amended, &change.version, as_of) {
                article::older(found, code, as_of);
                return;
            }
            another(found, amended, change);
            continue;
        }
        kept::hold_through(found, amended, &change.version);
        let made = amended.made_by.iter().find(|made| made.text == text);
        match made {
            Some(made) => day(found, amended, made, change),
            None => absent(found, amended, text),
        }
        seen = seen.or(made);
        ending::hold(found, code, amended);
    }
    if any {
        found.outcome.by = seen.iter().map(|made| made.title.clone()).collect();
        address::amendment(found, text, seen);
    }
}

/// What the text wrote into the article has been replaced since.
fn another(found: &mut Found<'_>, amended: &codes::CodeArticle, change: &ChangedArticle) {
    let (read, number) = (&change.version, &amended.number);
    let (now, from) = (&amended.version.id, amended.version.from);
    let by = article::made_by(amended).join(" ; ");
    let fault = Fault::error(
        "article-changed",
        say!(
            "l'article {number}, à travers lequel ce texte a été lu dans la version {read}, a changé : {now} est en vigueur depuis le {from}",
            "article {number}, through which this text was read in version {read}, has changed: {now} is in force since {from}"
        ),
    )
    .help(say!(
        "lisez la nouvelle version de l'article, et corrigez `changes`",
        "read the new version of the article, and mend `changes`"
    ));
    let fault = if by.is_empty() {
        fault
    } else {
        fault.note(say!("par : {by}", "by: {by}"))
    };
    found.changed("changes", fault);
}

fn absent(found: &mut Found<'_>, amended: &codes::CodeArticle, text: &str) {
    let (number, version) = (&amended.number, &amended.version.id);
    let known: Vec<String> = amended
        .made_by
        .iter()
        .map(|made| format!("{} ({})", made.text, made.title))
        .collect();
    let mut fault = Fault::error(
        "text-of-change",
        say!(
            "{text} n'est pas parmi les textes qui ont fait la version {version} de l'article {number}",
            "{text} is not among the texts that made version {version} of article {number}"
        ),
    )
    .help(say!(
        "corrigez `text`, ou l'article et la version de `changes`",
        "mend `text`, or the article and the version of `changes`"
    ));
    if !known.is_empty() {
        let known = known.join(" ; ");
        fault = fault.note(say!("ce sont : {known}", "they are: {known}"));
    }
    found.changed("text", fault);
}

/// A text takes effect on the day on which the version begins. The day beside the text itself
/// is a second witness: the two differ where a text puts its own coming into force off.
fn day(
    found: &mut Found<'_>,
    amended: &codes::CodeArticle,
    made: &Amendment,
    change: &ChangedArticle,
) {
    let begins = amended.version.from;
    let is_known = on(begins) == change.from || made.from.map(on) == Some(change.from);
    if is_known {
        return;
    }
    let (number, from) = (&amended.number, iso(change.from));
    found.fault(
        "changes",
        Fault::error(
            "text-of-change",
            say!(
                "ce texte prend effet dans l'article {number} le {begins}, et non le {from}",
                "this text takes effect in article {number} on {begins}, not on {from}"
            ),
        )
        .help(say!("écrivez `from: {begins}`", "write `from: {begins}`")),
    );
}
