//! A UTF-8 copy of a list that is no text file: its cells as CSV, and beside them what they are.
//!
//! What comes after (header, columns, scan, rows) reads the copy as it reads any CSV. A row stands in the line of its
//! number, so that row numbers are those that a spreadsheet shows.

use std::fs::File;
use std::io::{self, BufWriter, Write};

use super::error::RowsError;
use super::input::Source;
use super::kind::{self, Formats, Kind};
use super::sample::{has_address, is_address};
use super::watch::Watch;

/// The delimiter of the copy.
pub(super) const DELIMITER: u8 = b',';

/// How large a copy may grow, for a file of `len` bytes: far beyond what real lists compress to, and far below what a
/// bomb unpacks to.
pub(super) fn cap(len: u64) -> u64 {
    (64 << 20) + len.saturating_mul(200)
}

/// Bytes of one row at most. A string that many cells share is written for each of them.
pub(super) const ROW: usize = 32 << 20;
/// Bytes that a cell keeps for the next row.
const KEPT: usize = 1 << 14;

/// The cells of one row on their way into the copy, reused from row to row.
#[derive(Debug, Default)]
pub(super) struct Cells {
    texts: Vec<String>,
    kinds: Vec<Kind>,
    len: usize,
}

impl Cells {
    /// Begins a new row.
    pub(super) fn clear(&mut self) {
        for text in &mut self.texts[..self.len] {
            // A long cell must not be paid for in every column it once stood in.
            if text.capacity() > KEPT {
                *text = String::new();
            }
        }
        self.len = 0;
    }

    /// Bytes of a cell, by index from 0.
    pub(super) fn bytes(&self, column: usize) -> usize {
        self.texts.get(column).map_or(0, String::len)
    }

    /// Sets a cell, by index from 0, and gives its text to be filled. Cells before it that were not set are empty.
    pub(super) fn set(&mut self, column: usize, kind: Kind) -> &mut String {
        while self.len <= column {
            self.put(self.len, Kind::Empty);
        }
        self.put(column, kind)
    }

    fn put(&mut self, column: usize, kind: Kind) -> &mut String {
        if column == self.texts.len() {
            self.texts.push(String::new());
            self.kinds.push(kind);
        }
        self.len = self.len.max(column + 1);
        self.kinds[column] = kind;
        self.texts[column].clear();
        &mut self.texts[column]
    }

    /// Drops empty cells at the end, as a spreadsheet does not show them either.
    fn trim(&mut self) {
        while self.len > 0 && self.texts[self.len - 1].is_empty() {
            self.len -= 1;
        }
    }

    fn iter(&self) -> impl Iterator<Item = &str> {
        self.texts[..self.len].iter().map(String::as_str)
    }
}

/// What was copied.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Census {
    /// Cells that hold anything.
    pub filled: u64,
    /// Cells that are an address and nothing else.
    pub addresses: u64,
    /// Cells that hold an address among other text.
    pub mentions: u64,
    /// Number of the last row with anything in it.
    pub last_row: u64,
    /// Most cells of a row.
    pub width: u64,
    /// Formulas whose value was never calculated.
    pub uncalculated: u64,
}

/// The copy while it is written.
pub(super) struct SpoolWriter {
    name: String,
    text: BufWriter<File>,
    kinds: BufWriter<File>,
    text_len: u64,
    kinds_len: u64,
    cap: u64,
    line: Vec<u8>,
    /// Number of the next line.
    next: u64,
    watch: Watch,
    pub formats: Formats,
    pub census: Census,
}

/// A finished copy.
#[derive(Debug)]
pub(super) struct Spool {
    pub text: Source,
    pub kinds: Source,
    pub formats: Formats,
    pub census: Census,
}

impl SpoolWriter {
    /// Begins a copy of `name`, which may grow to `cap` bytes. Its first line has the number `first`.
    pub(super) fn new(name: &str, cap: u64, first: u64) -> Result<Self, RowsError> {
        let file = || {
            let made = tempfile::tempfile();
            made.map(BufWriter::new).map_err(|source| RowsError::Spool {
                name: name.to_owned(),
                source,
            })
        };
        Ok(SpoolWriter {
            name: name.to_owned(),
            text: file()?,
            kinds: file()?,
            text_len: 0,
            kinds_len: 0,
            cap,
            line: Vec::new(),
            next: first,
            watch: Watch::default(),
            formats: Formats::default(),
            census: Census::default(),
        })
    }

    /// The same, but that the wish to stop makes the next row an error.
    pub(super) fn watched(self, watch: &Watch) -> Self {
        SpoolWriter {
            watch: watch.clone(),
            ..self
        }
    }

    /// Appends a row under its number. `ragged` rows end with their last filled cell.
    ///
    /// # Errors
    ///
    /// If the copy cannot be written, grows beyond its cap, or the rows are not in order.
    pub(super) fn row(
        &mut self,
        number: u64,
        cells: &mut Cells,
        ragged: bool,
    ) -> Result<(), RowsError> {
        self.watch.check().map_err(|source| RowsError::Read {
            name: self.name.clone(),
            source,
        })?;
        if ragged {
            cells.trim();
        }
        if cells.len == 0 {
            return Ok(());
        }
        if number < self.next {
            return Err(RowsError::damaged(&self.name, "rows out of order"));
        }
        self.line.clear();
        for _ in self.next..number {
            self.line.extend_from_slice(b"\r\n");
        }
        self.next = number + 1;
        for (column, cell) in cells.iter().enumerate() {
            if column > 0 {
                self.line.push(DELIMITER);
            }
            append(cell, &mut self.line);
            self.census.filled += u64::from(!cell.is_empty());
            if cell.contains(['@', '＠']) {
                self.census.addresses += u64::from(is_address(cell));
                self.census.mentions += u64::from(has_address(cell));
            }
        }
        if cells.len == 1 && cells.texts[0].is_empty() {
            // An empty line would be no row.
            self.line.extend_from_slice(b"\"\"");
        }
        self.line.extend_from_slice(b"\r\n");
        self.census.last_row = number;
        self.census.width = self.census.width.max(cells.len as u64);
        self.text_len += self.line.len() as u64;
        if self.text_len > self.cap {
            return Err(RowsError::bomb(&self.name));
        }
        let spool = |source| RowsError::Spool {
            name: self.name.clone(),
            source,
        };
        self.text.write_all(&self.line).map_err(spool)?;
        self.line.clear();
        let in_memory = kind::write_record(&cells.kinds[..cells.len], &mut self.line);
        in_memory
            .and_then(|()| self.kinds.write_all(&self.line))
            .map_err(spool)?;
        self.kinds_len += self.line.len() as u64;
        Ok(())
    }

    /// Ends the copy.
    pub(super) fn finish(self) -> Result<Spool, RowsError> {
        let name = self.name;
        let source = |file: BufWriter<File>, len| {
            let file = file.into_inner().map_err(|e| e.into_error());
            file.map(|file| Source::new(file, len))
                .map_err(|source: io::Error| RowsError::Spool {
                    name: name.clone(),
                    source,
                })
        };
        Ok(Spool {
            text: source(self.text, self.text_len)?,
            kinds: source(self.kinds, self.kinds_len)?,
            formats: self.formats,
            census: self.census,
        })
    }
}

/// Appends a cell, quoted where it must be.
fn append(cell: &str, line: &mut Vec<u8>) {
    let special = |b: u8| matches!(b, DELIMITER | b'"' | b'\r' | b'\n');
    if !cell.bytes().any(special) {
        line.extend_from_slice(cell.as_bytes());
        return;
    }
    line.push(b'"');
    for byte in cell.bytes() {
        line.extend(std::iter::repeat_n(byte, if byte == b'"' { 2 } else { 1 }));
    }
    line.push(b'"');
}
