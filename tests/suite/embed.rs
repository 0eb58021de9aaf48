//! The questionnaire inside other sites: what is built for it, and who may show it.

use bilan::language::Language;
use bilan::pipeline::{self, Loaded, NATIONAL};
use bilan::render::{Renderer, Route};
use bilan::serve::POLICY;
use bilan::source::Layer;

use crate::project::{Project, wanted};

const SITE: &str = "title: \"Essai\"\nedition: model\n";

/// The national site under some site.yaml, and perhaps a guide that embeds nothing.
fn national(site: &str, guide: bool) -> Loaded {
    let mut project = Project::empty().file("content/site.yaml", site);
    if !guide {
        for language in Language::ALL {
            project = project.file(
                &format!("content/{language}/embed.md"),
                "---\ntitle: Empty\ndescription: A page that is long enough to have a description of it.\nslug: empty\n---\nText.\n",
            );
        }
    }
    let layers = [
        NATIONAL[0].clone(),
        NATIONAL[1].clone(),
        Layer::Folder(project.path().to_owned()),
    ];
    pipeline::read(&layers, &wanted())
}

fn renderer(loaded: &mut Loaded) -> Renderer {
    pipeline::renderer(loaded).expect("the templates can be read")
}

fn text(renderer: &Renderer, address: &str) -> String {
    let output = renderer
        .render(&renderer.routes()[address])
        .expect("the page can be rendered");
    String::from_utf8(output.bytes).expect("pages are UTF-8")
}

#[test]
fn the_sites_that_are_named_may_show_it() {
    let site = format!("{SITE}embed:\n  hosts: [https://a.example.org, https://b.example.org]\n");
    let renderer = renderer(&mut national(&site, false));
    let page = text(&renderer, "/embed/en/");
    assert!(page.contains("data-hosts=\"https://a.example.org https://b.example.org\""));
    for part in [
        "<header class=\"site\"",
        "<footer class=\"site\"",
        "<nav class=\"menu\"",
    ] {
        assert!(!page.contains(part), "{part} is no part of a frame");
    }
    let frame = renderer.policy(&Route::Frame(Language::English), "'none'");
    assert!(
        frame.contains("frame-ancestors 'self' https://a.example.org https://b.example.org;"),
        "{frame}"
    );
    let other = renderer.policy(&renderer.routes()["/en/"], "'none'");
    assert!(other.contains("frame-ancestors 'none';"), "{other}");
    assert!(renderer.is_shared(&renderer.routes()["/embed/v1.js"]));
    assert!(!renderer.is_shared(&renderer.routes()["/embed/en/"]));
}

#[test]
fn where_nobody_shows_it_nothing_is_built_for_it() {
    let renderer = renderer(&mut national(SITE, false));
    let built: Vec<&String> = renderer
        .routes()
        .keys()
        .filter(|address| address.starts_with("/embed/"))
        .collect();
    assert!(built.is_empty(), "{built:?}");
    assert_eq!(
        renderer.policy(&renderer.routes()["/en/"], "'self'"),
        POLICY
    );
}

#[test]
fn the_guide_gives_the_code_for_the_address_of_the_site() {
    let renderer = renderer(&mut national(SITE, true));
    let page = text(&renderer, "/fr/integrer-le-questionnaire/");
    for part in [
        "&lt;script src=&quot;https://example.org/embed/v1.js&quot; integrity=&quot;sha384-",
        "&lt;a href=&quot;https://example.org/fr/verifier-mes-droits/&quot;&gt;",
        "<script src=\"/embed/v1.js\" integrity=\"sha384-",
    ] {
        assert!(page.contains(part), "{part}\nis not in\n{page}");
    }
}

/// Other sites hold a copy of this digest: a script that changes is refused by their visitors'
/// browsers, which then show the link alone. So it only changes on purpose.
#[test]
fn the_script_of_other_sites_is_the_one_they_copied() {
    let renderer = renderer(&mut national(SITE, true));
    let page = text(&renderer, "/en/embed-the-questionnaire/");
    let integrity = page
        .split("integrity=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    assert_eq!(
        integrity,
        Some("sha384-xdjatwfADm5bIMT0ZkIZHMcvTjFi2KWwCbMSvyUWM9dvERZUPfxCBzSqNSJekXKt")
    );
}
