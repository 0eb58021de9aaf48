//! What a template may be made of: nothing that grows while it is computed, and nothing that is
//! nested as deep as its author likes.
//!
//! The template engine counts the steps of a page, not its memory, and reads some expressions by
//! recursion without a limit. So what joins or multiplies texts is no part of our templates:
//! twenty steps that double a text would fill any memory. What is left grows by what is written
//! out, which is measured (`theme.rs`).

use std::ops::Range;

use crate::language::Bilingual;
use crate::render::quoted::quoted;
use crate::say;

/// The largest template, in bytes.
const LARGEST: usize = 256 * 1024;
/// How many words and signs may stand between `{{` and `}}`.
const MOST_TOKENS: usize = 300;
/// How many blocks may stand in one another.
const DEEPEST: usize = 40;
/// How many tags a template may have.
const MOST_TAGS: usize = 5_000;
/// The longest text between two tags inside a loop, in bytes. Macros keep what they write, and
/// text is written without being measured.
const LONGEST_IN_A_LOOP: usize = 1_000;

/// What a template must not hold: where, and the reason.
pub(super) type RefusedPart = (Range<usize>, Bilingual<String>);

/// Looks through a template before the engine reads it.
pub(super) fn check(text: &str) -> Result<(), RefusedPart> {
    if text.len() > LARGEST {
        return Err((
            0..0,
            say!(
                "un gabarit a au plus {LARGEST} octets",
                "a template has at most {LARGEST} bytes"
            ),
        ));
    }
    let mut blocks = Blocks(Vec::new());
    let (mut at, mut loops, mut tags) = (0, 0_usize, 0);
    while let Some(start) = text[at..].find('{').map(|found| at + found) {
        let kind = text.as_bytes().get(start + 1).copied();
        let Some((kind, close)) = kind.and_then(closing) else {
            at = start + 1;
            continue;
        };
        if kind == b'#' {
            at = end_of(text, start, close);
            continue;
        }
        // `at` may stand behind a brace that opened nothing; the text began at the last tag.
        let tag = Tag::read(text, start, close)?;
        tags += 1;
        if tags > MOST_TAGS {
            return Err((
                start..tag.end,
                say!(
                    "un gabarit a au plus {MOST_TAGS} balises",
                    "a template has at most {MOST_TAGS} tags"
                ),
            ));
        }
        tag.check()?;
        at = tag.end;
        if kind == b'%' {
            blocks.pass(&tag)?;
        }
        match tag.first() {
            Some("raw") if kind == b'%' => {
                at = text[at..].find("endraw").map_or(text.len(), |end| at + end);
            }
            Some("for") if kind == b'%' => loops += 1,
            Some("endfor") if kind == b'%' => loops = loops.saturating_sub(1),
            _ => {}
        }
        if loops > 0 && until_a_tag(&text[at..]) > LONGEST_IN_A_LOOP {
            return Err((
                tag.start..tag.end,
                say!(
                    "dans une boucle, un texte sans balise a au plus {LONGEST_IN_A_LOOP} octets",
                    "in a loop, a text without a tag has at most {LONGEST_IN_A_LOOP} bytes"
                ),
            ));
        }
    }
    Ok(())
}

/// The blocks that are open, each with its branches: an `elif` stands inside the `else` before it.
struct Blocks(Vec<usize>);

impl Blocks {
    fn pass(&mut self, tag: &Tag<'_>) -> Result<(), RefusedPart> {
        let first = tag.first().unwrap_or_default();
        let sets_block = first == "set" && !tag.tokens.iter().any(|token| token.text == "=");
        if first.starts_with("end") {
            self.0.pop();
        } else if sets_block
            || [
                "if",
                "for",
                "macro",
                "block",
                "filter",
                "call",
                "with",
                "autoescape",
            ]
            .contains(&first)
        {
            self.0.push(1);
        } else if first == "elif"
            && let Some(branches) = self.0.last_mut()
        {
            *branches += 1;
        }
        if self.0.iter().sum::<usize>() <= DEEPEST {
            return Ok(());
        }
        Err((
            tag.start..tag.end,
            say!(
                "plus de {DEEPEST} blocs et branches `elif` sont imbriqués ici",
                "more than {DEEPEST} blocks and branches of `elif` stand in one another here"
            ),
        ))
    }
}

/// How many bytes of a text stand before its next tag.
fn until_a_tag(text: &str) -> usize {
    let tags = text.match_indices('{');
    let mut tags = tags
        .filter(|(index, _)| matches!(text.as_bytes().get(index + 1), Some(b'{' | b'%' | b'#')));
    tags.next().map_or(text.len(), |(index, _)| index)
}

fn closing(kind: u8) -> Option<(u8, &'static str)> {
    match kind {
        b'{' => Some((kind, "}}")),
        b'%' => Some((kind, "%}")),
        b'#' => Some((kind, "#}")),
        _ => None,
    }
}

fn end_of(text: &str, start: usize, close: &str) -> usize {
    let end = text[start + 2..].find(close);
    end.map_or(text.len(), |end| start + 2 + end + close.len())
}

/// What stands between two braces.
struct Tag<'t> {
    start: usize,
    end: usize,
    tokens: Vec<Token<'t>>,
}

#[derive(Clone, Copy)]
struct Token<'t> {
    at: usize,
    text: &'t str,
}

impl Token<'_> {
    fn is_name(self) -> bool {
        let first = self.text.chars().next();
        first.is_some_and(|letter| letter.is_alphabetic() || letter == '_')
            && ![
                "and", "or", "not", "in", "is", "if", "else", "true", "false", "none",
            ]
            .contains(&self.text)
    }

    /// Whether a value may end here, so that what follows is a call or a place inside it.
    fn ends_value(self) -> bool {
        self.is_name() || self.text.ends_with([')', ']', '}', '"', '\''])
    }
}

impl<'t> Tag<'t> {
    fn read(text: &'t str, start: usize, close: &str) -> Result<Tag<'t>, RefusedPart> {
        let mut tokens = Vec::new();
        let mut at = start + 2;
        while at < text.len() {
            let rest = &text[at..];
            if tokens.len() > MOST_TOKENS {
                return Err((
                    start..at,
                    say!(
                        "entre deux accolades, il y a au plus {MOST_TOKENS} mots et signes",
                        "between two braces there are at most {MOST_TOKENS} words and signs"
                    ),
                ));
            }
            let first = rest.chars().next().unwrap_or(' ');
            if rest.starts_with(close) {
                at += close.len();
                break;
            }
            let length = if first.is_whitespace() {
                at += first.len_utf8();
                continue;
            } else if first == '"' || first == '\'' {
                quoted(rest, first)
            } else if first.is_alphanumeric() || first == '_' {
                let end = rest.find(|letter: char| !letter.is_alphanumeric() && letter != '_');
                end.unwrap_or(rest.len())
            } else {
                first.len_utf8()
            };
            tokens.push(Token {
                at,
                text: &rest[..length],
            });
            at += length;
        }
        Ok(Tag {
            start,
            end: at,
            tokens,
        })
    }

    fn first(&self) -> Option<&'t str> {
        let tokens = self.tokens.iter().map(|token| token.text);
        tokens.into_iter().find(|text| !["-", "+"].contains(text))
    }

    fn check(&self) -> Result<(), RefusedPart> {
        let last = self.tokens.len().saturating_sub(1);
        // What is open: where, and whether it holds the arguments of a call, or a place inside a
        // value.
        let mut open: Vec<(usize, bool)> = Vec::new();
        let mut value = false;
        for (index, token) in self.tokens.iter().enumerate() {
            // `{%+` and `+%}` say what happens to the spaces around.
            let at_edge = index == 0 || index == last;
            match token.text {
                "~" | "*" => return Err(self.grows(*token)),
                "+" if !at_edge => return Err(self.grows(*token)),
                "(" | "[" | "{" => open.push((index, value)),
                ")" | "]" | "}" => {
                    open.pop();
                }
                // A list that names a value twice, and a list that names that list twice …
                "," => {
                    let names = match open.last() {
                        Some((start, false)) => self.names_inside(*start),
                        None if self.sets() => self.tokens.iter().skip(2).any(|it| it.is_name()),
                        _ => false,
                    };
                    if names {
                        return Err(self.list(*token));
                    }
                }
                _ => {}
            }
            value = token.ends_value();
        }
        Ok(())
    }

    fn sets(&self) -> bool {
        matches!(self.first(), Some("set" | "if" | "elif"))
    }

    /// Whether a value is named in what opens here, up to where it closes.
    fn names_inside(&self, start: usize) -> bool {
        let mut depth = 0;
        for token in &self.tokens[start..] {
            match token.text {
                "(" | "[" | "{" => depth += 1,
                ")" | "]" | "}" => depth -= 1,
                _ if token.is_name() => return true,
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
        false
    }

    fn grows(&self, token: Token<'_>) -> RefusedPart {
        let sign = token.text;
        (
            token.at..token.at + token.text.len(),
            say!(
                "`{sign}` ne fait pas partie des gabarits : écrivez les deux textes l'un après l'autre, ou `a|followed_by(\"b\")`",
                "`{sign}` is no part of templates: write the two texts one after the other, or `a|followed_by(\"b\")`"
            ),
        )
    }

    fn list(&self, token: Token<'_>) -> RefusedPart {
        (
            token.at..token.at + token.text.len(),
            say!(
                "une liste écrite dans un gabarit ne contient que des constantes",
                "a list that is written in a template holds nothing but constants"
            ),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn what_grows_or_nests_without_end_is_refused() {
        let not = format!("{{{{ {} 1 }}}}", "not ".repeat(100_000));
        let dots = format!("{{{{ a{} }}}}", ".a".repeat(100_000));
        let loops = format!("{{% for a in b %}}{}{{% endfor %}}", "x".repeat(5_000));
        for bad in [
            &not,
            &dots,
            &loops,
            &"{% if a %}".repeat(50),
            &format!("{{% if a %}}{}", "{% elif a %}".repeat(50)),
            "{% set b = a ~ a %}",
            "{{ a + a }}",
            "{{ 'x' * 1000000 }}",
            "{% set b = [a, a] %}",
            "{% set b = (a, a) %}",
            "{{ [a, a]|length }}",
            "{% set b = {'x': a, 'y': a} %}",
        ] {
            assert!(check(bad).is_err(), "{:.60}", bad);
        }
        for good in [
            "{{ a|default('b + c ~ d') }}",
            "{%+ if a in ['x', 'y'] +%}{{ f(a, b=c) }}{% endif %}",
            "{% for a, b in c|items %}{{ a[0] }}{% endfor %}",
            "{# a ~ b #}{% set a = b %}{ ~ }{% raw %}{{ a ~ b }}{% endraw %}",
        ] {
            assert!(check(good).is_ok(), "{good}: {:?}", check(good));
        }
    }
}
