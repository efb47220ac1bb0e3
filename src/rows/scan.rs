//! One walk over the whole file before anything is asked or written: how wide it is, how its lines end, what its
//! columns hold, and whether it can be read to its end.

use std::sync::Arc;

use csv::ByteRecord;

use super::block::BlockPlace;
use super::error::RowsError;
use super::kind::Kind;
use super::layout::{Before, LineEnd, Shape};
use super::records::{Grid, Place, Records};
use super::survey::{RowPlace, Stretch, survey};
use super::swallow;

/// What the walk found.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// The rows below the header. Its width is that of the header too, and its line ends are those of all records.
    pub all: Stretch,
    /// Where blocks of rows lie, for lists that can be read in blocks.
    pub blocks: Option<Vec<BlockPlace>>,
    pub header: Option<Place>,
    pub header_raw: Vec<u8>,
    /// Offset at which the preamble ends.
    pub preamble_end: u64,
    /// Number of the first row of the footer; beyond all rows where there is none.
    pub footer_from: u64,
    pub footer_rows: u64,
    pub preamble: Vec<Before>,
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
        loop {
            if header.map_or(0, |at| at + 1) == index
                && scan.survey(&records, grid, width, shape)?
            {
                break;
            }
            let Some(place) = records.next(&mut record)? else {
                break;
            };
            scan.all.count_end(place.line_end);
            match header {
                Some(at) if index < at => {
                    scan.keep_preamble(&mut records, &record, &place, grid, shape)?
                }
                Some(at) if index == at => {
                    scan.all.width = shape.others(record.len());
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
                    let row = RowPlace {
                        shape,
                        blank: place.blank,
                        number: place.number,
                    };
                    scan.all
                        .count(&row, record.len(), true, |place| &record[place]);
                }
            }
            index += 1;
        }
        scan.all.blank_lines += records.trailing_blank;
        if let Some(from) = scan.all.footer.from.filter(|_| scan.all.width >= 2) {
            scan.footer_from = from;
            scan.footer_rows = scan.all.footer.rows;
        }
        Ok(scan)
    }

    /// Walks all rows at once where they are plain text and nothing is wrong with them.
    fn survey(
        &mut self,
        records: &Records,
        grid: &Grid,
        width: usize,
        shape: &Shape,
    ) -> Result<bool, RowsError> {
        if grid.kinds.is_some() {
            return Ok(false);
        }
        let (offset, before) = records.rest();
        let found = survey(grid, offset, before, width, shape);
        let found = found.map_err(|source| RowsError::Read {
            name: grid.name.clone(),
            source,
        })?;
        let Some((rows, blocks)) = found else {
            return Ok(false);
        };
        self.all.append(&rows);
        self.blocks = Some(blocks);
        Ok(true)
    }

    /// The line ends as a whole, and the commonest.
    pub(super) fn line_end(&self) -> (LineEnd, LineEnd) {
        const KINDS: [LineEnd; 3] = [LineEnd::Lf, LineEnd::CrLf, LineEnd::Cr];
        let ends = self.all.ends;
        let most = ends.iter().copied().max().unwrap_or(0);
        let dominant = KINDS
            .into_iter()
            .zip(ends)
            .find(|(_, n)| *n == most)
            .map_or(LineEnd::Lf, |(kind, _)| kind);
        let kinds = ends.iter().filter(|n| **n > 0).count();
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
