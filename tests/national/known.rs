//! Values that are not known, on the day of the site or on a day to come: no page has a hole.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use bilan::language::{Bilingual, Language};
use bilan::output::Output;
use bilan::pipeline::{self, LoadOptions, NATIONAL};
use bilan::report::Severity;
use bilan::rules::{coming_turns, iso, parse_day};
use bilan::source::Layer;

use crate::project::{Project, wanted};

/// What stands in the place of "not known yet" in these tests.
const HOLE: &str = "⟦hole⟧";

fn on(day: &str) -> LoadOptions {
    LoadOptions {
        today: parse_day(day).expect("a day"),
        ..wanted()
    }
}

/// The national site with marked holes.
fn marked() -> Project {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/texts");
    ["fr", "en"].iter().fold(Project::empty(), |project, code| {
        let name = format!("{code}.yaml");
        let text = fs::read_to_string(folder.join(&name)).expect("the theme has its texts");
        let lines = text.lines().map(|line| match line.split_once(": ") {
            Some(("value_unknown", _)) => format!("value_unknown: \"{HOLE}\""),
            _ => line.to_owned(),
        });
        let lines: Vec<String> = lines.collect();
        project.file(&format!("themes/default/texts/{name}"), &lines.join("\n"))
    })
}

/// Every page, made for a day without a proof of the rules.
fn pages(project: &Project, day: &str) -> BTreeMap<String, String> {
    let [content, theme] = NATIONAL;
    let layers = [content, theme, Layer::Folder(project.path().to_owned())];
    let mut loaded = pipeline::unchecked(&layers, &on(day));
    let outputs = pipeline::render(&mut loaded).expect("the national site can be made");
    let pages = outputs
        .into_iter()
        .filter(|(address, _)| address.ends_with('/'));
    pages
        .map(|(address, output)| (address, text(output)))
        .collect()
}

fn text(output: Output) -> String {
    String::from_utf8(output.bytes.clone()).expect("pages are UTF-8")
}

/// What stands around each hole that is neither a cell of its own nor for another day.
fn holes(page: &str) -> Vec<String> {
    // The figures of the sums are a list of their own, of which a script shows what is known.
    let figures = page.split_once("<ul id=\"_figures\" hidden>");
    let page = &match figures {
        Some((before, rest)) => {
            let after = rest.split_once("</ul>").map_or("", |(_, after)| after);
            format!("{before}{after}")
        }
        None => page.to_owned(),
    };
    let around = page.match_indices(HOLE).filter_map(|(at, _)| {
        let (before, after) = (&page[..at], &page[at + HOLE.len()..]);
        let cell = before.ends_with("<td>") && after.starts_with("</td>");
        let hidden = before.ends_with(" hidden>") && after.starts_with("</span>");
        let start = before.char_indices().rev().nth(60).map_or(0, |(at, _)| at);
        (!cell && !hidden).then(|| before[start..].to_owned())
    });
    around.collect()
}

/// Words that need a day, with none after them.
fn empty_ends(page: &str) -> Vec<String> {
    let page = plain(page);
    let found = ["jusqu’au", "depuis le", "until"].iter().flat_map(|word| {
        let found = page.match_indices(word);
        let ends = found.map(|(at, _)| &page[at..]).filter(|rest| {
            let after = rest[word.len()..].trim_start();
            after.is_empty() || after.starts_with(['.', ',', ')', ';'])
        });
        ends.map(|rest| rest.chars().take(40).collect::<String>())
    });
    found.collect()
}

#[test]
fn the_national_site_has_no_hole_on_any_day_of_the_coming_year() {
    let project = marked();
    let start = wanted();
    let [content, theme] = NATIONAL;
    let loaded = pipeline::unchecked(&[content, theme], &start);
    let site = loaded.site.expect("the national site can be read");
    let turns = coming_turns(&site.rules.book, start.today);
    assert!(turns.contains(&parse_day("2027-01-01").expect("a day")));
    let mut days = vec![
        "2026-11-22".to_owned(),
        "2027-01-15".into(),
        "2027-12-31".into(),
    ];
    days.extend(turns.into_iter().map(iso));
    let mut tables = 0;
    for day in days {
        for (address, page) in pages(&project, &day) {
            tables += page.matches(&format!("<td>{HOLE}</td>")).count();
            assert_eq!(holes(&page), [""; 0], "{address} on {day}");
            // The script of the questionnaire fills in its own days.
            if !page.contains("id=\"_questionnaire\"") {
                assert_eq!(empty_ends(&page), [""; 0], "{address} on {day}");
            }
        }
    }
    assert!(tables > 0, "a table tells what is not known yet");
}

#[test]
fn the_last_value_is_told_as_what_it_is() {
    let project = Project::empty();
    let november = pages(&project, "2026-11-22");
    let january = pages(&project, "2027-01-15");
    let november = |address: &str| plain(&november[address]);
    let january = |address: &str| plain(&january[address]);
    let told = "(150 €, valeur connue jusqu’au 31 décembre 2026)";
    assert!(november("/fr/financement/cpf/").contains(told));
    let told = "(dernier montant connu : 150 €, jusqu’au 31 décembre 2026)";
    assert!(january("/fr/financement/cpf/").contains(told));
    let told = "€150 (known until 31 December 2026)";
    assert!(november("/en/who/employees/").contains(told));
    let told = "(last known: €150, until 31 December 2026)";
    assert!(january("/en/who/employees/").contains(told));
    // An example names the day to which its amounts are known, and is a range afterwards; one
    // that rests on no such amount says nothing.
    let told = "Example worked out with the amounts known until 31 December 2026";
    assert_eq!(november("/en/prices/").matches(told).count(), 2);
    assert!(!january("/en/prices/").contains(told));
    assert!(january("/en/prices/").contains("Example worked out with today’s rules"));
    assert!(!november("/en/who/jobseekers/").contains(told));
}

/// The words of a page, with plain spaces.
fn plain(page: &str) -> String {
    let parts = page
        .split('<')
        .map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    let text: String = parts.collect();
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

/// A small site whose ceiling is known until the end of 2026.
fn ending(fr: &str, en: &str) -> Project {
    let page = |title: &str, body: &str| {
        format!(
            "---\ntitle: {title}\ndescription: A first page that is long enough to have a description of it.\n---\n{body}\n\n## A part {{#part}}\n\nSee [the other page](other.md#place), says {{{{ source(\"law-1\") }}}}.\n"
        )
    };
    Project::new()
        .file("content/rules/parameters.yaml", PARAMETERS)
        .file("content/fr/index.md", &page("Accueil", fr))
        .file("content/en/index.md", &page("Home", en))
        .file("content/fr/questionnaire.yaml", &words(""))
        .file("content/en/questionnaire.yaml", &english(""))
}

const PARAMETERS: &str = "\
ceiling:
  unit: EUR
  checked: 2026-11-22
  known_until: 2026-12-31
  values:
    - { from: 2020-01-01, value: none, source: law-1 }
    - { from: 2026-02-26, value: 1600, source: law-1 }
";

/// The French words of the base sample, with these in the place of those about the ceiling.
fn words(ceiling: &str) -> String {
    base("content/fr/questionnaire.yaml")
        .replace("{if known(ceiling)}, jusqu'à {ceiling}{end}", ceiling)
}

fn english(ceiling: &str) -> String {
    base("content/en/questionnaire.yaml")
        .replace("{if known(ceiling)}, up to {ceiling}{end}", ceiling)
}

fn base(path: &str) -> &'static str {
    let mut files = crate::project::sections(include_str!("../samples/base.site"));
    files
        .find(|(found, _)| *found == path)
        .expect("the base has this file")
        .1
}

/// The faults of a site: the name, the text at fault, the line, and the English words.
fn faults(project: &Project) -> Vec<(&'static str, String, Bilingual<String>)> {
    let loaded = project.read();
    let found = loaded.report.sorted().into_iter().map(|fault| {
        let span = fault.span.expect("such a fault has a place");
        let text = &loaded.sources.text(span.file)[span.start..span.end];
        (fault.id, text.to_owned(), fault.message.clone())
    });
    found.collect()
}

#[test]
fn november_tells_the_hole_of_january() {
    let call = "{{ param(\"ceiling\") }}";
    let two = format!("{{{{ if known(\"ceiling\") }}}}Un {call}.{{{{ else }}}}Deux.{{{{ end }}}}");
    let found = faults(&ending(&two, &format!("One {call}.")));
    let [(id, text, message)] = found.as_slice() else {
        panic!("{found:?}");
    };
    assert_eq!((*id, text.as_str()), ("unknown-value", call));
    assert!(message.en.contains("from 2027-01-01"), "{}", message.en);
    assert!(
        message.fr.contains("à partir du 2027-01-01"),
        "{}",
        message.fr
    );
    assert_eq!(faults(&ending(&two, &two)), []);
}

#[test]
fn every_call_of_a_value_is_held_to_the_days() {
    let fine = "Rien.";
    for call in [
        "{{ param(\"ceiling\", on=\"2027-03-01\") }}",
        "{{ param(\"ceiling\", bare=true) }}",
        "{{ since(\"ceiling\") }}",
    ] {
        let found = faults(&ending(fine, &format!("One {call}.")));
        assert_eq!(found.len(), 1, "{call}: {found:?}");
        assert_eq!((found[0].0, found[0].1.as_str()), ("unknown-value", call));
    }
    let named = "{{ param(\"ceiling\", on=\"2027-03-01\") }}";
    let found = faults(&ending(fine, &format!("One {named}.")));
    assert!(
        found[0].2.en.contains("not known on 2027-03-01"),
        "{found:?}"
    );
    for call in [
        "{{ last(\"ceiling\") }}",
        "{{ until(\"ceiling\") }}",
        "{{ param(\"ceiling\", on=\"2026-03-01\") }}",
        "{{ if known(\"ceiling\") }}{{ since(\"ceiling\") }}{{ else }}x{{ end }}",
        "{{ if unknown(\"ceiling\") }}x{{ else }}{{ param(\"ceiling\") }}{{ end }}",
    ] {
        assert_eq!(faults(&ending(fine, &format!("One {call}."))), [], "{call}");
    }
    // The sentence for a value that is known cannot be the one for a value that is not.
    let turned = "{{ if unknown(\"ceiling\") }}{{ param(\"ceiling\") }}{{ else }}x{{ end }}";
    assert_eq!(faults(&ending(fine, &format!("One {turned}."))).len(), 1);
}

#[test]
fn front_matter_and_the_questionnaire_are_held_to_the_days() {
    let call = "{{ param(\"ceiling\") }}";
    let front = ending("Rien.", "Nothing.").file(
        "content/en/other.md",
        &base("content/en/other.md").replace("slug:", &format!("lead: 'At most {call}.'\nslug:")),
    );
    assert_eq!(faults(&front)[0].1, call);
    let project = ending("Rien.", "Nothing.")
        .file(
            "content/fr/questionnaire.yaml",
            &words(", jusqu'à {ceiling}"),
        )
        .file(
            "content/en/questionnaire.yaml",
            &english(", up to {ceiling}"),
        );
    let found = faults(&project);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(
        found
            .iter()
            .all(|(id, text, _)| (*id, text.as_str()) == ("unknown-value", "{ceiling}"))
    );
    let two = "{if known(ceiling)}, {ceiling}{else}, a day{end}";
    let project = ending("Rien.", "Nothing.")
        .file("content/fr/questionnaire.yaml", &words(two))
        .file("content/en/questionnaire.yaml", &english(two));
    assert_eq!(faults(&project), []);
    for (bad, pointed) in [
        ("{if known(ceiling)}, {ceiling}", "{if known(ceiling)}"),
        ("{else}", "{else}"),
        ("{if ceiling}x{end}", "{if ceiling}"),
    ] {
        let project = ending("Rien.", "Nothing.")
            .file("content/fr/questionnaire.yaml", &words(bad))
            .file("content/en/questionnaire.yaml", &english(two));
        let found = faults(&project);
        let first = found.iter().find(|(id, ..)| *id == "if-branches");
        assert_eq!(first.expect("a fault").1, pointed, "{found:?}");
    }
}

#[test]
fn links_and_names_are_held_in_both_sentences() {
    let open = "{{ if known(\"ceiling\") }}";
    for text in [
        format!("A {open}[one](none.md){{{{ else }}}}x{{{{ end }}}}."),
        format!("A {open}x{{{{ else }}}}[one](none.md){{{{ end }}}}."),
    ] {
        assert_eq!(faults(&ending("Rien.", &text))[0].0, "broken-link");
    }
    let misspelt = "A {{ if known(\"cieling\") }}b{{ else }}c{{ end }}.";
    let found = faults(&ending("Rien.", misspelt));
    assert_eq!(
        (found[0].0, found[0].1.as_str()),
        ("unknown-parameter", "\"cieling\"")
    );
    let table = format!("{open}{{{{ history(\"ceiling\") }}}}{{{{ else }}}}x{{{{ end }}}}");
    assert_eq!(faults(&ending("Rien.", &table))[0].0, "wrong-call");
}

#[test]
fn a_page_tells_the_end_once_in_each_part() {
    let call = "{{ last(\"ceiling\") }}";
    let body = format!(
        "One {call}, two {call}.\n\n## Part {{#two}}\n\nThree ({call}).\n\n## More {{#three}}\n\nFour {call}, until {{{{ until(\"ceiling\") }}}}."
    );
    let mut loaded = ending("Rien.", &body).read();
    assert!(!loaded.report.has_errors());
    let outputs = pipeline::render(&mut loaded).expect("the site can be made");
    let page = plain(&text(outputs["/en/"].clone()));
    assert!(
        page.contains("One €1,600 (known until 31 December 2026), two €1,600."),
        "{page}"
    );
    assert!(page.contains("Three (€1,600, known until 31 December 2026)."));
    assert!(page.contains("Four €1,600, until 31 December 2026."));
}

#[test]
fn a_last_day_that_nobody_declared_is_a_fault() {
    let project = ending("Rien.", "Until {{ until(\"ceiling\") }}.").file(
        "content/rules/parameters.yaml",
        &PARAMETERS.replace("  known_until: 2026-12-31\n", ""),
    );
    assert_eq!(faults(&project)[0].0, "until-not-declared");
}

#[test]
fn the_days_are_those_within_a_year() {
    let parameters = PARAMETERS.to_owned()
        + "other:\n  unit: EUR\n  checked: 2026-11-22\n  values:\n"
        + "    - { from: 2026-11-22, value: 1, source: law-1 }\n"
        + "    - { from: 2027-01-01, value: 2, source: law-1 }\n"
        + "    - { from: 2027-11-22, value: 3, source: law-1 }\n"
        + "    - { from: 2027-11-23, value: 4, source: law-1 }\n";
    let project = Project::new().file("content/rules/parameters.yaml", &parameters);
    let loaded = project.read();
    let book = &loaded.site.as_ref().expect("a site").rules.book;
    let days = coming_turns(book, wanted().today).into_iter().map(iso);
    assert_eq!(days.collect::<Vec<_>>(), ["2027-01-01", "2027-11-22"]);
}

#[test]
fn the_fault_is_explained() {
    for language in Language::ALL {
        let page = bilan::report::explanation("unknown-value", language).expect("a page");
        assert!(page.contains("if known("));
    }
    let call = "One {{ param(\"ceiling\") }}.";
    let loaded = ending("Rien.", call).read();
    let fault = loaded.report.sorted()[0].clone();
    assert_eq!(fault.severity, Severity::Error);
    assert!(fault.help.is_some() && fault.notes[0].en.contains("€1,600"));
}
