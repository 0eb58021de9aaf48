//! Another theme over the default one, and the colours that it may have.

use bilan::pipeline::{self, Loaded, NATIONAL};
use bilan::source::Layer;

use crate::project::{Project, wanted};

const SITE: &str = "title: { fr: \"Essai\", en: \"Trial\" }\nedition: model\ntheme: sobre\nmenu: [definition.md]\n";

fn page(loaded: &mut Loaded, address: &str) -> String {
    let outputs = pipeline::render(loaded).expect("the theme has no fault");
    String::from_utf8(outputs[address].bytes.clone()).expect("pages are UTF-8")
}

#[test]
fn a_theme_differs_by_its_own_files_and_words_only() {
    let project = Project::empty().file("content/site.yaml", SITE);
    let layers = [
        NATIONAL[0].clone(),
        NATIONAL[1].clone(),
        Layer::Folder(project.path().to_owned()),
    ];
    let mut loaded = pipeline::read(&layers, &wanted());
    let asking = page(&mut loaded, "/en/check-my-rights/");
    let sheets: Vec<&str> = asking
        .split("rel=\"stylesheet\" href=\"/assets/")
        .skip(1)
        .filter_map(|rest| rest.split('.').next())
        .collect();
    assert_eq!(
        sheets,
        ["site", "questionnaire", "result", "theme", "plain", "rules"]
    );
    assert!(
        asking.contains(">Answer the questions</button>"),
        "its word"
    );
    assert!(
        asking.contains(">Continue</button>"),
        "a word of the default"
    );
    let home = page(&mut loaded, "/en/");
    assert!(!home.contains("class=\"disc\""), "its template");
    assert!(home.contains("<nav class=\"menu\""), "the default's frame");
}

#[test]
fn the_default_theme_loads_no_style_sheet_of_another() {
    let home = page(&mut Project::new().read(), "/en/");
    assert_eq!(home.matches("rel=\"stylesheet\"").count(), 1);
}
