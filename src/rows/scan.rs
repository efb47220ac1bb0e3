//! One walk over the whole file before anything is asked or written: how wide it is, how its lines end, what its
//! columns hold, and whether it can be read to its end.

use std::sync::Arc;

use csv::ByteRecord;

use super::columns::Content;
use super::error::RowsError;
use super::kind::Kind;
use super::layout::{Before, LineEnd, Shape};
use super::records::{Grid, NO_DELIMITER, Place, Records};
use super::swallow;

/// What the walk found.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// Most cells of the header or any row, presend's own not counted.
    pub width: usize,
    /// By column, presend's own not counted. The header is not counted either.
    pub content: Vec<Content>,
    pub rows: u64,
    pub blank_lines: u64,
    pub header: Option<Place>,
    pub header_raw: Vec<u8>,
    /// Offset at which the preamble ends.
    pub preamble_end: u64,
    pub footer_from: u64,
    pub footer_rows: u64,
    pub preamble: Vec<Before>,
    ends: [u64; 3],
}

impl Scan {
    /// Walks the file. `header` is the index of the header's record, `width` what a row has of cells.
    pub(super) fn walk(
        grid: &Arc<Grid>,
        header: Option<usize>,
        width: usize,
        shape: &Shape,
    ) -> Result<Self, RowsError> {
        let mut scan = Scan {
            preamble_end: grid.start,
            footer_from: u64::MAX,
            ..Scan::default()
        };
        let mut records = Records::new(Arc::clone(grid));
        let mut record = ByteRecord::new();
        let mut index = 0;
        while let Some(place) = records.next(&mut record)? {
            scan.count_end(&place);
            match header {
                Some(at) if index < at => {
                    scan.keep_preamble(&mut records, &record, &place, grid, shape)?
                }
                Some(at) if index == at => {
                    scan.width = shape.others(record.len());
                    scan.header_raw = records.raw(&place).to_vec();
                    scan.preamble_end = place.start;
                    scan.header = Some(place);
                }
                _ => {
                    // Our own copies are well quoted.
                    if grid.kinds.is_none()
                        && let Some(at) = swallow::find(records.raw(&place), grid.delimiter, width)
                    {
                        return Err(RowsError::SwallowedRows {
                            name: grid.name.clone(),
                            line: grid.line_at(place.start + at as u64),
                        });
                    }
                    scan.count_row(&record, &place, grid.delimiter, shape);
                }
            }
            index += 1;
        }
        scan.blank_lines += records.trailing_blank;
        scan.settle_footer();
        Ok(scan)
    }

    /// The line ends as a whole, and the commonest.
    pub(super) fn line_end(&self) -> (LineEnd, LineEnd) {
        const KINDS: [LineEnd; 3] = [LineEnd::Lf, LineEnd::CrLf, LineEnd::Cr];
        let most = self.ends.iter().copied().max().unwrap_or(0);
        let dominant = KINDS
            .into_iter()
            .zip(self.ends)
            .find(|(_, n)| *n == most)
            .map_or(LineEnd::Lf, |(kind, _)| kind);
        let kinds = self.ends.iter().filter(|n| **n > 0).count();
        (if kinds > 1 { LineEnd::Mixed } else { dominant }, dominant)
    }

    /// Records before the header are few and short.
    fn keep_preamble(
        &mut self,
        records: &mut Records,
        record: &ByteRecord,
        place: &Place,
        grid: &Grid,
        shape: &Shape,
    ) -> Result<(), RowsError> {
        let mut kinds = Vec::new();
        records.kinds(&mut kinds)?;
        kinds.resize(record.len(), Kind::Text);
        let texts = record
            .iter()
            .map(|cell| shape.codec.decode(cell).into_owned());
        self.preamble.push(Before {
            row: row_index(place, grid),
            cells: texts.zip(kinds).collect(),
        });
        Ok(())
    }

    fn count_end(&mut self, place: &Place) {
        match place.line_end {
            Some(LineEnd::Lf) => self.ends[0] += 1,
            Some(LineEnd::CrLf) => self.ends[1] += 1,
            Some(LineEnd::Cr) => self.ends[2] += 1,
            _ => {}
        }
    }

    fn count_row(&mut self, record: &ByteRecord, place: &Place, delimiter: u8, shape: &Shape) {
        self.rows += 1;
        self.blank_lines += place.blank;
        let others = shape.others(record.len());
        self.width = self.width.max(others);
        if self.content.len() < others {
            self.content.resize(others, Content::default());
        }
        let mut address = false;
        for (column, content) in self.content.iter_mut().enumerate().take(others) {
            let cell = record.get(shape.place(column)).unwrap_or_default();
            if !cell.trim_ascii().is_empty() {
                content.filled += 1;
            }
            if holds_address(cell) {
                content.addresses += 1;
                address = true;
            }
        }
        self.follow_footer(record, place, address || delimiter == NO_DELIMITER);
    }

    /// A footer is a run of records of one cell without address, after a blank line, at the end of the file.
    fn follow_footer(&mut self, record: &ByteRecord, place: &Place, never: bool) {
        if record.len() != 1 || never {
            self.footer_from = u64::MAX;
        } else if self.footer_from == u64::MAX && place.blank > 0 {
            self.footer_from = place.number;
            self.footer_rows = 0;
        }
        self.footer_rows += 1;
    }

    fn settle_footer(&mut self) {
        if self.footer_from == u64::MAX || self.width < 2 {
            self.footer_from = u64::MAX;
            self.footer_rows = 0;
        }
    }
}

/// The index of a record's row, from 0, in an output that has no `sep=` line.
pub(super) fn row_index(place: &Place, grid: &Grid) -> u32 {
    let number = place.number.cast_signed() - grid.lines_before - 1;
    u32::try_from(number).unwrap_or(0)
}

/// Whether a cell holds something like an address; on bytes, because every cell of the file is asked.
pub(super) fn holds_address(cell: &[u8]) -> bool {
    memchr::memchr(b'@', cell)
        .is_some_and(|at| at > 0 && memchr::memchr(b'.', &cell[at..]).is_some_and(|dot| dot > 1))
}
