//! Where a link may lead.

use crate::language::{Bilingual, escape_html};
use crate::report::Fault;
use crate::say;
use crate::source::Span;

/// What sort of place a link leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkKind {
    /// A page of the site, by a relative path to its Markdown file, or a place in this page.
    Internal,
    /// Another site.
    External,
    /// An e-mail address or a telephone.
    Contact,
    /// An image of the site, by a relative path to its file.
    Image,
}

/// The kind of place that an address names, or why nobody may be led there.
///
/// A browser drops control characters and spaces, and ignores case, before it reads the scheme;
/// so does this. What has no scheme must not look as if it had one.
pub(super) fn kind(target: &str) -> Result<LinkKind, Bilingual<String>> {
    if target.chars().any(char::is_control) {
        return Err(say!(
            "l'adresse contient un caractère de contrôle",
            "the address holds a control character"
        ));
    }
    let bare: String = target
        .chars()
        .filter(|c| !c.is_whitespace() && !is_invisible(*c))
        .flat_map(char::to_lowercase)
        .collect();
    if bare.contains('\\') || bare.starts_with("//") {
        return Err(say!(
            "l'adresse quitte le site sans le dire",
            "the address leaves the site without saying so"
        ));
    }
    let head = bare.split(['/', '?', '#']).next().unwrap_or("");
    match head.split_once(':') {
        None => Ok(LinkKind::Internal),
        Some(("https" | "http", _)) if bare.contains("://") => Ok(LinkKind::External),
        Some(("mailto" | "tel", _)) => Ok(LinkKind::Contact),
        Some((scheme, _)) => Err(say!(
            "les adresses en `{scheme}:` ne sont pas acceptées",
            "addresses with `{scheme}:` are not accepted"
        )),
    }
}

/// The fault of an address that nobody may be led to.
pub(super) fn unsafe_link(reason: Bilingual<String>, span: Span) -> Fault {
    Fault::error("unsafe-link", reason).at(span).help(say!(
        "une adresse commence par `https://`, `http://`, `mailto:` ou `tel:`, ou est le chemin d'une page comme `../faq.md`",
        "an address begins with `https://`, `http://`, `mailto:` or `tel:`, or is the path of a page like `../faq.md`"
    ))
}

/// An address that is not the site's own, as the value of a quoted attribute.
pub(super) fn escaped(target: &str) -> String {
    let mut address = String::with_capacity(target.len());
    for character in target.trim().chars() {
        match character {
            ' ' | '"' | '<' | '>' | '`' | '{' | '}' | '|' | '^' => {
                address.push_str(&format!("%{:02X}", u32::from(character)));
            }
            other => address.push(other),
        }
    }
    escape_html(&address)
}

/// Characters that take no room: they could hide a scheme from a reader.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}
