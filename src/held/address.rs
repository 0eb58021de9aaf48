//! Whether the address of a source leads to what the source says that it is.

use crate::codes::{self, Amendment, DatedCode};
use crate::held::Found;
use crate::language::Bilingual;
use crate::report::Fault;
use crate::say;

/// Who publishes the law. Anybody can put an id into an address of her own.
const HOSTS: [&str; 2] = ["www.legifrance.gouv.fr", "code.travail.gouv.fr"];

/// Holds the address of an article.
pub(super) fn article(found: &mut Found<'_>, code: &DatedCode, article: &codes::CodeArticle) {
    let number = &article.number;
    let url = found.source.url.as_str();
    if !HOSTS.contains(&host(url)) {
        return elsewhere(found);
    }
    let slug = url.strip_prefix("https://code.travail.gouv.fr/code-du-travail/");
    if let Some(slug) = slug {
        let own = slug_of(number);
        let is_labour = code.is_named("LEGITEXT000006072050");
        if slug.trim_end_matches('/') != own || !is_labour {
            wrong(
                found,
                say!(
                    "l'adresse est celle d'un autre article que {number}",
                    "the address is that of another article than {number}"
                ),
            );
        }
        return;
    }
    let ids = ids(url);
    for id in &ids {
        let reason = match id.get(..8) {
            Some("LEGITEXT") if !code.is_named(id) => say!(
                "l'adresse mène à un autre code ({id})",
                "the address leads to another code ({id})"
            ),
            Some("LEGISCTA") if !code.holds(id, article) => say!(
                "la section {id} ne contient pas l'article {number}",
                "section {id} does not hold article {number}"
            ),
            Some("LEGIARTI") if !article.is_named(id) => say!(
                "{id} n'est ni l'article {number} ni l'une de ses versions",
                "{id} is neither article {number} nor one of its versions"
            ),
            Some("JORFTEXT") => say!(
                "l'adresse est celle d'un texte du Journal officiel, et non de l'article {number}",
                "the address is that of a text of the Journal officiel, not of article {number}"
            ),
            _ => continue,
        };
        return wrong(found, reason);
    }
    let leads = ids
        .iter()
        .any(|id| id.starts_with("LEGISCTA") || id.starts_with("LEGIARTI"));
    if !leads {
        found.fault("url", untold(number));
    }
}

/// Holds the address of a text that changed an article.
pub(super) fn amendment(found: &mut Found<'_>, text: &str, amendment: Option<&Amendment>) {
    let url = found.source.url.as_str();
    if host(url) != HOSTS[0] {
        return elsewhere(found);
    }
    let ids = ids(url);
    if let Some(other) = ids.iter().find(|id| **id != text) {
        return wrong(
            found,
            say!(
                "l'adresse mène à {other}, et non à {text}",
                "the address leads to {other}, not to {text}"
            ),
        );
    }
    if !ids.is_empty() {
        return;
    }
    let eli = url.strip_prefix("https://www.legifrance.gouv.fr/eli/");
    let (Some(eli), Some(amendment)) = (eli, amendment) else {
        return found.fault("url", untold(text));
    };
    let mut parts = eli.split('/');
    let nature = parts.next().unwrap_or_default();
    let mut number = || parts.next().and_then(|part| part.parse::<i16>().ok());
    let day = (number(), number(), number());
    let signed = amendment.signed.map(|day| {
        (
            Some(day.year()),
            Some(i16::from(day.month())),
            Some(i16::from(day.day())),
        )
    });
    let same_nature = amendment.nature.eq_ignore_ascii_case(nature);
    if !same_nature || signed.is_some_and(|signed| signed != day) {
        let title = &amendment.title;
        wrong(
            found,
            say!(
                "l'adresse est celle d'un autre texte que {text} ({title})",
                "the address is that of another text than {text} ({title})"
            ),
        );
    }
}

/// The last part of an article's address on code.travail.gouv.fr.
fn slug_of(number: &str) -> String {
    number.to_lowercase().replace(' ', "-")
}

/// The name of the site that an address leads to.
pub(super) fn host(url: &str) -> &str {
    let rest = url.strip_prefix("https://").unwrap_or_default();
    rest.split(['/', '?', '#']).next().unwrap_or_default()
}

fn elsewhere(found: &mut Found<'_>) {
    let host = host(&found.source.url);
    let reason = say!(
        "l'adresse ne mène pas au texte officiel, mais à `{host}`",
        "the address does not lead to the official text, but to `{host}`"
    );
    wrong(found, reason);
}

fn wrong(found: &mut Found<'_>, reason: Bilingual<String>) {
    let fault = Fault::error("source-address", reason).help(say!(
        "copiez l'adresse de la section qui contient l'article, ou celle du texte",
        "copy the address of the section that holds the article, or that of the text"
    ));
    found.fault("url", fault);
}

fn untold(what: &str) -> Fault {
    Fault::warning(
        "source-address",
        say!(
            "l'adresse ne dit pas si elle mène à {what}",
            "the address does not tell whether it leads to {what}"
        ),
    )
    .help(say!(
        "prenez une adresse qui contient l'identifiant de la section, de l'article ou du texte",
        "take an address with the id of the section, of the article or of the text"
    ))
}

/// The ids of the official database in an address.
fn ids(url: &str) -> Vec<&str> {
    url.split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|part| {
            let kinds = ["LEGITEXT", "LEGISCTA", "LEGIARTI", "JORFTEXT", "JORFARTI"];
            kinds
                .iter()
                .any(|kind| part.strip_prefix(kind).is_some_and(is_digits))
        })
        .collect()
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::{ids, slug_of};

    #[test]
    fn ids_are_found_in_an_address() {
        assert_eq!(
            ids(
                "https://example.org/codes/section_lc/LEGITEXT000006072050/LEGISCTA000038034665/#x"
            ),
            ["LEGITEXT000006072050", "LEGISCTA000038034665"]
        );
        assert!(ids("https://example.org/LEGITEXT/JORFTEXTx1").is_empty());
        assert_eq!(slug_of("D6323-1 A"), "d6323-1-a");
    }
}
