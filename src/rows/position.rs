//! Where a cell stands in the file, for those who look it up in an editor.

use super::cut::cut;
use super::format::Format;
use super::reader::Row;
use super::records::count_lines;

/// A place in a text, both parts from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The physical line.
    pub line: u64,
    /// The character in the line.
    pub column: u64,
}

impl Row {
    /// Where the content of a cell begins, behind its quote; where the row is too short for it, where the row ends.
    #[must_use]
    pub fn position(&self, column: usize) -> Position {
        let Some(layout) = self.layout() else {
            return Position { line: 1, column: 1 };
        };
        // A workbook has rows and columns of its own, and an object of JSON Lines stands in one line.
        if layout.format != Format::Delimited {
            let column = match layout.format.is_workbook() {
                true => layout.shape.place(column) as u64 + 1,
                false => 1,
            };
            return Position {
                line: self.number(),
                column,
            };
        }
        let raw = self.raw();
        let mut cells = Vec::new();
        cut(raw, layout.shape.parsed_by, &mut cells);
        let start = match cells.get(layout.shape.place(column)) {
            Some(cell) => cell.start + usize::from(raw.get(cell.start) == Some(&b'"')),
            None => raw.len(),
        };
        let before = &raw[..start];
        let line = before
            .iter()
            .rposition(|byte| matches!(byte, b'\r' | b'\n'))
            .map_or(0, |end| end + 1);
        Position {
            line: self.line() + count_lines(before),
            column: 1 + layout.shape.codec.decode(&before[line..]).chars().count() as u64,
        }
    }

    /// The number of a column in the file, from 1, presend's own columns counted, and its header where there is one.
    #[must_use]
    pub fn column_name(&self, column: usize) -> (usize, Option<&str>) {
        let Some(layout) = self.layout() else {
            return (column + 1, None);
        };
        let header = layout.header.as_ref();
        let name = header.and_then(|header| header.get(column));
        (
            layout.shape.place(column) + 1,
            name.map(|name| name.trim()).filter(|name| !name.is_empty()),
        )
    }

    /// The row's text as it stands in the file, quotes and all.
    #[must_use]
    pub fn text(&self) -> std::borrow::Cow<'_, str> {
        match self.layout() {
            Some(layout) => layout.shape.codec.decode(self.raw()),
            None => String::from_utf8_lossy(self.raw()),
        }
    }
}
