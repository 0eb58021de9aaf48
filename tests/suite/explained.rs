//! Every fault explains itself: by a text of `bilan check --explain`, or by its message alone.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use bilan::check::explanations;
use bilan::language::Language;

/// Faults of form, of a name or of the disk, whose message and help say all there is to say.
const SAY_ALL: &str = "
    bad-address bad-answer bad-contact bad-id bad-number duplicate-address duplicate-anchor duplicate-name empty-range
    expression-syntax invalid-anchor invalid-date invalid-period invalid-slug missing-field
    missing-file missing-front-matter missing-template missing-text missing-translation
    module-circle module-syntax
    no-reference-date no-situations no-verdict not-utf8 parameter-bounds parameter-order program-mistake template too-many-options two-reference-dates two-verdicts type-mismatch
    low-contrast unclosed-code unclosed-front-matter unclosed-text unexpected-value yaml-alias yaml-comment yaml-extra yaml-syntax
    yaml-too-deep wrong-count

    since-not-established supposition-without-value until-not-declared unknown-amount unknown-call unknown-callout unknown-colour unknown-decision unknown-export unknown-field unknown-footnote
    unknown-function unknown-module unknown-name unknown-option unknown-outcome unknown-page unknown-parameter
    unknown-question unknown-reference unknown-source unknown-step unknown-theme unknown-type
    unknown-unit unknown-version unknown-word underlined-text unused-footnote unused-reference unused-text

    almost-markdown bare-url bold-as-heading broken-anchor broken-link call-syntax description-length if-branches
    different-figures different-layouts empty-heading empty-link empty-page external-image heading-attribute
    heading-level image-alt layout-twice long-lead long-question long-sentence long-title misplaced-call nested-heading no-break-space no-home raw-html
    shouting-heading table-caption table-cells unsafe-link vague-link wrong-call

    article-absent article-changed article-ended article-ends article-repealed article-since
    article-twice
    article-words code-missing codes-broken codes-twice no-codes page-absent page-changed read-again
    source-address text-of-change

    file-name file-too-large foreign-file foreign-folder left-over no-folder no-site not-synced output-busy
    output-in-site symbolic-link unknown-origin unreadable-file unwritable
";

/// The ids that the sources give to faults, by the calls that make them.
fn emitted() -> BTreeSet<String> {
    let makers = [
        "never_used(",
        "Fault::error(",
        "Fault::warning(",
        "Fault::note_only(",
        "unknown_name(",
    ];
    let mut found = BTreeSet::new();
    for entry in walkdir::WalkDir::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let entry = entry.expect("the source folder can be walked");
        if entry.path().extension().is_none_or(|ending| ending != "rs") {
            continue;
        }
        let text = fs::read_to_string(entry.path()).expect("a source file is text");
        for maker in makers {
            for call in text.split(maker).skip(1) {
                if let Some(rest) = call.trim_start().strip_prefix('"') {
                    let id = rest.split('"').next().expect("a text ends");
                    found.insert(id.to_owned());
                }
            }
        }
    }
    found
}

#[test]
fn every_fault_is_explained_or_says_all_itself() {
    let explained: BTreeSet<String> = explanations().map(|found| found.id.to_owned()).collect();
    let plain: BTreeSet<String> = SAY_ALL.split_whitespace().map(str::to_owned).collect();
    let emitted = emitted();
    assert!(emitted.len() > 80, "the faults were not found");
    let listed: BTreeSet<String> = explained.union(&plain).cloned().collect();
    let both: Vec<_> = explained.intersection(&plain).collect();
    assert!(both.is_empty(), "explained and listed: {both:?}");
    let unexplained: Vec<_> = emitted.difference(&listed).collect();
    assert!(unexplained.is_empty(), "without a text: {unexplained:?}");
    let gone: Vec<_> = listed.difference(&emitted).collect();
    assert!(gone.is_empty(), "no such fault: {gone:?}");
}

#[test]
fn every_explanation_has_its_four_headings() {
    for found in explanations() {
        for (language, headings) in [
            (
                Language::French,
                [
                    "Ce qu'il trouve : ",
                    "Pourquoi : ",
                    "Exemple : ",
                    "À la place : ",
                ],
            ),
            (
                Language::English,
                [
                    "What it finds: ",
                    "Why it matters: ",
                    "Example: ",
                    "Instead: ",
                ],
            ),
        ] {
            let lines: Vec<&str> = found.text[language].lines().collect();
            assert_eq!(lines.len(), 4, "{} in {language}", found.id);
            for (line, heading) in lines.iter().zip(headings) {
                assert!(
                    line.starts_with(heading),
                    "{} in {language}: {line}",
                    found.id
                );
            }
        }
    }
}
