//! Addresses of sites: what a browser would write, and nothing that a reader would not expect in one.

use std::net::Ipv6Addr;

use crate::language::Bilingual;
use crate::say;

/// A scheme, a name and perhaps a port, as browsers write them; and the path behind them.
struct Address<'a> {
    origin: String,
    path: &'a str,
}

/// An address that a site can be published under, without a slash at its end; or what is wrong
/// with it.
///
/// ```
/// use bilan::project::base_address;
///
/// assert_eq!(base_address("https://example.org/bilan/").as_deref(), Ok("https://example.org/bilan"));
/// assert!(base_address("https://name:password@example.org").is_err());
/// ```
pub fn base_address(text: &str) -> Result<String, Bilingual<String>> {
    let Address { origin, path } = read(text)?;
    let path = path.trim_end_matches('/');
    if let Some(odd) = path.chars().find(|letter| !stands_in_a_path(*letter)) {
        return Err(match odd {
            '?' | '#' => say!(
                "elle s'arrête avant `{odd}` : un site n'a que des dossiers",
                "it ends before `{odd}`: a site has folders alone"
            ),
            _ => say!(
                "`{}` ne peut pas y figurer tel quel",
                "`{}` cannot stand in it as it is",
                odd.escape_debug()
            ),
        });
    }
    let is_step = |part: &str| {
        matches!(
            part.replace("%2e", ".").replace("%2E", ".").as_str(),
            "" | "." | ".."
        )
    };
    if path.split('/').skip(1).any(is_step) {
        return Err(say!(
            "ses dossiers ont chacun un nom : ni `//`, ni `.`, ni `..`",
            "each of its folders has a name: neither `//` nor `.` nor `..`"
        ));
    }
    Ok(format!("{origin}{path}"))
}

/// The address of a site that may show the questionnaire: no path and no wildcard; or what is
/// wrong with it.
///
/// A wildcard would let pages that nobody has looked at stand around the questionnaire.
pub(super) fn origin(text: &str) -> Result<String, Bilingual<String>> {
    let Address { origin, path } = read(text)?;
    if !matches!(path, "" | "/") {
        return Err(say!(
            "elle s'arrête après le nom : `{path}` est de trop",
            "it ends after the name: `{path}` is too much"
        ));
    }
    Ok(origin)
}

fn read(text: &str) -> Result<Address<'_>, Bilingual<String>> {
    let Some((scheme @ ("https" | "http"), rest)) = text.split_once("://") else {
        return Err(say!(
            "elle commence par `https://`",
            "it begins with `https://`"
        ));
    };
    let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    if host.contains('@') {
        return Err(say!(
            "un nom et un mot de passe (`@`) seraient lus de tous",
            "a name and a password (`@`) would be read by everybody"
        ));
    }
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => (name, Some(port)),
        _ => (host, None),
    };
    if !is_name(name) {
        return Err(say!(
            "le nom du site s'écrit en lettres sans accent, chiffres, points et tirets, comme un navigateur le montre",
            "the name of the site is written with letters without accents, digits, points and hyphens, as a browser shows it"
        ));
    }
    let is_port = |port: &str| {
        port.bytes().all(|byte| byte.is_ascii_digit())
            && port.parse::<u16>().is_ok_and(|port| port > 0)
    };
    if port.is_some_and(|port| !is_port(port)) {
        return Err(say!(
            "un port est un nombre de 1 à 65535",
            "a port is a number from 1 to 65535"
        ));
    }
    let usual = if scheme == "https" { ":443" } else { ":80" };
    let host = host.to_ascii_lowercase();
    let host = host.strip_suffix(usual).unwrap_or(&host);
    Ok(Address {
        origin: format!("{scheme}://{host}"),
        path,
    })
}

/// A name in the form that browsers ask for, or a number of the network.
fn is_name(name: &str) -> bool {
    let inner = name
        .strip_prefix('[')
        .and_then(|name| name.strip_suffix(']'));
    if let Some(number) = inner {
        return number.parse::<Ipv6Addr>().is_ok();
    }
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    name.len() <= 253 && name.split('.').all(is_label)
}

/// Whether a letter stands in a path without being written as `%` and two digits. Quotes do not:
/// the address stands between quotes in pages.
fn stands_in_a_path(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || "/-._~%!$&()*+,;=:@".contains(letter)
}

#[cfg(test)]
mod tests {
    use super::{base_address, origin};

    #[test]
    fn addresses_of_sites() {
        let good = [
            ("https://www.example.org", "https://www.example.org"),
            ("https://www.example.org/", "https://www.example.org"),
            ("https://WWW.Example.org:443", "https://www.example.org"),
            ("http://localhost:8080", "http://localhost:8080"),
            ("http://127.0.0.1:80", "http://127.0.0.1"),
            ("http://[::1]:8000", "http://[::1]:8000"),
            ("https://xn--xample-9ua.org", "https://xn--xample-9ua.org"),
        ];
        for (text, wanted) in good {
            assert_eq!(origin(text).as_deref(), Ok(wanted), "{text}");
            assert_eq!(base_address(text).as_deref(), Ok(wanted), "{text}");
        }
        let bad = [
            "",
            "https://",
            "https:///",
            "www.example.org",
            "ftp://example.org",
            "//example.org",
            "HTTPS://example.org",
            "*",
            "https://*",
            "https://*.example.org",
            "https://example.org; script-src *",
            "https://example.org 'unsafe-inline'",
            "https://user@example.org",
            "https://user:password@example.org",
            "https://example.org:0",
            "https://example.org:99999",
            "https://example.org:+80",
            "https://example.org:",
            "https://.org",
            "https://example..org",
            "https://-example.org",
            "https://xn--",
            "https://éxample.org",
            "https://ex\u{200b}ample.org",
            "https://example.org\u{202e}",
            "https://[::1",
            "https://[x]",
            "https://example.org\\evil",
            "data://x",
            "'self'",
            "https://example.org?a",
            "https://example.org#a",
        ];
        for text in bad {
            assert!(origin(text).is_err(), "{text}");
            assert!(base_address(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_site_may_have_a_folder_and_one_that_shows_it_has_none() {
        for (text, wanted) in [
            ("https://example.org/bilan", "https://example.org/bilan"),
            ("https://example.org/a/b_c/", "https://example.org/a/b_c"),
            ("https://example.org/%C3%A9", "https://example.org/%C3%A9"),
        ] {
            assert!(origin(text).is_err(), "{text}");
            assert_eq!(base_address(text).as_deref(), Ok(wanted), "{text}");
        }
        for path in [
            "/..",
            "/%2e%2E",
            "/./a",
            "/a//b",
            "/é",
            "/\u{202e}",
            "/a b",
            "/a\"b",
            "/a'b",
            "/<b>",
            "/a\\b",
            "/a?b",
            "/a#b",
            "/\n",
        ] {
            assert!(
                base_address(&format!("https://example.org{path}")).is_err(),
                "{path}"
            );
        }
    }
}
