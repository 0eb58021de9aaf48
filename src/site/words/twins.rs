//! Holds the words of one language to those of the other.

use std::collections::BTreeSet;

use crate::language::{Bilingual, Language};
use crate::report::{Fault, Report};
use crate::rules::ParameterId;
use crate::say;
use crate::source::Span;

/// A text that was found, as far as the other language must have the like.
pub(super) struct PairedText {
    pub(super) id: String,
    pub(super) figures: Vec<ParameterId>,
    pub(super) span: Span,
    /// Whether it may be left out, in both languages.
    pub(super) extra: bool,
}

/// Reports the texts that name other figures in one language than in the other.
pub(super) fn same_figures(told: &Bilingual<Vec<PairedText>>, report: &mut Report) {
    for english in &told.en {
        let id = &english.id;
        let Some(french) = told.fr.iter().find(|french| french.id == *id) else {
            continue;
        };
        if french.figures != english.figures {
            report.add(
                Fault::error(
                    "different-figures",
                    say!(
                        "`{id}` ne cite pas les mêmes chiffres dans les deux langues",
                        "`{id}` does not name the same figures in both languages"
                    ),
                )
                .at(english.span)
                .related(french.span, say!("le texte français", "the French text"))
                .help(say!(
                    "citez les mêmes `{{paramètres}}` dans les deux textes",
                    "name the same `{{parameters}}` in both texts"
                )),
            );
        }
    }
}

/// Reports the texts that could be left out, and stand in one language only.
pub(super) fn same_extras(told: &Bilingual<Vec<PairedText>>, report: &mut Report) {
    for language in Language::ALL {
        let there: BTreeSet<&str> = told[language.other()]
            .iter()
            .map(|told| told.id.as_str())
            .collect();
        let path = format!("content/{}/questionnaire.yaml", language.other().code());
        for told in told[language].iter().filter(|told| told.extra) {
            let id = &told.id;
            if there.contains(id.as_str()) {
                continue;
            }
            report.add(
                Fault::error(
                    "missing-translation",
                    say!(
                        "`{id}` est dans une seule langue",
                        "`{id}` is in one language only"
                    ),
                )
                .at(told.span)
                .help(say!(
                    "traduisez-le dans {path}, ou retirez-le d'ici",
                    "translate it in {path}, or take it out of here"
                )),
            );
        }
    }
}
