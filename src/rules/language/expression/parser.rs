//! Reads the tokens of an expression by the grammar, one function for each of its lines.

use super::tokens::{SIGNS, Token, TokenKind};
use super::{Comparator, Expression, ExpressionKind, Operator, Parsed};
use crate::report::Fault;
use crate::rules::book::calendar::iso;
use crate::rules::book::unit::Unit;
use crate::say;
use crate::source::Span;

/// How deep parentheses, `not` and `if` may stand in one another.
const DEEPEST: usize = 64;

/// How many `+`, `-` and `*` an expression may hold: each is one level more in its tree.
const MOST_OPERATORS: usize = 200;

pub(super) struct Parser {
    pub(super) tokens: Vec<Token>,
    pub(super) next: usize,
    pub(super) depth: usize,
    pub(super) operators: usize,
    pub(super) end: Span,
}

impl Parser {
    pub(super) fn expression(&mut self) -> Parsed<Expression> {
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
            kind: ExpressionKind::If(condition.into(), then.into(), otherwise.into()),
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
            kind: ExpressionKind::Range(low.into(), high.into()),
        })
    }

    fn either(&mut self) -> Parsed<Expression> {
        self.chain("or", Parser::both, ExpressionKind::Or)
    }

    fn both(&mut self) -> Parsed<Expression> {
        self.chain("and", Parser::negation, ExpressionKind::And)
    }

    fn chain(
        &mut self,
        word: &str,
        part: fn(&mut Parser) -> Parsed<Expression>,
        kind: fn(Vec<Expression>) -> ExpressionKind,
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
            return self.comparator();
        }
        self.depth += 1;
        if self.depth > DEEPEST {
            return self.expression();
        }
        let inner = self.negation()?;
        self.depth -= 1;
        Ok(Expression {
            span: start.to(inner.span),
            kind: ExpressionKind::Not(inner.into()),
        })
    }

    fn comparator(&mut self) -> Parsed<Expression> {
        let left = self.sum()?;
        let signs = [
            ("=", Comparator::Equal),
            ("!=", Comparator::Different),
            ("<=", Comparator::AtMost),
            ("<", Comparator::Less),
            (">=", Comparator::AtLeast),
            (">", Comparator::Greater),
        ];
        for (sign, comparator) in signs {
            if self.take_sign(sign).is_some() {
                let right = self.sum()?;
                return Ok(Expression {
                    span: left.span.to(right.span),
                    kind: ExpressionKind::Compare(left.into(), comparator, right.into()),
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
            kind: ExpressionKind::In(left.into(), members, negated),
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
            self.one_more_operator()?;
            let right = self.product()?;
            left = Expression {
                span: left.span.to(right.span),
                kind: ExpressionKind::Arithmetic(left.into(), operator, right.into()),
            };
        }
    }

    fn product(&mut self) -> Parsed<Expression> {
        let mut left = self.primary()?;
        loop {
            let operator = if self.take_sign("*").is_some() {
                Operator::Multiply
            } else if self.take_sign("/").is_some() {
                Operator::Divide
            } else {
                return Ok(left);
            };
            self.one_more_operator()?;
            let right = self.primary()?;
            left = Expression {
                span: left.span.to(right.span),
                kind: ExpressionKind::Arithmetic(left.into(), operator, right.into()),
            };
        }
    }

    fn one_more_operator(&mut self) -> Parsed<()> {
        self.operators += 1;
        if self.operators <= MOST_OPERATORS {
            return Ok(());
        }
        let fault = Fault::error(
            "expression-syntax",
            say!(
                "cette expression a plus de {MOST_OPERATORS} signes `+`, `-`, `*` et `/`",
                "this expression has more than {MOST_OPERATORS} signs `+`, `-`, `*` and `/`"
            ),
        )
        .at(self.here());
        Err(Box::new(fault))
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
        let whole = |span: Span, kind: ExpressionKind| Ok(Expression { span, kind });
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
                whole(span, ExpressionKind::Number(number, unit))
            }
            TokenKind::Date(day) => whole(token.span, ExpressionKind::Date(day)),
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
                kind: ExpressionKind::Inner(name, inner),
            });
        }
        if self.take_sign("[").is_some() {
            let key = self.primary()?;
            let ExpressionKind::Name(key) = key.kind else {
                return Err(self.expected("un nom / a name"));
            };
            return match self.take_sign("]") {
                Some(end) => Ok(Expression {
                    span: span.to(end),
                    kind: ExpressionKind::Keyed(name, key),
                }),
                None => Err(self.expected("]")),
            };
        }
        if self.take_sign("(").is_none() {
            return Ok(Expression {
                span,
                kind: ExpressionKind::Name(name),
            });
        }
        let mut arguments = vec![self.expression()?];
        while self.take_sign(",").is_some() {
            arguments.push(self.expression()?);
        }
        match self.take_sign(")") {
            Some(end) => Ok(Expression {
                span: span.to(end),
                kind: ExpressionKind::Call(name, arguments),
            }),
            None => Err(self.expected(")")),
        }
    }

    pub(super) fn peek(&self) -> Option<&Token> {
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

    pub(super) fn unexpected_token(&self, token: Token) -> Box<Fault> {
        let shown = match token.kind {
            TokenKind::Word(word) => word,
            TokenKind::Sign(sign) => sign.to_owned(),
            TokenKind::Number(number) => number.to_string(),
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
        "percent" => Some(Unit::Percent),
        _ => None,
    }
}
