//! What the calls of a page mean: figures, sources, worked examples, the organisation.

use std::collections::HashMap;

use crate::content::{Call, Document, Literal, Part, Phrase, Piece};
use crate::project::ORGANISATION;
use crate::report::{Fault, Report, closest};
use crate::rules::{Answer, Answers, Compiled, Day, RuleBook, iso, parse_day, situations};
use crate::say;
use crate::source::Span;
use crate::yaml::{Name, unknown_name};

/// What a call gives.
#[derive(Debug, Clone, PartialEq)]
pub enum Insert {
    /// A parameter on a day; the flag leaves its unit out.
    Parameter(usize, Day, bool),
    /// A table of all values of a parameter.
    History(usize),
    /// The day from which a parameter's value of today holds.
    Since(usize),
    /// The last day for which a parameter is established.
    Until(usize),
    /// A source, inside a sentence.
    Source(usize),
    /// An amount that is an example, in cents.
    Money(i64),
    /// A worked example.
    Example(Example),
    /// What the organisation says about itself.
    Organisation(&'static str),
    /// The summary table: who can pay in which situation.
    Summary,
    /// What another site writes to show the questionnaire.
    EmbedCode,
    /// The questionnaire as another site shows it.
    EmbedExample,
}

/// A worked example of a CPF bilan, computed by the rules.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    /// What the person of the example answers.
    pub answers: Answers,
    /// The price, in cents.
    pub price: i64,
}

/// The names of the calls that authors may write.
const CALLS: [&str; 11] = [
    "param",
    "history",
    "since",
    "until",
    "source",
    "money",
    "cpf_example",
    "org",
    "summary_table",
    "embed_code",
    "embed_example",
];

/// What every call of a document gives. A call that means nothing is reported.
pub fn inserts(
    document: &Document,
    rules: &Compiled,
    today: Day,
    report: &mut Report,
) -> HashMap<Span, Insert> {
    let mut calls = Vec::new();
    calls_of(&document.body, &mut calls);
    calls_of(&document.notes, &mut calls);
    let front = &document.front;
    let phrases = [Some(&front.title), Some(&front.description)]
        .into_iter()
        .chain([front.menu.as_ref(), front.lead.as_ref()])
        .chain([front.primary.as_ref().map(|primary| &primary.text)])
        .flatten();
    for phrase in phrases {
        calls_of_phrase(phrase, &mut calls);
    }
    let reader = Reader {
        rules,
        book: &rules.book,
        today,
    };
    calls
        .into_iter()
        .filter_map(|call| match reader.insert(call) {
            Ok(insert) => Some((call.span, insert)),
            Err(fault) => {
                report.add(*fault);
                None
            }
        })
        .collect()
}

fn calls_of<'d>(pieces: &'d [Piece], found: &mut Vec<&'d Call>) {
    for piece in pieces {
        match piece {
            Piece::Call(call) => found.push(call),
            Piece::Heading { pieces, .. } => calls_of(pieces, found),
            Piece::Html(_) | Piece::Href(_) | Piece::Word(_) => {}
        }
    }
}

fn calls_of_phrase<'d>(phrase: &'d Phrase, found: &mut Vec<&'d Call>) {
    for part in &phrase.parts {
        if let Part::Call(call) = part {
            found.push(call);
        }
    }
}

struct Reader<'r> {
    rules: &'r Compiled,
    book: &'r RuleBook,
    today: Day,
}

impl Reader<'_> {
    fn insert(&self, call: &Call) -> Result<Insert, Box<Fault>> {
        match call.name.text.as_str() {
            "param" => {
                let parameter = self.parameter(call)?;
                let day = match call.named("on") {
                    Some(argument) => match &argument.value {
                        Literal::Text(text) => {
                            parse_day(text).ok_or_else(|| bad_date(argument.span))?
                        }
                        _ => return Err(bad_date(argument.span)),
                    },
                    None => self.today,
                };
                let bare = call
                    .named("bare")
                    .is_some_and(|argument| argument.value == Literal::Bool(true));
                only(call, 1, &["on", "bare"])?;
                Ok(Insert::Parameter(parameter, day, bare))
            }
            "history" => only(call, 1, &[]).and(self.parameter(call).map(Insert::History)),
            "since" => only(call, 1, &[]).and(self.since(call)),
            "until" => only(call, 1, &[]).and(self.parameter(call).map(Insert::Until)),
            "source" => {
                only(call, 1, &[])?;
                let (name, span) = first_text(call)?;
                let known = self.book.sources.iter().map(|source| source.id.as_str());
                place("unknown-source", &name, span, known).map(Insert::Source)
            }
            "money" => {
                only(call, 1, &[])?;
                match call.positional().next().map(|argument| &argument.value) {
                    Some(Literal::Number(cents)) => Ok(Insert::Money(*cents)),
                    _ => Err(wrong(
                        call,
                        say!(
                            "`money` veut un montant, comme `money(1800)`",
                            "`money` takes an amount, like `money(1800)`"
                        ),
                    )),
                }
            }
            "org" => {
                only(call, 1, &[])?;
                let (name, span) = first_text(call)?;
                let found = place("unknown-field", &name, span, ORGANISATION)?;
                Ok(Insert::Organisation(ORGANISATION[found]))
            }
            "embed_code" => only(call, 0, &[]).map(|()| Insert::EmbedCode),
            "embed_example" => only(call, 0, &[]).map(|()| Insert::EmbedExample),
            "cpf_example" => self.example(call).map(Insert::Example),
            "summary_table" => {
                only(call, 0, &[])?;
                match situations(self.book) {
                    Some(_) => Ok(Insert::Summary),
                    None => Err(wrong(
                        call,
                        say!(
                            "les règles n'ont pas de question à options posée à tout le monde : il n'y a pas de situations à mettre en lignes",
                            "the rules have no choice question that everybody is asked: there are no situations to make rows of"
                        ),
                    )),
                }
            }
            _ => Err(Box::new(unknown_name("unknown-call", &call.name, CALLS))),
        }
    }

    fn parameter(&self, call: &Call) -> Result<usize, Box<Fault>> {
        let (name, span) = first_text(call)?;
        let known = self.book.parameters.iter().map(|found| found.id.as_str());
        place("unknown-parameter", &name, span, known)
    }

    /// `since("cpf_ceiling")`, of a value whose first day is established.
    fn since(&self, call: &Call) -> Result<Insert, Box<Fault>> {
        let place = self.parameter(call)?;
        let parameter = &self.book.parameters[place];
        let Some(dated) = parameter.dated(self.today) else {
            return Ok(Insert::Since(place));
        };
        if dated.began && !self.book.observed(dated) {
            return Ok(Insert::Since(place));
        }
        let (id, day) = (&parameter.id, iso(dated.from));
        let message = if dated.began {
            say!(
                "la valeur de `{id}` a été constatée : elle a une année, et pas de premier jour",
                "the value of `{id}` was observed: it has a year, and no first day"
            )
        } else {
            say!(
                "le premier jour de la valeur de `{id}` n'est pas établi : elle est seulement connue depuis le {day}",
                "the first day of the value of `{id}` is not established: it is only known to hold from {day}"
            )
        };
        let fault = Fault::error("since-not-established", message).at(call.span);
        Err(Box::new(fault.help(say!(
            "dites la valeur sans « depuis », ou montrez `{{{{ history(\"{id}\") }}}}`",
            "tell the value without \"since\", or show `{{{{ history(\"{id}\") }}}}`"
        ))))
    }

    /// `cpf_example(price=1800, balance=2000, topup=400, topup_by="dotation")`.
    fn example(&self, call: &Call) -> Result<Example, Box<Fault>> {
        only(
            call,
            0,
            &[
                "price",
                "balance",
                "topup",
                "topup_by",
                "share_paid",
                "exempt",
            ],
        )?;
        let number = |name: &str| match call.named(name).map(|argument| &argument.value) {
            Some(Literal::Number(cents)) => Some(*cents),
            _ => None,
        };
        let (Some(price), Some(balance)) = (number("price"), number("balance")) else {
            return Err(wrong(
                call,
                say!(
                    "`cpf_example` veut un prix et un solde : `cpf_example(price=1800, balance=2000)`",
                    "`cpf_example` takes a price and a balance: `cpf_example(price=1800, balance=2000)`"
                ),
            ));
        };
        let exempt = call
            .named("exempt")
            .is_some_and(|argument| argument.value == Literal::Bool(true));
        let mut answers = Answers::on(self.book, self.today);
        let mut set = |question: &str, answer: &str| self.set(&mut answers, question, answer);
        set("status", if exempt { "jobseeker" } else { "permanent" });
        set("leave", "none");
        set("working_time", "outside");
        set("previous_bilan", "none");
        set("provider", "listed");
        let (topup, share_paid) = (number("topup"), number("share_paid"));
        let by = match call.named("topup_by").map(|argument| &argument.value) {
            Some(Literal::Text(by)) => by.as_str(),
            _ if topup.is_some() => "employer",
            _ if share_paid.is_some() => "share",
            _ => "none",
        };
        set("topup_by", by);
        if let Some(topup) = topup {
            self.set_number(&mut answers, "topup", topup);
        }
        // Nobody else pays the contribution unless the page says so.
        self.set_number(&mut answers, "share_paid", share_paid.unwrap_or(0));
        self.set_number(&mut answers, "price", price);
        self.set_number(&mut answers, "balance", balance);
        Ok(Example { answers, price })
    }

    fn set(&self, answers: &mut Answers, question: &str, answer: &str) {
        if let Some(place) = self.book.question(question)
            && let Ok(answer) = crate::rules::read_answer(self.book, place, answer)
        {
            answers.set(place, answer);
        }
    }

    fn set_number(&self, answers: &mut Answers, question: &str, number: i64) {
        if let Some(place) = self.rules.book.question(question) {
            answers.set(place, Answer::Known(number));
        }
    }
}

fn place<'k>(
    id: &'static str,
    name: &str,
    span: Span,
    known: impl IntoIterator<Item = &'k str> + Clone,
) -> Result<usize, Box<Fault>> {
    let found = known.clone().into_iter().position(|known| known == name);
    found.ok_or_else(|| {
        let fault = Fault::error(
            id,
            say!("`{name}` n'est pas connu", "`{name}` is not known"),
        )
        .at(span);
        Box::new(match closest(name, known) {
            Some(meant) => fault.help(say!(
                "vouliez-vous écrire `{meant}` ?",
                "did you mean `{meant}`?"
            )),
            None => fault.help(say!(
                "les noms possibles sont dans content/rules et dans site.yaml",
                "the possible names are in content/rules and in site.yaml"
            )),
        })
    })
}

fn first_text(call: &Call) -> Result<(String, Span), Box<Fault>> {
    match call.positional().next() {
        Some(argument) => match &argument.value {
            Literal::Text(text) => Ok((text.clone(), argument.span)),
            _ => Err(needs_name(call)),
        },
        None => Err(needs_name(call)),
    }
}

fn needs_name(call: &Call) -> Box<Fault> {
    let name = &call.name.text;
    wrong(
        call,
        say!(
            "`{name}` veut un nom entre guillemets",
            "`{name}` takes a name in quotes"
        ),
    )
}

fn wrong(call: &Call, message: crate::language::Bilingual<String>) -> Box<Fault> {
    Box::new(Fault::error("wrong-call", message).at(call.span))
}

fn bad_date(span: Span) -> Box<Fault> {
    Box::new(
        Fault::error(
            "wrong-call",
            say!(
                "`on` veut une date comme \"2026-11-22\"",
                "`on` takes a date like \"2026-11-22\""
            ),
        )
        .at(span),
    )
}

/// Refuses arguments that a call does not take.
fn only(call: &Call, most: usize, names: &[&str]) -> Result<(), Box<Fault>> {
    if let Some(extra) = call.positional().nth(most) {
        return Err(Box::new(
            Fault::error(
                "wrong-call",
                say!("cette valeur est de trop", "this value is one too many"),
            )
            .at(extra.span),
        ));
    }
    for argument in &call.arguments {
        if let Some(Name { text, span }) = &argument.name
            && !names.contains(&text.as_str())
        {
            let name = Name {
                text: text.clone(),
                span: *span,
            };
            let known: Vec<&str> = names.to_vec();
            return Err(Box::new(unknown_name("wrong-call", &name, known)));
        }
    }
    Ok(())
}
