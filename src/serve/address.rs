//! Reads the path of a request, once and strictly.
//!
//! No file is opened by these paths, so nothing could be traversed; a strict reading still keeps
//! every doubtful form away from the publisher, whatever it does with a path one day.

/// The decoded path, or `None` when a browser would never ask for it in this form.
///
/// Refused: a `.` or `..` segment, an empty segment (`//evil.test` would read as a host), a slash,
/// a backslash, a colon (`c:`, `file.txt::$DATA`) or a control character after decoding, an escape
/// that is cut short, and bytes that are not UTF-8, which includes overlong forms. Decoding happens
/// once: `%252e` is a name with a percent sign in it.
pub(super) fn read(path: &str) -> Option<String> {
    let segments = path.strip_prefix('/')?;
    if segments.is_empty() {
        return Some("/".to_owned());
    }
    let mut whole = String::with_capacity(path.len());
    let mut rest = segments.split('/').peekable();
    while let Some(segment) = rest.next() {
        whole.push('/');
        let folder_end = segment.is_empty() && rest.peek().is_none();
        if !folder_end {
            whole.push_str(&name(segment)?);
        }
    }
    Some(whole)
}

/// The same path for a `Location` header, where only plain ASCII is safe.
/// `None` when it could lead to another host: `//evil.test/`, `https://evil.test/`, or
/// `/\evil.test`, which browsers read as `//evil.test`.
pub(super) fn write(path: &str) -> Option<String> {
    let local = path.starts_with('/') && !path.starts_with("//") && !path.contains('\\');
    if !local || path.chars().any(char::is_control) {
        return None;
    }
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                encoded.push(char::from(byte))
            }
            // A redirect may point into a page or carry answers there.
            b'#' | b'?' | b'=' | b'&' => encoded.push(char::from(byte)),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    Some(encoded)
}

fn name(segment: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(segment.len());
    let mut rest = segment.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(if byte == b'%' {
            16 * hex(rest.next()?)? + hex(rest.next()?)?
        } else {
            byte
        });
    }
    let name = String::from_utf8(bytes).ok()?;
    let doubtful = name
        .chars()
        .any(|c| matches!(c, '/' | '\\' | ':') || c.is_control());
    (!doubtful && !matches!(name.as_str(), "" | "." | "..")).then_some(name)
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::{read, write};

    #[test]
    fn honest_paths() {
        let paths = [
            ("/", "/"),
            ("/fr/", "/fr/"),
            ("/fr/cpf", "/fr/cpf"),
            ("/m%C3%A9dia/a%20b.pdf", "/média/a b.pdf"),
            ("/média/", "/média/"),
            ("/%252e%252e/", "/%2e%2e/"),
            ("/...", "/..."),
        ];
        for (path, decoded) in paths {
            assert_eq!(read(path).as_deref(), Some(decoded), "{path}");
        }
    }

    #[test]
    fn refused_paths() {
        let paths = [
            "",
            "*",
            "fr/",
            "//",
            "//evil.test",
            "/fr//cpf",
            "/..",
            "/../etc/passwd",
            "/fr/../..",
            "/./",
            "/%2e%2e/",
            "/%2E%2e%2f",
            "/..%5c..%5c",
            "/..\\",
            "/a%2fb",
            "/a%00",
            "/%0d%0a",
            "/%",
            "/%4",
            "/%zz",
            "/%+1",
            "/%c0%ae%c0%ae/",
            "/%e0%80%ae/",
            "/%ff",
            "/%ed%a0%80",
            "/c:/windows/win.ini",
            "/c%3a/",
            "/a::$DATA",
            "/%C2%85",
        ];
        for path in paths {
            assert_eq!(read(path), None, "{path}");
        }
    }

    #[test]
    fn redirects_stay_here() {
        assert_eq!(write("/fr/").as_deref(), Some("/fr/"));
        assert_eq!(
            write("/à propos/#é").as_deref(),
            Some("/%C3%A0%20propos/#%C3%A9")
        );
        for path in [
            "",
            "fr/",
            "//evil.test/",
            "/\\evil.test/",
            "https://evil.test/",
            "/a\r\nX: y",
        ] {
            assert_eq!(write(path), None, "{path}");
        }
    }
}
