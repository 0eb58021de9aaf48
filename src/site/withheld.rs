//! Paths that an author wrote and that have no page: drafts, and files with a fault of their own.

use std::collections::HashMap;

use crate::content::Document;
use crate::language::{Bilingual, Language};
use crate::report::Fault;
use crate::say;
use crate::source::{Sources, Span};

/// What was written and makes no page of this site.
pub(super) struct Withheld<'s> {
    /// The drafts, with the place that makes them one.
    drafts: Bilingual<HashMap<String, Span>>,
    sources: &'s Sources,
}

/// Why no page is at a path.
pub(super) enum Why {
    /// It is a draft: where that is said.
    Draft(Span),
    /// A file is there and makes no page, which its own fault tells.
    Told,
    /// Nobody wrote it.
    Unwritten,
}

impl<'s> Withheld<'s> {
    /// Takes the drafts out of the documents, where they are not shown.
    pub fn from(
        documents: &mut Bilingual<Vec<Document>>,
        shown: bool,
        sources: &'s Sources,
    ) -> Withheld<'s> {
        let drafts = Bilingual::new(|language| {
            let mut drafts = HashMap::new();
            documents[language].retain(|document| {
                let draft = document.front.draft.filter(|_| !shown);
                drafts.extend(draft.map(|span| (document.path.clone(), span)));
                draft.is_none()
            });
            drafts
        });
        Withheld { drafts, sources }
    }

    /// Why no page in a language is at this path.
    pub fn why(&self, language: Language, path: &str) -> Why {
        let file = format!("content/{}/{path}", language.code());
        match self.drafts[language].get(path) {
            Some(&span) => Why::Draft(span),
            None if self.sources.at(&file).is_some() || self.sources.left_out(&file) => Why::Told,
            None => Why::Unwritten,
        }
    }
}

/// Says that a fault comes from a draft, and what to do.
pub(super) fn draft(fault: Fault, span: Span) -> Fault {
    let fault = fault.related(span, say!("le brouillon", "the draft"));
    fault.help(say!(
        "retirez la ligne `draft: true` quand la page est prête, ou ce qui mène à elle",
        "take the line `draft: true` out when the page is ready, or what leads to it"
    ))
}
