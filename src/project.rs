//! `content/site.yaml`: what is true of the site as a whole.

mod address;
mod contact;
mod embed;
mod without;

use crate::language::{Bilingual, Language, prose};
use crate::report::{Fault, Report};
use crate::say;
use crate::source::{Sources, Span};
use crate::yaml::{self, Fields, Name, Node, Value, unknown_name};

pub use address::base_address;
pub use without::{WHOLE, do_without, leave_out, named_without};

/// Where the file stands inside a site.
pub const PATH: &str = "content/site.yaml";

/// What an organisation may say about itself, for the legal pages and the foot of the site.
pub const ORGANISATION: [&str; 19] = [
    "name",
    "legal_form",
    "address",
    "phone",
    "phone_hours",
    "email",
    "disability_contact",
    "registration",
    "vat_number",
    "director",
    "host_name",
    "host_address",
    "host_phone",
    "dpo_email",
    "accessibility_status",
    "accessibility_rate",
    "accessibility_audit",
    "accessibility_date",
    "accessibility_contact",
];

/// What of it is copied letter by letter; the rest is typeset as words are.
const CODES: [&str; 6] = [
    "phone",
    "email",
    "registration",
    "vat_number",
    "host_phone",
    "dpo_email",
];

/// The site as a whole.
#[derive(Debug, Clone)]
pub struct Project {
    /// Its title.
    pub title: Bilingual<String>,
    /// A few words under the title.
    pub tagline: Option<Bilingual<String>>,
    /// Who answers for it.
    pub edition: Edition,
    /// What kind of organisation publishes it, where that is said.
    pub publisher: Option<Publisher>,
    /// The address that it is published under, without a slash at the end.
    pub base_url: Option<String>,
    /// The name of its theme.
    pub theme: String,
    /// The pages of the menu, by their paths.
    pub menu: Vec<Name>,
    /// The pages of the foot, by their paths.
    pub footer: Vec<Name>,
    /// The other sites that may show the questionnaire in a frame: `https://www.example.org`.
    pub embed_hosts: Vec<String>,
    /// What the organisation says about itself, by the keys of [`ORGANISATION`].
    pub organisation: Vec<(&'static str, Bilingual<String>)>,
    /// Where the organisation's block stands, or the file's beginning.
    pub organisation_span: Option<Span>,
}

/// Who answers for a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edition {
    /// Nobody yet: national content to start from.
    Model,
    /// An organisation.
    Organisation,
}

/// What kind of organisation publishes a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Publisher {
    /// A provider of bilans.
    Provider,
    /// An OPCO or a training fund.
    Opco,
    /// A public employer or body.
    Public,
    /// A private employer that informs its own staff.
    Employer,
}

impl Edition {
    /// Every edition with its name in the file.
    pub const NAMES: [(&'static str, Edition); 2] = [
        ("model", Edition::Model),
        ("organisation", Edition::Organisation),
    ];
}

impl Publisher {
    /// Every kind of publisher with its name in the file.
    pub const NAMES: [(&'static str, Publisher); 4] = [
        ("OF", Publisher::Provider),
        ("OPCO", Publisher::Opco),
        ("PUB", Publisher::Public),
        ("RH", Publisher::Employer),
    ];
}

impl Project {
    /// What the organisation says about itself under a key.
    pub fn organisation(&self, key: &str) -> Option<&Bilingual<String>> {
        self.organisation
            .iter()
            .find(|(known, _)| *known == key)
            .map(|(_, text)| text)
    }
}

/// Reads the file. Nothing comes back where it is missing or unreadable, which is reported.
pub fn read(sources: &Sources, report: &mut Report) -> Option<Project> {
    let Some(file) = sources.at(PATH) else {
        report.add(
            Fault::error(
                "no-site",
                say!(
                    "il n'y a pas de fichier {PATH} ici",
                    "there is no file {PATH} here"
                ),
            )
            .help(say!(
                "lancez la commande dans le dossier du site, ou donnez-le avec `--site DOSSIER`",
                "run the command in the site's folder, or give it with `--site FOLDER`"
            )),
        );
        return None;
    };
    let tree = yaml::parse(sources, file, report)?;
    let mut fields = Fields::of(&tree, report);
    let title = fields
        .required("title", report)
        .and_then(|node| printed_words(node, report));
    let tagline = fields
        .optional("tagline")
        .and_then(|node| printed_words(node, report));
    let edition = fields
        .optional("edition")
        .and_then(|node| node.one_of(&Edition::NAMES, report));
    let publisher = fields
        .optional("publisher")
        .and_then(|node| node.one_of(&Publisher::NAMES, report));
    let base_url = fields
        .optional("base_url")
        .and_then(|node| base_url(node, report));
    let theme = fields.text("theme", report).unwrap_or("default").to_owned();
    let mut pages = |name: &'static str, report: &mut Report| {
        let items = fields
            .optional(name)
            .map_or(&[][..], |node| node.items(report));
        items
            .iter()
            .filter_map(|item| {
                Some(Name {
                    text: item.text(report)?.to_owned(),
                    span: item.span,
                })
            })
            .collect::<Vec<Name>>()
    };
    let menu = pages("menu", report);
    let footer = pages("footer", report);
    let embed_hosts = fields
        .optional("embed")
        .map_or(Vec::new(), |node| embed::hosts(node, report));
    // What it names was taken out when the files were read.
    if let Some(node) = fields.optional("without") {
        without::names(node, report);
    }
    let organisation_node = fields.optional("organisation");
    let organisation = organisation_node.map_or(Vec::new(), |node| organisation(node, report));
    fields.finish(report);
    Some(Project {
        title: title?,
        tagline,
        edition: edition.unwrap_or(Edition::Organisation),
        publisher,
        base_url,
        theme,
        menu,
        footer,
        embed_hosts,
        organisation,
        organisation_span: organisation_node.map(|node| node.span),
    })
}

fn base_url(node: &Node, report: &mut Report) -> Option<String> {
    let text = node.text(report)?;
    match base_address(text) {
        Ok(address) => Some(address),
        Err(reason) => {
            report.add(bad_base_address(text, &reason).at(node.span));
            None
        }
    }
}

/// The fault of an address that no site can be published under.
fn bad_base_address(text: &str, reason: &Bilingual<String>) -> Fault {
    let Bilingual { fr, en } = reason;
    Fault::error(
        "bad-address",
        say!(
            "`{text}` n'est pas l'adresse d'un site : {fr}",
            "`{text}` is not the address of a site: {en}"
        ),
    )
    .help(say!(
        "écrivez par exemple https://bilan.exemple.fr",
        "write for example https://bilan.example.org"
    ))
}

/// What the organisation says about itself. A field that was left empty is one that is not
/// there, here as everywhere.
fn organisation(node: &Node, report: &mut Report) -> Vec<(&'static str, Bilingual<String>)> {
    let mut found = Vec::new();
    for (name, node) in node.entries(report) {
        let known = ORGANISATION.into_iter().find(|known| *known == name.text);
        let Some(key) = known else {
            report.add(unknown_name("unknown-field", name, ORGANISATION));
            continue;
        };
        if node.value != Value::Empty
            && let Some(text) = if CODES.contains(&key) {
                bilingual(node, report)
            } else {
                printed_words(node, report)
            }
        {
            contact::check(key, &text.fr, node, report);
            if text.en != text.fr {
                contact::check(key, &text.en, node, report);
            }
            found.push((key, text));
        }
    }
    found
}

/// Words for both languages, or for each, as they are printed.
fn printed_words(node: &Node, report: &mut Report) -> Option<Bilingual<String>> {
    let text = bilingual(node, report)?;
    Some(text.map(|language, text| prose(text, language)))
}

/// A text for both languages, or one text for each.
fn bilingual(node: &Node, report: &mut Report) -> Option<Bilingual<String>> {
    if let Some(text) = node.scalar() {
        return Some(Bilingual::new(|_| text.to_owned()));
    }
    let mut fields = Fields::of(node, report);
    let texts = Bilingual::new(|language: Language| {
        let found = fields.required(language.code(), report)?;
        found.text(report).map(str::to_owned)
    });
    fields.finish(report);
    texts.transpose()
}
