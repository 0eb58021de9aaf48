//! Reads which other sites may show the questionnaire in a frame.

use crate::report::{Fault, Report};
use crate::say;
use crate::yaml::{Fields, Node};

/// Reads `embed: { hosts: [https://www.example.org] }`.
pub fn hosts(node: &Node, report: &mut Report) -> Vec<String> {
    let mut fields = Fields::of(node, report);
    let items = fields
        .present("hosts", report)
        .map_or(&[][..], |node| node.items(report));
    let mut hosts = Vec::new();
    for item in items {
        let Some(text) = item.text(report) else {
            continue;
        };
        match origin(text) {
            Some(host) => hosts.push(host),
            None => report.add(bad_host(text).at(item.span)),
        }
    }
    fields.finish(report);
    hosts
}

/// A scheme, a name and perhaps a port, as browsers write them; no path and no wildcard.
///
/// A wildcard would let pages that nobody has looked at stand around the questionnaire.
fn origin(text: &str) -> Option<String> {
    let (scheme, rest) = text.split_once("://")?;
    let host = rest.strip_suffix('/').unwrap_or(rest);
    let (name, port) = match host.split_once(':') {
        Some((name, port)) => (name, Some(port)),
        None => (host, None),
    };
    let named = !name.is_empty()
        && !name.starts_with(['.', '-'])
        && !name.ends_with(['.', '-'])
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte));
    let numbered = port.is_none_or(|port| port.parse::<u16>().is_ok_and(|port| port > 0));
    (["https", "http"].contains(&scheme) && named && numbered).then(|| {
        let usual = if scheme == "https" { ":443" } else { ":80" };
        let host = host.to_ascii_lowercase();
        format!("{scheme}://{}", host.strip_suffix(usual).unwrap_or(&host))
    })
}

fn bad_host(text: &str) -> Fault {
    Fault::error(
        "bad-address",
        say!(
            "`{text}` n'est pas l'adresse d'un site qui peut montrer le questionnaire",
            "`{text}` is not the address of a site that can show the questionnaire"
        ),
    )
    .help(say!(
        "écrivez `https://`, puis le nom du site, sans chemin ni étoile : https://www.exemple.fr",
        "write `https://`, then the name of the site, without a path or a star: https://www.example.org"
    ))
}

#[cfg(test)]
mod tests {
    use super::origin;

    #[test]
    fn addresses_of_sites() {
        let good = [
            ("https://www.example.org", "https://www.example.org"),
            ("https://www.example.org/", "https://www.example.org"),
            ("https://WWW.Example.org:443", "https://www.example.org"),
            ("http://localhost:8080", "http://localhost:8080"),
            ("http://127.0.0.1:80", "http://127.0.0.1"),
        ];
        for (text, wanted) in good {
            assert_eq!(origin(text).as_deref(), Some(wanted), "{text}");
        }
        let bad = [
            "",
            "https://",
            "www.example.org",
            "*",
            "https://*",
            "https://*.example.org",
            "https://example.org/page",
            "https://example.org; script-src *",
            "https://example.org 'unsafe-inline'",
            "https://user@example.org",
            "https://example.org:0",
            "https://example.org:99999",
            "https://.org",
            "https://éxample.org",
            "data://x",
            "'self'",
        ];
        for text in bad {
            assert_eq!(origin(text), None, "{text}");
        }
    }
}
