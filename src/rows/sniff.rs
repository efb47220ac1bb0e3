//! Files that are no tables, told by their first bytes: people name anything `.csv`.

use super::error::{Nature, RowsError};
use super::format::Format;
use crate::lang::Text;
use crate::lang::texts::rows as texts;

/// What a file is stored as.
///
/// `head` is the beginning of the file, some KiB of it.
///
/// # Errors
///
/// If it is certainly no table.
pub(super) fn recognise(name: &str, head: &[u8]) -> Result<Format, RowsError> {
    const ZIP: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];
    if ZIP.iter().any(|magic| head.starts_with(magic)) {
        // What is in it is told by those who unpack it.
        return Ok(Format::Xlsx);
    }
    if head.starts_with(b"\xD0\xCF\x11\xE0") {
        return Ok(Format::Xls);
    }
    if let Some((what, hint)) = refused(head) {
        return Err(not_a_table(name, what, hint));
    }
    let text = trim(head);
    let object = text.strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
    match object.and_then(<[u8]>::first) {
        Some(b'"' | b'}') => Ok(Format::JsonLines),
        _ => Ok(Format::Delimited),
    }
}

/// The refusal of a file that is no table.
pub(super) fn not_a_table(name: &str, what: Text, hint: Text) -> RowsError {
    RowsError::NotATable {
        name: name.to_owned(),
        what: what.into(),
        hint,
        nature: Nature::Other,
    }
}

/// The refusal of a file with NUL bytes that is no UTF-16 either.
pub(super) fn binary(name: &str) -> RowsError {
    not_a_table(name, texts::IS_BINARY, texts::EXPORT_AS_CSV)
}

/// The refusal of a file that holds nothing; `what` says so.
pub(super) fn empty(name: &str, what: Text) -> RowsError {
    RowsError::NotATable {
        name: name.to_owned(),
        what: what.into(),
        hint: texts::CHECK_EXPORT,
        nature: Nature::Nothing,
    }
}

fn refused(head: &[u8]) -> Option<(Text, Text)> {
    let magic: &[(&[u8], Text, Text)] = &[
        (b"%PDF-", texts::IS_PDF, texts::EXPORT_AS_CSV),
        (b"{\\rtf", texts::IS_RTF, texts::EXPORT_AS_CSV),
        (b"\xFD7zXZ\0", texts::IS_XZ, texts::UNPACK_FIRST),
        (b"BZh", texts::IS_BZIP2, texts::UNPACK_FIRST),
        (b"7z\xBC\xAF\x27\x1C", texts::IS_7Z, texts::UNPACK_FIRST),
        (b"Rar!\x1A\x07", texts::IS_RAR, texts::UNPACK_FIRST),
        (b"\x89PNG", texts::IS_IMAGE, texts::EXPORT_AS_CSV),
        (b"\xFF\xD8\xFF", texts::IS_IMAGE, texts::EXPORT_AS_CSV),
        (b"GIF8", texts::IS_IMAGE, texts::EXPORT_AS_CSV),
        (b"SQLite format 3\0", texts::IS_SQLITE, texts::EXPORT_AS_CSV),
        (b"\xFF\xFE\0\0", texts::IS_UTF32, texts::SAVE_AS_UTF8),
        (b"\0\0\xFE\xFF", texts::IS_UTF32, texts::SAVE_AS_UTF8),
    ];
    if let Some((_, what, hint)) = magic.iter().find(|(bytes, ..)| head.starts_with(bytes)) {
        return Some((*what, *hint));
    }
    let text = trim(head);
    let list = text.strip_prefix(b"[").map(<[u8]>::trim_ascii_start);
    if list.is_some_and(|list| list.starts_with(b"{")) {
        return Some((texts::IS_JSON_ARRAY, texts::ONE_OBJECT_A_LINE));
    }
    markup(text)
}

/// The beginning of a text without what comes before it.
fn trim(head: &[u8]) -> &[u8] {
    head.strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(head)
        .trim_ascii_start()
}

/// HTML and XML: many platforms ship an HTML table under the name `.xls`.
fn markup(text: &[u8]) -> Option<(Text, Text)> {
    let begins = |word: &str| {
        text.get(..word.len())
            .is_some_and(|h| h.eq_ignore_ascii_case(word.as_bytes()))
    };
    if [
        "<html",
        "<!doctype html",
        "<table",
        "<head",
        "<meta",
        "<body",
        "<style",
    ]
    .iter()
    .any(|word| begins(word))
    {
        return Some((texts::IS_HTML, texts::SAVE_AS_XLSX));
    }
    if begins("<?xml") {
        return Some((texts::IS_XML, texts::SAVE_AS_XLSX));
    }
    if begins("BEGIN:VCARD") {
        return Some((texts::IS_VCARD, texts::EXPORT_AS_CSV));
    }
    None
}
