//! Finds pages to which nothing leads but the site map.

use oxc_index::{IndexVec, index_vec};

use crate::content::Layout;
use crate::language::{Bilingual, Language};
use crate::report::{Fault, Report};
use crate::say;
use crate::site::{PageId, Site, Target};
use crate::source::Sources;

/// Reports each page once, in the first language in which nothing leads to it.
pub fn check<R>(site: &Site<R>, sources: &Sources, report: &mut Report) {
    let reached = Bilingual::new(|language| reached(site, language));
    for (page, found) in site.pages.iter_enumerated() {
        let lost = Language::ALL
            .into_iter()
            .find(|language| !reached[*language][page]);
        // The page of what does not exist is where hosts lead.
        let Some(language) = lost.filter(|_| !found.is(Layout::NotFound)) else {
            continue;
        };
        let title = found.documents[language].front.title.span;
        // A national page that her own menu leaves out is not hers to mend.
        if !sources.is_own(title.file) {
            continue;
        }
        let fault = Fault::warning(
            "orphan-page",
            say!(
                "rien ne mène à cette page, sinon le plan du site",
                "nothing leads to this page but the site map"
            ),
        );
        report.add(fault.at(title).help(say!(
            "citez-la dans une page, dans `menu` ou `footer` de site.yaml, ou donnez `layout: section` à l'`index.md` de son dossier",
            "link to it from a page, from `menu` or `footer` of site.yaml, or give `layout: section` to the `index.md` of its folder"
        )));
    }
}

/// Which pages are reached in a language.
fn reached<R>(site: &Site<R>, language: Language) -> IndexVec<PageId, bool> {
    let mut reached: IndexVec<PageId, bool> = index_vec![false; site.pages.len()];
    let mut waiting = beginnings(site, language);
    while let Some(page) = waiting.pop() {
        if !std::mem::replace(&mut reached[page], true) {
            waiting.extend(led_to(site, page, language));
        }
    }
    reached
}

/// Where visitors begin: the first page, what stands around every page, and the questionnaire.
fn beginnings<R>(site: &Site<R>, language: Language) -> Vec<PageId> {
    let named = site.project.menu.iter().chain(&site.project.footer);
    let named = named.filter_map(|name| site.page(&name.text));
    let words = site.words[language].every_text().into_iter();
    let asked = site.with_layout(Layout::Questionnaire);
    let told = words
        .flat_map(|text| text.pages())
        .filter(|_| asked.is_some());
    [site.home]
        .into_iter()
        .chain(named)
        .chain(asked)
        .chain(told)
        .collect()
}

/// The pages to which one leads: by its links, by the trail above it, and by its list.
fn led_to<R>(site: &Site<R>, page: PageId, language: Language) -> Vec<PageId> {
    let found = &site.pages[page];
    let linked = found.targets[language]
        .iter()
        .filter_map(|target| match target {
            Target::Page(other, _) => Some(*other),
            _ => None,
        });
    let lists = found.is(Layout::Section);
    let below = (site.pages.indices()).filter(|other| lists && is_below(site, *other, page));
    linked.chain(found.parent).chain(below).collect()
}

/// Whether a page lies in the folder of another, at any depth.
fn is_below<R>(site: &Site<R>, mut page: PageId, above: PageId) -> bool {
    while let Some(parent) = site.pages[page].parent {
        if parent == above {
            return true;
        }
        page = parent;
    }
    false
}
