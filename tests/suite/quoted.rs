//! Rows, values and pages held to the words of the law: what is told beside the faults.

use bilan::language::Language;
use bilan::pipeline;
use bilan::report::Fault;

use crate::project::Project;

/// The small site with an article whose text is kept, and a ceiling that rests on it.
fn quoting(value: &str, more: &str) -> Project {
    let names = "law-1: \"1\", law-2: \"2\", law-3: \"3\"";
    let titles =
        format!("sources: {{ {names} }}\nshort: {{ {names} }}\nparameters: {{ ceiling: \"4\" }}\n");
    let sources = "law-1: { kind: official, url: \"https://example.org/1\", read: unopened }
law-3:
  kind: law
  url: https://example.org/3
  text: JORFTEXT000000000001
  changes: { code: travail, article: L1-1, version: LEGIARTI000000000001, from: 2020-01-01 }
  as_of: 2026-03-27
  read: through
  checked: 2026-11-22
law-2:
  kind: law
  url: https://example.org/2
  code: travail
  article: L1-1
  version: LEGIARTI000000000001
  since: 2020-01-01
  as_of: 2026-03-27
  read: text
  checked: 2026-11-22
";
    Project::new()
        .file("content/fr/law.yaml", &titles)
        .file("content/en/law.yaml", &titles)
        .file("content/rules/sources.yaml", &format!("{sources}{more}"))
        .file(
            "content/rules/texts/law-2.txt",
            "Le plafond est fixé à mille six cents euros.\n",
        )
        .file(
            "content/rules/parameters.yaml",
            &format!(
                "ceiling:
  unit: EUR
  checked: 2026-11-22
  values:
    - {{ from: 2020-01-01, value: none, source: law-3, unquoted: An old law. }}
    - {{ from: 2026-02-26, value: 1600, {value} }}
"
            ),
        )
}

fn told(project: &Project, id: &str) -> Fault {
    let loaded = project.read();
    let faults = loaded.report.sorted();
    let found = faults.into_iter().find(|fault| fault.id == id);
    found.unwrap_or_else(|| panic!("no {id}")).clone()
}

#[test]
fn what_the_text_says_instead_is_told() {
    let project = quoting(
        "source: law-2, quote: \"Le plafond est porté à mille six cents euros\"",
        "",
    );
    let fault = told(&project, "quote-not-found");
    let english = |text: &bilan::language::Bilingual<String>| text[Language::English].clone();
    assert!(
        english(&fault.notes[0]).ends_with("has in common “à mille six cents euros”"),
        "{:?}",
        fault.notes
    );
    let help = english(&fault.help.expect("a way out"));
    assert_eq!(
        help,
        "the text says there “Le plafond est fixé à mille six cents euros”"
    );
}

#[test]
fn a_text_read_through_an_article_shares_its_words() {
    let project = quoting("source: law-3, quote: \"mille six cents euros\"", "");
    let loaded = project.read();
    assert!(!loaded.report.has_errors(), "{:?}", loaded.report);
}

#[test]
fn what_rests_on_a_later_version_is_listed_with_its_place() {
    let project = quoting(
        "source: law-2, quote: \"mille six cents euros\"",
        "  changed: 2026-06-27\n",
    );
    let loaded = project.read();
    let faults = loaded.report.sorted().into_iter();
    let changed: Vec<&Fault> = faults.filter(|fault| fault.id == "law-changed").collect();
    // The text that was read through the article has changed with it.
    assert_eq!(changed.len(), 2);
    let notes = changed.iter().find_map(|fault| fault.notes.first());
    let notes = &notes.expect("something rests on it")[Language::English];
    assert!(
        notes.starts_with("values to read again:\n") && notes.ends_with(":6 ceiling 2026-02-26"),
        "{notes}"
    );
}

#[test]
fn what_has_no_quote_is_listed_under_its_reason() {
    let project = quoting("source: law-2, quote: \"mille six cents euros\"", "");
    let fault = told(&project, "without-quote");
    let notes = &fault.notes[0][Language::English];
    assert!(
        notes.starts_with("An old law.\n") && notes.ends_with(":5 ceiling 2020-01-01"),
        "{notes}"
    );
    assert_eq!(fault.notes.len(), 1);
}

#[test]
fn what_nobody_opened_is_listed_once() {
    let project = quoting("source: law-2, quote: \"mille six cents euros\"", "");
    let fault = told(&project, "unopened-source");
    assert_eq!(fault.notes[0][Language::English], "to open: law-1");
}

/// The first page in English of a site whose pages quote the article.
fn first_page(project: Project) -> String {
    let mut project = project;
    for (language, title, description) in [
        (
            "fr",
            "Accueil",
            "Une page d'accueil qui est assez longue pour être décrite.",
        ),
        (
            "en",
            "Home",
            "A first page that is long enough to have a description of it.",
        ),
    ] {
        let page = format!(
            "---\ntitle: {title}\ndescription: {description}\nupdated: 2026-11-22\n\
             checked: 2026-11-22\nquotes: {{ law-2: \"Le plafond est fixé\" }}\n---\n\
             {{{{ param(\"ceiling\") }}}}\n\n## Part {{#part}}\n\nText.\n"
        );
        project = project.file(&format!("content/{language}/index.md"), &page);
    }
    let mut loaded = project.read();
    let outputs = pipeline::render(&mut loaded)
        .unwrap_or_else(|| panic!("the site has faults: {:?}", loaded.report));
    String::from_utf8(outputs["/en/"].bytes.clone()).expect("pages are UTF-8")
}

#[test]
fn the_foot_of_a_page_tells_how_a_text_was_read_and_what_it_says() {
    let quote = "source: law-2, quote: \"à mille six cents euros\"";
    let page = first_page(quoting(quote, ""));
    for part in [
        "<p>Text read on 22\u{a0}November 2026</p>",
        "version in force since 1\u{a0}January 2020",
        "<i lang=\"fr\">«\u{a0}Le plafond est fixé\u{a0}» · «\u{a0}à mille six cents euros\u{a0}»</i>",
        "· law read again on <time datetime=\"2026-11-22\">",
        "\"lastReviewed\":\"2026-11-22\"",
    ] {
        assert!(page.contains(part), "{part}\nis not in\n{page}");
    }
}

#[test]
fn a_page_whose_text_has_changed_does_not_say_that_the_law_was_read() {
    let quote = "source: law-2, quote: \"à mille six cents euros\"";
    let page = first_page(quoting(quote, "  changed: 2026-06-27\n"));
    for part in [
        "<p>Earlier version read on 22\u{a0}November 2026</p>",
        "the article changed on 27\u{a0}June 2026",
        "· <a href=\"#_sources-title\">how the sources were read</a>",
    ] {
        assert!(page.contains(part), "{part}\nis not in\n{page}");
    }
    assert!(!page.contains("lastReviewed"), "{page}");
}

#[test]
fn a_value_that_was_observed_has_its_year_and_is_told_as_likely() {
    let project = quoting("source: law-2", "").file(
        "content/rules/sources.yaml",
        "law-1: { kind: market, url: \"https://example.org/1\", read: secondary, checked: 2026-11-22 }
law-2: { kind: market, url: \"https://example.org/2\", read: secondary, checked: 2026-11-22 }
law-3: { kind: market, url: \"https://example.org/3\", read: secondary, checked: 2026-11-22 }
",
    );
    let page = first_page(project.file(
        "content/rules/parameters.yaml",
        "ceiling:
  unit: EUR
  confidence: likely
  checked: 2026-11-22
  values:
    - { from: 2020-01-01, value: none, source: law-1 }
    - { known_from: 2026-02-26, value: 1600, source: law-2 }
",
    ));
    let part = "<dd>€1,600 (likely)\nin 2026</dd>";
    assert!(page.contains(part), "{part}\nis not in\n{page}");
}
