//! Links and images: where they may lead, and what they must say.

use std::ops::Range;

use pulldown_cmark::LinkType;

use super::inline::bare_url;
use super::{End, Writer};
use crate::content::{Link, LinkKind, Piece, address};
use crate::language::{escape_html, prose};
use crate::report::Fault;
use crate::say;

/// Words that say nothing about where a link leads, in lower case.
const VAGUE: [&str; 28] = [
    "ici",
    "cliquez ici",
    "cliquer ici",
    "en savoir plus",
    "lire la suite",
    "lire plus",
    "plus d’informations",
    "plus d’infos",
    "voir plus",
    "voir",
    "lien",
    "ce lien",
    "cette page",
    "suite",
    "site",
    "page",
    "here",
    "click here",
    "read more",
    "learn more",
    "find out more",
    "more",
    "more information",
    "see more",
    "link",
    "this link",
    "this page",
    "this site",
];

impl Writer<'_> {
    pub(super) fn start_link(
        &mut self,
        link_type: LinkType,
        target: &str,
        title: &str,
        range: Range<usize>,
    ) {
        self.open_links += 1;
        let from = self.plain.len();
        let target = match link_type {
            LinkType::Email => format!("mailto:{target}"),
            _ => target.to_owned(),
        };
        let index = self.accept(target, title, &range).map(|(index, kind)| {
            self.out.html("<a href=\"");
            match kind {
                LinkKind::Internal | LinkKind::Image => self.out.push(Piece::Href(index)),
                LinkKind::External | LinkKind::Contact => {
                    let address = address::escaped(&self.links[index].target);
                    self.out.html(&address);
                }
            }
            self.out.html("\"");
            if kind == LinkKind::External {
                self.out.html(" rel=\"noreferrer\"");
            }
            self.title_attribute(title);
            self.out.html(">");
            index
        });
        self.begin(range, End::Link { index, from });
    }

    pub(super) fn end_link(&mut self, index: Option<usize>, from: usize, range: Range<usize>) {
        self.open_links -= 1;
        let masked = self.masked;
        let words = self.plain.get(from..).unwrap_or("");
        let text = masked.restore(words).trim().to_owned();
        if index.is_some() {
            self.out.html("</a>");
        }
        self.check_words(&text, &range);
        if let Some(index) = index {
            self.links[index].text = text;
        }
    }

    pub(super) fn start_image(&mut self, target: &str, title: &str, range: Range<usize>) {
        self.open_images += 1;
        let from = self.plain.len();
        let index = match self.accept(target.to_owned(), title, &range) {
            Some((index, LinkKind::Internal)) => {
                self.links[index].kind = LinkKind::Image;
                Some(index)
            }
            Some((index, _)) => {
                self.links.truncate(index);
                self.refuse_external(&range);
                None
            }
            None => None,
        };
        let title = title.to_owned();
        self.begin(range, End::Image { index, from, title });
    }

    pub(super) fn end_image(
        &mut self,
        index: Option<usize>,
        from: usize,
        title: &str,
        range: Range<usize>,
    ) {
        self.open_images -= 1;
        self.prose.opaque();
        let masked = self.masked;
        let words = self.plain.get(from..).unwrap_or("");
        let misplaced = masked.holds_call(words);
        let text = masked.restore(words).trim().to_owned();
        if misplaced {
            self.refuse_call(&range);
        }
        if text.is_empty() {
            self.refuse_silent_image(&range);
        }
        if let Some(index) = index {
            self.out.html("<img src=\"");
            self.out.push(Piece::Href(index));
            self.out.html(&format!("\" alt=\"{}\"", escape_html(&text)));
            self.title_attribute(title);
            self.out.html(">");
            self.links[index].text = text;
        } else {
            self.out.html(&escape_html(&text));
        }
    }

    /// Keeps an address that may be led to, and tells its index and kind.
    fn accept(
        &mut self,
        target: String,
        title: &str,
        range: &Range<usize>,
    ) -> Option<(usize, LinkKind)> {
        if self.masked.holds_call(&target) || self.masked.holds_call(title) {
            self.refuse_call(range);
            return None;
        }
        let span = self.span_of(range);
        match address::kind(&target) {
            Ok(_) if target.is_empty() => {
                self.report.add(
                    Fault::error(
                        "empty-link",
                        say!("ce lien n'a pas d'adresse", "this link has no address"),
                    )
                    .at(span)
                    .help(say!(
                        "écrivez-la entre les parenthèses",
                        "write it between the parentheses"
                    )),
                );
                None
            }
            Ok(kind) => {
                self.links.push(Link {
                    target,
                    kind,
                    text: String::new(),
                    span,
                });
                Some((self.links.len() - 1, kind))
            }
            Err(reason) => {
                self.report.add(address::unsafe_link(reason, span));
                None
            }
        }
    }

    fn title_attribute(&mut self, title: &str) {
        if !title.is_empty() {
            let title = escape_html(&prose(title, self.language));
            self.out.html(&format!(" title=\"{title}\""));
        }
    }

    /// A screen reader lists the links of a page: each has to make sense alone.
    fn check_words(&mut self, text: &str, range: &Range<usize>) {
        let place = self.span_of(range);
        let bare = text
            .trim_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase();
        if text.is_empty() {
            self.report.add(
                Fault::error(
                    "empty-link",
                    say!("ce lien n'a pas de texte", "this link has no text"),
                )
                .at(place)
                .help(say!(
                    "dites entre les crochets où il mène",
                    "say between the brackets where it leads"
                )),
            );
        } else if VAGUE.contains(&bare.as_str()) {
            self.report.add(
                Fault::warning(
                    "vague-link",
                    say!(
                        "« {text} » ne dit pas où mène le lien",
                        "“{text}” does not say where the link leads"
                    ),
                )
                .at(place)
                .help(say!(
                    "nommez la page ou le site : les lecteurs d'écran lisent les liens hors de leur phrase",
                    "name the page or the site: screen readers read links without their sentence"
                )),
            );
        } else if text.starts_with("http://")
            || text.starts_with("https://")
            || text.starts_with("www.")
        {
            self.report.add(bare_url().at(place));
        }
    }

    fn refuse_call(&mut self, range: &Range<usize>) {
        self.report.add(
            Fault::error(
                "misplaced-call",
                say!(
                    "un appel `{{{{ … }}}}` ne peut pas être dans une adresse, une infobulle ou le texte d'une image",
                    "a call `{{{{ … }}}}` cannot stand in an address, a tooltip or the text of an image"
                ),
            )
            .at(self.span_of(range))
            .help(say!(
                "écrivez l'adresse en toutes lettres, ou placez l'appel dans le texte",
                "write the address in full, or put the call into the text"
            )),
        );
    }

    fn refuse_external(&mut self, range: &Range<usize>) {
        self.report.add(
            Fault::error(
                "external-image",
                say!(
                    "cette image est sur un autre site",
                    "this image is on another site"
                ),
            )
            .at(self.span_of(range))
            .help(say!(
                "copiez-la dans `content/media/`, si ses droits le permettent, et donnez son chemin : les visiteurs ne sont suivis par personne",
                "copy it into `content/media/`, if its rights allow it, and give its path: nobody then follows the visitors"
            )),
        );
    }

    fn refuse_silent_image(&mut self, range: &Range<usize>) {
        self.report.add(
            Fault::error(
                "image-alt",
                say!(
                    "cette image n'a pas de texte de remplacement",
                    "this image has no alternative text"
                ),
            )
            .at(self.span_of(range))
            .help(say!(
                "dites entre les crochets ce qu'elle apprend au lecteur",
                "say between the brackets what it tells the reader"
            )),
        );
    }
}
