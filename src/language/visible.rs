//! Text from elsewhere as a terminal may be given it: nothing in it moves, hides or turns what stands beside it.

use std::borrow::Cow;

/// Stands for a letter that has no shape.
const SHAPELESS: char = '\u{FFFD}';

/// The text with every letter that a terminal would obey, or that nobody would see, made visible.
/// Lines and tabs stay.
///
/// ```
/// use bilan::language::visible;
///
/// assert_eq!(visible("30\u{a0}jours\n"), "30\u{a0}jours\n");
/// assert_eq!(visible("red: \u{9b}31m"), "red: \u{fffd}31m");
/// ```
pub fn visible(text: &str) -> Cow<'_, str> {
    changed(text, |letter| match letter {
        '\n' | '\t' => letter,
        other => shape(other),
    })
}

/// The same for what stands on one line, such as the name of a file.
///
/// ```
/// use bilan::language::visible_line;
///
/// assert_eq!(visible_line("a\n::error::b.md"), "a\u{240a}::error::b.md");
/// ```
pub fn visible_line(text: &str) -> Cow<'_, str> {
    changed(text, shape)
}

fn changed(text: &str, shape: impl Fn(char) -> char) -> Cow<'_, str> {
    if text.chars().all(|letter| shape(letter) == letter) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(shape).collect())
}

/// What is shown for a letter: itself, the picture of a control, or that there is something.
fn shape(letter: char) -> char {
    match letter {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(letter)).unwrap_or(SHAPELESS),
        '\u{7f}' => '\u{2421}',
        // The second set of controls: U+009B begins a command to the terminal as ESC [ does.
        '\u{80}'..='\u{9f}'
        // Spaces without width, and hyphens that are not there.
        | '\u{ad}' | '\u{180e}' | '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{feff}'
        // Direction: what is read is then not what is written.
        | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}'
        // Breaks of lines that only some programs know, marks between annotations, and tags.
        | '\u{2028}' | '\u{2029}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' => SHAPELESS,
        other => other,
    }
}
