//! Reads a code from the tree of JSON in which it is published.

use serde::Deserialize;

use crate::codes::json::{Broken, WrittenDay};
use crate::codes::text::paragraphs;
use crate::codes::{Amendment, CodeArticle, DatedCode, EndOfForce, Section, Version, VersionState};

/// A code that was read, and what its file says twice.
#[derive(Debug)]
pub struct Read {
    /// The code.
    pub code: DatedCode,
    /// The ids of versions that stand in the file more than once; the first counts.
    pub twice: Vec<String>,
}

/// Reads a code.
///
/// ```
/// let broken = bilan::codes::read_code(b"{").expect_err("it is cut short");
/// assert!(matches!(broken, bilan::codes::Broken::Json { line: 1, column: 1, .. }));
/// ```
pub fn read_code(bytes: &[u8]) -> Result<Read, Broken> {
    // The parser refuses more than 128 levels, so neither this tree nor its end can run deep.
    let root: Node = serde_json::from_slice(bytes)?;
    if root.kind != "code" {
        return Err(Broken::Foreign(root.kind));
    }
    let head = root.data;
    let name = head.title.clone().unwrap_or_default();
    let missing = |what| Broken::Missing(name.clone(), what);
    let mut ids: Vec<String> = head.cid.into_iter().chain(head.id).collect();
    ids.dedup();
    if ids.is_empty() {
        return Err(missing("cid"));
    }
    let day = head.version_from.or(head.changed);
    let day = day.ok_or_else(|| missing("dateDebutVersion"))?.0;
    let until = head.version_end.map(|told| EndOfForce::of(told.0));
    let until = until.and_then(|end| match end {
        EndOfForce::On(day) => Some(day),
        _ => None,
    });
    let mut flat = Flat::default();
    flat.children(root.children)?;
    let Flat {
        articles,
        sections,
        twice,
        ..
    } = flat;
    let title = name.split_whitespace().collect::<Vec<_>>().join(" ");
    Ok(Read {
        code: DatedCode::new(ids, title, (day, until), articles, sections),
        twice,
    })
}

/// A code, a section or an article: only what is needed of each.
#[derive(Deserialize)]
struct Node {
    data: Data,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    children: Vec<Node>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Data {
    id: Option<String>,
    cid: Option<String>,
    title: Option<String>,
    num: Option<String>,
    etat: Option<String>,
    date_debut: Option<WrittenDay>,
    date_fin: Option<WrittenDay>,
    #[serde(rename = "dateModif")]
    changed: Option<WrittenDay>,
    #[serde(rename = "dateDebutVersion")]
    version_from: Option<WrittenDay>,
    #[serde(rename = "dateFinVersion")]
    version_end: Option<WrittenDay>,
    texte_html: Option<String>,
    texte: Option<String>,
    #[serde(default)]
    article_versions: Vec<RawVersion>,
    #[serde(default)]
    lien_modifications: Vec<RawAmendment>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawVersion {
    id: String,
    etat: Option<String>,
    date_debut: WrittenDay,
    date_fin: Option<WrittenDay>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawAmendment {
    text_cid: Option<String>,
    text_title: Option<String>,
    link_type: Option<String>,
    nature_text: Option<String>,
    date_signa_texte: Option<WrittenDay>,
    date_debut_cible: Option<WrittenDay>,
}

/// The tree laid flat, in the order of the code.
#[derive(Default)]
struct Flat {
    articles: Vec<CodeArticle>,
    sections: Vec<Section>,
    seen: std::collections::HashSet<String>,
    twice: Vec<String>,
}

impl Flat {
    fn children(&mut self, children: Vec<Node>) -> Result<(), Broken> {
        let mut open: Vec<(Node, Option<usize>)> = Vec::new();
        open.extend(children.into_iter().rev().map(|node| (node, None)));
        while let Some((node, parent)) = open.pop() {
            match node.kind.as_str() {
                "article" => {
                    let article = article(node.data, parent)?;
                    if self.seen.insert(article.version.id.clone()) {
                        self.articles.push(article);
                    } else {
                        self.twice.push(article.version.id);
                    }
                }
                "section" => {
                    let section = section(node.data, parent)?;
                    let place = self.sections.len();
                    self.sections.push(section);
                    let inner = node.children.into_iter().rev();
                    open.extend(inner.map(|node| (node, Some(place))));
                }
                _ => return Err(Broken::Foreign(node.kind)),
            }
        }
        Ok(())
    }
}

fn section(data: Data, parent: Option<usize>) -> Result<Section, Broken> {
    let title = data.title.unwrap_or_default();
    let id = data.id.or_else(|| data.cid.clone());
    let id = id.ok_or(Broken::Missing(title, "id"))?;
    Ok(Section {
        cid: data.cid.unwrap_or_else(|| id.clone()),
        id,
        parent,
    })
}

fn article(data: Data, section: Option<usize>) -> Result<CodeArticle, Broken> {
    let name = data.num.clone().or_else(|| data.id.clone());
    let name = name.unwrap_or_default();
    let missing = |what| Broken::Missing(name.clone(), what);
    let html = data.texte_html.or(data.texte);
    let version = Version {
        id: data.id.ok_or_else(|| missing("id"))?,
        state: VersionState::of(data.etat.as_deref().unwrap_or_default()),
        from: data.date_debut.ok_or_else(|| missing("dateDebut"))?.0,
        end: end(data.date_fin),
    };
    Ok(CodeArticle {
        number: data.num.ok_or_else(|| missing("num"))?,
        cid: data.cid.unwrap_or_else(|| version.id.clone()),
        version,
        versions: data.article_versions.into_iter().map(known).collect(),
        made_by: data
            .lien_modifications
            .into_iter()
            .filter_map(amendment)
            .collect(),
        paragraphs: paragraphs(&html.ok_or_else(|| missing("texteHtml"))?),
        section,
    })
}

fn known(raw: RawVersion) -> Version {
    Version {
        state: VersionState::of(raw.etat.as_deref().unwrap_or_default()),
        from: raw.date_debut.0,
        end: end(raw.date_fin),
        id: raw.id,
    }
}

fn end(told: Option<WrittenDay>) -> EndOfForce {
    told.map_or(EndOfForce::Open, |told| EndOfForce::of(told.0))
}

fn amendment(raw: RawAmendment) -> Option<Amendment> {
    let title = raw.text_title.unwrap_or_default();
    Some(Amendment {
        text: raw.text_cid?,
        // Titles are broken into lines as the database has them.
        title: title.split_whitespace().collect::<Vec<_>>().join(" "),
        codifies: raw.link_type.as_deref() == Some("CODIFICATION"),
        nature: raw.nature_text.unwrap_or_default(),
        signed: known_day(raw.date_signa_texte),
        from: known_day(raw.date_debut_cible),
    })
}

/// A day that is one: the publisher writes 2999 where there is none.
fn known_day(told: Option<WrittenDay>) -> Option<jiff::civil::Date> {
    let day = told?.0;
    (EndOfForce::of(day) == EndOfForce::On(day)).then_some(day)
}
