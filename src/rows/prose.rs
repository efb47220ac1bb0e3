//! The text of a file that is no table.

use std::io;

use super::encoding::{self, Codec};
use super::error::RowsError;
use super::format::Format;
use super::input::Input;
use super::sniff;
use super::watch::Watch;

/// Longest text that is believed, in bytes: it is held in memory as a whole.
const LIMIT: u64 = 256 << 20;

/// Reads a file as text, in the encoding that `encoding` names or that its bytes show.
///
/// # Errors
///
/// If the file cannot be read, is binary, or is longer than 256 MiB.
pub fn read_text(
    input: &Input,
    encoding: Option<&str>,
    watch: &Watch,
) -> Result<String, RowsError> {
    let name = input.name();
    let read = |source| RowsError::Read {
        name: name.clone(),
        source,
    };
    let source = input.open(watch)?;
    if source.len() > LIMIT {
        return Err(read(io::Error::other("longer than 256 MiB")));
    }
    let bytes = source.head(0, LIMIT).map_err(read)?;
    // JSON, markup and vCards are no tables, but texts.
    let begins = bytes
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(&bytes)
        .trim_ascii_start();
    let is_text =
        matches!(begins.first(), Some(b'{' | b'[' | b'<')) || begins.starts_with(b"BEGIN:");
    if !is_text
        && !matches!(
            sniff::recognise(&name, &bytes[..bytes.len().min(1 << 13)])?,
            Format::Delimited | Format::JsonLines
        )
    {
        return Err(sniff::binary(&name));
    }
    let detected = encoding::detect(&name, &source, encoding, &|_| 0)?;
    let codec = Codec {
        encoding: detected.encoding,
        spooled: false,
    };
    Ok(codec.decode(&bytes[detected.bom..]).into_owned())
}
