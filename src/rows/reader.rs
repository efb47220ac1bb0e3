//! Rows, one after the other.

use std::borrow::Cow;
use std::sync::Arc;

use csv::ByteRecord;

use super::error::RowsError;
use super::kind::Kind;
use super::layout::{Layout, LineEnd};
use super::records::{Grid, Records, count_lines};

/// One row: its cells as text, and its bytes as they came.
///
/// A row is made once and filled again and again, so that reading allocates nothing a row.
#[derive(Clone, Debug, Default)]
pub struct Row {
    layout: Option<Arc<Layout>>,
    record: ByteRecord,
    raw: Vec<u8>,
    kinds: Vec<Kind>,
    line_end: Option<LineEnd>,
    number: u64,
    line: u64,
}

impl Row {
    /// A row to be filled by [`RowReader::next`].
    #[must_use]
    pub fn new() -> Self {
        Row::default()
    }

    /// The row's number as a spreadsheet counts: the first line is 1, a row with line breaks in it is one row, and blank
    /// lines count.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.number
    }

    /// The physical line in which the row begins, from 1. It differs from [`Row::number`] below a cell with line breaks.
    #[must_use]
    pub fn line(&self) -> u64 {
        self.line
    }

    /// The text of a cell, unquoted; empty where the row is too short. presend's own columns are not counted.
    #[must_use]
    pub fn cell(&self, column: usize) -> Cow<'_, str> {
        match &self.layout {
            Some(layout) => self.at(layout.shape.place(column)),
            None => Cow::Borrowed(""),
        }
    }

    /// The value that the input has in presend's `index`-th column; empty where it has none.
    #[must_use]
    pub fn own(&self, index: usize) -> Cow<'_, str> {
        let place = self
            .layout
            .as_ref()
            .and_then(|layout| *layout.shape.own.get(index)?);
        place.map_or(Cow::Borrowed(""), |place| self.at(place))
    }

    /// How many cells the row has, presend's own not counted.
    #[must_use]
    #[expect(
        clippy::len_without_is_empty,
        reason = "a row has a cell at least; blank lines are no rows"
    )]
    pub fn len(&self) -> usize {
        self.layout
            .as_ref()
            .map_or(0, |layout| layout.shape.others(self.record.len()))
    }

    /// How many cells are not blank, presend's own not counted.
    #[must_use]
    pub fn filled(&self) -> usize {
        let Some(layout) = &self.layout else { return 0 };
        let cells = self
            .record
            .iter()
            .enumerate()
            .filter(|(place, _)| !layout.shape.taken.contains(place));
        cells
            .filter(|(_, cell)| !cell.trim_ascii().is_empty())
            .count()
    }

    /// The row stands below the table: a report's footer, after a blank line. It holds no contact and is a row all the
    /// same.
    #[must_use]
    pub fn is_footer(&self) -> bool {
        self.layout
            .as_ref()
            .is_some_and(|layout| self.number >= layout.shape.footer_from)
    }

    /// The bytes of the record without its line end, presend's own columns included. Where the file had to be
    /// transcoded they are UTF-8.
    #[must_use]
    pub fn raw(&self) -> &[u8] {
        &self.raw
    }

    /// How the file was understood.
    pub(super) fn layout(&self) -> Option<&Layout> {
        self.layout.as_deref()
    }

    /// The row's own line end.
    pub(super) fn line_end(&self) -> Option<LineEnd> {
        self.line_end
    }

    /// What a cell is, presend's own columns not counted.
    pub(super) fn kind(&self, column: usize) -> Kind {
        let place = self
            .layout
            .as_ref()
            .map_or(column, |layout| layout.shape.place(column));
        self.kinds.get(place).copied().unwrap_or_default()
    }

    /// How many cells the record has, all counted.
    pub(super) fn places(&self) -> usize {
        self.record.len()
    }

    /// The bytes of a cell, unquoted.
    pub(super) fn bytes_at(&self, place: usize) -> &[u8] {
        self.record.get(place).unwrap_or_default()
    }

    /// Takes what [`super::RawRow`] found.
    pub(super) fn set(
        &mut self,
        layout: &Arc<Layout>,
        record: ByteRecord,
        raw: &[u8],
        line_end: Option<LineEnd>,
        number: u64,
    ) {
        self.layout = Some(Arc::clone(layout));
        self.record = record;
        self.raw.clear();
        self.raw.extend_from_slice(raw);
        self.line_end = line_end;
        self.number = number;
        self.line = 0;
    }

    fn at(&self, place: usize) -> Cow<'_, str> {
        match (&self.layout, self.record.get(place)) {
            (Some(layout), Some(cell)) => layout.shape.codec.decode(cell),
            _ => Cow::Borrowed(""),
        }
    }
}

/// Walks the rows of a [`super::Table`].
pub struct RowReader {
    layout: Arc<Layout>,
    records: Records,
    /// Size of what is parsed; it differs from the input's where that was transcoded.
    parsed_len: u64,
    /// Line ends inside the records so far.
    inner_lines: u64,
}

impl RowReader {
    pub(super) fn new(
        layout: Arc<Layout>,
        grid: Arc<Grid>,
        skip: usize,
    ) -> Result<Self, RowsError> {
        let parsed_len = grid.source.len();
        let mut records = Records::new(grid);
        let mut record = ByteRecord::new();
        let mut kinds = Vec::new();
        let mut inner_lines = 0;
        for _ in 0..skip {
            if let Some(place) = records.next(&mut record)? {
                inner_lines += count_lines(records.raw(&place));
            }
            records.kinds(&mut kinds)?;
        }
        Ok(RowReader {
            layout,
            records,
            parsed_len,
            inner_lines,
        })
    }

    /// Reads the next row; `false` at the end.
    ///
    /// # Errors
    ///
    /// If the file cannot be read any more.
    pub fn next(&mut self, row: &mut Row) -> Result<bool, RowsError> {
        let Some(place) = self.records.next(&mut row.record)? else {
            return Ok(false);
        };
        self.records.kinds(&mut row.kinds)?;
        row.raw.clear();
        row.raw.extend_from_slice(self.records.raw(&place));
        row.line_end = place.line_end;
        row.number = place.number;
        row.line = place.number + self.inner_lines;
        self.inner_lines += count_lines(&row.raw);
        if !row
            .layout
            .as_ref()
            .is_some_and(|layout| Arc::ptr_eq(layout, &self.layout))
        {
            row.layout = Some(Arc::clone(&self.layout));
        }
        Ok(true)
    }

    /// Bytes of the input that were read so far, of [`Layout::bytes`].
    #[must_use]
    pub fn bytes_read(&self) -> u64 {
        let (read, parsed, all) = (
            self.records.bytes_read(),
            self.parsed_len,
            self.layout.bytes,
        );
        if parsed == all || parsed == 0 {
            return read.min(all);
        }
        u64::try_from(u128::from(read) * u128::from(all) / u128::from(parsed))
            .unwrap_or(all)
            .min(all)
    }
}
