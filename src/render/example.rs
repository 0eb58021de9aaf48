//! A worked example, computed by the rules of the site.

use minijinja::{Value, context};
use oxc_index::IndexVec;

use crate::language::{escape_html, money};
use crate::render::missing;
use crate::render::writer::Writer;
use crate::rules::{
    AmountId, AmountRole, Answer, Answers, Compiled, Day, DecisionId, DecisionResult, Gaps,
    Hundredths, OptionId, Quantity, QuestionId, Unit, amount, gaps, number_words, shift, turns,
};
use crate::site::{ShownExample, Text};

/// For how many years before they turn the amounts are told with their last day.
const YEARS: i64 = 2;

/// What each amount is, where it can be computed.
type Amounts = IndexVec<AmountId, Option<Quantity>>;

/// The example as a small table: what the page says of the person, then the amounts.
pub fn html(writer: &Writer<'_>, shown: &ShownExample) -> String {
    let renderer = writer.renderer;
    let example = &renderer.site.examples[shown.example];
    let (told, missing) = amounts_and_gaps(writer, example.decision, shown);
    let mut rows = given(writer, shown);
    let amounts = example.amounts.iter();
    rows.extend(amounts.filter_map(|index| {
        let found = told[*index]?;
        amount_row(writer, example.decision, *index, found, &missing)
    }));
    let text = |key: &str| escape_html(renderer.theme.text(key, writer.language));
    let title = match last_day(&renderer.site.rules, example.decision, &shown.answers) {
        Some(last) => text("example_until").replace("{day}", &writer.day_html(last)),
        None => text("example_title"),
    };
    let notes = missing::sentences(writer, &missing);
    let title = Value::from_safe_string(title);
    let bar = bar(writer, example.decision, &told);
    writer.fragment("example", context! { title, rows, notes, bar })
}

/// Who pays the price, in hundredths of it: what is paid for sure, what may be paid, and what is
/// left. Nothing where the amounts do not add up to one price.
fn bar(writer: &Writer<'_>, decision: DecisionId, told: &Amounts) -> Option<Value> {
    let amounts = &writer.renderer.site.rules.book.decisions[decision].amounts;
    let ends = |wanted: &[AmountRole]| {
        let roles = amounts.iter_enumerated();
        let of = roles.filter(|(_, amount)| amount.role.is_some_and(|role| wanted.contains(&role)));
        of.map(|(index, _)| match told[index] {
            Some(Quantity::Between(Some(low), Some(high))) => Some((low.point(), high.point())),
            _ => None,
        })
        .try_fold((0, 0), |(low, high), next| {
            next.map(|(least, most)| (low + least, high + most))
        })
    };
    let (sure, paid) = ends(&[AmountRole::Covered, AmountRole::Complement])?;
    let (own, left) = ends(&[AmountRole::Remaining])?;
    let price = sure + left;
    if price <= 0 || price != paid + own {
        return None;
    }
    let maybe = price - sure - own;
    let mut from = 0;
    let parts = [("sure", sure), ("maybe", maybe), ("own", own)].map(|(part, cents)| {
        let at = percent(from, price);
        from += cents;
        context! { part, at, wide => percent(cents, price), drawn => cents > 0 }
    });
    Some(context! { price => money(price, writer.language), parts => parts.to_vec() })
}

/// A part of a price, with two decimals.
fn percent(cents: i64, price: i64) -> String {
    let hundredths = (cents * 20_000 / price + 1) / 2;
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

/// What the page says of the person.
fn given(writer: &Writer<'_>, shown: &ShownExample) -> Vec<Value> {
    let site = &writer.renderer.site;
    let words = &site.words[writer.language];
    let names = words.examples[shown.example].iter();
    let given = site.examples[shown.example].given.iter().zip(names);
    let rows = given.filter_map(|(question, name)| {
        let answer = shown.answers.get(*question)?;
        let label = name.as_ref().unwrap_or(&words.questions[*question].short);
        Some(row(writer, label, told(writer, *question, answer)))
    });
    rows.collect()
}

/// An amount; what others could add is left out where it is nothing.
fn amount_row(
    writer: &Writer<'_>,
    decision: DecisionId,
    index: AmountId,
    found: Quantity,
    missing: &Gaps,
) -> Option<Value> {
    let site = &writer.renderer.site;
    let role = site.rules.book.decisions[decision].amounts[index].role;
    if role == Some(AmountRole::Complement) && found.exact() == Some(Hundredths::at(0)) {
        return None;
    }
    let label = &site.words[writer.language].decisions[decision].amounts[index];
    let mut value = missing::sum(writer, found);
    value.push_str(&missing::if_last(writer, missing, index).unwrap_or_default());
    Some(row(writer, label, value))
}

fn row(writer: &Writer<'_>, label: &Text, value: String) -> Value {
    let label = writer.renderer.text_html(label, writer.language);
    context! { label => Value::from_safe_string(label), value }
}

/// An answer in words.
fn told(writer: &Writer<'_>, question: QuestionId, answer: Answer) -> String {
    let renderer = writer.renderer;
    let language = writer.language;
    let found = &renderer.site.rules.book.questions[question];
    let words = &renderer.site.words[language].questions[question];
    match answer {
        Answer::Number(number) => number_words(&found.kind, number.point(), language),
        Answer::Count(count) => number_words(&found.kind, count, language),
        Answer::Day(day) => writer.day(day),
        Answer::Option(option) => match words.options.get(option) {
            Some(option) => renderer.text_plain(&option.text, language),
            None if option == OptionId::new(0) => {
                renderer.theme.text("answer_yes", language).to_owned()
            }
            None => renderer.theme.text("answer_no", language).to_owned(),
        },
        Answer::Unknown => match &words.unknown {
            Some(text) => renderer.text_plain(text, language),
            None => renderer.theme.text("unknown", language).to_owned(),
        },
    }
}

/// What each amount is, where it can be computed, and what is not established of them.
fn amounts_and_gaps(
    writer: &Writer<'_>,
    decision: DecisionId,
    shown: &ShownExample,
) -> (Amounts, Gaps) {
    let rules = &writer.renderer.site.rules;
    let found = amounts(rules, decision, &shown.answers);
    let concluded = DecisionResult {
        possible: Vec::new(),
        settled: true,
        amounts: found
            .iter()
            .map(|found| found.unwrap_or(Quantity::None))
            .collect(),
        steps: Vec::new(),
    };
    let missing = gaps(rules, decision, &concluded, &shown.answers);
    (found, missing)
}

/// What the rules give for each amount.
fn amounts(rules: &Compiled, decision: DecisionId, answers: &Answers) -> Amounts {
    let amounts = rules.book.decisions[decision].amounts.iter();
    let found = amounts.map(|found| amount(rules, found, answers).ok());
    found.collect()
}

/// The last day on which the amounts are these, where that is near.
fn last_day(rules: &Compiled, decision: DecisionId, answers: &Answers) -> Option<Day> {
    let here = amounts(rules, decision, answers);
    let today = answers.day(&rules.book);
    let mut later = turns(&rules.book, today, shift(today, YEARS, Unit::Year)).into_iter();
    let turn = later.find(|day| {
        let mut then = answers.clone();
        then.set(rules.book.reference, Answer::Day(*day));
        amounts(rules, decision, &then) != here
    });
    turn.map(Day::before)
}
