//! Sheets of Office Open XML, read cell by cell.

use std::io::BufReader;

use calamine::{Cell, DataRef, Reader, Xlsx, XlsxCellReader, XlsxError};

use super::value::{Shown, telling};
use super::{SheetName, formula};
use crate::rows::error::RowsError;
use crate::rows::input::{Source, SourceReader};
use crate::rows::spool::{self, Cells, SpoolWriter};

type From = BufReader<SourceReader>;

/// An open workbook.
pub(super) struct Workbook {
    xlsx: Box<Xlsx<From>>,
    /// Some formula has no value, so that formulas are read too.
    formulas: bool,
}

impl Workbook {
    pub(super) fn open(name: &str, file: &Source, formulas: bool) -> Result<Self, RowsError> {
        let from = BufReader::with_capacity(1 << 16, file.reader_at(0));
        let xlsx = Xlsx::new(from).map_err(|error| explain(name, &error))?;
        Ok(Workbook {
            xlsx: Box::new(xlsx),
            formulas,
        })
    }

    pub(super) fn sheets(&self) -> Vec<SheetName> {
        let sheets = self.xlsx.sheets_metadata().iter();
        sheets.map(SheetName::from).collect()
    }

    /// Copies a sheet.
    pub(super) fn copy(
        &mut self,
        name: &str,
        sheet: &str,
        into: &mut SpoolWriter,
    ) -> Result<(), RowsError> {
        let is_1904 = self.xlsx.has_1904_epoch();
        let formulas = self.formulas;
        let cells = self.xlsx.worksheet_cells_reader(sheet);
        let mut cells = cells.map_err(|error| explain(name, &error))?;
        let mut row = Cells::default();
        let (mut at, mut bytes) = (0, 0);
        loop {
            let next = if formulas {
                with_formula(&mut cells, into)
            } else {
                cells.next_cell_with_style_id()
            };
            let Some((cell, style)) = next.map_err(|error| explain(name, &error))? else {
                break;
            };
            let (line, column) = cell.get_position();
            if line != at {
                into.row(u64::from(at) + 1, &mut row, true)?;
                row.clear();
                bytes = 0;
                at = line;
            }
            let code = cells
                .styles()
                .get(style)
                .and_then(|style| style.number_format.as_ref())
                .and_then(|format| telling(&format.format_code));
            let mut shown = Shown {
                formats: &mut into.formats,
                code,
                is_1904,
            };
            shown.put(&mut row, column as usize, cell.get_value());
            bytes += row.bytes(column as usize);
            if bytes > spool::ROW {
                return Err(RowsError::bomb(name));
            }
        }
        into.row(u64::from(at) + 1, &mut row, true)
    }
}

/// The next cell, its formula in place of a value that was never calculated. Its style is not known then.
fn with_formula<'a>(
    cells: &mut XlsxCellReader<'a, From>,
    into: &mut SpoolWriter,
) -> Result<Option<(Cell<DataRef<'a>>, usize)>, XlsxError> {
    let Some(found) = cells.next_cell_with_formula()? else {
        return Ok(None);
    };
    let value = match (found.value, found.formula) {
        (DataRef::Empty, Some(text)) => match formula::literal(&text) {
            Some(literal) => DataRef::String(literal),
            None => {
                into.census.uncalculated += 1;
                DataRef::String(format!("={text}"))
            }
        },
        (value, _) => value,
    };
    Ok(Some((Cell::new(found.pos, value), usize::MAX)))
}

fn explain(name: &str, error: &XlsxError) -> RowsError {
    match error {
        XlsxError::Password => RowsError::locked(name),
        error => RowsError::damaged(name, &error.to_string()),
    }
}
