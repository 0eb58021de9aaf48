//! Comparisons of several answers in the words of the questionnaire:
//! `Date of the request ≤ End of the previous bilan + 5 years`.

use crate::language::{Bilingual, Language, date, quantity, units};
use crate::rules::book::calendar::{self, Day};
use crate::rules::book::unit::Hundredths;
use crate::rules::book::{
    Comparison, Dated, Formula, Operator, ParameterValue, QuestionKind, RuleBook, WrittenProduct,
};
use crate::rules::language::interval::figure;
use crate::rules::language::phrases::Phrasebook;
use crate::rules::proof::notation::opposite;
use crate::say;

/// A comparison that holds, or does not, where all that it names has a short name.
pub(in crate::rules) fn comparison_words(
    book: &RuleBook,
    phrases: &Phrasebook,
    comparison: &Comparison,
    holds: bool,
) -> Option<Bilingual<String>> {
    let comparator = if holds {
        comparison.comparator
    } else {
        opposite(comparison.comparator)
    };
    let sides = [&comparison.left, &comparison.right];
    let days = sides.iter().any(|side| is_day(book, side));
    let words = |language| {
        let naming = Naming {
            book,
            phrases,
            language,
        };
        let [left, right] = sides.map(|side| naming.formula(side, days));
        Some(format!("{} {} {}", left?, comparator.symbol(), right?))
    };
    Bilingual::new(words).transpose()
}

fn is_day(book: &RuleBook, formula: &Formula) -> bool {
    match formula {
        Formula::Answer(question) => book.questions[*question].kind == QuestionKind::Date,
        Formula::Shift { .. } => true,
        _ => false,
    }
}

struct Naming<'n> {
    book: &'n RuleBook,
    phrases: &'n Phrasebook,
    language: Language,
}

impl Naming<'_> {
    /// A formula in words; none where something in it has no short name.
    fn formula(&self, formula: &Formula, day: bool) -> Option<String> {
        let language = self.language;
        match formula {
            Formula::Constant(point) if day => {
                Some(date(calendar::date(Day::at(*point)), language))
            }
            Formula::Constant(point) => Some(quantity(*point, "", language)),
            Formula::Answer(question) => Some(self.phrases.short(*question)?[language].clone()),
            Formula::Parameter(parameter) => {
                let found = &self.book.parameters[*parameter];
                // With one value for ever it is that value, as on one day of the law.
                match found.values.as_slice() {
                    [
                        Dated {
                            value: ParameterValue::Number(value),
                            ..
                        },
                    ] => Some(figure(found, *value, language)),
                    _ => Some(self.phrases.parameter(*parameter)?[language].clone()),
                }
            }
            Formula::Sum(left, operator, right) => {
                let sign = match operator {
                    Operator::Subtract => '−',
                    _ => '+',
                };
                let (left, right) = (self.formula(left, false)?, self.formula(right, false)?);
                Some(format!("{left} {sign} {right}"))
            }
            Formula::Product(..) => match formula.written_product()? {
                WrittenProduct::Times(left, right) => {
                    let (left, right) = (self.formula(left, false)?, self.formula(right, false)?);
                    Some(format!("{left} × {right}"))
                }
                WrittenProduct::Counted(part) => self.formula(part, false),
                WrittenProduct::Divided(part, by) => {
                    Some(format!("{} ÷ {by}", self.formula(part, false)?))
                }
                WrittenProduct::Rounded(..) => None,
            },
            Formula::Between { from, to, unit } => {
                let (from, to) = (self.formula(from, true)?, self.formula(to, true)?);
                let unit = units(unit.name(), language);
                let words = say!(
                    "{unit} entre {from} et {to}",
                    "{unit} between {from} and {to}"
                );
                Some(words[language].clone())
            }
            Formula::Shift {
                day,
                count,
                unit,
                back,
            } => {
                let count = match **count {
                    Formula::Constant(count) => {
                        quantity(Hundredths::at(count).point(), unit.name(), language)
                    }
                    _ => self.formula(count, false)?,
                };
                let sign = if *back { '−' } else { '+' };
                Some(format!("{} {sign} {count}", self.formula(day, true)?))
            }
            // Whatever is longer than this is clearer as the rules write it.
            _ => None,
        }
    }
}
