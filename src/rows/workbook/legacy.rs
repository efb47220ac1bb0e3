//! Sheets of the formats that are read into memory as a whole: old Excel workbooks and OpenDocument.

use std::io::BufReader;

use calamine::{Ods, OdsError, Range, Reader, Xls, XlsError};

use super::SheetName;
use super::value::{Shown, borrowed};
use crate::lang::texts::rows as texts;
use crate::rows::error::RowsError;
use crate::rows::input::{Source, SourceReader};
use crate::rows::sniff::not_a_table;
use crate::rows::spool::{Cells, SpoolWriter};

type From = BufReader<SourceReader>;

/// An open workbook.
pub(super) enum Workbook {
    Xls(Box<Xls<From>>),
    Ods(Box<Ods<From>>),
}

impl Workbook {
    pub(super) fn open_xls(name: &str, file: &Source) -> Result<Self, RowsError> {
        let xls = Xls::new(BufReader::new(file.reader_at(0)));
        let xls = xls.map_err(|error| match error {
            XlsError::Password => RowsError::locked(name),
            error => RowsError::damaged(name, &error.to_string()),
        })?;
        Ok(Workbook::Xls(Box::new(xls)))
    }

    pub(super) fn open_ods(name: &str, file: &Source) -> Result<Self, RowsError> {
        let ods = Ods::new(BufReader::new(file.reader_at(0)));
        let ods = ods.map_err(|error| match error {
            OdsError::Password => RowsError::locked(name),
            OdsError::InvalidMime(_) => not_a_table(name, texts::IS_OFFICE, texts::EXPORT_AS_CSV),
            error => RowsError::damaged(name, &error.to_string()),
        })?;
        Ok(Workbook::Ods(Box::new(ods)))
    }

    pub(super) fn sheets(&self) -> Vec<SheetName> {
        let sheets = match self {
            Workbook::Xls(xls) => xls.sheets_metadata(),
            Workbook::Ods(ods) => ods.sheets_metadata(),
        };
        sheets.iter().map(SheetName::from).collect()
    }

    /// Copies a sheet.
    pub(super) fn copy(
        &mut self,
        name: &str,
        sheet: &str,
        into: &mut SpoolWriter,
    ) -> Result<(), RowsError> {
        let damaged = |error: String| RowsError::damaged(name, &error);
        let (range, is_1904): (Range<_>, bool) = match self {
            Workbook::Xls(xls) => {
                let range = xls.worksheet_range(sheet);
                (
                    range.map_err(|e| damaged(e.to_string()))?,
                    xls.has_1904_epoch(),
                )
            }
            Workbook::Ods(ods) => {
                let range = ods.worksheet_range(sheet);
                (range.map_err(|e| damaged(e.to_string()))?, false)
            }
        };
        let (top, left) = range.start().unwrap_or_default();
        let mut cells = Cells::default();
        for (line, row) in range.rows().enumerate() {
            cells.clear();
            for (column, value) in row.iter().enumerate() {
                let mut shown = Shown {
                    formats: &mut into.formats,
                    code: None,
                    is_1904,
                };
                shown.put(&mut cells, left as usize + column, &borrowed(value));
            }
            into.row(u64::from(top) + line as u64 + 1, &mut cells, true)?;
        }
        Ok(())
    }
}
