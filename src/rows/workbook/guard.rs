//! Workbooks that are zip archives, looked at before anything parses them.

use std::io::{BufReader, Read};

use zip::ZipArchive;

use super::measure::{Excess, Limits, Measure};
use super::{MEMORY, too_large};
use crate::lang::Text;
use crate::lang::texts::rows as texts;
use crate::rows::error::{Nature, RowsError};
use crate::rows::format::Format;
use crate::rows::input::{Source, SourceReader};
use crate::rows::sniff::not_a_table;
use crate::rows::spool;

/// Entries that a workbook may have; those of people have a few dozen, with pictures some hundred.
const ENTRIES: usize = 20_000;

/// What an archive turned out to be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Checked {
    pub format: Format,
    /// Formulas whose value was never calculated, in all sheets.
    pub uncalculated: u64,
}

/// Unpacks every entry into nothing, and refuses the archive where a parser would not survive it.
///
/// # Errors
///
/// If it is no workbook, is damaged, or unpacks to more than is believed: as a whole, or in one cell.
pub(super) fn check(name: &str, file: &Source, max_field: usize) -> Result<Checked, RowsError> {
    let damaged = |why: &dyn std::fmt::Display| RowsError::damaged(name, &why.to_string());
    let mut zip = archive(name, file)?;
    let format = format(name, &zip)?;
    let limits = Limits {
        cell: max_field as u64,
        strings: (256 << 20) + file.len().saturating_mul(32),
    };
    let mut left = spool::cap(file.len());
    let mut uncalculated = 0;
    let mut block = vec![0; 1 << 16];
    for index in 0..zip.len() {
        let mut entry = zip.by_index(index).map_err(|e| damaged(&e))?;
        let ending = entry.name_raw().to_ascii_lowercase();
        let mut measure =
            (ending.ends_with(b".xml") || ending.ends_with(b".rels")).then(|| Measure::new(limits));
        loop {
            let n = entry.read(&mut block).map_err(|e| damaged(&e))?;
            if n == 0 {
                break;
            }
            left = left
                .checked_sub(n as u64)
                .ok_or_else(|| RowsError::bomb(name))?;
            if let Some(measure) = &mut measure {
                measure
                    .feed(&block[..n])
                    .map_err(|excess| refusal(name, excess, max_field))?;
            }
        }
        if let Some(measure) = measure {
            measure
                .finish()
                .map_err(|excess| refusal(name, excess, max_field))?;
            uncalculated += measure.uncalculated;
            if format == Format::Ods && measure.memory() > MEMORY {
                return Err(too_large(name));
            }
        }
    }
    Ok(Checked {
        format,
        uncalculated,
    })
}

fn archive(name: &str, file: &Source) -> Result<ZipArchive<BufReader<SourceReader>>, RowsError> {
    // The directory costs memory before it can be counted: the count stands at the end of the file.
    let tail = file.len().min(66_000);
    let end = file
        .head(file.len() - tail, tail)
        .map_err(|source| RowsError::Read {
            name: name.to_owned(),
            source,
        })?;
    let counted = memchr::memmem::rfind(&end, b"PK\x05\x06")
        .and_then(|at| end.get(at + 10..at + 12))
        .map(|count| usize::from(count[0]) | usize::from(count[1]) << 8);
    if counted.is_some_and(|count| count > ENTRIES) {
        return Err(RowsError::bomb(name));
    }
    let zip = ZipArchive::new(BufReader::new(file.reader_at(0)));
    let zip = zip.map_err(|error| RowsError::damaged(name, &error.to_string()))?;
    if zip.len() > ENTRIES {
        return Err(RowsError::bomb(name));
    }
    Ok(zip)
}

/// What the names of the entries say.
fn format(name: &str, zip: &ZipArchive<BufReader<SourceReader>>) -> Result<Format, RowsError> {
    let has = |wanted: &dyn Fn(&str) -> bool| {
        zip.file_names_raw()
            .any(|entry| wanted(&String::from_utf8_lossy(entry).to_ascii_lowercase()))
    };
    let refused = |what: Text, hint: Text| Err(not_a_table(name, what, hint));
    if has(&|entry| entry.ends_with("workbook.xml")) {
        Ok(Format::Xlsx)
    } else if has(&|entry| entry.ends_with("workbook.bin")) {
        refused(texts::IS_XLSB, texts::SAVE_AS_XLSX)
    } else if has(&|entry| entry == "content.xml") {
        Ok(Format::Ods)
    } else if has(&|entry| entry.starts_with("word/")) {
        refused(texts::IS_WORD, texts::EXPORT_AS_CSV)
    } else if has(&|entry| entry == "[content_types].xml") {
        refused(texts::IS_OFFICE, texts::EXPORT_AS_CSV)
    } else {
        refused(texts::IS_ZIP, texts::UNPACK_FIRST)
    }
}

fn refusal(name: &str, excess: Excess, max_field: usize) -> RowsError {
    match excess {
        Excess::LongCell => RowsError::NotATable {
            name: name.to_owned(),
            what: texts::LONG_CELL.with("limit", max_field),
            hint: texts::RAISE_MAX_FIELD,
            nature: Nature::Lost,
        },
        Excess::Objects => RowsError::bomb(name),
        Excess::Forbidden => RowsError::damaged(name, "a part that no workbook has"),
    }
}
