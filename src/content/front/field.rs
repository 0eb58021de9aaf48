//! The fields of a front matter, each with its own form.

use jiff::civil::Date;

use super::{Layout, Primary};
use crate::content::{Link, Phrase, address, anchor};
use crate::language::{Bilingual, Language};
use crate::quote::Quote;
use crate::report::{Fault, Report};
use crate::say;
use crate::source::{Span, is_reserved};
use crate::yaml::{Fields, Name, Node};

/// The longest part of an address, in letters: with an ending, it stays below the 255 bytes of
/// the names of files on common disks, and people still read it.
const LONGEST_SLUG: usize = 100;

/// Reads the fields of one page's front matter.
pub(super) struct Reader<'a> {
    /// The text of the whole file.
    pub(super) file: &'a str,
    /// The language of the page.
    pub(super) language: Language,
    /// Where faults go.
    pub(super) report: &'a mut Report,
}

impl Reader<'_> {
    /// Words that may hold calls.
    pub(super) fn phrase(&mut self, node: Option<&Node>) -> Option<Phrase> {
        let node = node?;
        let text = node.text(self.report)?.trim();
        if text.is_empty() {
            self.report.add(node.unexpected(say!("un texte", "a text")));
            return None;
        }
        let phrase = Phrase::read(text, self.file, node.span, self.language, self.report);
        Some(phrase)
    }

    /// A part of an address.
    pub(super) fn slug(&mut self, node: Option<&Node>, title: &Phrase) -> Option<String> {
        let node = node?;
        let slug = node.text(self.report)?;
        if anchor::is_plain(slug) {
            if let Some(fault) = self.unfit_for_a_folder(slug, node.span) {
                self.report.add(fault);
                return None;
            }
            return Some(slug.to_owned());
        }
        let mut proposed = anchor::fold(slug);
        if proposed.is_empty() {
            proposed = anchor::fold(&title.plain(|_| String::new()));
        }
        self.report.add(
            Fault::error(
                "invalid-slug",
                say!(
                    "`{slug}` ne peut pas être une partie d'adresse",
                    "`{slug}` cannot be a part of an address"
                ),
            )
            .at(node.span)
            .label(say!(
                "minuscules sans accent, chiffres et tirets seulement",
                "lower-case letters without accents, digits and hyphens only"
            ))
            .help(say!(
                "écrivez `slug: {proposed}`",
                "write `slug: {proposed}`"
            )),
        );
        None
    }

    /// What keeps an address from being a folder on every system.
    fn unfit_for_a_folder(&self, slug: &str, span: Span) -> Option<Fault> {
        if is_reserved(slug) {
            let fault = Fault::error(
                "reserved-name",
                say!(
                    "Windows garde le nom `{slug}` pour un appareil : la page n'y serait pas",
                    "Windows keeps the name `{slug}` for a device: the page would not be there"
                ),
            );
            return Some(fault.at(span).help(say!(
                "écrivez un autre mot, ou un mot de plus : `slug: {slug}-page`",
                "write another word, or one word more: `slug: {slug}-page`"
            )));
        }
        (slug.len() > LONGEST_SLUG).then(|| {
            let (length, most) = (slug.len(), LONGEST_SLUG);
            let fault = Fault::error(
                "invalid-slug",
                say!(
                    "cette partie d'adresse a {length} lettres ; {most} au plus tiennent sur tous les disques",
                    "this part of an address has {length} letters; every disk holds {most} at most"
                ),
            );
            fault.at(span).help(say!(
                "gardez les mots qui disent le sujet",
                "keep the words that tell the subject"
            ))
        })
    }

    /// A day.
    pub(super) fn date(&mut self, node: Option<&Node>) -> Option<Date> {
        let node = node?;
        let text = node.text(self.report)?;
        // The package reads other forms of ISO 8601 too; one form is enough for authors.
        let date = text.parse().ok().filter(|_| text.len() == 10);
        if date.is_none() {
            self.report.add(invalid_date(text, node.span));
        }
        date
    }

    /// Names, one or several.
    pub(super) fn names(&mut self, node: Option<&Node>) -> Vec<Name> {
        let mut names = Vec::new();
        for item in node.map_or(&[][..], |node| node.items(self.report)) {
            if let Some(text) = item.text(self.report) {
                names.push(Name {
                    text: text.to_owned(),
                    span: item.span,
                });
            }
        }
        names
    }

    /// Words of the law, under the ids of their sources.
    pub(super) fn quotes(&mut self, node: Option<&Node>) -> Vec<(Name, Vec<Quote>)> {
        let entries = node.map_or(&[][..], |node| node.entries(self.report));
        let quotes = entries.iter();
        quotes
            .map(|(name, node)| (name.clone(), Quote::read(node, self.report)))
            .collect()
    }

    /// The page's layout, or the usual one.
    pub(super) fn layout(&mut self, node: Option<&Node>) -> Layout {
        let known = Layout::ALL.map(|layout| (layout.name(), layout));
        node.and_then(|node| node.one_of(&known, self.report))
            .unwrap_or_default()
    }

    /// The button, whose link joins the links of the page.
    pub(super) fn primary(
        &mut self,
        node: Option<&Node>,
        links: &mut Vec<Link>,
    ) -> Option<Primary> {
        let node = node?;
        let mut fields = Fields::of(node, self.report);
        let text = fields.required("text", self.report);
        let link = fields.required("link", self.report);
        fields.finish(self.report);
        let text = self.phrase(text)?;
        let (target, span) = (link?.text(self.report)?, link?.span);
        let kind = match address::kind(target) {
            Ok(kind) => kind,
            Err(reason) => {
                self.report.add(address::unsafe_link(reason, span));
                return None;
            }
        };
        links.push(Link {
            target: target.to_owned(),
            kind,
            text: text.plain(|_| String::new()),
            span,
        });
        Some(Primary {
            text,
            link: links.len() - 1,
            span: node.span,
        })
    }
}

fn invalid_date(text: &str, span: Span) -> Fault {
    let fault = Fault::error(
        "invalid-date",
        say!("`{text}` n'est pas une date", "`{text}` is no date"),
    )
    .at(span);
    let parts: Vec<&str> = text.split(['/', '.', '-']).collect();
    match parts.as_slice() {
        [day, month, year] if year.len() == 4 => {
            // `12/25/2026` is the order of other countries.
            let readings = [(month, day), (day, month)];
            let meant = readings.map(|(month, day)| format!("{year}-{month:0>2}-{day:0>2}"));
            let mut meant = meant
                .into_iter()
                .filter(|text| text.parse::<Date>().is_ok());
            match meant.next() {
                Some(meant) => fault.help(say!("écrivez `{meant}`", "write `{meant}`")),
                None => fault.help(written_date()),
            }
        }
        _ => fault.help(written_date()),
    }
}

fn written_date() -> Bilingual<String> {
    say!(
        "écrivez l'année, le mois et le jour, par exemple `2026-11-22`",
        "write the year, the month and the day, for example `2026-11-22`"
    )
}
