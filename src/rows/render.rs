//! A row in the form in which it is written: its cells as they came, padded, and presend's columns after them.

use std::ops::Range;

use super::cut::{cut, is_quoted};
use super::encoding::encode;
use super::format::Format;
use super::layout::{Layout, Shape};
use super::reader::Row;
use super::writer::Written;

/// Writes rows of one input for one output.
#[derive(Clone, Debug)]
pub(super) struct Renderer {
    shape: Shape,
    width: usize,
    delimiter: u8,
    excel_safe: bool,
    bom: bool,
    cells: Vec<Range<usize>>,
    line: Vec<u8>,
    text: String,
}

impl Renderer {
    /// `tabs` puts tabs between the cells of what was no text file; `bom` begins UTF-8 with a BOM where the input did not.
    pub(super) fn new(layout: &Layout, excel_safe: bool, tabs: bool, bom: bool) -> Self {
        let delimiter = match layout.format {
            Format::Delimited => layout.delimiter,
            _ if tabs => Some(b'\t'),
            _ => layout.delimiter,
        };
        let utf8 = layout.shape.codec.encoding == encoding_rs::UTF_8;
        Renderer {
            shape: layout.shape.clone(),
            width: layout.width,
            // presend's columns need a delimiter even where the input has but one column.
            delimiter: delimiter.unwrap_or(b','),
            excel_safe,
            bom: bom && utf8 && !layout.bom,
            cells: Vec::new(),
            line: Vec::new(),
            text: String::new(),
        }
    }

    /// How the text is encoded.
    pub(super) fn written(&self) -> Written {
        let encoding = self.shape.codec.encoding;
        let marked = encoding_rs::Encoding::for_bom(&self.shape.head);
        Written::Text {
            encoding: encoding.name(),
            bom: self.bom || marked.is_some(),
        }
    }

    /// Whether the encoding has every character of a text.
    pub(super) fn can_hold(&self, text: &str) -> bool {
        encode(self.shape.codec.encoding, text, &mut Vec::new())
    }

    /// What comes before the rows: BOM, preamble and header.
    pub(super) fn head(&mut self, has_header: bool, own: &[&str], out: &mut Vec<u8>) {
        if self.bom {
            out.extend_from_slice(b"\xEF\xBB\xBF");
        }
        out.extend_from_slice(&self.shape.head);
        if !has_header {
            return;
        }
        self.line.clear();
        let header = std::mem::take(&mut self.shape.header_raw);
        cut(&header, self.shape.parsed_by, &mut self.cells);
        let places = self.cells.len();
        self.their_cells(&header, &[], |_| &[]);
        self.shape.header_raw = header;
        self.end(places, own, self.shape.header_end.bytes(), out);
    }

    /// Whether the bytes of a row are copied as they came where no cell is replaced.
    pub(super) fn copies(&self) -> bool {
        self.shape.taken.is_empty() && !self.excel_safe && self.shape.parsed_by == self.delimiter
    }

    pub(super) fn delimiter(&self) -> u8 {
        self.delimiter
    }

    /// Appends a delimiter for each cell that a row has too few.
    pub(super) fn pad(&self, places: usize, out: &mut Vec<u8>) {
        let missing = self.width.saturating_sub(self.shape.others(places));
        out.extend(std::iter::repeat_n(self.delimiter, missing));
    }

    /// presend's columns, each with the delimiter before it, as they are parsed.
    pub(super) fn own(&mut self, own: &[&str]) -> Vec<u8> {
        self.line.clear();
        self.own_columns(own);
        self.line.clone()
    }

    /// A row. `replaced` gives new text for some of its cells.
    pub(super) fn row(
        &mut self,
        row: &Row,
        replaced: &[(usize, &str)],
        own: &[&str],
        out: &mut Vec<u8>,
    ) {
        self.line.clear();
        if replaced.is_empty() && self.copies() {
            self.line.extend_from_slice(row.raw());
        } else {
            cut(row.raw(), self.shape.parsed_by, &mut self.cells);
            self.their_cells(row.raw(), replaced, |place| row.bytes_at(place));
        }
        let line_end = row.line_end().unwrap_or(self.shape.dominant);
        self.end(row.places(), own, line_end.bytes(), out);
    }

    /// Copies the cells that are not presend's; `value` gives the unquoted bytes of one.
    fn their_cells<'r>(
        &mut self,
        raw: &[u8],
        replaced: &[(usize, &str)],
        value: impl Fn(usize) -> &'r [u8],
    ) {
        let mut column = 0;
        for place in 0..self.cells.len() {
            if self.shape.taken.contains(&place) {
                continue;
            }
            if column > 0 {
                self.line.push(self.delimiter);
            }
            let cell = &raw[self.cells[place].clone()];
            let new = replaced
                .iter()
                .find(|(at, _)| *at == column)
                .map(|(_, text)| *text);
            let written = new.is_some_and(|text| self.replace(cell, text));
            if !written {
                self.copy(cell, value(place));
            }
            column += 1;
        }
    }

    /// Copies a cell as it came, but for what `--excel-safe` and a new delimiter ask for.
    fn copy(&mut self, cell: &[u8], value: &[u8]) {
        let guard = self.excel_safe && is_formula(if value.is_empty() { cell } else { value });
        let clashes = self.shape.parsed_by != self.delimiter
            && cell.contains(&self.delimiter)
            && !is_quoted(cell);
        if clashes {
            let value = if value.is_empty() { cell } else { value };
            self.line.push(b'"');
            self.line.extend(guard.then_some(b'\''));
            for &byte in value {
                self.line
                    .extend(std::iter::repeat_n(byte, if byte == b'"' { 2 } else { 1 }));
            }
            self.line.push(b'"');
            return;
        }
        let opening = usize::from(guard && cell.first() == Some(&b'"'));
        self.line.extend_from_slice(&cell[..opening]);
        self.line.extend(guard.then_some(b'\''));
        self.line.extend_from_slice(&cell[opening..]);
    }

    /// Writes new text in place of a cell. `false`, and nothing written, where the encoding cannot hold it: their data is
    /// never thinned to `?`.
    fn replace(&mut self, cell: &[u8], text: &str) -> bool {
        let before = self.line.len();
        let whole = !text.contains('\u{FFFD}') && self.value(text, cell.first() == Some(&b'"'));
        if !whole {
            self.line.truncate(before);
        }
        whole
    }

    /// Appends a value, quoted where it must be or should be.
    fn value(&mut self, text: &str, quoted: bool) -> bool {
        let guard = self.excel_safe && is_formula(text.as_bytes());
        let special = |b: u8| b == self.delimiter || matches!(b, b'"' | b'\r' | b'\n');
        if !guard && !quoted && !text.bytes().any(special) {
            return self.shape.codec.encode(text, &mut self.line);
        }
        let quoted = quoted || text.bytes().any(special);
        self.text.clear();
        self.text.extend(quoted.then_some('"'));
        self.text.extend(guard.then_some('\''));
        if quoted {
            self.text.push_str(&text.replace('"', "\"\""));
            self.text.push('"');
        } else {
            self.text.push_str(text);
        }
        self.shape.codec.encode(&self.text, &mut self.line)
    }

    fn own_columns(&mut self, own: &[&str]) {
        for value in own {
            self.line.push(self.delimiter);
            self.value(value, false);
        }
    }

    /// Pads the line, appends presend's columns and the line end, and brings it into the file's encoding.
    fn end(&mut self, places: usize, own: &[&str], line_end: &[u8], out: &mut Vec<u8>) {
        let mut line = std::mem::take(&mut self.line);
        self.pad(places, &mut line);
        self.line = line;
        self.own_columns(own);
        self.line.extend_from_slice(line_end);
        out.extend_from_slice(&self.shape.codec.finish(&self.line));
    }
}

/// Whether a spreadsheet might take a cell for a formula.
pub(super) fn is_formula(value: &[u8]) -> bool {
    matches!(
        value.first(),
        Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r')
    )
}
