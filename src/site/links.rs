//! Finds where every link of every page leads.

use std::collections::HashMap;

use crate::content::{Document, Link, LinkKind};
use crate::language::{Bilingual, Language};
use crate::report::{Fault, Report, closest};
use crate::say;
use crate::site::Page;
use crate::source::Sources;

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A page of the site, and a place in it.
    Page(usize, Option<String>),
    /// A place in the page itself.
    Here(String),
    /// Another site, an e-mail address, a telephone.
    Outside(String),
    /// A file of the site, such as an image, by its path below `content/`.
    File(String),
    /// Nowhere, which was reported.
    Nowhere,
}

/// Resolves the links of every page, and reports those that lead nowhere.
pub fn resolve(pages: &mut [Page], sources: &Sources, report: &mut Report) {
    let places: HashMap<String, usize> = pages
        .iter()
        .enumerate()
        .map(|(place, page)| (page.path.clone(), place))
        .collect();
    let targets: Vec<Bilingual<Vec<Target>>> = pages
        .iter()
        .map(|page| {
            page.documents.map(|language, document| {
                let links = document.links.iter();
                links
                    .map(|link| {
                        let finder = Finder {
                            pages,
                            places: &places,
                            sources,
                            document,
                            language,
                        };
                        match finder.target(link) {
                            Ok(target) => target,
                            Err(fault) => {
                                report.add(*fault);
                                Target::Nowhere
                            }
                        }
                    })
                    .collect()
            })
        })
        .collect();
    for (page, targets) in pages.iter_mut().zip(targets) {
        page.targets = targets;
    }
}

struct Finder<'p> {
    pages: &'p [Page],
    places: &'p HashMap<String, usize>,
    sources: &'p Sources,
    document: &'p Document,
    language: Language,
}

impl Finder<'_> {
    fn target(&self, link: &Link) -> Result<Target, Box<Fault>> {
        match link.kind {
            LinkKind::External | LinkKind::Contact => Ok(Target::Outside(link.target.clone())),
            LinkKind::Image => self.file(link),
            LinkKind::Internal => self.page(link),
        }
    }

    fn page(&self, link: &Link) -> Result<Target, Box<Fault>> {
        let (path, anchor) = match link.target.split_once('#') {
            Some((path, anchor)) => (path, Some(anchor)),
            None => (link.target.as_str(), None),
        };
        if path.is_empty() {
            let anchor = anchor.unwrap_or("");
            self.anchor(self.document, anchor, link)?;
            return Ok(Target::Here(anchor.to_owned()));
        }
        let joined = join(&self.document.path, path);
        let Some(page) = joined.as_ref().and_then(|joined| self.places.get(joined)) else {
            return Err(Box::new(
                self.broken(link, joined.as_deref().unwrap_or(path)),
            ));
        };
        if let Some(anchor) = anchor {
            self.anchor(&self.pages[*page].documents[self.language], anchor, link)?;
        }
        Ok(Target::Page(*page, anchor.map(str::to_owned)))
    }

    fn file(&self, link: &Link) -> Result<Target, Box<Fault>> {
        let joined = join(&self.document.path, &link.target).unwrap_or_default();
        let candidates = [format!("{}/{joined}", self.language.code()), joined.clone()];
        candidates
            .into_iter()
            .find(|path| self.sources.at(&format!("content/{path}")).is_some())
            .map(Target::File)
            .ok_or_else(|| Box::new(self.broken(link, &joined)))
    }

    fn anchor(&self, page: &Document, anchor: &str, link: &Link) -> Result<(), Box<Fault>> {
        if page.anchors().any(|known| known == anchor) {
            return Ok(());
        }
        let path = &page.path;
        let fault = Fault::error(
            "broken-anchor",
            say!(
                "la page {path} n'a pas de repère `#{anchor}`",
                "the page {path} has no place `#{anchor}`"
            ),
        )
        .at(link.span);
        Err(Box::new(match closest(anchor, page.anchors()) {
            Some(meant) => fault.help(say!(
                "vouliez-vous écrire `#{meant}` ?",
                "did you mean `#{meant}`?"
            )),
            None => fault.help(say!(
                "donnez ce repère à un titre : `## Titre {{#{anchor}}}`",
                "give this place to a heading: `## Title {{#{anchor}}}`"
            )),
        }))
    }

    fn broken(&self, link: &Link, path: &str) -> Fault {
        let fault = Fault::error(
            "broken-link",
            say!(
                "ce lien ne mène nulle part : il n'y a pas de page {path}",
                "this link leads nowhere: there is no page {path}"
            ),
        )
        .at(link.span);
        match closest(path, self.places.keys().map(String::as_str)) {
            Some(meant) => fault.help(say!(
                "vouliez-vous mener à {meant} ?",
                "did you mean to lead to {meant}?"
            )),
            None => fault.help(say!(
                "écrivez le chemin du fichier Markdown, comme `../funding/cpf.md`",
                "write the path of the Markdown file, like `../funding/cpf.md`"
            )),
        }
    }
}

/// The path that a relative link means, seen from a page; nothing where it leaves the site.
pub fn join(from: &str, link: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    let link = match link.strip_prefix('/') {
        Some(rooted) => {
            parts.clear();
            rooted
        }
        None => link,
    };
    for part in link.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::join;

    #[test]
    fn links_are_read_from_the_page_that_holds_them() {
        let cases = [
            ("funding/cpf.md", "../faq.md", Some("faq.md")),
            ("funding/cpf.md", "opco.md", Some("funding/opco.md")),
            ("faq.md", "./funding/cpf.md", Some("funding/cpf.md")),
            ("faq.md", "../secret.md", None),
            ("funding/cpf.md", "/faq.md", Some("faq.md")),
        ];
        for (from, link, wanted) in cases {
            assert_eq!(join(from, link).as_deref(), wanted, "{from} -> {link}");
        }
    }
}
