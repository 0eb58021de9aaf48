//! What stands among words: code, line ends, and the marks of a mistake.

use std::ops::Range;

use pulldown_cmark::LinkType;

use super::{End, Writer, unclosed};
use crate::language::escape_html;
use crate::report::{Fault, closest};
use crate::say;

/// What begins an address that a reader would have to copy by hand.
const BARE: [&str; 3] = ["https://", "http://", "www."];

/// The names that a call-out may have.
const CALLOUTS: [&str; 5] = ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"];

impl Writer<'_> {
    pub(super) fn code(&mut self, code: &str) {
        let masked = self.masked;
        let shown = masked.restore(code);
        self.plain.push_str(&shown);
        self.prose.opaque();
        if self.open_images == 0 {
            self.out
                .html(&format!("<code>{}</code>", escape_html(&shown)));
        }
    }

    pub(super) fn hard_break(&mut self) {
        self.plain.push('\n');
        self.prose.line_break();
        if self.open_images == 0 {
            self.out.html("<br>\n");
        }
    }

    /// Finds, in a text, what its author meant for something else.
    pub(super) fn check_text(&mut self, run: &str) {
        if run.contains("{{") {
            let range = self.range_of("{{");
            self.report.add(unclosed(self.span_of(&range)));
        }
        if self.open_links == 0
            && let Some(address) = BARE.into_iter().find(|start| run.contains(start))
        {
            let range = self.range_of(address);
            self.report.add(bare_url().at(self.span_of(&range)));
        }
        if run.contains("[^") {
            self.unknown_footnote();
        }
        if run.contains("](") {
            let range = self.range_of("](");
            self.report.add(broken_link().at(self.span_of(&range)));
        }
        if run.starts_with("[!") && self.plain.is_empty() && self.begins_quote() {
            self.unknown_callout(run);
        }
    }

    /// A link whose address is nowhere defined: Markdown leaves it as text. One pair of brackets
    /// alone is text too, and often meant so.
    pub(super) fn broken_reference(&mut self, range: &Range<usize>, link_type: LinkType) {
        if !matches!(
            link_type,
            LinkType::Reference
                | LinkType::ReferenceUnknown
                | LinkType::Collapsed
                | LinkType::CollapsedUnknown
        ) {
            return;
        }
        self.report.add(
            Fault::error(
                "unknown-reference",
                say!(
                    "ce lien renvoie à une adresse qui n'est pas définie",
                    "this link refers to an address that is not defined"
                ),
            )
            .at(self.span_of(range))
            .help(say!(
                "écrivez l'adresse entre parenthèses : `[texte](adresse)`",
                "write the address in parentheses: `[text](address)`"
            )),
        );
    }

    fn unknown_footnote(&mut self) {
        let range = self.range_of("[^");
        let written = self.masked.text.get(range.clone()).unwrap_or("");
        let Some(length) = written.find(']') else {
            return;
        };
        let written = &written[..=length];
        self.report.add(
            Fault::error(
                "unknown-footnote",
                say!("cette note n'existe pas", "this note does not exist"),
            )
            .at(self.span_of(&(range.start..range.start + length + 1)))
            .help(say!(
                "ajoutez plus bas une ligne `{written}: …`",
                "add below a line `{written}: …`"
            )),
        );
    }

    /// Whether the paragraph that is open is in a quotation.
    fn begins_quote(&self) -> bool {
        let last = self.open.len();
        last >= 2
            && matches!(self.open[last - 1].end, End::Paragraph(_))
            && matches!(self.open[last - 2].end, End::Quote)
    }

    fn unknown_callout(&mut self, run: &str) {
        let name = run[2..].split(']').next().unwrap_or("");
        let upper = name.to_uppercase();
        let fault = Fault::error(
            "unknown-callout",
            say!(
                "cet encadré n'est pas reconnu",
                "this call-out is not recognised"
            ),
        )
        .at(self.span_of(&self.range_of("[!")));
        let known = CALLOUTS.map(|name| format!("`[!{name}]`")).join(", ");
        self.report.add(if CALLOUTS.contains(&upper.as_str()) {
            fault.help(say!(
                "laissez `[!{upper}]` seul sur sa ligne, et le texte sur la suivante, après `>`",
                "leave `[!{upper}]` alone on its line, and the text on the next, after `>`"
            ))
        } else if let Some(meant) = closest(name, CALLOUTS) {
            fault.help(say!(
                "vouliez-vous écrire `[!{meant}]` ?",
                "did you mean `[!{meant}]`?"
            ))
        } else {
            fault.help(say!("écrivez l'un de {known}", "write one of {known}"))
        });
    }

    /// Where the text that is being written first holds `needle`.
    fn range_of(&self, needle: &str) -> Range<usize> {
        let run = &self.run_range;
        let text = self.masked.text.get(run.clone()).unwrap_or("");
        match text.find(needle) {
            Some(at) => {
                let found = &text[at..];
                let length = found
                    .find(char::is_whitespace)
                    .unwrap_or(found.len())
                    .max(needle.len());
                run.start + at..run.start + at + length
            }
            None => run.clone(),
        }
    }
}

/// The fault of a link that Markdown does not recognise and leaves as text.
fn broken_link() -> Fault {
    Fault::error(
        "broken-link",
        say!(
            "ceci ressemble à un lien, mais Markdown n'en fait pas un",
            "this looks like a link, but Markdown does not make it one"
        ),
    )
    .help(say!(
        "écrivez `[texte](adresse)` d'un seul tenant, sans espace dans l'adresse et sans note dans le texte",
        "write `[text](address)` in one go, without a space in the address and without a note in the text"
    ))
}

/// The fault of an address that stands as text.
pub(super) fn bare_url() -> Fault {
    Fault::warning(
        "bare-url",
        say!(
            "une adresse se lit mal, et s'écoute encore moins bien",
            "an address reads badly, and sounds worse"
        ),
    )
    .help(say!(
        "écrivez `[le nom du site](adresse)`",
        "write `[the name of the site](address)`"
    ))
}
