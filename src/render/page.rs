//! What templates know of a page.

mod parts;
mod site;

use minijinja::{Value, context};
use serde_json::json;

use crate::content::{Document, Layout};
use crate::language::{Language, date_html};
use crate::render::page::parts::parts;
use crate::render::page::site::{menu_text, own_css, site_context};
use crate::render::pieces::Writer;
use crate::render::{Renderer, head_title, questionnaire};
use crate::rules::{self, Day};
use crate::site::Insert;

pub(super) use site::texts;

/// A page gets a table of contents when it has more headings of level 2 than this.
const SHORT: usize = 3;

/// Everything that the template of a page may use.
pub fn context(renderer: &Renderer, page: usize, language: Language) -> Value {
    let site = &renderer.site;
    let found = &site.pages[page];
    let document = &found.documents[language];
    let writer = Writer {
        renderer,
        page: found,
        language,
    };
    let front = &document.front;
    let title = writer.plain(&front.title);
    let not_found = front.layout == Layout::NotFound;
    let parts = parts(&writer, document);
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
            text => Value::from(()),
        },
        crumbs => crumbs(&writer, page),
        toc => toc(&writer, document),
        updated => front.updated.map(|day| date_value(day, language)),
        checked => front.checked.map(|day| date_value(day, language)),
        sources => sources(&writer, document),
        parameters => figures(&writer),
        robots => not_found.then_some("noindex"),
        framed => false,
        json_ld => json_ld(&writer, document, &title, page),
        previous => Value::from(()),
        next => Value::from(()),
        primary => front.primary.as_ref().map(|primary| context! {
            text => Value::from_safe_string(writer.phrase(&primary.text)),
            url => writer.href(primary.link),
        }),
        news => Value::from(()),
        tree => (front.layout == Layout::Sitemap).then(|| tree(&writer, None)),
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
pub fn framed(renderer: &Renderer, language: Language) -> Value {
    let site = &renderer.site;
    let page = site.with_layout(Layout::Questionnaire).unwrap_or(site.home);
    let whole = context(renderer, page, language);
    let part = |name: &str| whole.get_attr(name).unwrap_or_default();
    let address = |name: &str| renderer.asset(name);
    context! {
        page => context! {
            framed => true,
            robots => "noindex",
            alternates => Vec::<Value>::new(),
            json_ld => Value::from(()),
            ..part("page")
        },
        site => context! {
            theme_css => ["site.css", "questionnaire.css", "frame.css"]
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
    }
}

/// What the page at `/` may use.
pub fn root(renderer: &Renderer) -> Value {
    let site = &renderer.site;
    let home = &site.pages[site.home];
    let languages: Vec<Value> = Language::ALL
        .into_iter()
        .map(|language| {
            let writer = Writer {
                renderer,
                page: home,
                language,
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

fn alternates(renderer: &Renderer, page: usize, not_found: bool) -> Vec<Value> {
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
    // The page that offers the languages is the home's default; elsewhere it is the French page.
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

fn crumbs(writer: &Writer<'_>, page: usize) -> Vec<Value> {
    let site = &writer.renderer.site;
    let mut trail = vec![page];
    while let Some(parent) = site.pages[trail[trail.len() - 1]].parent {
        trail.push(parent);
    }
    trail
        .into_iter()
        .rev()
        .map(|place| {
            let writer = Writer {
                page: &site.pages[place],
                ..*writer
            };
            context! {
                text => menu_text(&writer),
                url => (place != page).then(|| site.href(place, writer.language)),
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

/// The page's own sources, then those of the figures that it names.
fn sources(writer: &Writer<'_>, document: &Document) -> Vec<Value> {
    let site = &writer.renderer.site;
    let book = &site.rules.book;
    let named = document.front.sources.iter().filter_map(|name| {
        let mut sources = book.sources.iter();
        sources.position(|source| source.id == name.text)
    });
    let mut places: Vec<usize> = Vec::new();
    let figures = figure_places(writer).into_iter().filter_map(|place| {
        let dated = book.parameters[place].dated(site.today)?;
        Some(dated.source)
    });
    for place in named.chain(figures) {
        if !places.contains(&place) {
            places.push(place);
        }
    }
    places
        .into_iter()
        .map(|place| source_value(writer, place))
        .collect()
}

/// A source as templates know it.
pub fn source_value(writer: &Writer<'_>, place: usize) -> Value {
    let site = &writer.renderer.site;
    let source = &site.rules.book.sources[place];
    context! {
        id => &source.id,
        title => &site.law[writer.language].sources[place],
        url => &source.url,
        checked => source.checked.map(|day| day_value(day, writer.language)),
        lang => Value::from(()),
    }
}

fn figure_places(writer: &Writer<'_>) -> Vec<usize> {
    let site = &writer.renderer.site;
    let mut places: Vec<usize> = writer.page.inserts[writer.language]
        .values()
        .filter_map(|insert| match insert {
            Insert::Parameter(place, day, _) if *day == site.today => Some(*place),
            _ => None,
        })
        .collect();
    places.sort_unstable();
    places.dedup();
    places
}

fn figures(writer: &Writer<'_>) -> Vec<Value> {
    let site = &writer.renderer.site;
    figure_places(writer)
        .into_iter()
        .filter_map(|place| {
            let parameter = &site.rules.book.parameters[place];
            let dated = parameter.dated(site.today)?;
            Some(context! {
                label => &site.law[writer.language].parameters[place],
                value => writer.renderer.value(parameter, site.today, writer.language),
                since => day_value(dated.from, writer.language),
            })
        })
        .collect()
}

/// Every page below one, for the list of all pages.
fn tree(writer: &Writer<'_>, above: Option<usize>) -> Vec<Value> {
    let site = &writer.renderer.site;
    let above = above.unwrap_or(site.home);
    let below = site.pages.iter().enumerate().filter(|(_, page)| {
        page.parent == Some(above) && page.documents.fr.front.layout != Layout::NotFound
    });
    below
        .map(|(place, page)| {
            let inner = Writer { page, ..*writer };
            let front = &page.documents[writer.language].front;
            context! {
                text => inner.plain(&front.title),
                url => site.href(place, writer.language),
                children => tree(writer, Some(place)),
            }
        })
        .collect()
}

/// What search engines are told of a page, as data in the page.
fn json_ld(writer: &Writer<'_>, document: &Document, title: &str, page: usize) -> Option<String> {
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
    if let Some(checked) = document.front.checked {
        data["lastReviewed"] = checked.to_string().into();
    }
    // Inside a script element, `<` could end it.
    Some(data.to_string().replace('<', "\\u003c"))
}

/// A day as templates know it.
pub fn day_value(day: Day, language: Language) -> Value {
    date_value(rules::date(day), language)
}

fn date_value(date: jiff::civil::Date, language: Language) -> Value {
    context! { iso => date.to_string(), text => date_html(date, language) }
}
