//! What templates know of a page.

mod parts;

use minijinja::{Value, context};
use serde_json::json;

use crate::content::{Document, Layout};
use crate::language::{Language, date_html};
use crate::quote::Quote;
use crate::render::around::{menu_text, own_css, site_context, texts};
use crate::render::page::parts::parts;
use crate::render::part_faults::PartFaults;
use crate::render::writer::Writer;
use crate::render::{Renderer, head_title, questionnaire, reading};
use crate::report::Fault;
use crate::rules::{self, ParameterId, Source, SourceId, SourceKind};
use crate::site::{PageId, ResolvedCall, near_end};

/// A page gets a table of contents when it has more headings of level 2 than this.
const SHORT: usize = 3;

/// Everything that the template of a page may use.
pub fn context(renderer: &Renderer, page: PageId, language: Language) -> Result<Value, Box<Fault>> {
    let failed = PartFaults::default();
    let context = whole(renderer, page, language, &failed);
    failed.or(context)
}

fn whole(renderer: &Renderer, page: PageId, language: Language, failed: &PartFaults) -> Value {
    let site = &renderer.site;
    let found = &site.pages[page];
    let document = &found.documents[language];
    let writer = Writer {
        renderer,
        page: found,
        language,
        failed,
    };
    let front = &document.front;
    let title = writer.plain(&front.title);
    let not_found = front.layout == Layout::NotFound;
    let parts = parts(&writer, document);
    let sources = sources(&writer, document);
    let law_read = law_read(&writer, document, &sources);
    let canonical = site
        .absolute(&found.address[language])
        .filter(|_| !not_found);
    let view = context! {
        title => &title,
        head_title => head_title(&title, &site.project.title, language),
        description => writer.plain(&front.description),
        lead => front.lead.as_ref().map(|lead| Value::from_safe_string(writer.phrase(lead))),
        url => site.href(page, language),
        lang => language.code(),
        layout => front.layout.name(),
        canonical => canonical,
        alternates => alternates(renderer, page, not_found),
        other => context! {
            lang => language.other().code(),
            name => language.other().name(),
            url => site.href(page, language.other()),
        },
        crumbs => crumbs(&writer, page),
        toc => toc(&writer, document),
        draft => Language::ALL.iter().any(|language| site.pages[page].documents[*language].front.draft.is_some()),
        updated => front.updated.map(|day| date_value(day, language)),
        law_read => law_read.map(|day| date_value(day, language)),
        sources => reading::groups(&writer, sources),
        parameters => figures(&writer),
        robots => not_found.then_some("noindex"),
        framed => false,
        json_ld => json_ld(&writer, document, &title, page, law_read),
        primary => front.primary.as_ref().map(|primary| context! {
            text => Value::from_safe_string(writer.phrase(&primary.text)),
            url => writer.href(primary.link),
        }),
        tree => match front.layout {
            Layout::Sitemap => Some(tree(&writer, None)),
            Layout::Section => Some(tree(&writer, Some(page))),
            _ => None,
        },
        ..parts
    };
    let mut root = context! {
        site => site_context(renderer, page, language),
        page => view,
        t => texts(renderer, language),
    };
    if front.layout == Layout::Questionnaire {
        let q = questionnaire::context(&writer);
        root = context! { q => q, ..root };
    }
    root
}

/// What the questionnaire may use inside a frame of another site.
pub fn framed(renderer: &Renderer, language: Language) -> Result<Value, Box<Fault>> {
    let site = &renderer.site;
    let page = site.with_layout(Layout::Questionnaire).unwrap_or(site.home);
    let whole = context(renderer, page, language)?;
    let part = |name: &str| whole.get_attr(name).unwrap_or_default();
    let address = |name: &str| renderer.asset(name);
    Ok(context! {
        page => context! {
            framed => true,
            robots => "noindex",
            alternates => Vec::<Value>::new(),
            json_ld => Value::from(()),
            ..part("page")
        },
        site => context! {
            theme_css => ["site.css", "questionnaire.css", "result.css", "frame.css"]
                .map(address)
                .into_iter()
                .chain(own_css(renderer))
                .collect::<Vec<_>>(),
            ..part("site")
        },
        q => context! {
            script_urls => vec![address("frame.mjs")],
            ..part("q")
        },
        frame => context! {
            hosts => &site.project.embed_hosts,
            full_url => site.href(page, language),
        },
        ..whole
    })
}

/// What the page at `/` may use.
pub fn root(renderer: &Renderer) -> Value {
    let site = &renderer.site;
    let home = &site.pages[site.home];
    // It has titles, and no parts.
    let failed = PartFaults::default();
    let languages: Vec<Value> = Language::ALL
        .into_iter()
        .map(|language| {
            let writer = Writer {
                renderer,
                page: home,
                language,
                failed: &failed,
            };
            context! {
                code => language.code(),
                name => language.name(),
                url => site.href(site.home, language),
                title => writer.plain(&home.documents[language].front.title),
            }
        })
        .collect();
    let language = Language::French;
    let title = &site.project.title;
    let both = if title.fr == title.en {
        title.fr.clone()
    } else {
        format!("{} / {}", title.fr, title.en)
    };
    context! {
        site => context! {
            languages,
            title => &both,
            ..site_context(renderer, site.home, language)
        },
        page => context! {
            lang => language.code(),
            head_title => &both,
            description => site.project.tagline.as_ref().map(|text| {
                format!("{} / {}", text.fr, text.en)
            }),
            robots => Value::from(()),
            canonical => site.absolute("/"),
            alternates => alternates(renderer, site.home, false),
        },
        t => texts(renderer, language),
    }
}

fn alternates(renderer: &Renderer, page: PageId, not_found: bool) -> Vec<Value> {
    let site = &renderer.site;
    let addresses = &site.pages[page].address;
    if not_found {
        return Vec::new();
    }
    // A site that does not know its own address still names its twins, from its root.
    let full = |path: &str| {
        site.absolute(path)
            .unwrap_or_else(|| format!("{}{path}", site.root))
    };
    let mut alternates: Vec<Value> = Language::ALL
        .into_iter()
        .map(|language| {
            context! {
                lang => language.code(),
                url => full(&addresses[language]),
                name => language.name(),
            }
        })
        .collect();
    // The page that offers the languages is the home's default. Elsewhere it is the French page:
    // the law that it tells of is French, so most who read neither language well know that one.
    let default = if page == site.home {
        "/"
    } else {
        &addresses.fr
    };
    alternates.push(context! {
        lang => "x-default",
        url => full(default),
        name => Language::French.name(),
    });
    alternates
}

fn crumbs(writer: &Writer<'_>, page: PageId) -> Vec<Value> {
    let site = &writer.renderer.site;
    let mut trail = vec![page];
    while let Some(parent) = site.pages[trail[trail.len() - 1]].parent {
        trail.push(parent);
    }
    trail
        .into_iter()
        .rev()
        .map(|crumb| {
            let writer = Writer {
                page: &site.pages[crumb],
                ..*writer
            };
            context! {
                text => menu_text(&writer),
                url => (crumb != page).then(|| site.href(crumb, writer.language)),
            }
        })
        .collect()
}

fn toc(writer: &Writer<'_>, document: &Document) -> Vec<Value> {
    let sections = document
        .headings
        .iter()
        .filter(|heading| heading.level == 2);
    let entries: Vec<Value> = sections
        .map(|heading| {
            context! {
                id => &heading.id,
                text => Value::from_safe_string(writer.phrase(&heading.text)),
            }
        })
        .collect();
    if entries.len() > SHORT {
        entries
    } else {
        Vec::new()
    }
}

/// The page's own sources, then those of the figures that it names, with what is quoted.
fn sources<'w>(writer: &'w Writer<'_>, document: &'w Document) -> Vec<(SourceId, Vec<&'w Quote>)> {
    let site = &writer.renderer.site;
    let book = &site.rules.book;
    let mut found: Vec<(SourceId, Vec<&Quote>)> = Vec::new();
    let mut cite = |source: SourceId, quotes: &'w [Quote]| match found
        .iter_mut()
        .find(|(known, _)| *known == source)
    {
        Some((_, known)) => known.extend(quotes),
        None => found.push((source, quotes.iter().collect())),
    };
    let front = &document.front;
    let named = front.sources.iter().map(|name| (name, &[][..]));
    let quoted = front
        .quotes
        .iter()
        .map(|(name, quotes)| (name, &quotes[..]));
    for (name, quotes) in named.chain(quoted) {
        if let Some(source) = book.sources.position(|source| source.id == name.text) {
            cite(source, quotes);
        }
    }
    for parameter in figure_parameters(writer) {
        if let Some(dated) = book.parameters[parameter].dated(site.today) {
            cite(dated.source, &dated.wording.quotes);
        }
    }
    found
}

/// The day on which the law was read, where all of it was, in the version in force.
fn law_read(
    writer: &Writer<'_>,
    document: &Document,
    sources: &[(SourceId, Vec<&Quote>)],
) -> Option<jiff::civil::Date> {
    let book = &writer.renderer.site.rules.book;
    // What a funder or a market says is no law.
    let law = sources.iter().map(|(source, _)| &book.sources[*source]);
    let law = law.filter(|source| matches!(source.kind, SourceKind::Law | SourceKind::Official));
    let law: Vec<&Source> = law.collect();
    let read = |source: &&Source| source.was_read() && source.changed.is_none();
    let all = !law.is_empty() && law.iter().all(read);
    document.front.checked.filter(|_| all)
}

fn figure_parameters(writer: &Writer<'_>) -> Vec<ParameterId> {
    let mut parameters: Vec<ParameterId> = writer.page.inserts[writer.language]
        .values()
        .filter_map(|insert| match insert {
            ResolvedCall::Figure(figure) if figure.on.is_none() => Some(figure.parameter),
            _ => None,
        })
        .collect();
    parameters.sort_unstable();
    parameters.dedup();
    parameters
}

fn figures(writer: &Writer<'_>) -> Vec<Value> {
    let site = &writer.renderer.site;
    let book = &site.rules.book;
    figure_parameters(writer)
        .into_iter()
        .filter_map(|index| {
            let parameter = &book.parameters[index];
            // A value that is not known any more is told as what it last was, and until when.
            let day = parameter.last_day_known(site.today)?;
            let dated = parameter.dated(day)?;
            let observed = book.observed(dated);
            let began = Some(dated.from).filter(|_| dated.began && !observed);
            Some(context! {
                label => &site.law[writer.language].parameters[index],
                value => writer.renderer.value(parameter, day, writer.language),
                since => began.map(|day| writer.day(day)),
                year => observed.then(|| rules::date(dated.from).year()),
                until => near_end(book, index, site.today).map(|day| writer.day(day)),
                likely => parameter.likely,
            })
        })
        .collect()
}

/// Every page below one, at any depth: for the list of all pages, and for that of a section.
fn tree(writer: &Writer<'_>, above: Option<PageId>) -> Vec<Value> {
    let site = &writer.renderer.site;
    let above = above.unwrap_or(site.home);
    let below = site.pages.iter_enumerated().filter(|(_, page)| {
        page.parent == Some(above) && page.documents.fr.front.layout != Layout::NotFound
    });
    below
        .map(|(below, page)| {
            let inner = Writer { page, ..*writer };
            let front = &page.documents[writer.language].front;
            context! {
                text => inner.plain(&front.title),
                about => inner.plain(&front.description),
                url => site.href(below, writer.language),
                children => tree(writer, Some(below)),
            }
        })
        .collect()
}

/// What search engines are told of a page, as data in the page.
fn json_ld(
    writer: &Writer<'_>,
    document: &Document,
    title: &str,
    page: PageId,
    law_read: Option<jiff::civil::Date>,
) -> Option<String> {
    let site = &writer.renderer.site;
    let url = site.absolute(&site.pages[page].address[writer.language])?;
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": "WebPage",
        "name": title,
        "description": writer.plain(&document.front.description),
        "inLanguage": writer.language.code(),
        "url": url,
    });
    if let Some(updated) = document.front.updated {
        data["dateModified"] = updated.to_string().into();
    }
    if let Some(day) = law_read {
        data["lastReviewed"] = day.to_string().into();
    }
    // Inside a script element, `<` could end it.
    Some(data.to_string().replace('<', "\\u003c"))
}

/// A day as templates know it.
fn date_value(date: jiff::civil::Date, language: Language) -> Value {
    context! { iso => date.to_string(), text => date_html(date, language) }
}
