//! Records as the csv crate parses them, each with the bytes it was parsed from.

use std::io::BufReader;
use std::sync::Arc;

use csv::ByteRecord;

use super::cut::cut;
use super::error::RowsError;
use super::input::{Source, SourceReader};
use super::kind::{self, Kind};
use super::layout::LineEnd;
use super::tee::Tee;

/// Where the records of a table lie and how they are parsed.
#[derive(Clone, Debug)]
pub(super) struct Grid {
    /// Name of the input, for messages.
    pub name: String,
    /// The bytes to parse: the file, or its UTF-8 copy.
    pub source: Source,
    /// Offset of the first record: after the BOM and a `sep=` line.
    pub start: u64,
    /// Lines before that; -1 where a header was put before the first line.
    pub lines_before: i64,
    /// The delimiter to parse by.
    pub delimiter: u8,
    /// Most bytes a field may have.
    pub max_field: usize,
    /// What the cells are, record by record, where the file knows.
    pub kinds: Option<Source>,
}

impl Grid {
    /// The physical line of an offset. Counted only when something is wrong; were the file unreadable by then, the
    /// first line is as good an answer as any.
    pub(super) fn line_at(&self, offset: u64) -> u64 {
        self.source.line_at(offset).unwrap_or(1)
    }
}

/// Stands for "no delimiter": NUL is in no text file that gets this far.
pub(super) const NO_DELIMITER: u8 = 0;

/// One record's place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// Offset of its first byte in the source, after the blank lines before it.
    pub start: u64,
    /// Offset after its last byte, before its line end.
    pub end: u64,
    /// Its line end; `None` at the end of a file without one.
    pub line_end: Option<LineEnd>,
    /// Blank lines before it.
    pub blank: u64,
    /// Its number as a spreadsheet counts: the first line is 1, a record with line breaks is one.
    pub number: u64,
}

/// Walks the records of a [`Grid`].
pub(super) struct Records {
    grid: Arc<Grid>,
    csv: csv::Reader<Tee>,
    /// Number of the last row counted.
    number: u64,
    kinds: Option<BufReader<SourceReader>>,
    /// The last line end was a CRLF, whose LF the parser takes for the beginning of the next record.
    after_crlf: bool,
    /// Blank lines after the last record.
    pub trailing_blank: u64,
}

impl Records {
    pub(super) fn new(grid: Arc<Grid>) -> Self {
        let tee = Tee::new(
            grid.source.reader_at(grid.start),
            grid.start,
            grid.delimiter,
            grid.max_field,
        );
        let csv = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(grid.delimiter)
            .buffer_capacity(1 << 16)
            .from_reader(tee);
        // Wraps round below the first line; the first record brings it back.
        let number = grid.lines_before.cast_unsigned();
        let kinds = grid
            .kinds
            .as_ref()
            .map(|kinds| BufReader::new(kinds.reader_at(0)));
        Records {
            grid,
            csv,
            number,
            kinds,
            after_crlf: false,
            trailing_blank: 0,
        }
    }

    /// The bytes of the source that were parsed so far.
    pub(super) fn bytes_read(&self) -> u64 {
        self.grid.start + self.csv.position().byte()
    }

    /// Where the next record begins, and the number of the row before it.
    pub(super) fn rest(&self) -> (u64, u64) {
        (self.bytes_read() + u64::from(self.after_crlf), self.number)
    }

    /// The bytes of the record that was read last.
    pub(super) fn raw(&self, place: &Place) -> &[u8] {
        self.csv.get_ref().bytes(place.start..place.end)
    }

    /// Reads the next record; `None` at the end.
    pub(super) fn next(&mut self, record: &mut ByteRecord) -> Result<Option<Place>, RowsError> {
        let from = self.bytes_read();
        self.csv.get_mut().begin_record(from);
        let found = self.csv.read_byte_record(record);
        let found = found.map_err(|error| self.explain(error))?;
        let to = self.bytes_read();
        let bytes = self.csv.get_ref().bytes(from..to);

        let skipped = bytes
            .iter()
            .take_while(|b| matches!(b, b'\r' | b'\n'))
            .count();
        let blank = count_lines(&bytes[usize::from(self.after_crlf).min(skipped)..skipped]);
        if !found {
            self.trailing_blank = blank;
            return Ok(None);
        }
        let start = from + skipped as u64;
        let (end, line_end) = match bytes.last() {
            Some(b'\n') => (to - 1, Some(LineEnd::Lf)),
            Some(b'\r') if self.csv.get_ref().byte_at(to) == Some(b'\n') => {
                (to - 1, Some(LineEnd::CrLf))
            }
            Some(b'\r') => (to - 1, Some(LineEnd::Cr)),
            _ => (to, None),
        };
        self.after_crlf = line_end == Some(LineEnd::CrLf);
        self.number = self.number.wrapping_add(blank + 1);
        let place = Place {
            start,
            end,
            line_end,
            blank,
            number: self.number,
        };
        self.check(&place, to)?;
        Ok(Some(place))
    }

    /// What the cells of the record that was read last are. To be called once for every record, or never.
    pub(super) fn kinds(&mut self, kinds: &mut Vec<Kind>) -> Result<(), RowsError> {
        let Some(from) = &mut self.kinds else {
            return Ok(());
        };
        kind::read_record(from, kinds).map_err(|source| RowsError::Read {
            name: self.grid.name.clone(),
            source,
        })
    }

    /// What the parser lets pass: a quote that is open at the end of the file, and a field beyond the limit.
    fn check(&self, place: &Place, to: u64) -> Result<(), RowsError> {
        let at_end = to == self.grid.source.len();
        let raw = self.csv.get_ref().bytes(place.start..to);
        if !at_end && raw.len() <= self.grid.max_field {
            return Ok(());
        }
        let mut cells = Vec::new();
        if let Some(at) = cut(raw, self.grid.delimiter, &mut cells) {
            return Err(self.open_quote(place.start + at as u64));
        }
        match cells.iter().find(|cell| cell.len() > self.grid.max_field) {
            Some(cell) => Err(self.too_long(place.start + cell.start as u64)),
            None => Ok(()),
        }
    }

    fn explain(&self, error: csv::Error) -> RowsError {
        match self.csv.get_ref().oversize {
            Some(field) if field.open_quote => self.open_quote(field.offset),
            Some(field) => self.too_long(field.offset),
            None => RowsError::Read {
                name: self.grid.name.clone(),
                source: error.into(),
            },
        }
    }

    fn too_long(&self, offset: u64) -> RowsError {
        RowsError::FieldTooLong {
            name: self.grid.name.clone(),
            line: self.grid.line_at(offset),
            limit: self.grid.max_field,
        }
    }

    fn open_quote(&self, offset: u64) -> RowsError {
        RowsError::OpenQuote {
            name: self.grid.name.clone(),
            line: self.grid.line_at(offset),
        }
    }
}

/// The number of line ends (LF, CRLF, CR).
pub(super) fn count_lines(run: &[u8]) -> u64 {
    // Most records have none, and each is asked for.
    if memchr::memchr2(b'\r', b'\n', run).is_none() {
        return 0;
    }
    let lone_lf = run
        .iter()
        .enumerate()
        .filter(|(i, b)| **b == b'\n' && (*i == 0 || run[i - 1] != b'\r'))
        .count();
    (run.iter().filter(|b| **b == b'\r').count() + lone_lf) as u64
}
