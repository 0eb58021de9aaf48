//! Finds rows and values of law without words of it, and lists them all with their reasons.

use crate::check::law::claim::Claim;
use crate::report::{Fault, Report};
use crate::rules::{Anchor, RuleBook, SourceKind};
use crate::say;
use crate::site::Site;
use crate::source::Sources;

/// Reports a claim that could quote the law and neither does nor says why.
pub(super) fn check(site: &Site, claim: &Claim<'_>, report: &mut Report) {
    let book = &site.rules.book;
    let settled = !claim.quotes.is_empty() || claim.unquoted.is_some();
    if settled || !claim.asked || !claim.anchored(book) {
        return;
    }
    let name = &claim.name;
    report.add(
        Fault::warning(
            "unquoted-law",
            say!(
                "`{name}` repose sur un texte et n'en cite rien",
                "`{name}` rests on a text and quotes nothing of it"
            ),
        )
        .at(claim.span)
        .help(say!(
            "ajoutez `quote: \"…\"` avec les mots qui décident, ou `unquoted: \"…\"` avec la raison",
            "add `quote: \"…\"` with the words that decide, or `unquoted: \"…\"` with the reason"
        )),
    );
}

/// Lists every claim of law without a quote, grouped by its reason.
pub(super) fn list(site: &Site, claims: &[Claim<'_>], files: &Sources, report: &mut Report) {
    let book = &site.rules.book;
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    let mut first = None;
    let bare = claims
        .iter()
        .filter(|claim| claim.quotes.is_empty() && claim.asked && claim.of_law(book))
        // What stands in the program was read by those who made it.
        .filter(|claim| files.is_own(claim.span.file));
    for claim in bare {
        let Some(reason) = reason(claim, book) else {
            continue;
        };
        first.get_or_insert(claim.span);
        let (line, _) = files.place(claim.span.file, claim.span.start);
        let place = format!(
            "{}:{line} {}",
            files.file(claim.span.file).shown,
            claim.name
        );
        match groups.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, places)) => places.push(place),
            None => groups.push((reason, vec![place])),
        }
    }
    let Some(first) = first else {
        return;
    };
    let count: usize = groups.iter().map(|(_, places)| places.len()).sum();
    let fault = Fault::note_only(
        "without-quote",
        say!(
            "lignes et valeurs de droit sans citation : {count}",
            "rows and values of law without a quote: {count}"
        ),
    )
    .at(first);
    report.add(groups.into_iter().fold(fault, |fault, (reason, places)| {
        let places = places.join("\n  ");
        fault.note(say!("{reason}\n  {places}", "{reason}\n  {places}"))
    }));
}

/// Why a claim has no quote: its own reason, or those of its sources. None where it has to
/// give one and does not, which is a warning of its own.
fn reason(claim: &Claim<'_>, book: &RuleBook) -> Option<String> {
    if let Some(reason) = claim.unquoted {
        return Some(reason.to_owned());
    }
    if claim.anchored(book) {
        return None;
    }
    let mut reasons: Vec<&str> = Vec::new();
    let sources = claim.sources.iter().map(|source| &book.sources[*source]);
    for source in sources.filter(|source| source.kind == SourceKind::Law) {
        if let Anchor::None {
            reason: Some(reason),
            ..
        } = &source.anchor
            && !reasons.contains(&reason.as_str())
        {
            reasons.push(reason);
        }
    }
    (!reasons.is_empty()).then(|| reasons.join(" "))
}
