//! The grammar of conditions and formulas: text in, a tree with places out.
//!
//! ```text
//! expression = "if" expression "then" expression "else" expression | range
//! range      = either [ "to" either ]
//! either     = both { "or" both }
//! both       = negation { "and" negation }
//! negation   = "not" negation | comparison
//! comparison = sum [ ("=" | "!=" | "<" | "<=" | ">" | ">=") sum | ["not"] "in" (list | name) ]
//! sum        = product { ("+" | "-") product }
//! product    = primary { "*" primary }
//! primary    = number [ unit ] | date | name [ "." name ] | name "(" arguments ")" | "(" expression ")"
//! list       = "[" name { "," name } "]"
//! ```

use crate::report::Fault;
use crate::rules::calendar::{Day, iso, parse_day};
use crate::rules::unit::{Unit, hundredths};
use crate::say;
use crate::source::Span;

/// A parsed expression, whose names mean nothing yet.
#[derive(Debug, Clone, PartialEq)]
pub struct Expression {
    /// Where it stands.
    pub span: Span,
    /// What it says.
    pub kind: Kind,
}

/// What an [`Expression`] says.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// A number in hundredths, with its unit where one is written.
    Number(i64, Option<Unit>),
    /// A date.
    Date(Day),
    /// A name.
    Name(String),
    /// A name inside another: `cpf.covered`.
    Inner(String, String),
    /// `min(…)`, `max(…)`, `known(…)`.
    Call(String, Vec<Expression>),
    /// A comparison.
    Compare(Box<Expression>, Comparison, Box<Expression>),
    /// Membership; the flag says `not in`.
    In(Box<Expression>, Vec<Expression>, bool),
    /// `+`, `-` or `*`.
    Arithmetic(Box<Expression>, Operator, Box<Expression>),
    /// Every one holds.
    And(Vec<Expression>),
    /// At least one holds.
    Or(Vec<Expression>),
    /// It does not hold.
    Not(Box<Expression>),
    /// The second where the first holds, else the third.
    If(Box<Expression>, Box<Expression>, Box<Expression>),
    /// Anything from the first to the second.
    Range(Box<Expression>, Box<Expression>),
}

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `!=`
    Different,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
}

impl Comparison {
    /// Whether the comparison holds between two numbers.
    pub fn holds(self, left: i64, right: i64) -> bool {
        match self {
            Comparison::Equal => left == right,
            Comparison::Different => left != right,
            Comparison::Less => left < right,
            Comparison::AtMost => left <= right,
            Comparison::Greater => left > right,
            Comparison::AtLeast => left >= right,
        }
    }

    /// The comparison with its two sides exchanged.
    pub fn mirrored(self) -> Comparison {
        match self {
            Comparison::Less => Comparison::Greater,
            Comparison::AtMost => Comparison::AtLeast,
            Comparison::Greater => Comparison::Less,
            Comparison::AtLeast => Comparison::AtMost,
            same => same,
        }
    }

    /// The sign as it is written.
    pub fn sign(self) -> &'static str {
        match self {
            Comparison::Equal => "=",
            Comparison::Different => "!=",
            Comparison::Less => "<",
            Comparison::AtMost => "<=",
            Comparison::Greater => ">",
            Comparison::AtLeast => ">=",
        }
    }
}

/// How two numbers are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Operator {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
}

/// What was parsed, or the fault that stops it.
type Parsed<T> = Result<T, Box<Fault>>;

/// Parses an expression that stands at `span` in its file.
pub fn parse(text: &str, span: Span) -> Parsed<Expression> {
    let tokens = tokens(text, span)?;
    let mut parser = Parser {
        tokens,
        next: 0,
        depth: 0,
        end: span.inside(text.len(), text.len()),
    };
    let expression = parser.expression()?;
    match parser.peek() {
        None => Ok(expression),
        Some(token) => Err(parser.unexpected_token(token.clone())),
    }
}

#[derive(Debug, Clone, PartialEq)]
struct Token {
    span: Span,
    kind: TokenKind,
}

#[derive(Debug, Clone, PartialEq)]
enum TokenKind {
    Word(String),
    Number(i64),
    Date(Day),
    Sign(&'static str),
}

/// Longer signs first, so that `<=` is not read as `<` and `=`.
const SIGNS: [&str; 15] = [
    "!=", "<=", ">=", "=", "<", ">", "+", "-", "*", "(", ")", "[", "]", ",", ".",
];

fn tokens(text: &str, whole: Span) -> Parsed<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        let length_while =
            |allowed: fn(char) -> bool| rest.find(|letter| !allowed(letter)).unwrap_or(rest.len());
        let (length, kind) = if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        } else if first.is_ascii_digit() {
            let length = length_while(|letter| letter.is_ascii_digit() || letter == '-');
            if let Some(day) = parse_day(&rest[..length]) {
                (length, TokenKind::Date(day))
            } else {
                let length = length_while(|letter| letter.is_ascii_digit() || letter == '.');
                let number = hundredths(&rest[..length])
                    .ok_or_else(|| bad_number(&rest[..length], whole.inside(at, at + length)))?;
                (length, TokenKind::Number(number))
            }
        } else if first.is_ascii_alphabetic() || first == '_' {
            let length = length_while(|letter| letter.is_ascii_alphanumeric() || letter == '_');
            (length, TokenKind::Word(rest[..length].to_owned()))
        } else if let Some(sign) = SIGNS.into_iter().find(|sign| rest.starts_with(sign)) {
            (sign.len(), TokenKind::Sign(sign))
        } else {
            let length = first.len_utf8();
            let fault = Fault::error(
                "expression-syntax",
                say!(
                    "le signe `{first}` n'a pas de sens dans une condition",
                    "the sign `{first}` has no meaning in a condition"
                ),
            )
            .at(whole.inside(at, at + length));
            return Err(Box::new(fault));
        };
        tokens.push(Token {
            span: whole.inside(at, at + length),
            kind,
        });
        at += length;
    }
    Ok(tokens)
}

fn bad_number(text: &str, span: Span) -> Box<Fault> {
    let fault = Fault::error(
        "bad-number",
        say!(
            "`{text}` n'est ni un nombre ni une date",
            "`{text}` is neither a number nor a date"
        ),
    )
    .at(span)
    .help(say!(
        "écrivez un nombre comme 1600 ou 103.20, une date comme 2026-11-22",
        "write a number like 1600 or 103.20, a date like 2026-11-22"
    ));
    Box::new(fault)
}

/// How deep parentheses, `not` and `if` may stand in one another.
const DEEPEST: usize = 64;

struct Parser {
    tokens: Vec<Token>,
    next: usize,
    depth: usize,
    end: Span,
}

impl Parser {
    fn expression(&mut self) -> Parsed<Expression> {
        self.depth += 1;
        if self.depth > DEEPEST {
            let fault = Fault::error(
                "expression-syntax",
                say!(
                    "cette expression est trop imbriquée",
                    "this expression is nested too deeply"
                ),
            )
            .at(self.here());
            return Err(Box::new(fault));
        }
        let parsed = self.conditional();
        self.depth -= 1;
        parsed
    }

    fn conditional(&mut self) -> Parsed<Expression> {
        let start = self.here();
        if !self.take_word("if") {
            return self.range();
        }
        let condition = self.expression()?;
        self.need_word("then")?;
        let then = self.expression()?;
        self.need_word("else")?;
        let otherwise = self.expression()?;
        Ok(Expression {
            span: start.to(otherwise.span),
            kind: Kind::If(condition.into(), then.into(), otherwise.into()),
        })
    }

    fn range(&mut self) -> Parsed<Expression> {
        let low = self.either()?;
        if !self.take_word("to") {
            return Ok(low);
        }
        let high = self.either()?;
        Ok(Expression {
            span: low.span.to(high.span),
            kind: Kind::Range(low.into(), high.into()),
        })
    }

    fn either(&mut self) -> Parsed<Expression> {
        self.chain("or", Parser::both, Kind::Or)
    }

    fn both(&mut self) -> Parsed<Expression> {
        self.chain("and", Parser::negation, Kind::And)
    }

    fn chain(
        &mut self,
        word: &str,
        part: fn(&mut Parser) -> Parsed<Expression>,
        kind: fn(Vec<Expression>) -> Kind,
    ) -> Parsed<Expression> {
        let mut parts = vec![part(self)?];
        while self.take_word(word) {
            parts.push(part(self)?);
        }
        Ok(match parts.len() {
            1 => parts.remove(0),
            count => Expression {
                span: parts[0].span.to(parts[count - 1].span),
                kind: kind(parts),
            },
        })
    }

    fn negation(&mut self) -> Parsed<Expression> {
        let start = self.here();
        if !self.take_word("not") {
            return self.comparison();
        }
        self.depth += 1;
        if self.depth > DEEPEST {
            return self.expression();
        }
        let inner = self.negation()?;
        self.depth -= 1;
        Ok(Expression {
            span: start.to(inner.span),
            kind: Kind::Not(inner.into()),
        })
    }

    fn comparison(&mut self) -> Parsed<Expression> {
        let left = self.sum()?;
        let signs = [
            ("=", Comparison::Equal),
            ("!=", Comparison::Different),
            ("<=", Comparison::AtMost),
            ("<", Comparison::Less),
            (">=", Comparison::AtLeast),
            (">", Comparison::Greater),
        ];
        for (sign, comparison) in signs {
            if self.take_sign(sign).is_some() {
                let right = self.sum()?;
                return Ok(Expression {
                    span: left.span.to(right.span),
                    kind: Kind::Compare(left.into(), comparison, right.into()),
                });
            }
        }
        let negated = self.peek_word("not") && self.word_after("in");
        if negated {
            self.next += 1;
        }
        if !self.take_word("in") {
            return Ok(left);
        }
        let (members, end) = self.members()?;
        Ok(Expression {
            span: left.span.to(end),
            kind: Kind::In(left.into(), members, negated),
        })
    }

    /// `[a, b]`, or the name of a group.
    fn members(&mut self) -> Parsed<(Vec<Expression>, Span)> {
        if self.take_sign("[").is_none() {
            let group = self.primary()?;
            let span = group.span;
            return Ok((vec![group], span));
        }
        let mut members = vec![self.primary()?];
        while self.take_sign(",").is_some() {
            members.push(self.primary()?);
        }
        match self.take_sign("]") {
            Some(end) => Ok((members, end)),
            None => Err(self.expected("]")),
        }
    }

    fn sum(&mut self) -> Parsed<Expression> {
        let mut left = self.product()?;
        loop {
            let operator = if self.take_sign("+").is_some() {
                Operator::Add
            } else if self.take_sign("-").is_some() {
                Operator::Subtract
            } else {
                return Ok(left);
            };
            let right = self.product()?;
            left = Expression {
                span: left.span.to(right.span),
                kind: Kind::Arithmetic(left.into(), operator, right.into()),
            };
        }
    }

    fn product(&mut self) -> Parsed<Expression> {
        let mut left = self.primary()?;
        while self.take_sign("*").is_some() {
            let right = self.primary()?;
            left = Expression {
                span: left.span.to(right.span),
                kind: Kind::Arithmetic(left.into(), Operator::Multiply, right.into()),
            };
        }
        Ok(left)
    }

    fn primary(&mut self) -> Parsed<Expression> {
        let Some(token) = self.peek().cloned() else {
            let fault = Fault::error(
                "expression-syntax",
                say!(
                    "l'expression s'arrête trop tôt",
                    "the expression ends too early"
                ),
            )
            .at(self.end);
            return Err(Box::new(fault));
        };
        self.next += 1;
        let whole = |span: Span, kind: Kind| Ok(Expression { span, kind });
        match token.kind {
            TokenKind::Number(number) => {
                let unit = match self.peek() {
                    Some(Token {
                        kind: TokenKind::Word(word),
                        ..
                    }) => literal_unit(word),
                    _ => None,
                };
                let span = match unit {
                    Some(_) => {
                        self.next += 1;
                        token.span.to(self.tokens[self.next - 1].span)
                    }
                    None => token.span,
                };
                whole(span, Kind::Number(number, unit))
            }
            TokenKind::Date(day) => whole(token.span, Kind::Date(day)),
            TokenKind::Word(word) if is_reserved(&word) => Err(self.unexpected_token(Token {
                span: token.span,
                kind: TokenKind::Word(word),
            })),
            TokenKind::Word(name) => self.name(name, token.span),
            TokenKind::Sign("(") => {
                let inner = self.expression()?;
                match self.take_sign(")") {
                    Some(end) => whole(token.span.to(end), inner.kind),
                    None => Err(self.expected(")")),
                }
            }
            TokenKind::Sign(_) => Err(self.unexpected_token(token)),
        }
    }

    fn name(&mut self, name: String, span: Span) -> Parsed<Expression> {
        if self.take_sign(".").is_some() {
            let Some(Token {
                span: end,
                kind: TokenKind::Word(inner),
            }) = self.peek().cloned()
            else {
                return Err(self.expected("un nom / a name"));
            };
            self.next += 1;
            return Ok(Expression {
                span: span.to(end),
                kind: Kind::Inner(name, inner),
            });
        }
        if self.take_sign("(").is_none() {
            return Ok(Expression {
                span,
                kind: Kind::Name(name),
            });
        }
        let mut arguments = vec![self.expression()?];
        while self.take_sign(",").is_some() {
            arguments.push(self.expression()?);
        }
        match self.take_sign(")") {
            Some(end) => Ok(Expression {
                span: span.to(end),
                kind: Kind::Call(name, arguments),
            }),
            None => Err(self.expected(")")),
        }
    }

    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next)
    }

    fn here(&self) -> Span {
        self.peek().map_or(self.end, |token| token.span)
    }

    fn peek_word(&self, word: &str) -> bool {
        matches!(self.peek(), Some(Token { kind: TokenKind::Word(found), .. }) if found == word)
    }

    fn word_after(&self, word: &str) -> bool {
        matches!(
            self.tokens.get(self.next + 1),
            Some(Token { kind: TokenKind::Word(found), .. }) if found == word
        )
    }

    fn take_word(&mut self, word: &str) -> bool {
        let found = self.peek_word(word);
        self.next += usize::from(found);
        found
    }

    fn need_word(&mut self, word: &str) -> Parsed<()> {
        if self.take_word(word) {
            Ok(())
        } else {
            Err(self.expected(word))
        }
    }

    fn take_sign(&mut self, sign: &str) -> Option<Span> {
        let token = self.peek()?;
        if token.kind != TokenKind::Sign(SIGNS.into_iter().find(|known| *known == sign)?) {
            return None;
        }
        let span = token.span;
        self.next += 1;
        Some(span)
    }

    fn expected(&self, what: &str) -> Box<Fault> {
        let fault = Fault::error(
            "expression-syntax",
            say!("`{what}` est attendu ici", "`{what}` is expected here"),
        )
        .at(self.here());
        Box::new(fault)
    }

    fn unexpected_token(&self, token: Token) -> Box<Fault> {
        let shown = match token.kind {
            TokenKind::Word(word) => word,
            TokenKind::Sign(sign) => sign.to_owned(),
            TokenKind::Number(number) => format!("{}", number as f64 / 100.0),
            TokenKind::Date(day) => iso(day),
        };
        let fault = Fault::error(
            "expression-syntax",
            say!(
                "`{shown}` n'est pas à sa place",
                "`{shown}` is out of place"
            ),
        )
        .at(token.span)
        .help(say!(
            "reliez deux conditions par `and` ou `or` ; comparez par `=`, `<`, `in [a, b]`",
            "join two conditions with `and` or `or`; compare with `=`, `<`, `in [a, b]`"
        ));
        Box::new(fault)
    }
}

fn is_reserved(word: &str) -> bool {
    ["and", "or", "not", "in", "if", "then", "else", "to"].contains(&word)
}

/// The units that a number may carry inside an expression, also in the singular.
fn literal_unit(word: &str) -> Option<Unit> {
    match word {
        "day" | "days" => Some(Unit::Day),
        "week" | "weeks" => Some(Unit::Week),
        "month" | "months" => Some(Unit::Month),
        "year" | "years" => Some(Unit::Year),
        "h" => Some(Unit::Hour),
        "EUR" => Some(Unit::Euro),
        _ => None,
    }
}
