//! `bilan law`: sources held to a cut of the codes, and to copies of it that were altered.
//!
//! Each alteration is told at its source with what rests on it, and the unaltered twin says
//! nothing. `tests/law/cut` makes the cut.

use std::fs;
use std::path::{Path, PathBuf};

use bilan::codes::{Broken, read_code, read_pages};
use bilan::held::{Given, Held, State, hold, keepable};
use bilan::language::Language;
use bilan::pipeline::{self, LoadOptions, Loaded};
use bilan::report::{Fault, Severity};
use bilan::rules::{Anchor, text_path};
use bilan::source::Layer;
use serde_json::{Value, json};

use crate::project::{Project, sections, wanted};

/// The code that the small site rests on.
const TRAVAIL: &str = "LEGITEXT000006072050";

fn at(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn cut(path: &str) -> Value {
    let bytes = fs::read(at(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_slice(&bytes).expect("the cut is JSON")
}

/// The cut of the labour code, changed or not.
fn travail(change: impl FnOnce(&mut Value)) -> Given {
    let mut code = cut(&format!("tests/law/codes/data/{TRAVAIL}.json"));
    change(&mut code);
    let read = read_code(code.to_string().as_bytes()).expect("the code is one");
    assert_eq!(read.twice, [""; 0]);
    Given {
        codes: vec![read.code],
        pages: Some(pages(|_| ())),
    }
}

fn pages(change: impl FnOnce(&mut Value)) -> Vec<bilan::codes::OfficialPage> {
    let mut pages = cut("tests/law/pages/data/fiches-travail.json");
    change(&mut pages);
    read_pages(pages.to_string().as_bytes()).expect("the pages are some")
}

/// The article of this number, to be changed.
fn article<'v>(node: &'v mut Value, number: &str) -> &'v mut Value {
    fn find<'v>(node: &'v mut Value, number: &str) -> Option<&'v mut Value> {
        if node["data"]["num"] == *number {
            return Some(&mut node["data"]);
        }
        let children = node.get_mut("children")?.as_array_mut()?;
        children.iter_mut().find_map(|child| find(child, number))
    }
    find(node, number).unwrap_or_else(|| panic!("the cut has {number}"))
}

/// The node without an article.
fn without(node: &mut Value, number: &str) {
    if let Some(children) = node.get_mut("children").and_then(Value::as_array_mut) {
        children.retain(|child| child["data"]["num"] != *number);
        children.iter_mut().for_each(|child| without(child, number));
    }
}

fn replace(value: &mut Value, from: &str, to: &str) {
    let text = value.as_str().expect("a text");
    assert!(text.contains(from), "{text}");
    *value = json!(text.replace(from, to));
}

/// The small site with the texts of its articles as the unaltered cut has them.
fn site() -> Project {
    let text = include_str!("../law/site.site");
    let project = sections(text).fold(Project::new(), |project, (path, text)| {
        project.file(path, text)
    });
    let loaded = read(&project);
    let site = loaded.site.as_ref().expect("a site");
    let texts = keepable(&site.rules.book, &travail(|_| ()));
    assert_eq!(texts.len(), 3, "every article of the small site");
    let texts = texts.into_iter();
    texts.fold(project, |project, (source, text)| {
        project.file(&text_path(source), &text)
    })
}

/// The small site with a text put in place of another.
fn edited(path: &str, from: &str, to: &str) -> Project {
    let project = site();
    let text = fs::read_to_string(project.path().join(path)).expect("the file is there");
    assert!(text.contains(from), "{path} has {from}");
    project.file(path, &text.replacen(from, to, 1))
}

fn read(project: &Project) -> Loaded {
    read_on(project, "2026-03-28")
}

/// The site on a day: the cut is of 2026-03-27.
fn read_on(project: &Project, day: &str) -> Loaded {
    let theme = pipeline::NATIONAL[1].clone();
    let wanted = LoadOptions {
        today: bilan::rules::parse_day(day).expect("a day"),
        ..wanted()
    };
    pipeline::unchecked(&[theme, Layer::Folder(project.path().to_owned())], &wanted)
}

/// What is said of a site, but for what is said of every one: that `r6323` was read too early.
fn said(project: &Project, given: &Given) -> Vec<(&'static str, String)> {
    said_on(project, given, "2026-03-28").0
}

fn said_on(project: &Project, given: &Given, day: &str) -> (Vec<(&'static str, String)>, Held) {
    let loaded = read_on(project, day);
    assert!(!loaded.report.has_errors(), "{:?}", loaded.report);
    let site = loaded.site.as_ref().expect("a site");
    let held = hold(site, &loaded.sources, given);
    let report = held.report();
    let faults = report.sorted().into_iter();
    let told = faults
        .filter(|fault| fault.severity > Severity::Note)
        .map(|fault| (fault.id, placed(fault, &loaded)))
        .filter(|(id, place)| !(*id == "read-again" && place.contains("`r6323`")));
    (told.collect(), held)
}

/// A fault with its line, its notes and its way out, which every one has, in both languages.
fn placed(fault: &Fault, loaded: &Loaded) -> String {
    let span = fault.span.expect("a fault has a place");
    let (line, _) = loaded.sources.place(span.file, span.start);
    let file = &loaded.sources.file(span.file).shown;
    let under = &loaded.sources.text(span.file)[span.start..span.end];
    let help = fault.help.as_ref().expect("a fault has a way out");
    assert!(help.iter().all(|(_, help)| !help.is_empty()));
    assert_ne!(fault.message.fr, fault.message.en, "two languages");
    let notes = fault.notes.iter().map(|note| note.en.as_str());
    let notes: Vec<&str> = notes.collect();
    format!(
        "{file}:{line} ({under})\n{}\n{}\n{}",
        fault.message[Language::English],
        notes.join("\n"),
        help.en
    )
}

/// Holds the one thing that is said to all of these words.
fn only(said: &[(&'static str, String)], id: &str, words: &[&str]) {
    let ids: Vec<&str> = said.iter().map(|(id, _)| *id).collect();
    assert_eq!(ids, [id], "{said:#?}");
    for part in words {
        assert!(said[0].1.contains(part), "{part} in\n{}", said[0].1);
    }
}

fn among<'s>(said: &'s [(&'static str, String)], id: &str) -> &'s str {
    let found = said.iter().find(|(own, _)| *own == id);
    &found.unwrap_or_else(|| panic!("{id} in {said:#?}")).1
}

/// The whole cut.
fn whole() -> Given {
    let codes = fs::read_dir(at("tests/law/codes/data")).expect("the cut is there");
    let codes = codes.map(|file| {
        let bytes = fs::read(file.expect("a file").path()).expect("a file");
        read_code(&bytes).expect("a code").code
    });
    let given = Given {
        codes: codes.collect(),
        pages: Some(pages(|_| ())),
    };
    assert_eq!(given.codes.len(), 4);
    given
}

/// Each article that a shipped source names has another version, one after the other: the
/// source says so, and so does every text that was read through the article, and nothing else.
#[test]
fn every_shipped_article_is_told_when_it_changes() {
    let loaded = pipeline::unchecked(&pipeline::NATIONAL, &wanted());
    let site = loaded.site.as_ref().expect("the shipped site");
    let book = &site.rules.book;
    let mut given = whole();
    let mut told = 0;
    for source in &book.sources {
        let Anchor::Article(anchor) = &source.anchor else {
            continue;
        };
        let of_version =
            |article: &&mut bilan::codes::CodeArticle| article.version.id == anchor.version;
        let mut articles = given.codes.iter_mut().flat_map(|code| &mut code.articles);
        let article = articles.find(of_version).expect("the cut has the article");
        article.version.id = "LEGIARTI000000000000".to_owned();
        let held = hold(site, &loaded.sources, &given);
        let mut articles = given.codes.iter_mut().flat_map(|code| &mut code.articles);
        articles
            .find(|article| article.version.id == "LEGIARTI000000000000")
            .expect("the article that was altered")
            .version
            .id = anchor.version.clone();
        for outcome in &held.outcomes {
            let other = &book.sources[outcome.source];
            let says = outcome
                .faults
                .iter()
                .any(|fault| fault.id == "article-changed");
            let names = match &other.anchor {
                Anchor::Article(other) => other.version == anchor.version,
                Anchor::Through { changes, .. } => changes
                    .iter()
                    .any(|change| change.version == anchor.version),
                _ => false,
            };
            assert_eq!(says, names, "{} when {} changes", other.id, source.id);
            told += usize::from(says);
        }
    }
    assert!(told > 90, "{told} sources were told");
}

#[test]
fn every_shipped_source_is_in_force_as_it_was_read() {
    let given = whole();
    let loaded = pipeline::unchecked(&pipeline::NATIONAL, &wanted());
    let site = loaded.site.as_ref().expect("the shipped site");
    let held = hold(site, &loaded.sources, &given);
    let report = held.report();
    let wrong: Vec<&Fault> = report
        .sorted()
        .into_iter()
        .filter(|fault| fault.severity == Severity::Error)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    for outcome in &held.outcomes {
        let source = &site.rules.book.sources[outcome.source];
        let is_changed = outcome.state == State::Changed;
        assert_eq!(is_changed, source.changed.is_some(), "{}", source.id);
        if source.anchored() && !is_changed {
            assert_eq!(outcome.state, State::Current, "{}", source.id);
        }
    }
}

#[test]
fn an_unaltered_cut_says_nothing() {
    assert_eq!(said(&site(), &travail(|_| ())), []);
}

#[test]
fn a_source_of_which_a_later_version_is_known_is_never_current() {
    let project = site();
    let loaded = read(&project);
    let site = loaded.site.as_ref().expect("a site");
    let held = hold(site, &loaded.sources, &travail(|_| ()));
    let count = held.count(site, true);
    assert_eq!(
        (count.all, count.current, count.changed, count.unheld),
        (5, 3, 1, 1)
    );
    let report = held.report();
    let fault = report.sorted()[0];
    assert_eq!(
        fault.message.en,
        "`r6323`: an earlier version was read; the text changed on 2026-04-02"
    );
}

#[test]
fn a_word_that_differs_is_told() {
    let given = travail(|code| {
        let html = &mut article(code, "D6323-6")["texteHtml"];
        replace(html, "des cinq années", "des quatre années");
    });
    let said = said(&site(), &given);
    let told = among(&said, "article-words");
    for part in [
        "content/rules/sources.yaml:",
        "(LEGIARTI000053572443)",
        "au cours des [-cinq-] {+quatre+} années",
        "content/rules/account.yaml:5 row account",
        "content/en/index.md:4 page index.md",
        "--keep",
    ] {
        assert!(told.contains(part), "{part} in\n{told}");
    }
    // The quotes of the row and of the page fell with the word.
    let lost = said.iter().filter(|(id, _)| *id == "quote-not-found");
    assert_eq!(lost.count(), 2, "{said:#?}");
}

#[test]
fn a_text_that_was_read_through_an_article_is_held_to_its_words_too() {
    let given = travail(|code| {
        let html = &mut article(code, "D6323-6")["texteHtml"];
        replace(html, "peut notamment", "peut seulement");
    });
    let said = said(&site(), &given);
    let words = said.iter().filter(|(id, _)| *id == "article-words");
    let words: Vec<&String> = words.map(|(_, told)| told).collect();
    assert_eq!(words.len(), 2, "{said:#?}");
    assert!(words[1].contains("article D6323-6, through which this text was read"));
    assert!(
        words
            .iter()
            .all(|told| told.contains("[-notamment-] {+seulement+}"))
    );
}

#[test]
fn a_code_that_is_not_there_is_missed() {
    let loaded = read(&site());
    let site = loaded.site.as_ref().expect("a site");
    let given = Given {
        codes: Vec::new(),
        pages: Some(pages(|_| ())),
    };
    let held = hold(site, &loaded.sources, &given);
    let missing: Vec<&str> = held.missing.iter().map(|fault| fault.id).collect();
    assert_eq!(missing, ["code-missing"]);
    assert!(held.missing[0].message.en.contains("the code `travail`"));
    let report = held.report();
    let sorted = report.sorted();
    let quotes = sorted.iter().filter(|fault| fault.id.starts_with("quote-"));
    assert_eq!(
        quotes.count(),
        0,
        "no quote is missed where its text was not given"
    );
    assert!(
        hold(site, &loaded.sources, &travail(|_| ()))
            .missing
            .is_empty()
    );
}

#[test]
fn an_end_on_another_day_than_was_declared_is_told() {
    let given = |day: i64| travail(move |code| article(code, "R6323")["dateFin"] = json!(day));
    let (said, _) = said_on(&site(), &given(1_776_211_200_000), "2026-05-01"); // 2026-04-15
    let told = among(&said, "article-ended");
    assert!(
        told.contains("since 2026-04-15, not since 2026-04-02"),
        "{told}"
    );
    let (said, _) = said_on(&site(), &given(1_775_088_000_000), "2026-05-01"); // 2026-04-02
    assert_eq!(said, []);
}

#[test]
fn a_copy_that_is_older_than_the_reading_blames_neither_a_decree_nor_a_quote() {
    let given = travail(|code| {
        let data = article(code, "D6323-6");
        data["id"] = json!("LEGIARTI000038034714");
        data["dateDebut"] = json!(1_546_300_800_000_i64);
        data["texteHtml"] = json!("<p>Une version plus ancienne.</p>");
    });
    assert_eq!(said(&site(), &given), []);
}

#[test]
fn another_version_is_told_with_its_day_its_text_and_its_words() {
    let given = travail(|code| {
        let data = article(code, "L6313-4");
        replace(
            &mut data["texteHtml"],
            "vingt-quatre heures",
            "vingt-quatre longues heures",
        );
        data["id"] = json!("LEGIARTI000099999999");
        data["dateDebut"] = json!(1_774_396_800_000_i64); // 2026-03-25
        data["articleVersions"]
            .as_array_mut()
            .expect("versions")
            .push(json!({ "id": "LEGIARTI000099999999", "etat": "VIGUEUR", "dateDebut": 1_774_396_800_000_i64, "dateFin": 32_472_144_000_000_i64 }));
        data["lienModifications"] = json!([{
            "textCid": "JORFTEXT000099999999", "textTitle": "Décret n°2026-999\n du 1er mars 2026 - art. 2",
            "linkType": "MODIFIE", "natureText": "DECRET", "dateSignaTexte": "2026-03-01", "dateDebutCible": "2026-03-25",
        }]);
    });
    let said = said(&site(), &given);
    let told = among(&said, "article-changed");
    for part in [
        "(LEGIARTI000037385673)\narticle L6313-4 has changed: version LEGIARTI000099999999 is in force since 2026-03-25",
        "by: Décret n°2026-999 du 1er mars 2026 - art. 2",
        "vingt-quatre {+longues+} heures",
        "content/rules/parameters.yaml:11 value longest 2019-01-01",
        "content/rules/account.yaml:10 step account.buy",
    ] {
        assert!(told.contains(part), "{part} in\n{told}");
    }
    assert!(among(&said, "quote-not-found").contains("vingt-quatre longues"));
}

#[test]
fn a_version_that_the_article_never_had_is_told() {
    let project = edited(
        "content/rules/sources.yaml",
        "version: LEGIARTI000053572443\n  since",
        "version: LEGIARTI000000000001\n  since",
    );
    only(
        &said(&project, &travail(|_| ())),
        "article-changed",
        &["article D6323-6 has no version LEGIARTI000000000001"],
    );
}

#[test]
fn a_code_that_is_older_than_the_reading_says_nothing_of_it() {
    let project = edited(
        "content/rules/sources.yaml",
        "version: LEGIARTI000053572443\n  since: 2026-02-26\n  as_of: 2026-03-27",
        "version: LEGIARTI000000000001\n  since: 2026-06-26\n  as_of: 2026-06-30",
    );
    let (said, held) = said_on(&project, &travail(|_| ()), "2026-07-01");
    assert!(
        !said.iter().any(|(id, _)| *id == "article-changed"),
        "{said:#?}"
    );
    let State::Unheld(reason) = &held.outcomes[0].state else {
        panic!("{:?}", held.outcomes[0]);
    };
    assert!(reason.en.contains("older than the reading (2026-06-30)"));
}

#[test]
fn a_reading_that_is_still_to_come_is_not_believed() {
    let (read, later) = (
        "since: 2026-02-26\n  as_of: 2026-03-27",
        "since: 2026-02-26\n  as_of: 2030-01-01",
    );
    let project = edited("content/rules/sources.yaml", read, later);
    let (_, held) = said_on(&project, &travail(|_| ()), "2026-11-22");
    let State::Unheld(reason) = &held.outcomes[0].state else {
        panic!("{:?}", held.outcomes[0]);
    };
    assert!(reason.en.contains("older than the reading (2030-01-01)"));
}

#[test]
fn a_number_that_two_articles_in_force_share_is_told() {
    let given = travail(|code| article(code, "L6313-4")["num"] = json!("D6323-6"));
    let said = said(&site(), &given);
    let told = among(&said, "article-twice");
    assert!(
        told.contains("2 articles in force have the number D6323-6"),
        "{told}"
    );
    assert!(
        told.contains("LEGIARTI000053572443") && told.contains("LEGIARTI000037385673"),
        "{told}"
    );
}

#[test]
fn an_end_that_is_known_is_told_before_and_after() {
    let given = || {
        travail(|code| {
            let data = article(code, "L6313-4");
            data["etat"] = json!("ABROGE_DIFF");
            data["dateFin"] = json!(1_782_864_000_000_i64); // 2026-07-01
        })
    };
    only(
        &said(&site(), &given()),
        "article-ends",
        &["the version of article L6313-4 that was read ends on 2026-07-01"],
    );
    let (said, held) = said_on(&site(), &given(), "2026-07-01");
    only(
        &said,
        "article-ended",
        &["is not in force since 2026-07-01", "`changed: 2026-07-01`"],
    );
    assert_eq!(held.outcomes[1].state, State::Changed);
}

#[test]
fn a_version_to_come_is_told_with_its_day() {
    let given = travail(|code| {
        let versions = &mut article(code, "L6313-4")["articleVersions"];
        let versions = versions.as_array_mut().expect("versions");
        versions.push(json!({ "id": "LEGIARTI000099999999", "etat": "VIGUEUR_DIFF", "dateDebut": 1_798_761_600_000_i64, "dateFin": 32_472_144_000_000_i64 }));
        // One that was replaced before its day, and never held.
        versions.push(json!({ "id": "LEGIARTI000099999998", "etat": "MODIFIE_MORT_NE", "dateDebut": 1_782_864_000_000_i64, "dateFin": 1_782_864_000_000_i64 }));
    });
    only(
        &said(&site(), &given),
        "article-ends",
        &[
            "ends on 2027-01-01",
            "announces version LEGIARTI000099999999",
        ],
    );
}

#[test]
fn an_article_that_is_gone_is_told_with_those_beside_it() {
    let given = travail(|code| without(code, "L6313-4"));
    only(
        &said(&site(), &given),
        "article-absent",
        &[
            "(L6313-4)\nthere is no article L6313-4 in the Code du travail of 2026-03-27",
            "Numbers near it: ",
            "L6313-1",
        ],
    );
    let given = travail(|code| article(code, "L6313-4")["num"] = json!("L9999-1"));
    only(
        &said(&site(), &given),
        "article-absent",
        &["version LEGIARTI000037385673 is now that of article L9999-1"],
    );
}

#[test]
fn an_article_that_is_repealed_is_told() {
    for (state, words) in [
        ("ABROGE", "is repealed"),
        ("TRANSFERE", "has another number now"),
    ] {
        let given = travail(|code| article(code, "L6313-4")["etat"] = json!(state));
        only(&said(&site(), &given), "article-repealed", &[words]);
    }
}

#[test]
fn another_first_day_is_told() {
    let project = edited(
        "content/rules/sources.yaml",
        "since: 2019-01-01",
        "since: 2019-01-02",
    );
    only(
        &said(&project, &travail(|_| ())),
        "article-since",
        &["(2019-01-02)", "write `since: 2019-01-01`"],
    );
}

#[test]
fn an_address_that_leads_elsewhere_is_told() {
    for (from, to, words) in [
        (
            "LEGISCTA000038034665/",
            "LEGISCTA000006189888/",
            "section LEGISCTA000006189888 does not hold article D6323-6",
        ),
        (
            "LEGITEXT000006072050/LEGISCTA000038034665/",
            "LEGITEXT000006073189/LEGISCTA000038034665/",
            "leads to another code",
        ),
        (
            "code-du-travail/l6313-4",
            "code-du-travail/l6313-1",
            "another article than L6313-4",
        ),
        (
            "article_lc/LEGIARTI000049488983",
            "article_lc/LEGIARTI000053572443",
            "neither article R6323 nor one of its versions",
        ),
        (
            "https://code.travail.gouv.fr/code-du-travail/l6313-4",
            "https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000053568399",
            "of a text of the Journal officiel",
        ),
        (
            "eli/decret/2026/2/24/",
            "eli/decret/2026/2/25/",
            "another text than JORFTEXT000053568399",
        ),
        (
            "eli/decret/2026/2/24/TFPD0000000D/jo/texte",
            "jorf/id/JORFTEXT000053568407",
            "leads to JORFTEXT000053568407",
        ),
        (
            "travail-emploi.gouv.fr/le-contrat-de-securisation-professionnelle-csp",
            "travail-emploi.gouv.fr/le-bilan-de-competences",
            "not that of the page",
        ),
        (
            "https://code.travail.gouv.fr/code-du-travail/l6313-4",
            "https://www.legifrance.gouv.fr/",
            "does not tell whether it leads to L6313-4",
        ),
        // Anybody can put an id, or the name of a page, into an address of her own.
        (
            "https://code.travail.gouv.fr/code-du-travail/l6313-4",
            "https://example.org/codes/article_lc/LEGIARTI000037385673",
            "does not lead to the official text, but to `example.org`",
        ),
        (
            "www.legifrance.gouv.fr/eli/decret/2026/2/24/TFPD0000000D/jo/texte",
            "example.org/jorf/id/JORFTEXT000053568399",
            "does not lead to the official text, but to `example.org`",
        ),
        (
            "https://travail-emploi.gouv.fr/le-contrat",
            "https://example.org/le-contrat",
            "not that of the page",
        ),
    ] {
        let project = edited("content/rules/sources.yaml", from, to);
        only(
            &said(&project, &travail(|_| ())),
            "source-address",
            &[words],
        );
    }
    for fine in [
        "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000037385673",
        "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000006904134",
    ] {
        let project = edited(
            "content/rules/sources.yaml",
            "https://code.travail.gouv.fr/code-du-travail/l6313-4",
            fine,
        );
        assert_eq!(said(&project, &travail(|_| ())), [], "{fine}");
    }
}

#[test]
fn a_text_that_did_not_make_the_version_is_told() {
    let given = travail(|code| article(code, "D6323-6")["lienModifications"] = json!([]));
    let said = said(&site(), &given);
    let told = among(&said, "text-of-change");
    assert!(
        told.contains("JORFTEXT000053568399 is not among the texts"),
        "{told}"
    );
    assert!(
        told.contains("content/rules/account.yaml:6 row account"),
        "{told}"
    );
}

#[test]
fn another_day_of_effect_is_told() {
    let project = edited(
        "content/rules/sources.yaml",
        "from: 2026-02-26 }",
        "from: 2026-02-25 }",
    );
    only(
        &said(&project, &travail(|_| ())),
        "text-of-change",
        &["takes effect in article D6323-6 on 2026-02-26, not on 2026-02-25"],
    );
}

#[test]
fn a_quote_that_is_not_to_the_letter_is_told_in_rows_values_and_pages() {
    for (path, from, to, place) in [
        (
            "content/rules/account.yaml",
            "des cinq années",
            "des six années",
            "content/rules/account.yaml:5",
        ),
        (
            "content/rules/parameters.yaml",
            "excéder vingt-quatre",
            "excéder vingt",
            "content/rules/parameters.yaml:11",
        ),
        (
            "content/en/index.md",
            "des cinq années",
            "des six années",
            "content/en/index.md:5",
        ),
    ] {
        let project = edited(path, from, to);
        only(
            &said(&project, &travail(|_| ())),
            "quote-not-found",
            &[place],
        );
    }
    let project = edited(
        "content/rules/account.yaml",
        "au cours des cinq années qui précèdent sa demande de souscription",
        "compte",
    );
    only(&said(&project, &travail(|_| ())), "quote-found-twice", &[]);
}

#[test]
fn a_text_that_is_not_kept_is_told() {
    let project = site().without("content/rules/texts/d6323-6.txt");
    only(
        &said(&project, &travail(|_| ())),
        "missing-text-of-law",
        &["content/rules/texts/d6323-6.txt", "--keep"],
    );
}

#[test]
fn a_page_of_the_ministry_is_held_to_its_day() {
    let with = |change: fn(&mut Value)| Given {
        pages: Some(pages(change)),
        ..travail(|_| ())
    };
    let csp = "le-contrat-de-securisation-professionnelle-csp";
    assert!(pages(|_| ()).iter().any(|page| page.slug == csp));
    let given = with(|pages| {
        for page in pages.as_array_mut().expect("pages") {
            page["date"] = json!("01/02/2026");
        }
    });
    only(
        &said(&site(), &given),
        "page-changed",
        &["bears the date 2026-02-01; that of 2024-01-29 was read"],
    );
    let given = with(|pages| *pages = json!([]));
    only(&said(&site(), &given), "page-absent", &[csp]);
    let given = Given {
        pages: None,
        ..travail(|_| ())
    };
    assert_eq!(said(&site(), &given), [], "pages were not given");
}

#[test]
fn another_version_is_never_kept() {
    let given = travail(|code| article(code, "L6313-4")["id"] = json!("LEGIARTI000099999999"));
    let loaded = read(&site());
    let book = &loaded.site.as_ref().expect("a site").rules.book;
    let kept = keepable(book, &given);
    let ids: Vec<&str> = kept.iter().map(|(source, _)| source.id.as_str()).collect();
    assert_eq!(ids, ["d6323-6", "r6323"]);
}

#[test]
fn hostile_files_are_told_with_their_place() {
    let whole = fs::read(at(&format!("tests/law/codes/data/{TRAVAIL}.json"))).expect("a file");
    let broken = |bytes: &[u8]| read_code(bytes).expect_err("it is broken");
    assert!(matches!(
        broken(b""),
        Broken::Json {
            line: 1,
            column: 0,
            ..
        }
    ));
    assert!(matches!(
        broken(&whole[..whole.len() / 2]),
        Broken::Json { .. }
    ));
    assert!(matches!(broken(b"\xff\xfe{}"), Broken::Json { .. }));
    assert!(matches!(broken(b"[1, 2]"), Broken::Json { .. }));
    let deep = "[".repeat(1_000_000);
    assert!(matches!(broken(deep.as_bytes()), Broken::Json { .. }));
    let deep = r#"{"type":"code","data":{},"children":["#.repeat(100_000);
    assert!(matches!(broken(deep.as_bytes()), Broken::Json { .. }));
    let foreign = br#"{"type": "recipe", "data": {}}"#;
    assert_eq!(broken(foreign), Broken::Foreign("recipe".to_owned()));
    for (name, value) in [
        ("num", json!(7)),
        ("num", Value::Null),
        ("dateDebut", json!("yesterday")),
        ("dateDebut", json!(i64::MAX)),
        ("texteHtml", json!(["x"])),
        ("articleVersions", json!({})),
        ("id", Value::Null),
    ] {
        let mut code = cut(&format!("tests/law/codes/data/{TRAVAIL}.json"));
        article(&mut code, "D6323-6")[name] = value.clone();
        let found = read_code(code.to_string().as_bytes());
        assert!(found.is_err(), "{name}: {value}");
    }
    let mut code = cut(&format!("tests/law/codes/data/{TRAVAIL}.json"));
    let twice = code["children"][0].clone();
    code["children"]
        .as_array_mut()
        .expect("children")
        .push(twice);
    let read = read_code(code.to_string().as_bytes()).expect("the code is one");
    assert!(!read.twice.is_empty(), "articles stand twice");
    assert!(read_pages(b"{}").is_err());
    assert!(read_pages(br#"[{"title": "x", "url": "y", "date": "2026"}]"#).is_err());
}
