//! Reads the ministry's pages, as they are published as data.

use jiff::civil::Date;
use serde::Deserialize;

use crate::codes::json::Broken;
use crate::codes::text::paragraphs;

/// A page of the ministry, as it was on one day.
#[derive(Debug, Clone)]
pub struct OfficialPage {
    /// The id that the publisher gave it: `article375542`.
    pub id: String,
    /// The last part of its address.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// Its address.
    pub url: String,
    /// The day that it bears.
    pub day: Date,
    /// Its words, one paragraph each.
    pub paragraphs: Vec<String>,
}

/// Reads a file of pages.
pub fn read_pages(bytes: &[u8]) -> Result<Vec<OfficialPage>, Broken> {
    let raw: Vec<RawPage> = serde_json::from_slice(bytes)?;
    raw.into_iter().map(page).collect()
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawPage {
    pub_id: Option<String>,
    title: String,
    url: String,
    date: String,
    #[serde(default)]
    intro: Option<String>,
    #[serde(default)]
    sections: Vec<RawSection>,
}

#[derive(Deserialize)]
struct RawSection {
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    html: Option<String>,
}

fn page(raw: RawPage) -> Result<OfficialPage, Broken> {
    let day =
        day(&raw.date).ok_or_else(|| Broken::Missing(raw.title.clone(), "date (13/11/2025)"))?;
    let path = raw.url.split(['?', '#']).next().unwrap_or_default();
    let slug = path.trim_end_matches('/').rsplit('/').next();
    let mut words = paragraphs(raw.intro.as_deref().unwrap_or_default());
    for section in raw.sections {
        words.extend(section.title);
        words.extend(paragraphs(section.html.as_deref().unwrap_or_default()));
    }
    Ok(OfficialPage {
        id: raw.pub_id.unwrap_or_default(),
        slug: slug.unwrap_or_default().to_owned(),
        title: raw.title,
        url: raw.url,
        day,
        paragraphs: words,
    })
}

/// Reads `13/11/2025`.
fn day(text: &str) -> Option<Date> {
    let mut parts = text.splitn(3, '/');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}
