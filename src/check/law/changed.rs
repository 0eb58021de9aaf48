//! Lists what rests on a text of which a later version is known and was not read.

use crate::language::Bilingual;
use crate::report::{Fault, Report};
use crate::rules::{Day, Parameter, SourceId};
use crate::say;
use crate::site::{Rest, RestSort, Site, rests};
use crate::source::Sources;

/// A note for each source with a later version. Who has not the file of the source reads only
/// what is hers again: the rest is for those who keep it.
pub(super) fn check(site: &Site, files: &Sources, report: &mut Report) {
    for (index, source) in site.rules.book.sources.iter_enumerated() {
        if let Some(changed) = source.changed {
            let (id, day) = (&source.id, changed.iso());
            let fault = Fault::note_only(
                "law-changed",
                say!(
                    "`{id}` a une version du {day} que personne n'a lue",
                    "`{id}` has a version of {day} that nobody has read"
                ),
            )
            .at(source.span)
            .help(say!(
                "lisez cette version, puis ce qui repose sur elle",
                "read that version, then what rests on it"
            ));
            let groups = resting(site, index, changed.from, files);
            if groups.is_empty() && !files.is_own(source.span.file) {
                continue;
            }
            let groups = groups.into_iter();
            report.add(groups.fold(fault, |fault, (head, list)| {
                let list = list.join("\n  ");
                fault.note(Bilingual {
                    fr: format!("{} :\n  {list}", head.fr),
                    en: format!("{}:\n  {list}", head.en),
                })
            }));
        }
    }
}

/// What rests on a source, as the law has been since a day: rows, steps, values, pages.
fn resting(
    site: &Site,
    source: SourceId,
    changed: Day,
    files: &Sources,
) -> Vec<(Bilingual<String>, Vec<String>)> {
    let book = &site.rules.book;
    let mut groups = vec![
        (say!("lignes à relire", "rows to read again"), Vec::new()),
        (say!("étapes à relire", "steps to read again"), Vec::new()),
        (say!("valeurs à relire", "values to read again"), Vec::new()),
        (say!("pages à relire", "pages to read again"), Vec::new()),
    ];
    let all = files.is_own(book.sources[source].span.file);
    for rest in rests(site, files, source) {
        if !all && !files.is_own(rest.file) {
            continue;
        }
        let group = match rest.sort {
            RestSort::Row => 0,
            RestSort::Step => 1,
            RestSort::Value(owner, index) => {
                if !holds_on_or_after(&book.parameters[owner], index, changed) {
                    continue;
                }
                2
            }
            RestSort::Page => 3,
        };
        let Rest {
            path, line, name, ..
        } = rest;
        groups[group].1.push(format!("{path}:{line} {name}"));
    }
    groups.retain(|(_, list)| !list.is_empty());
    groups
}

/// Whether a value holds on the day of the later version, or after it.
fn holds_on_or_after(parameter: &Parameter, index: usize, day: Day) -> bool {
    let next = parameter.values.get(index + 1);
    next.is_none_or(|next| next.from > day)
}
