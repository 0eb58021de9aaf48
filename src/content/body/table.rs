//! Tables: their caption, their header cells, their alignment.

use std::ops::Range;

use pulldown_cmark::Alignment;

use super::{End, Writer};
use crate::content::piece::Pieces;
use crate::report::Fault;
use crate::say;

/// A table in the making.
pub(super) struct Table {
    pub(super) alignments: Vec<Alignment>,
    /// The cells of the row that is open, where the parser found them or put them.
    pub(super) cells: Vec<Range<usize>>,
    /// The words that head each column, ready for an attribute.
    labels: Vec<Option<String>>,
    column: usize,
    in_head: bool,
    has_rows: bool,
}

/// A table with this many columns does not fit into the width of a telephone. There each row is
/// shown as a card, and each cell says what it is about.
const CARDS: usize = 3;

/// A paragraph such as `Tableau : les délais`.
pub(super) struct Caption {
    paragraph: Pieces,
}

impl Caption {
    /// Whether these words are a caption.
    pub(super) fn is_one(words: &str) -> bool {
        prefix(words).is_some()
    }

    /// The caption that a paragraph holds.
    pub(super) fn new(paragraph: Pieces) -> Caption {
        Caption { paragraph }
    }

    /// The words after `Tableau :`.
    fn after_prefix(self) -> Pieces {
        let mut words = self.paragraph;
        if let Some(html) = words.first_html()
            && let Some(length) = prefix(html)
        {
            html.drain(..length);
        }
        words
    }
}

impl Writer<'_> {
    /// Writes a paragraph that looked like a caption, since no table follows it.
    pub(super) fn release_caption(&mut self) {
        if let Some(caption) = self.caption.take() {
            self.write_paragraph(caption.paragraph);
        }
    }

    /// A wide table scrolls inside a region, which the keyboard can reach and which therefore
    /// needs a name: the caption. Without one the table is left plain.
    pub(super) fn start_table(&mut self, alignments: Vec<Alignment>, range: Range<usize>) {
        let class = match alignments.len() {
            CARDS.. => " class=\"cards\"",
            _ => "",
        };
        match self.caption.take() {
            Some(caption) => {
                self.tables += 1;
                let id = format!("_table-{}", self.tables);
                self.out.html(&format!(
                    "<div class=\"table\" role=\"region\" aria-labelledby=\"{id}\" tabindex=\"0\">\n\
                     <table{class}>\n<caption id=\"{id}\">"
                ));
                self.out
                    .append(caption.after_prefix().in_section(self.sections.now()));
                self.out.html("</caption>\n");
            }
            None => {
                self.missing_caption(&range);
                self.out
                    .html(&format!("<div class=\"table\">\n<table{class}>\n"));
            }
        }
        self.table = Some(Table {
            alignments,
            cells: Vec::new(),
            labels: Vec::new(),
            column: 0,
            in_head: false,
            has_rows: false,
        });
        self.begin(range, End::Table);
    }

    pub(super) fn start_table_head(&mut self, range: Range<usize>) {
        self.out.html("<thead>\n<tr>\n");
        if let Some(table) = &mut self.table {
            table.in_head = true;
        }
        self.begin(range, End::TableHead);
    }

    pub(super) fn start_table_row(&mut self, range: Range<usize>) {
        if let Some(table) = &mut self.table {
            table.in_head = false;
            table.column = 0;
            table.cells.clear();
            if !table.has_rows {
                table.has_rows = true;
                self.out.html("<tbody>\n");
            }
        }
        self.out.html("<tr>\n");
        self.begin(range, End::TableRow);
    }

    pub(super) fn start_cell(&mut self, range: Range<usize>) {
        self.begin_words();
        self.line_begins = false;
        let around = self.apart();
        self.begin(range, End::Cell(around));
    }

    /// A header cell without words would be read out as nothing: it becomes a plain one.
    pub(super) fn end_cell(&mut self, around: Pieces, range: Range<usize>) {
        let cell = self.rejoin(around);
        let Some(table) = &mut self.table else { return };
        table.cells.push(range);
        let class = match table.alignments.get(table.column) {
            Some(Alignment::Right) => " class=\"right\"",
            Some(Alignment::Center) => " class=\"center\"",
            _ => "",
        };
        let (name, scope) = match (table.in_head, table.column) {
            _ if cell.is_empty() => ("td", ""),
            (true, _) => ("th", " scope=\"col\""),
            (false, 0) => ("th", " scope=\"row\""),
            (false, _) => ("td", ""),
        };
        if table.in_head {
            table.labels.push(cell.plain_words());
        }
        let label = match table.labels.get(table.column) {
            Some(Some(label)) if name == "td" && table.alignments.len() >= CARDS => {
                format!(" data-label=\"{label}\"")
            }
            _ => String::new(),
        };
        table.column += 1;
        self.out.html(&format!("<{name}{scope}{class}{label}>"));
        self.out.append(cell);
        self.out.html(&format!("</{name}>\n"));
    }

    pub(super) fn end_table_row(&mut self, range: &Range<usize>) {
        self.out.html("</tr>\n");
        self.check_cells(range);
    }

    pub(super) fn end_table(&mut self) {
        if self.table.take().is_some_and(|table| table.has_rows) {
            self.out.html("</tbody>\n");
        }
        self.out.html("</table>\n</div>\n");
    }

    fn missing_caption(&mut self, range: &Range<usize>) {
        let text = self.masked.text.get(range.clone()).unwrap_or("");
        let head = text.lines().next().map_or(0, str::len);
        self.report.add(
            Fault::warning(
                "table-caption",
                say!("ce tableau n'a pas de titre", "this table has no caption"),
            )
            .at(self.span_of(&(range.start..range.start + head)))
            .help(say!(
                "écrivez juste au-dessus, dans un paragraphe à part : `Tableau : …`",
                "write just above, in a paragraph of its own: `Table: …`"
            )),
        );
    }
}

/// The length in bytes of the `Tableau : ` that a caption begins with.
fn prefix(words: &str) -> Option<usize> {
    let rest = words
        .strip_prefix("Tableau")
        .or_else(|| words.strip_prefix("Table"))?;
    let rest = rest.trim_start().strip_prefix(':')?.trim_start();
    Some(words.len() - rest.len())
}
