//! Markdown as pieces of safe HTML.
//!
//! The Markdown parser passes raw HTML and any address through. The policy is ours, on its
//! events: what reaches a piece is either made here or escaped here.

mod almost;
mod block;
mod cells;
mod choice;
mod definition;
mod heading;
mod inline;
mod link;
mod note;
mod section;
mod sentence;
mod slip;
mod table;

use std::cell::RefCell;
use std::ops::Range;

use pulldown_cmark::{BrokenLink, Event, Options, Parser, Tag};

use self::choice::Chosen;
use self::definition::{Definitions, folded};
use self::note::Notes;
use self::section::Sections;
use self::table::{Caption, Table};
use super::anchor::Anchors;
use super::call::{Call, Inside};
use super::mask::{Masked, MaskedPart, mask, unclosed};
use super::piece::Pieces;
use super::{GlossaryTerm, Heading, Layout, Link, Piece};
use crate::language::{Language, Prose, escape_html, typeset_html};
use crate::report::Report;
use crate::source::Span;

/// What the Markdown of a page becomes.
pub(super) struct Body {
    /// The page, without its title and its footnotes.
    pub(super) pieces: Vec<Piece>,
    /// Its footnotes.
    pub(super) notes: Vec<Piece>,
    /// Its headings.
    pub(super) headings: Vec<Heading>,
    /// The terms of a glossary.
    pub(super) terms: Vec<GlossaryTerm>,
    /// The links that were there before, and those of the body.
    pub(super) links: Vec<Link>,
}

/// Makes the pieces of the Markdown that `span` covers in `file`.
pub(super) fn write(
    file: &str,
    span: Span,
    language: Language,
    layout: Layout,
    links: Vec<Link>,
    report: &mut Report,
) -> Body {
    let masked = mask(&file[span.start..span.end], span);
    let broken = RefCell::new(Vec::new());
    let remember = |link: BrokenLink<'_>| {
        broken.borrow_mut().push((link.span, link.link_type));
        None
    };
    let parser =
        Parser::new_with_broken_link_callback(&masked.text, options(layout), Some(remember));
    let mut writer = Writer::new(&masked, span, language, links, report);
    writer.glossary = layout == Layout::Glossary;
    writer.definitions = parser
        .reference_definitions()
        .iter()
        .map(|(name, found)| (folded(name), found.span.clone()))
        .collect();
    for (event, range) in parser.into_offset_iter() {
        writer.event(event, range);
    }
    for (range, link_type) in broken.borrow().iter() {
        writer.broken_reference(range, *link_type);
    }
    writer.finish()
}

/// Smart punctuation knows no French, and our own pass knows both languages.
fn options(layout: Layout) -> Options {
    let mut options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM
        | Options::ENABLE_HEADING_ATTRIBUTES;
    if layout == Layout::Glossary {
        options |= Options::ENABLE_DEFINITION_LIST;
    }
    options
}

/// Goes through the events of one page. What is open stands in a list and not on the stack of
/// the program: ten thousand quotations in one another are only a long list.
struct Writer<'a> {
    masked: &'a Masked<'a>,
    span: Span,
    language: Language,
    report: &'a mut Report,
    out: Pieces,
    open: Vec<Open>,
    /// Neighbouring texts, which the parser gives in parts, until something else comes.
    run: String,
    run_range: Range<usize>,
    prose: Prose,
    /// The visible words of the innermost block, typeset, with its calls hidden.
    plain: String,
    /// Where the lines of the innermost block begin, but those of headings and cells.
    lines: Vec<usize>,
    /// Whether nothing stands yet on the line that is open.
    line_begins: bool,
    /// The addresses that no link has used yet.
    definitions: Definitions,
    /// Whether the page is a glossary, with definition lists.
    glossary: bool,
    /// Where the innermost block's words begin.
    words_from: usize,
    /// Where a block's words begin and end in bold, if they begin so.
    bold: Option<Range<usize>>,
    anchors: Anchors,
    headings: Vec<Heading>,
    terms: Vec<GlossaryTerm>,
    links: Vec<Link>,
    notes: Notes,
    table: Option<Table>,
    tables: usize,
    /// A paragraph that will be the caption of the table that follows, if one does.
    caption: Option<Caption>,
    sections: Sections,
    last_level: u8,
    /// How many links and images are open: their words obey other rules.
    open_links: usize,
    open_images: usize,
}

/// Something that has begun.
struct Open {
    range: Range<usize>,
    end: End,
}

/// What is to be done when it ends. Where there are pieces, they are those around it.
enum End {
    /// Only to write this.
    Html(&'static str),
    /// To write this, and to speak the page's language again.
    Foreign(&'static str),
    /// To note where the bold words end.
    Strong,
    /// Two sentences of which one is shown; they end at their own mark.
    Choice(Chosen),
    Code,
    RawHtml,
    Quote,
    Paragraph(Pieces),
    Heading {
        around: Pieces,
        level: u8,
        id: Option<String>,
    },
    GlossaryTerm(Pieces),
    Cell(Pieces),
    TableHead,
    TableRow,
    Table,
    Note {
        around: Pieces,
        label: String,
    },
    Link {
        /// The link's index, and where its words begin; no index where the link was refused.
        index: Option<usize>,
        from: usize,
    },
    Image {
        index: Option<usize>,
        from: usize,
        title: String,
    },
}

impl<'a> Writer<'a> {
    fn new(
        masked: &'a Masked<'a>,
        span: Span,
        language: Language,
        links: Vec<Link>,
        report: &'a mut Report,
    ) -> Writer<'a> {
        Writer {
            masked,
            span,
            language,
            report,
            out: Pieces::default(),
            open: Vec::new(),
            run: String::new(),
            run_range: 0..0,
            prose: Prose::new(language),
            plain: String::new(),
            lines: Vec::new(),
            line_begins: false,
            definitions: Definitions::new(),
            glossary: false,
            words_from: 0,
            bold: None,
            anchors: Anchors::default(),
            headings: Vec::new(),
            terms: Vec::new(),
            links,
            notes: Notes::default(),
            table: None,
            tables: 0,
            caption: None,
            sections: Sections::default(),
            last_level: 1,
            open_links: 0,
            open_images: 0,
        }
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match &event {
            Event::Text(text) => return self.add_text(text, range),
            Event::SoftBreak => {
                self.add_text("\n", range);
                self.line_begins = true;
                return;
            }
            _ => self.flush(),
        }
        self.line_begins = event == Event::HardBreak;
        if let Event::Start(Tag::Link { id, .. } | Tag::Image { id, .. }) = &event {
            self.definitions.remove(&folded(id));
        }
        if !matches!(event, Event::Start(Tag::Table(_))) {
            self.release_caption();
        }
        match event {
            Event::Start(_) if self.open_images > 0 => self.begin(range, End::Html("")),
            Event::Start(tag) => self.start(tag, range),
            Event::End(_) => self.end(),
            Event::Code(code) => self.code(&code),
            Event::Html(html) => self.raw_lines(&html),
            Event::InlineHtml(html) => self.raw_inline(&html, range),
            Event::FootnoteReference(label) => self.note_reference(&label),
            Event::HardBreak => self.hard_break(),
            Event::Rule => self.out.html("<hr>\n"),
            // The options that would give these are off.
            Event::Text(_)
            | Event::SoftBreak
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::TaskListMarker(_) => {}
        }
    }

    fn finish(mut self) -> Body {
        self.flush();
        self.end_choices();
        self.check_sentences();
        self.check_lines();
        self.check_definitions();
        self.release_caption();
        let pieces = std::mem::take(&mut self.out);
        self.write_notes();
        Body {
            pieces: pieces.finish(),
            notes: self.out.finish(),
            headings: self.headings,
            terms: self.terms,
            links: self.links,
        }
    }

    fn add_text(&mut self, text: &str, range: Range<usize>) {
        if std::mem::take(&mut self.line_begins) && !self.is_escaped(range.start) {
            self.lines.push(range.start);
        }
        if self.run.is_empty() {
            self.run_range = range;
        } else {
            self.run_range.end = range.end;
        }
        self.run.push_str(text);
    }

    /// Whether the author took the meaning of a sign away.
    fn is_escaped(&self, start: usize) -> bool {
        self.masked.text[..start].ends_with('\\')
    }

    /// Writes the text that has come so far.
    fn flush(&mut self) {
        if self.run.is_empty() {
            return;
        }
        let run = std::mem::take(&mut self.run);
        if matches!(self.innermost(), Some(End::Code)) {
            let masked = self.masked;
            self.out.html(&escape_html(&masked.restore(&run)));
            return;
        }
        self.check_text(&run);
        self.check_slips();
        if self.plain.is_empty() {
            self.words_from = self.run_range.start;
        }
        let silent = self.open_images > 0;
        let masked = self.masked;
        for bit in masked.split(&run) {
            match bit {
                MaskedPart::Text(text) => {
                    let set = self.prose.text(text);
                    if !silent {
                        self.out.html(&typeset_html(&set, self.prose.language()));
                    }
                    self.plain.push_str(&set);
                }
                MaskedPart::Slot(slot) => {
                    self.plain.push_str(&masked.hidden(slot));
                    match masked.inside(slot) {
                        Ok(Inside::Call(call)) => self.call(call),
                        Ok(Inside::Mark(mark)) => self.mark(mark, slot),
                        Err(fault) => {
                            self.prose.opaque();
                            self.report.add(fault.clone());
                            self.out.html(&escape_html(masked.written(slot)));
                        }
                    }
                }
            }
        }
    }

    fn call(&mut self, call: &Call) {
        if self.open_images == 0 {
            self.out.push(Piece::Call(Call {
                section: self.sections.now(),
                enclosed: self.prose.in_parentheses(),
                ..call.clone()
            }));
        }
        self.prose.opaque();
    }

    fn end(&mut self) {
        self.end_choices();
        let Some(Open { range, end }) = self.open.pop() else {
            return;
        };
        match end {
            End::Html(html) => self.out.html(html),
            End::Foreign(html) => {
                self.out.html(html);
                self.prose.speak(self.language);
            }
            End::Strong => self.end_strong(),
            // It was ended above.
            End::Choice(_) => {}
            End::Code => self.out.html("</code></pre>\n"),
            End::RawHtml => self.out.html("</p>\n"),
            End::Quote => self.out.html("</blockquote>\n"),
            End::Paragraph(around) => self.end_paragraph(around, range),
            End::Heading { around, level, id } => self.end_heading(around, level, id, range),
            End::GlossaryTerm(around) => self.end_term(around, range),
            End::Cell(around) => self.end_cell(around, range),
            End::TableHead => self.out.html("</tr>\n</thead>\n"),
            End::TableRow => self.end_table_row(&range),
            End::Table => {
                self.end_table();
                self.sections.back();
            }
            End::Note { around, label } => {
                self.end_note(around, &label, range);
                self.sections.back();
            }
            End::Link { index, from } => self.end_link(index, from, range),
            End::Image { index, from, title } => self.end_image(index, from, &title, range),
        }
    }

    fn begin(&mut self, range: Range<usize>, end: End) {
        self.open.push(Open { range, end });
    }

    /// Begins something whose pieces are wanted apart, and gives those around it.
    fn apart(&mut self) -> Pieces {
        std::mem::take(&mut self.out)
    }

    /// Goes back to the pieces around, and gives those that stood apart.
    fn rejoin(&mut self, around: Pieces) -> Pieces {
        std::mem::replace(&mut self.out, around)
    }

    /// Ends the words of the block before, and begins those of another.
    fn begin_words(&mut self) {
        self.check_sentences();
        self.check_lines();
        self.line_begins = true;
        self.plain.clear();
        self.bold = None;
        self.prose = Prose::new(self.language);
    }

    fn innermost(&self) -> Option<&End> {
        self.open.last().map(|open| &open.end)
    }

    /// The place of a range of the body, without the line's end that the parser counts in.
    fn span_of(&self, range: &Range<usize>) -> Span {
        let text = self.masked.text.get(range.clone()).unwrap_or("");
        self.span
            .inside(range.start, range.start + text.trim_end().len())
    }
}
