//! Schemas of the site as a whole, and of the front matter of a page.

use serde_json::{Value, json};

use super::known::Known;
use super::shape::{Properties, bilingual, day, id, keyed, list, period, text, word, yes_no};
use crate::content::Layout;
use crate::project::{Edition, ORGANISATION, Publisher};
use crate::say;

/// `content/site.yaml`.
pub(super) fn site(known: &Known) -> Value {
    let mut organisation = Properties::new();
    for key in ORGANISATION {
        let words = say!(
            "Repris dans les mentions légales et au pied du site.",
            "Taken up in the legal pages and at the foot of the site."
        );
        organisation = organisation.optional(key, bilingual(), words);
    }
    Properties::new()
        .required(
            "title",
            bilingual(),
            say!("Le titre du site.", "The title of the site."),
        )
        .optional(
            "tagline",
            bilingual(),
            say!(
                "Quelques mots sous le titre.",
                "A few words under the title."
            ),
        )
        .optional(
            "edition",
            word(&Edition::NAMES),
            say!(
                "model : personne ne publie encore ce site. organisation : quelqu'un en répond.",
                "model: nobody publishes this site yet. organisation: somebody answers for it."
            ),
        )
        .optional(
            "publisher",
            word(&Publisher::NAMES),
            say!(
                "OF (organisme de bilan), OPCO, PUB (organisme public) ou RH (employeur).",
                "OF (a provider of bilans), OPCO, PUB (a public body) or RH (an employer)."
            ),
        )
        .optional(
            "base_url",
            json!({ "type": "string", "pattern": r"^https?://[A-Za-z0-9.\[\]:-]+(/[A-Za-z0-9/._~%!$&()*+,;=:@-]*)?$" }),
            say!(
                "L'adresse où le site est publié.",
                "The address that the site is published under."
            ),
        )
        .optional(
            "theme",
            text(),
            say!(
                "Le nom du thème ; default si rien n'est écrit.",
                "The name of the theme; default where nothing is written."
            ),
        )
        .optional(
            "without",
            list(text()),
            say!(
                "Les fichiers nationaux dont le site se passe : des chemins comme content/rules/cases, ou all.",
                "The national files that the site does without: paths like content/rules/cases, or all."
            ),
        )
        .optional(
            "menu",
            list(id(&known.pages)),
            say!("Les pages du menu.", "The pages of the menu."),
        )
        .optional(
            "footer",
            list(id(&known.pages)),
            say!("Les pages du pied de page.", "The pages of the foot."),
        )
        .optional(
            "embed",
            Properties::new()
                .required(
                    "hosts",
                    json!({
                        "type": "array",
                        "items": { "type": "string", "pattern": r"^https?://[^/\s]+/?$" },
                    }),
                    say!(
                        "Les adresses des sites, par exemple https://www.exemple.fr.",
                        "The addresses of the sites, for example https://www.example.org."
                    ),
                )
                .schema(),
            say!(
                "Les autres sites qui peuvent montrer le questionnaire.",
                "The other sites that may show the questionnaire."
            ),
        )
        .optional(
            "organisation",
            organisation.schema(),
            say!(
                "Ce que l'organisme dit de lui-même.",
                "What the organisation says about itself."
            ),
        )
        .schema()
}

/// The front matter of a page.
pub(super) fn page(known: &Known) -> Value {
    let primary = Properties::new()
        .required("text", text(), say!("Ses mots.", "Its words."))
        .required("link", text(), say!("Où il mène.", "Where it leads."));
    Properties::new()
        .required(
            "title",
            text(),
            say!("Le titre de la page.", "The title of the page."),
        )
        .optional(
            "menu",
            text(),
            say!(
                "Un titre plus court pour les menus.",
                "A shorter title for menus."
            ),
        )
        .required(
            "description",
            text(),
            say!(
                "Ce que montrent les moteurs de recherche.",
                "What search engines show."
            ),
        )
        .optional(
            "slug",
            text(),
            say!(
                "La fin de l'adresse : minuscules, chiffres et tirets. Seule la première page du site s'en passe.",
                "The end of the address: lower-case letters, digits and hyphens. Only the first page of the site does without."
            ),
        )
        .optional(
            "lead",
            text(),
            say!(
                "Les premières phrases, mises à part.",
                "The first sentences, set apart."
            ),
        )
        .optional(
            "updated",
            day(),
            say!(
                "Le jour du dernier changement.",
                "The day of the last change."
            ),
        )
        .optional(
            "checked",
            day(),
            say!(
                "Le jour de la dernière lecture du droit.",
                "The day on which the law was last read."
            ),
        )
        .optional(
            "review",
            period(),
            say!(
                "La durée de validité de cette lecture, par exemple 6 months.",
                "How long that reading is good for, for example 6 months."
            ),
        )
        .optional(
            "sources",
            list(id(&known.sources)),
            say!("Les sources de la page.", "The sources of the page."),
        )
        .optional(
            "quotes",
            keyed(&known.sources, false, |_| list(text())),
            say!(
                "Les mots des textes sur lesquels la page repose, sous les noms des sources.",
                "The words of the texts that the page rests on, under the names of the sources."
            ),
        )
        .optional(
            "layout",
            json!({ "enum": Layout::ALL.map(Layout::name) }),
            say!("La mise en page.", "How the page is laid out."),
        )
        .optional(
            "primary",
            primary.schema(),
            say!(
                "Le bouton de la page.",
                "The button of the page."
            ),
        )
        .optional(
            "draft",
            yes_no(),
            say!(
                "true : la page reste hors du site publié.",
                "true: the page stays out of a published site."
            ),
        )
        .schema()
}
