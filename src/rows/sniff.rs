//! Files that are no tables, told by their first bytes: people name anything `.csv`.

use super::error::RowsError;

const SAVE_AS_CSV: &str = "open it in a spreadsheet and save it as CSV (UTF-8) first";
const UNPACK: &str = "unpack it first";
const EXPORT: &str = "export the contacts as CSV first";

/// Refuses what is certainly no table. `head` is the beginning of the file, some KiB of it.
pub(super) fn refuse(name: &str, head: &[u8]) -> Result<(), RowsError> {
    let Some((what, hint)) = recognise(head) else {
        return Ok(());
    };
    Err(RowsError::NotATable {
        name: name.to_owned(),
        what: what.to_owned(),
        hint: hint.to_owned(),
    })
}

/// The refusal of a file with NUL bytes that is no UTF-16 either.
pub(super) fn binary(name: &str) -> RowsError {
    RowsError::NotATable {
        name: name.to_owned(),
        what: "is a binary file, not a table".to_owned(),
        hint: EXPORT.to_owned(),
    }
}

/// The refusal of a file that holds nothing.
pub(super) fn empty(name: &str) -> RowsError {
    RowsError::NotATable {
        name: name.to_owned(),
        what: "is empty".to_owned(),
        hint: "check that the export succeeded".to_owned(),
    }
}

fn recognise(head: &[u8]) -> Option<(&'static str, &'static str)> {
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Some(zip(head));
    }
    let magic: &[(&[u8], &str, &str)] = &[
        (
            b"\xD0\xCF\x11\xE0",
            "is an old Excel workbook (.xls)",
            SAVE_AS_CSV,
        ),
        (b"%PDF-", "is a PDF document", EXPORT),
        (b"{\\rtf", "is an RTF document", EXPORT),
        (b"\x1F\x8B", "is compressed with gzip", UNPACK),
        (b"\x28\xB5\x2F\xFD", "is compressed with zstd", UNPACK),
        (b"\xFD7zXZ\0", "is compressed with xz", UNPACK),
        (b"BZh", "is compressed with bzip2", UNPACK),
        (b"7z\xBC\xAF\x27\x1C", "is a 7z archive", UNPACK),
        (b"Rar!\x1A\x07", "is a RAR archive", UNPACK),
        (b"\x89PNG", "is an image", EXPORT),
        (b"\xFF\xD8\xFF", "is an image", EXPORT),
        (b"GIF8", "is an image", EXPORT),
        (b"SQLite format 3\0", "is an SQLite database", EXPORT),
        (b"\xFF\xFE\0\0", "is UTF-32 text", "save it as UTF-8 first"),
        (b"\0\0\xFE\xFF", "is UTF-32 text", "save it as UTF-8 first"),
        (b"[{", "looks like JSON, not a table", EXPORT),
        (b"{\"", "looks like JSON, not a table", EXPORT),
    ];
    if let Some((_, what, hint)) = magic.iter().find(|(bytes, ..)| head.starts_with(bytes)) {
        return Some((what, hint));
    }
    markup(head)
}

/// A zip archive: office documents are told by the folder names inside, which stand plain in the first entries.
fn zip(head: &[u8]) -> (&'static str, &'static str) {
    let holds = |name: &[u8]| memchr::memmem::find(head, name).is_some();
    if holds(b"xl/") {
        ("is an Excel workbook", SAVE_AS_CSV)
    } else if holds(b"opendocument.spreadsheet") {
        ("is an OpenDocument spreadsheet", SAVE_AS_CSV)
    } else if holds(b"word/") {
        ("is a Word document", EXPORT)
    } else if holds(b"[Content_Types].xml") {
        // Excel writes this entry first; its folder names can lie beyond the bytes looked at.
        (
            "is an Office document, probably an Excel workbook",
            SAVE_AS_CSV,
        )
    } else {
        ("is a zip archive", UNPACK)
    }
}

/// HTML and XML: many platforms ship an HTML table under the name `.xls`.
fn markup(head: &[u8]) -> Option<(&'static str, &'static str)> {
    let head = head
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(head)
        .trim_ascii_start();
    let begins = |text: &str| {
        head.get(..text.len())
            .is_some_and(|h| h.eq_ignore_ascii_case(text.as_bytes()))
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
    .any(|t| begins(t))
    {
        return Some(("is a web page (HTML), whatever its name says", SAVE_AS_CSV));
    }
    if begins("<?xml") {
        return Some(("is an XML document", SAVE_AS_CSV));
    }
    if begins("BEGIN:VCARD") {
        return Some(("holds vCards, not a table", EXPORT));
    }
    None
}
