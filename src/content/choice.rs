//! Two sentences of which one is shown: `{{ if known("participation") }}… {{ else }}… {{ end }}`.

use crate::language::Bilingual;
use crate::report::Fault;
use crate::say;
use crate::source::Span;
use crate::yaml::Name;

/// How many choices may stand in one another: what is deeper nobody can read.
const DEEPEST: usize = 2;

/// What is shown while values are known, and what otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice<T> {
    /// What must hold for the first to be shown.
    pub test: KnownTest,
    /// What is shown while the values are known.
    pub known: Vec<T>,
    /// What is shown on other days.
    pub unknown: Vec<T>,
}

/// Whether the values of parameters are known on the day of the site: all of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownTest {
    /// The parameters, each at its place.
    pub parameters: Vec<Name>,
    /// Where the mark stands, braces included.
    pub span: Span,
}

impl KnownTest {
    /// A name that equal tests share, and no parameter has: `known-a-b`.
    pub fn key(&self) -> String {
        let mut names: Vec<&str> = self.parameters.iter().map(|name| &*name.text).collect();
        names.sort_unstable();
        names.dedup();
        format!("known-{}", names.join("-"))
    }
}

impl<T> Choice<T> {
    /// What is shown where the test holds, or does not.
    pub fn branch(&self, known: bool) -> &[T] {
        if known { &self.known } else { &self.unknown }
    }
}

/// A mark of a choice in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// `if known("a", "b")`, or `if unknown("a")` where the flag is set.
    If(KnownTest, bool),
    /// `else`.
    Else(Span),
    /// `end`.
    End(Span),
}

/// A choice that has begun, with what stood before it.
#[derive(Debug)]
pub struct Begun<T> {
    around: T,
    test: KnownTest,
    /// Whether the first sentence is the one for values that are not known.
    turned: bool,
    /// The first sentence, once the second has begun.
    first: Option<T>,
}

/// A choice that has ended, each of its sentences as it was gathered.
#[derive(Debug)]
pub struct Ended<T> {
    /// What must hold for the first to be shown.
    pub test: KnownTest,
    /// The sentence for values that are known.
    pub known: T,
    /// The sentence for values that are not.
    pub unknown: T,
}

impl<T: Default> Begun<T> {
    /// Begins the first sentence: `out` is emptied for it.
    pub fn new(test: KnownTest, turned: bool, out: &mut T) -> Begun<T> {
        Begun {
            around: std::mem::take(out),
            test,
            turned,
            first: None,
        }
    }

    /// Where its first mark stands.
    pub fn span(&self) -> Span {
        self.test.span
    }

    /// Begins the second sentence; says whether it had not begun yet.
    pub fn turn(&mut self, out: &mut T) -> bool {
        let fresh = self.first.is_none();
        if fresh {
            self.first = Some(std::mem::take(out));
        }
        fresh
    }

    /// Ends it: what stood before it comes back to `out`.
    pub fn end(self, out: &mut T) -> Ended<T> {
        let last = std::mem::replace(out, self.around);
        let (first, second) = match self.first {
            Some(first) => (first, last),
            None => (last, T::default()),
        };
        let (known, unknown) = match self.turned {
            false => (first, second),
            true => (second, first),
        };
        Ended {
            test: self.test,
            known,
            unknown,
        }
    }
}

/// A way in which the values of parameters may be known: those that are not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct World<'n> {
    unknown: Vec<&'n str>,
}

impl World<'_> {
    /// Whether all values of a test are known here.
    pub fn holds(&self, test: &KnownTest) -> bool {
        let mut parameters = test.parameters.iter();
        parameters.all(|name| !self.unknown.contains(&name.text.as_str()))
    }
}

/// As many ways to know these parameters as are needed to see every sentence of a text once: all
/// of them, none, all but one, and one alone.
pub fn worlds<'n>(tests: impl Iterator<Item = &'n KnownTest>) -> Vec<World<'n>> {
    let mut names: Vec<&str> = Vec::new();
    for name in tests.flat_map(|test| &test.parameters) {
        if !names.contains(&name.text.as_str()) {
            names.push(&name.text);
        }
    }
    let mut worlds = vec![World::default()];
    let mut add = |unknown: Vec<&'n str>| {
        let world = World { unknown };
        if !worlds.contains(&world) {
            worlds.push(world);
        }
    };
    add(names.clone());
    for name in &names {
        add(vec![*name]);
        add(names
            .iter()
            .filter(|other| *other != name)
            .copied()
            .collect());
    }
    worlds
}

/// Whether spaces at the beginning of a sentence count for nothing, after what stands before its
/// choice.
pub(super) fn gap_before(before: Option<char>) -> bool {
    before.is_none_or(|before| before.is_whitespace() || "([|«“".contains(before))
}

/// Whether spaces at the end of a sentence count for nothing, before what follows its choice.
pub(super) fn gap_after(after: Option<char>) -> bool {
    after.is_none_or(|after| after.is_whitespace() || ".,;:!?…)]|»”".contains(after))
}

/// The fault of choices that stand too deep in one another, where `depth` of them are open.
pub(super) fn too_deep(depth: usize, span: Span) -> Option<Fault> {
    let message = say!(
        "trop de `if` les uns dans les autres : {DEEPEST} au plus",
        "too many `if` inside one another: {DEEPEST} at most"
    );
    (depth >= DEEPEST).then(|| {
        fault(message, span).help(say!(
            "écrivez une phrase entière pour chaque cas",
            "write a whole sentence for each case"
        ))
    })
}

/// The fault of a choice that its paragraph, or what stands inside it, ends before.
pub(super) fn unclosed(span: Span) -> Fault {
    fault(
        say!(
            "ce `if` n'a pas de `{{{{ end }}}}` là où il commence",
            "this `if` has no `{{{{ end }}}}` where it begins"
        ),
        span,
    )
    .help(say!(
        "fermez-le dans le même paragraphe, titre, élément de liste ou cellule, et dans le même gras ou lien",
        "close it in the same paragraph, heading, list item or table cell, and in the same bold or link"
    ))
}

/// The fault of a mark without a beginning.
pub(super) fn stray(name: &str, span: Span) -> Fault {
    fault(
        say!(
            "ce `{name}` n'a pas de `if` ouvert là où il se trouve",
            "this `{name}` has no `if` that is open where it stands"
        ),
        span,
    )
    .help(say!(
        "écrivez `{{{{ if known(\"…\") }}}}…{{{{ else }}}}…{{{{ end }}}}` dans un seul paragraphe, sans couper de gras ni de lien",
        "write `{{{{ if known(\"…\") }}}}…{{{{ else }}}}…{{{{ end }}}}` in one paragraph, without cutting bold or a link in two"
    ))
}

/// The fault of a second `else`.
pub(super) fn second_else(span: Span, first: Span) -> Fault {
    fault(
        say!(
            "ce `if` a déjà un `else`",
            "this `if` has an `else` already"
        ),
        span,
    )
    .related(first, say!("le `if`", "the `if`"))
    .help(say!(
        "gardez-en un : un `if` choisit entre deux phrases",
        "keep one: an `if` chooses between two sentences"
    ))
}

/// The fault of a sentence that opens a quotation or a parenthesis and does not close it.
pub(super) fn unbalanced(span: Span) -> Fault {
    fault(
        say!(
            "un guillemet ou une parenthèse s'ouvre ici dans une phrase et se ferme hors d'elle",
            "a quotation mark or a parenthesis opens here inside one sentence and closes outside it"
        ),
        span,
    )
    .help(say!(
        "mettez-les tous deux dans la phrase, ou tous deux dehors",
        "put both into the sentence, or both outside"
    ))
}

/// The fault of a choice that leaves nothing on some days.
pub(super) fn leaves_nothing(span: Span) -> Fault {
    fault(
        say!(
            "certains jours, il ne resterait rien ici",
            "on some days nothing would be left here"
        ),
        span,
    )
    .help(say!(
        "écrivez aussi l'autre phrase, avec `{{{{ else }}}}`",
        "write the other sentence too, with `{{{{ else }}}}`"
    ))
}

/// The fault of something that a choice cannot hold.
pub(super) fn cannot_hold(what: Bilingual<&str>, span: Span) -> Fault {
    let Bilingual { fr, en } = what;
    let message = Bilingual {
        fr: format!("{fr} ne peut pas être dans un `if`"),
        en: format!("{en} cannot stand inside an `if`"),
    };
    fault(message, span).help(say!(
        "sortez cet élément du `if`",
        "take it out of the `if`"
    ))
}

fn fault(message: Bilingual<String>, span: Span) -> Fault {
    Fault::error("if-branches", message).at(span)
}
