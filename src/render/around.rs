//! What templates know of the site around a page.

use minijinja::{Value, context};

use crate::content::Layout;
use crate::language::Language;
use crate::project::Edition;
use crate::render::Renderer;
use crate::render::part_faults::PartFaults;
use crate::render::writer::Writer;
use crate::site::PageId;
use crate::yaml::Name;

pub(super) fn site_context(renderer: &Renderer, page: PageId, language: Language) -> Value {
    let site = &renderer.site;
    // A menu has words, and no parts.
    let failed = PartFaults::default();
    let link = |name: &Name| {
        let target = site.page(&name.text)?;
        let writer = Writer {
            renderer,
            page: &site.pages[target],
            language,
            failed: &failed,
        };
        Some(context! {
            text => menu_text(&writer),
            url => site.href(target, language),
            current => target == page || is_below(renderer, page, target),
        })
    };
    let project = &site.project;
    let organisation = |key: &str| project.organisation(key).map(|text| text[language].clone());
    let questionnaire = site.pages[page].documents[language].front.layout == Layout::Questionnaire;
    let mut css = vec![renderer.asset("site.css")];
    if questionnaire {
        css.push(renderer.asset("questionnaire.css"));
        css.push(renderer.asset("result.css"));
    }
    css.extend(own_css(renderer));
    context! {
        title => &project.title[language],
        tagline => project.tagline.as_ref().map(|text| text[language].clone()),
        home => site.href(site.home, language),
        base_url => &project.base_url,
        menu => project.menu.iter().filter_map(link).collect::<Vec<_>>(),
        footer => project.footer.iter().filter_map(link).collect::<Vec<_>>(),
        edition => match project.edition {
            Edition::Model => "model",
            Edition::Organisation => "organisation",
        },
        theme_css => css,
        icon => renderer.asset("icon.svg"),
        organisation => context! {
            name => organisation("name"),
            email => organisation("email"),
            phone => organisation("phone"),
            phone_hours => organisation("phone_hours"),
            disability_contact => organisation("disability_contact"),
        },
    }
}

/// The style sheet in which a theme says how it differs from the default one, if it has one.
pub(super) fn own_css(renderer: &Renderer) -> Option<String> {
    let name = "theme.css";
    renderer.theme.asset(name).map(|_| renderer.asset(name))
}

/// The words of the theme. Every template may name any of them.
pub(super) fn texts(renderer: &Renderer, language: Language) -> Value {
    let texts = &renderer.theme.texts[language];
    texts
        .iter()
        .map(|(key, text)| (key.clone(), text.clone()))
        .collect::<std::collections::BTreeMap<_, _>>()
        .into()
}

pub(super) fn menu_text(writer: &Writer<'_>) -> String {
    let front = &writer.page.documents[writer.language].front;
    writer.plain(front.menu.as_ref().unwrap_or(&front.title))
}

fn is_below(renderer: &Renderer, page: PageId, above: PageId) -> bool {
    let site = &renderer.site;
    let mut parent = site.pages[page].parent;
    while let Some(found) = parent {
        if found == above && above != site.home {
            return true;
        }
        parent = site.pages[found].parent;
    }
    false
}
