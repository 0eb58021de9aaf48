//! Finds rows of a table that have more or fewer cells than its head: Markdown drops the ones,
//! and puts empty cells for the others.

use std::ops::Range;

use super::Writer;
use crate::report::Fault;
use crate::say;

impl Writer<'_> {
    /// Holds the row that ends here to the head of its table.
    pub(super) fn check_cells(&mut self, row: &Range<usize>) {
        let Some(table) = &self.table else { return };
        let columns = table.alignments.len();
        // What the parser adds to a row stands where the row ends.
        let written = table.cells.iter().filter(|cell| cell.start < row.end);
        let (count, last) = (
            written.clone().count(),
            written.map(|cell| cell.end).next_back(),
        );
        let last = last.unwrap_or(row.start);
        if count < columns {
            return self.too_few_cells(row, count, columns);
        }
        let text = self.masked.text.get(last..row.end).unwrap_or("");
        let surplus = text.trim_start().strip_prefix('|').unwrap_or(text);
        if !surplus.trim().is_empty() {
            let start = last + (text.len() - surplus.trim_start().len());
            self.surplus_cells(&(start..row.end), columns);
        }
    }

    fn too_few_cells(&mut self, row: &Range<usize>, count: usize, columns: usize) {
        let piped = self.masked.text[row.clone()].contains('|');
        let fault = Fault::error(
            "table-cells",
            say!(
                "nombre de cases de cette ligne : {count} ; colonnes du tableau : {columns}",
                "cells in this row: {count}; columns of the table: {columns}"
            ),
        )
        .at(self.span_of(row));
        self.report.add(if piped {
            fault.help(say!(
                "écrivez aussi les cases vides : `| a | |`",
                "write the empty cells too: `| a | |`"
            ))
        } else {
            fault.help(say!(
                "si ce texte suit le tableau, laissez une ligne vide avant lui ; sinon, écrivez ses cases entre des `|`",
                "if this text follows the table, leave an empty line before it; otherwise write its cells between `|`"
            ))
        });
    }

    fn surplus_cells(&mut self, surplus: &Range<usize>, columns: usize) {
        self.report.add(
            Fault::error(
                "table-cells",
                say!(
                    "ceci n'a pas de colonne ; colonnes du tableau : {columns}",
                    "this has no column; columns of the table: {columns}"
                ),
            )
            .at(self.span_of(surplus))
            .help(say!(
                "ajoutez une colonne aux deux premières lignes du tableau, ou retirez cette case ; un `|` qui appartient au texte s'écrit `\\|`",
                "add a column to the first two lines of the table, or take this cell out; a `|` that belongs to the text is written `\\|`"
            )),
        );
    }
}
