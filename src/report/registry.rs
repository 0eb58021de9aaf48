//! Every fault that is ever told: its id, how much it may matter, and what explains it.
//!
//! A maker of a fault is held to this table while the program is tried out, and
//! `tests/suite/explained.rs` holds the table to the makers, to the pages and to `docs/faults.md`.

use ExplainedBy::{Explained, MessageAlone};
use Severity::{Error, Note, Warning};

use crate::report::Severity;

/// A fault that can be told.
#[derive(Debug)]
pub struct Registered {
    /// Its stable name.
    pub id: &'static str,
    /// How much it may matter, the worst first: in some places it matters less than in others.
    pub severities: &'static [Severity],
    /// What explains it.
    pub told: ExplainedBy,
}

/// What explains a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExplainedBy {
    /// A page in each language, for `bilan check --explain`.
    Explained,
    /// Its message and its help: there is nothing more to say.
    MessageAlone,
}

/// The fault of this id.
pub fn registered(id: &str) -> Option<&'static Registered> {
    let index = FAULTS.binary_search_by_key(&id, |fault| fault.id).ok()?;
    Some(&FAULTS[index])
}

/// Whether the table knows a fault that matters so much.
pub(super) fn allows(id: &str, severity: Severity) -> bool {
    registered(id).is_some_and(|fault| fault.severities.contains(&severity))
}

const fn error(id: &'static str, told: ExplainedBy) -> Registered {
    several(id, &[Error], told)
}

const fn warning(id: &'static str, told: ExplainedBy) -> Registered {
    several(id, &[Warning], told)
}

const fn note(id: &'static str, told: ExplainedBy) -> Registered {
    several(id, &[Note], told)
}

const fn several(
    id: &'static str,
    severities: &'static [Severity],
    told: ExplainedBy,
) -> Registered {
    Registered {
        id,
        severities,
        told,
    }
}

/// Every fault, in the order of the alphabet.
pub const FAULTS: &[Registered] = &[
    warning("almost-markdown", Explained),
    error("article-absent", Explained),
    error("article-changed", Explained),
    several("article-ended", &[Error, Warning], Explained),
    several("article-ends", &[Warning, Note], Explained),
    error("article-repealed", Explained),
    error("article-since", Explained),
    warning("article-twice", Explained),
    error("article-words", Explained),
    error("asked-too-early", Explained),
    error("bad-address", MessageAlone),
    error("bad-answer", MessageAlone),
    error("bad-contact", MessageAlone),
    error("bad-id", MessageAlone),
    error("bad-number", MessageAlone),
    error("band-limits", MessageAlone),
    warning("bare-url", Explained),
    warning("bold-as-heading", Explained),
    error("broken-anchor", Explained),
    error("broken-link", Explained),
    error("call-syntax", Explained),
    several("case-fails", &[Error, Note], Explained),
    error("checked-unopened", Explained),
    error("circular-rule", Explained),
    error("code-missing", MessageAlone),
    error("codes-broken", MessageAlone),
    several("codes-twice", &[Error, Warning], MessageAlone),
    error("conflicting-roles", Explained),
    error("contradictory-answers", Explained),
    warning("description-length", Explained),
    error("different-figures", Explained),
    error("different-layouts", Explained),
    error("duplicate-address", MessageAlone),
    error("duplicate-anchor", MessageAlone),
    error("duplicate-name", MessageAlone),
    error("empty-heading", MessageAlone),
    error("empty-link", MessageAlone),
    error("empty-page", MessageAlone),
    error("empty-range", MessageAlone),
    error("example-unanswered", MessageAlone),
    error("expression-syntax", Explained),
    error("external-image", Explained),
    error("file-name", MessageAlone),
    error("file-too-large", MessageAlone),
    error("foreign-file", Explained),
    error("foreign-folder", Explained),
    error("heading-attribute", MessageAlone),
    error("heading-level", Explained),
    error("if-branches", Explained),
    warning("ignored-file", Explained),
    error("image-alt", Explained),
    error("invalid-anchor", MessageAlone),
    error("invalid-date", MessageAlone),
    error("invalid-period", MessageAlone),
    error("invalid-slug", Explained),
    note("law-changed", Explained),
    error("layout-twice", Explained),
    warning("left-over", MessageAlone),
    warning("long-lead", Explained),
    warning("long-question", Explained),
    several("long-sentence", &[Warning, Note], Explained),
    warning("long-title", Explained),
    warning("longer-order", Explained),
    error("low-contrast", Explained),
    error("misplaced-call", Explained),
    error("missing-field", MessageAlone),
    error("missing-file", MessageAlone),
    error("missing-front-matter", Explained),
    error("missing-text", Explained),
    error("missing-text-of-law", Explained),
    error("missing-translation", Explained),
    error("module-circle", MessageAlone),
    error("module-syntax", MessageAlone),
    error("nested-heading", MessageAlone),
    several("no-base-address", &[Warning, Note], Explained),
    error("no-break-space", Explained),
    error("no-codes", MessageAlone),
    error("no-folder", MessageAlone),
    error("no-home", MessageAlone),
    error("no-reference-date", Explained),
    error("no-site", MessageAlone),
    error("no-situations", MessageAlone),
    error("no-verdict", Explained),
    warning("not-synced", Explained),
    error("not-utf8", MessageAlone),
    warning("option-without-effect", Explained),
    warning("orphan-page", Explained),
    error("output-busy", Explained),
    error("output-in-site", Explained),
    error("page-absent", Explained),
    warning("page-changed", Explained),
    error("parameter-bounds", Explained),
    error("parameter-order", MessageAlone),
    error("program-mistake", Explained),
    warning("question-never-asked", Explained),
    error("quote-found-twice", Explained),
    error("quote-not-found", Explained),
    error("quote-of-old-text", Explained),
    error("quote-without-text", Explained),
    error("quote-without-value", Explained),
    error("raw-html", Explained),
    warning("read-again", Explained),
    error("reserved-name", Explained),
    several("rule-always", &[Error, Warning], Explained),
    error("rule-gap", Explained),
    warning("rule-idle-part", Explained),
    note("rule-mergeable", Explained),
    note("rule-misleading", Explained),
    error("rule-never", Explained),
    note("rule-order-free", Explained),
    error("rule-overlap", Explained),
    warning("rule-senseless-negation", Explained),
    error("rule-shadowed", Explained),
    note("rule-subsumed", Explained),
    error("rules-too-large", Explained),
    error("same-name", Explained),
    warning("shouting-heading", Explained),
    error("since-not-established", Explained),
    several("source-address", &[Error, Warning], Explained),
    warning("stale", Explained),
    error("supposition-without-value", Explained),
    error("symbolic-link", Explained),
    warning("table-caption", Explained),
    error("table-cells", Explained),
    error("template", Explained),
    error("text-of-change", Explained),
    error("too-many-options", MessageAlone),
    error("two-reference-dates", MessageAlone),
    error("two-verdicts", MessageAlone),
    error("type-mismatch", Explained),
    warning("unanchored-source", Explained),
    error("unclosed-code", MessageAlone),
    error("unclosed-front-matter", MessageAlone),
    error("unclosed-text", MessageAlone),
    error("underlined-text", Explained),
    error("uneven-keys", MessageAlone),
    error("unexpected-value", Explained),
    several("unfilled-template", &[Error, Note], Explained),
    error("unknown-amount", MessageAlone),
    error("unknown-call", MessageAlone),
    error("unknown-callout", Explained),
    warning("unknown-colour", MessageAlone),
    error("unknown-decision", MessageAlone),
    error("unknown-example", MessageAlone),
    error("unknown-export", MessageAlone),
    error("unknown-field", Explained),
    error("unknown-footnote", MessageAlone),
    error("unknown-function", MessageAlone),
    error("unknown-in-condition", Explained),
    error("unknown-module", MessageAlone),
    error("unknown-name", Explained),
    error("unknown-option", MessageAlone),
    warning("unknown-origin", Explained),
    error("unknown-outcome", Explained),
    error("unknown-page", Explained),
    error("unknown-parameter", Explained),
    error("unknown-question", MessageAlone),
    error("unknown-reference", Explained),
    error("unknown-source", Explained),
    error("unknown-step", MessageAlone),
    error("unknown-theme", MessageAlone),
    error("unknown-type", MessageAlone),
    error("unknown-unit", MessageAlone),
    error("unknown-value", Explained),
    error("unknown-version", Explained),
    error("unknown-word", Explained),
    error("unnamed-comparison", Explained),
    note("unopened-source", Explained),
    warning("unquoted-law", Explained),
    error("unreadable-file", MessageAlone),
    error("unsafe-link", Explained),
    error("until-not-declared", Explained),
    warning("unused-fact", Explained),
    warning("unused-footnote", MessageAlone),
    warning("unused-parameter", Explained),
    warning("unused-question", Explained),
    warning("unused-reference", Explained),
    warning("unused-source", Explained),
    error("unused-text", Explained),
    error("unwritable", Explained),
    warning("vague-link", Explained),
    error("without-nothing", Explained),
    note("without-quote", Explained),
    error("wrong-call", Explained),
    error("wrong-count", Explained),
    error("wrong-group", MessageAlone),
    error("yaml-alias", MessageAlone),
    warning("yaml-comment", Explained),
    error("yaml-extra", Explained),
    error("yaml-syntax", Explained),
    error("yaml-too-deep", MessageAlone),
];
