//! Finds lines that almost are Markdown: what their author sees as a heading, a list or a table
//! would be published as the signs that she typed.

use std::ops::Range;

use super::Writer;
use crate::language::{Bilingual, is_odd_space, odd_space};
use crate::report::Fault;
use crate::say;

/// Signs that stand before the items of a list everywhere but in Markdown.
const BULLETS: &str = "•◦‣⁃▪▫●○■□►▸➢➤";

/// Dashes that are longer than the one of Markdown.
const DASHES: &str = "–—―−‒";

/// What is wrong with a line: its bytes, what it is, and a way out.
struct Almost {
    range: Range<usize>,
    what: Bilingual<String>,
    help: Bilingual<String>,
}

impl Writer<'_> {
    /// Looks at the lines of the block whose words end here.
    pub(super) fn check_lines(&mut self) {
        let starts = std::mem::take(&mut self.lines);
        let ends = starts.iter().map(|start| self.line_end(*start));
        let text = &self.masked.text;
        let lines: Vec<&str> = starts
            .iter()
            .zip(ends)
            .map(|(start, end)| {
                text.get(*start..end)
                    .unwrap_or("")
                    .trim_end_matches([' ', '\r'])
            })
            .collect();
        let mut found: Vec<(usize, Fault)> = Vec::new();
        for (index, line) in lines.iter().enumerate() {
            let at = |range: &Range<usize>| starts[index] + range.start;
            if let Some(range) = odd_beside_mark(line) {
                found.push((at(&range), no_break_space(line, &range)));
            } else if !self.glossary && index > 0 && line.starts_with(": ") {
                found.push((starts[index], almost(definition())));
            } else if let Some(what) = unfinished_mark(&lines, index) {
                found.push((at(&what.range), almost(what)));
            }
        }
        if found.is_empty()
            && let Some(index) = table_line(&lines)
        {
            found.push((starts[index], almost(broken_table())));
        }
        for (start, fault) in found {
            let span = self.span_of(&(start..self.line_end(start)));
            self.report.add(fault.at(span));
        }
    }
}

/// Where a no-break space or its like stands beside the mark that begins a line.
fn odd_beside_mark(line: &str) -> Option<Range<usize>> {
    let rest = line.trim_start_matches(|c| c == ' ' || is_odd_space(c));
    let lead = &line[..line.len() - rest.len()];
    let odd_in = |from: usize, text: &str| {
        let (at, odd) = text.char_indices().find(|(_, c)| is_odd_space(*c))?;
        Some(from + at..from + at + odd.len_utf8())
    };
    let length = mark_length(rest)?;
    if is_rule(rest) {
        return odd_in(0, line);
    }
    let after = &rest[length..];
    let gap = after.len()
        - after
            .trim_start_matches(|c| c == ' ' || is_odd_space(c))
            .len();
    let spaced =
        gap > 0 || after.is_empty() || rest.starts_with(['>', '|']) || rest.starts_with("[!");
    odd_in(0, lead)
        .filter(|_| spaced)
        .or_else(|| odd_in(lead.len() + length, &after[..gap]))
}

/// The length of the mark of a block that a line begins with.
fn mark_length(line: &str) -> Option<usize> {
    let first = line.chars().next()?;
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    match first {
        '#' => Some(line.len() - line.trim_start_matches('#').len()),
        '-' | '*' | '+' | '>' | '|' | '_' => Some(1),
        '[' if line.starts_with("[!") => Some(2),
        '0'..='9' if digits < 10 && line[digits..].starts_with(['.', ')']) => Some(digits + 1),
        _ => None,
    }
}

/// Whether a line only draws: the second line of a table, or a line across the page.
fn is_rule(line: &str) -> bool {
    let drawn = |c: char| "-|:*_ ".contains(c) || is_odd_space(c);
    line.matches(['-', '*', '_']).count() >= 3 && line.chars().all(drawn)
}

/// What a line begins with, where its author meant a mark.
fn unfinished_mark(lines: &[&str], index: usize) -> Option<Almost> {
    let line = lines[index];
    let bare = line.trim_start_matches(is_odd_space);
    let range = line.len() - bare.len()..line.len();
    let first = bare.chars().next()?;
    let after = &bare[first.len_utf8()..];
    let next = after.chars().next();
    let spaced = next.is_some_and(|c| c == ' ' || is_odd_space(c));
    let hashes = bare.len() - bare.trim_start_matches('#').len();
    let (what, help) = if hashes > 0 {
        heading(lines, bare, hashes)?
    } else if first == '-' && next.is_some_and(char::is_alphabetic)
        || mark_length(bare).is_some_and(|length| glued(bare, length))
    {
        (
            say!(
                "il manque l'espace après le signe de liste",
                "the space after the mark of the list is missing"
            ),
            say!(
                "écrivez `- texte` ou `1. texte`",
                "write `- text` or `1. text`"
            ),
        )
    } else if BULLETS.contains(first) || DASHES.contains(first) && spaced && listed(lines, index) {
        (
            say!("`{first}` ne fait pas une liste", "`{first}` makes no list"),
            say!(
                "commencez chaque élément par `- `",
                "begin each item with `- `"
            ),
        )
    } else if ["[ ]", "[x]", "[X]"]
        .iter()
        .any(|task| bare.starts_with(task))
    {
        (
            say!(
                "une case à cocher n'est pas connue ici, et serait publiée telle quelle",
                "a box to tick is not known here, and would be published as it is"
            ),
            say!("retirez les crochets", "take out the brackets"),
        )
    } else if bare.starts_with(":::") || bare.starts_with("!!! ") {
        (
            say!(
                "un encadré ne s'écrit pas ainsi",
                "a call-out is not written like this"
            ),
            say!(
                "écrivez `> [!NOTE]`, et le texte sur les lignes suivantes, après `>`",
                "write `> [!NOTE]`, and the text on the next lines, after `>`"
            ),
        )
    } else {
        return None;
    };
    Some(Almost { range, what, help })
}

/// `##Sans espace`, `####### trop`, and a lone line `#Titre`.
fn heading(
    lines: &[&str],
    line: &str,
    hashes: usize,
) -> Option<(Bilingual<String>, Bilingual<String>)> {
    let words = &line[hashes..];
    if hashes > 6 {
        return Some((
            say!(
                "un titre a au plus six `#`",
                "a heading has at most six `#`"
            ),
            say!("écrivez `##` ou `###`", "write `##` or `###`"),
        ));
    }
    // `#1` and a word with one `#` inside a sentence are no headings.
    let alone =
        lines.len() == 1 && !line.ends_with(['.', '!', '?', '…', ',']) && !words.contains('#');
    let title = hashes > 1 || alone && words.starts_with(char::is_uppercase);
    (title && !words.starts_with(' ') && !words.is_empty()).then(|| {
        let marks = "#".repeat(hashes.max(2));
        (
            say!(
                "il manque l'espace après les `#` : ceci n'est pas un titre",
                "the space after the `#` is missing: this is no heading"
            ),
            say!("écrivez `{marks} Titre`", "write `{marks} Title`"),
        )
    })
}

/// Whether a numbered item stands without its space: `1.Texte`, and not `2.5` or `1.a`.
fn glued(line: &str, length: usize) -> bool {
    let mut after = line[length..].chars();
    line.starts_with(|c: char| c.is_ascii_digit())
        && after.next().is_some_and(char::is_uppercase)
        && after.next().is_some_and(char::is_lowercase)
}

/// Whether a long dash begins an item, and not words put in between.
fn listed(lines: &[&str], index: usize) -> bool {
    let dashed = lines
        .iter()
        .filter(|line| line.starts_with(|c| DASHES.contains(c)));
    index == 0 || dashed.count() > 1 || lines[index - 1].ends_with([':', ';'])
}

/// The first line of what looks like a table.
fn table_line(lines: &[&str]) -> Option<usize> {
    let begun = lines.iter().position(|line| line.starts_with('|'));
    let ruled = lines
        .iter()
        .position(|line| line.contains('|') && is_rule(line));
    let piped = |line: &str| line.replace("\\|", "").contains('|') && !line.contains('`');
    let pairs = lines
        .windows(2)
        .position(|two| two.iter().all(|line| piped(line)));
    begun.or(ruled).or(pairs)
}

fn broken_table() -> Almost {
    Almost {
        range: 0..0,
        what: say!(
            "ceci ressemble à un tableau, mais Markdown n'en fait pas un",
            "this looks like a table, but Markdown does not make it one"
        ),
        help: say!(
            "laissez une ligne vide avant lui ; écrivez les titres des colonnes, puis une ligne `|---|---|` qui a autant de cases qu'eux ; un `|` qui appartient au texte s'écrit `\\|`",
            "leave an empty line before it; write the heads of the columns, then a line `|---|---|` with as many cells; a `|` that belongs to the text is written `\\|`"
        ),
    }
}

fn definition() -> Almost {
    Almost {
        range: 0..0,
        what: say!(
            "une définition ne se lit que dans un glossaire",
            "a definition is only read in a glossary"
        ),
        help: say!(
            "écrivez `layout: glossary` dans l'en-tête, ou une phrase",
            "write `layout: glossary` in the front matter, or a sentence"
        ),
    }
}

fn almost(Almost { what, help, .. }: Almost) -> Fault {
    Fault::warning("almost-markdown", what).help(help)
}

fn no_break_space(line: &str, range: &Range<usize>) -> Fault {
    let odd = line[range.clone()].chars().next();
    let name = odd.and_then(odd_space).unwrap_or_default();
    let message = Bilingual {
        fr: format!("{} empêche Markdown de lire cette ligne", name.fr),
        en: format!("{} keeps Markdown from reading this line", name.en),
    };
    Fault::error("no-break-space", message).help(say!(
        "effacez ce caractère, et tapez une espace ordinaire",
        "delete this character, and type an ordinary space"
    ))
}
