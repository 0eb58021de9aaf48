//! Says rules in the words of the site: questions, regions of answers, conditions, outcomes.

use oxc_index::{IndexSlice, IndexVec};

use crate::language::{Bilingual, Language, date, quantity};
use crate::rules::{
    self, Comparator, Comparison, Compiled, Condition, Day, DecisionId, Formula, Hundredths,
    Operator, OptionId, OutcomeId, ParameterId, ParameterValue, QuestionId, QuestionKind, Test,
};
use crate::say;
use crate::site::{Site, Text};

/// Who says things: in which words, of which rules.
pub struct Speaker<'s> {
    pub site: &'s Site,
    /// The rules of the day.
    pub compiled: &'s Compiled,
    pub language: Language,
}

/// What a condition comes to, in words where it depends on anything.
pub enum Said {
    Always,
    Never,
    /// The words, and whether they need parentheses inside other words.
    Words(String, bool),
}

impl Speaker<'_> {
    /// The form of the reader's language.
    pub fn own(&self, words: Bilingual<String>) -> String {
        match self.language {
            Language::French => words.fr,
            Language::English => words.en,
        }
    }

    /// A text without markup, with the figures of the day.
    pub fn plain(&self, text: &Text) -> String {
        text.plain(&self.compiled.book, self.site.today, self.language)
    }

    fn figure(&self, parameter: ParameterId) -> String {
        let found = &self.compiled.book.parameters[parameter];
        match found.at(self.site.today) {
            ParameterValue::Number(number) => {
                quantity(number.point(), found.unit.name(), self.language)
            }
            ParameterValue::None => self.own(say!("non fixé par la loi", "not set by law")),
            ParameterValue::Unknown => self.own(say!("pas encore connu", "not yet known")),
        }
    }

    /// The short name of a question.
    pub fn question(&self, question: QuestionId) -> String {
        self.plain(&self.site.words[self.language].questions[question].short)
    }

    /// An option of a question.
    pub fn option(&self, question: QuestionId, option: OptionId) -> String {
        match &self.compiled.book.questions[question].kind {
            QuestionKind::YesNo if option == OptionId::YES => self.own(say!("oui", "yes")),
            QuestionKind::YesNo => self.own(say!("non", "no")),
            _ => {
                self.plain(&self.site.words[self.language].questions[question].options[option].text)
            }
        }
    }

    /// The name of a decision's outcome, by its index in the decision's kind.
    pub fn outcome(&self, decision: DecisionId, outcome: OutcomeId) -> String {
        let kind = self.compiled.book.decisions[decision].kind;
        self.site.words[self.language].outcomes[&kind][outcome].clone()
    }

    /// Some regions of a question, those inside among all of them.
    pub fn regions(&self, question: QuestionId, cuts: &[i64], inside: &[bool]) -> String {
        let kind = &self.compiled.book.questions[question].kind;
        if !kind.options().is_empty() {
            return self.options(question, IndexSlice::new(inside));
        }
        let all = rules::regions(kind, cuts);
        let (first, last) = (all[0].0, all[all.len() - 1].1);
        let mut runs: Vec<(i64, i64)> = Vec::new();
        for ((low, high), _) in all.iter().zip(inside).filter(|(_, inside)| **inside) {
            match runs.last_mut() {
                Some(run) if run.1 + 1 == *low => run.1 = *high,
                _ => runs.push((*low, *high)),
            }
        }
        let runs = runs.iter().map(|(low, high)| {
            self.run(
                kind,
                (*low != first).then_some(*low),
                (*high != last).then_some(*high),
            )
        });
        runs.collect::<Vec<_>>()
            .join(&self.own(say!(" ou ", " or ")))
    }

    fn options(&self, question: QuestionId, inside: &IndexSlice<OptionId, [bool]>) -> String {
        /// A longer list than this is said by what is not on it.
        const MANY: usize = 5;
        let count = inside.iter().filter(|inside| **inside).count();
        if count > MANY && 2 * count > inside.len() {
            return self.own(say!("une autre réponse", "any other answer"));
        }
        let chosen = inside.indices().filter(|option| inside[*option]);
        chosen
            .map(|option| self.option(question, option))
            .collect::<Vec<_>>()
            .join(&self.own(say!(" ou ", " or ")))
    }

    /// Numbers or days from one on, up to another, or between two.
    fn run(&self, kind: &QuestionKind, low: Option<i64>, high: Option<i64>) -> String {
        if *kind == QuestionKind::Date {
            let day = |point: i64| date(rules::date(Day::at(point)), self.language);
            return self.own(match (low, high) {
                (Some(low), Some(high)) if low == high => say!("le {0}", "on {0}", day(low)),
                (Some(low), Some(high)) => {
                    say!("du {0} au {1}", "from {0} to {1}", day(low), day(high))
                }
                (Some(low), None) => say!("à partir du {0}", "from {0} on", day(low)),
                (None, Some(high)) => say!("avant le {0}", "before {0}", day(high + 1)),
                (None, None) => say!("toute date", "any date"),
            });
        }
        let amount = |number: i64| self.number(kind, number);
        // A region begins one hundredth after what it leaves out.
        let from = low.map(|low| match low.rem_euclid(100) {
            1 => say!("plus de {0}", "more than {0}", amount(low - 1)),
            _ => say!("{0} ou plus", "{0} or more", amount(low)),
        });
        let to = high.map(|high| match high.rem_euclid(100) {
            99 => say!("moins de {0}", "less than {0}", amount(high + 1)),
            _ => say!("{0} au plus", "at most {0}", amount(high)),
        });
        let inclusive =
            low.is_some_and(|low| low % 100 != 1) && high.is_some_and(|high| high % 100 != 99);
        match (from, to) {
            (Some(_), Some(_)) if low == high => amount(low.unwrap_or(0)),
            (Some(_), Some(_)) if inclusive => {
                let (low, high) = (low.map(amount), high.map(amount));
                let (low, high) = (low.unwrap_or_default(), high.unwrap_or_default());
                self.own(say!("de {low} à {high}", "{low} to {high}"))
            }
            (Some(from), Some(to)) => format!("{}, {}", self.own(from), self.own(to)),
            (Some(words), None) | (None, Some(words)) => self.own(words),
            (None, None) => self.own(say!("tout montant", "any amount")),
        }
    }

    fn number(&self, kind: &QuestionKind, number: i64) -> String {
        match kind {
            QuestionKind::Number { unit, .. } => quantity(number, unit.name(), self.language),
            _ => Hundredths::at(number).to_string(),
        }
    }

    /// A comparison of several answers.
    pub fn comparison(&self, comparison: &Comparison) -> String {
        let (left, right) = (
            self.formula(&comparison.left),
            self.formula(&comparison.right),
        );
        format!("{left} {} {right}", sign(comparison.comparator))
    }

    fn formula(&self, formula: &Formula) -> String {
        let list = |name: Bilingual<String>, parts: &[Formula]| {
            let parts: Vec<String> = parts.iter().map(|part| self.formula(part)).collect();
            format!("{} ({})", self.own(name), parts.join(" ; "))
        };
        match formula {
            Formula::Constant(number) => Hundredths::at(*number).to_string(),
            Formula::Answer(question) => self.question(*question),
            Formula::Parameter(parameter) => self.figure(*parameter),
            Formula::Amount(decision, amount) => {
                self.plain(&self.site.words[self.language].decisions[*decision].amounts[*amount])
            }
            Formula::Sum(left, operator, right) => {
                let sign = if *operator == Operator::Subtract {
                    "−"
                } else {
                    "+"
                };
                format!("{} {sign} {}", self.formula(left), self.formula(right))
            }
            Formula::Product(left, right) => {
                format!("{} × {}", self.formula(left), self.formula(right))
            }
            Formula::Shift {
                day,
                count,
                unit,
                back,
            } => {
                let count = match &**count {
                    Formula::Constant(number) => quantity(*number, unit.name(), self.language),
                    other => self.formula(other),
                };
                format!(
                    "{} {} {count}",
                    self.formula(day),
                    if *back { "−" } else { "+" }
                )
            }
            Formula::Min(parts) => list(say!("le plus petit de", "the smallest of"), parts),
            Formula::Max(parts) => list(say!("le plus grand de", "the largest of"), parts),
            Formula::If(condition, then, otherwise) => {
                let when = self.words(condition);
                let (then, otherwise) = (self.formula(then), self.formula(otherwise));
                self.own(say!(
                    "si {when} alors {then} sinon {otherwise}",
                    "if {when} then {then} else {otherwise}"
                ))
            }
        }
    }

    /// A condition in words.
    pub fn words(&self, condition: &Condition) -> String {
        match self.said(condition) {
            Said::Always => self.own(say!("dans tous les autres cas", "in every other case")),
            Said::Never => self.own(say!("jamais", "never")),
            Said::Words(words, _) => words,
        }
    }

    /// What a condition comes to.
    pub fn said(&self, condition: &Condition) -> Said {
        let book = &self.compiled.book;
        let plain = |words: String| Said::Words(words, false);
        match condition {
            Condition::Constant(true) => Said::Always,
            Condition::Constant(false) => Said::Never,
            Condition::Answer { question, test, .. } => {
                let name = self.question(*question);
                match test {
                    Test::Options(set) => {
                        let options = book.questions[*question].kind.options().indices();
                        let inside = options.map(|option| set.contains(option));
                        let inside: IndexVec<OptionId, bool> = inside.collect();
                        plain(format!(
                            "{name}{} {}",
                            self.colon(),
                            self.any_of(*question, &inside)
                        ))
                    }
                    Test::Compare(comparator, bound) => {
                        let kind = &book.questions[*question].kind;
                        let bound = match kind {
                            QuestionKind::Date => date(rules::date(Day::at(*bound)), self.language),
                            _ => self.number(kind, *bound),
                        };
                        plain(format!("{name} {} {bound}", sign(*comparator)))
                    }
                }
            }
            Condition::Dated {
                question,
                comparator,
                parameter,
                ..
            } => plain(format!(
                "{} {} {}",
                self.question(*question),
                sign(*comparator),
                self.figure(*parameter)
            )),
            Condition::Known(parameter) => {
                let known =
                    book.parameters[*parameter].at(self.site.today) != ParameterValue::Unknown;
                if known { Said::Always } else { Said::Never }
            }
            Condition::Comparison(comparison) => {
                plain(self.comparison(&book.comparisons[*comparison]))
            }
            Condition::Fact(fact) => self.said(&book.facts[*fact].condition),
            Condition::Outcome { decision, outcomes } => {
                let title = &self.site.words[self.language].decisions[*decision].title;
                let names = outcomes
                    .iter()
                    .map(|outcome| self.outcome(*decision, *outcome));
                let names = names
                    .collect::<Vec<_>>()
                    .join(&self.own(say!(" ou ", " or ")));
                plain(format!("{}{} {names}", self.plain(title), self.colon()))
            }
            Condition::And(parts) => self.joined(parts, say!(" et ", " and "), true),
            Condition::Or(parts) => self.joined(parts, say!(" ou ", " or "), false),
            Condition::Not(inner, _) => match self.said(inner) {
                Said::Always => Said::Never,
                Said::Never => Said::Always,
                Said::Words(words, _) => plain(self.own(say!("sauf ({words})", "not ({words})"))),
            },
        }
    }

    /// Parts joined by "and", or by "or"; those that settle it, or never do, are left out.
    fn joined(&self, parts: &[Condition], word: Bilingual<String>, all: bool) -> Said {
        let mut words = Vec::new();
        for part in parts {
            match (self.said(part), all) {
                (Said::Always, true) | (Said::Never, false) => {}
                (Said::Never, true) => return Said::Never,
                (Said::Always, false) => return Said::Always,
                (Said::Words(text, many), _) => words.push((text, many)),
            }
        }
        if let [(only, many)] = words.as_slice() {
            return Said::Words(only.clone(), *many);
        }
        if words.is_empty() {
            return if all { Said::Always } else { Said::Never };
        }
        let words = words.into_iter();
        let words: Vec<String> = words
            .map(|(text, many)| if many { format!("({text})") } else { text })
            .collect();
        Said::Words(words.join(&self.own(word)), true)
    }

    /// Options of which one is chosen, or those of which none is.
    fn any_of(&self, question: QuestionId, inside: &IndexSlice<OptionId, [bool]>) -> String {
        let chosen = |wanted: bool| {
            let options = inside.indices().filter(|option| inside[*option] == wanted);
            options
                .map(|option| self.option(question, option))
                .collect::<Vec<_>>()
        };
        let (yes, no) = (chosen(true), chosen(false));
        if no.len() < yes.len() && inside.len() > 3 {
            return self.own(say!("sauf {0}", "not {0}", no.join(", ")));
        }
        yes.join(", ")
    }

    /// The sign between a name and what is said of it.
    pub fn colon(&self) -> &'static str {
        match self.language {
            Language::French => "\u{a0}:",
            Language::English => ":",
        }
    }
}

fn sign(comparator: Comparator) -> &'static str {
    match comparator {
        Comparator::Equal => "=",
        Comparator::Different => "≠",
        Comparator::Less => "<",
        Comparator::AtMost => "≤",
        Comparator::Greater => ">",
        Comparator::AtLeast => "≥",
    }
}
