//! The words of an article or a page, out of the HTML in which they are published.

/// Elements that begin and end a paragraph.
const BLOCKS: [&str; 26] = [
    "p",
    "br",
    "div",
    "center",
    "table",
    "thead",
    "tbody",
    "tr",
    "caption",
    "ul",
    "ol",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "section",
    "figure",
    "button",
];

/// The length of the longest name among all these elements.
const LONGEST_NAME: usize = 10;

/// Elements inside a line that part words.
const CELLS: [&str; 2] = ["td", "th"];

/// Elements inside a line that part nothing.
const INLINE: [&str; 15] = [
    "a", "sup", "sub", "strong", "em", "font", "b", "i", "u", "s", "span", "img", "abbr", "small",
    "time",
];

/// The longest element, in bytes. What is never closed ends here, or the end of each of many such
/// beginnings would be looked for in the whole text.
const LONGEST: usize = 10_000;

/// The paragraphs of a text in HTML, without their mark-up, spaces made single.
///
/// Codes hold a `<` that begins no element (`<1`, `<ou égal`), so only known ones are taken out.
///
/// ```
/// use bilan::codes::paragraphs;
/// assert_eq!(paragraphs("<p>Un <a href='x'>mot </a></p><p>T <10</p>"), ["Un mot", "T <10"]);
/// ```
pub fn paragraphs(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut line = String::new();
    let mut rest = html;
    let last_comment = html.rfind("-->").unwrap_or_default();
    while let Some(at) = rest.find('<') {
        line.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some((name, after)) = element(rest, html.len() - rest.len() < last_comment) else {
            line.push('<');
            rest = &rest[1..];
            continue;
        };
        if BLOCKS.contains(&name.as_str()) {
            end(&mut line, &mut found);
        } else if CELLS.contains(&name.as_str()) {
            line.push(' ');
        }
        rest = after;
    }
    line.push_str(rest);
    end(&mut line, &mut found);
    found
}

/// The name of the element or comment that begins here, and what comes after it.
/// `closes` tells whether a comment ends anywhere from here on.
fn element(text: &str, closes: bool) -> Option<(String, &str)> {
    if let Some(comment) = text.strip_prefix("<!--") {
        let (_, after) = closes.then(|| comment.split_once("-->"))??;
        return Some((String::new(), after));
    }
    let inner = text[1..].strip_prefix('/').unwrap_or(&text[1..]);
    // One letter more than any name has tells a longer word from it.
    let name: String = inner
        .chars()
        .take(LONGEST_NAME + 1)
        .take_while(char::is_ascii_alphanumeric)
        .collect();
    let name = name.to_ascii_lowercase();
    let mut known = BLOCKS.iter().chain(&CELLS).chain(&INLINE);
    if !known.any(|known| *known == name) {
        return None;
    }
    let mut quote = None;
    for (at, letter) in inner.char_indices().take_while(|(at, _)| *at < LONGEST) {
        match (quote, letter) {
            (None, '>') => return Some((name, &inner[at + 1..])),
            (None, '"' | '\'') => quote = Some(letter),
            (Some(open), _) if open == letter => quote = None,
            _ => {}
        }
    }
    None
}

fn end(line: &mut String, found: &mut Vec<String>) {
    let words = decoded(line);
    let words: Vec<&str> = words.split_whitespace().collect();
    if !words.is_empty() {
        found.push(words.join(" "));
    }
    line.clear();
}

/// The few entities that the publishers use.
fn decoded(text: &str) -> String {
    const ENTITIES: [(&str, &str); 7] = [
        ("&nbsp;", "\u{a0}"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#039;", "'"),
        ("&amp;", "&"),
    ];
    if !text.contains('&') {
        return text.to_owned();
    }
    ENTITIES
        .into_iter()
        .fold(text.to_owned(), |text, (name, letter)| {
            text.replace(name, letter)
        })
}

#[cfg(test)]
mod tests {
    use super::{BLOCKS, CELLS, INLINE, LONGEST_NAME, paragraphs};

    #[test]
    fn a_line_break_a_row_and_a_cell_part_words() {
        let html =
            "<table><tbody><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></tbody></table>d<br/>e";
        assert_eq!(paragraphs(html), ["a b", "c", "d", "e"]);
    }

    #[test]
    fn what_is_no_element_stays() {
        assert_eq!(
            paragraphs("a <ou b < c <10 m<sup>2</sup>"),
            ["a <ou b < c <10 m2"]
        );
        assert_eq!(
            paragraphs("<p>never closed <a href=\"x"),
            ["never closed <a href=\"x"]
        );
        assert_eq!(paragraphs("<"), ["<"]);
        assert_eq!(paragraphs(""), [""; 0]);
    }

    /// Each beginning is looked at for a bounded stretch: the whole is as long as the text.
    #[test]
    fn what_is_never_closed_is_not_looked_for_again_and_again() {
        for beginning in ["<a href=\"", "<!-- ", "<", "</p", "<aaaaaaaaaaa"] {
            let html = beginning.repeat(20_000);
            let words: usize = paragraphs(&html).iter().map(String::len).sum();
            assert!(words > html.len() / 2, "{beginning}");
        }
        assert!(
            BLOCKS
                .iter()
                .chain(&CELLS)
                .chain(&INLINE)
                .all(|name| name.len() <= LONGEST_NAME)
        );
    }

    #[test]
    fn an_attribute_may_hold_a_bracket() {
        assert_eq!(
            paragraphs("x<a title=\"art. > 3 (V)\">y</a><!-- z -->"),
            ["xy"]
        );
    }
}
