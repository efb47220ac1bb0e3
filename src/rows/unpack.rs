//! Lists that come compressed.

use std::io::{BufReader, Read};

use super::error::RowsError;
use super::format::Packing;
use super::input::{self, Source};
use super::spool;
use super::watch::{Step, Watch};

/// Unpacks a file into a temporary copy, told by its first bytes and not by its name.
///
/// # Errors
///
/// If the file cannot be read, is damaged, or unpacks to more than any real list does.
pub(super) fn unpack(name: &str, file: Source) -> Result<(Source, Packing), RowsError> {
    let read = |source| RowsError::Read {
        name: name.to_owned(),
        source,
    };
    let packing = Packing::of(&file.head(0, 8).map_err(read)?);
    let file = file.during(Step::Unpacking);
    let packed = BufReader::with_capacity(1 << 16, file.reader_at(0));
    let cap = spool::cap(file.len());
    let unpacked = match packing {
        Packing::None => return Ok((file, packing)),
        Packing::Gzip => copy(name, flate2::bufread::MultiGzDecoder::new(packed), cap)?,
        Packing::Zstd => {
            // 128 MiB of window is what `zstd --long=27` needs; more is no list.
            let mut decoder = zstd::Decoder::with_buffer(packed).map_err(read)?;
            decoder.window_log_max(27).map_err(read)?;
            copy(name, decoder, cap)?
        }
    };
    Ok((unpacked, packing))
}

fn copy(name: &str, from: impl Read, cap: u64) -> Result<Source, RowsError> {
    // How far it is, the packed file tells as it is read.
    let source = input::spool(&mut from.take(cap + 1), name, &Watch::default());
    let source = source.map_err(|error| match error {
        // The bytes were there: what failed is to make sense of them.
        RowsError::Read { source, .. } => RowsError::damaged(name, &source.to_string()),
        error => error,
    })?;
    if source.len() > cap {
        return Err(RowsError::bomb(name));
    }
    Ok(source)
}
