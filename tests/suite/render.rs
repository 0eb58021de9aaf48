//! Pages as they are published.

use std::collections::BTreeMap;

use bilan::output::Output;
use bilan::pipeline::{self, NATIONAL};

use crate::project::{Project, wanted};

fn html(outputs: &BTreeMap<String, Output>, address: &str) -> String {
    let output = outputs
        .get(address)
        .unwrap_or_else(|| panic!("{address} is not there: {:?}", outputs.keys()));
    String::from_utf8(output.bytes.clone()).expect("pages are UTF-8")
}

/// The content of the page's main element.
fn main_of(html: &str) -> &str {
    let start = html.find("<main").expect("a page has a main element");
    let end = html.find("</main>").expect("the main element ends");
    &html[start..end + "</main>".len()]
}

#[test]
fn a_small_page_in_both_languages() {
    let mut loaded = Project::new().read();
    let outputs = pipeline::render(&mut loaded).expect("the base sample has no fault");
    let golden = [
        ("/fr/", include_str!("../golden/home.fr.html")),
        ("/en/another/", include_str!("../golden/other.en.html")),
    ];
    for (address, wanted) in golden {
        let page = html(&outputs, address);
        if std::env::var_os("PRINT_GOLDEN").is_some() {
            println!("=== {address}\n{}", main_of(&page));
        }
        assert_eq!(main_of(&page).trim(), wanted.trim(), "{address}");
    }
}

#[test]
fn the_head_names_the_page_and_its_twin() {
    let mut loaded = Project::new().read();
    let outputs = pipeline::render(&mut loaded).expect("the base sample has no fault");
    let page = html(&outputs, "/en/another/");
    for part in [
        "<html lang=\"en\">",
        "<title>Another page – Trial</title>",
        "<link rel=\"canonical\" href=\"https://example.org/en/another/\">",
        "<link rel=\"alternate\" hreflang=\"fr\" href=\"https://example.org/fr/autre/\">",
        "<link rel=\"alternate\" hreflang=\"x-default\" href=\"https://example.org/fr/autre/\">",
        "<a class=\"language\" href=\"/fr/autre/\" lang=\"fr\" hreflang=\"fr\">Français</a>",
    ] {
        assert!(page.contains(part), "{part}\nis not in\n{page}");
    }
    let sitemap = html(&outputs, "/sitemap.xml");
    assert_eq!(sitemap.matches("<url>").count(), 4);
    assert!(html(&outputs, "/robots.txt").contains("Sitemap: https://example.org/sitemap.xml"));
}

#[test]
fn a_base_address_with_a_folder_stands_before_every_link() {
    let project = Project::new().file(
        "content/site.yaml",
        "title: { fr: \"Essai\", en: \"Trial\" }\nedition: model\nmenu: [index.md, other.md]\n",
    );
    let theme = NATIONAL[1].clone();
    let folder = bilan::source::Layer::Folder(project.path().to_owned());
    let wanted = bilan::pipeline::LoadOptions {
        base_url: Some("https://example.org/folder".to_owned()),
        ..wanted()
    };
    let mut loaded = pipeline::read(&[theme, folder], &wanted);
    let outputs = pipeline::render(&mut loaded).expect("the base sample has no fault");
    let page = html(&outputs, "/fr/");
    for part in ["href=\"/", "src=\"/"] {
        for found in page.split(part).skip(1) {
            assert!(found.starts_with("folder/"), "{part}{}", &found[..20]);
        }
    }
}

#[test]
fn what_an_organisation_says_of_itself_is_typeset_and_its_codes_are_not() {
    let project = Project::new().file(
        "content/site.yaml",
        "title: { fr: \"L'essai\", en: \"Trial\" }\nedition: organisation\nmenu: [index.md, other.md]\norganisation:\n  name: \"L'Opco : essai\"\n  email: \"l'opco@example.org\"\n  phone: \"01 23 45 67 89\"\n",
    );
    let mut loaded = project.read();
    let outputs = pipeline::render(&mut loaded).expect("the site can be rendered");
    let page = html(&outputs, "/fr/");
    for part in [
        "L’essai",
        "L’Opco\u{a0}: essai",
        "l'opco@example.org",
        "01 23 45 67 89",
    ] {
        let escaped = part.replace('\'', "&#39;");
        let found = page.contains(part) || page.contains(&escaped);
        assert!(found, "{part} is not in\n{page}");
    }
}

/// Pages and links of the shipped site hold together, in both languages.
#[test]
fn the_shipped_site_is_whole() {
    let mut loaded = pipeline::read(&NATIONAL, &wanted());
    let worth: Vec<_> = loaded
        .report
        .sorted()
        .into_iter()
        .filter(|fault| fault.severity > bilan::report::Severity::Note)
        .map(|fault| (fault.id, &fault.message.en))
        .collect();
    assert!(worth.is_empty(), "{worth:#?}");
    let outputs = pipeline::render(&mut loaded).expect("the shipped site has no fault");
    let mut links = 0;
    for (address, output) in &outputs {
        if !output.kind.starts_with("text/html") {
            continue;
        }
        let page = html(&outputs, address);
        assert_eq!(page.matches("<h1").count(), 1, "{address} has one title");
        for banned in [" style=", "<style", " onclick=", "javascript:", "<script>"] {
            assert!(!page.contains(banned), "{address} holds {banned}");
        }
        for attribute in ["href=\"", "src=\""] {
            for found in page.split(attribute).skip(1) {
                let target = found.split('"').next().unwrap_or("");
                let outside = target.starts_with("https://")
                    || target.starts_with("mailto:")
                    || target.starts_with("tel:");
                if outside {
                    continue;
                }
                let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
                let there = if path.is_empty() { address } else { path };
                assert!(outputs.contains_key(there), "{address} leads to {target}");
                // `#status=retired` begins the questionnaire with an answer.
                if let Some((question, option)) = anchor.split_once('=') {
                    let id = format!("id=\"_q-{question}-{option}\"");
                    let page = html(&outputs, there);
                    assert!(page.contains(&id), "{address} leads to {target}");
                } else if !anchor.is_empty() {
                    let page = html(&outputs, there);
                    let id = format!("id=\"{anchor}\"");
                    assert!(page.contains(&id), "{address} leads to {target}");
                }
                links += 1;
            }
        }
    }
    assert!(links > 3_000, "the links were not found");
}

#[test]
fn names_and_texts_of_authors_cannot_become_markup() {
    let project = Project::new().file(
        "content/en/index.md",
        "---\ntitle: \"<img src=x onerror=alert(1)>\"\ndescription: \"\\\"><script>alert(1)</script> and some more words to be long\"\n---\nAn amount of {{ param(\"ceiling\") }}, says {{ source(\"law-1\") }}.\n\n## A part {#part}\n\nText.\n",
    );
    let mut loaded = project.read();
    let outputs = pipeline::render(&mut loaded).expect("odd words are no fault");
    for (address, output) in &outputs {
        if output.kind.starts_with("text/html") {
            let page = html(&outputs, address);
            assert!(!page.contains("<img src=x"), "{address}");
            assert!(!page.contains("<script>alert"), "{address}");
        }
    }
}
