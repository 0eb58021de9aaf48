//! Pairs the pages of the two languages, and gives every page its address and its parent.

use std::collections::{BTreeMap, HashMap};

use oxc_index::{IndexSlice, IndexVec};

use crate::content::{Document, Layout};
use crate::language::{Bilingual, Language};
use crate::project::Project;
use crate::report::{Fault, Report, closest};
use crate::say;
use crate::site::Page;
use crate::site::page_id::PageId;
use crate::site::withheld::{self, Why, Withheld};
use crate::source::{Sources, Span};
use crate::yaml::Name;

/// The first page of a site.
const HOME: &str = "index.md";

/// Pairs the documents by path. A page without its translation is reported and left out.
pub fn pages(
    documents: Bilingual<Vec<Document>>,
    sources: &Sources,
    withheld: &Withheld<'_>,
    report: &mut Report,
) -> IndexVec<PageId, Page> {
    let mut by_path: BTreeMap<String, Bilingual<Option<Document>>> = BTreeMap::new();
    let Bilingual { fr, en } = documents;
    for document in fr.into_iter().chain(en) {
        let language = document.language;
        let pair = by_path.entry(document.path.clone()).or_default();
        pair[language] = Some(document);
    }
    let mut pages: IndexVec<PageId, Page> = IndexVec::new();
    for (path, pair) in by_path {
        for language in Language::ALL {
            if let (None, Some(there)) = (&pair[language], &pair[language.other()]) {
                match withheld.why(language, &path) {
                    Why::Told => {}
                    Why::Draft(span) => {
                        report.add(withheld::draft(half_a_draft(there), span));
                    }
                    Why::Unwritten => report.add(untranslated(&path, there, language, sources)),
                }
            }
        }
        if let Some(documents) = pair.transpose() {
            pages.push(Page {
                path,
                documents,
                address: Bilingual::default(),
                parent: None,
                targets: Bilingual::default(),
                inserts: Bilingual::default(),
            });
        }
    }
    // A folder's own page stands before the pages inside the folder.
    pages.sort_by_cached_key(|page| sort_key(&page.path));
    give_addresses(&mut pages, report);
    check_layouts(&pages, report);
    pages
}

/// Reports a second page of a layout that stands once, and a page whose languages differ in
/// their layout.
fn check_layouts(pages: &IndexSlice<PageId, [Page]>, report: &mut Report) {
    let mut first: Vec<(Layout, Span)> = Vec::new();
    for page in pages {
        let fronts = Bilingual::new(|language| &page.documents[language].front);
        let layout = fronts.fr.layout;
        if fronts.en.layout != layout {
            report.add(
                Fault::error(
                    "different-layouts",
                    say!(
                        "cette page n'a pas la même présentation (`layout`) dans les deux langues",
                        "this page has not the same `layout` in both languages"
                    ),
                )
                .at(fronts.en.layout_span)
                .related(
                    fronts.fr.layout_span,
                    say!("l'autre langue", "the other language"),
                )
                .help(say!(
                    "écrivez la même ligne `layout:` dans les deux fichiers",
                    "write the same line `layout:` in both files"
                )),
            );
        }
        if !layout.stands_once() {
            continue;
        }
        match first.iter().find(|(known, _)| *known == layout) {
            None => first.push((layout, fronts.fr.layout_span)),
            Some((_, span)) => {
                let name = layout.name();
                report.add(
                    Fault::error(
                        "layout-twice",
                        say!(
                            "un site n'a qu'une page de la présentation `{name}`",
                            "a site has one page of the layout `{name}`"
                        ),
                    )
                    .at(fronts.fr.layout_span)
                    .related(*span, say!("cette page", "this page"))
                    .help(say!(
                        "retirez cette ligne des deux fichiers, ou l'autre page du site",
                        "take this line out of both files, or the other page out of the site"
                    )),
                );
            }
        }
    }
}

fn sort_key(path: &str) -> String {
    match path.strip_suffix(HOME) {
        Some(folder) => folder.to_owned(),
        None => path.to_owned(),
    }
}

/// Where the first page stands; a site without one is no site.
pub fn home(pages: &IndexSlice<PageId, [Page]>, report: &mut Report) -> Option<PageId> {
    let home = pages.position(|page| page.path == HOME);
    if home.is_none() {
        report.add(
            Fault::error(
                "no-home",
                say!(
                    "le site n'a pas de page d'accueil dans les deux langues",
                    "the site has no first page in both languages"
                ),
            )
            .help(say!(
                "écrivez content/fr/index.md et content/en/index.md",
                "write content/fr/index.md and content/en/index.md"
            )),
        );
    }
    home
}

/// Reports the names in the menu and the foot that are no page.
pub fn menu(
    project: &Project,
    pages: &IndexSlice<PageId, [Page]>,
    withheld: &Withheld<'_>,
    report: &mut Report,
) {
    for name in project.menu.iter().chain(&project.footer) {
        if pages.iter().any(|page| page.path == name.text) {
            continue;
        }
        let why = Language::ALL.map(|language| withheld.why(language, &name.text));
        let draft = why.iter().find_map(|why| match why {
            Why::Draft(span) => Some(*span),
            _ => None,
        });
        match draft {
            Some(span) => report.add(withheld::draft(draft_in_menu(name), span)),
            // The page is there, and its own fault is told.
            None if why.iter().any(|why| matches!(why, Why::Told)) => {}
            None => report.add(no_such_page(name, pages)),
        }
    }
}

fn draft_in_menu(name: &Name) -> Fault {
    let wrong = &name.text;
    Fault::error(
        "unknown-page",
        say!(
            "la page `{wrong}` est un brouillon : elle ne sera pas publiée",
            "the page `{wrong}` is a draft: it will not be published"
        ),
    )
    .at(name.span)
}

fn no_such_page(name: &Name, pages: &IndexSlice<PageId, [Page]>) -> Fault {
    let wrong = &name.text;
    let fault = Fault::error(
        "unknown-page",
        say!(
            "aucune page n'est au chemin `{wrong}`",
            "no page is at the path `{wrong}`"
        ),
    )
    .at(name.span);
    match closest(wrong, pages.iter().map(|page| page.path.as_str())) {
        Some(meant) => fault.help(say!(
            "vouliez-vous écrire `{meant}` ?",
            "did you mean `{meant}`?"
        )),
        None => fault.help(say!(
            "écrivez le chemin du fichier sous le dossier de la langue, comme `funding/cpf.md`",
            "write the file's path below the language's folder, like `funding/cpf.md`"
        )),
    }
}

fn give_addresses(pages: &mut IndexSlice<PageId, [Page]>, report: &mut Report) {
    let by_path: HashMap<String, PageId> = pages
        .iter_enumerated()
        .map(|(page, found)| (found.path.clone(), page))
        .collect();
    let mut taken: Bilingual<HashMap<String, Span>> = Bilingual::default();
    for page in pages.indices() {
        let parent = parent_path(&pages[page].path).and_then(|path| {
            // A folder without a page of its own hangs below the next page above it.
            let mut path = path;
            loop {
                match by_path.get(&path) {
                    Some(found) => return Some(*found),
                    None => path = parent_path(&path)?,
                }
            }
        });
        pages[page].parent = parent.filter(|parent| *parent != page);
        for language in Language::ALL {
            let front = &pages[page].documents[language].front;
            let address = if pages[page].path == HOME {
                format!("/{}/", language.code())
            } else if front.layout == Layout::NotFound {
                format!("/{}/404.html", language.code())
            } else {
                let above = parent.map_or_else(
                    || format!("/{}/", language.code()),
                    |parent| pages[parent].address[language].clone(),
                );
                format!("{above}{}/", front.slug)
            };
            let span = front.title.span;
            if let Some(first) = taken[language].insert(address.clone(), span) {
                report.add(
                    Fault::error(
                        "duplicate-address",
                        say!(
                            "deux pages ont la même adresse {address}",
                            "two pages have the same address {address}"
                        ),
                    )
                    .at(span)
                    .related(first, say!("l'autre page", "the other page"))
                    .help(say!(
                        "changez le `slug` de l'une des deux",
                        "change the `slug` of one of the two"
                    )),
                );
            }
            pages[page].address[language] = address;
        }
    }
}

/// The path of the page above: the folder's own page, or that of the folder above.
fn parent_path(path: &str) -> Option<String> {
    if path == HOME {
        return None;
    }
    let folder = match path.strip_suffix("/index.md") {
        Some(folder) => folder.rsplit_once('/').map_or("", |(above, _)| above),
        None => path.rsplit_once('/').map_or("", |(folder, _)| folder),
    };
    Some(if folder.is_empty() {
        HOME.to_owned()
    } else {
        format!("{folder}/{HOME}")
    })
}

fn half_a_draft(there: &Document) -> Fault {
    Fault::error(
        "missing-translation",
        say!(
            "cette page serait publiée sans l'autre langue, qui est un brouillon",
            "this page would be published without the other language, which is a draft"
        ),
    )
    .at(there.front.title.span)
}

fn untranslated(path: &str, there: &Document, language: Language, sources: &Sources) -> Fault {
    let shown = &sources.file(there.file).shown;
    let missing = format!("content/{}/{path}", language.code());
    Fault::error(
        "missing-translation",
        say!(
            "{shown} n'a pas de traduction",
            "{shown} has no translation"
        ),
    )
    .at(there.front.title.span)
    .help(say!(
        "écrivez {missing}, ou retirez la page",
        "write {missing}, or take the page out"
    ))
}
