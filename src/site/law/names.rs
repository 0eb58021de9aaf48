//! The names of values: one of its own for each, or that of the family in which it stands.

use oxc_index::IndexVec;

use crate::language::{Bilingual, Language, prose};
use crate::rules::{Member, Parameter, ParameterId, RuleBook};
use crate::say;
use crate::site::Words;

/// The ids that have a name in `law.yaml`: values of a family share one.
pub(super) fn named(book: &RuleBook) -> Vec<&str> {
    let mut ids: Vec<&str> = Vec::new();
    for parameter in &book.parameters {
        let id = shared_id(parameter);
        if ids.last() != Some(&id) {
            ids.push(id);
        }
    }
    ids
}

fn shared_id(parameter: &Parameter) -> &str {
    let family = parameter.family.as_ref();
    family.map_or(&parameter.id, |family| &family.id)
}

/// A name for each value: that of a family with what tells its members apart.
pub(super) fn spread(
    book: &RuleBook,
    ids: &[&str],
    names: Vec<String>,
    language: Language,
) -> IndexVec<ParameterId, String> {
    let own = book.parameters.iter().map(|parameter| {
        let id = shared_id(parameter);
        let place = ids.iter().position(|known| *known == id);
        let name = place.and_then(|place| names.get(place));
        let name = name.map_or("", String::as_str);
        match parameter.family.as_ref().map(|family| &family.member) {
            None | Some(Member::Of { .. }) => name.to_owned(),
            Some(member) => prose(&band(name, member)[language], language),
        }
    });
    own.collect()
}

fn band(name: &str, member: &Member) -> Bilingual<String> {
    match member {
        Member::Band(band) => say!("{name}, tranche {band}", "{name}, band {band}"),
        Member::Limit(band) => say!(
            "{name}, limite de la tranche {band}",
            "{name}, limit of band {band}"
        ),
        Member::Of { .. } => say!("{name}", "{name}"),
    }
}

/// Adds to the names of values that a choice picks from which answer picks each.
pub fn with_options(
    names: &mut IndexVec<ParameterId, String>,
    words: &Words,
    book: &RuleBook,
    language: Language,
) {
    for (parameter, name) in book.parameters.iter().zip(names) {
        let Some(Member::Of { question, key }) =
            parameter.family.as_ref().map(|family| &family.member)
        else {
            continue;
        };
        let words = option_words(words, book, question, key);
        *name = prose(&format!("{name} ({words})"), language);
    }
}

/// The words of an option; the id of a group, which has none.
fn option_words(words: &Words, book: &RuleBook, question: &str, key: &str) -> String {
    let found = book.question(question).and_then(|question| {
        let options = book.questions[question].kind.options();
        let option = options.position(|option| option == key)?;
        Some(&words.questions[question].options.get(option)?.text)
    });
    found.map_or_else(|| key.to_owned(), |text| text.with_names(book))
}
