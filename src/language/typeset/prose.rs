//! The typographic pass over running text: quotes, apostrophes, ellipses, spaces that do not break.

mod address;
mod space;

use super::{NARROW, NO_BREAK, typeset_html};
use crate::language::Language;

/// Stands, among the characters seen so far, for something that is no text: a figure, code.
const OPAQUE: char = '\u{fffc}';

/// Typesets one text. Letters and digits stay as they are, and so do addresses.
///
/// ```
/// use bilan::language::{Language, prose};
///
/// assert_eq!(prose("L'avis \"utile\" ?", Language::French), "L’avis «\u{a0}utile\u{a0}»\u{202f}?");
/// assert_eq!(prose("It's \"useful\"?", Language::English), "It’s “useful”?");
/// ```
pub fn prose(text: &str, language: Language) -> String {
    Prose::new(language).text(text)
}

/// Typesets one text as the HTML of an element's content.
pub fn prose_html(text: &str, language: Language) -> String {
    typeset_html(&prose(text, language), language)
}

/// Typesets the texts of one block in turn, so that a quotation may begin before a link and end
/// after it.
#[derive(Debug, Clone)]
pub struct Prose {
    language: Language,
    /// How many quotations are open.
    depth: usize,
    /// How many parentheses are open.
    parentheses: usize,
    /// The last character of what came before, in the block.
    last: Option<char>,
}

impl Prose {
    /// Begins a block.
    pub fn new(language: Language) -> Prose {
        Prose {
            language,
            depth: 0,
            parentheses: 0,
            last: None,
        }
    }

    /// The language of the text that comes next.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Goes on in another language, inside the same block.
    pub fn speak(&mut self, language: Language) {
        self.language = language;
    }

    /// Whether what comes next stands in parentheses.
    pub fn in_parentheses(&self) -> bool {
        self.parentheses > 0
    }

    /// Whether as many quotations and parentheses are open as in another text.
    pub fn as_open_as(&self, other: &Prose) -> bool {
        (self.depth, self.parentheses) == (other.depth, other.parentheses)
    }

    /// Something that is no text stands here: a figure, code, an image.
    pub fn opaque(&mut self) {
        self.last = Some(OPAQUE);
    }

    /// The line ends here.
    pub fn line_break(&mut self) {
        self.last = Some('\n');
    }

    /// Typesets the next text of the block.
    pub fn text(&mut self, text: &str) -> String {
        let setter = Setter {
            out: String::with_capacity(text.len() + text.len() / 8),
            has_addresses: address::any(text),
            state: self,
            text,
            at: 0,
        };
        setter.run()
    }
}

/// Goes through one text, character by character.
struct Setter<'a> {
    state: &'a mut Prose,
    text: &'a str,
    /// Few texts hold an address; in the others no word need be looked at for one.
    has_addresses: bool,
    /// The byte of `text` that comes next.
    at: usize,
    out: String,
}

impl<'a> Setter<'a> {
    fn run(mut self) -> String {
        while let Some(next) = self.rest().chars().next() {
            if next.is_alphanumeric() {
                self.word();
            } else if next.is_whitespace() {
                self.space();
            } else {
                self.at += next.len_utf8();
                self.mark(next);
            }
        }
        self.out
    }

    /// Copies a run of letters and digits, or a whole address.
    fn word(&mut self) {
        let rest = self.rest();
        let address = self.has_addresses.then(|| address::length(rest)).flatten();
        let length = address.unwrap_or_else(|| {
            rest.find(|c: char| !c.is_alphanumeric())
                .unwrap_or(rest.len())
        });
        let word = &rest[..length];
        self.at += length;
        self.state.last = word.chars().next_back();
        self.out.push_str(word);
    }

    fn mark(&mut self, mark: char) {
        let french = self.state.language == Language::French;
        match mark {
            '"' => self.double_quote(),
            '\'' => self.single_quote(),
            '.' => self.dots(),
            '(' => {
                self.state.parentheses += 1;
                self.push(mark);
            }
            ')' => {
                self.state.parentheses = self.state.parentheses.saturating_sub(1);
                self.push(mark);
            }
            '«' | '“' => {
                self.state.depth += 1;
                self.push(mark);
                if mark == '«' && french && !self.rest().starts_with(char::is_whitespace) {
                    self.push(NO_BREAK);
                }
            }
            '»' | '”' => {
                self.state.depth = self.state.depth.saturating_sub(1);
                if mark == '»' && french && self.state.last.is_some_and(|c| !c.is_whitespace()) {
                    self.push(NO_BREAK);
                }
                self.push(mark);
            }
            ';' | '!' | '?' if french => {
                if self.ends_word()
                    && !self.goes_on(|c| c.is_alphanumeric() || "/=&#_-~@".contains(c))
                {
                    self.push(NARROW);
                }
                self.push(mark);
            }
            ':' if french => {
                if self.ends_word() && !self.goes_on(|c| !c.is_whitespace() && !"\"«»".contains(c))
                {
                    self.push(NO_BREAK);
                }
                self.push(mark);
            }
            '%' | '€' if french => {
                if self.after_number() && !self.goes_on(char::is_alphanumeric) {
                    self.push(if mark == '%' { NARROW } else { NO_BREAK });
                }
                self.push(mark);
            }
            _ => self.push(mark),
        }
    }

    fn double_quote(&mut self) {
        let gap = self.after_gap();
        let word = self
            .rest()
            .starts_with(|c: char| !c.is_whitespace() && !"\".,;:!?…»”)]".contains(c));
        // Between two spaces a quote closes what is open; at the end of a text it opens for the
        // link or the figure that follows.
        let opens = if self.state.depth == 0 {
            gap
        } else {
            gap && word
        };
        let outermost = self.state.depth <= usize::from(!opens);
        let guillemets = outermost && self.state.language == Language::French;
        match (opens, guillemets) {
            (true, true) => {
                self.push('«');
                self.push(NO_BREAK);
                self.skip_spaces();
            }
            (true, false) => self.push('“'),
            (false, true) => {
                let kept = self.out.trim_end().len();
                self.out.truncate(kept);
                self.push(NO_BREAK);
                self.push('»');
            }
            (false, false) => self.push('”'),
        }
        self.state.depth = if opens {
            self.state.depth + 1
        } else {
            self.state.depth.saturating_sub(1)
        };
    }

    /// French has no single quotes: a straight one is an apostrophe.
    fn single_quote(&mut self) {
        let opens = self.state.language == Language::English
            && self.after_gap()
            && self.rest().starts_with(char::is_alphabetic);
        self.push(if opens { '‘' } else { '’' });
    }

    /// Three dots, and no more, are an ellipsis. The first has been read.
    fn dots(&mut self) {
        let more = self.rest().bytes().take_while(|&byte| byte == b'.').count();
        self.at += more;
        if more == 2 {
            self.push('…');
        } else {
            (0..=more).for_each(|_| self.push('.'));
        }
    }

    /// Whether a quotation may begin here.
    fn after_gap(&self) -> bool {
        self.state
            .last
            .is_none_or(|last| last.is_whitespace() || "([{“«‘’–—/-".contains(last))
    }

    /// Whether a mark that stands here closes what is said.
    fn ends_word(&self) -> bool {
        self.state
            .last
            .is_some_and(|last| last.is_alphanumeric() || ")]»”’%€°…\u{fffc}".contains(last))
    }

    /// Whether a number stands before, as the author wrote it or as a call gives it.
    fn after_number(&self) -> bool {
        self.state
            .last
            .is_some_and(|last| last.is_ascii_digit() || last == OPAQUE)
    }

    /// Whether the text goes on with such a character.
    fn goes_on(&self, such: impl Fn(char) -> bool) -> bool {
        self.rest().starts_with(such)
    }

    fn skip_spaces(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn push(&mut self, character: char) {
        self.state.last = Some(character);
        self.out.push(character);
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }
}
