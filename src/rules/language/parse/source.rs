//! Reads `sources.yaml`: what the rules rest on, how it was read, and where its words are.

use crate::report::{Fault, Report};
use crate::rules::book::calendar::{Day, parse_day};
use crate::rules::book::{
    Anchor, Article, ChangedArticle, Code, Later, Reading, Source, SourceKind,
};
use crate::rules::language::field::{id, iso_day};
use crate::rules::language::law::review;
use crate::say;
use crate::yaml::{Fields, Name, Node, Value};

/// Reads a source.
pub(super) fn source(name: &Name, node: &Node, report: &mut Report) -> Option<Source> {
    let mut fields = Fields::of(node, report);
    let kind = fields
        .required("kind", report)
        .and_then(|node| node.one_of(&SourceKind::NAMES, report));
    let url = fields
        .required("url", report)
        .and_then(|node| web_address(node, report));
    let reading = fields
        .required("read", report)
        .and_then(|node| node.one_of(&Reading::NAMES, report));
    let checked = checked(&mut fields, reading, report);
    let review = review(&mut fields, report);
    // A source whose anchor has a fault keeps its place: others name it.
    let anchor = anchor(&mut fields, report).unwrap_or(Anchor::None {
        code: None,
        article: None,
        reason: Some(String::new()),
    });
    let changed = later(&mut fields, report);
    fields.finish(report);
    Some(Source {
        id: id(name, report)?,
        span: name.span,
        kind: kind?,
        url: url?,
        reading: reading.unwrap_or(Reading::Unopened),
        checked: checked.flatten(),
        review,
        anchor,
        changed,
    })
}

fn web_address(node: &Node, report: &mut Report) -> Option<String> {
    let text = node.text(report)?;
    if text.starts_with("https://") && !text.contains(char::is_whitespace) {
        return Some(text.to_owned());
    }
    report.add(
        Fault::error(
            "bad-address",
            say!(
                "`{text}` n'est pas une adresse `https://`",
                "`{text}` is not an `https://` address"
            ),
        )
        .at(node.span),
    );
    None
}

/// The day of the reading: what nobody opened has none, everything else has one.
fn checked(
    fields: &mut Fields<'_>,
    reading: Option<Reading>,
    report: &mut Report,
) -> Option<Option<Day>> {
    if reading != Some(Reading::Unopened) {
        let node = fields.required("checked", report)?;
        return iso_day(node, report).map(Some);
    }
    if let Some(node) = fields.optional("checked") {
        report.add(
            Fault::error(
                "checked-unopened",
                say!(
                    "cette source n'a été ouverte par personne : elle n'a pas de jour de lecture",
                    "nobody opened this source: it has no day of reading"
                ),
            )
            .at(node.span)
            .help(say!(
                "retirez `checked`, ou dites dans `read` comment la source a été lue",
                "take `checked` out, or say in `read` how the source was read"
            )),
        );
    }
    Some(None)
}

/// What of the source can be found again. The fields that go together are wanted together.
fn anchor(fields: &mut Fields<'_>, report: &mut Report) -> Option<Anchor> {
    let page = fields.optional("page");
    let text = fields.optional("text");
    let code = fields.optional("code");
    let article = fields.optional("article");
    let unanchored = fields.optional("unanchored");
    if let Some(page) = page {
        let date = required_day(fields, "page_date", report);
        return Some(Anchor::Page {
            slug: page.text(report)?.to_owned(),
            date: date?,
        });
    }
    if let Some(reason) = unanchored {
        return Some(Anchor::None {
            code: code.and_then(|node| node.one_of(&Code::NAMES, report)),
            article: article.and_then(|node| node.text(report).map(str::to_owned)),
            reason: Some(reason.text(report)?.to_owned()),
        });
    }
    if let Some(text) = text {
        let changes = fields.required("changes", report).map(|node| {
            let one = matches!(node.value, Value::Map(_));
            let items = if one {
                std::slice::from_ref(node)
            } else {
                node.items(report)
            };
            let changes = items.iter().map(|item| change(item, report));
            changes.collect::<Option<Vec<ChangedArticle>>>()
        });
        let as_of = required_day(fields, "as_of", report);
        return Some(Anchor::Through {
            text: text.text(report)?.to_owned(),
            changes: changes??,
            as_of: as_of?,
        });
    }
    if code.is_none() && article.is_none() {
        return Some(Anchor::None {
            code: None,
            article: None,
            reason: None,
        });
    }
    let (code, number) = numbered(fields, report);
    let version = required_text(fields, "version", report);
    let since = required_day(fields, "since", report);
    let as_of = required_day(fields, "as_of", report);
    Some(Anchor::Article(Article {
        code: code?,
        number: number?,
        version: version?,
        since: since?,
        as_of: as_of?,
    }))
}

/// An article that a text changed.
fn change(node: &Node, report: &mut Report) -> Option<ChangedArticle> {
    let mut fields = Fields::of(node, report);
    let (code, article) = numbered(&mut fields, report);
    let version = required_text(&mut fields, "version", report);
    let from = required_day(&mut fields, "from", report);
    fields.finish(report);
    Some(ChangedArticle {
        code: code?,
        article: article?,
        version: version?,
        from: from?,
    })
}

/// A code, and the number of an article in it.
fn numbered(fields: &mut Fields<'_>, report: &mut Report) -> (Option<Code>, Option<String>) {
    let code = fields
        .required("code", report)
        .and_then(|node| node.one_of(&Code::NAMES, report));
    (code, required_text(fields, "article", report))
}

fn required_text(
    fields: &mut Fields<'_>,
    name: &'static str,
    report: &mut Report,
) -> Option<String> {
    let node = fields.required(name, report)?;
    node.text(report).map(str::to_owned)
}

fn required_day(fields: &mut Fields<'_>, name: &'static str, report: &mut Report) -> Option<Day> {
    let node = fields.required(name, report)?;
    iso_day(node, report)
}

/// The day of a change, or its month where the day could not be established.
fn later(fields: &mut Fields<'_>, report: &mut Report) -> Option<Later> {
    let node = fields.optional("changed")?;
    let month = node.scalar().filter(|text| text.len() == "2026-06".len());
    if let Some(from) = month.and_then(|month| parse_day(&format!("{month}-01"))) {
        return Some(Later {
            from,
            month_only: true,
        });
    }
    let from = iso_day(node, report)?;
    Some(Later {
        from,
        month_only: false,
    })
}
