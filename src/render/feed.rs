//! What search engines read: the list of pages, and what they may visit.

use crate::content::Layout;
use crate::language::{Language, escape_html};
use crate::site::Site;

/// Every page with its translation, in the form of sitemaps.org.
pub fn sitemap(site: &Site) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    for page in &site.pages {
        if page.documents.fr.front.layout == Layout::NotFound {
            continue;
        }
        for language in Language::ALL {
            let Some(own) = site.absolute(&page.address[language]) else {
                continue;
            };
            xml.push_str(&format!("<url>\n<loc>{}</loc>\n", escape_html(&own)));
            if let Some(updated) = page.documents[language].front.updated {
                xml.push_str(&format!("<lastmod>{updated}</lastmod>\n"));
            }
            for other in Language::ALL {
                let address = site.absolute(&page.address[other]).unwrap_or_default();
                xml.push_str(&format!(
                    "<xhtml:link rel=\"alternate\" hreflang=\"{other}\" href=\"{}\"/>\n",
                    escape_html(&address)
                ));
            }
            let default = site.absolute(&page.address.fr).unwrap_or_default();
            xml.push_str(&format!(
                "<xhtml:link rel=\"alternate\" hreflang=\"x-default\" href=\"{}\"/>\n</url>\n",
                escape_html(&default)
            ));
        }
    }
    xml.push_str("</urlset>\n");
    xml
}

/// Everything may be read; the list of pages is named where its address is known.
pub fn robots(site: &Site) -> String {
    let mut text = String::from("User-agent: *\nAllow: /\n");
    if let Some(sitemap) = site.absolute("/sitemap.xml") {
        text.push_str(&format!("\nSitemap: {sitemap}\n"));
    }
    text
}
