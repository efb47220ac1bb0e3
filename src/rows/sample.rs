//! The beginning of a file as text, cut into records under a delimiter that is only supposed.

use csv::ByteRecord;

use super::encoding::Codec;
use super::error::RowsError;
use super::input::Source;
use super::records::NO_DELIMITER;

/// Bytes looked at to find delimiter and header.
pub(super) const SAMPLE: u64 = 256 << 10;
/// Records looked at.
const RECORDS: usize = 400;

/// Decodes the beginning of the records, whole lines only where the file goes on.
pub(super) fn text(
    name: &str,
    source: &Source,
    start: u64,
    codec: Codec,
) -> Result<String, RowsError> {
    let read = |source| RowsError::Read {
        name: name.to_owned(),
        source,
    };
    let mut bytes = source.head(start, SAMPLE).map_err(read)?;
    if (bytes.len() as u64) < source.len().saturating_sub(start)
        && let Some(at) = memchr::memrchr2(b'\n', b'\r', &bytes)
    {
        bytes.truncate(at + 1);
    }
    Ok(codec.decode(&bytes).into_owned())
}

/// The first records of a text under a delimiter.
pub(super) fn records(text: &str, delimiter: Option<u8>) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter.unwrap_or(NO_DELIMITER))
        .from_reader(text.as_bytes());
    let mut record = ByteRecord::new();
    let mut records = Vec::new();
    while records.len() < RECORDS && reader.read_byte_record(&mut record).unwrap_or(false) {
        records.push(
            record
                .iter()
                .map(|cell| String::from_utf8_lossy(cell).into_owned())
                .collect(),
        );
    }
    records
}

/// Whether a cell holds something like an address, alone or among other text.
pub(super) fn has_address(cell: &str) -> bool {
    cell.char_indices().any(|(at, c)| {
        let rest = || cell[at + c.len_utf8()..].trim_end();
        matches!(c, '@' | '＠')
            && at > 0
            && rest()
                .char_indices()
                .any(|(i, c)| i > 0 && matches!(c, '.' | '。' | '．'))
    })
}

/// Whether a cell is one address and nothing else.
pub(super) fn is_address(cell: &str) -> bool {
    let cell = cell.trim();
    has_address(cell)
        && cell.matches(['@', '＠']).count() == 1
        && !cell.contains(|c: char| c.is_whitespace() || ",;|\"<>()".contains(c))
}

/// Whether a cell could be the name of a column, rather than a value.
pub(super) fn is_label(cell: &str) -> bool {
    let cell = cell.trim();
    let chars = cell.chars().count();
    let digits = cell.chars().filter(char::is_ascii_digit).count();
    // `john.gmail.com` is an address that lost its `@`; `E. Mail` is a name.
    let dotted = cell
        .as_bytes()
        .windows(3)
        .any(|w| w[0].is_ascii_alphanumeric() && w[1] == b'.' && w[2].is_ascii_alphanumeric());
    cell.contains(char::is_alphabetic)
        && !cell.contains(['@', '＠'])
        && chars <= 60
        && digits * 2 < chars
        && !dotted
}
