//! Reads a script into its tokens, as far as leaving out what is between them needs.
//!
//! A slash begins a regular expression or divides, by what stands before it. Behind a closed
//! brace it is read as the beginning of an expression: only an object, a function or a class
//! that is written out and divided on the spot would be misread, which gives no number anyway.
//! What no script can hold, such as a text without an end, is one token as far as its end.

use crate::render::quoted::quoted;

/// A word, a mark, a value.
#[derive(Debug, Clone, Copy)]
pub struct ScriptToken<'t> {
    pub text: &'t str,
    /// Where it begins in the script.
    pub start: usize,
    pub kind: ScriptTokenKind,
    /// What stands before it.
    pub gap: TokenGap,
    /// Whether a value may begin behind it: after `=`, not after a name.
    pub before_value: bool,
    /// Whether a cast, `/** @type {…} */`, stands right before it.
    pub cast: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScriptTokenKind {
    /// A name or a word of the language.
    Word,
    Number,
    /// Marks of the language: `=>`, `{`.
    Mark,
    /// A text in single or double quotes.
    Text,
    /// A regular expression with its flags.
    Pattern,
    /// A template, or the part of one before, between or after its values: `` `a ${ ``, `} b ${`.
    Template,
}

/// What stands between two tokens; the more it may mean, the greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TokenGap {
    Nothing,
    Space,
    /// A line ends, which may end a statement.
    Line,
}

/// The marks, of each first letter the longest first.
const MARKS: [&str; 57] = [
    "{", "}", "(", ")", "[", "]", ";", ",", "~", ":", "...", ".", "??=", "??", "?.", "?", "===",
    "==", "=>", "=", "!==", "!=", "!", "<<=", "<<", "<=", "<", ">>>=", ">>>", ">>=", ">>", ">=",
    ">", "++", "+=", "+", "--", "-=", "-", "**=", "**", "*=", "*", "/=", "/", "%=", "%", "&&=",
    "&&", "&=", "&", "||=", "||", "|=", "|", "^=", "^",
];

/// The words behind which a value may begin.
const BEFORE_VALUES: [&str; 14] = [
    "await",
    "case",
    "default",
    "delete",
    "do",
    "else",
    "in",
    "instanceof",
    "new",
    "return",
    "throw",
    "typeof",
    "void",
    "yield",
];

/// The longest mark that a text begins with.
pub fn mark(text: &str) -> Option<&'static str> {
    let mark = MARKS.into_iter().find(|mark| text.starts_with(mark))?;
    // A value may have no nought before its point: `a?.5:b`.
    let of_a_number = mark == "?." && text[2..].starts_with(|letter: char| letter.is_ascii_digit());
    Some(if of_a_number { "?" } else { mark })
}

/// Whether a letter can stand in a name; what no other token begins with counts as one.
pub fn in_a_word(letter: char) -> bool {
    let other = !letter.is_ascii() && !is_space(letter);
    other || letter.is_ascii_alphanumeric() || "_$#@\\".contains(letter)
}

fn is_space(letter: char) -> bool {
    letter.is_whitespace() || letter == '\u{feff}'
}

fn ends_a_line(text: &str) -> bool {
    text.contains(['\n', '\r', '\u{2028}', '\u{2029}'])
}

/// The tokens of a script.
pub fn tokens(script: &str) -> Vec<ScriptToken<'_>> {
    let mut reader = Reader {
        script,
        at: 0,
        open: Vec::new(),
        tokens: Vec::new(),
    };
    while reader.token() {}
    reader.tokens
}

/// What a bracket that is open belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    /// A value in a template.
    Template,
    /// What is said of `for`.
    For,
    /// What is said of `if`, `while` or `with`: a statement follows.
    Control,
    Other,
}

struct Reader<'t> {
    script: &'t str,
    at: usize,
    open: Vec<Open>,
    tokens: Vec<ScriptToken<'t>>,
}

impl<'t> Reader<'t> {
    /// Reads one more token; whether there was one.
    fn token(&mut self) -> bool {
        let (gap, cast) = self.between();
        let start = self.at;
        let rest = &self.script[start..];
        let Some(first) = rest.chars().next() else {
            return false;
        };
        let second = rest[first.len_utf8()..].chars().next();
        let is_number = first.is_ascii_digit()
            || (first == '.' && second.is_some_and(|letter| letter.is_ascii_digit()));
        let (kind, length, before_value) = if is_number {
            let part = |letter| in_a_word(letter) || letter == '.';
            (ScriptTokenKind::Number, run(rest, part), false)
        } else if in_a_word(first) {
            let length = run(rest, in_a_word);
            (
                ScriptTokenKind::Word,
                length,
                self.word_before_value(&rest[..length]),
            )
        } else if first == '"' || first == '\'' {
            (ScriptTokenKind::Text, quoted(rest, first), false)
        } else if first == '`' || (first == '}' && self.open.last() == Some(&Open::Template)) {
            let (length, value) = template(rest);
            match (first, value) {
                ('`', true) => self.open.push(Open::Template),
                ('}', false) => drop(self.open.pop()),
                _ => {}
            }
            (ScriptTokenKind::Template, length, value)
        } else if let Some(length) = self.pattern(rest) {
            (ScriptTokenKind::Pattern, length, false)
        } else {
            let mark = mark(rest).map_or(first.len_utf8(), str::len);
            (
                ScriptTokenKind::Mark,
                mark,
                self.mark_before_value(&rest[..mark], gap),
            )
        };
        self.at += length;
        self.tokens.push(ScriptToken {
            text: &rest[..length],
            start,
            kind,
            gap,
            before_value,
            cast,
        });
        true
    }

    /// Passes over spaces and comments.
    fn between(&mut self) -> (TokenGap, bool) {
        let (mut gap, mut cast) = (TokenGap::Nothing, false);
        loop {
            let rest = &self.script[self.at..];
            let spaces = run(rest, is_space);
            let length = if spaces > 0 {
                spaces
            } else if rest.starts_with("//") {
                let end = rest.find(['\n', '\r', '\u{2028}', '\u{2029}']);
                end.unwrap_or(rest.len())
            } else if let Some(comment) = rest.strip_prefix("/*") {
                cast = comment.starts_with("* @type {");
                comment.find("*/").map_or(rest.len(), |end| end + 4)
            } else {
                return (gap, cast);
            };
            let line = ends_a_line(&rest[..length]);
            gap = gap.max(if line {
                TokenGap::Line
            } else {
                TokenGap::Space
            });
            self.at += length;
        }
    }

    fn last(&self) -> Option<&ScriptToken<'t>> {
        self.tokens.last()
    }

    /// Whether a value may begin here.
    fn value_may_begin(&self) -> bool {
        self.last().is_none_or(|token| token.before_value)
    }

    /// The word before the token that is read, if it names no part of an object.
    fn word_before(&self, from_the_end: usize) -> Option<&'t str> {
        let index = self.tokens.len().checked_sub(1 + from_the_end)?;
        let before = index.checked_sub(1).map(|index| &self.tokens[index]);
        let is_part = before.is_some_and(|before| before.names_a_part_next());
        let word = &self.tokens[index];
        (word.kind == ScriptTokenKind::Word && !is_part).then_some(word.text)
    }

    fn word_before_value(&self, word: &str) -> bool {
        let is_part = self.last().is_some_and(ScriptToken::names_a_part_next);
        // `of` is a name elsewhere.
        let of = word == "of" && self.open.last() == Some(&Open::For) && !self.value_may_begin();
        !is_part && (of || BEFORE_VALUES.contains(&word))
    }

    /// Keeps the open brackets, and says whether a value may begin behind a mark.
    fn mark_before_value(&mut self, mark: &str, gap: TokenGap) -> bool {
        match mark {
            "(" => {
                let open = match (self.word_before(1), self.word_before(0)) {
                    (_, Some("for")) | (Some("for"), Some("await")) => Open::For,
                    (_, Some("if" | "while" | "with")) => Open::Control,
                    _ => Open::Other,
                };
                self.open.push(open);
                true
            }
            "[" | "{" => {
                self.open.push(Open::Other);
                true
            }
            ")" => matches!(self.open.pop(), Some(Open::For | Open::Control)),
            "]" => {
                self.open.pop();
                false
            }
            "}" => {
                self.open.pop();
                true
            }
            // Behind a value they belong to it, unless a line ends between.
            "++" | "--" => self.value_may_begin() || gap == TokenGap::Line,
            _ => true,
        }
    }

    /// The length of a regular expression that begins here.
    fn pattern(&self, rest: &str) -> Option<usize> {
        if !rest.starts_with('/') || !self.value_may_begin() {
            return None;
        }
        let (mut escaped, mut in_a_class) = (false, false);
        for (index, letter) in rest.char_indices().skip(1) {
            match letter {
                '\n' | '\r' | '\u{2028}' | '\u{2029}' => break,
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '[' => in_a_class = true,
                ']' => in_a_class = false,
                '/' if !in_a_class => return Some(index + 1 + run(&rest[index + 1..], in_a_word)),
                _ => {}
            }
        }
        Some(rest.len())
    }
}

impl ScriptToken<'_> {
    pub fn is(&self, mark: &str) -> bool {
        self.kind == ScriptTokenKind::Mark && self.text == mark
    }

    /// Whether the name of a part of an object follows.
    fn names_a_part_next(&self) -> bool {
        self.is(".") || self.is("?.")
    }
}

/// How much of a text consists of such letters from its beginning on.
fn run(text: &str, part: impl Fn(char) -> bool) -> usize {
    text.find(|letter| !part(letter)).unwrap_or(text.len())
}

/// The length of a part of a template, and whether a value follows.
fn template(rest: &str) -> (usize, bool) {
    let mut before = ' ';
    for (index, letter) in rest.char_indices().skip(1) {
        before = match letter {
            // The letter behind this sign stands for itself.
            _ if before == '\\' => ' ',
            '`' => return (index + 1, false),
            '{' if before == '$' => return (index + 1, true),
            _ => letter,
        };
    }
    (rest.len(), false)
}
