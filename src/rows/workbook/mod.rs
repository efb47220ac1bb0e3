//! Spreadsheets: one sheet of a workbook, copied into a spool.
//!
//! Archives are measured before anything parses them ([`guard`]), xlsx is read cell by cell, and a sheet whose cells
//! lie so far apart that the table between them would be empty is refused.

mod biff;
mod formula;
mod guard;
mod legacy;
mod measure;
mod sst;
mod value;
mod xlsx;

use biff::Finding;
use calamine::{SheetType, SheetVisible};

use super::error::{Nature, RowsError};
use super::format::Format;
use super::input::Source;
use super::layout::Sheet;
use super::sniff;
use super::spool::{self, Census, Spool, SpoolWriter};
use super::table::{Copied, ReadOptions};
use super::watch::{Step, Watch};
use crate::lang::texts::rows as texts;

/// Bytes that a workbook of the formats that are read as a whole may take.
const MEMORY: u64 = 512 << 20;
/// Bytes of a file that is taken in as a whole.
const WHOLE: u64 = 128 << 20;
/// Cells between the first and the last of a sheet that need not be filled.
const AREA: u64 = 1 << 25;
/// Beyond that, one of so many must be.
const SPARSE: u64 = 100;

/// A sheet of a workbook.
struct SheetName {
    name: String,
    hidden: bool,
    /// It has cells: it is no chart.
    cells: bool,
}

impl From<&calamine::Sheet> for SheetName {
    fn from(sheet: &calamine::Sheet) -> SheetName {
        SheetName {
            name: sheet.name.clone(),
            hidden: sheet.visible != SheetVisible::Visible,
            cells: matches!(sheet.typ, SheetType::WorkSheet),
        }
    }
}

enum Workbook {
    Xlsx(xlsx::Workbook),
    Legacy(legacy::Workbook),
}

/// Reads one sheet: the one that is asked for, or the first that holds addresses.
///
/// # Errors
///
/// If the file is no workbook that can be read, would eat the memory, or does not have the sheet.
pub(super) fn read(name: &str, file: &Source, options: &ReadOptions) -> Result<Copied, RowsError> {
    let (mut workbook, format) = open(name, file, options.max_field)?;
    let watch = &options.watch;
    let sheets = workbook.sheets();
    let of = sheets.len();
    let copied = |at: usize, spool: Spool| Copied {
        sheet: Some(Sheet {
            name: sheets[at].name.clone(),
            number: at + 1,
            of,
            uncalculated: spool.census.uncalculated,
        }),
        spool,
        format,
        lines_before: 0,
    };
    if let Some(wanted) = &options.sheet {
        let at = find(name, wanted, &sheets)?;
        let spool = copy(name, file, &mut workbook, &sheets[at].name, watch)?;
        return Ok(copied(at, spool));
    }
    // What is shown comes before what is hidden.
    let visible = (0..of).filter(|at| !sheets[*at].hidden);
    let hidden = (0..of).filter(|at| sheets[*at].hidden);
    let mut best: Option<(u8, usize, Spool)> = None;
    for at in visible.chain(hidden).filter(|at| sheets[*at].cells) {
        let spool = copy(name, file, &mut workbook, &sheets[at].name, watch)?;
        let worth = worth(&spool.census);
        if best.as_ref().is_none_or(|(most, ..)| worth > *most) {
            best = Some((worth, at, spool));
        }
        if worth == MOST {
            break;
        }
    }
    match best {
        Some((_, at, spool)) => Ok(copied(at, spool)),
        None => Err(sniff::empty(name, texts::NO_SHEET)),
    }
}

/// The worth of a sheet that is certainly a list.
const MOST: u8 = 3;

/// How much a sheet is like a list of contacts. One address alone may be a cover sheet's.
fn worth(census: &Census) -> u8 {
    match (census.addresses, census.mentions, census.filled) {
        (2.., ..) => MOST,
        (1, ..) | (_, 2.., _) => 2,
        (_, _, 1..) => 1,
        _ => 0,
    }
}

fn open(name: &str, file: &Source, max_field: usize) -> Result<(Workbook, Format), RowsError> {
    let head = file.head(0, 4).map_err(|source| RowsError::Read {
        name: name.to_owned(),
        source,
    })?;
    if !head.starts_with(b"PK") {
        if file.len() > WHOLE {
            return Err(too_large(name));
        }
        let whole = file.head(0, file.len()).map_err(|source| RowsError::Read {
            name: name.to_owned(),
            source,
        })?;
        let finding = biff::check(&whole);
        drop(whole);
        match finding {
            Finding::Sound => {}
            Finding::Large => return Err(too_large(name)),
            Finding::Swollen => return Err(RowsError::bomb(name)),
            Finding::Damaged => return Err(RowsError::damaged(name, "not a workbook inside")),
            // An encrypted workbook of any age is one of these.
            Finding::Locked => return Err(RowsError::locked(name)),
        }
        let workbook = legacy::Workbook::open_xls(name, file)?;
        return Ok((Workbook::Legacy(workbook), Format::Xls));
    }
    let checked = guard::check(name, file, max_field)?;
    let file = &file.during(Step::Copying);
    let workbook = match checked.format {
        Format::Ods => Workbook::Legacy(legacy::Workbook::open_ods(name, file)?),
        _ => Workbook::Xlsx(xlsx::Workbook::open(name, file, checked.uncalculated > 0)?),
    };
    Ok((workbook, checked.format))
}

/// The refusal of a workbook that would not fit into memory.
fn too_large(name: &str) -> RowsError {
    RowsError::NotATable {
        name: name.to_owned(),
        what: texts::IS_TOO_LARGE.with("limit", MEMORY >> 20),
        hint: texts::SAVE_AS_XLSX,
        nature: Nature::Lost,
    }
}

impl Workbook {
    fn sheets(&self) -> Vec<SheetName> {
        match self {
            Workbook::Xlsx(workbook) => workbook.sheets(),
            Workbook::Legacy(workbook) => workbook.sheets(),
        }
    }
}

/// The sheet that the user named: by its name, else by its number, else by its name in another case.
fn find(name: &str, wanted: &str, sheets: &[SheetName]) -> Result<usize, RowsError> {
    let by = |same: &dyn Fn(&str) -> bool| sheets.iter().position(|sheet| same(&sheet.name));
    let number = wanted.trim().parse::<usize>().ok();
    by(&|sheet| sheet == wanted)
        .or_else(|| {
            number
                .filter(|n| (1..=sheets.len()).contains(n))
                .map(|n| n - 1)
        })
        .or_else(|| by(&|sheet| sheet.to_lowercase() == wanted.to_lowercase()))
        .filter(|at| sheets[*at].cells)
        .ok_or_else(|| RowsError::NoSuchSheet {
            name: name.to_owned(),
            wanted: wanted.to_owned(),
            sheets: sheets.iter().map(|sheet| sheet.name.clone()).collect(),
        })
}

fn copy(
    name: &str,
    file: &Source,
    workbook: &mut Workbook,
    sheet: &str,
    watch: &Watch,
) -> Result<Spool, RowsError> {
    let mut into = SpoolWriter::new(name, spool::cap(file.len()), 1)?.watched(watch);
    match workbook {
        Workbook::Xlsx(workbook) => workbook.copy(name, sheet, &mut into)?,
        Workbook::Legacy(workbook) => workbook.copy(name, sheet, &mut into)?,
    }
    let census = into.census;
    let area = census.last_row.saturating_mul(census.width);
    if area > AREA && area / SPARSE > census.filled {
        return Err(RowsError::NotATable {
            name: name.to_owned(),
            what: texts::IS_SPARSE.with("cell", reference(census.width, census.last_row)),
            hint: texts::DELETE_STRAY,
            nature: Nature::Lost,
        });
    }
    into.finish()
}

/// `A1`, as a spreadsheet names a cell; column and row from 1.
fn reference(column: u64, row: u64) -> String {
    let mut letters = Vec::new();
    let mut left = column;
    while left > 0 {
        letters.push(b'A' + ((left - 1) % 26) as u8);
        left = (left - 1) / 26;
    }
    let column: String = letters.iter().rev().map(|b| char::from(*b)).collect();
    format!("{column}{row}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_a_spreadsheet_does() {
        assert_eq!(reference(1, 1), "A1");
        assert_eq!(reference(26, 2), "Z2");
        assert_eq!(reference(27, 3), "AA3");
        assert_eq!(reference(2613, 20_000), "CVM20000");
    }
}
