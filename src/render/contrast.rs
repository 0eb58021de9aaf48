//! Holds the colours of a theme to the contrast that people need to read.

use std::collections::BTreeMap;

use crate::language::{Language, number};
use crate::report::{Fault, Report};
use crate::say;
use crate::source::{FileId, Sources, Span};

/// Words on a ground, by the names of their colours. WCAG asks for 4.5 to 1.
const WORDS: [(&str, &str); 15] = [
    ("ink", "paper"),
    ("soft", "paper"),
    ("accent", "paper"),
    ("visited", "paper"),
    ("warn", "paper"),
    ("error", "paper"),
    ("ink", "wash"),
    ("soft", "wash"),
    ("accent", "wash"),
    ("visited", "wash"),
    ("ink", "tint"),
    ("ink", "warn-wash"),
    ("warn", "warn-wash"),
    ("on-accent", "accent"),
    ("on-deep", "deep"),
];
/// Signs and the edges of fields on a ground. WCAG asks for 3 to 1.
const SIGNS: [(&str, &str); 4] = [
    ("edge", "paper"),
    ("focus", "paper"),
    ("focus", "wash"),
    ("accent", "tint"),
];

/// The style sheets in which a theme sets its colours, in the order in which pages load them.
const SHEETS: [&str; 4] = ["site.css", "questionnaire.css", "result.css", "theme.css"];

/// Reports pairs of colours that are too close to one another, in the light and in the dark.
pub fn check(sources: &Sources, file_of: impl Fn(&str) -> Option<FileId>, report: &mut Report) {
    let declarations: Vec<Declaration<'_>> = SHEETS
        .into_iter()
        .filter_map(file_of)
        .flat_map(|file| declarations(sources.text(file), file))
        .collect();
    for dark in [false, true] {
        // As browsers do: of two settings that both apply, the later one holds.
        let colours: BTreeMap<&str, &Declaration<'_>> = declarations
            .iter()
            .filter(|found| dark || !found.dark)
            .map(|found| (found.name, found))
            .collect();
        for (pairs, least) in [(&WORDS[..], 450), (&SIGNS[..], 300)] {
            for (front, ground) in pairs {
                let (Some(front), Some(ground)) = (colours.get(front), colours.get(ground)) else {
                    continue;
                };
                let (Some(one), Some(other)) = (colour(front.value), colour(ground.value)) else {
                    continue;
                };
                let found = contrast(one, other);
                if found < least {
                    report.add(too_close(front, ground, found, least, dark));
                }
            }
        }
    }
    for found in declarations.iter().filter(|found| is_paired(found.name)) {
        if colour(found.value).is_none() {
            report.add(unreadable(found));
        }
    }
}

/// A custom property of `:root`.
struct Declaration<'t> {
    name: &'t str,
    value: &'t str,
    /// Whether it holds in the dark only.
    dark: bool,
    span: Span,
}

/// The custom properties that a style sheet sets on `:root`, for everybody or in the dark.
fn declarations(text: &str, file: FileId) -> Vec<Declaration<'_>> {
    let mut found = Vec::new();
    let mut blocks: Vec<&str> = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while let Some(&byte) = text.as_bytes().get(at) {
        if text[at..].starts_with("/*") {
            at += text[at..].find("*/").map_or(text.len() - at, |end| end + 2);
            // A comment before a name is no part of it.
            if text[start..at].trim_start().starts_with("/*") {
                start = at;
            }
            continue;
        }
        match byte {
            b'{' => blocks.push(text[start..at].trim()),
            b';' | b'}' => {
                found.extend(declaration(text, start..at, &blocks, file));
                if byte == b'}' {
                    blocks.pop();
                }
            }
            _ => {}
        }
        at += 1;
        // A byte inside a longer character is never one of these.
        if matches!(byte, b'{' | b'}' | b';') {
            start = at;
        }
        at = text.ceil_char_boundary(at);
    }
    found
}

fn declaration<'t>(
    text: &'t str,
    range: std::ops::Range<usize>,
    blocks: &[&str],
    file: FileId,
) -> Option<Declaration<'t>> {
    let dark = match blocks {
        [":root"] => false,
        [media, ":root"] if media.replace(' ', "") == "@media(prefers-color-scheme:dark)" => true,
        _ => return None,
    };
    let whole = text[range.clone()].trim();
    let (name, value) = whole.strip_prefix("--")?.split_once(':')?;
    let start = range.start + text[range].find("--")?;
    Some(Declaration {
        name: name.trim(),
        value: value.trim(),
        dark,
        span: Span {
            file,
            start,
            end: start + whole.len(),
        },
    })
}

fn is_paired(name: &str) -> bool {
    WORDS
        .iter()
        .chain(&SIGNS)
        .any(|(front, ground)| [*front, *ground].contains(&name))
}

/// Red, green and blue of `#rgb` or `#rrggbb`.
fn colour(value: &str) -> Option<[u8; 3]> {
    let digits = value.strip_prefix('#')?;
    let wide: String = match digits.len() {
        3 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
        _ => digits.to_owned(),
    };
    if wide.len() != 6 || !wide.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let [_, red, green, blue] = u32::from_str_radix(&wide, 16).ok()?.to_be_bytes();
    Some([red, green, blue])
}

/// The contrast of two colours by WCAG 2, in hundredths, rounded down: 1 to 1 is 100.
fn contrast(one: [u8; 3], other: [u8; 3]) -> i64 {
    let (one, other) = (luminance(one), luminance(other));
    let ratio = (one.max(other) + 0.05) / (one.min(other) + 0.05);
    (ratio * 100.0).floor() as i64
}

fn luminance(colour: [u8; 3]) -> f64 {
    let [red, green, blue] = colour.map(|part| {
        let share = f64::from(part) / 255.0;
        if share <= 0.040_45 {
            share / 12.92
        } else {
            ((share + 0.055) / 1.055).powf(2.4)
        }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn too_close(
    front: &Declaration<'_>,
    ground: &Declaration<'_>,
    found: i64,
    least: i64,
    dark: bool,
) -> Fault {
    let (name, under) = (front.name, ground.name);
    let (fr, en) = (
        number(found, Language::French),
        number(found, Language::English),
    );
    let (least_fr, least_en) = (
        number(least, Language::French),
        number(least, Language::English),
    );
    let (display_fr, display_en) = if dark {
        ("sombre", "dark")
    } else {
        ("clair", "light")
    };
    Fault::error(
        "low-contrast",
        say!(
            "`--{name}` sur `--{under}` n'a qu'un contraste de {fr} pour 1, en affichage {display_fr}",
            "`--{name}` on `--{under}` has a contrast of only {en} to 1, in the {display_en} display"
        ),
    )
    .at(front.span)
    .related(ground.span, say!("le fond", "the ground"))
    .help(say!(
        "choisissez deux couleurs plus éloignées : il faut au moins {least_fr} pour 1",
        "choose two colours further apart: at least {least_en} to 1 is needed"
    ))
}

fn unreadable(found: &Declaration<'_>) -> Fault {
    let name = found.name;
    Fault::warning(
        "unknown-colour",
        say!(
            "le contraste de `--{name}` ne peut pas être vérifié",
            "the contrast of `--{name}` cannot be checked"
        ),
    )
    .at(found.span)
    .help(say!(
        "écrivez la couleur en chiffres : `#0a5747`",
        "write the colour in digits: `#0a5747`"
    ))
}

#[cfg(test)]
mod tests {
    use super::{colour, contrast};

    #[test]
    fn known_contrasts() {
        let pairs = [
            ("#000", "#fff", 2100),
            ("#777777", "#ffffff", 447),
            ("#767676", "#fff", 454),
            ("#005a9c", "#FFFFFF", 713),
        ];
        for (one, other, wanted) in pairs {
            let (Some(first), Some(second)) = (colour(one), colour(other)) else {
                panic!("{one} and {other} are colours");
            };
            assert_eq!(contrast(first, second), wanted, "{one} {other}");
            assert_eq!(contrast(second, first), wanted, "{other} {one}");
        }
        for odd in [
            "", "#", "#12", "#12345", "#gggggg", "white", "#éa", "#+12345",
        ] {
            assert_eq!(colour(odd), None, "{odd}");
        }
    }
}
