//! Spaces that look like that of the space bar, and are another character.

use crate::language::Bilingual;
use crate::say;

/// What a character is called that looks like a space, or like nothing, and is no space to
/// Markdown and YAML. French keyboards type some of them by accident, and words copied from
/// a letter hold them.
pub fn odd_space(character: char) -> Option<Bilingual<String>> {
    let name = match character {
        '\u{a0}' => say!("une espace insécable", "a no-break space"),
        '\u{202f}' => say!("une espace fine insécable", "a narrow no-break space"),
        '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => {
            say!("un caractère invisible", "an invisible character")
        }
        '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{205f}' | '\u{3000}' => {
            say!("une espace particulière", "a special space")
        }
        _ => return None,
    };
    let code = u32::from(character);
    Some(Bilingual {
        fr: format!("{} (U+{code:04X})", name.fr),
        en: format!("{} (U+{code:04X})", name.en),
    })
}

/// Whether a character is one of them.
pub fn is_odd_space(character: char) -> bool {
    odd_space(character).is_some()
}
