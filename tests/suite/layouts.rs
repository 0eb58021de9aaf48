//! Layouts: whatever an author writes stands on her page once, wherever it stands in the page.

use std::collections::BTreeMap;

use bilan::content::Layout;
use bilan::output::Output;
use bilan::pipeline::{self, NATIONAL};
use bilan::source::Layer;

use crate::project::{Project, wanted};

/// One of every block, each with a word of its own where a `%` stands.
const BLOCKS: [&str; 10] = [
    "Un paragraphe % et `code%`.",
    "- une liste %\n\n  et sa suite %\n- %\n  1. dedans %",
    "Tableau : le titre %\n\n| % | a% |\n|---|--:|\n| % | % |\n| | % |",
    "> [!NOTE]\n> Un encadré %.\n>\n> - sa liste %",
    "> Une citation %.",
    "![Une image %](media/plan.png)",
    "```text\nun code %\n```",
    "Un appel[^@].\n\n[^@]: La note %.",
    "Tableau : un titre sans tableau %",
    "---",
];

/// A body with every block in every position, and its words.
fn body() -> (String, Vec<String>) {
    let mut body = String::new();
    let mut words = Vec::new();
    let places = [
        "", "## %", "### %", "#### %", "### %", "## %", "## %", "### %", "## %", "## %",
    ];
    for (place, heading) in places.iter().enumerate() {
        let blocks = BLOCKS
            .iter()
            .enumerate()
            .map(|(kind, block)| block.replace('@', &format!("{place}-{kind}")));
        // The third part has no text at all, and the last heading none below it.
        let blocks = blocks.filter(|_| ![2, 9].contains(&place));
        for block in std::iter::once((*heading).to_owned()).chain(blocks) {
            for part in block.split_inclusive('%') {
                match part.strip_suffix('%') {
                    Some(before) => {
                        let word = format!("mot{}fin", words.len());
                        body.push_str(&format!("{before}{word}"));
                        words.push(word);
                    }
                    None => body.push_str(part),
                }
            }
            body.push_str("\n\n");
        }
    }
    (body, words)
}

fn page(layout: Layout, language: &str, body: &str) -> String {
    format!(
        "---\ntitle: Essai\ndescription: Une page d'essai qui est assez longue pour être décrite ici, en {language}.\n\
         slug: essai\nlayout: {}\nlead: Un chapeau motLfin.\nprimary: {{ text: \"Le bouton motBfin\", link: other.md }}\n\
         sources: [law-1]\n---\n{body}",
        layout.name()
    )
}

/// The words of a page's content, with the alternative texts of images and without its contents,
/// which repeat headings.
fn words_of(html: &str) -> String {
    let start = html.find("<main").expect("a page has a main element");
    let mut main = html[start..].to_owned();
    if let Some(toc) = main.find("<nav class=\"toc\"") {
        let end = main[toc..].find("</nav>").expect("the contents end");
        main.replace_range(toc..toc + end, "");
    }
    let parts = main.split('<').map(|part| match part.split_once('>') {
        Some((tag, text)) => {
            let alt = tag.split_once("alt=\"").map_or("", |(_, alt)| alt);
            format!("{alt} {text}")
        }
        None => part.to_owned(),
    });
    parts.collect()
}

fn built(project: &Project) -> BTreeMap<String, Output> {
    let layers = [
        NATIONAL[1].clone(),
        Layer::Folder(project.path().to_owned()),
    ];
    let mut loaded = pipeline::read(&layers, &wanted());
    let errors: Vec<_> = loaded.report.sorted().into_iter().cloned().collect();
    pipeline::render(&mut loaded).unwrap_or_else(|| panic!("{errors:#?}"))
}

#[test]
fn every_layout_shows_every_block_once() {
    let (body, words) = body();
    for layout in Layout::ALL {
        for theme in ["default", "sobre"] {
            let path = match layout {
                Layout::Home => "index.md",
                _ => "trial.md",
            };
            let mut project = Project::new().file("content/media/plan.png", "").file(
                "content/site.yaml",
                &format!(
                    "title: Essai\nedition: model\nmenu: [index.md, other.md]\ntheme: {theme}\n"
                ),
            );
            for language in ["fr", "en"] {
                let text = page(layout, language, &body);
                let text = if path == "index.md" {
                    text.replace("slug: essai\n", "") + "\n## Une partie {#part}\n"
                } else {
                    text
                };
                project = project.file(&format!("content/{language}/{path}"), &text);
            }
            let outputs = built(&project);
            let address = match layout {
                Layout::Home => "/fr/",
                Layout::NotFound => "/fr/404.html",
                _ => "/fr/essai/",
            };
            let html = String::from_utf8(outputs[address].bytes.clone()).expect("UTF-8");
            let shown = words_of(&html);
            let more = ["motLfin".to_owned(), "motBfin".to_owned()];
            let wrong: Vec<(&String, usize)> = words
                .iter()
                .chain(&more)
                .map(|word| (word, shown.matches(word.as_str()).count()))
                .filter(|(_, count)| *count != 1)
                .collect();
            assert!(
                wrong.is_empty(),
                "{} in {theme}: {wrong:?}\n{body}",
                layout.name()
            );
            assert!(shown.contains("Loi"), "{}: its source", layout.name());
        }
    }
}
