//! Turns away requests that another website makes through the author's browser.
//!
//! The socket is on loopback, but every page that the author visits can send requests there. `Host`
//! stops a foreign name that was made to point at 127.0.0.1 (DNS rebinding: CVE-2025-24010);
//! `Origin` and `Sec-Fetch-Site` stop pages of other sites from reading ours (GHSA-67mh-4wv8-2f99).
//! Chromium asks before a public page reaches loopback; Firefox and Safari do not.

use hyper::header::{HOST, HeaderMap, HeaderValue, ORIGIN};
use hyper::{Request, Uri};

/// Whether the request was made to this preview, by this preview or by the author.
pub(super) fn admits<B>(request: &Request<B>, port: u16) -> bool {
    let headers = request.headers();
    names_us(headers, request.uri(), port) && comes_from_us(headers, port) && fetched_by_us(headers)
}

/// Exactly one `Host`, and it is ours; so is the authority of a `GET http://host/path`, where there
/// is one.
fn names_us(headers: &HeaderMap, uri: &Uri, port: u16) -> bool {
    let host = only(headers, HOST.as_str()).is_some_and(|host| is_ours(host, port));
    let target = uri
        .authority()
        .is_none_or(|authority| is_ours(authority.as_str(), port));
    host && target
}

/// No `Origin` (the author typed or clicked), or one of ours. `null`, two of them and odd bytes are
/// foreign.
fn comes_from_us(headers: &HeaderMap, port: u16) -> bool {
    !headers.contains_key(ORIGIN)
        || only(headers, ORIGIN.as_str())
            .and_then(|origin| origin.strip_prefix("http://"))
            .is_some_and(|host| is_ours(host, port))
}

/// A link from elsewhere may open a page in a tab; nothing else may come from another site.
/// A server on another port of this machine counts as `same-site`, and is no less foreign.
fn fetched_by_us(headers: &HeaderMap) -> bool {
    let says = |name: &str, word: &str| only(headers, name) == Some(word);
    !headers.contains_key("sec-fetch-site")
        || says("sec-fetch-site", "same-origin")
        || says("sec-fetch-site", "none")
        || (says("sec-fetch-mode", "navigate") && says("sec-fetch-dest", "document"))
}

/// Whether `host`, written as in a `Host` header, is a name of this preview.
fn is_ours(host: &str, port: u16) -> bool {
    let (name, said) = match host.rsplit_once(':') {
        // The colons of `[::1]` are part of the name.
        Some((name, said)) if !said.ends_with(']') => (name, said),
        _ => (host, "80"),
    };
    let name = name.strip_suffix('.').unwrap_or(name);
    let known = ["localhost", "127.0.0.1", "[::1]"]
        .iter()
        .any(|ours| name.eq_ignore_ascii_case(ours));
    // Compared as text: `parse` would also take `+8000` and `08000`, which no browser sends.
    known && said == port.to_string()
}

/// The value of a header that stands there once, in readable characters.
fn only<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let value: &HeaderValue = values.next()?;
    if values.next().is_some() {
        return None;
    }
    value.to_str().ok()
}

#[cfg(test)]
mod tests {
    use super::is_ours;

    #[test]
    fn our_names() {
        for host in [
            "localhost:8000",
            "LOCALHOST:8000",
            "localhost.:8000",
            "127.0.0.1:8000",
            "[::1]:8000",
        ] {
            assert!(is_ours(host, 8000), "{host}");
        }
        for host in ["localhost", "127.0.0.1", "[::1]", "[::1]:80"] {
            assert!(is_ours(host, 80), "{host}");
        }
    }

    #[test]
    fn foreign_names() {
        let foreign = [
            "",
            ":",
            ":8000",
            ".:8000",
            "localhost",
            "localhost:",
            "localhost:80",
            "localhost:+8000",
            "localhost:08000",
            "localhost:8000:8000",
            "localhost..:8000",
            "evil.test:8000",
            "localhost.evil.test:8000",
            "a.localhost:8000",
            "127.0.0.1.evil.test:8000",
            "127.0.0.2:8000",
            "0.0.0.0:8000",
            "[::]:8000",
            "[::1",
            "::1:8000",
            "[::1]8000",
            "[::1]:8000]",
            "user@localhost:8000",
            "localhost:8000@evil.test",
            "localhost:8000/",
            " localhost:8000",
            "xn--localhost-:8000",
            "ⓛocalhost:8000",
            "localhost:８０００",
        ];
        for host in foreign {
            assert!(!is_ours(host, 8000), "{host}");
        }
    }
}
