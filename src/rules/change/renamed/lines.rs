//! A book as lines of text, each of which says one thing.

use std::fmt::Write as _;

use crate::rules::book::{
    Decision, Formula, Kind, Parameter, Question, QuestionKind, RuleBook, Step,
};
use crate::rules::language::display;

/// What a book says, without sources, quotes and places.
pub(super) fn lines(book: &RuleBook) -> Vec<String> {
    let mut found = Vec::new();
    for question in &book.questions {
        of_question(book, question, &mut found);
    }
    for fact in &book.facts {
        let condition = display::condition(book, &fact.condition);
        found.push(format!("fact {}: {condition}", fact.id));
    }
    for contradiction in &book.contradictions {
        let condition = display::condition(book, &contradiction.condition);
        found.push(format!("never {}: {condition}", contradiction.id));
    }
    for parameter in &book.parameters {
        of_parameter(parameter, &mut found);
    }
    for (kind, outcomes) in &book.kinds {
        for outcome in outcomes {
            let flags = outcome.flags();
            found.push(format!("{} {} {flags:?}", kind.name(), outcome.name));
        }
    }
    for decision in &book.decisions {
        of_decision(book, decision, &mut found);
    }
    found
}

fn of_question(book: &RuleBook, question: &Question, found: &mut Vec<String>) {
    let id = &question.id;
    let (kind, may) = (&question.kind, question.may_not_know);
    let takes = match kind {
        QuestionKind::Choice(_) => "one of",
        QuestionKind::YesNo => "yes or no",
        QuestionKind::Number { unit, .. } | QuestionKind::Count { unit, .. } => unit.name(),
        QuestionKind::Date => "date",
    };
    found.push(format!("question {id}: {takes}, {may}"));
    if let Some(condition) = &question.asked_if {
        let condition = display::condition(book, condition);
        found.push(format!("question {id} if {condition}"));
    }
    if let Some(condition) = &question.told_by {
        let condition = display::condition(book, condition);
        found.push(format!("question {id} told by {condition}"));
    }
    let usual = question.usual.iter();
    let usual = usual.map(|value| &book.parameters[*value].id);
    found.extend(usual.map(|value| format!("question {id} usually {value}")));
    if let QuestionKind::Choice(options) = kind {
        let options = options.iter();
        found.extend(options.map(|option| format!("question {id}: {option}")));
    }
}

fn of_parameter(parameter: &Parameter, found: &mut Vec<String>) {
    let id = &parameter.id;
    let (unit, end) = (parameter.unit, parameter.known_until);
    found.push(format!("parameter {id} {unit:?} {end:?}"));
    for dated in &parameter.values {
        found.push(format!("parameter {id} {:?} {:?}", dated.from, dated.value));
    }
}

fn of_decision(book: &RuleBook, decision: &Decision, found: &mut Vec<String>) {
    let (id, kind) = (&decision.id, decision.kind);
    found.push(format!("decision {id} {}", kind.name()));
    for row in &decision.rows {
        let terminal = &decision.terminals[row.terminal];
        let outcome = &book.kinds[&kind][terminal.outcome].name;
        let condition = display::condition(book, &row.when);
        let why = &terminal.why;
        found.push(format!("{id}: {condition} → {outcome} {why}"));
    }
    for amount in &decision.amounts {
        let formulas = amount
            .formulas()
            .map(|one| display::formula(book, one, false));
        let formulas: Vec<String> = formulas.collect();
        found.push(format!("{id}.{} = {}", amount.id, formulas.join(" to ")));
    }
    for step in &decision.steps {
        let told = of_step(book, kind, step);
        found.push(format!("{id} step {}{told}", step.id));
    }
}

fn of_step(book: &RuleBook, kind: Kind, step: &Step) -> String {
    let mut told = String::new();
    for outcome in &step.outcomes {
        let _ = write!(told, " in {}", book.kinds[&kind][*outcome].name);
    }
    if let Some(when) = &step.when {
        let surely = if step.surely { " surely" } else { "" };
        let _ = write!(told, "{surely} when {}", display::condition(book, when));
    }
    let mut day = |word: &str, formula: &Option<Formula>| {
        if let Some(formula) = formula {
            let _ = write!(told, " {word} {}", display::formula(book, formula, true));
        }
    };
    day("from", &step.from);
    day("due", &step.due);
    for letter in step.letter.iter().chain(&step.documents) {
        let _ = write!(told, " {letter}");
    }
    told
}
