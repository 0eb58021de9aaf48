//! The assembled site: pages with their addresses, translations, links and figures. Plain data.

mod established;
mod examples;
mod insert;
mod keyed;
mod law;
mod links;
mod map;
mod page_id;
mod phrases;
mod rests;
mod titles;
mod withheld;
mod words;

use std::collections::HashMap;

pub use established::near_end;
pub use examples::Example;
pub use insert::{Figure, ResolvedCall, ShownExample, established_until};
pub use law::Law;
pub use links::Target;
pub use page_id::PageId;
pub use phrases::read_phrasebook;
pub use rests::{Rest, RestSort, rests, row_name, value_name};
pub use titles::{Titles, read_titles};
pub use words::{
    DecisionWords, LetterWords, OptionWords, QuestionWords, Segment, Text, TitledGroup, Words,
    intervals, told_questions,
};

use oxc_index::IndexVec;

use crate::content::{Document, KnownTest, Layout};
use crate::language::{Bilingual, Language};
use crate::project::Project;
use crate::report::Report;
use crate::rules::{Compiled, Day, Phrasebook, RuleBook, RuleNames};
use crate::source::{Sources, Span};
use withheld::Withheld;

/// The endings of the files of `content/` that are published as they are.
pub const PUBLISHED: [&str; 8] = ["png", "jpg", "jpeg", "webp", "avif", "gif", "svg", "pdf"];

/// Whether a file of `content/` is published as it is, by its path.
pub fn is_published(path: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    PUBLISHED
        .iter()
        .any(|known| known.eq_ignore_ascii_case(ending))
}

/// A site, ready to be rendered and checked.
#[derive(Debug)]
pub struct Site<R = Compiled> {
    /// The site as a whole.
    pub project: Project,
    /// The day for which it is made.
    pub today: Day,
    /// Its rules, which are sound.
    pub rules: R,
    /// The titles of sources and parameters.
    pub law: Bilingual<Law>,
    /// The worked examples that pages may show.
    pub examples: Vec<Example>,
    /// The words of the questionnaire.
    pub words: Bilingual<Words>,
    /// Its pages, parents before children, in the order of their paths.
    pub pages: IndexVec<PageId, Page>,
    /// The first page.
    pub home: PageId,
    /// The part of every address that comes from the base address: `""` or `/folder`.
    pub root: String,
}

/// A site whose rules have a fault: only what does not rest on them is checked.
pub type NamedSite = Site<RuleNames>;

impl Site {
    /// The short words with which a person is told.
    pub fn phrasebook(&self) -> Phrasebook {
        phrases::phrasebook(&self.words, &self.law, &self.rules.book, self.today)
    }

    /// Whether all values of a test can be written on a day.
    pub fn knows(&self, test: &KnownTest, day: Day) -> bool {
        knows(&self.rules.book, test, day)
    }
}

impl<R> Site<R> {
    /// The page at this path.
    pub fn page(&self, path: &str) -> Option<PageId> {
        self.pages.position(|page| page.path == path)
    }

    /// The first page with this layout.
    pub fn with_layout(&self, layout: Layout) -> Option<PageId> {
        self.pages.position(|page| page.is(layout))
    }

    /// Whether the site shows its questionnaire in frames, here or elsewhere.
    pub fn embeds(&self) -> bool {
        let shown = !self.project.embed_hosts.is_empty()
            || self
                .pages
                .iter()
                .any(|page| page.has(&ResolvedCall::EmbedExample));
        shown && self.with_layout(Layout::Questionnaire).is_some()
    }

    /// The address of a page for a link: `/fr/financer/cpf/`.
    pub fn href(&self, page: PageId, language: Language) -> String {
        format!("{}{}", self.root, self.pages[page].address[language])
    }

    /// The full address of a path such as `/fr/`, where the site knows its own.
    pub fn absolute(&self, path: &str) -> Option<String> {
        let base = self.project.base_url.as_ref()?;
        Some(format!("{base}{path}"))
    }
}

/// One page in both languages.
#[derive(Debug)]
pub struct Page {
    /// The path below the language's folder: `funding/cpf.md`.
    pub path: String,
    /// What its authors wrote.
    pub documents: Bilingual<Document>,
    /// Where it is published, below the base address: `/fr/financer/cpf/`.
    pub address: Bilingual<String>,
    /// The page above it.
    pub parent: Option<PageId>,
    /// Where its links lead, by their index in the document.
    pub targets: Bilingual<Vec<Target>>,
    /// What its calls give, by their place.
    pub inserts: Bilingual<HashMap<Span, ResolvedCall>>,
}

impl Page {
    /// Whether it is laid out so. Both languages are, or it was reported.
    pub fn is(&self, layout: Layout) -> bool {
        self.documents.fr.front.layout == layout
    }

    /// Whether one of its languages has a call that gives exactly this.
    pub fn has(&self, insert: &ResolvedCall) -> bool {
        let found = |language| self.inserts[language].values().any(|found| found == insert);
        Language::ALL.into_iter().any(found)
    }
}

/// Whether all values of a test are known on a day, and are numbers: a sentence has as little to
/// write where the law sets none. A parameter that does not exist has its own
/// fault.
fn knows(book: &RuleBook, test: &KnownTest, day: Day) -> bool {
    let mut parameters = test.parameters.iter();
    parameters.all(|name| {
        let found = book.parameter(&name.text);
        found.is_none_or(|parameter| parameter.has_number(day))
    })
}

/// The parts that a site is assembled from.
#[derive(Debug)]
pub struct Parts {
    /// The site as a whole.
    pub project: Project,
    /// The pages of each language, in the order of their paths.
    pub documents: Bilingual<Vec<Document>>,
    /// Whether drafts are shown among them.
    pub drafts: bool,
}

/// Assembles the site. Every fault is reported; what comes back is as much as makes sense,
/// and nothing only where there is no first page.
pub fn assemble(
    parts: Parts,
    rules: Compiled,
    sources: &Sources,
    today: Day,
    report: &mut Report,
) -> Option<Site> {
    let mut of_words = Report::default();
    let site = assembled(parts, rules, sources, today, report, &mut of_words)?;
    report.extend(of_words);
    Some(site)
}

/// Assembles a site whose rules have a fault. Its texts are not held to them: the fault would show
/// again in each that rests on them.
pub fn assemble_named(
    parts: Parts,
    names: RuleNames,
    sources: &Sources,
    today: Day,
    report: &mut Report,
) -> Option<NamedSite> {
    assembled(parts, names, sources, today, report, &mut Report::default())
}

fn assembled<R: AsRef<RuleBook>>(
    parts: Parts,
    rules: R,
    sources: &Sources,
    today: Day,
    report: &mut Report,
    of_words: &mut Report,
) -> Option<Site<R>> {
    let Parts {
        project,
        mut documents,
        drafts,
    } = parts;
    let book = rules.as_ref();
    let mut law = law::read(sources, book, of_words);
    let withheld = Withheld::from(&mut documents, drafts, sources);
    let mut pages = map::pages(documents, sources, &withheld, report);
    let home = map::home(&pages, report)?;
    let paths: IndexVec<PageId, String> = pages.iter().map(|page| page.path.clone()).collect();
    let examples = examples::read(sources, book, today, of_words);
    let words = words::read(sources, book, &examples, &paths, of_words);
    for language in Language::ALL {
        law::with_options(
            &mut law[language].parameters,
            &words[language],
            book,
            language,
        );
    }
    for page in &mut pages {
        for language in Language::ALL {
            page.inserts[language] =
                insert::inserts(&page.documents[language], book, &examples, today, of_words);
        }
    }
    links::resolve(&mut pages, sources, &withheld, rules.as_ref(), report);
    map::menu(&project, &pages, &withheld, report);
    let root = project.base_url.as_deref().map_or("", |base| {
        let host = base.split_once("://").map_or(base, |(_, rest)| rest);
        host.find('/').map_or("", |slash| &host[slash..])
    });
    Some(Site {
        root: root.to_owned(),
        project,
        today,
        rules,
        law,
        examples,
        words,
        pages,
        home,
    })
}
