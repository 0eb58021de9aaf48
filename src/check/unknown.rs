//! Finds calls whose value is not known on the day of the site, or on a day to come.

use std::collections::BTreeMap;

use crate::content::KnownTest;
use crate::language::{Bilingual, Language};
use crate::report::{Fault, Report};
use crate::rules::{
    Day, LAST_DAY, ParameterId, ParameterValue, RuleBook, coming_turns, figure, iso, turns,
};
use crate::say;
use crate::site::{Page, ResolvedCall, Segment, Site, Text};
use crate::source::Span;

/// The holes that were found, by the place of the call.
type Holes = BTreeMap<Span, Hole>;

/// A value that is not known.
#[derive(Clone, Copy)]
struct Hole {
    parameter: ParameterId,
    /// The first day on which it is not known, of those that were looked at.
    day: Day,
    /// Whether the author named that day.
    named: bool,
}

/// Reports each call once, with the first day on which it has no value.
pub fn check(site: &Site, report: &mut Report) {
    let book = &site.rules.book;
    let days = |coming: Vec<Day>| std::iter::once(site.today).chain(coming);
    let mut in_pages = Holes::new();
    for day in days(coming_turns(book, site.today)) {
        for page in &site.pages {
            for language in Language::ALL {
                in_page(site, page, language, day, &mut in_pages);
            }
        }
    }
    let mut in_texts = Holes::new();
    for day in days(turns(book, site.today, LAST_DAY)) {
        for language in Language::ALL {
            for text in site.words[language].every_text() {
                in_text(book, text, day, &mut in_texts);
            }
        }
    }
    let with_day = say!(
        "nommez un jour où elle est connue, ou retirez l'appel",
        "name a day on which it is known, or take the call out"
    );
    let in_page = say!(
        "écrivez deux phrases : `{{{{ if known(\"…\") }}}}…{{{{ else }}}}…{{{{ end }}}}` ; la seconde peut citer `last` et `until`",
        "write two sentences: `{{{{ if known(\"…\") }}}}…{{{{ else }}}}…{{{{ end }}}}`; the second may name `last` and `until`"
    );
    let in_text = say!(
        "écrivez deux phrases : `{{if known(…)}}…{{else}}…{{end}}`",
        "write two sentences: `{{if known(…)}}…{{else}}…{{end}}`"
    );
    for (holes, help) in [(in_pages, in_page), (in_texts, in_text)] {
        for (span, hole) in holes {
            let help = if hole.named { &with_day } else { &help };
            report.add(fault(site, hole).at(span).help(help.clone()));
        }
    }
}

fn in_page(site: &Site, page: &Page, language: Language, day: Day, holes: &mut Holes) {
    let document = &page.documents[language];
    let known = |test: &KnownTest| site.knows(test, day);
    for call in document.shown_calls(&known).into_iter().flatten() {
        let insert = page.inserts[language].get(&call.span);
        if let Some(hole) = insert.and_then(|insert| hole(site, insert, day)) {
            holes.entry(call.span).or_insert(hole);
        }
    }
}

/// What a call lacks on a day.
fn hole(site: &Site, insert: &ResolvedCall, day: Day) -> Option<Hole> {
    let book = &site.rules.book;
    let (parameter, named) = match insert {
        ResolvedCall::Figure(figure) => {
            let parameter = &book.parameters[figure.parameter];
            let told = figure.day(book, day);
            // An author who names a day knows that the law set nothing then.
            let meant = figure.on.is_some();
            if told.is_some_and(|day| meant || parameter.has_number(day)) {
                return None;
            }
            (figure.parameter, figure.on)
        }
        ResolvedCall::Since(parameter) if !book.parameters[*parameter].has_number(day) => {
            (*parameter, None)
        }
        ResolvedCall::Until(parameters) => {
            let never = |parameter: &&ParameterId| {
                let parameter = &book.parameters[**parameter];
                parameter.last_day_known(day).is_none()
            };
            (*parameters.iter().find(never)?, None)
        }
        _ => return None,
    };
    Some(Hole {
        parameter,
        day: named.unwrap_or(day),
        named: named.is_some(),
    })
}

fn in_text(book: &RuleBook, text: &Text, day: Day, holes: &mut Holes) {
    for bit in text.shown_on(book, day) {
        if let Segment::Parameter(parameter, span) = bit
            && !book.parameters[*parameter].has_number(day)
        {
            holes.entry(*span).or_insert(Hole {
                parameter: *parameter,
                day,
                named: false,
            });
        }
    }
}

fn fault(site: &Site, hole: Hole) -> Fault {
    let day = hole.day;
    let found = &site.rules.book.parameters[hole.parameter];
    let (id, on) = (&found.id, iso(day));
    if found.known(day) {
        let fault = Fault::error(
            "unknown-value",
            say!(
                "la loi ne fixe pas `{id}` le {on} : la phrase a un trou",
                "the law sets no `{id}` on {on}: the sentence has a hole"
            ),
        );
        return fault;
    }
    let message = if hole.named || day == site.today {
        say!(
            "la valeur de `{id}` n'est pas connue le {on} : la phrase a un trou",
            "the value of `{id}` is not known on {on}: the sentence has a hole"
        )
    } else {
        say!(
            "la valeur de `{id}` n'est pas connue à partir du {on} : la phrase aura un trou",
            "the value of `{id}` is not known from {on}: the sentence will have a hole"
        )
    };
    let fault = Fault::error("unknown-value", message);
    let Some(last) = found.last_day_known(day) else {
        return fault.note(say!(
            "elle n'a jamais été connue avant",
            "it was never known before"
        ));
    };
    let until = iso(last);
    let value = Bilingual::new(|language| match found.at(last) {
        ParameterValue::Number(number) => figure(found, number, language),
        _ => "–".to_owned(),
    });
    fault.note(Bilingual {
        fr: format!("dernière valeur connue : {}, jusqu'au {until}", value.fr),
        en: format!("last known value: {}, until {until}", value.en),
    })
}
