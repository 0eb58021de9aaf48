//! Paragraphs, lists, quotations, call-outs and code.

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Tag};

use super::table::Caption;
use super::{End, Writer};
use crate::content::Piece;
use crate::content::piece::Pieces;
use crate::language::{Language, escape_html};
use crate::report::Fault;
use crate::say;

impl Writer<'_> {
    pub(super) fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        if !is_inline(&tag) {
            self.end_choices();
        }
        self.sections.start(&tag);
        match tag {
            Tag::Paragraph => {
                self.begin_words();
                let around = self.apart();
                self.begin(range, End::Paragraph(around));
            }
            Tag::Heading {
                level,
                id,
                classes,
                attrs,
            } => {
                let extras = !classes.is_empty() || !attrs.is_empty();
                self.start_heading(level as u8, id.as_deref(), extras, range);
            }
            Tag::BlockQuote(None) => self.plain_block(range, "<blockquote>\n", End::Quote),
            Tag::BlockQuote(Some(kind)) => self.start_callout(kind, range),
            Tag::CodeBlock(kind) => self.start_code(&kind, range),
            Tag::HtmlBlock => self.start_raw(range),
            Tag::List(None) => self.plain_block(range, "<ul>\n", End::Html("</ul>\n")),
            Tag::List(Some(1)) => self.plain_block(range, "<ol>\n", End::Html("</ol>\n")),
            Tag::List(Some(first)) => {
                let opening = format!("<ol start=\"{first}\">\n");
                self.plain_block(range, &opening, End::Html("</ol>\n"));
            }
            Tag::Item => self.words_block(range, "<li>", "</li>\n"),
            Tag::FootnoteDefinition(label) => self.start_note(&label, range),
            Tag::DefinitionList => self.plain_block(range, "<dl>\n", End::Html("</dl>\n")),
            Tag::DefinitionListTitle => self.start_term(range),
            Tag::DefinitionListDefinition => self.words_block(range, "<dd>", "</dd>\n"),
            Tag::Table(alignments) => self.start_table(alignments, range),
            Tag::TableHead => self.start_table_head(range),
            Tag::TableRow => self.start_table_row(range),
            Tag::TableCell => self.start_cell(range),
            Tag::Emphasis => self.start_emphasis(range),
            Tag::Strong => self.start_strong(range),
            Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            } => self.start_link(link_type, &dest_url, &title, range),
            Tag::Image {
                dest_url, title, ..
            } => self.start_image(&dest_url, &title, range),
            // The options that would give these are off.
            Tag::Strikethrough | Tag::Superscript | Tag::Subscript | Tag::MetadataBlock(_) => {
                self.begin(range, End::Html(""))
            }
        }
    }

    /// Begins a block that holds blocks.
    fn plain_block(&mut self, range: Range<usize>, opening: &str, end: End) {
        self.new_line();
        self.out.html(opening);
        self.begin(range, end);
    }

    /// Ends the line of words that a list item had before its inner list.
    fn new_line(&mut self) {
        if let Some(html) = self.out.last_html()
            && !html.ends_with(['>', '\n'])
        {
            html.push('\n');
        }
    }

    /// Begins a block that may hold words itself.
    fn words_block(&mut self, range: Range<usize>, opening: &str, closing: &'static str) {
        self.begin_words();
        self.plain_block(range, opening, End::Html(closing));
    }

    pub(super) fn end_paragraph(&mut self, around: Pieces, range: Range<usize>) {
        let mut paragraph = self.rejoin(around);
        if let Some(call) = paragraph.only_call() {
            call.block = true;
            self.out.append(paragraph);
        } else if Caption::is_one(&self.plain) {
            self.caption = Some(Caption::new(paragraph));
        } else {
            self.check_bold(&range);
            self.write_paragraph(paragraph);
        }
    }

    pub(super) fn write_paragraph(&mut self, paragraph: Pieces) {
        self.out.html("<p>");
        self.out.append(paragraph);
        self.out.html("</p>\n");
    }

    /// Finds bold words that stand for a heading: screen readers do not list those.
    fn check_bold(&mut self, range: &Range<usize>) {
        let whole = self.bold == Some(0..self.plain.len()) && self.open.is_empty();
        let sentence = self.plain.ends_with(['.', '!', '…', ';']);
        if whole && !sentence {
            self.report.add(
                Fault::warning(
                    "bold-as-heading",
                    say!(
                        "ce paragraphe en gras tient lieu de titre",
                        "this bold paragraph stands for a heading"
                    ),
                )
                .at(self.span_of(range))
                .help(say!(
                    "faites-en un titre, avec `##` ou `###` : les lecteurs d'écran en dressent la liste",
                    "make it a heading, with `##` or `###`: screen readers list those"
                )),
            );
        }
    }

    fn start_callout(&mut self, kind: BlockQuoteKind, range: Range<usize>) {
        let (class, word) = match kind {
            BlockQuoteKind::Note => ("note", "callout_note"),
            BlockQuoteKind::Tip => ("tip", "callout_tip"),
            BlockQuoteKind::Important => ("important", "callout_important"),
            BlockQuoteKind::Warning | BlockQuoteKind::Caution => ("warning", "callout_warning"),
        };
        self.out.html(&format!(
            "<aside class=\"callout callout-{class}\">\n<p class=\"callout-label\">"
        ));
        self.out.push(Piece::Word(word));
        self.out.html("</p>\n");
        self.begin(range, End::Html("</aside>\n"));
    }

    /// The language of the code becomes a class where it is one plain word.
    fn start_code(&mut self, kind: &CodeBlockKind<'_>, range: Range<usize>) {
        let info = match kind {
            CodeBlockKind::Indented => "",
            CodeBlockKind::Fenced(info) => info.split_whitespace().next().unwrap_or(""),
        };
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '_');
        if !info.is_empty() && info.chars().all(plain) {
            self.out
                .html(&format!("<pre><code class=\"language-{info}\">"));
        } else {
            self.out.html("<pre><code>");
        }
        if matches!(kind, CodeBlockKind::Fenced(_)) {
            self.check_fence(&range);
        }
        self.begin(range, End::Code);
    }

    /// Finds code that nothing ends: it goes on to the end of the page.
    fn check_fence(&mut self, range: &Range<usize>) {
        let text = self.masked.text.get(range.clone()).unwrap_or("");
        let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
        let mark = if first.trim_start().starts_with('~') {
            "~~~"
        } else {
            "```"
        };
        let last = rest.trim_end().lines().last().unwrap_or("");
        // What encloses the code may stand before its marks.
        let closing = last.trim_start_matches([' ', '\t', '>']);
        if closing.starts_with(mark) && closing.trim_start_matches(&mark[..1]).is_empty() {
            return;
        }
        let place = self.span_of(&(range.start..range.start + first.len()));
        self.report.add(
            Fault::error(
                "unclosed-code",
                say!(
                    "le code ouvert ici n'a pas de fin",
                    "the code that opens here has no end"
                ),
            )
            .at(place)
            .help(say!(
                "ajoutez après lui une ligne `{mark}`, sans rien d'autre",
                "add a line `{mark}` after it, with nothing else on it"
            )),
        );
    }

    fn start_raw(&mut self, range: Range<usize>) {
        self.refuse_raw(&range);
        self.plain_block(range, "<p>", End::RawHtml);
    }

    pub(super) fn raw_lines(&mut self, html: &str) {
        let masked = self.masked;
        self.out.html(&escape_html(&masked.restore(html)));
    }

    pub(super) fn raw_inline(&mut self, html: &str, range: Range<usize>) {
        self.refuse_raw(&range);
        let masked = self.masked;
        let shown = masked.restore(html);
        if self.open_images == 0 {
            self.out.html(&escape_html(&shown));
        }
        self.plain.push_str(&shown);
    }

    fn refuse_raw(&mut self, range: &Range<usize>) {
        self.report.add(
            Fault::error(
                "raw-html",
                say!(
                    "le HTML n'est pas accepté dans les pages",
                    "HTML is not accepted in pages"
                ),
            )
            .at(self.span_of(range))
            .help(say!(
                "écrivez-le en Markdown ; pour le montrer tel quel, mettez-le entre accents graves",
                "write it in Markdown; to show it as it is, put it between backticks"
            )),
        );
    }

    fn start_strong(&mut self, range: Range<usize>) {
        if self.plain.is_empty() {
            self.bold = Some(0..0);
        }
        self.out.html("<strong>");
        self.begin(range, End::Strong);
    }

    pub(super) fn end_strong(&mut self) {
        self.out.html("</strong>");
        let words = self.plain.len();
        if let Some(bold) = self.bold.as_mut().filter(|bold| bold.end == 0) {
            bold.end = words;
        }
    }

    /// In an English page italics are for the French names of French things.
    fn start_emphasis(&mut self, range: Range<usize>) {
        match self.language {
            Language::French => {
                self.out.html("<em>");
                self.begin(range, End::Html("</em>"));
            }
            Language::English => {
                self.prose.speak(Language::French);
                self.out.html("<i lang=\"fr\">");
                self.begin(range, End::Foreign("</i>"));
            }
        }
    }
}

/// Whether something stands among the words of a block.
fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Link { .. }
            | Tag::Image { .. }
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
    )
}
