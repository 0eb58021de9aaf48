//! The pages of `bilan check --explain`: one a fault and a language, in `faults/`.

use include_dir::{Dir, include_dir};

use crate::language::Language;

static PAGES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/src/report/faults");

/// The page that explains a fault, in Markdown; none where its message says all there is to say.
///
/// ```
/// use bilan::language::Language;
/// use bilan::report::explanation;
///
/// let page = explanation("rule-gap", Language::English).expect("a page");
/// assert!(page.starts_with("# rule-gap\n"));
/// ```
pub fn explanation(id: &str, language: Language) -> Option<&'static str> {
    PAGES
        .get_file(format!("{language}/{id}.md"))?
        .contents_utf8()
}
