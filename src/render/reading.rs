//! How each source was read, in words, with what is quoted from it.

use minijinja::{Value, context};

use crate::language::{Language, escape_html, prose};
use crate::quote::Quote;
use crate::render::writer::Writer;
use crate::rules::{self, Anchor, Day, Reading, Source, SourceId, SourceKind};

/// A source as templates know it, with its quotes.
pub(super) fn source_value(writer: &Writer<'_>, index: SourceId, quotes: &[&Quote]) -> Value {
    let site = &writer.renderer.site;
    let source = &site.rules.book.sources[index];
    // The same words may carry several rows, and some words stand inside others.
    let longest = |quote: &&&Quote| {
        let mut others = quotes.iter().filter(|other| other.text != quote.text);
        others.all(|other| !other.text.contains(&quote.text))
    };
    let mut words: Vec<String> = Vec::new();
    for quote in quotes.iter().filter(longest) {
        let quote = prose(&format!("« {} »", quote.text), Language::French);
        if !words.contains(&quote) {
            words.push(quote);
        }
    }
    context! {
        id => &source.id,
        title => &site.law[writer.language].sources[index],
        url => &source.url,
        read => Value::from_safe_string(head(writer, source)),
        detail => detail(writer, source),
        quotes => words,
        lang => Value::from(()),
    }
}

/// Sources under how they were read, the law's own text first.
pub(super) fn groups(writer: &Writer<'_>, sources: Vec<(SourceId, Vec<&Quote>)>) -> Vec<Value> {
    let book = &writer.renderer.site.rules.book;
    let mut sources = sources;
    // The order of the page stands inside a group.
    sources.sort_by_key(|(source, _)| {
        let source = &book.sources[*source];
        (source.reading, source.changed.is_some(), source.checked)
    });
    let mut groups: Vec<(String, Vec<Value>)> = Vec::new();
    for (source, quotes) in sources {
        let head = head(writer, &book.sources[source]);
        let item = source_value(writer, source, &quotes);
        match groups.last_mut().filter(|(known, _)| *known == head) {
            Some((_, items)) => items.push(item),
            None => groups.push((head, vec![item])),
        }
    }
    let groups = groups.into_iter();
    groups
        .map(|(read, list)| context! { read => Value::from_safe_string(read), list })
        .collect()
}

/// How a source was read, and when: never that somebody read what nobody opened.
fn head(writer: &Writer<'_>, source: &Source) -> String {
    let key = match (source.reading, source.kind) {
        (Reading::Text | Reading::Through, _) if source.changed.is_some() => "read_earlier",
        (Reading::Text, _) => "read_text",
        (Reading::Through, _) => "read_through",
        (Reading::Official, SourceKind::Official) => "read_official",
        (Reading::Official, _) => "read_page",
        (Reading::Secondary, _) => "read_secondary",
        (Reading::Unopened, _) => "read_unopened",
    };
    dated(writer, key, source.checked)
}

/// The version that was read, or the later one that was not: a text without elements, since a
/// page has many sources.
fn detail(writer: &Writer<'_>, source: &Source) -> Option<String> {
    let theme = &writer.renderer.theme;
    let (key, day) = match (source.changed, &source.anchor) {
        (Some(changed), _) if changed.month_only => {
            let month = crate::language::month(rules::date(changed.from), writer.language);
            return Some(
                theme
                    .text("text_changed_month", writer.language)
                    .replace("{month}", &month),
            );
        }
        (Some(changed), _) if changed.from <= writer.renderer.site.today => {
            ("text_changed", changed.from)
        }
        (Some(changed), _) => ("text_changes", changed.from),
        (None, Anchor::Article(article)) => ("version_since", article.since),
        (None, _) => ("in_force_since", source.version()?.1),
    };
    Some(
        theme
            .text(key, writer.language)
            .replace("{day}", &writer.day(day)),
    )
}

/// A text of the theme with its day.
fn dated(writer: &Writer<'_>, key: &str, day: Option<Day>) -> String {
    let text = escape_html(writer.renderer.theme.text(key, writer.language));
    let day = day.map_or(String::new(), |day| writer.day(day));
    text.replace("{day}", &day)
}
