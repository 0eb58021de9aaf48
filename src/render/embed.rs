//! The questionnaire inside other sites: the script that they load, and how they call it.

use minijinja::context;
use sha2::{Digest, Sha384};

use crate::content::Layout;
use crate::language::Language;
use crate::render::Renderer;
use crate::render::script::COPIED;
use crate::render::writer::Writer;

/// Where it is published. Other sites write this address, so it never changes; a change of the
/// script that they would notice gets a new number, beside the old one.
pub const SCRIPT_ADDRESS: &str = "/embed/v1.js";

/// Where the questionnaire for frames is published. The script leads there from its own
/// address: it holds no address itself, so its digest only changes with what it does.
pub fn frame_address(language: Language) -> String {
    format!("/embed/{language}/")
}

/// The script, as it is published.
pub fn script(renderer: &Renderer) -> &[u8] {
    renderer.theme.asset(COPIED).unwrap_or_default()
}

/// What another site writes, for its author to copy.
pub fn code(writer: &Writer<'_>) -> String {
    let renderer = writer.renderer;
    let base = match &renderer.site.project.base_url {
        Some(base) => base.clone(),
        None => renderer
            .theme
            .text("embed_base", writer.language)
            .to_owned(),
    };
    let code = tags(writer, &base);
    writer.fragment("embed_code", context! { code })
}

/// The same on a page of this site.
pub fn example(writer: &Writer<'_>) -> String {
    let tags = tags(writer, &writer.renderer.site.root);
    format!("<div>\n{tags}</div>\n")
}

/// A link for readers without scripts, and the script that shows the questionnaire in its place.
fn tags(writer: &Writer<'_>, base: &str) -> String {
    let site = &writer.renderer.site;
    let page = &site.pages[site.with_layout(Layout::Questionnaire).unwrap_or(site.home)];
    let title = Writer { page, ..*writer }.plain(&page.documents[writer.language].front.title);
    let context = context! {
        base,
        title,
        address => &page.address[writer.language],
        script => SCRIPT_ADDRESS,
        integrity => integrity(script(writer.renderer)),
        lang => writer.language.code(),
    };
    writer.fragment("embed", context)
}

/// A digest by which a browser refuses a file that is not the one that was copied.
fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", base64(&Sha384::digest(bytes)))
}

/// Three bytes as four letters. The 48 bytes of a digest need no padding.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (groups, _) = bytes.as_chunks::<3>();
    groups
        .iter()
        .flat_map(|&[first, second, third]| {
            let bits = u32::from_be_bytes([0, first, second, third]);
            [18, 12, 6, 0].map(|shift| char::from(LETTERS[(bits >> shift & 63) as usize]))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::integrity;

    /// The digest of nothing, as `openssl dgst -sha384 -binary | base64` gives it.
    #[test]
    fn a_known_digest() {
        assert_eq!(
            integrity(b""),
            "sha384-OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb"
        );
    }
}
