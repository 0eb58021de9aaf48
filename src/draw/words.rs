//! Says rules in the words of the site: questions, regions of answers, conditions, outcomes.

use oxc_index::{IndexSlice, IndexVec};

use crate::language::{Bilingual, Language, date, money, quantity, units};
use crate::rules::{
    self, Comparison, Compiled, Condition, Day, DecisionId, Formula, Hundredths, Operator,
    OptionId, OutcomeId, ParameterId, ParameterValue, QuestionId, QuestionKind, Rounding, Test,
    WrittenProduct,
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
            ParameterValue::Number(number) => rules::figure(found, number, self.language),
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
        let (first, last) = kind.bounds();
        let runs = rules::runs(kind, cuts, inside).into_iter();
        let runs = runs.map(|(low, high)| {
            let (low, high) = (Some(low), Some(high));
            self.own(rules::interval_words(
                kind,
                low.filter(|low| *low != first),
                high.filter(|high| *high != last),
            ))
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

    /// A comparison of several answers.
    pub fn comparison(&self, comparison: &Comparison) -> String {
        let (left, right) = (
            self.formula(&comparison.left),
            self.formula(&comparison.right),
        );
        format!("{left} {} {right}", comparison.comparator.symbol())
    }

    fn formula(&self, formula: &Formula) -> String {
        let list = |name: Bilingual<String>, parts: &[Formula]| {
            let parts: Vec<String> = parts.iter().map(|part| self.formula(part)).collect();
            format!("{} ({})", self.own(name), parts.join(" ; "))
        };
        match formula {
            Formula::Constant(number) => Hundredths::at(*number).to_string(),
            Formula::Nothing => self.own(say!("rien", "nothing")),
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
            Formula::Product(..) => self.product(formula),
            Formula::Between { from, to, unit } => {
                let (from, to) = (self.formula(from), self.formula(to));
                let unit = units(unit.name(), self.language);
                self.own(say!(
                    "{unit} entre {from} et {to}",
                    "{unit} between {from} and {to}"
                ))
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

    fn product(&self, formula: &Formula) -> String {
        let of = |part: &Formula| self.formula(part);
        match formula.written_product() {
            Some(WrittenProduct::Times(left, right)) => format!("{} × {}", of(left), of(right)),
            Some(WrittenProduct::Divided(part, by)) => format!("{} ÷ {by}", of(part)),
            Some(WrittenProduct::Counted(part)) => of(part),
            Some(WrittenProduct::Rounded(part, step, rounding)) => {
                let (part, step) = (of(part), money(step.point(), self.language));
                self.own(match rounding {
                    Rounding::Nearest => say!(
                        "{part}, arrondi au plus proche multiple de {step}",
                        "{part}, rounded to the nearest multiple of {step}"
                    ),
                    Rounding::Down => say!(
                        "{part}, arrondi au multiple de {step} inférieur",
                        "{part}, rounded down to a multiple of {step}"
                    ),
                    Rounding::Up => say!(
                        "{part}, arrondi au multiple de {step} supérieur",
                        "{part}, rounded up to a multiple of {step}"
                    ),
                })
            }
            None => String::new(),
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
                            _ => rules::number_words(kind, *bound, self.language),
                        };
                        plain(format!("{name} {} {bound}", comparator.symbol()))
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
                comparator.symbol(),
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
