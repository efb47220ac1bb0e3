//! Rows as an Excel workbook: their cells typed as they came, a frozen header with a filter, the verdict in colour.
//!
//! Text is written as text always, so that no cell of a stranger becomes a formula or a link. The rows go to a
//! temporary file as they come; memory does not grow with them.

use std::fs::File;
use std::io::{self, Seek, SeekFrom, Write};

use rust_xlsxwriter::{
    Color, ConditionalFormatCell, ConditionalFormatCellRule, DocProperties, ExcelDateTime, Format,
    IgnoreError, Workbook, Worksheet, XlsxError,
};
use tempfile::NamedTempFile;
use unicode_width::UnicodeWidthStr;

use super::error::{SHEET_COLUMNS, SHEET_ROWS};
use super::kind::{Formats, GENERAL, Kind};
use super::layout::Layout;
use super::reader::Row;
use super::render::is_formula;
use super::watch::{Step, Watch};

/// Widths of columns, in characters.
const NARROWEST: usize = 8;
const WIDEST: usize = 48;

/// Colours of the verdicts: text and ground. The word in the cell says the same.
const COLOURS: [(&str, u32, u32); 3] = [
    ("keep", 0x0000_6100, 0x00C6_EFCE),
    ("review", 0x007F_6000, 0x00FF_EB9C),
    ("remove", 0x009C_0006, 0x00FF_C7CE),
];

/// Bytes of XML around a cell.
const CELL: u64 = 30;
/// How many bytes of XML become one when they are packed, about.
const PACKED: u64 = 9;

/// Why a row cannot be written.
#[derive(Debug)]
pub(super) enum Fault {
    /// The sheet is full.
    Full,
    /// A cell is too long; its row and column in the sheet, from 1.
    LongCell { row: u64, column: u64 },
    /// The file cannot be written.
    Io(io::Error),
}

/// A sheet on its way.
pub(super) struct Sheet {
    workbook: Workbook,
    sheet: Worksheet,
    /// The number formats of the list, by index.
    formats: Vec<Format>,
    guarded: Format,
    bold: Format,
    /// Index of the header's row; `None` without header.
    header: Option<u32>,
    /// Index of the first row of contacts.
    first: u32,
    /// Index of the next row.
    next: u32,
    width: usize,
    widths: Vec<usize>,
    /// Bytes of the cells so far.
    volume: u64,
}

impl Sheet {
    /// A sheet with what comes before the rows in it.
    pub(super) fn new(layout: &Layout, own_columns: &[&str]) -> Result<Self, Fault> {
        let mut workbook = Workbook::new();
        // The day of writing would make each run's bytes its own.
        let day = ExcelDateTime::from_ymd(2000, 1, 1).map_err(other)?;
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
        let mut sheet = workbook
            .new_worksheet_with_constant_memory()
            .map_err(other)?;
        if let Some(from) = &layout.sheet {
            // A name that Excel does not allow gives way to its own.
            let _ = sheet.set_name(&from.name);
        }
        let columns = layout.width + own_columns.len();
        if columns > usize::from(SHEET_COLUMNS) {
            return Err(Fault::Full);
        }
        let mut new = Sheet {
            workbook,
            sheet,
            formats: number_formats(&layout.shape.formats),
            guarded: Format::new().set_quote_prefix(),
            bold: Format::new().set_bold(),
            header: None,
            first: 0,
            next: 0,
            width: layout.width,
            widths: vec![NARROWEST; columns],
            volume: 0,
        };
        new.head(layout, own_columns)?;
        Ok(new)
    }

    fn head(&mut self, layout: &Layout, own_columns: &[&str]) -> Result<(), Fault> {
        for before in &layout.shape.preamble {
            self.next = before.row;
            for (column, (text, kind)) in before.cells.iter().enumerate() {
                // A title is long and belongs to no column: it sets no width.
                self.cell(column, text, *kind)?;
            }
        }
        self.widths.fill(NARROWEST);
        let Some(header) = &layout.header else {
            return Ok(());
        };
        let row = layout.shape.header_row;
        self.next = row;
        let names = header.iter().map(String::as_str).enumerate();
        let own = own_columns.iter().copied().enumerate();
        let width = self.width;
        for (column, name) in names.chain(own.map(|(i, name)| (width + i, name))) {
            let place = self.place(column)?;
            let written = self
                .sheet
                .write_string_with_format(row, place, name, &self.bold);
            written
                .map(drop)
                .map_err(|error| self.fault(column, error))?;
            // Room for the filter's button.
            self.widen(column, name.width() + 3);
        }
        self.sheet.set_freeze_panes(row + 1, 0).map_err(other)?;
        self.header = Some(row);
        self.first = row + 1;
        self.next = row + 1;
        Ok(())
    }

    /// Writes a row. `replaced` gives new text for some of its cells.
    pub(super) fn row(
        &mut self,
        row: &Row,
        replaced: &[(usize, &str)],
        own: &[&str],
    ) -> Result<(), Fault> {
        if self.next >= SHEET_ROWS {
            return Err(Fault::Full);
        }
        for column in 0..row.len() {
            match replaced.iter().find(|(at, _)| *at == column) {
                Some((_, text)) => self.cell(column, text, Kind::Text)?,
                None => self.cell(column, &row.cell(column), row.kind(column))?,
            }
        }
        for (i, text) in own.iter().enumerate() {
            self.cell(self.width + i, text, Kind::Text)?;
        }
        self.next += 1;
        Ok(())
    }

    fn cell(&mut self, column: usize, text: &str, kind: Kind) -> Result<(), Fault> {
        let (row, place) = (self.next, self.place(column)?);
        self.volume += text.len() as u64 + CELL;
        let sheet = &mut self.sheet;
        let written = match kind {
            Kind::Empty | Kind::Missing => return Ok(()),
            Kind::Bool(truth) => sheet.write_boolean(row, place, truth),
            Kind::Number { value, format } if format == GENERAL => {
                sheet.write_number(row, place, value)
            }
            Kind::Number {
                value: number,
                format,
            }
            | Kind::Date {
                serial: number,
                format,
            } => match self.formats.get(usize::from(format)) {
                Some(format) => sheet.write_number_with_format(row, place, number, format),
                None => sheet.write_number(row, place, number),
            },
            Kind::Text | Kind::Json if text.is_empty() => return Ok(()),
            // It stays text where somebody edits the cell, too.
            Kind::Text | Kind::Json if is_formula(text.as_bytes()) => {
                sheet.write_string_with_format(row, place, text, &self.guarded)
            }
            Kind::Text | Kind::Json => sheet.write_string(row, place, text),
        };
        written
            .map(drop)
            .map_err(|error| self.fault(column, error))?;
        if let Some(width) = self.widths.get(column).copied()
            && width < WIDEST
            && text.len() >= width
        {
            let longest = text.lines().map(UnicodeWidthStr::width).max();
            self.widen(column, longest.unwrap_or(0) + 1);
        }
        Ok(())
    }

    fn widen(&mut self, column: usize, to: usize) {
        if let Some(width) = self.widths.get_mut(column) {
            *width = (*width).max(to.min(WIDEST));
        }
    }

    fn place(&self, column: usize) -> Result<u16, Fault> {
        u16::try_from(column)
            .ok()
            .filter(|column| *column < SHEET_COLUMNS)
            .ok_or(Fault::Full)
    }

    fn fault(&self, column: usize, error: XlsxError) -> Fault {
        match error {
            XlsxError::MaxStringLengthExceeded => Fault::LongCell {
                row: u64::from(self.next) + 1,
                column: column as u64 + 1,
            },
            XlsxError::RowColumnLimitError => Fault::Full,
            error => other(error),
        }
    }

    /// Writes the workbook into a file.
    pub(super) fn finish(
        mut self,
        file: NamedTempFile,
        watch: &Watch,
    ) -> Result<NamedTempFile, Fault> {
        self.dress().map_err(other)?;
        self.workbook.push_worksheet(self.sheet);
        let watched = Watched {
            file: file.as_file(),
            done: 0,
            expected: self.volume / PACKED,
            watch,
        };
        let mut out = io::BufWriter::with_capacity(1 << 16, watched);
        self.workbook.save_to_writer(&mut out).map_err(other)?;
        out.flush().map_err(Fault::Io)?;
        drop(out);
        Ok(file)
    }

    /// Widths, filter and colours, which need to know all rows.
    fn dress(&mut self) -> Result<(), XlsxError> {
        for (column, width) in (0..).zip(&self.widths) {
            self.sheet.set_column_width(column, *width as f64)?;
        }
        let columns = u16::try_from(self.widths.len()).unwrap_or(SHEET_COLUMNS);
        let (Some(last_column), Some(last)) = (columns.checked_sub(1), self.next.checked_sub(1))
        else {
            return Ok(());
        };
        if let Some(header) = self.header {
            self.sheet.autofilter(header, 0, last, last_column)?;
        }
        if last < self.first {
            return Ok(());
        }
        // A telephone number that is text is meant to be.
        let warning = IgnoreError::NumberStoredAsText;
        self.sheet
            .ignore_error_range(self.first, 0, last, last_column, warning)?;
        let Some(verdict) = u16::try_from(self.width).ok().filter(|v| *v <= last_column) else {
            return Ok(());
        };
        for (word, text, ground) in COLOURS {
            let format = Format::new()
                .set_font_color(Color::RGB(text))
                .set_background_color(Color::RGB(ground));
            let rule = ConditionalFormatCell::new()
                .set_rule(ConditionalFormatCellRule::EqualTo(word))
                .set_format(format);
            self.sheet
                .add_conditional_format(self.first, verdict, last, verdict, &rule)?;
        }
        Ok(())
    }
}

/// A file that tells how much of what is expected it has got, and takes no more once the user wants to stop.
struct Watched<'a> {
    file: &'a File,
    done: u64,
    expected: u64,
    watch: &'a Watch,
}

impl Write for Watched<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let n = self.file.write(bytes)?;
        self.done += n as u64;
        let total = self.expected.max(self.done);
        self.watch.at(Step::Packing, self.done, total)?;
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Seek for Watched<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

fn number_formats(formats: &Formats) -> Vec<Format> {
    let format = |code: &str| Format::new().set_num_format(code);
    formats.codes().map(format).collect()
}

fn other(error: XlsxError) -> Fault {
    Fault::Io(match error {
        XlsxError::IoError(error) | XlsxError::TempFileError(_, error) => error,
        error => io::Error::other(error.to_string()),
    })
}
