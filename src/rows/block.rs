//! A list cut into blocks of whole records, which may be read in any order and by several threads.
//!
//! The csv crate stays the reference: these records are its records (a property test holds the two together), only found
//! without copying a byte.

use std::ops::Range;
use std::sync::Arc;

use csv::ByteRecord;

use super::cut::{close, cut};
use super::layout::{Layout, LineEnd};
use super::reader::Row;

/// Size of a block in bytes; a record that is longer makes it longer.
pub(super) const BLOCK: usize = 1 << 20;

/// Where a block lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BlockPlace {
    /// Offset of its first byte in what is parsed.
    pub(super) offset: u64,
    /// Its bytes.
    pub(super) len: usize,
    /// Number of the row before it, as a spreadsheet counts.
    pub(super) before: u64,
}

/// One record, found in the bytes that hold it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Its first byte, after the blank lines before it.
    pub start: usize,
    /// Behind its last byte, before its line end.
    pub end: usize,
    /// Behind its line end.
    pub next: usize,
    /// `None` at the end of a file without one.
    pub line_end: Option<LineEnd>,
    /// Blank lines before it.
    pub blank: u64,
}

/// What stands from an offset on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// A record.
    Record(Found),
    /// Blank lines, and the end.
    End(u64),
    /// It runs on behind the bytes at hand. At the end of the file: a quote that never closes.
    Unfinished,
}

/// The record from `from` on. `last`: no bytes follow.
pub(super) fn next(bytes: &[u8], from: usize, delimiter: u8, last: bool) -> Next {
    let (mut start, mut blank) = (from, 0);
    loop {
        match bytes.get(start) {
            Some(b'\n') => start += 1,
            Some(b'\r') => match bytes.get(start + 1) {
                Some(b'\n') => start += 2,
                None if !last => return Next::Unfinished,
                _ => start += 1,
            },
            Some(_) => break,
            None if last => return Next::End(blank),
            None => return Next::Unfinished,
        }
        blank += 1;
    }
    let mut at = start;
    loop {
        let Some(step) = memchr::memchr3(b'"', b'\n', b'\r', &bytes[at..]) else {
            return match last {
                true => Next::Record(Found {
                    start,
                    end: bytes.len(),
                    next: bytes.len(),
                    line_end: None,
                    blank,
                }),
                false => Next::Unfinished,
            };
        };
        at += step;
        let (next, line_end) = match bytes[at] {
            // A quote opens a cell only at its beginning.
            b'"' if at == start || bytes[at - 1] == delimiter => {
                match close(bytes, at + 1) {
                    // A quote at the very end may be the first half of a doubled one.
                    Some(after) if last || after < bytes.len() => at = after,
                    _ => return Next::Unfinished,
                }
                continue;
            }
            b'"' => {
                at += 1;
                continue;
            }
            b'\n' => (at + 1, LineEnd::Lf),
            _ => match bytes.get(at + 1) {
                Some(b'\n') => (at + 2, LineEnd::CrLf),
                None if !last => return Next::Unfinished,
                _ => (at + 1, LineEnd::Cr),
            },
        };
        return Next::Record(Found {
            start,
            end: at,
            next,
            line_end: Some(line_end),
            blank,
        });
    }
}

/// The bytes of a block.
#[derive(Debug, Default)]
pub struct Block {
    bytes: Vec<u8>,
    /// Number of the row before it.
    before: u64,
}

/// A row of a block, not yet taken apart.
#[derive(Clone, Copy, Debug)]
pub struct RawRow<'b> {
    /// Its bytes without the line end.
    pub raw: &'b [u8],
    /// Its number as a spreadsheet counts.
    pub number: u64,
    line_end: Option<LineEnd>,
}

impl BlockPlace {
    /// Its size in bytes.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.len as u64
    }
}

impl Block {
    pub(super) fn new(bytes: Vec<u8>, before: u64) -> Block {
        Block { bytes, before }
    }

    /// Its rows.
    pub fn rows(&self, layout: &Layout) -> impl Iterator<Item = RawRow<'_>> {
        let delimiter = layout.shape.parsed_by;
        let (mut at, mut number) = (0, self.before);
        std::iter::from_fn(move || match next(&self.bytes, at, delimiter, true) {
            Next::Record(found) => {
                at = found.next;
                number += found.blank + 1;
                Some(RawRow {
                    raw: &self.bytes[found.start..found.end],
                    number,
                    line_end: found.line_end,
                })
            }
            Next::End(_) | Next::Unfinished => None,
        })
    }
}

/// A cell as it stands in the file, and how many cells its row has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RawCell<'b> {
    /// Its bytes, quotes and all; empty where the row is too short.
    pub raw: &'b [u8],
    /// How many cells the row has.
    pub cells: usize,
}

impl<'b> RawRow<'b> {
    /// The cell of a column; presend's own columns must not stand in the list.
    pub fn cell(&self, column: usize, delimiter: u8) -> RawCell<'b> {
        if memchr::memchr(b'"', self.raw).is_some() {
            let mut cells = Vec::new();
            cut(self.raw, delimiter, &mut cells);
            let range = cells.get(column).cloned().unwrap_or(0..0);
            return RawCell {
                raw: &self.raw[range],
                cells: cells.len(),
            };
        }
        let (mut count, mut start, mut range) = (0, 0, 0..0);
        for at in memchr::memchr_iter(delimiter, self.raw) {
            if count == column {
                range = start..at;
            }
            count += 1;
            start = at + 1;
        }
        if count == column {
            range = start..self.raw.len();
        }
        RawCell {
            raw: &self.raw[range],
            cells: count + 1,
        }
    }

    /// The row's line end, or the list's where it has none.
    pub fn line_end(&self, layout: &Layout) -> &'static [u8] {
        self.line_end.unwrap_or(layout.shape.dominant).bytes()
    }

    /// Takes the row apart. Its physical line is not known and stays 0.
    pub fn fill(&self, layout: &Arc<Layout>, row: &mut Row) {
        let mut cells = Vec::new();
        cut(self.raw, layout.shape.parsed_by, &mut cells);
        let record = cells_of(self.raw, &cells);
        row.set(layout, record, self.raw, self.line_end, self.number);
    }
}

/// The contents of cells, unquoted as the csv crate does.
pub(super) fn cells_of(raw: &[u8], cells: &[Range<usize>]) -> ByteRecord {
    let mut record = ByteRecord::with_capacity(raw.len(), cells.len());
    let mut plain = Vec::new();
    for range in cells {
        let cell = &raw[range.clone()];
        let Some(quoted) = cell.strip_prefix(b"\"") else {
            record.push_field(cell);
            continue;
        };
        plain.clear();
        let mut rest = quoted;
        while let Some(at) = memchr::memchr(b'"', rest) {
            plain.extend_from_slice(&rest[..at]);
            rest = &rest[at + 1..];
            if rest.first() != Some(&b'"') {
                // What follows the closing quote is taken as it is.
                break;
            }
            plain.push(b'"');
            rest = &rest[1..];
        }
        plain.extend_from_slice(rest);
        record.push_field(&plain);
    }
    record
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The records as the csv crate sees them.
    fn reference(bytes: &[u8], delimiter: u8) -> Vec<Vec<Vec<u8>>> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(bytes);
        let records = reader.byte_records().map(Result::unwrap);
        records
            .map(|record| record.iter().map(<[u8]>::to_vec).collect())
            .collect()
    }

    /// The same, read in pieces that end anywhere.
    fn ours(bytes: &[u8], delimiter: u8, piece: usize) -> Option<Vec<Vec<Vec<u8>>>> {
        let (mut at, mut have) = (0, piece.min(bytes.len()));
        let mut records = Vec::new();
        loop {
            let last = have == bytes.len();
            match next(&bytes[..have], at, delimiter, last) {
                Next::Record(found) => {
                    at = found.next;
                    let raw = &bytes[found.start..found.end];
                    let mut cells = Vec::new();
                    cut(raw, delimiter, &mut cells);
                    let record = cells_of(raw, &cells);
                    for (column, range) in cells.iter().enumerate() {
                        let row = RawRow {
                            raw,
                            number: 1,
                            line_end: None,
                        };
                        let cell = row.cell(column, delimiter);
                        assert_eq!(cell.cells, cells.len());
                        assert_eq!(cell.raw, &raw[range.clone()]);
                    }
                    records.push(record.iter().map(<[u8]>::to_vec).collect());
                }
                Next::End(_) => return Some(records),
                Next::Unfinished if last => return None,
                Next::Unfinished => have = (have + piece).min(bytes.len()),
            }
        }
    }

    proptest! {
        #[test]
        fn the_records_are_those_of_the_csv_crate(
            parts in proptest::collection::vec(
                proptest::sample::select(vec![
                    "\"", "\"\"", ",", ";", "\r", "\n", "\r\n", "a", "b@c.de", " ", "\u{00}", "\"x\ny\",", ",\"", "é",
                ]),
                0..40,
            ),
            piece in 1usize..12,
        ) {
            let text = parts.concat();
            let bytes = text.as_bytes();
            // A quote that never closes has no reference: the csv crate takes it for closed.
            if let Some(found) = ours(bytes, b',', piece) {
                prop_assert_eq!(found, reference(bytes, b','), "{:?}", text);
            }
        }
    }
}
