//! What the calls of a page mean: figures, sources, worked examples, the organisation.

use std::collections::HashMap;

use crate::content::{Argument, Call, Document, KnownTest, Literal};
use crate::project::ORGANISATION;
use crate::report::{Fault, Report, closest};
use crate::rules::{
    Answer, Answers, Day, Hundredths, ParameterId, QuestionId, RuleBook, SourceId, answer_named,
    iso, parse_day, situations,
};
use crate::say;
use crate::site::established::tell_ends;
use crate::site::examples::Example;
use crate::source::Span;
use crate::yaml::{Name, unknown_name};

/// What a call gives.
#[derive(Debug, Clone, PartialEq)]
pub enum ResolvedCall {
    /// A value of a parameter.
    Figure(Figure),
    /// A table of all values of a parameter.
    History(ParameterId),
    /// The day from which a parameter's value of today holds.
    Since(ParameterId),
    /// The last day for which parameters are established, all of them.
    Until(Vec<ParameterId>),
    /// A source, inside a sentence.
    Source(SourceId),
    /// An amount that is an example, in cents.
    Money(i64),
    /// A worked example.
    Example(ShownExample),
    /// What the organisation says about itself.
    Organisation(&'static str),
    /// The summary table: who can pay in which situation.
    Summary,
    /// What another site writes to show the questionnaire.
    EmbedCode,
    /// The questionnaire as another site shows it.
    EmbedExample,
}

/// A value of a parameter, as a page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The parameter.
    pub parameter: ParameterId,
    /// The day that the author named; otherwise it is the day of the site.
    pub on: Option<Day>,
    /// Whether the value that was last known will do.
    pub last: bool,
    /// Whether the unit is left out.
    pub bare: bool,
    /// The last day of the value, where it is to be told beside it.
    pub until: Option<Day>,
    /// Whether it stands in parentheses already.
    pub enclosed: bool,
}

impl Figure {
    /// The day on which the value is read, for a site of this day; none where it was never known.
    pub fn day(&self, book: &RuleBook, today: Day) -> Option<Day> {
        let parameter = &book.parameters[self.parameter];
        let day = self.on.unwrap_or(today);
        if self.last {
            parameter.last_day_known(day)
        } else {
            Some(day).filter(|day| parameter.known(*day))
        }
    }
}

/// A worked example on a page.
#[derive(Debug, Clone, PartialEq)]
pub struct ShownExample {
    /// Which of the site's examples it is.
    pub example: usize,
    /// What its person answers here.
    pub answers: Answers,
}

/// The names of the calls that authors may write.
const CALLS: [&str; 12] = [
    "param",
    "last",
    "history",
    "since",
    "until",
    "source",
    "money",
    "example",
    "org",
    "summary_table",
    "embed_code",
    "embed_example",
];

/// What every call of a document gives. A call that means nothing is reported.
pub fn inserts(
    document: &Document,
    book: &RuleBook,
    examples: &[Example],
    today: Day,
    report: &mut Report,
) -> HashMap<Span, ResolvedCall> {
    let reader = Reader {
        book,
        examples,
        today,
    };
    for test in document.tests() {
        reader.test(test, report);
    }
    let calls = document.calls().into_iter();
    let mut inserts = calls
        .filter_map(
            |call| match reader.insert(call).and_then(|insert| alone(call, insert)) {
                Ok(insert) => Some((call.span, insert)),
                Err(fault) => {
                    report.add(*fault);
                    None
                }
            },
        )
        .collect();
    tell_ends(document, book, today, &mut inserts);
    inserts
}

struct Reader<'r> {
    book: &'r RuleBook,
    examples: &'r [Example],
    today: Day,
}

impl Reader<'_> {
    fn insert(&self, call: &Call) -> Result<ResolvedCall, Box<Fault>> {
        match call.name.text.as_str() {
            "param" => self.figure(call, false).map(ResolvedCall::Figure),
            "last" => self.figure(call, true).map(ResolvedCall::Figure),
            "history" => only(call, 1, &[]).and(self.parameter(call).map(ResolvedCall::History)),
            "since" => only(call, 1, &[]).and(self.since(call)),
            "until" => only(call, usize::MAX, &[]).and(self.until(call)),
            "source" => {
                only(call, 1, &[])?;
                let (name, span) = first_text(call)?;
                let known = self.book.sources.iter().map(|source| source.id.as_str());
                known_place("unknown-source", &name, span, known)
                    .map(|source| ResolvedCall::Source(SourceId::new(source)))
            }
            "money" => {
                only(call, 1, &[])?;
                match call.positional().next().map(|argument| &argument.value) {
                    Some(Literal::Number(cents)) => Ok(ResolvedCall::Money(*cents)),
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
                let found = known_place("unknown-field", &name, span, ORGANISATION)?;
                Ok(ResolvedCall::Organisation(ORGANISATION[found]))
            }
            "embed_code" => only(call, 0, &[]).map(|()| ResolvedCall::EmbedCode),
            "embed_example" => only(call, 0, &[]).map(|()| ResolvedCall::EmbedExample),
            "example" => self.example(call).map(ResolvedCall::Example),
            "summary_table" => {
                only(call, 0, &[])?;
                match situations(self.book) {
                    Some(_) => Ok(ResolvedCall::Summary),
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

    fn parameter(&self, call: &Call) -> Result<ParameterId, Box<Fault>> {
        let (name, span) = first_text(call)?;
        self.named(&name, span)
    }

    fn named(&self, name: &str, span: Span) -> Result<ParameterId, Box<Fault>> {
        let known = self.book.parameters.iter().map(|found| found.id.as_str());
        known_place("unknown-parameter", name, span, known).map(ParameterId::new)
    }

    /// `known("participation")`: every parameter of a test exists.
    fn test(&self, test: &KnownTest, report: &mut Report) {
        for name in &test.parameters {
            if let Err(fault) = self.named(&name.text, name.span) {
                report.add(*fault);
            }
        }
    }

    /// `param("cpf_ceiling", on="2025-06-01")`, or the value that was `last` known.
    fn figure(&self, call: &Call, last: bool) -> Result<Figure, Box<Fault>> {
        let parameter = self.parameter(call)?;
        let on = match call.named("on") {
            Some(argument) => match &argument.value {
                Literal::Text(text) => {
                    Some(parse_day(text).ok_or_else(|| bad_date(argument.span))?)
                }
                _ => return Err(bad_date(argument.span)),
            },
            None => None,
        };
        let bare = call
            .named("bare")
            .is_some_and(|argument| argument.value == Literal::Bool(true));
        only(call, 1, if last { &["bare"] } else { &["on", "bare"] })?;
        Ok(Figure {
            parameter,
            on,
            last,
            bare,
            until: None,
            enclosed: false,
        })
    }

    /// `until("participation")`, of values whose last day is declared.
    fn until(&self, call: &Call) -> Result<ResolvedCall, Box<Fault>> {
        first_text(call)?;
        let names = call.positional().map(|argument| match &argument.value {
            Literal::Text(name) => self.named(name, argument.span),
            _ => Err(needs_name(call)),
        });
        let named = names.collect::<Result<Vec<ParameterId>, _>>()?;
        let parameters = named
            .iter()
            .map(|parameter| &self.book.parameters[*parameter]);
        // A value that was never known is a fault of another kind, with its day.
        let mut parameters = parameters.filter(|found| found.last_day_known(self.today).is_some());
        let endless = parameters.find(|found| found.established_until(self.today).is_none());
        let Some(parameter) = endless else {
            return Ok(ResolvedCall::Until(named));
        };
        let id = &parameter.id;
        let fault = Fault::error(
            "until-not-declared",
            say!(
                "`{id}` n'a pas de dernier jour : il n'y a rien à écrire ici",
                "`{id}` has no last day: there is nothing to write here"
            ),
        )
        .at(call.span);
        Err(Box::new(fault.help(say!(
            "retirez la phrase, ou donnez à `{id}` un `known_until` dans content/rules/parameters.yaml",
            "take the sentence out, or give `{id}` a `known_until` in content/rules/parameters.yaml"
        ))))
    }

    /// `since("cpf_ceiling")`, of a value whose first day is established.
    fn since(&self, call: &Call) -> Result<ResolvedCall, Box<Fault>> {
        let named = self.parameter(call)?;
        let parameter = &self.book.parameters[named];
        let Some(dated) = parameter.dated(self.today) else {
            return Ok(ResolvedCall::Since(named));
        };
        if dated.began && !self.book.observed(dated) {
            return Ok(ResolvedCall::Since(named));
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

    /// `example("cpf", price=1800, balance=2000)`: answers by the ids of their questions.
    fn example(&self, call: &Call) -> Result<ShownExample, Box<Fault>> {
        let (name, span) = first_text(call)?;
        if let Some(extra) = call.positional().nth(1) {
            return Err(one_too_many(extra.span));
        }
        let known = self.examples.iter().map(|example| example.id.as_str());
        let place = known_place("unknown-example", &name, span, known)?;
        let example = &self.examples[place];
        let mut answers = example.answers.clone();
        for argument in &call.arguments {
            if let Some(name) = &argument.name {
                let (question, answer) = self.answer(name, argument)?;
                answers.set(question, answer);
            }
        }
        let given = example.given.iter();
        match given
            .copied()
            .find(|question| answers.get(*question).is_none())
        {
            Some(missing) => Err(not_given(call, &name, &self.book.questions[missing].id)),
            None => Ok(ShownExample {
                example: place,
                answers,
            }),
        }
    }

    /// An answer that a page gives for the person of an example.
    fn answer(&self, name: &Name, argument: &Argument) -> Result<(QuestionId, Answer), Box<Fault>> {
        let text = match &argument.value {
            Literal::Text(text) => text.clone(),
            Literal::Number(cents) => Hundredths::at(*cents).to_string(),
            Literal::Bool(true) => "yes".to_owned(),
            Literal::Bool(false) => "no".to_owned(),
        };
        answer_named(self.book, name, &text, argument.span)
    }
}

/// The last day for which parameters are established, all of them.
pub fn established_until(book: &RuleBook, parameters: &[ParameterId], today: Day) -> Option<Day> {
    let days = parameters.iter();
    days.filter_map(|parameter| book.parameters[*parameter].established_until(today))
        .min()
}

fn known_place<'k>(
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

/// Refuses inside a sentence what is no part of one.
fn alone(call: &Call, insert: ResolvedCall) -> Result<ResolvedCall, Box<Fault>> {
    let stands_alone = matches!(
        insert,
        ResolvedCall::History(_)
            | ResolvedCall::Example(_)
            | ResolvedCall::Summary
            | ResolvedCall::EmbedCode
            | ResolvedCall::EmbedExample
    );
    if call.block || !stands_alone {
        return Ok(insert);
    }
    let name = &call.name.text;
    let fault = wrong(
        call,
        say!(
            "`{name}` n'est pas seul dans son paragraphe",
            "`{name}` is not alone in its paragraph"
        ),
    );
    Err(Box::new(fault.help(say!(
        "laissez une ligne vide avant et après, et sortez-le d'une liste, d'un tableau ou d'un `if`",
        "leave an empty line before and after, and take it out of a list, a table or an `if`"
    ))))
}

fn one_too_many(span: Span) -> Box<Fault> {
    let message = say!("cette valeur est de trop", "this value is one too many");
    Box::new(Fault::error("wrong-call", message).at(span))
}

/// The fault of an example without an answer that every page gives.
fn not_given(call: &Call, example: &str, question: &str) -> Box<Fault> {
    let fault = wrong(
        call,
        say!(
            "l'exemple `{example}` veut une réponse à `{question}`",
            "the example `{example}` takes an answer to `{question}`"
        ),
    );
    Box::new(fault.help(say!(
        "écrivez `example(\"{example}\", {question}=…)`",
        "write `example(\"{example}\", {question}=…)`"
    )))
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
        return Err(one_too_many(extra.span));
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
