//! Finds where every link of every page leads.

use std::collections::HashMap;

use oxc_index::IndexSlice;

use crate::content::{Document, Layout, Link, LinkKind};
use crate::language::{Bilingual, Language};
use crate::report::{Fault, Report, closest};
use crate::rules::{RuleBook, answer_named};
use crate::say;
use crate::site::page_id::PageId;
use crate::site::withheld::{self, Why, Withheld};
use crate::site::{PUBLISHED, Page, is_published};
use crate::source::Sources;
use crate::yaml::Name;

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A page of the site, and a place in it.
    Page(PageId, Option<String>),
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
pub fn resolve(
    pages: &mut IndexSlice<PageId, [Page]>,
    sources: &Sources,
    withheld: &Withheld<'_>,
    book: &RuleBook,
    report: &mut Report,
) {
    let by_path: HashMap<String, PageId> = pages
        .iter_enumerated()
        .map(|(page, found)| (found.path.clone(), page))
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
                            by_path: &by_path,
                            sources,
                            withheld,
                            book,
                            document,
                            language,
                        };
                        match finder.target(link) {
                            Ok(target) => target,
                            Err(fault) => {
                                if let Some(fault) = fault {
                                    report.add(*fault);
                                }
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
    pages: &'p IndexSlice<PageId, [Page]>,
    by_path: &'p HashMap<String, PageId>,
    sources: &'p Sources,
    withheld: &'p Withheld<'p>,
    book: &'p RuleBook,
    document: &'p Document,
    language: Language,
}

impl Finder<'_> {
    /// Where a link leads, or what is wrong with it: nothing where the page that it names is there
    /// and tells its own fault.
    fn target(&self, link: &Link) -> Result<Target, Option<Box<Fault>>> {
        match link.kind {
            LinkKind::External | LinkKind::Contact => Ok(Target::Outside(link.target.clone())),
            LinkKind::Image => self.file(link),
            LinkKind::Internal if is_published(&link.target) => self.file(link),
            LinkKind::Internal => self.page(link),
        }
    }

    fn page(&self, link: &Link) -> Result<Target, Option<Box<Fault>>> {
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
        let Some(page) = joined.as_ref().and_then(|joined| self.by_path.get(joined)) else {
            let path = joined.as_deref().unwrap_or(path);
            return Err(match self.withheld.why(self.language, path) {
                Why::Told => None,
                Why::Draft(span) => Some(Box::new(withheld::draft(draft_linked(link, path), span))),
                Why::Unwritten => Some(Box::new(self.broken(link, path))),
            });
        };
        if let Some(anchor) = anchor {
            self.anchor(&self.pages[*page].documents[self.language], anchor, link)?;
        }
        Ok(Target::Page(*page, anchor.map(str::to_owned)))
    }

    /// A file is looked for beside the page, then where both languages share their files.
    fn file(&self, link: &Link) -> Result<Target, Option<Box<Fault>>> {
        let joined = join(&self.document.path, &link.target).unwrap_or_default();
        let own = format!("{}/{joined}", self.language.code());
        let is_there = |path: &str| self.sources.at(&format!("content/{path}")).is_some();
        match [own, joined.clone()]
            .into_iter()
            .find(|path| is_there(path))
        {
            Some(path) if is_published(&path) => Ok(Target::File(path)),
            Some(path) => Err(Some(Box::new(unpublished(link, &path)))),
            None => Err(Some(Box::new(self.no_file(link, &joined)))),
        }
    }

    fn anchor(&self, page: &Document, anchor: &str, link: &Link) -> Result<(), Box<Fault>> {
        if page.anchors().any(|known| known == anchor) {
            return Ok(());
        }
        if let Some((question, option)) = anchor.split_once('=')
            && page.front.layout == Layout::Questionnaire
        {
            return self.start(question, option, link);
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

    /// `questionnaire.md#status=retired` begins with this answer.
    fn start(&self, question: &str, option: &str, link: &Link) -> Result<(), Box<Fault>> {
        let question = Name {
            text: question.to_owned(),
            span: link.span,
        };
        answer_named(self.book, &question, option, link.span).map(|_| ())
    }

    fn no_file(&self, link: &Link, path: &str) -> Fault {
        let code = self.language.code();
        let other = format!("content/{}/{path}", self.language.other().code());
        let fault = Fault::error(
            "broken-link",
            say!(
                "le fichier {path} n'existe pas : ni content/{code}/{path}, ni content/{path}",
                "there is no file {path}: neither content/{code}/{path} nor content/{path}"
            ),
        )
        .at(link.span);
        let mut files = self.sources.below("content/").map(|(_, file)| &*file.path);
        let places = [format!("content/{code}/{path}"), format!("content/{path}")];
        let same = |file: &&str| places.iter().any(|place| same_but_for_case(file, place));
        if let Some(meant) = files.find(same) {
            return fault.help(say!(
                "le fichier s'appelle {meant} : écrivez les majuscules comme lui",
                "the file is called {meant}: write its capitals as it does"
            ));
        }
        if self.sources.at(&other).is_some() {
            return fault.help(say!(
                "{other} existe : mettez le fichier dans content/{path} pour les deux langues, ou une copie dans content/{code}/{path}",
                "{other} is there: move the file to content/{path} for both languages, or put a copy at content/{code}/{path}"
            ));
        }
        let known = self.sources.below("content/").map(|(_, file)| file);
        let known = known.filter(|file| is_published(&file.path));
        match closest(&places[0], known.map(|file| file.path.as_str())) {
            Some(meant) => fault.help(say!(
                "vouliez-vous mener à {meant} ?",
                "did you mean to lead to {meant}?"
            )),
            None => fault.help(say!(
                "mettez le fichier à l'une de ces deux places, ou écrivez son chemin à partir de la page",
                "put the file at one of these two places, or write its path as seen from the page"
            )),
        }
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
        match closest(path, self.by_path.keys().map(String::as_str)) {
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

fn draft_linked(link: &Link, path: &str) -> Fault {
    Fault::error(
        "broken-link",
        say!(
            "ce lien mène à un brouillon : {path} ne sera pas publiée",
            "this link leads to a draft: {path} will not be published"
        ),
    )
    .at(link.span)
}

fn unpublished(link: &Link, path: &str) -> Fault {
    let endings = PUBLISHED.join(", ");
    Fault::error(
        "broken-link",
        say!(
            "content/{path} ne sera pas publié : les navigateurs ne montrent pas tous ce genre de fichier",
            "content/{path} will not be published: not every browser shows this kind of file"
        ),
    )
    .at(link.span)
    .help(say!(
        "enregistrez-le dans un de ces formats : {endings}",
        "save it in one of these forms: {endings}"
    ))
}

fn same_but_for_case(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
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
