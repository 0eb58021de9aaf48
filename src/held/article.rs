//! An article of a code: is it there, in the version that was read, with the words that were read?

use crate::codes::{self, DatedCode, VersionState as Published};
use crate::held::{Found, address, ending, kept, on};
use crate::report::{Fault, closest};
use crate::rules::{Article, Day, iso};
use crate::say;

/// Holds a source that is an article.
pub(super) fn hold(found: &mut Found<'_>, anchor: &Article) {
    let given = found.given;
    let Some(code) = given.code(&anchor.code) else {
        return found.unheld(no_code(&anchor.code));
    };
    let Some(article) = find(found, code, &anchor.number, &anchor.version) else {
        return;
    };
    address::article(found, code, article);
    found.outcome.version = Some((article.version.id.clone(), on(article.version.from)));
    found.outcome.by = made_by(article);
    found.says(&article.paragraphs);
    if repealed(found, code, article) {
        return;
    }
    if article.version.id != anchor.version {
        another(found, code, article, anchor);
        return;
    }
    if on(code.day) < anchor.as_of {
        return older(found, code, anchor.as_of);
    }
    if on(article.version.from) != anchor.since {
        since(found, article, anchor);
    }
    kept::hold(found, article, anchor);
    ending::hold(found, code, article);
}

/// Why an article cannot be held: its code is not among the files.
pub(super) fn no_code(code: &crate::rules::Code) -> crate::language::Bilingual<String> {
    let name = code.name;
    match code.held {
        Some(file) => say!(
            "le code `{name}` n'est pas dans le dossier ({file}.json)",
            "the code `{name}` is not in the folder ({file}.json)"
        ),
        None => say!(
            "le code `{name}` n'est pas publié comme donnée",
            "the code `{name}` is not published as data"
        ),
    }
}

/// The article of this number; where several share it, the one that has the version.
pub(super) fn find<'c>(
    found: &mut Found<'_>,
    code: &'c DatedCode,
    number: &str,
    version: &str,
) -> Option<&'c codes::CodeArticle> {
    let mut all = code.numbered(number).peekable();
    let first = all.peek().copied();
    let exact = all.find(|article| article.is_named(version));
    if let Some(article) = exact.or(first) {
        twice(found, code, number);
        return Some(article);
    }
    let (title, day) = (&code.title, code.day);
    let fault = Fault::error(
        "article-absent",
        say!(
            "l'article {number} n'existe pas dans le {title} du {day}",
            "there is no article {number} in the {title} of {day}"
        ),
    );
    let fault = match code.with_version(version) {
        Some(moved) => {
            let now = &moved.number;
            fault.help(say!(
                "la version {version} est aujourd'hui celle de l'article {now}",
                "version {version} is now that of article {now}"
            ))
        }
        None => fault.help(near(code, number)),
    };
    found.changed("article", fault);
    None
}

/// Tells a number that several articles in force share: which one a reader finds is then open.
/// Annexes of several parts do, and are told apart by their versions.
fn twice(found: &mut Found<'_>, code: &DatedCode, number: &str) {
    let holds = |article: &&codes::CodeArticle| article.version.state == Published::InForce;
    let versions = code.numbered(number).filter(holds);
    let versions: Vec<&str> = versions
        .map(|article| article.version.id.as_str())
        .collect();
    if versions.len() < 2 || number.to_lowercase().starts_with("annexe") {
        return;
    }
    let (count, list) = (versions.len(), versions.join(", "));
    let fault = Fault::warning(
        "article-twice",
        say!(
            "{count} articles en vigueur portent le numéro {number} ({list})",
            "{count} articles in force have the number {number} ({list})"
        ),
    );
    found.fault(
        "article",
        fault.help(say!(
            "regardez lequel est visé ; l'adresse doit mener à celui-là",
            "look which one is meant; the address has to lead to that one"
        )),
    );
}

/// Numbers that the author may have meant.
fn near(code: &DatedCode, number: &str) -> crate::language::Bilingual<String> {
    let known = || code.articles.iter().map(|article| article.number.as_str());
    let mut stem = number;
    let mut beside: Vec<&str> = Vec::new();
    while beside.is_empty() {
        beside = known()
            .filter(|own| own.starts_with(stem) && *own != stem)
            .collect();
        match stem.rsplit_once(['-', ' ']) {
            Some((shorter, _)) => stem = shorter,
            None => break,
        }
    }
    if let Some(close) = closest(number, known()) {
        beside.retain(|own| *own != close);
        beside.insert(0, close);
    }
    beside.truncate(5);
    if beside.is_empty() {
        return say!(
            "vérifiez le numéro et le code ; l'article a peut-être été abrogé",
            "check the number and the code; the article may have been repealed"
        );
    }
    let list = beside.join(", ");
    say!(
        "abrogé, ou mal noté ? Numéros voisins : {list}",
        "repealed, or misspelt? Numbers near it: {list}"
    )
}

/// Whether an article is in force no more, which is reported.
pub(super) fn repealed(
    found: &mut Found<'_>,
    code: &DatedCode,
    article: &codes::CodeArticle,
) -> bool {
    let number = &article.number;
    let title = &code.title;
    let message = match (article.version.state, article.version.end) {
        (Published::Repealed, codes::EndOfForce::On(day)) => say!(
            "l'article {number} du {title} est abrogé depuis le {day}",
            "article {number} of the {title} was repealed on {day}"
        ),
        (Published::Repealed, _) => say!(
            "l'article {number} du {title} est abrogé",
            "article {number} of the {title} is repealed"
        ),
        (Published::Moved, _) => say!(
            "l'article {number} du {title} porte aujourd'hui un autre numéro",
            "article {number} of the {title} has another number now"
        ),
        (Published::Stillborn, _) => say!(
            "cette version de l'article {number} du {title} n'est jamais entrée en vigueur",
            "this version of article {number} of the {title} never came into force"
        ),
        _ => return false,
    };
    let by = by_words(article);
    let mut fault = Fault::error("article-repealed", message).help(say!(
        "cherchez ce qui le remplace, puis revoyez tout ce qui repose sur lui",
        "look for what takes its place, then go through all that rests on it"
    ));
    if let Some(by) = by {
        fault = fault.note(by);
    }
    found.changed("article", fault);
    true
}

/// Whether a code is older than the reading of a version of an article.
pub(super) fn is_older(
    code: &DatedCode,
    article: &codes::CodeArticle,
    read: &str,
    as_of: Day,
) -> bool {
    match article.known(read) {
        Some(known) => known.from > article.version.from,
        None => on(code.day) < as_of,
    }
}

/// What is older than the reading says nothing of it, and neither do its words.
pub(super) fn older(found: &mut Found<'_>, code: &DatedCode, as_of: Day) {
    let (day, as_of) = (code.day, iso(as_of));
    found.text = None;
    found.unheld(say!(
        "le code donné ({day}) est plus ancien que la lecture ({as_of})",
        "the code that was given ({day}) is older than the reading ({as_of})"
    ));
}

/// The code holds another version than the one that was read.
fn another(
    found: &mut Found<'_>,
    code: &DatedCode,
    article: &codes::CodeArticle,
    anchor: &Article,
) {
    let (read, number) = (&anchor.version, &anchor.number);
    let (now, from) = (&article.version.id, article.version.from);
    if is_older(code, article, read, anchor.as_of) {
        return older(found, code, anchor.as_of);
    }
    let known = article.known(read);
    let mut fault = match known {
        Some(_) => Fault::error(
            "article-changed",
            say!(
                "l'article {number} a changé : la version {now} est en vigueur depuis le {from}",
                "article {number} has changed: version {now} is in force since {from}"
            ),
        ),
        None => Fault::error(
            "article-changed",
            say!(
                "l'article {number} n'a aucune version {read} ; {now} est en vigueur depuis le {from}",
                "article {number} has no version {read}; {now} is in force since {from}"
            ),
        ),
    };
    if let Some(by) = by_words(article) {
        fault = fault.note(by);
    }
    if let Some(words) = kept::differences(found, article) {
        fault = fault.note(words);
    }
    fault = fault.help(say!(
        "lisez la nouvelle version, corrigez ce qui repose dessus, puis mettez `version`, `since`, `as_of` et `checked` à jour",
        "read the new version, mend what rests on it, then bring `version`, `since`, `as_of` and `checked` up to date"
    ));
    found.changed("version", fault);
}

fn since(found: &mut Found<'_>, article: &codes::CodeArticle, anchor: &Article) {
    let (version, from) = (&anchor.version, article.version.from);
    let since = iso(anchor.since);
    found.fault(
        "since",
        Fault::error(
            "article-since",
            say!(
                "la version {version} est en vigueur depuis le {from}, et non le {since}",
                "version {version} is in force since {from}, not {since}"
            ),
        )
        .help(say!("écrivez `since: {from}`", "write `since: {from}`")),
    );
}

/// The titles of what made the version, without what only numbered an older text.
pub(super) fn made_by(article: &codes::CodeArticle) -> Vec<String> {
    let own = article.made_by.iter().filter(|made| !made.codifies);
    let mut titles: Vec<String> = own.map(|made| made.title.clone()).collect();
    titles.dedup();
    titles
}

fn by_words(article: &codes::CodeArticle) -> Option<crate::language::Bilingual<String>> {
    let titles = made_by(article).join(" ; ");
    (!titles.is_empty()).then(|| say!("par : {titles}", "by: {titles}"))
}
