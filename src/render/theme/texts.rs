//! The words of a theme, by key: those of the default theme, what the site says of its own subject,
//! and those of another theme. What comes later shadows what comes before.

use std::collections::BTreeMap;

use crate::language::{Bilingual, Language};
use crate::render::theme::DEFAULT;
use crate::report::{Fault, Report};
use crate::say;
use crate::source::{FileId, Sources, Span};
use crate::yaml::{self, Name, unknown_name};

/// Words by key.
type Texts = BTreeMap<String, String>;

/// The words that a site says in its own way, with the places of their keys.
type OwnTexts = Vec<Name>;

/// Reads the words in both languages. A key that the default theme does not know is reported.
pub(super) fn read(sources: &Sources, theme: &str, report: &mut Report) -> Bilingual<Texts> {
    let mut own: Bilingual<OwnTexts> = Bilingual::default();
    let texts = Bilingual::new(|language| {
        let of_theme = |name: &str| sources.at(&format!("themes/{name}/texts/{language}.yaml"));
        let mut texts = Texts::new();
        let default = of_theme(DEFAULT);
        add(sources, default, None, &mut texts, report);
        let known: Vec<String> = texts.keys().cloned().collect();
        let site = sources.at(&format!("content/{language}/texts.yaml"));
        own[language] = add(sources, site, Some(&known), &mut texts, report);
        // Whoever has written words for the default theme means them, whatever the program says.
        let means = |file: Option<FileId>| file.is_some_and(|file| sources.is_own(file));
        if means(default) && !means(site) {
            add(sources, default, None, &mut texts, &mut Report::default());
        }
        if theme != DEFAULT {
            add(sources, of_theme(theme), Some(&known), &mut texts, report);
        }
        texts
    });
    same_keys(&own, report);
    texts
}

/// Adds the words of a file, and gives its keys.
fn add(
    sources: &Sources,
    file: Option<FileId>,
    known: Option<&[String]>,
    texts: &mut Texts,
    report: &mut Report,
) -> OwnTexts {
    let tree = file.and_then(|file| yaml::parse(sources, file, report));
    let Some(tree) = tree else {
        return OwnTexts::new();
    };
    let mut keys = OwnTexts::new();
    for (key, node) in tree.entries(report) {
        if let Some(known) = known.filter(|known| !known.contains(&key.text)) {
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            report.add(unknown_name("unused-text", key, known));
        } else if let Some(text) = node.text(report) {
            texts.insert(key.text.clone(), text.to_owned());
            keys.push(key.clone());
        }
    }
    keys
}

/// Reports a word that a site says in its own way in one language only.
fn same_keys(own: &Bilingual<OwnTexts>, report: &mut Report) {
    for language in Language::ALL {
        let other = &own[language.other()];
        for Name { text, span } in &own[language] {
            if !other.iter().any(|known| known.text == *text) {
                report.add(in_one_language(text, *span, language.other()));
            }
        }
    }
}

fn in_one_language(key: &str, span: Span, missing: Language) -> Fault {
    Fault::error(
        "missing-translation",
        say!(
            "`{key}` est dans une seule langue",
            "`{key}` is in one language only"
        ),
    )
    .at(span)
    .help(say!(
        "traduisez-le dans content/{missing}/texts.yaml, ou retirez-le d'ici",
        "translate it in content/{missing}/texts.yaml, or take it out of here"
    ))
}
