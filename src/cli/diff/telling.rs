//! What is told of a difference in the words of the site, and by its id where there are none.

use super::Compared;
use super::version::RulesVersion;
use crate::language::{Bilingual, Language, date, money, quantity};
use crate::rules::{
    Bounds, Day, DiffExample, Ending, Kind, Limit, ParameterValue, Quantity, RenamedKind, Through,
    Unit, date as civil,
};
use crate::say;

/// The words of a difference in one language.
pub(super) struct Telling<'c> {
    pub compared: &'c Compared,
    pub language: Language,
    /// How many groups of persons are told one by one.
    pub groups: usize,
}

/// What stands between two limits.
const BETWEEN: &str = " · ";

/// Adds a line to a text.
pub(super) fn line(text: &mut String, words: &str) {
    text.push_str(words);
    text.push('\n');
}

impl Telling<'_> {
    /// One of two texts.
    pub fn say(&self, words: &Bilingual<String>) -> String {
        words[self.language].clone()
    }

    /// The title of a thing in the newer rules, else in the older ones, else its id.
    pub fn title(&self, what: RenamedKind, within: &str, id: &str) -> String {
        let titles = [&self.compared.version.titles, &self.compared.before];
        let found = titles
            .into_iter()
            .find_map(|titles| titles.get(what, within, id));
        found.map_or(id.to_owned(), |words| words[self.language].clone())
    }

    pub fn decision(&self, id: &str) -> String {
        self.title(RenamedKind::Decision, "", id)
    }

    pub fn amount(&self, decision: &str, id: &str) -> String {
        self.title(RenamedKind::Amount, decision, id)
    }

    /// The name of an outcome of a decision.
    pub fn outcome(&self, decision: &str, name: &str) -> String {
        if name.is_empty() {
            return self.say(&say!("aucune ligne", "no row"));
        }
        let book = &self.compared.version.compiled.book;
        let kind = book
            .decision(decision)
            .map(|found| book.decisions[found].kind);
        self.outcome_of(kind.unwrap_or(Kind::Route), name)
    }

    /// The name of an outcome of a kind.
    pub fn outcome_of(&self, kind: Kind, name: &str) -> String {
        self.title(RenamedKind::Outcome, kind.name(), name)
    }

    /// The names of outcomes, each once.
    pub fn outcomes<'o>(&self, decision: &str, names: impl Iterator<Item = &'o String>) -> String {
        let mut told: Vec<String> = Vec::new();
        for name in names {
            let name = self.outcome(decision, name);
            if !told.contains(&name) {
                told.push(name);
            }
        }
        told.join(", ")
    }

    /// An outcome with its reason.
    pub fn ending(&self, decision: &str, ending: &Ending) -> String {
        let outcome = self.outcome(decision, &ending.outcome);
        match self.reason(decision, ending) {
            Some(reason) => format!("{outcome} ({reason})"),
            None => outcome,
        }
    }

    /// The first sentence of what is told for a reason, or its id; nothing where rows give none.
    pub fn reason(&self, decision: &str, ending: &Ending) -> Option<String> {
        let Ending { outcome, why } = ending;
        if why == "default" || why.is_empty() {
            return None;
        }
        let id = format!("{outcome}.{why}");
        let words = self.title(RenamedKind::Reason, decision, &id);
        if words == id {
            return Some(why.clone());
        }
        let first = words
            .split_once(". ")
            .map_or(words.as_str(), |(first, _)| first);
        Some(first.trim_end_matches('.').to_owned())
    }

    /// Ends in a list, the outcomes with all their reasons.
    pub fn endings(&self, decision: &str, endings: &[Ending]) -> String {
        let told: Vec<String> = endings
            .iter()
            .map(|ending| self.ending(decision, ending))
            .collect();
        told.join(" ; ")
    }

    /// A limit on what another decision comes to.
    pub fn through(&self, limit: &Through) -> String {
        let title = self.decision(&limit.decision);
        let old = self.outcomes(&limit.decision, limit.old.iter());
        let new = self.outcomes(&limit.decision, limit.new.iter());
        if old == new {
            format!("{}{new}", self.colon(&title))
        } else {
            format!("{}{old} → {new}", self.colon(&title))
        }
    }

    /// A title before what is said of it.
    pub fn colon(&self, title: &str) -> String {
        match self.language {
            Language::French => format!("{title}\u{a0}: "),
            Language::English => format!("{title}: "),
        }
    }

    /// Limits in words.
    pub fn limits(&self, limits: &[Limit]) -> Vec<String> {
        limits
            .iter()
            .map(|limit| limit.words[self.language].clone())
            .collect()
    }

    /// What all persons share who are inside some limits.
    pub fn joined(&self, limits: &[String]) -> String {
        if limits.is_empty() {
            return self.say(&say!("tout le monde", "everybody"));
        }
        limits.join(BETWEEN)
    }

    /// Whom some boxes hold: what they have in common, then what each has of its own; below it,
    /// each on its line, where that is more than one limit.
    pub fn whom(&self, boxes: &[Vec<String>], indent: &str) -> String {
        let Some((first, others)) = boxes.split_first() else {
            return self.joined(&[]);
        };
        if others.is_empty() {
            return self.joined(first);
        }
        let shared = |limit: &&String| others.iter().all(|limits| limits.contains(*limit));
        let mut words: Vec<String> = first.iter().filter(shared).cloned().collect();
        let mut own: Vec<Vec<String>> = Vec::new();
        for limits in boxes {
            let further = limits.iter().filter(|limit| !words.contains(limit));
            own.push(further.cloned().collect());
        }
        // What one of them says already covers the others.
        if own.iter().any(Vec::is_empty) {
            return self.joined(&words);
        }
        if own.iter().all(|limits| limits.len() == 1) {
            words.push(own.concat().join(&self.say(&say!(" ou ", " or "))));
            return self.joined(&words);
        }
        words.push(self.say(&say!("l'un de ces groupes :", "one of these groups:")));
        let mut text = words.join(BETWEEN);
        for limits in own.iter().take(self.groups) {
            text += &format!("\n{indent}– {}", limits.join(BETWEEN));
        }
        if let Some(left) = own.len().checked_sub(self.groups).filter(|left| *left > 0) {
            let more = self.say(&say!(
                "et {left} de plus, avec --all",
                "and {left} more, with --all"
            ));
            text += &format!("\n{indent}– {more}");
        }
        text
    }

    /// The same of boxes whose limits are not in words yet.
    pub fn whom_of(&self, boxes: &[Vec<Limit>], indent: &str) -> String {
        let boxes: Vec<Vec<String>> = boxes.iter().map(|limits| self.limits(limits)).collect();
        self.whom(&boxes, indent)
    }

    /// A person in the words of the newer rules.
    pub fn person(&self, example: &DiffExample) -> String {
        let shown = &example.person[usize::from(!self.compared.dated)..];
        if shown.is_empty() {
            return self.say(&say!("n'importe qui", "anybody"));
        }
        let RulesVersion {
            compiled, phrases, ..
        } = &self.compared.version;
        self.say(&phrases.person_of(&compiled.book, shown))
    }

    /// The same person by ids, and the command that asks for her. Between two days there is
    /// none: the rules of one day are put to dates that are counted from another.
    pub fn command(&self, example: &DiffExample) -> String {
        let given = example.person[usize::from(!self.compared.dated)..].iter();
        let given: Vec<String> = given.map(|(id, answer)| format!("{id}={answer}")).collect();
        let given = given.join(",");
        self.say(&if self.compared.dated {
            say!(
                "pour l'essayer : bilan ask --answers {given}",
                "to try it: bilan ask --answers {given}"
            )
        } else {
            say!("réponses : {given}", "answers: {given}")
        })
    }

    pub fn day(&self, day: Day) -> String {
        date(civil(day), self.language)
    }

    /// A value of a parameter; where it is not established, between what it lies.
    pub fn value(&self, value: ParameterValue, unit: Unit, bounds: Option<Bounds>) -> String {
        let number = |point: i64| quantity(point, unit.name(), self.language);
        match (value, bounds) {
            (ParameterValue::Number(value), _) => number(value.point()),
            (ParameterValue::None, _) => self.say(&say!("aucun", "none")),
            (ParameterValue::Unknown, None) => self.say(&say!("non établi", "not established")),
            (ParameterValue::Unknown, Some(bounds)) => {
                let (min, max) = (number(bounds.min.point()), number(bounds.max.point()));
                self.say(&say!(
                    "non établi, de {min} à {max}",
                    "not established, from {min} to {max}"
                ))
            }
        }
    }

    /// What an amount is.
    pub fn quantity(&self, found: Option<Quantity>) -> String {
        let language = self.language;
        let words: Bilingual<String> = match found {
            Some(Quantity::Between(Some(low), Some(high))) if low == high => {
                return money(low.point(), language);
            }
            Some(Quantity::Between(Some(low), Some(high))) => {
                return format!(
                    "{} – {}",
                    money(low.point(), language),
                    money(high.point(), language)
                );
            }
            Some(Quantity::Between(Some(low), None)) => {
                let low = money(low.point(), language);
                say!("{low} ou plus", "{low} or more")
            }
            Some(Quantity::Between(None, Some(high))) => {
                let high = money(high.point(), language);
                say!("{high} ou moins", "{high} or less")
            }
            Some(Quantity::Between(None, None)) => say!("tout montant", "any amount"),
            Some(Quantity::None) => say!("aucun", "none"),
            Some(Quantity::Unknown) => say!("non établi", "not established"),
            None => say!("absent", "absent"),
        };
        self.say(&words)
    }
}
