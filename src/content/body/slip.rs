//! Finds, among words, signs that almost are Markdown or a call, and would be published as signs.

use std::ops::Range;

use super::Writer;
use crate::language::{Bilingual, is_odd_space};
use crate::report::Fault;
use crate::say;

/// What parts of an address show that it is one.
const ADDRESS: [&str; 6] = [".md", "/", "#", "@", "www.", ".pdf"];

impl Writer<'_> {
    /// Looks at the text that has come so far, as it was typed: `\*\*` is meant so.
    pub(super) fn check_slips(&mut self) {
        let run = self.run_range.clone();
        let text = self.masked.text.get(run.clone()).unwrap_or("").to_owned();
        let at = |range: Range<usize>| run.start + range.start..run.start + range.end;
        if let Some(range) = parted_link(&text) {
            self.slip(
                at(range),
                say!(
                    "ceci ressemble à un lien, mais Markdown n'en fait pas un",
                    "this looks like a link, but Markdown does not make it one"
                ),
                say!(
                    "écrivez `[texte](adresse)`, sans rien entre `]` et `(`",
                    "write `[text](address)`, with nothing between `]` and `(`"
                ),
            );
        }
        if let Some(range) = single_brace(&text) {
            self.slip(
                at(range),
                say!(
                    "un appel se met entre deux accolades de chaque côté",
                    "a call stands between two braces on each side"
                ),
                say!(
                    "écrivez par exemple `{{{{ param(\"cpf_ceiling\") }}}}`",
                    "write for example `{{{{ param(\"cpf_ceiling\") }}}}`"
                ),
            );
        }
        for sign in ["**", "~~"] {
            let Some(start) = unescaped(&text, sign) else {
                continue;
            };
            let help = if sign == "**" {
                say!(
                    "collez les `**` aux mots en gras : `**mots**`",
                    "put the `**` right beside the bold words: `**words**`"
                )
            } else {
                say!(
                    "les mots barrés n'existent pas ici : retirez-les",
                    "there are no words struck out here: take them out"
                )
            };
            self.slip(
                at(start..start + sign.len()),
                say!(
                    "`{sign}` serait publié tel quel",
                    "`{sign}` would be published as it is"
                ),
                help,
            );
        }
    }

    fn slip(&mut self, range: Range<usize>, what: Bilingual<String>, help: Bilingual<String>) {
        let place = self.span_of(&range);
        self.report
            .add(Fault::warning("almost-markdown", what).at(place).help(help));
    }
}

/// `[words] (page.md)` and `(words)[page.md]`.
fn parted_link(text: &str) -> Option<Range<usize>> {
    let mut openings = text.char_indices().filter(|(_, c)| *c == '[' || *c == '(');
    openings.find_map(|(start, first)| {
        let (middle, second, last) = if first == '[' {
            (']', '(', ')')
        } else {
            (')', '[', ']')
        };
        let closed = start + text[start..].find(middle)? + 1;
        let after = &text[closed..];
        let target = after.trim_start_matches(|c: char| c.is_whitespace() || is_odd_space(c));
        let gap = after.len() - target.len();
        let end = target.strip_prefix(second)?.find(last)? + 1;
        let address = &target[1..end];
        let leads = !address.contains(char::is_whitespace)
            && ADDRESS.iter().any(|part| address.contains(part));
        let parted = (gap > 0) == (first == '[');
        let escaped = text[..start].ends_with('\\');
        (leads && parted && !escaped).then(|| start..closed + gap + end + 1)
    })
}

/// `{ param("…") }`, `{% param() %}`.
fn single_brace(text: &str) -> Option<Range<usize>> {
    let braces = text.match_indices('{').map(|(start, _)| start);
    braces
        .filter(|start| !text[..*start].ends_with(['{', '\\']) && !text[*start..].starts_with("{{"))
        .find_map(|start| {
            let inside = text[start + 1..]
                .trim_start_matches(|c: char| c.is_whitespace() || c == '{' || c == '%');
            let name = inside.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '_');
            let named = name.len() < inside.len() && name.trim_start().starts_with('(');
            let length = text[start..].find('}').map_or(1, |end| end + 1);
            named.then_some(start..start + length)
        })
}

/// Where a sign first stands that its author did not take the meaning of.
fn unescaped(text: &str, sign: &str) -> Option<usize> {
    let mut found = text.match_indices(sign).map(|(start, _)| start);
    found.find(|start| !text[..*start].ends_with('\\'))
}
